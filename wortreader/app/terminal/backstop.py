"""The last line of defence before the terminal: no control character in a drawn text ever reaches it.

Foreign text is cleaned where it enters (`text.safe`). This catches the field that someone forgot: Textual 8.2.8 hands
ESC, OSC, C1 and bidirectional overrides in a text to the terminal as they are, from every kind of widget. All that
Textual draws goes through `Strip.render`, so that is what is wrapped. It is not documented as an extension point:
Textual is pinned, and the tests prove the effect on a real terminal.

What is taken out has no width in Rich's tables, so a row stays laid out as it was.

A clean row costs one search of a compiled expression in its text, 1 to 2 microseconds.
"""

from __future__ import annotations

import re

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""C0, DEL, C1; bidirectional embeddings, overrides and isolates."""

_textual_render = Strip.render
_hits = 0


def install() -> None:
    """Put the backstop between Textual and the terminal, for the whole process. A second call changes nothing."""
    if Strip.render is not _guarded_render:
        setattr(Strip, "render", _guarded_render)  # noqa: B010 - mypy forbids assigning to a method


def hits() -> int:
    """How many drawn pieces of a row had to be cleaned since the start. Anything but 0 is a bug where text enters."""
    return _hits


def _guarded_render(strip: Strip, console: Console) -> str:
    if _FORBIDDEN.search(strip.text) is None:
        return _textual_render(strip, console)
    return _textual_render(Strip(_cleaned(segment) for segment in strip), console)


def _cleaned(segment: Segment) -> Segment:
    """The segment without forbidden characters; control segments are Textual's own and stay as they are."""
    global _hits  # noqa: PLW0603 - one count for the process, as there is one terminal
    if segment.control or _FORBIDDEN.search(segment.text) is None:
        return segment
    _hits += 1
    return Segment(_FORBIDDEN.sub("", segment.text), segment.style)
