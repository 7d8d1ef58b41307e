"""Reads utterances aloud, one after the other, with the program for that; can pause, go on, and be faster or slower."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field
from time import monotonic
from typing import TYPE_CHECKING, Final

from wortreader import programs
from wortreader.app.background.player import PlayerService
from wortreader.app.background.programs import UserPrograms
from wortreader.app.library.session import Session
from wortreader.app.signals import Signals, SpeechChanged
from wortreader.app.work import Work
from wortreader.errors import ProgramFailed
from wortreader.i18n import _
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass

if TYPE_CHECKING:
    from wortreader import speech
    from wortreader.prose.aloud import Utterance
else:
    speech = lazy_module("wortreader.speech")

GROUP: Final = "speech"

RATE_STEP: Final = 25
"""Words a minute by which it becomes faster or slower."""

SILENCE_SECONDS: Final = 2.0
"""How long the command may take that stops what is still heard of a program that was ended."""


@lazy_dataclass(eq=False, slots=True)
class Speech:
    """What is read aloud in this app. Publishes SpeechChanged whenever something else is read."""

    session: Session
    signals: Signals
    work: Work
    programs: UserPrograms
    player: PlayerService
    clock: Callable[[], float] = monotonic
    """Seconds, by which it is known whether anything can have been heard."""
    _utterances: Sequence[Utterance] = field(default=(), init=False)
    _language: str = field(default="en", init=False)
    _at: int = field(default=0, init=False)
    """The utterance that is read, or is next after a pause."""
    _piece: int = field(default=0, init=False)
    _rate: int | None = field(default=None, init=False)
    """Words a minute; None for those of the settings."""
    _speaker: speech.Speaker | None = field(default=None, init=False)
    _stopping: Sequence[str] = field(default=(), init=False)
    """What has to be run for silence while something is being said; empty for nothing."""
    _failed: set[str] = field(default_factory=set, init=False)
    """Programs that others have stood in for, which are not tried again until these fail too."""
    is_paused: bool = field(default=False, init=False)
    """Whether it goes on only when it is told to."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    """Held while something is said: what comes next waits until that has been ended."""

    def __post_init__(self) -> None:
        self.player.before_sound = self._make_way

    @property
    def is_active(self) -> bool:
        """Whether something is read, or would be but for a pause."""
        return bool(self._utterances)

    def begin(self, utterances: Sequence[Utterance], first: int, tag: str | None) -> None:
        """Reads utterances from the one with the index `first`, in the language with the BCP 47 `tag`.

        Without a tag, that is the language of the user. What is being played is paused, and what is played later pauses
        this: nobody can follow both. Raises ProgramFailed if there is no program for it.
        """
        speaker = speech.find_speaker(self.session.config.speech_command, without=self._failed)
        self._language = speech.spoken_language(tag, self.session.locale)
        self._speaker, self._utterances = speaker, utterances
        self.signals.say(speech.voice_note(speaker, self._language))
        self._go_to(first)

    def toggle_pause(self) -> None:
        """Pauses, or resumes at the beginning of the sentence that was interrupted."""
        self.is_paused = not self.is_paused
        self.signals.say(_("Paused.") if self.is_paused else "")
        self._go_on()

    def _make_way(self) -> None:
        """Pauses, because something else is about to be heard."""
        if self.is_active and not self.is_paused:
            self.is_paused = True
            self._go_on()

    def step(self, count: int) -> None:
        """Goes `count` paragraphs on, or back if it is negative; after the last one, it ends. A pause goes on."""
        if self.is_active:
            self._go_to(max(0, self._at + count))

    def change_rate(self, steps: int) -> None:
        """Becomes faster by so many steps, slower if that is negative, from the sentence on that is being read."""
        rate = max(speech.SLOWEST, min(speech.FASTEST, self.rate + steps * RATE_STEP))
        self._rate = rate
        self.signals.say(_("{n} words per minute").format(n=rate))
        if self.is_active:
            self._go_on()

    @property
    def rate(self) -> int:
        """How fast it reads, in words a minute."""
        return self.session.config.speech_rate if self._rate is None else self._rate

    def end(self) -> None:
        """Reads nothing any more."""
        if self.is_active:
            self.work.cancel(GROUP)
            self._finish()

    def _finish(self) -> None:
        self._utterances, self.is_paused = (), False
        self.signals.speech_changed.publish(SpeechChanged(None))

    def close(self) -> None:
        """Stops what is still heard, before the app ends; the program itself is ended with all others."""
        if self._stopping:
            with suppress(ProgramFailed):
                programs.run(self._stopping, seconds=SILENCE_SECONDS)

    def _go_to(self, at: int) -> None:
        self._at, self._piece, self.is_paused = at, 0, False
        self._go_on()

    def _go_on(self) -> None:
        if self.is_paused:
            self.work.cancel(GROUP)
        else:
            self.player.silence()
            self.work.start(self._read, group=GROUP, exclusive=True)

    async def _read(self) -> None:
        """Reads from where it is to the end."""
        utterances = self._utterances
        try:
            async with self._turn:
                while self._utterances is utterances and self._at < len(utterances):
                    await self._read_piece(utterances[self._at])
        except ProgramFailed:
            self._failed.clear()
            self._finish()
            raise
        if self._utterances is utterances:
            self._finish()
            self.signals.say(_("Finished reading aloud."))

    async def _read_piece(self, utterance: Utterance) -> None:
        """Reads the piece that is next; it is next again if that is cancelled, or if another program has to read."""
        speaker, at, piece = self._speaker, self._at, self._piece
        assert speaker is not None, "there is one as long as something is read"
        self.signals.speech_changed.publish(SpeechChanged(utterance.block, utterance.share(piece)))
        if self._utterances == ():
            return  # whoever heard of it has ended it
        text = utterance.pieces[piece]
        spoken = speaker.command(text, self._language, self.rate)
        self._stopping = speaker.stopping
        try:
            began = self.clock()
            ended = await self.programs.run(spoken.words, spoken.data, seconds=speaker.patience(text, self.rate))
            speech.check_heard(speaker, spoken, text, ended.complaint, self.clock() - began)
        except asyncio.CancelledError:
            await self._silence()
            raise
        except ProgramFailed:
            await self._silence()
            if (stand_in := speaker.stand_in) is None:
                raise
            self._failed.add(speaker.name)
            self._speaker = stand_in
            self.signals.say(speech.stand_in_note(speaker, stand_in))
            return
        finally:
            self._stopping = ()
        if (self._at, self._piece) == (at, piece):
            is_last = piece + 1 == len(utterance.pieces)
            self._at, self._piece = (at + 1, 0) if is_last else (at, piece + 1)

    async def _silence(self) -> None:
        """Stops what is still heard of a program that was ended."""
        if self._stopping:
            with suppress(ProgramFailed):
                await asyncio.to_thread(programs.run, self._stopping, seconds=SILENCE_SECONDS)
