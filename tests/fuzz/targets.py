"""All targets, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fuzz import documents, own_files, recordings, typed
from fuzz.target import Target

TARGETS: Final[Mapping[str, Target]] = {
    target.name: target for target in (*documents.TARGETS, *own_files.TARGETS, *recordings.TARGETS, *typed.TARGETS)
}
