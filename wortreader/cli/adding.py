"""The command `add`: from addresses to feeds in the library, and the choice among several feeds of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field
from http import HTTPStatus
from typing import TYPE_CHECKING

import click

from wortreader.address_secrets import without_user_info
from wortreader.cli import output
from wortreader.cli.completion import FOLDER
from wortreader.cli.invocation import (
    ExitCode,
    Invocation,
    UsageError,
    addresses_or_stdin,
    as_offline_error,
    code_of,
    sentence,
    wait_for,
)
from wortreader.cli.offers import ask_which, can_ask, print_offers
from wortreader.cli.passing import pass_invocation
from wortreader.errors import Explained, RefreshRunning, ServerRefused, WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FOLDER_SEPARATOR, Feed
from wortreader.sentences import Sentence
from wortreader.sync.options import NetworkOptions, RefreshOptions
from wortreader.text import labelled, safe_line

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.subscribe import FeedOffer, FeedOffers, Reads, Subscribed, Subscriber

STANDARD = "-"
"""The name for standard input."""


@lazy_dataclass(slots=True)
class _Result:
    """What became of one address."""

    address: str
    offers: FeedOffers | None = None
    is_open: bool = False
    """True if the user has not chosen yet."""
    added: list[Subscribed] = field(default_factory=list)
    errors: list[WortreaderError] = field(default_factory=list)

    tried: set[int] = field(default_factory=set)
    """Numbers of the offers that were to be added."""

    @property
    def others(self) -> list[FeedOffer]:
        """The feeds of a page that the user may still want: all while they have not chosen."""
        offers = self.offers.offers if self.offers else ()
        return [offer for offer in offers if self.is_open or (offer.known is None and offer.number not in self.tried)]


@click.command(
    help=_(
        "Subscribe to feeds. URL is the address of a feed, or of a page that has one. If a page offers several feeds, "
        "you are asked which ones; without a terminal the first is taken and the others are named."
    )
)
@click.argument("addresses", metavar="URL...", nargs=-1)
@click.option("--stdin", "is_on_stdin", is_flag=True, help=_("Read the addresses from standard input, one per line."))
@click.option(
    "--folder",
    metavar="NAME",
    type=FOLDER,
    default="",
    help=_("The folder to put them in; A/B is folder B in folder A."),
)
@click.option(
    "--feed",
    "wanted",
    metavar="N",
    multiple=True,
    help=_(
        "Of the feeds that the page offers, add the one with this number or address; - reads it from standard input, "
        "after the address. May be repeated."
    ),
)
@click.option("--all", "is_all", is_flag=True, help=_("Add all feeds that the page offers, except those of comments."))
@click.option(
    "--only-one", "is_only_one", is_flag=True, help=_("If a page offers several feeds, add none and list them.")
)
@click.option("--no-pages", "is_without_pages", is_flag=True, help=_("Do not fetch full texts now."))
@click.option("--list", "is_list", is_flag=True, hidden=True)
@click.option("--json", "is_json", is_flag=True, help=_("Print JSON lines, and ask nothing."))
@pass_invocation
def add(
    invocation: Invocation,
    addresses: tuple[str, ...],
    is_on_stdin: bool,
    folder: str,
    wanted: tuple[str, ...],
    is_all: bool,
    is_only_one: bool,
    is_without_pages: bool,
    is_list: bool,
    is_json: bool,
) -> ExitCode:
    """Subscribes to the feeds at each address, or lists them. The exit code is that of the last failure."""
    if bool(wanted) + is_all + is_only_one > 1:
        raise UsageError(_("Use only one of --feed, --all and --only-one."))
    addresses = addresses_or_stdin(addresses, is_on_stdin)
    if is_on_stdin and STANDARD in wanted:
        addresses, wanted = addresses[:1], (*(name for name in wanted if name != STANDARD), *addresses[1:])
    if wanted and len(addresses) > 1:
        raise UsageError(_("--feed needs a single address."))
    config, network = invocation.config(), invocation.network()
    path = tuple(name.strip() for name in folder.split(FOLDER_SEPARATOR) if name.strip())
    asks = not (wanted or is_all or is_only_one or is_json) and can_ask()
    with invocation.library() as library:
        with output.progress(_("Adding"), len(addresses)) as step:
            picking = _Picking(wanted, is_all, is_only_one or asks or is_list, is_list)
            results = wait_for(_add_all(library, network, addresses, path, picking, step))
        if asks:
            chosen = {index: _ask(result) for index, result in enumerate(results) if result.is_open}
            wait_for(
                _add_chosen(library, network, path, [(results[index], offers) for index, offers in chosen.items()])
            )
        for result in results:
            (_print_json if is_json else _print_words)(result)
        added = [subscribed.feed for result in results for subscribed in result.added]
        if added and not is_without_pages:
            code = _fetch_pages(
                library,
                added,
                RefreshOptions.from_config(config, network, asks_feeds=False, rules=invocation.site_rules()),
            )
            if code is not ExitCode.DONE:
                return code
    failures = [error for result in results for error in result.errors]
    if failures:
        return code_of(failures[-1])
    return ExitCode.FAILED if any(result.is_open for result in results) else ExitCode.DONE


@lazy_dataclass(frozen=True, slots=True)
class _Picking:
    """How to choose among the feeds of a page, by the options of the command."""

    wanted: Sequence[str]
    """Numbers or addresses."""
    is_all: bool
    leaves_choice: bool
    """True to leave the choice to the user if there is one."""
    is_list: bool = False
    """True to add none."""

    @property
    def reads(self) -> Reads:
        """Which feeds of a page are to be read first."""
        from wortreader.sync.subscribe import Reads

        if self.wanted:
            return Reads.NONE
        return Reads.EACH if self.is_all or self.leaves_choice else Reads.FIRST

    def pick(self, offers: FeedOffers) -> Sequence[FeedOffer] | None:
        """The feeds to add; None to leave that to the user. Raises UsageError."""
        if self.wanted:
            return [self._named(offers, name) for name in self.wanted]
        if self.is_all:
            articles = [offer for offer in offers.offers if not offer.link.is_comments]
            return [offer for offer in articles if offer.known is None] or [offers.best]
        return None if self.is_list or (self.leaves_choice and offers.needs_choice) else [offers.best]

    def _named(self, offers: FeedOffers, name: str) -> FeedOffer:
        offer = offers.named(name)
        if offer is None:
            raise UsageError(_("The page offers no feed “{name}”.").format(name=safe_line(name)))
        return offer


async def _add_all(
    library: Library,
    network: NetworkOptions,
    addresses: Sequence[str],
    folder: tuple[str, ...],
    picking: _Picking,
    step: Callable[[], None],
) -> list[_Result]:
    """Subscribes to what is picked at each address, and returns the results in their order."""
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.subscribe import Subscriber
    from wortreader.sync.typed_address import take_login
    from wortreader.sync.workers.pool import WorkerPool

    assert network.logins is not None, "an invocation has logins"
    results: list[_Result] = []
    async with polite_transport(library, network) as transport, WorkerPool() as pool:
        subscriber = Subscriber(library, transport, pool, folder=folder, logins=network.logins)
        for typed in addresses:
            result = _Result(without_user_info(typed))
            results.append(result)
            try:
                address = take_login(typed, network.logins)
                result.offers = await subscriber.offers(address, reads=picking.reads)
            except WortreaderError as error:
                result.errors.append(as_offline_error(error))
            else:
                picked = picking.pick(result.offers)
                result.is_open = picked is None
                await _add(subscriber, result, picked or ())
            step()
    return results


async def _add_chosen(
    library: Library,
    network: NetworkOptions,
    folder: tuple[str, ...],
    chosen: Sequence[tuple[_Result, Sequence[FeedOffer]]],
) -> None:
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.subscribe import Subscriber
    from wortreader.sync.workers.pool import WorkerPool

    async with polite_transport(library, network) as transport, WorkerPool() as pool:
        subscriber = Subscriber(library, transport, pool, folder=folder, logins=network.logins)
        for result, offers in chosen:
            result.is_open = False
            await _add(subscriber, result, offers)


async def _add(subscriber: Subscriber, result: _Result, offers: Sequence[FeedOffer]) -> None:
    """Subscribes to feeds of one address; one that fails does not stop the others."""
    for offer in offers:
        assert result.offers is not None, "an offer is one of them"
        result.tried.add(offer.number)
        try:
            result.added.append(await subscriber.add(result.offers, offer))
        except WortreaderError as error:
            result.errors.append(as_offline_error(error))


def _ask(result: _Result) -> Sequence[FeedOffer]:
    assert result.offers is not None, "only offers leave something to choose"
    return ask_which(result.address, result.offers.offers)


def _print_words(result: _Result) -> None:
    """Prints what was added; errors and the other feeds of a page go to standard error."""
    for subscribed in result.added:
        output.write(_description(subscribed))
    for error in result.errors:
        words = sentence(error)
        output.print_error(words if result.address in words else labelled(result.address, words))
    others = result.others
    if result.offers is None or not others:
        return
    if result.is_open:
        words = _("{url} offers several feeds, and none was added. Choose with --feed N, or add all with --all:")
    else:
        words = _("{url} also offers these feeds, for --feed N or --all:")
    output.print_error(words.format(url=result.address))
    print_offers(others)


def _description(subscribed: Subscribed) -> str:
    if subscribed.is_new:
        words = ngettext(
            "Added “{title}” with {n} article.", "Added “{title}” with {n} articles.", subscribed.new_count
        )
    else:
        words = ngettext(
            "“{title}” was in the library already. It is allowed on your own network now, and brought {n} article.",
            "“{title}” was in the library already. It is allowed on your own network now, and brought {n} articles.",
            subscribed.new_count,
        )
    return words.format(title=subscribed.feed.title, n=subscribed.new_count)


def _print_json(result: _Result) -> None:
    """Prints the same as JSON lines."""
    from wortreader.sync.events.subscriptions import ADD_CODEC, AddFailed, FeedAdded, FeedOffered

    for subscribed in result.added:
        feed = subscribed.feed
        event = FeedAdded(result.address, feed.feed_id, feed.url, feed.title, subscribed.new_count, subscribed.is_new)
        output.write_json(ADD_CODEC.to_json(event))
    for error in result.errors:
        reason = error.reason if isinstance(error, Explained) else Sentence(sentence(error))
        wants_login = isinstance(error, ServerRefused) and error.status == HTTPStatus.UNAUTHORIZED
        output.write_json(ADD_CODEC.to_json(AddFailed(result.address, reason, wants_login)))
    for offer in result.others:
        offered = FeedOffered(
            result.address,
            offer.number,
            offer.link.url,
            offer.title,
            offer.format,
            offer.link.is_comments,
            offer.known.feed_id if offer.known else None,
            offer.newest,
        )
        output.write_json(ADD_CODEC.to_json(offered))


def _fetch_pages(library: Library, feeds: Sequence[Feed], options: RefreshOptions) -> ExitCode:
    """Fetches the pages of articles of new feeds, unless a refresh is running. INTERRUPTED if that was stopped."""
    from wortreader.cli.refresh import Bars, run

    with suppress(RefreshRunning):
        with Bars() as bars:
            done = wait_for(run(library, feeds, options, bars.follow))
        if done.pages:
            output.write(
                ngettext("{n} article is complete.", "{n} articles are complete.", done.pages).format(n=done.pages)
            )
        if done.is_stopped:
            return ExitCode.INTERRUPTED
    return ExitCode.DONE
