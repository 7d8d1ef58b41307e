"""Setting and removing the logins of feeds. What waits because it had no login, or a wrong one, is due at once then."""

from __future__ import annotations

from pathlib import Path

from wortreader.address_secrets import without_user_info
from wortreader.errors import UnknownFeed
from wortreader.i18n import _
from wortreader.logins.book import Logins, is_same_address
from wortreader.logins.login import Login, LoginEntry, LoginSource
from wortreader.store.library import Library
from wortreader.sync.typed_address import normal_address
from wortreader.text import safe_line

_LONGEST_SHOWN = 80


def login_address(library: Library, name: str) -> str:
    """The address of the feed with this number, address or title; else the web address that is meant.

    A login for an address that is not a feed's is for all that is below it on its server. Raises UnknownFeed for what
    is neither, and AmbiguousFeed.
    """
    if "://" in name:  # a whole address: it is not looked for in those of feeds, which would match a site
        address = normal_address(without_user_info(name))
        return next((feed.url for feed in library.feeds.all() if is_same_address(feed.url, address)), address)
    try:
        return library.feeds.find(name).url
    except UnknownFeed as error:
        if type(error) is not UnknownFeed or " " in name.strip() or not ("://" in name or "." in name):
            raise
        return normal_address(without_user_info(name))


def open_logins(file: Path, store: str) -> Logins:
    """The logins in a file, which need not exist; `store` is the setting `login_store`. Raises ConfigError."""
    return Logins.open(file, LoginSource(store))


def login_in_words(logins: Logins, url: str) -> str:
    """Which login is for an address and where its password comes from, without the secret; empty if there is none."""
    entry = logins.entry_for(url)
    if entry is None:
        return ""
    user = safe_line(entry.login.user or "", _LONGEST_SHOWN)
    match entry.source:
        case LoginSource.FILE if user:
            words = _("{user}, from credentials.toml")
        case LoginSource.FILE:
            words = _("secret headers, from credentials.toml")
        case LoginSource.KEYRING:
            words = _("from the keyring")
        case LoginSource.COMMAND if user:
            words = _("{user}, from the command {command}")
        case LoginSource.COMMAND:
            words = _("from the command {command}")
        case LoginSource.NETRC:
            words = _("from netrc")
    said = words.format(user=user, command=safe_line(" ".join(entry.command), _LONGEST_SHOWN))
    if is_same_address(entry.address, url):
        return said
    return _("{login} (for all of {address})").format(login=said, address=safe_line(entry.address, _LONGEST_SHOWN))


def keep_login(library: Library, logins: Logins, address: str, login: Login) -> None:
    """Keeps a login that the user has typed. Raises LoginInvalid, LoginNotKept and ConfigError."""
    logins.keep({address: login})
    _ask_again(library, logins, address)


def keep_login_source(library: Library, logins: Logins, entry: LoginEntry) -> None:
    """Keeps where a login comes from. Raises LoginInvalid, LoginNotKept and ConfigError."""
    logins.keep_entries([entry])
    _ask_again(library, logins, entry.address)


def remove_login(logins: Logins, address: str) -> bool:
    """Removes the login of an address; False if it has none of its own. Raises LoginNotKept and ConfigError."""
    return logins.remove(address)


def _ask_again(library: Library, logins: Logins, address: str) -> None:
    """Makes the feeds due that fail and have the login for an address."""
    failing = [feed for feed in library.feeds.all() if feed.failure is not None]
    entries = {feed.feed_id: logins.entry_for(feed.url) for feed in failing}
    library.feeds.make_due([feed_id for feed_id, entry in entries.items() if entry and entry.address == address])
