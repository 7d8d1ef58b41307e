"""The settings in writing, made from their table: for the README, docs/configuration.md, and a file to begin with.

`scripts/documents` writes the first two."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import Field, fields
from typing import Any, Final

from wortreader.config import Config, default_of
from wortreader.i18n import _
from wortreader.setting_kinds import NumberSetting, SettingKind, SizeSetting, TableSetting, kind_of

FILE_WIDTH: Final = 120
"""The longest line of a file that is made."""


def sections() -> dict[str, list[Field[Any]]]:
    """The rows of the table by the titles of their sections, in their order; tables of their own come last."""
    found: dict[str, list[Field[Any]]] = {}
    for row in sorted(fields(Config), key=lambda row: isinstance(kind_of(row), TableSetting)):
        found.setdefault(kind_of(row).section, []).append(row)
    return found


def readme_section() -> str:
    """The settings with their defaults as a Markdown table, between two markers in the README."""
    lines = ["| Setting | What it does |", "|---|---|"]
    for rows in sections().values():
        for row in rows:
            kind = kind_of(row)
            name = f"[{row.name}]" if isinstance(kind, TableSetting) else f"{row.name} = {kind.toml(default_of(row))}"
            lines.append(f"| `{name}` | {_(kind.words)} |")
    return "\n".join(lines)


def reference_section() -> str:
    """The settings with all their values as Markdown, between two markers in docs/configuration.md."""
    lines: list[str] = []
    for title, rows in sections().items():
        lines += [f"**{_(title)}**", "", "| Setting | Default | Values | What it does |", "|---|---|---|---|"]
        for row in rows:
            kind = kind_of(row)
            default = "" if isinstance(kind, TableSetting) else f"`{kind.toml(default_of(row))}`"
            lines.append(f"| `{row.name}` | {default} | {_values(kind)} | {_(kind.words)} |")
        lines.append("")
    return "\n".join(lines)


def _values(kind: SettingKind) -> str:
    """Which values a setting takes, as Markdown."""
    if kind.choices:
        return " ".join(f"`{choice}`" for choice in kind.choices)
    match kind:
        case NumberSetting():
            return _("{low} to {high}").format(low=kind.low, high=kind.high)
        case SizeSetting():
            return _("a size: `200M`, `1.5G`")
        case TableSetting():
            return _("a table")
    return _("a text")


def commented_file() -> str:
    """A configuration file with every setting: what it does, and its default behind a `#`."""
    lines = [
        _("# The settings of wortreader. Those behind a # have their defaults: remove it to change the value."),
        _("# `wortreader config check` tells what is wrong in this file."),
    ]
    for title, rows in sections().items():
        lines += ["", f"# --- {_(title)} ---"]
        for row in rows:
            lines += ["", *_commented(row)]
    return "\n".join(lines) + "\n"


def _commented(row: Field[Any]) -> Iterator[str]:
    kind = kind_of(row)
    yield from (f"# {line}" for line in textwrap.wrap(plain(_(kind.words)), FILE_WIDTH - 2))
    if isinstance(kind, TableSetting):
        yield f"[{row.name}]"
        yield from (f"# {example}" for example in kind.examples)
    else:
        yield f"# {row.name} = {kind.toml(default_of(row))}"


def plain(words: str) -> str:
    """Markdown of a sentence as plain text: `code` in quotes."""
    return re.sub(r"`([^`]*)`", r'"\1"', words)
