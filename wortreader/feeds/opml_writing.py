"""Writes OPML 2.0: the list of subscriptions as other newsreaders take it. `opml` reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from wortreader.model import Subscription
from wortreader.text import safe

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "urn:wortreader:opml"
"""Of what OPML has no words for, and this program writes: `paused` and `position`."""


def write(subscriptions: Sequence[Subscription], *, title: str, now: datetime) -> bytes:
    """The subscriptions with their folders as an OPML 2.0 document in UTF-8."""
    is_plain = not any(one.is_paused or one.position is not None for one in subscriptions)
    root = etree.Element("opml", nsmap=None if is_plain else {"wortreader": _NAMESPACE}, version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _xml(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for subscription in subscriptions:
        name = _xml(subscription.title or subscription.url)
        line = etree.SubElement(_folder(folders, subscription.folder), "outline", type="rss", text=name, title=name)
        line.set("xmlUrl", _xml(subscription.url))
        if subscription.site_url:
            line.set("htmlUrl", _xml(subscription.site_url))
        if subscription.is_paused:
            line.set(f"{{{_NAMESPACE}}}paused", "true")
        if subscription.position is not None:
            line.set(f"{{{_NAMESPACE}}}position", str(subscription.position))
    etree.indent(root, "  ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _folder(folders: dict[tuple[str, ...], etree._Element], path: tuple[str, ...]) -> etree._Element:
    """The outline of the folder at `path`. It and those around it are created if they are missing."""
    for length in range(1, len(path) + 1):
        here = path[:length]
        if here not in folders:
            name = _xml(here[-1])
            folders[here] = etree.SubElement(folders[here[:-1]], "outline", text=name, title=name)
    return folders[path]


def _xml(text: str) -> str:
    """`text` without the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", safe(text))
