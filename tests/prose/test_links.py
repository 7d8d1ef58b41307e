"""Addresses as they are shown."""

from __future__ import annotations

import pytest

from wortreader.prose.links import clean_address, short_address
from wortreader.text import cells


@pytest.mark.parametrize(
    ("address", "width", "shown"),
    [
        ("https://www.a.example/", 20, "a.example"),
        ("https://a.example/budget/2026", 40, "a.example/budget/2026"),
        ("https://a.example/budget/2026", 16, "a.example/budge…"),
        ("https://user:secret@a.example/x", 40, "a.example/x"),
        ("https://a.example:8080/x", 40, "a.example:8080/x"),
        ("https://bank.example.of.somebody.else.example/login", 20, "…mebody.else.example"),
        ("https://bank.example?next=1", 40, "bank.example?next=1"),
        ("https://bücher.example/ä", 40, "bücher.example/ä"),
        ("mailto:a@b.example?subject=x", 40, "a@b.example"),
        ("https://a.example/", 0, ""),
    ],
)
def test_an_address_is_shortened_so_that_its_host_can_be_told(address: str, width: int, shown: str) -> None:
    assert short_address(address, width) == shown
    assert cells(shown) <= width


@pytest.mark.parametrize(
    ("written", "base_url"),
    [
        ("https://ann:secret@a.example/@ben?mail=a@b.example", None),
        ("//ann:secret@a.example/@ben?mail=a@b.example", "https://b.example/"),
        ("/@ben?mail=a@b.example", "https://ann:secret@a.example/x"),
    ],
)
def test_fault_108_the_address_of_a_link_has_no_user_and_no_password(written: str, base_url: str | None) -> None:
    assert clean_address(written, base_url) == "https://a.example/@ben?mail=a@b.example"
