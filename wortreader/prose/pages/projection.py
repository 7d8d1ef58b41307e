"""Finds the chosen text in the page, to restore headings, lists, tables, captions, code and videos.

The text of an extractor has no usable structure. So each block of the page is kept if its words are in the text, or if
it belongs to the blocks around it; the others are removed. Text that the chosen one lacks belongs to it only if the
extractor with the next best vote has it; tables of data, code and pictures need no vote.

Tried and dropped: adopting lists and paragraphs that no extractor has, and asking the second text for tables of data,
too (on one page, 186 cells were lost).
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import INLINE, Element, drop_all, has_text, text_of
from wortreader.prose.pages.agreement import words
from wortreader.prose.pages.captions import settle_captions
from wortreader.prose.pages.elements import LEAD, is_boilerplate
from wortreader.prose.pages.fact_boxes import LONGEST_BOX, is_fact_box, is_told_box
from wortreader.prose.pages.matching import (
    ASIDE,
    HEADINGS,
    LONG,
    PageMarks,
    container,
    find_blocks,
    introduces,
    is_call,
    is_linked,
    is_repeated,
    is_small_boilerplate,
    is_told,
)

_MEDIA: Final = frozenset(("img", "picture", "iframe", "video", "audio", "object", "embed"))
_SHOWN: Final = (*_MEDIA, "table", "pre", "code")
"""What a figure shows, if it is one."""
_WHOLE: Final = frozenset(("ul", "ol", "dl", "table", "pre", "blockquote", "details", "figure"))
"""Elements that are kept or removed as a whole."""
_TIME: Final = re.compile(
    r"(?:\d{1,2} \d{1,2} (?:\d{2,4} )?)?(?:um |à |at |om )?\d{1,2} ?(?:h|uhr)? ?\d{2}(?: \d{2})?"
    r"(?: (?:uhr|auer|h|gmt|bst|utc|ces?t|e[sd]?t|[ap] ?m))?"
)
"""The words of a time of day, and nothing else."""
_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})[\])]?", re.IGNORECASE)
"""The mark of a note."""
_POSTS: Final = 3
"""Times from which they are those of the posts of a live blog."""
_LEAST_POINT: Final = 3
"""Words of a point in a summary."""
_LEAST_OPENING: Final = 20
"""Words of a paragraph before the text. A shorter one may be a caption."""
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "“", "”", "»", '"')
_WHOLLY: Final = 0.75
"""The share from which a list, table or quotation is in the text, whoever else has it."""


def project(root: Element, text: str, *, second: str = "", lead: str = "") -> Element:
    """The element that is the article, reduced to `text` and what belongs to it. Changes the tree.

    `second` is the text of another extractor, which decides what belongs to it, `lead` the summary above the article.
    """
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        return root
    settle_captions(body)
    marks = find_blocks(body, text, second)
    whole: set[Element] = set()
    first, last = _range(marks)
    if first is not None:
        article = container(body, marks)
        _adopt_lead(marks, first, tuple(words(lead)))
        _adopt_opening(marks, first)
        _adopt(article, marks, whole, first, last)
        _adopt_times(marks, set(article.iter()))
        _adopt_notes(body, marks)
    _prune(body, marks, whole)
    drop_all(body, marks.dropped)
    return body


def _range(marks: PageMarks) -> tuple[Element | None, Element | None]:
    """The first and the last block that are certainly part of the article."""
    sure = [element for element in marks.order if element in marks.kept]
    return (sure[0], sure[-1]) if sure else (None, None)


def _adopt(article: Element, marks: PageMarks, whole: set[Element], first: Element, last: Element) -> None:
    """Adds to `whole` and `kept` what is between the blocks of the text and belongs to them."""
    scope = _scope(article)
    near = set(scope.iter())
    title = next((element for element in reversed(_before(marks, first)) if element.tag == "h1"), first)
    is_open = started = False
    is_over = False
    pending: list[Element] = []
    skipped: set[Element] = set()
    for element in _common(scope, title, first).iter():
        is_open = is_open or element is title or element is first
        if not isinstance(element.tag, str) or (element not in near and not (is_open and element.tag == "figure")):
            continue
        parent = element.getparent()
        if parent in skipped or parent in whole:
            (whole if parent in whole else skipped).add(element)
            continue
        if element is first:
            started = True
        is_text = element in marks.kept
        if started and not is_over and (is_fact_box(element) or is_told_box(element, marks)):
            whole.add(element)
            continue
        if is_boilerplate(element) and (
            not marks.matched.get(element) or is_small_boilerplate(element, marks, marks.matched.get(article, 0))
        ):
            skipped.add(element)
            continue
        if is_text:
            marks.kept.update(pending)
            pending.clear()
        elif element.tag in HEADINGS and not is_over and (started or _is_right_before(element, first)):
            is_part = is_told(element, marks) and not is_linked(element) and not ASIDE.match(text_of(element))
            pending = [element] if is_part else []
        if element.tag in _WHOLE and _is_whole(element, marks, started=started, is_over=is_over):
            whole.add(element)
            if started:
                marks.kept.update(pending)
                pending.clear()
        elif element.tag in _MEDIA and not is_over and not _is_of_teaser(element, marks):
            whole.add(element)
        elif element.tag == "p" and started and not is_over and not is_text and _is_part(element, marks):
            marks.kept.add(element)
        if element is last:
            is_over = not _tail_follows(element)


def _is_right_before(heading: Element, first: Element) -> bool:
    """Whether a heading stands before the first block of the text, in the same part of the page, without its title."""
    around = set(first.iterancestors())
    part = next((part for part in heading.iterancestors() if part in around), None)
    return heading.tag != "h1" and part is not None and next(part.iter("h1"), None) is None


def _before(marks: PageMarks, first: Element) -> list[Element]:
    """The blocks before the first of the text."""
    return marks.order[: marks.order.index(first)]


def _common(scope: Element, *others: Element) -> Element:
    """The smallest element that contains all of these."""
    for other in others:
        around = {other, *other.iterancestors()}
        while scope not in around:
            scope = scope.getparent()
    return scope


def _adopt_lead(marks: PageMarks, first: Element, lead: tuple[str, ...]) -> None:
    """Keeps the lead between title and text, which extractors take for a subtitle."""
    before = [*_before(marks, first), *([first] if first.tag == "h1" else ())]
    titles = [number for number, element in enumerate(before) if element.tag == "h1"]
    for element in marks.order[titles[-1] + 1 :] if titles else before:  # some papers' titles are no `<h1>`
        if element in marks.kept:
            break
        if lead and marks.own[element] == lead:
            marks.kept.add(element)
            continue
        parents = [element, *list(element.iterancestors())[:2]]
        if (
            titles
            and any(_is_lead(parent) for parent in parents)
            and len(words(text_of(element))) >= (_LEAST_POINT if _is_point(element) else LONG)
            and not is_linked(element)
        ):
            marks.kept.add(element)


def _adopt_opening(marks: PageMarks, first: Element) -> None:
    """Keeps the paragraphs right before the text that the second one has: trafilatura leaves out some first ones."""
    before = first.getprevious() if marks.second is not None and first.tag == "p" else None
    while before is not None and before.tag == "p" and not is_boilerplate(before):
        text = text_of(before)
        is_prose = len(words(text)) >= _LEAST_OPENING and text.rstrip().endswith(_SENTENCE_ENDS)
        if not is_prose or is_linked(before) or is_call(text) or ASIDE.match(text) or not is_told(before, marks):
            break
        marks.kept.add(before)
        before = before.getprevious()


def _is_point(item: Element) -> bool:
    """Whether `item` is one of the points in which a paper sums up the article."""
    return item.tag == "li" and item.getparent().tag in ("ul", "ol")


def _adopt_times(marks: PageMarks, inside: set[Element]) -> None:
    """Keeps the times of day before the posts of a live blog, which extractors leave out."""
    times = [
        element
        for element, following in zip(marks.order, [*marks.order[1:], None], strict=True)
        if element in inside
        and element not in marks.kept
        and (following in marks.kept or any(part in marks.kept for part in element))
        and _TIME.fullmatch(" ".join(marks.own[element]))
    ]
    if len(times) >= _POSTS:
        marks.kept.update(times)


def _adopt_notes(body: Element, marks: PageMarks) -> None:
    """Keeps the notes behind the text to which its marks lead, and which lead back, with their heading."""
    links = {link for element in marks.kept for link in element.iter("a") if _MARK.fullmatch(text_of(link).strip())}
    targets = {(link.get("href") or "")[1:] for link in links if (link.get("href") or "").startswith("#")} - {""}
    if not targets:
        return
    notes = {_note_around(element) for element in body.iter() if element.get("id") in targets and element not in links}
    notes -= {None}
    before: Element | None = None
    inside = {part for note in notes if note is not None for part in note.iter()} - marks.kept
    for element in marks.order:
        if element in inside:
            marks.kept.add(element)
            if before is not None and before.tag in HEADINGS and not is_linked(before):
                marks.kept.add(before)
        before = element


def _note_around(target: Element) -> Element | None:
    """The block of a note; None if what is there is no note, as it does not lead back."""
    note = target
    while note.tag in INLINE and (parent := note.getparent()) is not None:
        note = parent
    is_note = any((link.get("href") or "").startswith("#") for link in note.iter("a"))
    return note if is_note and len(text_of(note)) <= LONGEST_BOX and not is_boilerplate(note) else None


def _is_lead(element: Element) -> bool:
    """Whether `element` is marked as the lead of an article."""
    says = element.get("itemprop") == "description" or element.get("role") == "doc-subtitle"
    names = " ".join(element.get(name, "") for name in ("class", "id", "data-gu-name", "data-testid"))
    return says or bool(LEAD.search(names))


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


def _is_whole(element: Element, marks: PageMarks, *, started: bool, is_over: bool) -> bool:
    """Whether all of a list, table, quotation, figure or code belongs to the article."""
    counted, matched = marks.counted.get(element, 0), marks.matched.get(element, 0)
    if element.tag == "figure" and next(element.iter(*_SHOWN), None) is not None:
        if any(is_linked(link) and not marks.matched.get(link) for link in element.iterancestors("a")):
            return text_of(element) == text_of(next(element.iterancestors("a")))  # else it leads to another article
        return (not is_over or _is_late_picture(element)) and (counted < 120 or matched > counted / 2)
    if element.tag in ("ul", "ol"):
        if introduces(before := _previous(element)) and before in marks.kept:
            return True
        if is_linked(element) and marks.kept.isdisjoint(element.iter()):
            return False
    if counted and matched >= counted * _WHOLLY:
        return not marks.copies.intersection(element.iter()) or not marks.kept.isdisjoint(element.iter())
    if element.tag == "table" and _is_data(element):
        if matched and counted < 2000:
            return True
        return started and not is_over and not is_linked(element)
    if element.tag == "pre":
        return started and not is_over
    if element.tag == "blockquote" and is_repeated(element, marks):
        return False
    if not is_told(element, marks):
        return False
    if counted and matched >= counted * 0.4:
        return True
    if not started or is_over or is_linked(element) or not counted:
        return False
    if element.tag in ("blockquote", "dl", "details"):
        return True
    previous = _previous(element)
    return previous is not None and previous in marks.kept and counted >= 4 and not ASIDE.match(text_of(previous))


def _previous(element: Element) -> Element | None:
    """What stands before `element`; the last block of it if that is before an element around it."""
    before, around = element.getprevious(), element
    while (
        before is None and (around := around.getparent()) is not None and around.tag not in ("article", "main", "body")
    ):
        before = around.getprevious()
        while before is not None and len(before) and before[-1].tag not in INLINE:
            before = before[-1]
    return before


def _is_data(table: Element) -> bool:
    """Whether a table has rows of several cells, and heads or numbers: no extractor keeps all of these."""
    cells = list(table.iter("td"))
    rows = sum(1 for row in table.iter("tr") if len(row) > 1)
    if rows < 2 or len(cells) < 4:
        return False
    has_head = next(table.iter("th", "caption"), None) is not None
    return has_head or sum(any(map(str.isdigit, text_of(cell))) for cell in cells) >= len(cells) / 4


def _is_of_teaser(picture: Element, marks: PageMarks) -> bool:
    """Whether the words nearest to a picture lead to another article."""
    for part in picture.iterancestors():
        if marks.counted.get(part, 0) or part.tag in ("figure", "body"):
            is_link = part.tag == "a" or is_linked(part)
            return is_link and part.tag != "figure" and not marks.matched.get(part, 0) and has_text(part)
    return False


def _is_late_picture(figure: Element) -> bool:
    """Whether a figure after the text belongs to the article, as in a gallery, and is not the teaser of another."""
    if next(figure.iter("figcaption"), None) is None or next(figure.iter("a", *HEADINGS), None) is not None:
        return False
    return next(figure.iterancestors("article", "main"), None) is not None


def _is_part(element: Element, marks: PageMarks) -> bool:
    """Whether a paragraph that is not in the text belongs to it all the same: a formula, or prose between others."""
    return element.get("role") == "math" or _is_between(element, marks)


def _is_between(element: Element, marks: PageMarks) -> bool:
    """Whether a paragraph that is not in the text is between two that are, and is prose."""
    before, after = element.getprevious(), element.getnext()
    if before is None or after is None or before not in marks.kept or after not in marks.kept:
        return False
    text = text_of(element)
    is_prose = len(words(text)) >= LONG and not is_linked(element) and not ASIDE.match(text)
    return is_prose and is_told(element, marks)


def _prune(element: Element, marks: PageMarks, whole: set[Element]) -> bool:
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


def _prune_inline(element: Element, marks: PageMarks, whole: set[Element], is_kept: bool) -> bool:
    """The same for an inline element, whose words are those of the block around it."""
    if is_kept:
        marks.kept.add(element)
    return _prune(element, marks, whole) or is_kept


def _prune_whole(element: Element, marks: PageMarks) -> None:
    """Removes advertisements from an element that is otherwise kept."""
    for inner in list(element.iterdescendants()):
        is_part = isinstance(inner.tag, str) and inner.tag not in INLINE and inner.tag not in ("td", "th", "tr", "img")
        if is_part and is_boilerplate(inner) and not marks.matched.get(inner):
            marks.dropped.append(inner)
