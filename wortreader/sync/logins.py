"""Setting and removing the logins of feeds. What waits because it had no login, or a wrong one, is due at once then."""

from __future__ import annotations

from wortreader.address_secrets import without_user_info
from wortreader.errors import UnknownFeed
from wortreader.logins.book import Logins
from wortreader.logins.login import Login, LoginEntry
from wortreader.store.library import Library
from wortreader.sync.typed_address import normal_address


def login_address(library: Library, name: str) -> str:
    """The address of the feed with this number, address or title; else the web address that is meant.

    A login for an address that is not a feed's is for all that is below it on its server. Raises UnknownFeed for what
    is neither, and AmbiguousFeed.
    """
    try:
        return library.feeds.find(name).url
    except UnknownFeed as error:
        if type(error) is not UnknownFeed or " " in name.strip() or not ("://" in name or "." in name):
            raise
        return normal_address(without_user_info(name))


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
