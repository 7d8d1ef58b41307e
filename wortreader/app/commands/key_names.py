"""The names of keys: in Textual, in configuration files, and as they are shown. Pure.

A key is a character (`j`, `/`), a name (`down`, `f5`, `space`), or either behind modifiers (`ctrl+d`). A sequence is
two or three characters written together (`gg`).
"""

from __future__ import annotations

from textual.keys import REPLACED_KEYS, key_to_character

from wortreader.i18n import N_, _
from wortreader.lazy import lazy_pattern

NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": N_("Home"),
    "end": N_("End"),
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "space": N_("Space"),
    "tab": N_("Tab"),
    "backspace": N_("Backspace"),
    "delete": N_("Del"),
    "insert": N_("Ins"),
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""The keys that are not characters, and how they are shown."""

MODIFIERS = {"ctrl": N_("Ctrl"), "alt": N_("Alt"), "shift": N_("Shift")}

_WRITTEN_NAMES = {
    **{shown.lower(): name for name, shown in NAMES.items()},
    **{"return": "enter", "pgdown": "pagedown", "ppage": "pageup", "npage": "pagedown"},
}
"""What users call keys in their files, as the screen shows them and as newsboat does, by Textual's names."""

_CONTROL = lazy_pattern(r"\^([A-Za-z])")
"""Newsboat's spelling of a key with Ctrl."""

_LAST_WITH_NAME = "\u024f"
"""The last character that a key may be called by its Unicode name: nobody means 🍌 by `banana`."""

LONGEST_SEQUENCE = 3

_HIGH_FUNCTION_KEY = lazy_pattern(r"f(1[3-9]|2[0-4])")


def normal_key(key: str) -> str:
    """One spelling for a key: `slash` is `/`, `shift+g` is `G`, and `f17`, as terminals send it, is `shift+f5`."""
    modifiers, name = _parts(key)
    if _HIGH_FUNCTION_KEY.fullmatch(name):
        modifiers, name = ("shift", *modifiers), f"f{int(name[1:]) - 12}"
    elif len(name) > 1 and name not in NAMES:
        character = key_to_character(REPLACED_KEYS.get(name, name))
        if character is not None and _is_written(character) and character <= _LAST_WITH_NAME:
            name = character
    if modifiers == ("shift",) and len(name) == 1 and name.isalpha():
        return name.upper()
    return "+".join([*modifiers, name])


def written_key(written: str) -> str:
    """The one spelling of a key that a user has written as the screen shows it: `Ctrl+D`, `Esc`, `F5`, or as `^D`.

    It may be written in the language of the interface, as `Strg+D`. With Ctrl, a letter is that of the key, whether it
    is written small or not.
    """
    control = _CONTROL.fullmatch(written)
    if control is not None:
        return f"ctrl+{control[1].lower()}"
    modifiers, name = _parts(written)
    in_language = {_(shown).lower(): modifier for modifier, shown in MODIFIERS.items()}
    small = tuple(in_language.get(modifier.lower(), modifier.lower()) for modifier in modifiers)
    if small != modifiers or "ctrl" in small or (len(name) > 1 and name.lower() in NAMES):
        name = name.lower()
    names = {**_WRITTEN_NAMES, **{_(shown).lower(): key for key, shown in NAMES.items()}}
    return normal_key("+".join([*small, names.get(name.lower(), name)]))


def sequence_of(keys: str) -> tuple[str, ...] | None:
    """The key presses of `keys`, such as `j`, `gg`, `ctrl+d`, `f5`; None if it is not a valid key."""
    key = normal_key(keys)
    modifiers, name = _parts(key)
    if name in NAMES or (len(name) == 1 and _is_written(name)):
        return (key,) if all(modifier in MODIFIERS for modifier in modifiers) else None
    if modifiers or not 1 < len(name) <= LONGEST_SEQUENCE or not all(map(_is_written, name)):
        return None
    return tuple(name)


def shown_keys(keys: str) -> str:
    """A key or a sequence as the screen and the README show it: `gg`, `↓`, `Ctrl+D`."""
    modifiers, name = _parts(keys)
    shown = _(NAMES[name]) if name in NAMES else name.upper() if modifiers else name
    return "+".join([*(_(MODIFIERS[modifier]) for modifier in modifiers), shown])


def _parts(key: str) -> tuple[tuple[str, ...], str]:
    """The modifiers of a key, and the key without them, which may be the plus sign."""
    head, _plus, name = key[:-1].rpartition("+")
    return tuple(head.split("+")) if head else (), name + key[-1:]


def _is_written(character: str) -> bool:
    return character.isprintable() and not character.isspace()
