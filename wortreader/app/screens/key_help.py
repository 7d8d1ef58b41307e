"""The table of commands as the help screen shows it, and the part of it that the README shows. Pure."""

from __future__ import annotations

from typing import Final

from wortreader.app.commands.key_names import shown_keys
from wortreader.app.commands.key_table import KeyTable, key_table
from wortreader.app.commands.keys import SECTIONS, Command
from wortreader.app.commands.line_names import names_of
from wortreader.app.commands.synonyms import synonyms
from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass

TO_BEGIN_WITH: Final = frozenset(
    {
        *("move.down", "move.up", "pane.in", "pane.out", "pane.leave", "move.top", "move.bottom"),
        *("article.read_on", "article.next_unread", "article.next", "article.browse", "article.full_text"),
        *("article.links", "article.link_hints", "article.pictures", "article.enclosure", "view.zen"),
        *("list.sort", "list.filter", "article.select"),
        *("article.toggle_read", "article.star", "article.tag", "view.mark_read", "marks.undo"),
        *("feed.refresh", "library.refresh", "library.pack", "feed.add", "feed.page", "feed.health_list"),
        *("search.here", "search.open", "view.keep"),
        *("program.help", "program.palette", "program.command_line", "view.toggle_read", "program.settings"),
        *("program.back", "program.quit"),
    }
)
"""The ids of the commands that the README shows to a new user."""


@lazy_dataclass(frozen=True, slots=True)
class HelpRow:
    """A command."""

    keys: tuple[str, ...]
    """As they are shown, the default first; empty if the command has none."""
    words: str
    """One sentence."""
    others: str = ""
    """Other words by which it is found."""
    line: str = ""
    """How it is typed, for commands without a key: `:mail`."""

    def matches(self, words: str) -> bool:
        """Whether it contains all of these words, or has them as other words, or `words` is one of its keys."""
        text = " ".join([*self.keys, self.words]).casefold()
        others = self.others.casefold().split()
        return words in self.keys or all(word in text or word in others for word in words.casefold().split())


@lazy_dataclass(frozen=True, slots=True)
class HelpSection:
    """Commands that belong together."""

    title: str
    rows: tuple[HelpRow, ...]


def help_sections(table: KeyTable, words: str = "") -> tuple[HelpSection, ...]:
    """The commands that contain all of `words`, which may be empty; sections without any are left out."""
    sections = []
    macros = tuple(macro.command for macro in table.macros.values())
    for title, commands in {**SECTIONS, **({N_("Macros"): macros} if macros else {})}.items():
        rows = [_row(table, command) for command in commands]
        found = tuple(row for row in rows if row.matches(words))
        if found:
            sections.append(HelpSection(_(title), found))
    return tuple(sections)


def _row(table: KeyTable, command: Command) -> HelpRow:
    names = names_of(command.id)
    others = f"{_(command.label)} {synonyms(command.id)} {' '.join(names)}"
    line = f":{names[0]}" if names else ""
    return HelpRow(tuple(map(shown_keys, table.keys(command.id))), table.sentence(command), others, line)


def readme_section() -> str:
    """The keys to begin with, as a Markdown table between two markers in the README; docs/commands.md has all."""
    table = key_table()
    lines = ["| Keys | What they do |", "|---|---|"]
    for command in (command for commands in SECTIONS.values() for command in commands):
        if command.id in TO_BEGIN_WITH:
            row = _row(table, command)
            lines.append(f"| {' '.join(f'`{key}`' for key in row.keys)} | {row.words} |")
    return "\n".join(lines)
