"""The kinds of steps that can be undone: what each is called, and which tables it changes.

To make something undoable: a row here, a row for each further table in `change_notes.WATCHED_TABLES`, and
`with library.changes.step("its.kind", at=now, title=…):` around the writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wortreader.i18n import N_, _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind of step."""

    name: str
    one: str
    """What was done: a sentence, to be translated, with what `step` is given in braces."""
    many: str = ""
    """The same for several, with their number as `{n}`; empty if there is always one."""
    tables: Sequence[str] = ()
    """The tables that it changes, of `WATCHED_TABLES`. Marks, and articles that are set aside, are always noted."""


_SUBSCRIPTIONS: Final = ("feeds", "folders", "folder_settings")
_TAGS: Final = ("tags", "article_tags", "feed_tags")

_RULES: Final = ("rules", "rule_marks")

KINDS: Final = (
    ChangeKind("marks.read", N_("Marked “{title}” read."), N_("Marked {n} articles read.")),
    ChangeKind("marks.unread", N_("Marked “{title}” unread."), N_("Marked {n} articles unread.")),
    ChangeKind("marks.passed", N_("Scrolled past “{title}”."), N_("Scrolled past {n} articles.")),
    ChangeKind("marks.star", N_("Starred “{title}”."), N_("Starred {n} articles.")),
    ChangeKind("marks.unstar", N_("Removed the star of “{title}”."), N_("Removed the stars of {n} articles.")),
    ChangeKind("marks.set", N_("Marked “{title}”."), N_("Marked {n} articles.")),
    ChangeKind("feed.add", N_("Added “{title}”."), N_("Added {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.import", N_("Imported {n} feed."), N_("Imported {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.remove", N_("Removed “{title}”."), N_("Removed {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.rename", N_("Renamed “{former}” to “{title}”."), tables=("feeds",)),
    ChangeKind("feed.pause", N_("Paused “{title}”."), N_("Paused {n} feeds."), tables=("feeds",)),
    ChangeKind("feed.resume", N_("Resumed “{title}”."), N_("Resumed {n} feeds."), tables=("feeds",)),
    ChangeKind("feed.move", N_("Moved “{title}”."), N_("Moved {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.address", N_("Changed the address of “{title}”."), tables=("feeds",)),
    ChangeKind("folder.add", N_("Added the folder “{name}”."), N_("Added {n} folders."), tables=("folders",)),
    ChangeKind("folder.rename", N_("Renamed the folder “{former}” to “{name}”."), tables=("folders",)),
    ChangeKind("folder.move", N_("Moved the folder “{name}”."), N_("Moved {n} folders."), tables=_SUBSCRIPTIONS),
    ChangeKind("folder.remove", N_("Removed the folder “{name}”."), N_("Removed {n} folders."), tables=_SUBSCRIPTIONS),
    ChangeKind("folder.order", N_("Changed the order of feeds."), tables=("feeds", "folders")),
    ChangeKind("folder.set", N_("Changed the settings of “{name}”."), N_("Changed the settings of {n} folders."),
               tables=("folders", "feed_settings", "folder_settings")),
    ChangeKind("feed.set", N_("Changed the settings of “{title}”."), N_("Changed the settings of {n} feeds."),
               tables=("feeds", "folders", "feed_settings", "folder_settings")),
    ChangeKind("tags.add", N_("Tagged “{title}”: {tags}."), N_("Tagged {n} articles: {tags}."), tables=_TAGS),
    ChangeKind("tags.remove", N_("Removed {tags} from “{title}”."), N_("Removed {tags} from {n} articles."),
               tables=_TAGS),
    ChangeKind("tags.change", N_("Changed the tags of “{title}”."), N_("Changed the tags of {n} articles."),
               tables=_TAGS),
    ChangeKind("tags.add_to_feed", N_("Tagged “{title}”: {tags}."), N_("Tagged {n} feeds: {tags}."), tables=_TAGS),
    ChangeKind("tags.remove_from_feed", N_("Removed {tags} from “{title}”."), N_("Removed {tags} from {n} feeds."),
               tables=_TAGS),
    ChangeKind("tags.change_of_feed", N_("Changed the tags of “{title}”."), N_("Changed the tags of {n} feeds."),
               tables=_TAGS),
    ChangeKind("tag.rename", N_("Renamed the tag “{former}” to “{name}”."), tables=(*_TAGS, "rules")),
    ChangeKind("tag.remove", N_("Removed the tag “{name}”."), tables=_TAGS),
    ChangeKind("view.add", N_("Saved the view “{name}”."), tables=("views",)),
    ChangeKind("view.rename", N_("Renamed the view “{former}” to “{name}”."), tables=("views",)),
    ChangeKind("rule.add", N_("Added the rule “{name}”."), tables=(*_RULES, *_TAGS)),
    ChangeKind("rule.change", N_("Changed the rule “{name}”."), tables=_RULES),
    ChangeKind("rule.move", N_("Moved the rule “{name}”."), tables=_RULES),
    ChangeKind("rule.enable", N_("Switched the rule “{name}” on."), tables=_RULES),
    ChangeKind("rule.disable", N_("Switched the rule “{name}” off."), tables=_RULES),
    ChangeKind("rule.remove", N_("Removed the rule “{name}”."), tables=_RULES),
    ChangeKind("rule.apply", N_("Applied the rule “{name}”."), tables=(*_RULES, *_TAGS)),
    ChangeKind("view.remove", N_("Removed the view “{name}”."), tables=("views",)),
)  # fmt: skip
"""Every kind."""

_BY_NAME: Final = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> ChangeKind:
    """The kind with a name. Raises KeyError."""
    return _BY_NAME[name]


def sentence(name: str, details: Mapping[str, object]) -> str:
    """What a step of a kind has done, for the user."""
    kind = _BY_NAME.get(name)
    if kind is None:  # of a later version
        return _("A change by another version of wortreader.")
    number = details.get("n", 1)
    words = ngettext(kind.one, kind.many, number) if kind.many and isinstance(number, int) else _(kind.one)
    try:
        return words.format(**details)
    except (KeyError, IndexError, ValueError):  # damaged details
        return words
