"""Which addresses a player may be given. It opens them itself, so that they are checked before.

Redirects are followed by the player, which nobody can check, and it asks for the name anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from wortreader.i18n import _
from wortreader.model.playing import Playable
from wortreader.play_errors import LoginNotGiven, NothingToPlay
from wortreader.sync.playing.command import is_of_web
from wortreader.text import safe_line
from wortreader.wire.access import Access, Rights
from wortreader.wire.guard import in_own_network, is_public
from wortreader.wire.names import LookUp, addresses_of, system_look_up
from wortreader.wire.target import target

LOOK_UP_SECONDS: Final = 6.0
"""How long the look-up of a name may take. After that the player may try it."""


async def check_address(
    file: Playable,
    access: Access | None,
    *,
    has_login: Callable[[str], bool],
    how_to_download: str,
    look_up: LookUp = system_look_up,
) -> None:
    """Returns if a player may be given the address of a file, with `access` as the rights of its feed.

    `has_login` says whether the user has a login for an address, and `how_to_download` by which key or command the file
    is downloaded. Raises NothingToPlay for what is not of the web, InOwnNetwork for a host in the user's own network at
    which the feed may not be, and LoginNotGiven if the server may want the login of the feed, which no player gets.
    """
    if not is_of_web(file.url):
        sentence = _("Not opened, because it is not a web address: {url}")
        raise NothingToPlay(sentence.format(url=safe_line(file.url, 80)))
    here = target(file.url)
    rights = Rights.of(access, here)
    if rights.origin is not None and await asyncio.to_thread(has_login, str(rights.origin.url)):
        raise LoginNotGiven(here.shown_host, how_to_download)
    if rights.allows_private(here):
        return
    host, port = here.place
    try:
        async with asyncio.timeout(LOOK_UP_SECONDS):  # without the last dot, as players do that take 127.0.0.1. as well
            found = await addresses_of(host.removesuffix("."), port, look_up=look_up)
    except (OSError, TimeoutError):  # the player says what it cannot reach
        return
    own = next((each["host"] for each in found if not is_public(each["host"])), None)
    if own is not None:
        raise in_own_network(here, own)
