"""TOML files that users write: their values, and the lines on which these are. An error names the file and the line."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any, Final

from wortreader.errors import ConfigError
from wortreader.i18n import N_, _
from wortreader.lazy import lazy_pattern
from wortreader.system_errors import reason_of
from wortreader.text import safe_line

MOST_PARTS: Final = 100
"""Of a key with dots. Python's parser takes the square of their number in time and memory."""

MOST_BYTES: Final = 1 << 20
"""Of a file. All settings with their comments take a hundredth of it, and a device may have no end."""

_LONG_KEY: Final = lazy_pattern(
    rf"""(?m)(?:^|[{{,\[])[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{MOST_PARTS}}}"""
)

_MISTAKES: Final = (
    ("Illegal character '\\n'", N_("a quotation mark is missing at the end of the line")),
    ("Invalid value", N_("this is no value; a text needs quotation marks")),
    ("Cannot overwrite a value", N_("this key is set twice")),
    ("Cannot declare", N_("this table is there twice")),
    ("Expected '=' after a key", N_("a key needs an equals sign and a value")),
)
"""What Python's parser says of the mistakes that users make, and what it means to them."""


def loads(source: str) -> dict[str, Any]:
    """The values in TOML. Raises ValueError, or RecursionError for brackets that are nested too deeply."""
    import tomllib  # takes 2 ms, and most users have no file

    if found := _LONG_KEY.search(source):
        line = source.count("\n", 0, found.end()) + 1
        raise ValueError(_("A key has more than {n} parts").format(n=MOST_PARTS) + f" (at line {line}, column 1)")
    return tomllib.loads(source)


def read_source(path: Path, *, is_required: bool = False) -> str:
    """The text of a file; empty if there is none. Raises ConfigError, also if it `is_required` and missing."""
    try:
        # Without waiting for whoever writes to a pipe.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode) and path != Path(os.devnull):
                raise ConfigError(path, 1, _("it is not a regular file"))
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ConfigError(path, 1, _("the file is larger than 1 MB"))
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        if is_required:
            raise ConfigError(path, 1, _("there is no such file")) from None
        return ""
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(path, number, _("this is not UTF-8 text")) from error
    except OSError as error:
        raise ConfigError(path, 1, reason_of(error)) from error


def parse(path: Path, source: str) -> dict[str, Any]:
    """The values in the text of a file. Raises ConfigError if it is not TOML."""
    try:
        return loads(source)
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        found = re.search(r" ?\(at line (\d+), column \d+\)", str(error))
        number = int(found[1]) if found else source.rstrip().count("\n") + 1
        reason = str(error).replace(found[0], "") if found else str(error).replace(" (at end of document)", "")
        words = next((_(ours) for theirs, ours in _MISTAKES if theirs in reason), reason)
        raise ConfigError(path, number, safe_line(words)) from error
    except RecursionError as error:
        raise ConfigError(path, 1, _("brackets are nested too deeply")) from error


def line_of(source: str, key: str, *, after: str = "") -> int:
    """The number of the line that sets `key`, if possible after the table `after`; 1 if it cannot be found."""
    setting = re.compile(rf"^\s*\[{{0,2}}\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]", re.MULTILINE)
    header = re.search(rf"^\s*\[\s*{re.escape(after)}\s*\]", source, re.MULTILINE) if after else None
    found = (setting.search(source, header.end()) if header else None) or setting.search(source)
    return source.count("\n", 0, found.start(0) + len(found[0]) - len(found[0].lstrip())) + 1 if found else 1
