"""Notices of the desktop about articles that a rule wants to be told of, and what they say."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from wortreader.i18n import _, ngettext

NOTIFIER_SECONDS: Final = 10.0
"""For the program that shows a notice."""
MOST_NAMED: Final = 3
"""Titles in one notice."""


def notice_words(titles: Sequence[str]) -> tuple[str, str]:
    """The title and the text of a notice about articles with these titles, of which there is at least one."""
    if len(titles) == 1:
        return _("New article"), titles[0]
    more = len(titles) - MOST_NAMED
    named = " · ".join(titles[:MOST_NAMED])
    if more > 0:
        named = ngettext("{titles} and {n} more", "{titles} and {n} more", more).format(titles=named, n=more)
    return ngettext("{n} new article", "{n} new articles", len(titles)).format(n=len(titles)), named


def desktop_command(title: str, words: str, environment: Mapping[str, str] | None = None) -> tuple[str, ...] | None:
    """The program that shows a notice on this desktop, with its arguments; None if one of both is missing."""
    environment = os.environ if environment is None else environment
    if sys.platform == "darwin":
        if notifier := shutil.which("terminal-notifier"):
            return (notifier, "-title", "wortreader", "-subtitle", title, "-message", f"\u200b{words}")
        return None
    is_there = any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    notifier = shutil.which("notify-send") if is_there else None
    return (notifier, "--app-name=wortreader", "--", title, _as_body(words)) if notifier else None


def _as_body(words: str) -> str:
    """Words as notify-send takes them: it reads backslashes as in C, and most desktops read the rest as markup.

    https://specifications.freedesktop.org/notification-spec/latest/markup.html
    """
    return words.replace("\\", r"\\").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
