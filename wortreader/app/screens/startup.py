"""What happens once the empty panes are on the terminal: the library is opened, shown, and followed from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.text import Text
from textual.app import App

from wortreader.app.background.services import Services
from wortreader.app.commands.key_problems import file_problems
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.screens.reading_parts import ReadingParts
from wortreader.app.signals import Signals
from wortreader.errors import LibraryError
from wortreader.settings.mistakes import first_mistake


async def start(
    app: App[Any],
    session: Session,
    signals: Signals,
    key_table: KeyTable,
    services: Services,
    parts: ReadingParts,
    *,
    waiting: Callable[[], object],
    listed: Callable[[], object],
) -> None:
    """Opens the library and shows what is in it; ends the app if it cannot be opened.

    Calls `waiting` when there is a sentence on why that takes long, and `listed` when keys can be obeyed.
    """

    def say_instead(sentence: str) -> None:
        parts.articles.say_instead(sentence)
        waiting()

    try:
        await session.open(say_instead)
    except LibraryError as error:
        app.exit(return_code=1, message=Text(str(error)))
        return
    try:
        await parts.feeds.read()
        await parts.place.restore()
    finally:
        listed()
    if not app.is_running:  # it was ended meanwhile: nothing more is begun, and signals take no subscribers
        return
    signals.connectivity_changed.subscribe(app, services.downloads.follow, immediate=True)
    await services.begin()
    problem = session.config_problem
    if key_table.has_problems:
        problem = first_mistake(file_problems(session.config_file, key_table))
    if problem:
        signals.say(problem, is_error=True, is_lasting=True)
    if not parts.feeds.feed_tree.feeds:
        parts.feed_prompts.welcome()
    await session.prepare()
