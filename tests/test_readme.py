"""README, CONTRIBUTING and the program agree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import documents
import pytest
from click import Context

from wortreader.cli.main import wortreader
from wortreader.store.search.query import parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", documents.PARTS)
def test_what_documents_say_of_keys_commands_queries_and_settings_is_what_the_program_does(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == documents.updated(name), "run scripts/documents"


def test_every_query_of_the_readme_is_understood() -> None:
    section = README.split("## Searching", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`.*`) \|", section, re.MULTILINE)
    queries = [query for row in rows for query in re.findall("`([^`]*)`", row)]

    assert len(queries) > 10
    for query in queries:
        assert parse(query).notes == ()


def test_every_command_and_picture_that_is_named_is_there() -> None:
    blocks = "\n".join(re.findall(r"^```sh$(.*?)^```$", README, re.MULTILINE | re.DOTALL))
    commands = re.findall(r"^wortreader (\w+)", blocks, re.MULTILINE)
    assert len(commands) > 10
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
