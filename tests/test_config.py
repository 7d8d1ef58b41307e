"""The user's settings."""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from wortreader.app.themes import NAMES
from wortreader.cli.language import settle_language
from wortreader.config import THEMES, Config, default_of, kinds, load, read
from wortreader.errors import ConfigError
from wortreader.setting_kinds import NumberSetting, SettingKind, TableSetting, TextSetting, ToggleSetting, kind_of
from wortreader.text import safe_line
from wortreader.toml_source import MOST_BYTES


def write(folder: Path, source: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config()


def test_articles_can_be_marked_by_scrolling_past_them(tmp_path: Path) -> None:
    assert Config().mark_read == "open"
    assert load(write(tmp_path, 'mark_read = "scroll"\n')).mark_read == "scroll"


def test_reading_goes_on_from_feed_to_feed_unless_the_user_wants_to_stop(tmp_path: Path) -> None:
    assert Config().go_on
    assert not load(write(tmp_path, "go_on = false\n")).go_on


def test_a_file_that_was_asked_for_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "none.toml", is_required=True)


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'theme = "ansi-dark"\ndensity = "compact"\npicture_budget = "2G"\nmeasure = 60\n[keys]\n"article.star" = "s"\n',
    )

    config = load(path)

    assert (config.theme, config.density, config.measure) == ("ansi-dark", "compact", 60)
    assert config.picture_bytes == 2_000_000_000
    assert config.keys == {"article.star": "s"}


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("\n\nmeasur = 60\n", 3, "measure"),
        ("measure = 500\n", 1, "from 40 to 120"),
        ("measure = true\n", 1, "whole number"),
        ('# well\ndensity = "wide"\n', 2, "auto, comfortable, compact"),
        ("theme = 3\n", 1, "quotes"),
        ('picture_budget = "lots"\n', 1, "a size"),
        ('theme = "wort-dark"\nkeys = 3\n', 2, "table"),
        ('[keys]\n"article.star" = 3\n', 2, "article.star"),
        ("theme = \n", 1, ""),
        ('measure = 60\ntheme = "wort-light\n', 2, "quotation mark"),
        (b'theme = "\xff"\n', 1, "UTF-8"),
        (b'theme = "auto"\n# caf\xe9\n', 2, "UTF-8"),
        ("theme = 'wort-drak'\n", 1, "wort-dark"),
        ("\ntheme = 'auto'\ntheme = 'auto'\n", 3, "this key is set twice"),
        ("[keys]\n[keys]\n", 2, "this table is there twice"),
        ("theme = dark\n", 1, "a text needs quotation marks"),
        ("theme 'dark'\n", 1, "an equals sign"),
        ("keep_days = 10\n\nmeasure = [60\n", 3, ""),
        ("measure = 6.5\n", 1, "whole number"),
        ("measure = '60'\n", 1, "whole number"),
        ("hyphenate = 1\n", 1, "true or false"),
        ("[theme]\nname = 'x'\n", 1, "quotes"),
        ("[[keys]]\n'article.star' = 's'\n", 1, "table"),
        ('density = "auto"\n\n[keys]\nmeasure = 60\n', 4, "above [keys]"),
        ('measure = 60\n[keys]\n"article.star" = ["s"]\n', 3, "article.star"),
        ("measure = " + "9" * 5000, 1, ""),
        ("a = " + "[" * 5000, 1, "nested"),
        ("\x00", 1, ""),
    ],
)
def test_fault_105_106_an_error_names_file_line_and_key(
    tmp_path: Path, source: str | bytes, line: int, says: str
) -> None:
    path = write(tmp_path, source)

    with pytest.raises(ConfigError) as caught:
        load(path)

    assert str(caught.value).startswith(f"{path}:{line}:")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        'theme = "\\u001b]0;x"',
        '"\\u202e" = 1',
        '"a\\u0000" = 1',
        '[keys]\n"\\u001b" = 5',
        '[keys]\na."\\u009b" = 1',
        'density = "\\u0007"',
        f"{'x' * 5000} = 1",
    ],
)
def test_what_is_wrong_is_said_in_a_line_that_is_safe_to_draw(tmp_path: Path, source: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, source))

    assert caught.value.reason == safe_line(caught.value.reason)
    assert len(caught.value.reason) < 300


@pytest.mark.parametrize("key", ["a." * 20_000 + "b", "'a b' . " * 20_000 + "b"])
@pytest.mark.parametrize("line", ["{} = 'x'", "[[{}]]", "a = {{b=1, {}=2}}"])
def test_a_key_of_thousands_of_parts_is_an_error_with_its_line(tmp_path: Path, line: str, key: str) -> None:
    with pytest.raises(ConfigError, match=":2: A key has more than 100 parts"):
        load(write(tmp_path, f"[keys]\n{line.format(key)}\n"))


def test_a_key_of_a_hundred_parts_is_no_fault(tmp_path: Path) -> None:
    config = load(write(tmp_path, f"[keys]\n{'a.' * 99}b = 'x'\n"))

    assert list(config.keys) == ["a." * 99 + "b"]


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    assert load(write(tmp_path, b"\xef\xbb\xbfmeasure = 60\r\n")).measure == 60


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=":1: Is a directory"):
        load(tmp_path)


def test_the_id_of_a_command_needs_no_quotes(tmp_path: Path) -> None:
    assert load(write(tmp_path, '[keys]\narticle.star = "s"\narticle.next = "w"\n')).keys == {
        "article.star": "s",
        "article.next": "w",
    }


def test_the_themes_are_those_of_the_app() -> None:
    assert set(THEMES) == {"auto", *BUILTIN_THEMES, *NAMES}


def test_all_that_is_wrong_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = write(tmp_path, 'measure = 60\ntheme = "wort-drak"\nmeasur = 3\n\n[keys]\n"article.star" = 3\nfoo = "s"\n')

    found = read(path)

    assert [problem.line for problem in found.problems] == [2, 3, 6]
    assert (found.config.measure, found.config.theme, found.config.keys) == (60, "auto", {"foo": "s"})


def test_every_row_of_the_table_has_a_valid_default_that_can_be_written_and_typed() -> None:
    for row in fields(Config):
        kind, default = kind_of(row), default_of(row)
        assert kind.problem(row.name, default) is None
        assert kind.words.endswith(".")
        if not isinstance(kind, TableSetting):
            assert tomllib.loads(f"it = {kind.toml(default)}")["it"] == default
            assert kind.typed(kind.shown(default)) == default


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (ToggleSetting("", ""), "on", True),
        (ToggleSetting("", ""), "No", False),
        (NumberSetting("", "", 0, 9), " 7 ", 7),
        (TextSetting("", ""), "yes", "yes"),
    ],
)
def test_a_value_is_typed_without_quotes(kind: SettingKind, written: str, value: object) -> None:
    assert kind.typed(written) == value
    assert kind.problem("it", value) is None
    assert kind.typed(kind.shown(value)) == value


@pytest.mark.parametrize(("kind", "written"), [(ToggleSetting("", ""), "maybe"), (NumberSetting("", "", 0, 9), "10")])
def test_what_cannot_be_understood_is_a_problem(kind: SettingKind, written: str) -> None:
    assert "“it”" in (kind.problem("it", kind.typed(written)) or "")


@pytest.mark.parametrize("value", ['a "b" \\ c', "tab\tand\x7f\x1b", "é 你好 🎈"])
def test_any_text_can_be_written(value: str) -> None:
    assert tomllib.loads(f"it = {TextSetting('', '').toml(value)}")["it"] == value


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (Path("/dev/zero"), pipe, tmp_path):
        with pytest.raises(ConfigError, match=r"it is not a regular file|Is a directory"):
            load(path)
        settle_language(["--config", str(path), "config", "show"])
    assert load(Path(os.devnull)) == Config()


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(ConfigError, match="the file is larger than 1 MB"):
        load(path)


@pytest.mark.parametrize("key", ["list_row", "after_refresh", "player"])
@pytest.mark.parametrize("value", ["a\nb", "\x1b[31m", "\x85"])
def test_a_text_with_control_characters_is_refused(key: str, value: str) -> None:
    assert "control characters" in (kinds()[key].problem(key, value) or "")
