"""Cleans the tree of a feed's article or of a web page before it is read: the one module that both go through.

Afterwards there are only elements of HTML that carry text or show something: formulas are text, pictures have their
addresses, players are frames, what is hidden and what only a person at the page can use is gone, and elements that HTML
does not know are `<span>` or, if they hold blocks, `<div>`. No text that is seen is lost.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import (
    BLOCKS,
    CONTROLS,
    INLINE,
    KNOWN,
    MEDIA,
    VOID,
    Element,
    drop,
    holds_blocks,
    move_content_behind,
    replace_with_text,
    text_before,
    text_of,
    unwrap,
)
from wortreader.prose.html.formulas import read_formulas
from wortreader.prose.html.lazy_pictures import resolve_lazy_pictures
from wortreader.prose.html.notes import settle_notes
from wortreader.prose.html.visibility import drop_hidden

_RENAMED: Final = {
    "amp-img": "img", "amp-anim": "img", "image": "img", "amp-iframe": "iframe", "amp-video": "video",
    "amp-video-iframe": "iframe", "amp-audio": "audio", "amp-list": "div", "applet": "object",
}  # fmt: skip
_PLAYERS: Final = {
    "amp-youtube": "https://www.youtube.com/embed/{}",
    "lite-youtube": "https://www.youtube.com/embed/{}",
    "lite-yt-embed": "https://www.youtube.com/embed/{}",
    "youtube-video": "https://www.youtube.com/embed/{}",
    "youtube-embed": "https://www.youtube.com/embed/{}",
    "amp-vimeo": "https://player.vimeo.com/video/{}",
    "lite-vimeo": "https://player.vimeo.com/video/{}",
    "vimeo-video": "https://player.vimeo.com/video/{}",
    "amp-dailymotion": "https://www.dailymotion.com/embed/video/{}",
    "amp-twitter": "https://twitter.com/i/status/{}",
    "amp-instagram": "https://www.instagram.com/p/{}/",
    "amp-soundcloud": "https://api.soundcloud.com/tracks/{}",
}
"""Elements that show something of a service, and its address."""
_PLAYER_IDS: Final = (
    "data-videoid",
    "videoid",
    "video-id",
    "data-video-id",
    "data-tweetid",
    "data-shortcode",
    "data-trackid",
)
_PLAYER_ID: Final = re.compile(r"[\w-]{3,64}")
_NEVER: Final = frozenset((
    "script", "style", "template", "link", "meta", "select", "textarea", "datalist", "noframes", "noembed", "frameset",
    "noscript", "svg", "canvas", "keygen", "param", "track", "basefont", "bgsound", "nextid", "title", "base",
    "amp-ad", "amp-embed", "amp-analytics", "amp-pixel", "amp-auto-ads", "amp-sticky-ad", "amp-consent",
    "amp-social-share", "amp-sidebar", "amp-user-notification", "amp-state", "amp-script", "amp-install-serviceworker",
    "amp-call-tracking", "amp-geo", "amp-animation", "amp-skimlinks", "amp-link-rewriter",
))  # fmt: skip
"""What is neither read nor shown."""
_PLAIN: Final = (BLOCKS | INLINE) - {"form", "dialog"}
"""Elements that need no cleaning, unless they have other attributes than the following."""
_PLAIN_ATTRIBUTES: Final = frozenset(("href", "id", "title", "rel", "target", "dir", "lang", "align", "name", "cite"))
_HOLDS_TEXT: Final = (
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "dd", "blockquote", "pre", "figure", "img", "article", "main",
)  # fmt: skip
_LABELS: Final = frozenset(("label", "legend", "button", "option", "select", "textarea"))
_ASKS: Final = re.compile(r"e-?mail|password|search|user|login|comment", re.IGNORECASE)
_LONG_FORM: Final = 200
"""Characters of prose with which a form is more than a question for an address."""
_SENTENCE_END: Final = re.compile(r"[.!?:…»”\")\]]\s*$")
_TOGGLE: Final = re.compile(r"toggle|fold|menu|accordion|spoiler|switch", re.IGNORECASE)
_CAPTION: Final = re.compile(
    r"(?<![\w-])(?!has-|with-|no-|without-|hide-)(?:[\w-]{1,40}[-_])?(?:caption|bildunterschrift|legende)(?:[-_]te?xt)?(?![\w-])",
    re.IGNORECASE,
)
_MOST_IN_FIGURE: Final = 4
"""Elements in what is a picture with its caption."""
_ORG_BOXES: Final = {"[X]": "☑", "[x]": "☑", "[]": "☐", "[-]": "☐"}
_ON, _OFF = "☑", "☐"


def clean(root: Element, *, most_hidden: float = 1.0) -> None:
    """Cleans the tree under `root`.

    Hidden elements that hold the share `most_hidden` of all text or more are shown: a script would show them. By
    default, only what would leave nothing is.
    """
    elements = list(root.iter())  # as long as they are held, lxml need not make the objects again for each loop
    tags, names = _vocabulary(elements)  # most texts need hardly any of this
    if not tags <= _PLAIN or names - _PLAIN_ATTRIBUTES:
        _rename(root)
        read_formulas(root)
        for element in list(root.iter(*VOID)):
            move_content_behind(element)
        resolve_lazy_pictures(root)
        for element in list(root.iter(*_NEVER)):
            drop(element)
        drop_hidden(root, most_hidden=most_hidden)
        _settle_controls(root)
        _settle_unknown(root)
    if "href" in names or "class" in names or "role" in names:
        settle_notes(root)
    if "class" in names:
        for element in list(root.iter("p", "div", "span", "em", "small", "dd")):
            if _CAPTION.search(element.get("class") or ""):
                _settle_caption(element)
    for element in list(root.iter("li")):
        _settle_org_task(element)
        if next(element.iterancestors("ul", "ol", "menu", "dir"), None) is None:
            _put_into_list(element)


def _vocabulary(elements: list[Element]) -> tuple[set[str], set[str]]:
    """The names of `elements`, and those of their attributes."""
    tags: set[str] = set()
    names: set[str] = set()
    for element in elements:
        tags.add(element.tag)
        names.update(element.keys())
    return tags, names


def _settle_controls(root: Element) -> None:
    for element in list(root.iter("form")):
        _settle_form(element)
    for element in list(root.iter("input")):
        _settle_input(element)
    for element in list(root.iter("button")):
        _settle_button(element)


def _rename(root: Element) -> None:
    """Replaces elements of AMP and the like by those of HTML."""
    for element in list(root.iter(*_RENAMED)):
        element.tag = _RENAMED[element.tag]
        if element.tag in MEDIA and element.tag != "object":
            _keep_what_follows(element)
    for element in list(root.iter("param")):
        holder = element.getparent()
        if (element.get("name") or "").lower() in ("movie", "src", "url", "filename") and holder.tag == "object":
            holder.set("data", holder.get("data") or element.get("value") or "")
    for element in list(root.iter(*_PLAYERS)):
        name = next((value for each in _PLAYER_IDS if (value := element.get(each))), "")
        if _PLAYER_ID.fullmatch(name):
            address = _PLAYERS[element.tag].format(name)
            element.tag = "iframe"
            element.set("src", address)
            if label := element.get("playlabel"):
                element.set("title", label)
            _keep_what_follows(element)


def _keep_what_follows(element: Element) -> None:
    """Moves behind a player or picture what is in it, except what stands in for it: its end tag may be missing."""
    for child in list(element):
        stands_in = any(child.get(name) is not None for name in ("placeholder", "fallback", "overflow"))
        if stands_in or child.tag == "noscript" or "play" in (child.get("class") or ""):
            drop(child)
    for source in element.iterchildren("source"):
        if element.tag in ("video", "audio") and not element.get("src") and source.get("src"):
            element.set("src", source.get("src"))
    move_content_behind(element)


def _settle_form(form: Element) -> None:
    """Replaces a form by its content, unless it only asks for something."""
    if _only_asks(form):
        drop(form)
    elif form.getparent() is not None and form.getparent().tag in ("table", "thead", "tbody", "tfoot", "tr"):
        unwrap(form)
    else:
        form.tag = "div"


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


def _settle_input(field: Element) -> None:
    """Replaces the box of a task by a sign, and removes all other fields."""
    if (field.get("type") or "").lower() == "checkbox" and _is_task(field):
        is_done = field.get("checked") is not None or field.get("aria-checked") == "true"
        tail = (field.tail or "").lstrip()
        field.tail = f" {tail}" if tail or field.getnext() is None else " "
        replace_with_text(field, _ON if is_done else _OFF)
    else:
        drop(field)


def _is_task(field: Element) -> bool:
    """Whether a box is the sign of a task, and not something to press."""
    classes = f"{field.get('class') or ''} {field.get('id') or ''}"
    if "task" in classes or field.get("disabled") is not None:
        return True
    return not _TOGGLE.search(classes) and next(field.iterancestors("li"), None) is not None


def _settle_button(button: Element) -> None:
    """Keeps the words of a button within a sentence, and pictures in one; removes all others."""
    if next(button.iter("img", "picture"), None) is not None:
        for inner in button.iter("img"):
            inner.tail = None
        unwrap(button)
    elif _is_in_sentence(button):
        button.tag = "span"
    else:
        drop(button)


def _settle_caption(element: Element) -> None:
    """Makes a caption by class one by tag, if there is a picture before it and no figure around it."""
    before, parent = element.getprevious(), element.getparent()
    if before is None or parent is None or (before.tail or "").strip() or text_of(before):
        return
    if next(before.iter("img", "picture"), None) is None or next(element.iterancestors("figure"), None) is not None:
        return
    if next(element.iter("img", "picture"), None) is not None:
        return
    if element.tag != "dd":
        element.tag = "figcaption"
        if (
            len(parent) <= _MOST_IN_FIGURE
            and parent.tag in ("div", "p", "span")
            and text_of(parent) == text_of(element)
        ):
            parent.tag = "figure"


def _put_into_list(first: Element) -> None:
    """Puts an item outside of lists, and the items right behind it, into a list, as browsers show them."""
    holder = first.makeelement("ul")
    first.addprevious(holder)
    item = first
    while item is not None and item.tag == "li":
        following = item.getnext() if not (item.tail or "").strip() else None
        holder.append(item)
        item = following
    last = holder[-1]
    holder.tail, last.tail = last.tail, None


def _settle_org_task(item: Element) -> None:
    """Replaces the box that Org mode writes in letters: `<li class="on"><code>[X]</code> …`."""
    first = next(iter(item), None)
    if first is None or first.tag != "code" or (item.text or "").strip():
        return
    if box := _ORG_BOXES.get("".join(text_of(first).split())):
        replace_with_text(first, box)


def _is_in_sentence(button: Element) -> bool:
    """Whether the text around a button goes on through it."""
    parent = button.getparent()
    if parent is None or not text_of(button) or next(button.iterancestors("pre"), None) is not None:
        return False
    before, after = text_before(button), button.tail or ""
    if parent.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"):
        return bool(after.strip()) or (len(parent) == 1 and not before.strip())
    if after.strip():
        return True
    return parent.tag in ("p", "li", "dd", "td") and bool(before.strip()) and not _SENTENCE_END.search(before)


def _settle_unknown(root: Element) -> None:
    """Gives elements that HTML does not know the meaning that browsers give them."""
    for element in list(root.iter()):
        tag = element.tag
        if tag in KNOWN and tag not in CONTROLS:
            continue
        if not isinstance(tag, str):
            drop(element)
        elif holds_blocks(element):
            element.tag = "div"
        else:
            element.tag = "span"
