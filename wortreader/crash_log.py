"""The file to which faults of wortreader itself are reported, with their tracebacks but without local variables."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from wortreader.address_secrets import mask_secrets


def add_report(path: Path, report: str) -> Path | None:
    """Adds `report`, a traceback, to the log at `path` with the time. Returns None if it cannot be written.

    Passwords in addresses, and parameters that are called like secrets, are masked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n{mask_secrets(report).rstrip()}\n")
    except OSError:
        return None
    return path
