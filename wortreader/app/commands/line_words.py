"""The words of a command line, with quotes as in a shell. Pure.

A quotation mark counts at the beginning of a word only, because names have apostrophes: `feed L'Écho` needs none. One
that is not closed quotes the rest of the line, so that a line can be read while it is typed.
"""

from __future__ import annotations

from typing import NamedTuple

_QUOTES = "\"'"
_ESCAPED = "\\\"' \t"
"""The characters that a backslash takes their meaning from; before any other one, it is a backslash."""


class LineWord(NamedTuple):
    """A word of a line."""

    text: str
    """Without quotes and backslashes."""
    start: int
    """Where it begins in the line, its quotation mark included."""
    end: int


def words_of(line: str) -> list[LineWord]:
    """The words of a line, in order."""
    words: list[LineWord] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        text, end = _word_at(line, at)
        words.append(LineWord(text, at, end))
        at = end
    return words


def _word_at(line: str, start: int) -> tuple[str, int]:
    """The text of the word that begins at `start`, and where it ends."""
    letters: list[str] = []
    quote = line[start] if line[start] in _QUOTES else ""
    at = start + 1 if quote else start
    while at < len(line):
        letter = line[at]
        following = line[at + 1 : at + 2]
        if letter == "\\" and quote != "'" and following and following in (f"\\{quote}" if quote else _ESCAPED):
            letters.append(following)
            at += 2
        elif letter == quote:
            quote = ""
            at += 1
        elif letter.isspace() and not quote:
            break
        else:
            letters.append(letter)
            at += 1
    return "".join(letters), at


def quoted(text: str) -> str:
    """`text` as it is written in a line: in quotes only if it would be read differently without."""
    plain = " ".join(word.text for word in words_of(text))
    if text and plain == text:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
