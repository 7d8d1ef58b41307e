"""What is to be played: the sounds and films of articles, and the queue, whose changes can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from wortreader.errors import UnknownArticle
from wortreader.model import Article
from wortreader.model.playing import Playable, QueueEntry, playable
from wortreader.prose.files import is_playable
from wortreader.store.library import Library


def files_of(article: Article) -> list[Playable]:
    """The sounds and films that come with an article, in the order of its feed."""
    return [playable(file, article) for file in article.enclosures if is_playable(file)]


def first_files(library: Library, article_ids: Iterable[int]) -> list[Playable]:
    """The first sound or film of each article: others are mostly the same in other formats.

    Articles without any are left out, and so are those that are not in the library.
    """
    found = []
    for article_id in article_ids:
        with suppress(UnknownArticle):
            found += files_of(library.articles.get(article_id))[:1]
    return found


def add(library: Library, files: Sequence[Playable], *, is_next: bool = False, now: datetime) -> list[Playable]:
    """Adds files to the end of the queue, or `is_next` in front of all others; returns those that are new in it.

    Raises QueueFull.
    """
    with library.changes.step("queue.add", at=now) as step:
        added = library.play_queue.add(files, is_next=is_next, now=now)
        named = added or files
        step.details |= {"n": len(named), "title": named[0].title if named else ""}
    return added


def remove(library: Library, entry_ids: Collection[int], *, now: datetime) -> int:
    """Removes entries from the queue; returns how many there were."""
    entries = [entry for entry in library.play_queue.all() if entry.entry_id in entry_ids]
    with library.changes.step("queue.remove", at=now) as step:
        removed = library.play_queue.remove([entry.entry_id for entry in entries])
        step.details |= {"n": removed, "title": entries[0].file.title if entries else ""}
    return removed


def move(library: Library, entry_id: int, by: int, *, now: datetime) -> bool:
    """Moves an entry by so many places, towards the end if `by` is positive; False if it is not there, or stays."""
    with library.changes.step("queue.move", at=now) as step:
        entries = {entry.entry_id: entry for entry in library.play_queue.all()}
        step.details["title"] = entries[entry_id].file.title if entry_id in entries else ""
        return library.play_queue.move(entry_id, by)


def entries_of(library: Library, article_ids: Collection[int]) -> list[QueueEntry]:
    """The entries of these articles, in the order of the queue."""
    return [entry for entry in library.play_queue.all() if entry.file.article_id in article_ids]


def entry_of(library: Library, file: Playable) -> QueueEntry | None:
    """The entry of a file; None if it is not in the queue."""
    same = (entry for entry in library.play_queue.all() if entry.file.article_id == file.article_id)
    return next((entry for entry in same if entry.file.url == file.url), None)


def next_entry(library: Library, last: QueueEntry | None) -> QueueEntry | None:
    """The entry behind one that may have left the queue, or the first one; None at the end."""
    after = (-(1 << 62), 0) if last is None else (last.place, last.entry_id)
    return next((entry for entry in library.play_queue.all() if (entry.place, entry.entry_id) > after), None)


def finish(library: Library, file: Playable, *, marks_read: bool, now: datetime) -> int | None:
    """Takes a file out of the queue that was played to its end. With `marks_read`, its article is read then.

    Returns the article if it was unread. That is no step of the log: to hear something is not an accident.
    """
    with library.database.write():
        entry = entry_of(library, file)
        if entry is not None:
            library.play_queue.remove([entry.entry_id])
        if not marks_read or file.article_id is None:
            return None
        former = library.articles.mark_read([file.article_id], True, at=now)
    return file.article_id if former else None
