"""Foreign text in every pane is text: nothing of it is markup, and nothing of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NOW, AppDriver, reading

from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.sync.documents import ParsedDocument, apply_document
from wortreader.sync.workers.process import FeedJob, parse_document

TITLE = "[/b] [@click=app.quit]Click[/] [link=x]L"
ESCAPES = "&#27;]52;c;aGk=&#7;"
FEED = f"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>{TITLE}</title>
<item><guid>1</guid><title>{TITLE}{ESCAPES}</title><author>{TITLE}</author><category>{TITLE}</category>
<link>javascript:alert(1)</link>
<description>&lt;p&gt;{TITLE}{ESCAPES} and
&lt;a href="javascript:alert(1)"&gt;a link&lt;/a&gt;&lt;/p&gt;</description></item>
</channel></rss>"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A library with one feed that means ill."""
    library = Library.open(tmp_path / "hostile.db")
    feed = library.feeds.add("https://bad.example/feed", folder=(TITLE,), now=NOW)
    answer = parse_document(FeedJob(FEED.encode(), feed.url, None, ()))
    assert answer.feed is not None
    apply_document(library, feed.feed_id, ParsedDocument(answer.feed, answer.articles, "hash"), now=NOW, url=feed.url)
    library.feeds.record_failure(feed.feed_id, Sentence(f"{TITLE} said no."), at=NOW, due_at=NOW)
    library.close()
    return tmp_path / "hostile.db"


async def click_on(story: AppDriver, text: str) -> None:
    """Click on each line that shows `text`, in the middle of it."""
    for y, line in enumerate(story.lines):
        if text in line:
            await story.pilot.click(offset=(line.index(text) + 4, y))
    await story.settle()


@pytest.mark.thorough
async def test_fault_070_hostile_titles_are_shown_as_text_and_do_nothing(hostile: Path) -> None:
    async with reading(hostile, (160, 30)) as story:
        assert TITLE in story.text_of(story.articles).replace("\n", " ") or "[@click=app.quit]" in story.text
        assert "[/b]" in story.text_of(story.feeds)
        assert "[@click=app.quit]" in story.text_of(story.view)
        assert "\x1b" not in story.text
        assert "\x07" not in story.text

        assert not story.actions
        await click_on(story, "[@click")

        assert story.app.is_running
        assert not story.app.clipboard


@pytest.mark.thorough
async def test_fault_070_hostile_names_are_text_in_questions_messages_the_palette_and_the_search(hostile: Path) -> None:
    async with reading(hostile, (160, 30)) as story:
        await story.press("g", "h")
        assert TITLE in story.status

        await story.press("g", "j", "D")
        assert TITLE in story.text
        assert not story.actions
        await story.press("escape")

        await story.press("slash")
        await story.write("click")
        assert "[@click=app.quit]" in story.text_of(story.hits)
        assert not story.actions
        await click_on(story, "[@click")
        await story.press("escape")

        await story.press("ctrl+p")
        await story.write("click")
        assert "[@click=app.quit]" in story.text
        assert not story.actions
        await story.press("escape")

        await story.press("colon")
        await story.write("feed click")
        assert "[@click=app.quit]" in story.text
        assert not story.actions
        await story.press("tab", "enter")
        assert len(story.articles.rows)
        await story.press("colon")
        await story.write("[@click=app.quit]x[/]")
        await story.press("enter")
        assert "There is no command “[@click=app.quit]x[/]”." in story.text
        assert not story.actions
        await story.press("escape")
        assert story.app.is_running


async def test_fault_059_an_address_that_is_none_of_the_web_is_not_opened(hostile: Path) -> None:
    async with reading(hostile, (160, 30)) as story:
        story.screen.run_command("article.browse")
        await story.settle()
        assert "Not opened" in story.status or "has no address" in story.status

        await story.screen.parts.services.browser.browse("javascript:alert(1)")
        await story.settle()
        assert "Not opened, because it is not a web address: javascript:alert(1)" in story.status
