"""What must hold for any input: bounds of time and memory, and texts that are safe to draw and to store."""

from __future__ import annotations

import re
import resource
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType
from typing import Final

MAX_SECONDS: Final = 5.0
"""Processor time for one input."""

MAX_BYTES: Final = 512 * 1024**2
"""Address space that an input may need beyond what the process has already."""

UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but tab and line feed, those that reorder text, and surrogates. Written down here once more, and
not taken from `text`, whose faults are to be found."""

_DIRECTION_MARKS: Final = "\u200e\u200f"
"""Stay in texts of several lines."""


def check(is_kept: bool, what: str, *values: object) -> None:
    """Raises AssertionError, with what does not hold and for which values, unless it `is_kept`."""
    if not is_kept:
        raise AssertionError(f"{what}: {', '.join(f'{value!r:.300}' for value in values)}")


def texts_in(value: object) -> Iterator[str]:
    """All texts in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts_in(key)
            yield from texts_in(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, Exception):
        yield str(value)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def check_texts(value: object) -> None:
    """Raises AssertionError if a text in `value` has a character that must neither be stored nor drawn."""
    for text in texts_in(value):
        for found in UNSAFE.finditer(text):
            around = text[max(0, found.start() - 40) : found.end() + 40]
            check(found[0] in _DIRECTION_MARKS, "a character that must not be stored", found[0], around)


@contextmanager
def bounded_time() -> Iterator[None]:
    """Raises AssertionError as soon as the block has taken MAX_SECONDS of processor time, or when it ends."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"more than {MAX_SECONDS:g} s")

    former = signal.signal(signal.SIGPROF, interrupt)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
    taken = time.process_time() - begun
    check(taken <= MAX_SECONDS, "seconds of processor time", taken)


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Makes what needs MAX_BYTES more than now raise MemoryError in the block, where the system can do that."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:  # no Linux
        yield
        return
    former = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MAX_BYTES, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, former)
