"""A server of many feeds, each at an address of its own: `python tests/bench/feed_server.py FOLDER PORT [--forgetful]`.

Serves `FOLDER/N.xml` at 127.1.x.y, all on one port (0: any that is free), and prints that port when it listens; ends
when standard input does. Every answer stands ready in memory and a request is only looked at for its validators: what
is measured is the client. A forgetful server has no validators and sends the whole document every time.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

BACKLOG = 64


def address(feed_index: int) -> str:
    """The address of a feed; no other has it."""
    return f"127.1.{feed_index // 250}.{feed_index % 250 + 1}"


class Answers:
    """What one feed answers, byte for byte."""

    def __init__(self, body: bytes, *, is_forgetful: bool) -> None:
        self.etag = b'"%s"' % hashlib.md5(body, usedforsecurity=False).hexdigest().encode()
        validators = b"" if is_forgetful else b"ETag: %s\r\n" % self.etag
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n" % len(body)
        self.whole = head + validators + b"Connection: close\r\n\r\n" + body
        self.unchanged = b"HTTP/1.1 304 Not Modified\r\n" + validators + b"Connection: close\r\n\r\n"
        self._is_forgetful = is_forgetful

    def answer(self, request: bytes) -> bytes:
        """The document, or that it is known."""
        return self.unchanged if not self._is_forgetful and self.etag in request else self.whole


class Connection(asyncio.Protocol):
    """Answers one request and closes."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._request = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way back."""
        self._transport = cast("asyncio.Transport", transport)  # the type that create_server gives to protocols

    def data_received(self, data: bytes) -> None:
        """Answers once the request is whole."""
        self._request += data
        if self._request.endswith(b"\r\n\r\n"):
            self._transport.write(self._answers.answer(self._request))
            self._transport.close()


def read_answers(folder: Path, *, is_forgetful: bool) -> list[Answers]:
    """The answers of the feeds in a folder, by their numbers."""
    files = sorted(folder.glob("*.xml"), key=lambda file: int(file.stem))
    return [Answers(file.read_bytes(), is_forgetful=is_forgetful) for file in files]


async def serve(feeds: list[Answers], port: int, *, until: Callable[[], object]) -> None:
    """Serves feeds, each at its address, until `until` returns."""
    loop = asyncio.get_running_loop()
    for feed_index, answers in enumerate(feeds):

        def connection(answers: Answers = answers) -> Connection:
            return Connection(answers)

        # The port of the first one must be free at the others too; those addresses are nobody else's.
        server = await loop.create_server(connection, address(feed_index), port, backlog=BACKLOG)
        port = server.sockets[0].getsockname()[1]
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.to_thread(until)


if __name__ == "__main__":
    answers_of_all = read_answers(Path(sys.argv[1]), is_forgetful="--forgetful" in sys.argv)
    asyncio.run(serve(answers_of_all, int(sys.argv[2]), until=sys.stdin.read))
