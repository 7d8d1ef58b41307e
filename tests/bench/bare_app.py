"""A Textual application with one widget: what any application takes to start."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("bare")


if __name__ == "__main__":
    BareApp().run()
