"""What is wrong with the library or a file is said in a sentence: the app does not end, and does not call it a bug."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from app.app_driver import MEDIUM, reading

from wortreader.app.screens.downloads import DownloadsScreen
from wortreader.app.screens.queue import QueueScreen
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.rules import RulesScreen


async def test_fault_085_093_a_table_that_is_lost_while_the_app_runs_is_told_where_it_is_needed(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        with closing(sqlite3.connect(demo)) as other:
            for table in ("play_queue", "rules", "downloads", "outbox"):
                other.execute(f"DROP TABLE {table}")

        for keys, screen in (("gq", QueueScreen), ("gR", RulesScreen), ("gD", DownloadsScreen)):
            await story.press(*keys)
            assert story.shows(screen)
            await story.press("escape")
            assert story.shows(ReadingScreen)
            assert "is not as it should be" in " ".join(story.status.split())

        story.screen.run_line("enqueue")
        await story.settle()
        assert "is not as it should be" in " ".join(story.status.split())
        await story.press("j")
        assert story.articles.cursor_index == 1
        assert not demo.with_suffix(".log").exists()


async def test_fault_085_a_file_that_cannot_be_is_told(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with reading(demo, MEDIUM, config_path=tmp_path / "file" / "config.toml") as story:
        for line, words in (
            (f"export {tmp_path}/file/feeds.opml", "Not a directory"),
            (f"write {tmp_path}/file/article.md", "Not a directory"),
            ("set measure 60", "Not a directory"),
        ):
            story.screen.run_line(line)
            await story.until(lambda words=words: words in " ".join(story.text.split()))  # type: ignore[misc]
        assert not demo.with_suffix(".log").exists()
