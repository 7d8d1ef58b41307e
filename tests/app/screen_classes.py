"""Which kinds of screens the app has, for tests that look at all of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, Final

from textual.screen import Screen

import wortreader.app
from wortreader.app.first_frame import FirstFrame
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.dialogs import Dialog
from wortreader.app.screens.list_screen import ListScreen, QuietListScreen
from wortreader.app.screens.mute import _ChoiceDialog
from wortreader.app.terminal.displayed_app import DisplayedScreen

NEVER_SHOWN: Final = frozenset({BaseModal, Dialog, DisplayedScreen, ListScreen, QuietListScreen, _ChoiceDialog})
"""Bases of others."""

WITHOUT_WORDS: Final = frozenset({FirstFrame})
"""Before the panes are there; nothing is written in it."""


def screens_of_the_app() -> frozenset[type[Screen[Any]]]:
    """All kinds of screens and dialogs with words, wherever in the app they are."""
    for module in pkgutil.walk_packages(wortreader.app.__path__, "wortreader.app."):
        importlib.import_module(module.name)
    ours = {kind for kind in _subclasses(Screen) if kind.__module__.startswith("wortreader.")}
    return frozenset(ours - NEVER_SHOWN - WITHOUT_WORDS)


def _subclasses(kind: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)
