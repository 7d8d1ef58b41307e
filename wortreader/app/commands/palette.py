"""What the palette offers: commands, then views, folders, feeds, and what else the app names. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from wortreader.app.commands.key_names import shown_keys
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.line_names import line_names
from wortreader.app.commands.line_words import quoted
from wortreader.app.commands.ranking import Searchable
from wortreader.app.commands.setting_labels import SETTING_LABELS
from wortreader.app.commands.synonyms import setting_synonyms, synonyms
from wortreader.config import kinds
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import View
from wortreader.setting_kinds import TableSetting
from wortreader.settings.documents import plain

NOT_IN_PALETTE = frozenset({"program.palette", "program.command_line"})
"""Commands that make no sense in it."""


class PaletteTarget(NamedTuple):
    """A view to go to."""

    view: View
    path: tuple[str, ...]
    """Its name, and before it those of the folders around it."""
    kind: str = ""
    """What it is, to be shown beside it: safe text."""


@lazy_dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A row of the palette. All texts are safe."""

    found_by: Searchable
    title: str
    sentence: str = ""
    keys: str = ""
    obstacle: str = ""
    """Why it cannot be used now; empty if it can."""
    command_id: str = ""
    """The command that it runs; empty for none."""
    view: View | None = None
    """The view that it goes to."""
    line: str = ""
    """The line that it runs."""
    is_begun: bool = False
    """Whether `line` only begins a line, which the user completes."""

    @property
    def key(self) -> str:
        """What it is remembered by when it was used."""
        return self.found_by.key


def command_entries(table: KeyTable, why_not: Callable[[str], str]) -> Iterator[PaletteEntry]:
    """Every command; `why_not` says why one cannot be run now."""
    names: dict[str, list[str]] = {}
    for row in line_names().values():
        names.setdefault(row.command_id, []).append(row.name)
    for command in table.commands.values():
        if command.id in NOT_IN_PALETTE:
            continue
        label, sentence, obstacle = _(command.label), table.sentence(command), why_not(command.id)
        found_by = Searchable(
            command.id,
            label,
            names=names.get(command.id, ()),
            synonyms=synonyms(command.id),
            sentence=sentence,
            weight=2,
            is_possible=not obstacle,
        )
        keys = " ".join(map(shown_keys, table.keys(command.id)[:2]))
        title = label[:1].upper() + label[1:]
        yield PaletteEntry(found_by, title, sentence, keys, obstacle, command_id=command.id)


def target_entries(targets: Iterable[PaletteTarget]) -> Iterator[PaletteEntry]:
    """The views to go to."""
    for target in targets:
        view, name, around = target.view, target.path[-1], " › ".join(target.path[:-1])
        key = view_key(view)
        found_by = Searchable(key, name, synonyms=target.kind, around=" ".join(target.path[:-1]))
        sentence = " · ".join(part for part in (target.kind, around) if part)
        yield PaletteEntry(found_by, name, sentence, view=view)


def value_entries(
    name: str, title: str, values: Sequence[str], words: str, sentence: str = ""
) -> Iterator[PaletteEntry]:
    """The values of an argument, such as the themes: `title` with each of them."""
    for value in values:
        line = f"{name} {quoted(value)}"
        shown = title.format(value=value)
        yield PaletteEntry(Searchable(line, shown, synonyms=words, weight=-8), shown, sentence, line=line)


def setting_entries(line: str) -> Iterator[PaletteEntry]:
    """Every setting, also found by its name in the file and by other words; `line` begins the line that changes one.

    What is found equally well of commands and views comes before it.
    """
    for name, kind in kinds().items():
        if not isinstance(kind, TableSetting):
            title, sentence = _(SETTING_LABELS[name]), plain(_(kind.words))
            words = " ".join((_("setting"), setting_synonyms(name)))
            found_by = Searchable(f"{line} {name}", title, names=(name,), synonyms=words, sentence=sentence, weight=-45)
            yield PaletteEntry(found_by, title, sentence, line=f"{line} {name} ", is_begun=True)


def view_key(view: View) -> str:
    """What a view is remembered by; its id stays when it is renamed."""
    return f"{view.kind.value}:{view.id if view.id is not None else ''}"
