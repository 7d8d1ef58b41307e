"""Names of tags: how they are typed, cleaned, compared and completed. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from wortreader.errors import TagRefused
from wortreader.i18n import _
from wortreader.text import safe_line

MAX_NAME: Final = 50
"""Characters of a name."""
MOST_CHOICES: Final = 12

_QUOTES: Final = str.maketrans("", "", '"“”„«»')


def fold_name(text: str) -> str:
    """`text` without case and accents, to compare names as a whole."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return plain.casefold()


def one_line(name: str) -> str:
    """A name as it is looked up: one line, without `#` before it and without quotes, which no query could contain."""
    return safe_line(name.translate(_QUOTES), MAX_NAME * 2).lstrip("# ")


def clean_name(name: str) -> str:
    """A name as it is stored. Raises TagRefused if there is nothing left of it, or too much, or it has a comma."""
    cleaned = one_line(name)
    if not cleaned:
        raise TagRefused(_("A tag needs a name."))
    if "," in cleaned:
        raise TagRefused(_("A tag cannot contain a comma: commas stand between tags."))
    if len(cleaned) > MAX_NAME:
        raise TagRefused(_("A tag has at most {n} characters.").format(n=MAX_NAME))
    return cleaned


def split_names(typed: str) -> tuple[str, ...]:
    """The names in a line with commas between them, each once. Raises TagRefused."""
    names: dict[str, str] = {}
    for name in map(clean_name, filter(one_line, typed.split(","))):
        names.setdefault(fold_name(name), name)
    return tuple(names.values())


def sorted_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the order in which tags are shown."""
    return tuple(sorted(names, key=lambda name: (fold_name(name), name)))


def matching(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of `names`, those that the last name in a line may become, and that the line does not have yet."""
    *others, last = typed.split(",")
    wanted, taken = fold_name(one_line(last)), {fold_name(one_line(name)) for name in others}
    return tuple(name for name in names if fold_name(name).startswith(wanted) and fold_name(name) not in taken)


def complete(typed: str, names: Iterable[str]) -> str:
    """A line of names with its last one completed as far as all of `names` that it may become agree."""
    *others, last = typed.split(",")
    choices = matching(typed, names)
    if not choices or not one_line(last):
        return typed
    if len(choices) == 1:
        last = f"{choices[0]}, "
    elif len(common := _common_beginning(choices)) > len(one_line(last)):
        last = common
    else:
        return typed
    return ", ".join([*(other.strip() for other in others), last])


def _common_beginning(names: Sequence[str]) -> str:
    """What the first of these names begins with, as far as all others begin so too, regardless of case and accents."""
    length = min(map(len, names))
    while len({fold_name(name[:length]) for name in names}) > 1:
        length -= 1
    return names[0][:length]
