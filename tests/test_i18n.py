"""Which language is chosen, and how messages are found in its catalogue."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from catalogues import write_catalogue
from command_line import run_apart

from wortreader import i18n
from wortreader.i18n import _, environment_language, ngettext, npgettext, pgettext


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "fr_LU.UTF-8"}, "fr"),
        ({"LANG": "lb_LU"}, "lb"),
        ({"LANG": "de_AT.UTF-8@euro"}, "de"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "de"),
        ({"LC_MESSAGES": "de_DE.UTF-8", "LC_ALL": "lb_LU.UTF-8"}, "lb"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr"}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "it:lb_LU:fr"}, "lb"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en:de"}, "en"),
        ({"LANGUAGE": "de"}, "de"),
        ({"LANG": "C", "LANGUAGE": "de"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX"}, "en"),
        ({"LANG": "it_IT.UTF-8"}, None),
        ({"LANG": "ltg_LV.UTF-8"}, None),
        ({}, None),
    ],
)
def test_the_language_is_chosen_as_gettext_does(environment: Mapping[str, str], expected: str | None) -> None:
    assert environment_language(environment) == expected


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: Callable[..., None]) -> None:
    """A process that speaks German, with a small catalogue."""
    catalogue = Catalog(locale="de")
    catalogue.add("read", "gelesen")
    catalogue.add("read", "Lesen", context="action")
    catalogue.add("empty", "")
    catalogue.add("unsure", "unsicher", flags=["fuzzy"])
    catalogue.add(("{n} feed", "{n} feeds"), ("{n} Feed", "{n} Feeds"))
    catalogue.add(("{n} feed", "{n} feeds"), ("einem Feed", "{n} Feeds"), context="in")
    for number in range(100):
        catalogue.add(f"message é {number}", f"Nachricht ü {number}")
    file = tmp_path / "de" / "LC_MESSAGES" / "wortreader.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(write_catalogue(catalogue))
    monkeypatch.setattr(i18n, "_FOLDER", str(tmp_path))
    speak(LANG="de_LU.UTF-8")


@pytest.mark.usefixtures("german")
def test_messages_are_found_by_their_words_and_their_context() -> None:
    assert [_(f"message é {number}") for number in range(100)] == [f"Nachricht ü {number}" for number in range(100)]
    assert (_("read"), pgettext("action", "read"), pgettext("other", "read")) == ("gelesen", "Lesen", "read")
    assert [_(message) for message in ("", "empty", "unsure", "unknown")] == ["", "empty", "unsure", "unknown"]
    assert [ngettext("{n} feed", "{n} feeds", number) for number in (0, 1, 2)] == ["{n} Feeds", "{n} Feed", "{n} Feeds"]
    assert [npgettext("in", "{n} feed", "{n} feeds", number) for number in (1, 2)] == ["einem Feed", "{n} Feeds"]
    assert [ngettext("{n} a", "{n} b", number) for number in (0, 1, 2)] == ["{n} b", "{n} a", "{n} b"]
    assert _("{n} feed") == "{n} Feed"


def test_what_is_compiled_can_be_read_by_the_standard_library() -> None:
    import gettext

    catalogue = Catalog(locale="fr")
    catalogue.add("read", "lu")
    catalogue.add("read", "lire", context="action")
    catalogue.add(("{n} feed", "{n} feeds"), ("{n} flux", "{n} flux !"))

    found = gettext.GNUTranslations(io.BytesIO(write_catalogue(catalogue)))

    assert (found.gettext("read"), found.pgettext("action", "read")) == ("lu", "lire")
    forms = [found.ngettext("{n} feed", "{n} feeds", number) for number in (0, 1, 2)]
    assert forms == ["{n} flux", "{n} flux", "{n} flux !"]


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\xde\x12\x04\x95"])
def test_a_damaged_catalogue_is_none(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: Callable[..., None]
) -> None:
    (tmp_path / "de" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "de" / "LC_MESSAGES" / "wortreader.mo").write_bytes(data)
    monkeypatch.setattr(i18n, "_FOLDER", str(tmp_path))

    speak(LANG="de")

    assert _("read") == "read"
    assert ngettext("one", "many", 2) == "many"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_plurals_are_those_of_cldr(language: str) -> None:
    rule = Locale(language).plural_form

    for number in (*range(130), 1000, 999_999):
        assert i18n.plural_form(language, number) == (rule(number) != "one"), number


@pytest.mark.parametrize(("configured", "expected"), [("lb", "lb"), ("auto", "de"), ("xx", "de")])
def test_the_configuration_decides_before_the_help_is_made(tmp_path: Path, configured: str, expected: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'# language\nlanguage = "{configured}"\n')
    code = "from wortreader.i18n import language; from wortreader.cli.language import settle_language; import sys; "

    import subprocess
    import sys

    asked = code + f"settle_language(['--library', 'x', '--config', {str(file)!r}, 'list']); print(language())"
    environment = {"LANG": "de_DE.UTF-8", "PATH": ""}
    printed = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)

    assert printed.stdout == f"{expected}\n"


def test_a_language_that_there_is_not_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('language = "klingon"\n')

    ended = run_apart("--config", file, "config", "check")

    assert ended.code == 2
    assert "“language”" in ended.output + ended.complaints
