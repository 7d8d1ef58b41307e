"""Resolves pictures that a script would load.

Handles `data-src`, `data-srcset`, `<picture>` and `<noscript>`. Afterwards, each `<img>` has the address of its largest
form in `src`, and tracking pixels are removed. Loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wortreader.prose.html.elements import Element, drop_all, text_of, unwrap
from wortreader.prose.html.media import is_tracking_pixel

_LAZY_ADDRESSES: Final = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-lazyload", "data-actualsrc", "data-img-src",
    "data-original-src", "lazy-src", "lazysrc",
)  # fmt: skip
"""Attributes with the address that a script puts into `src`."""
_ADDRESSES: Final = (
    *_LAZY_ADDRESSES, "data-orig-file", "data-large-file", "data-full-src", "data-hi-res-src", "data-image", "data-url",
    "data-echo", "data-li-src", "data-pagespeed-lazy-src", "data-delayed-url", "data-flickity-lazyload", "data-large",
    "data-hires", "data-medium-file", "data-canonical-src", "original", "zoomfile", "file",
)  # fmt: skip
_SETS: Final = (
    "srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-src-set", "data-lazy-src-set",
    "lazy-srcset", "data-bgset",
)  # fmt: skip
_OTHER_ADDRESSES: Final = frozenset((*_SETS, *_ADDRESSES))
_PART: Final = re.compile(r"[\s,]*(\S+)")
_SIZE: Final = re.compile(r"(?:^|\s)(\d{1,6}(?:\.\d{1,4})?)[wx](?:\s|$)")
_MAX_SET: Final = 16_000
"""Characters of a `srcset`."""
_PLACEHOLDER: Final = re.compile(
    r"^data:|^about:|(?:blank|spacer|placeholder|transparent|pixel|1x1|load(?:ing|er)|lazy|grey|gray|dummy|empty|trans"
    r"|none|clear|preload|fallback|shim|white)[\w.-]*\.(?:gif|png|svg|jpe?g|webp)|^#?$",
    re.IGNORECASE,
)
_PICTURE_ADDRESS: Final = re.compile(
    r"(?:https?:)?//\S{1,2000}\.(?:jpe?g|png|webp|gif|avif)(?:[?#]\S{0,2000})?", re.IGNORECASE
)
_SIZE_IN_NAME: Final = re.compile(r"(?:[-_@]\d{1,5}(?:x\d{1,5}|w|px)?|@\dx)?\.\w{3,4}$")
_DARK: Final = re.compile(r"prefers-color-scheme\s*:\s*dark", re.IGNORECASE)


def resolve_lazy_pictures(root: Element) -> None:
    """Gives each `<img>` under `root` the address that a browser would show, and removes tracking pixels."""
    for noscript in list(root.iter("noscript")):
        _unwrap_noscript(noscript)
    for picture in list(root.iter("picture")):
        _settle_picture(picture)
    counters: list[Element] = []
    for image in root.iter("img"):
        if _is_counter(image):
            counters.append(image)
        else:
            _settle_image(image)
            if _stands_before_another(image):
                counters.append(image)
    drop_all(root, counters)


def _unwrap_noscript(noscript: Element) -> None:
    """Replaces lazy pictures and players by those in a `<noscript>` next to them."""
    images = list(noscript.iter("img"))
    if not images:
        if not text_of(noscript) and next(noscript.iter("iframe", "video", "audio"), None) is not None:
            unwrap(noscript)
        return
    for lazy in (noscript.getprevious(), noscript.getnext()):
        if lazy is None or lazy.tag not in ("img", "picture", "div", "span", "figure", "a") or len(images) != 1:
            continue
        is_before = lazy is noscript.getprevious()
        within = list(lazy.iter("img"))
        if within and _is_same(within[-1 if is_before else 0], images[0], is_before=is_before):
            seen = within[-1 if is_before else 0]
            if _PLACEHOLDER.search(seen.get("src") or "") and not _best(seen):
                best = _best(images[0])
                seen.set("src", best[1] if best else images[0].get("src") or "")
                seen.set("alt", seen.get("alt") or images[0].get("alt") or "")
            for name in ("style", "hidden", "aria-hidden"):  # a script would show it
                seen.attrib.pop(name, None)
            return
    if not text_of(noscript):
        unwrap(noscript)


def _is_same(lazy: Element, image: Element, *, is_before: bool) -> bool:
    """Whether `image` is what a script would show in place of `lazy`.

    Nearly always the `<noscript>` comes after it. If it comes before, both must have the same name.
    """
    src = (lazy.get("src") or "").strip()
    own = _other_address(lazy, _ADDRESSES)
    address = (image.get("src") or "").strip()
    if not is_before and own and _stem(own) != _stem(address):
        return False
    return bool(_PLACEHOLDER.search(src)) or _stem(src) == _stem(address) or bool(own) or _best(lazy) is not None


def _stem(address: str) -> str:
    """The name of a picture's file without its size and kind."""
    return _SIZE_IN_NAME.sub("", re.split("[?#]", address, maxsplit=1)[0].rpartition("/")[2])


def _settle_picture(picture: Element) -> None:
    """Gives the `<img>` of a `<picture>` the largest form in its sources."""
    image = next(iter(picture.iter("img")), None)
    sources = list(picture.iter("source"))
    usable = [source for source in sources if not _is_unsuited(source)]
    best = max(filter(None, map(_best, usable)), default=None, key=lambda found: found[0])
    if image is None:
        if best is None:
            return
        image = picture.makeelement("img")
        picture.append(image)
    own = _best(image)
    if best is not None and (own is None or own[0] < best[0]) and not _is_larger(image, best):
        image.set("src", best[1])
        _drop_other_addresses(image)
    for source in sources:
        unwrap(source)  # in XHTML, it can have content


def _is_unsuited(source: Element) -> bool:
    """Whether a source is a drawing, which is not decoded, or is for dark backgrounds."""
    return (source.get("type") or "").endswith("svg+xml") or bool(_DARK.search(source.get("media") or ""))


def _is_larger(image: Element, best: tuple[float, str]) -> bool:
    """Whether the plain address of `image` is as good as a source that does not say how large it is."""
    return best[0] <= 1 and not _PLACEHOLDER.search(image.get("src") or "")


def _settle_image(image: Element) -> None:
    best = _best(image)
    src = (image.get("src") or "").strip()
    is_lazy = "lazy" in (image.get("class") or "")
    if best is not None and (best[0] > 1 or is_lazy or _PLACEHOLDER.search(src)):
        src = best[1]
    elif _PLACEHOLDER.search(src):
        src = _other_address(image, _ADDRESSES) or _any_picture_address(image) or src
    elif is_lazy:
        src = _other_address(image, _LAZY_ADDRESSES) or src
    image.set("src", src)
    _drop_other_addresses(image)


def _drop_other_addresses(image: Element) -> None:
    for name in _OTHER_ADDRESSES.intersection(image.keys()):
        del image.attrib[name]


def _stands_before_another(image: Element) -> bool:
    """Whether it fills the place of the picture right behind it until that is loaded."""
    following = image.getnext()
    is_next = following is not None and following.tag in ("img", "picture") and not (image.tail or "").strip()
    return is_next and bool(_PLACEHOLDER.search(image.get("src") or ""))


def _other_address(image: Element, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := (image.get(name) or "").strip())), "")


def _any_picture_address(image: Element) -> str:
    """An address of a picture in any other attribute for scripts."""
    values = (value.strip() for name, value in image.attrib.items() if str(name).startswith("data-"))
    return next((value for value in values if _PICTURE_ADDRESS.fullmatch(value)), "")


def _best(element: Element) -> tuple[float, str] | None:
    """The largest candidate in all source sets of `element`: its width or density, and its address."""
    found = [candidate for name in _SETS if (value := element.get(name)) for candidate in _candidates(value[:_MAX_SET])]
    return max(found, key=lambda candidate: candidate[0]) if found else None


def _candidates(source_set: str) -> Iterator[tuple[float, str]]:
    """The width or density, and the address, of each candidate of a `srcset` (HTML, 4.8.4.2.1)."""
    at = 0
    while part := _PART.match(source_set, at):
        address, at = part[1], part.end()
        size = 1.0
        if not address.endswith(","):
            comma = source_set.find(",", at)
            end = len(source_set) if comma < 0 else comma
            if found := _SIZE.search(source_set[at:end]):
                size = float(found[1])
            at = end
        address = address.rstrip(",")
        if address and not address.startswith("data:"):
            yield size, address


def _is_counter(image: Element) -> bool:
    """Whether it is one pixel in size, or from a host that counts visitors."""
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    if any(size in ("0", "1") for size in sizes):
        return True
    return any(is_tracking_pixel(image.get(name) or "") for name in ("src", "data-src", "data-lazy-src"))
