"""What the app remembers from one start to the next: how it looked, where the user was, and how light terminals are.

It is a file in a folder beside the library, apart from it: the library is what the user has, this is how it was seen
here. Whatever is wrong with the file, the app starts as if there were none. Several apps can share it: each writes what
it has changed into what is there then.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wortreader.files import write_whole
from wortreader.last_screen.conditions import REMEMBERED_NAME
from wortreader.lazy_dataclass import lazy_dataclass

if TYPE_CHECKING:
    from wortreader.model import Arrangement

FILE_NAME: Final = REMEMBERED_NAME

MOST_BYTES: Final = 512 * 1024
"""A larger file is not ours: the longest history of command lines takes half of it."""

MOST_TERMINALS: Final = 20
"""Terminals whose background is remembered; those that were asked first are forgotten first."""

LARGEST_PANE: Final = 1000
"""Cells of a pane, in width or height."""

MOST_LISTS: Final = 300
"""Lists whose arrangement is remembered."""

LONGEST_QUERY: Final = 4096

KINDS: Final = ((120, "wide"), (80, "medium"), (0, "narrow"))
"""The kinds of terminals, and the least width of each, as in `HORIZONTAL_BREAKPOINTS`."""


def kind_of_terminal(width: int) -> str:
    """The kind of a terminal of so many columns: what the user chooses for one, others of its kind have too."""
    return next(kind for least, kind in KINDS if width >= least)


@lazy_dataclass(frozen=True, slots=True)
class Place:
    """Where the user was."""

    kind: str
    """Of the view, as in ViewKind."""
    view_id: int | None = None
    """Of a feed, a folder or a kept view."""
    query: str = ""
    article_id: int | None = None
    """The article under the cursor, or the one that was being read."""
    pane: str = "list"
    """The pane: feeds, list or article."""


class Remembered:
    """What is remembered, as it was when the app started, and with what has been changed since.

    Reading and changing it takes no time; `save` writes.
    """

    def __init__(self, folder: Path | None = None, *, keeps_place: bool = True) -> None:
        """Reads what is in the folder; without one, nothing is remembered.

        Without `keeps_place`, where the user was, what they chose, and the words that were typed are never written.
        """
        self._folder = folder
        self._keeps_place = keeps_place
        self._values = _read(folder / FILE_NAME) if folder is not None else {}
        self._changed: dict[str, Any] = {}

    def choice(self, name: str, configured: str) -> str:
        """What the user has chosen in the app instead of the setting `name`, unless that has changed since then."""
        value = self._values.get(name)
        if isinstance(value, dict) and value.get("configured") == configured and isinstance(value.get("chosen"), str):
            return str(value["chosen"])
        return configured

    def choose(self, name: str, configured: str, chosen: str) -> None:
        """Remembers what the user has chosen instead of a setting."""
        self._set(name, {"configured": configured, "chosen": chosen})

    @property
    def hides_read(self) -> bool:
        """Whether read articles are hidden."""
        return self._values.get("hides_read") is True

    @hides_read.setter
    def hides_read(self, hides: bool) -> None:
        self._set("hides_read", hides)

    @property
    def hides_feeds(self) -> bool:
        """Whether the feeds are put away in wide terminals."""
        return self._values.get("hides_feeds") is True

    @hides_feeds.setter
    def hides_feeds(self, hides: bool) -> None:
        self._set("hides_feeds", hides)

    def pane_sizes(self, kind: str) -> Mapping[str, int]:
        """The sizes that the user has given to panes, by their names, in a kind of terminal."""
        value = self._values.get("panes")
        sizes = value.get(kind) if isinstance(value, dict) else None
        named = sizes.items() if isinstance(sizes, dict) else ()
        return {name: size for name, size in named if type(size) is int and 0 < size <= LARGEST_PANE}

    def set_pane_sizes(self, kind: str, sizes: Mapping[str, int]) -> None:
        """Remembers the sizes of panes in a kind of terminal; without any, they have their usual ones."""
        value = self._values.get("panes")
        self._set("panes", {**(value if isinstance(value, dict) else {}), kind: dict(sizes)})

    def arrangement(self, list_name: str) -> Arrangement | None:
        """How the user has arranged a list; None if they have not."""
        from wortreader.model import Arrangement, Grouping, Order  # which the first frame does without

        try:
            order, grouping = self._lists[list_name].split("/")
            return Arrangement(Order(order), Grouping(grouping))
        except (KeyError, ValueError, AttributeError):
            return None

    def arrange(self, list_name: str, arrangement: Arrangement) -> None:
        """Remembers how the user has arranged a list; the lists that were arranged first are forgotten first."""
        others = {name: value for name, value in self._lists.items() if name != list_name}
        chosen = f"{arrangement.order.value}/{arrangement.grouping.value}"
        self._set("lists", dict([*others.items(), (list_name, chosen)][-MOST_LISTS:]))

    @property
    def _lists(self) -> Mapping[str, Any]:
        value = self._values.get("lists")
        return value if isinstance(value, dict) else {}

    @property
    def place(self) -> Place | None:
        """Where the user was; None if that is not known. The view and the article need not exist any more."""
        value = self._values.get("place")
        if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
            return None
        query, pane = value.get("query"), value.get("pane")
        return Place(
            value["kind"],
            _id_in(value, "view_id"),
            query if isinstance(query, str) and len(query) <= LONGEST_QUERY else "",
            _id_in(value, "article_id"),
            pane if isinstance(pane, str) else "list",
        )

    @place.setter
    def place(self, place: Place) -> None:
        if self._keeps_place:
            self._set("place", {name: getattr(place, name) for name in Place.__slots__})

    @property
    def command_lines(self) -> Sequence[str]:
        """What was typed on the command line, the latest last."""
        return self._texts("command_lines")

    @command_lines.setter
    def command_lines(self, lines: Sequence[str]) -> None:
        if self._keeps_place:
            self._set("command_lines", list(lines))

    @property
    def palette_keys(self) -> Sequence[str]:
        """What was chosen in the palette, the latest first."""
        return self._texts("palette_keys")

    @palette_keys.setter
    def palette_keys(self, keys: Sequence[str]) -> None:
        if self._keeps_place:
            self._set("palette_keys", list(keys))

    def _texts(self, name: str) -> Sequence[str]:
        value = self._values.get(name)
        return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

    def is_light(self, terminal: str) -> bool | None:
        """Whether this terminal had a light background when it was asked last; None if it never was."""
        value = self._terminals.get(terminal)
        return value if isinstance(value, bool) else None

    def note_background(self, terminal: str, is_light: bool) -> None:
        """Remembers how light the background of a terminal is."""
        if self.is_light(terminal) is not is_light:
            others = {name: value for name, value in self._terminals.items() if name != terminal}
            self._set("terminals", dict([*others.items(), (terminal, is_light)][-MOST_TERMINALS:]))

    @property
    def _terminals(self) -> Mapping[str, Any]:
        value = self._values.get("terminals")
        return value if isinstance(value, dict) else {}

    def _set(self, name: str, value: Any) -> None:
        if self._values.get(name, False) != value:
            self._values[name] = self._changed[name] = value

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return bool(self._changed)

    def save(self) -> None:
        """Writes what has changed since it was written last. Errors are ignored: nothing depends on this file."""
        changed, self._changed = self._changed, {}
        if self._folder is None or not changed:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            if self._folder.stat().st_mode & 0o777 != 0o700:
                self._folder.chmod(0o700)
            path = self._folder / FILE_NAME
            values = {**_read(path), **changed}
            # All in ASCII: a file or a variable of the environment may have brought half of a surrogate pair.
            write_whole(path, json.dumps(values, indent=1).encode("ascii") + b"\n", is_private=True)


class SizedChoice:
    """A setting, and what the user has chosen in its place in the app, for each kind of terminal."""

    def __init__(self, name: str, configured: str, remembered: Remembered) -> None:
        """`configured` is the value of the setting `name`."""
        self._name = name
        self._configured = configured
        self._remembered = remembered

    def value(self, width: int) -> str:
        """What is chosen for a terminal of so many columns; without a choice, the setting."""
        return self._remembered.choice(self._key(kind_of_terminal(width)), self._configured)

    def choose(self, value: str, width: int) -> None:
        """Chooses a value for terminals like one of so many columns; an empty one is that of the setting."""
        self._remembered.choose(self._key(kind_of_terminal(width)), self._configured, value or self._configured)

    def configure(self, configured: str) -> None:
        """Takes what the user has just set, whatever was chosen before."""
        self._configured = configured
        for _least, kind in KINDS:
            self._remembered.choose(self._key(kind), configured, configured)

    def _key(self, kind: str) -> str:
        return f"{self._name} {kind}"


def _read(path: Path) -> dict[str, Any]:
    """The values in a file; empty if there is none, or if it is not one of ours."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # never wait for a named pipe
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(MOST_BYTES + 1)
        values = json.loads(data) if len(data) <= MOST_BYTES else None
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _id_in(value: Mapping[str, Any], name: str) -> int | None:
    """An id that SQLite can hold; None for anything else."""
    number = value.get(name)
    is_id = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**63
    return number if is_id else None
