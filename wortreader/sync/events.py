"""The events of a refresh as JSON lines: what `wortreader refresh --json` prints and the app reads.

One place for both directions, so that the two cannot drift apart. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.sync import task_events
from wortreader.sync.event_lines import event_of, line_of
from wortreader.sync.task_events import TaskDone

__all__ = ["Done", "Event", "Pages", "Progress", "Started", "Summary", "TaskDone", "parse", "to_json"]


@dataclass(slots=True)
class Summary:
    """What a refresh has done so far, counted."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    updated: int = 0
    pages: int = 0
    """Articles whose text was taken from their page."""
    pictures: int = 0
    """Pictures that were kept."""
    seconds: float = 0.0
    is_offline: bool = False
    """True where there was no network."""

    def add(self, outcome: FeedOutcome) -> None:
        """Counts one more feed in."""
        self.feeds += 1
        self.unchanged += outcome.kind is OutcomeKind.UNCHANGED
        self.failed += outcome.kind is OutcomeKind.FAILED
        self.new += outcome.new_count
        self.updated += outcome.updated_count
        self.is_offline |= outcome.is_offline


@dataclass(frozen=True, slots=True)
class Started:
    """A refresh begins."""

    total: int
    """How many feeds it will ask."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A refresh has finished with one feed."""

    outcome: FeedOutcome
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Pages:
    """A refresh has finished with the feeds, and fetches the pages behind their articles."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """A refresh keeps the pictures of new articles."""

    done: int
    """Articles."""
    total: int
    kept: int
    """Pictures."""
    problem: str | None = None
    """Why no more are kept, in a sentence: their folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Done:
    """A refresh has ended."""

    summary: Summary


Event = Started | Progress | Pages | Pictures | TaskDone | Done


def to_json(event: Event) -> str:
    """`event` as one line of JSON, without the line feed."""
    return line_of(_fields(event))


def _fields(event: Event) -> dict[str, object]:
    match event:
        case Started(total):
            return {"event": "started", "total": total}
        case Progress(outcome, done, total):
            return {
                "event": "feed",
                "feed_id": outcome.feed_id,
                "url": outcome.url,
                "title": outcome.title,
                "outcome": str(outcome.kind),
                "new": outcome.new_count,
                "updated": outcome.updated_count,
                "reason": outcome.reason,
                "warnings": list(outcome.warnings),
                "new_url": outcome.new_url,
                "offline": outcome.is_offline,
                "done": done,
                "total": total,
            }
        case Pages(done, total):
            return {"event": "pages", "done": done, "total": total}
        case TaskDone():
            return task_events.fields_of(event)
        case Pictures(done, total, kept, problem):
            return {"event": "pictures", "done": done, "total": total, "kept": kept, "problem": problem}
        case Done(summary):
            return {
                "event": "done",
                "feeds": summary.feeds,
                "unchanged": summary.unchanged,
                "failed": summary.failed,
                "new": summary.new,
                "updated": summary.updated,
                "pages": summary.pages,
                "pictures": summary.pictures,
                "seconds": round(summary.seconds, 3),
            }


_COUNTED = ("feeds", "unchanged", "failed", "new", "updated", "pages", "pictures")


def parse(line: str | bytes) -> Event | None:
    """The event of a line; None where the line is something else."""
    return event_of(line, _event)


def _event(fields: dict[str, Any]) -> Event | None:
    match fields["event"]:
        case "started":
            return Started(int(fields["total"]))
        case "feed":
            return Progress(_outcome(fields), int(fields["done"]), int(fields["total"]))
        case "pages":
            return Pages(int(fields["done"]), int(fields["total"]))
        case "task":
            return task_events.task_of(fields)
        case "pictures":
            problem = fields["problem"]
            done, total, kept = (int(fields[name]) for name in ("done", "total", "kept"))
            return Pictures(done, total, kept, None if problem is None else str(problem))
        case "done":
            feeds, unchanged, failed, new, updated, pages, pictures = (int(fields[name]) for name in _COUNTED)
            seconds = float(fields["seconds"])
            return Done(Summary(feeds, unchanged, failed, new, updated, pages, pictures, seconds))
    return None


def _outcome(fields: dict[str, object]) -> FeedOutcome:
    def text(name: str) -> str | None:
        value = fields[name]
        return None if value is None else str(value)

    warnings = fields["warnings"]
    return FeedOutcome(
        feed_id=int(str(fields["feed_id"])),
        url=str(fields["url"]),
        title=str(fields["title"]),
        kind=OutcomeKind(str(fields["outcome"])),
        new_count=int(str(fields["new"])),
        updated_count=int(str(fields["updated"])),
        reason=text("reason"),
        warnings=tuple(map(str, warnings)) if isinstance(warnings, list) else (),
        new_url=text("new_url"),
        is_offline=bool(fields["offline"]),
    )
