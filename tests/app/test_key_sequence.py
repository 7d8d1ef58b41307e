"""What keys mean one after the other."""

from __future__ import annotations

import pytest

from wortreader.app.commands.key_sequence import MAX_COUNT, Dropped, KeySequence, Nothing, Outcome, Pending, Resolved
from wortreader.app.commands.key_table import key_table


def outcomes(*keys: str, has_matches: bool = False) -> list[Outcome]:
    """What each of these keys gives, pressed one after the other."""
    sequence = KeySequence(key_table())
    return [sequence.feed(key, has_matches=has_matches) for key in keys]


def test_a_single_key_is_a_command() -> None:
    assert outcomes("j") == [Resolved("move.down")]


@pytest.mark.parametrize(
    ("key", "command_id"),
    [
        ("slash", "search.here"),
        ("question_mark", "program.help"),
        ("asterisk", "search.word"),
        ("plus", "feed.add"),
        ("full_stop", "view.toggle_read"),
        ("colon", "program.command_line"),
        ("space", "article.read_on"),
        ("f17", "library.refresh"),
        ("shift+f5", "library.refresh"),
        ("shift+g", "move.bottom"),
    ],
)
def test_textual_s_names_for_keys_are_understood(key: str, command_id: str) -> None:
    assert outcomes(key) == [Resolved(command_id)]


def test_digits_before_a_key_are_a_count() -> None:
    assert outcomes("1", "0", "j") == [Pending("1"), Pending("10"), Resolved("move.down", 10)]


def test_a_zero_begins_no_count() -> None:
    assert outcomes("0") == [Nothing()]


def test_a_sequence_takes_a_count_too() -> None:
    assert outcomes("3", "g", "g") == [Pending("3"), Pending("3g"), Resolved("move.top", 3)]


def test_a_held_digit_key_does_not_count_for_ever() -> None:
    assert outcomes(*"9" * 400, "j")[-1] == Resolved("move.down", MAX_COUNT)


def test_escape_only_takes_back_what_was_begun() -> None:
    assert outcomes("3", "escape", "escape") == [Pending("3"), Dropped(), Resolved("pane.leave")]


def test_a_key_that_does_not_continue_a_sequence_ends_it_and_does_nothing() -> None:
    assert outcomes("g", "Z", "j") == [Pending("g"), Dropped(), Resolved("move.down")]


def test_a_key_that_means_nothing_goes_on() -> None:
    assert outcomes("ctrl+k", "tab") == [Nothing(), Nothing()]


def test_n_goes_to_the_next_match_only_while_matches_are_marked() -> None:
    assert outcomes("n", "N") == [Resolved("article.next_unread"), Resolved("article.toggle_read")]
    assert outcomes("n", "N", has_matches=True) == [Resolved("match.next"), Resolved("match.previous")]


def test_leaving_forgets_what_was_begun() -> None:
    sequence = KeySequence(key_table())
    sequence.feed("z")

    sequence.reset()

    assert sequence.shown == ""
    assert sequence.feed("b") == Resolved("article.read_back")
