"""How long a refresh takes: the whole process `wortreader refresh`, with every feed at an address of its own."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from bench.feed_server import address
from bench.make_library import Writer
from bench.measuring import Figure

from wortreader.store.library import Library

ENTRIES_PER_FEED = 30
ENTRY_WORDS = 400
CHANGED_EVERY = 10
FIRST_ADDED = 10_000_000
"""The number of the first entry that is added to a feed."""
IMPORT_RUNS = 3
UNCHANGED_RUNS = 7
IMPORT_SECONDS = 7.0
FIRST_SECONDS = 1.0
CHANGED_SECONDS = 0.5
UNCHANGED_SECONDS = 0.35
RESENT_SECONDS = 1.5
LOOKS_EVERY = 0.01
"""Seconds between two looks at whether there is an article."""
NEWSBOAT_THREADS = 8

SERVER = Path(__file__).with_name("feed_server.py")


def measure(folder: Path, *, feed_count: int) -> Iterator[Figure]:
    """The figures of refreshing `feed_count` feeds, which are made in `folder` where they are not there yet."""
    feeds = folder / f"feeds-{feed_count}"
    if not feeds.exists():
        write_feeds(feeds, feed_count)
    changed_feeds = folder / f"changed-{feed_count}"
    if not changed_feeds.exists():
        change_a_tenth(feeds, changed_feeds)
    library, imported = folder / "refreshed.db", folder / "imported.db"
    article_count = feed_count * ENTRIES_PER_FEED
    changed_count = len(range(0, feed_count, CHANGED_EVERY))
    boat = Newsboat(folder / "newsboat")
    with served(feeds) as port:
        subscribed = subscribe(folder / "subscribed.db", port, feed_count)
        imports = []
        for _ in range(IMPORT_RUNS):
            imports.append(timed_refresh(fresh(subscribed, library), new=article_count))
            boat.begin(port, feed_count)
            boat.reload()
        what = f"first import of {article_count} articles"
        seconds = median(run.seconds for run in imports)
        yield Figure(what, seconds, "s", IMPORT_SECONDS, f"whole process; {boat.seconds()}")
        yield Figure(f"{what}, processor", median(run.processor_seconds for run in imports), "s")
        first = median(run.first_seconds for run in imports)
        yield Figure("from its start to the first articles that can be read", first, "s", FIRST_SECONDS)
        fresh(library, imported)
        unchanged = []
        for _ in range(UNCHANGED_RUNS):
            unchanged.append(timed_refresh(library, new=0).seconds)
            boat.reload()
        what = f"refresh of {feed_count} feeds, nothing changed"
        remark = f"every server says 304; whole process; {boat.seconds()}"
        yield Figure(what, median(unchanged), "s", UNCHANGED_SECONDS, remark)
    with served(changed_feeds, port=port):
        changed = [timed_refresh(fresh(imported, library), new=changed_count).seconds for _ in range(UNCHANGED_RUNS)]
        boat.reload()
        remark = f"a new entry in each of these; whole process; {boat.seconds()}"
        yield Figure(f"refresh of {feed_count} feeds, a tenth changed", median(changed), "s", CHANGED_SECONDS, remark)
    fresh(imported, library)
    with served(feeds, is_forgetful=True, port=port):
        resent = [timed_refresh(library, new=0).seconds for _ in range(UNCHANGED_RUNS)]
        yield Figure(what, median(resent), "s", RESENT_SECONDS, "every server sends it all again; whole process")


def write_feeds(folder: Path, feed_count: int) -> None:
    """Writes feeds of long entries as papers publish them: text twice, as a teaser and with its markup."""
    folder.mkdir(parents=True)
    writer = Writer(seed=7)
    now = datetime.now(UTC)
    for feed_index in range(feed_count):
        entries = range(feed_index * ENTRIES_PER_FEED, (feed_index + 1) * ENTRIES_PER_FEED)
        document = _atom if feed_index % 3 == 2 else _rss
        text = document(writer, feed_index, [(number, now - timedelta(minutes=7 * number)) for number in entries])
        (folder / f"{feed_index}.xml").write_text(text)


def change_a_tenth(feeds: Path, changed: Path) -> None:
    """Copies feeds, of which every tenth gets a new entry before its others."""
    changed.mkdir(parents=True)
    writer = Writer(seed=8)
    now = datetime.now(UTC)
    for file in feeds.glob("*.xml"):
        feed_index = int(file.stem)
        text = file.read_text()
        if feed_index % CHANGED_EVERY == 0:
            tag, document = ("<entry>", _atom) if feed_index % 3 == 2 else ("<item>", _rss)
            added = document(writer, feed_index, [(FIRST_ADDED + feed_index, now)])
            text = text.replace(tag, added[added.index(tag) : added.rindex("\n")] + tag, 1)
        (changed / file.name).write_text(text)


def _rss(writer: Writer, feed_index: int, entries: list[tuple[int, datetime]]) -> str:
    items = "".join(
        f"<item><title>{_title(writer)}</title><link>https://paper{feed_index}.example.org/{number}</link>"
        f'<guid isPermaLink="false">urn:entry:{number}</guid><pubDate>{format_datetime(at)}</pubDate>'
        f"<dc:creator>{_title(writer, 2)}</dc:creator><category>{_title(writer, 1)}</category>"
        f"<description>{' '.join(writer.words(30))}</description>"
        f"<content:encoded><![CDATA[{_html(writer)}]]></content:encoded></item>\n"
        for number, at in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Paper {feed_index}</title><link>https://paper{feed_index}.example.org/</link>"
        f"<description>{_title(writer)}</description><language>fr</language>\n{items}</channel></rss>"
    )


def _atom(writer: Writer, feed_index: int, entries: list[tuple[int, datetime]]) -> str:
    items = "".join(
        f'<entry><title>{_title(writer)}</title><link href="https://paper{feed_index}.example.org/{number}"/>'
        f"<id>urn:entry:{number}</id><published>{at.isoformat()}</published><updated>{at.isoformat()}</updated>"
        f"<author><name>{_title(writer, 2)}</name></author><summary>{' '.join(writer.words(30))}</summary>"
        f'<content type="html">{escape(_html(writer))}</content></entry>\n'
        for number, at in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        f'<title>Paper {feed_index}</title><link href="https://paper{feed_index}.example.org/"/>'
        f"<id>urn:paper:{feed_index}</id><updated>{entries[0][1].isoformat()}</updated>\n{items}</feed>"
    )


def _title(writer: Writer, word_count: int = 8) -> str:
    return " ".join(writer.words(word_count)).capitalize()


def _html(writer: Writer) -> str:
    """`ENTRY_WORDS` words in paragraphs, with what stands in articles besides."""
    words = writer.words(ENTRY_WORDS)
    parts = ['<figure><img src="/picture.jpg" alt="A picture"><figcaption>At noon</figcaption></figure>']
    for at in range(0, ENTRY_WORDS, 50):
        first, second, third, *rest = words[at : at + 50]
        parts.append(f'<p>{first} <a href="/{at}">{second}</a> <em>{third}</em> {" ".join(rest)}.</p>')
    parts.insert(4, f"<h2>{' '.join(words[:3])}</h2>")
    return "\n".join(parts)


@contextmanager
def served(feeds: Path, *, is_forgetful: bool = False, port: int = 0) -> Iterator[int]:
    """The port at which a process of its own serves these feeds: the given one, if any."""
    words = [sys.executable, str(SERVER), str(feeds), str(port), *(["--forgetful"] if is_forgetful else [])]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.communicate()


def subscribe(path: Path, port: int, feed_count: int) -> Path:
    """A library that knows the feeds and has asked none of them."""
    remove(path)
    library = Library.open(path)
    now = datetime.now(UTC)
    with library.database.write():  # one commit for all
        for feed_index in range(feed_count):
            url = f"http://{address(feed_index)}:{port}/feed.xml"
            library.feeds.add(url, is_private_allowed=True, now=now)
    library.close()
    return path


def fresh(subscribed: Path, target: Path) -> Path:
    """A copy of a closed library instead of what was at `target`."""
    remove(target)
    shutil.copyfile(subscribed, target)
    return target


def remove(path: Path) -> None:
    """Deletes a library with the files beside it."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


@dataclass(frozen=True, slots=True)
class Run:
    """What one refresh took, in seconds."""

    seconds: float
    first_seconds: float
    """Until another process could read an article."""
    processor_seconds: float
    """Of the process and its workers."""


def timed_refresh(library: Path, *, new: int) -> Run:
    """A run of `wortreader refresh`, from its start to its end. It must bring `new` articles and lose no feed.

    Without their pictures: those of the made articles live nowhere.
    """
    config = library.with_suffix(".toml")
    config.write_text("keep_pictures = false\n", encoding="utf-8")
    program = [sys.executable, "-m", "wortreader", "--config", str(config), "--library", str(library)]
    used_before = _processor_seconds()
    began = time.perf_counter()
    first_seconds = 0.0
    with subprocess.Popen(
        [*program, "refresh", "--json"], stdout=subprocess.PIPE, env=os.environ | {"LC_ALL": "C.UTF-8"}
    ) as run:
        if new >= ENTRIES_PER_FEED:
            while run.poll() is None and not _has_article(library):
                time.sleep(LOOKS_EVERY)
            first_seconds = time.perf_counter() - began
        output, _errors = run.communicate()
    seconds = time.perf_counter() - began
    done = json.loads(output.splitlines()[-1])
    if run.returncode or done["new"] != new or done["failed"]:
        raise RuntimeError(f"The refresh went wrong, so its time means nothing: {done}")
    return Run(seconds, first_seconds, _processor_seconds() - used_before)


def _has_article(library: Path) -> bool:
    with closing(sqlite3.connect(f"{library.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Newsboat:
    """newsboat with the same feeds, where it is installed: what it takes for the same in the same run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = shutil.which("newsboat")
        self._seconds: list[float] = []

    def begin(self, port: int, feed_count: int) -> None:
        """Subscribes to the feeds anew."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        urls = "".join(f"http://{address(feed_index)}:{port}/feed.xml\n" for feed_index in range(feed_count))
        (self._folder / "urls").write_text(urls)
        (self._folder / "config").write_text(f"reload-threads {NEWSBOAT_THREADS}\n")

    def reload(self) -> None:
        """Refreshes the feeds."""
        if self._program is None:
            return
        files = (("-u", "urls"), ("-c", "cache.db"), ("-C", "config"))
        words = [word for option, name in files for word in (option, str(self._folder / name))]
        began = time.perf_counter()
        subprocess.run(
            [self._program, *words, "-x", "reload"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"HOME": str(self._folder)},
            check=True,
        )
        self._seconds.append(time.perf_counter() - began)

    def seconds(self) -> str:
        """The median of what it has taken since the last call, in words."""
        if not self._seconds:
            return "newsboat not installed"
        taken, self._seconds = median(self._seconds), []
        return f"newsboat {taken:.2f} s"
