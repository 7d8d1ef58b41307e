"""The screen with the queue: what is played now and next, put in order, taken out."""

from __future__ import annotations

from functools import partial
from typing import Final

from textual import events, on

from wortreader.app.background.player import PlayerService
from wortreader.app.commands.key_names import normal_key
from wortreader.app.library.queue_keeper import QueueKeeper
from wortreader.app.linear import is_linear
from wortreader.app.screens.base_modal import READING
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.list_screen import BACK_KEYS, MOVING_KEYS, REMOVING_KEYS, ListScreen, Work, sentence_of
from wortreader.app.signals import Notice, PlayingChanged, Signals
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model.playing import NowPlaying, QueueEntry
from wortreader.play_times import play_clock

FORWARD_SECONDS: Final = 30.0
BACK_SECONDS: Final = 10.0


class QueueScreen(ListScreen[None]):
    """The queue, in the order in which it is played."""

    DEFAULT_CSS = """
    QueueScreen #box-count { padding: 0 1 0 2; }
    """

    def __init__(self, keeper: QueueKeeper, player: PlayerService, signals: Signals, add_key: str) -> None:
        """`add_key` is the user's key that adds articles to the queue; empty if there is none."""
        words = _("Nothing is in the queue.")
        if add_key:
            words = _("Nothing is in the queue. {key} adds the audio or video of an article.").format(key=add_key)
        super().__init__(_("QUEUE"), words)
        self._keeper = keeper
        self._player = player
        self._signals = signals
        self._entries: list[QueueEntry] = []

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("The queue: what is played next.")

    def on_mount(self) -> None:
        """Show the queue, and what changes."""
        self._signals.playing_changed.subscribe(self, self._note_playing, immediate=True)
        self._signals.notice.subscribe(self, self._note_failure, immediate=True)
        self.run_worker(self._read(), group=READING)

    def _note_playing(self, _news: PlayingChanged) -> None:
        self.run_worker(self._read(), group=READING)

    def _note_failure(self, notice: Notice) -> None:
        """Show here as well what could not be played: the status line may be behind the box."""
        if notice.is_error:
            self.say(notice.sentence)

    async def _read(self) -> None:
        self._entries = await self._keeper.all()
        if not self.is_open:
            return
        count = len(self._entries)
        words = ngettext("{n} file", "{n} files", count).format(n=count)
        choices = [self._choice(entry) for entry in self._entries]
        self.show_choices(choices, words if choices else "", self._keys_words())

    def _choice(self, entry: QueueEntry) -> Choice:
        playing = self._player.playing
        is_playing = playing is not None and playing.entry_id == entry.entry_id
        facts = [entry.file.feed, _time_words(entry, playing if is_playing and not is_linear(self) else None)]
        note = ""
        if playing is not None and is_playing:
            sign, note = ("‖", pgettext("playing", "paused")) if playing.is_paused else ("▶", _("playing"))
            note = note if is_linear(self) else f"{sign} {note}"
        return Choice(str(entry.entry_id), "", entry.file.title, " · ".join(filter(None, facts)), note)

    def _keys_words(self) -> str:
        words = []
        if self._entries:
            words += [_("Enter: play"), _("J K: move"), _("d: remove"), _("C: clear")]
        if self._player.playing is not None:
            words += [_("p: pause"), _("< >: back, forward"), _("n: next"), _("s: stop")]
        return " · ".join([*words, _("U: undo"), _("Esc: close")])

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        entry = self._under_cursor()
        if entry is not None:
            self._do(partial(self._play, entry))

    def on_key(self, event: events.Key) -> None:
        """Carry out the keys of the queue; those that move the cursor are the list's own."""
        event.stop()
        event.prevent_default()
        self.run_key(normal_key(event.key))

    def run_key(self, key: str) -> None:
        """Carry out a key."""
        player, entry = self._player, self._under_cursor()
        if key in BACK_KEYS:
            self.dismiss(None)
        elif key == "p":
            player.toggle_pause()
        elif key in ("<", ">"):
            player.seek(FORWARD_SECONDS if key == ">" else -BACK_SECONDS)
        elif key == "n":
            player.skip()
        elif key == "s":
            self._do(self._stop)
        elif key == "U":
            self._do(self._undo)
        elif key == "C" and self._entries:
            self._do(partial(self._remove, self._entries))
        elif entry is None:
            return
        elif key in REMOVING_KEYS:
            self._do(partial(self._remove, [entry]))
        elif key in MOVING_KEYS:
            self._do(partial(self._move, entry, MOVING_KEYS[key]))

    def _under_cursor(self) -> QueueEntry | None:
        return next((entry for entry in self._entries if str(entry.entry_id) == self.chosen_id), None)

    def _do(self, work: Work) -> None:
        self.run_worker(self._done(work), group="queue")

    async def _done(self, work: Work) -> None:
        sentence = await sentence_of(work)
        if self.is_open:
            self.say(sentence)
            await self._read()

    async def _play(self, entry: QueueEntry) -> str:
        await self._player.play_queue(entry)
        return ""

    async def _stop(self) -> str:
        await self._player.stop()
        return ""

    async def _move(self, entry: QueueEntry, by: int) -> str:
        await self._keeper.move(entry.entry_id, by)
        await self._read()
        self.announce_place()
        return ""

    async def _remove(self, entries: list[QueueEntry]) -> str:
        count = await self._keeper.remove([entry.entry_id for entry in entries])
        if count == 1:
            return _("“{title}” removed from the queue. U: undo").format(title=entries[0].file.title)
        return ngettext("{n} file removed from the queue. U: undo", "{n} files removed from the queue. U: undo",
                        count).format(n=count)  # fmt: skip

    async def _undo(self) -> str:
        sentence = await self._keeper.undo()
        return _("Undone: {change}").format(change=sentence) if sentence else _("Nothing to undo.")


def _time_words(entry: QueueEntry, playing: NowPlaying | None) -> str:
    """How far an entry has been played, and how long it plays; what is being played is shown in minutes."""
    if playing is not None and playing.minutes is not None:
        return _("{at} of {all} min").format(at=playing.minutes[0], all=playing.minutes[1])
    duration = play_clock(entry.duration) if entry.duration else ""
    kept = entry.position
    if kept is None or not (kept.is_finished or kept.seconds >= 1):
        return duration
    if kept.is_finished:
        return _("played, {duration}").format(duration=duration) if duration else _("played")
    if not duration:
        return _("at {time}").format(time=play_clock(kept.seconds))
    return _("{time} of {duration}").format(time=play_clock(kept.seconds), duration=duration)
