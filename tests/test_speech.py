"""Programs that speak."""

from __future__ import annotations

import pytest

from wortreader.errors import ProgramFailed
from wortreader.speech import (
    FASTEST,
    PATIENCE_SECONDS,
    SLACK_SECONDS,
    SLOWEST,
    Speaker,
    check_heard,
    find_speaker,
    spoken_language,
    stand_in_note,
    voice_note,
)


def finder(*names: str) -> Speaker:
    return find_speaker("", lambda name: f"/bin/{name}" if name in names else None)


def test_programs_are_looked_for_in_their_order() -> None:
    order = ["spd-say", "espeak-ng", "say", "espeak"]

    for number, name in enumerate(order):
        assert finder(*order[number:]).template[0] == name


def test_a_program_that_is_installed_too_stands_in_for_one_that_fails_or_hangs() -> None:
    first = finder("spd-say", "espeak-ng", "espeak")
    second = first.stand_in
    assert second is not None
    third = second.stand_in
    assert third is not None

    assert [first.name, second.name, third.name, third.stand_in] == ["spd-say", "espeak-ng", "espeak", None]
    assert stand_in_note(first, second) == "spd-say does not speak: espeak-ng reads instead."
    assert find_speaker("piper").stand_in is None
    assert find_speaker("", lambda name: name, without={"spd-say"}).name == "espeak-ng"


def test_a_program_has_longer_than_a_voice_needs_and_the_only_one_has_minutes() -> None:
    ten_seconds = 35 * "word "
    both = finder("spd-say", "espeak-ng")

    assert both.patience(ten_seconds, 210) == pytest.approx(SLACK_SECONDS + 3 * 10)
    assert both.patience(ten_seconds, 105) == pytest.approx(SLACK_SECONDS + 3 * 20)
    assert both.patience(240 * "\u8a9e", SLOWEST) == PATIENCE_SECONDS
    assert finder("espeak-ng").patience("a", 210) == PATIENCE_SECONDS
    assert find_speaker("piper").patience("a", 210) == PATIENCE_SECONDS


def test_fault_131_without_a_program_it_is_said_which_ones_would_do() -> None:
    with pytest.raises(ProgramFailed, match="espeak-ng, or set speech_command"):
        finder()


def test_a_program_that_complains_and_ends_before_anything_can_be_heard_has_failed() -> None:
    text = 200 * "x"
    found, own = finder("espeak-ng"), find_speaker("sh -c 'sleep 1'")

    with pytest.raises(ProgramFailed, match=r"`espeak-ng .*` made no sound: no sound device.$"):
        check_heard(found, found.command(text, "fr", 175), text, "no sound device.", 0.1)

    check_heard(found, found.command(text, "fr", 175), text, "no sound device.", 5.0)
    check_heard(found, found.command(text, "fr", 175), text, "", 0.1)
    check_heard(own, own.command(text, "fr", 175), text, "no sound device.", 0.1)


def test_speech_dispatcher_gets_the_text_behind_the_options_and_is_silenced_by_a_command() -> None:
    speaker = finder("spd-say")

    spoken = speaker.command("-x or y; $(z)", "fr", 175)

    assert spoken.words[-2:] == ("--", " -x or y; $(z)")
    assert spoken.words[spoken.words.index("--language") + 1] == "fr"
    assert "--rate=0" in spoken.words
    assert "--wait" in spoken.words
    assert spoken.data is None
    assert speaker.stopping == ("spd-say", "--stop")


@pytest.mark.parametrize(("rate", "percent"), [(SLOWEST, "-100"), (FASTEST, "100"), (127, "-51"), (312, "50")])
def test_speech_dispatcher_has_a_rate_of_its_own(rate: int, percent: str) -> None:
    assert f"--rate={percent}" in finder("spd-say").command("a", "de", rate).words


def test_espeak_reads_from_its_standard_input() -> None:
    spoken = finder("espeak-ng").command("Été", "fr", 200)

    assert spoken.words == ("espeak-ng", "--stdin", "-b", "1", "-v", "fr", "-s", "200")
    assert spoken.data == "Été\n".encode()


def test_the_voices_of_macos_have_names_and_other_languages_that_of_the_system() -> None:
    assert "--voice=Thomas" in finder("say").command("a", "fr", 175).words
    assert finder("say").command("a", "sv", 175).words == ("say", "--rate=175", "--input-file=-")


def test_a_german_voice_reads_luxembourgish_and_that_is_said() -> None:
    speaker = finder("espeak")

    assert speaker.command("Moien", "lb", 175).words[5] == "de"
    assert "Luxembourgish" in voice_note(speaker, "lb")
    assert voice_note(speaker, "fr") == ""


def test_espeak_ng_has_a_voice_for_luxembourgish() -> None:
    speaker = finder("espeak-ng")

    assert speaker.command("Moien", "lb", 175).words[5] == "lb"
    assert voice_note(speaker, "lb") == ""


def test_a_command_of_the_user_s_gets_text_language_and_rate_as_they_are() -> None:
    speaker = find_speaker("piper --lang {language} --speed={rate} 'my {text}' {voice}")

    spoken = speaker.command("Moien", "lb", 90)

    assert spoken.words == ("piper", "--lang", "lb", "--speed=90", "my Moien", "{voice}")
    assert spoken.data is None
    assert speaker.stopping == ()
    assert voice_note(speaker, "lb") == ""


def test_a_command_without_a_place_for_the_text_reads_it() -> None:
    spoken = find_speaker("festival --tts").command("a b", "en", 175)

    assert spoken.words == ("festival", "--tts")
    assert spoken.data == b"a b\n"


@pytest.mark.parametrize(
    ("tag", "other", "language"),
    [
        ("fr-CH", "en", "fr"),
        ("LB", "en", "lb"),
        (None, "de_LU.UTF-8", "de"),
        ("", "fr", "fr"),
        ("-x; rm", "de", "de"),
        (None, "C", "en"),
        ("zh-Hant", "en", "zh"),
    ],
)
def test_the_language_is_the_code_of_the_tag(tag: str | None, other: str, language: str) -> None:
    assert spoken_language(tag, other) == language
