"""How the feeds are: those that fail first, with their reasons, and what can be done about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.worker import Worker

from wortreader.app.background.upkeep import Upkeep
from wortreader.app.commands.key_names import normal_key
from wortreader.app.library.session import Session
from wortreader.app.screens.base_modal import READING
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.list_screen import BACK_KEYS, QuietListScreen
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.i18n import N_, _, ngettext
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass

if TYPE_CHECKING:
    from wortreader.sync import feed_health
    from wortreader.sync.feed_health import FeedHealth, Fix
else:
    feed_health = lazy_module("wortreader.sync.feed_health")

ALL_KEY: Final = "a"
TRY_KEY: Final = "r"
_ALLOW_ALL: Final = "allow-all"

FIX_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "try-now": ("r", N_("Try now")),
    "use-new-address": ("n", N_("Use the new address")),
    "allow-own-network": ("w", N_("Allow it on your own network")),
    "log-in": ("l", N_("Log in")),
    "other-feeds": ("o", N_("Look for another feed of its site")),
    "resume": ("p", N_("Resume")),
    "pause": ("p", N_("Pause")),
    "remove": ("d", N_("Remove")),
}
"""The key and the words of each fix."""


@lazy_dataclass(frozen=True, slots=True)
class FixWanted:
    """What the user has chosen to do about a feed, which needs another dialog: the result of the screen."""

    feed_id: int
    fix: str


class HealthScreen(QuietListScreen[FixWanted]):
    """The feeds that need attention, or all of them. Enter asks what is to be done about one."""

    def __init__(self, upkeep: Upkeep, session: Session, signals: Signals) -> None:
        super().__init__(_("FEED HEALTH"), _("No feed has problems."))
        self._signals = signals
        self._upkeep = upkeep
        self._session = session
        self._all: Sequence[FeedHealth] = ()
        self._shows_all = False
        self._is_trying = False
        """Whether feeds are being refreshed that the user has asked for here."""

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("Feeds with problems.")

    def on_mount(self) -> None:
        """Show the feeds, and follow their changes."""
        self._signals.library_changed.subscribe(self, self._follow, immediate=True)
        self._read_again()

    def _follow(self, news: LibraryChanged) -> None:
        if news.marks is None:
            self._read_again()

    def _read_again(self) -> None:
        _worker: Worker[None] = self.run_worker(self._read, group=READING, exclusive=True)

    async def _read(self) -> None:
        self._all = await self._upkeep.health()
        if self._is_trying and not self._upkeep.is_refreshing:
            self._is_trying = False
            self.say("")
        if self.is_open:
            self._draw()

    def _try(self, feed_ids: Sequence[int], words: str) -> None:
        self._upkeep.try_now(feed_ids)
        self._is_trying = self._upkeep.is_refreshing
        self.say(words)

    @property
    def _shown(self) -> list[FeedHealth]:
        return [one for one in self._all if self._shows_all or not one.is_well]

    def _draw(self) -> None:
        shown = self._shown
        failing = sum(one.is_failing for one in self._all)
        words = ngettext("{n} of {total} fails", "{n} of {total} fail", failing)
        count = words.format(n=failing, total=len(self._all))
        other = _("a: only failing and idle feeds") if self._shows_all else _("a: all feeds")
        keys = [_("Enter: fix"), _("r: try now")] if shown else []
        self.show_choices([self._choice(one) for one in shown], count, " · ".join([*keys, other, _("Esc: close")]))

    def _choice(self, one: FeedHealth) -> Choice:
        now, zone = self._session.clock(), self._session.zone
        said = list(feed_health.remarks(one, now=now, zone=zone))
        if one.reason not in ("paused", "host"):
            said.append(feed_health.visit_sentence(one, now=now, zone=zone))
        said.append(feed_health.success_sentence(one, now=now))
        return Choice(str(one.feed.feed_id), "", one.feed.title, " ".join(said))

    def _under_cursor(self) -> FeedHealth | None:
        return next((one for one in self._shown if str(one.feed.feed_id) == self.chosen_id), None)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        if one := self._under_cursor():
            self.run_worker(self._ask(one), group="asking", exclusive=True)

    async def _ask(self, one: FeedHealth) -> None:
        from wortreader.app.screens.choosing import ChooseDialog

        choices = list(_fixes(one.fixes))
        refused = [other.feed.feed_id for other in self._all if other.needs_own_network]
        if one.needs_own_network and len(refused) > 1:
            words = ngettext(
                "Allow {n} such feed on your own network", "Allow all {n} such feeds on your own network", len(refused)
            )
            choices.insert(1, Choice(_ALLOW_ALL, "W", words.format(n=len(refused))))
        answer = await self.app.push_screen_wait(ChooseDialog(one.feed.title, self._choice(one).detail, choices))
        if answer == _ALLOW_ALL:
            await self._allow(refused)
        elif answer is not None:
            await self._fix(one, answer)

    async def _fix(self, one: FeedHealth, fix: str) -> None:
        feed_id = one.feed.feed_id
        match fix:
            case "try-now":
                self._try([feed_id], _("Trying now."))
            case "allow-own-network":
                await self._allow([feed_id])
                return
            case "log-in":
                from wortreader.app.screens.feed_login import ask_for_login

                login = await self._upkeep.login_words(one.feed.url)
                problem = await ask_for_login(self.app, self._upkeep, one.feed, login)
                if problem is None and await self._upkeep.login_words(one.feed.url):
                    self._try([feed_id], _("Trying now."))
                else:
                    self.say(problem or "")
            case "pause" | "resume":
                self.say(await self._upkeep.pause([feed_id], fix == "pause") or "")
            case "use-new-address":
                self.say(_("One moment …"))
                self.say(
                    await self._upkeep.change_address(feed_id, one.new_address or "", is_announced=True)
                    or _("It now uses the new address.")
                )
            case _:
                self.dismiss(FixWanted(feed_id, fix))
                return
        await self._read()

    async def _allow(self, feed_ids: Sequence[int]) -> None:
        """Lets feeds be in the user's own network, and tries them."""
        problem = await self._upkeep.allow_own_network(feed_ids, True)
        if problem is None:
            words = ngettext("Allowed; trying now.", "Allowed; trying {n} feeds now.", len(feed_ids))
            self._try(feed_ids, words.format(n=len(feed_ids)))
        else:
            self.say(problem)
        await self._read()

    def on_key(self, event: events.Key) -> None:
        """Close, show all, try."""
        key = normal_key(event.key)
        one = self._under_cursor()
        if key in BACK_KEYS:
            self.dismiss(None)
        elif key == ALL_KEY:
            self._shows_all = not self._shows_all
            self._draw()
        elif key == TRY_KEY and one is not None and "try-now" in one.fixes:
            self.run_worker(self._fix(one, "try-now"), group="asking", exclusive=True)
        else:
            return
        event.stop()
        event.prevent_default()


def _fixes(fixes: Sequence[Fix]) -> Iterator[Choice]:
    for fix in fixes:
        key, words = FIX_WORDS[fix]
        yield Choice(fix, key, _(words))
