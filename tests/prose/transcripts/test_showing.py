"""An article with its chapters and its transcript, as a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from wortreader.cut_notices import ARTICLE_CUT, PAGE_CUT, notice_html
from wortreader.model import Article
from wortreader.model.episodes import Chapter, Passage, Transcript
from wortreader.prose import document as doc
from wortreader.prose.render import markdown
from wortreader.prose.transcripts.showing import supplement_anchor, whole_document
from wortreader.prose.typeset.layout import layout

CHAPTERS = (Chapter(0, "Anfang"), Chapter(60, "Mitte", "https://x.example/#m"), Chapter(120, "Ende"))


def article(html: str = "<p>Notizen mit <a href='https://a.example/'>Link</a>.</p>", **fields: Any) -> Article:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    return Article(
        1, 1, "Radio", "1", None, "Folge", None, now, None, now, "de", "", html, "Notizen.", 3, False, False, **fields
    )


def said(*passages: Passage, **fields: Any) -> Transcript:
    return Transcript(passages, **fields)


def test_an_article_without_them_is_as_it_is() -> None:
    assert [type(block) for block in whole_document(article()).blocks] == [doc.Paragraph]
    assert supplement_anchor(article()) is None


@pytest.mark.parametrize(
    ("notice", "shown"),
    [
        (ARTICLE_CUT, "Der Artikel ist länger, als wortreader speichert: Er wurde hier gekürzt."),
        (PAGE_CUT, "Diese Seite war zu lang"),
    ],
)
def test_that_an_article_was_cut_is_said_in_the_language_of_the_reader(
    speak: Callable[..., None], notice: str, shown: str
) -> None:
    speak(LANG="de_DE.UTF-8")

    text = markdown(whole_document(article(f"<p>Anfang.</p>{notice_html(notice)}")))

    assert text.startswith("Anfang.")
    assert shown in text


def test_chapters_and_transcript_are_below_the_text() -> None:
    transcript = said(
        Passage("Guten Tag.", "Anna", 1.0),
        Passage("Hallo.", "Bert", 61.0),
        Passage("Noch etwas.", "Bert", 70.0),
        Passage("Ohne Namen.", "", 125.0),
        is_cut=True,
    )

    assert markdown(whole_document(article(chapters=CHAPTERS, transcript=transcript))).split("\n\n") == [
        "Notizen mit [Link](https://a.example/).",
        "## Chapters",
        "- 0:00:00 Anfang\n- 0:01:00 [Mitte](https://x.example/#m)\n- 0:02:00 Ende",
        "## Transcript",
        "### Anfang",
        "**Anna:** Guten Tag.",
        "### Mitte",
        "**Bert:** Hallo.",
        "Noch etwas.",
        "### Ende",
        "Ohne Namen.",
        "*The transcript is longer than wortreader stores: it was cut here.*\n",
    ]


def test_a_paragraph_is_divided_at_the_piece_that_is_nearest_to_the_beginning_of_a_chapter() -> None:
    text = "Das war es dazu. Und nun zu den Höhlen. Sie sind tief."
    cues = ((17, 59.0), (27, 61.0), (40, 66.0))  # “Und”, “den”, “Sie”
    transcript = said(Passage("Guten Tag.", "Anna", 1.0), Passage(text, "Anna", 50.0, cues))

    def shown(*starts: float) -> str:
        chapters = tuple(Chapter(start, f"Kapitel {number}") for number, start in enumerate(starts))
        document = whole_document(article(chapters=chapters, transcript=transcript))
        return markdown(document).partition("## Transcript\n\n")[2].rstrip()

    whole = "Das war es dazu. Und nun zu den Höhlen. Sie sind tief."
    head = "### Kapitel 0\n\n**Anna:** Guten Tag.\n\n"
    assert shown(0, 60) == (f"{head}Das war es dazu.\n\n### Kapitel 1\n\nUnd nun zu den Höhlen. Sie sind tief."), (
        "61 is as near, but in the middle of a sentence"
    )
    assert shown(0, 48, 66.2) == (
        f"{head}### Kapitel 1\n\nDas war es dazu. Und nun zu den Höhlen.\n\n### Kapitel 2\n\nSie sind tief."
    )
    assert shown(0, 20, 30) == f"{head}### Kapitel 2\n\n{whole}", "nothing is said in the first of the two"
    assert shown(0, 80) == f"{head}{whole}", "nothing is said in the last one"
    assert transcript.text == f"Anna: Guten Tag.\n\n{whole}"


def test_chapters_are_no_headings_where_the_times_of_the_transcript_say_little() -> None:
    for starts in ((None, None, 61.0), (61.0, 1.0, 70.0)):
        transcript = said(*(Passage("Worte.", "", start) for start in starts))

        assert "###" not in markdown(whole_document(article(chapters=CHAPTERS, transcript=transcript)))


def test_an_article_without_html_shows_its_text_once() -> None:
    document = whole_document(article("", transcript=said(Passage("Guten Tag."))))

    assert markdown(document) == "Notizen.\n\n## Transcript\n\nGuten Tag.\n"


def test_the_headings_can_be_gone_to() -> None:
    with_both = article(chapters=CHAPTERS, transcript=said(Passage("Guten Tag.")))
    for shown, heading in ((with_both, "Transcript"), (article(chapters=CHAPTERS), "Chapters")):
        set_lines = layout(whole_document(shown), 40)
        anchor = supplement_anchor(shown)

        assert anchor is not None
        assert set_lines.lines[set_lines.line_of_anchor(anchor) or 0].text == heading
