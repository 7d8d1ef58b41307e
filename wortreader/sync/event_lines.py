"""Events as lines of JSON, one each way: what a command prints with `--json`, and what the app reads of a child.

Each kind of event stands in a module of its own, which says in one place what its lines hold and what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def line_of(fields: Mapping[str, object]) -> str:
    """An event as one line, without the line feed."""
    return json.dumps(fields, ensure_ascii=False)


def event_of(line: str | bytes, read: Callable[[dict[str, Any]], T]) -> T | None:
    """The event of a line, as `read` finds it in what stands there; None where the line is something else."""
    try:
        return read(json.loads(line))
    except (ValueError, KeyError, TypeError):
        return None
