"""Tagging articles and feeds, and renaming and removing tags: steps that can be undone, for app and command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from wortreader.model import Tag, Tagged
from wortreader.tag_names import fold_name

if TYPE_CHECKING:
    from wortreader.store.library import Library


def change_tags(
    library: Library, tagged: Tagged, *, add: Sequence[str] = (), remove: Sequence[str] = (), now: datetime
) -> tuple[int, ...]:
    """Gives tags to articles or feeds, and takes others; returns those that this has changed. Raises TagRefused."""
    tags = library.tags
    what = "change" if add and remove else "add" if add else "remove"
    of_feeds = {"add": "add_to_feed", "remove": "remove_from_feed", "change": "change_of_feed"}[what]
    known = {fold_name(tag.name): tag.name for tag in tags.all()}
    shown = " ".join(f"#{known.get(fold_name(name), name)}" for name in (add or remove))
    with library.changes.step(f"tags.{of_feeds if tagged.are_feeds else what}", at=now, tags=shown) as step:
        change = tags.change_feeds if tagged.are_feeds else tags.change
        changed = change(tagged.ids, add=add, remove=remove)
        step.details["n"] = len(changed)
        if len(changed) == 1:
            step.details["title"] = _title(library, changed[0], is_feed=tagged.are_feeds)
    return changed


def rename_tag(library: Library, name: str, new_name: str, *, now: datetime) -> Tag:
    """Renames a tag; if there is one with the new name, the two become one. Raises UnknownTag, TagRefused."""
    with library.changes.step("tag.rename", at=now) as step:
        former = library.tags.find(name)
        tag = library.tags.rename(name, new_name)
        step.details |= {"former": former.name, "name": tag.name}
    return tag


def remove_tag(library: Library, name: str, *, now: datetime) -> Tag:
    """Takes a tag from all articles and feeds that have it. Raises UnknownTag."""
    with library.changes.step("tag.remove", at=now) as step:
        tag = library.tags.remove(name)
        step.details["name"] = tag.name
    return tag


def _title(library: Library, number: int, *, is_feed: bool) -> str:
    if is_feed:
        return library.feeds.get(number).title
    headline = library.articles.headlines([number]).get(number)
    return headline.title if headline is not None else ""
