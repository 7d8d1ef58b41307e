"""Finds the chosen text in the page, to restore headings, lists, tables, captions, code and videos.

The text of an extractor has no usable structure. So each block of the page is kept if its words are in the text, or if
it belongs to the blocks around it; the others are removed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from wortreader.prose.html.elements import INLINE, Element, drop_all
from wortreader.prose.pages.agreement import text_lines, words
from wortreader.prose.pages.elements import LEAD, is_boilerplate

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MEDIA: Final = frozenset(("img", "picture", "iframe", "video", "audio", "object", "embed"))
_WHOLE: Final = frozenset(("ul", "ol", "dl", "table", "pre", "blockquote", "details", "figure"))
"""Elements that are kept or removed as a whole."""
_COVERED: Final = 0.5
"""The share of a block's words that must be in the text."""
_SMALL: Final = 0.3
"""The share of the text up to which a part that is marked as boilerplate is removed."""
_LONG: Final = 8
"""Words from which a block is more than a label or a link."""
_ASIDE: Final = re.compile(
    r"^\W*(?:lire aussi|à lire|lisez aussi|voir aussi|sur le même sujet|plus sur|lesen sie auch"
    r"|mehr zum thema|auch interessant"
    r"|lesen sie mehr|zum thema|liest och|och interessant|méi zum thema|read more|read also|see also|related|more on"
    r"|most read|leia também|leia mais|veja também|saiba mais|publicité|anzeige|reklamm|advertisement|publicidade"
    r"|abonnez|inscrivez|partager|teilen|share|partilhar|suivez-nous|folgen sie|newsletter|subscreva)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Marks:
    """What is known about the elements of a page."""

    grams: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]
    matched: dict[Element, int] = field(default_factory=dict)
    """The words in an element and its descendants that are in the text."""
    counted: dict[Element, int] = field(default_factory=dict)
    """All words in an element and its descendants."""
    kept: set[Element] = field(default_factory=set)
    """Blocks whose own words are in the text."""
    order: list[Element] = field(default_factory=list)
    """Blocks with words of their own, in document order."""
    dropped: list[Element] = field(default_factory=list)
    """What is removed in the end, all at once."""


def project(root: Element, text: str) -> Element:
    """The element that is the article, reduced to `text` and what belongs to it. Changes the tree."""
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        return root
    marks = _Marks(*_known(text))
    _measure(body, marks)
    _forget_boilerplate(body, marks)
    _forget_repetitions(body, marks)
    whole: set[Element] = set()
    first, last = _range(marks)
    if first is not None:
        article = _container(body, marks)
        _adopt_lead(marks, first)
        _adopt(article, marks, whole, first, last)
    _prune(body, marks, whole)
    drop_all(body, marks.dropped)
    return body


def _known(text: str) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """The runs of four words in a text, and its lines."""
    found = words(text)
    grams = frozenset(zip(found, found[1:], found[2:], found[3:], strict=False))
    return grams, frozenset(tuple(words(line)) for line in text_lines(text))


def _measure(element: Element, marks: _Marks) -> tuple[int, int, list[str]]:
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
        covered = _coverage(found, marks)
        marks.order.append(element)
        counted += len(found)
        if covered >= max(1, len(found) * _COVERED):
            marks.kept.add(element)
            matched += len(found)
    marks.matched[element], marks.counted[element] = matched, counted
    return matched, counted, []


def _coverage(found: tuple[str, ...], marks: _Marks) -> int:
    """How many of these words are in the text, in runs of four or as a line."""
    if found in marks.lines:
        return len(found)
    covered, reach = 0, 0
    for start in range(len(found) - 3):
        if found[start : start + 4] in marks.grams:
            covered += start + 4 - max(start, reach)
            reach = start + 4
    return covered


def _forget_boilerplate(body: Element, marks: _Marks) -> None:
    """Drops boilerplate that an extractor kept: small parts marked as such, and lines that only link elsewhere."""
    total = marks.matched.get(body, 0)
    for element in marks.order:
        if element not in marks.kept:
            continue
        if _is_linked(element) and _ASIDE.match(_text(element)):
            marks.kept.discard(element)
            continue
        for part in (element, *element.iterancestors()):
            is_named = is_boilerplate(part) and (part.tag not in ("aside", "footer") or _is_linked(part))
            if is_named and marks.matched.get(part, 0) < total * _SMALL:
                marks.kept.discard(element)
                break


def _forget_repetitions(body: Element, marks: _Marks) -> None:
    """Of blocks with the same words, keeps the one in the part of the page with most of the text."""
    article = _container(body, marks)
    inside = set(article.iter())
    seen: dict[str, Element] = {}
    for element in marks.order:
        if element not in marks.kept:
            continue
        key = " ".join(words("".join(element.itertext())))
        other = seen.get(key)
        if other is None:
            seen[key] = element
        elif element.tag in ("td", "th", "li", "dt", "dd", "pre", "code"):
            continue
        elif other not in inside and element in inside:
            marks.kept.discard(other)
            seen[key] = element
        else:
            marks.kept.discard(element)


def _container(body: Element, marks: _Marks) -> Element:
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


def _range(marks: _Marks) -> tuple[Element | None, Element | None]:
    """The first and the last block that are certainly part of the article."""
    sure = [element for element in marks.order if element in marks.kept]
    return (sure[0], sure[-1]) if sure else (None, None)


def _adopt(article: Element, marks: _Marks, whole: set[Element], first: Element, last: Element) -> None:
    """Adds to `whole` and `kept` what is between the blocks of the text and belongs to them."""
    scope = _scope(article)
    started = False
    is_over = False
    pending: list[Element] = []
    skipped: set[Element] = set()
    for element in scope.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        if parent in skipped or parent in whole:
            (whole if parent in whole else skipped).add(element)
            continue
        if element is first:
            started = True
        is_text = element in marks.kept
        if is_boilerplate(element) and not marks.matched.get(element):
            skipped.add(element)
            continue
        if is_text:
            marks.kept.update(pending)
            pending.clear()
        elif element.tag in _HEADINGS and started and not is_over:
            pending = [element] if not _is_linked(element) and not _ASIDE.match(_text(element)) else []
        if element.tag in _WHOLE and _is_whole(element, marks, started=started, is_over=is_over):
            whole.add(element)
            if started:
                marks.kept.update(pending)
                pending.clear()
        elif element.tag in _MEDIA and not is_over:
            whole.add(element)
        elif element.tag == "p" and started and not is_over and not is_text and _is_part(element, marks):
            marks.kept.add(element)
        if element is last:
            is_over = not _tail_follows(element)


def _adopt_lead(marks: _Marks, first: Element) -> None:
    """Keeps the lead between title and text, which extractors take for a subtitle."""
    before = marks.order[: marks.order.index(first)]
    titles = [number for number, element in enumerate(before) if element.tag == "h1"]
    for element in before[titles[-1] + 1 :] if titles else ():
        parents = [element, *list(element.iterancestors())[:2]]
        if (
            any(_is_lead(parent) for parent in parents)
            and len(words(_text(element))) >= _LONG
            and not _is_linked(element)
        ):
            marks.kept.add(element)


def _is_lead(element: Element) -> bool:
    """Whether `element` is marked as the lead of an article."""
    says = element.get("itemprop") == "description" or element.get("role") == "doc-subtitle"
    return says or bool(LEAD.search(element.get("class", "")))


def _scope(article: Element) -> Element:
    """The part of the page whose pictures belong to the article: `<article>`, `<main>`, or what is around the text."""
    for ancestor in article.iterancestors("article", "main"):
        return ancestor
    parent = article.getparent()
    if article.tag in ("article", "main", "body") or parent is None or parent.tag in ("body", "html"):
        return article
    return parent


def _tail_follows(element: Element) -> bool:
    """Whether the last block is in an element that continues after it."""
    return any(ancestor.tag in _WHOLE for ancestor in element.iterancestors())


def _is_whole(element: Element, marks: _Marks, *, started: bool, is_over: bool) -> bool:
    """Whether all of a list, table, quotation, figure or code belongs to the article."""
    counted, matched = marks.counted.get(element, 0), marks.matched.get(element, 0)
    if element.tag == "figure":
        return (not is_over or _is_late_picture(element)) and (counted < 120 or matched > counted / 2)
    if counted and matched >= counted * 0.4:
        return True
    if element.tag == "table":
        if matched and counted < 2000:
            return True
        return started and not is_over and not _is_linked(element) and len(list(element.iter("td"))) >= 4
    if element.tag == "pre":
        return started and not is_over
    if not started or is_over or _is_linked(element) or not counted:
        return False
    previous = element.getprevious()
    if element.tag in ("blockquote", "dl", "details"):
        return True
    return previous is not None and previous in marks.kept and counted >= 4 and not _ASIDE.match(_text(previous))


def _is_late_picture(figure: Element) -> bool:
    """Whether a figure after the text belongs to the article, as in a gallery, and is not the teaser of another."""
    if next(figure.iter("figcaption"), None) is None or next(figure.iter("a", *_HEADINGS), None) is not None:
        return False
    return next(figure.iterancestors("article", "main"), None) is not None


def _is_linked(element: Element) -> bool:
    """Whether most of the text of `element` is in links."""
    text = len(_text(element))
    linked = sum(len(_text(link)) for link in element.iter("a"))
    return linked > text * 0.5


def _is_part(element: Element, marks: _Marks) -> bool:
    """Whether a paragraph that is not in the text belongs to it all the same: a formula, or prose between others."""
    return element.get("role") == "math" or _is_between(element, marks)


def _is_between(element: Element, marks: _Marks) -> bool:
    """Whether a paragraph that is not in the text is between two that are, and is prose."""
    before, after = element.getprevious(), element.getnext()
    if before is None or after is None or before not in marks.kept or after not in marks.kept:
        return False
    text = _text(element)
    return len(words(text)) >= _LONG and not _is_linked(element) and not _ASIDE.match(text)


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _prune(element: Element, marks: _Marks, whole: set[Element]) -> bool:
    """Reduces `element` to what is kept, and returns whether anything is. Recurses as deep as the tree."""
    if element in whole:
        _prune_whole(element, marks)
        return True
    is_kept = element in marks.kept
    is_anything = is_kept
    if not is_kept:
        element.text = None
    for child in list(element):
        if not isinstance(child.tag, str):
            element.remove(child)
            continue
        if is_kept and child.tag in INLINE and not any(inner.tag not in INLINE for inner in child.iterdescendants()):
            continue
        stays = _prune_inline(child, marks, whole, is_kept) if child.tag in INLINE else _prune(child, marks, whole)
        is_anything |= stays
        if not is_kept:
            child.tail = None
        if not stays:
            marks.dropped.append(child)
    return is_anything


def _prune_inline(element: Element, marks: _Marks, whole: set[Element], is_kept: bool) -> bool:
    """The same for an inline element, whose words are those of the block around it."""
    if is_kept:
        marks.kept.add(element)
    return _prune(element, marks, whole) or is_kept


def _prune_whole(element: Element, marks: _Marks) -> None:
    """Removes advertisements from an element that is otherwise kept."""
    for inner in list(element.iterdescendants()):
        is_part = isinstance(inner.tag, str) and inner.tag not in INLINE and inner.tag not in ("td", "th", "tr", "img")
        if is_part and is_boilerplate(inner) and not marks.matched.get(inner):
            marks.dropped.append(inner)
