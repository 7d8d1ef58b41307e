"""Sentences that say what happened, and are shown later, perhaps in another language than that of the process that met
it: why a feed failed, or a picture, a page, a download.

A `Sentence` is a string in the language of this process that knows what it was made of: messages of the catalogue, and
what is filled in. That is what the library stores of it; whoever reads it back has it in their own language. What
others say, such as a server, is filled in as it is.

Nothing in a library is trusted: a message from there is no format string. Only `{name}` is replaced in it, all that is
filled in is cleaned, and what has another form than this module writes is shown as the words that it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from wortreader.i18n import _, ngettext
from wortreader.text import ELLIPSIS, decimal, safe, safe_line

MAX_STORED: Final = 20_000
"""Characters of a stored sentence. A longer one is damaged, or none of ours."""
MAX_LENGTH: Final = 1_000
"""Characters of what is filled in, and of the words of others."""
MAX_FILLED: Final = 5_000
"""Characters of a message that is filled in; a hostile one repeats its fields."""
MAX_DEPTH: Final = 4
"""Sentences that are filled into sentences, one into another."""

Message = str | tuple[str, str]
"""A message as `N_` returns it, or both forms of one, as `nN_` does: its argument `n` says which."""
Argument = str | int | float
"""What is filled in. A Sentence is translated, and a number with a fraction has one decimal place."""
_Part = tuple[Message, Mapping[str, Argument]]

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")
_WORDS: Final = "{words}"
"""The message of words that are not ours, which no catalogue has."""


class Sentence(str):
    """A sentence in the language of this process, or several, which can be stored so that others read it in theirs.

    `Sentence(words)` has the words of others: they are the same in all languages.
    """

    parts: tuple[_Part, ...] = ()
    """The messages that it consists of, with a blank in between, and what is filled in; none if the words are not ours.
    """

    @classmethod
    def of(cls, message: Message, /, **arguments: Argument) -> Sentence:
        """The message, filled in with those of the arguments that it names.

        Foreign words in them are cleaned when it is stored, and where it is drawn.
        """
        forms = message if isinstance(message, str) else "".join(message)
        named = {name: value for name, value in arguments.items() if f"{{{name}}}" in forms}
        return _of_parts(((message, named),))

    @property
    def english(self) -> str:
        """It in English, for programs: the JSON of commands is the same in all languages."""
        return _joined(self.parts, _english) if self.parts else str(self)

    def has(self, *messages: Message) -> bool:
        """Whether one of these messages is part of it."""
        return any(message in messages for message, _arguments in self.parts)

    def stored(self) -> str:
        """It as JSON, for `restored`."""
        return json.dumps(_as_json(self), ensure_ascii=False, separators=(",", ":"))

    def then(self, further: Sentence) -> Sentence:
        """This sentence and another one after it."""
        return _of_parts((*_parts_of(self), *_parts_of(further)))


def S_(message: str, /, **arguments: Argument) -> Sentence:
    """The sentence of a message, which is a literal: marks it for the catalogues, as `N_` does."""
    return Sentence.of(message, **arguments)


NOTHING: Final = Sentence()
"""The sentence that says nothing; it is false."""


def restored(stored: object) -> Sentence:
    """What `Sentence.stored` has written, in the language of this process. Raises nothing, whatever is stored.

    A message that this version does not know is in English.
    """
    words = str(stored)
    if len(words) <= MAX_STORED:
        try:
            return _from_json(json.loads(words), MAX_DEPTH)
        except (ValueError, TypeError, RecursionError):  # it is not of this form
            pass
    return Sentence(safe_line(words, MAX_LENGTH))


def restored_or_none(stored: object) -> Sentence | None:
    """What is stored in a column that may be NULL: None then."""
    return restored(stored) if stored is not None else None


def in_english(one: Sentence | None) -> str | None:
    """A sentence for the JSON of commands; None for none."""
    return one.english if one is not None else None


def _of_parts(parts: tuple[_Part, ...]) -> Sentence:
    made = Sentence(_joined(parts, _translated))
    made.parts = parts
    return made


def _parts_of(one: Sentence) -> tuple[_Part, ...]:
    return one.parts or ((_WORDS, {"words": str(one)}),)


def _joined(parts: Sequence[_Part], words_of: Callable[[_Part], str]) -> str:
    return " ".join(map(words_of, parts))


def _translated(part: _Part) -> str:
    """A part in the language of this process."""
    message, arguments = part
    words = _(message) if isinstance(message, str) else ngettext(*message, int(arguments["n"]))
    return _filled(words, {name: _shown(value) for name, value in arguments.items()})


def _english(part: _Part) -> str:
    message, arguments = part
    words = message if isinstance(message, str) else message[arguments["n"] != 1]
    return _filled(words, {name: _shown_in_english(value) for name, value in arguments.items()})


def _filled(words: str, values: Mapping[str, str]) -> str:
    """A message with its values; an ellipsis for one that it lacks."""
    return _FIELD.sub(lambda field: values.get(field[1], ELLIPSIS), words)[:MAX_FILLED]


def _shown(value: Argument) -> str:
    return decimal(value) if isinstance(value, float) else str(value)


def _shown_in_english(value: Argument) -> str:
    if isinstance(value, Sentence):
        return value.english
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _as_json(one: Sentence) -> object:
    if not one.parts:
        return safe_line(one, MAX_LENGTH)
    return [
        [message, {name: _argument_as_json(value) for name, value in arguments.items()}]
        for message, arguments in one.parts
    ]


def _argument_as_json(value: Argument) -> object:
    if isinstance(value, Sentence):
        return _as_json(value)
    return safe_line(value, MAX_LENGTH) if isinstance(value, str) else value


def _from_json(value: object, depth: int) -> Sentence:
    """Raises ValueError or TypeError if `value` is no sentence."""
    if isinstance(value, str):
        return Sentence(safe_line(value, MAX_LENGTH))
    if not (isinstance(value, list) and value and depth):
        raise ValueError(value)
    return _of_parts(tuple(_part_from_json(part, depth) for part in value))


def _part_from_json(value: object, depth: int) -> _Part:
    if not (isinstance(value, list) and len(value) == 2 and isinstance(value[1], dict)):
        raise ValueError(value)
    arguments = {str(name): _argument_from_json(each, depth - 1) for name, each in value[1].items()}
    if isinstance(value[0], str):
        return _checked(value[0]), arguments
    one, many = value[0]
    if type(arguments.get("n")) is not int:
        raise ValueError(value)
    return (_checked(one), _checked(many)), arguments


def _checked(message: object) -> str:
    """A message that can be looked up: not empty, and in one line without characters that control a terminal."""
    if not (isinstance(message, str) and 0 < len(message) <= MAX_LENGTH):
        raise ValueError(message)
    if safe(message) != message or "\n" in message:
        raise ValueError(message)
    return message


def _argument_from_json(value: object, depth: int) -> Argument:
    if isinstance(value, str):
        return safe_line(value, MAX_LENGTH)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return _from_json(value, depth)
