"""The events of `wortreader outbox run --json`."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Final

from wortreader.deferred import TaskKind
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence
from wortreader.sync.events.codec import EventCodec, json_key


class TaskOutcome(StrEnum):
    """What became of one try at a task."""

    DONE = "done"
    FAILED = "failed"
    GIVEN_UP = "given up"
    """Failed, and is tried again only if the user asks for it."""


@lazy_dataclass(frozen=True, slots=True)
class TaskDone:
    """A task has been done, or could not be."""

    task_id: int = field(metadata=json_key("id"))
    kind: TaskKind
    name: str
    outcome: TaskOutcome = TaskOutcome.DONE
    failure: Sentence | None = field(default=None, metadata=json_key("reason"))
    """One sentence: why it could not be done; None if it was."""

    @property
    def is_given_up(self) -> bool:
        """True if it is tried again only when the user asks for it."""
        return self.outcome is TaskOutcome.GIVEN_UP


@lazy_dataclass(slots=True)
class TaskSummary:
    """What became of the tasks so far, counted."""

    done: int = 0
    failed: int = 0
    """Includes those that were given up."""
    given_up: int = 0

    def add(self, event: TaskDone) -> None:
        """Counts one more task."""
        self.done += event.outcome is TaskOutcome.DONE
        self.failed += event.outcome is not TaskOutcome.DONE
        self.given_up += event.is_given_up


@lazy_dataclass(frozen=True, slots=True)
class TasksEnded:
    """Every task that was due has been tried."""

    summary: TaskSummary
    waiting: int
    """How many are in the outbox now."""


TaskEvent = TaskDone | TasksEnded

CODEC: Final = EventCodec[TaskEvent]({"task": TaskDone, "done": TasksEnded})
