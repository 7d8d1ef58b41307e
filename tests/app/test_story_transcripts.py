"""Transcripts and chapters of podcasts, shown as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from app.app_driver import reading
from app.background_driver import Machine
from command_line import run_apart
from loopback import Loopback

from wortreader.deferred import TaskKind

VTT = "WEBVTT\n\n" + "\n".join(
    f"00:{minute:02}:00.000 --> 00:{minute:02}:05.000\n<v {'Anna' if minute % 2 else 'Bert'}>"
    f"Wir reden jetzt zum {minute}. Mal über Fledermäuse und ihre Höhlen im Süden.\n"
    for minute in range(40)
)
CHAPTERS = json.dumps(
    {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0, "title": "Begrüßung"},
            {"startTime": 754, "title": "Höhlen bei Nacht", "url": "https://cave.example/"},
        ],
    }
)


def library_of(path: Path, server: Loopback) -> Path:
    """A library with an episode, whose transcript and chapters have not been fetched, and an article without any."""
    said = server.serve("/1.vtt", VTT, content_type="text/vtt")
    listed = server.serve("/1.json", CHAPTERS, content_type="application/json")
    episode = (
        "<item><guid>1</guid><title>Folge 1</title><description>Das sind die Notizen.</description>"
        "<pubDate>Wed, 18 Nov 2026 10:00:00 +0100</pubDate>"
        f"<podcast:transcript url='{said}' type='text/vtt'/>"
        f"<podcast:chapters url='{listed}' type='application/json+chapters'/></item>"
        "<item><guid>2</guid><title>Kein Podcast</title><description>Nur Text.</description>"
        "<pubDate>Tue, 17 Nov 2026 10:00:00 +0100</pubDate></item>"
    )
    namespace = "xmlns:podcast='https://podcastindex.org/namespace/1.0'"
    url = server.serve(
        "/feed", f"<rss version='2.0' {namespace}><channel><title>Radio</title>{episode}</channel></rss>"
    )
    assert run_apart("--library", path, "add", "--no-pages", url).code == 0
    return path


@pytest.mark.thorough
@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_gt_fetches_the_transcript_and_goes_to_it(
    tmp_path: Path, server: Loopback, size: tuple[int, int]
) -> None:
    async with reading(library_of(tmp_path / "loop.db", server), size=size) as story:
        await story.press("l", "l") if size[0] < 80 else await story.press("l")
        assert "Notizen" in story.text_of(story.view)
        assert "Transcript" not in story.text_of(story.view)

        await story.press("g", "t")
        shown = story.text_of(story.view)
        assert "Transcript" in shown
        assert "Begrüßung" in shown  # as a heading within the transcript
        assert "Bert: Wir reden jetzt zum 0. Mal" in " ".join(shown.split())
        assert "gb goes back" in story.status
        assert story.article.unfetched == ()

        await story.press("g", "b")
        shown = story.text_of(story.view)
        assert "Chapters" in shown
        assert "0:12:34 Höhlen bei Nacht" in shown
        assert "Notizen" in shown

        await story.press("/")
        await story.write("zum 33. mal")
        await story.press("enter")
        assert "33. Mal über Fledermäuse" in " ".join(story.text_of(story.view).split())

        await story.press("escape", "g", "t")
        assert server.count("/1.vtt") == server.count("/1.json") == 1


@pytest.mark.thorough
async def test_gt_says_why_there_is_none_and_waits_for_the_network(tmp_path: Path, server: Loopback) -> None:
    machine = Machine(tmp_path)
    path = library_of(tmp_path / "loop.db", server)
    async with reading(path, has_default_route=machine.has_default_route) as story:
        await story.press("l", "J", "g", "t")
        assert "no transcript" in story.status

        await story.press("K")
        machine.disconnect()
        await story.press("g", "t")
        assert "Offline: added to the outbox" in story.status
        tasks = await story.app.session.outbox(lambda outbox: outbox.all())
        assert [(task.kind, task.name) for task in tasks] == [(TaskKind.TRANSCRIPT, "Folge 1")]
        assert server.count("/1.vtt") == 0


@pytest.mark.thorough
async def test_gt_says_why_a_transcript_cannot_be_had(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server)
    for name in ("/1.vtt", "/1.json"):
        server.serve(name, "gone", status=404)
    async with reading(path) as story:
        await story.press("l", "g", "t")

        assert "404" in story.status
        assert "Notizen" in story.text_of(story.view)

        server.serve("/1.vtt", VTT, content_type="text/vtt")  # but still no chapters
        await story.press("g", "t")
        assert "Bert: Wir reden jetzt zum 0. Mal" in " ".join(story.text_of(story.view).split())
        assert "Chapters" not in story.text_of(story.view)
