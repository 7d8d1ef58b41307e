"""The patches return what feedparser's own functions return."""

from __future__ import annotations

import copy
import warnings
from typing import Any

import feedparser.html
import pytest
from feedparser.util import FeedParserDict
from hypothesis import given
from hypothesis import strategies as st

from wortreader.feeds import feedparser_patches

KEYS = (*FeedParserDict.keymap, "category", "enclosures", "license", "updated", "updated_parsed", "title", "id", "href")


def filled(content: dict[str, Any]) -> FeedParserDict:
    """A dictionary filled key by key, as feedparser does it."""
    mapping = FeedParserDict()
    for key, value in content.items():
        mapping[key] = value
    return mapping


values = st.one_of(st.text(max_size=5), st.integers(), st.none())
dictionaries = st.dictionaries(st.sampled_from(KEYS), values, max_size=8).map(filled)


def outcome(get: Any, mapping: FeedParserDict, key: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return get(mapping, key, "absent")
        except Exception as error:  # noqa: BLE001 - whatever feedparser raises, the shortcut has to raise
            return type(error)


class Parser:
    """As much of feedparser's parser as the functions for authors need."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = filled(content)

    def _get_context(self) -> FeedParserDict:
        return self.content


PEOPLE = st.one_of(st.text("ab@.() <>&;lt", max_size=20), st.just("ed@paper.example (Ed)"))


@given(
    PEOPLE, st.lists(st.dictionaries(st.sampled_from(["name", "email"]), PEOPLE).map(filled), min_size=1, max_size=2)
)
def test_name_and_address_of_an_author_are_those_that_feedparser_finds(author: str, people: list[Any]) -> None:
    ours, its = (Parser({"author": author, "authors": copy.deepcopy(people)}) for _ in range(2))

    feedparser_patches.sync_author_detail(ours)
    feedparser_patches.original_sync_author_detail(its)

    assert ours.content == its.content


@pytest.mark.parametrize("author", ["W" * 200_000, "W" * 200_000 + "@", "a@" * 100_000])
def test_a_name_without_end_is_no_address(author: str) -> None:
    parser = Parser({"author": author})

    feedparser_patches.sync_author_detail(parser)  # feedparser's own would take a quarter of an hour for the first

    assert parser.content["author_detail"] == {"name": author}


@given(dictionaries, st.sampled_from(KEYS))
def test_a_value_is_looked_up_as_feedparser_looks_it_up(mapping: FeedParserDict, key: str) -> None:
    assert outcome(feedparser_patches.get, mapping, key) == outcome(feedparser_patches.original_get, mapping, key)


@given(st.dictionaries(st.sampled_from(KEYS), st.one_of(values, st.lists(dictionaries, max_size=2)), max_size=6))
def test_a_copy_is_equal_and_shares_nothing_that_can_change(content: dict[str, Any]) -> None:
    original = filled(content)

    copied = copy.deepcopy(original)

    assert type(copied) is FeedParserDict
    assert copied == original
    assert all(dict.get(copied, key) is not value for key, value in original.items() if isinstance(value, list))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_windows_characters_are_translated_as_by_feedparser(text: str) -> None:
    assert text.translate(feedparser_patches.translation_table()) == text.translate(feedparser.html._cp1252)


def test_every_character_of_windows_is_in_the_table() -> None:
    text = "".join(map(chr, range(0x3000)))

    assert text.translate(feedparser_patches.translation_table()) == text.translate(feedparser.html._cp1252)


@pytest.mark.parametrize("base", ["", "https://a.lu/b/", "http://["])
@pytest.mark.parametrize("address", ["", "c", "//d.lu", "http:///e", "http://["])
def test_addresses_are_joined_as_feedparser_joins_them(base: str, address: str) -> None:
    assert feedparser_patches.join(base, address) == feedparser_patches.original_join(base, address)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_the_strict_parser_keeps_is_translated_to_the_same_plain_string(text: str) -> None:
    kept = feedparser_patches.keep_strict(None, "title", text).translate(feedparser_patches.translation_table())

    assert type(kept) is str
    assert kept == text.translate(feedparser.html._cp1252)
