"""Changes the configuration file: one setting at a time, with all else in it as the user has written it.

Writes the file in one step, or not at all. tomlkit, which keeps comments and order, is imported when something is
changed: it takes 30 ms.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from wortreader.config import kinds
from wortreader.errors import SettingInvalid, SettingsNotWritten
from wortreader.files import write_whole
from wortreader.i18n import _
from wortreader.setting_kinds import LONGEST_SHOWN, SettingKind, TableSetting, entry_name, suggestion
from wortreader.settings.documents import commented_file
from wortreader.system_errors import reason_of
from wortreader.text import safe_line
from wortreader.toml_source import loads, parse, read_source


def create(path: Path) -> None:
    """Writes a file with every setting behind a `#`, over one that may be there. Raises SettingsNotWritten."""
    _write(path, commented_file())


def set_value(path: Path, key: str, value: object) -> None:
    """Sets a setting, or an entry of a table: `keys.article.star`. Makes the file if there is none.

    Raises SettingInvalid for an unknown key or a value out of bounds, ConfigError if the file cannot be read, and
    SettingsNotWritten.
    """
    name, entry, kind = _found(key)
    if isinstance(kind, TableSetting):
        try:
            kind.read_entry(entry, value)
        except ValueError as error:
            raise SettingInvalid(key, str(error)) from error
    elif problem := kind.problem(name, value):
        raise SettingInvalid(key, problem)
    source = read_source(path)
    before = parse(path, source)
    if entry and entry not in before.get(name, {entry: None}):
        changed = _entered(path, source, before, name, entry, value)
    elif name in before or entry:
        changed = _replaced(source, name, entry, value)
    else:
        changed = _inserted(path, source, before, name, kind, value)
    parse(path, changed)  # nothing is written that could not be read
    _write(path, changed)


def unset(path: Path, key: str) -> bool:
    """Takes a setting, or an entry of a table, out of the file. Returns whether it was there.

    Where the file shows the defaults of other settings behind a `#`, this one's is left in its place. Raises as
    `set_value` does.
    """
    name, entry, kind = _found(key, needs_entry=False)
    source = read_source(path)
    before = parse(path, source)
    if name not in before:
        return False
    changed = _without(source, name, entry)
    if changed == source:
        return False
    if not isinstance(kind, TableSetting) and any(f"\n{_commented(other)}" in f"\n{source}" for other in kinds()):
        changed = _with_default(path, source, changed, name)
    _write(path, changed)
    return True


def typed_value(key: str, written: str) -> object:
    """The value of a setting, or of an entry of a table, that a user means who types this. Raises SettingInvalid."""
    _name, _entry, kind = _found(key)
    if not isinstance(kind, TableSetting):
        return kind.typed(written)
    if written[:1] in tuple("[{\"'"):  # a list, a table, or a text in quotes
        try:
            return loads(f"it = {written}")["it"]
        except (ValueError, RecursionError) as error:
            raise SettingInvalid(key, _("This is not valid TOML: {reason}.").format(reason=error)) from error
    return written


def _found(key: str, *, needs_entry: bool = True) -> tuple[str, str, SettingKind]:
    """The name of a setting, the key of an entry if it is a table, and its kind."""
    name, _dot, entry = key.partition(".")
    entry = entry_name(entry)
    kind = kinds().get(name)
    if kind is None or (entry and not isinstance(kind, TableSetting)):
        shown = safe_line(key, LONGEST_SHOWN)
        raise SettingInvalid(key, _("There is no setting “{key}”.").format(key=shown) + suggestion(key, kinds()))
    if needs_entry and isinstance(kind, TableSetting) and not entry:
        raise SettingInvalid(key, _("“{key}” is a table: name an entry of it, as in {key}.NAME.").format(key=name))
    return name, entry, kind


def _commented(name: str) -> str:
    """How the default of a setting begins behind a `#`."""
    return f"# {name} = "


def _replaced(source: str, name: str, entry: str, value: object) -> str:
    """The text with another value for a setting that is there, or for an entry of a table, which need not be."""
    import tomlkit

    document: Any = tomlkit.parse(source)
    holder, last = document, name
    if entry:
        if name not in document:
            document[name] = tomlkit.table()
        holder, last = _holder(document[name], entry)
    holder[last] = _inline(value)
    return tomlkit.dumps(document)


def _inline(value: object) -> object:
    """A value as it is written on one line."""
    import tomlkit

    if not isinstance(value, Mapping):
        return list(value) if isinstance(value, tuple) else value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _inserted(path: Path, source: str, before: Mapping[str, Any], name: str, kind: SettingKind, value: object) -> str:
    """The text with a setting that was not there: in the place of its default behind a `#`, or before the tables."""
    line = f"{name} = {kind.toml(value)}"
    lines = source.splitlines(keepends=True)
    expected = {**before, name: list(value) if isinstance(value, tuple) else value}
    for number, old in enumerate(lines):
        if old.startswith(_commented(name)):
            end = old[len(old.rstrip("\r\n")) :] or "\n"
            changed = "".join([*lines[:number], line + end, *lines[number + 1 :]])
            if _is_right(path, changed, expected):  # else this is in a table, or in a text of several lines
                return changed
    import tomlkit

    document = tomlkit.parse(source)
    document[name] = _inline(value)
    return tomlkit.dumps(document)


def _entered(path: Path, source: str, before: Mapping[str, Any], name: str, entry: str, value: object) -> str:
    """The text with a new entry below what follows the header of its table; tomlkit would put it behind the comment of
    the next table."""
    import tomlkit

    changed = _replaced(source, name, entry, value)
    expected = tomlkit.parse(changed).unwrap()
    line = tomlkit.dumps({entry: _inline(value)}).rstrip("\n")
    lines = source.splitlines()
    for number, header in enumerate(lines):
        if header.strip() == f"[{name}]":
            at = next((n for n in range(number + 1, len(lines)) if not lines[n].strip()), len(lines))
            inserted = "\n".join([*lines[:at], line, *lines[at:]]) + "\n"
            if _is_right(path, inserted, expected):
                return inserted
    return changed


def _is_right(path: Path, source: str, expected: Mapping[str, Any]) -> bool:
    from wortreader.errors import ConfigError

    try:
        return parse(path, source) == expected
    except ConfigError:
        return False


def _without(source: str, name: str, entry: str) -> str:
    import tomlkit

    document: Any = tomlkit.parse(source)
    holder, last = _holder(document[name], entry) if entry else (document, name)
    if last in holder:
        del holder[last]
    return tomlkit.dumps(document)


def _with_default(path: Path, source: str, changed: str, name: str) -> str:
    """The `changed` text with the default of a setting behind a `#`, where it was in `source`."""
    from wortreader.config import Config

    old, new = source.splitlines(keepends=True), changed.splitlines(keepends=True)
    number = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(new))
    line = f"{_commented(name)}{kinds()[name].toml(getattr(Config(), name))}\n"
    restored = "".join([*new[:number], line, *new[number:]])
    return restored if _is_right(path, restored, parse(path, changed)) else changed


def _holder(table: MutableMapping[str, Any], entry: str) -> tuple[MutableMapping[str, Any], str]:
    """The table in which an entry is, and its key there: `article.star = "s"` without quotes is in another table."""
    if entry in table:
        return table, entry
    parts = entry.split(".")
    for count in range(len(parts) - 1, 0, -1):
        inner = table.get(".".join(parts[:count]))
        if isinstance(inner, MutableMapping):
            found, last = _holder(inner, ".".join(parts[count:]))
            if last in found:
                return found, last
    return table, entry


def _write(path: Path, source: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, source.encode())
    except UnicodeEncodeError as error:
        raise SettingInvalid("", _("This is not valid text.")) from error
    except OSError as error:
        raise SettingsNotWritten(path, reason_of(error)) from error
