"""The links of the article, and its own address: into the browser, or onto the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wortreader.app.panes.article.line_parts import targets_in, words_of_link
from wortreader.app.panes.article.link_hints import Hints
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


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
                await self._screen.services.browser.browse(urls[number - 1], title=words_of_link(view.lines, number))
            else:
                self._screen.say(_("There is no link {n}.").format(n=number))
        else:
            listed = [ListedLink(url, words_of_link(view.lines, at)) for at, url in enumerate(urls, 1)]
            answer = await self._screen.app.push_screen_wait(LinkDialog(listed))
            match answer.use if answer is not None else None:
                case LinkUse.OPEN:
                    await self._screen.services.browser.browse(answer.url, title=answer.words)
                case LinkUse.COPY:
                    self._screen.services.browser.copy(answer.url)
                case LinkUse.SUBSCRIBE:
                    self._complain(await self._screen.services.subscriptions.add(answer.url))
                case LinkUse.SAVE:
                    self._complain(await self._screen.services.subscriptions.save(answer.url, title=answer.words))

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
            self._screen.run_work(lambda: self._screen.services.browser.browse(url, title=words), group="command")

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
        await self._screen.services.browser.browse(article.url, title=article.title, article_id=article.article_id)
        if is_marking:
            await self._screen.marks.set_read([article.article_id], True, _("marking read"))

    async def copy_link(self) -> None:
        """Copies the article's address, through the terminal (OSC 52)."""
        ids = self._screen.listing.article_ids(None)
        article = await self._session.article(ids[0]) if ids else None
        if article is None or article.url is None:
            self._screen.say(_("This article has no address."))
            return
        self._screen.services.browser.copy(article.url)
