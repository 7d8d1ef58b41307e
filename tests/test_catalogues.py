"""The catalogues of the languages: right wherever there is a translation, and complete where they are said to be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import catalogues
import pytest
from babel.messages.catalog import Catalog

COMPLETE: Final[tuple[str, ...]] = ("fr", "de", "lb")
"""The languages whose catalogues must lack nothing: `scripts/messages check` says what they lack."""

UNFINISHED: Final = ("missing: ", "stale: ", "other plural: ")
"""What may be wrong with the others."""


@pytest.fixture(scope="module")
def template() -> Catalog:
    """All messages of the package."""
    return catalogues.extract()


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_what_is_translated_is_right(language: str, template: Catalog) -> None:
    wrong = [one for one in catalogues.problems(language, template) if not one.startswith(UNFINISHED)]

    assert wrong == []


@pytest.mark.parametrize("language", COMPLETE)
def test_no_message_is_missing_or_stale(language: str, template: Catalog) -> None:
    assert list(catalogues.problems(language, template)) == []
    assert catalogues.msgfmt_problems(language) == []


@pytest.mark.parametrize("language", COMPLETE)
def test_a_catalogue_is_as_its_update_would_write_it(language: str, template: Catalog, tmp_path: Path) -> None:
    written = tmp_path / "wortreader.po"
    catalogues.write(catalogues.update(language, template), written)

    assert written.read_text(encoding="utf-8") == catalogues.catalogue_file(language).read_text(encoding="utf-8")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small catalogue, in which everything can be wrong."""
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    file = catalogues.catalogue_file("de")
    file.parent.mkdir(parents=True)
    return file


HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('msgid "Open {file}."\nmsgstr "{file} öffnen."\n', None),
        ('msgid "Open {file}."\nmsgstr "{datei} öffnen."\n', "other placeholders"),
        ('msgid "Open {file}."\nmsgstr ""\n', "missing"),
        ('#, fuzzy\nmsgid "Open {file}."\nmsgstr "{file} öffnen."\n', "fuzzy"),
        ('msgid "Open {file}."\nmsgstr "{file} öffnen."\n\nmsgid "Old."\nmsgstr "Alt."\n', "stale"),
        ('msgid "Open {file}."\nmsgstr " {file} öffnen."\n', "other blanks or line ends"),
        ('msgid "Open {file}."\nmsgstr "{file} `öffnen`."\n', "other words in backticks"),
        ("", "missing"),
    ],
)
def test_what_is_wrong_with_a_message_is_found(german: Path, entry: str, problem: str | None) -> None:
    german.write_text(HEAD + entry, encoding="utf-8")
    template = Catalog()
    template.add("Open {file}.")

    found = list(catalogues.problems("de", template))

    assert [one.split(":")[0] for one in found] == ([] if problem is None else [problem])


@pytest.mark.parametrize(
    ("entry", "is_right"),
    [
        ('msgid "{n} feed"\nmsgid_plural "{n} feeds"\nmsgstr[0] "{n} Feed"\nmsgstr[1] "{n} Feeds"\n', True),
        ('msgid "{n} feed"\nmsgid_plural "{n} feeds"\nmsgstr[0] "{n} Feed"\nmsgstr[1] ""\n', False),
        ('msgid "{n} feed"\nmsgid_plural "{n} feeds"\nmsgstr[0] "{n} Feed"\nmsgstr[1] "Feeds"\n', False),
        ('msgid "{n} feed"\nmsgid_plural "{n} feeds"\nmsgstr[0] "{n} Feed"\nmsgstr[1] "die Feeds"\n', False),
        ('msgid "{n} feed"\nmsgid_plural "{n} of all"\nmsgstr[0] "{n} Feed"\nmsgstr[1] "{n} von allen"\n', False),
        ('msgid "{n} feed"\nmsgstr "{n} Feed"\n', False),
    ],
)
def test_what_is_wrong_with_a_plural_is_found(german: Path, entry: str, is_right: bool) -> None:
    german.write_text(HEAD + entry, encoding="utf-8")
    template = Catalog()
    template.add(("{n} feed", "{n} feeds"))

    assert (list(catalogues.problems("de", template)) == []) is is_right


def test_an_update_keeps_what_is_translated_and_asks_for_what_has_changed(german: Path) -> None:
    german.write_text(
        HEAD + 'msgid "Kept."\nmsgstr "Bleibt."\n\nmsgid "Gone."\nmsgstr "Fort."\n\n'
        'msgid "{n} feed"\nmsgid_plural "{n} feeds"\nmsgstr[0] "{n} Feed"\nmsgstr[1] "{n} Feeds"\n',
        encoding="utf-8",
    )
    template = Catalog()
    for message in ("Kept.", "New.", ("{n} feed", "{n} of the feeds")):
        template.add(message)

    assert catalogues.write(catalogues.update("de", template), german)
    assert list(catalogues.problems("de", template)) == ["missing: 'New.'", "fuzzy: '{n} feed'"]
    assert not catalogues.write(catalogues.update("de", template), german)
    text = german.read_text(encoding="utf-8")
    assert "Bleibt." in text
    assert "Fort." not in text
    assert not [line for line in text.splitlines() if line.startswith("#:") or "Date" in line]


@pytest.mark.parametrize("language", COMPLETE)
def test_values_in_commands_of_messages_are_called_as_in_the_help(language: str) -> None:
    catalogue = catalogues.read(language)
    metavars = {found.id: str(found.string) for found in catalogue if found.context == "metavar"}
    commands = [
        (source, written)
        for message in catalogue
        for source, written in zip(catalogues.forms(message.id), catalogues.forms(message.string), strict=False)
        if re.search("wortreader [a-z]", source)
    ]

    wrong = [
        (name, written)
        for source, written in commands
        for name in set(re.findall(r"\b[A-Z]+\b", source)) & set(metavars)
        if not re.search(rf"\b{metavars[name]}\b", written)
    ]
    assert wrong == []
    assert len(commands) > 20
