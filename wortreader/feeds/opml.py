"""Reads and writes subscription lists in OPML 1.0 and 2.0.

Loads no files and addresses, and resolves no entities. Lines that cannot be imported lead to warnings, and the others
are imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from wortreader.charsets import decode_xml
from wortreader.errors import OpmlError
from wortreader.feeds.addresses import web_address
from wortreader.feeds.xml_safety import clean_utf8
from wortreader.i18n import _, ngettext
from wortreader.model import Subscription
from wortreader.text import safe, safe_line

MAX_BYTES = 10 * 1024 * 1024
"""Of a subscription list. About 50,000 feeds."""
MAX_FOLDERS = 16
"""Nested folders. What is deeper goes into the deepest of them."""

_MAX_NAME = 500
_MAX_WARNINGS = 200
_COMMAND = re.compile(r"^\s*\"?(exec|filter|file|query):", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"^feed:(?:(?://)?(https?://.*)|(//.*))$", re.IGNORECASE | re.DOTALL)
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class SubscriptionList:
    """The contents of a subscription list."""

    title: str | None
    subscriptions: tuple[Subscription, ...]
    warnings: tuple[str, ...]
    """One sentence for each line that was changed or left out."""


class _Warnings:
    """Collects sentences. Those beyond `_MAX_WARNINGS` are only counted."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._more = 0

    def add(self, sentence: str) -> None:
        if len(self._sentences) < _MAX_WARNINGS:
            self._sentences.append(sentence)
        else:
            self._more += 1

    def all(self) -> tuple[str, ...]:
        if not self._more:
            return tuple(self._sentences)
        more = ngettext("{n} more line was left out.", "{n} more lines were left out.", self._more)
        return (*self._sentences, more.format(n=self._more))


def read(data: bytes) -> SubscriptionList:
    """The subscriptions in an OPML document, in order, without duplicate addresses.

    Broken XML is read as far as possible. Raises OpmlError if there is no list in it.
    """
    if len(data) > MAX_BYTES:
        raise OpmlError(_("The subscription list is larger than {size} MiB.").format(size=MAX_BYTES >> 20))
    warnings = _Warnings()
    root = _root(data, warnings)
    body = next((child for child in root.iter("body")), root)
    subscriptions: dict[str, Subscription] = {}
    categories = 0
    for element, folder in _outlines(body, warnings):
        categories += bool(_attribute(element, "category"))
        subscription = _subscription(element, folder, warnings)
        if subscription is None:
            continue
        if subscription.url in subscriptions:
            warnings.add(_("Line {line}: {url} is in the list twice.").format(**_where(element, subscription.url)))
        subscriptions.setdefault(subscription.url, subscription)
    if categories:
        warnings.add(
            ngettext(
                "{n} line has categories beside its folder; those were not taken over.",
                "{n} lines have categories beside their folders; those were not taken over.",
                categories,
            ).format(n=categories)
        )
    title = next((safe_line(element.text or "", _MAX_NAME) for element in root.iter("title")), "")
    return SubscriptionList(title or None, tuple(subscriptions.values()), warnings.all())


def write(subscriptions: Sequence[Subscription], *, title: str, now: datetime) -> bytes:
    """The subscriptions with their folders as an OPML 2.0 document in UTF-8."""
    root = etree.Element("opml", version="2.0")
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


def _root(data: bytes, warnings: _Warnings) -> etree._Element:
    document = clean_utf8(decode_xml(data).text)
    if not document:
        raise OpmlError(_("The subscription list is empty."))
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise OpmlError(_("This is not a subscription list (OPML).")) from error
    if (
        root is None
        or next(root.iter("outline", "body"), None) is None
        or etree.QName(root).localname.lower() == "html"
    ):
        raise OpmlError(_("This is not a subscription list (OPML)."))
    if parser.error_log:
        warnings.add(
            _("The list is damaged from line {line} on; what could be read was taken over.").format(
                line=parser.error_log[0].line
            )
        )
    return root


def _outlines(body: etree._Element, warnings: _Warnings) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """The lines with an address below `body`, in order, each with its folders."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(child, ()) for child in reversed(body)]
    is_too_deep = False
    while waiting:
        element, folder = waiting.pop()
        if element.tag != "outline":
            continue
        if _attribute(element, "xmlUrl"):
            yield element, folder
        inner = folder
        name = "" if _attribute(element, "xmlUrl") else _name(element)
        if name and len(element):
            inner = (*folder, name) if len(folder) < MAX_FOLDERS else folder
            is_too_deep = is_too_deep or inner is folder
        waiting.extend((child, inner) for child in reversed(element))
    if is_too_deep:
        warnings.add(_("Folders were nested more than {n} deep; those below were merged.").format(n=MAX_FOLDERS))


def _subscription(element: etree._Element, folder: tuple[str, ...], warnings: _Warnings) -> Subscription | None:
    """The subscription of a line; None, with a warning, if its address cannot be fetched."""
    foreign = _attribute(element, "xmlUrl").strip()
    if _COMMAND.match(foreign):
        warnings.add(
            _("Line {line}: {url} is a command or a file, not an address. It was left out.").format(
                **_where(element, foreign)
            )
        )
        return None
    url = web_address(_without_feed_scheme(foreign))
    if url is None:
        warnings.add(_("Line {line}: {url} is not a web address. It was left out.").format(**_where(element, foreign)))
        return None
    name = _name(element)
    title = name if name and name != foreign else None
    return Subscription(url, title, web_address(_attribute(element, "htmlUrl")), folder)


def _without_feed_scheme(address: str) -> str:
    """`address` without the scheme of `feed:https://…` and `feed://…`."""
    match = _FEED_SCHEME.match(address)
    return address if match is None else match.group(1) or f"http:{match.group(2)}"


def _where(element: etree._Element, url: str) -> dict[str, object]:
    return {"line": element.sourceline or 0, "url": safe_line(url, 120)}


def _name(element: etree._Element) -> str:
    return safe_line(_attribute(element, "title") or _attribute(element, "text"), _MAX_NAME)


def _attribute(element: etree._Element, name: str) -> str:
    """The attribute of that name in any capitalisation; empty if it is missing."""
    value = element.get(name)
    if value is None:
        value = next((value for key, value in element.items() if str(key).lower() == name.lower()), "")
    return str(value)


def _xml(text: str) -> str:
    """`text` without the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", safe(text))
