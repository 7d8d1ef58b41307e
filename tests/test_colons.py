"""The blank before a colon that French has, where code puts a colon between a label and what it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wortreader.app.commands.key_hints import Ahead, hints
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import Pane
from wortreader.app.terminal.announcing import notice_sequence
from wortreader.prose.html import markup
from wortreader.prose.linear import linear_document
from wortreader.prose.typeset.layout import layout
from wortreader.text import labelled

TABLE = (
    "<table><caption>Deux ans</caption><thead><tr><th>Année<th>Budget</thead>"
    "<tr><td>2021<td>11,2 M€<tr><td>2024<td>17,9 M€</table>"
)


@pytest.fixture(autouse=True)
def french(speak: Callable[..., None]) -> None:
    """This process speaks French."""
    speak("fr")


def test_a_label_and_what_it_names() -> None:
    assert labelled("Adresse", "https://a.test/") == "Adresse\u00a0: https://a.test/"


def test_a_notice_of_a_terminal_that_takes_one_text() -> None:
    assert "Nouvel article\u00a0: Budget" in notice_sequence("Nouvel article", "Budget", terminal="", is_in_tmux=False)


def test_a_table_as_records_and_in_plain_lines() -> None:
    document = markup.document(TABLE)

    records = [line.text for line in layout(document, 12).lines]
    plain = [line.text for line in layout(linear_document(document), 60).lines]

    assert "Année\u00a0: 2021" in records
    assert any(line.startswith("Tableau") and line.endswith("\u00a0: Deux ans") for line in plain)


def test_the_next_feed_in_the_footer() -> None:
    shown, _width = hints(Pane.LIST, KeyTable(), 120, ahead=Ahead("article.next_unread", "Le Q", 3))

    assert shown[0].keys == "n\u00a0:"
