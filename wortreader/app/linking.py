"""Links: into the browser, or onto the clipboard.

Owns which addresses may leave the app: those of the web and of mail, and nothing that a feed could slip past them.
"""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from textual.app import SuspendNotSupported

from wortreader.i18n import _
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

SCHEMES = frozenset({"http", "https", "mailto"})


def is_opened(url: str) -> bool:
    """Whether an address may go to the browser: one of the web or of mail, without anything that is not drawn."""
    try:
        return urlsplit(url).scheme.lower() in SCHEMES and safe_line(url) == url and " " not in url
    except ValueError:
        return False


class Linking:
    """What the reader does with addresses."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    async def browse_article(self, *, is_marking: bool) -> None:
        """Opens the article's page in the browser; with `is_marking`, marks the article read."""
        ids = self._screen.ids_from_cursor(None)
        if not ids:
            return
        article = await self._screen.session.article(ids[0])
        if article.url is None:
            self._screen.say(_("This article has no address."))
            return
        self.browse(article.url)
        if is_marking:
            await self._screen.marking.set_read([article.article_id], True, _("marking read"))

    def browse(self, url: str) -> None:
        """Opens an address in the browser, which takes over the terminal if it is a browser for terminals."""
        if not is_opened(url):
            self._screen.say(_("Not opened, because it is no web address: {url}").format(url=safe_line(url, 80)))
            return
        try:
            browser = webbrowser.get()
        except webbrowser.Error:
            self._screen.say(_("There is no browser here. y copies the address."))
            return
        is_in_terminal = type(browser) is webbrowser.GenericBrowser
        if is_in_terminal:
            try:
                with self._screen.app.suspend():
                    browser.open(url)
            except SuspendNotSupported:
                self._screen.say(_("The browser needs the terminal, which cannot be given away here."))
        elif browser.open(url):
            self._screen.say(_("Opened in the browser."))
        else:
            self._screen.say(_("The browser did not start. y copies the address."))

    async def copy_link(self) -> None:
        """Copies the article's address, through the terminal (OSC 52)."""
        ids = self._screen.ids_from_cursor(None)
        article = await self._screen.session.article(ids[0]) if ids else None
        if article is None or article.url is None:
            self._screen.say(_("This article has no address."))
            return
        self._screen.app.copy_to_clipboard(safe_line(article.url))
        self._screen.say(_("Copied: {url}").format(url=article.url))
