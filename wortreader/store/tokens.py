"""Words as the full-text index cuts them. Pure."""

from __future__ import annotations

import re
import unicodedata

START_LENGTH = 3
"""A prefix of up to this many letters has an index of its own: see `word_starts`."""

WORD = re.compile(r"[^\W_]+")
"""A token of FTS5's unicode61, in text that `plain` has seen. The index folds case and accents itself."""

_MARKS = re.compile(r"[\u0300-\u036f]+")


def plain(text: str) -> str:
    """`text` in composed characters; marks that have none of their own go, as they do in the index."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text))


def word_starts(*texts: str | None) -> str:
    """The beginnings, of one letter and up to START_LENGTH, that the words in `texts` have, each once.

    For the index of short prefixes: FTS5 would merge the lists of every word behind such a prefix, which takes 0.1 to
    0.6 s among 100,000 articles; a beginning looked up as a word of its own takes 7 ms.
    """
    starts: set[str] = set()
    mixed: list[str] = []  # each word is looked at once, and the pattern only tried on those with a comma or the like
    for word in set(plain(" ".join(filter(None, texts))).split()):
        if word.isalnum():
            starts.add(word[:START_LENGTH])
        else:
            mixed.append(word)
    starts.update([word[:START_LENGTH] for word in WORD.findall(" ".join(mixed))])
    shorter = starts
    for length in range(START_LENGTH - 1, 0, -1):
        shorter = {start[:length] for start in shorter}
        starts = starts | shorter
    return " ".join(starts)
