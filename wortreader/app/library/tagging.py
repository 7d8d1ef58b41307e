"""Tagging articles and feeds, from the app. A change is published, so that the panes read again what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Tag, Tagged

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.store.tags import Tags

T = TypeVar("T")


@lazy_dataclass(frozen=True, slots=True)
class PresentTags:
    """Which tags these articles or feeds have, and which others there are."""

    common: tuple[str, ...]
    """Those that all of them have."""
    some: tuple[str, ...]
    """Those that one of them has at least."""
    known: tuple[str, ...]
    """All tags of the library."""

    def as_known(self, names: Sequence[str]) -> list[str]:
        """These names, those of tags that there are as they are written there."""
        from wortreader.tag_names import fold_name

        known = {fold_name(name): name for name in self.known}
        return [known.get(fold_name(name), name) for name in names]


@lazy_dataclass(eq=False, slots=True)
class Tagging:
    """The tags of an open library. Every method does its work on a thread of the library."""

    session: Session
    signals: Signals

    async def present(self, tagged: Tagged) -> PresentTags:
        """The tags of these articles or feeds."""

        def read(tags: Tags) -> PresentTags:
            of = (tags.of_feeds if tagged.are_feeds else tags.of_articles)(tagged.ids)
            known = tuple(tag.name for tag in tags.all())
            some = {name for names in of.values() for name in names}
            common = {name for name in some if all(name in of.get(number, ()) for number in tagged.ids)}
            return PresentTags(
                tuple(name for name in known if name in common), tuple(name for name in known if name in some), known
            )

        return await self.session.in_library(self.session.reading, lambda library: read(library.tags))

    async def change(self, tagged: Tagged, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> int:
        """Gives tags and takes others; returns how many articles or feeds have changed. Raises TagRefused."""
        from wortreader.sync.tagging import change_tags

        now = self.session.clock()
        return len(await self._written(lambda library: change_tags(library, tagged, add=add, remove=remove, now=now)))

    async def rename(self, name: str, new_name: str) -> Tag:
        """Renames a tag, or makes it one with another. Raises UnknownTag, TagRefused."""
        from wortreader.sync.tagging import rename_tag

        now = self.session.clock()
        return await self._written(lambda library: rename_tag(library, name, new_name, now=now))

    async def remove(self, name: str) -> Tag:
        """Takes a tag from everything. Raises UnknownTag."""
        from wortreader.sync.tagging import remove_tag

        now = self.session.clock()
        return await self._written(lambda library: remove_tag(library, name, now=now))

    async def _written(self, write: Callable[[Library], T]) -> T:
        done = await self.session.in_library(self.session.writing, write)
        self.signals.library_changed.publish(LibraryChanged())
        return done
