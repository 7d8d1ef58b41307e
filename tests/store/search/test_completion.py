"""Completion of the last word of a query."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.store.search.completion import complete
from wortreader.store.search.fields import REGISTRY

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
        ("has:ta", "has:table "),
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


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("se", "seit:"),
        ("sinc", "since:"),
        ("wor", "wörter:"),
        ("ist:ung", "ist:ungelesen "),
        ("is:unr", "is:unread "),
        ("is:ung", "is:ungelesen "),
        ("ist:unr", "ist:unread "),
        ("schlagwort:", "schlagwort:"),
        ("sprache:f", "sprache:fr "),
    ],
)
def test_fields_and_values_are_completed_in_the_language_of_the_user(
    query: str, expected: str, speak: Callable[..., None]
) -> None:
    speak(LANG="de_DE.UTF-8")

    assert complete(query, lambda field: names(REGISTRY.rows(field)[0].name))[0] == expected


def test_several_choices_are_returned() -> None:
    assert complete("lang:", names) == ("lang:", ("de", "fr", "lb"))


@given(st.text('abeflt:"-( é'))
def test_any_query_can_be_completed(query: str) -> None:
    longer, choices = complete(query, names)

    assert len(longer) >= len(query)
    assert len(choices) != 1  # the only one is taken
