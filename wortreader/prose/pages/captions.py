"""Makes captions of what a page sets under its pictures as paragraphs, `<div>` or `<span>`: many papers do.

A caption is known by its place in a `<figure>`; outside of figures by its name (`media-caption`, `legende`, `credit`)
or its words (`Foto: Anna Berg`) right behind a picture. Picture and captions become a `<figure>`.

Tried and dropped: `<figcaption>` alone, which gives half of the captions (252 of 511 on 258 pages of newspapers).
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element, text_of

_NAMED: Final = re.compile(
    r"(?<![a-z])(?:caption|bild-?unterschrift|bild-?text|bild-?nachweis|(?:absatz)?bild(?:-|__)?info|legende?|image-?description"
    r"|(?:image|photo|picture|media|foto|bild)[-_]{0,2}(?:text|credits?|copyright|source|meta|info|author|description)"
    r"|credits?|copyright|photographer|fotograf)(?:[-_]{0,2}te?xt)?(?![a-z])",
    re.IGNORECASE,
)
"""Names of captions and of the credits behind them."""
_WORDED: Final = re.compile(
    r"^(?:legende|bild(?:quelle|rechte|nachweis)?|foto|photo|image|picture|illustration|crédits?"
    r"|(?:image|photo) credits?|file (?:photo|image))\s*:"
    r"|\b(?:foto|photo|photograph|image|bild(?:quelle|rechte|nachweis)?|picture)\s*:\s*[^.]{2,60}$|^©|©[^.]{2,60}$"
    r"|\((?:foto|photo|bild|image|picture)[:s ][^)]{2,80}\)\W*$"
    r"|(?:getty images|reuters|afp|dpa|keystone|ap photo|epa|imago(?: images)?)\)?\W*$",
    re.IGNORECASE,
)
_LONGEST: Final = 400
"""Characters of a caption."""
_LONGEST_IN_FIGURE: Final = 800
"""Characters of all text in a figure that is a picture with captions."""
_TEXTS: Final = frozenset((
    "p", "div", "span", "small", "em", "i", "strong", "b", "cite", "h2", "h3", "h4", "h5", "h6", "dd", "section",
    "header", "footer",
))  # fmt: skip
"""Elements that may be a caption."""
_LEVELS: Final = 5
"""Elements around a picture behind which its caption may be."""
_MEDIA: Final = ("img", "picture", "video", "iframe", "audio", "object", "embed")
_KEPT: Final = ("table", "pre", "blockquote", "ul", "ol", "figure", *_MEDIA)
"""What is no caption, and not in one."""


def settle_captions(root: Element) -> None:
    """Makes captions of the texts that belong to the pictures under `root`."""
    for figure in list(root.iter("figure")):
        if next(figure.iterdescendants("img", "video", "iframe"), None) is not None:
            _settle_figure(figure)
    for caption in root.iter("figcaption"):
        _part_words(caption)
    for caption in root.iter("figcaption"):
        _separate_parts(caption)
    done: set[Element] = set()
    for picture in list(root.iter("img", "figure")):
        if picture.tag == "figure" or next(picture.iterancestors("figure"), None) is None:
            _settle_picture(picture, done)


def _part_words(caption: Element) -> None:
    """Sets a blank between caption and credit, which are elements without anything between them."""
    for part in caption.iter("span", "cite", "small", "em", "i"):
        following = part.getnext()
        if part is not caption and not part.tail and following is not None and following.tag in _TEXTS:
            part.tail = " "


def _separate_parts(caption: Element) -> None:
    """Puts a space between caption and credit, which pages separate by their styles."""
    for part in caption.iterdescendants("span", "cite", "small", "em"):
        before = part.getprevious()
        if (
            before is not None
            and before.tag in ("span", "cite", "small", "em")
            and not before.tail
            and part.get("class")
        ):
            before.tail = " "


def _settle_figure(figure: Element) -> None:
    """Makes captions of the texts in a figure that are in none, outermost first."""
    if next(figure.iterdescendants("table", "pre", "blockquote", "ul", "ol", "figure"), None) is not None:
        return
    if len(text_of(figure)) > _LONGEST_IN_FIGURE:
        return
    parts = list(figure)
    while parts:
        part = parts.pop()
        if part.tag not in _TEXTS or not text_of(part):
            if part.tag in ("a", "picture"):
                parts += part
            continue
        if next(part.iterdescendants("figcaption", *_MEDIA), None) is not None:
            parts += part
        else:
            part.tag = "figcaption"


def _settle_picture(picture: Element, done: set[Element]) -> None:
    """Puts a picture and the captions right behind it into a figure."""
    here = picture
    for _level in range(_LEVELS):
        caption = here.getnext()
        if (here.tail or "").strip():
            return
        if caption is not None:
            if caption not in done and _is_caption(caption):
                done.add(caption)
                _wrap(here, caption)
            return
        here = here.getparent()
        if here is None or here.tag not in ("div", "a", "span", "p", "picture") or text_of(here):
            return


def _is_caption(element: Element) -> bool:
    if element.tag not in _TEXTS and element.tag != "figcaption":
        return False
    text = text_of(element)
    if not 2 < len(text) <= _LONGEST or next(element.iterdescendants(*_KEPT), None) is not None:
        return False
    if next(element.iterdescendants("h2", "h3", "h4"), None) is not None and next(element.iter("p"), None) is not None:
        return False  # a slide with its own heading
    return element.tag == "figcaption" or bool(_NAMED.search(_names(element)) or _WORDED.search(text))


def _names(element: Element) -> str:
    names = [element.get(name) or "" for name in ("class", "id", "data-testid", "data-component")]
    if len(element) and not (element.text or "").strip():
        names.append(element[0].get("class") or "")
    return " ".join(names)


def _wrap(holder: Element, caption: Element) -> None:
    """Makes a figure of what holds a picture, its caption, and a credit right behind that."""
    captions = [caption]
    credit = caption.getnext()
    if not (caption.tail or "").strip() and credit is not None and _is_caption(credit):
        captions.append(credit)
    figure = holder if holder.tag == "figure" else holder.makeelement("figure")
    if figure is not holder:
        holder.addprevious(figure)
        figure.append(holder)
    for each in captions:
        tail, each.tail = each.tail, None
        figure.append(each)
        each.tag = "figcaption"
        figure.tail = tail
