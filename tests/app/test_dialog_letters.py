"""The letters of dialogs: in no language do two answers of one dialog have the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from wortreader.app.screens import health, list_dialogs
from wortreader.i18n import ENGLISH, LANGUAGES

PACKAGE: Final = Path(__file__).parent.parent.parent / "wortreader"


def letters_of(language: str) -> Mapping[str, str]:
    """The letters of answers in a language, by those of English; from what is to be compiled."""
    file = PACKAGE / "locale" / language / "LC_MESSAGES" / "wortreader.po"
    if language == ENGLISH or not file.exists():
        return {}
    with file.open(encoding="utf-8") as lines:
        catalogue = read_po(lines, locale=language)
    return {str(each.id): str(each.string) for each in catalogue if each.context == "key" and each.string}


def answers() -> Iterator[tuple[str, str, str, bool]]:
    """Of all choices with letters in the sources: the function they are in, letter, title, whether it is translated."""
    for path in sorted((PACKAGE / "app").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(function):
                if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Choice"):
                    continue
                letter = call.args[1]
                if isinstance(letter, ast.Constant) and letter.value:
                    yield f"{path.name}:{function.lineno}", str(letter.value), ast.unparse(call.args[2]), False
                elif isinstance(letter, ast.Call) and ast.unparse(letter.func) == "pgettext":
                    yield f"{path.name}:{function.lineno}", ast.literal_eval(letter.args[1]), ast.unparse(call), True


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_answers_of_a_dialog_have_the_same_letter(language: str) -> None:
    letters = letters_of(language)
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for dialog, letter, title, is_translated in answers():
        used[dialog, letters.get(letter, letter) if is_translated else letter].add(title)

    assert len(used) > 20
    assert {where: titles for where, titles in used.items() if len(titles) > 1} == {}
    assert all(len(letter) == 1 and letter.isalpha() and letter.islower() for letter in letters.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_can_be_told_apart_by_their_letters(language: str) -> None:
    letters = letters_of(language)

    assert letters.get("y", "y") != letters.get("n", "n")
    assert letters.get("y", "y") != "n"  # English answers are understood in every language
    assert letters.get("n", "n") != "y"


def test_the_letters_of_tables_are_different() -> None:
    sorting = [key for _id, key, _words in (*list_dialogs.ORDERS, *list_dialogs.GROUPINGS)]
    ages = ["t", *(key for _age, key, _words in list_dialogs.AGES)]
    fixes = [key for fix, (key, _words) in health.FIX_WORDS.items() if fix != "pause"]  # or else it resumes

    for keys in (sorting, ages, fixes):
        assert len(set(keys)) == len(keys)
