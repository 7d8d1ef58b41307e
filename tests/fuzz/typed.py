"""What comes from the keyboard's side: queries, and the answers of a terminal among the keys."""

from __future__ import annotations

import atexit
import re
from functools import cache
from pathlib import Path
from typing import Final

from fuzz.own_files import folder
from fuzz.properties import check, check_texts
from fuzz.target import Target
from library_factory import NOW, article, hours_ago, shelve
from textual import events
from textual.message import Message

from wortreader.app.terminal.answers import AnswerFilter
from wortreader.app.terminal.driver import AnsweringParser, TerminalAnswered
from wortreader.store.library import Library
from wortreader.store.search.dates import Present
from wortreader.store.search.fields import REGISTRY
from wortreader.store.search.query import MAX_CHARACTERS, parse

# --- queries ----------------------------------------------------------------------------------------------------------

PRESENT: Final = Present(NOW)


@cache
def library() -> Library:
    """A library of some articles, to search in."""
    path = Path(folder()) / "library.db"
    opened = Library.open(path)
    atexit.register(opened.close)
    shelve(
        opened,
        article(
            "a", "Die Fähre über die Mosel fährt wieder.", title="Fähre", author="Anne Müller", categories=("Tram",)
        ),
        article("b", "L’été, un tram à Luxembourg-Ville. a+b C++ 3.14", published_at=hours_ago(30), language="fr"),
        article("c", "日本語の天気 ☀ 10:30 https://a.example/x", published_at=hours_ago(3000)),
    )
    return opened


def search(data: bytes) -> None:
    """Parses a query, whole and while it is typed, and searches with it."""
    query = data.decode("utf-8", "replace")
    for is_typing in (False, True):
        parsed = parse(query, is_typing=is_typing)
        check(parse(query, is_typing=is_typing) == parsed, "another tree the second time", query)
        check_texts(parsed.notes)
    root = parse(query).root
    written = str(root)
    if len(written) <= MAX_CHARACTERS:  # AND between all its parts makes it longer
        again = parse(written).root
        check(again == root, "the tree is not that of its query", root, again)
    found = library().search.find(query, present=PRESENT, is_typing=len(data) % 2 == 1)
    check_texts(found.notes)
    check(set(found.rows.ids) <= {1, 2, 3}, "articles that do not exist", found.rows.ids)
    for hit in library().search.hits(query, found.rows.ids).values():
        check_texts(hit)
    longer, choices = library().search.complete(query)
    check(len(longer) >= len(query), "less than was typed", longer)
    check_texts(choices)


QUERY_SEEDS: Final = tuple(
    query.encode()
    for query in (
        'Fähre -tram "über die Mosel" OR (title:été NOT author:Anne)',
        "feed:example is:unread after:2026-11-01 before:today has:picture sort:rank category:Tram lang:fr",
        '/f[äa]hr(e|t)\\b/ 天気 C++ ☀ wi-fi 3.14 l’été tit* "un tra"*',
        "((a OR b) AND NOT (c)) folder:“News” words:>100 age:<3d date:last week",
    )
)
QUERY_WORDS: Final = (
    *(f"{name}:".encode() for name in REGISTRY.names), b"(", b")", b'"', b"*", b"-", b"NOT ", b" OR ", b" AND ", b"/",
    b"^", b"NEAR(", b"{", b"}", b"+", b":", b"\\", b"(?P<", b"[[", b"(a+)+$", b"\xe5\xa4\xa9", b"\xe2\x98\x80",
    b"\xcc\x81", b"today", b"last week", b"2026-13-99", b"<3d", b">99999999999", b"(" * 60, b"- " * 60, b"\xe2\x80\x8d",
    b"\xd7\x90\"\xd7\x90", b"\xc2\xad",
)  # fmt: skip


# --- terminals --------------------------------------------------------------------------------------------------------

_SIZE: Final = re.compile(r"\x1b\[48;[\d;:]*t")


def hear_terminal(data: bytes) -> None:
    """Reads what a terminal sends, in one piece and in many: the same keys and answers must come of it."""
    text = data.decode("utf-8", "ignore")
    whole, parts = AnswerFilter(), AnswerFilter()
    at_once = _joined(list(whole.feed(text, 1.0)))
    one_by_one = _joined([piece for character in text for piece in parts.feed(character, 1.0)])
    check(at_once == one_by_one, "something else when it comes in pieces", at_once, one_by_one)
    check(whole.late(99.0) == parts.late(99.0), "something else is left")
    check(not whole.late(199.0), "something is left for ever")
    parser = AnsweringParser()
    for message in (*parser.feed(text), *parser.tick()):
        _check_message(message)


def _joined(pieces: list[str | re.Match[str]]) -> list[tuple[bool, str]]:
    """Keys and answers, with keys that follow each other as one text."""
    joined: list[tuple[bool, str]] = []
    for piece in pieces:
        is_answer = isinstance(piece, re.Match)
        text = piece[0] if isinstance(piece, re.Match) else piece
        if joined and not is_answer and not joined[-1][0]:
            joined[-1] = (False, joined[-1][1] + text)
        elif text:
            joined.append((is_answer, text))
    return joined


def _check_message(message: Message) -> None:
    match message:
        case TerminalAnswered(answers=answers):
            check(answers.name.isprintable(), "a name that cannot be written", answers.name)
        case events.Resize(size=size):
            check(0 < size.width < 10_000 and 0 < size.height < 10_000, "a size that no terminal has", size)
        case events.Key(key=key):
            check(bool(key), "a key without a name")


TERMINAL_SEEDS: Final = tuple(
    text.encode()
    for text in (
        "jk\x1b[A\x1b[6~\x1bOP\x1b[1;5C\x1b[97;5u\x1b[I\x1b[<0;10;20M\x1b[<0;10;20m",
        "\x1bP>|kitty(0.39.1)\x1b\\\x1b[6;20;10t\x1b[?64;1;4;21;22c",
        "\x1b]11;rgb:fafa/f6f6/eeee\x1b\\\x1b]10;rgb:20/1b/16\x07\x1b[?997;2n\x1b[>41;354;0c\x1b[0n",
        "\x1b_Gi=31;OK\x1b\\\x1b[200~pasted\x1b[201~\x1b[?2026;2$y\x1b[48;36;120;720;1200té\x1b",
    )
)
TERMINAL_WORDS: Final = (
    b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b_G", b"\x1b\\", b"\x07", b"\x1b[?", b"\x1b[>", b";", b"c", b"t", b"u", b"R",
    b"n", b"M", b"~", b"\x1b[9999999u", b"\x1b[1114112;1u", b"\x1b[97;5;55296u", b"\x1b[48;0;0;0;0t",
    b"\x1b[48;99999;99999;1;1t", b"\x1b[M", b"$y", b"\x1b[<64;1;1M", b"\x1b[<35;-1;0M", b"\x1b[200~", b"\x1b[201~",
    b"\x1b[1;1R", b"\x1b]11;", b"rgb:", b"\xd9\xa3", b"\xc2\xb2", b"\x1b[<99999999999999999999;1;1M", b"\x1b[;;u",
    b"\x1b[:;:u", b"\x1b[48;2:3;2;2;2t",
)  # fmt: skip

TARGETS: Final = (
    Target("queries", search, lambda: QUERY_SEEDS, QUERY_WORDS, share=15),
    Target("terminals", hear_terminal, lambda: TERMINAL_SEEDS, TERMINAL_WORDS, share=15),
)
