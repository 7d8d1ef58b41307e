"""The last line: on the left the key hints of the pane, on the right the activity in the background.

A message replaces the hints for a few seconds, or until something is being typed: then the hints say what. A longer one
gets up to three lines, and the panes shrink: it never covers text.
"""

from __future__ import annotations

import textwrap
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from wortreader.app.commands.key_hints import MODES, Ahead, Hint, hints
from wortreader.app.commands.key_table import KeyTable, key_table
from wortreader.app.commands.keys import Pane
from wortreader.app.signals import ActivityChanged, ConnectivityChanged, Notice, OutboxChanged, PlayingChanged, Signals
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.playing import NowPlaying
from wortreader.text import cells, chop, cut

Severity = Literal["information", "warning", "error"]

LEAST_SECONDS, MOST_SECONDS = 4.0, 12.0
CHARACTERS_PER_SECOND = 15
"""How fast a message is read: slower than prose, because it comes unexpectedly."""

MESSAGE_LINES = 3
MARGIN = 1
GAP = 3
"""Cells between left and right."""

NARROW = 60
"""On a narrower line, the hints come before what was done last, and the title of what is played is left out."""

TITLE_CELLS = 24
"""Of the title of what is played."""


class StatusLine(Widget):
    """Keys, messages and activity. All texts must be safe."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "status-line--key",
        "status-line--word",
        "status-line--activity",
        "status-line--pending",
        "status-line--information",
        "status-line--warning",
        "status-line--error",
    }
    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        width: 1fr;
        background: $wr-panel;
        & > .status-line--key { color: $wr-accent; text-style: bold; }
        & > .status-line--word { color: $wr-muted; }
        & > .status-line--activity { color: $wr-muted; }
        & > .status-line--pending { color: $wr-accent; text-style: bold; }
        & > .status-line--information { color: $foreground; }
        & > .status-line--warning { color: $wr-second; text-style: bold; }
        & > .status-line--error { color: $wr-accent; text-style: bold; }
    }
    """

    @lazy_dataclass(eq=False)
    class HintChosen(Message):
        """The user has clicked on the hint of a key: its command has to be run."""

        command_id: str

    def __init__(
        self,
        table: KeyTable | None = None,
        signals: Signals | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`table` has the user's own keys, or None for the defaults. The line shows what `signals` publish."""
        super().__init__(id=id, classes=classes)
        self._signals = signals
        self._table = table or key_table()
        self._pane = Pane.LIST
        self._has_matches = False
        self._has_others = False
        self._ahead: Ahead | None = None
        self._selected = 0
        self._activity = ""
        self._is_over = False
        self._standing = ""
        self._playing: NowPlaying | None = None
        self._is_offline = False
        self._waiting_count = 0
        self._pending = ""
        self._message = ""
        self._severity: Severity = "information"
        self._timer: Timer | None = None
        self._unread = ""
        """A lasting message to which the user has not yet reacted; its severity is error."""
        self._is_key_pressed = False
        """Whether a key has been pressed since a lasting message has been shown."""

    def on_mount(self) -> None:
        """Show what the signals publish from now on."""
        if self._signals is not None:
            self._signals.notice.subscribe(self, self._show_notice, immediate=True)
            self._signals.activity_changed.subscribe(self, self._show_activity, immediate=True)
            self._signals.connectivity_changed.subscribe(self, self._show_connectivity, immediate=True)
            self._signals.outbox_changed.subscribe(self, self._show_outbox, immediate=True)
            self._signals.playing_changed.subscribe(self, self._show_playing, immediate=True)

    def _show_notice(self, notice: Notice) -> None:
        if notice.sentence:
            severity: Severity = "error" if notice.is_error else "information"
            self.message(notice.sentence, severity, is_lasting=notice.is_lasting)
        else:
            self.clear_message()

    def _show_activity(self, activity: ActivityChanged) -> None:
        self.show_activity(activity.words, is_over=activity.is_over)

    def _show_connectivity(self, news: ConnectivityChanged) -> None:
        self._is_offline = news.is_offline
        self._show_network()

    def _show_outbox(self, news: OutboxChanged) -> None:
        self._waiting_count = sum(not task.is_given_up for task in news.tasks)
        self._show_network()

    def _show_playing(self, news: PlayingChanged) -> None:
        self.show_playing(news.playing)

    def _show_network(self) -> None:
        count = self._waiting_count
        waiting = ngettext("{n} in the outbox", "{n} in the outbox", count).format(n=count) if count else ""
        offline = _("offline") if self._is_offline else ""
        self.show_standing(" · ".join(part for part in (offline, waiting) if part))

    def show_keys(
        self,
        pane: str,
        *,
        has_matches: bool = False,
        has_others: bool = False,
        ahead: Ahead | None = None,
        selected: int = 0,
    ) -> None:
        """Show the hints of a pane; `has_others` if other papers have the same story, `ahead` where a key goes on to.

        While some rows are `selected`, shows their number and what can be done with them, in the place of a message;
        one on what was done with them stays when the selection ends. That a key goes on from the end of an article is
        said before it is pressed, also in the place of a message.
        """
        shown = (pane, has_matches, has_others, ahead, selected)
        if shown != (self._pane, self._has_matches, self._has_others, self._ahead, self._selected):
            is_new = pane != self._pane
            if selected and selected != self._selected:
                self.clear_message()
            if ahead != self._ahead and ahead is not None and ahead.command_id == "article.read_on":
                self.clear_message()
            self._pane, self._has_matches, self._has_others = Pane(pane), has_matches, has_others
            self._ahead, self._selected = ahead, selected
            if is_new:
                self._make_way()
            self.refresh()

    def show_activity(self, words: str, *, is_over: bool = False) -> None:
        """Show what is being done in the background, or was done last if `is_over`; empty for nothing."""
        if (words, is_over) != (self._activity, self._is_over):
            self._activity, self._is_over = words, is_over
            self._fit()

    def show_playing(self, playing: NowPlaying | None) -> None:
        """Show what is being played, and how far it is to the minute; None for nothing."""
        self._playing = playing
        self._fit()

    def show_standing(self, words: str) -> None:
        """Show a lasting state, such as being offline, beside the activity; empty for none."""
        if words != self._standing:
            self._standing = words
            self._fit()

    def show_pending(self, keys: str) -> None:
        """Show an incomplete count or sequence; empty for none."""
        if keys != self._pending:
            self._pending = keys
            self._make_way()
            self.refresh()

    def message(self, sentence: str, severity: Severity = "information", *, is_lasting: bool = False) -> None:
        """Show a message instead of the hints, for as long as it takes to read.

        One `is_lasting` stays until the user has pressed a key as well, and comes back after others.
        """
        self._message, self._severity = sentence, severity
        if is_lasting:
            self._unread, self._is_key_pressed = sentence, False
        if self._timer is not None:
            self._timer.stop()
        seconds = max(LEAST_SECONDS, min(MOST_SECONDS, len(sentence) / CHARACTERS_PER_SECOND))
        self._timer = self.set_timer(seconds, self._end_reading_time)
        self._fit()

    def add(self, sentence: str) -> None:
        """Say where the user is, in the linear mode; here, that is seen."""

    def shows(self, sentence: str) -> bool:
        """Whether this is the message that is shown."""
        return bool(sentence) and self._message == sentence

    def note_key(self) -> None:
        """Note that the user has pressed a key: a lasting message that has been read goes."""
        if self._unread and self._message == self._unread:
            self._is_key_pressed = True
            if self._timer is None:
                self.dismiss_message()

    def _end_reading_time(self) -> None:
        self._timer = None
        if not self._unread or self._message != self._unread:
            self.clear_message()
        elif self._is_key_pressed:
            self.dismiss_message()

    def _make_way(self) -> None:
        """Hide an older message while something is being typed; show a lasting one again after that."""
        if self._pending or self._pane in MODES:
            if self._message:
                self._message = ""
                self._fit()
        elif self._unread and not self._message:
            self.message(self._unread, "error", is_lasting=True)

    def clear_message(self) -> None:
        """Show the hints again, or the lasting message to which the user has not reacted."""
        if self._message:
            self._message = ""
            self._make_way()
            self._fit()

    def dismiss_message(self) -> None:
        """Show the hints again: the user has read the message."""
        if self._message == self._unread:
            self._unread = ""
        self.clear_message()

    @property
    def _inside(self) -> int:
        return max(0, self.size.width - 2 * MARGIN)

    def _fit(self) -> None:
        """Take as many lines as the message needs."""
        self.styles.height = max(1, len(self._message_lines()))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the message again."""
        self._fit()

    def _message_lines(self) -> list[str]:
        width = self._inside
        if not self._message or not width:
            return []
        if cells(self._message) <= width:
            return [self._message]
        lines = [piece for line in textwrap.wrap(self._message, width) for piece in chop(line, width)]
        if len(lines) > MESSAGE_LINES:
            lines[MESSAGE_LINES - 1] = cut(f"{lines[MESSAGE_LINES - 1]} {lines[MESSAGE_LINES]}", width)
        return lines[:MESSAGE_LINES]

    def _right(self) -> str:
        return "  ".join(part for part in (self._pending, self._words()) if part)

    def _words(self) -> str:
        """The lasting state and the activity."""
        return "  ".join(part for part in (self._lasting(), self._activity) if part)

    def _lasting(self) -> str:
        """What lasts: being offline, and what is being played."""
        playing = self._playing
        words = "" if playing is None else playing_words(playing, 0 if self.size.width < NARROW else TITLE_CELLS)
        return "  ".join(part for part in (self._standing, words) if part)

    def _shown_hints(self) -> tuple[tuple[Hint, ...], int]:
        most = 0 if self._is_over and self.size.width < NARROW else self._inside // 2
        right = min(cells(self._right()), max(most, cells(self._lasting())))
        return hints(
            self._pane,
            self._table,
            self._inside - (right + GAP if right else 0),
            has_matches=self._has_matches,
            has_others=self._has_others,
            ahead=self._ahead,
            selected=self._selected,
        )

    def _left(self, y: int) -> list[Segment]:
        message = self._message_lines()
        if message:
            style = self.get_component_rich_style(f"status-line--{self._severity}")
            return [Segment(message[y], style)] if y < len(message) else []
        shown, gap = self._shown_hints()
        key, word = (self.get_component_rich_style(f"status-line--{part}") for part in ("key", "word"))
        segments: list[Segment] = []
        for hint in shown if y == 0 else ():
            segments += [Segment(" " * gap)] if segments else []
            segments += [Segment(hint.keys, key), Segment(f" {hint.label}", word)]
        return segments

    def render_line(self, y: int) -> Strip:
        """A line: the first one, or a further line of a long message."""
        ground = Style(bgcolor=self.rich_style.bgcolor)
        left = Strip([Segment(" " * MARGIN), *self._left(y)])
        room = self.size.width - MARGIN - left.cell_length - (GAP if left.cell_length > MARGIN else 0)
        right: list[Segment] = []
        if y == 0 and room > 0 and not (self._message and cells(self._right()) > room):
            right = self._right_segments(room)
        gap = self.size.width - MARGIN - left.cell_length - sum(segment.cell_length for segment in right)
        strip = Strip([*left, Segment(" " * max(0, gap)), *right])
        return strip.adjust_cell_length(self.size.width).apply_style(ground)

    def at_rest(self) -> Strip | None:
        """The line without what passes: a message, keys that are pending, the activity, and what is being played.

        None while it takes more lines, or shows a lasting message.
        """
        if self.size.height != 1 or (self._message and self._message == self._unread):
            return None
        passing = self._message, self._pending, self._activity, self._playing
        self._message, self._pending, self._activity, self._playing = "", "", "", None
        strip = self.render_line(0)
        self._message, self._pending, self._activity, self._playing = passing
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip

    def _right_segments(self, room: int) -> list[Segment]:
        """Pending keys and the words beside them in at most `room` cells; the keys are never cut."""
        pending, activity = (self.get_component_rich_style(f"status-line--{part}") for part in ("pending", "activity"))
        said = self._words()
        if self._is_over and cells(said) > room - cells(self._pending):
            said = self._lasting()  # a piece of what was done last says nothing
        keys = f"{self._pending}  " if self._pending and said else self._pending
        words = cut(said, room - cells(keys))
        return [Segment(cut(keys, room), pending), Segment(words, activity)]

    def on_click(self, event: events.Click) -> None:
        """Run the command of the hint that was clicked; a click on a message hides it."""
        offset = event.get_content_offset(self)
        if self._message:
            self.dismiss_message()
        elif offset is not None:
            shown, gap = self._shown_hints()
            start = MARGIN
            for hint in shown:
                if hint.command_id and start <= offset.x < start + hint.width:
                    self.post_message(self.HintChosen(hint.command_id))
                start += hint.width + gap


def playing_words(playing: NowPlaying, width: int) -> str:
    """What is being played, with a title of at most so many cells: `▶ The title 12/43 min`. Changes once a minute."""
    words = ["‖" if playing.is_paused else "▶", cut(playing.file.title, width)]
    if (minutes := playing.minutes) is not None:
        words.append(_("{at}/{all} min").format(at=minutes[0], all=minutes[1]))
    return " ".join(filter(None, words))
