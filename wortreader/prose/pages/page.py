"""Parses and cleans web pages.

Characters, depth and elements are limited before an extractor sees a page, so that no page takes more than seconds.
What is never part of an article is removed: scripts, forms, menus, advertising frames.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.flatten import flatten
from wortreader.prose.pages.elements import Element, drop
from wortreader.prose.pages.page_pictures import resolve_lazy_pictures

MAX_CHARACTERS: Final = 12 * 1024 * 1024
"""Of a page. The rest is not read. The longest live blogs have 2 million."""
MAX_ELEMENTS: Final = 60_000
"""Of a page, in source order. The rest is not read."""
MAX_TEXT: Final = 2_000_000
"""Characters of text, about a dozen novels. The rest is not read."""


_NEVER: Final = (
    "script", "style", "template", "svg", "canvas", "noscript", "link", "meta", "button", "select", "textarea", "input",
    "dialog", "map", "datalist", "progress", "meter", "noframes", "menu", "nav",
)  # fmt: skip
_AMP: Final = {"amp-img": "img", "amp-anim": "img", "amp-iframe": "iframe", "amp-video": "video", "amp-audio": "audio"}
_PLAYERS: Final = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/{}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/embed/{}"),
    "youtube-video": ("video-id", "https://www.youtube.com/embed/{}"),
    "amp-vimeo": ("data-videoid", "https://player.vimeo.com/video/{}"),
    "lite-vimeo": ("videoid", "https://player.vimeo.com/video/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/embed/video/{}"),
}
"""Elements of video players: the attribute with the video's id, and its address."""
_LONG_FORM: Final = 3000
"""Characters of a form that is more than a form."""
_MOST_HIDDEN: Final = 0.4
"""The share of a page's text from which hidden text is shown."""
_FILM: Final = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com|dailymotion\.com/embed|/embed[/?]|/player[/.?]|[/.]video"
    r"|jwplatform|brightcove|rtl\.lu|soundcloud\.com|spotify\.com/embed|arte\.tv|ardmediathek|podcast|acast\.com)",
    re.IGNORECASE,
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);?")
_BREAKS: Final = re.compile(r"(?:<br>){3,}")
"""What `flatten` leaves of thousands of blocks that are nested too deep."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_page(html: str) -> Element | None:
    """The root element of a page, within the limits; None if there is no markup."""
    from lxml import etree
    from lxml import html as lxml_html

    text = _BREAKS.sub("<br><br>", flatten(_printable(html[:MAX_CHARACTERS])))
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    _limit_elements(root)
    _limit_text(root)
    return root


def _printable(html: str) -> str:
    """`html` without control characters, literal or as references. lxml does not accept them as input."""
    return _REFERENCE.sub(_kept_reference, _CONTROLS.sub("", html))


def _kept_reference(reference: re.Match[str]) -> str:
    digits = reference[1].lstrip("xX0")[:8] or "0"
    code = int(digits, 16 if reference[1][0] in "xX" else 10)
    is_text = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_text else ""


def _limit_elements(root: Element) -> None:
    """Removes what follows the first `MAX_ELEMENTS` elements."""
    rest = [element for number, element in enumerate(root.iter()) if number >= MAX_ELEMENTS]
    kept = {root, *(ancestor for element in rest[:1] for ancestor in element.iterancestors())}
    for element in rest:
        parent = element.getparent()
        if parent is not None and element not in kept:
            parent.remove(element)


def _limit_text(root: Element) -> None:
    """Removes the text after the first `MAX_TEXT` characters. Scripts and styles do not count."""
    left = MAX_TEXT
    for element in root.iter():
        if element.tag not in ("script", "style") and (text := element.text):
            element.text = text[:left]
            left -= min(left, len(text))
        if tail := element.tail:
            element.tail = tail[:left]
            left -= min(left, len(tail))


def clean(root: Element) -> None:
    """Removes what is never for reading, and replaces special elements by ordinary pictures and frames."""
    for element in list(root.iter(*_AMP)):
        element.tag = _AMP[element.tag]
    for element in list(root.iter(*_PLAYERS)):
        name, address = _PLAYERS[element.tag]
        if film := element.get(name):
            element.tag = "iframe"
            element.set("src", address.format(film))
    for element in list(root.iter("form")):
        _clean_form(element)
    resolve_lazy_pictures(root)
    for element in list(root.iter(*_NEVER)):
        drop(element)
    for table in list(root.iter("table")):
        if _is_layout(table):
            _dissolve_table(table)
    for element in list(root.iter("iframe")):
        if not _FILM.search(element.get("src") or element.get("data-src") or ""):
            drop(element)
    _drop_hidden(root)


def _is_layout(table: Element) -> bool:
    """Whether a table is for layout: it contains other tables, headings or long texts."""
    if next(table.iterdescendants("h1", "h2", "article", "table"), None) is not None:
        return True
    cells = list(table.iter("td", "th"))
    return bool(cells) and len("".join(table.itertext())) > 300 * len(cells)


def _dissolve_table(table: Element) -> None:
    """Replaces a table for layout and its parts by `<div>`."""
    parts = [table]
    while parts:
        part = parts.pop()
        part.tag = "div"
        parts += part.iterchildren("thead", "tbody", "tfoot", "tr", "td", "th", "caption")


def _clean_form(form: Element) -> None:
    """Removes a form, but keeps the content of one around a whole page."""
    is_frame = next(form.iter("h1", "article", "main"), None) is not None or len("".join(form.itertext())) > _LONG_FORM
    if is_frame:
        form.tag = "div"
    else:
        drop(form)


def _drop_hidden(root: Element) -> None:
    """Removes hidden elements. If most of the page is hidden until a script runs, it is shown."""
    hidden = [e for e in root.xpath("//body//*[@hidden or @style or @aria-hidden]") if _is_hidden(e)]
    if not hidden:
        return
    total = sum(map(len, root.itertext()))
    for element in hidden:
        if sum(map(len, element.itertext())) < total * _MOST_HIDDEN:
            drop(element)
        else:
            for name in ("hidden", "style", "aria-hidden"):
                element.attrib.pop(name, None)


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") not in (None, "until-found") or _HIDDEN.search(element.get("style") or ""):
        return True
    return element.get("aria-hidden") == "true" and element.tag not in ("img", "figure", "picture")
