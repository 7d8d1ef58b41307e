"""The text of an article: that of the page behind it, or what the feed itself says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import field
from typing import Final

from wortreader.app.background.article_fetcher import ArticleFetcher
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article
from wortreader.text import grouped

MOST_PAGES: Final = 200
"""Pages that are fetched at once: the user waits for them, and each is a request to a server."""


@lazy_dataclass(eq=False, slots=True)
class ArticleTexts:
    """Reads articles with the text that the user wants, and fetches pages.

    Remembers, for as long as the app runs, which articles the user wants to see as their feed has them.

    `read_again` is awaited if another text is to be shown, `page_fetched` after a page has come.
    """

    session: Session
    selection: Selection
    fetcher: ArticleFetcher
    signals: Signals
    work: Work
    key_table: KeyTable
    read_again: Callable[[], Awaitable[None]]
    page_fetched: Callable[[Article], Awaitable[None]]
    _as_in_feed: set[int] = field(default_factory=set, init=False)

    def is_as_in_feed(self, article_id: int | None) -> bool:
        """Whether the user wants to see the text of the feed instead of that of the page."""
        return article_id in self._as_in_feed

    async def read(self, article_id: int) -> Article:
        """The article with the text that the user wants to see. Raises UnknownArticle if it is not in the library."""
        return await self.session.article(article_id, uses_feed_text=article_id in self._as_in_feed)

    @command("article.full_text")
    def toggle(self, _count: int | None = None) -> None:
        """Shows the text of the page, which is fetched if it is missing; if it is shown, the text of the feed.

        For several articles, fetches the pages that are missing.
        """
        ids = self.selection.article_ids()
        if len(ids) > 1:
            self.work.start(lambda: self._fetch_missing(ids), group="page")
        elif len(ids):
            article_id = ids[0]
            self.work.start(lambda: self._toggle(article_id), group="page")

    async def _fetch_missing(self, ids: Sequence[int]) -> None:
        missing = await self.session.without_page(ids)
        if not missing:
            self.signals.say(_("These articles already have their full text."))
        elif len(missing) > MOST_PAGES:
            sentence = _("At most {most} pages are fetched at once; {n} are missing.")
            self.signals.say(sentence.format(most=MOST_PAGES, n=grouped(len(missing))))
        else:
            await self.fetcher.fetch_pages(missing)

    async def _toggle(self, article_id: int) -> None:
        if self.fetcher.is_fetching_page(article_id):
            self.signals.say(_("The page is being fetched."))
            return
        article = await self.session.article(article_id)
        if article_id in self._as_in_feed:
            self._as_in_feed.remove(article_id)
            self.signals.say(_("Full text from the page"))
        elif article.is_from_page:
            self._as_in_feed.add(article_id)
            key = self.key_table.shown("article.full_text")
            self.signals.say(_("Text from the feed; {key} shows the page again").format(key=key))
        else:
            if await self.fetcher.fetch_page(article):
                self.signals.say(_("Full text from the page"))
                await self.page_fetched(article)
            return
        await self.read_again()
