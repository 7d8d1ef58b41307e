"""Lazy dataclasses against those of the standard library."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace
from typing import Any

import pytest

from wortreader.lazy_dataclass import lazy_dataclass


class _Fields:
    """What both kinds are made of."""

    number: int
    name: str = "a"
    marks: list[int] = field(default_factory=list, compare=False)
    hidden: float = field(default=0.5, repr=False)
    made: int = field(default=7, init=False)


def _of(decorator: Callable[..., Any], **options: bool) -> Any:
    values = {name: vars(_Fields)[name] for name in ("name", "marks", "hidden", "made")}
    values = {name: copy.copy(value) for name, value in values.items()}
    members = {"__annotations__": dict(_Fields.__annotations__), "__qualname__": "Kind", "__module__": __name__}
    return decorator(**options)(type("Kind", (), {**members, **values}))


Arguments = tuple[tuple[Any, ...], dict[str, Any]]
RIGHT: list[Arguments] = [((1,), {}), ((1, "b", [2]), {"hidden": 0.25}), ((), {"number": 3, "marks": [1]})]
WRONG: list[Arguments] = [((), {}), ((1, 2, 3, 4, 5), {}), ((1,), {"other": 1})]
OPTIONS = [
    {"frozen": True, "slots": True},
    {"slots": True},
    {"eq": False, "slots": True},
    {"eq": False},
    {"frozen": True},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_instances_are_those_of_the_standard_library(options: dict[str, bool]) -> None:
    lazy, usual = _of(lazy_dataclass, **options), _of(dataclass, **options)
    for arguments, named in RIGHT:
        ours, theirs = lazy(*arguments, **named), usual(*arguments, **named)
        assert repr(ours) == repr(theirs)
        assert asdict(ours) == asdict(theirs)
        assert repr(replace(ours, name="z")) == repr(replace(theirs, name="z"))
        assert repr(copy.deepcopy(ours)) == repr(theirs)
        again = lazy(*arguments, **named)
        assert (ours == again) is (theirs == usual(*arguments, **named))
        assert (ours == lazy(9)) is False
        assert ours != theirs
    assert lazy.__match_args__ == usual.__match_args__


@pytest.mark.parametrize("options", OPTIONS)
def test_wrong_arguments_raise_what_the_standard_library_raises(options: dict[str, bool]) -> None:
    lazy, usual = _of(lazy_dataclass, **options), _of(dataclass, **options)
    for arguments, named in WRONG:
        for _turn in range(2):  # the first instance, and those after it
            with pytest.raises(TypeError) as ours:
                lazy(*arguments, **named)
            with pytest.raises(TypeError) as theirs:
                usual(*arguments, **named)
            assert str(ours.value) == str(theirs.value)


def test_default_factories_make_a_value_for_each_instance() -> None:
    kind = _of(lazy_dataclass, slots=True)
    assert kind(1).marks is not kind(1).marks


def test_only_frozen_ones_have_a_hash_by_their_values() -> None:
    frozen, changeable, by_identity = (_of(lazy_dataclass, **options) for options in OPTIONS[:3])
    assert hash(frozen(1)) == hash(frozen(1, marks=[5])) == hash(_of(dataclass, frozen=True, slots=True)(1))
    with pytest.raises(TypeError):
        hash(changeable(1))
    one = by_identity(1)
    assert len({one, one, by_identity(1)}) == 2


def test_frozen_ones_cannot_be_changed() -> None:
    value = _of(lazy_dataclass, frozen=True, slots=True)(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    with pytest.raises(FrozenInstanceError):
        value.other = 1


@lazy_dataclass(frozen=True, slots=True)
class Sent:
    """Something for another process."""

    number: int
    text: str = ""


@lazy_dataclass(frozen=True, slots=True)
class Single:
    """One value."""

    number: float


@lazy_dataclass(slots=True)
class Begun:
    """Something that works out a value when it is made."""

    width: int
    area: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.area = self.width**2

    def __repr__(self) -> str:
        return "own"


def test_frozen_ones_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Sent(3, "x"))) == Sent(3, "x")


def test_what_a_class_has_itself_is_kept() -> None:
    assert Begun(3).area == 9
    assert repr(Begun(3)) == "own"


def test_a_single_value_is_compared_as_one_of_several() -> None:
    nothing = float("nan")
    assert Single(nothing) == Single(nothing)
    assert Single(1) != Single(2)
    assert hash(Single(1)) == hash((1,))
