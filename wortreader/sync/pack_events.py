"""The events of a pack as JSON lines: what `wortreader pack --json` prints and the app reads.

One place for both directions, so that the two cannot drift apart. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wortreader.i18n import _
from wortreader.store.pages import PageOutcome
from wortreader.sync.event_lines import event_of, line_of


@dataclass(slots=True)
class Summary:
    """What a pack has done so far, counted."""

    ready: int = 0
    """Articles that need no network any more, those that were fetched included."""
    fetched: int = 0
    """Articles that have become whole."""
    failed: int = 0
    """Articles of which no more could be had, though their pages were asked for."""
    received_bytes: int = 0
    """As they came over the wire."""
    seconds: float = 0.0
    pictures: int = 0
    """Pictures that were kept."""
    pictures_left: int = 0
    """Articles that still lack pictures which may be had."""
    problem: str | None = None
    """Why no more pictures are kept, in a sentence."""


@dataclass(frozen=True, slots=True)
class Started:
    """A pack begins."""

    total: int
    """How many articles it will fetch."""
    ready: int
    """How many are ready as they are."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A pack has finished with one article."""

    article_id: int
    title: str
    url: str
    outcome: PageOutcome
    reason: str
    """One sentence: why the article is not whole; empty where it is."""
    done: int
    total: int
    """More than at the start where there was less to read in the first articles than expected."""
    received_bytes: int

    @property
    def is_whole(self) -> bool:
        """True where all of the article is here now."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Pictures:
    """A pack has gone on to pictures, and has finished with those of one more article."""

    done: int
    """Articles."""
    total: int
    kept: int
    """Pictures."""
    received_bytes: int
    failures: tuple[str, ...] = ()
    """Why pictures of this article could not be had, a sentence for each."""


@dataclass(frozen=True, slots=True)
class Done:
    """A pack has come to its end."""

    summary: Summary


Event = Started | Progress | Pictures | Done


def in_megabytes(received_bytes: int) -> str:
    """An amount of data for people."""
    return _("{n:.1f} MB").format(n=received_bytes / 1000**2)


def to_json(event: Event) -> str:
    """`event` as one line of JSON, without the line feed."""
    return line_of(_fields(event))


def _fields(event: Event) -> dict[str, object]:
    match event:
        case Started(total, ready):
            return {"event": "started", "total": total, "ready": ready}
        case Progress():
            return {
                "event": "article",
                "article_id": event.article_id,
                "title": event.title,
                "url": event.url,
                "outcome": str(event.outcome),
                "reason": event.reason or None,
                "done": event.done,
                "total": event.total,
                "bytes": event.received_bytes,
            }
        case Pictures():
            return {
                "event": "pictures",
                "done": event.done,
                "total": event.total,
                "kept": event.kept,
                "bytes": event.received_bytes,
                "failures": list(event.failures),
            }
        case Done(summary):
            return {
                "event": "done",
                "ready": summary.ready,
                "fetched": summary.fetched,
                "failed": summary.failed,
                "bytes": summary.received_bytes,
                "seconds": round(summary.seconds, 3),
                "pictures": summary.pictures,
                "pictures_left": summary.pictures_left,
                "problem": summary.problem,
            }


def parse(line: str | bytes) -> Event | None:
    """The event of a line; None where the line is something else."""
    return event_of(line, _event)


def _event(fields: dict[str, Any]) -> Event | None:
    match fields["event"]:
        case "started":
            return Started(int(fields["total"]), int(fields["ready"]))
        case "article":
            return Progress(
                int(fields["article_id"]),
                str(fields["title"]),
                str(fields["url"]),
                PageOutcome(fields["outcome"]),
                str(fields["reason"] or ""),
                int(fields["done"]),
                int(fields["total"]),
                int(fields["bytes"]),
            )
        case "pictures":
            done, total, kept, received = (int(fields[name]) for name in ("done", "total", "kept", "bytes"))
            return Pictures(done, total, kept, received, tuple(map(str, fields["failures"])))
        case "done":
            ready, fetched, failed, received, pictures, left = (
                int(fields[name]) for name in ("ready", "fetched", "failed", "bytes", "pictures", "pictures_left")
            )
            problem = None if fields["problem"] is None else str(fields["problem"])
            seconds = float(fields["seconds"])
            return Done(Summary(ready, fetched, failed, received, seconds, pictures, left, problem))
    return None
