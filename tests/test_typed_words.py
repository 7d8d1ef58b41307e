"""Answers in French, German and Luxembourgish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wortreader import i18n
from wortreader.i18n import LANGUAGES
from wortreader.model.rules import RuleAction
from wortreader.typed_words import ACTIONS, ALL, NO, NONE, YES, action_typed, action_word, fold_answer


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Hide", ("hide", "")),
        ("mark as  READ", ("read", "")),
        ("als gelesen markieren", ("read", "")),
        ("etoile", ("star", "")),
        ("Stär", ("star", "")),
        ("tag to read", ("tag", "to read")),
        ("étiquette À lire", ("tag", "À lire")),
        ("schlesselwuert Wieder", ("tag", "Wieder")),
        ("tag full text", ("tag", "full text")),
        ("texte intégral", ("full-text", "")),
        ("Mettre une étoile", ("star", "")),
        ("marquer lu", ("read", "")),
        ("ganzen text", ("full-text", "")),
        ("tag", None),
        ("dance", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_actions_mean_the_same_in_every_language(
    written: str, meant: tuple[str, str] | None, language: str, speak: Callable[..., None]
) -> None:
    speak(language)

    assert action_typed(written) == meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_is_understood(language: str, speak: Callable[..., None]) -> None:
    speak(language)

    for action in RuleAction:
        tag = "Néi" if action is RuleAction.TAG else ""
        assert action_typed(f"{action_word(action)} {tag}") == (action, tag)


def test_no_word_means_two_things() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for action, words in ACTIONS.items():
        for word in (word for each in words.values() for word in each):
            meanings[fold_answer(word)].add(action)

    assert {action.value for action in RuleAction} == set(ACTIONS)
    assert [word for word, actions in meanings.items() if len(actions) > 1] == []
    assert frozenset() == ALL & NONE
    assert frozenset() == YES & NO
    assert all(fold_answer(word) == word for word in ALL | NONE | YES | NO)


@pytest.mark.parametrize("name", [name for name in LANGUAGES if name != "en"])
def test_a_rule_that_hides_is_written_in_the_word_in_which_it_is_shown(name: str) -> None:
    catalogue = Path(i18n.__file__).parent / "locale" / name / "LC_MESSAGES" / "wortreader.po"

    with catalogue.open("rb") as file:
        shown = read_po(file)["hide"].string

    assert ACTIONS["hide"][name][0] == shown


@pytest.mark.parametrize("name", [name for name in LANGUAGES if name != "en"])
def test_a_setting_is_switched_with_the_words_in_which_it_is_shown(name: str) -> None:
    catalogue = Path(i18n.__file__).parent / "locale" / name / "LC_MESSAGES" / "wortreader.po"

    with catalogue.open("rb") as file:
        shown = read_po(file)

    for words, understood in (("on", YES), ("off", NO)):
        message = shown.get(words, "setting")
        assert message is not None
        assert fold_answer(str(message.string)) in understood
