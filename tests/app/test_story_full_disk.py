"""A mark that the disk does not take."""

from __future__ import annotations

from pathlib import Path

from app.app_driver import WIDE, reading

from wortreader.store.library import Library

FILLING = """
    CREATE TEMP TRIGGER filling AFTER UPDATE ON reading BEGIN
        INSERT INTO filling_rows VALUES (zeroblob(1000000));
    END
"""
"""Has a mark take a megabyte, which a library that may not grow does not have."""


def fill(library: Library) -> None:
    """Lets the connection of this thread, which is the one that writes, find the disk full at the next mark."""
    with library.database.write() as connection:
        connection.execute("CREATE TABLE filling_rows (room)")
        connection.execute(FILLING)
    with library.database.write() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")


def free(library: Library) -> None:
    """Gives the disk room again."""
    with library.database.write() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")


async def test_fault_090_a_mark_that_is_not_saved_is_said_and_not_shown(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        session = story.app.session
        article_id, was_starred = story.article.article_id, story.article.is_starred
        await session.in_library(session.writing, fill)

        await story.press("f")

        assert "is full. This was not saved." in " ".join(story.status.split())
        assert story.article.is_starred is was_starred
        assert story.stored(article_id).is_starred is was_starred

        await session.in_library(session.writing, free)
        await story.press("f")
        assert story.article.is_starred is not was_starred
        assert story.stored(article_id).is_starred is not was_starred
