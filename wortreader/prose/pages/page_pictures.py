"""Resolves pictures that a script would load.

Handles `data-src`, `data-srcset`, `<picture>` and `<noscript>`. Afterwards, each `<img>` has the address of its largest
form in `src`, and tracking pixels are removed. Loads nothing.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.media import is_tracking_pixel
from wortreader.prose.pages.elements import Element, drop

_ADDRESSES: Final = (
    "data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-src", "data-hi-res-src", "data-image",
    "data-url", "data-echo", "data-li-src", "data-pagespeed-lazy-src", "data-delayed-url", "data-lazy", "data-img-src",
)  # fmt: skip
_SETS: Final = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-src-set")
_CANDIDATE: Final = re.compile(r"([^\s,]\S*)(?:\s+(\d{1,6}(?:\.\d{1,4})?)([wx]))?\s*(?:,|$)")
_MAX_SET: Final = 16_000
"""Characters of a `srcset`."""
_PLACEHOLDER: Final = re.compile(
    r"^data:|^about:|(?:blank|spacer|placeholder|transparent|pixel|1x1|loading|lazy|grey|gray|dummy|empty)[\w.-]*"
    r"\.(?:gif|png|svg|jpe?g|webp)|^$",
    re.IGNORECASE,
)


def resolve_lazy_pictures(root: Element) -> None:
    """Gives each `<img>` under `root` the address that a browser would show, and removes tracking pixels."""
    for noscript in list(root.iter("noscript")):
        _unwrap_noscript(noscript)
    for picture in list(root.iter("picture")):
        _settle_picture(picture)
    for image in list(root.iter("img")):
        if _is_counter(image):
            drop(image)
        else:
            _settle_image(image)


def _unwrap_noscript(noscript: Element) -> None:
    """Replaces lazy pictures by those in a `<noscript>` next to them."""
    images = list(noscript.iter("img"))
    if not images:
        return
    neighbours = [noscript.getprevious(), noscript.getnext()]
    lazy = next(
        (near for near in neighbours if near is not None and near.tag in ("img", "picture", "div", "span")), None
    )
    if lazy is not None:
        within = [lazy] if lazy.tag == "img" else list(lazy.iter("img"))
        if within and len(images) == 1:
            seen = within[0]
            if _PLACEHOLDER.search(seen.get("src") or "") and not _best(seen):
                seen.set("src", images[0].get("src") or "")
                seen.set("alt", seen.get("alt") or images[0].get("alt") or "")
            return
    if not (noscript.text_content() or "").strip():
        noscript.tag = "div"


def _settle_picture(picture: Element) -> None:
    """Gives the `<img>` of a `<picture>` the largest form in its sources."""
    image = next(iter(picture.iter("img")), None)
    sources = [source for source in picture.iter("source") if not (source.get("type") or "").endswith("svg+xml")]
    best = max(filter(None, map(_best, sources)), default=None, key=lambda found: found[0])
    if image is None:
        if best is None:
            return
        image = picture.makeelement("img")
        picture.append(image)
    own = _best(image)
    if best is not None and (own is None or own[0] < best[0]) and not _is_larger(image, best):
        image.set("src", best[1])
        for name in (*_SETS, *_ADDRESSES):
            image.attrib.pop(name, None)
    for source in sources:
        source.drop_tag()  # the parser takes what follows a <source> for its content


def _is_larger(image: Element, best: tuple[float, str]) -> bool:
    """Whether the plain address of `image` is as good as a source that does not say how large it is."""
    return best[0] <= 1 and not _PLACEHOLDER.search(image.get("src") or "")


def _settle_image(image: Element) -> None:
    best = _best(image)
    src = (image.get("src") or "").strip()
    if best is not None and (best[0] > 1 or _PLACEHOLDER.search(src)):
        src = best[1]
    if _PLACEHOLDER.search(src):
        src = next((value for name in _ADDRESSES if (value := (image.get(name) or "").strip())), src)
    image.set("src", src)
    for name in (*_SETS, *_ADDRESSES):
        image.attrib.pop(name, None)


def _best(element: Element) -> tuple[float, str] | None:
    """The largest candidate in all source sets of `element`: its width or density, and its address."""
    found: list[tuple[float, str]] = []
    for name in _SETS:
        for match in _CANDIDATE.finditer((element.get(name) or "")[:_MAX_SET]):
            address = match[1].rstrip(",")
            if address and not address.startswith("data:"):
                found.append((float(match[2] or 1), address))
    return max(found, key=lambda candidate: candidate[0]) if found else None


def _is_counter(image: Element) -> bool:
    """Whether it is one pixel in size, or from a host that counts visitors."""
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    if any(size in ("0", "1") for size in sizes):
        return True
    return any(is_tracking_pixel(image.get(name) or "") for name in ("src", "data-src", "data-lazy-src"))
