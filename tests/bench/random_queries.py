"""Asks a library a million random queries: `python tests/bench/random_queries.py LIBRARY [PARSED] [ASKED] [SEED]`.

None may raise, and each, written out, has to mean the same. Random pieces without a shrinker's care are thirty times
as fast as the property in the tests; what it finds goes there. LIBRARY may be any, a copy of the demo's for example.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wortreader.store.library import Library
from wortreader.store.search.fields import REGISTRY
from wortreader.store.search.query import parse

PIECES = (
    *"abdelmnrst éÉßœ'’\"«»„“”()()-+:*/^{}[]|\\?.,;~<>=_@#&%$12345 \n\t\x00\x1b\u0301\u200b\u202e\ud800\ufffd词한",
    *(" OR ", " AND ", " NOT ", " -", "NEAR(", "NEAR/2 ", "rowid:", "{title} : ", '"a" + "b" ', " sort:rank "),
    *(f"{field}:" for field in REGISTRY.names),
    *("is:unread ", "has:image ", "since:gëschter ", "on:2026-02-30 ", "age:>9999y ", "words:>=9999999 "),
    *("minutes:5..2 ", "lang:fr ", "/a.*b/ ", "/[/ ", "/(a+)+$/ ", "l'été ", "49.000 ", "the ", "de "),
)


def random_queries(chance: random.Random) -> Iterator[str]:
    """Queries without end."""
    while True:
        yield "".join(chance.choices(PIECES, k=chance.randint(0, 16)))


def main(path: Path, parsed_count: int, asked_count: int, seed: int) -> None:
    """Parses, writes out and asks; the first that fails is shown by its traceback."""
    chance = random.Random(seed)  # repeatable, not secret
    queries = random_queries(chance)
    began = time.perf_counter()
    for _number in range(parsed_count):
        query = next(queries)
        asked = parse(query, is_typing=chance.random() < 0.5)
        again = parse(str(asked))
        assert (again.root, again.sort) == (asked.root, asked.sort), query
    sys.stdout.write(f"{parsed_count} parsed and written out in {time.perf_counter() - began:.0f} s\n")
    sys.stdout.flush()
    library = Library.open(path)
    try:
        began = time.perf_counter()
        for _number in range(asked_count):
            query = next(queries)
            found = library.search.find(query, is_typing=chance.random() < 0.5)
            library.search.hits(query, found.rows.ids[:3])
    finally:
        library.close()
    sys.stdout.write(f"{asked_count} asked in {time.perf_counter() - began:.0f} s\n")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[2:5]]
    main(Path(sys.argv[1]), *(numbers + [1_000_000, 100_000, 1][len(numbers) :]))
