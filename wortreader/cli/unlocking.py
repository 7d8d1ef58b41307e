"""The passphrase of an encrypted library: from the parent process, a command, the keyring, or the user.

It is never an argument, and nothing prints it.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wortreader import crash_log
from wortreader.cli import output
from wortreader.errors import LibraryLocked, LoginInvalid
from wortreader.i18n import _
from wortreader.store import encryption
from wortreader.store.connection import check_key
from wortreader.store.sqlite_errors import library_errors

if TYPE_CHECKING:
    from wortreader.config import Config

TRIES: Final = 3
"""How often the user is asked."""


def unlock(path: Path, config: Config) -> None:
    """Finds the key of the encrypted library at `path`, and holds it. Raises LibraryLocked."""
    crash_log.leave_out_messages()
    encryption.take_key_from_parent()
    if not encryption.is_locked(path):
        return
    passphrase = configured_passphrase(path, config)
    if passphrase is not None:
        _try(path, passphrase)
        return
    for left in reversed(range(TRIES)):
        try:
            _try(path, ask(path, _("Passphrase of {path}: ")))
        except LibraryLocked as error:
            if not left:
                raise
            output.print_error(str(error))
        else:
            return


def configured_passphrase(path: Path, config: Config) -> str | None:
    """The passphrase from where the settings say; None if the user is to be asked. Raises LibraryLocked."""
    from wortreader.logins import passphrases

    try:
        if config.key_command:
            return passphrases.from_command(config.key_command)
        if config.key_store == "keyring":
            return passphrases.from_keyring(path)
    except LoginInvalid as error:
        words = _("The passphrase of {path} is not available: {reason}")
        raise LibraryLocked(path, words.format(path=path, reason=error)) from error
    return None


def ask(path: Path, prompt: str) -> str:
    """What the user types on the terminal, which does not show it. Raises LibraryLocked if there is none to ask."""
    from getpass import GetPassWarning, getpass
    from warnings import catch_warnings, simplefilter

    try:
        _check_foreground()
        with catch_warnings():
            simplefilter("error", GetPassWarning)
            return getpass(prompt.format(path=path))
    except (OSError, EOFError, GetPassWarning) as error:
        words = _(
            "There is no terminal to ask for the passphrase of {path}. Set `key_command` in the configuration, or "
            "`key_store`."
        )
        raise LibraryLocked(path, words.format(path=path)) from error


def _check_foreground() -> None:
    """Raises OSError in a background process: to ask would stop it, and a child of the app would wait for ever."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return  # getpass tries standard input then
    try:
        if os.tcgetpgrp(terminal) != os.getpgrp():
            raise OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))
    finally:
        os.close(terminal)


def _try(path: Path, passphrase: str) -> None:
    """Holds the key that the passphrase gives if it fits."""
    salt = encryption.salt_of(path)
    if salt is None:
        return  # it has just been decrypted
    encryption.hold_key(encryption.derive_key(passphrase, salt))
    try:
        with library_errors(path):
            check_key(path)
    except BaseException:
        encryption.drop_key(salt)
        raise
