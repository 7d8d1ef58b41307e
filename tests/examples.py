"""How many random examples a property is tested with."""

from __future__ import annotations

import os
from typing import Final

_FACTOR: Final = float(os.environ.get("WORTREADER_EXAMPLES", "1"))


def examples(usual: int) -> int:
    """The number of examples: `usual`, times the environment variable WORTREADER_EXAMPLES.

    `usual` is small, because all tests run often; CI and a search for faults take more.
    """
    return max(1, round(usual * _FACTOR))
