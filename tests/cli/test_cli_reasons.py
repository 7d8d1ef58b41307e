"""Why something failed is told in the language of whoever asks, whatever that of the refresh was."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click
import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run
from loopback import Loopback
from loopback_faults import fault

from wortreader.cli import main
from wortreader.cli.main import wortreader
from wortreader.model import utc_now
from wortreader.store.library import Library
from wortreader.sync.feed_health import health, remarks

PAGE: Final = "<!doctype html><html><head><title>Heim</title></head><body><p>Willkommen</p></body></html>"
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "/404": "has no page at this address (404). Check the address, or look for the feed on the site itself.",
        "/410": "This feed no longer exists (410).",
        "/500": "has an internal error (500).",
        "/page": "This is a web page, not a feed.",
        "/truncated_gzip": "sent a damaged answer",
        "/circle": "redirects in a circle.",
        "/ftp": "redirects to something that is not a web address: ftp://a.example/",
        "/phrase": "answers with something that cannot be used (418 teapot52;c;x [@click=app.quit])",
        "closed": "refuses the connection.",
    },
    "fr": {
        "/404": "Page introuvable sur 127.0.0.1:{port} (404). Vérifiez l’adresse, ou cherchez le flux",
        "/410": "Ce flux n’existe plus (410).",
        "/500": "Erreur interne de 127.0.0.1:{port} (500).",
        "/page": "C’est une page web, pas un flux.",
        "/circle": "redirige en boucle.",
        "/phrase": "(418 teapot52;c;x [@click=app.quit])",
        "closed": "refuse la connexion.",
    },
    "de": {
        "/404": "hat unter dieser Adresse nichts (404). Prüfen Sie die Adresse,",
        "/500": "hat einen internen Fehler (500).",
        "/page": "Das ist eine Webseite, kein Feed.",
        "closed": "lehnt die Verbindung ab.",
    },
    "lb": {
        "/404": "huet näischt op dëser Adress (404).",
        "/page": "Dat ass eng Websäit, kee Feed.",
        "closed": "refuséiert d’Verbindung.",
    },
}
"""What is said of the feed at each address."""


@pytest.fixture(autouse=True)
def _words_of_commands_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are imported before a test changes the language, and click keeps its own: other tests need both."""
    context = click.Context(wortreader)
    for name in wortreader.list_commands(context):
        wortreader.get_command(context, name)
    monkeypatch.setattr(main, "translate_click", lambda: None)


@pytest.fixture
def failing(library: Library, server: Loopback, run: Run) -> dict[str, int]:
    """Feeds that an English refresh could not read: their ids, by their addresses at the server."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    urls = {
        "/404": server.url("/404"),
        "/410": server.serve("/410", status=410),
        "/500": server.serve("/500", status=500),
        "/page": server.serve("/page", PAGE, content_type="text/html"),
        "/truncated_gzip": fault(server, "truncated_gzip"),
        "/circle": server.redirect("/circle", "/circle"),
        "/ftp": server.redirect("/ftp", "ftp://a.example/"),
        "/phrase": fault(server, "hostile_phrase"),
        "closed": f"http://127.0.0.1:{port}/feed",
    }
    ids = {
        name: library.feeds.add(url, title=name, is_private_allowed=True, now=utc_now()).feed_id
        for name, url in urls.items()
    }
    assert run("refresh").code == 1
    return ids


@pytest.mark.parametrize("language", ["en", "fr", "de", "lb"])
def test_what_a_refresh_met_is_told_in_the_language_of_the_reader_at_all_doors(
    run: Run, library: Library, server: Loopback, failing: dict[str, int], speak: Callable[..., None], language: str
) -> None:
    speak(language)

    listed = {row.split("\t")[1]: row for row in run("health", "--all").output.splitlines() if "\t" in row}
    feeds = run("feed", "list").output
    said = {one.feed.title: " ".join(remarks(one, now=utc_now())) for one in health(library, now=utc_now())}

    for name, template in WORDS[language].items():
        words = template.format(port=server.port)
        assert words in listed[name], name
        assert words in said[name], name
        assert words in run("feed", "show", failing[name]).output, name
        if name != "/410":  # which is paused
            assert words in feeds, name


def test_json_is_in_english_whoever_asks(
    run: Run, library: Library, failing: dict[str, int], speak: Callable[..., None]
) -> None:
    speak("de")

    told = {one["title"]: one["failure"] for one in run("health", "--json").json}
    listed = {one["title"]: one["failure"] for one in run("feeds", "--json").json}

    assert told == listed
    for name, words in WORDS["en"].items():
        assert words in told[name], name


def test_the_events_of_a_refresh_are_in_english_with_the_words_of_the_reader_beside_them(
    run: Run, library: Library, server: Loopback, speak: Callable[..., None]
) -> None:
    library.feeds.add(server.serve("/500", status=500), is_private_allowed=True, now=utc_now())
    speak("fr")

    (told,) = (event for event in run("refresh", "--json").json_lines if event["event"] == "feed")

    assert told["reason"] == f"127.0.0.1:{server.port} has an internal error (500)."
    assert told["reason_translated"] == f"Erreur interne de 127.0.0.1:{server.port} (500)."


def test_remarks_on_a_subscription_list_are_in_english_with_the_words_of_the_reader_beside_them(
    run: Run, shelf: Library, tmp_path: Path, speak: Callable[..., None]
) -> None:
    line = '<outline text="One" xmlUrl="exec:one"/>'
    shelf.feeds.add("http://192.168.0.2/feed", is_private_allowed=True, now=utc_now())
    speak("de")

    imported, _done = run("import", "--json", "-", stdin=f"<opml><body>{line}</body></opml>").json_lines
    exported, _done = run("export", "--json", tmp_path / "out.opml").json_lines

    assert imported["sentence"] == "Line 1: exec:one is a command or a file, not an address. It was left out."
    translated = "Zeile 1: exec:one ist ein Befehl oder eine Datei, keine Adresse. Es wurde ausgelassen."
    assert imported["sentence_translated"] == translated
    assert exported["sentence"].startswith("1 feed is allowed on your own network;")
    assert exported["sentence_translated"].startswith("1 Feed darf in Ihrem eigenen Netz liegen")


def test_what_was_done_and_what_is_wrong_with_a_source_is_in_english_for_programs(
    run: Run, shelf: Library, server: Loopback, speak: Callable[..., None]
) -> None:
    speak("lb")
    page, feed = server.url("/404"), server.serve("/feed", QUOTIDIEN.replace("</rss>", ""))
    run("mark", 1, "--star")

    (step,) = run("undo", "--list", "--json").json
    (previewed,) = run("preview", feed, "--json").json_lines

    assert step["what"] == f"Starred “{shelf.articles.get(1).title}”."
    assert "Starred" not in run("undo", "--list").output
    assert previewed["warnings"] == ["The feed is malformed; what could be read of it is shown."]
    for words in (("preview", page, "--json"), ("extract", page, "--format", "json")):
        (failed,) = run(*words).json_lines
        assert failed["error"].endswith("has no page at this address (404).")


def test_pages_pictures_downloads_and_tasks_fail_in_the_language_of_the_reader_too(
    run: Run, library: Library, server: Loopback, speak: Callable[..., None]
) -> None:
    items = "<item><title>Wide</title><link>{}</link><description>&lt;p>Text&lt;img src='{}'>&lt;/p></description>"
    items += "<enclosure url='{}' type='audio/mpeg' length='9'/></item>"
    item = items.format(server.url("/story"), server.serve("/picture", b"text"), server.url("/sound.mp3"))
    feed = QUOTIDIEN.replace("</channel>", f"{item}</channel>")
    library.feeds.add(server.serve("/rss", feed), is_private_allowed=True, now=utc_now())
    run("refresh")
    (number,) = (one["id"] for one in run("list", "--json").json if one["title"] == "Wide")

    run("fetch", number)
    run("download", number)
    speak("fr")

    assert "Page introuvable sur " in library.articles.get(number).refusal
    (picture,) = library.pictures.kept(number).values()
    assert picture.failure == "Le serveur a envoyé du texte à la place d’une image."
    assert "Page introuvable sur " in run("download", "--list").output
    (as_json,) = run("download", "--list", "--json").json
    assert as_json["reason"].endswith("has no page at this address (404).")
