"""The commands for the settings."""

from __future__ import annotations

import itertools
import os
import tomllib
from pathlib import Path

import pytest
from command_line import Run

from wortreader.config import Config, kinds, load
from wortreader.setting_kinds import TableSetting


@pytest.fixture
def settings() -> Path:
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "wortreader" / "config.toml"
    path.unlink()
    return path


def test_a_file_to_begin_with_has_every_setting_and_changes_none(run: Run, settings: Path) -> None:
    ended = run("config", "init")

    written = settings.read_text()
    assert ended.output.strip() == str(settings) == run("config", "path").output.strip()
    assert load(settings) == Config()
    defaults = {name: getattr(Config(), name) for name, kind in kinds().items() if not isinstance(kind, TableSetting)}
    uncommented = "\n".join(line[2:] for line in written.splitlines() if line[2:].split(" = ")[0] in defaults)
    assert tomllib.loads(uncommented) == defaults


def test_the_settings_of_a_section_stand_together() -> None:
    sections = [section for section, _group in itertools.groupby(kind.section for kind in kinds().values())]

    assert len(sections) == len(set(sections))


def test_a_file_that_is_there_is_not_replaced_without_asking(run: Run, settings: Path) -> None:
    settings.write_text("measure = 60\n")

    refused = run("config", "init")

    assert (refused.code, settings.read_text()) == (2, "measure = 60\n")
    assert "--force" in refused.complaints
    assert run("config", "init", "--force").code == 0
    assert "# measure = 72" in settings.read_text()


def test_settings_are_set_and_unset_with_all_else_as_it_was(run: Run, settings: Path) -> None:
    written = '# mine\nmeasure = 60 # narrow\n\n[keys]\narticle.star = "s" # as in mutt\n'
    settings.write_text(written)

    assert run("config", "set", "measure", "66").code == 0
    assert run("config", "set", "hyphenate", "yes").code == 0
    assert run("config", "set", "keys.article.star", "s, f").code == 0
    assert run("config", "set", "keys.article.next", "w").code == 0
    assert run("config", "set", "macros.y", '["article.star", "article.next"]').code == 0

    assert settings.read_text().startswith("# mine\nmeasure = 66 # narrow\n")
    assert 'article.star = "s, f" # as in mutt' in settings.read_text()
    config = load(settings)
    assert (config.measure, config.hyphenate) == (66, True)
    assert config.keys == {"article.star": "s, f", "article.next": "w"}
    assert config.macros["y"].steps == ("article.star", "article.next")
    for key in ('openers.".pdf"', "openers..pdf"):  # the quotes are those of the file
        assert run("config", "set", key, "zathura {url}").code == 0
        assert load(settings).openers == {".pdf": "zathura {url}"}
        assert run("config", "unset", key).code == 0
    settings.write_text(settings.read_text().replace("\n[openers]\n", ""))

    for key in ("hyphenate", "keys.article.next", "macros.y"):
        assert run("config", "unset", key).code == 0
    run("config", "set", "measure", "60")
    run("config", "set", "keys.article.star", "s")
    assert settings.read_text().replace("[macros]\n", "").rstrip() == written.rstrip()
    assert "was not set" in run("config", "unset", "theme").complaints


def test_a_setting_takes_the_place_of_its_default_in_the_file_to_begin_with(run: Run, settings: Path) -> None:
    run("config", "init")
    before = settings.read_text()

    run("config", "set", "theme", "nord")
    run("config", "set", "keys.article.next", "w")
    assert settings.read_text() == before.replace('# theme = "auto"', 'theme = "nord"').replace(
        '"ctrl+a, gA"\n', '"ctrl+a, gA"\n"article.next" = "w"\n'
    )

    run("config", "unset", "theme")
    run("config", "unset", "keys.article.next")
    assert settings.read_text() == before


def test_text_that_looks_like_a_default_is_not_taken_for_it(run: Run, settings: Path) -> None:
    settings.write_text('key_command = """\n# theme = "auto"\n"""\n')

    run("config", "set", "theme", "nord")

    assert tomllib.loads(settings.read_text()) == {"key_command": '# theme = "auto"\n', "theme": "nord"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("set", "measur", "60"), "Did you mean “measure”?"),
        (("set", "measure", "600"), "from 40 to 120"),
        (("set", "hyphenate", "maybe"), "true or false"),
        (("set", "theme", "wort-drak"), "wort-dark"),
        (("set", "keys", "x"), "keys.NAME"),
        (("set", "keys.theme", "x"), "above [keys]"),
        (("set", "macros.y", "[3"), "not valid TOML"),
        (("set", "macros.y", '["a", 3]'), "list of commands"),
        (("set", "measure.x", "3"), "no setting “measure.x”"),
        (("set", "keys.article.starr", "x"), "Did you mean “article.star”?"),
        (("set", "macros.y", '["frobnicate"]'), "no command “frobnicate”"),
        (("unset", "meazure"), "measure"),
    ],
)
def test_what_cannot_be_set_is_said_and_nothing_is_written(
    run: Run, settings: Path, words: tuple[str, ...], says: str
) -> None:
    ended = run("config", *words)

    assert ended.code == 2
    assert says in ended.complaints
    assert not settings.exists()


def test_a_file_that_cannot_be_read_or_written_is_left_as_it_is(run: Run, settings: Path) -> None:
    settings.write_text("measure = [60\n")
    broken = run("config", "set", "theme", "nord")
    assert (broken.code, settings.read_text()) == (2, "measure = [60\n")
    assert "config.toml:" in broken.complaints

    settings.unlink()
    settings.mkdir()
    assert run("config", "set", "theme", "nord").code != 0
    settings.rmdir()
    settings.parent.rmdir()
    settings.parent.write_text("a file in the place of the folder")
    blocked = run("config", "init")
    assert blocked.code == 1
    assert "cannot be written" in blocked.complaints


def test_what_is_changed_comes_first_and_says_where_it_comes_from(run: Run, settings: Path) -> None:
    settings.write_text('measure = 72\nmark_read = "never"\ntheme = 3\n[keys]\n"article.star" = "s"\n')

    ended = run("--slow", "config", "show")
    rows = [line.split("\t") for line in ended.output.splitlines()]

    assert rows[:3] == [
        ["mark_read", "never", "open", "config.toml, line 2"],
        ["slow_line", "on", "auto", "command line"],
        ["keys.article.star", "s", "", "config.toml, line 5"],
    ]
    assert ["measure", "72", "72", "config.toml, line 1"] in rows
    assert ["theme", "auto", "auto", "default"] in rows
    assert ended.code == 2
    assert "config.toml:3: the value of “theme” goes in quotes." in ended.complaints
    found = {row["name"]: row for row in run("config", "show", "--json").json}
    assert (found["mark_read"]["value"], found["mark_read"]["from"], found["mark_read"]["line"]) == ("never", "file", 2)
    assert found["keys"]["value"] == {"article.star": "s"}


def test_a_check_names_every_mistake_with_its_line(run: Run, settings: Path, tmp_path: Path) -> None:
    assert "There is no" in run("config", "check").output

    settings.write_text('measure = 3\n\n[keys]\n"article.starr" = "s"\n"article.next" = "j"\n"article.star" = "s"\n')
    ended = run("config", "check")
    lines = [line.removeprefix(f"{settings}:") for line in ended.output.splitlines()]

    assert ended.code == 2
    assert [line.split(":")[0] for line in lines] == ["1", "4", "5"]
    assert "“article.star”" in lines[1]
    assert "3 mistakes" in ended.complaints

    other = tmp_path / "other.toml"
    assert run("config", "check", other).code == 2
    other.write_text("mesure = 60\n")
    ended = run("config", "check", other)
    assert ended.code == 2
    assert "mesure" in ended.output
    assert "Did you mean “measure”?" in ended.output
    other.write_text("measure = 60\n")
    assert run("config", "check", other).code == 0


def test_with_a_mistake_in_the_file_commands_refuse_but_not_the_children_of_the_app(run: Run, settings: Path) -> None:
    settings.write_text("measur = 3\n")

    assert run("feeds").code == 2
    assert run("--tolerant", "feeds").code == 0


def test_the_linear_mode_of_a_call_is_shown_as_set_by_the_command_line(run: Run, settings: Path) -> None:
    shown = run("--linear", "config", "show").output

    assert ["linear", "true", "false", "command line"] in [line.split("\t") for line in shown.splitlines()]
