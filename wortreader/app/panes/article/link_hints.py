"""Letters over the links and marks in view: `;`, then the letter of what to follow. Pure but for whom it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from wortreader.app.panes.article.line_parts import Target

LETTERS = "asdfjklghweruiopcvnmtzybxq"
"""Home row first. None of them moves on another keyboard of our readers so far that it needs a second key."""


def labels(targets: Sequence[Target]) -> Mapping[str, Target]:
    """A label for each link or mark: one letter where those are enough, else two, so that none begins another."""
    size = 1 if len(targets) <= len(LETTERS) else 2
    names = ("".join(letters) for letters in product(LETTERS, repeat=size))
    return dict(zip(names, targets, strict=False))


class Hints:
    """Labels that wait for the reader to type one."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._labels = labels(targets)
        self._typed = ""

    @property
    def shown(self) -> Mapping[Target, str]:
        """What is left to be typed for each one that is still meant."""
        return {
            target: label[len(self._typed) :] for label, target in self._labels.items() if label.startswith(self._typed)
        }

    def type(self, key: str) -> Target | None:
        """The one whose label is complete with this key; None where more is to be typed, or nothing begins so."""
        self._typed += key
        return self._labels.get(self._typed)
