"""When the last screen is shown: if the app is going to look like that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import modules_after

from wortreader import paths
from wortreader.last_screen import conditions, kept
from wortreader.last_screen.start import files_of, fitting_screen, forget_odd_sizes

SIZE = (80, 24)
ENVIRONMENT = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Shelf:
    """A library with a screen that is kept for it, the settings, and what the app remembers."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library.db"
        self.config = folder / "config.toml"
        state = paths.state_folder(self.library)
        state.mkdir()
        self.remembered = state / conditions.REMEMBERED_NAME
        self.kept = state / kept.file_name(*SIZE)
        self.kept.parent.mkdir()
        for file in (self.library, self.config, self.remembered):
            file.write_text("something")
        self.keep()

    def keep(self) -> None:
        mark, size = conditions.mark_of_library(str(self.library))
        settings, remembered = (conditions.mark_of_file(str(path)) for path in (self.config, self.remembered))
        known = conditions.conditions(mark, settings, remembered, ENVIRONMENT)
        self.kept.write_bytes(kept.packed(kept.KeptScreen(known, size, *SIZE, drawing="drawn", cells=b"")))
        self.kept.chmod(0o600)

    def is_shown(self, size: tuple[int, int] = SIZE, **environment: str) -> bool:
        screen = fitting_screen(str(self.library), str(self.config), size, ENVIRONMENT | environment)
        return screen is not None


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_it_is_shown_in_the_same_surroundings_whatever_is_in_the_library(shelf: Shelf) -> None:
    with shelf.library.open("a") as library:
        library.write("more")

    assert shelf.is_shown()


def test_it_is_not_shown_on_another_terminal(shelf: Shelf) -> None:
    assert not shelf.is_shown((81, 24))
    assert not shelf.is_shown((80, 25))
    assert not shelf.is_shown(TERM="xterm")
    assert not shelf.is_shown(COLORTERM="")
    assert not shelf.is_shown(NO_COLOR="1")
    assert not shelf.is_shown(COLORFGBG="0;15")
    assert not shelf.is_shown(STY="1.pts-0.host")


def test_it_is_not_shown_if_the_settings_have_changed(shelf: Shelf) -> None:
    shelf.config.write_text('theme = "nord"')

    assert not shelf.is_shown()


def test_it_is_not_shown_if_the_app_remembers_something_else(shelf: Shelf) -> None:
    shelf.remembered.write_text('{"theme": "wort-light"}')

    assert not shelf.is_shown()


def test_it_is_not_shown_for_another_library_of_that_name(shelf: Shelf, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_text("something else")
    other.replace(shelf.library)

    assert not shelf.is_shown()


def test_it_is_not_shown_for_a_new_library_that_is_smaller_or_missing(shelf: Shelf) -> None:
    os.truncate(shelf.library, 3)
    assert not shelf.is_shown()

    shelf.library.unlink()
    assert not shelf.is_shown()


def test_a_damaged_one_is_not_shown(shelf: Shelf) -> None:
    os.truncate(shelf.kept, shelf.kept.stat().st_size - 1)

    assert not shelf.is_shown()


@pytest.mark.parametrize("data_home", ["", "/somewhere", "  "])
def test_the_files_are_those_of_the_app(data_home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, data_home)
    monkeypatch.delenv(paths.LIBRARY_VARIABLE, raising=False)

    assert files_of([], os.environ) == (str(paths.library_path()), str(paths.config_path()))


def test_the_files_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.LIBRARY_VARIABLE, "~/mine.db")
    monkeypatch.setenv("HOME", str(tmp_path))
    config = str(paths.config_path())

    assert files_of([], os.environ) == (str(paths.library_path()), config) == (str(tmp_path / "mine.db"), config)
    assert files_of(["--library", "~/a.db"], os.environ) == (str(tmp_path / "a.db"), config)
    assert files_of(["--config=b.toml", "--slow", "--library=a.db"], os.environ) == ("a.db", "b.toml")


@pytest.mark.parametrize(
    "arguments", [["refresh"], ["--help"], ["--no-frame"], ["--library"], ["--library="], ["--library", "a", "list"]]
)
def test_arguments_that_are_not_plainly_for_the_app_show_nothing(arguments: list[str]) -> None:
    assert files_of(arguments, os.environ) is None


@pytest.mark.parametrize("odd", ["", "0", "-5", "wide", "²", "٣", "1_0", "80 ", "12345", "9" * 5000])
def test_a_size_that_no_terminal_has_is_forgotten(odd: str) -> None:
    environment = {"COLUMNS": odd, "LINES": "24"}

    forget_odd_sizes(environment)

    assert environment == {"LINES": "24"}


def test_opening_the_app_loads_no_click() -> None:
    assert "click" not in modules_after("import wortreader.cli.open_app, wortreader.cli.invocation")


def test_showing_it_loads_next_to_nothing() -> None:
    before = modules_after("import typing")  # which loads others in each version of Python

    loaded = modules_after("from wortreader import __main__; __main__.start.show([])") - before

    ours = {name for name in loaded if name.startswith("wortreader")}
    names = (
        "__main__",
        "ascii_locale",
        "last_screen",
        *(f"last_screen.{name}" for name in ("conditions", "kept", "start")),
    )
    assert ours == {"wortreader", *(f"wortreader.{name}" for name in names)}
    small = {"__future__", "collections.abc", "enum", "functools", "operator", "signal", "termios", "types", "zlib"}
    assert {name for name in loaded - ours if not name.startswith("_")} <= small - before
