"""Text that is safe to draw."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader import text

DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
"""Lone surrogates too: JSON and character references bring them."""


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("plain", "plain"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x1b[2Jgone", "[2Jgone"),
        ("\x9b31mred", "31mred"),
        ("\u202egnp.exe", "gnp.exe"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone \ud800", "lone \ufffd"),
        ("two\r\nlines", "two\nlines"),
        ("para\u2029graph", "para\ngraph"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("[/b] [@click=app.quit]", "[/b] [@click=app.quit]"),
    ],
)
def test_fault_061_063_064_065_066_069_what_drives_a_terminal_goes_and_what_can_be_read_stays(
    foreign: str, shown: str
) -> None:
    assert text.safe(foreign) == shown


@given(ANY_TEXT)
def test_fault_036_061_063_064_065_069_safe_text_holds_nothing_dangerous_and_always_encodes(foreign: str) -> None:
    cleaned = text.safe(foreign)

    assert not DANGEROUS.search(cleaned)
    assert text.safe(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(ANY_TEXT, st.integers(1, 40))
def test_fault_068_a_safe_line_is_one_line_within_its_limit(foreign: str, limit: int) -> None:
    line = text.safe_line(foreign, limit)

    assert not DANGEROUS.search(line)
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert line == line.strip()
    assert len(line) <= limit


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(0, 30))
def test_fault_067_what_is_cut_fits_and_what_fits_is_not_cut(line: str, width: int) -> None:
    shown = text.cut(line, width)

    assert text.cells(shown) <= width
    assert shown == line or text.cells(line) > width


@pytest.mark.parametrize(
    ("line", "width", "shown"),
    [
        ("日本語テスト", 5, "日本…"),
        ("日本語テスト", 4, "日…"),
        ("abc", 6, "abc   "),
        ("abcdef", 3, "ab…"),
        ("x", 0, ""),
    ],
)
def test_fault_067_cutting_counts_cells_and_fills_up(line: str, width: int, shown: str) -> None:
    assert text.fit(line, width) == text.cut(shown, width) + " " * (width - text.cells(shown))
    assert text.cells(text.fit(line, width)) == width


def test_accents_survive_in_both_normal_forms() -> None:
    for form in ("NFC", "NFD"):
        word = unicodedata.normalize(form, "Lëtzebuergesch, œuvre, Ägypten")
        assert text.safe_line(word) == word


@pytest.mark.parametrize(
    "written",
    [
        "👩🏽‍❤️‍💋‍👨🏽 👨‍👩‍👧‍👦 1️⃣ 🏳️‍🌈",
        "می‌خواهم نامه‌ای",
        "क्‍ष हिन्दी में क्षत्रिय",
        "ശ്രീ ന്‍ കേരളം",
        "ශ්‍රී ලංකා",
        "ที่นี่ ผู้ใหญ่ น้ำ",
        "ກໍ່ ນ້ຳ",
        "ကြွှို့ မြန်မာ",
        "ཧཱུྃ་ སངས་རྒྱས ཀྵྨླྺྃ",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
        unicodedata.normalize("NFD", "Tiếng Việt, ǖ, ᾧ"),
        "ᄀᅠ ᅟᅵᆨ 한국어",
        "ᠮᠣᠩᠭᠣᠯ᠋",
        "葛︀ ⠓⠑⠇⠇⠕⠀⠺ …»–«…",
    ],
)
def test_fault_066_scripts_and_emoji_keep_their_marks_and_joiners(written: str) -> None:
    assert text.safe(written) == written


@pytest.mark.parametrize(
    "mark", ["\u0301", "\u0e47", "\u0ec8", "\u093c", "\u0f71", "\u20dd", "\U0001d16d", "\u034f", "\u0591"]
)
def test_fault_066_marks_of_any_script_are_few(mark: str) -> None:
    assert len(text.safe(f"x{mark * 500}y{mark * 500}")) <= 2 + 2 * text.MAX_SCRIPT_MARKS


@pytest.mark.parametrize(
    "flood",
    [
        "\ufe0f" * 5000,
        "\u200d" * 5000,
        "\u200c\u200d" * 500,
        "\ufe0f\u200d" * 500,
        "\u200f" * 50,
        "\u180b" * 50,
        "\u0301\u0e47\u200d\ufe0f" * 50,
    ],
)
def test_fault_065_066_joiners_and_variation_selectors_are_few(flood: str) -> None:
    assert len(text.safe(f"x{flood}y")) <= 2 + text.MAX_SCRIPT_MARKS


def test_fault_065_no_more_characters_are_made_one_than_any_emoji_has() -> None:
    cleaned = text.safe("👩" + "\u200d👩" * 500)

    assert "\u200d" not in cleaned[40:]
    assert text.cells(cleaned) > 500


@pytest.mark.parametrize(
    "drawn", ["\u3164", "\u115f", "\uffa0", "\u2800 \u2800", "\u200d", "\ufe0f", "\u200e\u00a0", "\u034f"]
)
def test_a_line_of_which_nothing_is_seen_is_empty(drawn: str) -> None:
    assert text.safe_line(drawn * 3) == ""
    assert text.safe_line(drawn, 10) == ""


def test_fault_065_every_invisible_control_of_unicode_goes() -> None:
    visible = {
        *"\u200c\u200d\u200e\u200f",
        *map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)),
    }
    controls = {character for character in map(chr, range(0x110000)) if unicodedata.category(character) == "Cf"}

    assert set(text.safe("".join(sorted(controls)))) <= visible


def test_fault_063_characters_that_are_none_go() -> None:
    none = [chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)]

    assert text.safe("a" + "".join(none) + "b") == "ab"
