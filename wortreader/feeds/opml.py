"""Reads and writes subscription lists in OPML 1.0 and 2.0.

Loads no files and addresses, and resolves no external entities. What is read differently from how it is written leads
to a remark, line by line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

from lxml import etree

from wortreader.address_secrets import split_user_info, without_user_info
from wortreader.charsets import decode_xml
from wortreader.download_errors import in_megabytes
from wortreader.errors import OpmlError
from wortreader.feeds.addresses import has_feed_scheme, web_address, without_feed_scheme
from wortreader.feeds.opml_quotes import with_inner_quotes_escaped
from wortreader.feeds.same_address import address_key
from wortreader.feeds.xml_repair import repair, repair_signs
from wortreader.feeds.xml_safety import clean_utf8, make_safe
from wortreader.i18n import N_, nN_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Subscription
from wortreader.sentences import S_, Sentence
from wortreader.text import safe_line

MAX_BYTES = 16 * 1000**2
"""Of a subscription list. About 80,000 feeds."""
MAX_FOLDERS = 16
"""Nested folders. What is deeper goes into the deepest of them."""

_MAX_NAME = 500
_MAX_REMARKS = 200
_COMMAND = re.compile(r"^\s*\"?(exec|filter|file|query):", re.IGNORECASE)
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp;)+")
_BARE_ADDRESS = re.compile(r"(?://)?((?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/\S*)", re.IGNORECASE)
"""An address without its scheme. With a slash: `feed.xml` is the name of a file."""
_MARKUP_IN_VALUE = re.compile(
    rb"((?<=[\s\"'])[\w:.-]{1,40}\s{0,9}=\s{0,9})(\"[^\"<]{0,4096}+\"|'[^'<]{0,4096}+'|[^\s\"'<>]{1,4096}+(?=[\s>]))"
)
"""An attribute and its value, in quotation marks or without them."""
_VALUE = re.compile(rb"(=\s*)(\"[^\"<]{0,4096}+\"|'[^'<]{0,4096}+'|[^\s\"'<>]{1,2048}+(?=[\s>]))")
_RUNS_ON = re.compile(rb"[^\s/>?]")
_OUTLINE = re.compile(rb"</?(?:[\w.-]+:)?outline\b", re.IGNORECASE)

_NEWSBOAT_LINE = re.compile(rb"https?://|\"?(?:query|exec|filter|file):", re.IGNORECASE)
"""How a line of newsboat's file `urls` begins; what follows are tags, in quotation marks if they have spaces."""

_PLACE = re.compile(r"[0-9]{1,6}", re.ASCII)

_FEED_ATTRIBUTES = ("xmlurl", "url", "feedurl", "rssurl", "feed")
"""Where programs write the address of a feed; `xmlUrl` in the specification."""
_ATTRIBUTES = frozenset(
    {*_FEED_ATTRIBUTES, "title", "text", "type", "htmlurl", "iscomment", "category", "paused", "position"}
)
_NO_FEEDS = frozenset({"link", "include", "page", "html"})
"""Types of lines whose `url` is that of something else (OPML 2.0, “Other types”)."""


@lazy_dataclass(frozen=True, slots=True)
class ListRemark:
    """What was read differently from how a subscription list has it."""

    sentence: Sentence
    is_loss: bool = False
    """True if a line was left out; False if something was repaired, renamed or merged."""


@lazy_dataclass(frozen=True, slots=True)
class SubscriptionList:
    """The contents of a subscription list."""

    title: str | None
    subscriptions: tuple[Subscription, ...]
    remarks: tuple[ListRemark, ...]
    """In the order of the lines, a sentence each; those on the whole list come first and last."""


class _Remarks:
    """Collects remarks. Those beyond `_MAX_REMARKS` are only counted."""

    def __init__(self) -> None:
        self._remarks: list[tuple[int, ListRemark]] = []
        self._more = 0
        self._is_more_lost = False
        self.first_line = 0
        """Lines of the document before the one that the parser counts as the first, less one."""
        self.is_damaged = False
        """Whether the list could not be repaired: an empty folder may be a feed without its address."""

    def on_list(self, sentence: Sentence, *, is_last: bool = False) -> None:
        """Adds a remark on the whole list."""
        self._remarks.append((sys.maxsize if is_last else 0, ListRemark(sentence)))

    def on_line(self, element: etree._Element, sentence: Sentence, *, is_loss: bool = False) -> None:
        """Adds a remark on the line of an element."""
        self.on_line_number(element.sourceline or 0, sentence, is_loss=is_loss)

    def on_line_number(self, number: int, sentence: Sentence, *, is_loss: bool = False) -> None:
        """Adds a remark on a line, which the parser counts as `number`."""
        if len(self._remarks) >= _MAX_REMARKS:
            self._more += 1
            self._is_more_lost |= is_loss
            return
        line = number + self.first_line
        words = S_("Line {line}: {sentence}", line=line, sentence=sentence)
        self._remarks.append((line, ListRemark(words, is_loss)))

    def all(self) -> tuple[ListRemark, ...]:
        remarks = [remark for _line, remark in sorted(self._remarks, key=lambda pair: pair[0])]
        if self._more:
            more = nN_(
                "{n} more line was read differently or left out.", "{n} more lines were read differently or left out."
            )
            remarks.append(ListRemark(Sentence.of(more, n=self._more), self._is_more_lost))
        return tuple(remarks)


def read(data: bytes) -> SubscriptionList:
    """The subscriptions in an OPML document, in order, without duplicate addresses.

    Elements and attributes are known by their local names in any case. Broken XML is read as far as possible. Raises
    OpmlError if there is no list in it, or one that is larger than `MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise OpmlError(S_("The subscription list is larger than {size}.", size=in_megabytes(MAX_BYTES)))
    try:
        return _read(data)
    except (etree.LxmlError, ValueError) as error:  # lxml's names and texts: surrogates, names with two colons
        detail = safe_line(str(error), 120)
        raise OpmlError(S_("The subscription list is too damaged to be read ({detail}).", detail=detail)) from error


def _read(data: bytes) -> SubscriptionList:
    remarks = _Remarks()
    root = _root(data, remarks)
    subscriptions: dict[str, Subscription] = {}
    categories = 0
    for element, folder in _feed_lines(root, remarks):
        attributes = _attributes(element)
        categories += bool(attributes.get("category"))
        subscription = _subscription(element, attributes, folder, remarks)
        if subscription is None:
            continue
        former = subscriptions.setdefault(address_key(subscription.url), subscription)
        if former is not subscription:
            remarks.on_line(element, _twice(former, subscription))
    if categories:
        words = nN_(
            "{n} line has categories besides its folder; they were not imported.",
            "{n} lines have categories besides their folders; they were not imported.",
        )
        remarks.on_list(Sentence.of(words, n=categories), is_last=True)
    title = next((safe_line(element.text or "", _MAX_NAME) for element in root.iter() if _kind(element) == "title"), "")
    return SubscriptionList(title or None, tuple(subscriptions.values()), remarks.all())


def _twice(former: Subscription, again: Subscription) -> Sentence:
    """That a feed is in the list more than once, and what of it counts."""
    sentence = S_("{url} is in the list twice; it was imported once.", url=safe_line(again.url, 120))
    if former.folder == again.folder:
        return sentence
    folder = " / ".join(former.folder)
    where = S_("It is in the folder “{folder}”.", folder=folder) if folder else S_("It is in no folder.")
    return sentence.then(where)


def _root(data: bytes, remarks: _Remarks) -> etree._Element:
    """The root element of a list, repaired as far as that is needed. Raises OpmlError."""
    decoded = decode_xml(data)
    document = make_safe(clean_utf8(decoded.text)).data.lstrip()
    if not document:
        raise OpmlError(S_("The subscription list is empty."))
    remarks.first_line = decoded.text.count("\n") - document.count(b"\n")
    if decoded.is_mislabelled:
        remarks.on_list(S_("The list is not in the encoding that it names; a few of its letters may be wrong."))
    root, damage = _parsed(document)
    if damage is not None:
        repaired = repair_signs(_MARKUP_IN_VALUE.sub(_escaped_value, document))
        _say_changed(document, repaired, S_("An “&” or “<” that is not valid XML was read as text."), remarks)
        root, damage = _parsed(repair(repaired))
        if damage is not None:
            whole = with_inner_quotes_escaped(repaired)
            _say_changed(repaired, whole, S_("Quotation marks within a value were read as a part of it."), remarks)
            quoted = _VALUE.sub(_quoted_value, whole)
            _say_changed(whole, quoted, S_("Missing quotation marks and spaces were filled in."), remarks)
            root, damage = _parsed(repair(quoted))
    if root is None or _kind(root) == "html" or not any(_kind(element) in _PARTS for element in root.iter()):
        raise OpmlError(_not_a_list(document))
    if damage is not None:
        remarks.is_damaged = True
        remarks.on_line_number(damage, S_("The list is damaged from here on; what could be read was imported."))
    return root


def _not_a_list(document: bytes) -> Sentence:
    """That a document is no subscription list; of newsboat's list of feeds, how to make one of it."""
    lines = [line for line in map(bytes.strip, document.splitlines()) if line and not line.startswith(b"#")]
    sentence = S_("This is not a subscription list (OPML).")
    if lines and all(map(_NEWSBOAT_LINE.match, lines)) and any(line.startswith(b"http") for line in lines):
        return sentence.then(S_("If it is newsboat's list of feeds, write it as OPML with `newsboat -e > feeds.opml`."))
    return sentence


def _say_changed(before: bytes, after: bytes, sentence: Sentence, remarks: _Remarks) -> None:
    """Says of each line that a repair has changed how it was read."""
    for number, (line, repaired) in enumerate(zip(before.split(b"\n"), after.split(b"\n"), strict=True), 1):
        if line != repaired:
            remarks.on_line_number(number, sentence)


def _quoted_value(match: re.Match[bytes]) -> bytes:
    """An attribute's value in quotation marks, apart from the attribute after it."""
    before, value = match.groups()
    if value[:1] in (b'"', b"'"):
        return match.group() + b" " if _RUNS_ON.match(match.string, match.end()) else match.group()
    end = b"/" if value.endswith(b"/") and match.string[match.end() : match.end() + 1] == b">" else b""
    return before + b'"' + value.removesuffix(end) + b'"' + end


_PARTS = frozenset({"outline", "body"})


def _parsed(document: bytes) -> tuple[etree._Element | None, int | None]:
    """The root element of a document, and the line at which it is damaged. None, each, if there is none."""
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
    except (etree.XMLSyntaxError, ValueError):
        return None, 1
    errors = (entry.line for entry in parser.error_log if entry.level > etree.ErrorLevels.WARNING)
    return root, next(errors, None)


def _escaped_value(match: re.Match[bytes]) -> bytes:
    """The value of an attribute with its tags as text; unchanged if it seems to run into the next line's tag."""
    before, value = match.groups()
    return match.group() if _OUTLINE.search(value) else before + value.replace(b"<", b"&lt;")


def _feed_lines(root: etree._Element, remarks: _Remarks) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """The lines in `root` that are those of feeds, in order, each with its folders; wherever they are."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    is_too_deep = False
    while waiting:
        element, folder = waiting.pop()
        if _kind(element) != "outline":
            waiting.extend((child, folder) for child in reversed(element))
            continue
        attributes = _attributes(element)
        if attributes.get("iscomment", "").strip().lower() == "true":
            remarks.on_line(element, S_("“{name}” is commented out in the list.", name=_name(attributes)))
            continue
        is_folder = any(_kind(inner) == "outline" for inner in element.iterdescendants())
        inner = folder
        if _address(attributes) is not None:
            yield element, folder
        elif is_folder:
            name = _name(attributes)
            if name and len(folder) < MAX_FOLDERS:
                inner = (*folder, name)
                _say_renamed(element, attributes, name, remarks)
            elif not name:
                remarks.on_line(element, S_("The folder has no name; what is in it was put into the one around it."))
            is_too_deep |= bool(name) and inner is folder
        else:
            _say_left_out(element, attributes, remarks)
        waiting.extend((child, inner) for child in reversed(element))
    if is_too_deep:
        words = S_("Folders were nested more than {n} deep; those below were merged.", n=MAX_FOLDERS)
        remarks.on_list(words, is_last=True)


def _say_left_out(element: etree._Element, attributes: Mapping[str, str], remarks: _Remarks) -> None:
    """Says why a line is neither a feed nor a folder with feeds."""
    name = _name(attributes)
    kind = attributes.get("type", "").strip().lower()
    page = safe_line(attributes.get("htmlurl") or attributes.get("url") or "", 120)
    if kind == "include":
        sentence = N_("{url} is another list. It was left out; import it by itself.")
    elif page:
        sentence = N_(
            "“{name}” has the address of a page, not of a feed. It was left out; `wortreader add {url}` looks for "
            "its feed."
        )
    elif name and _is_meant_as_feed(kind, attributes):
        sentence = N_("“{name}” has no address. It was left out.")
    elif name:
        words = S_("The folder “{name}” is empty. It was left out.", name=name)
        remarks.on_line(element, words, is_loss=remarks.is_damaged)
        return
    else:
        sentence = N_("A line without name and address was left out.")
    remarks.on_line(element, Sentence.of(sentence, name=name or page, url=page), is_loss=True)


def _is_meant_as_feed(kind: str, attributes: Mapping[str, str]) -> bool:
    """Whether a line without an address is that of a feed: it has a place for the address, or a feed's type."""
    return kind in ("rss", "atom") or not attributes.keys().isdisjoint(_FEED_ATTRIBUTES)


def _subscription(
    element: etree._Element, attributes: Mapping[str, str], folder: tuple[str, ...], remarks: _Remarks
) -> Subscription | None:
    """The subscription of a line; None, with a remark, if its address cannot be fetched."""
    attribute, written = _address(attributes) or ("", "")
    foreign, user_info = split_user_info(written)
    shown = safe_line(foreign, 120)
    if _COMMAND.match(foreign):
        words = S_("{url} is a command or a file, not an address. It was left out.", url=shown)
        remarks.on_line(element, words, is_loss=True)
        return None
    is_escaped_twice = "&amp;" in foreign
    address = _ESCAPED_AMPERSAND.sub("&", foreign)
    url = web_address(without_feed_scheme(address, scheme="http"))
    bare = _BARE_ADDRESS.fullmatch(address) if url is None else None
    if bare is not None:
        url = web_address(f"https://{bare.group(1)}")
    if url is None:
        remarks.on_line(element, S_("{url} is not a web address. It was left out.", url=shown), is_loss=True)
        return None
    url = _ESCAPED_AMPERSAND.sub("&", url)  # there may have been characters between that an address does not have
    if bare is not None or is_escaped_twice or has_feed_scheme(foreign):
        remarks.on_line(element, S_("{written} was read as {url}.", written=shown, url=safe_line(url, 120)))
    elif attribute != "xmlurl":
        words = S_("The address of {url} is written as {attribute}, not as xmlUrl.", url=shown, attribute=attribute)
        remarks.on_line(element, words)
    name = _name(attributes)
    _say_renamed(element, attributes, name, remarks)
    title = name if without_user_info(name) != foreign else ""
    if title.lower().startswith(("http://", "https://")):
        title = without_user_info(title)
    written = attributes.get("position", "")
    return Subscription(
        url,
        title or None,
        web_address(attributes.get("htmlurl")),
        folder,
        is_paused=attributes.get("paused") == "true",
        position=int(written) if _PLACE.fullmatch(written) else None,
        user_info=user_info,
    )


def _say_renamed(element: etree._Element, attributes: Mapping[str, str], name: str, remarks: _Remarks) -> None:
    """Says that a name is not the one that the list has, but for spaces."""
    written = " ".join((attributes.get("title") or attributes.get("text") or "").split())
    if written != name:
        remarks.on_line(element, S_("The name was shortened or cleaned to “{name}”.", name=safe_line(name, 80)))


def _address(attributes: Mapping[str, str]) -> tuple[str, str] | None:
    """The attribute with the address of a feed, and the address; None if there is none."""
    is_other = attributes.get("type", "").strip().lower() in _NO_FEEDS
    for attribute in _FEED_ATTRIBUTES[: 1 if is_other else None]:
        address = attributes.get(attribute, "").strip()
        if address:
            return attribute, address
    return None


def _kind(element: etree._Element) -> str:
    """The name of an element in lower case, without namespace and prefix; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element that are used, by their names in lower case, without prefixes.

    lxml looks each value up among all: only a few are asked for, as there may be a hundred thousand.
    """
    attributes: dict[str, str] = {}
    for name in element.keys():  # noqa: SIM118 - an element is iterated by its children
        key = str(name).rpartition("}")[2].rpartition(":")[2].lower()
        if key in _ATTRIBUTES and key not in attributes:
            attributes[key] = str(element.get(name))
    return attributes


def _name(attributes: Mapping[str, str]) -> str:
    return safe_line(attributes.get("title", "").strip() or attributes.get("text", ""), _MAX_NAME)
