"""remove, feeds, import and export."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run, run_apart, run_on_terminal
from loopback import Loopback

from wortreader.files import write_whole
from wortreader.model import utc_now
from wortreader.store.library import Library

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Presse"><outline text="Luxembourg">
  <outline type="rss" text="Le Quotidien" xmlUrl="https://quotidien.example/rss" htmlUrl="https://quotidien.example/"/>
</outline></outline>
<outline type="rss" text="The Sample Times" xmlUrl="https://sample.example/feed"/>
</body></opml>"""


def test_feeds_prints_what_there_is_and_how_it_is(run: Run, shelf: Library) -> None:
    feed = shelf.feeds.add("https://sample.example/feed", title="The Sample Times", now=utc_now())
    shelf.feeds.pause([feed.feed_id], True)

    lines = run("feeds").output.splitlines()

    assert lines == ["2\t0\t0\tThe Sample Times\t\tpaused", "1\t3\t3\tLe Quotidien\tPresse/Luxembourg\t"]


def test_feeds_on_a_terminal_stand_in_columns(shelf: Library) -> None:
    ended = run_on_terminal("feeds", environment={"TERM": "xterm", "NO_COLOR": "1"})

    assert ended.output.splitlines() == [
        "ID  UNREAD  ALL  TITLE         FOLDER             STATE",
        " 1       3    3  Le Quotidien  Presse/Luxembourg",
    ]


def test_feeds_as_json_tells_all_that_is_known(run: Run, shelf: Library) -> None:
    (feed,) = run("feeds", "--json").json

    assert feed == {
        "id": 1,
        "url": "https://quotidien.example/rss",
        "title": "Le Quotidien",
        "site_url": "https://quotidien.example/",
        "description": None,
        "language": "fr",
        "format": "rss20",
        "folder": ["Presse", "Luxembourg"],
        "tags": [],
        "unread": 3,
        "total": 3,
        "is_paused": False,
        "is_malformed": False,
        "full_text": "auto",
        "added_at": "2026-11-24T12:00:00Z",
        "refreshed_at": "2026-11-24T12:00:00Z",
        "due_at": "2026-11-24T12:00:00Z",
        "failure": None,
        "failing_since": None,
        "failure_count": 0,
        "waits_until": None,
    }


@pytest.mark.parametrize("name", ["1", "https://quotidien.example/rss", "Le Quotidien", "le quotidien"])
def test_a_feed_is_removed_by_number_address_or_title(run: Run, shelf: Library, name: str) -> None:
    ended = run("remove", "--yes", name)

    assert (ended.code, ended.output) == (0, "Removed “Le Quotidien” and its articles.\n")
    assert run("feeds", "--json").json == []
    assert run("list", "--json").json == []


def test_without_a_terminal_a_feed_is_only_removed_if_that_is_certain(run: Run, shelf: Library) -> None:
    shelf.articles.mark_starred([1, 3], True, at=utc_now())

    ended = run("remove", "1")

    assert (ended.code, ended.output) == (2, "")
    assert ended.complaints == (
        "“Le Quotidien” has 3 articles. 2 of its articles are starred. Nothing was removed; add --yes to confirm.\n"
    )
    assert len(run("feeds", "--json").json) == 1


@pytest.mark.thorough
@pytest.mark.parametrize(("typed", "code", "left"), [("y\n", 0, 0), ("n\n", 1, 1), ("\n", 1, 1), ("", 130, 1)])
def test_on_a_terminal_removing_a_feed_asks_first(run: Run, shelf: Library, typed: str, code: int, left: int) -> None:
    shelf.articles.mark_starred([2], True, at=utc_now())

    ended = run_on_terminal("remove", "Le Quotidien", typed=typed)

    assert ended.code == code
    assert "“Le Quotidien” has 3 articles. 1 of its articles is starred." in ended.output
    assert len(run("feeds", "--json").json) == left


def test_a_part_of_a_title_is_not_enough_to_remove_a_feed(run: Run, shelf: Library) -> None:
    ended = run("remove", "Quoti")

    assert ended.code == 2
    assert "`wortreader remove 1`" in ended.complaints
    assert len(run("feeds", "--json").json) == 1


def test_a_title_that_two_feeds_bear_removes_none_and_names_both(run: Run, shelf: Library) -> None:
    shelf.feeds.add("https://other.example/rss", title="Le Quotidien", now=utc_now())

    ended = run("remove", "Le Quotidien")

    assert (ended.code, ended.output) == (2, "")
    assert "(1)" in ended.complaints
    assert "(2)" in ended.complaints
    assert len(run("feeds", "--json").json) == 2


def test_an_unknown_feed_is_one_sentence(run: Run, shelf: Library) -> None:
    ended = run("remove", "Figaro")

    assert ended.code == 1
    assert ended.complaints == "There is no feed “Figaro” in the library.\n"


def test_import_takes_feeds_with_their_folders_and_asks_nobody(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(OPML)

    ended = run("import", tmp_path / "mine.opml")

    assert ended.code == 0
    assert ended.output.startswith("Added 2 feeds; folders: 1.")
    feeds = run("feeds", "--json").json
    assert {feed["title"]: feed["folder"] for feed in feeds} == {
        "Le Quotidien": ["Presse", "Luxembourg"],
        "The Sample Times": [],
    }


def test_import_leaves_what_is_there_already(run: Run) -> None:
    run("import", "-", stdin=OPML)

    ended = run("import", "-", stdin=OPML)

    assert ended.code == 0
    assert ended.output == "Added 0 feeds.\n2 were in the library already.\n"


def test_import_lets_what_is_there_already_into_the_own_network(run: Run, server: Loopback) -> None:
    listed = OPML.replace("https://sample.example/feed", server.serve("/rss", QUOTIDIEN))
    run("import", "-", stdin=listed)

    ended = run("import", "-", "--allow-private", stdin=listed)

    assert ended.output.endswith("2 of them are allowed on your own network from now on.\n")
    assert run("refresh", "The Sample Times").code == 0


def test_import_says_what_it_read_differently_and_has_not_failed(run: Run) -> None:
    listed = OPML.replace("xmlUrl", "url").replace("The Sample Times", "Times & Co")

    ended = run("import", "-", stdin=listed)
    as_json = run("import", "--json", "-", stdin=listed).json_lines

    assert ended.code == 0
    assert len(ended.complaints.splitlines()) == 3
    assert "Line 5: An “&” or “<” that is not valid XML was read as text." in ended.complaints
    assert [line["event"] for line in as_json] == ["remark"] * 3 + ["done"]
    assert (as_json[-1]["added"], as_json[-1]["known"]) == (0, 2)


def test_import_says_which_lines_it_could_not_take(run: Run) -> None:
    ended = run("import", "-", stdin=OPML.replace("https://sample.example/feed", "exec:rm -rf /"))

    assert ended.code == 1
    assert ended.output.startswith("Added 1 feed; folders: 1.")
    assert "exec:" in ended.complaints


@pytest.mark.parametrize("data", ["", "dear diary", "\x00\x01", "<html></html>"])
def test_a_broken_subscription_list_is_one_sentence_and_adds_nothing(run: Run, data: str) -> None:
    ended = run("import", "-", stdin=data)

    assert (ended.code, ended.output) == (1, "")
    assert len(ended.complaints.splitlines()) == 1
    assert run("feeds", "--json").json == []


def test_a_file_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    ended = run("import", tmp_path / "none.opml")

    assert ended.code == 1
    assert ended.complaints == f"{tmp_path / 'none.opml'}: No such file or directory.\n"


def test_fault_109_of_a_list_without_end_no_more_is_read_than_is_allowed(run: Run) -> None:
    ended = run("import", "/dev/zero")

    assert ended.code == 1
    assert "16 MB" in ended.complaints


def test_only_allow_private_lets_imported_feeds_into_ones_own_network(run: Run, server: Loopback) -> None:
    listed = OPML.replace("https://sample.example/feed", server.serve("/rss", QUOTIDIEN))
    run("import", "-", "--allow-private", stdin=listed)

    assert run("refresh", "The Sample Times").code == 0
    assert server.count("/rss") == 1

    run("remove", "--yes", "The Sample Times")
    run("import", "-", stdin=listed)
    assert run("refresh", "The Sample Times").code == 1
    assert server.count("/rss") == 1


def test_what_is_exported_can_be_imported_into_another_library(run: Run, shelf: Library, tmp_path: Path) -> None:
    exported = tmp_path / "out.opml"

    ended = run("export", exported)
    run("--library", tmp_path / "other.db", "import", exported)

    assert (ended.code, ended.output) == (0, f"Wrote 1 feed to {exported}; folders: 2.\n")
    (feed,) = run("--library", tmp_path / "other.db", "feeds", "--json").json
    assert (feed["url"], feed["folder"]) == ("https://quotidien.example/rss", ["Presse", "Luxembourg"])


def test_export_writes_to_standard_output_and_says_what_is_lost(run: Run, shelf: Library) -> None:
    shelf.feeds.allow_private([1])

    ended = run("export")

    assert ended.output.startswith("<?xml")
    assert "--allow-private" in ended.complaints
    assert "marks" in ended.complaints


def test_an_export_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.opml"
    target.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left") as raised:
        write_whole(target, b"new")

    assert raised.value.filename == str(target)

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_export_into_a_folder_that_is_not_there_names_the_file_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    ended = run("export", tmp_path / "none" / "out.opml")

    assert ended.code == 1
    assert ended.complaints == f"{tmp_path / 'none' / 'out.opml'}: No such file or directory.\n"


def test_an_export_can_be_described_as_json(run: Run, shelf: Library, tmp_path: Path) -> None:
    shelf.feeds.allow_private([1])

    remark, done = run("export", "--json", tmp_path / "out.opml").json_lines

    assert "--allow-private" in remark["sentence"]
    assert done == {"event": "done", "path": str(tmp_path / "out.opml"), "feeds": 1, "folders": 2}
    assert run("export", "--json").code == 2


def test_the_home_directory_can_be_named(
    run: Run, shelf: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert run("export", "~/out.opml").code == 0
    assert run("import", "~/out.opml").output.endswith("1 was in the library already.\n")


def test_an_export_can_go_to_a_device(shelf: Library) -> None:
    ended = run_apart("export", "/dev/stdout")

    assert ended.code == 0
    assert ended.output.startswith("<?xml")


def test_an_export_follows_a_link_and_keeps_the_permissions_of_the_file(tmp_path: Path) -> None:
    target, link = tmp_path / "real.opml", tmp_path / "link.opml"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)

    write_whole(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.opml", "real.opml"]
