"""From the bytes of a file to a transcript or to chapters.

What a file is, its content says: many servers send subtitles as `text/plain` or worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from wortreader.charsets import decode_html
from wortreader.errors import ProseError
from wortreader.model.episodes import Chapter, SupplementLink, Transcript
from wortreader.prose.transcripts import json_files, written
from wortreader.prose.transcripts.cues import has_cues, read_cues
from wortreader.prose.transcripts.merging import bounded, transcript_of
from wortreader.sentences import S_

MAX_BYTES: Final = 12 * 1024 * 1024
"""Of a file that are looked at: the captions of a day."""

_FORMATS: Final = (("vtt",), ("json",), ("html",), ("srt", "subrip"), ("plain", "text"))
"""By the end of the media type, or of the address, the best first. WebVTT and JSON have names and times, by which
chapters are found in the text. HTML has names and paragraphs, seldom times. SubRip has times and rarely names, and
plain text neither."""
_PAGE: Final = re.compile(
    r"\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAGS: Final = re.compile(r"<(?:p|cite|time|div|br|h[1-6]|span)\b[^<>]{0,300}>", re.IGNORECASE)
_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def ranked_links(links: Sequence[SupplementLink], language: str | None) -> list[SupplementLink]:
    """The links to transcripts of an article in `language`, the best first.

    First those in its language, then those that do not say theirs; of these, by format, and those that are not made to
    be shown with the recording before captions.
    """
    own = (language or "").partition("-")[0]

    def rank(link: SupplementLink) -> tuple[int, int, bool]:
        other = (link.language or "").partition("-")[0]
        is_foreign = 1 if not other or not own else 0 if other == own else 2
        return is_foreign, _format_rank(link), link.is_captions

    return sorted(links, key=rank)


def _format_rank(link: SupplementLink) -> int:
    path = link.url.partition("?")[0].partition("#")[0].lower()
    for name in ((link.type or "").rpartition("/")[2].removeprefix("x-"), path.rpartition(".")[2]):
        for rank, endings in enumerate(_FORMATS):
            if any(name.startswith(ending) for ending in endings):
                return rank
    return len(_FORMATS)


def read_transcript(
    body: bytes, *, url: str = "", content_type: str | None = None, is_page: bool = False
) -> Transcript:
    """The transcript in a file: WebVTT, SubRip, JSON, HTML or plain text. Raises ProseError.

    `content_type` is the Content-Type header. With `is_page` the feed says that the transcript is HTML; a web page is
    an error otherwise, as servers send one for a file that they have lost.
    """
    text = _text(body, content_type)
    found: Transcript | None
    if text.lstrip()[:1] in ("{", "[") and (segments := json_files.read_segments(text)) is not None:
        found = transcript_of(segments, url)
    elif has_cues(text) or text.lstrip().startswith("WEBVTT"):
        found = transcript_of(read_cues(text), url)
    elif _PAGE.match(text) and not is_page:
        raise ProseError(S_("The address leads to a web page, not to a transcript."))
    elif is_page or _TAGS.search(text, 0, 5000):
        found = bounded(written.html_passages(body[:MAX_BYTES], text, url, content_type), url)
    elif text.lstrip()[:1] in ("{", "<"):
        found = None
    else:
        found = bounded(written.text_passages(text), url)
    if found is None:
        raise ProseError(S_("The file has no transcript that wortreader can read."))
    return found


def read_chapters(body: bytes, *, url: str = "", content_type: str | None = None) -> tuple[Chapter, ...]:
    """The chapters in a JSON file, by time; never empty. Raises ProseError."""
    return json_files.read_chapters(_text(body, content_type), url)


def _text(body: bytes, content_type: str | None) -> str:
    """The text of a file with line feeds at the ends of its lines, and without a mark of the order of its bytes."""
    start = body[:400]
    if b"\x00" in start and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        high, low = start[::2].count(0), start[1::2].count(0)
        if max(high, low) > len(start) // 4:  # UTF-16 without a mark
            text = body[:MAX_BYTES].decode("utf-16-be" if high > low else "utf-16-le", "replace")
            return _LINE_ENDS.sub("\n", text).lstrip("\ufeff")
    return _LINE_ENDS.sub("\n", decode_html(body[:MAX_BYTES], content_type).text).lstrip("\ufeff")
