"""Configuration of all tests."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator

import catalogues
import pytest
from hypothesis import HealthCheck, settings
from inline_workers import InlineWorker
from loopback import Loopback

from wortreader import i18n
from wortreader.sync.workers import pool

# How long examples take depends on the machine and what else it is doing, and must not make a test fail.
settings.register_profile("wortreader", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wortreader")

LONGEST_NAME = 100
"""Characters of a parameter that name its test."""

# A shell that starts the tests in the background ignores SIGINT, which the commands that they start would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Containers often forbid byte code to be written. Each of the hundreds of processes that tests start would then compile
# the package anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Tests read English. A test of another language says so itself.
for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", i18n.VARIABLE):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"


def pytest_configure(config: pytest.Config) -> None:
    """Compiles the catalogues if they have changed since the installation, and refuses what Python 3.14 will not do."""
    if sys.version_info >= (3, 12, 4):  # the first of 3.12 warn of `?1` in sequences as well, by mistake (gh-117995)
        config.addinivalue_line("filterwarnings", "error:Binding:DeprecationWarning")
    for source in catalogues.LOCALES.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            catalogues.compile_all()
            break


def pytest_sessionfinish() -> None:
    """Saves what coverage.py has measured so far, if it measures.

    It saves as the process exits, and pytest-xdist kills a worker that takes longer than ten seconds for that: on a
    busy machine, a quarter of all that was measured could be lost.
    """
    coverage = sys.modules.get("coverage")
    measurement = coverage.Coverage.current() if coverage else None
    if measurement is not None:
        measurement.save()


def pytest_collection() -> None:
    """Lets the garbage collector rest while thousands of tests are made, none of which is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Spares the garbage collector these tests, which live until the end."""
    gc.enable()
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Names a test after the beginning of a long parameter.

    Each worker keeps the names of all tests and sends them to the first process, and the environment has the name of
    the test that runs: one parameter of 100 MB took gigabytes.
    """
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_NAME:
        return None
    beginning = ascii(val[:LONGEST_NAME]).strip("b'\"")
    return f"{beginning[:LONGEST_NAME]}... of {len(val)}"


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Has this process speak the language of an environment, or one that the configuration would name."""

    def speak(configured: str = "", **environment: str) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        i18n.choose_language(configured)

    yield speak
    monkeypatch.undo()
    i18n.choose_language()


@pytest.fixture
def inline_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker pools of this process answer in threads."""
    monkeypatch.setattr(pool, "_Worker", InlineWorker)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server on loopback, without any page."""
    with Loopback() as running:
        yield running
