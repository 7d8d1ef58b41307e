"""Removes control characters from everything that is drawn, before it reaches the terminal.

Foreign text is cleaned on input (`text.safe`). This is the second check: Textual 8.2.8 passes ESC, OSC, C1 and
bidirectional overrides in a text on to the terminal, from every kind of widget. It wraps `Strip.render`, through which
everything is drawn. That is not documented as an extension point: Textual is pinned, and the tests check the effect on
a real terminal.

The removed characters have no width in Rich's tables, so the layout of a row does not change. A clean row costs one
search of a compiled expression in its text, 1 to 2 microseconds.
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
    """Clean everything that Textual draws in this process from now on. A second call changes nothing."""
    if Strip.render is not _guarded_render:
        setattr(Strip, "render", _guarded_render)  # noqa: B010 - mypy forbids assigning to a method


def hits() -> int:
    """The number of segments that were cleaned since the start. If it is not 0, some input is not cleaned."""
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
