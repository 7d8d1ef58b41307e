"""What is built of the sources: wheels, source distributions and editable installs have the catalogues of messages."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
CATALOGUE = "wortreader/locale/fr/LC_MESSAGES/wortreader"
BUILDING = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the project with one French message, and nothing compiled."""
    copy = tmp_path / "project"
    left_out = (".*", "*.mo", "__pycache__", "*.egg-info", "build", "dist", "tests", "screenshots")
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(*left_out))
    shutil.rmtree(copy / "wortreader" / "locale", ignore_errors=True)
    file = copy / f"{CATALOGUE}.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: fr\\n"\n\n'
                    'msgid "Print the version."\nmsgstr "Afficher la version."\n')  # fmt: skip
    return copy


def run(*words: object, **options: str) -> str:
    """Runs a program and returns what it prints; fails with what it complains about."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "fr_FR.UTF-8", **options}
    command = list(map(str, words))
    ended = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def pip(*words: object, python: object = sys.executable) -> None:
    """Runs pip, with the configuration of the machine."""
    subprocess.run([str(python), "-m", "pip", "--quiet", *map(str, words)], check=True)


def test_a_wheel_speaks_french_and_has_no_sources_of_it(sources: Path, tmp_path: Path) -> None:
    pip("wheel", "--no-deps", "--wheel-dir", tmp_path, sources)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")

    said = run(sys.executable, "-m", "wortreader", "--help", PYTHONPATH=str(tmp_path / "installed"))

    assert f"{CATALOGUE}.mo" in names
    assert not [name for name in names if name.endswith((".po", ".pot"))]
    assert {"wortreader/app/wortreader.tcss", "wortreader/sync/starters.toml"} <= {*names}
    assert any(name.endswith(".data/data/share/man/man1/wortreader.1") for name in names)
    assert "Afficher la version." in said


def test_an_editable_install_speaks_french(sources: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"

    pip("install", "--no-deps", "--editable", sources, python=python)

    assert (sources / f"{CATALOGUE}.mo").exists()
    found = run(python, "-c", "from wortreader.i18n import _; print(_('Print the version.'))")
    assert found == "Afficher la version.\n"


def test_a_source_distribution_has_all_that_a_wheel_is_built_of(sources: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip("install", "setuptools>=77", "babel>=2.16", python=python)

    subprocess.run([python, "-c", BUILDING, tmp_path], cwd=sources, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}

    assert {f"{CATALOGUE}.po", "setup.py", "scripts/catalogues.py", "man/wortreader.1", "pyproject.toml"} <= names
    assert f"{CATALOGUE}.mo" not in names
