"""How the last word of a query goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.store.search.completion import completed

NAMES = {"feed": ["Le Quotidien", "Le Soir", "Élan", "Wort"], "lang": ["de", "fr", "lb"], "tag": ["Économie"]}


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
        ("tag:eco", "tag:Économie "),
        ("lang:f", "lang:fr "),
        ("budget", "budget"),
        ("feed:nothing", "feed:nothing"),
        ("", ""),
    ],
)
def test_a_word_is_completed_as_far_as_it_is_certain(query: str, expected: str) -> None:
    assert completed(query, NAMES)[0] == expected


def test_what_is_not_certain_is_offered() -> None:
    assert completed("lang:", NAMES) == ("lang:", ("de", "fr", "lb"))


@given(st.text('abeflt:"-( é'))
def test_any_query_can_be_completed(query: str) -> None:
    longer, choices = completed(query, NAMES)

    assert len(longer) >= len(query)
    assert len(choices) != 1  # the only one is taken
