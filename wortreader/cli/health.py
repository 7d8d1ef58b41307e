"""The command `health`: how the feeds are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.completion import FEED
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _
from wortreader.model import utc_now
from wortreader.prose.export_json import JsonObject, timestamp
from wortreader.sentences import in_english

if TYPE_CHECKING:
    from wortreader.sync.feed_health import FeedHealth


@click.command(
    help=_(
        "List the feeds that need attention: those that fail, the longest-failing first, then those that are idle, "
        "moved or damaged. The exit code is 1 if a feed fails that is not paused."
    )
)
@click.argument("names", metavar="[FEED]...", type=FEED, nargs=-1)
@click.option("--all", "is_all", is_flag=True, help=_("List the feeds without problems, too."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array of all feeds."))
@pass_invocation
def health(invocation: Invocation, names: tuple[str, ...], is_all: bool, is_json: bool) -> ExitCode:
    """Prints how feeds are."""
    from wortreader.sync.feed_health import Fix
    from wortreader.sync.feed_health import health as health_of

    now = utc_now()
    with invocation.library(only_reads=True) as library:
        ids = [library.feeds.find(name).feed_id for name in names] if names else None
        found = health_of(library, now=now, feed_ids=ids)
    is_failing = any(one.is_failing and not one.feed.is_paused for one in found)
    code = ExitCode.FAILED if is_failing else ExitCode.DONE
    if is_json:
        output.write_json_array(map(health_as_json, found))
        return code
    listed = found if is_all or names else [one for one in found if not one.is_well]
    if not listed:
        output.print_error(_("No feed has problems.") if found else _("There are no feeds yet."))
        return code
    (_print_blocks if output.is_terminal() else _print_rows)(listed, now)
    fixes = {fix for one in listed for fix in one.fixes}
    if Fix.USE_NEW_ADDRESS in fixes:
        output.print_error(_("`wortreader feed set FEED --address URL` gives a feed another address."))
    if Fix.ALLOW_OWN_NETWORK in fixes:
        output.print_error(_("`wortreader feed set FEED... --own-network` allows feeds on your own network."))
    return code


def _print_blocks(found: Sequence[FeedHealth], now: datetime) -> None:
    """Prints feeds for people: reasons are too long for a column."""
    import textwrap

    from wortreader.sync.feed_health import remarks, visit_sentence

    for one in found:
        output.write(output.strong(one.feed.title), output.muted(f" ({one.feed.feed_id})"))
        visit = visit_sentence(one, now=now)
        sentences = [*remarks(one, now=now), _("Last success: {time}.").format(time=_last_success(one, now))]
        for line in textwrap.wrap(" ".join(dict.fromkeys([*sentences, visit])), max(20, output.width() - 4)):
            output.write(f"  {line}")


def _print_rows(found: Sequence[FeedHealth], now: datetime) -> None:
    """Prints feeds for programs, separated by tabs: number, title, last success, next visit, what is to say."""
    from wortreader.sync.feed_health import remarks

    columns = [output.Column(title) for title in ("ID", "FEED", "LAST SUCCESS", "NEXT VISIT", "WHAT")]
    rows = [
        (
            str(one.feed.feed_id),
            one.feed.title,
            timestamp(one.feed.refreshed_at) or _("never"),
            timestamp(one.next_at) or "",
            " ".join(remarks(one, now=now)),
        )
        for one in found
    ]
    output.write_table(columns, rows)


def _last_success(one: FeedHealth, now: datetime) -> str:
    return output.sentence_time(one.feed.refreshed_at, now=now) if one.feed.refreshed_at else _("never")


def health_as_json(one: FeedHealth) -> JsonObject:
    """How a feed is, for programs."""
    feed = one.feed
    return {
        "id": feed.feed_id,
        "title": feed.title,
        "url": feed.url,
        "is_failing": one.is_failing,
        "failure": in_english(feed.failure),
        "failing_since": timestamp(feed.failing_since),
        "failure_count": feed.failure_count,
        "is_idle": one.is_idle,
        "is_malformed": feed.is_malformed,
        "is_paused": feed.is_paused,
        "new_address": one.new_address,
        "newest_at": timestamp(one.newest_at),
        "refreshed_at": timestamp(feed.refreshed_at),
        "next_visit_at": timestamp(one.next_at),
        "next_visit_reason": str(one.reason),
        "fixes": [str(fix) for fix in one.fixes],
    }
