"""How much memory this process has taken."""

from __future__ import annotations

import resource
import sys
from contextlib import suppress
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_bytes() -> int:
    """The most resident memory that this program has had at one time.

    On Linux, `getrusage(2)` counts in what the process had before exec, which is the memory of the one that has started
    it: there `VmHWM` of `proc(5)` is asked, if it can be.
    """
    with suppress(OSError):
        for line in _STATUS.read_bytes().splitlines():
            if line.startswith(b"VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
