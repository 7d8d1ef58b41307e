"""Checks what the user writes for a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from wortreader.errors import RuleRefused
from wortreader.i18n import _
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.store.search.query import MAX_CHARACTERS, parse
from wortreader.store.search.tree import And
from wortreader.tag_names import clean_name
from wortreader.text import safe, safe_line

MAX_NAME: Final = 100


def check_query(query: str) -> str:
    """A query as a rule keeps it. Raises RuleRefused if it has no meaning, or parts that were not understood."""
    cleaned = safe(query[:MAX_CHARACTERS]).strip()
    parsed = parse(cleaned)
    if parsed.faults:
        raise RuleRefused(parsed.faults[0])
    if parsed.root == And():
        raise RuleRefused(_("The query of a rule needs a word or a field; without one, it would find every article."))
    if parsed.sort is not None:
        raise RuleRefused(_("A rule has no order of articles: leave out “sort:{order}”.").format(order=parsed.sort))
    return cleaned


def checked(draft: RuleDraft, now: datetime | None) -> RuleDraft:
    """A rule as it is kept, without what does not count. Raises RuleRefused.

    Without `now`, it is only to be tried, and needs neither a name nor something to do.
    """
    query = check_query(draft.query)
    actions = tuple(action for action in RuleAction if action in draft.actions)
    tags = tuple(dict.fromkeys(map(clean_name, draft.tags))) if RuleAction.TAG in actions else ()
    draft = replace(draft, name=safe_line(draft.name, MAX_NAME), query=query, actions=actions, tags=tags)
    if now is None:
        return draft
    if not draft.name:
        raise RuleRefused(_("A rule needs a name."))
    if not actions:
        raise RuleRefused(_("A rule needs something to do with the articles that it finds."))
    if RuleAction.TAG in actions and not tags:
        raise RuleRefused(_("A rule that tags articles needs a tag to give them."))
    if draft.is_enabled and draft.ends_at is not None and draft.ends_at <= now:
        raise RuleRefused(_("The end of the rule is in the past."))
    if draft.scope is not None and not (draft.scope.feed_ids or draft.scope.folder_ids):
        raise RuleRefused(_("A rule needs a feed to look at."))
    return draft
