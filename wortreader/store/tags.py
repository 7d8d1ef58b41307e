"""Tags: names that the user gives to articles and feeds.

The articles of a tag are those that have it themselves, and those of the feeds that have it. A tag is made when it is
first given, and goes with the last article or feed that has it, as labels of notmuch and bookmarks of Firefox do: there
is no list of tags to be kept in order by hand. Names are compared without case and accents; the spelling of the first
one stays until the tag is renamed. A tagged article is kept by retention, as a starred one is; those of a tagged feed
are not.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from wortreader.errors import TagRefused, UnknownTag
from wortreader.i18n import _
from wortreader.model import Tag, TagCount
from wortreader.store.database import Database
from wortreader.store.headlines import json_ids
from wortreader.store.rules.tag_names import rename_in_rules
from wortreader.tag_names import clean_name, fold_name, one_line, sorted_names

MAX_TAGS: Final = 1_000
"""Tags of a library."""
MOST_OF_ONE: Final = 30
"""Tags of one article or feed."""

_ONES: Final[Mapping[str, str]] = {"article": "articles", "feed": "feeds"}
"""What can be tagged: the name in the columns, and the table."""

_IN_USE: Final = """
    SELECT id, name FROM tags
    WHERE EXISTS (SELECT 1 FROM article_tags JOIN reading USING (article_id) WHERE tag_id = tags.id)
    OR EXISTS (SELECT 1 FROM feed_tags JOIN feeds ON feeds.id = feed_id WHERE tag_id = tags.id AND removed_at IS NULL)
"""
_UNREAD: Final = "AND is_read = 0"
_OF_FEEDS: Final = "SELECT tag_id, count(*) FROM feed_tags JOIN reading USING (feed_id) WHERE TRUE {which} GROUP BY 1"
_OF_OTHERS: Final = """
    SELECT tag_id, count(*) FROM article_tags JOIN reading USING (article_id)
    WHERE NOT EXISTS (
      SELECT 1 FROM feed_tags WHERE feed_tags.feed_id = reading.feed_id AND feed_tags.tag_id = article_tags.tag_id
    ) {which} GROUP BY 1
"""
"""The articles that are not counted with their feeds."""


class Tags:
    """The tags of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Tag]:
        """The tags of articles and feeds that are there, sorted by name without regard to case and accents.

        Those that only articles have that are set aside, or removed feeds, are left out: these may come back.
        """
        with self._database.read() as connection:
            return sorted((Tag(*row) for row in connection.execute(_IN_USE)), key=_order)

    def counts(self) -> list[TagCount]:
        """All tags with their numbers of unread and all articles, sorted as in `all`."""
        with self._database.snapshot() as connection:
            unread, total = _counts(connection, _UNREAD), _counts(connection, "")
            return [TagCount(tag, unread.get(tag.tag_id, 0), total.get(tag.tag_id, 0)) for tag in self.all()]

    def unread_counts(self) -> dict[int, int]:
        """Unread articles by the id of each tag; tags without any are left out."""
        with self._database.snapshot() as connection:
            return _counts(connection, _UNREAD)

    def find(self, name: str) -> Tag:
        """The tag with a name. Raises UnknownTag."""
        with self._database.read() as connection:
            tag = _known(connection).get(fold_name(one_line(name)))
        if tag is None:
            raise UnknownTag(one_line(name))
        return tag

    def of_articles(self, article_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The names of the tags of articles, by article and in the order of `all`; those without any are left out."""
        return self._of("article", article_ids)

    def of_feeds(self, feed_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The names of the tags of feeds, by feed and in the order of `all`; those without any are left out."""
        return self._of("feed", feed_ids)

    def change(
        self, article_ids: Sequence[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> tuple[int, ...]:
        """Gives tags to articles, and takes others from them; returns the articles that this has changed.

        Missing tags are made; unknown articles, and tags to remove that there are not, are skipped. Raises TagRefused.
        """
        return self._change("article", article_ids, add, remove)

    def give(self, article_ids: Sequence[int], names: Iterable[str]) -> None:
        """Gives tags to articles as far as that is possible.

        Left out are tags that cannot be made, and articles that would have more tags than one may have.
        """
        with self._database.write(is_durable=True) as connection:
            given = _possible(connection, names)
            has: dict[int, set[str]] = {}
            for number, tags in self.of_articles(article_ids).items():
                has[number] = set(map(fold_name, tags))
            free = [number for number in article_ids if len(has.get(number, set()) | given.keys()) <= MOST_OF_ONE]
            self.change(free, add=given.values())

    def change_feeds(
        self, feed_ids: Sequence[int], *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> tuple[int, ...]:
        """Gives tags to feeds, and takes others from them, as `change` does with articles."""
        return self._change("feed", feed_ids, add, remove)

    def rename(self, name: str, new_name: str) -> Tag:
        """Renames a tag, also in the rules that give it; if there is one with the new name, the two become one.

        Raises UnknownTag, TagRefused.
        """
        new_name = clean_name(new_name)
        with self._database.write(is_durable=True) as connection:
            tag = self.find(name)
            other = _known(connection).get(fold_name(new_name))
            if other is None or other.tag_id == tag.tag_id:
                rename_in_rules(connection, tag.name, new_name)
                connection.execute("UPDATE tags SET name = ? WHERE id = ?", (new_name, tag.tag_id))
                return Tag(tag.tag_id, new_name)
            rename_in_rules(connection, tag.name, other.name)
            for one in _ONES:
                connection.execute(
                    f"INSERT OR IGNORE INTO {one}_tags ({one}_id, tag_id) "  # noqa: S608 - our own words
                    f"SELECT {one}_id, ? FROM {one}_tags WHERE tag_id = ?",
                    (other.tag_id, tag.tag_id),
                )
            _delete(connection, tag)
        return other

    def remove(self, name: str) -> Tag:
        """Takes a tag from all articles and feeds that have it, with which it goes; returns it. Raises UnknownTag."""
        with self._database.write(is_durable=True) as connection:
            tag = self.find(name)
            _delete(connection, tag)
        return tag

    def _of(self, one: str, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {one}_id, name FROM {one}_tags JOIN tags ON tags.id = tag_id "  # noqa: S608 - our own words
                f"WHERE {one}_id IN (SELECT value FROM json_each(?))",
                (json_ids(ids),),
            ).fetchall()
        found: dict[int, list[str]] = {}
        for number, name in rows:
            found.setdefault(number, []).append(name)
        return {number: sorted_names(names) for number, names in found.items()}

    def _change(self, one: str, ids: Sequence[int], add: Iterable[str], remove: Iterable[str]) -> tuple[int, ...]:
        added = {fold_name(name): name for name in map(clean_name, add)}
        removed = {fold_name(one_line(name)) for name in remove} - added.keys()
        chosen = json_ids(ids)
        with self._database.write(is_durable=True) as connection:
            before = _links(connection, one, chosen)
            known = _known(connection)
            given = json_ids(_made(connection, known, added)) if added and _has_any(connection, one, chosen) else "[]"
            taken = json_ids(known[name].tag_id for name in removed if name in known)
            connection.execute(
                f"INSERT OR IGNORE INTO {one}_tags ({one}_id, tag_id) "  # noqa: S608 - our own words
                f"SELECT {_ONES[one]}.id, tags.value FROM {_ONES[one]} JOIN json_each(?) AS tags "
                f"WHERE {_ONES[one]}.id IN (SELECT value FROM json_each(?))",
                (given, chosen),
            )
            connection.execute(
                f"DELETE FROM {one}_tags WHERE {one}_id IN (SELECT value FROM json_each(?)) "  # noqa: S608
                "AND tag_id IN (SELECT value FROM json_each(?))",
                (chosen, taken),
            )
            after = _links(connection, one, chosen)
            if max(Counter(number for number, _tag in after).values(), default=0) > MOST_OF_ONE:
                raise TagRefused(_("An article or a feed has at most {n} tags.").format(n=MOST_OF_ONE))
        changed = {number for number, _tag in before ^ after}
        return tuple(number for number in dict.fromkeys(ids) if number in changed)


def _order(tag: Tag) -> tuple[str, str]:
    return fold_name(tag.name), tag.name


def _known(connection: sqlite3.Connection) -> dict[str, Tag]:
    """All tags, by their names as they are compared; of several with one name, as a copy may bring, the first."""
    rows = connection.execute("SELECT id, name FROM tags ORDER BY id DESC")
    return {fold_name(name): Tag(tag_id, name) for tag_id, name in rows}


def _made(connection: sqlite3.Connection, known: dict[str, Tag], names: Mapping[str, str]) -> list[int]:
    """The ids of tags by names as they are compared; makes those that are missing. Raises TagRefused."""
    for folded, name in names.items():
        if folded in known:
            continue
        if len(known) >= MAX_TAGS:
            raise TagRefused(_("There are {n} tags, and no more are possible. Remove some first.").format(n=MAX_TAGS))
        tag_id = connection.execute("INSERT INTO tags (name) VALUES (?)", (name,)).lastrowid
        assert tag_id is not None, "an INSERT has a rowid"
        known[folded] = Tag(tag_id, name)
    return [known[folded].tag_id for folded in names]


def _possible(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """Names of tags that there are or can be, by these as they are compared."""
    known = _known(connection)
    room = MAX_TAGS - len(known)
    possible: dict[str, str] = {}
    for name in names:
        with suppress(TagRefused):
            possible.setdefault(fold_name(name), clean_name(name))
    new = [folded for folded in possible if folded not in known]
    for folded in new[max(0, room) :]:
        del possible[folded]
    return possible


def _has_any(connection: sqlite3.Connection, one: str, chosen: str) -> bool:
    """Whether one of these articles or feeds is there: otherwise a tag would be made for nothing."""
    query = f"SELECT EXISTS (SELECT 1 FROM {_ONES[one]} WHERE id IN (SELECT value FROM json_each(?)))"  # noqa: S608
    return bool(connection.execute(query, (chosen,)).fetchone()[0])


def _links(connection: sqlite3.Connection, one: str, chosen: str) -> set[tuple[int, int]]:
    """Which of these articles or feeds have which tags."""
    query = f"SELECT {one}_id, tag_id FROM {one}_tags WHERE {one}_id IN (SELECT value FROM json_each(?))"  # noqa: S608
    return set(connection.execute(query, (chosen,)).fetchall())


def _delete(connection: sqlite3.Connection, tag: Tag) -> None:
    for statement in (
        "DELETE FROM article_tags WHERE tag_id = ?",
        "DELETE FROM feed_tags WHERE tag_id = ?",
        "DELETE FROM tags WHERE id = ?",  # gone already, with the last of these
    ):
        connection.execute(statement, (tag.tag_id,))


def _counts(connection: sqlite3.Connection, which: str) -> dict[int, int]:
    counts: dict[int, int] = {}
    for query in (_OF_FEEDS, _OF_OTHERS):
        for tag_id, count in connection.execute(query.format(which=which)):
            counts[tag_id] = counts.get(tag_id, 0) + count
    return counts
