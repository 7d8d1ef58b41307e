"""Reads logins from the keyring, a command and netrc. Blocks; nothing is asked of the terminal."""

from __future__ import annotations

import json
import netrc
import os
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Final
from urllib.parse import urlsplit

from wortreader import programs
from wortreader.errors import LoginInvalid, LoginNotKept, ProgramFailed
from wortreader.i18n import N_
from wortreader.logins.login import Login, LoginEntry, LoginSource, check_login
from wortreader.sentences import S_, Sentence
from wortreader.system_errors import reason_of
from wortreader.text import safe_line

SERVICE: Final = "wortreader"
"""The name under which logins are in the keyring; the name of the user there is the address."""

COMMAND_SECONDS: Final = 30.0
"""For a command that prints a password. It may ask for a PIN in a window of its own."""
_LONGEST_OUTPUT: Final = 64 * 1000
_USER_LINES: Final = ("user", "username", "login")


def login_of(entry: LoginEntry) -> Login:
    """The login of an entry. Raises LoginInvalid with a sentence that has no secret in it."""
    match entry.source:
        case LoginSource.FILE:
            return entry.login
        case LoginSource.KEYRING:
            login = _from_keyring(entry.address)
        case LoginSource.COMMAND:
            login = _from_command(entry)
        case LoginSource.NETRC:
            login = _from_netrc(entry.address)
    check_login(login)
    return login


# --- keyring ----------------------------------------------------------------------------------------------------------


def put_into_keyring(address: str, login: Login) -> None:
    """Stores a login in the keyring. Raises LoginNotKept."""
    value = json.dumps({"user": login.user, "password": login.password, "headers": dict(login.headers)})
    try:
        load_keyring().set_password(SERVICE, address, value)
    except LoginInvalid as error:
        raise LoginNotKept(str(error)) from error
    except Exception as error:
        raise LoginNotKept(keyring_reason(error)) from error


def remove_from_keyring(address: str) -> None:
    """Removes a login from the keyring, if it is there. Raises LoginNotKept."""
    try:
        keyring = load_keyring()
        if keyring.get_password(SERVICE, address) is not None:
            keyring.delete_password(SERVICE, address)
    except LoginInvalid as error:
        raise LoginNotKept(str(error)) from error
    except Exception as error:
        raise LoginNotKept(keyring_reason(error)) from error


def _from_keyring(address: str) -> Login:
    try:
        value = load_keyring().get_password(SERVICE, address)
    except LoginInvalid:
        raise
    except Exception as error:
        raise LoginInvalid(keyring_reason(error)) from error
    if value is None:
        raise LoginInvalid(S_("The keyring has no login for {address}.", address=address))
    try:
        found = json.loads(value)
        return Login(found["user"], found["password"], dict(found["headers"]))
    except (ValueError, TypeError, KeyError) as error:
        raise LoginInvalid(S_("The login for {address} in the keyring is damaged.", address=address)) from error


def load_keyring() -> ModuleType:
    """The package keyring. Raises LoginInvalid if it is not installed."""
    try:
        import keyring  # an optional extra, and 60 ms
    except ImportError as error:
        raise LoginInvalid(S_("The keyring needs a further package: pip install 'wortreader[keyring]'.")) from error
    return keyring


def keyring_reason(error: Exception) -> Sentence:
    """Why the keyring cannot be used, in a sentence."""
    words = safe_line(str(error), 120) or type(error).__name__
    return S_("The keyring cannot be used: {reason}.", reason=words.rstrip("."))


# --- command ----------------------------------------------------------------------------------------------------------


def _from_command(entry: LoginEntry) -> Login:
    """What a command prints: the password, or the value of a header, on its first line.

    A line `user: NAME` has the user, as with `pass`, unless the entry has one.
    """
    lines = output_of(entry.command).splitlines()
    secret = lines[0] if lines else ""
    if not secret:
        raise LoginInvalid(S_("`{command}` printed nothing.", command=_shown(entry.command)))
    if entry.header:
        return Login(headers={entry.header: secret})
    user = entry.login.user
    for line in lines[1:]:
        name, _colon, value = line.partition(":")
        if user is None and name.strip().lower() in _USER_LINES:
            user = value.strip()
    if user is None:
        message = N_("`{command}` printed no line “user: NAME”, and the login has no user.")
        raise LoginInvalid(Sentence.of(message, command=_shown(entry.command)))
    return Login(user, secret)


def output_of(command: Sequence[str]) -> str:
    """What a command prints. Raises LoginInvalid if it fails, or has not ended after COMMAND_SECONDS."""
    try:
        ended = programs.run(command, seconds=COMMAND_SECONDS, most_output=_LONGEST_OUTPUT, stops_at_most=True)
        if ended.output_size > _LONGEST_OUTPUT:
            message = N_("`{command}` prints more than {n} kB: that is not a login.")
            raise LoginInvalid(Sentence.of(message, command=_shown(command), n=_LONGEST_OUTPUT // 1000))
        programs.check(command, ended)
    except ProgramFailed as error:
        raise LoginInvalid(error.reason) from None
    return ended.output.decode("utf-8", "replace")


def _shown(command: Sequence[str]) -> str:
    return programs.shown(command)


# --- netrc ------------------------------------------------------------------------------------------------------------


def _from_netrc(address: str) -> Login:
    path = Path(os.environ.get("NETRC") or "~/.netrc").expanduser()
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        message = N_("{address} is not a web address.")
        raise LoginInvalid(Sentence.of(message, address=safe_line(address, 80))) from None
    try:
        found = netrc.netrc(path).authenticators(host)
    except netrc.NetrcParseError as error:
        message = N_("{path} cannot be read: line {line} is not valid.")
        raise LoginInvalid(Sentence.of(message, path=str(path), line=error.lineno or 0)) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else S_("it is not text")
        raise LoginInvalid(S_("{path} cannot be read: {reason}.", path=str(path), reason=reason)) from None
    if found is None:
        raise LoginInvalid(S_("{path} has no login for {host}.", path=str(path), host=host))
    user, account, password = found
    return Login(user or account or "", password or "")
