"""The commands encrypt and decrypt."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wortreader import paths
from wortreader.cli import output
from wortreader.cli.asking import is_confirmed
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.config import Config

LEAST_CHARACTERS = 8
"""Of a passphrase."""


@click.command(
    help=_(
        "Encrypt the library with a passphrase, or change its passphrase. End all other wortreader programs "
        "first. Without the passphrase, nobody can read the library again. See docs/encryption.md."
    )
)
@pass_invocation
def encrypt(invocation: Invocation) -> ExitCode:
    """Encrypts the library, and deletes what was kept beside it before."""
    from wortreader.model import utc_now
    from wortreader.store.maintenance import converting, marks_copy

    path = paths.true_path(invocation.library_path)
    with invocation.library() as library:  # makes a new one, and asks for the old passphrase
        was_encrypted = library.database.is_encrypted
    config = invocation.config()
    passphrase = _new_passphrase(path, config, is_change=was_encrypted)
    # The keyring keeps the old one until that opens nothing; a first one must be there before anything needs it.
    if not was_encrypted:
        _keep_passphrase(path, passphrase, config)
    converting.encrypt(path, passphrase)
    if was_encrypted:
        _keep_passphrase(path, passphrase, config)
    with invocation.library() as library:
        converting.delete_plain_files(library)
        marks_copy.make_copy(library, now=utc_now())
    output.write(
        _("{path} has a new passphrase.").format(path=path)
        if was_encrypted
        else _("{path} is encrypted. The plain file was overwritten; disks and backups may still have it.").format(
            path=path
        )
    )
    for file in converting.plain_files(path):
        output.print_error(_("This file is not encrypted: {path}").format(path=safe_line(str(file))))
    return ExitCode.DONE


@click.command(help=_("Replace the encrypted library with one that is not encrypted."))
@click.option("--yes", "is_certain", is_flag=True, help=_("Do not ask; needed where there is no terminal."))
@pass_invocation
def decrypt(invocation: Invocation, is_certain: bool) -> ExitCode:
    """Decrypts the library if the user means it. Raises UsageError if they cannot be asked."""
    from wortreader.store import encryption
    from wortreader.store.maintenance import converting

    path = paths.true_path(invocation.library_path)
    if not encryption.is_encrypted(path):
        output.print_error(_("{path} is not encrypted.").format(path=path))
        return ExitCode.FAILED
    if not is_certain:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(_("Nothing was changed; add --yes to confirm."))
        if not is_confirmed(_("Anyone who has the file will be able to read it. Decrypt it?")):
            output.print_error(_("Nothing was changed."))
            return ExitCode.FAILED
    invocation.unlock()
    converting.decrypt(path)
    output.write(_("{path} is not encrypted any more.").format(path=path))
    return ExitCode.DONE


def _new_passphrase(path: Path, config: Config, *, is_change: bool) -> str:
    """The passphrase that is to be used from now on.

    Raises LibraryLocked, and UsageError if it is too short or not the same twice.
    """
    from wortreader.cli.unlocking import ask, configured_passphrase

    found = None if is_change and _uses_keyring(config) else configured_passphrase(path, config)
    passphrase = found if found is not None else ask(path, _("New passphrase of {path}: "))
    if len(passphrase) < LEAST_CHARACTERS:
        raise UsageError(_("A passphrase has at least {n} characters.").format(n=LEAST_CHARACTERS))
    if found is None and ask(path, _("The same again: ")) != passphrase:
        raise UsageError(_("These are two different passphrases. Nothing was changed."))
    return passphrase


def _uses_keyring(config: Config) -> bool:
    return config.key_store == "keyring" and not config.key_command


def _keep_passphrase(path: Path, passphrase: str, config: Config) -> None:
    """Puts the passphrase into the keyring if that is where it comes from. Raises LoginNotKept."""
    from wortreader.logins import passphrases

    if _uses_keyring(config):
        passphrases.put_into_keyring(path, passphrase)
