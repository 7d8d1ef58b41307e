"""The user's settings: the table of all of them, and how they are read from a TOML file.

Owns the name, kind and default of every setting. An error names the file, the line and the key. Writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from wortreader.errors import ConfigError
from wortreader.i18n import LANGUAGES, N_, _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.setting_kinds import (
    DOWNLOADS,
    KEYS,
    LOGINS,
    LONGEST_SHOWN,
    LOOK,
    PROGRAMS,
    READING,
    REFRESHING,
    TERMINAL,
    TEXTS,
    SettingKind,
    TableSetting,
    choice,
    folder_problem,
    kind_of,
    line,
    number,
    size,
    size_in_bytes,
    suggestion,
    table,
    toggle,
)
from wortreader.text import safe_line
from wortreader.toml_source import line_of, parse, read_source

THEMES = (
    "auto", "wort-dark", "wort-light", "wort-contrast",
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte",
    "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine",
    "rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light",
    "tokyo-night",
)  # fmt: skip
"""Our own themes, then those of Textual."""

KEY_PRESETS = ("default", "newsboat", "vim", "arrows")

LONGEST_USER_AGENT = 200

LIST_ROW = "{feed} · {language} · {minutes}"
ROW_PARTS = ("feed", "language", "minutes", "words", "date", "time")
"""What `list_row` may name in braces."""


def _list_row_problem(written: str) -> str | None:
    for found in re.finditer(r"\{([^{}]*)\}?", written):
        if found[0] not in [f"{{{part}}}" for part in ROW_PARTS]:
            sentence = _("“{key}” names {written}, which is not a part of a row: {parts}.")
            parts = " ".join(f"{{{part}}}" for part in ROW_PARTS)
            shown = sentence.replace("{written}", safe_line(found[0].strip(), LONGEST_SHOWN)).replace("{parts}", parts)
            return shown.replace("{key}", "list_row") + suggestion(found[1].strip(), ROW_PARTS)
    return None


def _user_agent_problem(written: str) -> str | None:
    if written.isascii() and written.isprintable() and len(written) <= LONGEST_USER_AGENT:
        return None
    return _("“{key}” must be one line of ASCII, of {n} characters at most.").replace("{n}", str(LONGEST_USER_AGENT))


def _command_problem(written: str) -> str | None:
    import shlex

    try:
        shlex.split(written)
    except ValueError:
        return _("“{key}” is a command, in which a quotation mark is missing.")
    return None


def _read_opener(kind: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        sentence = _("The opener of “{key}” is a command in quotes.")
        raise ValueError(sentence.format(key=safe_line(kind, LONGEST_SHOWN)))
    if problem := _command_problem(value):
        raise ValueError(problem.replace("{key}", safe_line(kind, LONGEST_SHOWN)))
    return value


def _read_keys(command_id: str, value: object) -> str:
    shown = safe_line(command_id, LONGEST_SHOWN)
    if command_id in kinds():
        raise ValueError(_("“{key}” is a setting: it goes above [keys].").format(key=command_id))
    if not isinstance(value, str):
        raise ValueError(_("the keys of “{key}” go in quotes").format(key=shown))
    return value


@lazy_dataclass(frozen=True, slots=True)
class Macro:
    """Commands that are run one after the other."""

    steps: tuple[str, ...]
    """The id of a command each, or a line as it is typed after `:`."""
    label: str = ""
    """What the user calls it; empty if they have not said."""


def _read_macro(key: str, value: object) -> Macro:
    label: object = ""
    steps: Any = value
    if isinstance(value, dict):
        label, steps = value.get("label", ""), value.get("run")
        if unknown := set(value) - {"label", "run"}:
            sentence = _("A macro has “run” and “label”, but no “{key}”.")
            raise ValueError(sentence.format(key=safe_line(min(unknown), LONGEST_SHOWN)))
    steps = [steps] if isinstance(steps, str) else steps
    is_list = isinstance(steps, list) and steps and all(isinstance(step, str) and step.strip() for step in steps)
    if not is_list or not isinstance(label, str):
        sentence = _('The macro “{key}” is a list of commands in quotes: `["article.star", "article.next_unread"]`.')
        raise ValueError(sentence.format(key=safe_line(key, LONGEST_SHOWN)))
    return Macro(tuple(step.strip() for step in steps), safe_line(label, LONGEST_SHOWN))


# A row is all that a setting needs: from it come the checks, `wortreader config`, the screen of settings, the README
# and docs/configuration.md. Its sentence is about the values, which stand in `code`, the default first.
@lazy_dataclass(frozen=True, slots=True)
class Config:
    """All settings. Each has a default, so an empty or missing file is valid."""

    theme: str = choice(
        LOOK, "auto", THEMES, N_("`auto` is light or dark as your terminal is; or a theme, for example `ansi-dark`.")
    )
    language: str = choice(
        LOOK,
        "auto",
        ("auto", *LANGUAGES),
        N_("The language of the interface: English, French, German or Luxembourgish; `auto` is that of your locale."),
    )
    density: str = choice(
        LOOK,
        "auto",
        ("auto", "comfortable", "compact"),
        N_("List rows of several lines (`comfortable`) or of one (`compact`); `auto` depends on the terminal's size."),
    )
    list_row: str = line(
        LOOK,
        LIST_ROW,
        N_("What list rows show below the title: `{feed}`, `{language}`, `{minutes}`, `{words}`, `{date}`, `{time}`."),
        _list_row_problem,
    )
    linear: bool = toggle(LOOK, False, N_("One column of plain lines, for screen readers and braille lines."))
    measure: int = number(LOOK, 72, 40, 120, N_("The longest line of an article, in columns."))
    hyphenate: bool = toggle(LOOK, False, N_("Hyphenate long words at the ends of lines; useful in narrow panes."))
    mark_read: str = choice(
        READING,
        "open",
        ("open", "scroll", "never"),
        N_("Articles are marked read when you `open` them, also when you `scroll` past them in a list, or `never`."),
    )
    go_on: bool = toggle(
        READING, True, N_("Space and n go on to the next feed with unread articles at the end of a list.")
    )
    refresh_minutes: int = number(
        REFRESHING, 30, 0, 1440, N_("Minutes after which the open app refreshes the feeds that are due; 0: never.")
    )
    refresh_metered: bool = toggle(
        REFRESHING, False, N_("Refresh over connections that NetworkManager calls metered, too.")
    )
    keep_days: int = number(
        REFRESHING,
        90,
        0,
        36500,
        N_("Days that a read article without star or tag is kept when its feed drops it; 0: for ever."),
    )
    user_agent: str = line(REFRESHING, "", N_("User agent to send instead of wortreader/VERSION."), _user_agent_problem)
    full_text: str = choice(
        TEXTS,
        "auto",
        ("auto", "feed", "page"),
        N_("Texts come from the `page`, the `feed` or, with `auto`, from the page if the feed has only excerpts."),
    )
    keep_pictures: bool = toggle(TEXTS, True, N_("Download the pictures of new articles, for reading offline."))
    keep_transcripts: bool = toggle(TEXTS, True, N_("Download transcripts and chapters of new podcast episodes."))
    picture_budget: str = size(
        TEXTS, "500M", N_("Disk space for pictures; those of the oldest unstarred articles are deleted first.")
    )
    show_pictures: str = choice(
        TEXTS,
        "auto",
        ("auto", "on", "off"),
        N_("Draw pictures in articles, or show only their captions (`off`); `auto` draws them, but not over SSH."),
    )
    download_folder: str = line(
        DOWNLOADS,
        "",
        N_("Where files of articles go, such as podcasts; empty: `wortreader` in your folder for downloads."),
        folder_problem,
    )
    download_budget: str = size(
        DOWNLOADS, "5G", N_("Disk space for downloads. What exceeds it is refused; nothing is deleted to make room.")
    )
    download_limit: str = size(DOWNLOADS, "2G", N_("The largest file that is downloaded."))
    slow_line: str = choice(
        TERMINAL,
        "auto",
        ("auto", "on", "off"),
        N_("Previews wait until the cursor rests, as suits a slow line to the terminal; `auto` measures the line."),
    )
    mouse: bool = toggle(
        TERMINAL, True, N_("Click, scroll and drag with the mouse; without it, the terminal itself selects text.")
    )
    keep_frame: bool = toggle(
        TERMINAL, True, N_("Keep the last screen when the app ends, and show it at once at the next start.")
    )
    terminal_title: bool = toggle(
        TERMINAL, False, N_("Show the number of unread articles in the title of the terminal.")
    )
    login_store: str = choice(
        LOGINS,
        "file",
        ("file", "keyring"),
        N_("Where logins that you type are kept: a `file` for you alone, or the `keyring` of the desktop."),
    )
    key_command: str = line(
        LOGINS, "", N_("A command that prints the passphrase of an encrypted library: `pass show wortreader`.")
    )
    key_store: str = choice(
        LOGINS,
        "ask",
        ("ask", "keyring"),
        N_("Without such a command, you are asked for the passphrase (`ask`), or the `keyring` has it."),
    )
    browser: str = line(
        PROGRAMS,
        "",
        N_("The command that opens web pages: `firefox`, `w3m {url}`; empty: the browser of the desktop."),
        _command_problem,
    )
    openers: Mapping[str, str] = table(
        PROGRAMS,
        N_("Commands that open some addresses instead: by host, ending, media type, scheme, or feed."),
        _read_opener,
        (
            '"youtube.com" = "mpv"',
            '".pdf" = "zathura {url}"',
            '"audio/*" = "mpv --no-video"',
            '"feed:The Paper" = "w3m"',
        ),
    )
    player: str = line(
        PROGRAMS,
        "",
        N_("The command that plays audio and video: `mpv --volume=70`; empty: mpv or VLC if installed."),
        _command_problem,
    )
    bookmark_command: str = line(
        PROGRAMS, "", N_("A command that bookmarks an article: `buku -a {url} --title {title}`."), _command_problem
    )
    mail_command: str = line(
        PROGRAMS,
        "",
        N_("A command that sends a mail: `sendmail -t`; empty: your mail program is opened."),
        _command_problem,
    )
    speech_command: str = line(
        PROGRAMS,
        "",
        N_("A command that reads aloud what it gets as `{text}` or on its standard input: `espeak-ng -v {language}`."),
        _command_problem,
    )
    speech_rate: int = number(PROGRAMS, 175, 80, 450, N_("How fast articles are read aloud, in words per minute."))
    after_refresh: str = line(
        PROGRAMS,
        "",
        N_("A command to run after a refresh with new articles, which it reads as JSON, one per line."),
        _command_problem,
    )
    notify: str = choice(
        PROGRAMS,
        "auto",
        ("auto", "desktop", "terminal", "bell", "off"),
        N_("How rules notify you: by the `desktop`, the `terminal` or a `bell`; `auto` uses what is available."),
    )
    key_preset: str = choice(KEYS, "default", KEY_PRESETS, N_("Keys of wortreader (`default`), or of another program."))
    keys: Mapping[str, str] = table(
        KEYS,
        N_("Your own keys for a command, separated by commas, by the id of the command."),
        _read_keys,
        ('"article.star" = "s"', '"view.mark_read" = "ctrl+a, gA"'),
    )
    macros: Mapping[str, Macro] = table(
        KEYS,
        N_("Several commands under one key, which is typed after a comma."),
        _read_macro,
        (
            'y = ["article.toggle_read", "article.next_unread"]',
            'b = {label = "star and open", run = ["article.star", "article.browse"]}',
        ),
        has_tables=True,
    )

    @property
    def picture_bytes(self) -> int:
        """`picture_budget` in bytes."""
        return size_in_bytes(self.picture_budget) or 0

    @property
    def download_bytes(self) -> int:
        """`download_budget` in bytes."""
        return size_in_bytes(self.download_budget) or 0

    @property
    def largest_download(self) -> int:
        """`download_limit` in bytes."""
        return size_in_bytes(self.download_limit) or 0


def kinds() -> Mapping[str, SettingKind]:
    """The kinds of all settings by name, in the order of the table."""
    return {row.name: kind_of(row) for row in fields(Config)}


def default_of(row: Field[Any]) -> Any:
    """The default in a row of the table."""
    return row.default if row.default_factory is MISSING else row.default_factory()


@lazy_dataclass(frozen=True, slots=True)
class ReadConfig:
    """What a file says: the settings that are valid, with defaults for the others, and all that is wrong with it."""

    config: Config
    problems: tuple[ConfigError, ...] = ()
    """In the order of their lines."""
    is_readable: bool = True
    """False if nothing in the file can be used: it is no TOML, or cannot be read."""


def load(path: Path, *, is_required: bool = False) -> Config:
    """Returns the settings in `path`, or the defaults if there is no such file.

    Raises ConfigError if the file cannot be read, is not TOML, holds an unknown key or a value out of bounds, or if it
    `is_required` and missing.
    """
    found = read(path, is_required=is_required)
    if found.problems:
        raise found.problems[0]
    return found.config


def read(path: Path, *, is_required: bool = False) -> ReadConfig:
    """Reads as much of a file as can be used. Raises nothing."""
    try:
        source = read_source(path, is_required=is_required)
        written = parse(path, source) if source else {}
    except ConfigError as error:
        return ReadConfig(Config(), (error,), is_readable=False)
    return read_values(path, source, written) if written else ReadConfig(Config())


def read_values(path: Path, source: str, written: Mapping[str, Any]) -> ReadConfig:
    """The settings in the parsed `source` of a file, and what is wrong with it."""
    known, problems = kinds(), []
    values: dict[str, Any] = {}
    for key, value in written.items():
        kind = known.get(key)
        if kind is None:
            sentence = _("unknown setting “{key}”.").format(key=safe_line(key, LONGEST_SHOWN)) + suggestion(key, known)
        else:
            sentence = kind.problem(key, value) or ""
        if sentence:
            problems.append(ConfigError(path, line_of(source, key), sentence))
        elif isinstance(kind, TableSetting):
            values[key] = entries = {}
            for entry, said in _entries(kind, value):
                if isinstance(said, ValueError):
                    problems.append(ConfigError(path, line_of(source, entry, after=key), str(said)))
                else:
                    entries[entry] = said
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return ReadConfig(Config(**values), tuple(sorted(problems, key=lambda problem: problem.line)))


def _entries(kind: TableSetting, written: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """The entries of a table as they are read, or why they cannot be."""
    for key, value in kind.entries(written):
        try:
            yield key, kind.read_entry(key, value)
        except ValueError as error:
            yield key, error
