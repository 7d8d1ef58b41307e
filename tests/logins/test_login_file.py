"""The file of logins: what it may have in it, who may read it, and what an error says."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.errors import ConfigError, LoginNotKept
from wortreader.logins import file as login_file
from wortreader.logins.file import LoginFile
from wortreader.logins.login import Login, LoginEntry, LoginSource
from wortreader.text import safe_line

FEED = "https://paper.example/feed"


@pytest.fixture
def file(tmp_path: Path) -> LoginFile:
    return LoginFile(tmp_path / "config" / "credentials.toml")


def _write(file: LoginFile, text: str, mode: int = 0o600) -> None:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_text(text, encoding="utf-8")
    file.path.chmod(mode)


def _put(file: LoginFile, *entries: LoginEntry) -> None:
    file.change(lambda known: known.update({entry.address: entry for entry in entries}))


def test_what_is_written_is_read_again_by_its_owner_alone(file: LoginFile) -> None:
    entries = (
        LoginEntry(FEED, LoginSource.FILE, Login("ann", 'a"b\\c é#', {"X-Key": "k", "X.Y": "z"})),
        LoginEntry("https://b.example/", LoginSource.COMMAND, Login("ben"), ("pass", "show", 'b "x"')),
        LoginEntry("https://c.example/", LoginSource.COMMAND, Login(), ("print-key",), "X-Key"),
        LoginEntry("https://d.example/", LoginSource.KEYRING),
        LoginEntry("https://e.example/", LoginSource.NETRC),
    )

    _put(file, *entries)

    assert tuple(file.entries().values()) == tuple(sorted(entries, key=lambda entry: entry.address))
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.path.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.path.parent.iterdir()] == ["credentials.toml"]


@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=40))
def test_every_password_that_can_be_sent_is_read_as_it_was_written(password: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = LoginFile(Path(folder) / "credentials.toml")
        entry = LoginEntry(FEED, LoginSource.FILE, Login("ann", password))

        _put(file, entry)

        assert file.entries() == {FEED: entry}


def test_two_processes_lose_no_login_of_each_other(file: LoginFile) -> None:
    def put(number: int) -> None:
        _put(LoginFile(file.path), LoginEntry(f"https://{number}.example/", LoginSource.NETRC))

    threads = [threading.Thread(target=put, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(file.entries()) == 12


def test_without_a_file_there_are_no_logins(file: LoginFile) -> None:
    assert file.entries() == {}


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_fault_132_a_file_that_others_can_read_is_refused(file: LoginFile, mode: int) -> None:
    _write(file, "", mode)

    with pytest.raises(ConfigError, match="chmod 600"):
        file.entries()


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ('["https://a.example/"]\npassword = secret', 2, "not valid TOML"),
        ('x = "secret"', 1, "a login is a table"),
        ('\n["https://a.example/"]\npasword = "secret"', 2, "unknown key “pasword”"),
        ('["https://a.example/"]\nuser = "ann"\npassword = 5', 1, "in quotes"),
        ('["https://a.example/"]\nheaders = { X = 5 }', 1, "in quotes"),
        ('["https://a.example/"]\npassword = "secret"', 1, "neither a user nor headers"),
        ('["https://a.example/"]\nuser = "ann"\npassword = "secret"\nnetrc = true', 1, "from one place"),
        ('["https://a.example/"]\nkeyring = true\nnetrc = true', 1, "from one place"),
        ('["https://a.example/"]\ncommand = []', 1, "neither a user"),
        ('["https://a.example/"]\ncommand = "pass \'show"', 1, "a list of words"),
        ('["https://a.example/"]\nuser = "a:b"', 1, "colon"),
        ('["https://a.example/"]\nuser = "ann"\npassword = "sec\\nret"', 1, "line breaks"),
        ('["https://a.example/"]\nheaders = { Host = "secret" }', 1, "not part of a login"),
        ('["https://a.example/"]\nheaders = { "a b" = "secret" }', 1, "not the name of a header"),
        ('\n["a.example"]\nuser = "ann"\npassword = "secret"', 2, "begins with https"),
        ('["ftp://a.example/"]\nuser = "ann"\npassword = "secret"', 1, "begins with https"),
    ],
)
def test_fault_132_what_is_wrong_is_said_with_its_line_and_without_the_secret(
    file: LoginFile, text: str, line: int, sentence: str
) -> None:
    _write(file, text)

    with pytest.raises(ConfigError, match=sentence) as caught:
        file.entries()

    assert caught.value.line == line
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        '["https://a.example/\\u001b]0;x"]\n',
        '["https://a.example/"]\n"\\u202e" = 1\n',
        '["https://a.example/"]\nheaders = { "\\u009b" = "x" }\n',
        f'["https://{"a" * 5000}.example/"]\n',
    ],
)
def test_fault_132_what_is_wrong_is_safe_to_draw(file: LoginFile, text: str) -> None:
    _write(file, text)

    with pytest.raises(ConfigError) as caught:
        file.entries()

    assert caught.value.reason == safe_line(caught.value.reason)
    assert len(caught.value.reason) < 400


def test_fault_132_a_file_that_is_not_text_or_too_long_is_refused(file: LoginFile) -> None:
    _write(file, "#" * (1024 * 1024 + 1))
    with pytest.raises(ConfigError, match="too long"):
        file.entries()
    file.path.write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not valid TOML"):
        file.entries()


def test_fault_132_a_pipe_is_not_waited_for(file: LoginFile) -> None:
    file.path.parent.mkdir()
    os.mkfifo(file.path, 0o600)

    with pytest.raises(ConfigError, match="not a file"):
        file.entries()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    file = LoginFile(tmp_path / "config" / "credentials.toml")

    with pytest.raises(LoginNotKept, match="could not be written"):
        _put(file, LoginEntry(FEED, LoginSource.NETRC))


def test_fault_132_no_login_is_shown_in_a_traceback() -> None:
    login = Login("ann", "secret", {"X-Key": "secret"})

    assert "secret" not in repr(login) + repr(LoginEntry(FEED, LoginSource.FILE, login))


def test_a_folder_that_another_program_locks_is_not_waited_for_without_end(
    file: LoginFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_file, "LOCK_SECONDS", 0.0)
    _put(file, LoginEntry("https://a.example/", LoginSource.FILE, Login("a", "b")))
    folder = os.open(file.path.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_SH)

    with pytest.raises(LoginNotKept, match="Another program is using"):
        _put(file, LoginEntry("https://b.example/", LoginSource.FILE, Login("a", "b")))

    os.close(folder)
    _put(file, LoginEntry("https://b.example/", LoginSource.FILE, Login("a", "b")))
    assert sorted(file.entries()) == ["https://a.example/", "https://b.example/"]
