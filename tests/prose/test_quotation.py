"""The quotation marks of `<q>`."""

from __future__ import annotations

import pytest
from prose_shown import text

from wortreader.prose.quotation import quotation_marks


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (None, "“a ‘b’”"), ("en-GB", "“a ‘b’”"), ("fr", "«\u00a0a ‹\u00a0b\u00a0›\u00a0»"), ("fr-LU",
         "«\u00a0a ‹\u00a0b\u00a0›\u00a0»"),
        ("de", "„a ‚b‘“"), ("lb", "„a ‚b‘“"), ("de-CH", "«a ‹b›»"), ("pt", "“a ‘b’”"), ("sv", "”a ’b’”"), (
         "ja", "「a 『b』」"),
        ("it", "«a “b”»"), ("pl", "„a «b»”"), ("xx", "“a ‘b’”"),
    ],
)  # fmt: skip
def test_a_quotation_has_the_marks_of_its_language(language: str | None, shown: str) -> None:
    html = "<p>So <q>a <q>b</q></q>.</p>"

    assert text(html, language) == f"So {shown}."
    assert text(f'<div lang="{language or "en"}">{html}</div>', "fr") == f"So {shown}."


def test_the_third_quotation_has_the_marks_of_the_first() -> None:
    assert quotation_marks("de", 2) == quotation_marks("de", 0)
