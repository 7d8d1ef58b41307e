"""The terminal that the app runs on: what it is and can do, and what is written to it without Textual."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from textual.geometry import Region, Size

from wortreader.app.terminal.announcing import BELL, notice_sequence, title_sequence
from wortreader.app.terminal.answers import BACKGROUND_QUESTION, LAST_QUESTION, QUESTION, Answers
from wortreader.app.terminal.cell_size import cell_by_kernel
from wortreader.app.terminal.line import TerminalLine
from wortreader.ascii_locale import has_ascii_only


class TerminalWriter(Protocol):
    """What `Terminal` needs of `TerminalDriver`."""

    def overlay(self, region: Region, data: str) -> None:
        """Draw a picture over cells."""

    def ask(self, question: str) -> None:
        """Query the terminal."""

    def follow_scheme(self) -> None:
        """Have the terminal say when it turns light or dark."""

    def write_picture(self, number: int, data: str) -> None:
        """Send the terminal a picture."""

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Delete these pictures from the terminal."""

    def set_title(self, sequence: str) -> None:
        """Set its title until the app ends."""

    def restore_title(self) -> None:
        """Give it back the title that it had before the app set one."""

    def tell(self, sequence: str) -> None:
        """Send a notice."""


class Terminal:
    """The capabilities of the terminal, and writing to it without Textual."""

    def __init__(self, environment: Mapping[str, str] | None = None, *, line: TerminalLine | None = None) -> None:
        """`environment` is that of the process if it is None, `line` how fast the line to it is found to be."""
        self.environment = os.environ if environment is None else environment
        self.line = line or TerminalLine()
        """The line to it."""
        self.answers = Answers()
        self.driver: TerminalWriter | None = None
        """The driver, if it is a TerminalDriver; None without a terminal."""
        self.when_known: Callable[[], None] = lambda: None
        """Called when the last answer has come."""
        self._is_asked = False
        self._is_waited_for = False
        self._is_known = asyncio.Event()

    @property
    def is_remote(self) -> bool:
        """Whether the app runs on another machine than the terminal."""
        return bool(self.environment.get("SSH_CONNECTION") or self.environment.get("SSH_TTY"))

    @property
    def is_ascii(self) -> bool:
        """Whether it shows ASCII alone, as the locale says."""
        return has_ascii_only(self.environment)

    @property
    def is_shared(self) -> bool:
        """Whether there is a multiplexer between, which draws the screen itself and cannot show pictures."""
        term = self.environment.get("TERM", "")
        return term.startswith(("screen", "tmux")) or any(self.environment.get(n) for n in ("TMUX", "STY", "ZELLIJ"))

    @property
    def may_be_asked(self) -> bool:
        """Whether it can be asked for its name and for pictures without harm, and the answer makes a difference."""
        return not self.is_shared and self._knows_queries and self.environment.get("TERM_PROGRAM") != "Apple_Terminal"

    @property
    def _knows_queries(self) -> bool:
        """Whether the terminal answers or ignores queries: some of the oldest print them."""
        known_to_print = ("linux", "dumb", "eterm", "vt", "ansi", "cons")
        return not self.environment.get("TERM", "dumb").startswith(known_to_print)

    def ask(self) -> None:
        """Query the terminal the first time this is called, if `may_be_asked`; returns at once."""
        if not self._is_asked and self.may_be_asked and self.driver is not None:
            self._is_asked = self._is_waited_for = True
            self.driver.ask(QUESTION)

    def ask_background(self) -> None:
        """Ask whether the background is light, now and whenever that changes; and with it, what `ask` asks.

        Multiplexers answer for the terminal, or keep the question for themselves.
        """
        if self.driver is None or not self._knows_queries:
            return
        is_asking_all = self.may_be_asked and not self._is_asked
        if is_asking_all:
            self._is_asked = self._is_waited_for = True
        self.driver.follow_scheme()
        self.driver.ask(BACKGROUND_QUESTION + (QUESTION if is_asking_all else LAST_QUESTION))

    async def answered(self, seconds: float) -> None:
        """Returns when the last answer has come, at once if there was no query, and after `seconds` at the latest.

        Only the first call waits.
        """
        if self._is_waited_for:
            self._is_waited_for = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_known.wait(), seconds)

    def learn(self, answers: Answers) -> None:
        """Takes the answers of the terminal."""
        former = self.answers
        answers = Answers(  # after a stop, Textual begins with nothing
            answers.name or former.name,
            answers.attributes or former.attributes,
            answers.cell or former.cell,
            former.is_light if answers.is_light is None else answers.is_light,
            answers.is_all or former.is_all,
        )
        if answers != former:
            self.answers = answers
            if answers.is_all:
                self._is_known.set()
                self.when_known()

    def overlay(self, region: Region, data: str) -> None:
        """Draw a picture over cells of the terminal, as `Display.overlay` does."""
        if self.driver is not None:
            self.driver.overlay(region, data)

    def keep_picture(self, number: int, data: str) -> None:
        """Send the terminal a picture, which it keeps until `forget_pictures`, or until the app ends."""
        if self.driver is not None:
            self.driver.write_picture(number, data)

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Delete these pictures from the terminal."""
        if self.driver is not None:
            self.driver.forget_pictures(numbers)

    def set_title(self, words: str) -> None:
        """Have it show these words as its title until the app ends."""
        if self.driver is not None and self._knows_queries:
            self.driver.set_title(title_sequence(words))

    def restore_title(self) -> None:
        """Have it show the title again that it had before."""
        if self.driver is not None:
            self.driver.restore_title()

    def notify(self, title: str, body: str, *, is_bell: bool = False) -> None:
        """Have it show a notice where the user sits; with `is_bell` just ring."""
        if self.driver is None:
            return
        environment = self.environment
        name = self.answers.name or environment.get("TERM_PROGRAM") or environment.get("TERM", "")
        is_in_tmux = bool(environment.get("TMUX"))
        is_bell = is_bell or not self._knows_queries
        self.driver.tell(BELL if is_bell else notice_sequence(title, body, terminal=name, is_in_tmux=is_in_tmux))

    @property
    def draws_placeholders(self) -> bool:
        """Whether it draws pictures into Kitty's placeholder characters, which scroll and clip like text.

        It is judged by its name: WezTerm and Konsole have Kitty's protocol without them.
        """
        return not self.is_shared and self.answers.name.lower().startswith(("kitty", "ghostty"))

    @property
    def draws_sixel(self) -> bool:
        """Whether it draws Sixel."""
        return not self.is_shared and self.answers.knows_sixel

    @property
    def cell(self) -> Size | None:
        """Width and height of a cell in pixels; None if they are unknown."""
        if self.answers.cell is not None:
            return Size(*self.answers.cell)
        return cell_by_kernel()
