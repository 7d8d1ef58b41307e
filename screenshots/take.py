"""Takes the screenshots in this folder from the app on the demo library.

    python screenshots/take.py [NAME …]

Runs the app without a terminal at a fixed time, presses keys, and renders its screen with Chromium. `chromium` must be
on the PATH, and the font Fira Code installed.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.worker import WorkerCancelled

from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.app.palettes import Depth
from wortreader.config import Config
from wortreader.demo.build import build
from wortreader.store.library import Library

NOW = datetime(2026, 11, 18, 20, 45, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Luxembourg")
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot: the size of the terminal and the keys to press."""

    name: str
    size: tuple[int, int]
    keys: Sequence[str] = ()
    theme: str = "wort-dark"


TO_LUXEMBOURG = ("h", *["j"] * 5, "l")
PICTURES = (
    Picture("wide-dark", (150, 42), TO_LUXEMBOURG),
    Picture("wide-light", (150, 42), TO_LUXEMBOURG, "wort-light"),
    Picture("medium", (96, 40), TO_LUXEMBOURG),
    Picture("search", (150, 42), ("/", *"hopital budget")),
    Picture("narrow", (50, 24), TO_LUXEMBOURG),
    Picture("narrow-article", (50, 24), (*TO_LUXEMBOURG, "l")),
    Picture("links", (110, 36), ("f3", *"lemarge escalier", "enter", "f11", "g", "g", "semicolon")),
    Picture("table", (110, 36), ("f3", *"maire sortant", "enter", "f11")),
    Picture("picture", (110, 40), ("f3", *"microphone schoolteacher", "enter", "f11", "g", "g", *["j"] * 12)),
    Picture("help", (120, 42), ("?",)),
)


async def photograph(picture: Picture, library_path: Path) -> str:
    """The picture as SVG."""
    session = Session(
        library_path, Config(theme=picture.theme), clock=lambda: NOW, zone=ZONE, locale="en", is_demo=True
    )
    app = WortreaderApp(session.config, lambda: session, depth=Depth.FULL)
    async with app.run_test(size=picture.size) as pilot:
        await _rest(app, pilot.pause)
        for key in picture.keys:
            await pilot.press(key)
            await _rest(app, pilot.pause)
        return app.export_screenshot(title="wortreader")


async def _rest(app: WortreaderApp, pause: object) -> None:
    """Waits until the app has nothing left to do."""
    assert callable(pause)
    for _turn in range(5):
        for worker in list(app.workers):
            if worker.group != "asking":  # a dialog waits for its answer in a worker of its own
                with suppress(WorkerCancelled):  # an earlier preview, or an earlier search
                    await worker.wait()
        await pause(0.12)


def render(svg: str, target: Path) -> None:
    """Writes the SVG as a PNG of the same size."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)', svg)
    assert size is not None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "picture.svg"
        source.write_text(svg, encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={folder}/profile", f"--screenshot={target}",
                f"--window-size={int(float(size[1])) + 1},{int(float(size[2])) + 1}", source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip


def main(names: Sequence[str]) -> None:
    """Takes all pictures, or those with these names."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # the terminal of the pictures knows all colours
    os.environ.pop("NO_COLOR", None)
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "demo.db"
            library = Library.open(path)
            build(library, NOW, ZONE)
            library.close()
            svg = asyncio.run(photograph(picture, path))
        render(svg, FOLDER / f"{picture.name}.png")
        sys.stdout.write(f"{picture.name}.png\n")


if __name__ == "__main__":
    main(sys.argv[1:])
