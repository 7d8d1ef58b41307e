"""The ways to run a command by its name: the command line, the palette, and the lines of macros."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from textual.app import App

from wortreader.app.commands.command_line import CommandCall, parse_line
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.line_history import LineHistory
from wortreader.app.commands.palette import (
    PaletteEntry,
    PaletteTarget,
    command_entries,
    setting_entries,
    target_entries,
    value_entries,
)
from wortreader.app.commands.synonyms import synonyms
from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.session import Session
from wortreader.app.library.view_names import named_views, view_named
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.config import THEMES
from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import ViewKind

MOST_REMEMBERED: Final = 30
"""Choices of the palette that are remembered."""

KINDS: Final = {ViewKind.FEED: N_("feed"), ViewKind.FOLDER: N_("folder"), ViewKind.TAG: N_("tag")}
A_VIEW: Final = N_("view")
"""What targets are called in the palette; all others are views."""

Run = Callable[[str, int | None, Sequence[str]], None]
"""Runs a command by its id, with a count and arguments."""


@lazy_dataclass(eq=False, slots=True)
class CommandPrompts:
    """Asks for commands, and runs them."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    key_table: KeyTable
    navigation: Navigation
    feeds: FeedsPane
    run: Run

    def run_line(self, line: str) -> None:
        """Runs a line such as `star`, `3 star` or `theme wort-dark`. Raises CommandLineError if it means nothing."""
        self.run_call(parse_line(line))

    def run_call(self, call: CommandCall) -> None:
        """Runs what a line was parsed as."""
        self.run(call.command_id, call.count, call.arguments)

    @command("program.command_line")
    def show_command_line(self, count: int | None = None) -> None:
        """Opens the command line, with the count that was typed before it."""
        self.ask_for_line(f"{count} " if count is not None else "")

    def ask_for_line(self, line: str = "") -> None:
        """Opens the command line with the beginning of a line."""
        from wortreader.app.screens.command_line import CommandLineScreen
        from wortreader.app.screens.completion_sources import CompletionSources

        why_not = self.navigation.why_not
        sources = CompletionSources(self.session, self.key_table, self._tree, why_not, self.navigation.article_id())
        history = LineHistory(self.session.remembered)
        screen = CommandLineScreen(sources, history.lines, self.work, line=line, why_not=why_not)
        self.app.push_screen(screen, self._take_line)

    def _take_line(self, line: str | None) -> None:
        if line is None:
            return
        LineHistory(self.session.remembered).add(line)
        call = parse_line(line)  # the line has seen to it that this is one
        if not call.arguments:
            self._remember(call.command_id)
        self.run_call(call)

    @command("program.palette")
    def show_palette(self, _count: int | None = None) -> None:
        """Opens the palette."""
        self._show_palette([*self._entries()])

    @command("view.go")
    def go_to(self, _count: int | None = None, kind: str = "any", name: str = "") -> None:
        """Goes to the view with a name; asks for one without it."""
        if name:
            self.navigation.go_to(view_named(self._tree, kind, name))
        else:
            targets = [*target_entries(self._targets(kind))]
            self._show_palette(targets, placeholder=_("a feed, a folder or a view …"))

    def _show_palette(self, entries: Sequence[PaletteEntry], *, placeholder: str = "") -> None:
        from wortreader.app.screens.palette import PaletteScreen

        recent = self.session.remembered.palette_keys
        self.app.push_screen(PaletteScreen(entries, recent, placeholder=placeholder), self._take_entry)

    def _take_entry(self, entry: PaletteEntry | None) -> None:
        if entry is None:
            return
        self._remember(entry.key)
        if entry.view is not None:
            self.navigation.go_to(entry.view)
        elif entry.is_begun:
            self.ask_for_line(entry.line)
        elif entry.line:
            self.run_line(entry.line)
        else:
            self.run(entry.command_id, None, ())

    def _remember(self, key: str) -> None:
        remembered = self.session.remembered
        others = [other for other in remembered.palette_keys if other != key]
        remembered.palette_keys = [key, *others][:MOST_REMEMBERED]

    @property
    def _tree(self) -> FeedTree:
        return self.feeds.feed_tree

    def _entries(self) -> Iterator[PaletteEntry]:
        yield from command_entries(self.key_table, self.navigation.why_not)
        yield from target_entries(self._targets("any"))
        yield from setting_entries("set")
        yield from value_entries("theme", _("Theme: {value}"), THEMES, synonyms("program.theme"))

    def _targets(self, kind: str) -> Iterator[PaletteTarget]:
        for named in named_views(self._tree, kind):
            yield PaletteTarget(named.view, named.path, _(KINDS.get(named.view.kind, A_VIEW)))
