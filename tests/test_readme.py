"""README, CONTRIBUTING and the program agree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import Context

from wortreader.app.screens.command_help import docs_tables
from wortreader.app.screens.key_help import readme_section
from wortreader.app.screens.query_help import readme_table
from wortreader.cli.main import wortreader
from wortreader.settings import documents

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(start: str, end: str) -> str:
    return README.split(start, 1)[1].split(end, 1)[0].strip()


def test_the_keys_are_those_of_the_program() -> None:
    assert between("<!-- keys -->", "<!-- /keys -->") == readme_section().strip()


def test_the_commands_are_those_of_the_command_line() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert page.split("<!-- commands -->", 1)[1].split("<!-- /commands -->", 1)[0].strip() == docs_tables()


def test_the_query_fields_are_those_of_the_program() -> None:
    assert between("<!-- query fields -->", "<!-- /query fields -->") == readme_table()


def test_the_settings_are_those_of_the_program() -> None:
    reference = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert between("<!-- settings -->", "<!-- /settings -->") == documents.readme_section()
    assert documents.write_between(reference, "settings", documents.reference_section()) == reference


def test_every_command_and_picture_that_is_named_is_there() -> None:
    blocks = "\n".join(re.findall(r"^```sh$(.*?)^```$", README, re.MULTILINE | re.DOTALL))
    commands = re.findall(r"^wortreader (\w+)", blocks, re.MULTILINE)
    assert len(commands) > 20
    for command in commands:
        assert command in wortreader.list_commands(Context(wortreader))
    for picture in re.findall(r"\]\((screenshots/[^)]+)\)", README):
        assert (ROOT / picture).is_file()


def test_every_file_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    for name in re.findall(r"`?\b((?:wortreader|tests|scripts)/[\w/.]*\w)", text):
        assert (ROOT / name).exists(), name


COMMANDS = re.findall(r"```sh\n(python3 -m venv .*?)\n```", README)


def test_commands_that_install_upgrade_pip_first() -> None:
    assert len(COMMANDS) == 2
    for command in COMMANDS:
        steps = command.split(" && ")
        assert steps[1].endswith("-m pip install --quiet --upgrade pip")
        assert "pip install" in steps[2]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_commands_install_can_be_resolved_from_the_pip_that_python_brings(
    tmp_path: Path, command: str
) -> None:
    steps = [step.split() for step in command.replace(".venv", str(tmp_path / "venv")).replace("'", "").split(" && ")]
    steps[0][0] = sys.executable
    steps[2].append("--dry-run")
    for step in steps[:3]:
        done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
