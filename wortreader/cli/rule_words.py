"""Rules in words and as JSON, and what is said of them on the command line as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from wortreader.cli import output
from wortreader.i18n import _, pgettext
from wortreader.model import utc_now
from wortreader.model.rules import ArticleRule, RuleScope
from wortreader.prose.export_json import JsonObject, timestamp
from wortreader.store.search.dates import Present
from wortreader.text import labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library


def present_now() -> Present:
    """Now, in the zone of this machine, for queries and ends of rules."""
    from wortreader.prose import dates

    return Present(utc_now(), dates.local_zone())


def scope_of(library: Library, feeds: Sequence[str], folders: Sequence[str]) -> RuleScope | None:
    """The scope with these names; None if there are none. Raises what `find` of feeds and of folders raises."""
    if not feeds and not folders:
        return None
    folder_ids = tuple(library.folders.find(name).folder_id for name in folders)
    return RuleScope(tuple(library.feeds.find(name).feed_id for name in feeds), folder_ids)


def places_of(library: Library, scope: RuleScope | None) -> list[str]:
    """The names of the feeds and folders of a scope."""
    if scope is None:
        return []
    feeds = [library.feeds.get(feed_id).title for feed_id in scope.feed_ids]
    return [*feeds, *("/".join(library.folders.path(folder_id)) + "/" for folder_id in scope.folder_ids)]


def state_in_words(rule: ArticleRule, now: datetime) -> str:
    """Until when a rule goes on, or that it does not; empty if it always does."""
    if not rule.draft.is_enabled:
        return pgettext("rule", "off")
    if rule.is_over(now):
        return pgettext("rule", "over")
    return output.last_day(rule.draft.ends_at, now=now) if rule.draft.ends_at else ""


def fields_of(library: Library, rule: ArticleRule) -> JsonObject:
    """A rule for scripts. `feeds` and `folders` are null if it looks at all feeds."""
    draft, scope = rule.draft, rule.draft.scope
    return {
        "id": rule.rule_id,
        "position": rule.position,
        "name": draft.name,
        "query": draft.query,
        "actions": [str(action) for action in draft.actions],
        "tags": list(draft.tags),
        "feeds": None if scope is None else list(scope.feed_ids),
        "folders": None if scope is None else ["/".join(library.folders.path(each)) for each in scope.folder_ids],
        "ends_at": timestamp(draft.ends_at),
        "is_enabled": draft.is_enabled,
        "is_over": rule.is_over(utc_now()),
        "added_at": timestamp(rule.added_at),
        "touched": rule.touched_count,
    }


def write_rule(library: Library, rule: ArticleRule) -> None:
    """Prints a rule, a line for each part."""
    places = places_of(library, rule.draft.scope)
    for label, words in (
        (_("Rule"), f"{rule.position}. {rule.name}"),
        (_("Query"), rule.draft.query),
        (_("Actions"), rule.draft.actions_in_words),
        (_("Feeds"), ", ".join(places) if rule.draft.scope is not None else pgettext("feeds", "all")),
        (_("Until"), state_in_words(rule, utc_now()) or _("always")),
    ):
        output.write(output.muted(labelled(label, "")), words)
