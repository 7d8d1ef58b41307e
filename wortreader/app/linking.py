"""Links: into the browser, or onto the clipboard.

Owns which addresses may leave the app: those of the web and of mail, and nothing that a feed could slip past them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

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


_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def hyperlink(url: str) -> str | None:
    """`url` as OSC 8 takes it to the terminal, everything beyond printable ASCII percent-encoded; None if not opened.

    No byte of an address can end the sequence that it stands in, so nothing in it can drive the terminal.
    """
    return quote(url, safe=_PRINTABLE, errors="replace") if is_opened(url) else None


def knows_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether OSC 8 may be sent. Terminals that do not know it pass over it, but for the oldest."""
    return environment.get("TERM", "") not in ("", "dumb", "linux", "vt100", "vt220")


class Linking:
    """What the reader does with addresses."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session

    async def browse_article(self, *, is_marking: bool) -> None:
        """Opens the article's page in the browser; with `is_marking`, marks the article read."""
        ids = self._screen.ids_from_cursor(None)
        if not ids:
            return
        article = await self._session.article(ids[0])
        if article.url is None:
            self._screen.say(_("This article has no address."))
            return
        await self.browse(article.url)
        if is_marking:
            await self._screen.marking.set_read([article.article_id], True, _("marking read"))

    async def browse(self, url: str) -> None:
        """Opens an address in the browser, which takes over the terminal if it is a browser for terminals."""
        if not is_opened(url):
            self._screen.say(_("Not opened, because it is no web address: {url}").format(url=safe_line(url, 80)))
            return
        browser = await self._session.browser()
        if browser is None:
            self._screen.say(_("There is no browser here. {key} copies the address.").format(key=self._copy_key))
        elif browser.needs_terminal:
            try:
                with self._screen.app.suspend():
                    browser.open(url)
            except SuspendNotSupported:
                self._screen.say(_("The browser needs the terminal, which cannot be given away here."))
        elif await self._session.children.browse(url):
            self._screen.say(_("Opened in the browser."))
        else:
            self._screen.say(_("The browser did not start. {key} copies the address.").format(key=self._copy_key))

    async def copy_link(self) -> None:
        """Copies the article's address, through the terminal (OSC 52)."""
        ids = self._screen.ids_from_cursor(None)
        article = await self._session.article(ids[0]) if ids else None
        if article is None or article.url is None:
            self._screen.say(_("This article has no address."))
            return
        url = safe_line(article.url)
        self._screen.app.copy_to_clipboard(url)
        self._screen.say(_("Copied: {url}").format(url=url))

    @property
    def _copy_key(self) -> str:
        return self._screen.key_for("article.copy_link")
