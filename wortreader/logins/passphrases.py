"""Where the passphrase of an encrypted library comes from without asking: a command, or the keyring.

Raises LoginInvalid and LoginNotKept with a sentence that has no secret in it.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from wortreader.errors import LoginInvalid, LoginNotKept
from wortreader.logins.sources import SERVICE, keyring_reason, load_keyring, output_of
from wortreader.paths import true_path
from wortreader.sentences import S_


def from_command(command: str) -> str:
    """The first line that a command prints, which is called without a shell. Raises LoginInvalid."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise LoginInvalid(S_("key_command cannot be read: {reason}.", reason=str(error))) from None
    lines = output_of(words).splitlines() if words else []
    if not lines or not lines[0]:
        raise LoginInvalid(S_("`{command}` printed nothing.", command=command))
    return lines[0]


def from_keyring(library: Path) -> str | None:
    """The passphrase of a library in the keyring; None if it has none. Raises LoginInvalid."""
    keyring = load_keyring()
    try:
        found: str | None = keyring.get_password(SERVICE, _name_of(library))
    except Exception as error:
        raise LoginInvalid(keyring_reason(error)) from error
    return found


def put_into_keyring(library: Path, passphrase: str) -> None:
    """Stores the passphrase of a library in the keyring. Raises LoginNotKept."""
    try:
        load_keyring().set_password(SERVICE, _name_of(library), passphrase)
    except LoginInvalid as error:
        raise LoginNotKept(str(error)) from error
    except Exception as error:
        raise LoginNotKept(keyring_reason(error)) from error


def _name_of(library: Path) -> str:
    """The name under which the passphrase of a library is in the keyring."""
    return f"library {true_path(library)}"
