from __future__ import annotations

import getpass
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run
from memory_keyring import Memory, memory_keyring

from wortreader import crash_log
from wortreader.store import encryption
from wortreader.store.library import Library
from wortreader.store.maintenance import converting
from wortreader.store.maintenance.marks_copy import copy_paths

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys that take no time, and what a process holds until it ends is as it was."""
    monkeypatch.setattr(encryption, "ITERATIONS", 10)
    monkeypatch.setattr(crash_log, "_omits_messages", False)
    yield
    encryption.forget_keys()


@pytest.fixture
def settings() -> Path:
    """The configuration file of the test."""
    return Path(os.environ["XDG_CONFIG_HOME"]) / "wortreader" / "config.toml"


@pytest.fixture
def memory() -> Iterator[Memory]:
    """The keyring of the test."""
    with memory_keyring() as memory:
        yield memory


def use_command(settings: Path, passphrase: str) -> None:
    """Has a command print the passphrase, in a process that holds no key yet."""
    encryption.forget_keys()
    settings.write_text(f"key_command = \"printf '%s\\\\n' '{passphrase}'\"\n")


def test_a_library_is_encrypted_used_and_decrypted_with_a_command_for_its_passphrase(
    shelf: Library, run: Run, settings: Path
) -> None:
    shelf.close()
    path = shelf.path
    use_command(settings, PASSPHRASE)

    encrypted = run("encrypt")
    encryption.forget_keys()
    listed, checked = run("list"), run("doctor")
    encryption.forget_keys()
    decrypted = run("decrypt", "--yes")

    assert (encrypted.code, encrypted.complaints) == (0, "")
    assert f"{path} is encrypted." in encrypted.output
    assert len(listed.output.splitlines()) == 3
    assert "The library is encrypted." in checked.output
    assert decrypted.code == 0
    assert not encryption.is_encrypted(path)
    assert PASSPHRASE not in encrypted.output + listed.output + checked.output + decrypted.output


def test_fault_134_what_is_wrong_with_the_passphrase_is_a_sentence(shelf: Library, run: Run, settings: Path) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")

    use_command(settings, "another")
    wrong, checked = run("list"), run("doctor")
    encryption.forget_keys()
    settings.write_text('key_command = "false"\n')
    failed = run("list")
    settings.write_text("")
    unasked = run("list")
    settings.write_text('key_command = "\'unclosed"\n')
    unreadable = run("list")

    assert wrong.code == failed.code == unasked.code == unreadable.code == 1
    assert wrong.complaints.startswith("This is not the passphrase of ")
    assert "This is not the passphrase of" in checked.output
    assert checked.code == 1
    assert "`false` failed with exit status 1" in failed.complaints
    assert "There is no terminal to ask for the passphrase of " in unasked.complaints
    assert "key_command cannot be read" in unreadable.complaints


def test_a_short_passphrase_is_refused(shelf: Library, run: Run, settings: Path) -> None:
    shelf.close()
    use_command(settings, "short")

    ended = run("encrypt")

    assert (ended.code, ended.complaints) == (2, "A passphrase has at least 8 characters.\n")
    assert not encryption.is_encrypted(shelf.path)


def test_a_library_that_is_to_be_encrypted_without_a_terminal_is_not_called_encrypted(shelf: Library, run: Run) -> None:
    shelf.close()

    ended = run("encrypt")

    assert ended.code == 1
    assert ended.complaints.startswith("There is no terminal to ask for the passphrase of ")
    assert not encryption.is_encrypted(shelf.path)


def test_a_library_is_not_decrypted_without_being_asked_for(run: Run, settings: Path, library_path: Path) -> None:
    use_command(settings, PASSPHRASE)
    assert run("decrypt").complaints == f"{library_path} is not encrypted.\n"
    run("encrypt")

    ended = run("decrypt")

    assert ended.code == 2
    assert encryption.is_encrypted(library_path)


def test_the_passphrase_changes(shelf: Library, run: Run, settings: Path) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    before = encryption.key_of(shelf.path)
    settings.write_text("key_command = \"echo 'battery staple horse'\"\n")  # its key is still held

    ended = run("encrypt")

    assert "has a new passphrase" in ended.output
    assert before is not None
    encryption.forget_keys()
    assert len(run("list").output.splitlines()) == 3


def test_the_keyring_has_the_new_passphrase_and_keeps_the_old_one_if_it_cannot_be_changed(
    shelf: Library, run: Run, settings: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.close()
    settings.write_text('key_store = "keyring"\n')
    typed = [PASSPHRASE] * 2 + ["battery staple horse"] * 4
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed.pop(0))
    monkeypatch.setattr(converting, "_BUSY_SECONDS", 0.01)
    assert run("encrypt").code == 0
    (kept,) = memory.secrets

    reader = Library.open(shelf.path)
    refused = run("encrypt")
    reader.close()

    assert "is open in another wortreader. End it first. Nothing was changed." in refused.complaints
    assert memory.secrets == {kept: PASSPHRASE}
    encryption.forget_keys()
    assert len(run("list").output.splitlines()) == 3
    assert "has a new passphrase" in run("encrypt").output
    assert memory.secrets == {kept: "battery staple horse"}
    encryption.forget_keys()
    assert len(run("list").output.splitlines()) == 3


def test_fault_135_a_new_library_gets_its_marks_from_the_encrypted_copy_of_one_that_is_lost(
    shelf: Library, run: Run, settings: Path
) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    encryption.forget_keys()
    copy = copy_paths(shelf.path)[0]
    shelf.path.unlink()

    ended = run("restore", "--marks", "--yes")

    assert encryption.is_encrypted(copy)
    assert (ended.code, ended.complaints) == (0, "")
    assert "1 feed" in ended.output


def test_fault_135_a_damaged_encrypted_library_is_not_repaired(shelf: Library, run: Run, settings: Path) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    with shelf.path.open("r+b") as file:
        file.seek(8192 * 3 + 100)
        file.write(b"damage" * 100)

    ended = run("doctor", "--repair")

    assert ended.code == 1
    assert "restore --marks" in ended.complaints


def test_fault_135_an_encrypted_library_that_is_cut_off_is_examined_and_what_can_be_done_is_said(
    shelf: Library, run: Run, settings: Path
) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    os.truncate(shelf.path, shelf.path.stat().st_size // 2)

    examined, repaired = run("doctor"), run("doctor", "--repair")

    assert (examined.code, repaired.code) == (1, 1)
    assert "problem" in examined.output.splitlines()[-1]
    assert "doctor --repair" in examined.output
    assert "restore --marks" in repaired.complaints


def test_fault_135_an_encrypted_library_whose_beginning_is_overwritten_is_told_from_other_files(
    shelf: Library, run: Run, settings: Path
) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    with shelf.path.open("r+b") as file:
        file.write(b"\xff" * 16)

    listed, examined, repaired = run("list"), run("doctor"), run("doctor", "--repair")

    assert (listed.code, examined.code, repaired.code) == (1, 1, 1)
    assert "its beginning may be damaged" in listed.complaints
    assert "doctor --repair" in examined.output
    assert "is encrypted" in repaired.complaints
    assert "restore --marks" in repaired.complaints


def test_messages_of_exceptions_are_not_reported_while_a_library_is_encrypted(
    shelf: Library, run: Run, settings: Path, tmp_path: Path
) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    report = (
        'Traceback (most recent call last):\n  File "/usr/lib/wortreader/a.py", line 3, in work\n    work(text)\n'
        "ValueError: Die Krankenakte\nder\nStadt\n"
    )

    log = crash_log.add_report(tmp_path / "log", report)

    assert log is not None
    assert log.read_text().splitlines()[1:] == ['  File "/usr/lib/wortreader/a.py", line 3, in work', "ValueError"]


@pytest.mark.thorough
def test_a_passphrase_is_typed_twice_and_not_shown(library_path: Path) -> None:
    child, terminal = pty.fork()
    if not child:
        os.execv(sys.executable, [sys.executable, "-m", "wortreader", "encrypt"])
    shown = b""
    answers = iter([b"New passphrase", b"The same again", b""])
    waited = next(answers)
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
            if waited and waited in shown and shown.endswith(b": "):
                os.write(terminal, PASSPHRASE.encode() + b"\n")
                waited = next(answers)
    except OSError:  # Linux reports the end of a terminal as an error
        pass
    os.close(terminal)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert encryption.is_encrypted(library_path)
    assert PASSPHRASE.encode() not in shown
    assert b"is encrypted." in shown


def test_fault_134_a_process_in_the_background_does_not_ask(shelf: Library, run: Run, settings: Path) -> None:
    shelf.close()
    use_command(settings, PASSPHRASE)
    run("encrypt")
    settings.write_text("")

    ended = subprocess.run(
        [sys.executable, "-m", "wortreader", "list"],
        stdin=subprocess.DEVNULL, capture_output=True, process_group=0, check=False, text=True,
    )  # fmt: skip

    assert ended.returncode == 1
    assert "There is no terminal to ask" in ended.stderr
