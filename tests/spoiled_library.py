"""A library into which a stranger has written without us: every text in its tables has sequences and line breaks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from library_factory import NOW, article, changes

from wortreader.deferred import TaskKind
from wortreader.model import Enclosure
from wortreader.model.episodes import Chapter, EpisodeLinks, Passage, SupplementKind, SupplementLink, Transcript
from wortreader.model.playing import Playable
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.outbox import new_token
from wortreader.store.pages import PageOutcome
from wortreader.store.search.dates import Present

FOREIGN: Final = "x\x1b]52;c;YQ==\x07\x9b31m\u202e\u200d\u200d[/b]{0}%s\ny"
"""What he has put behind each text."""

_FORMS: Final = {  # what decides how other columns are read, or is compared with what wortreader has computed
    "action", "actions", "body_hash", "cause", "claim", "content_hash", "details", "expires_at", "feed_ids", "file",
    "folder_ids", "guid_hash", "hints", "host", "kind", "links", "method", "outcome", "raw_hash", "state", "tags",
    "token", "categories", "enclosures", "claim_host", "url", "name:leases", "name:feed_settings",
    "name:folder_settings",
}  # fmt: skip
_JSON: Final = ("categories", "details", "links", "tags", "enclosures")


def spoiled_library(path: Path) -> None:
    """Makes such a library, with a row in every table that the user or a server fills."""
    with closing(Library.open(path)) as library:
        _fill(library)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for table, column in text_columns(connection):
            connection.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = "{column}" || ?', (FOREIGN,))  # noqa: S608
        for table, column in _json_columns(connection):
            for row, value in connection.execute(f'SELECT rowid, "{column}" FROM "{table}"').fetchall():  # noqa: S608
                spoiled = json.dumps(_spoiled(json.loads(value)))
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (spoiled, row))  # noqa: S608
        for _name, sql in triggers:
            connection.execute(sql)


def text_columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The columns with words of others or of the user."""
    for table in _tables(connection):
        for _number, column, kind, *_rest in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            if kind == "TEXT" and not {column, f"{column}:{table}"} & _FORMS:
                yield table, column


def _json_columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table in _tables(connection):
        for _number, column, *_rest in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            if column in _JSON:
                yield table, column


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in rows if not name.startswith(("search", "sqlite_"))]


def _spoiled(value: Any) -> Any:
    """A JSON value whose strings are spoiled, but for addresses and types of media."""
    if isinstance(value, str):
        return value if "/" in value else value + FOREIGN
    if isinstance(value, list):
        return [_spoiled(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _spoiled(inner) for key, inner in value.items()}
    return value


def _fill(library: Library) -> None:
    news, radio = (library.feeds.add(f"http://{name}.example/feed", folder=("Box",), now=NOW) for name in ("a", "b"))
    files = [(Enclosure(f"http://b.example/{n}.mp3", "audio/mpeg", 9),) for n in range(1, 5)]
    links = EpisodeLinks((SupplementLink("http://b.example/1.vtt", "text/vtt"),), chapters=(Chapter(1.0, FOREIGN),))
    written = [
        article(
            f"{n}",
            f"Words of the council. {FOREIGN}",
            author="Ann",
            summary="Short.",
            enclosures=file,
            categories=("News",),
        )
        for n, file in enumerate(files)
    ]
    library.feeds.apply(news.feed_id, changes(news, *written, title="News", description="All.", language="en"))
    library.feeds.apply(radio.feed_id, changes(radio, article("9", "Heard.", episode=links), title="Radio"))
    library.feeds.record_failure(radio.feed_id, Sentence("It has failed."), at=NOW, due_at=NOW)
    library.feeds.record_failure(radio.feed_id, Sentence("It has failed."), at=NOW, due_at=NOW)
    library.feeds.rename(radio.feed_id, "Own")
    library.settings.set_all({"interval": "60"}, feed_ids=[news.feed_id])
    library.supplements.keep_transcript(5, Transcript((Passage(f"Said.{FOREIGN}", FOREIGN, 1.0),)), at=NOW)
    library.supplements.refuse(5, SupplementKind.CHAPTERS, Sentence("It is gone."), at=NOW)
    library.pages.refuse(1, PageOutcome.FAILED, Sentence("It is gone."), url="http://a.example/1", at=NOW)
    library.pictures.expect(2, ["http://a.example/1.png"], now=NOW)
    library.tags.change([1, 2], add=["tagged"])
    library.tags.change_feeds([news.feed_id], add=["chosen"])
    library.views.add("View", "council", now=NOW)
    library.views.remember("village", now=NOW)
    with library.changes.step("tags.add", at=NOW, title="Title", tags="tagged"):
        library.tags.change([3], add=["tagged"])
    draft = RuleDraft("Rule", "council", (RuleAction.STAR,), ("tagged",))
    library.rules.add(draft, present=Present(NOW, UTC))
    for number, kind in enumerate(TaskKind, 1):
        address = f"http://a.example/{number}" if kind.is_of_address else None
        library.outbox.put(kind, now=NOW, article_id=None if address else number, url=address, title="Task")
    _deliver(library)
    library.play_queue.add([Playable(file.url, "Played", article_id=n) for n, (file,) in enumerate(files, 1)], now=NOW)
    library.positions.keep("http://b.example/1.mp3", 3.0, 9.0, now=NOW)
    library.articles.mark_starred([1], True, at=NOW)


def _deliver(library: Library) -> None:
    """Tasks that have failed, and downloads: one that is there, one that has failed, and one that waits."""
    token = new_token()
    while (task := library.outbox.claim(tuple(TaskKind), token, now=NOW)) is not None:
        library.outbox.fail(task, token, Sentence("It has failed."), now=NOW, is_final=task.task_id % 2 == 0)
    for number in (1, 2, 3):
        download = library.downloads.add(f"http://b.example/{number}.mp3", article_id=number, feed_title="F", now=NOW)
        if number < 3 and library.downloads.claim(token, now=NOW, among=[download.download_id]):
            path = library.path.with_name(f"{number}.mp3")
            path.write_bytes(b"sound")
            library.downloads.begin(
                download.download_id, token, path, total=5, etag=None, last_modified=None, media_type="audio/mpeg"
            )
            if number == 1:
                library.downloads.finish(download.download_id, token, byte_size=5, now=NOW)
            else:
                library.downloads.fail(download, token, Sentence("It has failed."), now=NOW, is_final=True)
