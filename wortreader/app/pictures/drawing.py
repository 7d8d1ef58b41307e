"""Runs the worker process that draws pictures, and caches what it has drawn.

The event loop only passes lines on. A picture that cannot be drawn is None: its caption is shown instead.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import json
import sys
from collections import OrderedDict
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from textual.geometry import Size

from wortreader.app.pictures.drawn import Blocks, Drawn, Numbers, Placeholders, Sixel, transmission
from wortreader.lazy_dataclass import lazy_dataclass

MOST_ANSWER_BYTES: Final = 32 * 1024**2
"""Bytes of one answer: a picture for Kitty that fills a large screen takes 3 MB."""

CACHE_BYTES: Final = 8 * 1024**2
"""Bytes of answers that are kept, so that going back and forth between articles draws nothing again."""

DRAWING_SECONDS: Final = 10.0
"""How long one picture may take; a large one for Sixel takes half a second."""

IDLE_SECONDS: Final = 60.0
"""How long the worker, which takes 30 MB of memory, is kept for the next picture."""


class Way(StrEnum):
    """How the terminal shows a picture."""

    BLOCKS = "blocks"
    """As half-blocks, in any terminal."""
    KITTY = "kitty"
    """As placeholder characters of the Kitty graphics protocol."""
    SIXEL = "sixel"
    """As pixels over the cells."""


@lazy_dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture that is to be drawn, and how. It is the key of the cache."""

    file: Path
    size: Size
    """Columns and rows."""
    way: Way
    cell: Size
    """Width and height of a cell in pixels."""
    ground: tuple[int, int, int]
    """The colour behind transparent parts."""
    colours: int
    """How many the terminal has."""
    is_small: bool = False
    """Whether few bytes matter more than a good picture."""


class Drawing:
    """Has a worker process draw one picture after the other, and caches its answers."""

    def __init__(self, *, cache_bytes: int = CACHE_BYTES) -> None:
        self._worker: asyncio.subprocess.Process | None = None
        self._lock = asyncio.Lock()
        self._cache_bytes = cache_bytes
        self._cache: OrderedDict[PictureRequest, bytes] = OrderedDict()
        self._idle: asyncio.TimerHandle | None = None
        self._numbers: dict[bool, Numbers] = {}
        self.drawn_count = 0
        """How many pictures the worker has drawn."""

    async def draw(self, request: PictureRequest) -> Drawn | None:
        """The picture, ready to be shown; None if it cannot be drawn."""
        answer = self._cache.get(request)
        if answer is None:
            async with self._lock:
                answer = await self._ask(request)
            self._keep(request, answer)
        else:
            self._cache.move_to_end(request)
        return self._decode(request, answer)

    async def close(self) -> None:
        """Ends the worker, and returns when it has ended."""
        if self._idle is not None:
            self._idle.cancel()
        worker = self._end_worker()
        if worker is not None:
            await worker.wait()

    def _end_worker(self) -> asyncio.subprocess.Process | None:
        """Tells the worker to end, and returns it; None if there is none."""
        worker, self._worker = self._worker, None
        if worker is not None and worker.returncode is None:
            assert worker.stdin is not None
            worker.stdin.close()
            with contextlib.suppress(ProcessLookupError):
                worker.kill()
        return worker

    def _decode(self, request: PictureRequest, answer: bytes) -> Drawn | None:
        columns, rows = request.size
        try:
            found: dict[str, Any] = json.loads(answer)
            match request.way:
                case Way.BLOCKS:
                    pixels = base64.b64decode(found["pixels"])
                    return Blocks(columns, rows, pixels) if len(pixels) == 6 * columns * rows else None
                case Way.KITTY:
                    has_true_colour = request.colours > 256
                    numbers = self._numbers.setdefault(has_true_colour, Numbers(has_true_colour=has_true_colour))
                    number, colour = numbers.take()
                    picture = transmission(found["png"], number, columns, rows)
                    return Placeholders(columns, tuple(found["lines"]), number, colour, picture)
                case Way.SIXEL:
                    return Sixel(columns, rows, found["sixel"])
        except (ValueError, KeyError, binascii.Error):
            return None

    def _keep(self, request: PictureRequest, answer: bytes) -> None:
        if not answer:  # the worker died of it, perhaps for want of memory: another time it may not
            return
        self._cache[request] = answer
        while sum(map(len, self._cache.values())) > self._cache_bytes and len(self._cache) > 1:
            self._cache.popitem(last=False)

    async def _ask(self, request: PictureRequest) -> bytes:
        """The answer of the worker; empty if it died or took too long."""
        job = {
            "file": str(request.file),
            "columns": request.size.width,
            "rows": request.size.height,
            "way": request.way,
            "cell": [*request.cell],
            "ground": [*request.ground],
            "colours": request.colours,
            "is_small": request.is_small,
        }
        is_answered = False
        try:
            async with asyncio.timeout(DRAWING_SECONDS):
                worker = await self._running_worker()
                assert worker.stdin is not None
                assert worker.stdout is not None
                worker.stdin.write(json.dumps(job).encode() + b"\n")
                await worker.stdin.drain()
                answer = await worker.stdout.readline()
            is_answered = answer.endswith(b"\n")
            self.drawn_count += is_answered
            return answer if is_answered else b""
        except (TimeoutError, OSError, ValueError):  # no process to be had, or it has gone; a longer line than we take
            return b""
        finally:
            if is_answered:
                self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end_worker)
            else:  # also if the caller has been cancelled: the answer would be taken for that of the next job
                self._end_worker()

    async def _running_worker(self) -> asyncio.subprocess.Process:
        """The worker, which is started if it is not running."""
        if self._idle is not None:
            self._idle.cancel()
        if self._worker is None or self._worker.returncode is not None:
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "wortreader.app.pictures.picture_worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=MOST_ANSWER_BYTES,
                process_group=0,  # else it would be stopped with the app, and not always continued with it
            )
        return self._worker
