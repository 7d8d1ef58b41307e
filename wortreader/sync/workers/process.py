"""The worker process that parses feeds, extracts pages and scales pictures.

Runs as `python -m wortreader.sync.workers.process`, reads jobs from standard input and writes answers to standard
output: two frames for a job, one for an answer. Its input comes from strangers, so it may be slow, grow or crash: it
limits itself with rlimits where the system supports them, and `pool` kills it at the deadline. Opens no socket, and no
file but one that says how much memory it has.
"""

from __future__ import annotations

import io
import os
import pickle  # nosec B403 # see below
import resource
import struct
import sys
import traceback
from dataclasses import replace
from enum import Enum
from types import NotImplementedType
from typing import BinaryIO

from wortreader.errors import FeedDamaged, FeedError, NotAFeed, PageDamaged, PictureDamaged, ProseError
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import (
    Extraction,
    PageFeeds,
    ParsedArticle,
    ParsedFeed,
    PreparedArticle,
    ScaledPicture,
    SiteRules,
    WantedPicture,
)
from wortreader.model.episodes import Chapter, SupplementKind, Transcript
from wortreader.sentences import S_
from wortreader.sync.workers.memory import peak_bytes

FRAME_HEAD = struct.Struct("!Q")
"""The header of a frame: its length in bytes."""

MEMORY_BYTES = 512 * 1024**2
"""Address space of a worker. A feed of 110 KB can make feedparser allocate 2.9 GB; a feed of 14 MiB, nearly the largest
that is loaded, needs 187 MB."""

PICTURE_MEMORY_BYTES = 768 * 1024**2
"""The same while it decodes a picture: the largest that is decoded needs 700 MB of it as WebP."""

CPU_SECONDS = 10
"""Processor time for one job. The slowest real feed that was measured (10,000 entries) takes 1.5 seconds, and a page of
10 MB, the largest that is read, less than half of that."""

NICENESS = 5
"""Workers run at a lower priority than the process that reads their answers, and than the app."""

RETIRE_BYTES = 256 * 1024**2
"""A worker whose memory has peaked above this ends after its answer, because Python does not return the memory."""


@lazy_dataclass(frozen=True, slots=True)
class FeedJob:
    """A feed document to parse."""

    body: bytes
    url: str
    content_type: str | None
    known: tuple[str, ...]
    """Raw hashes of entries that are left out."""


@lazy_dataclass(frozen=True, slots=True)
class PageJob:
    """A web page, or a saved article in a file, to extract."""

    body: bytes
    url: str
    content_type: str | None
    rules: SiteRules | None = None
    """Those for its site."""


@lazy_dataclass(frozen=True, slots=True)
class JoinJob:
    """The pages of an article to join to one."""

    pages: tuple[Extraction, ...]
    body: bytes = b""


@lazy_dataclass(frozen=True, slots=True)
class ReportJob:
    """A web page of which one is to be made that says nothing, for a report of a fault."""

    body: bytes
    content_type: str | None


@lazy_dataclass(frozen=True, slots=True)
class PictureListJob:
    """The HTML of an article whose pictures are to be listed."""

    html: str
    url: str | None


@lazy_dataclass(frozen=True, slots=True)
class PictureJob:
    """A picture to decode and scale."""

    body: bytes


@lazy_dataclass(frozen=True, slots=True)
class SupplementJob:
    """A transcript, or chapters, in a file."""

    body: bytes
    kind: SupplementKind
    url: str
    content_type: str | None
    is_page: bool = False
    """True if the feed says that it is HTML."""


Job = FeedJob | PageJob | JoinJob | ReportJob | PictureListJob | PictureJob | SupplementJob


@lazy_dataclass(frozen=True, slots=True)
class Answer:
    """The result of a job: a feed with its articles, an extracted page, pictures, or an error."""

    feed: ParsedFeed | None = None
    articles: tuple[PreparedArticle, ...] = ()
    error: FeedError | ProseError | None = None
    page: PageFeeds = PageFeeds()
    """With a NotAFeed for a web page: what the page says of feeds."""
    is_last: bool = False
    """True if the worker ends after this answer."""
    extraction: Extraction | None = None
    wanted: tuple[WantedPicture, ...] = ()
    picture: ScaledPicture | None = None
    report: str = ""
    """An anonymous page."""
    transcript: Transcript | None = None
    chapters: tuple[Chapter, ...] = ()
    fault: str = ""
    """The traceback of an exception that nobody expected; empty if there was none. An `extraction` is a rescued one."""


def run_job(job: Job) -> Answer:
    """The result of a job. An exception that nobody expected costs this job, and not the worker."""
    try:
        return _run_job(job)
    except Exception:  # noqa: BLE001 - a fault of wortreader is reported by the process that sent the job
        return Answer(fault=traceback.format_exc())


def _run_job(job: Job) -> Answer:
    match job:
        case PageJob():
            return extract_page(job)
        case JoinJob():
            return join_article(job)
        case ReportJob():
            return make_report(job)
        case PictureListJob():
            return list_pictures(job)
        case PictureJob():
            return scale_picture(job)
        case SupplementJob():
            return read_supplement(job)
    return parse_document(job)


def join_article(job: JoinJob) -> Answer:
    """The article of several pages."""
    from wortreader.prose.pages.joining import join_pages

    try:
        return Answer(extraction=join_pages(job.pages))
    except MemoryError:
        return Answer(is_last=True)


def make_report(job: ReportJob) -> Answer:
    """The page of a report; empty if making it takes too much memory."""
    from wortreader.prose.pages.anonymous import anonymous_page

    try:
        return Answer(report=anonymous_page(job.body, content_type=job.content_type))
    except MemoryError:
        return Answer(is_last=True)


def list_pictures(job: PictureListJob) -> Answer:
    """The pictures that an article shows; none if listing them takes too much memory."""
    from wortreader.prose.html.pictures import wanted_pictures

    try:
        return Answer(wanted=wanted_pictures(job.html, base_url=job.url))
    except MemoryError:
        return Answer(is_last=True)


def scale_picture(job: PictureJob) -> Answer:
    """The scaled picture, or the error that says why there is none."""
    from wortreader.prose.scaling import scale_picture

    try:
        return Answer(picture=scale_picture(job.body))
    except ProseError as error:
        return Answer(error=error)
    except MemoryError:
        words = S_("The picture takes too much memory to decode.")
        return Answer(error=PictureDamaged(words), is_last=True)


def read_supplement(job: SupplementJob) -> Answer:
    """The transcript or the chapters in a file, or the error that says why there are none."""
    from wortreader.prose.transcripts.reading import read_chapters, read_transcript

    try:
        if job.kind is SupplementKind.CHAPTERS:
            return Answer(chapters=read_chapters(job.body, url=job.url, content_type=job.content_type))
        found = read_transcript(job.body, url=job.url, content_type=job.content_type, is_page=job.is_page)
        return Answer(transcript=found)
    except ProseError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(error=ProseError(S_("The file takes too much memory to read.")), is_last=True)


def extract_page(job: PageJob) -> Answer:
    """The article of a page, or the error that says why there is none; after a fault of ours, its plain text."""
    from wortreader.prose.pages.extract import extract
    from wortreader.prose.pages.rescue import rescue

    try:
        return Answer(extraction=extract(job.body, url=job.url, content_type=job.content_type, rules=job.rules))
    except ProseError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(error=PageDamaged(S_("The page takes too much memory to read.")), is_last=True)
    except Exception:  # noqa: BLE001 - a page on which we fail is still worth reading
        fault = traceback.format_exc()
        return Answer(extraction=rescue(job.body, url=job.url, content_type=job.content_type), fault=fault)


def parse_document(job: FeedJob) -> Answer:
    """The feed of a document with its articles prepared, or the error that says why there is none."""
    from wortreader.feeds.parse import parse

    try:
        feed = parse(job.body, url=job.url, content_type=job.content_type, known=job.known)
        return Answer(feed, tuple(prepare(article, base_url=feed.site_url or job.url) for article in feed.articles))
    except NotAFeed as error:
        if not (error.is_html or _is_html_type(job.content_type)):
            return Answer(error=error)
        from wortreader.feeds.discover import page_feeds  # a tenth of the modules of a worker

        page = page_feeds(job.body, url=job.url, content_type=job.content_type)
        return Answer(error=NotAFeed(error.reason, is_html=True), page=page)
    except FeedError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(error=FeedDamaged(S_("The feed takes too much memory to read.")), is_last=True)


def _is_html_type(content_type: str | None) -> bool:
    """Whether a server calls a document a web page. Some pages have no element that says so."""
    return (content_type or "").partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")


def prepare(article: ParsedArticle, *, base_url: str | None = None) -> PreparedArticle:
    """`article` with what is derived from its HTML: text, length, language, whether it has pictures, and fingerprint.

    The text is the summary if there is no HTML. The language is detected; the feed's own decides if that is unclear.
    """
    from wortreader.prose import render
    from wortreader.prose.html import markup
    from wortreader.prose.html.pictures import has_pictures
    from wortreader.prose.language import language_of
    from wortreader.text_similarity import fingerprint

    text = markup.html_as_text(article.html, base_url=article.url or base_url, language=article.language)
    text = text or article.summary
    language = language_of(f"{article.title}\n{article.summary or text}", hint=article.language)
    if language != article.language:
        article = replace(article, language=language)
    return PreparedArticle(
        article, text, render.word_count(text), has_pictures=has_pictures(article.html), fingerprint=fingerprint(text)
    )


def main() -> None:
    """Answers jobs until standard input ends, or until the worker has used too much memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, PICTURE_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    jobs = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not write into a frame
    while (job := _read_job(jobs)) is not None:
        _limit_processor_time()
        memory_bytes = PICTURE_MEMORY_BYTES if isinstance(job, PictureJob) else MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, PICTURE_MEMORY_BYTES))
        answer = run_job(job)
        is_last = answer.is_last or peak_bytes() > RETIRE_BYTES
        data = dump_answer(replace(answer, is_last=is_last))
        answers.write(FRAME_HEAD.pack(len(data)) + data)
        answers.flush()
        if is_last:
            return


def _limit_processor_time() -> None:
    """Allows the process `CPU_SECONDS` more of processor time; after that the kernel kills it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS + 1, hard))


class _Pickler(pickle.Pickler):
    """Writes a member of an enumeration as its class and value.

    Before Python 3.11.4 it is written as a call of `getattr`, which the reader of answers rightly refuses.
    """

    def reducer_override(self, value: object) -> tuple[type[Enum], tuple[object]] | NotImplementedType:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def dump_answer(answer: Answer) -> bytes:
    """An answer as `pool.load_answer` reads it."""
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(answer)
    return data.getvalue()


def job_frames(job: Job) -> tuple[bytes, bytes]:
    """The two frames of a job: the job without its body, and the body, which need not be copied for that."""
    if isinstance(job, PictureListJob) or not job.body:
        return pickle.dumps(job, pickle.HIGHEST_PROTOCOL), b""
    return pickle.dumps(replace(job, body=b""), pickle.HIGHEST_PROTOCOL), job.body


def _read_job(stream: BinaryIO) -> Job | None:
    """The next job; None at the end of the stream."""
    frame, body = _read_frame(stream), _read_frame(stream)
    if frame is None or body is None:
        return None
    job: Job = pickle.loads(frame)  # nosec B301 # from the process that started this one
    return job if isinstance(job, PictureListJob) or not body else replace(job, body=body)


def _read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end of the stream."""
    head = stream.read(FRAME_HEAD.size)
    if len(head) < FRAME_HEAD.size:
        return None
    return stream.read(FRAME_HEAD.unpack(head)[0])


if __name__ == "__main__":
    # Run with -m, this module is `__main__`, but the classes must be pickled under their real module name.
    from wortreader.sync.workers.process import main as worker_main

    worker_main()
