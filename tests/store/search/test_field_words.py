"""Queries in French, German and Luxembourgish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from app.app_driver import NOW, build_demo

from wortreader.i18n import ENGLISH, LANGUAGES
from wortreader.store.library import Library
from wortreader.store.search.field_words import FIELD_WORDS, VALUE_WORDS
from wortreader.store.search.fields import REGISTRY
from wortreader.store.search.query import parse
from wortreader.tag_names import fold_name


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("ist:ungelesen", "is:unread"),
        ("est:non-lu", "is:unread"),
        ("ASS:Ongelies", "is:unread"),
        ("is:gelies", "is:read"),
        ("-est:lu", "-is:read"),
        ("est:etoile", "is:starred"),
        ("est:nonlu", "is:unread"),
        ("est:non lu budget", "is:unread budget"),
        ('est:"hors ligne"', "is:offline"),
        ("ist:mit Stern budget", "is:starred budget"),
        ("ass:mat Stär", "is:starred"),
        ("est:lu budget", "is:read budget"),
        ("ist:nicht gelesen budget", "is:unread budget"),
        ("tri:plus anciens budget", "sort:oldest budget"),
        ("sortierung:neueste zuerst budget", "sort:date budget"),
        ("site:wort.lu", "url:wort.lu"),
        ("sujet:sport", "category:sport"),
        ("du:1er novembre", "on:1er novembre"),
        ("sont:lus", "is:read"),
        ("est:favori", "is:starred"),
        ("avec:photos", "has:image"),
        ("journal:wort", "feed:wort"),
        ("apres:hier", "since:hier"),
        ("en:novembre", "on:novembre"),
        ("tri:recents budget", "sort:date budget"),
        ("avec:vidéo", "has:video"),
        ("hat:tabelle", "has:table"),
        ("titre:budget", "title:budget"),
        ("titel:(a OR b)", "title:(a OR b)"),
        ('étiquette:"à lire"', 'tag:"à lire"'),
        ("etiquette:eco*", "tag:eco*"),
        ("depuis:lundi", "since:lundi"),
        ("säit:méindeg", "since:méindeg"),
        ("zënter:leschte méindeg", "since:leschte méindeg"),
        ("ass:net-gelies", "is:unread"),
        ("sait:2w", "since:2w"),
        ("vor:28. November 2026", "before:28. november 2026"),
        ("le:28 novembre", "on:28 novembre"),
        ("âge:<3d", "age:<3d"),
        ("wörter:>800", "words:>800"),
        ("minutten:2..5", "minutes:2..5"),
        ("budget tri:pertinence", "budget sort:rank"),
        ("sortierung:älteste budget", "budget sort:oldest"),
        ("sprooch:lb", "lang:lb"),
        ("woerter:>800", "words:>800"),
        ("sortéierung:eelst", "sort:oldest"),
        ("zeitung:wort", "feed:wort"),
        ("ist:neu ab:montag", "is:unread since:montag"),
        ("ass:stär vum:gëschter", "is:starred on:gëschter"),
        ("viru:virgeschter", "before:virgeschter"),
        ("huet:transkriptioun", "has:transcript"),
        ("von:mustermann", "author:mustermann"),
        ("längt:>800 ass:favorit", "words:>800 is:starred"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_means_the_same_in_every_language(
    query: str, same: str, language: str, speak: Callable[..., None]
) -> None:
    speak(language)

    assert parse(query) == parse(same)
    assert parse(query).notes == ()


def test_what_is_not_a_value_in_any_language_is_read_as_words() -> None:
    assert parse("ist:quatsch").notes
    assert str(parse("ist:quatsch").root) == "ist/quatsch"


def test_no_word_means_two_fields_and_no_two_values_of_a_field_are_called_the_same() -> None:
    meanings: dict[str, set[str]] = {}
    for field, words in FIELD_WORDS.items():
        for word in (field, *(word for group in words.values() for word in group)):
            meanings.setdefault(fold_name(word), set()).add(field)
    for alias in REGISTRY.aliases:
        meanings.setdefault(alias, set()).update(row.name for row in REGISTRY.rows(alias))
    assert {word: fields for word, fields in meanings.items() if len(fields) > 1} == {}

    for field in REGISTRY.names:
        values: dict[str, set[str]] = {}
        for value in REGISTRY.choices(field):
            for word in (value, *(word for group in VALUE_WORDS[value].values() for word in group)):
                values.setdefault(fold_name(word), set()).add(value)
        assert {word: several for word, several in values.items() if len(several) > 1} == {}


def test_every_field_and_every_value_has_words_in_every_language() -> None:
    assert FIELD_WORDS.keys() == set(REGISTRY.names)
    assert VALUE_WORDS.keys() == {value for field in REGISTRY.names for value in REGISTRY.choices(field)}
    for words in (*FIELD_WORDS.values(), *VALUE_WORDS.values()):
        assert words.keys() == {*LANGUAGES} - {ENGLISH}
        assert all(words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queries_of_the_help_are_understood(language: str) -> None:
    for line in REGISTRY.explanations(language):
        assert [note for example in line.examples for note in parse(example).notes] == []


def test_the_help_has_the_words_of_the_language() -> None:
    examples = {example for line in REGISTRY.explanations("lb") for example in line.examples}

    assert {"ass:ongelies", "huet:bild", "virun:méindeg", "titel:budget", 'etikett:"ze liesen"'} <= examples


def test_the_help_has_examples_that_a_reader_of_the_language_would_write() -> None:
    examples = {example for line in REGISTRY.explanations("fr") for example in line.examples}

    assert {"budget ministre", "depuis:2sem", "âge:<3j", "le:2026-11", 'étiquette:"à lire"'} <= examples


@pytest.mark.thorough
@pytest.mark.unencrypted
def test_a_view_keeps_what_was_typed(tmp_path: Path) -> None:
    library = Library.open(build_demo(tmp_path / "library.db"))
    try:
        typed, english = library.search.rows("ist:ungelesen"), library.search.rows("is:unread")
        view = library.views.add("Neu", "ist:ungelesen säit:haut", now=NOW)
    finally:
        library.close()

    assert typed.ids == english.ids
    assert view.query == "ist:ungelesen säit:haut"
