"""How long the headers of an answer may be: as long as curl takes them.

aiohttp bounds each header and their number, but not their sum, which these bounds alone would let grow to hundreds of
megabytes.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import BadHttpMessage

MAX_LINE: Final = 100 * 1024
"""Bytes of one header, and of the status line. Some servers send a Content-Security-Policy of 20 KB."""
MAX_COUNT: Final = 5000
"""Headers of one answer."""
MAX_HEAD: Final = 300 * 1024
"""Bytes of all headers together, which may be exceeded by what is received at one time."""


def limit_heads(connector: aiohttp.TCPConnector) -> None:
    """Makes `connector` close connections on which more headers are received than MAX_HEAD."""
    # aiohttp has no public way to this; a test notices if this one is gone.
    connector._factory = partial(  # type: ignore[assignment]  # partial is invariant
        _BoundedHandler, loop=asyncio.get_running_loop()
    )


class _BoundedHandler(ResponseHandler):
    """A connection that counts the bytes of headers."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._head_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Fails, as for any other invalid answer, if there are too many headers."""
        super().data_received(data)
        if self._payload is not None or self._buffer:  # a body is being received, or a whole head has been
            self._head_bytes = 0
            return
        self._head_bytes += len(data)
        if self._head_bytes > MAX_HEAD and self.transport is not None:
            self.transport.close()
            self.set_exception(BadHttpMessage("The headers are too long."))
