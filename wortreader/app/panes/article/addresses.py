"""The commands on the addresses of articles: open them in the browser, or copy them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Final

from wortreader.app.background.browser import Browser
from wortreader.app.commands.dispatch import command
from wortreader.app.library.marks import Marks
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import grouped

MOST_UNASKED: Final = 5
"""So many pages are opened at once without a question."""

MOST_OPENED: Final = 100
"""Nobody reads more tabs: what is selected may be a whole library."""


@lazy_dataclass(eq=False, slots=True)
class AddressCommands:
    """Carries out the commands on the addresses of the articles that a command means.

    `copy_text` copies what is selected in the text, and returns False if nothing is. `is_meant` asks the user whether
    so many pages are to be opened.
    """

    session: Session
    selection: Selection
    browser: Browser
    marks: Marks
    signals: Signals
    work: Work
    copy_text: Callable[[], bool]
    is_meant: Callable[[int], Awaitable[bool]]

    @command("article.browse")
    def browse(self, _count: int | None = None) -> Coroutine[Any, Any, object] | None:
        """Opens the pages of the articles in the browser."""
        return self._unless_asking(self._browse, self.selection.article_ids())

    def _unless_asking(
        self, work: Callable[[Sequence[int]], Coroutine[Any, Any, object]], ids: Sequence[int]
    ) -> Coroutine[Any, Any, object] | None:
        """Work on articles to be awaited; None if the user may be asked first, which is begun."""
        if len(ids) <= MOST_UNASKED:
            return work(ids)
        self.work.start(lambda: work(ids), group="asking", leads_on=True)
        return None

    async def _browse(self, ids: Sequence[int]) -> Sequence[int]:
        """Opens pages. Returns the articles whose pages are open."""
        addresses = await self._addresses(ids)
        if len(addresses) > MOST_OPENED:
            sentence = _("At most {most} pages are opened at once; {n} are selected.")
            self.signals.say(sentence.format(most=MOST_OPENED, n=grouped(len(addresses))))
            return ()
        if len(addresses) > MOST_UNASKED and not await self.is_meant(len(addresses)):
            return ()
        for article_id, (title, url, feed) in addresses.items():
            await self.browser.browse(url, title=title, article_id=article_id, feed=feed)
        return tuple(addresses)

    @command("article.browse_and_mark")
    def browse_and_mark(self, _count: int | None = None) -> Coroutine[Any, Any, object] | None:
        """Opens the pages of the articles in the browser, and marks the articles read."""
        return self._unless_asking(self._browse_and_mark, self.selection.article_ids())

    async def _browse_and_mark(self, ids: Sequence[int]) -> None:
        opened = await self._browse(ids)
        if opened:
            await self.marks.set_read(opened, True)

    @command("article.copy_link")
    def copy(self, _count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Copies what is selected in the text to the clipboard, else the addresses of the articles, one a line."""
        return None if self.copy_text() else self._copy_addresses(self.selection.article_ids())

    async def _copy_addresses(self, ids: Sequence[int]) -> None:
        urls = [url for _title, url, _feed in (await self._addresses(ids)).values()]
        if len(urls) == 1:
            self.browser.copy(urls[0])
        elif urls:
            self.browser.copy_all(urls)

    async def _addresses(self, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """The titles, addresses and feeds of these articles; a notice says so if none of them has an address."""
        addresses = await self.session.addresses(ids) if len(ids) else {}
        if len(ids) and not addresses:
            sentence = ngettext("This article has no address.", "These articles have no addresses.", len(ids))
            self.signals.say(sentence)
        return addresses
