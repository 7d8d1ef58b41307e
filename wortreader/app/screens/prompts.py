"""What the user is asked for: a file, a page; and the screens that are opened by a command.

The dialogs are imported when they are first asked for: none of them is on the way to the first frame.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual.app import App
from textual.geometry import Region

from wortreader.app.background.services import Services
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import Pane
from wortreader.app.library.session import Session
from wortreader.app.panes.article.links import ListedLink
from wortreader.app.panes.article.shown_pictures import LargePicture
from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.screens.feed_prompts import FeedPrompts
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import grouped, safe_line


@lazy_dataclass(eq=False, slots=True)
class Prompts:
    """Opens dialogs and screens over the reading screen, and hands the answers to the use cases."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    key_table: KeyTable
    navigation: Navigation
    services: Services
    drawer: PictureDrawer
    feed_prompts: FeedPrompts

    @command("article.save")
    def ask_for_page(self, _count: int | None = None, address: str = "") -> None:
        """Saves a page or a file; without an address asks for it, and offers the article's own page."""
        if address:
            self.work.start(lambda: self._say_problem(self.services.subscriptions.save(address)), group="asking")
        else:
            self.work.start(self._ask_for_page, group="asking", leads_on=True)

    async def _say_problem(self, attempt: Awaitable[str | None]) -> None:
        if (problem := await attempt) is not None:
            self.signals.say(problem, is_error=True)

    async def _ask_for_page(self) -> None:
        from wortreader.app.screens.dialogs import PromptDialog

        article_id = self.navigation.article_id()
        article = await self.session.article(article_id) if article_id is not None else None
        await self.app.push_screen_wait(
            PromptDialog(
                _("Save a page"),
                _("The address of a page, or a file: HTML, Markdown or plain text. It goes into the folder Saved."),
                attempt=self.services.subscriptions.save,
                value=(article.url if article is not None else None) or "",
                placeholder="https://",
            )
        )

    @command("article.export")
    def export_articles(self, _count: int | None = None, path: str = "") -> None:
        """Writes the articles to a file or files in the format that the name says; without a path asks for it."""
        ids = self.navigation.article_ids()
        if path:
            self.work.start(lambda: self._say_problem(self._export(ids, path)), group="asking")
        elif len(ids):
            self.work.start(lambda: self._ask_for_export_file(ids), group="asking", leads_on=True)

    async def _ask_for_export_file(self, ids: Sequence[int]) -> None:
        from wortreader.app.screens.file_dialogs import FileDialog
        from wortreader.sync.writing import file_name

        if len(ids) == 1:
            article = await self.session.article(ids[0])
            title, value = _("Write the article to a file"), f"~/{file_name(article.title)}.md"
            words = _("A name ending in .txt, .md, .html or .json. An existing file is overwritten.")
        else:
            title = ngettext("Write {n} article to files", "Write {n} articles to files", len(ids))
            title, value = title.format(n=grouped(len(ids))), "~/articles/*.md"
            words = _(
                "~/articles/*.md writes a file for each, ~/articles.md one file with all: as .txt, .md, .html or .json."
            )
        await self.app.push_screen_wait(
            FileDialog(title, words, attempt=lambda path: self._export(ids, path), value=value)
        )

    async def _export(self, ids: Sequence[int], path: str) -> str | None:
        """Writes articles to a file or files. Returns what is wrong as a sentence, None on success."""
        try:
            written = await self.session.write_articles(ids, path)
        except WortreaderError as error:
            return str(error)
        words = ngettext("Wrote the article to {path}.", "Wrote {n} articles to {path}.", written.count)
        self.signals.say(words.format(path=safe_line(str(written.path)), n=grouped(written.count)))
        return None

    @command("program.help")
    def show_help(self, _count: int | None = None, words: str = "") -> None:
        """Shows the keys, those with `words` alone; if a query is being typed, the query language before them."""
        from wortreader.app.screens.help import HelpScreen

        is_for_queries = self.navigation.where_keys_go is Pane.SEARCH
        self.app.push_screen(HelpScreen(self.key_table, is_for_queries=is_for_queries, words=words))

    @command("program.outbox")
    def show_outbox(self, _count: int | None = None) -> None:
        """Shows what waits for the network."""
        from wortreader.app.screens.outbox import OutboxScreen

        services = self.services
        self.app.push_screen(
            OutboxScreen(
                services.outbox, services.runner, services.downloads, self.signals, self.session, self.key_table
            )
        )

    @command("program.suspend")
    def suspend(self, _count: int | None = None) -> None:
        """Goes back to the shell until the shell continues the app."""
        self.app.action_suspend_process()

    @command("program.back")
    def go_back_or_quit(self, _count: int | None = None) -> None:
        """Goes back; quits if there is nothing to go back to, after asking during a refresh and while playing."""
        if self.navigation.can_go_back():
            self.navigation.go_back()
        elif self.services.refresh.is_asking_feeds or self.services.player.playing is not None:
            self.work.start(self._ask_before_quitting, group="asking", leads_on=True)
        else:
            self.app.exit()

    @command("program.quit")
    def quit(self, _count: int | None = None) -> None:
        """Quits at once."""
        self.app.exit()

    async def _ask_before_quitting(self) -> None:
        from wortreader.app.screens.dialogs import ConfirmDialog

        if self.services.refresh.is_asking_feeds:
            question = _("Quit while a refresh is running?")
            detail = _("What has arrived is kept; the rest comes with the next refresh.")
        else:
            question, detail = _("Quit and stop playing?"), _("Next time, it continues from here.")
        is_meant = await self.app.push_screen_wait(ConfirmDialog(question, detail, yes=_("Quit"), no=_("Stay")))
        if is_meant:
            self.app.exit()

    async def is_meant_to_open(self, count: int) -> bool:
        """Asks whether so many pages are to be opened in the browser."""
        from wortreader.app.screens.dialogs import ConfirmDialog

        question = ngettext("Open {n} page in the browser?", "Open {n} pages in the browser?", count).format(n=count)
        answer: bool | None = await self.app.push_screen_wait(ConfirmDialog(question, yes=_("Open"), no=_("Cancel")))
        return bool(answer)

    def choose_link(self, links: Sequence[ListedLink], place: Callable[[], Region]) -> None:
        """Lists links over the article, which is at `place`, to choose from, and does with one what is asked for."""
        self.work.start(lambda: self._choose_link(links, place), group="asking", leads_on=True)

    async def _choose_link(self, links: Sequence[ListedLink], place: Callable[[], Region]) -> None:
        from wortreader.app.screens.links import LinkDrawer, LinkUse

        answer = await self.app.push_screen_wait(LinkDrawer(links, place))
        problem = None
        match answer.use if answer is not None else None:
            case LinkUse.OPEN if file := next((link.file for link in links if link.url == answer.url), None):
                await self.services.browser.browse_file(file)
            case LinkUse.OPEN:
                await self.services.browser.browse(answer.url, title=answer.words)
            case LinkUse.COPY:
                self.services.browser.copy(answer.url)
            case LinkUse.SUBSCRIBE:
                await self.feed_prompts.subscribe(answer.url)
            case LinkUse.SAVE:
                problem = await self.services.subscriptions.save(answer.url, title=answer.words)
        if problem is not None:
            self.signals.say(problem, is_error=True)

    def show_picture(self, pictures: Sequence[LargePicture], index: int) -> None:
        """Shows one picture in the whole terminal."""
        from wortreader.app.screens.picture import PictureScreen

        self.app.push_screen(PictureScreen(pictures, index, self.drawer))
