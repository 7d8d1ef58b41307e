"""What is on the terminal is kept for the next start when the app ends or rests, if the next start looks like that."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from wortreader import paths
from wortreader.app.screen_keeper import ScreenKeeper
from wortreader.app.terminal.capabilities import MINIMUM
from wortreader.app.terminal.grid import UNKNOWN, Grid, Look, ScreenCell
from wortreader.last_screen.conditions import REMEMBERED_NAME
from wortreader.last_screen.kept import MOST_SIZES, file_name, read

SIZE = (8, 2)


def screen(text: str, size: tuple[int, int] = SIZE) -> Grid:
    grid = Grid(*size)
    grid.fill(ScreenCell(" ", Look()))
    grid.put(0, 0, [ScreenCell(character, Look()) for character in text])
    return grid


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    path.write_text("a library")
    return path


@pytest.fixture
def keeper(library: Path, tmp_path: Path) -> ScreenKeeper:
    return ScreenKeeper(library, tmp_path / "config.toml")


def file_of(library: Path, size: tuple[int, int] = SIZE) -> Path:
    return paths.state_folder(library) / file_name(*size)


def test_a_screen_that_has_not_changed_since_it_was_noted_is_at_rest_until_it_is_written(keeper: ScreenKeeper) -> None:
    assert not keeper.note(screen("one"))
    assert keeper.note(screen("one"))
    keeper.write(MINIMUM, SIZE)
    assert not keeper.note(screen("one"))
    assert not keeper.note(screen("two"))
    assert keeper.note(screen("two"))


def test_what_was_noted_last_is_written(keeper: ScreenKeeper, library: Path) -> None:
    keeper.note(screen("one"))
    keeper.note(screen("two"))

    keeper.write(MINIMUM, SIZE)

    kept = read(str(file_of(library)))
    assert kept is not None
    assert "two" in kept.drawing
    assert Grid.from_bytes(kept.cells).rows == screen("two").rows


def test_a_screen_that_is_not_known_is_deleted(keeper: ScreenKeeper, library: Path) -> None:
    keeper.note(screen("one"))
    keeper.write(MINIMUM, SIZE)
    assert file_of(library).exists()

    keeper.note(screen("two"))
    unknown = screen("three")
    unknown.rows[1][1] = UNKNOWN
    keeper.note(unknown)
    keeper.write(MINIMUM, SIZE)

    assert not file_of(library).exists()


def test_the_screens_of_the_last_few_sizes_are_kept(keeper: ScreenKeeper, library: Path) -> None:
    sizes = [(8 + number, 2) for number in range(MOST_SIZES + 1)]
    for number, size in enumerate(sizes):
        keeper.note(screen("one", size))
        keeper.write(MINIMUM, (7, 2))  # the terminal has another size by now
        keeper.write(MINIMUM, size)
        os.utime(file_of(library, size), ns=(number, number))

    assert [file_of(library, size).exists() for size in sizes] == [False] + [True] * MOST_SIZES
    assert not file_of(library, (7, 2)).exists()


def test_a_screen_of_another_size_goes_when_the_next_start_looks_otherwise(keeper: ScreenKeeper, library: Path) -> None:
    keeper.note(screen("one"))
    keeper.write(MINIMUM, SIZE)
    (paths.state_folder(library) / REMEMBERED_NAME).write_text("another place")

    keeper.note(screen("two", (9, 2)))
    keeper.write(MINIMUM, (9, 2))

    assert not file_of(library).exists()
    assert file_of(library, (9, 2)).exists()


def test_all_screens_are_deleted_if_the_settings_have_changed(
    keeper: ScreenKeeper, library: Path, tmp_path: Path
) -> None:
    for size in (SIZE, (9, 2)):
        keeper.note(screen("one", size))
        keeper.write(MINIMUM, size)
    assert file_of(library).exists()

    (tmp_path / "config.toml").write_text("keep_frame = false\n")
    keeper.write(MINIMUM, SIZE)

    assert not file_of(library).parent.exists()


def test_a_link_in_its_place_is_replaced_and_not_followed(keeper: ScreenKeeper, library: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    file_of(library).parent.mkdir(parents=True)
    file_of(library).symlink_to(elsewhere)

    keeper.note(screen("one"))
    keeper.write(MINIMUM, SIZE)

    assert elsewhere.read_text() == "mine"
    assert stat.S_IMODE(file_of(library).lstat().st_mode) == 0o600
    assert read(str(file_of(library))) is not None


def test_a_folder_that_cannot_be_written_harms_nothing(keeper: ScreenKeeper, library: Path) -> None:
    paths.state_folder(library).write_text("a file in the place of the folder")

    keeper.note(screen("one"))
    keeper.write(MINIMUM, SIZE)

    assert not file_of(library).exists()
