"""Chooses the text of a page's article by a vote of three extractors.

trafilatura (tuned for precision, and without the extractors that it asks itself) reads the page as it came, `landmarks`
the cleaned one. Where the word 4-grams of both, and of the body in JSON-LD if there is a long one, agree with an F1 of
0.9, the article is where the page marks it: trafilatura's text is taken, and nobody else asked (on three of four pages;
readability would take as long as both). Otherwise readability-lxml reads the page, too; from 0.7 on, trafilatura and
readability agree. If they do not, trafilatura asks its own others, and the text that is most similar to the others is
taken. The body in JSON-LD is no text to take: it may be a teaser, or in another order. But where it is long it tells
which of the votes is the article.

The third vote corrects the few pages on which one of the two fails completely (on labelled pages: mean F1 from 0.38 to
0.98). Tried and dropped: resiliparse as the third (18 MB; `landmarks` also extracts too much rather than too little);
trafilatura's default as a fourth (F1 -0.019 on one set), or where it agrees more with readability (+0.003, -0.002); an
agreement of 0.8 (-0.002); the cleaned page for all three, and readability's text without what our names call
boilerplate (-0.011, -0.011, -0.004 on three sets); words of the title as arbiter (nothing).
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final

from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Vote
from wortreader.prose.html.elements import INLINE
from wortreader.prose.pages import landmarks
from wortreader.text import safe_line

AGREEMENT: Final = 0.7
"""The F1 of word 4-grams from which two texts count as the same article."""
MAX_ELEMENTS: Final = 12_000
"""Elements of a page for which the libraries are used. Their time grows faster than the page."""
MAX_WHOLE_ELEMENTS: Final = 30_000
"""The same before it is cleaned of what the libraries drop, too: drawings, scripts and lists to choose from."""
MAX_CHARACTERS: Final = 1_500_000
"""Characters of text for which the libraries are used."""
MAX_SIBLINGS: Final = 3_000
"""Inline elements side by side for which the libraries are used: they go over all of them for each."""
_PREFERENCE: Final = 0.01
"""The lead of trafilatura's text over one to which the others are equally similar."""
_MOST_TOLD: Final = 100
"""Runs of words from which the body in JSON-LD is more than a teaser."""
_NEARER: Final = 0.05
"""The F1 by which readability's text must be nearer to the body in JSON-LD than trafilatura's, if they agree."""
_NEAR: Final = 0.5
"""The F1 from which a vote is the article whose body is in JSON-LD."""
_EXCERPT: Final = 40
"""Characters of the beginning and the end of a text, by which people recognise it."""
COPIED: Final = 0.75
"""The share of the words of a copy of the text that are in the rest of it."""
COPY_SHARE: Final = 0.3
"""The share of all words that a copy of the whole has."""
COPY_WORDS: Final = 150
"""Words from which a text may be a copy of the whole."""
_SURE: Final = 0.9
"""The F1 from which trafilatura's text is what the page marks as its article, or tells in JSON-LD."""
_ENOUGH_RUNS: Final = 100
"""Runs of words of a text that may be sure."""
_RANKS: Final = ("trafilatura", "readability", "landmarks")
_WORD: Final = re.compile(r"\w+")

WordRuns = Counter[tuple[str, ...]]


@lazy_dataclass(frozen=True, slots=True)
class ChosenText:
    """The text that was chosen, and how."""

    text: str
    method: str
    """Whose text it is, and whether the others agreed."""
    second: str = ""
    """The text of the next best vote; empty if there is none."""
    votes: tuple[Vote, ...] = ()
    reason: str = ""
    """Why it was chosen, in a sentence."""


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


def choose_text(root: Any, whole: Any, *, url: str, body: str = "") -> ChosenText:
    """The text of the article in a page, `root` cleaned and `whole` as it came; empty if no extractor finds one.

    `body` is the text in its JSON-LD. Does not change the trees.
    """
    if _is_large(root, whole):
        reason = _("The page is too large for the other extractors.")
        return ChosenText(landmarks.article_text(root), "landmarks (large page)", reason=reason)
    told = word_runs(body)
    if told.total() <= _MOST_TOLD:
        told.clear()
    texts = {"trafilatura": trafilatura_text(whole, url, is_fast=True), "landmarks": landmarks.article_text(root)}
    votes = {name: word_runs(text) for name, text in texts.items()}
    if _is_sure(votes, told):
        reason = _("trafilatura has found what the page marks as its article ({percent}% agreement).")
        return _chosen("trafilatura", "trafilatura + landmarks", texts, votes, reason)
    texts["readability"] = _readability_text(whole)
    votes["readability"] = word_runs(texts["readability"])
    if not _agrees(votes):
        texts["trafilatura"] = trafilatura_text(whole, url)
        votes["trafilatura"] = word_runs(texts["trafilatura"])
    if not _agrees(votes):
        name, reason = _elect(votes, told)
        return _chosen(name, f"{name} (vote)", texts, votes, reason)
    if told and f1(votes["readability"], told) > f1(votes["trafilatura"], told) + _NEARER:
        reason = _("trafilatura and readability agree by {percent}%, and the text in JSON-LD is more like the latter.")
        return _chosen("readability", "readability + trafilatura", texts, votes, reason)
    reason = _("trafilatura and readability agree by {percent}%, which is enough.")
    return _chosen("trafilatura", "trafilatura + readability", texts, votes, reason)


def _is_sure(votes: Mapping[str, WordRuns], told: WordRuns) -> bool:
    """Whether trafilatura has what the page marks as its article, and JSON-LD tells, so that nobody else is asked."""
    first, marked = votes["trafilatura"], votes["landmarks"]
    return first.total() >= _ENOUGH_RUNS and f1(first, marked) >= _SURE and (not told or f1(first, told) >= _SURE)


def _agrees(votes: Mapping[str, WordRuns]) -> bool:
    """Whether trafilatura and readability have found the same article."""
    return bool(votes["trafilatura"]) and f1(votes["trafilatura"], votes["readability"]) >= AGREEMENT


def _chosen(name: str, method: str, texts: Mapping[str, str], votes: Mapping[str, WordRuns], reason: str) -> ChosenText:
    """The text of the extractor `name`, and the best of the others.

    `reason` says why, with `{percent}` for how far the first two agree and `{name}`.
    """
    names = [other for other in _RANKS if other in texts]
    seconds = (texts[other] for other in names if other != name and texts[other])
    told = (
        Vote(other, len(words(texts[other])), f1(votes[other], votes[name]), _excerpt(texts[other])) for other in names
    )
    asked = "readability" if "readability" in votes else "landmarks"
    percent = round(100 * f1(votes["trafilatura"], votes[asked]))
    return ChosenText(texts[name], method, next(seconds, ""), tuple(told), reason.format(percent=percent, name=name))


def _elect(votes: dict[str, WordRuns], told: WordRuns) -> tuple[str, str]:
    """The extractor whose text is taken where the first two do not agree, and a sentence that says why."""
    if nearest := _nearest(votes, told):
        reason = _("trafilatura and readability agree by {percent}% only; JSON-LD has most of {name}’s text.")
        return nearest, reason
    name = _medoid(votes)
    if sum(map(bool, votes.values())) < 2:
        return name, _("No other extractor has found a text.")
    if not any(f1(vote, votes[name]) for other, vote in votes.items() if other != name and vote):
        return name, _("No two extractors agree; {name}’s text is the longest.")
    return name, _("trafilatura and readability agree by {percent}% only; {name}’s text is most like the others.")


def _excerpt(text: str) -> str:
    """How a text begins and ends, in a line."""
    line = safe_line(text.replace("\n", " "))
    if len(line) <= 2 * _EXCERPT + 3:
        return line
    begin, end = line[:_EXCERPT], line[-_EXCERPT:]
    return f"{begin.rpartition(' ')[0] or begin} … {end.partition(' ')[2] or end}"


def _is_large(root: Any, whole: Any) -> bool:
    """Whether the libraries would take seconds for a page."""
    if root.xpath("count(//*)") > MAX_ELEMENTS or sum(map(len, root.xpath("//text()"))) > MAX_CHARACTERS:
        return True
    if whole.xpath("count(//*)") > MAX_WHOLE_ELEMENTS:
        return True
    return any(_inline_children(element) > MAX_SIBLINGS for element in whole.xpath(f"//*[count(*) > {MAX_SIBLINGS}]"))


def _inline_children(element: Any) -> int:
    return sum(child.tag in INLINE and child.tag not in ("a", "br") for child in element)


def _nearest(votes: dict[str, WordRuns], told: WordRuns) -> str | None:
    """The vote that is the article whose body is `told`; None if none is."""
    near = {name: f1(vote, told) for name, vote in votes.items() if vote} if told else {}
    best = max(near, key=lambda name: near[name], default=None)
    return best if best is not None and near[best] > _NEAR else None


def _medoid(votes: dict[str, WordRuns]) -> str:
    """The extractor whose text is most similar to the others. Empty texts do not vote."""
    voters = {name: votes[name] for name in _RANKS if votes.get(name)}
    if not voters:
        return "landmarks"

    def support(name: str) -> float:
        others = (f1(vote, voters[name]) for other, vote in voters.items() if other != name)
        return sum(others) + (_PREFERENCE if name == "trafilatura" else 0.0)

    best = max(voters, key=support)
    if support(best) <= _PREFERENCE:  # no two agree: the longest text misses the least
        return max(voters, key=lambda name: voters[name].total())
    return best


def trafilatura_text(root: Any, url: str, *, is_fast: bool = False) -> str:
    """The text that trafilatura finds in a page; empty if it finds none, or fails. Does not change the tree.

    With `is_fast` it does not ask others itself: its own readability and jusText take twice its time.
    """
    import trafilatura

    try:
        # It makes a copy of a tree that it is given.
        text = trafilatura.extract(
            root, url=url or None, include_comments=False, favor_precision=True, output_format="txt", fast=is_fast
        )
    except Exception:  # noqa: BLE001 - a library that fails on a page has no vote on it
        return ""
    return text or ""


def _readability_text(root: Any) -> str:
    """The text that readability finds in a page; empty if it finds none, or fails. Does not change the tree."""
    import readability
    from lxml import html as lxml_html

    try:
        summary = readability.Document(copy.deepcopy(root)).summary(html_partial=True)
        return landmarks.text_of(lxml_html.fragment_fromstring(summary, create_parent="div"), is_all=True)
    except Exception:  # noqa: BLE001 - as above; it raises on an empty page
        return ""


def without_copy(text: str) -> str:
    """`text` without a second copy of the whole, such as one that is to be read aloud: as one line, or line by line."""
    lines = text.split("\n")
    found = [tuple(words(line)) for line in lines]
    total = sum(map(len, found))
    for index, line in enumerate(found):
        if len(line) > max(COPY_WORDS, total * COPY_SHARE):
            grams = frozenset(gram for other in (*found[:index], *found[index + 1 :]) for gram in four_words(other))
            if covered(line, grams) > COPIED * len(line):
                return "\n".join((*lines[:index], *lines[index + 1 :]))
    counts = Counter(found)
    repeated = sum(len(line) for line, count in counts.items() if count > 1)
    if repeated < COPIED * sum(map(len, counts)) or repeated < COPY_WORDS:
        return text
    return "\n".join(line for line, key in zip(lines, found, strict=True) if not key or counts.pop(key, 0))


def four_words(found: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The runs of four words in a sequence."""
    return zip(found, found[1:], found[2:], found[3:], strict=False)


def covered(found: tuple[str, ...], grams: Container[tuple[str, ...]]) -> int:
    """How many of these words are in runs of four that are in `grams`."""
    count = reach = 0
    for start in range(len(found) - 3):
        if found[start : start + 4] in grams:
            count += start + 4 - max(start, reach)
            reach = start + 4
    return count


def text_lines(text: str) -> Iterable[str]:
    """The lines of a chosen text without the marks that extractors write before items and between cells."""
    for line in text.split("\n"):
        for cell in line.split("|"):
            if cell := cell.strip(" -•*#>"):
                yield cell
