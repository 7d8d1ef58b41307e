"""Which login is for an address: those that are kept, and those that the user has typed in this run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, Self, TypeVar

from wortreader.errors import AddressRefused, LoginInvalid, LoginNotKept, LoginUnavailable
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.logins.file import LoginFile
from wortreader.logins.login import Login, LoginEntry, LoginSource, check_address, check_login
from wortreader.logins.sources import login_of, put_into_keyring, remove_from_keyring

T = TypeVar("T")

_MOST_PLACES: Final = 20_000
"""Addresses whose places are remembered: each fetch compares its own with those of all logins."""


@lazy_dataclass(frozen=True, slots=True)
class _Place:
    """An address as its origin and its path."""

    url: str
    """In one spelling."""
    host: str

    def rank_for(self, other: _Place) -> int | None:
        """How closely a login for this place fits `other`: the higher, the closer. None if it is not for it.

        It is for the very address, and for all addresses below it on the same origin.
        """
        if self.url == other.url:
            return len(self.url) + 1
        if self.host != other.host or not is_same_server(self.url, other.url):
            return None
        path, other_path = _path(self.url), _path(other.url).partition("?")[0]
        if "?" in path or not (other_path == path or other_path.startswith(path.rstrip("/") + "/")):
            return None
        return len(path)


@lru_cache(_MOST_PLACES)
def _place(address: str) -> _Place | None:
    """The place of an address; None for what is not a web address."""
    from wortreader.wire.target import target  # 30 ms that nobody needs who has no logins

    try:
        url = target(address).url
    except AddressRefused:
        return None
    return _Place(str(url), url.raw_host or "")


def is_same_server(url: str, other: str) -> bool:
    """Whether a login for `url` may be sent to `other`: to the same origin, or by https instead of http."""
    from wortreader.wire.target import is_same_or_safer, target

    try:
        return is_same_or_safer(target(url).url, target(other).url)
    except AddressRefused:
        return False


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


class Logins:
    """The user's logins. Its methods block, except `headers_for`."""

    def __init__(self, file: LoginFile | None = None, *, keeper: LoginSource = LoginSource.FILE) -> None:
        """`keeper` is where typed logins are kept; without a `file` they are kept nowhere, and there are no others.

        Raises ConfigError if the file is not valid.
        """
        self._file = file
        self._keeper = keeper
        self._entries: Mapping[str, LoginEntry] = file.entries() if file else {}
        self._typed: dict[str, Login] = {}
        self._reading: dict[str, asyncio.Task[Login]] = {}

    @classmethod
    def open(cls, path: Path, keeper: LoginSource) -> Self:
        """The logins in the file at `path`, which need not exist. Raises ConfigError."""
        return cls(LoginFile(path), keeper=keeper)

    def entries(self) -> list[LoginEntry]:
        """All logins that are kept, by address."""
        return sorted(self._entries.values(), key=lambda entry: entry.address)

    def entry_for(self, address: str) -> LoginEntry | None:
        """The login that is kept for an address: its own, or that of the closest address above it."""
        if not self._entries:
            return None
        return _closest(address, ((entry.address, entry) for entry in self._entries.values()))

    async def headers_for(self, url: str) -> Mapping[str, str]:
        """The headers that log in at an address; none if there is no login for it. Raises LoginUnavailable.

        What a login comes from is asked once, also if several need it at the same time.
        """
        typed = _closest(url, self._typed.items()) if self._typed else None
        if typed is not None:
            return typed.as_headers()
        entry = self.entry_for(url)
        if entry is None:
            return {}
        reading = self._reading.get(entry.address)
        if reading is None or reading.get_loop() is not asyncio.get_running_loop():
            reading = self._reading[entry.address] = asyncio.create_task(asyncio.to_thread(login_of, entry))
        try:
            return (await asyncio.shield(reading)).as_headers()
        except LoginInvalid as error:
            raise LoginUnavailable(url, error.reason) from error

    # --- changing -----------------------------------------------------------------------------------------------------

    def use(self, address: str, login: Login) -> None:
        """Uses a login at the whole server of an address in this run, without keeping it. Raises LoginInvalid."""
        check_login(login)
        place = _place(address)
        if place is not None:
            scheme, _colon, rest = place.url.partition("://")
            self._typed[f"{scheme}://{rest.partition('/')[0]}/"] = login

    def keep_used(self, addresses: Iterable[str]) -> None:
        """Keeps, for each of these addresses, the login that is used at its server in this run, if there is one.

        Raises LoginNotKept and ConfigError.
        """
        found = {address: _closest(address, self._typed.items()) for address in addresses}
        self.keep({address: login for address, login in found.items() if login is not None})

    def keep(self, logins: Mapping[str, Login]) -> None:
        """Keeps logins by their addresses, in place of those that were kept for these.

        Raises LoginInvalid, LoginNotKept and ConfigError.
        """
        entries = []
        for address, login in logins.items():
            check_address(address)
            check_login(login)
            if self._keeper is LoginSource.KEYRING:
                put_into_keyring(address, login)
                entries.append(LoginEntry(address, LoginSource.KEYRING))
            else:
                entries.append(LoginEntry(address, LoginSource.FILE, login))
        self.keep_entries(entries)

    def keep_entries(self, entries: Sequence[LoginEntry]) -> None:
        """Keeps where logins come from. Raises LoginInvalid, LoginNotKept and ConfigError."""
        for entry in entries:
            check_address(entry.address)

        def put(known: dict[str, LoginEntry]) -> None:
            spellings: dict[str, list[str]] = {}
            for address in known:
                spellings.setdefault(_one_spelling(address), []).append(address)
            for entry in entries:
                for former in spellings.get(_one_spelling(entry.address), ()):
                    _forget(known.pop(former), besides=entry)
                known[entry.address] = entry
                spellings[_one_spelling(entry.address)] = [entry.address]

        if entries:
            self._change(put)

    def remove(self, address: str) -> bool:
        """Removes the login of this very address; False if there is none. Raises LoginNotKept and ConfigError."""
        found = [known for known in self._entries if is_same_address(known, address)]

        def take_out(known: dict[str, LoginEntry]) -> None:
            for each in found:
                if each in known:
                    _forget(known.pop(each))

        if found:
            self._change(take_out)
        return bool(found)

    def move(self, address: str, new_address: str) -> None:
        """Makes the login of a feed that of its new address, if that is on the same server. Otherwise nothing changes.

        Raises LoginNotKept and ConfigError.
        """
        found = [known for known in self._entries if is_same_address(known, address)]
        if not found or not is_same_server(address, new_address):
            return
        entry = self._entries[found[0]]
        moved = replace(entry, address=new_address)
        if entry.source is LoginSource.KEYRING:
            try:
                put_into_keyring(new_address, login_of(entry))
            except LoginInvalid as error:
                raise LoginNotKept(str(error)) from error
        self._change(lambda known: known.update({new_address: moved}))
        self.remove(found[0])

    def _change(self, change: Callable[[dict[str, LoginEntry]], None]) -> None:
        if self._file is None:
            raise LoginNotKept(_("There is no place to keep a login."))
        self._file.change(change)
        self._entries = self._file.entries()
        self._reading.clear()


def is_same_address(address: str, other: str) -> bool:
    """Whether two addresses are the same, perhaps in another spelling."""
    return _one_spelling(address) == _one_spelling(other)


def _one_spelling(address: str) -> str:
    """An address in the one spelling that all of its spellings have; as it is if it is not a web address."""
    place = _place(address)
    return address if place is None else place.url


def _forget(entry: LoginEntry, *, besides: LoginEntry | None = None) -> None:
    """Removes what an entry has in the keyring, unless another one has replaced it there."""
    is_replaced = besides is not None and besides.source is LoginSource.KEYRING and besides.address == entry.address
    if entry.source is LoginSource.KEYRING and not is_replaced:
        remove_from_keyring(entry.address)


def _closest(address: str, known: Iterable[tuple[str, T]]) -> T | None:
    """What is known of the closest address to this one, or above it on the same server; None if there is nothing."""
    place = _place(address)
    if place is None:
        return None
    best: tuple[int, T | None] = (-1, None)
    for each, value in known:
        other = _place(each)
        rank = other.rank_for(place) if other is not None else None
        if rank is not None and rank > best[0]:
            best = (rank, value)
    return best[1]
