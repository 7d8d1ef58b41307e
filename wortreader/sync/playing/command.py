"""Which program plays a sound or film, and with which arguments."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from wortreader import programs
from wortreader.config import Config
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Enclosure
from wortreader.model.playing import Playable
from wortreader.play_errors import PlayerMissing
from wortreader.prose.files import is_film
from wortreader.sync.openers import Opened, opener_for
from wortreader.text import safe_line

MPV: Final = "mpv"

VLC: Final = frozenset({"vlc", "cvlc"})

_INTERFACES: Final = ("-I", "--intf", "--extraintf")
"""Options of VLC for what may read keys from its standard input."""

_ONE_OF_ITS_OWN: Final = ("--no-one-instance",) if sys.platform == "linux" else ()
"""Only the VLC that is started has our standard input: one that is running already must not be asked instead."""

LONGEST_TITLE: Final = 200

_ALWAYS: Final = ("--keep-open=no", "--idle=once", "--no-resume-playback")
"""mpv waits for the one file that it is told to play, and ends with it; it goes on where we say, whatever the user's
mpv.conf has for films of their own."""

_QUIET: Final = ("--no-input-terminal", "--msg-level=all=error,ytdl_hook=no")
"""Nothing but errors is printed, which we read, and no key is taken from the app."""


@lazy_dataclass(frozen=True, slots=True)
class PlayerCommand:
    """A player and its arguments, as the user has written them or we have found it."""

    words: tuple[str, ...]
    """With placeholders in braces."""

    @property
    def is_mpv(self) -> bool:
        """Whether it can tell how far it has played."""
        return is_mpv(self.words)

    @property
    def name(self) -> str:
        """The program as sentences name it."""
        return programs.shown(self.words[:1])

    def filled(
        self, file: Playable, target: str, *, start: float = 0.0, link: int | None = None, is_quiet: bool = True
    ) -> tuple[str, ...]:
        """The arguments for a file, of which `target` is the address or the path.

        mpv begins at `start`, in seconds, and talks to the file descriptor `link`, by which it is told what to play:
        other users of the machine can read arguments, and an address may hold a secret. If it `is_quiet`, it leaves
        the terminal alone. VLC reads the `playlist` for the same reason.
        """
        title = safe_line(file.title, LONGEST_TITLE)
        values = {"url": target, "title": title, "feed": safe_line(file.feed, LONGEST_TITLE)}
        if self._reads_playlist(target):
            program, *own = programs.filled([word for word in self.words if word != "{url}"], values)
            return (program, *_ONE_OF_ITS_OWN, *own, "-")
        if not self.is_mpv or link is None:
            return programs.filled(self.words, values, default="url")
        ours = [*_ALWAYS, *(_QUIET if is_quiet else ()), f"--input-ipc-client=fd://{link:d}"]
        ours += [f"--force-media-title={title}"] if title else []
        ours += [f"--start={start:.3f}"] if start > 0 else []
        program, *own = programs.filled([word for word in self.words if word != "{url}"], values)
        return (program, *ours, *own)

    def playlist(self, file: Playable, target: str) -> bytes | None:
        """What the player is to read from its standard input: for VLC, an M3U list with the address; None otherwise."""
        if not self._reads_playlist(target):
            return None
        title = safe_line(file.title, LONGEST_TITLE)
        return f"#EXTM3U\n#EXTINF:-1,{title}\n{target}\n".encode()

    def _reads_playlist(self, target: str) -> bool:
        """Whether this is a VLC that can be told an address by its standard input, as far as the user has not written
        where the address goes."""
        if PurePosixPath(self.words[0]).name not in VLC or not is_of_web(target):
            return False
        return not any(word.startswith(_INTERFACES) or ("{url}" in word and word != "{url}") for word in self.words)


def is_mpv(words: Sequence[str]) -> bool:
    """Whether the program of a command is mpv."""
    return PurePosixPath(words[0]).name == MPV


def player_for(file: Playable, config: Config, environment: Mapping[str, str]) -> PlayerCommand:
    """The player of a file: the user's opener for it, their `player`, or one that is on this machine.

    Raises PlayerMissing; and ProgramFailed for a command that cannot be read.
    """
    command = opener_for(Opened(file.url, file.type, file.feed), config.openers) or config.player
    if not command:
        found = player_found(environment, is_film=is_film(Enclosure(file.url, file.type)))
        if found is None:
            raise PlayerMissing(_missing_sentence(environment))
        command = found
    return PlayerCommand(programs.split_template(command))


def player_found(environment: Mapping[str, str], *, is_film: bool) -> str | None:
    """The command of the player that is on this machine: mpv, else VLC if there is a display; None without one.

    Sounds are played without a window. Without a display only mpv can play, and only the sound; over SSH it does not,
    because nobody would hear it, unless the user's machine has its sound server.
    """
    if has_display(environment):
        if shutil.which(MPV):
            return "mpv --force-window" if is_film else "mpv --no-video"
        return "vlc --play-and-exit" if shutil.which("vlc") else None
    return "mpv --no-video" if is_heard(environment) and shutil.which(MPV) else None


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether windows can be opened."""
    return sys.platform == "darwin" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def is_heard(environment: Mapping[str, str]) -> bool:
    """Whether the user may be where sounds are played."""
    is_remote = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    return not is_remote or bool(environment.get("PULSE_SERVER"))


def is_of_web(url: str) -> bool:
    """Whether a player may be given an address: mpv has many other schemes, which read files and devices."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_clean = url.isprintable() and not any(letter.isspace() for letter in url)
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and is_clean


def _missing_sentence(environment: Mapping[str, str]) -> str:
    if not is_heard(environment) and not has_display(environment) and shutil.which(MPV):
        return _('Over SSH you would not hear it. If you do, set player = "mpv --no-video".')
    return _("There is no player here: install mpv, or set “player”.")
