"""The commands for single feeds, or several at once: list, show, set, move, rename, pause, resume, merge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from wortreader.cli import json_format, output
from wortreader.cli.completion import FEED, FEED_TO_MOVE, FOLDER
from wortreader.cli.invocation import ExitCode, Invocation, UsageError, addresses_or_stdin, as_offline_error, wait_for
from wortreader.cli.offers import ask_which_one, can_ask, print_offers
from wortreader.cli.passing import pass_invocation
from wortreader.cli.setting_options import print_settings, setting_options, settings_as_json, written_settings
from wortreader.cli.subscriptions import print_feeds
from wortreader.errors import WireError
from wortreader.i18n import _, ngettext, nN_
from wortreader.model import FOLDER_SEPARATOR, Feed, utc_now
from wortreader.model.setting_names import FULL_TEXT
from wortreader.text import labelled

if TYPE_CHECKING:
    from wortreader.config import Config
    from wortreader.prose.export_json import JsonObject
    from wortreader.store.library import Library
    from wortreader.sync.options import NetworkOptions

STANDARD = "-"
"""Stands for standard input."""


@click.group(help=_("List and change feeds. FEED is a number, an address or a title, or a part that only one has."))
def feed() -> None:
    """A group of commands."""


@feed.command("list", help=_("List feeds with unread and total counts."))
@click.argument("names", metavar="[FEED]...", type=FEED, nargs=-1)
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def list_feeds(invocation: Invocation, names: tuple[str, ...], is_json: bool) -> ExitCode:
    """Prints what `feeds` does, of some feeds or of all."""
    print_feeds(invocation, names, is_json=is_json)
    return ExitCode.DONE


@feed.command(help=_("Show the state of feeds, their settings, and where each comes from."))
@click.argument("names", metavar="FEED...", type=FEED, nargs=-1, required=True)
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def show(invocation: Invocation, names: tuple[str, ...], is_json: bool) -> ExitCode:
    """Prints all that is known of feeds."""
    config, logins = invocation.config(), invocation.network().logins
    assert logins is not None, "an invocation has logins"
    with invocation.library(only_reads=True) as library:
        found = _named(library, names)
        entries = {one.feed_id: logins.entry_for(one.url) for one in found}
        sources = {feed_id: entry.source.value if entry else None for feed_id, entry in entries.items()}
        if is_json:
            output.write_json_array([_as_json(library, config, one, login=sources[one.feed_id]) for one in found])
            return ExitCode.DONE
        for number, one in enumerate(found):
            if number:
                output.write("")
            _print(library, config, one, login=sources[one.feed_id])
    return ExitCode.DONE


def _as_json(library: Library, config: Config, feed: Feed, *, login: str | None) -> JsonObject:
    from wortreader.cli.health import health_as_json
    from wortreader.sync.effective_settings import effective
    from wortreader.sync.feed_health import health

    counts = library.articles.counts(today=utc_now())
    settings = {one.setting.name: one for one in effective(library, config, feed.feed_id)}
    path = library.folders.path(feed.folder_id)
    (how,) = health(library, now=utc_now(), feed_ids=[feed.feed_id])
    return {
        **json_format.feed(feed, path, counts, str(settings[FULL_TEXT].value)),
        "is_private_allowed": feed.is_private_allowed,
        "login": login,
        "health": health_as_json(how),
        "settings": settings_as_json(settings.values()),
    }


def _print(library: Library, config: Config, feed: Feed, *, login: str | None) -> None:
    from wortreader.sync.effective_settings import effective
    from wortreader.sync.feed_health import health, remarks, visit_sentence

    now = utc_now()
    (how,) = health(library, now=now, feed_ids=[feed.feed_id])
    output.write(output.strong(feed.title))
    path = FOLDER_SEPARATOR.join(library.folders.path(feed.folder_id))
    facts = [
        (_("Number"), str(feed.feed_id)),
        (_("Address"), feed.url),
        (_("Site"), feed.site_url or ""),
        (_("Folder"), path),
        (_("Login"), login or ""),
        (_("Own network"), _("allowed") if feed.is_private_allowed else ""),
        (_("Last success"), output.sentence_time(feed.refreshed_at, now=now) if feed.refreshed_at else _("never")),
    ]
    for name, value in facts:
        if value:
            output.write(labelled(name, value))
    for sentence in dict.fromkeys((visit_sentence(how, now=now), *remarks(how, now=now))):
        output.write(sentence)
    print_settings(effective(library, config, feed.feed_id))


@feed.command("set", help=_("Change the settings of feeds. What is not set is inherited."))
@click.argument("names", metavar="FEED...", type=FEED, nargs=-1, required=True)
@setting_options
@click.option(
    "--address",
    metavar="URL",
    help=_(
        "Another address of one feed, or of a page that has it; - reads it from standard input. It is read at once."
    ),
)
@click.option(
    "--announced", "is_announced", is_flag=True, help=_("The address comes from the feed's own server, not from you.")
)
@click.option("--chosen", "is_chosen", is_flag=True, hidden=True)
@click.option(
    "--own-network/--no-own-network",
    "is_private_allowed",
    default=None,
    help=_("Whether it may be on your own network."),
)
@pass_invocation
def set_feeds(
    invocation: Invocation,
    /,
    names: tuple[str, ...],
    inherited: tuple[str, ...],
    address: str | None,
    is_chosen: bool,
    is_announced: bool,
    is_private_allowed: bool | None,
    **given: str | None,
) -> ExitCode:
    """Sets what is given for all the feeds, or nothing. Another address comes first: it may be refused.

    With `is_chosen`, the line after the address is that of the feed that was chosen among those of the page.
    """
    from wortreader.sync.housekeeping import allow_own_network, set_settings

    written = written_settings(inherited, given)
    if not written and address is None and is_private_allowed is None:
        raise UsageError(_("Say what to set: `wortreader feed set --help` lists the settings."))
    if address is not None and len(names) > 1:
        raise UsageError(_("--address needs a single feed."))
    chosen_url: str | None = None
    if address == STANDARD:
        lines = addresses_or_stdin((), True)
        address = lines[0] if lines else ""
        chosen_url = lines[1] if is_chosen and len(lines) > 1 else None
    with invocation.library() as library:
        found = _named(library, names)
        ids = [one.feed_id for one in found]
        if address is not None:
            changed = _with_address(invocation, library, ids[0], address, chosen_url, is_typed=not is_announced)
            if changed is None:
                return ExitCode.FAILED
            output.write(_("“{title}” is now at {url}.").format(title=changed.title, url=changed.url))
        with library.changes.step("feed.set", at=utc_now(), n=len(found), title=found[0].title):
            if is_private_allowed is not None:
                allow_own_network(library, ids, is_private_allowed, now=utc_now())
            set_settings(library, written, feed_ids=ids, now=utc_now())
    if written or is_private_allowed is not None:
        _report(found, nN_("Changed the settings of “{title}”.", "Changed the settings of {n} feeds."))
    return ExitCode.DONE


def _with_address(
    invocation: Invocation, library: Library, feed_id: int, typed: str, chosen_url: str | None, *, is_typed: bool
) -> Feed | None:
    """A feed with another address; None if the user has to choose among several, and has not."""
    from wortreader.sync.address_change import SeveralFeeds
    from wortreader.sync.typed_address import take_login

    network = invocation.network()
    assert network.logins is not None, "an invocation has logins"
    address = take_login(typed, network.logins)
    change = partial(_change_address, network, library, feed_id, address, is_typed=is_typed)
    try:
        return wait_for(change(chosen_url))
    except SeveralFeeds as several:
        offers = several.offers.offers
        if not can_ask():
            output.print_error(str(several))
            print_offers(offers)
            return None
        chosen = ask_which_one(several.url, offers)
        return wait_for(change(chosen.link.url)) if chosen is not None else None


async def _change_address(
    network: NetworkOptions, library: Library, feed_id: int, address: str, chosen_url: str | None, *, is_typed: bool
) -> Feed:
    from wortreader.sync.address_change import change_address
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.workers.pool import WorkerPool

    async with polite_transport(library, network) as transport, WorkerPool() as pool:
        try:
            return await change_address(
                library,
                feed_id,
                address,
                transport,
                pool,
                chosen_url=chosen_url,
                is_typed=is_typed,
                logins=network.logins,
            )
        except WireError as error:
            raise as_offline_error(error) from error


@feed.command(help=_("Move feeds into FOLDER, written as News/World; / is outside of all folders."))
@click.argument("names", metavar="FEED...", type=FEED_TO_MOVE, nargs=-1, required=True)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@click.option("--new", "is_new", is_flag=True, help=_("Make the folder if it is missing."))
@pass_invocation
def move(invocation: Invocation, names: tuple[str, ...], folder: str, is_new: bool) -> ExitCode:
    """Moves feeds."""
    from wortreader.sync.housekeeping import move_feeds, place_called

    with invocation.library() as library:
        found = _named(library, names)
        with library.changes.step("feed.move", at=utc_now(), n=len(found), title=found[0].title):
            folder_id = place_called(library, folder, is_new=is_new)
            move_feeds(library, [one.feed_id for one in found], folder_id, now=utc_now())
        path = FOLDER_SEPARATOR.join(library.folders.path(folder_id))
    if folder_id is None:
        _report(found, nN_("“{title}” is in no folder now.", "{n} feeds are in no folder now."))
    else:
        _report(found, nN_("Moved “{title}” to “{folder}”.", "Moved {n} feeds to “{folder}”."), folder=path)
    return ExitCode.DONE


@feed.command(help=_("Give a feed a name of your own; an empty one restores the feed's title."))
@click.argument("name", metavar="FEED", type=FEED)
@click.argument("title", metavar="NAME")
@pass_invocation
def rename(invocation: Invocation, name: str, title: str) -> ExitCode:
    """Renames a feed."""
    from wortreader.sync.housekeeping import rename_feed

    with invocation.library() as library:
        found = library.feeds.find(name)
        renamed = rename_feed(library, found.feed_id, title, now=utc_now())
    output.write(_("“{former}” is called “{title}” now.").format(former=found.title, title=renamed.title))
    return ExitCode.DONE


@feed.command(help=_("Pause feeds: refreshes skip them until they are resumed."))
@click.argument("names", metavar="FEED...", type=FEED, nargs=-1, required=True)
@pass_invocation
def pause(invocation: Invocation, names: tuple[str, ...]) -> ExitCode:
    """Pauses feeds."""
    paused, others = _pause(invocation, names, True)
    for one in others:
        output.print_error(_("“{title}” is paused already.").format(title=one.title))
    if paused:
        _report(paused, nN_("Paused “{title}”.", "Paused {n} feeds."))
    return ExitCode.DONE


@feed.command(help=_("Include paused feeds in refreshes again."))
@click.argument("names", metavar="FEED...", type=FEED, nargs=-1, required=True)
@pass_invocation
def resume(invocation: Invocation, names: tuple[str, ...]) -> ExitCode:
    """Resumes feeds."""
    resumed, others = _pause(invocation, names, False)
    for one in others:
        output.print_error(_("“{title}” is not paused.").format(title=one.title))
    if resumed:
        _report(resumed, nN_("Resumed “{title}”.", "Resumed {n} feeds."))
    return ExitCode.DONE


@feed.command(help=_("Merge two feeds into one: FEED, with the articles and marks of both, at the address of OTHER."))
@click.argument("name", metavar="FEED", type=FEED)
@click.argument("other", metavar="OTHER", type=FEED)
@pass_invocation
def merge(invocation: Invocation, name: str, other: str) -> ExitCode:
    """Merges two feeds."""
    from wortreader.sync.housekeeping import merge_feeds

    with invocation.library() as library:
        found, second = library.feeds.find(name), library.feeds.find(other)
        if found.feed_id == second.feed_id:
            raise UsageError(_("A feed cannot be merged with itself."))
        merged = merge_feeds(library, found.feed_id, second.feed_id, now=utc_now())
    output.write(
        _("“{title}” has the articles of both now, and is at {url}.").format(title=merged.title, url=merged.url)
    )
    return ExitCode.DONE


def _named(library: Library, names: Sequence[str]) -> list[Feed]:
    """The feeds that are named, each once. Raises UnknownFeed and AmbiguousFeed."""
    found = [library.feeds.find(name) for name in names]
    return list({feed.feed_id: feed for feed in found}.values())


def _pause(invocation: Invocation, names: Sequence[str], is_paused: bool) -> tuple[list[Feed], list[Feed]]:
    """Pauses or resumes feeds. Returns those that it has changed, and those that were so already."""
    from wortreader.sync.housekeeping import pause_feeds

    with invocation.library() as library:
        found = _named(library, names)
        changed = pause_feeds(library, [one.feed_id for one in found], is_paused, now=utc_now())
    return [one for one in found if one.feed_id in changed], [one for one in found if one.feed_id not in changed]


def _report(feeds: Sequence[Feed], forms: tuple[str, str], **words: str) -> None:
    """Prints what was done to one feed, by its title, or to several."""
    sentence = ngettext(*forms, len(feeds))
    output.write(sentence.format(title=feeds[0].title, n=len(feeds), **words))
