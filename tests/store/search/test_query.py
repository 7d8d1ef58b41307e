"""The parser of queries, and the syntax tree."""

from __future__ import annotations

import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wortreader.store.search.fts_expression import fts_expression
from wortreader.store.search.query import MAX_WORDS, parse
from wortreader.store.search.tree import And, Node, Not, Or, Pattern, Phrase, Term, leaves, wanted_phrases


def word(*words: str, is_prefix: bool = False, field: str | None = None) -> Phrase:
    """Words as they are typed without quotes."""
    return Phrase(words, is_prefix, field)


def quoted(*words: str, is_prefix: bool = False, field: str | None = None) -> Phrase:
    """Words in quotes."""
    return Phrase(words, is_prefix, field, is_quoted=True)


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("query", "root"),
    [
        ("", And()),
        ('  +++ "" - * -"" «»', And()),
        ("℃ 👨 ℃", And((Pattern("℃"), Pattern("👨")))),
        ("-℃ (+❤️)", Pattern("❤")),
        ("-(℃ -👨)", And()),
        ("℃ rouge", word("rouge")),
        ("Haus", word("Haus")),
        ("rouge noir", And((word("rouge"), word("noir")))),
        ('"rouge et noir"', quoted("rouge", "et", "noir")),
        ("„Rot und Schwarz“", quoted("Rot", "und", "Schwarz")),
        ("«rouge et noir»", quoted("rouge", "et", "noir")),
        ('never"ending story', And((word("never"), quoted("ending", "story")))),
        ("-Haus", Not(word("Haus"))),
        ("NOT Haus", Not(word("Haus"))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a - b", And((A, B))),
        ('-"rouge et noir"', Not(quoted("rouge", "et", "noir"))),
        ("--Haus", Not(word("Haus"))),
        ("-(-a)", A),
        ("well-known", word("well-known")),
        ("Haus*", word("Haus", is_prefix=True)),
        ('"rouge et n"*', quoted("rouge", "et", "n", is_prefix=True)),
        ("2026-11-23", word("2026", "11", "23")),
        ("l'été", word("l", "été")),
        ("l'e\u0301te\u0301", word("l", "été")),
        ("c++ (test)", And((word("c++"), word("test")))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OU b", Or((A, B))),
        ("a b ODER c", Or((And((A, B)), C))),
        ("a SAUF b", And((A, Not(B)))),
        ("a NICHT b", And((A, Not(B)))),
        ("a AUSSER (b ODER c)", And((A, Not(Or((B, C)))))),
        ("ou a oder sauf", And((word("ou"), A, word("oder"), word("sauf")))),
        ("a OUEST NICHTE", And((A, word("OUEST"), word("NICHTE")))),
        ("OU a", And((word("OU"), A))),
        ('"ODER"', quoted("ODER")),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a AND b", And((A, B))),
        ("a or b", And((A, word("or"), B))),
        ("OR", word("OR")),
        ("a OR", And((A, word("OR")))),
        ("(a OR) b", And((A, word("OR"), B))),
        ("((a", A),
        ("a)) b", And((A, B))),
        ("is:unread", Term("is", "unread")),
        ("IS:Starred -is:read", And((Term("is", "starred"), Not(Term("is", "read"))))),
        ("is:rich", word("is", "rich")),
        ('"is:unread"', quoted("is", "unread")),
        ("has:table", Term("has", "table")),
        ("title:x", word("x", field="title")),
        ('author:"Léa D"', quoted("Léa", "D", field="author")),
        ("text:gouv*", word("gouv", is_prefix=True, field="text")),
        ("title:(a OR b)", Or((word("a", field="title"), word("b", field="title")))),
        ("-title:a b", And((Not(word("a", field="title")), B))),
        ("feed:wort", Term("feed", "wort")),
        ('folder:"Lëtzebuerg  haut"', Term("folder", "Lëtzebuerg haut")),
        ("category:spo*", Term("category", "spo", is_prefix=True)),
        ("lang:fr", Term("lang", "fr")),
        ("language:fr", Term("lang", "fr")),
        ("url:example.org/a", Term("url", "example.org/a")),
        ("since:2026-11-01 before:lundi", And((Term("since", "2026-11-01"), Term("before", "lundi")))),
        ("on:Gëschter", Term("on", "gëschter")),
        ("on:3d", word("on", "3d")),
        ("since:3w", Term("since", "3w")),
        ("since:2026-13-01", word("since", "2026", "13", "01")),
        ("age:<3d", Term("age", "<3d")),
        ("age:>2w", Term("age", ">2w")),
        ("age:12h", Term("age", "12h")),
        ("words:>800", Term("words", ">800")),
        ("words:>=800", Term("words", ">=800")),
        ("minutes:<5", Term("minutes", "<5")),
        ("minutes:=5", Term("minutes", "=5")),
        ("words:2..5", Term("words", "2..5")),
        ("words:many", word("words", "many")),
        ("/gr[ae]y/ a", And((Pattern("gr[ae]y"), A))),
        (r"/a\/b c/", Pattern(r"a\/b c")),
        ("/a(/", word("a")),
        ("and/or", word("and", "or")),
        ("foo:bar", word("foo", "bar")),
        ("a\x00b\ud800c", word("ab", "c")),
    ],
)
def test_a_query_is_parsed(query: str, root: Node) -> None:
    assert parse(query).root == root


@pytest.mark.parametrize(
    ("query", "root"),
    [
        ("ha", word("ha", is_prefix=True)),
        ("ha ", word("ha")),
        ("rouge no", And((word("rouge"), word("no", is_prefix=True)))),
        ('"rouge noi', quoted("rouge", "noi", is_prefix=True)),
        ('"rouge noi"', quoted("rouge", "noi")),
        ("l'é", word("l", "é", is_prefix=True)),
        ("rouge -no", And((word("rouge"), Not(word("no"))))),
        ("a -(b", And((A, Not(B)))),
        ("rouge is:un", word("rouge")),
        ("rouge is:", word("rouge")),
        ("rouge title:", word("rouge")),
        ("rouge has:im", word("rouge")),
        ("rouge since:2026-1", word("rouge")),
        ("rouge since:gest", word("rouge")),
        ("rouge words:>", word("rouge")),
        ("rouge age:<3", word("rouge")),
        ("a OR", A),
        ("a NOT", A),
        ("title:ha", word("ha", is_prefix=True, field="title")),
        ("category:sp", Term("category", "sp", is_prefix=True)),
        ("is:unx", word("is", "unx", is_prefix=True)),
    ],
)
def test_while_the_user_is_typing_the_last_word_may_go_on(query: str, root: Node) -> None:
    assert parse(query, is_typing=True).root == root


@pytest.mark.parametrize("sort", ["date", "rank", "oldest"])
def test_a_query_may_name_the_order(sort: str) -> None:
    assert parse(f"a sort:{sort} b").sort == sort
    assert parse(f"a sort:{sort} b").root == And((A, B))


@pytest.mark.parametrize(
    ("query", "word_of_the_note"),
    [
        ("foo:bar", "foo:"),
        ("is:rich", "is:rich"),
        ("words:many", "words:many"),
        ("(a", "left open"),
        ("a)", "closing bracket"),
        ('"a', "left open"),
        ("^a", "^a"),
        ("NEAR(a b)", "NEAR"),
        ("/a(/", "/a(/"),
        ("a OR", "OR"),
        ("word " * 100, "too long"),
        ("(" * 100 + "a", "deep"),
    ],
)
def test_a_note_says_what_was_not_understood(query: str, word_of_the_note: str) -> None:
    assert any(word_of_the_note in note for note in parse(query).notes)


@pytest.mark.parametrize(
    "query", ["a OR b -c", "title:(a b) is:unread sort:rank", "https://example.org/a", "12:30", "c++"]
)
def test_a_query_that_is_understood_has_no_notes(query: str) -> None:
    assert parse(query).notes == ()


def test_no_query_has_more_words_than_the_maximum() -> None:
    assert len(list(leaves(parse("word " * 100_000).root))) == MAX_WORDS
    assert parse('"' + "word " * 100_000).root == quoted(*["word"] * MAX_WORDS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rouge noir", '("rouge" AND "noir")'),
        ("rouge -noir -bleu", '("rouge" NOT ("noir" OR "bleu"))'),
        ("-noir", None),
        ("rou*", '"rou" *'),
        ('"a rou"*', '"a rou" *'),
        ("a OR b", '("a" OR "b")'),
        ("a OR -b", None),
        ("title:a", '{title} : "a"'),
        ("rouge is:read", None),
    ],
)
def test_words_are_rendered_for_the_index(query: str, expected: str | None) -> None:
    def renderer(phrase: Phrase) -> str:
        quoted = f'"{" ".join(phrase.words)}"' + " *" * phrase.is_prefix
        return f"{{{phrase.field}}} : {quoted}" if phrase.field else quoted

    assert fts_expression(parse(query).root, renderer) == expected


def test_excluded_phrases_are_not_wanted() -> None:
    query = parse('rouge "le noir" -bleu is:read ver* OR title:(rouge jaune) -(vert)')

    assert list(wanted_phrases(query.root)) == [
        word("rouge"),
        quoted("le", "noir"),
        word("ver", is_prefix=True),
        word("rouge", field="title"),
        word("jaune", field="title"),
    ]


PIECES = [
    *"abé'\"«»“()-:*/^{}+~.,;<>=_\\ 12\n\t\x00\ud800\u0301词",
    *(" OR ", " AND ", " NOT ", "NEAR(", "word ", "l'été "),
    *("is:", "unread", "has:image", "title:", "author:(", 'text:"', "feed:", "folder:", "category:", "lang:fr", "url:"),
    *("since:", "2026-11-01", "gëschter", "before:lundi", "on:", "age:<3d", "words:>8", "minutes:2..5", "sort:rank"),
    *("/a.c/ ", "/[/ ", "foo:", "on:28. nov 2026 ", "since:november ", "28 ", "1 000", "000", "3.11", "28/11/2026 "),
    *("C++", "#", ".NET", "Wi-Fi", "U.S.", "天気", "한국", "ไทย", "กำ", "שלום", 'צה"ל', "كِتَاب", "ｶﾞ", "１２", "½", "²"),
]

queries = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(query=queries, is_typing=st.booleans())
@example(query="since:november)1", is_typing=False)
@example(query="1\r000 (1) (000)", is_typing=False)
@settings(max_examples=examples(300), deadline=None)
def test_a_written_query_is_parsed_to_the_same_tree(query: str, is_typing: bool) -> None:
    asked = parse(query, is_typing=is_typing)

    again = parse(str(asked))

    assert (again.root, again.sort) == (asked.root, asked.sort)


@pytest.mark.parametrize("query", ["tra-" * 20, '"' + "a-" * 80 + '"', "l’" * 60, "x" * 63 + "-y", "C+" * 50])
def test_a_word_that_is_cut_is_the_same_when_its_tree_is_written(query: str) -> None:
    root = parse(query).root

    assert parse(str(root)).root == root
