"""What a benchmark finds: figures with their limits, the machine that they come from, and the table of both."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    what: str
    measured: float
    unit: str
    """Empty for a ratio."""
    limit: float | None = None
    """The most that it may be; None where nothing is asked."""
    remark: str = ""
    """How it was measured, or what it consists of."""

    @property
    def is_met(self) -> bool:
        """True where it is within its limit, or has none."""
        return self.limit is None or self.measured <= self.limit


def machine() -> str:
    """The machine and the versions that matter, in a sentence."""
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return (
        f"{os.cpu_count()} cores ({_processor()}), {system}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, Textual {version('textual')}, aiohttp {version('aiohttp')}, "
        f"feedparser {version('feedparser')}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


HEAD = "| what | asked for | measured | met? |\n|---|---|---|---|\n"


def rows(figures: Iterable[Figure]) -> dict[str, str]:
    """The figures as rows of a Markdown table, by what was measured."""
    found = {}
    for figure in figures:
        asked = "–" if figure.limit is None else f"≤ {_number(figure.limit)}{_unit(figure)}"
        met = "–" if figure.limit is None else ("yes" if figure.is_met else "**no**")
        what = f"{figure.what} ({figure.remark})" if figure.remark else figure.what
        found[figure.what] = f"| {what} | {asked} | {_number(figure.measured)}{_unit(figure)} | {met} |"
    return found


def report(figures: Sequence[Figure], *, article_count: int, feed_count: int) -> str:
    """Machine and table."""
    size = f"{article_count:,} articles in {feed_count} feeds".replace(",", "\u202f")
    table = HEAD + "\n".join(rows(figures).values())
    return f"Measured by `scripts/bench` on {size}: {machine()}.\n\n{table}\n"


def update_table(path: Path, figures: Iterable[Figure], *, only_limited: bool = False) -> None:
    """Puts the figures into the table between the marks of a Markdown file; those that were not measured stay.

    `only_limited` leaves out figures without a limit.
    """
    new = rows(figure for figure in figures if figure.limit is not None or not only_limited)
    between = path.read_text().partition("<!-- benchmark -->")[2].partition("<!-- /benchmark -->")[0]
    lines = []
    for line in between.strip().splitlines():
        measured = next((what for what in new if re.match(rf"\| {re.escape(what)}( \(.*\))? \|", line)), None)
        lines.append(line if measured is None else new.pop(measured))
    write_between_marks(path, "\n".join([*lines, *new.values(), ""]))


def write_between_marks(path: Path, text: str, mark: str = "benchmark") -> None:
    """Puts `text` between two marks of a Markdown file, instead of what was there."""
    opening, closing = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, _, rest = path.read_text().partition(opening)
    after = rest.partition(closing)[2]
    path.write_text(f"{before}{opening}\n\n{text}\n{closing}{after}")


def _unit(figure: Figure) -> str:
    return f" {figure.unit}" if figure.unit else ""


def _number(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
