"""Lines about reading a page, its source or a letter by mail are no part of an article; sentences about them are."""

from __future__ import annotations

import pytest

from wortreader.prose.pages.page import read_page
from wortreader.prose.pages.service_lines import is_service_line
from wortreader.prose.pages.sign_ups import drop_sign_ups


@pytest.mark.parametrize(
    "line",
    [
        "dpa-infocom, dpa:260303-930-772468/2",
        "© dpa-infocom, dpa:210504-99-461034/5",
        "dpa:260303/1",
        "Lesezeit: 3 Min.",
        "5 min read",
        "Temps de lecture : 4 min",
        "Artikel anhören",
        "Écouter l’article",
        "Listen to this article · 6:12 min Learn more",
        "Produced by ElevenLabs and News Over Audio (Noa) using AI narration.",
        "• Per E-Mail teilen",
        "- Anzeige -",
        "Quelle: ntv.de, abe/dpa",
        "Stand: 03.03.2026, 08:05 Uhr",
        "Publié le mardi 3 mars 2026 à 08h05",
        "Updated 10:20 AM EST, Tue March 3, 2026",
        "Über dieses Thema berichtete tagesschau24 am 03. März 2026 um 09:00 Uhr.",
        "This article appeared in the Britain section of the print edition under the headline “A bridge too far”",
        "If you buy something using links in our stories, we may earn a commission. Learn more.",
        "For more analysis of the biggest stories, sign up to our weekly subscriber-only newsletter.",
        "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt.",
    ],
)
def test_a_line_about_the_page_is_a_service_line(line: str) -> None:
    assert is_service_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Updated in 2019, the bridge carries 40,000 cars.",
        "Published 3 times, the essay still has no readers.",
        "Stand der Dinge: 14 Tage vor der Wahl",
        "Quelle: Der Fluss entspringt in den Bergen und ist dort noch kalt und klar.",
        "Die Agentur dpa meldete 260303 Stimmen.",
        "Anzeigen gegen den Bürgermeister",
        "Teilen macht Freude",
        "The printer printed in the print shop.",
        "Subscribe to nothing, she said, least of all to a newsletter that asks for your name and then for your age.",
        "12 Minuten nach acht",
        "17:05 Uhr",
    ],
)
def test_a_sentence_is_no_service_line(line: str) -> None:
    assert not is_service_line(line)


PROSE = "The bridge was opened by its mayor on a wet and windy morning in March. " * 3


@pytest.mark.parametrize(
    "box",
    [
        "<div class=NL><h4>Post am Morgen</h4><p>Jeden Tag um sechs.</p><form><input type=email></form></div>",
        "<app-letter><section><h3>Post</h3><p>Um sechs.</p><p>Kostenlos.</p></section><input name=e-mail></app-letter>",
        "<aside><p>Sign up</p><label>Mail <input placeholder='Your email address'></label></aside>",
    ],
)
def test_a_box_that_asks_for_an_address_goes_with_its_promise(box: str) -> None:
    root = read_page(f"<body><main><p>{PROSE}</p>{box}<p>{PROSE}</p></main></body>")
    assert root is not None

    drop_sign_ups(root)

    assert "".join(root.itertext()).split() == (PROSE + PROSE).split()


@pytest.mark.parametrize(
    "text",
    [
        "<main><p>A short note.</p><form><input type=email></form></main>",
        f"<div><p>{PROSE}</p><p>{PROSE}</p><form><input type=email><p>Mail</p></form></div>",
        "<article><h1>Note</h1><p>Short.</p><input type=email></article>",
    ],
)
def test_the_text_around_such_a_box_stays(text: str) -> None:
    root = read_page(f"<body>{text}</body>")
    assert root is not None
    first = next(root.iter("p")).text

    drop_sign_ups(root)

    assert first in "".join(root.itertext())
