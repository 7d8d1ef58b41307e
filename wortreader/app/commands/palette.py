"""The palette: every command by name, and every feed and folder to go to.

Searches lists that are in memory; nothing here reads the library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from wortreader.app.commands.key_names import shown_keys
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import COMMANDS
from wortreader.i18n import _
from wortreader.model import View

_DESCRIBED_SCORE: Final = 0.01
"""Below every score of a title."""


class PaletteTarget(NamedTuple):
    """A feed or a folder to go to."""

    view: View
    path: tuple[str, ...]
    """Its name, and before it those of the folders around it."""


@runtime_checkable
class Commanded(Protocol):
    """A screen that the palette works with."""

    @property
    def key_table(self) -> KeyTable:
        """The keys that are shown beside the commands."""

    def run_command(self, command_id: str, count: int | None = None) -> None:
        """Runs a command."""

    def targets(self) -> Sequence[PaletteTarget]:
        """The views to go to, in the order of the feeds pane."""

    def go_to(self, view: View) -> None:
        """Takes the user to a view."""


class Offer(NamedTuple):
    """A line of the palette."""

    title: str
    run: Callable[[], None]
    keys: str = ""
    words: str | None = None


class WortreaderCommands(Provider):
    """Commands first, then feeds and folders. Empty if the screen is not a Commanded one.

    Titles are foreign text and passed as Content: the palette, and Textual's own highlighting, parse plain strings as
    markup.
    """

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for offer in self._commands():
            yield DiscoveryHit(_shown(offer), offer.run, text=offer.title, help=offer.words)

    async def search(self, query: str) -> Hits:
        """The commands, feeds and folders that match the query."""
        matcher = self.matcher(query)
        for offer in (*self._commands(), *self._targets()):
            score, offsets = matcher.fuzzy_search.match(query, offer.title)
            if score > 0:
                shown = _shown(offer)
                for offset in offsets:
                    shown = shown.stylize(matcher.match_style, offset, offset + 1)
                yield Hit(score, shown, offer.run, text=offer.title, help=offer.words)
            elif _is_described(offer, query):
                yield Hit(_DESCRIBED_SCORE, _shown(offer), offer.run, text=offer.title, help=offer.words)

    def _commands(self) -> Iterator[Offer]:
        screen = self.screen
        if not isinstance(screen, Commanded):
            return
        for command in COMMANDS:
            if not command.needs_matches and command.id != "program.palette":
                label = _(command.label)
                keys = " ".join(map(shown_keys, screen.key_table.keys(command.id)))
                run = partial(screen.run_command, command.id)
                yield Offer(label[:1].upper() + label[1:], run, keys, _(command.help))

    def _targets(self) -> Iterator[Offer]:
        screen = self.screen
        if isinstance(screen, Commanded):
            for target in screen.targets():
                title = _("Go to {name}").format(name=" › ".join(target.path))
                yield Offer(title, partial(screen.go_to, target.view))


def _is_described(offer: Offer, query: str) -> bool:
    """Whether all words of `query` are in the sentence below an offer."""
    words = query.casefold().split()
    return bool(words) and all(word in (offer.words or "").casefold() for word in words)


def _shown(offer: Offer) -> Content:
    return Content.assemble(offer.title, (f"  {offer.keys}" if offer.keys else "", "$wr-accent"))
