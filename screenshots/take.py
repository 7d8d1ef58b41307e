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
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.worker import WorkerCancelled

from wortreader import i18n
from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.app.palettes import Depth
from wortreader.config import Config
from wortreader.demo.build import build
from wortreader.model.rules import RuleAction, RuleDraft, RuleScope
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.store.search.dates import Present
from wortreader.sync import housekeeping

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
    language: str = "en"
    prepare: Callable[[Library], None] = lambda _library: None
    """What the library has beyond the demo."""


FAILURES = (
    (
        "https://stad-modell.example/avis/rss",
        S_("{host} has no page at this address (404).", host="stad-modell.example"),
        41,
        12,
    ),
    (
        "https://nullbyte.test/rss092.xml",
        S_("{host} has an internal error ({status}).", host="nullbyte.test", status=500),
        6,
        9,
    ),
    (
        "https://kabelsalat.example/podcast.xml",
        S_("{host} sent nothing for {n} s.", host="kabelsalat.example", n="20"),
        1,
        3,
    ),
)
"""Feeds that fail: address, reason, days since when, and how many times."""


def let_feeds_fail(library: Library) -> None:
    """Lets some feeds fail."""
    feed_ids = {feed.url: feed.feed_id for feed in library.feeds.all()}
    for url, reason, days, times in FAILURES:
        since = NOW - timedelta(days=days)
        library.feeds.record_unchanged(feed_ids[url], at=since, due_at=since, etag=None, last_modified=None)
        for number in range(times):
            at = NOW - timedelta(days=days) * (1 - number / times)
            library.feeds.record_failure(feed_ids[url], reason, at=at, due_at=NOW + timedelta(hours=5))


def add_rules(library: Library) -> None:
    """Adds rules, and applies them to what is stored."""
    present = Present(NOW, ZONE)
    folder_ids = {folder.name: folder.folder_id for folder in library.folders.all()}
    drafts = (
        RuleDraft("No football", "football OR Fussball", (RuleAction.HIDE,)),
        RuleDraft("Town", "tram OR budget", (RuleAction.STAR, RuleAction.TAG), tags=("town",)),
        RuleDraft(
            "Elections", "election", (RuleAction.NOTIFY,), ends_at=NOW + timedelta(days=14),
            scope=RuleScope(folder_ids=(folder_ids["World"],)),
        ),
        RuleDraft("Long reads", "minutes:>6", (RuleAction.FULL_TEXT, RuleAction.KEEP)),
    )  # fmt: skip
    for draft in drafts:
        library.rules.add(draft, present=present, is_applied=True)


def set_feeds(library: Library) -> None:
    """Gives a feed and the folder around it settings of their own."""
    feed = library.feeds.find("Quotidien")
    assert feed.folder_id is not None
    housekeeping.set_settings(library, {"full-text": "page"}, folder_ids=[feed.folder_id], now=NOW)
    housekeeping.set_settings(library, {"interval": "60"}, feed_ids=[feed.feed_id], now=NOW)


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
    Picture("rules", (110, 30), ("g", "R", "a", *"budget"), prepare=add_rules),
    Picture("feed-settings", (110, 30), (*TO_LUXEMBOURG, "h", *["j"] * 5, "E"), prepare=set_feeds),
    Picture("health", (110, 30), ("g", "H"), prepare=let_feeds_fail),
    Picture("palette", (110, 30), ("ctrl+p", *"mark")),
    Picture("french", (120, 36), ("f3", *"est:non-lu réseau"), language="fr"),
    Picture("german", (120, 36), ("f3", *"Bauern warten", "enter", "f11", "f11"), language="de"),
    Picture("luxembourgish", (120, 36), (*TO_LUXEMBOURG, "j", "j", "j"), language="lb"),
)


async def photograph(picture: Picture, library_path: Path) -> str:
    """The picture as SVG."""
    session = Session(
        library_path, Config(theme=picture.theme), clock=lambda: NOW, zone=ZONE, locale=picture.language, is_demo=True
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
        i18n.choose_language(picture.language)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "demo.db"
            library = Library.open(path)
            build(library, NOW, ZONE)
            picture.prepare(library)
            library.close()
            svg = asyncio.run(photograph(picture, path))
        render(svg, FOLDER / f"{picture.name}.png")
        sys.stdout.write(f"{picture.name}.png\n")


if __name__ == "__main__":
    main(sys.argv[1:])
