"""The events of an outbox that is being emptied, as JSON lines: what `outbox run --json` prints and the app reads.

One place for both directions, so that the two cannot drift apart. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wortreader.deferred import TaskKind
from wortreader.sync.event_lines import event_of, line_of


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task has been done, or could not be."""

    task_id: int
    kind: TaskKind
    name: str
    failure: str = ""
    """One sentence: why it could not be done; empty where it was."""
    is_given_up: bool = False
    """True where it is tried again only when the reader says so."""


@dataclass(slots=True)
class Summary:
    """What has become of the tasks so far, counted."""

    done: int = 0
    failed: int = 0
    """Those that were given up included."""
    given_up: int = 0

    def add(self, event: TaskDone) -> None:
        """Counts one more task in."""
        self.done += not event.failure
        self.failed += bool(event.failure)
        self.given_up += event.is_given_up


@dataclass(frozen=True, slots=True)
class Ended:
    """Every task whose time had come has been tried."""

    summary: Summary
    waiting: int
    """How many are in the outbox now."""


Event = TaskDone | Ended


def to_json(event: Event) -> str:
    """`event` as one line of JSON, without the line feed."""
    return line_of(fields_of(event))


def fields_of(event: Event) -> dict[str, object]:
    """What stands in the line of an event."""
    match event:
        case TaskDone():
            return {
                "event": "task",
                "id": event.task_id,
                "kind": str(event.kind),
                "name": event.name,
                "outcome": "given up" if event.is_given_up else "failed" if event.failure else "done",
                "reason": event.failure or None,
            }
        case Ended(summary, waiting):
            return {
                "event": "done",
                "done": summary.done,
                "failed": summary.failed,
                "given_up": summary.given_up,
                "waiting": waiting,
            }


def parse(line: str | bytes) -> Event | None:
    """The event of a line; None where the line is something else."""
    return event_of(line, _event)


def _event(fields: dict[str, Any]) -> Event | None:
    if fields["event"] == "task":
        return task_of(fields)
    if fields["event"] == "done":
        done, failed, given_up, waiting = (int(fields[name]) for name in ("done", "failed", "given_up", "waiting"))
        return Ended(Summary(done, failed, given_up), waiting)
    return None


def task_of(fields: dict[str, Any]) -> TaskDone:
    """The event of a task from what stands in its line. Raises KeyError, ValueError, TypeError."""
    return TaskDone(
        int(fields["id"]),
        TaskKind(fields["kind"]),
        str(fields["name"]),
        str(fields["reason"] or ""),
        fields["outcome"] == "given up",
    )
