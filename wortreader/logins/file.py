"""The file `credentials.toml` beside the configuration: the logins, or where they come from.

Only its owner can read it, and it is replaced as a whole. Its contents are never part of an error.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shlex
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from wortreader import toml_source
from wortreader.address_secrets import without_user_info
from wortreader.errors import ConfigError, LoginInvalid, LoginNotKept
from wortreader.files import write_whole
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.logins.login import Login, LoginEntry, LoginSource, check_address, check_login
from wortreader.sentences import S_
from wortreader.system_errors import reason_of
from wortreader.text import labelled, safe_line

NAME: Final = "credentials.toml"

_LARGEST: Final = 1024 * 1024
_LONGEST_SHOWN: Final = 120
"""Characters of an address or a key that an error repeats."""
_HEADER: Final = """# Logins for feeds. `wortreader login` writes this file anew; docs/logins.md says what may be in it.
# Keep it to yourself: the passwords in it can be read.
"""
_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


LOCK_SECONDS = 5.0
"""How long another process may change the logins: it takes milliseconds."""
_PAUSE_SECONDS: Final = 0.02


@lazy_dataclass(frozen=True, slots=True)
class LoginFile:
    """The logins in a file, which need not exist."""

    path: Path

    def entries(self) -> Mapping[str, LoginEntry]:
        """The logins by their addresses; none if there is no file.

        Raises ConfigError if it cannot be read, if others than its owner can read it, or if it is not valid.
        """
        try:
            if self.path.is_fifo():  # opening it would wait for whoever writes to it
                raise ConfigError(self.path, 1, _("it is not a file"))
            with self.path.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                data = file.read(_LARGEST + 1)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            raise ConfigError(self.path, 1, reason_of(error)) from error
        if stat.S_ISREG(mode) and mode & 0o077:
            reason = _("others on this machine can read the passwords in it. `chmod 600` fixes that.")
            raise ConfigError(self.path, 1, reason)
        if len(data) > _LARGEST:
            raise ConfigError(self.path, 1, _("it is too long"))
        return self._parsed(data)

    def change(self, change: Callable[[dict[str, LoginEntry]], None]) -> None:
        """Lets `change` change the entries, and writes them. No other process writes them meanwhile.

        Raises ConfigError as `entries` does, and LoginNotKept if the file cannot be written.
        """
        try:
            with self._lock():
                before = self.entries()
                after = dict(before)
                change(after)
                if after != before:
                    data = _written(after.values()).encode()
                    if len(data) > _LARGEST:  # nobody could read it
                        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
                    write_whole(self.path, data, is_private=True)
        except OSError as error:
            raise LoginNotKept(
                _("The login could not be written to {path}: {reason}.").format(path=self.path, reason=reason_of(error))
            ) from error

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Holds a lock on the folder of the file, which is created for its owner alone."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _take_lock(folder)
            yield
        finally:
            os.close(folder)

    def _parsed(self, data: bytes) -> Mapping[str, LoginEntry]:
        try:
            tables = toml_source.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
            line = re.search(r"\(at line (\d+)", str(error))
            reason = _("this is not valid TOML; the line may have a password, so it is not shown here")
            raise ConfigError(self.path, int(line[1]) if line else 1, reason) from None
        entries: dict[str, LoginEntry] = {}
        for address, table in tables.items():
            try:
                entries[without_user_info(address)] = _entry(without_user_info(address), table)
            except LoginInvalid as error:
                shown = safe_line(without_user_info(address), _LONGEST_SHOWN)
                raise ConfigError(self.path, _line_of(data, address), labelled(shown, str(error))) from None
        return entries


def _take_lock(folder: int) -> None:
    """Takes the lock. Any program that can read the folder can hold it: a blocking flock would wait for ever.

    Raises LoginNotKept after LOCK_SECONDS.
    """
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LoginNotKept(_("Another program is using the folder of the logins. Try again later.")) from None
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _line_of(data: bytes, address: str) -> int:
    at = data.find(address.encode())
    return data.count(b"\n", 0, at) + 1 if at >= 0 else 1


def _entry(address: str, table: Any) -> LoginEntry:
    """The entry of a table. Raises LoginInvalid."""
    if not isinstance(table, dict):
        raise LoginInvalid(S_('a login is a table: `["https://example.org"]`'))
    check_address(address)
    known = {"user", "password", "headers", "header", "command", "keyring", "netrc"}
    if unknown := sorted(set(table) - known):
        raise LoginInvalid(S_("unknown key “{key}”", key=safe_line(unknown[0], _LONGEST_SHOWN)))
    headers = table.get("headers", {})
    texts = [table.get(name, "") for name in ("user", "password", "header")]
    if not isinstance(headers, dict) or not all(isinstance(text, str) for text in (*texts, *headers.values())):
        raise LoginInvalid(S_("the values go in quotes"))
    login = Login(table.get("user"), table.get("password", ""), headers)
    check_login(login)
    sources = [name for name in ("command", "keyring", "netrc") if table.get(name)]
    if len(sources) > 1 or (sources and (login.password or login.headers)):
        raise LoginInvalid(S_("a login comes from one place: a password or headers, a command, the keyring, or netrc"))
    if not sources:
        if login.user is None and not login.headers:
            raise LoginInvalid(S_("it has neither a user nor headers"))
        return LoginEntry(address, LoginSource.FILE, login)
    if sources[0] != "command":
        return LoginEntry(address, LoginSource(sources[0]), Login())
    return LoginEntry(address, LoginSource.COMMAND, login, command_words(table["command"]), table.get("header", ""))


def command_words(command: object) -> tuple[str, ...]:
    """The words of a command that is written as one string or as a list of them. Raises LoginInvalid."""
    try:
        words = shlex.split(command) if isinstance(command, str) else command
    except ValueError:
        words = None  # a quotation mark is missing
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise LoginInvalid(S_("a command is a list of words in quotes"))
    if not all(word.isprintable() or word.replace("\n", "").replace("\t", "").isprintable() for word in words):
        raise LoginInvalid(S_("a command has characters that cannot be written"))
    return tuple(words)


def _written(entries: Iterable[LoginEntry]) -> str:
    return _HEADER + "".join(f"\n{_table(entry)}" for entry in sorted(entries, key=lambda entry: entry.address))


def _table(entry: LoginEntry) -> str:
    lines = [f"[{_string(entry.address)}]"]
    login = entry.login
    if login.user is not None:
        lines.append(f"user = {_string(login.user)}")
    if entry.source is LoginSource.FILE:
        if login.user is not None:
            lines.append(f"password = {_string(login.password)}")
        if login.headers:
            pairs = ", ".join(f"{_key(name)} = {_string(value)}" for name, value in login.headers.items())
            lines.append(f"headers = {{ {pairs} }}")
    elif entry.source is LoginSource.COMMAND:
        lines.append(f"command = [{', '.join(map(_string, entry.command))}]")
        if entry.header:
            lines.append(f"header = {_string(entry.header)}")
    else:
        lines.append(f"{entry.source.value} = true")
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    """A basic string of TOML."""
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'
