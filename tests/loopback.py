"""A real HTTP server on loopback for all tests: feeds, redirects and answers that are wrong on purpose.

    with Loopback() as server:
        url = server.serve("/feed.xml", body, etag='"1"')
        ...                                         # fetch it, from this thread, another one or another process
        server.serve("/feed.xml", changed_body)     # the next request gets the new body
        assert server.requests[-1].headers["if-none-match"] == '"1"'

It runs in a thread with its own event loop, so that tests with and without one can use it. It answers on any
address of 127.0.0.0/8 (`server.url(path, host="127.0.3.4")`), all on one port. `loopback_faults.mount` adds one path
for each fault of a server.
"""

from __future__ import annotations

import asyncio
import gzip as gzip_module
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self

PATIENCE = 60.0
"""Seconds after which a test gives up waiting."""

_TLS_GREETING = b"\x16"

_ROUNDS_TO_ACCEPT = 5
"""Iterations of the event loop from a connection accepted by the system to one that the server knows."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the server received it."""

    method: str
    path: str
    """With its query string, as in the request line."""
    headers: Mapping[str, str]
    """Names in lower case."""
    address: str
    """The loopback address that received it."""


@dataclass(slots=True)
class Exchange:
    """A request and its connection, passed to a handler."""

    request: Request
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Writes bytes unchanged."""
        self.writer.write(data)
        await self.writer.drain()

    async def until_client_leaves(self) -> None:
        """Returns when the client has closed the connection (or the server stops)."""
        while await self.reader.read(1024):
            pass


Handler = Callable[[Exchange], Awaitable[None]]
"""Answers a request. The connection is closed when it returns."""


@dataclass(slots=True)
class Page:
    """A correct answer: with its length, its validators, and `304` for a client that has it already."""

    body: bytes
    status: int = 200
    content_type: str | None = "application/xml"
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, request: Request) -> bytes:
        """The answer to `request`, byte for byte."""
        asked_etag, asked_since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        is_known = asked_etag == self.etag if asked_etag else bool(asked_since) and asked_since == self.last_modified
        status, body = (304, b"") if is_known and self.status == 200 else (self.status, self.body)
        headers = {"ETag": self.etag, "Last-Modified": self.last_modified, **self.headers}
        if status != 304:
            headers |= {"Content-Type": self.content_type, "Content-Length": str(len(body))}
        return head(status, {name: value for name, value in headers.items() if value is not None}) + body


class Hold:
    """Delays the requests to a path until the test releases them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._is_open = asyncio.Event()
        self._arrived = 0
        self._changed = threading.Condition()

    def wait_for(self, count: int) -> None:
        """Returns when `count` requests have arrived. Blocks: `await asyncio.to_thread(hold.wait_for, 2)`."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._arrived >= count, PATIENCE), f"only {self._arrived} arrived"

    def release(self) -> None:
        """Answers the delayed requests and delays no more."""
        self._loop.call_soon_threadsafe(self._is_open.set)

    async def pass_through(self) -> None:
        """Waits for the release, in the event loop of the server."""
        with self._changed:
            self._arrived += 1
            self._changed.notify_all()
        await self._is_open.wait()


class Loopback:
    """The server. Use it as a context manager; `tls` makes it speak HTTPS."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        """All requests in order of arrival."""
        self.most_at_once = 0
        """The largest number of requests in progress at one time."""
        self.most_at_once_by_address: Counter[str] = Counter()
        """The same for each address."""
        self.port = 0
        self._tls = tls
        self._answers: dict[str, Page | Handler] = {}
        self._holds: dict[str, Hold] = {}
        self._under_way: Counter[str] = Counter()
        self._listeners: dict[str, asyncio.Server] = {}
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loopback", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listen("127.0.0.1")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    # --- what is served

    def serve(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        content_type: str | None = "application/xml",
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        gzip: bool = False,
        host: str = "127.0.0.1",
    ) -> str:
        """Serves `body` at `path` on all addresses, replacing an earlier one; returns the URL at `host`."""
        data = body.encode() if isinstance(body, str) else body
        extra = dict(headers or {})
        if gzip:
            data, extra["Content-Encoding"] = gzip_module.compress(data), "gzip"
        self._answers[path] = Page(data, status, content_type, etag, last_modified, extra)
        return self.url(path, host=host)

    def redirect(self, path: str, to: str, *, status: int = 302, host: str = "127.0.0.1") -> str:
        """Redirects `path` to `to`, which is sent unchanged in Location; returns the URL."""
        return self.serve(path, status=status, headers={"Location": to}, host=host)

    def answer(self, path: str, handler: Handler, *, host: str = "127.0.0.1") -> str:
        """Lets `handler` answer `path`; returns the URL."""
        self._answers[path] = handler
        return self.url(path, host=host)

    def remove(self, path: str) -> None:
        """Answers 404 from now on."""
        self._answers.pop(path, None)

    def hold(self, path: str) -> Hold:
        """Delays requests to `path` until they are released, and answers them as usual then."""
        hold = self._holds[path] = Hold(self._loop)
        return hold

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """The URL of `path` at `host`: an address of 127.0.0.0/8, or any name that the test resolves to one."""
        if host.startswith("127.") and host not in self._listeners:
            self._listen(host)
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    # --- what was asked

    def count(self, path: str) -> int:
        """The number of requests for `path`."""
        return sum(request.path == path for request in self.requests)

    def last(self, path: str) -> Request:
        """The latest request for `path`."""
        return next(request for request in reversed(self.requests) if request.path == path)

    # --- the server's own thread

    def _listen(self, host: str) -> None:
        asyncio.run_coroutine_threadsafe(self._start(host), self._loop).result(PATIENCE)

    async def _start(self, host: str) -> None:
        listener = await asyncio.start_server(self._accept, host, self.port, ssl=self._tls, backlog=512)
        self._listeners[host] = listener
        self.port = listener.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        for listener in self._listeners.values():
            listener.close()
        for _round in range(_ROUNDS_TO_ACCEPT):
            await asyncio.sleep(0)
            for task, writer in self._connections.items():
                writer.transport.abort()  # what is still to be sent would keep it open beyond the loop
                task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        for _round in range(_ROUNDS_TO_ACCEPT):  # connections that are closed notice it in the next one
            await asyncio.sleep(0)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Known from its first moment: a task that is cancelled before it has begun closes nothing.
        self._connections[self._loop.create_task(self._serve(reader, writer))] = writer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        address = str(writer.get_extra_info("sockname")[0])
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._exchange(address, reader, writer):
                    pass
            writer.close()
            with suppress(OSError):  # what has been written may still be on its way when the server is stopped
                await writer.wait_closed()
        finally:
            writer.close()
            self._connections.pop(task, None)

    async def _exchange(self, address: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Handles one request. Returns True if the connection stays open for another."""
        first = await reader.readexactly(1)
        if first == _TLS_GREETING:  # a TLS client of a server without TLS gets an answer and does not wait
            writer.write(head(400, {"Connection": "close"}))
            return False
        request = _parsed(first + await reader.readuntil(b"\r\n\r\n"), address)
        self.requests.append(request)
        self._under_way[address] += 1
        self.most_at_once = max(self.most_at_once, self._under_way.total())
        self.most_at_once_by_address[address] = max(self.most_at_once_by_address[address], self._under_way[address])
        try:
            if request.path in self._holds:
                await self._holds[request.path].pass_through()
            answer = self._answers.get(request.path, Page(b"Not here.", 404, "text/plain"))
            if not isinstance(answer, Page):
                await answer(Exchange(request, reader, writer))
                return False
            writer.write(answer.answer(request))
            await writer.drain()
            return request.headers.get("connection", "").lower() != "close"
        finally:
            self._under_way[address] -= 1


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The status line and headers of an answer, with the empty line."""
    lines = [f"HTTP/1.1 {status} {_phrase(status)}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def names(table: Mapping[str, str]) -> Callable[[str, int, int], list[tuple[int, int, int, str, tuple[object, ...]]]]:
    """A `look_up` for a Transport that knows the names in `table` and no other."""

    def look_up(host: str, port: int, _family: int) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (table[host], port))]

    return look_up


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _parsed(data: bytes, address: str) -> Request:
    first, *lines = data.decode("utf-8", "surrogateescape").rstrip("\r\n").split("\r\n")
    method, path, _version = first.split(" ", 2)
    headers = (line.partition(":") for line in lines)
    return Request(method, path, {name.lower(): value.strip() for name, _, value in headers}, address)
