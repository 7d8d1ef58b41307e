"""What Textual does to colours on their way to the terminal.

It decides that for the theme that it starts with, before ours is set. There is no public way to have it decide again.
Textual is pinned, and a test checks the effect.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.filter import Monochrome, NoColor


def follow_theme(app: App[Any]) -> None:
    """Have the terminal's own colours sent unchanged if the theme of the app is made of them."""
    app._refresh_truecolor_filter(app.ansi_theme)
    if app.native_ansi_color:
        app._filters[:] = [
            NoColor() if isinstance(line_filter, Monochrome) else line_filter for line_filter in app._filters
        ]
