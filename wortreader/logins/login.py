"""Logins as values: a user and a password, or secret headers, and where they come from."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final

from wortreader.errors import LoginInvalid
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import S_
from wortreader.text import safe_line

_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", re.ASCII)
"""RFC 9110, 5.6.2."""
_NOT_OURS: Final = frozenset(
    {"accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since", "if-none-match",
     "keep-alive", "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade"}
)  # fmt: skip
"""Headers that belong to the connection, or decide what the answer means."""
LONGEST_VALUE: Final = 8000
"""Characters of a password or of the value of a header. Servers refuse longer headers."""


class LoginSource(StrEnum):
    """Where a login comes from."""

    FILE = "file"
    """It is in `credentials.toml`."""
    KEYRING = "keyring"
    """The keyring of the desktop."""
    COMMAND = "command"
    """A command prints it: a password manager."""
    NETRC = "netrc"
    """`~/.netrc`, or the file that the environment variable NETRC names."""


@lazy_dataclass(frozen=True, slots=True)
class Login:
    """User and password for HTTP Basic (RFC 7617), and headers with secrets; either may be missing."""

    user: str | None = None
    """None if there are only headers."""
    password: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Without anything that is secret, for tracebacks and logs."""
        return f"Login(user={self.user!r}, headers={list(self.headers)!r})"

    def as_headers(self) -> Mapping[str, str]:
        """The headers of a request that logs in."""
        if self.user is None:
            return dict(self.headers)
        pair = f"{self.user}:{self.password}".encode("utf-8", "replace")
        return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}", **self.headers}


@lazy_dataclass(frozen=True, slots=True)
class LoginEntry:
    """What is known of a login before it is needed."""

    address: str
    """Of a feed, or of all that is below it on its server."""
    source: LoginSource
    login: Login = Login()
    """The login itself if it is kept in the file; of one from a command the user, if that is set."""
    command: tuple[str, ...] = ()
    """The words of a command, which is called without a shell."""
    header: str = ""
    """The header whose value the command prints; empty if it prints a password."""

    def __repr__(self) -> str:
        """Without anything that is secret."""
        return f"LoginEntry({self.address!r}, {self.source.value!r})"


def check_login(login: Login) -> None:
    """Raises LoginInvalid if a login cannot be sent."""
    if login.user is not None and ":" in login.user:
        raise LoginInvalid(S_("A user name cannot have a colon in it (RFC 7617)."))
    for value in (login.user or "", login.password):
        _check_value(value)
    for name, value in login.headers.items():
        check_header_name(name)
        _check_value(value)


def check_address(address: str) -> None:
    """Raises LoginInvalid for what is no address that a login can be for."""
    if not address.lower().startswith(("http://", "https://")):
        raise LoginInvalid(S_("The address of a login begins with https:// or http://."))


def check_header_name(name: str) -> None:
    """Raises LoginInvalid if a header with this name cannot be set."""
    if _HEADER_NAME.fullmatch(name) is None:
        raise LoginInvalid(S_("“{name}” is not the name of a header.", name=safe_line(name, 60)))
    if name.lower() in _NOT_OURS:
        raise LoginInvalid(S_("The header {name} cannot be set: it is not part of a login.", name=name))


def _check_value(value: str) -> None:
    if len(value) > LONGEST_VALUE:
        raise LoginInvalid(S_("A login of more than {n} characters cannot be sent.", n=LONGEST_VALUE))
    if not value.isprintable():
        raise LoginInvalid(S_("A login cannot have line breaks or other control characters in it."))
