"""The commands of the command line as `docs/commands.md` lists them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from wortreader.app.commands.key_names import shown_keys
from wortreader.app.commands.keys import SECTIONS, Command
from wortreader.app.commands.line_names import LineName, line_names
from wortreader.i18n import _


def docs_tables() -> str:
    """Every command as Markdown: a table for each section, between two markers in `docs/commands.md`."""
    lines: list[str] = []
    for title, commands in SECTIONS.items():
        lines += [f"**{_(title)}**", "", "| Command | Id | Keys | What it does |", "|---|---|---|---|"]
        for command in commands:
            lines += _rows(command)
        lines.append("")
    return "\n".join(lines).rstrip()


def _rows(command: Command) -> Iterator[str]:
    """A row for each meaning of a command; names with the same meaning share one."""
    meanings: dict[tuple[str, ...], list[LineName]] = {}
    for row in line_names().values():
        if row.command_id == command.id and row.name != command.id:
            meanings.setdefault(row.given, []).append(row)
    keys = " ".join(f"`{shown_keys(key)}`" for key in command.keys).replace("|", r"\|")
    for number, rows in enumerate(meanings.values() or [[]]):
        names = ", ".join(f"`{row.usage}`" for row in rows).replace("|", r"\|")
        words = _(rows[0].help or command.help) if rows else _(command.help)
        yield f"| {names} | `{command.id}` | {keys if not number else ''} | {words} |"
