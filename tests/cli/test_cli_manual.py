"""The manual page."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from wortreader.cli.main import wortreader
from wortreader.cli.manual import man_page

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "man" / "wortreader.1"


def test_the_page_is_what_the_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == man_page(), "run scripts/documents"


def test_every_command_is_in_the_page() -> None:
    page = man_page().replace("\\-", "-")

    for name in wortreader.list_commands(click.Context(wortreader)):
        assert f"\n.SS wortreader {name}" in page


def test_the_page_is_in_the_wheel() -> None:
    files = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["data-files"]

    assert files == {"share/man/man1": ["man/wortreader.1"]}


@pytest.mark.skipif(shutil.which("man") is None or shutil.which("groff") is None, reason="man is not installed")
def test_the_page_is_read_without_a_warning() -> None:
    ended = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(PAGE)], capture_output=True, check=False
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
