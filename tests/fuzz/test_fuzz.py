"""Whatever a feed, a page, a file or a terminal has in it: no fault, no hang, no flood of memory, no unsafe text."""

from __future__ import annotations

import random
import sys

import pytest
from examples import examples
from fuzz import properties
from fuzz.mutator import mutated
from fuzz.properties import bounded_memory, bounded_time, check_texts
from fuzz.target import FOUND, Target
from fuzz.targets import TARGETS

BATCHES = 8
"""Parts of the inputs that CI tries, so that its processes can share them."""


def try_all(target: Target, inputs: list[bytes]) -> None:
    """Runs a target with each of the inputs; a failure says which it was."""
    for data in inputs:
        try:
            with bounded_time(), bounded_memory():
                target.run(data)
        except Exception as error:
            raise AssertionError(f"{target.name} fails on {len(data)} bytes: {data[:2000]!r}") from error


def mutations(target: Target, count: int, seed: str) -> list[bytes]:
    """So many changed documents, the same for the same seed."""
    chance = random.Random(f"{target.name} {seed}")  # repeatable, not secret
    return [mutated(target.seeds, target.words, chance) for _number in range(count)]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_what_has_caused_a_fault_once_does_so_no_more(target: Target) -> None:
    try_all(target, target.found())


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_some_damaged_inputs_cause_no_fault(target: Target) -> None:
    try_all(target, mutations(target, examples(target.share), "suite"))


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_twenty_thousand_damaged_inputs_cause_no_fault(target: Target, batch: int) -> None:
    try_all(target, mutations(target, examples(target.share * 100 // BATCHES), f"batch {batch}"))


def test_every_folder_of_inputs_belongs_to_a_target() -> None:
    assert {path.name for path in FOUND.iterdir()} <= set(TARGETS)


def test_twenty_thousand_inputs_are_tried_in_all() -> None:
    assert sum(target.share for target in TARGETS.values()) >= 200


@pytest.mark.parametrize("text", ["\x1b", "\x9b", "\u202e", "\ud800", "\r"])
def test_an_unsafe_text_is_noticed_at_any_depth(text: str) -> None:
    with pytest.raises(AssertionError, match="must not be stored"):
        check_texts(({"key": [f"words {text}"]},))


def test_a_hang_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang() -> None:
        while True:
            pass

    monkeypatch.setattr(properties, "MAX_SECONDS", 0.05)

    with pytest.raises(AssertionError, match="more than"), bounded_time():
        hang()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much a process has")
def test_a_flood_of_memory_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "MAX_BYTES", 16 * 1024**2)

    with pytest.raises(MemoryError), bounded_memory():
        bytearray(512 * 1024**2)


def test_a_fault_is_reported_with_its_input() -> None:
    def fail(data: bytes) -> None:
        raise ZeroDivisionError

    with pytest.raises(AssertionError, match="sample fails on 3 bytes: b'abc'"):
        try_all(Target("sample", fail, lambda: ()), [b"abc"])


def test_the_same_seed_gives_the_same_inputs() -> None:
    target = TARGETS["opml"]

    assert mutations(target, 20, "x") == mutations(target, 20, "x") != mutations(target, 20, "y")
