"""What is wrong with a configuration file, in the few words that the app has room for."""

from __future__ import annotations

from collections.abc import Sequence

from wortreader.errors import ConfigError
from wortreader.i18n import _, ngettext
from wortreader.text import safe_line


def first_mistake(problems: Sequence[ConfigError]) -> str:
    """The first mistake with its file and line, and how many more there are; empty for none."""
    if not problems:
        return ""
    first, more = problems[0], len(problems) - 1
    words = _("{file}, line {line}: {reason}")
    if more:
        words = ngettext(
            "{file}, line {line}: {reason} ({n} more mistake: wortreader config check.)",
            "{file}, line {line}: {reason} ({n} more mistakes: wortreader config check.)",
            more,
        )
    return safe_line(words.format(file=first.path.name, line=first.line, reason=first.reason, n=more))
