"""Which part of a page is its article: three extractors vote.

trafilatura (tuned for precision) and readability-lxml each give a text. Where the word 4-grams of the two agree to an
F1 of 0.7, trafilatura's is taken. Where they do not, a third vote is heard and the text that the others resemble most
is taken. This rescues the few pages on which one of them fails altogether (on labelled pages: mean F1 0.38 to 0.98).

The third vote was resiliparse where this was measured; it weighs 18 MB, more than wortreader can spare. `landmarks`
takes its place: it costs nothing, errs in other ways than the two (it scores no paragraphs but believes what a page
says of its own parts), and like resiliparse rather gives too much than too little, which is what a vote between
a text and its torso needs.
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
"""F1 of word 4-grams from which two texts are the same article."""
MAX_ELEMENTS: Final = 12_000
"""Elements of a page that the libraries are given; their time grows faster than the page."""
MAX_CHARACTERS: Final = 1_500_000
"""Of text, likewise."""
_PREFERENCE: Final = 0.01
"""What trafilatura's text is ahead by where the others resemble it as much as each other."""
_WORD: Final = re.compile(r"\w+")

WordRuns = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ChosenText:
    """The text that was chosen, and how."""

    text: str
    method: str
    """Whose text it is, and whether the others agreed."""


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.casefold())


def word_runs(text: str) -> WordRuns:
    """How often each run of four words stands in a text; a shorter text is one run."""
    found = words(text)
    if len(found) < 4:
        return Counter([tuple(found)] if found else [])
    return Counter(zip(found, found[1:], found[2:], found[3:], strict=False))


def f1(ours: WordRuns, theirs: WordRuns) -> float:
    """How far two texts are the same: 1 for equal ones, 0 for such that share no four words."""
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def choose_text(root: Any, *, url: str) -> ChosenText:
    """The article's text out of a cleaned page. Empty where nobody finds any."""
    third = landmarks.article_text(root)
    if sum(1 for _element in root.iter()) > MAX_ELEMENTS or sum(map(len, root.itertext())) > MAX_CHARACTERS:
        return ChosenText(third, "landmarks (large page)")
    first = _trafilatura(root, url)
    second = _readability(root)
    votes = {"trafilatura": word_runs(first), "readability": word_runs(second)}
    if first and f1(votes["trafilatura"], votes["readability"]) >= AGREEMENT:
        return ChosenText(first, "trafilatura + readability")
    texts = {"trafilatura": first, "readability": second, "landmarks": third}
    votes["landmarks"] = word_runs(third)
    name = _medoid(votes)
    return ChosenText(texts[name], f"{name} (vote)")


def _medoid(votes: dict[str, WordRuns]) -> str:
    """The voter whose text resembles those of the others most; empty texts do not vote."""
    voters = {name: vote for name, vote in votes.items() if vote}
    if not voters:
        return "landmarks"

    def support(name: str) -> float:
        others = (f1(vote, voters[name]) for other, vote in voters.items() if other != name)
        return sum(others) + (_PREFERENCE if name == "trafilatura" else 0.0)

    best = max(voters, key=support)
    if support(best) <= _PREFERENCE:  # nobody agrees with anybody: the longest text misses least
        return max(voters, key=lambda name: voters[name].total())
    return best


def _trafilatura(root: Any, url: str) -> str:
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
    """The lines of a chosen text without the marks that extractors put before items and between cells."""
    for line in text.split("\n"):
        for cell in line.split("|"):
            if cell := cell.strip(" -•*#>"):
                yield cell
