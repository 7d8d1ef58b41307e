"""Adds feeds and saved pages, removes feeds, imports and exports OPML lists.

What needs the network or a file is a child process that runs the same command as on the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from wortreader.address_secrets import without_user_info
from wortreader.app.background.children import Children, Ending
from wortreader.app.background.outbox import OutboxService
from wortreader.app.background.refresh import Refresh
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.terminal.hyperlinks import can_open
from wortreader.deferred import TaskKind
from wortreader.errors import WortreaderError
from wortreader.files import typed_path
from wortreader.i18n import ngettext
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.sync.events import subscriptions as events
else:
    events = lazy_module("wortreader.sync.events.subscriptions")


class LoginWanted(str):
    """Why a feed could not be added, in a sentence: its server wants a login."""


AddAnswer: TypeAlias = "str | tuple[events.FeedOffered, ...] | None"
"""None if any feed was added, one sentence that says what is wrong, or the feeds among which the user has to choose."""


@lazy_dataclass(frozen=True, slots=True)
class ListAnswer:
    """What became of importing or exporting a subscription list."""

    problem: str | None
    """One sentence that says why that failed; None if it did not."""
    remarks: tuple[str, ...] = ()
    """What was read differently from how the list has it, or cannot be written to one, a sentence each."""


class Subscriptions:
    """What the user does to feeds.

    Methods that return `str | None` return None on success, and otherwise one sentence that says what is wrong.
    """

    def __init__(
        self, session: Session, signals: Signals, children: Children, outbox: OutboxService, refresh: Refresh
    ) -> None:
        self._session = session
        self._signals = signals
        self._children = children
        self._outbox = outbox
        self._refresh = refresh

    async def add(
        self, address: str, chosen: Sequence[str] = (), *, when_added: Callable[[int], None] | None = None
    ) -> AddAnswer:
        """Adds the feed at an address. The full texts of its articles are fetched afterwards.

        `when_added` is called with the id of the first feed before the change of the library is published.

        If a page has several feeds, they are returned and none is added; `chosen` are the addresses of those that the
        user has chosen. Of these, one that cannot be added does not stop the others.
        """
        choice = ["--feed", "-"] if chosen else ["--only-one"]
        lines = [one_line(given) for given in (address, *chosen)]
        ending = await self._children.run("add", "--json", "--no-pages", *choice, "--stdin", lines=lines)
        said = [event for line in ending.output.splitlines() if (event := events.ADD_CODEC.parse(line)) is not None]
        added = [event for event in said if isinstance(event, events.FeedAdded)]
        failed = [event for event in said if isinstance(event, events.AddFailed)]
        if added:
            if when_added is not None:
                when_added(added[0].feed_id)
            self._signals.library_changed.publish(LibraryChanged())
            said_of_all = [_added_words(added), *(event.reason for event in failed)]
            self._signals.say(" ".join(said_of_all), is_error=bool(failed))
            self._refresh.fetch_pages([event.feed_id for event in added])
            return None
        if len(failed) == 1 and failed[0].wants_login:
            return LoginWanted(failed[0].reason)
        if failed:
            return " ".join(dict.fromkeys(event.reason for event in failed))
        return tuple(event for event in said if isinstance(event, events.FeedOffered)) or ending.reason

    async def log_in(self, address: str, user: str, password: str) -> str | None:
        """Keeps a login for the feed at an address that is not in the library yet. Returns what is wrong."""
        ending = await self._children.run("login", "--", without_user_info(one_line(address)), lines=[user, password])
        return ending.reason if ending.exit_code else None

    async def save(self, source: str, *, title: str = "") -> str | None:
        """Keeps the page at an address, or the article in a file. `title` is what is known of a page.

        Returns None as well if the page has been put into the outbox because there is no network.
        """
        path = source if can_open(source) else _path_or_address(source)
        try:
            if can_open(path):
                url = without_user_info(path)
                ending = await self._outbox.attempt(
                    TaskKind.SAVE, "save", "--stdin", lines=[path], url=url, title=title
                )
            else:
                ending = await self._children.run("save", "--", path)
        except WortreaderError as error:
            return str(error)
        return None if ending is None else self._result(ending)

    async def import_list(self, path: str) -> ListAnswer:
        """Adds the feeds of an OPML file, and refreshes."""
        ending = await self._children.run("import", "--json", "--", str(typed_path(path)))
        said = [event for line in ending.output.splitlines() if (event := events.IMPORT_CODEC.parse(line)) is not None]
        remarks = tuple(event.sentence for event in said if isinstance(event, events.ImportRemark))
        done = next((event for event in said if isinstance(event, events.ImportDone)), None)
        if done is None:
            return ListAnswer(ending.reason)
        self._signals.library_changed.publish(LibraryChanged())
        self._signals.say(_imported_words(done))
        self._refresh.refresh(is_due_only=True)
        return ListAnswer(None, remarks)

    async def export_list(self, path: str) -> ListAnswer:
        """Writes the feeds to an OPML file."""
        ending = await self._children.run("export", "--json", "--", str(typed_path(path)))
        said = [event for line in ending.output.splitlines() if (event := events.EXPORT_CODEC.parse(line)) is not None]
        done = next((event for event in said if isinstance(event, events.ExportDone)), None)
        if done is None:
            return ListAnswer(ending.reason)
        remarks = tuple(event.sentence for event in said if isinstance(event, events.ExportRemark))
        self._signals.say(_exported_words(done))
        return ListAnswer(None, remarks)

    async def add_shelf(self, shelf_id: str) -> None:
        """Adds the feeds of a starter shelf, and refreshes."""
        await self._session.add_starter(shelf_id)
        self._signals.library_changed.publish(LibraryChanged())
        self._refresh.refresh(is_due_only=True)

    def _result(self, ending: Ending) -> str | None:
        """Publishes what a command has changed, and says its last line."""
        self._signals.library_changed.publish(LibraryChanged())
        if ending.exit_code:
            return ending.reason
        lines = ending.output.strip().splitlines()
        if lines:
            self._signals.say(lines[-1])
        return None


def one_line(typed: str) -> str:
    """What a user has typed, on one line that is not empty: a child process reads lines."""
    return " ".join(typed.split()) or "-"


def _path_or_address(source: str) -> str:
    """The path of a file that the user means; anything else as it is, which may be an address without its scheme."""
    path = typed_path(source)
    with suppress(OSError, ValueError):  # a name of 10,000 characters, or with a NUL
        if source.startswith(("~", "/", ".", "'", '"', "file:")) or path.exists():
            return str(path)
    return source


def _added_words(feeds: Sequence[events.FeedAdded]) -> str:
    added = feeds[0]
    if len(feeds) > 1:
        words = ngettext("Added {n} feed; articles: {articles}.", "Added {n} feeds; articles: {articles}.", len(feeds))
        return words.format(n=len(feeds), articles=sum(each.articles for each in feeds))
    if added.is_new:
        words = ngettext("Added “{title}” with {n} article.", "Added “{title}” with {n} articles.", added.articles)
    else:
        words = ngettext(
            "“{title}” was in the library already. It is allowed on your own network now, and brought {n} article.",
            "“{title}” was in the library already. It is allowed on your own network now, and brought {n} articles.",
            added.articles,
        )
    return words.format(title=added.title, n=added.articles)


def _imported_words(done: events.ImportDone) -> str:
    words = ngettext("Added {n} feed.", "Added {n} feeds.", done.added)
    if done.folders:
        words = ngettext("Added {n} feed; folders: {folders}.", "Added {n} feeds; folders: {folders}.", done.added)
    said = words.format(n=done.added, folders=done.folders)
    if done.known:
        known = ngettext("{n} was in the library already.", "{n} were in the library already.", done.known)
        said = f"{said} {known.format(n=done.known)}"
    return said


def _exported_words(done: events.ExportDone) -> str:
    words = ngettext("Wrote {n} feed to {path}.", "Wrote {n} feeds to {path}.", done.feeds)
    if done.folders:
        words = ngettext(
            "Wrote {n} feed to {path}; folders: {folders}.",
            "Wrote {n} feeds to {path}; folders: {folders}.",
            done.feeds,
        )
    home, path = str(Path.home()), safe_line(done.path)
    shown = f"~{path.removeprefix(home)}" if path.startswith(f"{home}/") else path
    return words.format(n=done.feeds, folders=done.folders, path=shown)
