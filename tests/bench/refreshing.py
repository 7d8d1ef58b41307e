"""How long a refresh takes: the whole process `wortreader refresh`, with every feed at an address of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
IMPORT_RUNS = 3
UNCHANGED_RUNS = 7
UNCHANGED_SECONDS = 1.5
IMPORT_SECONDS = 12.0

SERVER = Path(__file__).with_name("feed_server.py")


def measure(folder: Path, *, feed_count: int) -> Iterator[Figure]:
    """The figures of refreshing `feed_count` feeds, which are made in `folder` where they are not there yet."""
    feeds = folder / f"feeds-{feed_count}"
    if not feeds.exists():
        write_feeds(feeds, feed_count)
    library = folder / "refreshed.db"
    article_count = feed_count * ENTRIES_PER_FEED
    with served(feeds) as port:
        subscribed = subscribe(folder / "subscribed.db", port, feed_count)
        imports = [timed_refresh(fresh(subscribed, library), new=article_count) for _ in range(IMPORT_RUNS)]
        yield Figure(f"first import of {article_count} articles", median(imports), "s", IMPORT_SECONDS, "whole process")
        unchanged = [timed_refresh(library, new=0) for _ in range(UNCHANGED_RUNS)]
        what = f"refresh of {feed_count} feeds, nothing changed"
        yield Figure(what, median(unchanged), "s", UNCHANGED_SECONDS, "every server says 304; whole process")
    with served(feeds, is_forgetful=True, port=port):
        unchanged = [timed_refresh(library, new=0) for _ in range(UNCHANGED_RUNS)]
        yield Figure(what, median(unchanged), "s", UNCHANGED_SECONDS, "every server sends it all again; whole process")


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


def timed_refresh(library: Path, *, new: int) -> float:
    """Seconds from the start of `wortreader refresh` to its end. It must bring `new` articles and lose no feed.

    Without their pictures: those of the made articles live nowhere.
    """
    config = library.with_suffix(".toml")
    config.write_text("keep_pictures = false\n", encoding="utf-8")
    words = [
        sys.executable,
        "-m",
        "wortreader",
        "--config",
        str(config),
        "--library",
        str(library),
        "refresh",
        "--json",
    ]
    began = time.perf_counter()
    run = subprocess.run(words, stdout=subprocess.PIPE, env=os.environ | {"LC_ALL": "C.UTF-8"}, check=True)
    seconds = time.perf_counter() - began
    done = json.loads(run.stdout.splitlines()[-1])
    if done["new"] != new or done["failed"]:
        raise RuntimeError(f"The refresh went wrong, so its time means nothing: {done}")
    return seconds
