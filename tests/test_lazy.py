"""What is made when it is used first."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from wortreader.lazy import lazy_module, lazy_pattern


def test_a_lazy_pattern_finds_what_the_pattern_does() -> None:
    pattern = lazy_pattern("b(.)", re.IGNORECASE)

    assert pattern.sub(r"<\1>", "abcABC") == "a<c>A<C>"
    assert pattern.pattern == "b(.)"
    found = pattern.match("Bx")
    assert found is not None
    assert found[1] == "x"
    with pytest.raises(AttributeError):
        pattern.unknown  # type: ignore[attr-defined]  # noqa: B018 - that is the point


def test_a_mistake_in_a_lazy_pattern_is_found_when_it_is_used() -> None:
    pattern = lazy_pattern("(")

    with pytest.raises(re.error):
        pattern.search("(")


def test_a_lazy_module_is_run_when_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    ran = tmp_path / "ran"
    (tmp_path / "sample_of_laziness.py").write_text(f"open({str(ran)!r}, 'w').close()\nanswer = 42\n")

    module = lazy_module("sample_of_laziness")

    assert not ran.exists()
    assert module.answer == 42
    assert ran.exists()
    assert lazy_module("sample_of_laziness") is sys.modules["sample_of_laziness"]
