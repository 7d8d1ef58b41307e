"""The key hints of the status line: the most important keys of each pane, as many as fit. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from wortreader.app.commands.key_names import NAMES, shown_keys
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import Pane
from wortreader.i18n import N_, _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import cells, cut, grouped, labelled

WIDE_GAP, NARROW_GAP = 3, 2
"""Cells between two hints; the narrow gap is used if the wide one would push a hint out."""


@lazy_dataclass(frozen=True, slots=True)
class KeyHint:
    """Commands that the footer of a pane may name."""

    command_ids: tuple[str, ...]
    """What is done; the first key of each is shown. A click runs the first."""
    label: str
    """One or two words that fit this pane. To be translated when shown."""
    rank: int
    """If space is short, the hint with the highest rank is left out first."""
    keys: str = ""
    """Keys without a command, by their names: those of a line to type in."""


HELP = KeyHint(("program.help",), N_("help"), 1)
BACK = KeyHint(("pane.out",), N_("back"), 3)
SEARCH = KeyHint(("search.here",), N_("search"), 4)
FIND = KeyHint(("search.here",), N_("find"), 6)
READ_ON = KeyHint(("article.read_on",), N_("read on"), 2)
NEXT_UNREAD = KeyHint(("article.next_unread",), N_("next unread"), 5)
STAR = KeyHint(("article.star",), N_("star"), 7)
OPEN_HIT = KeyHint(("pane.in",), N_("open"), 1)
MOVE = KeyHint(("move.down", "move.up"), N_("move"), 6)
KEEP = KeyHint(("view.keep",), N_("save as a view"), 8)
LIKE = KeyHint(("search.like",), N_("more like this"), 13)
LEAVE = KeyHint(("pane.leave",), N_("back"), 2)
UNDO = KeyHint(("marks.undo",), N_("undo"), 9)

FOOTERS: Mapping[Pane, tuple[KeyHint, ...]] = {
    Pane.FEEDS: (
        MOVE,
        KeyHint(("pane.in",), N_("open"), 2),
        KeyHint(("feed.refresh",), N_("refresh"), 5),
        KeyHint(("feed.add",), N_("add"), 7),
        KeyHint(("feed.remove",), N_("remove"), 8),
        SEARCH,
        HELP,
    ),
    Pane.LIST: (
        MOVE,
        KeyHint(("pane.in",), N_("open"), 2),
        KeyHint(("pane.out",), N_("feeds"), 3),
        NEXT_UNREAD,
        STAR,
        KeyHint(("view.mark_read",), N_("all read"), 8),
        UNDO,
        SEARCH,
        HELP,
    ),
    Pane.ARTICLE: (
        READ_ON,
        BACK,
        NEXT_UNREAD,
        STAR,
        KeyHint(("article.browse",), N_("browser"), 9),
        KeyHint(("article.toggle_read",), N_("unread"), 11),
        FIND,
        KeyHint(("search.open",), N_("search"), 8),
        KeyHint(("article.links",), N_("links"), 10),
        KeyHint(("search.word",), N_("word"), 12),
        LIKE,
        HELP,
    ),
    Pane.SEARCH: (OPEN_HIT, MOVE, LEAVE, KeyHint((), N_("complete"), 7, "tab"), KEEP, HELP),
    Pane.HITS: (MOVE, OPEN_HIT, LEAVE, STAR, SEARCH, LIKE, HELP),
    Pane.FILTER: (KeyHint((), N_("keep"), 1, "enter"), KeyHint(("pane.leave",), N_("all articles"), 2)),
    Pane.FIND: (KeyHint((), N_("read on"), 1, "enter"), LEAVE, KeyHint(("search.open",), N_("search everything"), 3)),
    Pane.WORD: (
        KeyHint((), N_("search for it"), 1, "enter"),
        LEAVE,
        KeyHint((), N_("its first letters"), 3, "a–z"),
        KeyHint((), N_("another word"), 4, "← ↓ ↑ →"),
    ),
    Pane.SELECT: (
        KeyHint((), N_("copy"), 1, "y"),
        KeyHint((), N_("leave"), 2, "escape"),
        KeyHint((), N_("further"), 3, "j k h l"),
        KeyHint((), N_("by words"), 5, "w b"),
        KeyHint((), N_("begin here"), 4, "v"),
        KeyHint((), N_("other end"), 6, "o"),
    ),
    Pane.ALOUD: (
        KeyHint((), N_("pause or resume"), 1, "space"),
        KeyHint((), N_("paragraph"), 3, "n p"),
        KeyHint((), N_("speed"), 4, "+ -"),
        KeyHint((), N_("stop"), 2, "escape"),
    ),
    Pane.LINKS: (KeyHint((), N_("open or go to"), 1, "a–z"), LEAVE),
}
"""The hints of each pane, in the order in which they are drawn."""

SELECTED_ARTICLES = (
    KeyHint(("article.select",), N_("select"), 6),
    KeyHint(("select.invert",), N_("invert"), 8),
    KeyHint(("article.toggle_read",), N_("read"), 3),
    KeyHint(("article.star",), N_("star"), 4),
    KeyHint(("article.export",), N_("write"), 5),
    KeyHint(("article.full_text",), N_("full text"), 9),
    KeyHint(("article.browse",), N_("browser"), 10),
    KeyHint(("article.copy_link",), N_("copy"), 11),
    KeyHint(("pane.leave",), N_("clear"), 2),
)
"""The hints while articles are selected in a list."""

SELECTED_FEEDS = (
    KeyHint(("article.select",), N_("select"), 6),
    KeyHint(("select.invert",), N_("invert"), 8),
    KeyHint(("view.mark_read",), N_("all read"), 3),
    KeyHint(("feed.refresh",), N_("refresh"), 4),
    KeyHint(("pane.leave",), N_("clear"), 2),
)
"""The hints while feeds are selected."""

OTHERS = KeyHint(("article.others",), N_("other papers"), 4)
"""Shown if other papers have the same story."""

MATCHES = KeyHint(("match.next", "match.previous"), N_("match"), 2)

TYPING = frozenset({Pane.SEARCH, Pane.FILTER, Pane.FIND, Pane.WORD, Pane.LINKS})
"""The panes in which text is typed, so that keys that are characters get no hint."""

MODES = TYPING | {Pane.SELECT, Pane.ALOUD}
"""The panes in which keys have a meaning of their own: what they are for is shown before older messages."""


@lazy_dataclass(frozen=True, slots=True)
class Hint:
    """Keys and what they do here, as they are drawn."""

    command_id: str
    """The command that a click on it runs; empty for none."""
    keys: str
    label: str

    @property
    def width(self) -> int:
        """In cells."""
        return cells(self.keys) + 1 + cells(self.label)


@lazy_dataclass(frozen=True, slots=True)
class Ahead:
    """The view that a key opens next if the list has no unread article left."""

    command_id: str
    """The command of that key: to read on, or to go to the next unread article."""
    title: str
    count: int
    """Its unread articles."""


def hints(
    pane: Pane,
    table: KeyTable,
    width: int,
    *,
    has_matches: bool = False,
    has_others: bool = False,
    ahead: Ahead | None = None,
    selected: int = 0,
) -> tuple[tuple[Hint, ...], int]:
    """The hints of a pane that fit `width` cells, and the gap between two of them; empty if none fits.

    Commands that the user has left without keys have no hint. What lies `ahead` comes first, and is left out last; so
    does how many rows are `selected`, before what can be done with them.
    """
    if selected:
        ranked_hints: Sequence[KeyHint] = SELECTED_FEEDS if pane is Pane.FEEDS else SELECTED_ARTICLES
    else:
        ranked_hints = _key_hints(pane, has_matches)
    if not selected and has_others and pane in (Pane.ARTICLE, Pane.SEARCH, Pane.HITS):
        ranked_hints = [*ranked_hints[:-1], OTHERS, ranked_hints[-1]]
    of_matches = {key for name in MATCHES.command_ids for key in table.keys(name)} if has_matches else set()
    ranked = [
        (note.rank, hint)
        for note in ranked_hints
        if (hint := _hint(note, table, set() if note is MATCHES else of_matches, is_typing=pane in TYPING))
    ]
    if selected:
        ranked = [(-1, Hint("pane.leave", grouped(selected), ngettext("selected", "selected", selected))), *ranked]
    elif ahead is not None and pane in (Pane.LIST, Pane.ARTICLE) and (first := _hint_ahead(ahead, table, width)):
        # Where the key for reading on goes there, the one for the next unread article does as well.
        told = {"article.next_unread", ahead.command_id}
        ranked = [(-1, first), *(pair for pair in ranked if pair[1].command_id not in told)]
    while ranked:
        shown = tuple(hint for _rank, hint in ranked)
        for gap in (WIDE_GAP, NARROW_GAP):
            if sum(hint.width for hint in shown) + gap * (len(shown) - 1) <= width:
                return shown, gap
        ranked.remove(max(ranked, key=lambda pair: pair[0]))
    return (), 0


def _hint_ahead(ahead: Ahead, table: KeyTable, width: int) -> Hint | None:
    """What lies ahead, with a title that fits; None if the command has no key."""
    keys = table.keys(ahead.command_id)
    if not keys:
        return None
    count = grouped(ahead.count)
    label = _("on to {title}, {n}")
    shown = labelled(shown_keys(keys[0]), "").rstrip(" ")
    room = width - cells(shown) - 1 - cells(label.format(title="", n=count))
    return Hint(ahead.command_id, shown, label.format(title=cut(ahead.title, max(8, room)), n=count))


def _key_hints(pane: Pane, has_matches: bool) -> Sequence[KeyHint]:
    """The hints of a pane; if matches are marked, those for matches replace that for the next unread article."""
    notes = FOOTERS[pane]
    if not has_matches or pane in TYPING:
        return notes
    swapped = [MATCHES if note is NEXT_UNREAD else note for note in notes]
    return swapped if MATCHES in swapped else [*swapped, MATCHES]


def _hint(note: KeyHint, table: KeyTable, taken: Set[str], *, is_typing: bool) -> Hint | None:
    """The first key of each command of a hint, without those that are `taken` by other commands now."""
    if note.keys:
        shown = (shown_keys(key) if key in NAMES else key for key in note.keys.split(" "))
        return Hint("", " ".join(shown), _(note.label))
    firsts = []
    for command_id in note.command_ids:
        keys = [key for key in table.keys(command_id) if key not in taken and (not is_typing or len(key) > 1)]
        firsts += keys[-1:] if is_typing else keys[:1]
    if not firsts:
        return None
    return Hint(note.command_ids[0], " ".join(map(shown_keys, firsts)), _(note.label))
