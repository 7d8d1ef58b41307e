"""The faults of servers that can be those of any document: a feed, a page or a picture."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from laboratory.answers import BODIES, FLOODS, HEADS
from laboratory.hosts import HOSTS
from laboratory.laboratory import BETWEEN_VISITS, START
from laboratory.redirects import REDIRECTS
from laboratory.statuses import STATUSES

from wortreader.model import OutcomeKind

ANYWHERE: Final = tuple(
    fault for table in (HEADS, BODIES, FLOODS, STATUSES, REDIRECTS, HOSTS) for fault in table if fault.number != 37
)
"""All but those that need a feed to show, and those that need patience."""

HARMLESS: Final = frozenset(fault.name for fault in ANYWHERE if fault.kind is OutcomeKind.UPDATED)
"""The names of those of which the user need not know."""

FAULTY_AT: Final = START + BETWEEN_VISITS
"""The time to which servers refer that ask for a pause."""


def clock() -> datetime:
    """That time."""
    return FAULTY_AT
