"""From a command's id to the method that carries it out.

A method declares with `@command("article.star")` which command it carries out; `Dispatcher` collects the methods of the
objects that it is given. A test checks that every command of the key table has exactly one.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any, TypeVar

Handler = Callable[..., Coroutine[Any, Any, object] | None]
"""Takes the count, None if none was typed, and the arguments that `line_names` declares for its command, if there are
any; returns a coroutine if something is left to be awaited."""

M = TypeVar("M", bound=Callable[..., Any])

_ATTRIBUTE = "carried_out_commands"


def command(*command_ids: str) -> Callable[[M], M]:
    """Declares that a method carries out these commands. It takes the count, as a Handler does."""

    def declare(method: M) -> M:
        setattr(method, _ATTRIBUTE, command_ids)
        return method

    return declare


def handlers_of(owner: object) -> Mapping[str, Handler]:
    """The handlers that an object declares, by command id."""
    handlers: dict[str, Handler] = {}
    for kind in type(owner).__mro__:
        for name, member in vars(kind).items():
            for command_id in getattr(member, _ATTRIBUTE, ()):
                handlers.setdefault(command_id, getattr(owner, name))
    return handlers


class Dispatcher:
    """The handlers of all commands."""

    def __init__(self, owners: Iterable[object]) -> None:
        """Raises ValueError if two owners carry out the same command."""
        self._handlers: dict[str, Handler] = {}
        for owner in owners:
            for command_id, handler in handlers_of(owner).items():
                if command_id in self._handlers:
                    raise ValueError(f"two owners carry out {command_id}")
                self._handlers[command_id] = handler

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What carries out the commands, by their ids."""
        return self._handlers

    @property
    def command_ids(self) -> frozenset[str]:
        """The commands that can be run."""
        return frozenset(self._handlers)

    def run(
        self, command_id: str, count: int | None = None, arguments: Sequence[str] = ()
    ) -> Coroutine[Any, Any, object] | None:
        """Runs a command. Returns what is left to be awaited, None for nothing. Raises KeyError for an unknown id."""
        return self._handlers[command_id](count, *arguments)
