"""What meets the tree of a query: leaves become sets of article numbers, the tree joins them.

A set is a whole number with one byte for each article: Python ands and ors 100,000 of them in 10 µs. Whatever of the
tree is words alone is asked of the full-text index in one piece. Patterns come last, and only to what is left.
"""

from __future__ import annotations

import json
import sqlite3
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from wortreader.i18n import _
from wortreader.model import LOCAL_SCHEME, WORDS_PER_MINUTE, Completeness
from wortreader.store.bodies import Contents, text_of
from wortreader.store.headlines import parse_numbers
from wortreader.store.search.dates import Present, interval, span
from wortreader.store.search.fts_expression import FtsRenderer, as_it_stands, for_index
from wortreader.store.search.tree import And, Flag, Leaf, Length, Name, Node, Not, Or, Pattern, When

PATTERN_SECONDS = 1.0
"""How long all regular expressions of a query may take together."""

_BATCH = 500
_MARKS = {"unread": "is_read = 0", "read": "is_read = 1", "starred": "is_starred = 1"}
_CONTENTS = {
    "image": (Contents.IMAGE, "image/"),
    "audio": (Contents.AUDIO, "audio/"),
    "video": (Contents.VIDEO, "video/"),
    "table": (Contents.TABLE, None),
}


class QueryExecutor:
    """Finds what meets a query in one snapshot of the library."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        newest_id: int,
        present: Present,
        written: FtsRenderer = as_it_stands,
        *,
        lowest_id: int = 0,
        unread: int | None = None,
        known: Mapping[Node, int] | None = None,
    ) -> None:
        """Looks at articles from `lowest_id` on; with `unread`, the set of those, at no others. `known` are the sets
        of parts of the tree that are not to be found again.
        """
        self._connection = connection
        self._written = written
        self._size = newest_id + 1
        self._lowest_id = lowest_id
        self._is_unread_only = unread is not None
        self._everything = unread
        self._known = known or {}
        self._present = present
        self._deadline: float | None = None
        self.notes: dict[str, None] = {}
        """Why something is not found, in sentences."""

    def chosen(self, root: Node) -> bytearray | None:
        """1 at the number of every article that meets the tree; None for a tree that all meet.

        Raises IndexError where the index finds what is no article.
        """
        if root == And():
            return None
        return bytearray(self.found(root).to_bytes(self._size, "little"))

    def found(self, root: Node) -> int:
        """The set of the articles that meet the tree. Raises IndexError as `chosen` does."""
        return self._set(root, None)

    # --- the tree -----------------------------------------------------------------------------------------------------

    def _set(self, node: Node, among: int | None) -> int:
        """What meets a node; of `among` alone, where that is given, for whom it is dear to look at more."""
        if node in self._known:
            return self._known[node]
        if (words := for_index(node, self._written)) is not None:
            return self._of_ids(self._numbers("rowid FROM search WHERE search MATCH ?", (words,)))
        match node:
            case And(parts):
                return self._all(parts, among)
            case Or(parts):
                found = 0
                for part in _patterns_last(parts):
                    found |= self._set(part, among)
                return found
            case Not(part):
                return self._all_articles() & ~self._set(part, among)
            case Pattern():
                return self._pattern(node, self._all_articles() if among is None else among)
        return self._of_ids(self._leaf(node))

    def _all(self, parts: Sequence[Node], among: int | None) -> int:
        """What meets all of `parts`: words in one question, then sets, then what is left is read for patterns."""
        is_worded = {
            part: part not in self._known
            and for_index(part.part if isinstance(part, Not) else part, self._written) is not None
            for part in parts
        }
        worded = tuple(part for part in parts if is_worded[part])
        if len(worded) > 1 and for_index(And(worded), self._written) is not None:
            found: int | None = self._set(And(worded), None)
            parts = [part for part in parts if not is_worded[part]]
        else:
            found = among
        for part in _patterns_last(parts):
            if found == 0:
                return 0
            met = self._set(part, found)
            found = met if found is None else found & met
        return self._all_articles() if found is None else found

    def _of_ids(self, ids: Iterable[int]) -> int:
        flags = bytearray(self._size)
        for number in ids:
            flags[number] = 1
        return int.from_bytes(flags, "little")

    def _all_articles(self) -> int:
        if self._everything is None:
            self._everything = self._of_ids(self._numbers("article_id FROM reading WHERE TRUE", ()))
        return self._everything

    # --- leaves -------------------------------------------------------------------------------------------------------

    def _leaf(self, leaf: Leaf) -> list[int]:
        match leaf:
            case Flag("is", name):
                return self._state(name)
            case Flag(_, name):
                return self._content(name)
            case Name():
                return self._named(leaf)
            case When():
                return self._when(leaf)
            case Length():
                return self._length(leaf)
        raise AssertionError(leaf)

    def _state(self, name: str) -> list[int]:
        if name in _MARKS:
            return self._reading(_MARKS[name])
        if name == "saved":
            local = self._connection.execute(
                "SELECT id FROM feeds WHERE substr(url, 1, ?) = ?", (len(LOCAL_SCHEME), LOCAL_SCHEME)
            )
            return self._in_feeds([feed_id for (feed_id,) in local])
        if name == "revised":
            self._say(_("No earlier versions of articles are kept yet: is:revised finds nothing."))
            return []
        condition = "= ? AND lacks_pictures = 0" if name == "offline" else "< ?"
        return self._numbers(f"id FROM articles WHERE completeness {condition}", (Completeness.WHOLE,))

    def _content(self, name: str) -> list[int]:
        if name == "note":
            self._say(_("There are no notes yet: has:note finds nothing."))
            return []
        contents, media_type = _CONTENTS[name]
        ids = self._numbers("id FROM articles WHERE contents > 0 AND contents & ?", (contents,))
        if media_type:
            ids += self._numbers(
                "article_id FROM bodies WHERE enclosures <> '[]' AND instr(enclosures, ?) > 0",
                (f'"{media_type}',),
            )
        return ids

    def _named(self, name: Name) -> list[int]:
        wanted = folded(name.value)
        match name.field:
            case "feed":
                feeds = self._connection.execute("SELECT id, coalesce(own_title, title, url) FROM feeds")
                return self._in_feeds([feed_id for feed_id, title in feeds if wanted in folded(title)])
            case "folder":
                return self._in_feeds(_feeds_in_folders(self._connection, wanted))
            case "tag":
                return self._tagged(wanted, is_prefix=name.is_prefix)
            case "lang":
                return self._in_language(wanted, is_prefix=name.is_prefix)
        # LIKE and instr know no difference of case in ASCII, which is all that an address has.
        return self._numbers("id FROM articles WHERE instr(lower(url), ?) > 0", (name.value.lower(),))

    def _tagged(self, wanted: str, *, is_prefix: bool) -> list[int]:
        ids: list[int] = []
        for (tags,) in self._connection.execute("SELECT DISTINCT tags FROM bodies WHERE tags <> '[]'").fetchall():
            names = [folded(str(tag)) for tag in _list(tags)]
            if wanted in names or (is_prefix and any(tag.startswith(wanted) for tag in names)):
                ids += self._numbers("article_id FROM bodies WHERE tags <> '[]' AND tags = ?", (tags,))
        if not ids:
            self._say(_("No article has a tag like this."))
        return ids

    def _in_language(self, wanted: str, *, is_prefix: bool) -> list[int]:
        known = self._connection.execute("SELECT DISTINCT language FROM articles WHERE language IS NOT NULL")
        names = [
            language
            for (language,) in known
            if language.split("-")[0] == wanted or language == wanted or (is_prefix and language.startswith(wanted))
        ]
        return self._numbers(
            "id FROM articles WHERE language IN (SELECT value FROM json_each(?))",
            (json.dumps(names),),
        )

    def _in_feeds(self, feed_ids: Sequence[int]) -> list[int]:
        return self._reading("feed_id IN (SELECT value FROM json_each(?))", json.dumps(list(feed_ids)))

    def _when(self, when: When) -> list[int]:
        if when.field.startswith("age"):
            edge = int((self._present.now - span(when.value)).timestamp())
            return self._reading("sort_at > ?" if when.field == "age<" else "sort_at < ?", edge)
        begin, end = interval(when.value, self._present)
        match when.field:
            case "since":
                return self._reading("sort_at >= ?", begin)
            case "before":
                return self._reading("sort_at < ?", begin)
        return self._reading("sort_at >= ? AND sort_at < ?", begin, end)

    def _length(self, length: Length) -> list[int]:
        low, high = length.low or 0, length.high
        if length.field == "minutes":  # one minute at least, rounded up: see `reading_minutes`
            low = 0 if low <= 1 else (low - 1) * WORDS_PER_MINUTE + 1
            high = None if high is None else (high * WORDS_PER_MINUTE if high else -1)
        return self._numbers(
            "id FROM articles WHERE word_count BETWEEN ? AND ?",
            (low, 2**62 if high is None else high),
        )

    def _reading(self, condition: str, *parameters: str | int) -> list[int]:
        if self._is_unread_only:
            condition += " AND is_read = 0"
        return self._numbers(f"article_id FROM reading WHERE {condition}", parameters)

    def _numbers(self, question: str, parameters: Sequence[str | int]) -> list[int]:
        """The one column of whole numbers that the question, without its SELECT, asks for.

        SQLite hands them over as one string: 100,000 steps through its interface would take three times as long.
        """
        column, _from, rest = question.partition(" FROM ")
        if self._lowest_id:
            rest += f" AND {column} >= ?"
            parameters = (*parameters, self._lowest_id)
        joined = self._connection.execute(f"SELECT group_concat({column}) FROM {rest}", parameters)  # noqa: S608 - ours
        return parse_numbers(joined.fetchone()[0])

    # --- patterns -----------------------------------------------------------------------------------------------------

    def _pattern(self, pattern: Pattern, among: int) -> int:
        """What of `among` holds the pattern, the newest first until the time is over."""
        import regex

        if self._deadline is None:
            self._deadline = time.monotonic() + PATTERN_SECONDS
        wanted = regex.compile(pattern.source, regex.IGNORECASE)
        candidates = [number for number, flag in enumerate(among.to_bytes(self._size, "little")) if flag]
        candidates.reverse()
        found: list[int] = []
        for start in range(0, len(candidates), _BATCH):
            rows = self._connection.execute(
                "SELECT articles.id, title, text FROM articles JOIN bodies ON bodies.article_id = articles.id "
                "WHERE articles.id IN (SELECT value FROM json_each(?)) ORDER BY articles.id DESC",
                (json.dumps(candidates[start : start + _BATCH]),),
            )
            for number, title, text in rows:
                parts = title, text_of(text)
                try:
                    if any(wanted.search(part, timeout=self._time_left(), concurrent=True) for part in parts):
                        found.append(number)
                except (TimeoutError, MemoryError, RecursionError):
                    said = _("Time ran out: /{source}/ was not looked for everywhere.")
                    self._say(said.format(source=pattern.source))
                    return self._of_ids(found)
        return self._of_ids(found)

    def _time_left(self) -> float:
        assert self._deadline is not None
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _say(self, sentence: str) -> None:
        self.notes[sentence] = None


def folded(text: str) -> str:
    """`text` without case and accents, for names that are compared as a whole."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return plain.casefold()


def _patterns_last(parts: Sequence[Node]) -> list[Node]:
    """`parts`, those first that narrow the rest at little cost."""
    return sorted(parts, key=_has_pattern)


def _has_pattern(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(_has_pattern, parts))
        case Not(part):
            return _has_pattern(part)
    return isinstance(node, Pattern)


def _feeds_in_folders(connection: sqlite3.Connection, wanted: str) -> list[int]:
    """The feeds in folders with `wanted` in their name, and in the folders in those."""
    folders = {
        number: (parent, folded(name))
        for number, parent, name in connection.execute("SELECT id, parent_id, name FROM folders")
    }

    def is_inside(folder_id: int | None) -> bool:
        for _step in range(len(folders)):
            if folder_id not in folders:
                return False
            folder_id, name = folders[folder_id]
            if wanted in name:
                return True
        return False

    feeds = connection.execute("SELECT id, folder_id FROM feeds WHERE folder_id IS NOT NULL").fetchall()
    return [feed_id for feed_id, folder_id in feeds if is_inside(folder_id)]


def _list(stored: str) -> list[object]:
    try:
        values = json.loads(stored)
    except ValueError:
        return []
    return values if isinstance(values, list) else []
