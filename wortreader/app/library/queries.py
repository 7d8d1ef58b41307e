"""Searches: by query and by similarity to an article; saved searches and earlier queries.

Every method is awaited on the event loop and does its work on a thread for searching, or on that for writing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.library_threads import LibraryThreads
from wortreader.app.library.typesetter import Typesetter
from wortreader.model import Found, Hit, Relatives, View

if TYPE_CHECKING:
    from wortreader.prose.typeset.find import Match
    from wortreader.prose.typeset.lines import Line
    from wortreader.store.library import Library

T = TypeVar("T")


class Queries:
    """Searches, saved searches and recent queries of an open library."""

    def __init__(self, threads: LibraryThreads, typesetter: Typesetter) -> None:
        self._threads = threads
        self._typesetter = typesetter

    async def _searched(self, work: Callable[[Library], T]) -> T:
        return await self._threads.in_library(self._threads.searching, work)

    async def _written(self, work: Callable[[Library], T]) -> T:
        return await self._threads.in_library(self._threads.writing, work)

    async def prepare(self) -> None:
        """Prepares for `first_hits`, in steps between which searches come."""
        while await self._searched(lambda library: library.search.prepare_first()):
            pass

    async def first_hits(self, query: str, *, count: int) -> tuple[Found, dict[int, Hit]] | None:
        """The first articles that `search` will find, at once, and the first `count` hits; None if not known.

        If `Found.oldest_at` is None, there are no others.
        """
        present = self._threads.present()

        def find_first(library: Library) -> tuple[Found, dict[int, Hit]] | None:
            found = library.search.find_first(query, is_typing=True, present=present())
            if found is None:
                return None
            return found, library.search.hits(query, found.rows.ids[:count], is_typing=True)

        return await self._searched(find_first)

    async def search(
        self, query: str, *, first_count: int, known: Mapping[int, Hit] | None = None
    ) -> tuple[Found, dict[int, Hit]]:
        """The articles that a query finds, each story once, and those of the first `first_count` hits not in `known`.

        The last word may be half typed. If it is cancelled, the search is given up.
        """
        from wortreader.store.interruption import Interruption

        present, interruption = self._threads.present(), Interruption()

        def find(library: Library) -> tuple[Found, dict[int, Hit]]:
            found = library.search.find(
                query, is_typing=True, deduplicates=True, present=present(), interruption=interruption
            )
            ids = [article_id for article_id in found.rows.ids[:first_count] if article_id not in (known or {})]
            return found, library.search.hits(query, ids, is_typing=True)

        try:
            return await self._threads.in_library(self._threads.counting, find)
        finally:
            interruption.request()

    async def relatives(self, article_id: int, *, first_count: int) -> tuple[Relatives, dict[int, Hit]]:
        """The articles that are similar to one, nearest first, and the first `first_count` hits."""

        def find(library: Library) -> tuple[Relatives, dict[int, Hit]]:
            found = library.search.relatives(article_id)
            return found, library.search.hits(found.query, found.rows.ids[:first_count])

        return await self._searched(find)

    async def hits(self, query: str, ids: Sequence[int]) -> dict[int, Hit]:
        """The hits with these ids that a query has found."""
        return await self._threads.in_library(
            self._threads.searching, lambda library: library.search.hits(query, ids, is_typing=True)
        )

    async def matches(self, lines: Sequence[Line], query: str) -> tuple[Match, ...]:
        """The matches of a query in the lines of an article."""

        def find_matches(library: Library) -> tuple[Match, ...]:
            return self._typesetter.searched(lines).find(library.search.needles(query, is_typing=True))

        return await self._threads.in_library(self._typesetter.thread, find_matches)

    async def keep_view(self, name: str, query: str) -> View:
        """Keeps a query as a view. Raises ViewExists, UnknownView for a blank name."""
        from wortreader.sync.housekeeping import add_view

        at = self._threads.clock()
        kept = await self._threads.in_library(
            self._threads.writing, lambda library: add_view(library, name, query, now=at)
        )
        return kept.view

    async def remember_search(self, query: str) -> None:
        """Remembers a query that has led to an article or to a view."""
        at = self._threads.clock()
        await self._written(lambda library: library.views.remember(query, now=at))

    async def remembered_searches(self) -> list[str]:
        """The earlier queries, the latest first."""
        return await self._searched(lambda library: library.views.recent_queries())

    async def complete_query(self, query: str) -> tuple[str, tuple[str, ...]]:
        """The query with its last word completed, and the choices if there are several."""
        return await self._searched(lambda library: library.search.complete(query))

    async def rename_view(self, view_id: int, name: str) -> None:
        """Gives a kept view another name. Raises ViewExists, UnknownView."""
        from wortreader.sync.housekeeping import rename_view

        at = self._threads.clock()
        await self._written(lambda library: rename_view(library, view_id, name, now=at))

    async def remove_view(self, view_id: int) -> None:
        """Removes a kept view. Raises UnknownView."""
        from wortreader.sync.housekeeping import remove_view

        at = self._threads.clock()
        await self._written(lambda library: remove_view(library, view_id, now=at))
