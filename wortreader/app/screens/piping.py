"""The dialog that asks what to pipe an article into, and the box with what the program has printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wortreader import text
from wortreader.app.commands.key_names import normal_key
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.dialogs import Attempt, PromptDialog
from wortreader.i18n import N_, _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import ExportFormat

MOST_LINES: Final = 2000
"""Of the output of a program that are shown."""

CLOSING: Final = frozenset({"escape", "q", "enter", "h", "left", "backspace"})
STEPS: Final[Mapping[str, int]] = {"j": 1, "down": 1, "k": -1, "up": -1}
PAGES: Final[Mapping[str, int]] = {"space": 1, "pagedown": 1, "ctrl+f": 1, "b": -1, "pageup": -1, "ctrl+b": -1}


class PipeOutput(StrEnum):
    """What is done with the output of a program."""

    SHOWN = "shown"
    DROPPED = "dropped"
    TERMINAL = "terminal"
    """The program has the terminal while it runs."""


FORMAT_WORDS: Final[Mapping[ExportFormat, str]] = {
    ExportFormat.TEXT: N_("as text"),
    ExportFormat.MARKDOWN: N_("as Markdown"),
    ExportFormat.HTML: N_("as HTML"),
    ExportFormat.JSON: N_("as JSON"),
}
OUTPUT_WORDS: Final[Mapping[PipeOutput, str]] = {
    PipeOutput.SHOWN: N_("its output is shown here"),
    PipeOutput.TERMINAL: N_("it gets the terminal: a pager, an editor"),
    PipeOutput.DROPPED: N_("its output is not shown"),
}


@lazy_dataclass(frozen=True, slots=True)
class PipeChoice:
    """How an article is piped."""

    format: ExportFormat = ExportFormat.TEXT
    output: PipeOutput = PipeOutput.SHOWN


class PipeDialog(PromptDialog):
    """Asks for a command, the format in which it gets the article, and what is done with its output."""

    def __init__(self, count: int, *, attempt: Attempt, value: str, choice: PipeChoice) -> None:
        """For so many articles. The choices are in `choice` when the attempt is made."""
        super().__init__(
            ngettext("Pipe the article into a command", "Pipe {n} articles into a command", count).format(n=count),
            ngettext(
                "It reads the article from its standard input; {url}, {title} and {feed} are replaced.",
                "It reads the articles one after the other from its standard input; {url}, {title} and {feed} are "
                "those of the first.",
                count,
            ),
            attempt=attempt,
            value=value,
            placeholder="wc -w",
        )
        self.choice = choice

    def compose_answers(self) -> Iterator[Widget]:
        """The line, and what has been chosen below it."""
        yield from super().compose_answers()
        yield Static(self._chosen_words(), classes="-words", id="pipe-choice")

    def keys_words(self) -> str:
        """The keys."""
        return _("Enter: run · Tab: format · Ctrl+O: output · Esc: cancel")

    def _chosen_words(self) -> Content:
        return Content(f"{_(FORMAT_WORDS[self.choice.format])} · {_(OUTPUT_WORDS[self.choice.output])}")

    def on_key(self, event: events.Key) -> None:
        """Choose the format, and what is done with the output."""
        match event.key:
            case "tab":
                formats = list(FORMAT_WORDS)
                chosen = formats[(formats.index(self.choice.format) + 1) % len(formats)]
                self.choice = PipeChoice(chosen, self.choice.output)
            case "ctrl+o":
                outputs = list(OUTPUT_WORDS)
                self.choice = PipeChoice(
                    self.choice.format, outputs[(outputs.index(self.choice.output) + 1) % len(outputs)]
                )
            case _:
                super().on_key(event)
                return
        event.stop()
        event.prevent_default()
        self.query_one("#pipe-choice", Static).update(self._chosen_words())


class OutputScreen(BaseModal[None]):
    """What a program has printed, to read and to scroll."""

    AUTO_FOCUS = None
    DEFAULT_CSS = """
    OutputScreen {
        #output { width: 90%; max-width: 132; height: auto; max-height: 84%; padding: 1 1 1 2; }
        #output-title { color: $wr-accent; height: 1; margin: 0 0 1 0; }
        #output-lines { height: auto; max-height: 100%; }
        #output-keys { color: $wr-faint; height: 1; margin: 1 0 0 0; }
        &.-low #output { max-height: 100%; padding: 0 1; }
    }
    """

    def __init__(self, title: str, output: bytes) -> None:
        """`title` names the command; `output` may be anything."""
        super().__init__()
        self._title = title
        lines = text.safe(output.decode("utf-8", "replace")).expandtabs(8).rstrip("\n").split("\n")
        self._left_out = max(0, len(lines) - MOST_LINES)
        self._words = "\n".join(lines[:MOST_LINES])

    def compose(self) -> ComposeResult:
        """The command, and its output."""
        with Vertical(id="output", classes="-box"):
            yield Static(Content(self._title), id="output-title")
            with VerticalScroll(id="output-lines"):
                yield Static(Content(self._words))
            left_out = ngettext("{n} more line", "{n} more lines", self._left_out).format(n=self._left_out)
            yield Static(
                Content(f"{left_out} · {_('Esc: close')}" if self._left_out else _("Esc: close")), id="output-keys"
            )

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        key = normal_key(event.key)
        scroll = self.query_one("#output-lines", VerticalScroll)
        if key in CLOSING:
            self.dismiss(None)
        elif key in STEPS:
            scroll.scroll_relative(y=STEPS[key], animate=False)
        elif key in PAGES:
            scroll.scroll_relative(y=PAGES[key] * max(1, scroll.size.height - 1), animate=False)
        elif key in ("g", "home"):
            scroll.scroll_home(animate=False)
        elif key in ("G", "end"):
            scroll.scroll_end(animate=False)
        else:
            return
        event.stop()
        event.prevent_default()
