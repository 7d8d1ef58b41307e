"""Settles forms, fields and buttons in a tree.

What only a person at the page can use is removed, and the text in it stays.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element, drop_all, has_text, text_before, text_of, unwrap_all

SETTLED: Final = frozenset(("form", "input", "button"))
"""Elements of which none is left."""
_HOLDS_TEXT: Final = (
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "dd", "blockquote", "pre", "figure", "img", "article", "main",
)  # fmt: skip
_LABELS: Final = frozenset(("label", "legend", "button", "option", "select", "textarea"))
_ASKS: Final = re.compile(r"e-?mail|password|search|user|login|comment", re.IGNORECASE)
_LONG_FORM: Final = 200
"""Characters of prose with which a form is more than a question for an address."""
_SENTENCE_END: Final = re.compile(r"[.!?:…»”\")\]]\s*$")
_TOGGLE: Final = re.compile(r"toggle|fold|menu|accordion|spoiler|switch", re.IGNORECASE)
_ON, _OFF = "☑", "☐"
_LONGEST_COMMAND: Final = 60
"""Characters of the label of a button that only does something."""
_LONGEST_LABEL: Final = 40
"""Characters of a label that is no part of the text if nothing else tells."""
_MOST_LABEL_WORDS: Final = 5
_SENTENCE: Final = re.compile(r"""(?:[?؟。？]|(?:\S+\s+){2,}\S+\.|[.?!]\s.*[.!])["'»”’」』)\]]*$""")
"""A question, or a sentence of three words or more. `!` alone does not tell: `Subscribe now!`"""
_NAMES: Final = ("class", "name", "data-action", "role")
_COMMAND_NAME: Final = re.compile(
    r"(?<![a-z])(?:share|sharing|copy|clipboard|clip|subscri\w*|abonn\w*|newsletter|menu\w*|nav\w*|hamburger|burger|close"
    r"|dismiss|social|tweet|twitter|facebook|whatsapp|mastodon|bluesky|print|bookmark|like|follow|log-?in"
    r"|sign-?(?:in|up)|search|cookies?|consent|carousel|slider|slick|swiper|teilen|partager|compartir)(?![a-z])",
    re.IGNORECASE,
)
_COMMAND: Final = re.compile(
    r"^\W*(?:share|tweet|copy|copied|subscribe|menu|close|follow|print|save|show|hide|teilen|kopieren|abonnieren|drucken"
    r"|schließen|anzeigen|partager|copier|s.abonner|imprimer|fermer|afficher|compartir|copiar|suscribirse|partilhar"
    r"|(?:read|load|see|view|learn|find out) (?:more|less|all)|skip to)\b"
    r"|\b(?:subscribe|newsletter|log ?in|sign ?(?:in|up)|abonnieren|abonnez|anmelden)\b",
    re.IGNORECASE,
)
"""The beginnings of labels that say what a button does, and words that only such labels have."""
_OPENING: Final = re.compile(r"accordion|faq|collaps|question|spoiler|akkordeon|accordéon", re.IGNORECASE)


def settle_controls(root: Element) -> None:
    """Replaces forms and buttons under `root` by the text in them, and boxes of tasks by signs; removes the rest."""
    _settle_forms(root)
    _settle_inputs(root)
    _settle_buttons(root)


def _settle_forms(root: Element) -> None:
    """Replaces forms by their content, and removes those that only ask for something."""
    dropped: list[Element] = []
    unwrapped: list[Element] = []
    for form in list(root.iter("form")):
        if _only_asks(form):
            dropped.append(form)
        elif form.getparent() is not None and form.getparent().tag in ("table", "thead", "tbody", "tfoot", "tr"):
            unwrapped.append(form)
        else:
            form.tag = "div"
    drop_all(root, dropped)
    unwrap_all(root, unwrapped)


def _only_asks(form: Element) -> bool:
    fields = [field for field in form.iter("input") if (field.get("type") or "text").lower() != "hidden"]
    if next(form.iter("article", "main", "tr"), None) is not None:
        return False
    if next(form.iter(*_HOLDS_TEXT), None) is None:
        return bool(fields) or not text_of(form)
    is_question = any(
        _ASKS.search(f"{field.get('type')} {field.get('name')} {field.get('placeholder')}") for field in fields
    )
    return is_question and next(form.iter("h1"), None) is None and _prose_length(form) < _LONG_FORM


def _prose_length(element: Element) -> int:
    """Characters of text outside of labels."""
    length = len((element.text or "").strip())
    for child in element:
        if child.tag not in _LABELS:
            length += _prose_length(child)
        length += len((child.tail or "").strip())
    return length


def _settle_inputs(root: Element) -> None:
    """Replaces the boxes of tasks by signs, and removes all other fields."""
    fields = list(root.iter("input"))
    for field in fields:
        if (field.get("type") or "").lower() == "checkbox" and _is_task(field):
            is_done = field.get("checked") is not None or field.get("aria-checked") == "true"
            field.tail = f"{_ON if is_done else _OFF} {(field.tail or '').lstrip()}"
    drop_all(root, fields)


def _is_task(field: Element) -> bool:
    """Whether a box is the sign of a task, and not something to press."""
    classes = f"{field.get('class') or ''} {field.get('id') or ''}"
    if "task" in classes or field.get("disabled") is not None:
        return True
    return not _TOGGLE.search(classes) and next(field.iterancestors("li"), None) is not None


def _settle_buttons(root: Element) -> None:
    """Keeps pictures and words of the text in buttons, and removes the buttons that only do something."""
    dropped: list[Element] = []
    unwrapped: list[Element] = []
    for button in list(root.iter("button")):
        if next(button.iter("img", "picture"), None) is not None:
            for inner in button.iter("img"):
                inner.tail = None
            unwrapped.append(button)
        elif next(button.iterancestors("pre"), None) is not None:
            dropped.append(button)
        elif _is_in_sentence(button):
            button.tag = "span"
        elif _only_acts(button):
            dropped.append(button)
        else:
            button.tag = "div"
    drop_all(root, dropped)
    unwrap_all(root, unwrapped)


def _only_acts(button: Element) -> bool:
    """Whether a button does something to the page, and its words are no part of the text. In doubt, they are."""
    label = " ".join(text_of(button).split())
    if not label or len(label) > _LONGEST_COMMAND:
        return not label
    is_sentence = bool(_SENTENCE.search(label))
    is_heading = _opens_part(button)
    if is_heading and is_sentence:
        return False
    if button.get("aria-haspopup") is not None or _COMMAND_NAME.search(_attributes(button, _NAMES)):
        return True
    if is_sentence:
        return False
    if _COMMAND.search(label):
        return True
    is_label = len(label) <= _LONGEST_LABEL and len(label.split()) <= _MOST_LABEL_WORDS
    return is_label and not is_heading and next(button.iter(*_HOLDS_TEXT), None) is None


def _opens_part(button: Element) -> bool:
    """Whether a button is the heading of a part of the text that it opens."""
    return bool(_OPENING.search(_attributes(button, ("class", "data-toggle", "data-bs-toggle", "itemprop"))))


def _attributes(element: Element, names: tuple[str, ...]) -> str:
    return " ".join(element.get(name) or "" for name in names)


def _is_in_sentence(button: Element) -> bool:
    """Whether the text around a button goes on through it."""
    parent = button.getparent()
    if parent is None or not has_text(button):
        return False
    before, after = text_before(button), button.tail or ""
    if parent.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"):
        return bool(after.strip()) or (button.getprevious() is None and button.getnext() is None and not before.strip())
    if after.strip():
        return True
    return parent.tag in ("p", "li", "dd", "td") and bool(before.strip()) and not _SENTENCE_END.search(before)
