"""The command login: user names, passwords and secret headers for feeds, and where they come from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.completion import FEED
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import N_, _
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.logins.book import Logins
    from wortreader.logins.login import Login, LoginEntry

_BEARER = "Authorization"
_MOST_STDIN = 64 * 1024

_KEPT = {
    "file": N_("The login for {address} is kept in credentials.toml beside the configuration."),
    "keyring": N_("The login for {address} is kept in the keyring."),
    "command": N_("The login for {address} comes from `{command}`."),
    "netrc": N_("The login for {address} comes from netrc."),
}


@click.command(
    help=_(
        "Set the login for a feed, or list all. FEED is its number, address or title, or the address of a "
        "site, for all that is below it. You are asked for user name and password; without a terminal they are "
        "read from standard input, one per line. They are kept outside of the library, and sent to this server "
        "only."
    )
)
@click.argument("feed", metavar="[FEED]", type=FEED, required=False)
@click.option("--user", metavar="NAME", help=_("The user name; you are only asked for the password then."))
@click.option(
    "--header",
    "headers",
    metavar="NAME",
    multiple=True,
    help=_("Send this header; you are asked for its value. May be repeated."),
)
@click.option("--bearer", "is_bearer", is_flag=True, help=_("Ask for a token, and send it as Authorization: Bearer."))
@click.option(
    "--command",
    metavar="COMMAND",
    help=_("Take the password, or with --header its value, from the first line that this command prints."),
)
@click.option("--netrc", "is_netrc", is_flag=True, help=_("Take user and password from ~/.netrc."))
@click.option("--remove", "is_removed", is_flag=True, help=_("Remove the login."))
@pass_invocation
def login(
    invocation: Invocation,
    feed: str | None,
    user: str | None,
    headers: tuple[str, ...],
    is_bearer: bool,
    command: str | None,
    is_netrc: bool,
    is_removed: bool,
) -> ExitCode:
    """Sets, removes or lists logins. No secret is an argument, or printed."""
    from wortreader.sync.logins import keep_login, keep_login_source, login_address, remove_login

    has_options = bool(user is not None or headers or is_bearer or command or is_netrc or is_removed)
    logins = invocation.network().logins
    assert logins is not None, "an invocation has logins"
    if feed is None:
        if has_options:
            raise UsageError(_("Say for which feed: wortreader login FEED."))
        _list(logins)
        return ExitCode.DONE
    if bool(command) + is_netrc + is_removed + is_bearer > 1 or ((is_netrc or is_removed) and (headers or user)):
        raise UsageError(_("These options do not go together. `wortreader login --help` explains them."))
    with invocation.library() as library:
        # What `wortreader login` lists is removed as it is written there, even if it is part of the address of a feed.
        is_listed = is_removed and any(entry.address == feed for entry in logins.entries())
        address = feed if is_listed else login_address(library, feed)
        shown = safe_line(address, 100)
        if is_removed:
            is_gone = remove_login(logins, address)
            words = _("Removed the login for {address}.") if is_gone else _("There is no login for {address}.")
            wider = logins.entry_for(address) if not is_gone else None
            if wider is not None:
                words = _("The login is for all of {site}: wortreader login {site} --remove.")
            site = safe_line(wider.address, 100) if wider is not None else ""
            (output.write if is_gone else output.print_error)(words.format(address=shown, site=site))
            return ExitCode.DONE if is_gone else ExitCode.FAILED
        entry = _source(address, user, headers, command, is_netrc)
        if entry is not None:
            keep_login_source(library, logins, entry)
        else:
            keep_login(library, logins, address, _asked(user, headers, is_bearer=is_bearer))
    entry = logins.entry_for(address)
    assert entry is not None, "it has just been kept"
    output.write(_(_KEPT[entry.source]).format(address=shown, command=safe_line(" ".join(entry.command), 80)))
    return ExitCode.DONE


def _source(
    address: str, user: str | None, headers: Sequence[str], command: str | None, is_netrc: bool
) -> LoginEntry | None:
    """Where the login comes from; None if the user types it. Raises LoginInvalid."""
    from wortreader.logins.file import command_words
    from wortreader.logins.login import Login, LoginEntry, LoginSource, check_header_name, check_login

    if is_netrc:
        return LoginEntry(address, LoginSource.NETRC)
    if command is None:
        return None
    if len(headers) > 1 or (headers and user is not None):
        raise UsageError(_("A command prints one value: write one --header, or none."))
    header = headers[0] if headers else ""
    if header:
        check_header_name(header)
    login = Login(user)
    check_login(login)
    return LoginEntry(address, LoginSource.COMMAND, login, command_words(command), header)


def _asked(user: str | None, headers: Sequence[str], *, is_bearer: bool) -> Login:
    """The login that the user types. Raises LoginInvalid, and UsageError if standard input has too few lines."""
    from wortreader.logins.login import Login, check_header_name

    for name in headers:
        if ":" in name:
            raise UsageError(
                _("Write only the name after --header: you are asked for its value, so that others cannot see it.")
            )
        check_header_name(name)
    ask = _questions()
    values: dict[str, str] = {}
    password = ""  # nosec B105 # none
    is_basic = user is not None or not (headers or is_bearer)
    if is_basic:
        user = user if user is not None else ask(_("User name"), False)
        password = ask(_("Password"), True)
    if is_bearer:
        values[_BEARER] = "Bearer " + ask(_("Token"), True)
    for name in headers:
        values[name] = ask(_("Value of {name}").format(name=name), True)
    return Login(user if is_basic else None, password, values)


def _questions() -> Callable[[str, bool], str]:
    """A function that asks for a value, hidden or not, on the terminal or of standard input."""
    if sys.stdin.isatty():
        return lambda question, is_hidden: str(
            click.prompt(
                question, hide_input=is_hidden, err=True, default="" if is_hidden else None, show_default=False
            )
        )
    lines: Iterator[str] = iter(sys.stdin.read(_MOST_STDIN).splitlines())

    def read(question: str, _is_hidden: bool) -> str:
        value = next(lines, None)
        if value is None:
            raise UsageError(_("Standard input has no line for this: {question}.").format(question=question))
        return value

    return read


def _list(logins: Logins) -> None:
    entries = logins.entries()
    if not entries:
        output.print_error(_("There are no logins yet. `wortreader login FEED` sets one."))
        return
    columns = [
        output.Column(_("ADDRESS"), elastic=2),
        output.Column(_("FROM")),
        output.Column(_("USER")),
        output.Column(_("HEADERS"), elastic=1),
    ]
    rows = [
        (
            safe_line(entry.address),
            entry.source.value,
            safe_line(entry.login.user or ""),
            safe_line(", ".join(filter(None, [*entry.login.headers, entry.header]))),
        )
        for entry in entries
    ]
    output.write_table(columns, rows)
