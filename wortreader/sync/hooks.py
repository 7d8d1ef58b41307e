"""The user's own commands at certain moments: after a refresh, with what it has brought."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from wortreader import programs
from wortreader.errors import ProgramFailed, UnknownArticle
from wortreader.prose.export_json import article_fields
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.sync.events.refresh import HookFailed

PATIENCE_SECONDS: Final = 60.0
"""For a command. One that is to go on for longer puts itself into the background."""

MOST_ARTICLES: Final = 10_000
"""That a command gets, the newest: a first import has no end otherwise."""


async def run_after_refresh(library: Library, command: str, new_ids: Sequence[int]) -> None:
    """Runs the user's `command`, which reads the new articles as JSON, one a line, without their texts.

    It goes on if the caller is cancelled: it may have written half of them. Raises ProgramFailed.
    """
    words = programs.split_words(command)
    lines = await asyncio.to_thread(_lines, library, new_ids[-MOST_ARTICLES:])
    environment = {"WORTREADER_EVENT": "refresh", "WORTREADER_LIBRARY": str(library.path)}
    await programs.run_detached(words, lines, seconds=PATIENCE_SECONDS, environment=environment)


def _lines(library: Library, article_ids: Sequence[int]) -> bytes:
    lines = []
    for article_id in article_ids:
        with suppress(UnknownArticle):  # it has been removed meanwhile
            lines.append(json.dumps(article_fields(library.articles.get(article_id)), ensure_ascii=False) + "\n")
    return "".join(lines).encode()


async def after_refresh(library: Library, command: str, newest_id: int) -> HookFailed | None:
    """Runs `command` if articles have come since `newest_id` was the newest. Returns why it has failed."""
    new_ids = await asyncio.to_thread(library.articles.ids_after, newest_id)
    if not new_ids:
        return None
    try:
        await run_after_refresh(library, command, new_ids)
    except ProgramFailed as error:
        return HookFailed(S_("After the refresh: {problem}", problem=error.reason))
    return None
