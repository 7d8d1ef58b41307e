"""Whether the connection is metered: paid by what goes over it, as NetworkManager knows or guesses.

NetworkManager says it on the system bus (the property Metered of org.freedesktop.NetworkManager). It is asked by a
program that is there already, in a child process. Without NetworkManager, or without such a program, a connection
counts as unmetered.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Sequence
from typing import Final

SECONDS: Final = 2.0
"""How long one program may take."""

MAX_BYTES: Final = 4096
"""Of what it prints."""

_NAME: Final = "org.freedesktop.NetworkManager"
_PATH: Final = "/org/freedesktop/NetworkManager"
_GET: Final = "org.freedesktop.DBus.Properties.Get"

QUESTIONS: Final[Sequence[Sequence[str]]] = (
    ("busctl", "--system", "--auto-start=no", "get-property", _NAME, _PATH, _NAME, "Metered"),
    ("gdbus", "call", "--system", "--dest", _NAME, "--object-path", _PATH, "--method", _GET, _NAME, "Metered"),
    ("nmcli", "-t", "-f", "METERED", "general"),
)
"""The programs that can ask, the first of which that is there and answers does. None of them starts NetworkManager."""

_METERED, _UNMETERED = {"1", "3"}, {"2", "4"}
"""Yes, and guessed yes; no, and guessed no. 0 is unknown: https://networkmanager.dev/docs/api/latest/nm-dbus-types.html"""


async def is_metered() -> bool:
    """Whether the connection is metered; False if that is unknown. Takes no longer than a few seconds."""
    for words in QUESTIONS:
        if shutil.which(words[0]) is not None:
            answer = meaning(await _printed(words))
            if answer is not None:
                return answer
    return False


def meaning(printed: str) -> bool | None:
    """What an answer of one of the programs means; None if it is none, or if NetworkManager does not know."""
    number = re.search(r"(?:\bu|\buint32) (\d+)\b", printed)
    if number is not None:
        return True if number[1] in _METERED else False if number[1] in _UNMETERED else None
    word = re.match(r"(yes|no)\b", printed.strip())
    return None if word is None else word[1] == "yes"


async def _printed(words: Sequence[str]) -> str:
    """What a program prints; empty if it fails or takes too long."""
    nowhere = asyncio.subprocess.DEVNULL
    try:
        child = await asyncio.create_subprocess_exec(
            *words, stdin=nowhere, stdout=asyncio.subprocess.PIPE, stderr=nowhere, process_group=0
        )
    except OSError:
        return ""
    assert child.stdout is not None
    try:
        async with asyncio.timeout(SECONDS):
            printed = await child.stdout.read(MAX_BYTES)
            return printed.decode("utf-8", "replace") if await child.wait() == 0 else ""
    except TimeoutError:
        return ""
    finally:
        # Kills it if it still runs. Without that, waiting for one that prints more than is read would not end.
        child._transport.close()  # type: ignore[attr-defined]  # asyncio offers no other way to it
        await child.wait()
