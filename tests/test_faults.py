"""FAULTS.md and the tests of the faults agree."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parent
LISTED: Final = {
    int(row[1]): row[2]
    for row in re.finditer(r"^\| (\d+) \|.*\| ([^|]+) \|$", (TESTS / "FAULTS.md").read_text("utf-8"), re.MULTILINE)
}
"""What the list says of the tests of a fault, by its number."""


def files_with_tests() -> dict[int, set[str]]:
    """The files that have tests of a fault, by its number, which is in their names."""
    files = defaultdict(set)
    for path in TESTS.rglob("test_*.py"):
        for numbers in re.findall(r"def test_fault((?:_\d{3})+)_", path.read_text("utf-8")):
            for number in re.findall(r"\d+", numbers):
                files[int(number)].add(str(path.relative_to(TESTS)))
    return files


def test_the_faults_are_numbered_from_one_on() -> None:
    assert list(LISTED) == list(range(1, len(LISTED) + 1))


def test_each_fault_is_listed_with_all_files_that_test_it() -> None:
    listed = {number: set(re.findall(r"`([^`]+)`", said)) for number, said in LISTED.items()}

    assert {number: files for number, files in listed.items() if files} == files_with_tests()


def test_a_fault_without_tests_is_listed_with_the_reason() -> None:
    untested = {number: said for number, said in LISTED.items() if "`" not in said}

    assert {number: said for number, said in untested.items() if not re.fullmatch(r"– .{20,}", said)} == {}


def test_the_number_of_a_fault_in_the_name_of_a_test_has_three_digits() -> None:
    names = {name for path in TESTS.rglob("test_*.py") for name in re.findall(r"def (test_fault\w+)", path.read_text())}

    assert {name for name in names if not re.match(r"test_fault(_\d{3})+_[a-z]", name)} == set()
