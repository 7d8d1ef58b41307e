"""Chooses the text of a page's article by a vote of three extractors.

trafilatura (tuned for precision) and readability-lxml each extract a text. If the word 4-grams of the two agree with an
F1 of 0.7, trafilatura's is taken. Otherwise there is a third vote, and the text that is most similar to the others is
taken. This corrects the few pages on which one of them fails completely (on labelled pages: mean F1 from 0.38 to 0.98).

When this was measured, the third vote was resiliparse, which at 18 MB is too large. `landmarks` replaces it: it is
small, and its errors are independent of the other two, because it trusts a page's own markup instead of scoring
paragraphs. Like resiliparse, it extracts too much rather than too little, which helps in a vote between a text and a
part of it.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from wortreader.prose.pages import landmarks

AGREEMENT: Final = 0.7
"""The F1 of word 4-grams from which two texts count as the same article."""
MAX_ELEMENTS: Final = 12_000
"""Elements of a page for which the libraries are used. Their time grows faster than the page."""
MAX_CHARACTERS: Final = 1_500_000
"""Characters of text for which the libraries are used."""
_PREFERENCE: Final = 0.01
"""The lead of trafilatura's text over one to which the others are equally similar."""
_WORD: Final = re.compile(r"\w+")

WordRuns = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ChosenText:
    """The text that was chosen, and how."""

    text: str
    method: str
    """Whose text it is, and whether the others agreed."""


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.casefold())


def word_runs(text: str) -> WordRuns:
    """The number of times that each run of four words occurs in a text. A shorter text is one run."""
    found = words(text)
    if len(found) < 4:
        return Counter([tuple(found)] if found else [])
    return Counter(zip(found, found[1:], found[2:], found[3:], strict=False))


def f1(ours: WordRuns, theirs: WordRuns) -> float:
    """The similarity of two texts: 1 if they are equal, 0 if they share no four words."""
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def choose_text(root: Any, *, url: str) -> ChosenText:
    """The text of the article in a cleaned page; empty if no extractor finds one."""
    third = landmarks.article_text(root)
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS or sum(map(len, root.itertext())) > MAX_CHARACTERS:
        return ChosenText(third, "landmarks (large page)")
    first = trafilatura_text(root, url)
    second = _readability(root)
    votes = {"trafilatura": word_runs(first), "readability": word_runs(second)}
    if first and f1(votes["trafilatura"], votes["readability"]) >= AGREEMENT:
        return ChosenText(first, "trafilatura + readability")
    texts = {"trafilatura": first, "readability": second, "landmarks": third}
    votes["landmarks"] = word_runs(third)
    name = _medoid(votes)
    return ChosenText(texts[name], f"{name} (vote)")


def _medoid(votes: dict[str, WordRuns]) -> str:
    """The extractor whose text is most similar to the others. Empty texts do not vote."""
    voters = {name: vote for name, vote in votes.items() if vote}
    if not voters:
        return "landmarks"

    def support(name: str) -> float:
        others = (f1(vote, voters[name]) for other, vote in voters.items() if other != name)
        return sum(others) + (_PREFERENCE if name == "trafilatura" else 0.0)

    best = max(voters, key=support)
    if support(best) <= _PREFERENCE:  # no two agree: the longest text misses the least
        return max(voters, key=lambda name: voters[name].total())
    return best


def trafilatura_text(root: Any, url: str) -> str:
    """The text that trafilatura finds in a page; empty if it finds none, or fails. Does not change the tree."""
    import trafilatura

    try:
        text = trafilatura.extract(
            copy.deepcopy(root), url=url or None, include_comments=False, favor_precision=True, output_format="txt"
        )
    except Exception:  # noqa: BLE001 - a library that fails on a page has no vote on it
        return ""
    return text or ""


def _readability(root: Any) -> str:
    import readability
    from lxml import html as lxml_html

    try:
        summary = readability.Document(copy.deepcopy(root)).summary(html_partial=True)
        return landmarks.text_of(lxml_html.fragment_fromstring(summary, create_parent="div"))
    except Exception:  # noqa: BLE001 - as above; it raises on an empty page
        return ""


def text_lines(text: str) -> Iterable[str]:
    """The lines of a chosen text without the marks that extractors write before items and between cells."""
    for line in text.split("\n"):
        for cell in line.split("|"):
            if cell := cell.strip(" -•*#>"):
                yield cell
