"""A part of wortreader that reads what others have written, and what it is fed in a search for faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FOUND = Path(__file__).parent / "found"
"""Inputs on which a target has failed once, in a folder for each target. They are tried again each time."""


@dataclass(frozen=True)
class Target:
    """One of them."""

    name: str
    run: Callable[[bytes], None]
    """Reads one input and checks what comes of it. Raises AssertionError for what does not hold, or any other fault."""
    make_seeds: Callable[[], Sequence[bytes]]
    """Makes documents as they should be, or nearly so."""
    words: tuple[bytes, ...] = ()
    """What documents of this kind are made of, or stumble over."""
    share: int = 1
    """How many inputs it gets in CI, in hundreds: most where reading is quick and much can go wrong."""

    @cached_property
    def seeds(self) -> tuple[bytes, ...]:
        """The documents to begin with, those included that have been found."""
        return (*self.make_seeds(), *self.found())

    def found(self) -> list[bytes]:
        """The inputs on which it has failed once."""
        folder = FOUND / self.name
        return [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else []
