"""Sentences that are stored, and read in another language than that of the process that met what they tell."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Final

import pytest

from wortreader.download_errors import NoRoomOnDisk, in_megabytes
from wortreader.errors import FeedDamaged
from wortreader.i18n import nN_
from wortreader.sentences import (
    MAX_FILLED,
    MAX_LENGTH,
    MAX_STORED,
    NOTHING,
    S_,
    Sentence,
    in_english,
    restored,
    restored_or_none,
)
from wortreader.sync.workers.pool import load_answer
from wortreader.sync.workers.process import Answer
from wortreader.text import safe_line

PACKAGE: Final = Path(__file__).parent.parent / "wortreader"
REFUSED: Final = "{host} refuses the connection. Check the address, or try again later."
FORMATS: Final = "{host.__class__.__mro__} {0} {} {host!r} {host:>9999999} {{host"
"""What `str.format` would obey, or fail on."""
AGAIN: Final = ("Trying again in {n} minute.", "Trying again in {n} minutes.")


def told(host: str = "papier.example") -> Sentence:
    """A sentence of each kind after the other: filled in, with a number, and one in another."""
    missing = S_("Page {number} of the article is missing: {reason}", number=2, reason=Sentence.of(REFUSED, host=host))
    return Sentence.of(REFUSED, host=host).then(Sentence.of(nN_(*AGAIN), n=2)).then(missing)


def test_what_was_met_in_one_language_is_read_in_that_of_the_reader(speak: Callable[..., None]) -> None:
    speak("de")
    german = told()
    stored = german.stored()

    speak("fr")
    french = restored(stored)

    assert german.startswith("papier.example lehnt die Verbindung ab.")
    assert "papier.example refuse la connexion." in french
    assert "Nouvel essai dans 2 minutes." in french
    assert "La page 2 de l’article manque" in french
    assert french.count("refuse la connexion") == 2
    assert french == told()
    speak("lb")
    assert restored(french.stored()) == told() != french
    speak("en")
    assert restored(stored) == told() == german.english == in_english(french)
    assert (in_english(None), restored_or_none(None)) == (None, None)


def test_numbers_are_inflected_and_have_the_decimal_sign_of_the_reader(speak: Callable[..., None]) -> None:
    speak("en")
    one, room = Sentence.of(nN_(*AGAIN), n=1).stored(), NoRoomOnDisk(2_500_000, 20_000).reason.stored()
    assert restored(one) == "Trying again in 1 minute."

    speak("de")

    assert "in 1 Minute " in f"{restored(one)} ".replace(".", " ")
    assert "2,5 MB" in restored(room)
    assert "2.5 MB" in restored(room).english
    assert [in_megabytes(size).english for size in (0, 1, 400_000, 52_300_000)] == ["0 kB", "1 kB", "0.4 MB", "52 MB"]


def test_words_of_others_stay_as_they_are_but_are_cleaned(speak: Callable[..., None]) -> None:
    speak("fr")
    foreign = S_("The certificate of {host} is not valid ({error}).", host="a.example", error="bad\x1b[31m\n\u202eday")

    assert "bad[31m day" in restored(foreign.stored())
    assert foreign.stored() == restored(foreign.stored()).stored()
    own = Sentence('["{host}", "a"]')
    assert (restored(own.stored()), restored(own.stored()).parts) == (own, ())
    assert (bool(NOTHING), restored(NOTHING.stored())) == (False, "")
    assert "\ud800" not in S_("{host} could not be reached.", host="a\ud800").stored()


def test_an_error_keeps_what_it_was_made_of_on_its_way_from_a_worker(speak: Callable[..., None]) -> None:
    error = FeedDamaged(told())

    answer = load_answer(pickle.dumps(Answer(error=error)))

    assert isinstance(answer.error, FeedDamaged)
    assert str(answer.error) == str(error)
    speak("fr")
    assert restored(answer.error.reason.stored()) == told()


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("It is down.", "It is down."),
        ("It is\x1b]52;c;YQ==\x07 \u202edown.\nNow.", "It is]52;c;YQ== down. Now."),
        ('"{host.__class__} {0} %s"', "{host.__class__} {0} %s"),
        (json.dumps([[FORMATS, {"host": "a"}]]), FORMATS),
        (json.dumps([["An older {host} said so.", {"host": "a"}]]), "An older a said so."),
        (json.dumps([["An older {host} said so.", {}]]), "An older … said so."),
        (json.dumps([["An older {host} said so.", {"host": "[/b]\x9b1m\u202ex"}]]), "An older [/b]1mx said so."),
        (json.dumps([[REFUSED, {"host": {"a": 1}}]]), None),
        (json.dumps([[REFUSED, {"host": True}]]), None),
        (json.dumps([[REFUSED, {"host": None}]]), None),
        (json.dumps([[REFUSED, ["host"]]]), None),
        (json.dumps([[REFUSED]]), None),
        (json.dumps([["", {}]]), None),
        (json.dumps([["menu\x04Read", {}]]), None),
        (json.dumps([["one\0two", {}]]), None),
        (json.dumps([["one\ntwo", {}]]), None),
        (json.dumps([[list(AGAIN), {"n": "2"}]]), None),
        (json.dumps([[list(AGAIN), {}]]), None),
        (json.dumps([[["a", "b", "c"], {"n": 2}]]), None),
        (json.dumps([[[1, 2], {"n": 2}]]), None),
        (json.dumps([[list(AGAIN), {"n": 10**30}]]), f"Trying again in {10**30} minutes."),
        ('[["{n} MB", {"n": NaN}]]', "nan MB"),
        ('[["{n} MB", {"n": 1e400}]]', "inf MB"),
        ('[["{n} MB", {"n": ' + "9" * 5000 + "}]]", None),
        ("[]", None),
        ("{}", None),
        ("3", None),
        ("null", None),
        ("", ""),
        ("[" * 19_000, None),
        ("x" * 10**6, None),
        (json.dumps([["{a}" * 300, {"a": "b" * 900}]]), None),
    ],
)
def test_whatever_is_stored_is_shown_in_one_safe_line(stored: str, shown: str | None) -> None:
    found = restored(stored)

    assert found == safe_line(found)
    assert len(found) <= MAX_FILLED
    assert shown is None or found == shown
    assert restored(found.stored()).english == found.english


def test_sentences_in_sentences_end_and_do_not_grow_without_bound() -> None:
    deep: object = "a"
    for _level in range(9):
        deep = [["{a}" * 30, {"a": deep}]]
    wide = [["{a}" * 300, {"a": [["{a}" * 300, {"a": "b" * 900}]]}]] * 4

    for value in (deep, wide):
        stored = json.dumps(value)
        assert len(stored) <= MAX_STORED
        assert len(restored(stored)) <= 4 * (MAX_FILLED + 1)
    assert len(restored(json.dumps("a" * 9999))) == MAX_LENGTH
    assert restored(b"\xff\x00") == "b'\\xff\\x00'"
    assert restored(7) == "7"


def test_sentences_are_given_all_that_their_messages_name_and_no_more() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "S_":
                message = ast.literal_eval(call.args[0])
                named = {field for _text, field, _form, _conversion in Formatter().parse(message) if field is not None}
                if named != {keyword.arg for keyword in call.keywords}:
                    wrong.append(f"{path.relative_to(PACKAGE)}:{call.lineno}: {message}")

    assert wrong == []
