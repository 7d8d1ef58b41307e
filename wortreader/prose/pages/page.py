"""Parses and cleans web pages.

Characters, depth and elements are limited before an extractor sees a page, so that no page takes more than seconds.
What is never part of an article is removed: scripts, forms, menus, advertising frames.

Tried and dropped: levelling each page with many open tags, none of which was too deep (0 of 562).
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html import cleaning, visibility
from wortreader.prose.html.elements import Element, drop_all, unwrap_all
from wortreader.prose.html.source import parse_bounded, printable
from wortreader.prose.pages.elements import is_boilerplate

MAX_CHARACTERS: Final = 12 * 1024 * 1024
"""Of a page. The rest is not read. The longest live blogs have 2 million."""
MAX_ELEMENTS: Final = 60_000
"""Of a page, in source order. The rest is not read."""
MAX_TEXT: Final = 1_500_000
"""Characters of text, about ten novels. The rest is not read."""
MAX_NAMES: Final = 1000
"""Characters of the classes of an element."""
_CUT: Final = "wortreader-cut"
"""The attribute of the root of a page of which not everything was read."""
_LONGEST_WORD: Final = 5000
"""Characters that are given up for the end of a word where a text is cut."""
_MOST_HIDDEN: Final = 0.4
"""The share of a page's text from which hidden text is shown."""
_POSTS: Final = 3
"""Articles side by side from which they may be the posts of a live blog."""
_POST: Final = 60
"""Characters of a post."""
_TOPICS: Final = ("h2", "h3", "h4", "h5", "h6", "p")
"""Elements that may say before the title what the article is about."""
_LONGEST_TOPIC: Final = 60
"""Characters of what is said before the title."""
_INTERTITLE: Final = re.compile(
    r"(?:^|[\s_-])(?:inter-?tit(?:le|re|el)|zwischen-?(?:titel|zeile|überschrift|ueberschrift)|sub-?heading|cross-?head(?:ing)?"
    r"|tussen-?(?:titel|kop)|inter-?t[ií]tulo)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names of headings between paragraphs."""
_LONGEST_HEADING: Final = 150
"""Characters of a heading that is only named as such."""
_PORTRAIT: Final = re.compile(
    r"(?:^|[\s_-])(?:avatars?|portraits?|by-?lines?|authors?|auteure?s?|autor(?:en|in|es)?)(?:$|[\s_-])", re.IGNORECASE
)
"""Class names of the pictures of authors, and of what holds their names."""
_SMALL: Final = 64
"""Pixels of the sides of logos."""
_AROUND_SMALL: Final = ("p", "li", "td", "th", "dd", "figure", "blockquote", "h1", "h2", "h3", "h4")
"""Elements in which a small picture may stand for a word."""
_AROUND_PORTRAIT: Final = 3
"""Elements around a picture that may be a byline."""
_LONGEST_BYLINE: Final = 200
"""Characters beside the picture of an author. With more, it is a text about somebody."""
_FILM: Final = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com|dailymotion\.com/embed|/embed[/?]|/players?[/.?]|[/.]video"
    r"|/plugins/video|jwplatform|jwplayer|brightcove|kaltura|ultimedia|digiteka|tiktok\.com|twitch\.tv|[/.]play\.|/play/|rtl\.lu|soundcloud\.com|spotify\.com/embed|arte\.tv|ardmediathek|podcast|acast\.com)",
    re.IGNORECASE,
)
_SOFT_HYPHENS: Final = re.compile("\u00ad|&(?:shy|#173|#x0*ad);", re.IGNORECASE)
"""Places where a word may be divided. Extractors differ in whether they remove them, and would agree on no word."""
_BREAKS: Final = re.compile(r"(?:<br>){3,}")
"""What `flatten` leaves of thousands of blocks that are nested too deep."""


def read_page(html: str, *, is_strict: bool = False) -> Element | None:
    """The root element of a page, within the limits; None if there is no markup.

    With `is_strict`, nesting is limited at the cost of lists and tables. `is_cut` tells whether a limit was passed.
    """
    root = parse_bounded(printable(_SOFT_HYPHENS.sub("", html[:MAX_CHARACTERS])), _parse, is_strict=is_strict)
    if root is None:
        return None
    are_cut = (len(html) > MAX_CHARACTERS, _limit_elements(root), _limit_text(root))
    _limit_names(root)
    root.attrib.pop(_CUT, None)
    if any(are_cut):
        root.set(_CUT, "")
    return root


def is_cut(root: Element) -> bool:
    """Whether a page, as `read_page` has returned it, was longer than what is read of it."""
    return _CUT in root.attrib


def _parse(source: str) -> Element | None:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml_html.document_fromstring(_BREAKS.sub("<br><br>", source).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _limit_elements(root: Element) -> bool:
    """Removes what follows the first `MAX_ELEMENTS` elements. Returns whether there was more."""
    if root.xpath("count(//*)") <= MAX_ELEMENTS:
        return False
    rest = [element for number, element in enumerate(root.iter()) if number >= MAX_ELEMENTS]
    kept = {root, *(ancestor for element in rest[:1] for ancestor in element.iterancestors())}
    for element in rest:
        parent = element.getparent()
        if parent is not None and element not in kept:
            parent.remove(element)
    return True


def _limit_text(root: Element) -> bool:
    """Removes the text after the first `MAX_TEXT` characters. Scripts and styles do not count. Returns whether there
    was more.
    """
    if root.xpath("string-length(/)") <= MAX_TEXT:
        return False
    left = MAX_TEXT
    has_more = False
    for element in root.iter():
        if element.tag not in ("script", "style") and (text := element.text):
            element.text, has_more = _beginning(text, left), has_more or len(text) > left
            left -= min(left, len(text))
        if tail := element.tail:
            element.tail, has_more = _beginning(tail, left), has_more or len(tail) > left
            left -= min(left, len(tail))
    return has_more


def _beginning(text: str, length: int) -> str:
    """The first `length` characters of a text without the word that they would cut, unless it is very long."""
    if len(text) <= length:
        return text
    words = text[:length].rstrip()
    end = max(words.rfind(" "), words.rfind("\n"))
    return words[:end] if end > len(words) - _LONGEST_WORD else words


def _limit_names(root: Element) -> None:
    """Cuts classes and ids after `MAX_NAMES` characters: many expressions look for names in each."""
    for name in ("class", "id"):
        for element in root.xpath(f"//*[string-length(@{name}) > {MAX_NAMES}]"):
            element.set(name, element.get(name)[:MAX_NAMES])


def show_hidden(root: Element) -> None:
    """Shows what is hidden on a page but so much of it that a script would show it. Changes the tree."""
    visibility.show_hidden(root, most_hidden=_MOST_HIDDEN)


def clean(root: Element) -> None:
    """Cleans a page as every text is cleaned, and removes what is never part of an article."""
    cleaning.clean(root, most_hidden=_MOST_HIDDEN)
    drop_all(root, list(root.iter("nav", "menu", "dialog")))
    dissolve_layout_tables(root)
    unwrap_all(root, [quote for quote in root.iter("blockquote") if _is_indent(quote)])
    _settle_headings(root)
    _drop_topics(root)
    _drop_portraits(root)
    frames = list(root.iter("iframe"))
    drop_all(root, [frame for frame in frames if not _FILM.search(frame.get("src") or frame.get("data-src") or "")])


def _settle_headings(root: Element) -> None:
    """Makes headings of paragraphs that are named as such."""
    for element in root.iter("p", "div"):
        is_named = bool(_INTERTITLE.search(element.get("class") or ""))
        if is_named and next(element.iterchildren("p", "div", "h2", "h3", "h4"), None) is None:
            length = len("".join(element.itertext()).strip())
            if 0 < length <= _LONGEST_HEADING:
                element.tag = "h3"


def _drop_topics(root: Element) -> None:
    """Removes the headings before the title that say what the article is about: the town, the section."""
    for title in list(root.iter("h1")):
        before = title.getprevious()
        while before is not None and before.tag in _TOPICS and _is_topic(before):
            before, topic = before.getprevious(), before
            drop_all(root, [topic])


def _is_topic(element: Element) -> bool:
    text = "".join(element.itertext()).strip()
    has_media = next(element.iter("img", "picture", "video", "iframe"), None) is not None
    return len(text) <= _LONGEST_TOPIC and not text.endswith((".", "!", "?", "…")) and not has_media


def _drop_portraits(root: Element) -> None:
    """Removes the pictures of who wrote the article, which stand beside their names, and small ones between blocks."""
    portraits = []
    for picture in root.iter("img"):
        if _is_small(picture) and next(picture.iterancestors(*_AROUND_SMALL), None) is None:
            portraits.append(picture)
            continue
        around = [picture, *list(picture.iterancestors())[:_AROUND_PORTRAIT]]
        holder = next((part for part in around if _PORTRAIT.search(part.get("class") or "")), None)
        if (
            holder is not None
            and all(part.tag != "figure" for part in around[: around.index(holder) + 1])
            and len("".join(holder.itertext()).strip()) <= _LONGEST_BYLINE
            and next(picture.iterancestors("figure"), None) is None
        ):
            portraits.append(picture)
    drop_all(root, portraits)


def _is_small(picture: Element) -> bool:
    """Whether a picture says that it is no larger than a logo."""
    sizes = [(picture.get(name) or "").removesuffix("px") for name in ("width", "height")]
    return all(size.isdecimal() and int(size) <= _SMALL for size in sizes)


def _is_indent(quote: Element) -> bool:
    """Whether a `<blockquote>` only indents a table or code, as on old pages."""
    parts = [part for part in quote if part.tag != "br"]
    has_words = (quote.text or "").strip() or any((part.tail or "").strip() for part in quote)
    return len(parts) == 1 and parts[0].tag in ("table", "pre") and not has_words


def join_live_blogs(root: Element) -> None:
    """Replaces the `<article>` of each post of a live blog by `<div>`: extractors take the first for the article."""
    for parent in {article.getparent() for article in root.iter("article")}:
        posts = [child for child in parent if child.tag == "article"] if parent is not None else []
        if len(posts) >= _POSTS and all(_is_post(post) for post in posts[:_POSTS]):
            for post in posts:
                post.tag = "div"
                _settle_post(post)


def _settle_post(post: Element) -> None:
    """Removes the links to share a post: trafilatura takes the last of a page for a list of links."""
    for link in list(post.iter("a")):
        if next(link.iter("time"), None) is not None:
            link.tag = "span"
    drop_all(
        post, [part for part in post.iterdescendants() if is_boilerplate(part) and next(part.iter("p"), None) is None]
    )


def _is_post(article: Element) -> bool:
    """Whether an `<article>` is part of a live blog: it has a time and sentences, and does not lead to another page."""
    if next(article.iter("time"), None) is None or next(article.iter("h1"), None) is not None:
        return False
    length = len("".join(article.itertext()).strip())
    linked = sum(len("".join(link.itertext())) for link in article.iter("a"))
    has_linked_title = any(next(heading.iter("a"), None) is not None for heading in article.iter("h2", "h3", "h4"))
    return length > _POST and linked < length / 4 and not has_linked_title and next(article.iter("p"), None) is not None


def dissolve_layout_tables(root: Element) -> None:
    """Replaces tables under `root` that are only for layout by `<div>`."""
    for table in list(root.iter("table")):
        if _is_layout(table):
            _dissolve_table(table)


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
