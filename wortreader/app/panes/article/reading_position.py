"""The place of the user in each article: remembered while the app runs, and kept in the library."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from wortreader.app.library.session import Session
from wortreader.app.library.typesetter import ReadingPosition
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.signals import LibraryChanged, MarksChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import WortreaderError
from wortreader.model import Article

REST_SECONDS = 1.0
"""How long the user stays at a place before it is written to the library."""


class ReadingPositions:
    """Follows the place in `view`."""

    def __init__(self, view: ArticleView, session: Session, signals: Signals, work: Work) -> None:
        self._view = view
        self._session = session
        self._signals = signals
        self._work = work
        self._positions: dict[int, ReadingPosition] = {}
        self._unkept_id: int | None = None

    def of(self, article: Article) -> ReadingPosition:
        """Where the user left an article."""
        return self._positions.get(article.article_id, ReadingPosition(article.place, article.anchor))

    @property
    def current(self) -> ReadingPosition:
        """Where the user is in what the view shows."""
        from wortreader.prose.typeset.find import anchor

        view = self._view
        return ReadingPosition(view.place, anchor(view.lines, view.first_line) if view.place else None, view.is_at_end)

    def follow(self, article_id: int) -> None:
        """Notes that the user has moved in this article; the place is kept when they stay there."""
        typeset = self._view.typeset
        if typeset is not None and typeset.article.article_id == article_id:
            self._unkept_id = article_id
            self._positions[article_id] = self.current
            self._work.start(self._keep_after_rest, group="place", exclusive=True)

    async def _keep_after_rest(self) -> None:
        await asyncio.sleep(REST_SECONDS)
        self.keep()

    def keep(self) -> None:
        """Writes the place to the library, if it has changed since the last time."""
        article_id, self._unkept_id = self._unkept_id, None
        if article_id is not None:
            position = self._positions[article_id]
            self._work.start(lambda: self._keep(article_id, position), group="keeping")

    async def _keep(self, article_id: int, position: ReadingPosition) -> None:
        if await self._session.keep_place(article_id, position):  # then other articles are half read
            self._signals.library_changed.publish(LibraryChanged(MarksChanged(frozenset({article_id}))))

    async def keep_last(self) -> None:
        """Writes the place before the app ends. A failure is ignored: nothing can be shown any more."""
        if self._unkept_id is not None:
            with suppress(WortreaderError):
                await self._session.keep_place(self._unkept_id, self._positions[self._unkept_id])
