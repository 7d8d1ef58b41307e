"""What the palette finds, and in which order. None of it needs the app."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.palette import (
    PaletteEntry,
    PaletteTarget,
    command_entries,
    setting_entries,
    target_entries,
    value_entries,
)
from wortreader.app.commands.ranking import ranked
from wortreader.app.commands.setting_labels import SETTING_LABELS
from wortreader.app.commands.synonyms import SETTINGS, SYNONYMS
from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.view_names import named_views, view_named
from wortreader.app.line_errors import CommandLineError
from wortreader.config import kinds
from wortreader.model import Counts, Feed, Folder, SavedView, Tag, View, ViewKind

TARGETS = (
    PaletteTarget(View(ViewKind.UNREAD), ("Unread",), "view"),
    PaletteTarget(View(ViewKind.FOLDER, 1), ("Luxembourg",), "folder"),
    PaletteTarget(View(ViewKind.FEED, 7), ("Luxembourg", "Le Quotidien de Démo"), "feed"),
    PaletteTarget(View(ViewKind.FEED, 8), ("Technology", "Starlight Weekly"), "feed"),
)


def entries(obstacles: dict[str, str] | None = None) -> list[PaletteEntry]:
    return [
        *command_entries(KeyTable(), lambda command_id: (obstacles or {}).get(command_id, "")),
        *target_entries(TARGETS),
        *setting_entries("set"),
        *value_entries("theme", "Theme: {value}", ("wort-dark", "nord"), "dark light colour"),
    ]


def found(typed: str, recent: tuple[str, ...] = (), obstacles: dict[str, str] | None = None) -> list[str]:
    offered = entries(obstacles)
    return [offered[at].key for at in ranked([entry.found_by for entry in offered], typed, recent)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mark", {"view.mark_read", "article.toggle_read", "library.mark_read"}),
        ("mark read", {"article.toggle_read", "view.mark_read"}),
        ("mark all", {"library.mark_read"}),
        ("download", {"article.download"}),
        ("save audio", {"article.download"}),
        ("downloads", {"program.downloads"}),
        ("remove download", {"program.downloads"}),
        ("sync", {"feed.refresh", "library.refresh"}),
        ("reload", {"program.read_settings", "feed.refresh", "library.refresh"}),
        ("refresh", {"feed.refresh"}),
        ("delete", {"feed.remove"}),
        ("unsubscribe", {"feed.remove"}),
        ("subscribe", {"feed.add"}),
        ("dark", {"program.theme", "theme wort-dark"}),
        ("night", {"program.theme"}),
        ("image", {"article.pictures", "article.large_picture"}),
        ("unread", {"all-unread", "unread:"}),
        ("font", {"program.theme", "view.density", "program.settings"}),
        ("settings", {"program.settings"}),
        ("preferences", {"program.settings"}),
        ("hyphenate", {"set hyphenate"}),
        ("measure", {"set measure"}),
        ("keep_days", {"set keep_days"}),
        ("favourite", {"article.star"}),
        ("favorite", {"article.star"}),
        ("podcast", {"article.enclosure"}),
        ("offline", {"library.pack"}),
        ("exit", {"program.quit"}),
        ("quit", {"program.quit"}),
        ("shortcuts", {"program.help"}),
        ("opml", {"library.import", "library.export"}),
        ("markdown", {"article.export"}),
        ("similar", {"search.like"}),
        ("clipboard", {"article.copy_link"}),
        ("fullscreen", {"view.zen"}),
        ("footnote", {"note.follow", "note.back"}),
        ("star", {"article.star"}),
        ("article.star", {"article.star"}),
        ("toggle-read", {"article.toggle_read"}),
        ("quotidien", {"feed:7"}),
        ("DEMO", {"feed:7"}),
        ("démo quotidien", {"feed:7"}),
        ("luxembourg", {"folder:1"}),
        ("starlight", {"feed:8"}),
        ("nord", {"theme nord"}),
        ("refesh", {"feed.refresh", "library.refresh"}),
        ("serach", {"search.open", "search.here"}),
        ("mlr", {"view.mark_read"}),
        ("lqd", {"feed:7"}),
    ],
)
def test_words_find_what_they_mean_first(typed: str, first: set[str]) -> None:
    assert found(typed)[0] in first


@pytest.mark.parametrize(
    ("language", "typed", "names"),
    [
        ("en", "image", ["keep_pictures", "show_pictures"]),
        ("en", "dark", ["theme"]),
        ("en", "video", ["player", "download_folder"]),
        ("fr", "sombre", ["theme"]),
        ("de", "dunkel", ["theme"]),
        ("lb", "donkel", ["theme"]),
        ("en", "typewriter", []),
        ("en", "braille", ["linear"]),  # a word of what it does
    ],
)
def test_settings_are_found_by_other_words_and_by_what_they_do_but_behind_the_commands(
    speak: Callable[..., None], language: str, typed: str, names: list[str]
) -> None:
    speak(language)

    keys = found(typed)

    settings = [key for key in keys if key.startswith("set ")]
    assert {f"set {name}" for name in names} <= set(settings)
    assert keys[len(keys) - len(settings) :] == settings


def test_other_words_for_settings_are_those_of_commands() -> None:
    assert set(SETTINGS) <= set(kinds())
    assert {command_id for commands in SETTINGS.values() for command_id in commands} <= set(SYNONYMS)


def test_all_words_have_to_be_found() -> None:
    assert found("refresh all") == ["library.refresh"]
    assert found("no such thing at all") == []


def test_without_words_everything_is_listed_and_what_was_used_last_comes_first() -> None:
    recent = ("feed:8", "program.theme", "gone.command")

    listed = found("", recent)

    assert listed[:2] == ["feed:8", "program.theme"]
    assert len(listed) == len(entries())


def test_what_was_used_last_comes_before_what_is_found_equally_well() -> None:
    assert found("mark", ("list.mark_below_read",))[0] == "list.mark_below_read"
    assert found("star", ("feed:8",))[0] == "article.star"  # whose name it is


def test_a_command_that_cannot_be_run_comes_after_one_that_can() -> None:
    assert found("next", obstacles={"article.next_unread": "There is no article here."})[0] != "article.next_unread"


def test_a_row_shows_the_keys_of_the_command_and_why_it_cannot_be_run() -> None:
    rows = {entry.key: entry for entry in entries({"article.star": "There is no article here."})}

    assert (rows["article.star"].title, rows["article.star"].keys) == ("Star", "f s")
    assert rows["article.star"].obstacle == "There is no article here."
    assert rows["feed:7"].sentence == "feed · Luxembourg"
    assert rows["theme nord"].line == "theme nord"


# --- names of views ---------------------------------------------------------------------------------------------------


def feed(feed_id: int, title: str, folder_id: int | None = None) -> Feed:
    return Feed(feed_id, f"https://example.org/{feed_id}", title, folder_id=folder_id)


TREE = FeedTree(
    (feed(1, "L’Écho d’Essai", 1), feed(2, "News", 1), feed(3, "News", 2), feed(4, "Newsroom")),
    (Folder(1, None, "Luxembourg"), Folder(2, None, "World")),
    Counts(),
    (SavedView(5, "Budget", "budget"),),
    (Tag(6, "later"),),
)


@pytest.mark.parametrize(
    ("kind", "name", "view"),
    [
        ("feed", "l'echo d'essai", View(ViewKind.FEED, 1)),
        ("feed", "echo", View(ViewKind.FEED, 1)),
        ("feed", "Luxembourg › News", View(ViewKind.FEED, 2)),
        ("feed", "World News", View(ViewKind.FEED, 3)),
        ("feed", "newsr", View(ViewKind.FEED, 4)),
        ("folder", "world", View(ViewKind.FOLDER, 2)),
        ("view", "unread", View(ViewKind.UNREAD)),
        ("view", "Budget", View(ViewKind.QUERY, 5, "budget")),
        ("any", "luxembourg", View(ViewKind.FOLDER, 1)),
        ("any", "later", Tag(6, "later").view),
        ("tag", "#later", Tag(6, "later").view),
    ],
)
def test_a_view_is_found_by_its_name(kind: str, name: str, view: View) -> None:
    assert view_named(TREE, kind, name) == view


@pytest.mark.parametrize(
    ("kind", "name", "sentence"),
    [
        ("feed", "news", "“news” matches several names: “Luxembourg › News”, “World › News”. Type more of the name."),
        ("feed", "Newsrom", "There is no feed “Newsrom”. Did you mean “Newsroom”?"),
        ("folder", "News", "There is no folder “News”."),
        ("view", "World", "There is no view “World”."),
        ("any", "“", "There is no feed, folder or view ““”."),
    ],
)
def test_a_name_that_means_no_view_or_several_is_explained(kind: str, name: str, sentence: str) -> None:
    with pytest.raises(CommandLineError) as error:
        view_named(TREE, kind, name)

    assert str(error.value) == sentence


def test_a_name_that_is_written_just_so_is_meant_though_others_differ_in_case_alone() -> None:
    tree = FeedTree((), (Folder(1, None, "News"), Folder(2, None, "news"), Folder(3, 2, "News")), Counts())

    assert view_named(tree, "folder", "News") == View(ViewKind.FOLDER, 1)
    assert view_named(tree, "folder", "news") == View(ViewKind.FOLDER, 2)


def test_every_name_that_is_offered_leads_to_its_view() -> None:
    for kind in ("feed", "folder", "view", "any"):
        for named in named_views(TREE, kind):
            assert view_named(TREE, kind, named.name) == named.view


def test_a_setting_has_a_label_in_the_language_and_is_found_by_it_and_by_its_name_in_the_file(
    speak: Callable[..., None],
) -> None:
    assert set(SETTING_LABELS) == set(kinds())
    speak("de")

    titles = {entry.line: entry.title for entry in setting_entries("set")}

    assert titles["set speech_rate "] == "Vorlesegeschwindigkeit"
    assert found("vorlesegeschwindigkeit")[0] == found("speech_rate")[0] == found("speech rate")[0] == "set speech_rate"
