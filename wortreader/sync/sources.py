"""What a command reads from: a file, standard input, or else an address."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from wortreader.errors import WortreaderError
from wortreader.i18n import _

STANDARD_INPUT = "-"
"""The source that names standard input."""

MAX_FILE_BYTES = 15 * 1024 * 1024
"""Of a file or of standard input; as much as the network may bring, decoded."""

_NAMES_A_FILE: Final = re.compile(r"/(?!/)|\.{1,2}/|~|[^/:]+\.(?:html?|txt)$", re.IGNORECASE)
"""What can only be meant as a file, there or not: a path from a root, and names that end as no host does."""


class SourceUnreadable(WortreaderError):
    """A file cannot be read."""


async def local_bytes(source: str, standard_input: Callable[[], bytes]) -> bytes | None:
    """What is in the file `source`, or, for `-`, in what `standard_input` gives; None for an address.

    A source is a file where there is one of that name. Raises SourceUnreadable, also where a path leads to nothing.
    """
    if source == STANDARD_INPUT:
        data = await asyncio.to_thread(standard_input)
    elif await asyncio.to_thread(_is_file, source):
        data = await asyncio.to_thread(_read_file, Path(source))
    elif _NAMES_A_FILE.match(source):
        raise SourceUnreadable(_("There is no file {path}.").format(path=source))
    else:
        return None
    if len(data) > MAX_FILE_BYTES:
        raise SourceUnreadable(
            _("{source} is larger than {size} MiB.").format(source=source, size=MAX_FILE_BYTES >> 20)
        )
    return data


def _is_file(source: str) -> bool:
    try:
        return "://" not in source and Path(source).exists()
    except (OSError, ValueError):  # a name with a NUL or of 10,000 characters
        return False


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SourceUnreadable(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
