"""The article in a source: a page on the web, a page or a saved article in a file. Stores nothing."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable

from wortreader.errors import NotAnArticle
from wortreader.i18n import _
from wortreader.model import Extraction
from wortreader.sync.locate import normal_address
from wortreader.sync.sources import local_bytes
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Fetched, Transport

_SAVED = {".md": "text/markdown", ".markdown": "text/markdown", ".txt": "text/plain", ".text": "text/plain"}
"""What files with these endings hold; of all others their bytes tell."""


async def extract_source(
    source: str, transport: Transport, pool: WorkerPool, *, standard_input: Callable[[], bytes], url: str = ""
) -> Extraction:
    """The article behind an address, in a file, or, for `-`, in what `standard_input` gives.

    `url` is where a file comes from: what its relative links and its clock are seen from. Raises WireError, ProseError
    or SourceUnreadable where there is nothing to show.
    """
    data = await local_bytes(source, standard_input)
    if data is not None:
        return await pool.extract(data, url=url, content_type=media_type(source))
    return await extract_page(normal_address(source), transport, pool, is_private_allowed=True)


async def extract_page(
    url: str, transport: Transport, pool: WorkerPool, *, is_private_allowed: bool = False
) -> Extraction:
    """The article of the page at `url`. Raises WireError, or ProseError where there is none."""
    fetched = await transport.fetch(url, is_private_allowed=is_private_allowed)
    if not isinstance(fetched, Fetched):
        raise NotAnArticle(_("{url} answers “not modified” to a first question.").format(url=url))
    kind = (fetched.content_type or "").partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("application/pdf", "application/zip"):
        raise NotAnArticle(_("{url} is no page to read ({kind}).").format(url=url, kind=kind))
    return await pool.extract(fetched.body, url=fetched.url, content_type=fetched.content_type)


def media_type(name: str) -> str | None:
    """What a file of this name holds, where it is a saved text; None where its bytes have to tell."""
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    kind = _SAVED.get(ending) or mimetypes.guess_type(name)[0]
    return kind if kind in ("text/markdown", "text/plain") else None
