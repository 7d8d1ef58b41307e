"""Makes `wortreader/prose/languages.dat` again: the part of py3langid's model that newspapers need, read without numpy.

Run where py3langid 0.4 and numpy are installed. The program itself needs neither. The model is a naive Bayes classifier
over pieces of two to six letters; we keep the pieces that tell our languages apart best, and their weights in a byte.
"""

from __future__ import annotations

import zlib
from collections import deque
from typing import Any

import numpy as np
from py3langid.langid import LanguageIdentifier

from wortreader.prose import language

LANGUAGES = (
    "ar be bg ca cs da de en es et eu fa fi fr ga hr hu is it lb lt lv mk mt nl no pl pt ro ru sk sl sq sr sv tr uk"
)
PIECE_COUNT = 20_000
"""4,000 pieces know 80 % of our short titles, 8,000 know 90 %, 20,000 as many as all 57,000."""

_UNUSED = set("\n<>{}_=&#/@0123456789")


def main() -> None:
    """Writes the file."""
    identifier: Any = LanguageIdentifier.from_model_file("data/model.npz.xz")
    codes = LANGUAGES.split()
    weights = identifier.nb_ptc[:, [identifier.nb_classes.index(code) for code in codes]].astype(np.float64)
    telling = (np.exp(weights) * np.abs(weights - weights.mean(1, keepdims=True))).max(1)
    pieces = _pieces(identifier)
    kept = [feature for feature in np.argsort(-telling) if feature in pieces][:PIECE_COUNT]
    above = weights[kept] - weights[kept].min(1, keepdims=True)
    scaled = np.rint(above * (255 / above.max())).astype(np.uint8)
    rows = sorted((pieces[feature], row.tobytes()) for feature, row in zip(kept, scaled, strict=True))
    head = f"{LANGUAGES}\n{255 / above.max():.3f}\n{len(rows)}\n"
    data = head + "\n".join(piece for piece, _ in rows) + "\n"
    language.MODEL.write_bytes(zlib.compress(data.encode() + b"".join(row for _, row in rows), 9))


def _pieces(identifier: Any) -> dict[int, str]:
    """The text of every feature: the shortest way to it through the automaton."""
    shortest = {0: b""}
    waiting = deque([0])
    while waiting:
        state = waiting.popleft()
        for byte in range(256):
            following = identifier.tk_nextmove[(identifier.tk_row[state] << 8) + byte]
            if following not in shortest:
                shortest[following] = shortest[state] + bytes([byte])
                waiting.append(following)
    pieces = {}
    for state, spelling in shortest.items():
        piece = spelling.decode("utf-8", "replace")
        if identifier.tk_output[state] >= 0 and "\ufffd" not in piece and not _UNUSED & set(piece):
            pieces[identifier.tk_output[state]] = piece
    return pieces


if __name__ == "__main__":
    main()
