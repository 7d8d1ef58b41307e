"""Names of tags as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.errors import TagRefused
from wortreader.tag_names import complete, matching, sorted_names, split_names
from wortreader.text import safe_line

NAMES = ("Économie", "ecology", "later", "to read", "to write")


@pytest.mark.parametrize(
    ("typed", "expected"), [("a, b", ("a", "b")), (" ,, #a ,A,", ("a",)), ("", ()), ("to read", ("to read",))]
)
def test_names_are_typed_with_commas_between_them(typed: str, expected: tuple[str, ...]) -> None:
    assert split_names(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("la", "later, "),
        ("#LA", "later, "),
        ("x,la", "x, later, "),
        ("eco", "eco"),
        ("ecol", "ecology, "),
        ("économie", "Économie, "),
        ("t", "to "),
        ("to ", "to "),
        ("to r", "to read, "),
        ("later, la", "later, la"),
        ("new", "new"),
        ("", ""),
        ("later, ", "later, "),
    ],
)
def test_the_last_name_is_completed_as_far_as_the_choices_agree(typed: str, expected: str) -> None:
    assert complete(typed, NAMES) == expected


def test_what_the_line_has_already_is_no_choice() -> None:
    assert matching("later, ", NAMES) == ("Économie", "ecology", "to read", "to write")
    assert matching("later, to", NAMES) == ("to read", "to write")


@given(st.text('aeé ,#"T'))
def test_a_line_can_be_completed_again_and_keeps_its_names(typed: str) -> None:
    longer = complete(typed, ("ae", "éa", "T a"))

    assert complete(longer, ("ae", "éa", "T a")) in (longer, complete(longer, ("ae", "éa", "T a")))
    assert {name.casefold() for name in split_names(typed)[:-1]} <= {name.casefold() for name in split_names(longer)}


@given(st.text())
def test_any_text_is_a_name_or_refused(name: str) -> None:
    try:
        names = split_names(name)
    except TagRefused:
        names = ()

    assert [safe_line(one) for one in names] == list(names)
    assert all("," not in one and '"' not in one for one in names)


def test_names_are_sorted_without_regard_to_case_and_accents() -> None:
    assert sorted_names(["z", "É", "f", "E"]) == ("E", "É", "f", "z")
