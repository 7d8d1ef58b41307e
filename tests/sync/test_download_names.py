"""Names of downloaded files, which come from the net."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from hostile_strings import STRINGS
from hypothesis import given
from hypothesis import strategies as st

from wortreader.sync.download_names import MOST_BYTES, ending_of, file_name, is_playlist, numbered

DAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def name(title: str, *, feed: str = "", url: str = "https://example.org/x", ending: str = "mp3") -> str:
    return file_name(feed_title=feed, title=title, published_at=None, url=url, ending=ending)


def test_a_name_says_feed_day_and_title() -> None:
    found = file_name(
        feed_title="Küchenfunk", title="Wie Brot gärt: Teil 2/3", published_at=DAY, url="https://x/y", ending="mp3"
    )

    assert found == "Küchenfunk - 2026-11-24 - Wie Brot gärt- Teil 2-3.mp3"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("../../etc/passwd", "etc-passwd.mp3"),
        ("/etc/passwd", "etc-passwd.mp3"),
        ("..", "x.mp3"),
        (".bashrc", "bashrc.mp3"),
        ("-rf ~", "rf ~.mp3"),
        ("~root", "root.mp3"),
        ("a\0b\nc\x1b[31md", "ab c[31md.mp3"),
        ("fdp.\u202e3pm.exe", "fdp.3pm.exe.mp3"),
        ("a\u2066b\u200fc\u200bd", "abcd.mp3"),
        ("CON", "_ CON.mp3"),
        ("nul.txt", "_ nul.txt.mp3"),
        ("Lpt1 .x", "_ Lpt1 .x.mp3"),
        ("COM¹", "_ COM¹.mp3"),
        ("Concert", "Concert.mp3"),
        ("C:\\Windows\\x?*|<>\"", "C--Windows-x------.mp3"),
        ("end. . .", "end.mp3"),
        ("   ", "x.mp3"),
        ("", "x.mp3"),
        ("Ne\u0301", "Né.mp3"),
    ],
)  # fmt: skip
def test_fault_110_a_name_leads_nowhere_and_hides_nothing(title: str, expected: str) -> None:
    assert name(title).replace("\x1b", "") == expected


def test_without_a_title_the_address_gives_the_name() -> None:
    assert name("", url="https://example.org/a/Folge%2012.mp3?x=1") == "Folge 12.mp3.mp3"
    assert name("", url="https://example.org/..%2f..%2fetc") == "etc.mp3"
    assert name("", url="https://[broken") == "download.mp3"
    assert name("", url="https://example.org/") == "download.mp3"


@pytest.mark.parametrize("title", ["x" * 300, "ü" * 300, "日本語" * 100, "👩‍👩‍👧‍👦" * 60, "e\u0301" * 300, "a." * 300])
def test_a_long_title_is_cut_where_no_character_is(title: str) -> None:
    found = name(title, feed=title)

    assert len(found.encode()) <= MOST_BYTES
    assert found.endswith(".mp3")
    assert "\ufffd" not in found


def test_a_name_is_numbered_before_its_ending() -> None:
    assert list(islice(numbered("A. B.mp3"), 3)) == ["A. B.mp3", "A. B (2).mp3", "A. B (3).mp3"]


def test_fault_110_hostile_strings_become_names_that_exist_only_in_their_folder(tmp_path: Path) -> None:
    for hostile in STRINGS:
        folder = tmp_path / str(hostile.number)
        folder.mkdir()
        check(name(hostile.text, feed=hostile.text, url=f"https://x/{hostile.text}"), folder)


@given(st.text(), st.text(), st.text())
def test_fault_110_any_text_becomes_a_name(feed: str, title: str, url: str) -> None:
    check(name(title, feed=feed, url=url), None)


def check(found: str, folder: Path | None) -> None:
    assert 0 < len(found.encode()) <= MOST_BYTES
    assert not set(found) & set('/\\\0\n\r\t\x1b:*?"<>|\u202e\u200f')
    assert found[0] not in ".-~ "
    assert found.isprintable() or "\u200d" in found or "\u200c" in found
    if folder is not None:
        (folder / found).write_bytes(b"")
        assert [path.name for path in folder.iterdir()] == [found]


@pytest.mark.parametrize(
    ("url", "types", "expected"),
    [
        ("https://x/a.mp3", (), "mp3"),
        ("https://x/a.MP3?b=c.exe", ("audio/mpeg",), "mp3"),
        ("https://x/a.m4b", ("audio/mp4",), "m4b"),
        ("https://x/a.mp3", ("video/mp4",), "mp4"),
        ("https://x/a", ("application/octet-stream", "audio/ogg"), "ogg"),
        ("https://x/a.opus", ("application/octet-stream", None), "opus"),
        ("https://x/a.exe", ("audio/mpeg; charset=x",), "mp3"),
        ("https://x/a.exe", ("application/x-msdownload",), "bin"),
        ("https://x/a.desktop", (None,), "bin"),
        ("https://x/a.sh", ("text/x-shellscript",), "bin"),
        ("https://x/a.html", ("text/html",), "bin"),
        ("https://x/a.jpeg", ("image/jpeg",), "jpg"),
        ("https://x/", ("AUDIO/MPEG",), "mp3"),
    ],
)
def test_an_ending_is_that_of_a_sound_a_film_a_picture_or_a_text(
    url: str, types: tuple[str | None, ...], expected: str
) -> None:
    assert ending_of(url, *types) == expected


def test_lists_of_addresses_are_known() -> None:
    assert is_playlist("application/x-mpegURL; charset=utf-8")
    assert not is_playlist("audio/mpeg")
