"""The events of `wortreader add --json`, `wortreader import --json` and `wortreader export --json`."""

from __future__ import annotations

from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence
from wortreader.sync.events.codec import EventCodec


@lazy_dataclass(frozen=True, slots=True)
class FeedAdded:
    """A feed has been added."""

    source: str
    """The address as the user typed it."""
    feed_id: int
    url: str
    title: str
    articles: int
    """New ones."""
    is_new: bool = True
    """False if it was in the library, and may lie in the user's own network from now on."""


@lazy_dataclass(frozen=True, slots=True)
class FeedOffered:
    """A feed that a page offers, and that was not added."""

    source: str
    number: int
    """For `--feed`."""
    url: str
    title: str
    format: str
    """`RSS`, `Atom`, `JSON Feed`, or empty if that is not known."""
    is_comments: bool
    feed_id: int | None
    """The number of the feed in the library; None if the user has not subscribed to it."""
    newest: tuple[str, ...] = ()
    """Titles of its newest articles; empty if it has not been read."""


@lazy_dataclass(frozen=True, slots=True)
class AddFailed:
    """Nothing was added."""

    source: str
    reason: Sentence
    """One sentence."""
    wants_login: bool = False
    """Whether the server wants a login, or another one (401)."""


AddEvent = FeedAdded | FeedOffered | AddFailed

ADD_CODEC: Final = EventCodec[AddEvent]({"added": FeedAdded, "offered": FeedOffered, "failed": AddFailed})


@lazy_dataclass(frozen=True, slots=True)
class ImportRemark:
    """Something in a subscription list was read differently from how it is written."""

    sentence: Sentence
    is_loss: bool
    """True if a line was left out."""


@lazy_dataclass(frozen=True, slots=True)
class ImportDone:
    """A subscription list has been imported; all are numbers."""

    added: int
    folders: int
    """In which feeds were added."""
    known: int
    """Feeds that were in the library already."""
    allowed: int
    """Those of them that may lie in the user's own network from now on."""


ImportEvent = ImportRemark | ImportDone

IMPORT_CODEC: Final = EventCodec[ImportEvent]({"remark": ImportRemark, "done": ImportDone})


@lazy_dataclass(frozen=True, slots=True)
class ExportRemark:
    """Something that a subscription list cannot express."""

    sentence: Sentence


@lazy_dataclass(frozen=True, slots=True)
class ExportDone:
    """The list has been written."""

    path: str
    """Absolute."""
    feeds: int
    folders: int


ExportEvent = ExportRemark | ExportDone

EXPORT_CODEC: Final = EventCodec[ExportEvent]({"remark": ExportRemark, "done": ExportDone})
