"""What is wrong with a configuration file, in the few words that the app has room for."""

from __future__ import annotations

from collections.abc import Sequence

from wortreader.errors import ConfigError
from wortreader.i18n import _, ngettext
from wortreader.text import safe_line


def told(problems: Sequence[ConfigError]) -> str:
    """The first mistake with its file and line, and how many more there are; empty for none."""
    if not problems:
        return ""
    first, more = problems[0], len(problems) - 1
    sentence = _("{file}, line {line}: {reason}").format(file=first.path.name, line=first.line, reason=first.reason)
    if more:
        words = ngettext("{n} more mistake", "{n} more mistakes", more).format(n=more)
        sentence = _("{sentence} ({words}: wortreader config check.)").format(sentence=sentence, words=words)
    return safe_line(sentence)
