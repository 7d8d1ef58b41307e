"""What the reading screen consists of: its panes, and the objects that carry out commands in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen

from wortreader.app.background.announcer import Announcer
from wortreader.app.background.services import Services
from wortreader.app.commands.dispatch import Dispatcher
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.marks import Marks
from wortreader.app.library.session import Session
from wortreader.app.library.tagging import Tagging
from wortreader.app.linear import is_linear
from wortreader.app.panes.article.addresses import AddressCommands
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.panes.marking import MarkCommands
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.screens.appearance import Appearance, Density, RowDetails
from wortreader.app.screens.applied_settings import AppliedSettings
from wortreader.app.screens.command_prompts import CommandPrompts, Run
from wortreader.app.screens.download_commands import DownloadCommands
from wortreader.app.screens.feed_commands import FeedCommands
from wortreader.app.screens.feed_prompts import FeedPrompts
from wortreader.app.screens.going_on import GoingOn
from wortreader.app.screens.listing import Listing
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.pane_sizes import PaneSizes
from wortreader.app.screens.place import PlaceKeeper
from wortreader.app.screens.play_commands import PlayCommands
from wortreader.app.screens.prompts import Prompts
from wortreader.app.screens.reading_order import ReadingOrder
from wortreader.app.screens.removing import Removing
from wortreader.app.screens.rule_commands import RuleCommands
from wortreader.app.screens.scrolling import Scrolling
from wortreader.app.screens.selecting import Selecting
from wortreader.app.screens.settings_commands import SettingsCommands
from wortreader.app.screens.sharing import Sharing
from wortreader.app.screens.tag_commands import TagCommands
from wortreader.app.screens.undo_list import UndoList
from wortreader.app.screens.upkeep_commands import UpkeepCommands
from wortreader.app.signals import Signals
from wortreader.app.terminal.terminal import Terminal
from wortreader.app.theme_choice import ThemeChoice
from wortreader.app.work import Work


class ReadingParts:
    """The panes and the owners of commands, put together. For the screen that shows them, not to be passed on whole."""

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        terminal: Terminal,
        signals: Signals,
        work: Work,
        table: KeyTable,
        services: Services,
        theme_choice: ThemeChoice,
        *,
        when_moved: Callable[[], None],
        run_command: Run,
    ) -> None:
        """`when_moved` is called after the user has come to another pane; `run_command` runs one by its id."""
        app = screen.app
        session.typesetter.fetch_key = table.shown("article.full_text")
        self.services = services
        density = Density(session.config.density, session.remembered, is_linear=is_linear(screen))
        details = RowDetails(session.config.list_row, session.remembered)
        is_compact = density.is_compact(app.size)
        self.navigation = navigation = Navigation(screen, session.remembered, when_moved=when_moved)
        self.drawer = PictureDrawer(app, terminal, "off" if is_linear(screen) else session.config.show_pictures)
        self.feeds = FeedsPane(session, signals, work)
        self.articles = ArticlesPane(session, signals, work, table, terminal.line, is_compact=is_compact)
        self.search = SearchPane(session, signals, work, navigation, is_compact=is_compact)
        used = services.fetcher, services.browser, services.speech
        self.article = ArticlePane(session, signals, work, table, navigation, terminal.line, self.drawer, *used)
        navigation.attach(self.feeds, self.articles, self.search, self.article)
        marks, copy_selected = Marks(session, signals), self.article.selector.copy_selected
        feed_list, lists = self.feeds.feed_list, (self.articles.article_list, self.search.hit_list)
        self.marking = MarkCommands(marks, session, navigation, signals, table, work)
        self.going_on = GoingOn(session, navigation, feed_list, self.articles, self.article, work)
        self.order = ReadingOrder(
            session, signals, work, navigation, feed_list, self.articles, self.search, self.article, self.going_on
        )
        self.place = PlaceKeeper(session, work, navigation, self.order, self.feeds, self.articles, self.article)
        self.announcer = Announcer(session, signals, terminal)
        self._make_prompts(app, session, signals, work, table)
        self.command_prompts = CommandPrompts(app, session, signals, work, table, navigation, self.feeds, run_command)
        self.upkeep_commands = UpkeepCommands(
            app, session, signals, work, navigation, self.feeds, services.upkeep, self.feed_commands, self.removing
        )
        self.rule_commands = RuleCommands(app, session, signals, work, navigation)
        self.appearance = Appearance(screen, signals, density, details, lists, self.article.pictures, theme_choice)
        self.listing = Listing(app, signals, work, navigation, self.articles, session, self.marking)
        applied = AppliedSettings(
            session, table, self.appearance, self.article, self.drawer, self.going_on, self.announcer
        )
        self.settings_commands = SettingsCommands(app, session, signals, work, table, applied)
        self.pane_sizes = PaneSizes(screen, navigation, self.feeds, self.article, session.remembered, signals)
        self.scrolling = Scrolling(navigation, feed_list, self.article.view)
        self.selecting = Selecting(navigation, feed_list, self.article.selector.begin)
        self.addresses = AddressCommands(
            session, navigation, services.browser, marks, signals, work, copy_selected, self.prompts.is_meant_to_open
        )
        self.dispatcher = Dispatcher(self._command_owners())

    def _command_owners(self) -> list[object]:
        """Whatever has methods that carry out commands."""
        return [
            self.navigation,
            self.rule_commands,
            self.scrolling,
            self.selecting,
            self.listing,
            self.pane_sizes,
            self.order,
            self.marking,
            self.undo_list,
            self.addresses,
            self.feed_commands,
            self.removing,
            self.tag_commands,
            self.upkeep_commands,
            self.prompts,
            self.sharing,
            self.play_commands,
            self.download_commands,
            self.command_prompts,
            self.feed_prompts,
            self.appearance,
            self.settings_commands,
            self.articles,
            self.search,
            *self.article.command_owners,
            self.services.refresh,
            self.services.pack,
        ]

    def _make_prompts(self, app: App[Any], session: Session, signals: Signals, work: Work, table: KeyTable) -> None:
        """Makes what asks the user for something in dialogs."""
        services, navigation = self.services, self.navigation
        self.feed_prompts = FeedPrompts(app, session, signals, work, services.subscriptions, self.feeds)
        self.prompts = Prompts(app, session, signals, work, table, navigation, services, self.drawer, self.feed_prompts)
        self.undo_list = UndoList(app, session, signals, work, self.marking)
        self.sharing = Sharing(app, session, signals, work, navigation, services.programs, services.browser)
        self.play_commands = PlayCommands(app, session, signals, work, table, navigation, services.player)
        self.download_commands = DownloadCommands(
            app, signals, work, table, navigation, services.downloads, services.browser
        )
        self.tag_commands = TagCommands(app, Tagging(session, signals), signals, work, navigation, self.feeds)
        self.feed_commands = FeedCommands(
            app, session, signals, work, table, navigation, self.feeds, self.search, services, self.tag_commands
        )
        self.removing = Removing(
            app, session, signals, work, table, navigation, self.feeds, services, self.tag_commands
        )
