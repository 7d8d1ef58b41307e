"""Programs that speak: the command of the settings, or one that is installed. Pure but for the search for it.

The text is written to their standard input, or is one argument of its own; no shell runs them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping
from typing import Final

from wortreader.errors import ProgramFailed
from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.programs import filled, shown, split_template
from wortreader.sentences import S_, Sentence

USUAL_RATE: Final = 175
"""Words a minute, as most programs speak if they are not told anything else."""
SLOWEST, FASTEST = 80, 450
"""Words a minute: what espeak-ng can do."""

_PROGRAMS: Final[Mapping[str, str]] = {
    "spd-say": "spd-say --wait --application-name wortreader --language {language} --rate={percent} -- {text}",
    "espeak-ng": "espeak-ng --stdin -b 1 -v {language} -s {rate}",
    "say": "say --voice={voice} --rate={rate} --input-file=-",
    "espeak": "espeak --stdin -b 1 -v {language} -s {rate}",
}
"""In the order in which they are looked for."""

_STOPPING: Final[Mapping[str, tuple[str, ...]]] = {"spd-say": ("spd-say", "--stop")}
"""What else has to be run to have silence: speech-dispatcher goes on when spd-say has ended."""

_VOICES: Final[Mapping[str, str]] = {"de": "Anna", "fr": "Thomas", "en": "Samantha"}
"""The voices of macOS, which `say` chooses by name. For other languages it takes that of the system."""

_STAND_INS: Final[Mapping[str, str]] = {"lb": "de"}
"""Languages for which few programs have a voice, and what is nearest to them."""

_WITH_ALL_VOICES: Final = "espeak-ng"
"""The program that has a voice for each of our languages, Luxembourgish since version 1.51."""


PATIENCE_SECONDS: Final = 180.0
"""How long a program may take to say one piece of a text; one that takes longer hangs."""
SLACK_SECONDS: Final = 10.0
TIMES_SLOWER: Final = 3.0
"""How much longer than a voice needs the program may take if another one can read instead. A screen reader may speak
in between, and speech-dispatcher waits for ever if it has no sound device."""
_BYTES_IN_A_WORD: Final = 5
_FASTEST_HEARD: Final = 100
"""Characters a second, which no voice reaches."""


@lazy_dataclass(frozen=True, slots=True)
class Spoken:
    """A command that says something."""

    words: tuple[str, ...]
    data: bytes | None
    """What it reads from its standard input; None if the text is one of its words."""


@lazy_dataclass(frozen=True, slots=True)
class Speaker:
    """A program that speaks."""

    template: tuple[str, ...]
    """Its command, in which `{text}`, `{language}`, `{rate}`, `{percent}` and `{voice}` are replaced."""
    is_own: bool = False
    """Whether the user has chosen it, and it gets the language of the article as it is."""
    stand_ins: tuple[str, ...] = ()
    """The names of programs that are installed too, in their order, and can read if this one does not."""

    @property
    def name(self) -> str:
        """The program."""
        return self.template[0]

    @property
    def stand_in(self) -> Speaker | None:
        """What reads instead if this program fails or hangs; None for nothing."""
        return _speaker_of(self.stand_ins) if self.stand_ins else None

    @property
    def stopping(self) -> tuple[str, ...]:
        """The command to run after it was ended, so that nothing is heard any more; empty for none."""
        return () if self.is_own else _STOPPING.get(self.name, ())

    def voice_language(self, language: str) -> str:
        """The language of the voice for a language: another one if there is none for it."""
        has_voice = self.is_own or self.name == _WITH_ALL_VOICES
        return language if has_voice else _STAND_INS.get(language, language)

    def patience(self, text: str, rate: int) -> float:
        """How many seconds it may take to say `text` with `rate` words a minute; if it takes longer, it hangs."""
        if not self.stand_ins:
            return PATIENCE_SECONDS
        heard = 60 * len(text.encode()) / _BYTES_IN_A_WORD / rate
        return min(PATIENCE_SECONDS, SLACK_SECONDS + TIMES_SLOWER * heard)

    def command(self, text: str, language: str, rate: int) -> Spoken:
        """What says `text`, which is one line, in a language, a code such as `fr`, with `rate` words a minute."""
        voice_language = self.voice_language(language)
        voice = _VOICES.get(voice_language, "")
        template = tuple(word for word in self.template if self.is_own or voice or "{voice}" not in word)
        has_text = any("{text}" in word for word in template)
        values = {"text": text, "language": voice_language, "rate": str(rate)}
        if not self.is_own:
            values |= {"percent": str(_percentage(rate)), "voice": voice}
        return Spoken(filled(template, values), None if has_text else f"{text}\n".encode())


def find_speaker(
    command: str, which: Callable[[str], str | None] = shutil.which, *, without: Collection[str] = ()
) -> Speaker:
    """The program of the setting `speech_command`, or if that is empty the first that `which` finds.

    Programs named in `without` are passed over. Raises ProgramFailed if there is none, or the command cannot be split
    into words.
    """
    if command.strip():
        return Speaker(split_template(command), is_own=True)
    found = tuple(name for name in _PROGRAMS if name not in without and which(name))
    if found:
        return _speaker_of(found)
    raise ProgramFailed(
        S_("No program that reads aloud was found: install speech-dispatcher or espeak-ng, or set speech_command.")
    )


def check_heard(speaker: Speaker, spoken: Spoken, text: str, complaint: str, seconds: float) -> None:
    """Raises ProgramFailed if a program that was found by itself cannot have said `text`.

    espeak-ng without a sound device complains and ends at once, but not with an exit code that tells of it. `complaint`
    is the last line that it printed to standard error, and `seconds` is how long it has taken.
    """
    if complaint and not speaker.is_own and seconds < len(text) / _FASTEST_HEARD:
        message = N_("`{command}` made no sound: {reason}.")
        raise ProgramFailed(Sentence.of(message, command=shown(spoken.words), reason=complaint.rstrip(".")))


def spoken_language(tag: str | None, other: str) -> str:
    """The code of a language for a BCP 47 tag: `fr` for `fr-CH`; that of the locale `other` without a tag."""
    for written in (tag, other):
        code = (written or "").replace("_", "-").partition("-")[0].casefold()
        if code.isascii() and code.isalpha() and 2 <= len(code) <= 3:
            return code
    return "en"


def voice_note(speaker: Speaker, language: str) -> str:
    """What the user is told if a voice for another language reads; empty if there is one for it."""
    if speaker.voice_language(language) == language:
        return ""
    return _("There is no voice for Luxembourgish: a German one reads.")


def stand_in_note(speaker: Speaker, stand_in: Speaker) -> str:
    """What the user is told if another program has to read."""
    return _("{program} does not speak: {other} reads instead.").format(program=speaker.name, other=stand_in.name)


def _speaker_of(names: tuple[str, ...]) -> Speaker:
    """The first of these programs; the others can stand in for it."""
    first, *others = names
    return Speaker(tuple(_PROGRAMS[first].split()), stand_ins=tuple(others))


def _percentage(rate: int) -> int:
    """The rate as speech-dispatcher has it: -100 to 100, 0 for the usual one."""
    span = FASTEST - USUAL_RATE if rate > USUAL_RATE else USUAL_RATE - SLOWEST
    return max(-100, min(100, round(100 * (rate - USUAL_RATE) / span)))
