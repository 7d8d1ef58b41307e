"""How much memory this process takes at most during a part of a test."""

from __future__ import annotations

import re
import resource
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

_STATUS: Final = Path("/proc/self/status")
_CLEAR: Final = Path("/proc/self/clear_refs")
_FORGET_PEAK: Final = "5"
"""Resets VmHWM to what is in use now (Linux, proc_pid_clear_refs(5))."""


class PeakMemory:
    """A context manager that measures by how much the memory in use grows within it.

    Where the system cannot forget an earlier peak, growth below that is not seen.
    """

    def __init__(self) -> None:
        self.growth = 0
        """Bytes of the last time."""
        self._before = 0

    def __enter__(self) -> None:
        with suppress(OSError):
            _CLEAR.write_text(_FORGET_PEAK)
        self._before = _peak_bytes()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.growth = _peak_bytes() - self._before


def _peak_bytes() -> int:
    with suppress(OSError):
        if peak := re.search(r"^VmHWM:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE):
            return int(peak[1]) * 1024
    peak_now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_now if sys.platform == "darwin" else peak_now * 1024
