"""The language of titles and teasers in `corpus/languages`, which were written for this test."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import modules_after

from wortreader.prose.language import language_of

CORPUS = Path(__file__).parents[1] / "corpus" / "languages"
TITLE_FLOORS = {"lb": 25, "de": 26, "fr": 25, "en": 24, "pt": 26, "nl": 8, "es": 8, "it": 8}
"""The number of titles that are right today. They are short, and some words belong to several languages."""


def corpus(language: str) -> tuple[list[str], list[str]]:
    """Titles and teasers in this language."""
    titles, teasers = (CORPUS / f"{language}.txt").read_text(encoding="utf-8").split("\n\n")
    return titles.splitlines(), teasers.splitlines()


@pytest.mark.parametrize("language", TITLE_FLOORS)
def test_every_teaser_is_known_by_its_words_alone(language: str) -> None:
    _titles, teasers = corpus(language)

    assert {teaser: language_of(teaser) for teaser in teasers} == dict.fromkeys(teasers, language)


@pytest.mark.parametrize(("language", "floor"), TITLE_FLOORS.items())
def test_nearly_every_title_is_known_by_its_words_alone(language: str, floor: int) -> None:
    titles, _teasers = corpus(language)

    assert [language_of(title) for title in titles].count(language) >= floor


@pytest.mark.parametrize("hint", TITLE_FLOORS)
@pytest.mark.parametrize("language", TITLE_FLOORS)
def test_a_feed_that_names_the_wrong_language_does_not_change_a_teaser(language: str, hint: str) -> None:
    _titles, teasers = corpus(language)

    assert {language_of(teaser, hint=hint) for teaser in teasers} == {language}


def test_luxembourgish_titles_do_not_become_german_in_a_feed_tagged_as_german() -> None:
    titles, _teasers = corpus("lb")

    became_german = [title for title in titles if language_of(title, hint="de") == "de"]

    assert became_german == ["Polizei sicht Zeien no Abroch"]


@pytest.mark.parametrize("row", (CORPUS / "others.txt").read_text(encoding="utf-8").splitlines())
def test_other_languages_and_scripts_are_known(row: str) -> None:
    language, text = row.split("\t")

    assert language_of(text) == language
    assert language_of(text, hint="fr") == language


def test_the_tag_of_the_feed_keeps_its_region_if_the_words_agree() -> None:
    assert language_of("Die Regierung hat am Mittwoch ihre Pläne vorgestellt", hint="de-lu") == "de-lu"
    assert language_of("Le gouvernement a présenté mercredi ses projets", hint="de-lu") == "fr"


@pytest.mark.parametrize("text", ["", "   ", "2024", "Merz", "???", "https://example.org/a/long/address/in/english"])
def test_a_text_with_too_little_evidence_has_the_language_of_its_tag(text: str) -> None:
    assert language_of(text, hint="lb") == "lb"
    assert language_of(text) is None


def test_languages_that_only_a_tag_distinguishes_keep_their_tag() -> None:
    assert language_of("Regjeringen la onsdag frem sine nye planer for boligbygging", hint="nb-no") == "nb-no"


def test_capital_letters_and_typographic_apostrophes_do_not_matter() -> None:
    assert language_of("D’REGIERUNG HUET NEI PLÄNG FIR D’SCHOULEN VIRGESTALLT") == "lb"
    assert language_of("L’équipe s’est inclinée") == "fr"


@pytest.mark.parametrize("text", ["\0" * 500, "\ud800" * 300, "a" * 100_000, "\u0301" * 9000, "🎉" * 300, "日" * 2])
def test_no_text_is_an_error(text: str) -> None:
    assert language_of(text, hint="en") in (None, "en", "zh", "ja")


def test_the_table_is_not_loaded_by_what_the_app_and_the_command_line_import() -> None:
    modules = "wortreader.app.run, wortreader.app.library.session, wortreader.cli.main, wortreader.prose.typeset.layout"

    assert "wortreader.prose.language" not in modules_after(f"import {modules}")
