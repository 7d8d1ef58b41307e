"""What a file is, in a few words."""

from __future__ import annotations

import pytest

from wortreader.model import Enclosure
from wortreader.prose.files import file_words

HOST = "https://radio.example"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (Enclosure(f"{HOST}/12.mp3", "audio/mpeg", 24_000_000, 2580), "audio, 24 MB, 43 min"),
        (Enclosure(f"{HOST}/12.mp3?x=1", None, None, None), "audio"),
        (Enclosure(f"{HOST}/12.mp4", "application/octet-stream", 1_500_000, 3720), "video, 1.5 MB, 1 h 2 min"),
        (Enclosure(f"{HOST}/12.MP4#t=3", "binary/octet-stream", 999, 7200), "video, 1 kB, 2 h"),
        (Enclosure(f"{HOST}/12", "video/mp4", 2_340_000_000, 45), "video, 2.3 GB, 45 s"),
        (Enclosure(f"{HOST}/12.jpg", "image/jpeg", 184_300), "picture, 184 kB"),
        (Enclosure(f"{HOST}/12.pdf", "application/pdf", 9_960_000), "PDF, 10 MB"),
        (Enclosure(f"{HOST}/12.pdf"), "PDF"),
        (Enclosure(f"{HOST}/12.epub", "application/epub+zip"), "EPUB"),
        (Enclosure(f"{HOST}/live.m3u8", "application/x-mpegurl"), "video"),
        (Enclosure(f"{HOST}/12.exe", "application/x-msdownload", 5), "file, 1 kB"),
        (Enclosure(f"{HOST}", None, None, 90), "file, 2 min"),
        (Enclosure(f"{HOST}/a.b/c", None, 999_600_000, 59 * 60 + 50), "file, 1.0 GB, 1 h"),
        (Enclosure("https://mp3/", None), "file"),
    ],
)
def test_a_file_is_told_by_kind_size_and_duration(file: Enclosure, words: str) -> None:
    assert file_words(file) == words
