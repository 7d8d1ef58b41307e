"""Cleans the tree of a feed's article or of a web page before it is read: the one module that both go through.

Afterwards there are only elements of HTML that carry text or show something: formulas are text, pictures have their
addresses, players are frames, what is hidden and what only a person at the page can use is gone, and elements that HTML
does not know are `<span>` or, if they hold blocks, `<div>`. No text that is seen is lost.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.code import settle_code
from wortreader.prose.html.controls import SETTLED, settle_controls
from wortreader.prose.html.elements import (
    BLOCKS,
    CONTROLS,
    INLINE,
    KNOWN,
    MEDIA,
    VOID,
    Element,
    drop,
    drop_all,
    holds_blocks,
    move_content_behind,
    replace_with_text,
    text_of,
)
from wortreader.prose.html.formulas import read_formulas
from wortreader.prose.html.headings import HEADINGS, settle_headings
from wortreader.prose.html.lazy_pictures import resolve_lazy_pictures
from wortreader.prose.html.notes import settle_notes
from wortreader.prose.html.visibility import TELLING, drop_hidden

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
_SETTLED_ALREADY: Final = KNOWN - CONTROLS
_PLAIN_ATTRIBUTES: Final = frozenset(("href", "id", "title", "rel", "target", "dir", "lang", "align", "name", "cite"))
_CAPTION: Final = re.compile(
    r"(?<![\w-])(?!has-|with-|no-|without-|hide-)(?:[\w-]{1,40}[-_])?(?:caption|bildunterschrift|legende)(?:[-_]te?xt)?(?![\w-])",
    re.IGNORECASE,
)
_MOST_IN_FIGURE: Final = 4
"""Elements in what is a picture with its caption."""
_ORG_BOXES: Final = {"[X]": "☑", "[x]": "☑", "[]": "☐", "[-]": "☐"}


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
        # What was done so far has added none of what follows.
        if not tags.isdisjoint(_NEVER):
            drop_all(root, list(root.iter(*_NEVER)))
        if "dialog" in tags:
            drop_all(root, [dialog for dialog in root.iter("dialog") if dialog.get("open") is None])
        if not names.isdisjoint(TELLING):
            drop_hidden(root, most_hidden=most_hidden)
        if not tags.isdisjoint(SETTLED):
            settle_controls(root)
        if not tags <= _SETTLED_ALREADY:
            _settle_unknown(root)
    _settle_parts(root, tags, names)
    if "class" in names:
        for element in list(root.iter("p", "div", "span", "em", "small", "dd")):
            if _CAPTION.search(element.get("class") or ""):
                _settle_caption(element)
    for element in list(root.iter("li")):
        _settle_org_task(element)
        if next(element.iterancestors("ul", "ol", "menu", "dir"), None) is None:
            _put_into_list(element)


def _settle_parts(root: Element, tags: set[str], names: set[str]) -> None:
    """Settles headings, code and notes, which most texts do not have."""
    has_links = not names.isdisjoint(("class", "href"))
    if has_links and not tags.isdisjoint(HEADINGS):
        settle_headings(root)
    if not tags.isdisjoint(("pre", "code")) or ("table" in tags and "class" in names):
        settle_code(root)
    if has_links or "role" in names:
        settle_notes(root)


def _vocabulary(elements: list[Element]) -> tuple[set[str], set[str]]:
    """The names of `elements`, and those of their attributes."""
    tags: set[str] = set()
    names: set[str] = set()
    for element in elements:
        tags.add(element.tag)
        names.update(element.keys())
    return tags, names


def _rename(root: Element) -> None:
    """Replaces elements of AMP and the like by those of HTML."""
    for element in list(root.iter(*_RENAMED)):
        if element.tag not in _RENAMED:  # it stood in for a player around it, and is gone
            continue
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
    drop_all(element, list(filter(_stands_in, element)))
    for source in element.iterchildren("source"):
        if element.tag in ("video", "audio") and not element.get("src") and source.get("src"):
            element.set("src", source.get("src"))
    move_content_behind(element)


def _stands_in(child: Element) -> bool:
    is_marked = any(child.get(name) is not None for name in ("placeholder", "fallback", "overflow"))
    return is_marked or child.tag == "noscript" or "play" in (child.get("class") or "")


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


def _keep_name(element: Element) -> None:
    """Keeps the name of an element that a site has defined as a class: `<app-newsletter-box>` says what it is."""
    if "-" in element.tag and next(element.iter("figcaption"), None) is None:  # `<bsp-read-more>` opens a caption
        element.set("class", f"{element.tag} {element.get('class') or ''}".rstrip())


def _settle_unknown(root: Element) -> None:
    """Gives elements that HTML does not know the meaning that browsers give them."""
    for element in list(root.iter()):
        tag = element.tag
        if tag in _SETTLED_ALREADY:
            continue
        if not isinstance(tag, str):
            drop(element)
        elif holds_blocks(element):
            _keep_name(element)
            element.tag = "div"
        else:
            element.tag = "span"
