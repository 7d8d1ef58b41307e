"""Articles that were saved as text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from processor_time import bounded

from wortreader.cut_notices import PAGE_CUT, notice_html
from wortreader.errors import NotAnArticle
from wortreader.prose.pages.extract import extract

SAVED = Path(__file__).parents[2] / "corpus" / "saved"


def test_a_saved_newspaper_article_is_read_completely() -> None:
    article = extract((SAVED / "medicoleaks.txt").read_bytes(), url="", content_type="text/plain")

    assert article.site == "Luxemburger Wort"
    assert article.title == '"Medicoleaks": le gouvernement doit agir vite'
    assert article.lead.startswith("Suite aux deux perquisitions menées mardi dans le cadre du")
    assert article.lead.endswith("la sécurité des bases de données au Luxembourg.")
    assert article.published_at == datetime.fromisoformat("2012-04-11T14:33+02:00")
    assert article.byline == "ASR"
    assert article.text.startswith("Onze semaines se sont écoulées depuis l'annonce")
    assert article.text.endswith('des données personnelles dont il a la responsabilité."')
    assert article.text.count("\n\n") == 7
    assert "#" not in article.text
    assert "<em>Pirtepartei</em>" in article.html
    assert not article.is_teaser


def test_a_text_in_windows_1252_keeps_its_accents() -> None:
    data = (SAVED / "medicoleaks.txt").read_text().encode("cp1252")

    assert "déi Lénk condamne" in extract(data, url="", content_type="text/plain").text


def test_plain_text_has_its_first_line_as_title() -> None:
    text = "Le tram arrive à Esch\n\nPar Anne Muller, le 3 mai 2024 à 8h15\n\nLes travaux commencent lundi prochain."
    article = extract(text.encode(), url="https://paper.lu/tram", content_type="text/plain")

    assert (article.title, article.byline) == ("Le tram arrive à Esch", "Anne Muller")
    assert article.published_at == datetime.fromisoformat("2024-05-03T08:15+02:00")
    assert article.text == "Les travaux commencent lundi prochain."


def test_fields_before_the_text_are_read() -> None:
    text = (
        "---\ntitle: 'Die Brücke'\nauthor: Von Karl Weber\ndate: 2021-03-01 08:05\nurl: "
        "https://zeitung.de/a?utm_source=x\nlang: de\n---\n\n# Die Brücke\n\n"
        "Es war einmal eine Brücke über den Fluss.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    article = extract(text.encode(), url="", content_type="text/markdown")

    assert (article.title, article.byline, article.url) == ("Die Brücke", "Karl Weber", "https://zeitung.de/a")
    assert article.published_at == datetime.fromisoformat("2021-03-01T08:05+01:00")
    assert article.text.startswith("Es war einmal")
    assert "<td>1</td>" in article.html


def test_a_date_that_the_text_mentions_stays_in_it() -> None:
    text = "# Die Flut\n\n" + "Ein langer erster Absatz über die Flut. " * 6 + "\n\nAm 14. Juli 2021 kam das Wasser.\n"
    article = extract(text.encode(), url="", content_type="text/markdown")

    assert article.published_at is None
    assert "Am 14. Juli 2021" in article.text


def test_markup_in_a_saved_text_runs_nothing() -> None:
    text = "# Title\n\nHello <script>alert(1)</script> [x](javascript:alert(1)) there, reader of old articles.\n"
    article = extract(text.encode(), url="", content_type="text/markdown")

    assert "<script" not in article.html
    assert "javascript:" not in article.html.replace("javascript:alert(1))", "")


@pytest.mark.parametrize("data", [b"", b"  \n\n ", b"---\ntitle: x\n---\n"])
def test_an_empty_text_is_not_an_article(data: bytes) -> None:
    with pytest.raises(NotAnArticle):
        extract(data, url="", content_type="text/plain")


TEXT = "Es war einmal eine Brücke über den Fluss, die niemand mehr brauchte und die doch jeder kannte."


@pytest.mark.parametrize(
    ("head", "site", "title", "lead", "byline"),
    [
        (
            "# Moselbote\n\n**Die Brücke**\n\n**Sie steht.**\n\n11.4.2012, 14:33\n\n(dpa/mr) - ",
            "Moselbote",
            "Die Brücke",
            "Sie steht.",
            "dpa/mr",
        ),
        (
            "# Moselbote\n\n## Die Brücke\n\n**Sie steht.**\n\nVeröffentlicht am 11.4.2012 um 14:33\n\n**(KW)** – ",
            "Moselbote",
            "Die Brücke",
            "Sie steht.",
            "KW",
        ),
        (
            "# Die Brücke\n\n**Sie steht schon seit Jahren leer.**\n\n11. April 2012, 14.33 Uhr\n\n",
            None,
            "Die Brücke",
            "Sie steht schon seit Jahren leer.",
            None,
        ),
        (
            "# Die Brücke\n\nVon Karl Weber\n\n11. April 2012, 14:33 Uhr\n\n(Update) ",
            None,
            "Die Brücke",
            "",
            "Karl Weber",
        ),
    ],
)
def test_the_head_of_a_saved_article_is_separated_from_its_text(
    head: str, site: str | None, title: str, lead: str, byline: str | None
) -> None:
    article = extract(f"{head}{TEXT}\n\n{TEXT} Zweitens.\n".encode(), url="", content_type="text/markdown")

    assert (article.site, article.title, article.lead, article.byline) == (site, title, lead, byline)
    assert article.published_at == datetime.fromisoformat("2012-04-11T14:33+02:00")
    assert article.text.removeprefix("(Update) ").startswith(TEXT)


def test_a_heading_of_a_section_is_not_the_title() -> None:
    article = extract(f"# Die Brücke\n\n## Vorgeschichte\n\n{TEXT}\n".encode(), url="", content_type="text/markdown")

    assert (article.site, article.title) == (None, "Die Brücke")
    assert "<h2>Vorgeschichte</h2>" in article.html


@pytest.mark.thorough
@pytest.mark.parametrize("line", ["", "* a", "> word", "word word", "[#](#)", "| a | b |"])
def test_a_text_of_a_hundred_thousand_lines_is_read_in_time(line: str) -> None:
    text = "Der Titel\n\nEin Satz.\n\n" + f"{line}\n" * 100_000 + "Das Ende."

    with bounded(5):
        article = extract(text.encode(), url="", content_type="text/plain")

    assert article.title == "Der Titel"
    assert article.html.endswith(notice_html(PAGE_CUT))


def test_a_text_that_is_too_long_is_read_up_to_a_whole_word() -> None:
    text = "Der Titel\n\n" + "Wort " * 300_000

    article = extract(text.encode(), url="", content_type="text/plain")

    assert article.text.endswith(" Wort")
    assert article.html.endswith(notice_html(PAGE_CUT))
    assert "too long" not in extract(b"Der Titel\n\nWort\n\n\n", url="", content_type="text/plain").html
