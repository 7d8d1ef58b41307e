"""Finds the blocks of a page whose words are in the chosen text, each as often as the text has it.

Tried and dropped: taking each paragraph once (of 123 pages, 10 were worse and 4 better).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.html.elements import INLINE, Element, text_of
from wortreader.prose.pages.agreement import COPIED, COPY_SHARE, COPY_WORDS, covered, four_words, text_lines, words
from wortreader.prose.pages.elements import BYLINE, is_boilerplate
from wortreader.prose.pages.service_lines import is_service_line

_COVERED: Final = 0.5
"""The share of a block's words that must be in the text."""
_SMALL: Final = 0.3
"""The share of the text up to which a part that is marked as boilerplate is removed."""
_MOST_SUSPECTS: Final = 100
"""Blocks that are looked for in all others."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_LABEL: Final = 60
"""Characters of a heading that says that what follows is about other articles."""
_LINKS: Final = 2
"""Items from which a list of links is one of other articles."""
_ALL: Final = 0.95
"""The share of the characters of an item that are its link's, if it is nothing else."""
_COMMENTS: Final = re.compile(
    r"\W*(?:\d[\d.,]*\s+)?(?:leser-?|reader |user-?)?(?:kommentare?|comments?|commentaires?|comentários?|postings"
    r"|réactions|cooking notes|discussion about this post)\W*(?:\d[\d.,]*)?\W*",
    re.IGNORECASE,
)
"""Headings of what readers have written."""
_LONGEST_BYLINE: Final = 15
"""Words of a line with the authors. With more, it is text."""
_FIRST: Final = 5
"""Blocks before the text that may be about it."""
_TOLD: Final = 0.6
"""The share of a block's words that the second text must have."""
_PULL_QUOTE: Final = re.compile(r"pull-?_?quote|(?:^|\s)quote(?:\s|$)", re.IGNORECASE)
_AROUND_QUOTE: Final = 3
"""Elements around a quotation that may be called so."""
LONG: Final = 8
"""Words from which a block is more than a label or a link."""
ASIDE: Final = re.compile(
    r"^\W*(?:lire aussi|à lire|lisez aussi|voir aussi|sur le même sujet|plus sur|lesen sie auch"
    r"|mehr zu[mr]?\b(?! (?:tun|sein|sehen|haben))|siehe (?:auch|dazu)|lies(?:t)? auch|lesen sie (?:dazu|hier)"
    r"|(?:das|dies) könnte (?:sie|dich|euch) (?:auch )?interessieren|passend zum thema|auch interessant"
    r"|lesen sie mehr|zum thema|liest och|och interessant|méi zum thema|read more|read also|see also|related"
    r"|more (?:on|from)|explore more|mehr (?:aus|von)|weitere artikel|plus d.articles|mehr erfahren"
    r"|most read|leia também|leia mais|veja também|saiba mais|publicité|anzeige|reklamm|advertisement|publicidade"
    r"|abonnez|inscrivez|partager|teilen|share|partilhar|suivez-nous|folgen sie|newsletter|subscreva)\b",
    re.IGNORECASE,
)


_LETTER: Final = re.compile(r"\b(?:news-?letters?|lettres? d.information|nieuwsbrief|nyhetsbrev)\b", re.IGNORECASE)
_ORDER: Final = re.compile(
    r"\b(?:inscrivez[- ]vous|abonnez[- ]vous|s.inscrire|je m.inscris|recevez"
    r"|(?:jetzt|hier) (?:kostenlos )?(?:anmelden|abonnieren|bestellen)|melden sie sich|abonnieren sie"
    r"|sign up|subscribe (?:now|here|to our)"
    r"|get our|mellt iech|abonnéiert|schrijf (?:u|je)|subscreva|inscreva-se|receba)\b",
    re.IGNORECASE,
)
_LONGEST_CALL: Final = 300
"""Characters of a text that calls upon readers to order letters. Longer ones may be about letters."""


class TextWords:
    """The words of a text, by which its blocks are found on the page."""

    def __init__(self, text: str) -> None:
        found = words(text)
        self.grams = frozenset(four_words(found))
        self.lines = Counter(tuple(words(line)) for line in text_lines(text))

    def coverage(self, found: tuple[str, ...]) -> int:
        """How many of these words are in the text, in runs of four or as a line."""
        return len(found) if found in self.lines else covered(found, self.grams)


@lazy_dataclass(slots=True)
class PageMarks:
    """What is known about the elements of a page."""

    text: TextWords
    """The chosen text."""
    second: TextWords | None
    """The text with the next best vote; None if there is none."""
    matched: dict[Element, int] = field(default_factory=dict)
    """The words in an element and its descendants that are in the text."""
    counted: dict[Element, int] = field(default_factory=dict)
    """All words in an element and its descendants."""
    kept: set[Element] = field(default_factory=set)
    """Blocks whose own words are in the text."""
    own: dict[Element, tuple[str, ...]] = field(default_factory=dict)
    """The words of each block outside of the blocks in it."""
    order: list[Element] = field(default_factory=list)
    """Blocks with words of their own, in document order."""
    copies: set[Element] = field(default_factory=set)
    """Blocks that repeat others."""
    dropped: list[Element] = field(default_factory=list)
    """What is removed in the end, all at once."""


def find_blocks(body: Element, text: str, second: str) -> PageMarks:
    """The blocks of a page that are in `text`, without boilerplate, repetitions and copies.

    `second` is the text of another extractor; empty if there is none.
    """
    marks = PageMarks(TextWords(text), TextWords(second) if second else None)
    _measure(body, marks)
    _forget_boilerplate(body, marks)
    _forget_before_title(marks)
    _forget_byline(marks)
    _forget_repetitions(body, marks)
    _forget_copies(marks)
    return marks


def _measure(element: Element, marks: PageMarks) -> tuple[int, int, list[str]]:
    """The numbers of matched and of all words in `element`, and for an inline element its words.

    The words of inline elements are those of the block around them. Recurses as deep as the tree, which `flatten` has
    limited.
    """
    own: list[str] = [element.text] if element.text else []
    matched = counted = 0
    for child in element:
        if isinstance(child.tag, str):
            inner_matched, inner_counted, inner_own = _measure(child, marks)
            matched += inner_matched
            counted += inner_counted
            own += inner_own if child.tag in INLINE else [" "]
        if child.tail:
            own.append(child.tail)
    if element.tag in INLINE:
        marks.matched[element], marks.counted[element] = matched, counted
        return matched, counted, own
    found = tuple(words("".join(own)))
    if found:
        marks.order.append(element)
        marks.own[element] = found
        counted += len(found)
        if marks.text.coverage(found) >= max(1, len(found) * _COVERED):
            marks.kept.add(element)
            matched += len(found)
    marks.matched[element], marks.counted[element] = matched, counted
    return matched, counted, []


def _forget_boilerplate(body: Element, marks: PageMarks) -> None:
    """Drops boilerplate that an extractor kept: small parts marked as such, and lines that link elsewhere or say so."""
    total = marks.matched.get(body, 0)
    links = [element for element in marks.order if element in marks.kept and _is_list_of_links(element)]
    if sum(len(marks.own[element]) for element in links) < total * _SMALL:  # else the article is a list of links
        marks.kept.difference_update(links)
    for element in marks.order:
        if element not in marks.kept:
            continue
        text = text_of(element)
        if is_call(text):
            marks.kept.discard(element)
            continue
        label = ASIDE.match(text)
        if label and (is_linked(element) or not words(text[label.end() :])):
            marks.kept.discard(element)
            continue
        if element.tag in HEADINGS and len(text) <= _LONGEST_LABEL:
            part = element.getparent()
            is_other = _COMMENTS.fullmatch(text) or (label and _is_about_others(part))
            if is_other and marks.matched.get(part, 0) < total * _SMALL:
                marks.kept.difference_update(part.iter())
                continue
        if any(is_small_boilerplate(part, marks, total) for part in (element, *element.iterancestors())):
            marks.kept.discard(element)


def _is_list_of_links(item: Element) -> bool:
    """Whether `item` is in a list of links to other articles, which nothing introduces."""
    holder = item.getparent()
    if item.tag != "li" or holder.tag not in ("ul", "ol") or len(holder) < _LINKS or introduces(holder.getprevious()):
        return False
    return all(sum(len(text_of(link)) for link in each.iter("a")) >= _ALL * len(text_of(each)) for each in holder)


def _is_about_others(part: Element) -> bool:
    """Whether a part of the page consists of links, or of titles that are links with their summaries."""
    titles = [heading for heading in part.iter("h2", "h3", "h4", "h5") if is_linked(heading)]
    return len(titles) >= _LINKS or is_linked(part)


def introduces(element: Element | None) -> bool:
    """Whether the text of `element` introduces what follows: it ends with a colon, and does not lead elsewhere."""
    text = text_of(element) if element is not None else ""
    return text.endswith(":") and not ASIDE.match(text)


def _forget_before_title(marks: PageMarks) -> None:
    """Drops the section and the like that stand before the title."""
    titles = [number for number, element in enumerate(marks.order) if element.tag == "h1"]
    before = [element for element in marks.order[: titles[0]] if element in marks.kept] if titles else []
    if sum(len(marks.own[element]) for element in before) < LONG:
        marks.kept.difference_update(before)


def _forget_byline(marks: PageMarks) -> None:
    """Drops the names of the authors that stand before the text."""
    for element in [element for element in marks.order if element in marks.kept][:_FIRST]:
        if len(marks.own[element]) > _LONGEST_BYLINE:
            break
        if any(BYLINE.search(part.get("class") or "") for part in (element, element.getparent())):
            marks.kept.discard(element)


def is_small_boilerplate(part: Element, marks: PageMarks, total: int) -> bool:
    """Whether `part` is marked as boilerplate and has little of the text, which has `total` words of the page."""
    is_named = is_boilerplate(part) and (part.tag not in ("aside", "footer") or is_linked(part))
    return is_named and marks.matched.get(part, 0) < total * _SMALL


def is_call(text: str) -> bool:
    """Whether a text calls upon readers to order letters or to follow the paper."""
    return len(text) <= _LONGEST_CALL and bool(_LETTER.search(text) and _ORDER.search(text))


def _forget_repetitions(body: Element, marks: PageMarks) -> None:
    """Of blocks with the same words, keeps as many as the text has, those in the part of the page with most of it."""
    article = container(body, marks)
    inside = set(article.iter())
    seen: dict[tuple[str, ...], list[Element]] = {}
    for element in marks.order:
        if element not in marks.kept:
            continue
        key = marks.own[element]
        others = seen.setdefault(key, [])
        if len(others) < max(1, marks.text.lines[key]):
            others.append(element)
        elif (entry := next(filter(is_linked, others), None)) is not None and not is_linked(element):
            marks.kept.discard(entry)  # of a list of contents
            others[others.index(entry)] = element
        elif element.tag in ("td", "th", "li", "dt", "dd", "pre", "code"):
            continue
        elif (
            element in inside
            and (outside := next((other for other in others if other not in inside), None)) is not None
        ):
            marks.kept.discard(outside)
            others[others.index(outside)] = element
        else:
            marks.kept.discard(element)


def _forget_copies(marks: PageMarks) -> None:
    """Drops a block that has the words of most others once more, such as for a voice that reads the article, and blocks
    that repeat a part of another, such as quotations in large letters, unless they are lines of the text.
    """
    kept = [(marks.own[element], element) for element in marks.order if element in marks.kept]
    total = sum(len(found) for found, _element in kept)
    for found, element in kept:
        if len(found) > max(COPY_WORDS, total * COPY_SHARE):
            grams = frozenset(gram for other, holder in kept if holder is not element for gram in four_words(other))
            if covered(found, grams) > COPIED * len(found):
                marks.copies.add(element)
                break
    suspects = [
        (found, element)
        for found, element in kept
        if len(found) >= LONG and (found not in marks.text.lines or _is_pull_quote(element))
    ]
    for found, element in suspects[:_MOST_SUSPECTS]:
        quoted = f" {' '.join(found)} "
        if any(len(other) > len(found) and quoted in f" {' '.join(other)} " for other, _holder in kept):
            marks.copies.add(element)
    marks.kept -= marks.copies


def _is_pull_quote(element: Element) -> bool:
    """Whether the names of `element` and of what is around it say that it repeats words of the article."""
    around = (element, *list(element.iterancestors())[:_AROUND_QUOTE])
    return any(_PULL_QUOTE.search(part.get("class") or "") for part in around)


def is_told(element: Element, marks: PageMarks) -> bool:
    """Whether the second text has the words of `element`, too. Without a second text, nothing is against it."""
    if is_service_line(text_of(element)):
        return False
    if marks.second is None:
        return True
    found = tuple(words(" ".join(element.itertext())))
    return bool(found) and marks.second.coverage(found) >= max(1, len(found) * _TOLD)


def is_repeated(element: Element, marks: PageMarks) -> bool:
    """Whether the words of `element` are a part of another block, as those of a quotation in large letters."""
    found = tuple(words(" ".join(element.itertext())))
    if len(found) < 4 or found in marks.text.lines:
        return False
    inside = set(element.iter())
    quoted = f" {' '.join(found)} "
    others = (marks.own[other] for other in marks.order if other in marks.kept and other not in inside)
    return any(len(other) >= len(found) and quoted in f" {' '.join(other)} " for other in others)


def container(body: Element, marks: PageMarks) -> Element:
    """The innermost element that contains nearly all of the text."""
    total = marks.matched.get(body, 0)
    here = body
    while True:
        heaviest = max(here, key=lambda child: marks.matched.get(child, 0), default=None)
        if heaviest is None or marks.matched.get(heaviest, 0) < total * 0.9 or not total:
            return here
        if heaviest.tag in ("p", "table", "ul", "ol", "blockquote"):
            return here
        here = heaviest


def is_linked(element: Element) -> bool:
    """Whether most of the text of `element` is in links, or it is in one."""
    if next(element.iterancestors("a"), None) is not None:
        return True
    text = len(text_of(element))
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked > text * 0.5
