"""Choosing a word of an article: by its letters, and by going to it."""

from __future__ import annotations

from wortreader.app.panes.article.word_picker import WordChoice
from wortreader.prose.typeset.find import words
from wortreader.prose.typeset.lines import Line, Piece, Role

LINES = (
    Line((Piece("Le gouvernement élu"),)),
    Line(),
    Line((Piece("│ ", Role.QUOTE_BAR), Piece("a élar-")), is_chopped=True, is_hyphenated=True),
    Line((Piece("gi son équipe"), Piece("[1]", Role.LINK_NUMBER))),
)


def choice(at: int = 0) -> WordChoice:
    """A choice among all words of LINES."""
    return WordChoice(words(LINES, range(len(LINES))), at)


def test_a_word_that_was_parted_is_one_and_what_no_search_finds_is_none() -> None:
    found = words(LINES, range(len(LINES)))

    assert [word.text for word in found] == ["Le", "gouvernement", "élu", "a", "élargi", "son", "équipe"]
    assert [(match.line, match.start, match.end) for match in found[4].matches] == [(2, 4, 8), (3, 0, 2)]


def test_words_that_begin_above_the_lines_are_whole() -> None:
    assert [word.text for word in words(LINES, range(3, 4))] == ["élargi", "son", "équipe"]
    assert words(LINES, range(1, 2)) == []


def test_letters_go_to_words_that_begin_so_whatever_their_accents() -> None:
    chosen = choice()

    assert chosen.type("e")
    assert chosen.word.text == "élu"
    assert chosen.type("L")
    assert chosen.type("a")
    assert chosen.word.text == "élargi"
    assert not chosen.type("x")
    assert (chosen.word.text, chosen.typed) == ("élargi", "eLa")


def test_steps_keep_to_words_that_begin_so_and_go_round() -> None:
    chosen = choice()
    chosen.type("e")

    assert [word.text for word in chosen.candidates] == ["élu", "élargi", "équipe"]
    chosen.step(-1)
    assert chosen.word.text == "équipe"
    chosen.step(1)
    assert chosen.word.text == "élu"
    chosen.remove_letter()
    chosen.step(1)
    assert chosen.word.text == "a"


def test_steps_end_where_the_words_end() -> None:
    assert not choice().step(-1)
    assert not choice(6).step(1)
    assert not choice().step_line(-1)
    assert not choice(6).step_line(1)


def test_lines_lead_to_the_word_that_is_nearest_below_or_above() -> None:
    chosen = choice(2)

    chosen.step_line(1)
    assert chosen.word.text == "élargi"
    chosen.step_line(-1)
    assert chosen.word.text == "gouvernement"
    chosen.step_to_edge(1)
    assert chosen.word.text == "élu"
    chosen.step_to_edge(-1)
    assert chosen.word.text == "Le"
