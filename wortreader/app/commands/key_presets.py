"""Keys that people have in their fingers from other programs, for `key_preset`. Pure.

A preset names the keys of some commands. All others keep their default keys, but for those that the preset has given
away. Where a preset takes a key that begins sequences, such as newsboat's `g`, they move to `z`: `gh` becomes
`zh`, or `zH`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from wortreader.app.commands.key_names import sequence_of
from wortreader.app.commands.keys import COMMANDS, COMMANDS_BY_ID

Keys = tuple[str, ...]

NEWSBOAT: Final[Mapping[str, Keys]] = {
    "move.down": ("down",),
    "move.up": ("up",),
    "pane.in": ("enter", "right"),
    "pane.out": ("left", "backspace"),
    "move.top": ("home",),
    "move.bottom": ("end",),
    "move.page_down": ("pagedown",),
    "move.page_up": ("pageup",),
    "feed.next": ("j", "ctrl+n", "alt+down"),
    "feed.previous": ("k", "ctrl+p", "alt+up"),
    "program.palette": ("f2",),
    "view.toggle_read": ("l", "M", "."),
    "list.sort": ("g", "G", "S"),
    "list.filter": ("F", "f"),
    "list.clear_filter": ("ctrl+f", "="),
    "article.export": ("s", "W"),
    "article.star": ("*",),
    "article.bookmark": ("ctrl+b",),
    "search.word": ("ctrl+w",),
    "article.links": ("u",),
    "article.link_hints": ("#", ";"),
    "article.full_text": ("x", "ctrl+u"),
    "move.half_page_up": (),
    "move.half_page_down": (),
    "feed.remove": ("delete",),
    "article.tag": ("t", "ctrl+e"),
}
"""Its defaults in lists and in an article. What removes an article there, `D`, removes no feed here."""

VIM: Final[Mapping[str, Keys]] = {
    "marks.undo": ("u", "U"),
    "marks.redo": ("ctrl+r", "ctrl+y"),
    "program.read_settings": ("gR",),
    "article.links": ("gl",),
    "article.browse": ("gx", "o"),
    "library.stop": ("gX",),
    "note.back": ("ctrl+o", "gb"),
    "article.others": ("gs",),
    "program.quit": ("ZZ", "ZQ", "ctrl+q"),
    "view.zen": ("zz", "f11"),
    "program.command_line": (":",),
}

ARROWS: Final[Mapping[str, Keys]] = {
    "move.down": ("down", "j"),
    "move.up": ("up", "k"),
    "pane.in": ("enter", "right", "l"),
    "pane.out": ("left", "backspace", "h"),
    "move.top": ("home", "gg"),
    "move.bottom": ("end", "G"),
    "move.page_down": ("pagedown",),
    "move.page_up": ("pageup",),
    "article.next": ("shift+down", "J"),
    "article.previous": ("shift+up", "K"),
    "feed.next": ("alt+down", "gj"),
    "feed.previous": ("alt+up", "gk"),
    "program.help": ("f1", "?"),
    "program.palette": ("f2", "ctrl+p"),
    "search.open": ("f3",),
    "search.here": ("ctrl+f", "/"),
    "article.star": ("f4", "f", "s"),
    "feed.refresh": ("f5", "r"),
    "library.refresh": ("shift+f5", "R"),
    "article.next_unread": ("f6", "n"),
    "article.previous_unread": ("shift+f6", "p"),
    "article.toggle_read": ("f7", "N", "m"),
    "view.mark_read": ("shift+f7", "A"),
    "feed.health": ("f8", "gh"),
    "article.browse": ("f9", "o"),
    "article.links": ("shift+f9", "u"),
    "program.back": ("f10", "q"),
    "program.quit": ("ctrl+q", "Q"),
    "view.zen": ("f11", "Z"),
    "article.full_text": ("f12", "x", "d"),
    "feed.add": ("insert", "+"),
    "feed.remove": ("delete", "D"),
    "marks.undo": ("ctrl+z", "U", "alt+u"),
    "program.suspend": (),
}
"""All that one does every day without a letter; the letters stay."""

PRESETS: Final[Mapping[str, Mapping[str, Keys]]] = {"default": {}, "newsboat": NEWSBOAT, "vim": VIM, "arrows": ARROWS}


def preset_keys(preset: str) -> dict[str, Keys]:
    """The keys of all commands with a preset, by their ids."""
    wanted = {command_id: keys for command_id, keys in PRESETS[preset].items() if command_id in COMMANDS_BY_ID}
    given = [sequence_of(key) or () for keys in wanted.values() for key in keys]
    chosen: dict[str, Keys] = {}
    for command in COMMANDS:
        if command.id in wanted:
            chosen[command.id] = wanted[command.id]
        else:
            free = tuple(key for key in command.keys if command.needs_matches or _is_free(key, given))
            chosen[command.id] = free
            given += (sequence_of(key) or () for key in free)
    for command in COMMANDS:
        if command.keys and not chosen[command.id] and command.id not in wanted:
            seconds = [key[1:] for key in command.keys if key[0] == "g" and len(key) == 2]
            moved = [f"z{second}" for second in (*seconds, *map(str.upper, seconds))]
            chosen[command.id] = tuple(key for key in moved if _is_free(key, given))[:1]
            given += (sequence_of(key) or () for key in chosen[command.id])
    return chosen


def _is_free(key: str, given: Iterable[Keys]) -> bool:
    """Whether no given sequence is the same as this key, begins it or begins with it."""
    sequence = sequence_of(key) or ()
    return not any(other[: len(sequence)] == sequence[: len(other)] for other in given)
