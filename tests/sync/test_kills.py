"""Processes that are killed at random steps of all that writes to a library: nothing that was reported is lost.

`WORTREADER_KILLS` is the number of kills, and `WORTREADER_KILL_SEED` chooses them.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from inline_workers import InlineWorker
from library_factory import ALL, NOW, TODAY, article, shelve
from loopback import Loopback
from picture_samples import photograph
from process_killer import code_of, count_steps_or_die, forked

from wortreader.errors import LibraryDamaged
from wortreader.model import FeedOutcome
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import copy_paths, make_copy, read_copy
from wortreader.store.maintenance.restoring import restore
from wortreader.store.maintenance.salvage import is_sound, salvage
from wortreader.store.schema import PAGE_BYTES
from wortreader.sync import pack, refresh
from wortreader.sync.events.pack import PackProgress
from wortreader.sync.options import RefreshOptions
from wortreader.sync.subscriptions import import_opml
from wortreader.sync.workers import pool

KILLS: Final = int(os.environ.get("WORTREADER_KILLS", "200"))
SEED: Final = int(os.environ.get("WORTREADER_KILL_SEED", "1"))

FEEDS: Final = 3
ITEMS: Final = 4
LATER: Final = NOW + timedelta(days=200)
STORY: Final = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))

Acknowledge = Callable[[str], None]


@dataclass(frozen=True)
class Scene:
    """Work that is killed."""

    prepare: Callable[[Path, str], None]
    """Makes the library that the work begins with; the text is the address of the server."""
    work: Callable[[Path, Acknowledge], None]
    """Acknowledges what a user would be told."""
    check: Callable[[Library, set[str], bool], None]
    """Asserts that all is there that was acknowledged; with True, all that the work does."""
    may_be_damaged: bool = False
    """Whether the library may be the damaged one still."""


# --- refresh and pack ---


def serve(server: Loopback) -> None:
    """Three feeds of whole articles with a picture, and one of beginnings."""
    for feed in range(FEEDS):
        picture = server.serve(f"/{feed}.jpg", photograph(64 + feed, 48), content_type="image/jpeg")
        whole = f"&lt;p&gt;{STORY}&lt;/p&gt;&lt;img src='{picture}'&gt;"
        server.serve(f"/feed{feed}", rss(server, feed, whole), content_type="application/rss+xml")
    server.serve("/feed9", rss(server, 9, "Les hôpitaux du pays dépensent deux fois plus…"))
    for number in range(ITEMS):
        page = f"<html lang='fr'><body><article><h1>Story 9-{number}</h1><p>{STORY}</p></article></body></html>"
        server.serve(f"/9-{number}", page, content_type="text/html; charset=utf-8")


def rss(server: Loopback, feed: int, text: str) -> str:
    items = "".join(
        f"<item><title>Story {feed}-{n}</title><link>{server.url(f'/{feed}-{n}')}</link><guid>{feed}-{n}</guid>"
        f"<pubDate>Tue, 24 Nov 2026 0{n}:00:00 GMT</pubDate><description>{text}</description></item>"
        for n in range(ITEMS)
    )
    return f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}</channel></rss>"


def subscribe(library: Library, base: str, *feeds: int) -> None:
    for feed in feeds:
        library.feeds.add(f"{base}/feed{feed}", title=f"Feed {feed}", now=NOW, is_private_allowed=True)


def prepare_refresh(path: Path, base: str) -> None:
    with closing(Library.open(path)) as library:
        subscribe(library, base, *range(FEEDS))
        gone = [article(f"gone-{n}", "Wort " * 9) for n in range(3)]
        feed = shelve(library, *gone, url="wortreader:gone")
        library.articles.mark_read([1, 2, 3], True, at=NOW)
        with library.database.write() as connection:
            connection.execute("UPDATE articles SET left_feed_at = 1 WHERE feed_id = ?", (feed.feed_id,))


def do_refresh(path: Path, acknowledge: Acknowledge) -> None:
    async def run(library: Library) -> None:  # by the true clock: nothing is pruned by one that servers contradict
        feeds = [feed for feed in library.feeds.all() if not feed.is_local]
        async for step in refresh.run(library, feeds, RefreshOptions(keep_days=9), holder="test"):
            if isinstance(step, FeedOutcome):
                acknowledge(f"{step.url.rpartition('feed')[2]} {step.kind.name}")

    with closing(Library.open(path)) as library:
        asyncio.run(run(library))


def check_refresh(library: Library, acknowledged: set[str], is_done: bool) -> None:
    told = {int(line.split()[0]) for line in acknowledged} | (set(range(FEEDS)) if is_done else set())
    for feed in told:
        known = library.feeds.known_articles(library.feeds.find(f"Feed {feed}").feed_id).articles
        assert set(known) == {f"{feed}-{n}" for n in range(ITEMS)}
    if is_done:
        assert library.articles.counts_of(library.feeds.find("wortreader:gone").feed_id) == (0, 0)
        assert copy_paths(library.path)[0].exists()
        assert library.pictures.usage().count == FEEDS
        assert library.pictures.mismatches().strays == 0


def prepare_pack(path: Path, base: str) -> None:
    with closing(Library.open(path)) as library:
        subscribe(library, base, 9)
        feed = library.feeds.find("Feed 9")
        beginnings = [
            article(f"9-{n}", "Les hôpitaux du pays…", url=f"{base}/9-{n}", language="fr") for n in range(ITEMS)
        ]
        shelve_into(library, feed.feed_id, *beginnings)
        with library.database.write() as connection:
            connection.execute("UPDATE articles SET completeness = 1")


def shelve_into(library: Library, feed_id: int, *articles: object) -> None:
    from library_factory import changes

    library.feeds.apply(feed_id, changes(library.feeds.get(feed_id), *articles))  # type: ignore[arg-type]  # articles


def do_pack(path: Path, acknowledge: Acknowledge) -> None:
    async def run(library: Library) -> None:
        ids = pack.likely_ids(library)
        async for event in pack.run(library, ids, pack.Bounds(), holder="test", clock=lambda: NOW):
            acknowledge(f"{event.done}" if isinstance(event, PackProgress) else "0")

    with closing(Library.open(path)) as library:
        asyncio.run(run(library))


def check_pack(library: Library, acknowledged: set[str], is_done: bool) -> None:
    with library.database.read() as connection:
        taken = connection.execute("SELECT count(*) FROM pages WHERE outcome = 'taken'").fetchone()[0]
    assert taken >= max([0, *map(int, acknowledged)])
    if is_done:
        assert taken == ITEMS
        assert "numéro 39" in library.articles.get(1).text


# --- what only the library does ---


def prepare_small(path: Path, _base: str = "") -> None:
    """Twenty articles of two feeds, some marked."""
    with closing(Library.open(path)) as library:
        for name in ("one", "two"):
            articles = [article(f"{name}-{n}", f"Wort{n} für Wort " * 30) for n in range(10)]
            shelve(library, *articles, url=f"https://{name}.example/", title=name, folder=("Papers",))
        library.articles.mark_read(range(1, 21, 2), True, at=NOW)
        library.articles.mark_starred(range(1, 21, 5), True, at=NOW)


def do_import(path: Path, acknowledge: Acknowledge) -> None:
    outlines = "".join(f"<outline text='F{n}' xmlUrl='https://f{n}.example/feed'/>" for n in range(8))
    data = f"<opml version='2.0'><body><outline text='New'>{outlines}</outline></body></opml>".encode()
    with closing(Library.open(path)) as library:
        report = import_opml(library, data, is_private_allowed=False, now=NOW)
        for feed in report.added:
            acknowledge(feed.url)


def check_import(library: Library, acknowledged: set[str], is_done: bool) -> None:
    urls = {feed.url for feed in library.feeds.all()}
    assert acknowledged <= urls
    assert len(urls) == 10 or not is_done


def prepare_prune(path: Path, _base: str) -> None:
    prepare_small(path)
    with closing(Library.open(path)) as library:
        library.pictures.expect(1, ["https://one.example/a.png"], now=NOW)
        with library.database.write() as connection:
            connection.execute("UPDATE articles SET left_feed_at = 1")


def do_prune(path: Path, acknowledge: Acknowledge) -> None:
    pytest.MonkeyPatch().setattr(retention, "BATCH", 2)
    with closing(Library.open(path)) as library:
        acknowledge(str(retention.prune(library, now=LATER, keep_days=9)))


def check_prune(library: Library, _acknowledged: set[str], is_done: bool) -> None:
    kept = {headline.article_id for headline in library.articles.headlines(range(1, 21)).values()}
    assert kept >= {*range(2, 21, 2), 1, 11}  # unread, or starred
    assert not is_done or kept == {*range(2, 21, 2), 1, 11}
    pruned = [known.pruned for feed in library.feeds.all() if (known := library.feeds.known_articles(feed.feed_id))]
    assert sum(map(len, pruned)) >= 20 - len(kept)


def do_mark(path: Path, acknowledge: Acknowledge) -> None:
    with closing(Library.open(path)) as library:
        for number in range(1, 21):
            library.articles.mark([number], is_read=True, is_starred=True, at=LATER)
            acknowledge(str(number))


def check_mark(library: Library, acknowledged: set[str], is_done: bool) -> None:
    states = library.articles.headlines(range(1, 21))
    marked = {id for id, headline in states.items() if headline.is_read and headline.is_starred}
    assert marked >= {1, 11, *map(int, acknowledged)}
    assert len(marked) == 20 or not is_done
    assert len(states) == 20


def do_copy(path: Path, acknowledge: Acknowledge) -> None:
    with closing(Library.open(path)) as library:
        make_copy(library, now=LATER)
        acknowledge("copied")


def check_copy(library: Library, acknowledged: set[str], is_done: bool) -> None:
    copy = copy_paths(library.path)[0]
    if acknowledged or is_done or copy.exists():
        assert Counter(name for name, _row in read_copy(copy)) == {"folders": 1, "feeds": 2, "read": 10, "starred": 4}
        assert copy.stat().st_mode & 0o777 == 0o600


def prepare_repair(path: Path, _base: str) -> None:
    """A library of which a page is lost, with a star that only its log has."""
    prepare_small(path)
    aside = path.with_name("aside")
    aside.mkdir()
    with closing(Library.open(path)) as library:
        make_copy(library, now=NOW)
        with library.database.read() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'folders'").fetchone()[0]
        library.articles.mark_starred([2], True, at=NOW)
        for file in (path, path.with_name(f"{path.name}-wal")):
            shutil.copy(file, aside)
    for file in list(aside.iterdir()):
        file.replace(path.with_name(file.name))
    aside.rmdir()
    with path.open("r+b") as damaged:
        damaged.seek((root - 1) * PAGE_BYTES)
        damaged.write(bytes(PAGE_BYTES))


def do_repair(path: Path, acknowledge: Acknowledge) -> None:
    if path.with_name(f"{path.name}-wal").exists() or not is_sound(path):  # `is_sound` empties the log
        salvage(path, now=LATER)
    acknowledge("repaired")


def check_repair(library: Library, _acknowledged: set[str], _is_done: bool) -> None:
    states = library.articles.headlines(range(1, 21))
    assert {id for id, headline in states.items() if headline.is_read} == set(range(1, 21, 2))
    assert {id for id, headline in states.items() if headline.is_starred} == {2, *range(1, 21, 5)}
    assert [folder.name for folder in library.folders.all()] == ["Papers"]
    assert len([file for file in library.path.parent.glob("*.damaged-*") if not file.name.endswith("-wal")]) == 1


def prepare_restore(path: Path, _base: str) -> None:
    prepare_small(path)
    with closing(Library.open(path)) as library:
        make_copy(library, now=NOW)
        library.feeds.delete(2)
        with library.database.write() as connection:
            connection.execute("UPDATE reading SET is_read = 0, read_at = NULL, is_starred = 0, starred_at = NULL")


def do_restore(path: Path, acknowledge: Acknowledge) -> None:
    with closing(Library.open(path)) as library:
        restore(library, [copy_paths(path)[0]])
        acknowledge("restored")


def check_restore(library: Library, acknowledged: set[str], is_done: bool) -> None:
    counts = library.articles.counts(today=TODAY)
    state = (len(library.feeds.all()), sum(counts.unread_by_feed.values()), counts.starred)
    assert state == (2, 5, 2) or (state == (1, 10, 0) and not acknowledged and not is_done)


SCENES: Final = {
    "refresh": Scene(prepare_refresh, do_refresh, check_refresh),
    "pack": Scene(prepare_pack, do_pack, check_pack),
    "import": Scene(prepare_small, do_import, check_import),
    "prune": Scene(prepare_prune, do_prune, check_prune),
    "mark": Scene(prepare_small, do_mark, check_mark),
    "copy": Scene(prepare_small, do_copy, check_copy),
    "repair": Scene(prepare_repair, do_repair, check_repair, may_be_damaged=True),
    "restore": Scene(prepare_restore, do_restore, check_restore),
}


# --- killing ---


class Stage:
    """Libraries to begin with, and the number of steps that each work on them takes."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder = folder
        self._steps: dict[str, int] = {}
        for name, scene in SCENES.items():
            path = folder / name / "library.db"
            code = code_of(forked(partial(scene.prepare, path, base)))
            assert code == 0, name

    def steps(self, name: str) -> int:
        """How many steps the work of a scene takes; about so many if it asks servers."""
        if name not in self._steps:
            self._steps[name] = int(self._run(SCENES[name], self._begin(name), None)[1][-1])
        return self._steps[name]

    def play(self, name: str, step: int) -> None:
        """Kills the work of a scene at a step, checks what is left, and that the next run completes it."""
        scene = SCENES[name]
        folder = self._begin(name)
        code, acknowledged = self._run(scene, folder, step)
        assert code in (0, -signal.SIGKILL)
        self._check(scene, folder, set(acknowledged), is_done=code == 0)

        code, _lines = self._run(scene, folder, 0)
        assert code == 0
        self._check(scene, folder, set(acknowledged), is_done=True)

    def _begin(self, name: str) -> Path:
        """A folder with the library that the work begins with."""
        folder = self._folder / "stage"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._folder / name, folder)
        return folder

    def _run(self, scene: Scene, folder: Path, number: int | None) -> tuple[int, list[str]]:
        """Does the work in a process that is killed at a step, never if that is 0. Returns its code, and what it said.

        If `number` is None, the last line is the number of its steps.
        """
        told, telling = os.pipe()

        def work() -> None:
            steps = count_steps_or_die(folder, number)
            scene.work(folder / "library.db", acknowledge)
            if number is None:
                acknowledge(str(steps()))

        def acknowledge(line: str) -> None:
            os.write(telling, f"{line}\n".encode())

        child = forked(work)
        os.close(telling)
        with os.fdopen(told, "rb") as lines:
            said = lines.read().decode().splitlines()
        return code_of(child), said

    def _check(self, scene: Scene, folder: Path, acknowledged: set[str], *, is_done: bool) -> None:
        path = folder / "library.db"
        assert path.exists()
        if scene.may_be_damaged and not is_done and self._is_damaged(path):
            assert not acknowledged
            return
        with closing(Library.open(path, must_exist=True)) as library:
            assert find_problems(library) == ()
            assert library.pictures.mismatches().missing == 0
            assert len(library.articles.rows(ALL, today=TODAY).ids) >= 0
            scene.check(library, acknowledged, is_done)

    @staticmethod
    def _is_damaged(path: Path) -> bool:
        try:
            with closing(Library.open(path, must_exist=True)) as library:
                return find_problems(library) != ()
        except LibraryDamaged:
            return True


@pytest.fixture
def base() -> Iterator[str]:
    """The address of a server in a process of its own: this one forks, and must have no threads for that."""
    told, telling = os.pipe()

    def run() -> None:
        with Loopback() as server:
            serve(server)
            os.write(telling, server.url("").encode() + b"\n")
            signal.pause()

    child = forked(run)
    os.close(telling)
    with os.fdopen(told, "rb") as lines:
        yield lines.readline().decode().strip().rstrip("/")
    os.kill(child, signal.SIGKILL)
    code_of(child)


@pytest.fixture
def stage(tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(pool, "_Worker", InlineWorker)
    return Stage(tmp_path, base)


@pytest.mark.slow
def test_fault_073_what_was_reported_survives_a_kill_at_any_step_and_the_next_run_completes(stage: Stage) -> None:
    chance = random.Random(SEED)
    names = list(SCENES)
    for number in range(KILLS):
        name = names[number % len(names)]
        step = chance.randint(1, stage.steps(name))
        try:
            stage.play(name, step)
        except AssertionError as error:
            error.add_note(f"{name} was killed at step {step} of {stage.steps(name)}")
            raise


@pytest.mark.slow
@pytest.mark.parametrize("name", ["copy", "repair"])
def test_fault_073_files_are_replaced_as_a_whole_at_whatever_step_the_process_is_killed(
    stage: Stage, name: str
) -> None:
    steps = stage.steps(name)
    for step in range(steps - 12, steps + 1):
        stage.play(name, step)
