"""The last rows in the linear mode: what has happened last, announced once. Nothing in them passes or ticks."""

from __future__ import annotations

from textual import events
from textual.strip import Strip

from wortreader.app.commands.key_hints import Ahead
from wortreader.app.commands.key_names import shown_keys
from wortreader.app.linear import SPOKEN_ROWS, titled
from wortreader.app.screens.status_line import Severity, StatusLine
from wortreader.app.signals import Notice
from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.widgets.row_words import spoken_strip, wrapped
from wortreader.i18n import _, ngettext
from wortreader.model.playing import NowPlaying
from wortreader.text import grouped


class SpokenLine(StatusLine):
    """Announcements. There are no key hints, because the help has them, and no progress: what is over is said."""

    _news = ""
    """The notice that has been announced since the last key; empty for none."""
    _added = ""
    """The announcement in which something was added to that; empty for none."""
    _before_pending = ""
    """What was announced before an incomplete sequence: the terminal may show it still when it is announced again."""

    def message(self, sentence: str, severity: Severity = "information", *, is_lasting: bool = False) -> None:
        """Announce a sentence. It stays until something else is announced."""
        if sentence in (self._message, self._before_pending) and isinstance(self.app, DisplayedApp):
            self.app.terminal_display.say_again()
        self._before_pending = ""
        self._message, self._severity = sentence, severity
        self.refresh()
        for screen in reversed(self.app.screen_stack):
            if screen is self.screen:
                break
            screen.refresh()  # Textual draws what is under a dialog again only with the dialog

    def _show_notice(self, notice: Notice) -> None:
        super()._show_notice(notice)
        self._news, self._added = notice.sentence, ""

    def add(self, sentence: str) -> None:
        """Announce where the user is, behind what has come of the last key if that is news."""
        news = self._news if isinstance(self.app, DisplayedApp) and self._news != self.app.announced else ""
        is_shown = self.shows(news) or self.shows(self._added)
        self._added = titled(news, sentence) if news and is_shown else ""
        self.message(self._added or sentence)

    def show_keys(
        self,
        pane: str,
        *,
        has_matches: bool = False,
        has_others: bool = False,
        ahead: Ahead | None = None,
        selected: int = 0,
    ) -> None:
        """Announce how many rows are selected, and where a key goes on to, when that changes."""
        if selected != self._selected:
            self.message(ngettext("{n} row selected", "{n} rows selected", selected).format(n=grouped(selected)))
        if ahead is not None and ahead != self._ahead and (keys := self._table.keys(ahead.command_id)):
            words = ngettext(
                "{key} goes on to {title}: {n} unread.", "{key} goes on to {title}: {n} unread.", ahead.count
            )
            self.add(words.format(key=shown_keys(keys[0]), title=ahead.title, n=grouped(ahead.count)))
        self._selected, self._ahead = selected, ahead

    def show_activity(self, words: str, *, is_over: bool = False) -> None:
        """Announce that something is being done, and what came of it, but not how far it is."""
        if is_over and words and (words != self._activity or not self._is_over):
            self.message(words.removeprefix("↻ "))
        elif words and not is_over and (self._is_over or not self._activity):
            self.message(words)
        self._activity, self._is_over = words, is_over

    def show_standing(self, words: str) -> None:
        """Announce a lasting state when it changes, such as being offline."""
        if words and words != self._standing:
            self.message(words)
        self._standing = words

    def show_playing(self, playing: NowPlaying | None) -> None:
        """Announce that playing has been paused, goes on or has ended, but not how far it is."""
        former, self._playing = self._playing, playing
        if former is not None and playing is None:
            self.message(_("Playback has ended."))
        elif former is not None and playing is not None and former.is_paused is not playing.is_paused:
            self.message(_("Paused.") if playing.is_paused else _("Playback resumed."))

    def show_pending(self, keys: str) -> None:
        """Announce an incomplete count or sequence; remove it when it has ended without anything to be said."""
        if keys and keys != self._pending:
            before = self._before_pending if self._pending else self._message
            self.message(keys)
            self._before_pending = before
        elif not keys and self._pending and self._message == self._pending:
            self.clear_message()
        self._pending = keys

    def note_key(self) -> None:
        """Note that the user has pressed a key: announcements stay, but what comes now is not added to them."""
        self._news = self._added = ""

    def clear_message(self) -> None:
        """Remove the announcement: what it says is not so any more."""
        if self._message:
            self._message = ""
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of the announcement."""
        lines = wrapped(self._message, self.size.width, SPOKEN_ROWS) if self._message else []
        return spoken_strip(lines[y] if y < len(lines) else "", self.size.width)

    def at_rest(self) -> Strip | None:
        """None: no screen is kept for the next start."""
        return None

    def on_click(self, event: events.Click) -> None:
        """Nothing can be clicked."""
        event.prevent_default()

    def _fit(self) -> None:
        """Its height is always the same."""
        self.refresh()

    def _make_way(self) -> None:
        """Announcements stay."""
