"""Before the app is left: what is being mounted or marked comes to an end, within a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual.app import App
from textual.dom import DOMNode

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

MOUNTING_SECONDS: Final = 5.0
"""How long leaving waits for widgets that are being mounted, which takes a third of a second on a slow machine."""

MARKING_SECONDS: Final = 1.0
"""How long it waits for marks to be written, which takes longer only if another program writes."""


def is_under_way(app: App[Any], reading: ReadingScreen | None) -> bool:
    """Whether there is anything to wait for."""
    return bool(_mounting(app)) or (reading is not None and reading.is_marking)


async def come_to_rest(app: App[Any], reading: ReadingScreen | None) -> None:
    """Waits for it.

    Textual mounts nothing when it is told to exit, and widgets would look for their parts in vain; and it cancels what
    is at work, marks included.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(MOUNTING_SECONDS):
            while mounting := _mounting(app):
                await mounting[0]._mounted_event.wait()
    if reading is not None:
        with suppress(TimeoutError):
            async with asyncio.timeout(MARKING_SECONDS):
                await reading.finish_marking()


def _mounting(app: App[Any]) -> list[DOMNode]:
    return [node for node in app._registry if not node._is_mounted]
