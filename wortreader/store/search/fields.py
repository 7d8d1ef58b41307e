"""The fields of the query language: one row each, and the only place that knows them.

A row says how a field is written, how its value is parsed, which articles it finds, how it is completed and how it is
explained. The parser, the executor, the completion, the help and the table in the README read all of it here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, groupby
from typing import Final

from wortreader.i18n import ENGLISH, N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import LOCAL_SCHEME, Completeness
from wortreader.model.episodes import SupplementKind
from wortreader.store.bodies import Contents
from wortreader.store.search import conditions, dates, spans
from wortreader.store.search.conditions import Condition
from wortreader.store.search.field_words import EXAMPLE_WORDS, FIELD_WORDS, VALUE_WORDS
from wortreader.store.search.tree import Term
from wortreader.tag_names import fold_name

Find = Callable[[Term, sqlite3.Connection, dates.Present], Iterable[Condition]]
"""Returns the conditions for a term. An article has to meet one of them."""


@lazy_dataclass(frozen=True, slots=True)
class Syntax:
    """How the values of a row are written."""

    is_value: Callable[[str], bool]
    may_begin: Callable[[str], bool]
    """Whether a value may begin like this. Never called with an empty text."""
    choice: str | None = None
    """The only value, if there is only one."""
    most_words: int = 1
    """Words that a value may have without quotes. The longest value is taken."""
    is_name: bool = False
    """Whether values keep their case, and may end in a `*`. All others are compared in lower case."""

    def word(self, language: str) -> str | None:
        """The only value as it is written in a language; None if there are many."""
        words = VALUE_WORDS.get(self.choice or "", {})
        return next(iter(words.get(language, ())), self.choice)


def only(value: str) -> Syntax:
    """The syntax of a row for one value, which has a word in each language."""
    known = frozenset(map(fold_name, (value, *chain(*VALUE_WORDS.get(value, {}).values()))))
    return Syntax(
        lambda typed: _hyphenated(typed) in known,
        lambda typed: any(word.startswith(_hyphenated(typed)) for word in known),
        choice=value,
        most_words=2 if any("-" in word for word in known) else 1,
    )


def _hyphenated(typed: str) -> str:
    """A value as it is known: `non lu` is `non-lu`."""
    return fold_name(typed).replace(" ", "-")


WORDS: Final = Syntax(lambda _value: False, lambda _value: False)
"""What the query language has outside of fields: words, phrases, brackets. The parser knows them."""
NAME: Final = Syntax(bool, bool, is_name=True)
DAY: Final = Syntax(dates.is_day, dates.is_beginning, most_words=dates.MOST_WORDS)
DAY_OR_SPAN: Final = Syntax(
    dates.is_moment, lambda value: dates.is_beginning(value) or spans.is_beginning(value), most_words=dates.MOST_WORDS
)
AGE: Final = Syntax(conditions.is_age, conditions.is_age_beginning, most_words=2)
RANGE: Final = Syntax(conditions.is_range, conditions.is_range_beginning)


@lazy_dataclass(frozen=True, slots=True)
class Explanation:
    """A line of the help."""

    examples: tuple[str, ...]
    """Queries as they are written."""
    finds: str
    """What these find: one sentence, to be translated."""


@lazy_dataclass(frozen=True, slots=True)
class Field:
    """A row: a field, or one value of a field that has a row for each of its values."""

    name: str
    """Lower-case letters, without the colon."""
    syntax: Syntax
    find: Find | None
    """None for words, which the full-text index finds, and for `sort:`."""
    finds: str
    """What it finds: one sentence, to be translated. Neighbours with the same sentence share a line of the help."""
    examples: tuple[str, ...] = ()
    """Queries as they are written; may be left out for a row with one value."""
    aliases: tuple[str, ...] = ()
    """Other names that mean the same."""
    column: str | None = None
    """The column of the full-text index in which words are looked for."""
    names: str | None = None
    """SQL for all names that a value is completed to."""
    is_lasting: bool = False
    """Whether an article that meets it goes on to do so until the article is written again. The unread counts of views
    keep what such rows find."""
    if_none: str | None = None
    """What to say if no article meets it: a sentence, to be translated."""

    def is_value(self, value: str) -> bool:
        """Whether the row has such a value."""
        return self.parse(value, is_prefix=False) is not None

    def parse(self, value: str, *, is_prefix: bool) -> Term | None:
        """The term for a value; None if the row has no such value. With `is_prefix` the value may go on."""
        if self.syntax.is_name:
            return Term(self.name, value, is_prefix) if self.syntax.is_value(value) else None
        value = value.lower()
        return Term(self.name, self.syntax.choice or value) if self.syntax.is_value(value) else None


def always(*found: Condition) -> Find:
    """The same conditions for every term."""
    return lambda _term, _connection, _present: found


def _contains(contents: Contents, media_type: str | None = None) -> Find:
    """Articles with this in their HTML, or with an enclosure whose type begins with `media_type`."""
    in_html = Condition("articles", "contents > 0 AND contents & ?", (contents.value,))
    if media_type is None:
        return always(in_html)
    where = "enclosures <> '[]' AND instr(enclosures, ?) > 0"
    return always(in_html, Condition("bodies", where, (f'"{media_type}',)))


def _supplement(kind: SupplementKind) -> Condition:
    """Podcast episodes whose transcript, or whose chapters, are stored."""
    stored = "id IN (SELECT article_id FROM supplements WHERE kind = ? AND content IS NOT NULL)"
    return Condition("articles", stored, (kind.value,))


_SPOKEN: Final = N_("Podcast episodes with a transcript, or with chapters.")
_IN_A_PART: Final = N_("Words, phrases and brackets in that part of an article.")
_BY_NAME: Final = N_("Feeds with this in their name, folder or address.")
_IN_A_STATE: Final = N_("Articles in that state.")
_WITH: Final = N_("Articles that contain one.")
_OF_A_TIME: Final = N_(
    "Of that day, week, month or year; the latest one if no year is given. Names are in four languages."
)
_OF_A_LENGTH: Final = N_("Articles of that length.")
_IN_AN_ORDER: Final = N_("Best match, oldest or newest first; newest by default.")

_SAVED: Final = Condition(
    "reading", "feed_id IN (SELECT id FROM feeds WHERE substr(url, 1, ?) = ?)", (len(LOCAL_SCHEME), LOCAL_SCHEME)
)
_OFFLINE: Final = Condition("articles", "completeness = ? AND lacks_pictures = 0", (Completeness.WHOLE,))

FIELDS: Final = (
    Field("title", WORDS, None, _IN_A_PART, ("title:budget",), column="title"),
    Field("author", WORDS, None, _IN_A_PART, ("author:lee",), column="author"),
    Field("text", WORDS, None, _IN_A_PART, ("text:(a OR b)",), column="text"),
    Field(
        "feed", NAME, conditions.in_feed, _BY_NAME, ("feed:wort",),
        names="SELECT coalesce(own_title, title, url) FROM feeds WHERE removed_at IS NULL",
    ),
    Field("folder", NAME, conditions.in_folder, _BY_NAME, ("folder:press",), names="SELECT name FROM folders"),
    Field("url", NAME, conditions.at_address, _BY_NAME, ("url:example.org",), is_lasting=True),
    Field(
        "tag", NAME, conditions.with_tag, N_("Articles with that tag of yours, and those of feeds that have it."),
        ("tag:later", 'tag:"to read"', "tag:eco*"), names="SELECT name FROM tags",
        if_none=N_("No article has a tag like this."),
    ),
    Field(
        "category", NAME, conditions.in_category, N_("Articles that their feed puts into that category."),
        ("category:sport", "category:eco*"),
        names="SELECT DISTINCT value FROM bodies, json_each(categories) WHERE categories <> '[]' LIMIT 2000",
        is_lasting=True, if_none=N_("No article is in a category like this."),
    ),
    Field(
        "lang", NAME, conditions.in_language, N_("Articles in that language."), ("lang:fr", "language:de"),
        aliases=("language",), names="SELECT DISTINCT language FROM articles", is_lasting=True,
    ),
    Field("is", only("unread"), always(Condition("reading", "is_read = 0")), _IN_A_STATE),
    Field("is", only("read"), always(Condition("reading", "is_read = 1")), _IN_A_STATE),
    Field("is", only("starred"), always(Condition("reading", "is_starred = 1")), _IN_A_STATE),
    Field(
        "is", only("hidden"), always(Condition("set_aside", "cause = 'rule'")), N_("Articles that a rule hides."),
        if_none=N_("No article is hidden."),
    ),
    Field("is", only("saved"), always(_SAVED), N_("Articles that you saved yourself.")),
    Field("is", only("offline"), always(_OFFLINE), N_("Complete articles, with their pictures.")),
    Field(
        "is", only("teaser"), always(Condition("articles", "completeness < ?", (Completeness.WHOLE,))),
        N_("Articles with only an excerpt."),
    ),
    Field("has", only("image"), _contains(Contents.IMAGE, "image/"), _WITH, is_lasting=True),
    Field("has", only("audio"), _contains(Contents.AUDIO, "audio/"), _WITH, is_lasting=True),
    Field("has", only("video"), _contains(Contents.VIDEO, "video/"), _WITH, is_lasting=True),
    Field("has", only("table"), _contains(Contents.TABLE), _WITH, is_lasting=True),
    Field("has", only("transcript"), always(_supplement(SupplementKind.TRANSCRIPT)), _SPOKEN),
    Field("has", only("chapters"), always(_supplement(SupplementKind.CHAPTERS)), _SPOKEN),
    Field("has", only("code"), _contains(Contents.CODE), N_("Articles with a block of code."), is_lasting=True),
    Field("since", DAY_OR_SPAN, conditions.since, _OF_A_TIME, ("since:28.11.2026", "since:2w")),
    Field("before", DAY_OR_SPAN, conditions.before, _OF_A_TIME, ("before:lundi",)),
    Field("on", DAY, conditions.on, _OF_A_TIME, ("on:hier", "on:last week", "on:28 novembre", "on:2026-11")),
    Field("age", AGE, conditions.of_age, N_("Newer or older: 12h, 3d, 2w, 1m, 1y."), ("age:<3d", "age:>2w")),
    Field("words", RANGE, conditions.of_words, _OF_A_LENGTH, ("words:>800",), is_lasting=True),
    Field("minutes", RANGE, conditions.of_minutes, _OF_A_LENGTH, ("minutes:2..5",), is_lasting=True),
    Field("sort", only("rank"), None, _IN_AN_ORDER),
    Field("sort", only("oldest"), None, _IN_AN_ORDER),
    Field("sort", only("date"), None, _IN_AN_ORDER),
)  # fmt: skip
"""Every field, in the order of the help. To add a field, or a value of `is:` or `has:`, add a row."""

SYNTAX: Final = (
    Explanation(("budget minister",), N_("Articles with both words.")),
    Explanation(('"protection des données"',), N_("The phrase; “…”, „…“ and «…» work as well.")),
    Explanation(('"élection"',), N_("Exactly this word: not its other forms, nor longer words.")),
    Explanation(("-football", "NOT football"), N_("Articles without the word.")),
    Explanation(("a OR b", "(a OR b) c"), N_("Articles with either word; brackets group words.")),
    Explanation(("gouv*",), N_("Words beginning with this.")),
    Explanation(("wifi", "wi-fi"), N_("Both, and Wi-Fi: hyphens do not matter.")),
    Explanation(("C++", "C#", ".NET", "Canal+"), N_("These characters are part of the word.")),
    Explanation(("1200", "3.11"), N_("Numbers however their digits are grouped; 3.11.2 too.")),
    Explanation(("天気", "서울"), N_("Any part of a text in a script without spaces.")),
    Explanation(
        ("is:unread", "est:non-lu", "ist:ungelesen", "ass:ongelies"),
        N_("Fields and their values are understood in four languages."),
    ),
    Explanation(("/gr[ae]y/",), N_("Titles and texts that the regular expression matches; it stops after a second.")),
)
"""What can be written without a field."""


class Registry:
    """Rows with tables to look them up."""

    def __init__(self, rows: Iterable[Field]) -> None:
        self._rows = tuple(rows)
        self._by_name: dict[str, list[Field]] = {}
        for row in self._rows:
            words = FIELD_WORDS.get(row.name, {}).values()
            for name in dict.fromkeys(map(fold_name, (row.name, *row.aliases, *chain(*words)))):
                self._by_name.setdefault(name, []).append(row)
        self.names = tuple(dict.fromkeys(row.name for row in self._rows))
        """The names of all fields, in the order of the help."""
        self.aliases = tuple(dict.fromkeys(alias for row in self._rows for alias in row.aliases))

    def names_in(self, language: str) -> tuple[str, ...]:
        """The names of all fields in a language, in the order of the help."""
        return tuple(_word(name, language) for name in self.names)

    def rows(self, name: str) -> Sequence[Field]:
        """The rows of a field, by its name in any language or by an alias; empty for an unknown name."""
        return self._by_name.get(fold_name(name), ())

    def row(self, term: Term) -> Field | None:
        """The row of a term; None if the registry has none."""
        rows = self.rows(term.field)
        return next((row for row in rows if row.parse(term.value, is_prefix=term.is_prefix) is not None), None)

    def choices(self, name: str, language: str = ENGLISH) -> tuple[str, ...]:
        """The values of a field that has only certain ones, as they are written in a language."""
        return tuple(word for row in self.rows(name) if (word := row.syntax.word(language)) is not None)

    def column(self, name: str) -> str | None:
        """The column of the full-text index that a field searches."""
        return next((row.column for row in self.rows(name)), None)

    def explanations(self, language: str = ENGLISH) -> tuple[Explanation, ...]:
        """The lines of the help, those without a field first, with the names of fields and values in a language."""
        lines = [
            Explanation(tuple(_in_language(example, language) for example in line.examples), line.finds)
            for line in SYNTAX
        ]
        for finds, rows in groupby(self._rows, key=lambda row: row.finds):
            examples = tuple(example for row in rows for example in _examples(row, language))
            lines.append(Explanation(examples=examples, finds=finds))
        return tuple(lines)


def _word(name: str, language: str) -> str:
    """The name of a field in a language."""
    return next(iter(FIELD_WORDS.get(name, {}).get(language, ())), name)


def _examples(row: Field, language: str) -> tuple[str, ...]:
    """The queries that explain a row."""
    name = _word(row.name, language)
    if not row.examples:
        return (f"{name}:{row.syntax.word(language)}",)
    return tuple(_in_language(example.replace(f"{row.name}:", f"{name}:", 1), language) for example in row.examples)


def _in_language(example: str, language: str) -> str:
    """A query with the words of a language."""
    for word, words in EXAMPLE_WORDS.items():
        example = re.sub(rf"\b{word}\b", next(iter(words.get(language, ())), word), example)
    return example


REGISTRY = Registry(FIELDS)
"""What everybody looks fields up in, as `fields.REGISTRY`."""
