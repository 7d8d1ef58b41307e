"""The commands for the settings: write a file to begin with, show, check, change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wortreader.cli import output
from wortreader.cli.asking import is_confirmed
from wortreader.cli.completion import SETTING
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_unchecked_invocation
from wortreader.i18n import _, ngettext

if TYPE_CHECKING:
    from wortreader.errors import ConfigError
    from wortreader.settings.effective import EffectiveSettings, Setting

LONGEST_VALUE = 40
"""Columns of a value in a table of settings."""


@click.group(help=_("Show, check and change the settings."))
def config() -> None:
    """The commands below do the work."""


@config.command(help=_("Write a configuration file with every setting, what it does and its default."))
@click.option("--force", is_flag=True, help=_("Overwrite an existing file without asking."))
@pass_unchecked_invocation
def init(invocation: Invocation, force: bool) -> ExitCode:
    """Never replaces a file without being told to."""
    from wortreader.settings.config_file import create

    path = invocation.config_path
    if path.exists() and not force:
        if not output.is_terminal():
            raise UsageError(_("{path} already exists; --force replaces it.").format(path=path))
        if not is_confirmed(_("{path} already exists. Replace it?").format(path=path), err=False):
            raise click.Abort
    create(path)
    output.write(str(path))
    return ExitCode.DONE


@config.command(help=_("Print where the configuration file is, or would be."))
@pass_unchecked_invocation
def path(invocation: Invocation) -> ExitCode:
    """Prints the path, whether the file exists or not."""
    output.write(str(invocation.config_path))
    return ExitCode.DONE


@config.command(help=_("Print all settings, those that differ from their default first."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_unchecked_invocation
def show(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints what is in effect and where it comes from; what is wrong with the file goes to standard error."""
    from wortreader.settings.effective import effective

    found = effective(invocation.config_path, invocation.settings, is_required=invocation.named_config is not None)
    if is_json:
        for_programs = map(_as_json, found.ordered())
        output.write_json(json.dumps(list(for_programs), ensure_ascii=False))
    else:
        columns = [
            output.Column(_("SETTING")),
            output.Column(_("VALUE"), elastic=2),
            output.Column(_("DEFAULT"), elastic=1),
            output.Column(_("FROM"), elastic=2),
        ]
        rows = [row for setting in found.ordered() for row in _rows(setting, found)]
        output.write_table(columns, rows)
    for problem in found.problems:
        output.print_error(str(problem))
    return ExitCode.MISUSED if found.problems else ExitCode.DONE


def _rows(setting: Setting, found: EffectiveSettings) -> list[tuple[str, str, str, str]]:
    """A row for the setting, or for each entry of a table."""
    from wortreader.settings.effective import Origin

    in_file = _("{file}, line {line}")
    if isinstance(setting.value, dict):
        return [
            (f"{setting.name}.{key}", _entry(value), "", in_file.format(file=found.path.name, line=line))
            for (key, value), line in zip(setting.value.items(), setting.entry_lines.values(), strict=True)
        ]
    origins = {
        Origin.DEFAULT: _("default"),
        Origin.FILE: in_file.format(file=found.path.name, line=setting.line),
        Origin.COMMAND_LINE: _("command line"),
    }
    origin = origins[setting.origin]
    shown, default = setting.kind.shown(setting.value), setting.kind.shown(setting.default)
    return [(setting.name, shown, default, origin)]


def _entry(value: Any) -> str:
    """An entry of a table as it is shown: keys, or the steps of a macro."""
    return value if isinstance(value, str) else ", ".join(value.steps)


def _as_json(setting: Setting) -> dict[str, Any]:
    from wortreader.config import Macro

    value = setting.value
    if isinstance(value, dict):
        value = {
            key: {"label": entry.label, "run": list(entry.steps)} if isinstance(entry, Macro) else entry
            for key, entry in value.items()
        }
    return {
        "name": setting.name,
        "value": value,
        "default": setting.default,
        "from": str(setting.origin),
        "line": setting.line or None,
        "section": setting.kind.section,
        "help": setting.kind.words,
    }


def config_problems(path: Path, *, is_required: bool) -> list[ConfigError]:
    """All that is wrong with a configuration file, its keys included, in the order of the lines."""
    from wortreader.app.commands.configured_keys import table_of
    from wortreader.app.commands.key_problems import key_problems
    from wortreader.config import read

    found = read(path, is_required=is_required)
    table = table_of(found.config)
    problems = (*found.problems, *key_problems(path, table))
    return sorted(problems, key=lambda problem: problem.line)


@config.command(help=_("Check the configuration file, or another FILE, and list all mistakes."))
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@pass_unchecked_invocation
def check(invocation: Invocation, file: Path | None) -> ExitCode:
    """Prints a line for each mistake: file, line, what is wrong."""
    path = file or invocation.config_path
    problems = config_problems(path, is_required=file is not None or invocation.named_config is not None)
    for problem in problems:
        output.write(str(problem))
    if problems:
        counted = ngettext("{n} mistake in {path}.", "{n} mistakes in {path}.", len(problems))
        output.print_error(counted.format(n=len(problems), path=path))
        return ExitCode.MISUSED
    if path.exists():
        output.write(_("No mistakes found in {path}.").format(path=path))
    else:
        output.write(_("There is no {path}: all settings have their defaults.").format(path=path))
    return ExitCode.DONE


@config.command(
    "set",
    context_settings={"ignore_unknown_options": True},
    help=_(
        "Set the setting KEY to VALUE in the configuration file; keys.COMMAND and macros.KEY are entries of tables."
    ),
)
@click.argument("key", type=SETTING)
@click.argument("value")
@pass_unchecked_invocation
def set_setting(invocation: Invocation, key: str, value: str) -> ExitCode:
    """Changes one line; comments and the order of the file stay."""
    from wortreader.app.commands.key_problems import check_entry
    from wortreader.settings.config_file import set_value, typed_value

    typed = typed_value(key, value)
    check_entry(invocation.config_path, key, typed)
    set_value(invocation.config_path, key, typed)
    return ExitCode.DONE


@config.command(help=_("Remove the setting KEY from the configuration file, so that its default applies."))
@click.argument("key", type=SETTING)
@pass_unchecked_invocation
def unset(invocation: Invocation, key: str) -> ExitCode:
    """Removes one line; says so if there was nothing to remove."""
    from wortreader.settings import config_file

    if not config_file.unset(invocation.config_path, key):
        output.print_error(_("{key} was not set.").format(key=key))
    return ExitCode.DONE
