"""Dataclasses whose methods are made when they are used first, or shared, because the app starts with two hundred.

`dataclasses.dataclass` compiles up to eight functions for a class, which takes 0.3 to 1 ms. Most classes that a start
imports make no instance in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(field_specifiers=(field,))
def lazy_dataclass(*, frozen: bool = False, eq: bool = True, slots: bool = False) -> Callable[[type[T]], type[T]]:
    """Makes a class a dataclass as `dataclasses.dataclass` does, for all that instances and `dataclasses` do with it.

    Not supported are fields that are keyword-only or `InitVar`, and order. The signature of the class is known once it
    has an instance.
    """

    def decorate(kind: type[T]) -> type[T]:
        written = frozenset(kind.__dict__)
        made: Any = dataclass(init=False, repr=False, eq=False, slots=slots)(kind)
        methods: dict[str, Any] = {"__init__": _lazy_init(made, frozen), "__repr__": _repr}
        if eq:
            methods |= _comparing(fields(made), frozen)
        if frozen:
            methods |= _FROZEN
        for name, method in methods.items():
            if name not in written:
                setattr(made, name, method)
        decorated: type[T] = made
        return decorated

    return decorate


def _lazy_init(kind: Any, frozen: bool) -> Callable[..., None]:
    def __init__(self: Any, *arguments: Any, **named: Any) -> None:  # noqa: N807 - it is one
        init = _init(kind, frozen)
        kind.__init__ = init  # called directly from now on
        init(self, *arguments, **named)

    __init__.__qualname__ = f"{kind.__qualname__}.__init__"
    return __init__


def _init(kind: Any, frozen: bool) -> Callable[..., None]:
    """The `__init__` of a dataclass, compiled."""
    parameters, lines = ["self"], []
    known: dict[str, Any] = {"MISSING": MISSING, "set_value": object.__setattr__}
    for each in fields(kind):
        name, value = each.name, each.name
        known[f"default_{name}"] = each.default
        if each.default_factory is not MISSING:
            known[f"make_{name}"] = each.default_factory
            known[f"default_{name}"] = MISSING
            value = f"make_{name}() if {name} is MISSING else {name}" if each.init else f"make_{name}()"
        elif not each.init:
            if each.default is MISSING:
                continue
            value = f"default_{name}"
        if each.init:
            has_default = each.default is not MISSING or each.default_factory is not MISSING
            parameters.append(f"{name}=default_{name}" if has_default else name)
        lines.append(f"set_value(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    source = f"def __init__({', '.join(parameters)}) -> None:\n " + "\n ".join(lines or ["pass"])
    exec(source, known)  # nosec B102 # source made here from field names
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    init.__module__ = kind.__module__
    return init


def _comparing(all_fields: Iterable[Field[Any]], frozen: bool) -> dict[str, Any]:
    """`__eq__`, and `__hash__` or None in its place."""
    names = [each.name for each in all_fields if each.compare]
    if len(names) > 1:
        values: Callable[[Any], tuple[Any, ...]] = attrgetter(*names)
    else:

        def values(self: Any) -> tuple[Any, ...]:
            return tuple(getattr(self, name) for name in names)

    def __eq__(self: Any, other: object) -> Any:  # noqa: N807 - it is one
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807 - it is one
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


@recursive_repr()
def _repr(self: Any) -> str:
    values = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(values)})"


def _set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """What is pickled and copied."""
    return [getattr(self, each.name) for each in fields(self)]


def _set_state(self: Any, state: Iterable[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


_FROZEN = {"__setattr__": _set, "__delattr__": _delete, "__getstate__": _state, "__setstate__": _set_state}
