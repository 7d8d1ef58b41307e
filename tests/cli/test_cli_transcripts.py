"""Transcripts and chapters on the command line: fetched, printed and found."""

from __future__ import annotations

import json

from command_line import Run
from loopback import Loopback

from wortreader.model import utc_now
from wortreader.store.library import Library

VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Anna>Heute <Fledermäuse> & Höhlen\u009b31m.\n\n" + (
    "01:00:00.000 --> 01:00:02.000\n<v Bert>Und Wale.\n"
)
CHAPTERS = json.dumps(
    {
        "chapters": [
            {"startTime": 0, "title": "Anfang"},
            {"startTime": 3600, "title": "Wale", "url": "https://w.example/"},
        ]
    }
)
NAMESPACE = "xmlns:podcast='https://podcastindex.org/namespace/1.0'"


def subscribe(server: Loopback, library: Library, run: Run) -> None:
    """A feed with an episode, fetched with all that belongs to it."""
    said = server.serve("/1.vtt", VTT, content_type="text/vtt")
    listed = server.serve("/1.json", CHAPTERS, content_type="application/json+chapters")
    item = (
        "<item><guid>1</guid><title>Folge 1</title><description>Die Notizen zur Folge.</description>"
        f"<podcast:transcript {NAMESPACE} url='{said}' type='text/vtt'/>"
        f"<podcast:chapters {NAMESPACE} url='{listed}' type='application/json+chapters'/></item>"
        "<item><guid>2</guid><title>Anderes</title><description>Nur Text.</description></item>"
    )
    feed = server.serve("/rss", f"<rss version='2.0'><channel><title>Radio</title>{item}</channel></rss>")
    library.feeds.add(feed, is_private_allowed=True, now=utc_now())


def number_of(library: Library, title: str) -> int:
    return next(number for number in (1, 2) if library.articles.get(number).title == title)


def test_a_refresh_brings_them_and_show_prints_them(run: Run, library: Library, server: Loopback) -> None:
    subscribe(server, library, run)
    assert run("refresh").code == 0
    number = number_of(library, "Folge 1")

    text = run("show", number).output
    assert text.index("Die Notizen zur Folge.") < text.index("Chapters") < text.index("Transcript")
    assert "0:00:00 Anfang" in text
    assert "1:00:00 Wale" in text
    assert "Anna: Heute & Höhlen31m." in text
    assert "Bert: Und Wale." in text
    assert "\u009b" not in text

    markdown = run("show", number, "--format", "markdown").output
    assert "## Chapters" in markdown
    assert "- 1:00:00 [Wale](https://w.example/)" in markdown
    assert "## Transcript" in markdown
    assert "### Wale" in markdown
    assert "**Bert:** Und Wale." in markdown

    html = run("show", number, "--format", "html").output
    assert "<h2>Transcript</h2>" in html
    assert "<strong>Bert:</strong> Und Wale." in html

    found = run("show", number, "--format", "json").json
    assert found["text"] == "Die Notizen zur Folge."
    assert found["chapters"] == [
        {"start": 0.0, "title": "Anfang", "url": None},
        {"start": 3600.0, "title": "Wale", "url": "https://w.example/"},
    ]
    assert found["transcript"]["url"] == server.url("/1.vtt")
    assert found["transcript"]["passages"][1] == {"start": 3600.0, "speaker": "Bert", "text": "Und Wale."}
    other = run("show", number_of(library, "Anderes"), "--format", "json").json
    assert (other["chapters"], other["transcript"]) == ([], None)


def test_the_search_finds_what_is_said(run: Run, library: Library, server: Loopback) -> None:
    subscribe(server, library, run)
    run("refresh")

    (hit,) = run("search", "wale", "--json").json

    assert hit["title"] == "Folge 1"
    assert "Wale" in hit["snippet"]
    assert run("search", "has:transcript", "--json").json[0]["title"] == "Folge 1"
    assert [found["title"] for found in run("search", "has:chapters", "--json").json] == ["Folge 1"]


def test_fetch_brings_what_a_refresh_has_not(run: Run, library: Library, server: Loopback) -> None:
    subscribe(server, library, run)
    assert run("config", "set", "keep_transcripts", "false").code == 0
    run("refresh")
    number, other = number_of(library, "Folge 1"), number_of(library, "Anderes")
    assert library.articles.get(number).transcript is None

    ended = run("fetch", "--transcripts", number)
    assert (ended.code, ended.complaints) == (0, "")
    assert set(ended.output.splitlines()) == {  # in the order in which they came
        "Fetched the transcript of “Folge 1”.",
        "Fetched the chapters of “Folge 1”.",
    }
    assert library.articles.get(number).transcript is not None
    assert run("fetch", "--transcripts", number).code == 0  # there is nothing to do

    none = run("fetch", "--transcripts", other)
    assert (none.code, none.complaints) == (1, "The feed names no transcript of “Anderes”.\n")
    assert run("fetch", "--transcripts", "--pictures", number).code == 2


def test_fetch_tells_programs_what_has_come(run: Run, library: Library, server: Loopback) -> None:
    subscribe(server, library, run)
    run("config", "set", "keep_transcripts", "false")
    run("refresh")
    server.serve("/1.json", "gone", status=404)

    ended = run("fetch", "--transcripts", "--json", number_of(library, "Folge 1"))

    events = {(event["event"], event.get("kind")): event for event in map(json.loads, ended.output.splitlines())}
    assert events["supplement", "transcript"]["reason"] is None
    assert "404" in events["supplement", "chapters"]["reason"]
    assert events["done", None]["transcripts"] == 1
    assert ended.code == 1
