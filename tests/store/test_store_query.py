"""What a reader types into the search, understood."""

from __future__ import annotations

import pytest

from wortreader.model import Needle
from wortreader.store.query import (
    MAX_WORDS,
    And,
    Compiled,
    Node,
    Not,
    Phrase,
    State,
    compiled,
    needles,
    parse,
)


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("", ()),
        ('  +++ "" - * -"" «»', ()),
        ("Haus", (Phrase(("Haus",)),)),
        ("rouge noir", (Phrase(("rouge",)), Phrase(("noir",)))),
        ('"rouge et noir"', (Phrase(("rouge", "et", "noir")),)),
        ("„Rot und Schwarz“", (Phrase(("Rot", "und", "Schwarz")),)),
        ('never"ending story', (Phrase(("never",)), Phrase(("ending", "story")))),
        ("-Haus", (Not(Phrase(("Haus",))),)),
        ('-"rouge et noir"', (Not(Phrase(("rouge", "et", "noir"))),)),
        ("--Haus", (Not(Phrase(("Haus",))),)),
        ("well-known", (Phrase(("well", "known")),)),
        ("Haus*", (Phrase(("Haus",), is_prefix=True),)),
        ('"rouge et n"*', (Phrase(("rouge", "et", "n"), is_prefix=True),)),
        ("2026-11-23", (Phrase(("2026", "11", "23")),)),
        ("l'été", (Phrase(("l", "été")),)),
        ("l'e\u0301te\u0301", (Phrase(("l", "été")),)),
        ("c++ (test)", (Phrase(("c",)), Phrase(("test",)))),
        ("a AND NOT b", (Phrase(("a",)), Phrase(("AND",)), Phrase(("NOT",)), Phrase(("b",)))),
        ("is:unread", (State("unread"),)),
        ("IS:Starred -is:read", (State("starred"), Not(State("read")))),
        ("is:rich", (Phrase(("is", "rich")),)),
        ('"is:unread"', (Phrase(("is", "unread")),)),
        ("title:x", (Phrase(("title", "x")),)),
        ("a\x00b\ud800c", (Phrase(("ab", "c")),)),
    ],
)
def test_a_query_is_understood(query: str, parts: tuple[Node, ...]) -> None:
    assert parse(query) == And(parts)


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("ha", (Phrase(("ha",), is_prefix=True),)),
        ("ha ", (Phrase(("ha",)),)),
        ("rouge no", (Phrase(("rouge",)), Phrase(("no",), is_prefix=True))),
        ('"rouge noi', (Phrase(("rouge", "noi"), is_prefix=True),)),
        ('"rouge noir', (Phrase(("rouge", "noir"), is_prefix=True),)),
        ('"rouge noi"', (Phrase(("rouge", "noi")),)),
        ("l'é", (Phrase(("l", "é"), is_prefix=True),)),
        ("rouge -no", (Phrase(("rouge",)), Not(Phrase(("no",))))),
        ("rouge is:un", (Phrase(("rouge",)),)),
        ("rouge is:", (Phrase(("rouge",)),)),
        ("is:unx", (Phrase(("is", "unx"), is_prefix=True),)),
    ],
)
def test_while_the_reader_is_typing_the_last_word_may_go_on(query: str, parts: tuple[Node, ...]) -> None:
    assert parse(query, is_typing=True) == And(parts)


def test_no_query_has_more_words_than_the_index_is_asked_for() -> None:
    assert len(parse("word " * 100_000).parts) == MAX_WORDS
    assert parse('"' + "word " * 100_000) == And((Phrase(("word",) * MAX_WORDS),))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Compiled(None, None, None)),
        ("rouge noir", Compiled('"rouge" AND "noir"', None, None)),
        ("rouge -noir -bleu", Compiled('("rouge") NOT ("noir" OR "bleu")', None, None)),
        ("-noir", Compiled(None, '"noir"', None)),
        ("rou*", Compiled('"rou" *', None, None)),
        ('"a rou"*', Compiled('"a rou" *', None, None)),
        ("is:unread -is:starred", Compiled(None, None, "is_read = 0 AND NOT is_starred = 1")),
        ("rouge is:read", Compiled('"rouge"', None, "is_read = 1")),
    ],
)
def test_a_query_is_compiled_for_the_index(query: str, expected: Compiled) -> None:
    assert compiled(parse(query)) == expected


def test_needles_are_what_is_wanted_and_not_what_is_excluded() -> None:
    tree = parse('rouge "le noir" -bleu is:read ver*')

    assert needles(tree) == (Needle(("rouge",)), Needle(("le", "noir")), Needle(("ver",), is_prefix=True))
