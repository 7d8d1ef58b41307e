"""The options of `feed set` and `folder set`, made from the table of settings, and how settings are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wortreader.cli import output
from wortreader.cli.completion import WordType
from wortreader.cli.invocation import UsageError
from wortreader.i18n import _
from wortreader.sync.feed_settings import SETTINGS, FeedSetting, FeedSettingKind, setting_called

if TYPE_CHECKING:
    from wortreader.sync.effective_settings import EffectiveSetting

C = TypeVar("C", bound=Callable[..., Any])


def setting_options(command: C) -> C:
    """Adds an option for each setting, and `--inherit` to remove one."""
    command = click.option(
        "--inherit",
        "inherited",
        metavar="NAME",
        type=WordType([setting.option for setting in SETTINGS]),
        multiple=True,
        help=_("Remove a setting, so that it is inherited from the folder or the configuration; may be repeated."),
    )(command)
    for setting in reversed(SETTINGS):
        words = setting.choices or (("on", "off") if setting.kind is FeedSettingKind.SWITCH else ())
        command = click.option(
            f"--{setting.option}", setting.name, metavar=_metavar(setting), type=WordType(words), help=_(setting.help)
        )(command)
    return command


def written_settings(inherited: Iterable[str], given: Mapping[str, str | None]) -> dict[str, str | None]:
    """What `housekeeping.set_settings` takes. Raises SettingRefused, and UsageError for one that is set and removed."""
    written = {name: value for name, value in given.items() if value is not None}
    removed = {setting_called(name).name: None for name in inherited}
    if both := written.keys() & removed.keys():
        option = setting_called(min(both)).option
        raise UsageError(_("Either set “{name}” or have it inherited.").format(name=option))
    return {**written, **removed}


def setting_rows(settings: Iterable[EffectiveSetting]) -> list[tuple[str, str, str]]:
    """The rows of a table of settings: name, value, where it comes from."""
    return [(one.setting.option, one.shown or _("(none)"), one.shown_origin) for one in settings]


def print_settings(settings: Iterable[EffectiveSetting]) -> None:
    """Prints settings with where each comes from."""
    columns = [output.Column(_("SETTING")), output.Column(_("VALUE"), elastic=1), output.Column(_("FROM"), elastic=1)]
    output.write_table(columns, setting_rows(settings))


def settings_as_json(settings: Iterable[EffectiveSetting]) -> dict[str, dict[str, object]]:
    """Settings by name: the value, where it comes from, and the path of the folder it is inherited from."""
    return {
        one.setting.name: {
            "value": dict(one.value) if isinstance(one.value, Mapping) else one.value,
            "origin": str(one.origin),
            "folder": one.folder if one.folder_id is not None else None,
        }
        for one in settings
    }


def _metavar(setting: FeedSetting) -> str:
    match setting.kind:
        case FeedSettingKind.NUMBER:
            return f"{setting.low}..{setting.high}"
        case FeedSettingKind.SWITCH:
            return "on|off"
        case FeedSettingKind.CHOICE:
            return "|".join(setting.choices)
    return "TEXT"
