"""Rules: what is done with new articles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from wortreader.i18n import _, ngettext, pgettext
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

    @property
    def words(self) -> str:
        """What it does, in a few words."""
        return {
            RuleAction.HIDE: _("hide"),
            RuleAction.READ: _("mark as read"),
            RuleAction.STAR: _("star"),
            RuleAction.TAG: pgettext("action", "tag"),
            RuleAction.NOTIFY: _("notify"),
            RuleAction.FULL_TEXT: _("fetch full text"),
            RuleAction.KEEP: _("keep for ever"),
        }[self]

    @property
    def done_words(self) -> str:
        """What it has done, in a few words."""
        return {
            RuleAction.HIDE: _("hidden"),
            RuleAction.READ: _("marked as read"),
            RuleAction.STAR: _("starred"),
            RuleAction.TAG: _("tagged"),
            RuleAction.NOTIFY: _("notified"),
            RuleAction.FULL_TEXT: _("full text fetched"),
            RuleAction.KEEP: _("kept for ever"),
        }[self]


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

    @property
    def actions_in_words(self) -> str:
        """What it does, separated by commas."""
        names = ", ".join(self.tags)
        return ", ".join(
            _("tag as {names}").format(names=names) if action is RuleAction.TAG else action.words
            for action in self.actions
        )


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

    def in_words(self, actions: Collection[RuleAction]) -> str:
        """What a rule with these actions would have done, in a sentence."""
        found, total = len(self.article_ids), self.looked_at
        if RuleAction.HIDE in actions:
            words = ngettext(
                "Would have hidden {n} of {total} article.",
                "Would have hidden {n} of the last {total} articles.",
                total,
            )
        else:
            words = ngettext(
                "Would have found {n} of {total} article.", "Would have found {n} of the last {total} articles.", total
            )
        return words.format(n=found, total=total)


@lazy_dataclass(frozen=True, slots=True)
class NotedArticle:
    """An article that the user wants to hear of."""

    article_id: int
    title: str
    """Cut if it is long."""


@lazy_dataclass(frozen=True, slots=True)
class RuleEffects:
    """What rules have asked for that somebody else has to do. The pages to fetch are in the library: see `Pages`."""

    notify: tuple[NotedArticle, ...] = ()
