"""The quotation marks of languages, as the Unicode CLDR and typographers have them."""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = ("“”", "‘’")
_GERMAN: Final = ("„“", "‚‘")
_GUILLEMETS: Final = ("«»", "“”")
_SCANDINAVIAN: Final = ("””", "’’")
_MARKS: Final = {
    "fr": ("«\u00a0|\u00a0»", "‹\u00a0|\u00a0›"), "fr-ch": ("«»", "‹›"), "de-ch": ("«»", "‹›"), "it-ch": ("«»", "‹›"),
    "rm": ("«»", "‹›"),
    **dict.fromkeys(("de", "lb", "cs", "sk", "sl", "is", "lt", "bg", "mk", "et", "ka", "hsb", "dsb"), _GERMAN),
    **dict.fromkeys(("es", "it", "ca", "eu", "gl", "pt-pt", "el", "hy", "az"), _GUILLEMETS),
    **dict.fromkeys(("ru", "uk", "be"), ("«»", "„“")),
    **dict.fromkeys(("sv", "fi"), _SCANDINAVIAN),
    **dict.fromkeys(("nb", "no", "nn"), ("«»", "‘’")),
    **dict.fromkeys(("pl", "ro", "hr"), ("„”", "«»")),
    "hu": ("„”", "»«"), "sq": ("«»", "“”"), "nl": ("‘’", "“”"), "fa": ("«»", "‹›"),
    "he": ("””", "’’"), "ar": ("”“", "’‘"),
    **dict.fromkeys(("ja", "zh-hant", "zh-tw", "zh-hk"), ("「」", "『』")),
}  # fmt: skip


def quotation_marks(language: str | None, depth: int = 0) -> tuple[str, str]:
    """The marks around a quotation in a language by its BCP 47 tag; English ones if the language is not known.

    `depth` is the number of quotations around it: every second one has the other marks.
    """
    tag = (language or "").lower().replace("_", "-")
    marks = next((_MARKS[name] for name in _shortened(tag) if name in _MARKS), _ENGLISH)[depth % 2]
    opening, _joint, closing = marks.partition("|") if "|" in marks else (marks[0], "", marks[1])
    return opening, closing


def _shortened(tag: str) -> list[str]:
    """`tag`, and what is left when its last parts are taken away one by one."""
    parts = tag.split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
