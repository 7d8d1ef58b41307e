"""What processes take of memory and of file descriptors, and whether that grows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process takes at one time."""

    memory_bytes: int
    descriptors: int
    threads: int
    children: int


def usage_of(pid: int) -> Usage | None:
    """What a process takes now; None if it has ended, or the system does not tell (Linux does, proc(5))."""
    folder = Path(f"/proc/{pid}")
    with suppress(OSError):
        fields = dict(re.findall(r"^(\w+):\s+(\d+)", (folder / "status").read_text(), re.MULTILINE))
        if "VmRSS" in fields:
            children = (folder / "task" / str(pid) / "children").read_text().split()
            descriptors = len(list((folder / "fd").iterdir()))
            return Usage(int(fields["VmRSS"]) * 1024, descriptors, int(fields["Threads"]), len(children))
    return None


def growth(samples: Sequence[float]) -> float:
    """How much the last third of a series is above the third before it, by their medians; 0 if it is not."""
    third = len(samples) // 3
    return max(0.0, median(samples[-third:]) - median(samples[third : 2 * third])) if third else 0.0
