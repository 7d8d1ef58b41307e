"""What podcasts send beside their feeds: transcripts and chapters."""

from __future__ import annotations

from typing import Final

from fuzz.documents import URL, answer_to, choice
from fuzz.properties import check
from fuzz.target import Target

from wortreader.model.episodes import MAX_CHAPTERS, SupplementKind
from wortreader.prose.transcripts.merging import MAX_CHARACTERS
from wortreader.store.supplement_rows import pack_chapters, pack_transcript, unpack_chapters, unpack_transcript
from wortreader.sync.workers.process import SupplementJob

TYPES: Final = (None, "text/vtt", "text/html; charset=utf-16", "application/json", "text/plain; charset=big5")


def read_transcript(data: bytes) -> None:
    """Reads a transcript, and what is stored of it: it must be the same."""
    kind, is_page = TYPES[choice(data, len(TYPES))], choice(data[::-1], 3) == 0
    answer = answer_to(SupplementJob(data, SupplementKind.TRANSCRIPT, URL, kind, is_page))
    transcript = answer.transcript
    if transcript is None:
        check(answer.error is not None, "neither transcript nor error")
        return
    check(bool(transcript.passages), "an empty transcript")
    check(all(passage.text for passage in transcript.passages), "an empty passage", transcript)
    check(sum(len(passage.text) for passage in transcript.passages) <= MAX_CHARACTERS, "too long a transcript")
    starts = [passage.start for passage in transcript.passages if passage.start is not None]
    check(all(0 <= start < float("inf") for start in starts), "a time that is none", starts)
    check(unpack_transcript(pack_transcript(transcript), URL) == transcript, "another transcript", transcript)


def read_chapters(data: bytes) -> None:
    """Reads chapters, and what is stored of them: they must be the same."""
    answer = answer_to(SupplementJob(data, SupplementKind.CHAPTERS, URL, TYPES[choice(data, len(TYPES))]))
    chapters = answer.chapters
    if not chapters:
        check(answer.error is not None, "neither chapters nor error")
        return
    check(len(chapters) <= MAX_CHAPTERS, "too many chapters")
    check(all(chapter.title for chapter in chapters), "a chapter without a title", chapters)
    check([c.start for c in chapters] == sorted(c.start for c in chapters), "chapters in disorder", chapters)
    check(unpack_chapters(pack_chapters(chapters)) == chapters, "other chapters", chapters)


TRANSCRIPT_SEEDS: Final = (
    b"WEBVTT - x\n\nNOTE a\n\nSTYLE\n::cue{}\n\n1\n00:00:01.000 --> 00:00:04.000 align:start\n"
    b"<v Anna>Hi &amp; <i>you</i>.\n\nid\n00:05.000 --> 00:06.000\n- a\n- b\n",
    "1\r\n00:00:01,000 --> 00:00:04,000\r\n{\\an8}ANNA: Über.\r\n\r\n2\r\n".encode("utf-16"),
    b'{"version":"1.0.0","segments":[{"speaker":"A","startTime":0.5,"endTime":1,"body":"Hi."}]}',
    b"<cite>Anna:</cite><time>0:00</time><p>Hi <b>you</b>.</p><p>And so on.</p><cite>Bert:</cite>",
    b"Anna: Hi.\nMore.\n\n[00:01:02] Bert:\nYes.\n\nCarl (0:02):\nNo.",
)  # fmt: skip
TRANSCRIPT_WORDS: Final = (
    b"WEBVTT", b"\n\n", b" --> ", b"00:00:01.000 --> 00:00:02.000\n", b"-1:99:99,999", b"<v ", b"</v>", b"<c.x>",
    b"<00:01>", b"NOTE ", b"STYLE\n", b"{\\an8}", b"&#x9b;", b"&amp;", b"<" * 400, b"- ", b"A: ", b">> B: ",
    b'{"segments":[', b'"body":"x"', b'"startTime":NaN', b"[" * 3000, b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\r",
    b"\xe2\x80\xa8", b"<cite>", b"<time>0:00</time>", b"<nav>", b"<p>", b"<!doctype html>", b"99999:00:00", b"[0:00]",
    b"(0:00):\n", b"1" * 400,
)  # fmt: skip
CHAPTERS_SEEDS: Final = (
    b'{"version":"1.2.0","chapters":[{"startTime":0,"title":"A","url":"https://a.example/","img":"b"},'
    b'{"startTime":90.5,"title":"B","toc":false},{"startTime":"0:02:00","title":"C","endTime":130}]}',
)
CHAPTERS_WORDS: Final = (
    b'"chapters":[', b'"startTime":', b'"title":"x"', b'"toc":false', b"NaN", b"-1", b"1e999", b"9" * 400, b"null",
    b"[" * 3000, b'{"a":' * 3000, b'"url":"http://["', b'"\\ud800"', b'"\\u009b"', b"true", b'"0:00"', b"}", b"]", b",",
)  # fmt: skip

TARGETS: Final = (
    Target("transcripts", read_transcript, lambda: TRANSCRIPT_SEEDS, TRANSCRIPT_WORDS, share=15),
    Target("chapters", read_chapters, lambda: CHAPTERS_SEEDS, CHAPTERS_WORDS, share=10),
)
