"""Plain text as its author broke it into lines, and the web addresses in it."""

from __future__ import annotations

import re
from typing import Final

BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
"""What separates paragraphs."""

ADDRESS: Final = re.compile(r"https?://[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]'’]")
"""A web address, without the punctuation of the sentence that it ends."""

_NEW_LINE_MEANT: Final = re.compile(r"(?:[-*•–·]|\d{1,3}[.)])\s")
_SHORT_LINE: Final = 50
"""Characters. A line break after fewer is intended; one after more comes from the wrapping of a mail program."""


def unwrap(paragraph: str) -> str:
    """`paragraph` without the line breaks of a wrapped text.

    A line break is kept after a short line, and before what looks like an item of a list.
    """
    lines = [" ".join(re.split(r"[ \t\n]+", line.strip())) for line in paragraph.split("\n")]
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        if text:
            text += "\n" if len(before) < _SHORT_LINE or _NEW_LINE_MEANT.match(line) else " "
        text += line
    return text
