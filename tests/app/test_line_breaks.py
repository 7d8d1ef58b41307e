"""Where the lines of labels and dialogs break."""

from __future__ import annotations

import pytest
import rich._wrap
from textual.content import Content

from wortreader.app.terminal.line_breaks import keep_no_break_spaces, unbroken_keys


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("comme votre terminal\u202f; ou bien", 21, ["comme votre", "terminal\u202f; ou bien"]),
        ("Entrée\u00a0: ouvrir · Échap\u00a0: fermer", 23, ["Entrée\u00a0: ouvrir ·", "Échap\u00a0: fermer"]),
        ("les 12\u202f345 articles", 7, ["les", "12\u202f345", "article", "s"]),
        ("plain  words wrap", 6, ["plain", "words", "wrap"]),
        ("", 5, [""]),
    ],
)
def test_no_line_ends_at_a_no_break_space(
    text: str, width: int, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich._wrap, "re_word", rich._wrap.re_word)  # taken back after the test
    keep_no_break_spaces()

    assert [line.plain for line in Content(text).wrap(width)] == expected


def test_hints_on_keys_break_between_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rich._wrap, "re_word", rich._wrap.re_word)
    keep_no_break_spaces()

    lines = unbroken_keys("Enter: change it · a: add · Esc: close").wrap(26)

    assert [line.plain.replace("\u00a0", " ") for line in lines] == ["Enter: change it ·", "a: add · Esc: close"]
