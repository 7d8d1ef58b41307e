"""Fetches the page, the pictures or the transcript of one article because the user asks for them now.

A child process does it, the same command as on the command line; without a network it is put into the outbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing

from wortreader.app.background.children import NO_NETWORK, ChildFailed, Children, Ending
from wortreader.app.background.outbox import OutboxService
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.deferred import TaskKind
from wortreader.i18n import _, ngettext
from wortreader.model import Article

NOTHING_TO_DO = Ending(0, "", "")


class ArticleFetcher:
    """Fetches pages, pictures and transcripts of single articles. Publishes LibraryChanged when something is stored."""

    def __init__(self, session: Session, signals: Signals, children: Children, outbox: OutboxService) -> None:
        self._session = session
        self._children = children
        self._signals = signals
        self._outbox = outbox
        self._pages: set[int] = set()
        self._pictures: set[int] = set()
        self._transcripts: set[int] = set()

    def is_fetching_page(self, article_id: int) -> bool:
        """Whether the page of an article is being fetched."""
        return article_id in self._pages

    async def fetch_page(self, article: Article) -> bool:
        """Fetches the page of an article. Returns whether it was stored; if not, a notice says why."""
        if self._session.is_demo:
            self._signals.say(_("The papers of the demo are invented: there is no page behind this article."))
            return False
        if article.url is None:
            self._signals.say(_("This article has no address."))
            return False
        ending = await self._attempt(TaskKind.PAGE, article.article_id, self._pages, _("fetching the page"))
        return self._has_come(ending)

    async def fetch_transcript(self, article: Article) -> bool:
        """Fetches the transcript and the chapters of an article: whether they have come. If not, a notice says why."""
        if self._session.is_demo:
            self._signals.say(_("The papers of the demo are invented: there is no network to fetch it from."))
            return False
        if article.article_id in self._transcripts:
            self._signals.say(_("The transcript is being fetched."))
            return False
        words = _("fetching the transcript")
        ending = await self._attempt(TaskKind.TRANSCRIPT, article.article_id, self._transcripts, words, "--transcripts")
        return self._has_come(ending)

    async def fetch_pages(self, article_ids: Sequence[int]) -> None:
        """Fetches the pages of several articles, and shows the results in a notice."""
        if self._session.is_demo:
            self._signals.say(_("The papers of the demo are invented: there is no page behind these articles."))
            return
        ids = [article_id for article_id in article_ids if article_id not in self._pages]
        if self._outbox.is_out:
            await self._outbox.put_all(TaskKind.PAGE, ids)
            return
        from wortreader.sync.events.fetch import FetchDone, PageFetched

        self._pages.update(ids)
        done = fetched = 0
        try:
            self._show_progress(done, len(ids))
            async with aclosing(self._children.fetch_pages(ids)) as events:
                async for event in events:
                    if isinstance(event, PageFetched):
                        done += 1
                        self._show_progress(done, len(ids))
                    elif isinstance(event, FetchDone):
                        fetched = event.pages
        except ChildFailed as error:
            if error.exit_code == NO_NETWORK:
                await self._outbox.put_all(TaskKind.PAGE, ids)
            else:
                self._signals.say(str(error), is_error=True)
            return
        finally:
            self._pages.difference_update(ids)
            self._signals.show_activity("")
            self._signals.library_changed.publish(LibraryChanged())
        words = ngettext("Fetched the page of {n} article.", "Fetched the pages of {n} articles.", fetched)
        words = words.format(n=fetched)
        failed = len(ids) - fetched
        if failed:
            rest = ngettext("{n} page could not be used.", "{n} pages could not be used.", failed).format(n=failed)
            words = f"{words} {rest}"
        self._signals.say(words)

    def _show_progress(self, done: int, total: int) -> None:
        self._signals.show_activity(_("fetching pages: {done} of {total}").format(done=done, total=total))

    async def fetch_pictures(self, article_id: int, count: int) -> Ending | None:
        """Fetches the pictures of an article that are missing. `count` is how many they are, to be shown.

        Returns how the command ended: some pictures may have come even if it failed. Returns None if it was put off
        because there is no network, and an ending without a complaint if the pictures are being fetched already.
        """
        if self._session.is_demo:
            self._signals.say(_("The papers of the demo are invented: there is no network to fetch them from."))
            return NOTHING_TO_DO
        if article_id in self._pictures:
            return NOTHING_TO_DO
        words = ngettext("fetching {n} picture", "fetching {n} pictures", count).format(n=count)
        return await self._attempt(TaskKind.PICTURE, article_id, self._pictures, words, "--pictures")

    async def _attempt(
        self, kind: TaskKind, article_id: int, under_way: set[int], words: str, *options: str
    ) -> Ending | None:
        """Fetches something of an article, with the options of the command; None if it was put off.

        Meanwhile `under_way` has the article, and the status line `words`.
        """
        under_way.add(article_id)
        self._signals.show_activity(words)
        try:
            ending = await self._outbox.attempt(kind, "fetch", str(article_id), *options, article_id=article_id)
        finally:
            under_way.discard(article_id)
            self._signals.show_activity("")
        if ending is not None:
            self._signals.library_changed.publish(LibraryChanged())
        return ending

    def _has_come(self, ending: Ending | None) -> bool:
        """Whether a command has fetched what it was to fetch. If it has failed, a notice says why."""
        if ending is not None and ending.exit_code:
            self._signals.say(ending.reason, is_error=True)
        return ending is not None and not ending.exit_code
