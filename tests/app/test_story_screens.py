"""Every screen has a story that is told whenever the tests run."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from app.app_driver import MEDIUM, NOW, AppDriver, reading
from app.screen_walk import build_library
from textual.screen import Screen

import wortreader.app
from wortreader.app import screens
from wortreader.app.screens.command_line import CommandLineScreen
from wortreader.app.screens.feed_login import OptionalDialog, SecretDialog
from wortreader.app.screens.feed_page import FeedPage
from wortreader.app.screens.file_dialogs import FileDialog
from wortreader.app.screens.list_dialogs import AgeDialog, ArrangementDialog
from wortreader.app.screens.mute import LengthDialog, MuteDialog
from wortreader.app.screens.outbox import OutboxScreen
from wortreader.app.screens.palette import PaletteScreen
from wortreader.app.screens.rule_editor import RuleEditor
from wortreader.app.screens.settings import ChoiceDialog
from wortreader.app.screens.tag_dialogs import UntagDialog
from wortreader.model import View, ViewKind
from wortreader.store.library import Library

OPENED: Final[dict[type[Screen[Any]], tuple[str, ...]]] = {
    UntagDialog: ("T",),
    ArrangementDialog: ("S",),
    AgeDialog: ("z", "o"),
    FileDialog: ("W",),
    CommandLineScreen: (":",),
    PaletteScreen: ("ctrl+p",),
    OutboxScreen: ("g", "o"),
    ChoiceDialog: ("g", ",", "enter"),
    RuleEditor: ("g", "R", "a"),
    MuteDialog: ("g", "m"),
    LengthDialog: ("g", "m", "w", *"tram", "enter"),
}
"""Keys from the list to screens whose other stories are thorough."""

BY_LOGIN: Final = {SecretDialog: ("login", "token"), OptionalDialog: ("login", "command")}
"""The rows that lead from the page of a feed to the lines for its login."""

RARE: Final = frozenset({"thorough", "slow"})
"""Marks of the tests that the usual run leaves out."""


async def test_a_screen_that_is_left_has_changed_nothing(tmp_path: Path) -> None:
    path = build_library(tmp_path / "library.db")
    config = tmp_path / "config.toml"
    with_tags(path)
    async with reading(path, MEDIUM, config_path=config) as story:
        with story.library() as library:
            before = library.changes.undoable()
        for screen, keys in OPENED.items():
            await story.press(*keys)
            assert story.shows(screen), screen

            await leave(story)

        await story.press("h", *["j"] * 7, "E")
        for screen, rows in BY_LOGIN.items():
            assert story.shows(FeedPage)
            for row in rows:
                await story.choose(row)
            if screen is OptionalDialog:
                await story.write("pass show paper")
                await story.press("enter")
            assert story.shows(screen), screen

            await story.press("escape")
        await leave(story)

        with story.library() as library:
            assert library.changes.undoable() == before
    assert not config.exists()
    assert not path.with_name("credentials.toml").exists()


def with_tags(path: Path) -> None:
    """Gives the first article two tags."""
    library = Library.open(path)
    newest, *_others = library.articles.rows(View(ViewKind.ALL), today=NOW).ids
    library.tags.change([newest], add=["later", "town"])
    library.close()


async def leave(story: AppDriver) -> None:
    """Presses Escape until the list is there."""
    for _press in range(5):
        if story.top is story.screen:
            break
        await story.press("escape")
    assert story.top is story.screen


# --- which screens have one -------------------------------------------------------------------------------------------


def test_every_screen_has_a_story_in_the_usual_run() -> None:
    named = {name for path in Path(__file__).parent.rglob("test_*.py") for name in named_in_usual_tests(path)}

    assert {screen.__name__ for screen in shown_screens()} - named == set()


def shown_screens() -> Iterator[type[Screen[Any]]]:
    """The screens of the app that are shown: all but those that others are derived from and that nobody makes."""
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    sources = (ast.parse(path.read_text(encoding="utf-8")) for path in Path(wortreader.app.__path__[0]).rglob("*.py"))
    made = {
        node.func.id
        for source in sources
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    found: list[type[Screen[Any]]] = [Screen]
    while found:
        screen = found.pop()
        found += screen.__subclasses__()
        if screen.__module__.startswith(wortreader.app.__name__) and (
            screen.__name__ in made or not screen.__subclasses__()
        ):
            yield screen


def named_in_usual_tests(path: Path) -> Iterator[str]:
    """The names that the tests of a file use which the usual run has, in what they call and in what they are given."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    parts: dict[str, ast.AST] = {}
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                parts[name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                parts[name] = node
    if "pytestmark" in parts and is_rare(parts["pytestmark"]):
        return
    left = [
        name
        for name, node in parts.items()
        if name.startswith("test_")
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any(map(is_rare, node.decorator_list))
    ]
    seen: set[str] = set()
    while left:
        name = left.pop()
        yield name
        if name in parts and name not in seen:
            seen.add(name)
            left += (node.id for node in ast.walk(parts[name]) if isinstance(node, ast.Name))


def is_rare(node: ast.AST) -> bool:
    """Whether marks leave a test out of the usual run."""
    return any(isinstance(each, ast.Attribute) and each.attr in RARE for each in ast.walk(node))
