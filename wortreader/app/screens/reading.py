"""The reading screen: feeds, list, article and search, side by side as far as the terminal goes.

Puts the panes together and routes: messages of one pane to another, keys and commands to what carries them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from wortreader.app.background.services import Services
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.failures import explained
from wortreader.app.library.session import Session
from wortreader.app.linear import is_linear
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.panes.feeds.selectable_feeds import SelectableFeeds
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.screens.appearance import TooSmall
from wortreader.app.screens.as_restored import is_as_restored
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.captions import Captions
from wortreader.app.screens.key_input import KeyInput
from wortreader.app.screens.key_waits import COMPLETING, LEADING, MARKING, MARKS, VIEW, is_typing
from wortreader.app.screens.macro_runner import MacroRunner
from wortreader.app.screens.reading_parts import ReadingParts
from wortreader.app.screens.spoken_line import SpokenLine
from wortreader.app.screens.startup import start
from wortreader.app.screens.status_line import StatusLine
from wortreader.app.screens.voice import Voice
from wortreader.app.signals import Signals
from wortreader.app.terminal.displayed_app import DisplayedApp, DisplayedScreen
from wortreader.app.terminal.terminal import Terminal
from wortreader.app.theme_choice import ThemeChoice
from wortreader.app.widgets.row_list import RowList
from wortreader.app.work import Work
from wortreader.errors import WortreaderError


class ReadingScreen(DisplayedScreen[None]):
    """The panes, the status line, and the routes between them."""

    class Waiting(Message):
        """The library cannot be opened yet, and the list says why."""

    class Listed(Message):
        """The list is there, and keys can be obeyed."""

    AUTO_FOCUS = ""  # Textual would focus the feeds, and then the list is focused
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]  # noqa: RUF012 - no ClassVar in Textual

    def __init__(
        self,
        session: Session,
        terminal: Terminal,
        signals: Signals,
        work: Work,
        key_table: KeyTable,
        services: Services,
        theme_choice: ThemeChoice,
    ) -> None:
        super().__init__()
        if is_linear(self):
            self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow")]
        # Before the panes are mounted: each change of classes afterwards works out all styles anew.
        *_narrower, (_width, breadth) = (kind for kind in self.HORIZONTAL_BREAKPOINTS if kind[0] <= self.app.size.width)
        hides_feeds = session.remembered.hides_feeds
        self.update_classes({"-in-list": True, breadth: True, "-without-feeds": hides_feeds}, update=False)
        self._session = session
        self._work = work
        self._signals = signals
        self.key_table = key_table
        """Which keys run which commands."""
        self.parts = parts = ReadingParts(
            self,
            session,
            terminal,
            signals,
            work,
            key_table,
            services,
            theme_choice,
            when_moved=self._follow_navigation,
            run_command=self.run_command,
        )
        self._navigation, self._feeds, self._articles = parts.navigation, parts.feeds, parts.articles
        self._search, self._article = parts.search, parts.article
        self._status_line = (SpokenLine if is_linear(self) else StatusLine)(key_table, signals)
        self._captions = Captions(
            parts.navigation, parts.articles, parts.search, parts.article, self._status_line, parts.going_on
        )
        self._voice = Voice(self, parts.navigation, parts.articles, parts.search, parts.article, self._status_line.add)
        parts.going_on.changed = self._captions.show_keys
        self._macros = MacroRunner(self, key_table, signals, work, self.run_command, parts.navigation.why_not)
        self._key_input = KeyInput(self, key_table, parts.article, self._status_line, work, self.run_command)
        self._begin = partial(
            start,
            self.app,
            session,
            signals,
            key_table,
            services,
            parts,
            waiting=lambda: self.post_message(self.Waiting()),
            listed=lambda: self.post_message(self.Listed()),
        )

    def compose(self) -> ComposeResult:
        """The panes; the style sheet places them."""
        middle = Vertical(self._articles, self._search, id="middle")
        yield Container(self._feeds, middle, self._article, id="columns")
        yield self._status_line
        yield TooSmall()

    def on_mount(self) -> None:
        """Read the library, while the empty panes are on the screen already."""
        self._navigation.show("list")
        self.parts.appearance.fit()
        self.parts.pane_sizes.fit()
        # After the first frame: reading the library would share the interpreter with drawing it.
        self.call_after_refresh(self._work.start, self._begin, group="begin")
        self._signals.library_changed.subscribe(self, self._voice.follow_library, immediate=True)
        self._signals.articles_wanted.subscribe(self, self._tell_of_articles, immediate=True)

    def _tell_of_articles(self, titles: tuple[str, ...]) -> None:
        self._work.start(partial(self.parts.announcer.tell, titles), group="notice")

    async def on_unmount(self) -> None:
        """Keep the place in the article that the user leaves."""
        self.parts.place.note()
        await self.parts.drawer.close()
        await self._article.leave()
        with suppress(WortreaderError):  # nothing can be shown any more
            await self.parts.marking.mark_passed_now()

    def preview_article(self) -> None:
        """Show the article under the cursor of the first list. It takes longer than the list, which is not to wait."""
        self.parts.place.preview()

    @property
    def article_region(self) -> Region:
        """Where the article is on the screen; empty if it is not."""
        return self._article.region if self._article.is_on_screen else Region()

    @property
    def last_line_at_rest(self) -> Strip | None:
        """The last line without what passes on it; None if it is not known how that looks."""
        return self._status_line.at_rest()

    @property
    def focus_shown(self) -> Widget | None:
        """Where the cursor of the terminal is in the linear mode: on a row that the user has moved to from a line."""
        return self._navigation.rows_from_line

    @property
    def is_as_restored(self) -> bool:
        """Whether the next start shows these panes in the same way."""
        return is_as_restored(self, self._navigation, self._article)

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Say where the user is when a dialog is closed, unless what came of it has been said."""
        if isinstance(self.app, DisplayedApp) and self._status_line.shows(self.app.said_in_dialog):
            self._voice.say_back()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse into the pane that it has clicked, or into the line of the search."""
        if event.widget is self.focused:  # else the focus has moved on meanwhile
            self._navigation.follow_focus(event.widget)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes into the new size."""
        self.parts.appearance.fit()
        self.call_after_refresh(self.parts.pane_sizes.fit)
        self.call_after_refresh(self._captions.show_titles)
        self.call_after_refresh(self._navigation.preview_cursor)
        self.call_after_refresh(self._navigation.restore_focus)

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget at a cell, and the place in its text where a selection begins or ends.

        Textual knows no place in rows without text, and would select from there to the end of the article. What was
        begun in the article stays in it: beyond its edges, the nearest text counts.
        """
        view, state = self._article.view, self._select_state
        is_selecting = self._selecting and state is not None and state.start.content_widget is view
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (view, view.place_at(x, y)) if is_selecting or widget is view else (widget, offset)

    def get_widget_at(self, x: int, y: int) -> tuple[Widget, Region]:
        """The widget at a cell; the screen while a border is dragged, so that no pane is clicked where that ends."""
        return (self, self.region) if self.parts.pane_sizes.is_dragging else super().get_widget_at(x, y)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag a border, if the mouse is on one."""
        if event.button == 1:
            self.parts.pane_sizes.press(round(event.screen_x), round(event.screen_y))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the border follow the mouse."""
        if event.button:
            self.parts.pane_sizes.drag(round(event.screen_x), round(event.screen_y))
        else:
            self.parts.pane_sizes.release()

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Leave the border where it is."""
        self.parts.pane_sizes.release()

    def _follow_navigation(self) -> None:
        self._key_input.reset()
        self.parts.pane_sizes.fit()
        self._show_captions()
        if not self._work.is_running(VIEW):  # else it is said when its list is there
            self._voice.say_where()

    @on(ArticlePane.ArticleChanged)
    def _show_captions(self) -> None:
        self._captions.show()
        self._voice.say_article()

    @on(FeedList.ViewHighlighted)
    def _preview_view(self, message: FeedList.ViewHighlighted) -> None:
        if self._navigation.current != "feeds":
            return
        if message.failure is not None:
            self._status_line.message(message.failure, "error")
        elif message.waiting is not None:
            self._status_line.message(message.waiting)
        if self.has_class("-wide"):
            self._articles.preview(message.view)

    @on(FeedList.ViewChosen)
    def _list_view(self, message: FeedList.ViewChosen) -> None:
        self._articles.open(message.view)
        self._navigation.show("list")

    @on(ArticleView.Scrolled)
    @on(RowList.SelectionChanged)
    @on(SelectableFeeds.SelectionChanged)
    def _show_keys(self) -> None:
        self._captions.show_keys()

    @on(FeedsPane.TreeRead)
    def _show_tree(self, message: FeedsPane.TreeRead) -> None:
        self._articles.show_tree(message.tree)
        if not self._work.is_running(VIEW):
            self._voice.say_where()
        self.parts.announcer.show_unread(message.tree.counts.unread)
        self.parts.going_on.look()
        self._captions.show_article_title()

    @on(ArticlesPane.Listed)
    def _fill_article_pane(self) -> None:
        self._navigation.preview_listed()
        self.parts.going_on.look()
        self._voice.has_list = True
        self._voice.say_where()

    @on(ArticlesPane.FilterLeft)
    def _show_list(self) -> None:
        self._navigation.show("list")

    @on(RowList.Highlighted)
    def _follow_cursor(self, message: RowList.Highlighted) -> None:
        if message.row_list is self._navigation.rows:
            self._navigation.preview_cursor()
            self._captions.show()

    @on(RowList.Passed)
    def _mark_passed(self, message: RowList.Passed) -> None:
        if message.row_list is self._articles.article_list:
            self.parts.marking.mark_passed(self._articles.view, message.article_ids)

    @on(RowList.Opened)
    def _open_article(self, message: RowList.Opened) -> None:
        self.parts.order.open(message.article_id)

    @on(ArticlePane.Opened)
    def _mark_opened(self, message: ArticlePane.Opened) -> None:
        self._voice.say_opened(message.article_id)
        self._work.start(lambda: self.parts.marking.mark_opened(message.article_id), group=MARKS)

    @on(ArticlePane.Missing)
    def _leave_missing_article(self) -> None:
        self._navigation.leave_missing_article()

    @on(ArticlePane.SearchRequested)
    def _search_for(self, message: ArticlePane.SearchRequested) -> None:
        self._navigation.search_for(message.query)

    @on(ArticlePane.LinkListRequested)
    def _choose_link(self, message: ArticlePane.LinkListRequested) -> None:
        self.parts.prompts.choose_link(message.links, lambda: self._article.content_region)

    @on(ArticlePane.LargePictureRequested)
    def _show_picture(self, message: ArticlePane.LargePictureRequested) -> None:
        self.parts.prompts.show_picture(message.pictures, message.index)

    @on(SearchPane.ShowRequested)
    def _show_search(self) -> None:
        self._navigation.begin_search()
        self._mark_query()
        self._navigation.show("search")

    @on(SearchPane.Searched)
    def _mark_query(self) -> None:
        self._article.set_query(self._search.query_text if self._navigation.is_searching else "")
        if self._search.hit_list.cursor_id == self._article.article_id is not None:
            self._article.mark_query_soon()  # it stays on the screen, with the marks of the query before

    @on(SearchPane.CloseRequested)
    def _close_search(self) -> None:
        self._navigation.close_search()

    @on(SearchPane.KeepRequested)
    def _keep_search(self) -> None:
        self.parts.feed_commands.keep_search()

    def on_key(self, event: events.Key) -> None:
        """Run the command of a key. Escape stops a macro."""
        if event.key == "escape" and self._macros.stop():
            event.stop()
            event.prevent_default()
        else:
            self._key_input.take(event)

    def must_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether a key has to wait for work that is under way, on this screen or one over it."""
        if isinstance(event, events.Key) and event.key == "escape" and self._macros.is_running:
            return False
        if self.app.screen is self:
            return self._key_input.must_wait(event)
        if isinstance(self.app.screen, BaseModal) and self.app.screen.is_reading:
            return True
        return self._work.is_running(COMPLETING) and not is_typing(self.app.focused, event)

    def quits(self, typed: Sequence[events.Key | events.Paste]) -> bool:
        """Whether the last of some events quits, also if none of those before it is obeyed."""
        return self.app.screen is self and self._key_input.quits(typed)

    @property
    def is_marking(self) -> bool:
        """Whether articles are being marked, or will be in a moment."""
        return self._work.is_running(MARKS) or self.parts.marking.has_passed

    async def finish_marking(self) -> None:
        """Waits until they are marked."""
        self._work.start(self.parts.marking.mark_passed_now, group=MARKS)
        await self._work.finish(MARKS)

    def action_copy_text(self) -> None:
        """Copy what is selected, for the key that Textual has for it."""
        if not self._article.selector.copy_selected():
            super().action_copy_text()

    @on(StatusLine.HintChosen)
    def _run_hint(self, message: StatusLine.HintChosen) -> None:
        self.run_command(message.command_id)

    def run_line(self, line: str) -> None:
        """Runs a line, as on the command line: `star`, `3 star`, `theme wort-dark`. Says what is wrong with it."""
        try:
            self.parts.command_prompts.run_line(line)
        except (WortreaderError, OSError) as error:
            self._signals.say(explained(error), is_error=True)

    def run_command(self, command_id: str, count: int | None = None, arguments: Sequence[str] = ()) -> None:
        """Runs a command or a macro: from a key, a line, the palette, or a click on the status line."""
        if self._macros.runs(command_id):
            return
        if obstacle := self._navigation.why_not(command_id):
            self._signals.say(obstacle)
            return
        try:
            work = self.parts.dispatcher.run(command_id, count, arguments)
        except (WortreaderError, OSError) as error:
            self._signals.say(explained(error), is_error=True)
            return
        if work is not None:
            group = MARKS if command_id in MARKING else "command"
            self._work.start(lambda: work, group=group, leads_on=command_id in LEADING)
