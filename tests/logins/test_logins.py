"""Which login is for an address, and where it comes from."""

from __future__ import annotations

import asyncio
import base64
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.errors
import pytest
from memory_keyring import Memory, memory_keyring
from processor_time import bounded

from wortreader.errors import LoginInvalid, LoginNotKept, LoginUnavailable
from wortreader.logins import sources
from wortreader.logins.book import Logins
from wortreader.logins.login import Login, LoginEntry, LoginSource
from wortreader.logins.sources import login_of

FEED = "https://paper.example/members/feed"


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "credentials.toml"


@pytest.fixture
def logins(path: Path) -> Logins:
    return Logins.open(path, LoginSource.FILE)


@pytest.fixture
def memory() -> Iterator[Memory]:
    """The keyring of the test."""
    with memory_keyring() as memory:
        yield memory


# --- which login ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "asked", "is_meant"),
    [
        (FEED, FEED, True),
        (FEED, FEED + "?page=2", True),
        (FEED, FEED + "s", False),
        (FEED, "https://paper.example/", False),
        (FEED + "?token=1", FEED + "?token=1", True),
        (FEED + "?token=1", FEED + "?token=1&x", False),
        ("https://paper.example/members", FEED, True),
        ("https://paper.example/members/", FEED, True),
        ("https://paper.example", FEED, True),
        ("HTTPS://Paper.Example:443/", FEED, True),
        ("http://paper.example/", FEED, True),
        ("https://paper.example/", "http://paper.example/members/feed", False),
        ("https://paper.example:8443/", FEED, False),
        ("https://example/", FEED, False),
        ("https://www.paper.example/", FEED, False),
        (FEED, "wortreader:saved/x", False),
    ],
)
async def test_a_login_is_for_its_address_and_those_below_it(
    logins: Logins, kept: str, asked: str, is_meant: bool
) -> None:
    logins.keep({kept: Login("ann", "secret")})

    assert await logins.headers_for(asked) == (basic("ann", "secret") if is_meant else {})


async def test_of_several_logins_the_closest_is_taken(logins: Logins) -> None:
    logins.keep(
        {"https://paper.example/": Login("all"), FEED: Login("feed"), "https://paper.example/members": Login("m")}
    )

    assert await logins.headers_for(FEED) == basic("feed", "")
    assert await logins.headers_for("https://paper.example/members/x") == basic("m", "")
    assert await logins.headers_for("https://paper.example/x") == basic("all", "")


async def test_a_login_that_is_typed_is_used_in_this_run_and_kept_when_that_is_asked_for(
    logins: Logins, path: Path
) -> None:
    logins.use("https://paper.example/", Login("ann", "secret"))

    assert await logins.headers_for(FEED) == basic("ann", "secret")
    assert Logins.open(path, LoginSource.FILE).entries() == []
    logins.keep_used([FEED, "https://other.example/"])
    assert [entry.address for entry in Logins.open(path, LoginSource.FILE).entries()] == [FEED]


async def test_a_feed_that_moves_takes_its_login_with_it_on_its_server_only(logins: Logins) -> None:
    new = "https://paper.example/new"
    logins.keep({FEED: Login("ann")})

    logins.move(FEED, "https://other.example/feed")
    assert await logins.headers_for("https://other.example/feed") == {}
    logins.move(FEED, new)

    assert [entry.address for entry in logins.entries()] == [new]


async def test_a_login_is_replaced_and_removed_by_any_spelling_of_its_address(logins: Logins) -> None:
    logins.keep({FEED: Login("ann")})
    logins.keep({"HTTPS://paper.example:443/members/feed": Login("ben")})

    assert await logins.headers_for(FEED) == basic("ben", "")
    assert logins.remove(FEED)
    assert not logins.remove(FEED)
    assert logins.entries() == []


def test_a_login_that_cannot_be_sent_is_not_kept(logins: Logins) -> None:
    for login in (Login("a:b"), Login("ann", "a\nb"), Login(headers={"X": "a\r\nHost: b"}), Login("a" * 9000)):
        with pytest.raises(LoginInvalid):
            logins.keep({FEED: login})

    assert logins.entries() == []


def test_what_is_no_web_address_gets_no_login(logins: Logins) -> None:
    for address in ("paper.example", "wortreader:saved/x", "ftp://paper.example/", ""):
        with pytest.raises(LoginInvalid):
            logins.keep({address: Login("ann")})
        with pytest.raises(LoginInvalid):
            logins.keep_entries([LoginEntry(address, LoginSource.NETRC)])

    assert logins.entries() == []


async def test_without_a_file_nothing_is_kept(path: Path) -> None:
    logins = Logins()

    assert await logins.headers_for(FEED) == {}
    with pytest.raises(LoginNotKept):
        logins.keep({FEED: Login("ann")})


# --- where it comes from ----------------------------------------------------------------------------------------------


async def test_the_keyring_has_the_secret_and_the_file_only_the_address(path: Path, memory: Memory) -> None:
    logins = Logins.open(path, LoginSource.KEYRING)
    logins.keep({FEED: Login("ann", "secret", {"X-Key": "k"})})

    (entry,) = logins.entries()
    assert (entry.source, entry.login) == (LoginSource.KEYRING, Login())
    assert await Logins.open(path, LoginSource.FILE).headers_for(FEED) == {**basic("ann", "secret"), "X-Key": "k"}
    logins.move(FEED, "https://paper.example/new")
    assert list(memory.secrets) == [("wortreader", "https://paper.example/new")]
    logins.remove("https://paper.example/new")
    assert memory.secrets == {}


async def test_fault_133_a_login_that_is_not_in_the_keyring_any_more_is_named(path: Path, memory: Memory) -> None:
    logins = Logins.open(path, LoginSource.KEYRING)
    logins.keep({FEED: Login("ann", "secret")})
    memory.secrets.clear()

    with pytest.raises(LoginUnavailable, match="has no login for https"):
        await logins.headers_for(FEED)
    memory.secrets["wortreader", FEED] = "[]"
    with pytest.raises(LoginUnavailable, match="damaged"):
        await Logins.open(path, LoginSource.KEYRING).headers_for(FEED)


def test_fault_133_a_keyring_that_is_locked_or_not_installed_keeps_nothing(
    path: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: str) -> None:
        raise keyring.errors.KeyringLocked("locked")

    logins = Logins.open(path, LoginSource.KEYRING)
    monkeypatch.setattr(memory, "set_password", fail)
    with pytest.raises(LoginNotKept, match="The keyring cannot be used: locked"):
        logins.keep({FEED: Login("ann", "secret")})
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(LoginNotKept, match=r"pip install 'wortreader\[keyring\]'"):
        logins.keep({FEED: Login("ann", "secret")})

    assert not path.exists()


@pytest.mark.thorough
async def test_fault_133_thousands_of_logins_of_a_list_are_kept_and_found_soon(path: Path) -> None:
    logins = Logins.open(path, LoginSource.FILE)
    addresses = [f"https://{number}.example/feed" for number in range(2000)]

    with bounded(10):
        logins.keep({address: Login("ann", "secret") for address in addresses})
        logins.keep({address.upper().replace("FEED", "feed"): Login("bob", "secret") for address in addresses})
        found = [await logins.headers_for(address) for address in addresses]

    assert len(logins.entries()) == len(addresses)
    assert found == [basic("bob", "secret")] * len(addresses)


def test_fault_133_more_logins_than_are_read_are_not_written(path: Path) -> None:
    logins = Logins.open(path, LoginSource.FILE)
    logins.keep({FEED: Login("ann", "secret")})

    with pytest.raises(LoginNotKept, match="File too large"):
        logins.keep({f"https://{number}.example/": Login("ann", "s" * 8000) for number in range(150)})

    assert [entry.address for entry in Logins.open(path, LoginSource.FILE).entries()] == [FEED]


def _command(logins: Logins, *words: str, user: str | None = None, header: str = "") -> None:
    logins.keep_entries([LoginEntry(FEED, LoginSource.COMMAND, Login(user), words, header)])


async def test_a_command_prints_a_password_and_perhaps_the_user(logins: Logins) -> None:
    _command(logins, "printf", "%s\n", "secret", "url: x", "user: ann")
    assert await logins.headers_for(FEED) == basic("ann", "secret")

    _command(logins, "printf", "secret\nuser: ann\n", user="ben")
    assert await logins.headers_for(FEED) == basic("ben", "secret")

    _command(logins, "echo", "Bearer secret", header="Authorization")
    assert await logins.headers_for(FEED) == {"Authorization": "Bearer secret"}


async def test_a_command_is_called_once_for_all_that_need_it(logins: Logins, tmp_path: Path) -> None:
    called = tmp_path / "called"
    _command(logins, "sh", "-c", f"test ! -e {called} && touch {called} && echo secret", user="ann")

    headers = await asyncio.gather(*(logins.headers_for(FEED) for _ in range(5)))

    assert [*headers, await logins.headers_for(FEED)] == [basic("ann", "secret")] * 6


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("sh", "-c", "echo Not there. >&2; exit 3"), "failed with exit status 3: Not there"),
        (("false",), "exit status 1: it gave no reason"),
        (("true",), "printed nothing"),
        (("echo", "secret"), "no line “user: NAME”"),
        (("no-such-command-anywhere",), "could not be started: No such file"),
        (("printf", "a\tb\nuser: ann"), "control characters"),
        (("yes", "secret"), "prints more than 64 kB"),
        (("sh", "-c", "yes secret & wait"), "prints more than 64 kB"),
        (("sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x >&2; echo; echo Not there >&2; exit 3"), "Not there"),
    ],
)
async def test_fault_133_a_command_that_has_no_login_says_why(
    logins: Logins, words: tuple[str, ...], sentence: str
) -> None:
    _command(logins, *words)

    with pytest.raises(LoginUnavailable, match=sentence):
        await logins.headers_for(FEED)


async def test_fault_133_a_command_that_does_not_end_is_ended_with_all_that_it_started(
    logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "COMMAND_SECONDS", 0.05)
    _command(logins, "sh", "-c", "sleep 100; echo x")

    with pytest.raises(LoginUnavailable, match="has not ended"):
        await logins.headers_for(FEED)


async def test_netrc_has_the_login_of_a_host(logins: Logins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine paper.example login ann password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    logins.keep_entries([LoginEntry(FEED, LoginSource.NETRC), LoginEntry("https://other.example/", LoginSource.NETRC)])

    assert await logins.headers_for(FEED) == basic("ann", "secret")
    with pytest.raises(LoginUnavailable, match="has no login for other"):
        await logins.headers_for("https://other.example/")
    assert await logins.headers_for("https://third.example/") == {}


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"machine", "line 1"), (b"\xff", "not text"), (None, "No such file")]
)
async def test_fault_133_a_netrc_that_cannot_be_read_is_named(
    logins: Logins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, sentence: str
) -> None:
    netrc = tmp_path / "netrc"
    if content is not None:
        netrc.write_bytes(content)
    monkeypatch.setenv("NETRC", str(netrc))
    logins.keep_entries([LoginEntry(FEED, LoginSource.NETRC)])

    with pytest.raises(LoginUnavailable, match=sentence):
        await logins.headers_for(FEED)


@pytest.mark.parametrize("address", ["http://[", "http://\u2100.example/"])
def test_netrc_is_not_asked_for_the_host_of_what_is_no_address(address: str) -> None:
    with pytest.raises(LoginInvalid, match="is not a web address"):
        login_of(LoginEntry(address, LoginSource.NETRC))
