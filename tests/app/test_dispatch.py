"""Commands and the methods that carry them out."""

from __future__ import annotations

import pytest

from wortreader.app.commands.dispatch import Dispatcher, command


class Counter:
    """Adds up what it is told to."""

    def __init__(self) -> None:
        self.total = 0

    @command("counter.add", "counter.more")
    def add(self, count: int | None) -> None:
        self.total += count or 1

    @command("counter.wait")
    async def wait(self, _count: int | None) -> int:
        return self.total


class Doubler(Counter):
    """Overrides a method without declaring its commands again."""

    def add(self, count: int | None) -> None:
        self.total += 2 * (count or 1)


def test_a_command_runs_the_method_that_declares_it() -> None:
    counter = Counter()
    dispatcher = Dispatcher([counter])

    dispatcher.run("counter.add")
    dispatcher.run("counter.more", 5)

    assert counter.total == 6
    assert dispatcher.command_ids == {"counter.add", "counter.more", "counter.wait"}


async def test_what_is_left_to_be_awaited_is_returned() -> None:
    work = Dispatcher([Counter()]).run("counter.wait")

    assert work is not None
    assert await work == 0


def test_an_overridden_method_carries_out_the_commands_of_the_one_that_it_overrides() -> None:
    doubler = Doubler()

    Dispatcher([doubler]).run("counter.add", 3)

    assert doubler.total == 6


def test_two_owners_of_one_command_are_refused() -> None:
    with pytest.raises(ValueError, match=r"counter\.add"):
        Dispatcher([Counter(), Counter()])


def test_an_unknown_command_is_an_error() -> None:
    with pytest.raises(KeyError):
        Dispatcher([]).run("counter.add")
