"""The words around commands in other languages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from catalogues import write_catalogue
from click.testing import CliRunner

from wortreader import i18n
from wortreader.cli.click_words import short_help, translate_click
from wortreader.text import labelled


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speak: Callable[..., None]) -> None:
    """A process that speaks French with a small catalogue, and click with it."""
    catalogue = Catalog(locale="fr")
    catalogue.add("{label}: {value}", "{label}\u00a0: {value}")
    catalogue.add("Commands", "Commandes")
    catalogue.add("required", "obligatoire")
    file = tmp_path / "fr" / "LC_MESSAGES" / "wortreader.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(write_catalogue(catalogue))
    monkeypatch.setattr(i18n, "_FOLDER", str(tmp_path))
    speak(LANG="fr_FR.UTF-8", LC_ALL="", LANGUAGE="")
    owners = [module for name, module in sys.modules.items() if name.startswith("click.")]
    owners += [click.HelpFormatter, click.types.IntParamType, click.IntRange]  # type: ignore[list-item]
    for owner in owners:
        for name in {"_", "ngettext", "write_heading", "name"} & vars(owner).keys():
            monkeypatch.setattr(owner, name, getattr(owner, name))  # taken back after the test
    translate_click()


@pytest.mark.usefixtures("french")
def test_french_has_a_blank_before_the_colon_of_headings_and_labels() -> None:
    needed = click.Option(["--sort"], required=True)
    group = click.Group("feed", commands=[click.Command("list", help="Lister.")], params=[needed])

    helped = CliRunner().invoke(group, ["--help"]).output

    assert "\nOptions\u00a0:\n" in helped
    assert "\nCommandes\u00a0:\n  list" in helped
    assert labelled("Adresse", "https://a.test/") == "Adresse\u00a0: https://a.test/"
    assert "[obligatoire]" in helped


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Subscribe to feeds. URL is an address.", "Subscribe to feeds"),
        ("Prepare for reading offline: fetch incomplete articles first.", "Prepare for reading offline"),
        ("Préparer la lecture hors ligne\u00a0: charger les articles incomplets.", "Préparer la lecture hors ligne"),
        ("Restore feeds, folders, views, marks and positions from FILE.", "Restore feeds, folders, views, …"),
        ("Run a COMMAND that reads the article with the number ID.", "Run a COMMAND that reads the article …"),
    ],
)
def test_a_list_of_commands_ends_what_is_too_long_at_a_clause(sentence: str, shown: str) -> None:
    assert short_help(sentence, 40) == shown
