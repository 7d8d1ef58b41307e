"""The checks of `wortreader doctor`. Each yields findings, with a solution if something is wrong.

They change nothing. A failing check is a finding too.
"""

from __future__ import annotations

import codecs
import locale
import os
import platform
import pyexpat
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wortreader import __version__, paths
from wortreader.ascii_locale import has_ascii_only
from wortreader.cli.configuration import config_problems
from wortreader.cli.invocation import Invocation, sentence
from wortreader.cli.open_app import missing_terminal
from wortreader.download_errors import in_megabytes
from wortreader.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryGone,
    LibraryNotOurs,
    LibraryReadOnly,
    LibraryTooNew,
    LibraryTooOld,
)
from wortreader.i18n import _, ngettext, pN_
from wortreader.last_screen import kept
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed, utc_now

if TYPE_CHECKING:
    from wortreader.store.library import Library

PACKAGES = (
    "textual",
    "rich",
    "feedparser",
    "lxml",
    "aiohttp",
    "pillow",
    "sqlite-utils",
    "click",
    "babel",
    "platformdirs",
)

SAFE_EXPAT = (2, 6, 0)
"""The first version of expat that parses large tokens in linear time (CVE-2023-52425)."""

LOOSE_BYTES = 50 * 1000**2
"""More unused space in the library is reported."""

SPARE_BYTES = 100 * 1000**2
"""Less free space on the disk is reported."""

OLD_COPY = timedelta(days=3)
"""A copy of the marks that is older is reported."""

_HOW_TO_SAVE = _(
    "`wortreader doctor --repair` rebuilds the index or, if the file itself is damaged, puts what can be read into a "
    "new one and keeps the old."
)


class Level(StrEnum):
    """The severity of a finding."""

    GOOD = "ok"
    NOTE = "note"
    """Nothing is broken, but the user should know."""
    WRONG = "WRONG"


LEVEL_WORDS: Final = {
    Level.GOOD: pN_("doctor", "ok"),
    Level.NOTE: pN_("doctor", "note"),
    Level.WRONG: pN_("doctor", "WRONG"),
}
"""What a severity is called."""


@lazy_dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check."""

    level: Level
    subject: str
    words: str
    cure: str = ""
    """What the user can do about it; empty if there is nothing to do."""


def versions() -> Iterator[Finding]:
    """Versions of wortreader, Python and the dependencies."""
    yield Finding(Level.GOOD, "wortreader", __version__)
    yield Finding(Level.GOOD, "Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}")
    from wortreader.store.maintenance.health import sqlite_version

    yield sqlite(sqlite_version())
    yield expat(pyexpat.version_info)
    for name in PACKAGES:
        try:
            yield Finding(Level.GOOD, name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(
                Level.WRONG, name, _("is not installed."), _("Install wortreader again: pip install --force-reinstall.")
            )


def sqlite(version: Sequence[int]) -> Finding:
    """The version of SQLite; a note if it has the bug that can damage a file with two writers."""
    from wortreader.store.maintenance.health import has_wal_reset_bug

    written = ".".join(map(str, version))
    if not has_wal_reset_bug(version):
        return Finding(Level.GOOD, "SQLite", written)
    return Finding(
        Level.NOTE,
        "SQLite",
        _("{version} has the WAL-reset bug; wortreader's own lock prevents it.").format(version=written),
        _("Let no other program write to the library, or use a Python with SQLite 3.51.3, 3.50.7 or 3.44.6."),
    )


def expat(version: Sequence[int]) -> Finding:
    """The version of the XML parser; a note if it is slow on hostile feeds."""
    written = ".".join(map(str, version))
    if tuple(version) >= SAFE_EXPAT:
        return Finding(Level.GOOD, "expat", written)
    return Finding(
        Level.NOTE,
        "expat",
        _("{version} is slow on hostile feeds; the limits on reading them hold.").format(version=written),
        _("Update expat, or Python where it brings its own, to get 2.6.0 or newer."),
    )


def configuration(invocation: Invocation) -> Iterator[Finding]:
    """The configuration file and the crash log."""
    path = invocation.config_path
    mistakes = config_problems(path, is_required=invocation.named_config is not None)
    for mistake in mistakes:
        yield Finding(Level.WRONG, _("settings"), sentence(mistake), _("Correct or remove that line."))
    if not mistakes:
        words = "{path}" if os.access(path, os.F_OK) else _("{path} (none: using defaults)")
        yield Finding(Level.GOOD, _("settings"), words.format(path=path))
    count, problems = invocation.site_rules().check()
    for problem in problems:
        words = _("Correct the file, or take it out of the folder.")
        yield Finding(Level.WRONG, _("rules for sites"), str(problem), words)
    if count and not problems:
        used = ngettext("{count} file is used.", "{count} files are used.", count).format(count=count)
        yield Finding(Level.GOOD, _("rules for sites"), used)
    yield Finding(Level.GOOD, _("crash reports"), str(paths.log_path()))


def surroundings(library_path: Path) -> Iterator[Finding]:
    """The folder of the library, or the nearest one above it that exists: permissions, file system, free space."""
    from wortreader.store.library_file import NETWORK_FILE_SYSTEMS, file_system, read_mounts

    folder = next(folder for folder in library_path.resolve().parents if os.access(folder, os.F_OK))
    for path in (library_path, folder):
        if os.access(path, os.F_OK) and not os.access(path, os.W_OK):
            yield Finding(
                Level.WRONG,
                _("permissions"),
                _("{path} cannot be written: marks and new articles are lost.").format(path=path),
                _("chmod u+w {path}, or name another library with --library.").format(path=path),
            )
    kind = file_system(folder, read_mounts())
    if kind in NETWORK_FILE_SYSTEMS:
        words = _(
            "{folder} is on a network file system ({kind}): reading and writing wait for each other there, and no two "
            "machines may have the library open at once."
        )
        cure = _("Better keep the library on a local disk: --library, or WORTREADER_LIBRARY.")
        yield Finding(Level.NOTE, _("file system"), words.format(folder=folder, kind=kind), cure)
    elif kind:
        yield Finding(Level.GOOD, _("file system"), kind)
    free = shutil.disk_usage(folder).free
    room = _("{size} are free.").format(size=in_megabytes(free))
    if free < SPARE_BYTES:
        remedy = _("Make room on the disk that holds {path}.").format(path=folder)
        yield Finding(Level.NOTE, _("disk space"), room, remedy)
    else:
        yield Finding(Level.GOOD, _("disk space"), room)


def library(path: Path) -> Iterator[Finding]:
    """The library: whether it opens, its integrity, its pictures and feeds."""
    from wortreader.cli.migration_progress import migration_progress
    from wortreader.store.library import Library

    subject = _("library")
    try:
        with migration_progress() as on_progress:
            opened = Library.open(path, must_exist=True, on_progress=on_progress)
    except LibraryGone:
        words = _("{path} does not exist yet; it is made when it is first needed.").format(path=path)
        yield Finding(Level.NOTE, subject, words)
        return
    except LibraryError as error:
        yield Finding(Level.WRONG, subject, sentence(error), cure_of(error))
        return
    try:
        yield from _soundness(opened)
        yield from _pictures(opened)
        try:
            yield from feeds(opened.feeds.all(), opened.path)
        except (AttributeError, OverflowError, TypeError, ValueError):
            if not _has_wrong_values(opened):  # which have been told then
                raise
    except LibraryError as error:
        yield Finding(Level.WRONG, subject, sentence(error), cure_of(error))
    finally:
        opened.close()


def _has_wrong_values(opened: Library) -> bool:
    from wortreader.store.maintenance.wrong_values import find_wrong_values

    with opened.database.read() as connection:
        return bool(find_wrong_values(connection))


def _soundness(opened: Library) -> Iterator[Finding]:
    from wortreader.store.maintenance.health import examine

    health = examine(opened)
    yield Finding(
        Level.GOOD,
        _("library"),
        _("{path}, version {version}, {size} and {log} of log, {mode}").format(
            path=opened.path,
            version=health.version,
            size=in_megabytes(health.size_bytes),
            log=in_megabytes(health.log_bytes),
            mode=health.journal_mode,
        ),
    )
    if opened.database.is_encrypted:
        words = _("The library is encrypted. Pictures and the last screen are not kept.")
        yield Finding(Level.GOOD, _("encryption"), words)
    if health.spare_bytes > LOOSE_BYTES:
        words = _("{size} of it is unused; new articles will fill it.").format(size=in_megabytes(health.spare_bytes))
        remedy = _("`wortreader doctor --shrink` gives it back to the disk.")
        yield Finding(Level.NOTE, _("disk space"), words, remedy)
    if health.is_read_only:
        words = _("It can only be read: marks are not kept and nothing is refreshed.")
        yield Finding(Level.WRONG, _("library"), words, _("Make the file and its folder writable."))
    if not health.problems:
        yield Finding(Level.GOOD, _("integrity"), _("The file and its full-text index are sound."))
    for problem in health.problems:
        yield Finding(Level.WRONG, _("integrity"), problem, _HOW_TO_SAVE)


def state(library_path: Path) -> Iterator[Finding]:
    """The folder in which the app remembers how it looked and where the user was."""
    folder, subject = paths.state_folder(library_path), _("app's state")
    if not os.access(folder, os.F_OK):
        words = _("{folder} is made when the app has something to remember.")
        yield Finding(Level.GOOD, subject, words.format(folder=folder))
    elif folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(Level.GOOD, subject, str(folder))
        last_screens = folder / kept.FOLDER_NAME
        if os.access(last_screens, os.F_OK):
            words = _("{folder} has what the next start shows first; `keep_frame = false` deletes it.")
            yield Finding(Level.GOOD, _("last screen"), words.format(folder=last_screens))
    else:
        words = _("{folder} cannot be written: the app starts as if for the first time.").format(folder=folder)
        yield Finding(Level.NOTE, subject, words, _("chmod u=rwx {path}, or take it away.").format(path=folder))


def marks_copy(library_path: Path) -> Iterator[Finding]:
    """The rolling copy of what cannot be fetched again: how old it is, and whether it can be read."""
    from wortreader.errors import MarksCopyDamaged
    from wortreader.prose.dates import local_zone, long_date, user_locale
    from wortreader.store.maintenance.marks_copy import copy_paths, read_header

    path, subject = copy_paths(library_path)[0], _("marks")
    cure = _("A refresh makes a new one once a day, if it can write to {folder}.").format(folder=path.parent)
    try:
        header = read_header(path)
    except FileNotFoundError:
        yield Finding(Level.GOOD, subject, _("There is no copy of them yet. A refresh makes one once a day."))
        return
    except (MarksCopyDamaged, OSError) as error:
        yield Finding(Level.NOTE, subject, sentence(error), cure)
        return
    words = ngettext(
        "{path} is a copy of {n} mark, of {time}.", "{path} is a copy of {n} marks, of {time}.", header.marks
    )
    time = long_date(header.made_at, user_locale(), local_zone())
    is_old = utc_now() - header.made_at > OLD_COPY
    finding = words.format(path=path, n=header.marks, time=time)
    yield Finding(Level.NOTE if is_old else Level.GOOD, subject, finding, cure if is_old else "")


def _pictures(opened: Library) -> Iterator[Finding]:
    """The folder of pictures: its size, and whether files and database agree."""
    subject, folder = _("pictures"), opened.pictures.folder
    usage, mismatches = opened.pictures.usage(), opened.pictures.mismatches()
    words = ngettext("{folder}: {n} picture, {size}", "{folder}: {n} pictures, {size}", usage.count)
    yield Finding(Level.GOOD, subject, words.format(folder=folder, n=usage.count, size=in_megabytes(usage.byte_size)))
    if os.access(folder, os.F_OK) and not os.access(folder, os.W_OK):
        words = _("{folder} cannot be written: no more pictures are kept.").format(folder=folder)
        yield Finding(Level.WRONG, subject, words, _("chmod u+w {path}").format(path=folder))
    cure = _("`wortreader doctor --repair-pictures` deletes the files, and has what is lost fetched again.")
    if mismatches.strays:
        words = ngettext("{n} file belongs to no article.", "{n} files belong to no article.", mismatches.strays)
        yield Finding(Level.NOTE, subject, words.format(n=mismatches.strays), cure)
    if mismatches.missing:
        words = ngettext(
            "{n} file is missing or incomplete.", "{n} files are missing or incomplete.", mismatches.missing
        )
        yield Finding(Level.NOTE, subject, words.format(n=mismatches.missing), cure)


def feeds(known: Sequence[Feed], library_path: Path) -> Iterator[Finding]:
    """The number of feeds and of those that failed in the last refresh."""
    from wortreader.cli.restore import lost_feeds

    if not known and (words := lost_feeds(library_path)):
        yield Finding(Level.NOTE, _("feeds"), words)
        return
    yield Finding(Level.GOOD, _("feeds"), ngettext("{n} feed", "{n} feeds", len(known)).format(n=len(known)))
    failed = sum(feed.failure is not None for feed in known)
    if failed:
        words = ngettext("{n} feed failed at the last refresh.", "{n} feeds failed at the last refresh.", failed)
        yield Finding(Level.NOTE, _("feeds"), words.format(n=failed), _("`wortreader feeds` says why."))


def cure_of(error: LibraryError) -> str:
    """What can be done about a library that does not open; empty if nothing is known."""
    match error:
        case LibraryDamaged():
            return _HOW_TO_SAVE
        case LibraryTooNew():
            return _("Update wortreader.")
        case LibraryNotOurs() | LibraryTooOld():
            return _("Name another file with --library, or move this one away.")
        case LibraryReadOnly():
            return _("Make the file and its folder writable.")
        case LibraryBusy():
            return _("End the program that holds it, or try again later.")
        case _:
            return ""


def terminal() -> Iterator[Finding]:
    """The encoding, size and colours of the terminal."""
    encoding = codecs.lookup(sys.stdout.encoding or "ascii").name
    preferred = locale.getpreferredencoding(False)
    if has_ascii_only():
        words = _("The locale {locale} has only ASCII; other letters are replaced.").format(locale=_locale_name())
        yield Finding(Level.NOTE, _("letters"), words, _("Choose a UTF-8 locale: export LC_ALL=C.UTF-8."))
    elif encoding == "utf-8":
        words = _("{encoding}, {locale}").format(encoding=encoding, locale=_locale_name() or preferred)
        yield Finding(Level.GOOD, _("letters"), words)
    else:
        words = _("Output is written in {encoding}, which lacks many letters.").format(encoding=encoding)
        yield Finding(Level.WRONG, _("letters"), words, _("Choose a UTF-8 locale: export LANG=C.UTF-8."))
    problem = missing_terminal()
    if problem:
        yield Finding(Level.NOTE, _("terminal"), problem)
        return
    size = shutil.get_terminal_size()
    words = _("{name}, {columns}×{lines}, {colours}").format(
        name=os.environ.get("TERM", ""),
        columns=size.columns,
        lines=size.lines,
        colours=os.environ.get("COLORTERM") or _("colours as TERM says"),
    )
    yield Finding(Level.GOOD, _("terminal"), words)


def _locale_name() -> str:
    """The locale that decides the language of dates and messages."""
    return next((os.environ[name] for name in ("LC_ALL", "LC_TIME", "LANG") if os.environ.get(name)), "")
