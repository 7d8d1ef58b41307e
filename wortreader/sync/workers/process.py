"""The worker process that turns a feed document into articles, a web page into one, and pictures into ours.

Runs as `python -m wortreader.sync.workers.process`, reads jobs from standard input and writes answers to standard
output, one frame each. It parses what strangers sent, so it may be slow, grow or die: it limits itself where the system
can, and `pool` kills it where it does not. Opens no socket and no file.
"""

from __future__ import annotations

import os
import pickle
import resource
import struct
import sys
from dataclasses import dataclass, replace
from typing import BinaryIO

from wortreader.errors import FeedDamaged, FeedError, NotAFeed, PageDamaged, PictureDamaged, ProseError
from wortreader.i18n import _
from wortreader.model import Extraction, FeedLink, ParsedFeed, PreparedArticle, ScaledPicture, WantedPicture

FRAME_HEAD = struct.Struct("!Q")
"""What stands before every frame: the number of its bytes."""

MEMORY_BYTES = 1024**3
"""Address space of a worker. A feed of 110 KB can make feedparser ask for 2.9 GB."""

CPU_SECONDS = 10
"""Processor time for one document; the longest honest one that was measured (10,000 entries) takes 1.5 seconds, and a
page of 10 MB, whose size `prose.page` bounds, less than half of it."""

NICENESS = 5
"""A worker gives way to whoever waits for it: to the process that takes its answers, and to the app and its keys."""

RETIRE_BYTES = 256 * 1024**2
"""A worker whose memory has peaked above this ends after its answer: what feedparser took does not come back."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read."""

    body: bytes
    url: str
    content_type: str | None
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageJob:
    """One web page, or saved article, to extract."""

    body: bytes
    url: str
    content_type: str | None


@dataclass(frozen=True, slots=True)
class PictureListJob:
    """The HTML of an article, to find out which pictures it shows."""

    html: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PictureJob:
    """One picture, to be made one of ours."""

    body: bytes


AnyJob = Job | PageJob | PictureListJob | PictureJob


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job: a feed with its articles, what a page holds, pictures, or an error."""

    feed: ParsedFeed | None = None
    articles: tuple[PreparedArticle, ...] = ()
    error: FeedError | ProseError | None = None
    links: tuple[FeedLink, ...] = ()
    """With a NotAFeed for a web page: the feeds that the page offers."""
    is_last: bool = False
    """True where the worker ends after this answer."""
    extraction: Extraction | None = None
    wanted: tuple[WantedPicture, ...] = ()
    picture: ScaledPicture | None = None


def answer(job: AnyJob) -> Answer:
    """What becomes of a job."""
    match job:
        case PageJob():
            return extract_page(job)
        case PictureListJob():
            return list_pictures(job)
        case PictureJob():
            return scale_picture(job)
    return read_document(job)


def list_pictures(job: PictureListJob) -> Answer:
    """The pictures that an article shows; none where it takes too much to find out."""
    from wortreader.prose.html.pictures import wanted

    try:
        return Answer(wanted=wanted(job.html, base_url=job.url))
    except MemoryError:
        return Answer(is_last=True)


def scale_picture(job: PictureJob) -> Answer:
    """A picture as it is kept, or the error that says why there is none."""
    from wortreader.prose.scaling import scaled

    try:
        return Answer(picture=scaled(job.body))
    except ProseError as error:
        return Answer(error=error)
    except MemoryError:
        words = _("The picture takes more memory to decode than any picture should.")
        return Answer(error=PictureDamaged(words), is_last=True)


def extract_page(job: PageJob) -> Answer:
    """The article of a page, or the error that says why there is none."""
    from wortreader.prose.pages.extract import extract

    try:
        return Answer(extraction=extract(job.body, url=job.url, content_type=job.content_type))
    except ProseError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(error=PageDamaged(_("The page takes more memory to read than any page should.")), is_last=True)


def read_document(job: Job) -> Answer:
    """The feed of a document with its articles prepared, or the error that says why there is none."""
    from wortreader.feeds.discover import feed_links
    from wortreader.feeds.parse import parse
    from wortreader.sync.prepare import prepare

    try:
        feed = parse(job.body, url=job.url, content_type=job.content_type, known=job.known)
        return Answer(feed, tuple(prepare(article, base_url=feed.site_url or job.url) for article in feed.articles))
    except NotAFeed as error:
        links = feed_links(job.body, url=job.url, content_type=job.content_type) if error.is_html else ()
        return Answer(error=error, links=links)
    except FeedError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(error=FeedDamaged(_("The feed takes more memory to read than any feed should.")), is_last=True)


def main() -> None:
    """Answers jobs until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    jobs = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not write into a frame
    while (frame := _read_frame(jobs)) is not None:
        _limit_processor_time()
        done = answer(pickle.loads(frame))
        retires = done.is_last or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > RETIRE_BYTES
        data = pickle.dumps(replace(done, is_last=retires), pickle.HIGHEST_PROTOCOL)
        answers.write(FRAME_HEAD.pack(len(data)) + data)
        answers.flush()
        if retires:
            return


def _limit_processor_time() -> None:
    """Lets the process run `CPU_SECONDS` more; the kernel ends it after that."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS + 1, hard))


def _read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the stream ends."""
    head = stream.read(FRAME_HEAD.size)
    if len(head) < FRAME_HEAD.size:
        return None
    return stream.read(FRAME_HEAD.unpack(head)[0])


if __name__ == "__main__":
    # Run by name, this module is `__main__`; the other side knows its classes under their real name.
    from wortreader.sync.workers.process import main as worker_main

    worker_main()
