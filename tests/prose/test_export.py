"""Articles of the library and extracted ones as text, Markdown, HTML and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from wortreader.cut_notices import PAGE_CUT, notice_html
from wortreader.model import Article, Completeness, Enclosure, ExportFormat, Extraction
from wortreader.prose.export import export_article

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EXTRACTED = Extraction(
    url="https://a.example/bridge",
    title="Die Brücke",
    byline="Anne Muller",
    language="de",
    site="Das Wort",
    lead="Sie ist fertig.",
    text="Es war einmal eine Brücke.",
    html="<p>Es war <em>einmal</em> eine Brücke.</p>",
)
STORED = Article(
    article_id=7,
    feed_id=1,
    feed_title="Das Wort",
    guid="g",
    url="https://a.example/bridge",
    title="Die Brücke & der Fluss",
    author="Anne Muller",
    published_at=NOW,
    updated_at=None,
    sort_at=NOW,
    language="de",
    summary="",
    text="Es war einmal § 5.",
    html="<p>Es war <em>einmal</em> § 5.</p><script>alert(1)</script>",
    word_count=6,
    completeness=Completeness.WHOLE,
    is_read=False,
    is_starred=False,
    enclosures=(Enclosure("https://a.example/bridge.mp3", "audio/mpeg", None),),
)


def _export(article: Article | Extraction, format: ExportFormat) -> str:
    return export_article(article, format, width=40, now=NOW)


def test_text_of_a_stored_article_ends_with_its_addresses() -> None:
    lines = _export(STORED, ExportFormat.TEXT).split("\n")

    assert lines[-3:] == ["", "https://a.example/bridge", "https://a.example/bridge.mp3"]


def test_text_has_the_name_of_the_feed_as_it_is_written_so_that_it_can_be_searched_for() -> None:
    assert _export(STORED, ExportFormat.TEXT).split("\n")[0].strip() == "Das Wort"


@pytest.mark.parametrize("article", [STORED, EXTRACTED])
def test_text_has_plain_spaces_and_lines_of_the_given_width(article: Article | Extraction) -> None:
    lines = _export(article, ExportFormat.TEXT).split("\n")

    assert not any("\u00a0" in line for line in lines)
    assert max(map(len, lines)) <= 40


def test_markdown_has_the_title_as_heading_then_credits_lead_and_text() -> None:
    parts = _export(EXTRACTED, ExportFormat.MARKDOWN).split("\n\n")

    assert parts == ["# Die Brücke", "Das Wort  \nAnne Muller", "**Sie ist fertig.**", "Es war *einmal* eine Brücke."]


def test_fault_057_a_page_links_the_title_of_a_stored_article_and_has_no_scripts() -> None:
    page = _export(STORED, ExportFormat.HTML)

    assert page.startswith('<!DOCTYPE html>\n<html lang="de">')
    assert '<h1><a href="https://a.example/bridge">Die Brücke &amp; der Fluss</a></h1>' in page
    assert "script" not in page


@pytest.mark.parametrize("format", [ExportFormat.TEXT, ExportFormat.MARKDOWN, ExportFormat.HTML])
def test_an_extracted_teaser_says_that_it_is_only_the_beginning(format: ExportFormat) -> None:
    teaser = Extraction(url="", title="T", text="Es war.", html="<p>Es war.</p>", is_teaser=True)

    assert "Only the beginning" in _export(teaser, format)


def test_a_lead_that_the_text_begins_with_is_left_out() -> None:
    repeated = Extraction(url="", title="T", lead="Es war einmal…", text="Es war einmal.", html="<p>Es war einmal.</p>")

    assert _export(repeated, ExportFormat.MARKDOWN) == "# T\n\nEs war einmal."


@pytest.mark.parametrize("article", [STORED, EXTRACTED])
def test_json_is_one_line_with_the_text_in_it(article: Article | Extraction) -> None:
    line = _export(article, ExportFormat.JSON)

    assert "\n" not in line
    assert json.loads(line)["text"] == article.text


def test_that_a_page_was_not_read_to_its_end_is_said_in_the_language_of_the_reader(speak: Callable[..., None]) -> None:
    cut = replace(EXTRACTED, html=EXTRACTED.html + notice_html(PAGE_CUT))
    speak(LANG="de_DE.UTF-8")

    for format in (ExportFormat.TEXT, ExportFormat.MARKDOWN, ExportFormat.HTML):
        assert "Diese Seite war zu lang" in _export(cut, format)
    assert "This page was too long" in _export(cut, ExportFormat.JSON)
