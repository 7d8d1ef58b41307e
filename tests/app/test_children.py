"""Child processes and their end."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from pathlib import Path

import pytest

from wortreader.app.background.children import Children


def test_a_child_that_nobody_waits_for_to_the_end_fails_nothing_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[BaseException | None] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: failures.append(unraisable.exc_value))

    async def leave() -> None:
        children = Children(tmp_path / "library.db")
        task = asyncio.create_task(children.run("--help"))
        while not children._running:  # noqa: ASYNC110 - there is nothing else to wait for
            await asyncio.sleep(0)
        for _time in range(2):  # its end is cancelled too, as by an app that leaves
            task.cancel()
            for _round in range(3):
                await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await task

    loop = asyncio.new_event_loop()
    loop.run_until_complete(leave())
    loop.close()
    del loop
    for thread in threading.enumerate():
        if thread.name.startswith("waitpid"):
            thread.join(60)
    gc.collect()

    assert failures == []
