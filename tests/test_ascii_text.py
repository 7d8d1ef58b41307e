"""What stands for text on a terminal that shows ASCII alone, and which terminals these are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wortreader.ascii_locale import has_ascii_only
from wortreader.ascii_text import as_ascii


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("plain \x1b[1mtext\x1b[m\n", "plain \x1b[1mtext\x1b[m\n"),
        ("“Où est l’été\u202f?” – ‹là›…", "\"Ou est l'ete ?\" - 'la'~"),
        ("e\u0301te\u0301", "ete"),
        ("─│┌╯ ●◕◐○ ★ →", "-|++ @&%o * >"),
        ("東京 x", "? ?  x"),
        ("ＡＢ", "A B "),
        ("👩\u200d🚀!", "? !"),
        ("½ Москва", "? ??????"),
        ("\u0301", ""),
    ],
)
def test_text_is_replaced_by_ascii_that_is_alike(text: str, ascii_text: str) -> None:
    assert as_ascii(text) == ascii_text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Mn", "Me", "Mc", "Cf", "Lo", "So", "Sk"])))
def test_any_text_becomes_ascii_of_the_same_width(text: str) -> None:
    replaced = as_ascii(text)

    assert replaced.isascii()
    assert len(replaced) == cell_len(text)


@given(st.text())
def test_nothing_but_ascii_comes_out(text: str) -> None:
    assert as_ascii(text).isascii()


@pytest.mark.parametrize(
    ("environment", "is_ascii"),
    [
        ({}, False),
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "POSIX", "LANG": "de_LU.UTF-8"}, True),
        ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "C"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "C"}, False),
        ({"LC_CTYPE": "UTF-8"}, False),
        ({"LC_CTYPE": "C", "LANG": "de_LU.UTF-8"}, True),
        ({"LANG": "fr_LU.utf8"}, False),
        ({"LANG": "fr_LU.UTF-8@euro"}, False),
        ({"LANG": "fr_LU.ISO-8859-15@euro"}, True),
        ({"LC_TIME": "C", "LANG": "de_LU.UTF-8"}, False),
    ],
)
def test_the_locale_says_whether_there_is_ascii_alone(environment: dict[str, str], is_ascii: bool) -> None:
    assert has_ascii_only(environment) is is_ascii
