"""Articles: lists of them, one article with all its texts, and the user's marks."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wortreader.errors import UnknownArticle
from wortreader.model import Arrangement, Article, ArticleState, Counts, Enclosure, Headline, Rows, View, ViewKind
from wortreader.sentences import restored_or_none
from wortreader.store import aside, settings
from wortreader.store.bodies import html_of, text_of
from wortreader.store.database import Database
from wortreader.store.folded_titles import FoldedTitles
from wortreader.store.headlines import (
    HEADLINE_COLUMNS,
    HEADLINE_TABLES,
    HEADLINE_WIDTH,
    HIDDEN_TABLES,
    headline,
    json_ids,
    other_sources_of,
    read_rows,
)
from wortreader.store.rules.ending import touches_of
from wortreader.store.supplement_rows import with_supplements
from wortreader.store.times import moment, seconds

if TYPE_CHECKING:
    from wortreader.store.search.article_order import ArticleOrder
    from wortreader.store.search.dates import Present
    from wortreader.store.search.search import Search

_SUBFOLDERS = """
    WITH RECURSIVE inner_folders(id) AS (
      VALUES (?) UNION SELECT folders.id FROM folders JOIN inner_folders ON folders.parent_id = inner_folders.id
    )
    SELECT feeds.id FROM feeds JOIN inner_folders ON feeds.folder_id = inner_folders.id
"""
_TAGGED = """
    article_id IN (
      SELECT article_id FROM article_tags WHERE tag_id = ?
      UNION SELECT article_id FROM feed_tags JOIN reading USING (feed_id) WHERE tag_id = ?
    )
"""
_WHOLE = f"""
    SELECT {HEADLINE_COLUMNS}, guid, articles.url, author, published_at, updated_at,
      summary, html, text, categories, enclosures, comments_url, reading.position, anchor, is_paywalled,
      EXISTS (SELECT 1 FROM feed_texts WHERE feed_texts.article_id = articles.id),
      (SELECT reason FROM pages WHERE article_id = articles.id AND pages.url = articles.url AND outcome <> 'taken')
    FROM %s JOIN bodies ON bodies.article_id = articles.id WHERE articles.id = ?
"""  # noqa: S608 - constants
_LARGEST_ID = 2**63 - 1


class Articles:
    """The articles of a library."""

    def __init__(self, database: Database, order: ArticleOrder, search: Callable[[], Search]) -> None:
        """`search` is called for views that are queries only."""
        self._database = database
        self._order = order
        self._search = search
        self._titles = FoldedTitles()

    def rows(self, view: View, *, today: datetime, unread_only: bool = False, present: Present | None = None) -> Rows:
        """The articles of a view, newest first unless its query says otherwise.

        `today` is when the user's day began, `present` the user's time and time zone if the view is a query.
        """
        if view.kind is ViewKind.QUERY:
            return self._search().rows(view.query, unread_only=unread_only, present=present)
        if view.kind is ViewKind.ALL and not unread_only:
            with self._database.snapshot() as connection:
                if not settings.hidden_from_all(connection):
                    return self._order.all(connection)
        with self._database.read() as connection:
            condition, parameters = _condition(connection, view, today)
            if unread_only:
                condition += " AND is_read = 0"
            return read_rows(connection, condition, parameters)

    def listed(
        self,
        view: View,
        *,
        today: datetime,
        unread_only: bool = False,
        kept: Rows | None = None,
        arrangement: Arrangement | None = None,
        words: str = "",
        present: Present | None = None,
    ) -> Rows:
        """The articles of a view as the user lists them: grouped and sorted, and only those with all of `words`.

        `kept` are articles that stay in the list although they may not belong to it any more. Without an arrangement,
        they are as `rows` returns them. The words are looked for in titles, authors and names of feeds.
        """
        from wortreader.store.arrangement import arrange, narrow

        with self._database.snapshot() as connection:
            rows = self.rows(view, today=today, unread_only=unread_only, present=present)
            if kept is not None:
                rows = rows.merged_with(kept)
            if words:
                rows = narrow(connection, rows, words, self._titles)
            if arrangement is None or (arrangement == Arrangement() and rows.sort == "date"):
                return rows
            return arrange(connection, rows, arrangement, self._titles, zone=present.zone if present else None)

    def arranged(self, rows: Rows, arrangement: Arrangement) -> Rows:
        """Articles in another arrangement, by days of the machine's time zone."""
        from wortreader.store.arrangement import arrange

        with self._database.snapshot() as connection:
            return arrange(connection, rows, arrangement, self._titles, zone=None)

    def prepare_titles(self) -> None:
        """Reads what `listed` needs to be quick: call it when the user is about to type words."""
        with self._database.snapshot() as connection:
            self._titles.prepare(connection)

    def unread_ids(self, view: View, *, today: datetime, present: Present | None = None) -> array[int]:
        """The unread articles of a view, in its order."""
        return self.rows(view, today=today, unread_only=True, present=present).ids

    def newest_id(self) -> int:
        """The id of the article that came last; 0 if there is none."""
        with self._database.read() as connection:
            newest: int = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()[0]
            return newest

    def ids_after(self, article_id: int) -> list[int]:
        """The articles that have come after this one, in that order."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT article_id FROM reading WHERE article_id > ? ORDER BY 1", (article_id,))
            return [row[0] for row in rows]

    def headlines(self, ids: Sequence[int]) -> dict[int, Headline]:
        """The headlines with these ids, in their order, of hidden articles as well; unknown ids are left out."""
        with self._database.read() as connection:
            found: dict[int, Headline] = {}
            for tables in (HEADLINE_TABLES, HIDDEN_TABLES):
                if len(found) < len(ids):
                    rows = connection.execute(
                        f"SELECT {HEADLINE_COLUMNS} FROM {tables} "  # noqa: S608 - constants
                        "WHERE articles.id IN (SELECT value FROM json_each(?))",
                        (json_ids(ids),),
                    )
                    found.update((row[0], headline(row)) for row in rows)
            return {number: found[number] for number in ids if number in found}

    def addresses(self, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """The title, the address and the feed's title of articles, in the order of `ids`.

        Those without an address are left out.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT articles.id, articles.title, articles.url, coalesce(own_title, feeds.title, feeds.url) "
                "FROM articles JOIN feeds ON feeds.id = feed_id AND removed_at IS NULL "
                "WHERE articles.url IS NOT NULL AND articles.id IN (SELECT value FROM json_each(?))",
                (json_ids(ids),),
            )
            known = {article_id: (title, url, feed) for article_id, title, url, feed in rows}
        return {article_id: known[article_id] for article_id in ids if article_id in known}

    def counts(self, *, today: datetime) -> Counts:
        """The numbers of articles: unread and all by feed, unread of today, starred, and partly read."""
        with self._database.snapshot() as connection:
            uncounted, outside_all = settings.uncounted(connection), settings.hidden_from_all(connection)
            unread = connection.execute("SELECT feed_id, count(*) FROM reading WHERE is_read = 0 GROUP BY feed_id")
            unread_by_feed = {feed_id: count for feed_id, count in unread if feed_id not in uncounted}
            total_by_feed = dict(
                connection.execute("SELECT feed_id, count(*) FROM reading GROUP BY feed_id").fetchall()
            )
            others, left_out = _none_of(uncounted | outside_all)
            of_today = f"SELECT count(*) FROM reading WHERE is_read = 0 AND sort_at >= ? {others}"  # noqa: S608 - ours
            today_count: int = connection.execute(of_today, (seconds(today), *left_out)).fetchone()[0]
            starred_count: int = connection.execute("SELECT count(*) FROM reading WHERE is_starred = 1").fetchone()[0]
            begun: int = connection.execute("SELECT count(*) FROM reading WHERE begun_at IS NOT NULL").fetchone()[0]
        return Counts(unread_by_feed, total_by_feed, today_count, starred_count, begun, outside_all=outside_all)

    def counts_of(self, feed_id: int) -> tuple[int, int]:
        """How many articles a feed has, and how many of them are starred; zeros for an unknown feed."""
        with self._database.read() as connection:
            total, starred = connection.execute(
                "SELECT count(*), coalesce(sum(is_starred), 0) FROM reading WHERE feed_id = ?", (feed_id,)
            ).fetchone()
        return total, starred

    def get(self, article_id: int) -> Article:
        """One article with its texts, which a rule may hide. Raises UnknownArticle."""
        if not 0 < article_id <= _LARGEST_ID:
            raise UnknownArticle(article_id)
        with self._database.read() as connection:
            row = _row(connection, article_id)
            if row is None:
                raise UnknownArticle(article_id)
            return replace(
                with_supplements(connection, _article(row)),
                other_sources=other_sources_of(connection, [article_id]).get(article_id, ()),
                rules=tuple(touches_of(connection, article_id)),
            )

    def mark_read(self, ids: Iterable[int], is_read: bool, *, at: datetime) -> tuple[ArticleState, ...]:
        """Marks articles read or unread; returns the former marks of those that changed. Unknown ids are skipped."""
        return self._mark("is_read", "read_at", ids, is_read, at)

    def mark_starred(self, ids: Iterable[int], is_starred: bool, *, at: datetime) -> tuple[ArticleState, ...]:
        """Stars articles or removes their stars; returns the former marks of those that changed."""
        return self._mark("is_starred", "starred_at", ids, is_starred, at)

    def mark(
        self, ids: Sequence[int], *, is_read: bool | None = None, is_starred: bool | None = None, at: datetime
    ) -> None:
        """Sets both marks of articles in one transaction; None leaves a mark as it is. Unknown ids are skipped."""
        with self._database.write(is_durable=True):
            if is_read is not None:
                self.mark_read(ids, is_read, at=at)
            if is_starred is not None:
                self.mark_starred(ids, is_starred, at=at)

    def toggle_read(self, ids: Sequence[int], *, at: datetime) -> tuple[bool, tuple[ArticleState, ...]]:
        """Marks articles read if the first of them is unread, else unread.

        Returns whether they are read now, and the former marks of those that changed. Unknown ids are skipped; if the
        first is unknown, nothing changes.
        """
        with self._database.write(is_durable=True) as connection:
            is_read = self._first_lacks(connection, "is_read", ids)
            return bool(is_read), () if is_read is None else self.mark_read(ids, is_read, at=at)

    def toggle_starred(self, ids: Sequence[int], *, at: datetime) -> tuple[bool, tuple[ArticleState, ...]]:
        """Stars articles if the first of them has no star, else removes their stars; returns what toggle_read does."""
        with self._database.write(is_durable=True) as connection:
            is_starred = self._first_lacks(connection, "is_starred", ids)
            return bool(is_starred), () if is_starred is None else self.mark_starred(ids, is_starred, at=at)

    @staticmethod
    def _first_lacks(connection: sqlite3.Connection, column: str, ids: Sequence[int]) -> bool | None:
        """Whether the first of these articles lacks a mark; None if there is no such article."""
        row = connection.execute(
            f"SELECT NOT {column} FROM reading WHERE article_id = ?1 "  # noqa: S608 - our columns
            f"UNION ALL SELECT NOT {column} FROM set_aside WHERE article_id = ?1 AND cause = 'rule'",
            (ids[0] if len(ids) else None,),
        ).fetchone()
        return None if row is None else bool(row[0])

    def restore(self, marks: Sequence[ArticleState], *, at: datetime, since: Sequence[ArticleState] = ()) -> None:
        """Sets marks to the given ones: undo and redo.

        `since` are the marks that replaced them: only differences between the two are restored, so that a star that
        another program has set meanwhile stays.
        """
        replaced = {mark.article_id: mark for mark in since}
        reads: dict[bool, list[int]] = {False: [], True: []}
        stars: dict[bool, list[int]] = {False: [], True: []}
        for mark in marks:
            other = replaced.get(mark.article_id)
            if other is None or other.is_read != mark.is_read:
                reads[mark.is_read].append(mark.article_id)
            if other is None or other.is_starred != mark.is_starred:
                stars[mark.is_starred].append(mark.article_id)
        with self._database.write(is_durable=True):
            for value in (False, True):
                self.mark_read(reads[value], value, at=at)
                self.mark_starred(stars[value], value, at=at)

    def set_place(
        self, article_id: int, place: float, *, at: datetime, anchor: str | None = None, is_at_end: bool = False
    ) -> bool:
        """Stores how far the user has read an article, from 0 to 1, and the words there. An unknown id is skipped.

        Returns whether this has made the article partly read, or no longer so: it is partly read between its beginning
        and its end.
        """
        begun_at = seconds(at) if place > 0 and not is_at_end else None
        with self._database.write() as connection:
            before = connection.execute("SELECT begun_at FROM reading WHERE article_id = ?", (article_id,)).fetchone()
            table = "set_aside" if before is None else "reading"
            connection.execute(
                f"UPDATE {table} SET position = ?, begun_at = ?, anchor = ? WHERE article_id = ?",  # noqa: S608 - ours
                (min(max(place, 0.0), 1.0), begun_at, anchor, article_id),
            )
        return before is not None and (before[0] is None) != (begun_at is None)

    def _mark(
        self, column: str, time_column: str, ids: Iterable[int], value: bool, at: datetime
    ) -> tuple[ArticleState, ...]:
        chosen = json_ids(ids)
        changing = f"article_id IN (SELECT value FROM json_each(?)) AND {column} <> ?"  # noqa: S608 - our columns
        former: list[tuple[int, int, int]] = []
        with self._database.write(is_durable=True) as connection:
            for table in ("reading", "set_aside") if aside.has_any(connection) else ("reading",):
                changed = connection.execute(
                    f"SELECT article_id, is_read, is_starred FROM {table} WHERE {changing}",  # noqa: S608 - ours
                    (chosen, value),
                ).fetchall()
                former += changed
                if changed:
                    connection.execute(
                        f"UPDATE {table} SET {column} = ?, {time_column} = ? WHERE {changing}",  # noqa: S608 - ours
                        (value, seconds(at), chosen, value),
                    )
            if connection.notes.is_on and former:
                connection.notes.add_marks(column, value, [article_id for article_id, *_marks in former])
        return tuple(
            ArticleState(article_id, bool(is_read), bool(is_starred)) for article_id, is_read, is_starred in former
        )


def _condition(connection: sqlite3.Connection, view: View, today: datetime) -> tuple[str, list[str | int]]:
    """The condition on rows of `reading` for the articles of a view, and its parameters."""
    match view.kind:
        case ViewKind.ALL:
            others, left_out = _none_of(settings.hidden_from_all(connection))
            return f"TRUE {others}", left_out
        case ViewKind.TODAY:
            others, left_out = _none_of(settings.hidden_from_all(connection))
            return f"sort_at >= ? {others}", [int(today.timestamp()), *left_out]
        case ViewKind.UNREAD:
            others, left_out = _none_of(settings.hidden_from_all(connection) | settings.uncounted(connection))
            return f"is_read = 0 {others}", left_out
        case ViewKind.STARRED:
            return "is_starred = 1", []
        case ViewKind.CONTINUE:
            return "begun_at IS NOT NULL", []
        case ViewKind.FEED:
            return "feed_id = ?", [view.id or 0]
        case ViewKind.TAG:
            return _TAGGED, [view.id or 0, view.id or 0]
        case ViewKind.FOLDER:
            feed_ids = [feed_id for (feed_id,) in connection.execute(_SUBFOLDERS, (view.id,))]
            return "feed_id IN (SELECT value FROM json_each(?))", [json_ids(feed_ids)]
    return "TRUE", []


def _none_of(feed_ids: Collection[int]) -> tuple[str, list[str | int]]:
    """A further condition for articles of other feeds than these, and its parameters; empty if there are none."""
    return ("AND feed_id NOT IN (SELECT value FROM json_each(?))", [json_ids(feed_ids)]) if feed_ids else ("", [])


def _row(connection: sqlite3.Connection, article_id: int) -> Sequence[Any] | None:
    """The row of an article, which a rule may hide; None if there is none."""
    for tables in (HEADLINE_TABLES, HIDDEN_TABLES):
        row: Sequence[Any] | None = connection.execute(_WHOLE % tables, (article_id,)).fetchone()
        if row is not None:
            return row
    return None


def _article(row: Sequence[Any]) -> Article:
    top = headline(row[:HEADLINE_WIDTH])
    own = row[HEADLINE_WIDTH:]
    guid, url, author, published_at, updated_at, summary, html, text, categories, enclosures, comments_url = own[:11]
    place, anchor, is_paywalled, is_from_page, refusal = own[11:]
    return Article(
        article_id=top.article_id,
        feed_id=top.feed_id,
        feed_title=top.feed_title,
        guid=guid,
        url=url,
        title=top.title,
        author=author,
        published_at=moment(published_at),
        updated_at=moment(updated_at),
        sort_at=top.sort_at,
        language=top.language,
        summary=summary,
        html=html_of(html, text),
        text=text_of(text),
        word_count=top.word_count,
        is_read=top.is_read,
        is_starred=top.is_starred,
        tags=top.tags,
        categories=tuple(map(str, _list(categories))),
        enclosures=tuple(Enclosure(*values) for values in _list(enclosures)),
        comments_url=comments_url,
        place=place or 0.0,
        anchor=anchor,
        completeness=top.completeness,
        is_paywalled=bool(is_paywalled),
        is_from_page=bool(is_from_page),
        refusal=restored_or_none(refusal) or "",
    )


def _list(stored: str) -> list[Any]:
    """The values of a JSON column; empty if a damaged file has something else there."""
    try:
        values = json.loads(stored)
    except ValueError:
        return []
    return values if isinstance(values, list) else []
