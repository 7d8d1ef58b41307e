"""The table of commands, the reader's own keys, and what is made from them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from wortreader.app.commands.configured_keys import table_of
from wortreader.app.commands.key_hints import hints
from wortreader.app.commands.key_names import normal_key, sequence_of, shown_keys, written_key
from wortreader.app.commands.key_presets import PRESETS
from wortreader.app.commands.key_problems import check_entry, key_problems
from wortreader.app.commands.key_table import KeyTable, key_table
from wortreader.app.commands.keys import COMMANDS, COMMANDS_BY_ID, Pane
from wortreader.app.screens.command_help import docs_tables
from wortreader.app.screens.key_help import TO_BEGIN_WITH, help_sections, readme_section
from wortreader.app.screens.query_help import query_section
from wortreader.config import KEY_PRESETS, Config, Macro, read
from wortreader.errors import SettingInvalid
from wortreader.store.search.fields import REGISTRY
from wortreader.store.search.query import parse
from wortreader.text import cells


def test_ids_are_unique_and_every_key_is_one() -> None:
    ids = [command.id for command in COMMANDS]

    assert len(ids) == len(set(ids))
    assert all(sequence_of(key) is not None for command in COMMANDS for key in command.keys)


def test_one_key_has_one_meaning() -> None:
    always = [key for command in COMMANDS if not command.needs_matches for key in command.keys]
    sequences = [sequence_of(key) or () for key in always]

    assert len(always) == len(set(always))
    for one, other in itertools.permutations(sequences, 2):
        assert other[: len(one)] != one, f"{one} begins {other}"


def test_no_default_needs_altgr() -> None:
    firsts = {command.keys[0] for command in COMMANDS if command.keys}

    assert not firsts.intersection("|#\\[]{}@~$")


def test_without_letters_arrows_enter_escape_and_function_keys_reach_everything() -> None:
    table = key_table()
    plain = {key for command in COMMANDS for key in table.keys(command.id)}

    assert {"up", "down", "left", "right", "enter", "escape", "f1", "f2", "f3", "f5"} <= plain
    assert table.command_id(("f2",)) == "program.palette"


@pytest.mark.parametrize(
    ("overrides", "problem"),
    [
        ({"article.sta": "x"}, "Did you mean “article.star”?"),
        ({"article.star": "spcae"}, "“spcae” is not a key"),
        ({"article.star": "5"}, "digits are counts"),
        ({"article.star": "j"}, "also those of “move.down”"),
        ({"article.star": "g"}, "or begin like them"),
        ({"article.star": "super+x"}, "“super+x” is not a key"),
    ],
)
def test_fault_107_an_override_that_cannot_be_followed_is_explained_and_left_at_its_default(
    overrides: dict[str, str], problem: str
) -> None:
    table = key_table(overrides)

    assert problem in " ".join(table.problems.values())
    assert table.keys("article.star") == ("f", "s")
    assert table.command_id(("j",)) == "move.down"


def test_overrides_replace_all_keys_of_a_command() -> None:
    table = key_table({"article.star": "s, ctrl+t, comma"})

    assert not table.problems
    assert table.keys("article.star") == ("s", "ctrl+t", ",")
    assert table.command_id(("f",)) is None


def test_two_commands_can_swap_their_keys() -> None:
    table = key_table({"article.star": "m, N", "article.toggle_read": "f"})

    assert not table.problems
    assert table.command_id(("m",)) == "article.star"
    assert table.command_id(("f",)) == "article.toggle_read"


def test_an_empty_override_leaves_a_command_to_the_palette() -> None:
    table = key_table({"library.mark_read": ""})

    assert table.keys("library.mark_read") == ()
    assert table.command_id(("C",)) is None


def test_names_of_keys() -> None:
    assert [normal_key(key) for key in ("slash", "ctrl+D", "plus", "ctrl++", "f13")] == [
        "/", "ctrl+D", "+", "ctrl++", "shift+f1",
    ]  # fmt: skip
    assert [shown_keys(key) for key in ("gg", "ctrl+d", "down", "shift+f5", "space")] == [
        "gg", "Ctrl+D", "↓", "Shift+F5", "Space",
    ]  # fmt: skip
    assert sequence_of("gj") == ("g", "j")
    assert sequence_of("") is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ctrl+D", "ctrl+d"),
        ("ctrl+D", "ctrl+d"),
        ("^D", "ctrl+d"),
        ("Esc", "escape"),
        ("ESC", "escape"),
        ("F5", "f5"),
        ("Shift+F5", "shift+f5"),
        ("PgDn", "pagedown"),
        ("Del", "delete"),
        ("Alt+U", "alt+u"),
        ("↓", "down"),
        ("Space", "space"),
        ("gJ", "gJ"),
        ("G", "G"),
    ],
)
def test_keys_may_be_written_as_the_screen_or_newsboat_shows_them(written: str, key: str) -> None:
    assert written_key(written) == key


def test_keys_may_be_written_in_the_language_of_the_interface(speak: Callable[..., None]) -> None:
    speak("de")

    assert [written_key(key) for key in ("Strg+D", "Entf", "Umschalt+F5", "ctrl+d", "delete")] == [
        "ctrl+d", "delete", "shift+f5", "ctrl+d", "delete",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["ctrl+shift+banana", "super+y", "ctrl+nosuch"])
def test_what_no_keyboard_has_is_no_key(written: str) -> None:
    assert "is not a key" in key_table({"list.sort": written}).problems["list.sort"]


@pytest.mark.parametrize("pane", list(Pane))
@pytest.mark.parametrize("has_matches", [False, True])
def test_footers_fit_every_width(pane: Pane, has_matches: bool) -> None:
    table = key_table()
    for width in range(140):
        shown, gap = hints(pane, table, width, has_matches=has_matches)

        assert cells((" " * gap).join(f"{hint.keys} {hint.label}" for hint in shown)) <= width
        assert width < 38 or len(shown) >= 2


def test_the_footer_says_what_n_means() -> None:
    def labels(has_matches: bool) -> set[str]:
        return {hint.label for hint in hints(Pane.ARTICLE, key_table(), 200, has_matches=has_matches)[0]}

    assert "next unread" in labels(False)
    assert "match" in labels(True)
    assert "next unread" not in labels(True)


def test_the_footer_gives_no_key_of_the_matches_for_something_else() -> None:
    shown, _gap = hints(Pane.ARTICLE, key_table(), 200, has_matches=True)

    assert [hint.keys for hint in shown if hint.label == "match"] == ["n N"]
    assert ("article.toggle_read", "m") in [(hint.command_id, hint.keys) for hint in shown]


def test_the_footer_of_an_article_says_how_to_find_in_it_and_how_to_search_everything() -> None:
    for width in (78, 118):
        shown, _gap = hints(Pane.ARTICLE, key_table(), width)
        assert {("/", "find"), ("F3", "search")} <= {(hint.keys, hint.label) for hint in shown}


def test_the_footer_of_what_to_find_says_how_to_search_everything_in_the_narrowest_layout_too() -> None:
    shown, _gap = hints(Pane.FIND, key_table(), 48)

    assert ("F3", "search everything") in {(hint.keys, hint.label) for hint in shown}


def test_names_of_keys_in_the_footer_are_those_of_the_language(speak: Callable[..., None]) -> None:
    for environment, name in (
        ({"LANG": "C"}, "Space"),
        ({"LANG": "fr_FR.UTF-8"}, "Espace"),
        ({"LANG": "de_DE"}, "Leertaste"),
    ):
        speak(**environment)
        assert hints(Pane.ARTICLE, key_table(), 200)[0][0].keys.split() == [name]


@pytest.mark.parametrize("language", ["en", "fr", "de", "lb"])
def test_function_keys_and_letters_are_written_as_they_are_in_every_footer(
    speak: Callable[..., None], language: str
) -> None:
    speak(language)

    for keys, written in (("f7", "F7"), ("gF", "gF")):
        shown, _gap = hints(Pane.ARTICLE, key_table({"article.links": keys}), 400)
        assert {hint.command_id: hint.keys for hint in shown}["article.links"] == written


def test_keys_of_a_mode_have_their_names_in_the_language_too(speak: Callable[..., None]) -> None:
    speak("fr")

    assert [hint.keys for hint in hints(Pane.ALOUD, key_table(), 200)[0]] == ["Espace", "n p", "+ -", "Échap"]
    assert hints(Pane.WORD, key_table(), 200)[0][0].keys == "Entrée"
    assert [hints(Pane.LIST, key_table(), 200, selected=count)[0][0].label for count in (1, 2)] == [
        *("sélectionné", "sélectionnés")
    ]


def test_the_footer_names_the_reader_s_own_keys_and_none_that_are_gone() -> None:
    shown, _gap = hints(Pane.LIST, key_table({"article.star": "s", "marks.undo": ""}), 200)

    assert {(hint.keys, hint.label) for hint in shown} >= {("s", "star")}
    assert "undo" not in {hint.label for hint in shown}


def test_help_has_every_command_once() -> None:
    rows = [row for section in help_sections(key_table()) for row in section.rows]

    assert len(rows) == len(COMMANDS)


def test_sentences_have_the_key_in_effect_where_they_have_one_with_a_count() -> None:
    def sentence(command_id: str, overrides: dict[str, str] | None = None, preset: str = "default") -> str:
        return key_table(overrides, preset).sentence(COMMANDS_BY_ID[command_id])

    assert sentence("move.top") == "Go to the top; 5gg: to row 5."
    assert sentence("move.top", preset="newsboat") == "Go to the top; 5Home: to row 5."
    assert sentence("article.links", preset="vim") == "List the article's links; 5gl: open the fifth."
    assert sentence("article.links", {"article.links": ""}) == "List the article's links; :5 links: open the fifth."
    assert sentence("pane.larger", {"pane.larger": "f4"}) == "Make the pane larger; 5F4: by five."
    assert sentence("move.down", preset="newsboat") == "Move down, or scroll."
    words = [row.words for section in help_sections(key_table(preset="newsboat")) for row in section.rows]
    assert not [line for line in words if "5gg" in line or "5G:" in line]


def test_help_can_be_asked_for_a_word_or_a_key() -> None:
    def found(words: str) -> set[str]:
        return {row.words for section in help_sections(key_table(), words) for row in section.rows}

    assert found("star") == {"Star the article, or remove its star."}
    assert "Redraw the screen." in found("Ctrl+L")
    assert found("mark-older-read") == found("marks.older") == {COMMANDS_BY_ID["marks.older"].help}
    assert found("no such thing") == set()


def test_the_documents_name_every_default_key() -> None:
    section = docs_tables().replace(r"\|", "|")

    for command in COMMANDS:
        assert command.help in section
        assert all(f"`{shown_keys(key)}`" in section for key in command.keys)


def test_the_readme_has_a_row_for_each_command_to_begin_with() -> None:
    rows = readme_section().splitlines()[2:]

    assert len(rows) == len(TO_BEGIN_WITH)
    assert "| `j` `↓` | Move down, or scroll. |" in rows


def test_defaults_have_no_problems() -> None:
    assert not KeyTable().problems


def test_every_example_of_the_help_is_a_query_that_is_understood() -> None:
    section = query_section()
    assert section is not None

    for row in section.rows:
        for part in row.keys[0].split("  "):
            assert parse(part).notes == ()


def test_the_help_has_a_page_on_every_field_of_the_query_language() -> None:
    section = query_section()
    assert section is not None
    written = " ".join(row.keys[0] for row in section.rows)

    assert [field for field in REGISTRY.names if f"{field}:" not in written] == []
    assert query_section("regular") != section
    assert query_section("no such thing") is None


@pytest.mark.parametrize("preset", [preset for preset in PRESETS if preset != "default"])
def test_a_preset_gives_each_key_one_meaning_and_leaves_no_command_without_keys(preset: str) -> None:
    table = key_table({}, preset)
    sequences = [
        sequence_of(key) or () for command in COMMANDS if not command.needs_matches for key in table.keys(command.id)
    ]

    assert set(PRESETS[preset]) >= {command.id for command in COMMANDS if command.keys and not table.keys(command.id)}
    assert len(sequences) == len(set(sequences))
    for one, other in itertools.permutations(sequences, 2):
        assert other[: len(one)] != one, f"{one} begins {other}"
    assert all(sequence_of(key) is not None for keys in PRESETS[preset].values() for key in keys)


def test_the_presets_are_those_of_the_settings() -> None:
    assert tuple(PRESETS) == KEY_PRESETS


@pytest.mark.parametrize(
    ("preset", "key", "command_id"),
    [
        ("newsboat", "j", "feed.next"),
        ("newsboat", "l", "view.toggle_read"),
        ("newsboat", "N", "article.toggle_read"),
        ("newsboat", "R", "library.refresh"),
        ("newsboat", "ctrl+b", "article.bookmark"),
        ("newsboat", "G", "list.sort"),
        ("vim", "u", "marks.undo"),
        ("vim", "ctrl+r", "marks.redo"),
        ("vim", "j", "move.down"),
        ("arrows", "f4", "article.star"),
        ("arrows", "ctrl+z", "marks.undo"),
        ("default", "j", "move.down"),
    ],
)
def test_a_preset_has_the_keys_that_fingers_know(preset: str, key: str, command_id: str) -> None:
    assert key_table({}, preset).command_id((key,)) == command_id


def test_one_s_own_keys_take_the_place_of_those_of_a_preset_and_the_footer_follows() -> None:
    table = key_table({"article.star": "ctrl+t"}, "arrows")

    assert table.keys("article.star") == ("ctrl+t",)
    shown, _gap = hints(Pane.LIST, table, 200)
    assert {("Enter", "open"), ("Ctrl+T", "star"), ("F6", "next unread")} <= {(hint.keys, hint.label) for hint in shown}


def test_a_macro_has_a_key_behind_the_comma_and_a_label() -> None:
    macros = {"y": Macro(("article.toggle_read", "article.next_unread")), "b": Macro(("2 move.down",), "two down")}
    table = table_of(Config(macros=macros))

    assert table.command_id((",", "y")) == "macro.y"
    assert table.is_beginning((",",))
    assert table.shown("macro.y") == ",y"
    assert [(keys, command.label) for keys, command in table.continuations((",",))][1] == ("b", "two down")
    assert [step.number for step in table.macros["macro.b"].steps] == [2]


@pytest.mark.parametrize(
    ("macros", "overrides", "key", "says"),
    [
        ({"y": Macro(("article.starr",))}, {}, "y", "article.star"),
        ({"super+y": Macro(("article.star",))}, {}, "super+y", "cannot be the key of a macro"),
        ({"a": Macro(("article.star",)), "ab": Macro(("article.star",))}, {}, "ab", "begins like it"),
    ],
)
def test_a_macro_that_cannot_be_run_is_explained(
    macros: dict[str, Macro], overrides: dict[str, str], key: str, says: str
) -> None:
    table = table_of(Config(keys=overrides, macros=macros))

    assert says in table.macro_problems[key]
    assert table.command_id((",", key)) is None


def test_the_keys_that_can_follow_are_known() -> None:
    table = key_table()

    assert {keys: command.id for keys, command in table.continuations(("z",))}["a"] == "list.mark_above_read"
    assert table.continuations(("j",)) == ()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("keys.article.starr", "x", "Did you mean “article.star”?"),
        ("keys.article.browse", "j", "are also those of “move.down”"),
        ('keys."article.browse"', "ctrl+", "is not a key"),
        ("macros.y", ["frobnicate"], "There is no command “frobnicate”."),
        ("macros.y", "", "is a list of commands"),
    ],
)
def test_an_entry_that_cannot_be_followed_is_refused_before_it_is_written(
    tmp_path: Path, name: str, value: object, says: str
) -> None:
    with pytest.raises(SettingInvalid, match=re.escape(says)):
        check_entry(tmp_path / "config.toml", name, value)


def test_an_entry_that_can_be_followed_is_not_refused_for_others_that_cannot(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('measure = 3\n[keys]\n"article.starr" = "x"\n"article.toggle_read" = "ctrl+t"\n')

    check_entry(file, "keys.article.browse", "ctrl+e")
    with pytest.raises(SettingInvalid, match=re.escape("article.toggle_read")):
        check_entry(file, "keys.article.star", "ctrl+t")


def test_problems_of_keys_and_macros_have_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[macros]\ny = ["x.y"]\n\n[keys]\n"article.star" = "j"\n')
    config = read(file).config

    problems = key_problems(file, table_of(config))

    assert [(problem.path, problem.line) for problem in problems] == [(file, 2), (file, 5)]
    assert key_problems(file, key_table()) == ()
