"""Tells the marks of notes from the words and numbers before them, and notes beside the text from the text.

Afterwards, the mark of a note is `<sup>`, its number and its text are in one paragraph, and a note that its page shows
in the margin follows the paragraph that it belongs to.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import BLOCKS, Element, drop, text_before, text_of

_MARK: Final = re.compile(r"[\[(]?\s*(?:\d{1,4}|[a-z]{1,2}|[ivxl]{1,6}|[*†‡§¶#∗]{1,3})\s*[\])]?[.:]?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§¶∗]{1,3})\s*[\])]?[.:]?")
_NOTE_NAME: Final = re.compile(
    r"foot-?note|end-?note|side-?note|note-?ref|(?<![a-z])fn(?:ref)?(?![a-z])|doc-noteref|cite_?note", re.I
)
_BESIDE: Final = re.compile(
    r"(?<![\w-])(?:side-?note|margin-?note|footnote-content|footnote-text|footnote_tooltip|footnote_tooltip_text"
    r"|modern-footnotes-footnote__note|ltx_note_outer|ltx_note_content|inline-footnote|note-content"
    r"|tooltip-footnote|footnote__note|littlefoot__content|sidenote-content|sidenote__content)(?![\w-])",
    re.IGNORECASE,
)
"""Classes of notes that their page shows in the margin or when they are pointed at, within the sentence."""
_ENDS: Final = frozenset(".,;:!?…)]»”’\"'%€")
"""What a sentence or a number may end with before the mark of a note."""
_MOST_STEPS: Final = 20
"""Empty elements before a mark that are looked past."""
_RISING: Final = ("sup", "a", "span", "label", "small")


def settle_notes(root: Element) -> None:
    """Settles the marks and notes under `root`."""
    found = [element for element in root.iter() if _may_be_note(element)]
    beside = [element for element in found if _is_beside(element)]
    last: dict[Element, Element] = {}
    for number, element in enumerate(beside, 1):
        _move_out(element, number, last)
    for element in found:
        if element.tag in _RISING:
            _settle_mark(element)


def _may_be_note(element: Element) -> bool:
    if not element.keys():
        return False
    if element.tag == "a" and "#" in (element.get("href") or ""):
        return True
    if element.tag in ("html", "body"):
        return False
    return "note" in (element.get("class") or "") or "doc-" in (element.get("role") or "")


def _is_beside(element: Element) -> bool:
    """Whether it is the text of a note within the text that the note is on."""
    if element.tag in ("a", "sup", "li", "ol", "ul", "section") or not _BESIDE.search(element.get("class") or ""):
        return False
    if any(_BESIDE.search(inner.get("class") or "") for inner in element.iterdescendants()):
        return False  # around the note and the word that it is on
    block = _block_of(element)
    return block is not None and block.tag in ("p", "li", "dd", "td", "blockquote") and element.tag not in BLOCKS


def _block_of(element: Element) -> Element | None:
    return next((above for above in element.iterancestors() if above.tag in BLOCKS), None)


def _move_out(note: Element, number: int, last: dict[Element, Element]) -> None:
    """Puts a note behind the block that it is in, with a mark in its place.

    `last` has the last note behind each block.
    """
    block = _block_of(note)
    if block is None or not text_of(note):
        return
    mark_text = _existing_mark(note) or str(number)
    name = f"beside-{number}"
    mark = note.makeelement("sup")
    link = note.makeelement("a", {"href": f"#{name}"})
    link.text = mark_text
    mark.append(link)
    tail = note.tail
    note.tail = None
    mark.tail = tail
    note.getparent().replace(note, mark)
    paragraph = note.makeelement("p", {"id": name})
    label = note.makeelement("span")
    label.text, label.tail = mark_text, " "
    paragraph.append(label)
    _remove_mark(note, mark_text)
    note.tag = "span"
    note.attrib.pop("class", None)
    paragraph.append(note)
    if block.tag in ("p", "blockquote") and block.getparent() is not None:
        after: Element = last.get(block, block)
        paragraph.tail, after.tail = after.tail, None
        after.addnext(paragraph)
        last[block] = paragraph
    else:
        block.append(paragraph)


def _existing_mark(note: Element) -> str:
    """The mark that the text has in front of the note; it is removed there, since it is set anew."""
    around = note
    while around.getprevious() is None and not (around.getparent().text or "").strip():
        around = around.getparent()
        if around.tag != "span":
            return ""
    before = around.getprevious()
    if before is None or (before.tail or "").strip():
        return ""
    text = text_of(before)
    if before.tag == "label" and not any(character.isalnum() for character in text):  # a sign for small screens
        drop(before)
    elif text and before.tag in _RISING and _NUMBER.fullmatch(text):
        drop(before)
        return text.strip("[]() .:")
    return ""


def _remove_mark(note: Element, mark: str) -> None:
    """Removes the mark that a note repeats at its beginning."""
    marks = (inner for inner in note.iterdescendants(*_RISING) if text_of(inner).strip("[]() .:") == mark)
    first = next(marks, None)
    if first is not None and text_of(note).lstrip("[(").startswith(mark):
        drop(first)


def _settle_mark(element: Element) -> None:
    """Raises the mark of a note in its sentence; joins the number of a note with its text."""
    text = text_of(element)
    if not text or len(text) > 12 or element.getparent() is None:
        return
    if _begins_block(element):
        if _NUMBER.fullmatch(text):
            _join_with_text(element)
        return
    if element.tag != "a" or not _MARK.fullmatch(text) or _is_raised(element):
        return
    before = _text_before(element)
    touches = bool(before) and not before[-1].isspace()
    is_number = _NUMBER.fullmatch(text) and touches and (before[-1].isalnum() or before[-1] in _ENDS)
    if is_number or _is_named_note(element) or (touches and _NOTE_NAME.search(_goal_of(element))):
        _raise(element)


def _is_named_note(element: Element) -> bool:
    """Whether its attributes say that it is the mark of a note."""
    names = (element.get("class"), element.get("role"), element.get("rel"), element.get("epub:type"), element.get("id"))
    return any(name and _NOTE_NAME.search(name) for name in names)


def _goal_of(link: Element) -> str:
    return str(link.get("href") or "").rpartition("#")[2]


def _is_raised(element: Element) -> bool:
    return element.find(".//sup") is not None or next(element.iterancestors("sup"), None) is not None


def _raise(link: Element) -> None:
    """Puts `<sup>` around the content of a link."""
    raised = link.makeelement("sup")
    raised.text, link.text = link.text, None
    raised.extend(list(link))
    link.append(raised)


def _text_before(element: Element) -> str:
    """The text right before `element` in its paragraph, in as many elements as needed for it not to be blank."""
    found = ""
    for _step in range(_MOST_STEPS):
        found = text_before(element) + found
        previous = element.getprevious()
        if found.strip() or (previous is not None and previous.tag in BLOCKS):
            break
        if previous is not None:
            found = "".join(previous.itertext()) + found
            if found.strip():
                break
            element = previous
        else:
            element = element.getparent()
            if element is None or element.tag in BLOCKS:
                break
    return found


def _begins_block(element: Element) -> bool:
    return not _text_before(element).strip()


def _join_with_text(label: Element) -> None:
    """Moves the number of a note to the beginning of the block that follows it."""
    block = label
    while block.getnext() is None and block.getparent() is not None and not (block.tail or "").strip():
        if block.getparent().tag in ("li", "td", "th", "body", "dt", "dd"):
            return
        block = block.getparent()
        if text_of(block) != text_of(label):
            return
    following = block.getnext()
    if following is None or (block.tail or "").strip() or following.tag not in ("div", "p", "section", "span"):
        return
    goal = (
        next((inner for inner in following.iter("p")), following) if not (following.text or "").strip() else following
    )
    if goal.tag == "span" or next(goal.iterdescendants("ul", "ol", "table", "blockquote"), None) is not None:
        return
    if block is not label and not _names_note(block) and not _names_note(label):
        return
    drop(label)
    label.tail = f" {(goal.text or '').lstrip()}"
    goal.text = None
    goal.insert(0, label)


def _names_note(element: Element) -> bool:
    names = (element.get("class"), element.get("id"), element.get("href"))
    return any(name and _NOTE_NAME.search(name) for name in names)
