"""Sequences whose items are made when they are asked for: of thousands of rows, only those in view are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class OnDemand(Sequence[T_co]):
    """A sequence of `length` items, each of which `make` returns for its index, every time anew."""

    def __init__(self, length: int, make: Callable[[int], T_co]) -> None:
        self._indices = range(length)
        self._make = make

    def __len__(self) -> int:
        return len(self._indices)

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...

    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        if isinstance(index, slice):
            indices = self._indices[index]
            return OnDemand(len(indices), lambda place: self._make(indices[place]))
        return self._make(self._indices[index])
