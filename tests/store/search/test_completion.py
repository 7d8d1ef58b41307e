"""Completion of the last word of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.store.search.completion import complete

NAMES = {"feed": ["Le Quotidien", "Le Soir", "Élan", "Wort"], "lang": ["de", "fr", "lb"], "category": ["Économie"]}


def names(field: str) -> list[str]:
    """The names in a library."""
    return NAMES.get(field, [])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tit", "title:"),
        ("budget -aut", "budget -author:"),
        ("(fee", "(feed:"),
        ("is:unr", "is:unread "),
        ("has:t", "has:table "),
        ("feed:w", "feed:Wort "),
        ("feed:ela", "feed:Élan "),
        ("feed:le", 'feed:"Le '),
        ('feed:"le q', 'feed:"Le Quotidien" '),
        ("category:eco", "category:Économie "),
        ("la", "lang:"),
        ("lang:f", "lang:fr "),
        ("langu", "language:"),
        ("budget", "budget"),
        ("feed:nothing", "feed:nothing"),
        ("", ""),
    ],
)
def test_a_word_is_completed_as_far_as_all_choices_agree(query: str, expected: str) -> None:
    assert complete(query, names)[0] == expected


def test_several_choices_are_returned() -> None:
    assert complete("lang:", names) == ("lang:", ("de", "fr", "lb"))


@given(st.text('abeflt:"-( é'))
def test_any_query_can_be_completed(query: str) -> None:
    longer, choices = complete(query, names)

    assert len(longer) >= len(query)
    assert len(choices) != 1  # the only one is taken
