"""Detects the language of an article from its text. For worker processes only: its table takes 25 ms to load.

A naive Bayes classifier over pieces of two to five letters. Its weights are the part of py3langid's model (BSD,
`languages.LICENSE`) that separates the languages of newspapers; `tests/corpus/languages/make_model.py` extracts it.
Languages with a script of their own need no weights.

Measured on 130 short titles and 90 teasers in lb, de, fr, en and pt, which were written for this and not used in
training. The columns are right answers without a hint, how many of the lb texts were taken for de, and what a package
adds to the installation:

| candidate | titles | teasers | lb titles | lb teasers | lb as de | a call | on disk |
|---|---|---|---|---|---|---|---|
| this module | 97 % | 100 % | 25 of 26 | 18 of 18 | 1 | 0.05 ms | 0.45 MB |
| py3langid 0.4.0 | 94 % | 100 % | 25 | 18 | 1 | 0.03 ms | 4.6 MB, and numpy: 74 MB |
| pycld2 0.42 | 90 % | 100 % | 21 | 18 | 0 | 0.01 ms | 14 MB, no wheel for Python 3.14 |
| fasttext-predict, lid.176.ftz | 85 % | 96 % | 11 | 14 | 13 | 0.01 ms | 1.8 MB, CC BY-SA, no wheel for 3.14 |
| eld 1.0.6 | 78 % | 80 % | 0: no lb | 0 | 29 | 0.03 ms | 54 MB |

With the right hint, 99 % of the titles are right; with a wrong one, all teasers still are. Whole texts are detected as
well as teasers: all of the demo shelf is right. langdetect and lingua do not support Luxembourgish either.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from functools import cache, cached_property, lru_cache
from pathlib import Path

from wortreader.lazy_dataclass import lazy_dataclass

MODEL = Path(__file__).with_name("languages.dat")
"""Compressed: languages, weights per nat, number of pieces, the pieces, and a byte for each piece and language."""

SAMPLE = 100
"""Characters of a text that are used. 100 of them decide by a factor of e^50 already."""

_LANE = 4
"""Bytes for each language in a row. Rows are added as integers, for all languages at once."""

_COMMON = frozenset({"de", "en", "es", "fr", "it", "lb", "nl", "pt"})
_COMMON_NATS = 5.0
"""By how much common languages are likelier before a word is read: `Où va l'argent ?` is not Catalan."""
_HINT_NATS = 5.0
"""A hint outweighs this much evidence. More would turn short Luxembourgish titles into German ones."""
_FEWEST_PIECES = 4
"""Known pieces that a text must have to be classified. `Merz` has too few."""

_KIN = {"nb": "no", "nn": "no", "bs": "hr", "gl": "pt es", "af": "nl", "fy": "nl", "oc": "ca fr", "wa": "fr"}
"""Languages that are known by their tag only, and what they are taken for without it."""

_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d\s_]+")
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u03ff\u0530-\u05ff\u0900-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_SCRIPTS = (
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7a3]")),
    ("zh", re.compile("[\u3040-\u30ff\u3400-\u9fff]")),
)
_KANA = re.compile("[\u3040-\u30ff]")


def language_of(text: str, *, hint: str | None = None) -> str | None:
    """The language of `text` as a lower-case BCP 47 tag; `hint` if the text does not decide.

    `hint` is the tag of the article or its feed. It decides where the text is ambiguous, and is returned with its
    region or script if it agrees with the text (`de-lu`). None if there is neither evidence nor hint.
    """
    sample = _NOISE.sub(" ", unicodedata.normalize("NFC", text[:SAMPLE]).replace("’", "'")).strip()
    found = _by_script(sample) or _by_letters(sample, hint)
    return hint if found is None or _is_compatible(hint, found) else found


def _is_compatible(hint: str | None, found: str) -> bool:
    primary = _primary(hint)
    return primary == found or found in _KIN.get(primary, "").split()


def _primary(tag: str | None) -> str:
    return (tag or "").partition("-")[0].lower()


def _by_script(sample: str) -> str | None:
    """The language to whose script a third of the characters belong, if no other language uses that script."""
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return None
    for code, letters in _SCRIPTS:
        if len(letters.findall(sample)) * 3 >= len(sample):
            return "ja" if code == "zh" and _KANA.search(sample) else code
    return None


def _by_letters(sample: str, hint: str | None) -> str | None:
    """The likeliest language of the table; None if the text has too little evidence."""
    model = _model()
    pieces = model.pieces_of(sample.lower() if sample.isupper() else sample)
    return model.likeliest(pieces, _favour(_primary(hint))) if len(pieces) >= _FEWEST_PIECES else None


@lazy_dataclass(frozen=True)
class _Model:
    codes: tuple[str, ...]
    per_nat: float
    rows: dict[str, int]
    """For each piece, the weights of all languages as one integer with `_LANE` bytes for each."""
    heads: frozenset[str]
    """The first three letters of the pieces that have more."""

    def pieces_of(self, sample: str) -> set[str]:
        """The longest known piece at each letter."""
        text, rows, heads = f" {sample} ", self.rows, self.heads
        pieces = set()
        for at in range(len(text) - 1):
            piece = text[at : at + 3]
            if (
                piece in heads
                and (  # most are not, so that two longer pieces need not be looked up
                    (longer := text[at : at + 5]) in rows or (longer := text[at : at + 4]) in rows
                )
            ):
                pieces.add(longer)
            elif piece in rows or (piece := text[at : at + 2]) in rows:
                pieces.add(piece)
        return pieces

    def likeliest(self, pieces: set[str], favour: int) -> str:
        """The language with the greatest weight. The common ones have more from the start, and so does `favour`."""
        total = sum(map(self.rows.__getitem__, pieces)) + self.prior + favour
        weights = struct.unpack(f"<{len(self.codes)}I", total.to_bytes(_LANE * len(self.codes), "little"))
        return self.codes[weights.index(max(weights))]

    @cached_property
    def prior(self) -> int:
        """The weights before a letter is read."""
        return self._row(dict.fromkeys(_COMMON, _COMMON_NATS))

    def favour(self, tag: str) -> int:
        """The weights that a tag adds."""
        kin = (tag, *_KIN.get(tag, "").split())
        return self._row({code: _HINT_NATS for code in kin if code in self.codes})

    def _row(self, nats: dict[str, float]) -> int:
        return sum(round(self.per_nat * value) << 8 * _LANE * self.codes.index(code) for code, value in nats.items())


@lru_cache(maxsize=64)
def _favour(tag: str) -> int:
    return _model().favour(tag)


@cache
def _model() -> _Model:
    data = zlib.decompress(MODEL.read_bytes())
    languages, per_nat, count, rest = data.split(b"\n", 3)
    codes = tuple(languages.decode().split())
    *pieces, weights = rest.split(b"\n", int(count))
    rows = {}
    for at, piece in enumerate(pieces):
        row = bytearray(_LANE * len(codes))
        row[::_LANE] = weights[at * len(codes) : (at + 1) * len(codes)]
        rows[piece.decode()] = int.from_bytes(row, "little")
    heads = frozenset(piece[:3] for piece in rows if len(piece) > 3)
    return _Model(codes, float(per_nat), rows, heads)
