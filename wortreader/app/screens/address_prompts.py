"""Asks for another address of a feed: which feed of a page is meant, and whether two feeds are to become one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App

from wortreader.app.background.subscriptions import AddAnswer
from wortreader.app.background.upkeep import Upkeep
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed

if TYPE_CHECKING:
    from wortreader.sync.events.subscriptions import FeedOffered


@lazy_dataclass(eq=False, slots=True)
class AddressPrompt:
    """Asks for another address of one feed, and gives it to the feed."""

    app: App[Any]
    upkeep: Upkeep
    feed: Feed
    undo_words: str
    """That the change can be undone, in a sentence."""
    wants_another: bool = False
    """Whether another feed than the present one is wanted: of two on a page, that is the other one."""

    _offers: tuple[FeedOffered, ...] = ()
    _taken: FeedOffered | None = None
    """The feed of the library that has the address already."""

    async def ask(self, *, title: str, words: str, value: str) -> str | None:
        """Asks until the feed has another address, or the user leaves. Returns what was done, or None."""
        from wortreader.app.screens.add_feed import AddFeedDialog

        dialog = AddFeedDialog(attempt_add=self._attempt, value=value, title=title, words=words, is_one_wanted=True)
        if await self.app.push_screen_wait(dialog) is None:
            return None
        if self._taken is not None:
            return await self._ask_before_merging(self._taken)
        return _("“{title}” is read from its new address now.").format(title=self.feed.title)

    async def _attempt(self, address: str, chosen: Sequence[str]) -> AddAnswer:
        if not chosen:
            offers = await self.upkeep.offers(address)
            if isinstance(offers, str):
                return offers
            self._offers = self._wanted(offers)
            if not self._offers:
                return _("There is no other feed than this one.")
            if len(self._offers) > 1:
                return self._offers
            offer = self._offers[0]
            is_only_one = len(offers) == 1
        else:
            offer = next(one for one in self._offers if one.url == chosen[0])
            is_only_one = False
        self._taken = offer if offer.feed_id not in (None, self.feed.feed_id) else None
        if self._taken is not None:
            return None
        if is_only_one:
            return await self.upkeep.change_address(self.feed.feed_id, address)
        return await self.upkeep.take_offer(self.feed.feed_id, address, offer.url)

    def _wanted(self, offers: tuple[FeedOffered, ...]) -> tuple[FeedOffered, ...]:
        """The feeds among which the user has to choose; one if there is no choice, none if none is wanted."""
        if self.wants_another:
            return tuple(offer for offer in offers if offer.feed_id != self.feed.feed_id)
        articles = tuple(offer for offer in offers if not offer.is_comments)
        return offers if len(articles) > 1 else (articles or offers)[:1]

    async def _ask_before_merging(self, other: FeedOffered) -> str | None:
        from wortreader.app.screens.dialogs import ConfirmDialog

        words = _("It has this address. One feed remains, with the articles and marks of both.")
        dialog = ConfirmDialog(
            _("Merge “{other}” into “{title}”?").format(other=other.title, title=self.feed.title),
            f"{words} {self.undo_words}",
            yes=_("Merge"),
            no=_("Cancel"),
        )
        if not await self.app.push_screen_wait(dialog):
            return None
        problem = await self.upkeep.merge(self.feed.feed_id, other.feed_id or 0)
        return problem or _("Merged “{other}” into “{title}”.").format(other=other.title, title=self.feed.title)
