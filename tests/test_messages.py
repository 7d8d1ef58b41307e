"""Messages can be extracted and translated: they are literals, whole, with names for what is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

import click
import pytest
from babel.messages.extract import extract_from_dir
from catalogues import extract, forms

from wortreader.cli.click_words import METAVARS, WORDS
from wortreader.cli.main import wortreader

PACKAGE: Final = Path(__file__).parent.parent / "wortreader"
MARKS: Final = {"N_": 1, "nN_": 2, "pN_": 2}
"""Functions that mark messages, and how many literals they take."""
TRANSLATING: Final = {"_": 1, "S_": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}

SILENT_CLICK: Final = re.compile(
    r"DeprecationWarning|^deprecated$|defined twice|declaration|cannot use the same flag|Windows|Editing failed|"
    r"must be an iterable|Do you want to continue|without prompting|Show the version|, version |Missing \{param_type|"
    r"start character|Shell completion is not|detect Bash|Unknown color|Press any key|^Choice\(|the formats?|UUID|"
    r"not executable|values are required|standard stream|No options defined|^d$|Did you mean|Could not determine"
)
"""What click says to programmers, or of what no command of ours has."""


@cache
def trees() -> Mapping[str, ast.Module]:
    """The syntax tree of every file of the package, by its path there."""
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """The trees take 140 MB, which no other test needs."""
    yield
    trees.cache_clear()


def calls() -> Iterator[tuple[str, ast.Call, str, bool]]:
    """Of all calls that take messages: where, the call, the function, and whether it is made at import."""
    for path, tree in trees().items():
        yield from _calls_in(tree, path, True)


def _calls_in(node: ast.AST, where: str, is_import: bool) -> Iterator[tuple[str, ast.Call, str, bool]]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS | TRANSLATING:
        yield f"{where}:{node.lineno}", node, node.func.id, is_import
    for name, value in ast.iter_fields(node):
        is_body = name == "body" and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _calls_in(child, where, is_import and not is_body)


def test_what_is_marked_is_a_literal_and_what_is_translated_is_one_or_comes_from_a_table() -> None:
    wrong = []
    for where, call, function, _is_import in calls():
        count = (MARKS | TRANSLATING)[function]
        for argument in call.args[:count]:
            is_literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            parts = [type(part) for part in ast.walk(argument)]
            is_made = {ast.JoinedStr, ast.BinOp, ast.Constant} & {type(argument)} or ".format(" in ast.unparse(argument)
            if not is_literal and (function in MARKS or is_made or ast.JoinedStr in parts):
                wrong.append(f"{where}: {ast.unparse(call)}")

    assert wrong == []


@pytest.mark.thorough
def test_every_message_is_found_by_babel_which_does_not_look_into_strings_or_other_calls() -> None:
    found = {text for message in extract() for text in forms(message.id)}

    written = {
        argument.value: where
        for where, call, function, _is_import in calls()
        for argument in call.args[(MARKS | TRANSLATING)[function] - 1 :]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert {text: where for text, where in written.items() if text not in found} == {}


def test_nothing_is_filled_into_a_sentence_that_is_glued_together() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "format" and isinstance(node.value, ast.BinOp)
    ]

    assert wrong == []


def test_no_message_with_a_number_has_plural_forms_in_one_place_and_none_in_another() -> None:
    places: dict[str, dict[bool, str]] = {}
    for where, call, function, _is_import in calls():
        message = ast.literal_eval(call.args[0]) if isinstance(call.args[0], ast.Constant) else ""
        if function not in ("pgettext", "pN_") and "{n}" in message:
            places.setdefault(message, {})[function in ("ngettext", "nN_")] = where

    assert {message: found for message, found in places.items() if len(found) > 1} == {}


def test_only_the_command_line_translates_when_it_is_imported() -> None:
    found = {where for where, _call, function, is_import in calls() if is_import and function in TRANSLATING}

    assert [where for where in found if not where.startswith("cli/")] == []


FOREIGN_COLONS: Final = {"errors.py", "app/pictures/picture_worker.py", "model/episodes.py", "sync/feed_settings.py"}
"""Modules with colons of no language: of places in files, classes of errors, texts for JSON, headers of HTTP."""


def test_colons_and_quotation_marks_between_what_is_filled_in_are_those_of_the_language() -> None:
    found = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for before, part in zip([None, *node.values], node.values, strict=False)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        if (isinstance(before, ast.FormattedValue) and re.match(": ", part.value)) or re.search("[“”„«»]", part.value)
    }

    assert found - FOREIGN_COLONS == set()


@pytest.fixture(scope="module")
def messages() -> list[str]:
    """All messages, plural forms included."""
    return [
        str(one)
        for message in extract()
        if message.id
        for one in (message.id if isinstance(message.id, tuple | list) else (message.id,))
    ]


def test_what_is_filled_in_has_a_name(messages: list[str]) -> None:
    assert len(messages) > 1500
    for message in messages:
        names = [name for _text, name, _form, _how in Formatter().parse(message) if name is not None]
        assert all(re.match(r"[a-z]", name) for name in names), message
        assert not re.search(r"%(s\b|\()", message), message


def test_no_message_is_a_piece_of_another(messages: list[str]) -> None:
    pieces = [one for one in messages if one[:1].isspace() or one[:1] in ",;" or one[-1:] in ",;"]
    pieces += [one for one in messages if one[-1:].isspace() and not one.endswith(": ")]

    assert pieces == []


def test_what_click_says_to_users_can_be_translated() -> None:
    said = {message for _file, _line, message, _comments, _context in extract_from_dir(Path(click.__file__).parent)}
    known = {word if isinstance(word, str) else word[0] for word in WORDS}

    spoken = {one if isinstance(one, str) else one[0] for one in said}
    assert {one for one in spoken if one and not SILENT_CLICK.search(one)} <= known


def test_every_name_of_a_value_can_be_translated() -> None:
    names = set()
    waiting: list[click.Command] = [wortreader]
    while waiting:
        command = waiting.pop()
        context = click.Context(command)
        shown = [parameter.make_metavar(context) for parameter in command.params]
        shown += [*command.collect_usage_pieces(context)]
        names |= {name for one in shown for name in re.findall(r"\b[A-Z]+\b", one)}
        if isinstance(command, click.Group):
            waiting += [
                found for name in command.list_commands(context) if (found := command.get_command(context, name))
            ]

    assert names - set(METAVARS) <= {"BOOLEAN", "INTEGER", "RANGE"}  # of options that take no value in words
