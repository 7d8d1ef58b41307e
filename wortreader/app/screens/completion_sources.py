"""What the arguments on the command line are completed with: from memory, from the library, and from the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from wortreader.app.commands.command_line import short_name
from wortreader.app.commands.completion import Completion, Wanted
from wortreader.app.commands.key_names import shown_keys
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import COMMANDS_BY_ID
from wortreader.app.commands.line_names import ArgumentKind, line_names
from wortreader.app.commands.synonyms import synonyms
from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.session import Session
from wortreader.app.library.view_names import named_views
from wortreader.app.screens.list_dialogs import AGES
from wortreader.config import THEMES, kinds
from wortreader.errors import WortreaderError
from wortreader.i18n import _
from wortreader.lazy import lazy_pattern
from wortreader.model import FOLDER_SEPARATOR, Article
from wortreader.setting_kinds import LONGEST_SHOWN, TableSetting
from wortreader.settings.documents import plain
from wortreader.tag_names import matching
from wortreader.text import safe_line

MOST_FILES: Final = 200
"""Entries of one folder that are offered."""

LEAST_LETTERS: Final = 4
"""Shorter words of a title are not offered: most of them are in every article."""
WORD: Final = lazy_pattern(r"\w[\w’'-]*")

_VIEWS: Final[Mapping[ArgumentKind, str]] = {
    ArgumentKind.FEED: "feed",
    ArgumentKind.FOLDER: "folder",
    ArgumentKind.VIEW: "view",
    ArgumentKind.TAG: "tag",
    ArgumentKind.PLACE: "any",
}


class CompletionSources:
    """Candidates for one time that the command line is open."""

    def __init__(
        self,
        session: Session,
        key_table: KeyTable,
        tree: FeedTree,
        why_not: Callable[[str], str],
        article_id: int | None,
    ) -> None:
        """`why_not` says why a command cannot be run now; `article_id` is the article here."""
        self._session = session
        self._key_table = key_table
        self._tree = tree
        self._why_not = why_not
        self._article_id = article_id

    def known(self, wanted: Wanted) -> Sequence[Completion] | None:
        """The candidates that are in memory; None if they have to be read."""
        match wanted.argument.kind:
            case ArgumentKind.COMMAND:
                return list(self._commands(has_ids="." in wanted.typed))
            case ArgumentKind.TOPIC:
                return [replace(each, obstacle="") for each in self._commands(has_ids="." in wanted.typed)]
            case kind if kind in _VIEWS:
                return list(self._views(_VIEWS[kind]))
            case ArgumentKind.TAGS:
                before = ", ".join(name.strip() for name in wanted.typed.split(",")[:-1])
                names = matching(wanted.typed, (tag.name for tag in self._tree.tags))
                return [Completion(f"{before}, {name}" if before else name) for name in names]
            case ArgumentKind.THEME:
                return [Completion(name) for name in THEMES]
            case ArgumentKind.SETTING:
                return [
                    Completion(name, plain(_(kind.words)), note=self._value(name)) for name, kind in kinds().items()
                ]
            case ArgumentKind.VALUE:
                return list(self._values(wanted.earlier[-1]))
            case ArgumentKind.AGE:
                return [Completion(age, _(words)) for age, _key, words in AGES]
            case ArgumentKind.CHOICE:
                return [Completion(choice) for choice in wanted.argument.choices]
            case ArgumentKind.PATH:
                return [Completion(f"{path}/", is_beginning=True) for path in self._folder_paths()]
            case ArgumentKind.PHRASE if self._article_id is None:
                return ()
            case ArgumentKind.FILE | ArgumentKind.QUERY | ArgumentKind.PROGRAM | ArgumentKind.PHRASE:
                return None
        return ()

    async def read(self, wanted: Wanted) -> tuple[Wanted, Sequence[Completion]]:
        """The candidates that have to be read, and for which part of the line they are."""
        if wanted.argument.kind is ArgumentKind.QUERY:
            return await self._words_of_query(wanted)
        if wanted.argument.kind is ArgumentKind.PHRASE and self._article_id is not None:
            with suppress(WortreaderError):  # it has been removed meanwhile
                return wanted, phrases_of(await self._session.article(self._article_id))
            return wanted, ()
        if wanted.argument.kind is ArgumentKind.PROGRAM and not any(letter.isspace() for letter in wanted.typed):
            return wanted, await self._session.typesetter.run(lambda: list(programs_like(wanted.typed)))
        if wanted.argument.kind is ArgumentKind.PROGRAM:
            at = max(map(wanted.typed.rfind, " \t")) + 1
            last = replace(wanted, typed=wanted.typed[at:], start=wanted.start + at)
            return last, await self._session.typesetter.run(lambda: list(files_like(last.typed)))
        return wanted, await self._session.typesetter.run(lambda: list(files_like(wanted.typed)))

    def _commands(self, *, has_ids: bool) -> Iterator[Completion]:
        rows = line_names().values()
        for row in sorted(rows, key=lambda row: row.name):
            if (row.name in COMMANDS_BY_ID) is not has_ids and row.name != short_name(row.command_id):
                continue
            command = COMMANDS_BY_ID[row.command_id]
            keys = self._key_table.keys(command.id)
            yield Completion(
                row.name,
                _(row.help) if row.help else self._key_table.sentence(command),
                f"{synonyms(command.id)} {_(command.label)}",
                shown_keys(keys[0]) if keys and not row.given else "",
                self._why_not(command.id),
            )

    def _views(self, kind: str) -> Iterator[Completion]:
        for named in named_views(self._tree, kind):
            unread = self._tree.unread_of(named.view)
            yield Completion(
                named.name,
                " › ".join(named.path[:-1]) if named.name == named.path[-1] else "",
                note=str(unread) if unread else "",
            )

    def _folder_paths(self) -> list[str]:
        paths = (FOLDER_SEPARATOR.join(named.path) for named in named_views(self._tree, "folder"))
        return sorted(paths, key=str.casefold)

    def _value(self, name: str) -> str:
        value = getattr(self._session.config, name)
        return "" if isinstance(kinds()[name], TableSetting) else safe_line(kinds()[name].shown(value), LONGEST_SHOWN)

    def _values(self, name: str) -> Iterator[Completion]:
        """The values of a setting; the present one alone if there are many."""
        if (kind := kinds().get(name)) is not None and not isinstance(kind, TableSetting):
            now = self._value(name)
            for value in kind.choices or ([now] if now else []):
                yield Completion(value, _("as it is now") if value == now else "")

    async def _words_of_query(self, wanted: Wanted) -> tuple[Wanted, Sequence[Completion]]:
        query = wanted.typed
        if not query.strip():
            return wanted, [Completion(earlier) for earlier in await self._session.queries.remembered_searches()]
        completed, choices = await self._session.queries.complete_query(query)
        at = max(query.rfind(sign) for sign in ' :("') + 1
        last = replace(wanted, typed=query[at:], start=wanted.start + at)
        if choices:
            is_quoted = query[:at].endswith('"')
            return last, [Completion(_as_value(choice, is_quoted=is_quoted)) for choice in choices]
        return last, [Completion(completed[at:].rstrip())] if completed != query else []


def _as_value(choice: str, *, is_quoted: bool) -> str:
    if is_quoted:
        return f'{choice}"'
    return f'"{choice}"' if " " in choice else choice


def phrases_of(article: Article) -> Sequence[Completion]:
    """What an article can be muted by: its author, its categories, and the words of its title."""
    words = [word for word in WORD.findall(article.title) if len(word) >= LEAST_LETTERS]
    phrases = dict.fromkeys([*filter(None, (article.author,)), *article.categories, *words])
    return [Completion(phrase) for phrase in phrases]


def programs_like(typed: str) -> Iterator[Completion]:
    """The programs that are found through PATH and begin with what was typed, by name. Reads the disk."""
    found: set[str] = set()
    for folder in os.environ.get("PATH", "").split(os.pathsep) if typed else ():
        with suppress(OSError, ValueError):
            names = (entry.name for entry in os.scandir(folder or "/nowhere") if entry.name.startswith(typed))
            found.update(name for name in names if name == safe_line(name) and os.access(f"{folder}/{name}", os.X_OK))
    return (Completion(name) for name in sorted(found)[:MOST_FILES])


def files_like(typed: str) -> Iterator[Completion]:
    """The files and folders whose paths begin with what was typed, folders first. Reads the disk."""
    folder, slash, beginning = typed.rpartition("/")
    found: list[tuple[bool, str]] = []
    with suppress(OSError, ValueError, RuntimeError):  # of `~somebody` whom the system does not know
        for entry in os.scandir(Path(folder + slash).expanduser()):
            is_named = entry.name.casefold().startswith(beginning.casefold())
            # A name with control characters cannot be typed, and would not be safe to draw.
            if is_named and (beginning or not entry.name.startswith(".")) and entry.name == safe_line(entry.name):
                found.append((not entry.is_dir(), entry.name))
    for is_file, name in sorted(found, key=lambda pair: (pair[0], pair[1].casefold()))[:MOST_FILES]:
        yield Completion(f"{folder}{slash}{name}" + ("" if is_file else "/"), is_beginning=not is_file)
