"""Paths as users type them."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from wortreader.files import typed_path, write_whole


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("list.opml", "list.opml"),
        ("  a b.opml ", "a b.opml"),
        ("'a b.opml'", "a b.opml"),
        ('"a b.opml"', "a b.opml"),
        ("'~/a b.opml'", "HOME/a b.opml"),
        ('"~/it\'s.opml"', "HOME/it's.opml"),
        ("~/my list.opml", "HOME/my list.opml"),
        ("~/my\\ list\\ \\(1\\).opml", "HOME/my list (1).opml"),
        ("file:///tmp/a%20b.opml", "/tmp/a b.opml"),
        ("file://localhost/tmp/a.opml", "/tmp/a.opml"),
        ("file:/tmp/a.opml", "/tmp/a.opml"),
        ("'file:///tmp/%C3%A9.opml'", "/tmp/é.opml"),
        ("it's.opml", "it's.opml"),
        ("'", "'"),
        ("~nobody-of-that-name/x", "~nobody-of-that-name/x"),
        ("a\\b", "a\\b"),
    ],
)
def test_a_path_is_read_as_a_shell_would(
    typed: str, path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert typed_path(typed) == Path(path.replace("HOME", str(tmp_path)))


@pytest.mark.parametrize("name", ["'quoted'", "a\\ b", "~", "file:x"])
def test_a_file_that_has_just_that_name_is_meant(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).touch()

    assert typed_path(name) == Path(name)


@pytest.mark.parametrize("name", ["x" * 10_000, "a\0b", "", "file://[::1"])
def test_no_text_is_an_error(name: str) -> None:
    assert isinstance(typed_path(name), Path)


def test_what_a_killed_process_of_the_same_number_has_left_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / f".list.opml.{os.getpid()}.part").touch()

    write_whole(tmp_path / "list.opml", b"new")

    assert (tmp_path / "list.opml").read_bytes() == b"new"


def test_the_error_names_the_file_on_a_disk_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)  # as the system does, whether the file is there or not

    with pytest.raises(OSError, match=re.escape(f"'{tmp_path}/list.opml'")):
        write_whole(tmp_path / "list.opml", b"new")
