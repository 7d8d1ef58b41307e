"""Conversions that are killed at any step: the library is the one before or the one after, and nothing is lost.

`WORTREADER_CONVERSION_KILLS` is the number of kills of each conversion, and `WORTREADER_KILL_SEED` chooses them.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import pytest
from library_factory import ALL, NOW, TODAY, article, shelve
from process_killer import code_of, count_steps_or_die, forked

from wortreader.errors import LibraryLocked
from wortreader.store import encryption
from wortreader.store.library import Library
from wortreader.store.maintenance import converting
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import make_copy

pytestmark = [pytest.mark.unencrypted, pytest.mark.usefixtures("quick_keys")]

KILLS: Final = int(os.environ.get("WORTREADER_CONVERSION_KILLS", "10"))
SEED: Final = int(os.environ.get("WORTREADER_KILL_SEED", "1"))

OLD, NEW = "correct horse", "battery staple"
CONVERSIONS: Final[dict[str, Callable[[Path], None]]] = {
    "encrypt": lambda path: converting.encrypt(path, NEW),
    "decrypt": converting.decrypt,
    "another passphrase": lambda path: converting.encrypt(path, NEW),
}


def prepare(path: Path, name: str) -> None:
    """A library of thirty articles and a copy of its marks; the last star is in the log alone."""
    with closing(Library.open(path)) as library:
        shelve(library, *(article(f"{n}", f"Wort{n} " * 400) for n in range(30)))
        library.articles.mark_read(range(1, 31, 2), True, at=NOW)
    if name != "encrypt":
        converting.encrypt(path, OLD)
    library = Library.open(path)
    make_copy(library, now=NOW)
    library.articles.mark_starred([7], True, at=NOW)
    os._exit(0)  # the library is not closed


def unlocked(path: Path) -> str | None:
    """Holds the key of a library: the passphrase that opens it, None if it needs none."""
    encryption.forget_keys()
    salt = encryption.salt_of(path)
    for passphrase in (OLD, NEW) if salt is not None else ():
        encryption.hold_key(encryption.derive_key(passphrase, salt or b""))
        with suppress(LibraryLocked):
            Library.open(path, must_exist=True).close()
            return passphrase
    return None


def check(path: Path) -> None:
    """Asserts that everything is there."""
    with closing(Library.open(path, must_exist=True)) as library:
        assert find_problems(library) == ()
        ids = library.articles.rows(ALL, today=TODAY).ids
        states = library.articles.headlines(ids).values()
        assert {state.article_id for state in states if state.is_read} == set(range(1, 31, 2))
        assert {state.article_id for state in states if state.is_starred} == {7}
        assert all(library.articles.get(number).text == f"Wort{number - 1} " * 400 for number in range(1, 31))
        assert list(library.search.find("wort7").rows.ids) == [8]


def convert(folder: Path, name: str, step: int | None) -> int:
    """Does the conversion in a child that is killed before a step; its exit code. Without a step, how many it has."""
    path = folder / "library.db"
    unlocked(path)
    told, telling = os.pipe()

    def work() -> None:
        steps = count_steps_or_die(folder, step)
        CONVERSIONS[name](path)
        os.write(telling, str(steps()).encode())

    code = code_of(forked(work))
    os.close(telling)
    with os.fdopen(told, "rb") as said:
        return int(said.read()) if step is None else code


@pytest.mark.slow
@pytest.mark.parametrize("name", CONVERSIONS)
def test_fault_073_a_conversion_that_is_killed_leaves_the_library_before_or_after_it(tmp_path: Path, name: str) -> None:
    first, folder = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    assert code_of(forked(lambda: prepare(first / "library.db", name))) == 0
    before, after = {"encrypt": (None, NEW), "decrypt": (OLD, None)}.get(name, (OLD, NEW))
    shutil.copytree(first, folder)
    steps = convert(folder, name, None)
    assert steps > 50
    chance = random.Random(SEED)

    for step in {*(chance.randint(1, steps) for _ in range(KILLS)), *range(steps - 8, steps + 1)}:
        shutil.rmtree(folder)
        shutil.copytree(first, folder)
        path = folder / "library.db"
        code = convert(folder, name, step)
        assert code in (0, -signal.SIGKILL), (name, step)
        opened_by = unlocked(path)
        assert opened_by in (before, after) if code else opened_by == after, (name, step)
        check(path)

        assert convert(folder, name, 0) == 0
        assert unlocked(path) == after, (name, step)
        check(path)
        left = {file.name for file in folder.iterdir()} - {"library.db-wal", "library.db-shm", "library.db-state"}
        assert left == {"library.db", "library.db.lock"}, (name, step)
