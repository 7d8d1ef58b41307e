"""The command line at the bottom of the screen: what is typed, what may follow above it, and what is wrong below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final, Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from wortreader.app.commands.command_line import parse_line
from wortreader.app.commands.completion import Completion, Wanted, completed, matching, wanted_in
from wortreader.app.commands.line_history import HistoryWalk
from wortreader.app.line_errors import CommandLineError
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.key_waits import COMPLETING
from wortreader.app.widgets.offer_list import Offer, OfferList
from wortreader.app.widgets.said_words import SaidWords
from wortreader.app.widgets.typed_line import TypedLine
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass

MOST_ROWS: Final = 10
MOST_SHOWN: Final = 200
"""Candidates that are listed."""


class Sources(Protocol):
    """Where candidates come from."""

    def known(self, wanted: Wanted) -> Sequence[Completion] | None:
        """The candidates that are in memory; None if they have to be read."""

    async def read(self, wanted: Wanted) -> tuple[Wanted, Sequence[Completion]]:
        """The candidates that have to be read, and for which part of the line they are."""


class CommandLineBar(TypedLine):
    """The line itself."""

    @lazy_dataclass(eq=False)
    class Stepped(Message):
        """The user wants the next completion, or the one before if `step` is -1."""

        step: int

    @lazy_dataclass(eq=False)
    class Recalled(Message):
        """The user wants an earlier line, or a later one if `step` is 1."""

        step: int

    KEYS: ClassVar[Mapping[str, Callable[[], Message]]] = {
        **TypedLine.KEYS,
        "tab": partial(Stepped, 1),
        "shift+tab": partial(Stepped, -1),
        "up": partial(Recalled, -1),
        "ctrl+p": partial(Recalled, -1),
        "down": partial(Recalled, 1),
        "ctrl+n": partial(Recalled, 1),
    }

    def before(self) -> Sequence[Widget]:
        """The sign before the line."""
        return (Static(Content(":"), classes="-sign"),)

    def words_for_nothing(self) -> str:
        """The placeholder of the empty line."""
        return _("a command · Tab: complete · ↑: history · Esc: cancel")

    def on_key(self, event: events.Key) -> None:
        """Leave on Backspace in the empty line; else as every line."""
        if event.key == "backspace" and not self.input.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Dismissed())
        else:
            super().on_key(event)


class CommandLineScreen(BaseModal[str]):
    """The line over the last row. Its result is the line to run; None if the user left."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    CommandLineScreen {
        align: left bottom;
        .-box { width: 1fr; height: auto; border: none; padding: 0; }
        OfferList { display: none; border-top: solid $wr-rule; padding: 0 1; }
        CommandLineBar { padding: 0 1; }
        .-error { height: auto; max-height: 3; padding: 0 1; color: $wr-accent; text-style: bold; display: none; }
        &.-offering OfferList, &.-has-error .-error { display: block; }
    }
    """

    def __init__(
        self,
        sources: Sources,
        history: Sequence[str],
        work: Work,
        *,
        line: str = "",
        why_not: Callable[[str], str] = lambda _id: "",
    ) -> None:
        """The screen begins with `line`; `why_not` says why a command cannot be run now."""
        super().__init__()
        self._sources, self._history, self._work = sources, history, work
        self._first_line, self._why_not = line, why_not
        self._walk: HistoryWalk | None = None
        self._wanted: Wanted | None = None
        self._candidates: Sequence[Completion] = ()
        self._typed = ("", 0)
        """The line, and the cursor in it, that the candidates are for."""
        self._put: str | None = None
        """What this screen has put into the line; None once the user has typed something."""

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("Command line: type a command. Tab completes it.")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Vertical(classes="-box"):
            yield OfferList()
            yield CommandLineBar()
            yield SaidWords(classes="-error")

    def on_mount(self) -> None:
        """Begin with a line, if there is one."""
        if self._first_line:
            self._bar.put(self._first_line)

    @property
    def _bar(self) -> CommandLineBar:
        return self.query_one(CommandLineBar)

    @property
    def candidates(self) -> Sequence[Completion]:
        """What is offered."""
        return self._candidates

    def on_resize(self, event: events.Resize) -> None:
        """Give the candidates the room that there is."""
        self._fit()

    def _fit(self) -> None:
        room = max(1, min(MOST_ROWS, self.size.height // 2))
        self.query_one(OfferList).styles.height = min(room, len(self._candidates)) + 1  # with the rule above

    @on(TypedLine.Changed)
    def _line_changed(self, event: TypedLine.Changed) -> None:
        event.stop()
        if event.words == self._put:
            return
        self._put = self._walk = None
        self._show_error("")
        if event.words.strip():
            self._look_up()
        else:
            self._offer(None, ())

    def _look_up(self) -> None:
        """Offer what can follow; read it first if it is not in memory."""
        line, cursor = self._bar.input.value, self._bar.input.cursor_position
        self._typed = line, cursor
        wanted = wanted_in(line, cursor)
        self._work.cancel(COMPLETING)
        known = self._sources.known(wanted) if wanted is not None else ()
        if wanted is None or known is not None:
            self._offer(wanted, matching(known or (), wanted.typed) if wanted is not None else ())
        else:
            self._work.start(lambda: self._read(wanted), group=COMPLETING, exclusive=True)

    async def _read(self, wanted: Wanted) -> None:
        wanted, candidates = await self._sources.read(wanted)
        if self.is_attached and self._typed[0] == self._bar.input.value:
            self._offer(wanted, candidates)

    def _offer(self, wanted: Wanted | None, candidates: Sequence[Completion]) -> None:
        self._wanted, self._candidates = wanted, candidates[:MOST_SHOWN]
        rows = [Offer(found.value, found.label, found.note, found.obstacle) for found in self._candidates]
        is_said = len(rows) == 1 and wanted is not None and rows[0].title == wanted.typed and not rows[0].detail
        self.set_class(bool(rows) and not is_said, "-offering")
        self.query_one(OfferList).show(rows)
        self._fit()

    @on(CommandLineBar.Stepped)
    def _complete(self, event: CommandLineBar.Stepped) -> None:
        event.stop()
        if not self._bar.input.value.strip() and not self._candidates:
            self._look_up()
            return
        if not self._candidates or self._wanted is None:
            return
        if len(self._candidates) == 1 and self._put is not None and self._walk is None:
            self._put = None  # what was completed is complete: go on behind it
            self._look_up()
            return
        rows = self.query_one(OfferList)
        at = rows.cursor
        index = (0 if event.step > 0 else -1) if at is None else at + event.step
        rows.move_to(index % len(self._candidates))
        line, cursor = completed(*self._typed, self._wanted, self._candidates[index % len(self._candidates)])
        self._put_line(line, cursor)

    @on(CommandLineBar.Recalled)
    def _recall(self, event: CommandLineBar.Recalled) -> None:
        event.stop()
        if self._walk is None:
            self._walk = HistoryWalk(self._history, self._bar.input.value)
        line = self._walk.earlier() if event.step < 0 else self._walk.later()
        self._offer(None, ())
        self._show_error("")
        self._put_line(line, len(line))

    def _put_line(self, line: str, cursor: int) -> None:
        self._put = line
        self._bar.input.value = line
        self._bar.input.cursor_position = cursor

    @on(OfferList.Clicked)
    def _clicked(self, event: OfferList.Clicked) -> None:
        event.stop()
        if self._wanted is not None:
            line, cursor = completed(*self._typed, self._wanted, self._candidates[event.index])
            self._put_line(line, cursor)
            self._put = None
            self._look_up()

    @on(TypedLine.Submitted)
    def _submitted(self, event: TypedLine.Submitted) -> None:
        event.stop()
        line = self._bar.input.value
        if not line.strip(" :"):
            self.dismiss(None)
            return
        try:
            problem = self._why_not(parse_line(line).command_id)
        except CommandLineError as error:
            problem = str(error)
        if problem:
            self._offer(None, ())
            self._show_error(problem)
        else:
            self.dismiss(line)

    def _show_error(self, sentence: str) -> None:
        self.query_one(".-error", Static).update(Content(sentence))
        self.set_class(bool(sentence), "-has-error")

    @on(TypedLine.Dismissed)
    def _dismissed(self, event: TypedLine.Dismissed) -> None:
        event.stop()
        self.dismiss(None)
