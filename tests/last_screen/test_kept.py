"""The file with the last screen: whatever is wrong with it, nothing of it reaches the terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.last_screen.kept import MOST_BYTES, KeptScreen, is_harmless, packed, read, unpacked

DRAWING = "\x1b[48;2;22;19;15m\x1b[J\x1b[1;38;5;9mFähre\x1b[2;3H日本\x1b[4C\u00a0x\x1b[K"
SCREEN = KeptScreen("0.1.0 library=1:2 TERM='xterm'", 4096, 80, 24, DRAWING, b"\x00cells\xff\n")
DATA = packed(SCREEN)


def fields(screen: KeptScreen | None) -> list[object]:
    assert screen is not None
    return [getattr(screen, name) for name in KeptScreen.__slots__]


def written(path: Path, data: bytes = DATA, mode: int = 0o600) -> str:
    path.write_bytes(data)
    path.chmod(mode)
    return str(path)


def test_what_was_kept_is_read(tmp_path: Path) -> None:
    assert fields(read(written(tmp_path / "kept"))) == fields(SCREEN)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_a_file_in_which_a_byte_has_changed_is_no_screen(at: int, by: int) -> None:
    assert unpacked(DATA[:at] + bytes([DATA[at] ^ by]) + DATA[at + 1 :]) is None


@given(st.integers(0, len(DATA) - 1))
def test_a_file_of_which_the_end_is_missing_is_no_screen(length: int) -> None:
    assert unpacked(DATA[:length]) is None


@given(st.binary(max_size=200))
def test_a_file_of_somebody_else_is_no_screen(data: bytes) -> None:
    assert unpacked(data) is None


@pytest.mark.parametrize(
    "foreign",
    [
        "\x1b]0;title\x07",
        "\x1b]8;;https://a.example\x1b\\",
        "\x1b[6n",
        "\x1b[?1049l",
        "\x1b[2 q",
        "\x1bc",
        "\x1b",
        "\x1b[",
        "\x1b[3",
        "\x1bP1$r\x1b\\",
        "\x9b6n",
        "a\nb",
        "\x7f",
        "\x85",
    ],
)
def test_what_does_more_than_draw_is_not_written(foreign: str) -> None:
    assert is_harmless(DRAWING)
    assert not is_harmless(DRAWING + foreign)
    assert unpacked(packed(KeptScreen("", 1, 80, 24, DRAWING + foreign, b""))) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_not_shown(tmp_path: Path, mode: int) -> None:
    assert read(written(tmp_path / "kept", mode=mode)) is None


def test_a_file_of_another_user_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "kept")
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)

    assert read(path) is None


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "link").symlink_to(written(tmp_path / "kept"))
    (tmp_path / "folder").mkdir(0o700)

    for name in ("pipe", "link", "folder", "nothing"):
        assert read(str(tmp_path / name)) is None


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    large = packed(KeptScreen("", 1, 80, 24, DRAWING, b"x" * MOST_BYTES))

    assert unpacked(large) is not None
    assert read(written(tmp_path / "kept", large)) is None
