"""What is made when it is used first, because the app starts, and most commands end, without it.

A class of characters with the letters of all scripts takes milliseconds to compile, and so does a module with a few
dataclasses. There are dozens of both.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _LazyPattern:
    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:  # found directly from now on, without coming here again
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern with this source, for all that patterns do; a mistake in it is found when it is used first."""
    return cast(re.Pattern[str], _LazyPattern(source, flags))


def lazy_module(name: str) -> Any:
    """The module with this name, which is imported when one of its attributes is used first."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
