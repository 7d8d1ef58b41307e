"""The questions about the login of a feed: what kind it is, and what it is. What is typed is kept by `logins` alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from textual import on
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input

from wortreader.app.background.upkeep import Upkeep
from wortreader.app.screens.choice_list import Choice
from wortreader.app.screens.choosing import ChooseDialog
from wortreader.app.screens.dialogs import Attempt, PromptDialog
from wortreader.i18n import _
from wortreader.model import Feed

_PASSWORD, _TOKEN, _HEADER, _COMMAND, _NETRC, _NONE = "password", "token", "header", "command", "netrc", "none"

LONGEST_NAME: Final = 1000
"""Characters of a user name or a command: more is a paste that went wrong."""


class OptionalDialog(PromptDialog):
    """A line that may be empty."""

    @on(Input.Submitted)
    def _submitted_empty(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.text and not self._is_busy:
            self.answer("")


class SecretDialog(OptionalDialog):
    """A line that shows dots. Spaces around the text belong to it."""

    def compose_answers(self) -> Iterator[Widget]:
        """The line to type in."""
        line = Input(password=True)
        line.cursor_blink = False
        yield line

    @property
    def text(self) -> str:
        """The text in the line, as it is."""
        return self.query_one(Input).value


async def ask_for_login(app: App[Any], upkeep: Upkeep, feed: Feed, now: str) -> str | None:
    """Asks for the login of a feed, and sets it. `now` says what it is. Returns what is wrong, in a sentence."""
    choices = [
        Choice(_PASSWORD, "p", _("User and password")),
        Choice(_TOKEN, "t", _("A token (Authorization: Bearer)")),
        Choice(_HEADER, "e", _("A secret header")),
        Choice(_COMMAND, "c", _("A command that prints the password")),
        Choice(_NETRC, "n", _("From ~/.netrc")),
        *([Choice(_NONE, "x", _("Remove the login"))] if now else []),
    ]
    words = now or _("It is kept outside of the library, and sent to this server only.")
    match await app.push_screen_wait(ChooseDialog(_("Login for the feed"), words, choices)):
        case "password":
            await _ask_for_password(app, upkeep, feed)
        case "token":
            await app.push_screen_wait(SecretDialog(_("Token"), attempt=_keeping(upkeep, feed, "--bearer")))
        case "header":
            name: str | None = await app.push_screen_wait(
                PromptDialog(_("Name of the secret header"), feed.title, placeholder="X-Api-Key")
            )
            if name is not None:
                words = _("Its value; it is not shown.")
                attempt = _keeping(upkeep, feed, f"--header={name[:LONGEST_NAME]}")
                await app.push_screen_wait(SecretDialog(name[:LONGEST_NAME], words, attempt=attempt))
        case "command":
            await _ask_for_command(app, upkeep, feed)
        case "netrc":
            return await upkeep.set_login(feed.feed_id, "--netrc")
        case "none":
            return await upkeep.set_login(feed.feed_id, "--remove")
    return None


async def _ask_for_password(app: App[Any], upkeep: Upkeep, feed: Feed) -> None:
    user: str | None = await app.push_screen_wait(PromptDialog(_("User name"), feed.title))
    if user is None:
        return

    async def keep(password: str) -> str | None:
        return await upkeep.set_login(feed.feed_id, secrets=[user[:LONGEST_NAME], password])

    await app.push_screen_wait(SecretDialog(_("Password"), _("It is not shown."), attempt=keep))


async def _ask_for_command(app: App[Any], upkeep: Upkeep, feed: Feed) -> None:
    words = _("The first line that it prints is the password.")
    command: str | None = await app.push_screen_wait(
        PromptDialog(_("Command for the password"), words, placeholder="pass show paper")
    )
    if command is None:
        return

    async def keep(user: str) -> str | None:
        options = [f"--command={command[:LONGEST_NAME]}", *([f"--user={user[:LONGEST_NAME]}"] if user else [])]
        return await upkeep.set_login(feed.feed_id, *options)

    words = _("Leave it empty if the command prints a line “user: NAME”.")
    await app.push_screen_wait(OptionalDialog(_("User name"), words, attempt=keep))


def _keeping(upkeep: Upkeep, feed: Feed, option: str) -> Attempt:
    async def keep(secret: str) -> str | None:
        return await upkeep.set_login(feed.feed_id, option, secrets=[secret])

    return keep
