"""How the screens look on which papers, rules, settings and changes are kept in order, at two sizes, as text.

After a change that is meant: `scripts/test tests/app/test_screen_looks.py --snapshot-update`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NARROW, WIDE, reading
from app.screen_walk import build_library
from syrupy.assertion import SnapshotAssertion

from wortreader.config import load

SCREENS = {
    "feed page": (("h", *["j"] * 7, "E"), "Login"),
    "health": (("g", "H"), "1 of 13 fails"),
    "rules": (("g", "R"), "Town"),
    "rule editor": (("g", "R", "a", *"budget"), "Would have hidden"),
    "settings": (("g", ","), "Line length"),
    "palette": (("ctrl+p", *"undo"), "undo"),
    "command line": ((":", *"theme wort-"), "wort-contrast"),
    "undo list": ((":", *"undo-list", "enter"), "Added the rule “Town”."),
    "tags": (("t",), "Tags of the article"),
    "downloads": (("g", "D"), "paused"),
    "queue": (("g", "q"), "2 files"),
}
"""Keys from the list to each screen, and what it certainly says."""

CHANGED = """
measure = 60
hyphenate = true
density = "comfortable"
list_row = "{feed} · {words}"
mark_read = "scroll"
go_on = false
keep_days = 60
full_text = "page"
keep_pictures = false
user_agent = "Somebody/1.0"
mouse = false
refresh_minutes = 45
picture_budget = "1G"
show_pictures = "off"
slow_line = "off"
keep_frame = false
terminal_title = true
notify = "bell"
"""
"""More settings that differ from their defaults, which come first, than the screen has room for."""


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_screens_look_as_they_did(tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CHANGED, encoding="utf-8")
    async with reading(build_library(tmp_path / "a.db"), size, config=load(path), config_path=path) as story:
        for name, (keys, words) in SCREENS.items():
            await story.press(*keys)
            assert story.top is not story.screen, name
            shown = "\n".join(line.rstrip() for line in story.lines_of(story.top.query_one(".-box")))
            assert words in shown, (name, shown)
            assert shown == snapshot(name=f"{name}, {size[0]}x{size[1]}")
            while story.top is not story.screen:
                await story.press("escape")
            story.screen.parts.navigation.show("list")
            await story.settle()
