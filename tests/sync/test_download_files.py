"""The folder of downloads, without a network."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from wortreader.download_errors import DownloadFolderUnusable
from wortreader.sync.download_files import DownloadFolder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DownloadFolder]:
    with DownloadFolder(tmp_path / "files") as opened:
        yield opened


def names(folder: DownloadFolder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


def test_fault_126_a_file_that_one_process_writes_is_not_gone_on_with_by_another(folder: DownloadFolder) -> None:
    part = folder.begin("a.mp3")

    assert folder.resume("a.mp3") is None
    part.add(b"sound")
    part.close()
    again = folder.resume("a.mp3")
    assert again is not None
    assert again.size == 5
    again.close()


def test_a_file_system_without_locks_is_no_hindrance(folder: DownloadFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)

    folder.begin("a.mp3").close()

    assert names(folder) == ["a.mp3.part"]


def test_a_part_that_is_cleared_begins_anew(folder: DownloadFolder) -> None:
    part = folder.begin("a.mp3")
    part.add(b"x" * 300_000)
    part.flush()
    part.add(b"y")
    part.clear()
    part.add(b"new")
    part.sync()
    part.close()
    part.close()

    assert (folder.path / "a.mp3.part").read_bytes() == b"new"


def test_fault_123_a_name_that_cannot_be_given_leaves_nothing_but_the_part(
    folder: DownloadFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.begin("a.mp3").close()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("os.rename", refuse)

    with pytest.raises(DownloadFolderUnusable, match="Input/output error"):
        folder.give_name("a.mp3", lambda _name: True)

    assert names(folder) == ["a.mp3.part"]


def test_a_name_is_not_given_if_it_could_not_be_stored(folder: DownloadFolder) -> None:
    folder.begin("a.mp3").close()

    assert folder.give_name("a.mp3", lambda _name: False) is None
    assert names(folder) == ["a.mp3.part"]


def test_a_folder_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DownloadFolderUnusable):
        DownloadFolder(tmp_path / "stick" / "files", must_exist=True)

    assert not (tmp_path / "stick").exists()


def test_a_link_to_a_folder_is_the_users_own_choice(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "files").symlink_to(tmp_path / "there")

    with DownloadFolder(tmp_path / "files") as folder:
        folder.begin("a.mp3").close()

    assert os.listdir(tmp_path / "there") == ["a.mp3.part"]  # noqa: PTH208 - names
