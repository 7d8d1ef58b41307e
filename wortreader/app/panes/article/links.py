"""Links: into the browser, or onto the clipboard.

Owns which addresses may leave the app: those of the web and of mail, and nothing that a feed could slip past them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from textual.app import SuspendNotSupported

from wortreader.app.panes.article.line_parts import targets_in, words_of_link
from wortreader.app.panes.article.link_hints import Hints
from wortreader.deferred import TaskKind
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
        self._hints: Hints | None = None

    # --- the links of the article -------------------------------------------------------------------------------------

    def choose_link(self, number: int | None) -> None:
        """Opens the link with a number; without one, lists all links of the article to choose from."""
        self._screen.run_work(lambda: self._choose_link(number), group="asking")

    async def _choose_link(self, number: int | None) -> None:
        from wortreader.app.screens.links import LinkDialog, LinkUse, ListedLink

        view = self._screen.article_view
        urls = view.typeset.layout.links if view.typeset is not None else ()
        if not urls:
            self._screen.say(_("This article has no links."))
        elif number is not None:
            if number <= len(urls):
                await self.browse(urls[number - 1], title=words_of_link(view.lines, number))
            else:
                self._screen.say(_("There is no link {n}.").format(n=number))
        else:
            listed = [ListedLink(url, words_of_link(view.lines, at)) for at, url in enumerate(urls, 1)]
            answer = await self._screen.app.push_screen_wait(LinkDialog(listed))
            match answer.use if answer is not None else None:
                case LinkUse.OPEN:
                    await self.browse(answer.url, title=answer.words)
                case LinkUse.COPY:
                    self._copy(answer.url)
                case LinkUse.SUBSCRIBE:
                    self._complain(await self._screen.fetching.add(answer.url))
                case LinkUse.SAVE:
                    self._complain(await self._screen.fetching.save(answer.url, title=answer.words))

    def _complain(self, problem: str | None) -> None:
        if problem is not None:
            self._screen.say(problem, is_error=True)

    def show_hints(self) -> None:
        """Puts letters over the links and marks in view; the next keys choose one."""
        view = self._screen.article_view
        targets = targets_in(view.lines[number] for number in view.lines_in_view)
        if not targets:
            self._screen.say(_("There is no link in view."))
            return
        self._hints = Hints(targets)
        view.show_hints(self._hints.shown)
        self._screen.say(_("Type the letters of what to open or go to. Esc puts them away."))

    @property
    def is_hinting(self) -> bool:
        """Whether the next key belongs to the letters over the links."""
        return self._hints is not None

    def take_hint_key(self, key: str) -> None:
        """Follows the letters that are typed; any other key puts them away."""
        view, hints = self._screen.article_view, self._hints
        assert hints is not None
        target = hints.type(key)
        if target is None and hints.shown:
            view.show_hints(hints.shown)
            return
        self.put_hints_away()
        if isinstance(target, str):
            self._screen.jumping.follow(target)
        elif target is not None and view.typeset is not None:
            url, words = view.typeset.layout.links[target - 1], words_of_link(view.lines, target)
            self._screen.run_work(lambda: self.browse(url, title=words), group="command")

    def put_hints_away(self) -> None:
        """Shows the numbers of the links again."""
        if self._hints is not None:
            self._hints = None
            self._screen.article_view.show_hints({})
            self._screen.clear_message()

    # --- the article's own address ------------------------------------------------------------------------------------

    async def browse_article(self, *, is_marking: bool) -> None:
        """Opens the article's page in the browser; with `is_marking`, marks the article read."""
        ids = self._screen.listing.article_ids(None)
        if not ids:
            return
        article = await self._session.article(ids[0])
        if article.url is None:
            self._screen.say(_("This article has no address."))
            return
        await self.browse(article.url, title=article.title, article_id=article.article_id)
        if is_marking:
            await self._screen.marks.set_read([article.article_id], True, _("marking read"))

    async def browse(self, url: str, *, title: str = "", article_id: int | None = None) -> None:
        """Opens an address in the browser; puts it into the outbox where there is no network to open it from.

        `title` is what is known of the page, `article_id` the article whose page it is.
        """
        is_wanting_network = is_opened(url) and urlsplit(url).scheme.lower() != "mailto"
        if is_wanting_network and self._screen.network.is_out() and await self._session.browser() is not None:
            await self._screen.outbox.put(TaskKind.BROWSER, url=url, title=title, article_id=article_id)
            return
        _is_open, sentence = await self.open(url)
        if sentence:
            self._screen.say(sentence)

    async def open(self, url: str) -> tuple[bool, str]:
        """Opens an address in the browser, which takes over the terminal if it is a browser for terminals.

        Whether it did, and what there is to say.
        """
        if not is_opened(url):
            return False, _("Not opened, because it is no web address: {url}").format(url=safe_line(url, 80))
        browser = await self._session.browser()
        if browser is None:
            return False, _("There is no browser here. {key} copies the address.").format(key=self._copy_key)
        if browser.needs_terminal:
            try:
                with self._screen.app.suspend():
                    browser.open(url)
            except SuspendNotSupported:
                return False, _("The browser needs the terminal, which cannot be given away here.")
            return True, ""
        if await self._session.children.browse(url):
            return True, _("Opened in the browser.")
        return False, _("The browser did not start. {key} copies the address.").format(key=self._copy_key)

    async def copy_link(self) -> None:
        """Copies the article's address, through the terminal (OSC 52)."""
        ids = self._screen.listing.article_ids(None)
        article = await self._session.article(ids[0]) if ids else None
        if article is None or article.url is None:
            self._screen.say(_("This article has no address."))
            return
        self._copy(article.url)

    def _copy(self, address: str) -> None:
        url = safe_line(address)
        self._screen.app.copy_to_clipboard(url)
        self._screen.say(_("Copied: {url}").format(url=url))

    @property
    def _copy_key(self) -> str:
        return self._screen.key_for("article.copy_link")
