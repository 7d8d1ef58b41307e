"""Where Rich and Textual break the lines of labels and dialogs: not at blanks that forbid it."""

from __future__ import annotations

import re
from typing import Final

import rich._wrap
from textual.content import Content

_SEPARATOR: Final = " · "


def keep_no_break_spaces() -> None:
    """Has text wrap as Unicode says, for this process: a no-break space, wide or narrow, ends no line.

    To Rich they are blanks like others, and French has one before each colon, semicolon and question mark, which then
    began a line. Rich has no public interface for that; its version is pinned, and a test looks at what is wrapped.

    https://www.unicode.org/reports/tr14/#GL
    """
    rich._wrap.re_word = re.compile(r"[^\S\u00a0\u202f]*[\S\u00a0\u202f]+[^\S\u00a0\u202f]*")


def unbroken_keys(words: str) -> Content:
    """A hint on keys, such as `Enter: save · Esc: cancel`, whose lines end between the keys and not within one."""
    return Content("\u00a0· ".join(part.replace(" ", "\u00a0") for part in words.split(_SEPARATOR)))
