"""An article's text: the page's, or what the feed itself says.

Owns which articles the reader wants to see as their feed has them, for as long as the app runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wortreader.i18n import _
from wortreader.model import Article

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class FullTexts:
    """What the reader does with the pages behind articles."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._as_in_feed: set[int] = set()

    async def article(self, article_id: int) -> Article:
        """The article with the text that the reader wants to see. Raises UnknownArticle where it has gone."""
        return await self._session.article(article_id, uses_feed_text=article_id in self._as_in_feed)

    def toggle(self) -> None:
        """Shows the page's text, which is fetched where it is not there; shows the feed's where that is shown."""
        ids = self._screen.listing.article_ids(None)
        if ids:
            article_id = ids[0]
            self._screen.run_work(lambda: self._toggle(article_id), group="page")

    async def _toggle(self, article_id: int) -> None:
        if self._screen.services.fetcher.is_fetching_page(article_id):
            self._screen.say(_("The page is being fetched."))
            return
        article = await self._session.article(article_id)
        if article_id in self._as_in_feed:
            self._as_in_feed.remove(article_id)
            self._screen.say(_("The text of the page"))
        elif article.is_from_page:
            self._as_in_feed.add(article_id)
            key = self._screen.key_for("article.full_text")
            self._screen.say(_("What the feed itself says; {key} shows the page again").format(key=key))
        else:
            await self._fetch(article)
            return
        await self._screen.opening.look_again()

    async def _fetch(self, article: Article) -> None:
        """Fetches the page now; the reader goes on meanwhile, and stays where they are when it has come."""
        screen = self._screen
        if not await screen.services.fetcher.fetch_page(article):
            return
        screen.say(_("The text of the page"))
        await screen.opening.look_again()
        if (shown := screen.opening.article) is not None and shown.article_id == article.article_id:
            await screen.pictures.bring(shown)
