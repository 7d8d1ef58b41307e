"""What is said of errors that nothing in the app has handled."""

from __future__ import annotations

from textual.worker import WorkerFailed

from wortreader.errors import WortreaderError
from wortreader.system_errors import reason_of
from wortreader.text import labelled, safe_line


def explained(error: Exception) -> str:
    """What is wrong with a file, the library or the system, in one sentence; empty if it is a fault of wortreader."""
    cause = _cause_of(error)
    if isinstance(cause, WortreaderError):
        return safe_line(str(cause))
    if not isinstance(cause, OSError):
        return ""
    reason = f"{reason_of(cause)}."
    return safe_line(labelled(str(cause.filename), reason) if cause.filename else reason)


def is_of_values(error: Exception) -> bool:
    """Whether values of a wrong kind, as a damaged library may have them, can be the cause."""
    return isinstance(_cause_of(error), AttributeError | OverflowError | TypeError | ValueError)


def _cause_of(error: Exception) -> BaseException:
    return error.error if isinstance(error, WorkerFailed) else error
