"""What a view of an article posts."""

from __future__ import annotations

from textual.message import Message

from wortreader.lazy_dataclass import lazy_dataclass


class ViewMessages:
    """The messages of views, which inherit them."""

    class ViewMessage(Message):
        """What a view of an article posts."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of a kind counts."""
            return type(message) is type(self)

    @lazy_dataclass(eq=False)
    class WidthChanged(ViewMessage):
        """The article has to be typeset for another `width`, in cells."""

        width: int

    @lazy_dataclass(eq=False)
    class PlaceChanged(ViewMessage):
        """The user has moved to `place`, 0 to 1."""

        place: float

    class PicturesChanged(ViewMessage):
        """Other pictures than before are in view, or near it."""

    class HeightChanged(ViewMessage):
        """The space for pictures has changed."""

    class Scrolled(ViewMessage):
        """Other lines than before are in view."""
