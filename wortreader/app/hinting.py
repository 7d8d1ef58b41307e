"""Letters over the links in view: `;`, then the letter of the link to open. Pure but for whom it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

LETTERS = "asdfjklghweruiopcvnmtzybxq"
"""Home row first. None of them moves on another keyboard of our readers so far that it needs a second key."""


def labels(links: Sequence[int]) -> Mapping[str, int]:
    """A label for each link: one letter where there are enough of them, else two, so that none begins another."""
    size = 1 if len(links) <= len(LETTERS) else 2
    names = ("".join(letters) for letters in product(LETTERS, repeat=size))
    return dict(zip(names, links, strict=False))


class Hints:
    """Labels that wait for the reader to type one."""

    def __init__(self, links: Sequence[int]) -> None:
        self._labels = labels(links)
        self._typed = ""

    @property
    def shown(self) -> Mapping[int, str]:
        """What is left to be typed for each link that is still meant, by its number."""
        return {
            link: label[len(self._typed) :] for label, link in self._labels.items() if label.startswith(self._typed)
        }

    def type(self, key: str) -> int | None:
        """The link whose label is complete with this key; None where more is to be typed, or nothing begins so."""
        self._typed += key
        return self._labels.get(self._typed)
