"""The user's command after a refresh, as the refresh waits for it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from library_factory import article, shelve

from wortreader.store.library import Library
from wortreader.sync.hooks import run_after_refresh


async def test_a_refresh_that_is_stopped_does_not_wait_for_the_command_which_goes_on(
    library: Library, tmp_path: Path
) -> None:
    shelve(library, article("a"), article("b"))
    begun, goes_on, got = (tmp_path / name for name in ("begun", "goes-on", "got"))
    for pipe in (begun, goes_on, got):
        os.mkfifo(pipe)
    program = tmp_path / "hook"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(begun)!r}, 'w').close()\nopen({str(goes_on)!r}).close()\n"
        f"print('half', flush=True)\nopen({str(got)!r}, 'w').write(sys.stdin.read())\n"
    )
    program.chmod(0o755)
    running = asyncio.create_task(run_after_refresh(library, str(program), library.articles.ids_after(0)))
    await asyncio.to_thread(begun.read_bytes)

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.to_thread(goes_on.write_bytes, b"")
    lines = await asyncio.to_thread(got.read_text)

    assert sorted(json.loads(line)["guid"] for line in lines.splitlines()) == ["a", "b"]
