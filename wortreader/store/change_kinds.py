"""The kinds of steps that can be undone: what each is called, and which tables it changes.

To make something undoable: a row here, a row for each further table in `change_notes.WATCHED_TABLES`, and
`with library.changes.step("its.kind", at=now, title=…):` around the writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wortreader.i18n import N_, nN_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import S_, Sentence


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
_SETTINGS: Final = ("feeds", "folders", "feed_settings", "folder_settings")
_TAGS: Final = ("tags", "article_tags", "feed_tags")

_RULES: Final = ("rules", "rule_marks")
_MERGED: Final = (
    *_SUBSCRIPTIONS,
    *_TAGS,
    *_RULES,
    *("articles", "feed_settings", "pruned_guids", "play_queue", "downloads", "reading", "set_aside"),
)

KINDS: Final = (
    ChangeKind("marks.read", *nN_("Marked “{title}” read.", "Marked {n} articles read.")),
    ChangeKind("marks.unread", *nN_("Marked “{title}” unread.", "Marked {n} articles unread.")),
    ChangeKind("marks.passed", *nN_("Scrolled past “{title}”.", "Scrolled past {n} articles.")),
    ChangeKind("marks.star", *nN_("Starred “{title}”.", "Starred {n} articles.")),
    ChangeKind("marks.unstar", *nN_("Removed the star of “{title}”.", "Removed the stars of {n} articles.")),
    ChangeKind("marks.set", *nN_("Marked “{title}”.", "Marked {n} articles.")),
    ChangeKind("feed.add", *nN_("Added “{title}”.", "Added {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.import", *nN_("Imported {n} feed.", "Imported {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.remove", *nN_("Removed “{title}”.", "Removed {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.rename", N_("Renamed “{former}” to “{title}”."), tables=("feeds",)),
    ChangeKind("feed.pause", *nN_("Paused “{title}”.", "Paused {n} feeds."), tables=("feeds",)),
    ChangeKind("feed.resume", *nN_("Resumed “{title}”.", "Resumed {n} feeds."), tables=("feeds",)),
    ChangeKind("feed.move", *nN_("Moved “{title}”.", "Moved {n} feeds."), tables=_SUBSCRIPTIONS),
    ChangeKind("feed.address", N_("Changed the address of “{title}”."), tables=("feeds",)),
    ChangeKind("feed.merge", N_("Merged “{other}” into “{title}”."), tables=_MERGED),
    ChangeKind("folder.add", *nN_("Added the folder “{name}”.", "Added {n} folders."), tables=("folders",)),
    ChangeKind("folder.rename", N_("Renamed the folder “{former}” to “{name}”."), tables=("folders",)),
    ChangeKind("folder.move", *nN_("Moved the folder “{name}”.", "Moved {n} folders."), tables=_SUBSCRIPTIONS),
    ChangeKind("folder.remove", *nN_("Removed the folder “{name}”.", "Removed {n} folders."), tables=_SUBSCRIPTIONS),
    ChangeKind("folder.order", N_("Changed the order of feeds."), tables=("feeds", "folders")),
    ChangeKind("folder.set", *nN_("Changed the settings of “{name}”.", "Changed the settings of {n} folders."),
               tables=_SETTINGS),
    ChangeKind("feed.set", *nN_("Changed the settings of “{title}”.", "Changed the settings of {n} feeds."),
               tables=_SETTINGS),
    ChangeKind("both.move", N_("Moved {n} feeds and folders."), tables=_SUBSCRIPTIONS),
    ChangeKind("both.remove", N_("Removed {n} feeds and folders."), tables=_SUBSCRIPTIONS),
    ChangeKind("both.set", N_("Changed the settings of {n} feeds and folders."), tables=_SETTINGS),
    ChangeKind("tags.add", *nN_("Tagged “{title}”: {tags}.", "Tagged {n} articles: {tags}."), tables=_TAGS),
    ChangeKind("tags.remove", *nN_("Removed {tags} from “{title}”.", "Removed {tags} from {n} articles."),
               tables=_TAGS),
    ChangeKind("tags.change", *nN_("Changed the tags of “{title}”.", "Changed the tags of {n} articles."),
               tables=_TAGS),
    ChangeKind("tags.add_to_feed", *nN_("Tagged the feed “{title}”: {tags}.", "Tagged {n} feeds: {tags}."),
               tables=_TAGS),
    ChangeKind("tags.remove_from_feed",
               *nN_("Removed {tags} from the feed “{title}”.", "Removed {tags} from {n} feeds."), tables=_TAGS),
    ChangeKind("tags.change_of_feed", *nN_("Changed the tags of the feed “{title}”.", "Changed the tags of {n} feeds."),
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
    ChangeKind("queue.add", *nN_("Queued “{title}”.", "Queued {n} files."), tables=("play_queue",)),
    ChangeKind("queue.remove", *nN_("Removed “{title}” from the queue.", "Removed {n} files from the queue."),
               tables=("play_queue",)),
    ChangeKind("queue.move", N_("Moved “{title}” in the queue."), tables=("play_queue",)),
    ChangeKind("view.remove", N_("Removed the view “{name}”."), tables=("views",)),
)  # fmt: skip
"""Every kind."""

_BY_NAME: Final = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> ChangeKind:
    """The kind with a name. Raises KeyError."""
    return _BY_NAME[name]


def sentence(name: str, details: Mapping[str, object]) -> Sentence:
    """What a step of a kind has done, for the user. Details that are missing in a damaged library are ellipses."""
    kind = _BY_NAME.get(name)
    if kind is None:  # of a later version
        return S_("A change by another version of wortreader.")
    given = {key: value if isinstance(value, str | int | float) else str(value) for key, value in details.items()}
    number = details.get("n", 1)
    if kind.many and isinstance(number, int):
        return Sentence.of((kind.one, kind.many), **{**given, "n": number})
    return Sentence.of(kind.one, **given)
