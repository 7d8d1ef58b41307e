"""Words with hyphens, which are also written without: `Wi-Fi` and `wifi`, `anti-virus` and `antivirus`.

Pure. The index has their parts; here is what a query and the table of words need to find the one by the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from wortreader import folding
from wortreader.characters import SIGNS
from wortreader.lazy import lazy_pattern

_HYPHEN: Final = "‐‑‒–－-"
_JOINTS: Final = {"": "", ".": ".", **dict.fromkeys(_HYPHEN, "-")}
_JOINT_WITHIN: Final = lazy_pattern(rf"(?<=[^\W_])[{_HYPHEN}](?=[^\W_])|(?<=[^\W\d_])\.(?=[^\W\d_])")
_HYPHENATED: Final = lazy_pattern(rf"[^\W_]+(?:[{_HYPHEN}][^\W_]+)+|[^\W\d_]+(?:\.[^\W\d_]+)+")
_ANY_JOINT: Final = lazy_pattern(rf"\w[.{_HYPHEN}]\w")
_ANY_HYPHEN: Final = lazy_pattern(f"[{_HYPHEN}]")
_MOST_JOINED: Final = 3
_MOST_PARTS: Final = 6
_SHORTEST_JOINED: Final = 3
"""In letters; of a word with a figure too, two signs are enough: `G-7`."""


def written_words(chunk: str) -> list[str]:
    """Returns the words of a chunk as they are written, to be folded again.

    Words that touch or have a hyphen between them are one: `天気`, `Wi-Fi`, `Node.js`. Dates are not: 2026-11-23.
    """
    found: list[str] = []
    before, words_before, last_end = "", [""], 0
    for (start, end), group in groupby(folding.spans(chunk), itemgetter(slice(0, 2))):
        if start == end:  # a boundary
            continue
        written, words = folding.as_written(chunk, start, end), [word for _, _, word in group]
        between = "".join(sign for sign in chunk[last_end:start] if SIGNS[ord(sign)])
        joint = _JOINTS.get(between) if found else None
        is_date = joint == "-" and f"{before}{written}".isdigit()
        if joint is not None and not is_date and folding.words(f"{before}{joint}{written}") == [*words_before, *words]:
            found[-1] += joint + written
        elif folding.words(written) == words:
            found.append(written)
        else:  # it is a word only behind another one, in a way that is not worth more
            continue
        before, words_before, last_end = written, words, end
    return found


def unhyphenated(written: str) -> str:
    """Returns a written word without the hyphens and full stops between its letters: `Wi-Fi` becomes `WiFi`."""
    return written if written.isalpha() else _JOINT_WITHIN.sub("", written)


def hyphenated(chunk: str) -> Iterator[tuple[str, str]]:
    """Yields the words of a chunk that would be one without their hyphens, each folded as one and as it is written.

    `Wi-Fi-Router` has `wi-fi`, `fi-router` and `wi-fi-router`. What is written with full stops has hyphens instead:
    `U.S.A.`, `Node.js`.
    """
    if not _ANY_JOINT.search(chunk):
        return
    for found in _HYPHENATED.finditer(unicodedata.normalize("NFC", chunk)):
        parts = _JOINT_WITHIN.split(found[0].lower())
        if "." in found[0] and not (len(parts) == 2 or max(map(len, parts)) == 1):
            continue  # an address, or a blank is missing
        ranges = [(0, len(parts))] if "." in found[0] else joinable(parts[:_MOST_PARTS])
        for first, after in ranges:
            spelled = "-".join(parts[first:after])
            word = "".join(parts[first:after])
            word = word if word.isascii() else folding.fold(word)
            if word.isalnum() and not word.isdigit() and (len(word) >= _SHORTEST_JOINED or not word.isalpha()):
                yield word, spelled


def joinable(parts: Sequence[str], offset: int = 0) -> list[tuple[int, int]]:
    """Returns the ranges of two or three of these parts of a word with hyphens that may be one word without them.

    `offset` is added to them. The `t` that French puts between a verb and a vowel begins none: `a-t-elle` has no
    `telle`.
    """
    return [
        (offset + first, offset + after)
        for first in range(len(parts) - 1)
        if not first or parts[first] != "t"
        for after in range(first + 2, min(first + _MOST_JOINED, len(parts)) + 1)
    ]


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Yields the start and the end of each word with hyphens of `text`."""
    if _ANY_HYPHEN.search(text):
        for found in _HYPHENATED.finditer(text):
            yield found.span()
