"""Parses what the user types into the search to a syntax tree.

No input is an error: what cannot be parsed is read as words, words without letters and digits are left out, and notes
say what was not understood. A query of nothing but signs, such as `℃`, looks for those in the texts.

    query   = either
    either  = all { "OR" all }
    all     = term { ["AND"] term }             operators have names in other languages, in tree.py
    term    = ( "-" | "NOT" ) term | "(" either ")" | field ( "(" either ")" | value ) | phrase | pattern | word
    field   = NAME ":"                      a name or an alias in fields.py
    phrase  = QUOTE … [QUOTE] ["*"]         these words, next to each other
    pattern = "/" … "/"                     a regular expression
    word    = anything else up to the next blank, quote or bracket; it is a prefix if it ends in "*"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wortreader import folding, hyphens
from wortreader.i18n import _
from wortreader.lazy import lazy_pattern
from wortreader.store.search import fields
from wortreader.store.search.tree import AND, NOT, OR, Node, Not, Pattern, Phrase, Query, both, either
from wortreader.text import safe

MAX_CHARACTERS = 4_096
MAX_WORDS = 32
"""Words of a query; the rest is left out. Each is a lookup in the index."""
MAX_LETTERS = 64
"""Letters of one word; the rest is left out. In a script without spaces, each is a word of the index."""
MAX_TERMS = 64
MAX_DEPTH = 24
MAX_PATTERN = 200
MAX_SIGNS = 8
"""Signs that are looked for in a query without words."""

_QUOTES = '"“”„«»'
_IN_HEBREW = lazy_pattern('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
"""The sign of an abbreviation, which is in the middle of the word."""
_ENDS = _QUOTES + "()"
_SIGN = "[\u00a1-\u00bf\u00d7\u00f7\u2010-\u2027\u2030-\u2bff\u3001-\u303f\U0001f000-\U0001faff]+"
_SIGNS = lazy_pattern(f"{_SIGN}(?:\u200d{_SIGN})*")
_AS_EMOJI = "\ufe0f"
"""Says that the sign before it is drawn in colours; many texts have the sign without it."""
_BLANKS = str.maketrans("\n\t", "  ")
_FIELD_NAME = lazy_pattern(r"([^\W\d_]+):")
_PATTERN = lazy_pattern(r"/((?:[^/\\]|\\.|/(?![\s)]|$))+)/(?=[\s)]|$)")

_NO_FIELDS = frozenset(("http", "https", "mailto", "ftp"))
"""Words before a colon that are no misspelled fields, but the beginning of an address."""


def parse(query: str, *, is_typing: bool = False) -> Query:
    """The tree of a query. With `is_typing` the last word may be unfinished."""
    source = safe(query[:MAX_CHARACTERS]).translate(_BLANKS)
    return _Parser(_IN_HEBREW.sub("״", folding.joined_numbers(source)), is_typing).query()


def split_words(text: str) -> tuple[str, ...]:
    """The words of `text` as the index splits them, with their accents: `l'été` and `2026-11-23` are several.

    What touches or has hyphens is one: see `hyphens.written_words`.
    """
    return tuple(word for chunk in folding.chunks(text) for word in hyphens.written_words(chunk))


def _shortened(word: str) -> str:
    """A word of at most MAX_LETTERS letters, without a sign at its end that would not be part of a word there."""
    return word if len(word) <= MAX_LETTERS else next(iter(split_words(word[:MAX_LETTERS])), word[:MAX_LETTERS])


class _Parser:
    """Recursive descent over one query."""

    def __init__(self, source: str, is_typing: bool) -> None:
        self._source = source
        self._at = 0
        self._is_typing = is_typing
        self._words_left = MAX_WORDS
        self._terms_left = MAX_TERMS
        self._sort: str | None = None
        self._notes: dict[str, str] = {}
        """The sentence for `Query.notes`, and that for `Query.faults`."""
        self._signs: list[str] = []
        """What was left out because it has no words: the query, if there is nothing else."""

    def query(self) -> Query:
        root = self._either(0, None, is_negative=False)
        if root is None:
            root = both([Pattern(re.escape(sign)) for sign in dict.fromkeys(self._signs[:MAX_SIGNS])])
        return Query(root, self._sort, tuple(self._notes), tuple(self._notes.values()))

    def _note(self, sentence: str, fault: str = "") -> None:
        self._notes[sentence] = fault or sentence

    def _note_length(self) -> None:
        self._note(_("The query is too long: only its beginning was used."), _("The query is too long."))

    def _either(self, depth: int, field: str | None, *, is_negative: bool) -> Node | None:
        """Everything up to the end, or up to the bracket that closes this depth."""
        alternatives: list[Node] = []
        parts: list[Node] = []
        while self._skip_blanks() and self._has_room():
            if self._peek() == ")":
                if depth:
                    break
                self._at += 1
                self._note(_("A closing bracket has no opening one."))
            elif self._take_operator(OR, is_useful=bool(parts)):
                alternatives.append(both(parts))
                parts = []
            elif not self._take_operator(AND, is_useful=bool(parts)):
                node = self._term(depth, field, is_negative=is_negative)
                if node is not None:
                    parts.append(node)
        if parts:
            alternatives.append(both(parts))
        return either(alternatives) if alternatives else None

    def _has_room(self) -> bool:
        if self._words_left > 0 and self._terms_left > 0:
            return True
        self._at = len(self._source)
        self._note_length()
        return False

    def _take_operator(self, names: tuple[str, ...], *, is_useful: bool = True) -> bool:
        """Steps over an operator if there is something on both sides of it; else it is read as a word."""
        name = next((name for name in names if self._source.startswith(name, self._at)), "")
        end = self._at + len(name)
        if not name or self._peek(end) not in (*_QUOTES, *"( \t\n", ""):
            return False
        rest = self._source[end:].strip()
        if is_useful and (rest or self._is_typing) and not rest.startswith(")"):
            self._at = end
            return True
        self._note(
            _("“{word}” joins nothing here: it was searched as a word.").format(word=name),
            _("“{word}” joins nothing here.").format(word=name),
        )
        return False

    def _term(self, depth: int, field: str | None, *, is_negative: bool) -> Node | None:
        self._terms_left -= 1
        excludes = False
        while self._skip_blanks() and (self._take_minus() or self._take_operator(NOT)):
            excludes = True
        signs = len(self._signs)
        node = self._positive(depth, field, is_negative=is_negative or excludes)
        if excludes:
            del self._signs[signs:]
        if node is None or not excludes:
            return node
        return node.part if isinstance(node, Not) else Not(node)

    def _take_minus(self) -> bool:
        """Steps over a minus, unless a blank follows: then it is a dash."""
        return not self._peek(self._at + 1).isspace() and self._take("-")

    def _positive(self, depth: int, field: str | None, *, is_negative: bool) -> Node | None:
        here = self._peek()
        if here == "(":
            self._at += 1
            return self._group(depth, field, is_negative=is_negative)
        if here and here in _QUOTES:
            return self._phrase(field, is_negative)
        if here == "/" and field is None and (end := self._pattern_end()):
            return self._pattern(end)
        name = self._take_field()
        if name is None:
            return self._word(field, is_negative)
        return self._in_field(name, depth, field, is_negative=is_negative)

    def _group(self, depth: int, field: str | None, *, is_negative: bool) -> Node | None:
        if depth >= MAX_DEPTH:
            self._note(
                _("Brackets are nested too deeply: the innermost were not read."), _("Brackets are nested too deeply.")
            )
            return None
        node = self._either(depth + 1, field, is_negative=is_negative)
        if not self._take(")") and not self._is_typing:
            self._note(_("A bracket is left open."))
        return node

    def _phrase(self, field: str | None, is_negative: bool) -> Node | None:
        inner, is_prefix = self._quoted(is_negative)
        return self._words(inner, is_prefix, field, is_quoted=True)

    def _quoted(self, is_negative: bool) -> tuple[str, bool]:
        """The text in quotes that is next, and whether its last word may go on."""
        self._at += 1
        inner = self._until(_QUOTES)
        if self._take(_QUOTES):
            return inner, self._take("*")
        if not self._is_typing:
            self._note(_("A quotation mark is left open."))
        return inner, self._is_unfinished(is_negative)

    def _word(self, field: str | None, is_negative: bool) -> Node | None:
        word = self._until(_ENDS, blanks=True)
        if not word:
            return None
        if word.startswith("^") or word in ("{", "}", "{}", "+", ":") or (word == "NEAR" and self._peek() == "("):
            self._note(_("“{word}” has no meaning of its own here.").format(word=word))
        return self._words(word, word.endswith("*") or self._is_unfinished(is_negative), field)

    def _words(self, text: str, is_prefix: bool, field: str | None, *, is_quoted: bool = False) -> Phrase | None:
        words = split_words(text)
        if not words:
            self._signs += [sign[:MAX_LETTERS] for sign in _SIGNS.findall(text.replace(_AS_EMOJI, ""))]
        kept = tuple(map(_shortened, words[: max(0, self._words_left)]))
        self._words_left -= len(kept)
        if kept != words:
            self._note_length()
        return Phrase(kept, is_prefix and kept == words, field, is_quoted) if kept else None

    def _take_field(self) -> str | None:
        """Steps over the name of a field and its colon, if they are next."""
        match = _FIELD_NAME.match(self._source, self._at)
        if match is None:
            return None
        name = match[1].lower()
        if fields.REGISTRY.rows(name):
            self._at = match.end()
            return name
        if name not in _NO_FIELDS:
            self._note(
                _("There is no field “{name}:”: it was searched as text.").format(name=name),
                _("There is no field “{name}:”.").format(name=name),
            )
        return None

    def _in_field(self, name: str, depth: int, field: str | None, *, is_negative: bool) -> Node | None:
        here = self._peek()
        rows = fields.REGISTRY.rows(name)
        if rows[0].syntax is fields.WORDS:
            return self._in_text_field(rows[0].name, depth, field, is_negative=is_negative)
        if here and here in _QUOTES:
            value, is_prefix = self._quoted(is_negative)
        else:
            value = self._value(rows)
            is_prefix = value.endswith("*") or self._is_unfinished(is_negative)
            value = value.rstrip("*")
        value = " ".join(value.split())
        for row in rows:
            term = row.parse(value, is_prefix=is_prefix)
            if term is not None:
                if row.find is not None:
                    return term
                self._sort = term.value
                return None
        return self._invalid_value(name, value, field, is_negative)

    def _value(self, rows: Sequence[fields.Field]) -> str:
        """The value without quotes that is next, of as many words as a row allows; one word if none is a value."""
        start, most_words = self._at, max(row.syntax.most_words for row in rows)
        ends: list[int] = []
        for _word in range(most_words):
            if ends and (self._peek() != " " or self._peek(self._at + 1) in ("", " ", "-", *_ENDS)):
                break
            self._at += bool(ends)
            self._until(_ENDS, blanks=True)
            ends.append(self._at)
        values = (end for end in reversed(ends) if any(row.is_value(self._source[start:end]) for row in rows))
        self._at = next(values, 0)
        if not self._at:
            begun = " ".join(self._source[start:].lower().split())
            is_last = self._is_typing and most_words > 1 and not self._source[ends[-1] :].strip()
            is_begun = is_last and any(row.syntax.may_begin(begun) for row in rows)
            self._at = len(self._source) if is_begun else ends[0]
        return self._source[start : self._at]

    def _in_text_field(self, name: str, depth: int, field: str | None, *, is_negative: bool) -> Node | None:
        here = self._peek()
        if here == "(":
            self._at += 1
            return self._group(depth, name, is_negative=is_negative)
        if here and here in _QUOTES:
            return self._phrase(name, is_negative)
        node = self._word(name, is_negative)
        return node if node is not None else self._invalid_value(name, "", field, is_negative)

    def _invalid_value(self, name: str, value: str, field: str | None, is_negative: bool) -> Node | None:
        """Returns nothing for a value that is still being typed and may become valid; the words of any other."""
        if self._is_typing and self._at == len(self._source):
            begun = value.lower()
            if not begun or any(row.syntax.may_begin(begun) for row in fields.REGISTRY.rows(name)):
                return None
        self._note(
            _("“{name}:{value}” is not valid: it was searched as text.").format(name=name, value=value),
            _("“{name}:{value}” is not valid.").format(name=name, value=value),
        )
        return self._words(f"{name} {value}", self._is_unfinished(is_negative), field)

    def _pattern_end(self) -> int:
        """The end of the pattern that begins here; 0 if it is not closed or is no regular expression."""
        match = _PATTERN.match(self._source, self._at)
        if match is None:
            return 0
        if len(match[1]) <= MAX_PATTERN and _is_expression(match[1]):
            return match.end()
        self._note(
            _("“{source}” is not a valid regular expression: it was searched as text.").format(source=match[0][:60]),
            _("“{source}” is not a valid regular expression.").format(source=match[0][:60]),
        )
        return 0

    def _pattern(self, end: int) -> Node:
        source = self._source[self._at + 1 : end - 1]
        self._at = end
        return Pattern(source)

    def _peek(self, at: int | None = None) -> str:
        at = self._at if at is None else at
        return self._source[at : at + 1]

    def _skip_blanks(self) -> bool:
        """Steps over white space; False at the end."""
        while self._at < len(self._source) and self._source[self._at].isspace():
            self._at += 1
        return self._at < len(self._source)

    def _take(self, characters: str) -> bool:
        """Steps over one of `characters`, if it is next."""
        if self._at < len(self._source) and self._source[self._at] in characters:
            self._at += 1
            return True
        return False

    def _until(self, ends: Iterable[str], *, blanks: bool = False) -> str:
        start = self._at
        while self._at < len(self._source):
            here = self._source[self._at]
            if here in ends or (blanks and here.isspace()):
                break
            self._at += 1
        return self._source[start : self._at]

    def _is_unfinished(self, is_negative: bool) -> bool:
        """Whether the user may still be typing the word that ends here. Excluded words are taken as they are: with the
        first letter, nearly all hits would go."""
        return self._is_typing and not is_negative and self._at == len(self._source)


def _is_expression(source: str) -> bool:
    import regex

    try:
        regex.compile(source)
    except (regex.error, OverflowError, RecursionError):
        return False
    return True
