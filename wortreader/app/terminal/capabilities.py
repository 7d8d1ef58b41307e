"""What the terminal can do beyond placing the cursor, erasing and colours: as terminfo says, or the terminal itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Any, Final

from wortreader.ascii_locale import has_ascii_only
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(frozen=True, slots=True)
class Capabilities:
    """The control sequences that the terminal understands. The defaults hold for every terminal."""

    erases_in_colour: bool = False
    """Erasing and scrolling leave blanks in the background of the pen (terminfo: bce), not in the terminal's own."""
    erases_line: bool = False
    """To the end of the line (el)."""
    erases_below: bool = False
    """From the cursor to the end of the screen (ed)."""
    repeats: bool = False
    """The last character, a number of times (rep)."""
    moves_relatively: bool = False
    """The cursor can be moved up, down, left and right by a number of cells (cuu, cud, cub, cuf)."""
    moves_in_row: bool = False
    """The cursor can be placed at a column of its row (hpa)."""
    moves_in_column: bool = False
    """The cursor can be placed at a row of its column (vpa)."""
    feeds_in_column: bool = False
    """A line feed moves the cursor straight down: neither the terminal nor its driver (ONLCR) adds a return."""
    has_italics: bool = False
    """Italics (sitm), where they are not mistaken for something else: screen exchanges the colours, of blanks too."""
    scrolls_rows: bool = False
    """The rows of a region can be moved up and down (csr, indn, rin)."""
    scrolls_columns: bool = False
    """The region can have margins at its left and right as well (DECLRMM; the terminal's own answer)."""
    synchronises: bool = False
    """What is between two marks is shown at once (mode 2026; the terminal's own answer)."""
    is_ascii: bool = False
    """It shows ASCII alone, as the locale says."""
    own_colours: Mapping[str, str] = field(default_factory=dict)
    """Parameters of SGR that look like the terminal's own colour, and those that set the latter (39 and 49)."""


MINIMUM: Final = Capabilities()

_AS_EXPECTED: Final[Mapping[str, tuple[tuple[str, bytes], ...]]] = {
    "erases_line": (("el", b"\x1b[K"),),
    "erases_below": (("ed", b"\x1b[J"),),
    "repeats": (("rep", b"%p1%c\x1b[%p2%{1}%-%db"),),
    "moves_relatively": (
        ("cuu", b"\x1b[%p1%dA"),
        ("cud", b"\x1b[%p1%dB"),
        ("cuf", b"\x1b[%p1%dC"),
        ("cub", b"\x1b[%p1%dD"),
    ),
    "moves_in_row": (("hpa", b"\x1b[%i%p1%dG"),),
    "moves_in_column": (("vpa", b"\x1b[%i%p1%dd"),),
    "has_italics": (("sitm", b"\x1b[3m"),),
    "scrolls_rows": (("csr", b"\x1b[%i%p1%d;%p2%dr"), ("indn", b"\x1b[%p1%dS"), ("rin", b"\x1b[%p1%dT")),
}
"""Names of terminfo, and the sequence that each must have for us to use it: that of ECMA-48."""


def by_terminfo(string: Callable[[str], bytes | None], flag: Callable[[str], bool]) -> Capabilities:
    """What terminfo says; `string` and `flag` look up one of its names."""
    known: dict[str, Any] = {
        name: all(string(capability) == sequence for capability, sequence in needed)
        for name, needed in _AS_EXPECTED.items()
    }
    return replace(MINIMUM, erases_in_colour=flag("bce"), **known)


def of_terminal(environment: Mapping[str, str]) -> Capabilities:
    """What terminfo and the locale say about the terminal that these variables name."""
    import _curses  # without the package around it, which takes longer to import than the rest

    is_ascii = has_ascii_only(environment)

    try:
        _curses.setupterm(environment.get("TERM", ""), 1)
    except _curses.error:
        return replace(MINIMUM, is_ascii=is_ascii)
    known = by_terminfo(_string, lambda name: _curses.tigetflag(name) > 0)
    has_italics = known.has_italics and not is_in_screen(environment)
    repeats = known.repeats and not _is_under_other_name(environment)
    return replace(known, has_italics=has_italics, repeats=repeats, is_ascii=is_ascii)


def _is_under_other_name(environment: Mapping[str, str]) -> bool:
    """Whether a multiplexer is the terminal, but TERM names another one, such as that around it.

    What terminfo says of `xterm-256color` does not hold in tmux 3.3, which repeats (rep) only ASCII, nor in screen.
    """
    is_own_name = environment.get("TERM", "").startswith(("screen", "tmux"))
    return not is_own_name and any(environment.get(name) for name in ("TMUX", "STY", "ZELLIJ"))


def is_in_screen(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is GNU screen, whatever it is called; tmux is called `screen` too."""
    is_screen = "STY" in environment or environment.get("TERM", "").startswith("screen")
    return is_screen and "TMUX" not in environment


def _string(name: str) -> bytes | None:
    """A string of terminfo without its delays, which are for terminals made of metal."""
    import _curses
    import re

    found = _curses.tigetstr(name)
    return None if found is None else re.sub(rb"\$<[^>]*>", b"", found)
