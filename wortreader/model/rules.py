"""Rules: what is done with articles when they come in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from wortreader.lazy_dataclass import lazy_dataclass


class RuleAction(StrEnum):
    """What a rule does with an article that its query finds."""

    HIDE = "hide"
    """The article counts nowhere until the rule is removed, is switched off or ends."""
    READ = "read"
    STAR = "star"
    TAG = "tag"
    NOTIFY = "notify"
    FULL_TEXT = "full-text"
    """Its page is fetched at once, although the feed may be complete."""
    KEEP = "keep"
    """It is never deleted because of its age."""


@lazy_dataclass(frozen=True, slots=True)
class RuleScope:
    """The feeds whose articles a rule looks at."""

    feed_ids: tuple[int, ...] = ()
    folder_ids: tuple[int, ...] = ()
    """The feeds in the folders inside these belong to them."""


@lazy_dataclass(frozen=True, slots=True)
class RuleDraft:
    """What the user decides about a rule."""

    name: str
    query: str
    actions: tuple[RuleAction, ...]
    tags: tuple[str, ...] = ()
    """Given to the articles if TAG is one of the actions."""
    scope: RuleScope | None = None
    """None: all feeds, those to come as well."""
    ends_at: datetime | None = None
    is_enabled: bool = True


@lazy_dataclass(frozen=True, slots=True)
class ArticleRule:
    """A rule of the user's for articles."""

    rule_id: int
    position: int
    """From 1, without gaps, in the order in which rules are carried out."""
    draft: RuleDraft
    added_at: datetime
    touched_count: int = 0
    """Articles that it has done something with."""

    @property
    def name(self) -> str:
        """Its name, which no other rule has."""
        return self.draft.name

    def is_over(self, now: datetime) -> bool:
        """Whether its end has come."""
        return self.draft.ends_at is not None and self.draft.ends_at <= now

    def is_active(self, now: datetime) -> bool:
        """Whether it is carried out."""
        return self.draft.is_enabled and not self.is_over(now)


@lazy_dataclass(frozen=True, slots=True)
class RuleTouch:
    """What a rule has done with an article."""

    rule_id: int
    rule_name: str | None
    """None if the rule has been removed since."""
    action: RuleAction
    at: datetime


@lazy_dataclass(frozen=True, slots=True)
class RuleTrial:
    """What a rule would do with stored articles."""

    looked_at: int
    article_ids: tuple[int, ...]
    """The articles that it would touch, the newest first."""
    notes: tuple[str, ...] = ()
    """What may be wrong with the query, in sentences."""


@lazy_dataclass(frozen=True, slots=True)
class RuleEffects:
    """What rules have asked for that somebody else has to do."""

    notify: tuple[int, ...] = ()
    """Articles that the user wants to hear of."""
    full_text: tuple[int, ...] = ()
    """Articles whose pages are to be fetched."""
