"""The line in which the path of a file is typed."""

from __future__ import annotations

import asyncio
import os

from textual import events, on
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker

from wortreader.app.screens.completion_sources import files_like
from wortreader.app.screens.dialogs import PromptDialog
from wortreader.i18n import _

MOST_NAMED = 8
"""Files that are named if what was typed can become several."""


class FileDialog(PromptDialog):
    """The path of a file. Tab completes it as far as all files agree that begin so, and names these."""

    _completed: str = ""
    """What the last Tab has made of the line."""

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: OK · Tab: complete · Esc: cancel")

    def on_key(self, event: events.Key) -> None:
        """Complete the path, or leave."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            if not self._is_busy:
                _worker: Worker[None] = self.run_worker(self._complete, group="completion", exclusive=True)
        else:
            super().on_key(event)

    async def _complete(self) -> None:
        line = self.query_one(Input)
        typed = line.value
        paths = [found.value for found in await asyncio.to_thread(lambda: list(files_like(typed)))]
        if not self.is_open or line.value != typed:
            return
        longer = os.path.commonprefix(paths)  # noqa: RUF071 - letter by letter
        if len(longer) > len(typed) or (len(paths) == 1 and longer != typed):
            line.value = longer
            line.cursor_position = len(longer)
        self._completed = line.value
        if len(paths) > 1:
            names = [path.rstrip("/").rpartition("/")[2] + ("/" if path.endswith("/") else "") for path in paths]
            more = " …" if len(names) > MOST_NAMED else ""
            self._say("  ".join(names[:MOST_NAMED]) + more)
        else:
            self._say(self._words if paths else _("No file begins like this."))

    @on(Input.Changed)
    def _explain_again(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._completed:
            self._say(self._words)

    def _say(self, words: str) -> None:
        self.query_one(".-words", Static).update(Content(words))
