"""Dataclass events to lines of JSON and back, driven by the fields and type hints of their classes.

The object of an event holds its name under `event` and its fields beside it. A field that is a dataclass itself is
flattened into the same object. Field types may be `str`, `int`, `float`, `bool`, string enums, aware times in whole
seconds, sentences, tuples of these, and any of them or None.

JSON is in English. A process that speaks another language adds what a sentence is in that one: `reason_translated` for
`reason`. Read back, it is those words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

from wortreader.sentences import Sentence

T = TypeVar("T")

_KEY: Final = "json_key"
_KEYS: Final = "json_keys"
_TRANSLATED: Final = "_translated"
OMITTED: Final[Mapping[str, Any]] = {_KEY: None}
"""Metadata of a field that is not written to JSON, and has its default when it is read."""


def json_key(key: str) -> Mapping[str, Any]:
    """Metadata of a field whose key in JSON is not its name."""
    return {_KEY: key}


def json_keys(**keys: str) -> Mapping[str, Any]:
    """Metadata of a field that is a dataclass: the JSON keys of those of its fields that have another name."""
    return {_KEYS: keys}


class EventCodec(Generic[T]):
    """Writes the events of one command as lines of JSON, and reads them."""

    def __init__(self, classes: Mapping[str, type[T]]) -> None:
        """`classes` are the dataclasses of the events by the names that they have in JSON."""
        self.classes: Final = classes
        self._names = {event_class: name for name, event_class in classes.items()}

    def to_json(self, event: T) -> str:
        """`event` as one line of JSON, without the line feed."""
        return json.dumps({"event": self._names[type(event)], **_flattened(event, {})}, ensure_ascii=False)

    def parse(self, line: str | bytes) -> T | None:
        """The event of a line; None for a line that is not one of these events."""
        try:
            values = json.loads(line)
            event: T = _built(self.classes[values["event"]], values, {})
        except (ValueError, LookupError, TypeError):
            return None
        return event


def _flattened(instance: Any, keys: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(instance):
        value = getattr(instance, field.name)
        if is_dataclass(value):
            found |= _flattened(value, field.metadata.get(_KEYS, {}))
        elif (key := _key(field, keys)) is not None:
            found[key] = plain = _in_json(value)
            if _is_of_sentences(value) and plain != value:
                found[f"{key}{_TRANSLATED}"] = value
    return found


def _in_json(value: object) -> object:
    """A value of a field as JSON has it."""
    if isinstance(value, datetime):
        return _timestamp(value)
    if isinstance(value, tuple) and _is_of_sentences(value):
        return tuple(map(_in_json, value))
    return value.english if isinstance(value, Sentence) else value


def _is_of_sentences(value: object) -> bool:
    return any(isinstance(item, Sentence) for item in (value if isinstance(value, tuple) else (value,)))


def _built(kind: Any, values: Mapping[str, object], keys: Mapping[str, str]) -> Any:
    """An instance of the dataclass `kind`. Raises KeyError, TypeError or ValueError if `values` do not fit it."""
    hints = _type_hints(kind)
    arguments: dict[str, object] = {}
    for field in fields(kind):
        if is_dataclass(hints[field.name]):
            arguments[field.name] = _built(hints[field.name], values, field.metadata.get(_KEYS, {}))
        elif (key := _key(field, keys)) is not None:
            value = values[key]
            arguments[field.name] = _converted(values.get(f"{key}{_TRANSLATED}", value), hints[field.name])
    return kind(**arguments)


def _key(field: Field[Any], keys: Mapping[str, str]) -> str | None:
    """The JSON key of a field; None for one that is omitted."""
    key: str | None = field.metadata.get(_KEY, keys.get(field.name, field.name))
    return key


def _timestamp(moment: datetime) -> str:
    """A time in RFC 3339, as all JSON of the commands has it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


@cache
def _type_hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _converted(value: object, hint: Any) -> object:
    """A JSON value as the type of a field. Raises TypeError or ValueError if it is of another type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if NoneType in arguments:
        (hint,) = (argument for argument in arguments if argument is not NoneType)
        return None if value is None else _converted(value, hint)
    if origin is tuple and isinstance(value, list):
        return tuple(_converted(item, arguments[0]) for item in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is Sentence and isinstance(value, str):
        return Sentence(value)
    if hint is datetime and isinstance(value, str):
        return datetime.fromisoformat(value)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise TypeError(f"{value!r} is not {hint}")
    return value
