"""The file to which faults of wortreader itself are reported, with their tracebacks but without local variables.

Only its owner can read it, it stays small, and it names no address that the user reads: people send it to strangers.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from wortreader import __version__
from wortreader.address_secrets import mask_secrets
from wortreader.lazy import lazy_pattern
from wortreader.text import safe

MAX_BYTES: Final = 256 * 1024
"""Of the file. When it is full, it becomes the old one (`.old`), which is replaced."""

MAX_REPORT: Final = 32 * 1024
"""Characters of a report. Of a longer one, the beginning and the end are kept."""

MAX_LINE: Final = 500
"""Characters of a line: exceptions may quote whole documents."""

_ADDRESS: Final = lazy_pattern(
    r"[a-z][a-z0-9+.-]{1,20}:/{1,3}[^\s'\"<>]+"  # with a scheme
    r"|(?:mailto:)?[\w.+-]+@(?:[\w-]+\.)+\w{2,}"  # of mail
    r"|\b(?:[\w-]+\.)+[a-z]{2,}:\d+|(?<=host )(?:[\w-]+\.)+[a-z]{2,}\b"  # a host, as exceptions of the network have it
    r"|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b",
    re.IGNORECASE,
)


_FRAME: Final = lazy_pattern(r' *File "[^"]+", line \d+(?:, in \S+)?')
_EXCEPTION: Final = lazy_pattern(
    r"(?:(?:\w+\.)+[A-Z]\w*|[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Iteration|Warning|Group))(?=: |$)"
)

_omits_messages = False


def leave_out_messages() -> None:
    """Leaves the messages of exceptions out of all reports of this process: its library is encrypted, and they may
    quote it."""
    global _omits_messages  # noqa: PLW0603 - a process has one log
    _omits_messages = True


def add_report(path: Path, report: str) -> Path | None:
    """Adds `report`, a traceback, to the log at `path`, with time and version, “[address]” for each address in it, and
    parameters that are called like secrets masked.

    It is cleaned, because the messages of exceptions may quote what servers sent, and people read logs in terminals.
    Returns None if it cannot be written.
    """
    entry = f"--- {datetime.now(UTC).isoformat(timespec='seconds')} wortreader {__version__}\n{presentable(report)}\n"
    data = entry.encode("utf-8", "replace")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size + len(data) > MAX_BYTES:
            path.replace(path.with_name(f"{path.name}.old"))
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "ab") as log:
            os.fchmod(descriptor, 0o600)
            log.write(data)
    except OSError:
        return None
    return path


def _without_messages(report: str) -> str:
    """The lines of a traceback that name places in programs, and the classes of the exceptions."""
    lines = report.split("\n")
    names = (frame if (frame := _FRAME.fullmatch(line)) else _EXCEPTION.match(line) for line in lines)
    return "\n".join(name[0] for name in names if name)


def presentable(report: str) -> str:
    """A report as others may see it: clean, not too long, and without addresses and secrets."""
    if _omits_messages:
        report = _without_messages(report)
    if len(report) > MAX_REPORT:
        report = f"{report[: MAX_REPORT // 2]}\n[…]\n{report[-MAX_REPORT // 2 :]}"
    lines = (line if len(line) <= MAX_LINE else f"{line[:MAX_LINE]}…" for line in safe(report).rstrip().split("\n"))
    return "\n".join(_ADDRESS.sub("[address]", mask_secrets(line)) for line in lines)
