"""The reading screen: feeds, list, article and search, side by side as far as the terminal goes.

Owns the way of news from the widgets and of keys to what they mean. Where the reader is, `panes` knows; what is shown
there is the business of `listing`, `opening` and `searching`; size, marks, feeds, links and questions have
modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from wortreader.app import themes
from wortreader.app.commands import keys
from wortreader.app.commands.dispatch import Dispatcher
from wortreader.app.commands.palette import PaletteTarget
from wortreader.app.library.marks import Marks
from wortreader.app.panes.article.addresses import AddressCommands
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.same_story import Stories
from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.panes.articles.articles import ALL, Listing
from wortreader.app.panes.articles.density import Fitting
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.marking import MarkCommands
from wortreader.app.panes.panes import PANES, Panes
from wortreader.app.panes.prompts import Asking
from wortreader.app.panes.scrolling import Moving
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.panes.search.search import Searching
from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.screens.article_navigation import ArticleNavigation
from wortreader.app.screens.handlers import Handlers
from wortreader.app.widgets.row_list import RowList
from wortreader.app.widgets.status_line import StatusLine
from wortreader.app.widgets.title_line import TitleLine
from wortreader.app.widgets.typed_line import TypedLine
from wortreader.errors import LibraryError
from wortreader.i18n import _
from wortreader.model import View, ViewKind

if TYPE_CHECKING:
    from wortreader.app.background.services import Services
    from wortreader.app.library.session import Session
    from wortreader.app.signals import Signals
    from wortreader.app.terminal.driver import Terminal
    from wortreader.app.work import Work


FUNCTION_KEY = re.compile(r"f\d+")


class ReadingScreen(Screen[None]):
    """Where the reader is."""

    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]  # noqa: RUF012 - no ClassVar in Textual

    def __init__(
        self,
        session: Session,
        terminal: Terminal,
        signals: Signals,
        work: Work,
        key_table: keys.KeyTable,
        services: Services,
    ) -> None:
        super().__init__()
        self.session = session
        self.terminal = terminal
        self.signals = signals
        self.work = work
        self.key_table = key_table
        """Which keys run which commands."""
        self.services = services
        session.typesetter.fetch_key = self.key_table.shown("article.full_text")
        self.panes = Panes(self)
        self.fitting = Fitting(self)
        self.moving = Moving(self)
        self.listing = Listing(self)
        self.searching = Searching(self)
        self.marks = Marks(session, signals)
        self.marking = MarkCommands(self.marks, session, self.listing, signals, self.key_table)
        self.article_navigation = ArticleNavigation(self)
        self.picture_drawer = PictureDrawer(self.app, terminal, session.config.show_pictures)
        self.article_pane = ArticlePane(
            session,
            signals,
            work,
            self.key_table,
            self.listing,
            self.picture_drawer,
            services.fetcher,
            services.browser,
        )
        addresses = AddressCommands(session, self.listing, services.browser, self.marks, signals)
        self.stories = Stories(self)
        self.asking = Asking(self)
        self._keys = keys.KeySequence(self.key_table)
        self.dispatcher = Dispatcher(
            [
                Handlers(self),
                self.marking,
                self.article_navigation,
                addresses,
                *self.article_pane.command_owners,
                self.services.refresh,
                self.services.pack,
            ]
        )

    def compose(self) -> ComposeResult:
        """The panes; the style sheet places them."""
        session = self.session
        about: dict[str, Any] = {
            "zone": session.zone,
            "locale": session.locale,
            "clock": session.clock,
            "is_compact": self.fitting.wants_compact(),
        }
        with Container(id="columns"):
            yield FeedList(id="feeds")
            with Vertical(id="middle"):
                with Vertical(id="list-column"):
                    yield TitleLine(id="list-title")
                    yield ArticleList(id="articles", **about)
                with Vertical(id="search-column"):
                    yield SearchBar()
                    yield HitList(id="hits", **about)
            yield self.article_pane
        yield StatusLine(self.key_table, self.signals)
        yield Static(Content(""), id="too-small")

    def on_mount(self) -> None:
        """Read the library, while the empty panes are on the screen already."""
        self.signals.library_changed.subscribe(self, self.listing.library_changed)
        self.panes.show("list")
        self.fitting.check_size()
        # After the first frame: reading the library would share the interpreter with drawing it.
        self.call_after_refresh(self.run_work, self._begin, group="begin")

    async def _begin(self) -> None:
        """Opens the library, shows what is in it, and starts what goes on in the background."""
        try:
            await self.session.open(self.listing.say_instead)
        except LibraryError as error:
            self.app.exit(return_code=1, message=Text(str(error)))
            return
        await self.listing.read_shelf()
        await self.listing.show(ALL)
        await self.services.begin()
        for problem in self.key_table.problems.values():
            self.say(problem, is_error=True)
        if self.listing.shelf is not None and not self.listing.shelf.feeds:
            self.asking.how_to_begin()

    def run_work(self, work: Callable[[], Coroutine[Any, Any, object]], *, group: str, exclusive: bool = False) -> None:
        """Starts what takes longer than a frame: see Work.start."""
        self.work.start(work, group=group, exclusive=exclusive)

    async def on_unmount(self) -> None:
        """Keep the place in the article that the reader leaves."""
        await self.article_pane.leave()
        await self.picture_drawer.close()

    # --- the panes ----------------------------------------------------------------------------------------------------

    @property
    def article_view(self) -> ArticleView:
        """The article pane."""
        return self.article_pane.view

    @property
    def article_list(self) -> ArticleList:
        """The list of the view."""
        return self.query_one(ArticleList)

    @property
    def row_list(self) -> RowList[Any]:
        """The list that the reader goes through: that of the view, or that of the hits."""
        return self.query_one(HitList) if self.searching.is_open else self.article_list

    @property
    def view(self) -> View:
        """What that list shows."""
        return View(ViewKind.QUERY, query=self.searching.query) if self.searching.is_open else self.listing.view

    @property
    def is_narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return self.has_class("-narrow")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse into the pane that it has clicked, or into the line of the search."""
        if event.widget is not self.focused:  # the news is late: the reader has gone on meanwhile
            return
        for pane, kind in PANES.items():
            if isinstance(event.widget, kind) and pane != self.panes.current:
                self.panes.show(pane)
        if event.widget is self.query_one(SearchBar).input:
            self.panes.enter("search")
        self.show_keys()

    # --- ways of looking ----------------------------------------------------------------------------------------------

    def next_theme(self) -> None:
        """The next of our own themes."""
        names = [theme.name for theme in themes.THEMES]
        at = names.index(self.app.theme) if self.app.theme in names else -1
        self.app.theme = names[(at + 1) % len(names)]
        self.say(_("Theme: {name}").format(name=self.app.theme))

    def redraw(self) -> None:
        """Draws the screen anew, with the pictures that the terminal keeps."""
        self.article_pane.pictures.draw_again()
        self.app.refresh(repaint=True, layout=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes into the new size."""
        self.fitting.fit()

    # --- what the screen says -----------------------------------------------------------------------------------------

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Says something for a few seconds. The sentence is safe text."""
        self.signals.say(sentence, is_error=is_error)

    def show_activity(self, words: str) -> None:
        """Says what the machine is doing, or did last."""
        self.signals.show_activity(words)

    def show_standing(self, words: str) -> None:
        """Says how things are: whether there is a network, and what waits for it."""
        self.query_one(StatusLine).show_standing(words)

    def show_keys(self) -> None:
        """Names the keys that matter here."""
        self.query_one(StatusLine).show_keys(
            self.panes.where_keys_go, has_matches=self.article_pane.has_matches, has_others=self.stories.has_others
        )

    def key_for(self, command_id: str) -> str:
        """What to press for a command, as it is shown; its name where it has no key."""
        return self.key_table.shown(command_id)

    # --- news from the widgets ----------------------------------------------------------------------------------------

    @on(RowList.Needed)
    def _supply(self, message: RowList.Needed) -> None:
        self.run_work(
            lambda: self._supply_rows(message.row_list, message.article_ids), group=f"rows-{message.row_list.id}"
        )

    async def _supply_rows(self, row_list: RowList[Any], ids: tuple[int, ...]) -> None:
        if isinstance(row_list, HitList):
            await self.searching.supply(row_list, ids)
        else:
            row_list.supply(await self.session.headlines(ids))

    @on(RowList.Highlighted)
    def _show_highlighted(self, message: RowList.Highlighted) -> None:
        if message.row_list is not self.row_list:
            return
        self.article_navigation.preview_cursor()
        self.listing.show_position()
        if self.searching.is_open:
            self.show_keys()

    @on(RowList.Opened)
    def _open(self, message: RowList.Opened) -> None:
        self.article_navigation.open(message.article_id)
        if message.row_list is not self.article_list:
            self.run_work(self.searching.remember, group="remembering")

    @on(FeedList.ViewHighlighted)
    def _list_highlighted(self, message: FeedList.ViewHighlighted) -> None:
        if message.failure is not None and self.panes.current == "feeds":
            self.say(message.failure, is_error=True)
        if self.has_class("-wide") and self.panes.current == "feeds" and message.view != self.listing.view:
            self.listing.preview(message.view)

    @on(FeedList.FoldersClosed)
    def _keep_folders(self, message: FeedList.FoldersClosed) -> None:
        self.run_work(partial(self.session.close_folders, message.folder_ids), group="folders")

    @on(FeedList.ViewChosen)
    def _list_chosen(self, message: FeedList.ViewChosen) -> None:
        self.listing.open(message.view, is_going_there=True)

    @on(ArticlePane.ArticleChanged)
    def _show_article_changed(self) -> None:
        self.listing.show_titles()
        self.show_keys()

    @on(ArticlePane.Opened)
    def _mark_opened(self, message: ArticlePane.Opened) -> None:
        self.run_work(lambda: self.marking.mark_opened(message.article_id), group="opened")

    @on(ArticlePane.SearchRequested)
    def _search_for_word(self, message: ArticlePane.SearchRequested) -> None:
        self.searching.open(message.query)

    @on(ArticlePane.LinkListRequested)
    def _ask_for_link(self, message: ArticlePane.LinkListRequested) -> None:
        self.run_work(lambda: self.asking.for_link(message.links), group="asking")

    @on(ArticlePane.LargePictureRequested)
    def _show_large_picture(self, message: ArticlePane.LargePictureRequested) -> None:
        from wortreader.app.screens.picture import PictureScreen

        self.app.push_screen(PictureScreen(message.pictures, message.index, self.picture_drawer))

    @on(TypedLine.Changed, "SearchBar")
    def _search(self, message: TypedLine.Changed) -> None:
        self.searching.search(message.words)

    @on(TypedLine.Submitted, "SearchBar")
    def _open_hit(self) -> None:
        self.searching.open_hit()

    @on(SearchBar.Moved)
    def _move_hits(self, message: SearchBar.Moved) -> None:
        hits = self.query_one(HitList)
        if message.rows < 0 and not hits.cursor_index:
            self.searching.go_back()
        elif message.pages:
            hits.move_page(message.pages)
        else:
            hits.move_by(message.rows)

    @on(SearchBar.Completing)
    def _complete_search(self) -> None:
        self.searching.complete()

    @on(SearchBar.OpeningOut)
    def _list_story(self) -> None:
        self.run_command("article.others")

    @on(SearchBar.Kept)
    def _keep_search(self) -> None:
        self.asking.for_view()

    @on(TypedLine.Dismissed, "SearchBar")
    def _leave_search(self) -> None:
        self.searching.close()

    @on(StatusLine.HintChosen)
    def _run_hint(self, message: StatusLine.HintChosen) -> None:
        self.run_command(message.command_id)

    # --- the palette --------------------------------------------------------------------------------------------------

    def places(self) -> Sequence[PaletteTarget]:
        """The folders, feeds and kept views that the palette can go to."""
        shelf = self.listing.shelf
        if shelf is None:
            return ()
        views = [View(ViewKind.FOLDER, folder.folder_id) for folder in shelf.folders]
        views += [View(ViewKind.FEED, feed.feed_id) for feed in shelf.feeds]
        views += [saved.view for saved in shelf.views]
        return [PaletteTarget(view, shelf.title_path(view)) for view in views]

    def go_to(self, view: View) -> None:
        """Takes the reader to a view."""
        if self.searching.is_open:
            self.searching.close()
        self.query_one(FeedList).move_to_view(view)
        self.listing.open(view, is_going_there=True)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Follow the key table, counts and sequences included; where text is being typed, the function keys alone."""
        if isinstance(self.focused, Input) and event.is_printable:
            # It was typed before the line had the focus, in one go with the key that led there: an Input lets no
            # character pass. As a command it would star an article, or remove a feed.
            event.stop()
            event.prevent_default()
            self.focused.post_message(events.Key(event.key, event.character))
            return
        if isinstance(self.focused, Input) and not FUNCTION_KEY.fullmatch(event.key):
            return
        if self.article_pane.take_key(event):
            event.stop()
            event.prevent_default()
            return
        outcome = self._keys.feed(event.key, has_matches=self.article_pane.has_matches)
        if isinstance(outcome, keys.Nothing):
            return
        event.stop()
        event.prevent_default()
        self.query_one(StatusLine).show_pending(self._keys.shown)
        if isinstance(outcome, keys.Resolved):
            self.run_command(outcome.command_id, outcome.count)

    def forget_typed_keys(self) -> None:
        """Begins keys and counts anew."""
        self._keys.reset()

    def run_command(self, command_id: str, count: int | None = None) -> None:
        """Does what a command says: from a key, from the palette, from a click on the status line."""
        work = self.dispatcher.run(command_id, count)
        if work is not None:
            self.run_work(lambda: work, group="command")

    def action_command(self, command_id: str) -> None:
        """The action behind every binding."""
        self.run_command(command_id)
