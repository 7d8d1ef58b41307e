"""Child processes: wortreader's own commands on the same library, and the browser.

Whatever needs the network runs in one. Starts them, and ends them however the app ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wortreader.i18n import _
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.store.encryption import key_for_child
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.sync.events import downloads as download_events
    from wortreader.sync.events import fetch as fetch_events
    from wortreader.sync.events import outbox as outbox_events
    from wortreader.sync.events import pack as pack_events
    from wortreader.sync.events import refresh as refresh_events
    from wortreader.sync.events.codec import EventCodec
else:
    download_events = lazy_module("wortreader.sync.events.downloads")
    fetch_events = lazy_module("wortreader.sync.events.fetch")
    outbox_events = lazy_module("wortreader.sync.events.outbox")
    pack_events = lazy_module("wortreader.sync.events.pack")
    refresh_events = lazy_module("wortreader.sync.events.refresh")

E = TypeVar("E")

MAX_EVENT_BYTES = 1024 * 1024
"""Of one line that a child prints."""

LEASE_HELD, NO_NETWORK = 3, 4
"""Exit codes of children: another refresh is running; there is no network."""

ENDED_IN_ORDER = (0, 1, 130)
"""Exit codes of children that have said all that they had to say: done, partly failed, stopped by a signal."""

CHILD_PATIENCE_SECONDS = 1.0
"""How long a child that was asked to end may take."""


@lazy_dataclass(frozen=True, slots=True)
class Ending:
    """How a child process that ran a command ended."""

    exit_code: int
    output: str
    complaint: str
    """The last line that it printed to standard error; empty if there is none."""

    @property
    def reason(self) -> str:
        """Why the command failed, in one sentence for the user."""
        return self.complaint or _("It failed without giving a reason.")


class ChildFailed(Exception):
    """A child process that prints events ended before it had printed them all."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(
            ending.complaint or _("It ended unexpectedly, with exit code {code}.").format(code=ending.exit_code)
        )
        self.exit_code = ending.exit_code


class Children:
    """The child processes of one session."""

    def __init__(self, library_path: Path, config_path: Path | None = None) -> None:
        """`config_path` is the configuration file that they use; None for the usual one."""
        self._library_path = library_path
        self._options = ["--tolerant", "--library", str(library_path)]
        if config_path is not None:
            self._options += ["--config", str(config_path)]
        self._running: set[asyncio.subprocess.Process] = set()
        self._refreshing: asyncio.subprocess.Process | None = None

    def end(self) -> None:
        """Terminates all of them."""
        for child in tuple(self._running):
            with contextlib.suppress(ProcessLookupError):
                child.terminate()

    def refresh(
        self, feed_ids: Sequence[int] = (), *, is_due_only: bool = False, is_pages_only: bool = False
    ) -> AsyncGenerator[refresh_events.RefreshEvent, None]:
        """Refreshes these feeds, or all, in a child process, and yields its events as they come. With `is_pages_only`
        the feeds are not asked, and only the pages that their articles lack are fetched.

        The last event is RefreshDone, or RefreshStopped if the child was terminated while it was working. Raises
        ChildFailed, without either, if the child fails.
        """
        flags = [*(["--due"] if is_due_only else []), *(["--pages"] if is_pages_only else [])]
        words = ["refresh", "--json", *flags, *map(str, feed_ids)]
        return self._events(words, refresh_events.CODEC)

    def stop_refresh(self) -> None:
        """Asks the refresh that is running to end in order; it goes on to yield events until it has."""
        if self._refreshing is not None:
            with contextlib.suppress(ProcessLookupError):
                self._refreshing.terminate()

    def pack(self) -> AsyncGenerator[pack_events.PackEvent, None]:
        """Fetches in full what the user is likely to read, in a child process; otherwise like `refresh`."""
        return self._events(["pack", "--json"], pack_events.CODEC)

    def outbox(self, *, is_checking: bool) -> AsyncGenerator[outbox_events.TaskEvent, None]:
        """Carries out what is in the outbox, in a child process; otherwise like `refresh`.

        With `is_checking` it checks for a network even if there is nothing to do.
        """
        return self._events(["outbox", "run", "--json", *(["--check"] if is_checking else [])], outbox_events.CODEC)

    def download(self) -> AsyncGenerator[download_events.DownloadEvent, None]:
        """Downloads the files that wait, in a child process; otherwise like `refresh`."""
        return self._events(["download", "--json"], download_events.CODEC)

    def fetch_pages(self, article_ids: Sequence[int]) -> AsyncGenerator[fetch_events.FetchEvent, None]:
        """Fetches the pages of these articles, in a child process; otherwise like `refresh`."""
        return self._events(["fetch", "--json", *map(str, article_ids)], fetch_events.CODEC)

    async def _events(self, words: Sequence[str], codec: EventCodec[E]) -> AsyncGenerator[E, None]:
        child = await self._child(*words)
        if words[0] == "refresh":
            self._refreshing = child
        try:
            assert child.stdout is not None
            async for line in child.stdout:
                event = codec.parse(line)
                if event is not None:
                    yield event
            ending = await _ended(child)
            if ending.exit_code not in ENDED_IN_ORDER:
                raise ChildFailed(ending)
        finally:
            await self._let_go(child)

    async def run(self, *words: str, lines: Sequence[str] = ()) -> Ending:
        """Runs a wortreader command on the same library in a child process, and waits for it.

        It reads `lines` from its standard input: an address may have a password, and others can see its words.
        """
        child = await self._child(*words, has_input=bool(lines))
        try:
            if child.stdin is not None:
                child.stdin.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
                child.stdin.close()
            assert child.stdout is not None
            output = (await child.stdout.read()).decode("utf-8", "replace")
            ending = await _ended(child)
            return Ending(ending.exit_code, output, ending.complaint)
        finally:
            await self._let_go(child)

    async def browse(self, url: str) -> bool:
        """Opens an address, which has been checked, in a browser with a window: whether that has started.

        In a child process: browsers write to the terminal, and some are waited for.
        """
        nowhere = asyncio.subprocess.DEVNULL
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "wortreader.app.background.browser_process",
            url,
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            process_group=0,
        )
        return await child.wait() == 0

    async def _child(self, *words: str, has_input: bool = False) -> asyncio.subprocess.Process:
        environment: Mapping[str, str] = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
        with key_for_child(self._library_path) as (descriptors, variables):
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "wortreader",
                *self._options,
                *(word.replace("\0", "") for word in words),  # no argument can have it
                stdin=asyncio.subprocess.PIPE if has_input else asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=MAX_EVENT_BYTES,
                env={**environment, **variables},
                pass_fds=descriptors,
                # It goes on while the app is stopped: in the middle of a write, it would hold up others.
                process_group=0,
            )
        self._running.add(child)
        return child

    async def _let_go(self, child: asyncio.subprocess.Process) -> None:
        """Ends a child that is still running: its last transaction is whole, or it was none."""
        self._running.discard(child)
        if self._refreshing is child:
            self._refreshing = None
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
            try:
                await asyncio.wait_for(child.wait(), CHILD_PATIENCE_SECONDS)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
            finally:
                # An app that ends cancels this wait as well; a transport that outlives its loop fails when it is freed.
                child._transport.close()  # type: ignore[attr-defined]  # asyncio offers no other way to it


async def _ended(child: asyncio.subprocess.Process) -> Ending:
    """How a child ended, once it has; its output has been read by then."""
    assert child.stderr is not None
    complaints = (await child.stderr.read()).decode("utf-8", "replace").strip().splitlines()
    exit_code = await child.wait()
    return Ending(exit_code, "", safe_line(complaints[-1]) if complaints else "")
