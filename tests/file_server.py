"""Files on loopback that are served in parts (RFC 9110, 14), and break off where a test wants it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from loopback import Exchange, head

KIB = 1024


def sound(kib: int = 300, *, seed: int = 1) -> bytes:
    """Bytes that are the same in no two places."""
    block = b"".join(number.to_bytes(4, "big") for number in range(seed * 1000, seed * 1000 + kib * KIB // 4))
    return block[: kib * KIB]


@dataclass
class FileHandler:
    """Answers requests for a file; a Handler of Loopback."""

    body: bytes
    etag: str | None = '"one"'
    last_modified: str | None = None
    date: str | None = None
    content_type: str | None = "audio/mpeg"
    takes_ranges: bool = True
    cuts: list[int] = field(default_factory=list)
    """After how many bytes of its body each of the next answers breaks off."""
    announced: int | None = None
    """The Content-Length of whole answers, if it is not the true one."""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_stalled_at_cut: bool = False
    """Whether nothing more comes after a cut, instead of the end of the connection."""
    is_slow_after_cut: bool = False
    """Whether the rest comes at a kilobyte a second, which is not too slow to be waited for, and not idle."""
    ranges: list[str | None] = field(default_factory=list)
    """The Range header of each request."""

    async def __call__(self, exchange: Exchange) -> None:
        """Answers one request."""
        asked = exchange.request.headers
        self.ranges.append(asked.get("range"))
        status, body, first = 200, self.body, 0
        headers: dict[str, str | None] = {
            "Content-Type": self.content_type,
            "ETag": self.etag,
            "Last-Modified": self.last_modified,
            "Date": self.date,
            "Accept-Ranges": "bytes" if self.takes_ranges else "none",
            "Connection": "close",
            **self.headers,
        }
        found = re.fullmatch(r"bytes=(\d+)-", asked.get("range", ""))
        is_same = asked.get("if-range") in (None, self.etag, self.last_modified)
        if found and self.takes_ranges and is_same:
            first = int(found[1])
            if first >= len(self.body):
                headers |= {"Content-Range": f"bytes */{len(self.body)}", "Content-Length": "0"}
                await exchange.send(_head(416, headers))
                return
            status, body = 206, self.body[first:]
            headers["Content-Range"] = f"bytes {first}-{len(self.body) - 1}/{len(self.body)}"
        headers.setdefault("Content-Length", str(len(body) if self.announced is None else self.announced - first))
        cut = self.cuts.pop(0) if self.cuts else None
        await exchange.send(_head(status, headers) + body[:cut])
        if cut is not None and self.is_stalled_at_cut:
            await exchange.until_client_leaves()
        elif cut is not None and self.is_slow_after_cut:
            for start in range(cut, len(body), 100):
                await exchange.send(body[start : start + 100])
                await asyncio.sleep(0.1)


def _head(status: int, headers: Mapping[str, str | None]) -> bytes:
    return head(status, {name: value for name, value in headers.items() if value is not None})
