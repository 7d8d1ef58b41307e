"""Worker processes: their results, their limits, and what a compromised one cannot do."""

from __future__ import annotations

import asyncio
import os
import pickle
import random
import tracemalloc
from enum import Enum
from pathlib import Path

import pytest
from corpus.newspapers.makes import pages as newspapers
from picture_samples import encoded, painted, photograph, png_that_promises
from sync.feed_samples import item, page, rss
from sync.mutated_pages import mutated

from wortreader.cli.extract import _writer
from wortreader.errors import FeedDamaged, NotAFeed, NotAnArticle, PageDamaged, PictureDamaged
from wortreader.model import Completeness, ExportFormat, Extraction, FeedLink, PageFeeds
from wortreader.sync.workers.pool import START_BYTES, WebPage, WorkerPool, load_answer
from wortreader.sync.workers.process import Answer, FeedJob, PageJob, dump_answer, run_job

PAGES = Path(__file__).parents[1] / "corpus" / "pages"


@pytest.fixture
def inline_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about the processes, which a busy machine may starve for longer than they are waited for."""
    defaults = WorkerPool.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "deadline_seconds", 120.0)


async def test_a_document_comes_back_as_a_feed_with_its_texts() -> None:
    async with WorkerPool(1) as pool:
        feed, articles = await pool.read(rss([item(1, text="&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;")]), url="")

    assert feed.title == "The Paper"
    assert [(article.text, article.word_count) for article in articles] == [("One two", 2)]


async def test_articles_come_back_with_the_language_of_their_words() -> None:
    story = "Déi meescht Bistroen am Duerf sinn zou, an dat ass schued fir d'Leit."
    document = rss([item(1, text=story), item(2, title="2027", text="3:1")])
    async with WorkerPool(1) as pool:
        _feed, articles = await pool.read(document, url="")

    assert [article.parsed.language for article in articles] == ["lb", "en"]


async def test_fault_031_a_web_page_comes_back_with_the_feeds_that_it_offers() -> None:
    async with WorkerPool(1) as pool:
        with pytest.raises(WebPage) as caught:
            await pool.read(page("/feed.xml"), url="https://paper.example/", content_type="text/html")

    assert [link.url for link in caught.value.links] == ["https://paper.example/feed.xml"]


async def test_a_large_body_is_passed_on_without_being_copied() -> None:
    body = bytes(14 * 1024**2)
    async with WorkerPool(1) as pool:
        tracemalloc.start()
        try:
            with pytest.raises(PictureDamaged):
                await pool.scale(body)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert most < len(body) / 4


async def test_what_is_not_a_feed_raises() -> None:
    async with WorkerPool(1) as pool:
        with pytest.raises(NotAFeed):
            await pool.read(b"", url="https://paper.example/")


async def test_fault_043_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    async with WorkerPool(1, deadline_seconds=0.0) as pool:
        with pytest.raises(FeedDamaged, match="too long"):
            await pool.read(rss([item(1)]), url="")
    async with WorkerPool(1) as pool:
        feed, _articles = await pool.read(rss([item(1)]), url="")

    assert feed.title == "The Paper"


async def test_fault_039_088_entities_that_multiply_do_not_fill_the_memory() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + "x" * 20_000 + '">]>'
        '<rss version="2.0"><channel><title>Bomb</title><item><title>'
        + "&a;" * 50_000
        + "</title></item></channel></rss>"
    ).encode()
    async with WorkerPool(1) as pool:
        bombed = (await asyncio.gather(pool.read(bomb, url=""), return_exceptions=True))[0]
        feed, _articles = await pool.read(rss([item(1)]), url="")

    if not isinstance(bombed, FeedDamaged):
        assert not isinstance(bombed, BaseException)
        assert all(len(article.title) <= 500 for article in bombed[0].articles)
    assert feed.title == "The Paper"


ARTICLE = (
    "<html lang=fr><head><title>Le tram arrive à Esch</title></head><body><article><h1>Le tram arrive à Esch</h1>"
    + "".join(
        f"<p>Le chantier numéro {n} avance comme prévu, ont dit les ingénieurs de la ville, contents.</p>"
        for n in range(9)
    )
    + "</article></body></html>"
).encode()


async def test_a_page_comes_back_as_its_article() -> None:
    async with WorkerPool(1) as pool:
        extraction = await pool.extract(ARTICLE, url="https://paper.example/tram", content_type="text/html")

    assert extraction.title == "Le tram arrive à Esch"
    assert extraction.text.count("avance comme prévu") == 9


@pytest.mark.thorough
async def test_a_page_without_an_article_raises() -> None:
    async with WorkerPool(1) as pool:
        with pytest.raises(NotAnArticle):
            await pool.extract(b"<html><body></body></html>", url="https://paper.example/")


async def test_a_page_that_takes_too_long_is_given_up() -> None:
    async with WorkerPool(1, deadline_seconds=0.0) as pool:
        with pytest.raises(PageDamaged, match="too long"):
            await pool.extract(ARTICLE, url="https://paper.example/tram")


async def test_a_picture_comes_back_as_it_is_kept() -> None:
    async with WorkerPool(1) as pool:
        found = await pool.scale(photograph(1500, 100))
        shown = await pool.pictures_of('<img src="/sun.jpg?utm_source=rss">', url="https://paper.example/story")

    assert (found.suffix, found.width, found.height) == (".jpg", 1200, 80)
    assert [(picture.url, picture.data) for picture in shown] == [("https://paper.example/sun.jpg", None)]


async def test_fault_112_bombs_end_as_sentences_and_the_next_picture_is_drawn() -> None:
    bombs = (png_that_promises(50_000, 50_000), png_that_promises(6_000, 6_000))
    frames = encoded(painted(), "GIF", save_all=True, append_images=[painted().rotate(n) for n in range(60)])
    head, frame = frames[: frames.index(b"\x21\xf9")], frames[frames.index(b"\x21\xf9") : -1]  # of 60 frames, 12,000

    async with WorkerPool(1) as pool:
        ends = await asyncio.gather(*map(pool.scale, bombs), return_exceptions=True)
        many = await pool.scale(head + frame * 200)
        found = await pool.scale(photograph())

    assert all(isinstance(end, PictureDamaged) for end in ends)
    assert (many.width, many.height) == (found.width, found.height) == (64, 48)


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    async with WorkerPool(1, deadline_seconds=0.0) as pool:
        with pytest.raises(PictureDamaged, match="too long"):
            await pool.scale(photograph())


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"no pickle",
        pickle.dumps("no answer"),
        pickle.dumps(os.getpid),
        b"\x80\x04\x8c\x10wortreader.model\x8c\x04Nope\x93.",
        # Names that an allowed module imports are not allowed: wortreader.sync.workers.process imports os.
        b"\x80\x04\x8c\x1fwortreader.sync.workers.process\x8c\x09os.getpid\x93)R.",
        b"\x80\x04\x8c\x1fwortreader.sync.workers.process\x8c\x02os\x93.",
    ],
)
def test_a_compromised_worker_cannot_run_code_here(frame: bytes) -> None:
    with pytest.raises(EOFError):
        load_answer(frame)


def test_an_answer_arrives_as_it_was_sent() -> None:
    answer = Answer(page=PageFeeds((FeedLink("https://example.org/feed"),)))

    assert load_answer(dump_answer(answer)) == answer


def test_an_answer_arrives_also_where_members_of_enumerations_are_pickled_by_getattr(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in Python 3.11.0 to 3.11.3; 3.11.2 is that of Debian 12."""

    def by_getattr(member: Enum, _protocol: int) -> tuple[object, tuple[type[Enum], str]]:
        return getattr, (type(member), member.name)

    monkeypatch.setattr(Completeness, "__reduce_ex__", by_getattr)
    answer = run_job(FeedJob(rss([item(1)]), "https://example.org/feed", None, ()))
    assert b"getattr" in pickle.dumps(answer)

    assert load_answer(dump_answer(answer)) == answer


async def test_fault_116_an_exception_that_nobody_expected_is_told_as_a_fault_and_does_not_end_the_worker(
    tmp_path: Path,
) -> None:
    log = tmp_path / "logs" / "wortreader.log"
    async with WorkerPool(1, log_path=log) as pool:
        with pytest.raises(PageDamaged, match=r"fault .*(TypeError|AttributeError)") as caught:
            await pool.extract(None, url="https://paper.example/")  # type: ignore[arg-type]  # what no page can be
        process = pool._workers[0]._process
        with pytest.raises(FeedDamaged, match="fault"):
            await pool.read(rss([]), url="", content_type=5)  # type: ignore[arg-type]
        with pytest.raises(PictureDamaged, match="fault"):
            await pool.scale(None)  # type: ignore[arg-type]
        with pytest.raises(PageDamaged, match="fault"):
            await pool.pictures_of(None, url=None)  # type: ignore[arg-type]
        assert (await pool.extract(ARTICLE, url="https://paper.example/tram")).title == "Le tram arrive à Esch"
        assert pool._workers[0]._process is process

    report = log.read_text()
    assert report.count("Traceback") >= 4
    assert str(caught.value).split("(")[1].split(":")[0] in report


@pytest.mark.parametrize(("has_trafilatura", "method"), [(True, "trafilatura"), (False, "landmarks")])
def test_fault_116_a_page_on_which_we_fail_is_still_read(
    monkeypatch: pytest.MonkeyPatch, has_trafilatura: bool, method: str
) -> None:
    monkeypatch.setattr("wortreader.prose.pages.page_metadata.read_metadata", lambda *_args, **_named: 1 / 0)
    if not has_trafilatura:
        monkeypatch.setattr("trafilatura.extract", lambda *_args, **_named: 1 / 0)

    answer = run_job(PageJob(ARTICLE, "https://paper.example/tram", "text/html"))

    assert answer.extraction is not None
    assert answer.extraction.title == "Le tram arrive à Esch"
    assert answer.extraction.text.count("avance comme prévu") == 9
    assert answer.extraction.method == f"{method}, after a fault"
    assert "ZeroDivisionError" in answer.fault


async def test_an_article_that_was_rescued_says_after_which_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rescued = Answer(extraction=Extraction(url="", title="T", text="Es war."), fault="Traceback\nKeyError: 'x'\n")

    async def answer(_worker: object, _job: object) -> Answer:
        return rescued

    monkeypatch.setattr("wortreader.sync.workers.pool._Worker.ask", answer)
    async with WorkerPool(1, log_path=tmp_path / "log") as pool:
        article = await pool.extract(b"", url="")
    _writer(ExportFormat.MARKDOWN, 0)("page.html", article)

    assert article.fault == "KeyError: 'x'"
    assert "KeyError: 'x'" in (tmp_path / "log").read_text()
    assert (
        "page.html: Because of a fault in wortreader, only the plain text was read (KeyError: 'x')"
        in capsys.readouterr().err
    )


def faults_of(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    pages = [path.read_text(errors="replace") for path in sorted(PAGES.glob("*.html"))]
    pages += [made.html for made in newspapers()]
    return [
        answer.fault
        for _number in range(count)
        if (answer := run_job(PageJob(mutated(chance.choice(pages), chance), "https://paper.lu/x", "text/html"))).fault
    ]


@pytest.mark.thorough
def test_mutated_pages_cause_no_fault() -> None:
    assert faults_of(60, seed=1) == []


@pytest.mark.slow
def test_two_thousand_mutated_pages_cause_no_fault() -> None:
    assert faults_of(2000, seed=2) == []


def started(pool: WorkerPool) -> int:
    return len(pool._workers) - len(pool._unused)


@pytest.mark.thorough
async def test_many_small_feeds_start_one_worker() -> None:
    documents = [rss([item(number)]) for number in range(20)]
    async with WorkerPool(3, patience_seconds=60) as pool:
        await asyncio.gather(*(pool.read(document, url="https://s.example/") for document in documents))

        assert started(pool) == 1


@pytest.mark.thorough
async def test_much_to_read_starts_more_workers() -> None:
    document = rss([item(1)]) + b" " * START_BYTES
    async with WorkerPool(2, patience_seconds=60) as pool:
        await asyncio.gather(*(pool.read(document, url="https://s.example/") for _ in range(3)))

        assert started(pool) == 2


@pytest.mark.thorough
async def test_a_job_does_not_wait_long_for_a_worker_that_is_busy() -> None:
    async with WorkerPool(2, patience_seconds=0) as pool:
        await asyncio.gather(*(pool.read(rss([item(number)]), url="https://s.example/") for number in range(2)))

        assert started(pool) == 2
