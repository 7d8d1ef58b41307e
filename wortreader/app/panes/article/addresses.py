"""The commands on the address of an article: open it in the browser, or copy it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from wortreader.app.background.browser import Browser
from wortreader.app.commands.dispatch import command
from wortreader.app.library.marks import Marks
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article


@lazy_dataclass(eq=False, slots=True)
class AddressCommands:
    """Carries out the commands on the address of the selected article.

    `copy_text` copies what is selected in the text, and returns False if nothing is.
    """

    session: Session
    selection: Selection
    browser: Browser
    marks: Marks
    signals: Signals
    copy_text: Callable[[], bool]

    @command("article.browse")
    def browse(self, _count: int | None = None) -> Coroutine[Any, Any, Article | None]:
        """Opens the page of the article in the browser. Returns the article; None if it has no address."""
        return self._browse(self.selection.article_ids())

    async def _browse(self, ids: Sequence[int]) -> Article | None:
        article = await self._article(ids)
        if article is not None and article.url is not None:
            await self.browser.browse(article.url, title=article.title, article_id=article.article_id)
        return article

    @command("article.browse_and_mark")
    def browse_and_mark(self, _count: int | None = None) -> Coroutine[Any, Any, None]:
        """Opens the page of the article in the browser, and marks the article read."""
        return self._browse_and_mark(self.selection.article_ids())

    async def _browse_and_mark(self, ids: Sequence[int]) -> None:
        article = await self._browse(ids)
        if article is not None:
            await self.marks.set_read([article.article_id], True, _("marking read"))

    @command("article.copy_link")
    def copy(self, _count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Copies what is selected in the text to the clipboard, else the address of the article."""
        return None if self.copy_text() else self._copy_address(self.selection.article_ids())

    async def _copy_address(self, ids: Sequence[int]) -> None:
        article = await self._article(ids)
        if article is not None and article.url is not None:
            self.browser.copy(article.url)

    async def _article(self, ids: Sequence[int]) -> Article | None:
        """The first of these articles; None, and a notice says so, if it has no address."""
        article = await self.session.article(ids[0]) if ids else None
        if article is not None and article.url is None:
            self.signals.say(_("This article has no address."))
            return None
        return article
