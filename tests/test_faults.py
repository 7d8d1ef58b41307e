"""FAULTS.md and the tests of the faults agree."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parent
LISTED: Final = {
    int(row[1]): set(re.findall(r"`([^`]+)`", row[2]))
    for row in re.finditer(r"^\| (\d+) \|.*\| ([^|]+) \|$", (TESTS / "FAULTS.md").read_text("utf-8"), re.MULTILINE)
}
"""The files that test a fault, by its number."""


def test_every_test_of_a_fault_is_listed_with_its_file() -> None:
    files = defaultdict(set)
    for path in TESTS.rglob("test_*.py"):
        for numbers in re.findall(r"def test_fault((?:_\d+)+)_", path.read_text("utf-8")):
            for number in re.findall(r"\d+", numbers):
                files[int(number)].add(str(path.relative_to(TESTS)))

    assert files == {number: LISTED.get(number) for number in files}


def test_every_fault_is_listed_once_and_every_listed_file_exists() -> None:
    assert list(LISTED) == list(range(1, len(LISTED) + 1))
    for file in set().union(*LISTED.values()):
        assert (TESTS / file).is_file()
