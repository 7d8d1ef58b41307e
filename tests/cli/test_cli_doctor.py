"""doctor: what it looks at, and what it says of what is wrong."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from command_line import Run
from library_factory import NOW, article, shelve

from wortreader.cli import checks
from wortreader.cli.checks import Level
from wortreader.model import ScaledPicture
from wortreader.store.library import Library
from wortreader.store.library_file import file_system
from wortreader.store.maintenance.health import examine
from wortreader.store.maintenance.marks_copy import make_copy

MOUNTS = "\n".join(
    [
        "/dev/sda1 / ext4 rw 0 0",
        "server:/home /home nfs4 rw 0 0",
        "/dev/sdb1 /home/anna/My\\040Disk ext4 rw 0 0",
        "broken",
    ]
)


def test_doctor_finds_nothing_wrong_with_a_sound_library(run: Run, shelf: Library) -> None:
    ended = run("doctor")

    assert (ended.code, ended.complaints) == (0, "")
    assert ended.output.endswith("No problems found.\n")
    for word in ("Python", "SQLite", "expat", "textual", "feedparser", "lxml", str(shelf.path), "config.toml"):
        assert word in ended.output


def test_doctor_says_where_the_app_remembers_and_whether_it_can(run: Run, shelf: Library) -> None:
    folder = shelf.path.with_name(f"{shelf.path.name}-state")
    assert f"{folder} is made when" in run("doctor").output

    folder.mkdir()
    assert "is made when" not in run("doctor").output
    assert str(folder) in run("doctor").output

    (folder / "last-screens").mkdir()
    assert f"{folder / 'last-screens'} has what the next start shows first" in run("doctor").output
    (folder / "last-screens").rmdir()

    folder.rmdir()
    folder.write_text("")
    ended = run("doctor")
    assert ended.code == 0
    assert "as if for the first time" in ended.output


def test_doctor_makes_no_library(run: Run, library_path: Path) -> None:
    ended = run("doctor")

    assert ended.code == 0
    assert "does not exist yet" in ended.output
    assert not library_path.exists()


def test_fault_094_doctor_says_how_to_fix_an_index_and_does_so_when_asked(run: Run, library_path: Path) -> None:
    Library.open(library_path).close()
    connection = sqlite3.connect(library_path, isolation_level=None)
    connection.execute("INSERT INTO search(rowid, title, author, text) VALUES (1, 'nothing', 'has', 'this')")
    connection.close()

    broken = run("doctor")
    repaired = run("doctor", "--rebuild-index")

    assert broken.code == 1
    assert "`wortreader doctor --repair`" in broken.output
    assert broken.output.endswith("1 problem found.\n")
    assert repaired.code == 0


def test_doctor_gives_back_the_room_of_deleted_articles(run: Run, library_path: Path) -> None:
    text = " ".join(f"Wort {number} für Wort." for number in range(200))
    library = Library.open(library_path)
    feed = shelve(library, *(article(str(number), text) for number in range(60)))
    library.feeds.delete(feed.feed_id)
    library.close()

    ended = run("doctor", "--shrink")

    assert ended.code == 0
    assert " MB, and is " in ended.output
    library = Library.open(library_path)
    assert examine(library).spare_bytes == 0
    library.close()


def test_doctor_tells_of_pictures_and_fixes_what_does_not_fit(run: Run, shelf: Library) -> None:
    shelf.pictures.expect(1, ["https://example.org/sun.png"], now=NOW)
    shelf.pictures.keep("https://example.org/sun.png", ScaledPicture(b"a picture", ".png", 64, 48), at=NOW)
    assert "1 picture, 1 kB" in run("doctor").output
    (file,) = shelf.pictures.folder.iterdir()
    file.rename(file.with_name(f"{'0' * 32}.png"))

    broken, repaired = run("doctor"), run("doctor", "--repair-pictures")

    assert (broken.code, repaired.code) == (0, 0)
    assert "1 file belongs to no article." in broken.output
    assert "1 file is missing or incomplete." in broken.output
    assert "Files of pictures deleted: 1; pictures to be fetched again: 1." in repaired.output
    assert "--repair-pictures" not in repaired.output


@pytest.mark.parametrize("content", [b"dear diary", b"SQLite format 3\0" + bytes(4096)])
def test_doctor_survives_a_file_that_is_no_library(run: Run, library_path: Path, content: bytes) -> None:
    library_path.write_bytes(content)

    ended = run("doctor")

    assert ended.code == 1
    assert "is not a wortreader library" in ended.output
    assert library_path.read_bytes() == content


@pytest.mark.parametrize("size", [16, 100, 8192])
def test_fault_093_a_library_whose_beginning_is_overwritten_is_not_to_be_moved_away_but_repaired(
    run: Run, shelf: Library, size: int
) -> None:
    make_copy(shelf, now=NOW)
    shelf.close()
    with shelf.path.open("r+b") as file:
        file.write(b"\xff" * size)

    listed, examined, repaired = run("list"), run("doctor"), run("doctor", "--repair")

    assert (listed.code, examined.code, repaired.code) == (1, 1, 0)
    assert "its beginning may be damaged" in listed.complaints
    assert "doctor --repair" in examined.output
    assert "move this one away" not in examined.output
    assert "3 articles" in repaired.output


def test_fault_093_another_file_in_the_place_of_a_library_is_left_as_it_is_and_the_copy_is_named(
    run: Run, shelf: Library
) -> None:
    make_copy(shelf, now=NOW)
    shelf.close()
    shelf.path.write_bytes(b"PK\3\4" * 5_000)

    repaired = run("doctor", "--repair")

    assert repaired.code == 1
    assert "restore --marks" in repaired.complaints
    assert shelf.path.read_bytes() == b"PK\3\4" * 5_000


def test_doctor_survives_a_library_with_a_hole_in_it(run: Run, shelf: Library) -> None:
    shelf.close()
    data = bytearray(shelf.path.read_bytes())
    data[4096 * 2 : 4096 * 6] = bytes(4096 * 4)
    shelf.path.write_bytes(data)

    ended = run("doctor")

    assert (ended.code, ended.complaints) == (1, "")
    assert "WRONG" in ended.output
    assert "`wortreader doctor --repair`" in ended.output


def test_doctor_names_the_line_of_the_settings_that_is_wrong(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text("measure = 4\n")

    ended = run("--config", settings, "doctor")

    assert ended.code == 1
    assert f"{settings}:1:" in ended.output


def test_fault_103_an_old_sqlite_is_a_note_with_the_versions_that_are_fixed() -> None:
    assert checks.sqlite((3, 51, 3)).level is Level.GOOD
    old = checks.sqlite((3, 40, 1))

    assert old.level is Level.NOTE
    assert "3.40.1" in old.words
    assert "3.51.3" in old.cure


def test_an_old_expat_is_a_note() -> None:
    assert checks.expat((2, 6, 0)).level is Level.GOOD
    assert checks.expat((2, 5, 0)).level is Level.NOTE


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var", "ext4"),
        ("/home", "nfs4"),
        ("/home/anna", "nfs4"),
        ("/home/anna/My Disk/news", "ext4"),
        ("/homes", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_where_mounts_cannot_be_read_the_file_system_is_unknown() -> None:
    assert file_system(Path("/var"), "") is None


def test_fault_093_a_damaged_library_is_repaired_into_a_new_one_and_kept(
    run: Run, shelf: Library, library_path: Path
) -> None:
    shelf.articles.mark_starred([1], True, at=NOW)
    shelf.close()
    with closing(sqlite3.connect(library_path)) as connection:
        page_size: int = connection.execute("PRAGMA page_size").fetchone()[0]
        page: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'reading_by_date'").fetchone()[
            0
        ]
    whole = library_path.read_bytes()
    at = (page - 1) * page_size
    library_path.write_bytes(whole[:at] + b"\xff" * page_size + whole[at + page_size :])
    assert "`wortreader doctor --repair`" in run("doctor").output

    ended = run("doctor", "--repair")

    assert "1 feed, 3 articles, 1 of them read or starred." in ended.output
    (kept,) = library_path.parent.glob("*.damaged-*")
    assert kept.name in ended.output
    assert len(run("list", "--json").json) == 3
    assert "nothing to repair" in run("doctor", "--repair").output


@pytest.mark.thorough
def test_a_library_that_was_cut_off_is_repaired_and_what_is_lost_is_said(
    run: Run, library: Library, library_path: Path
) -> None:
    shelve(library, *(article(str(number), random.Random(number).randbytes(6000).hex()) for number in range(40)))
    library.close()
    whole = library_path.read_bytes()
    library_path.write_bytes(whole[: int(len(whole) * 0.6)])

    ended = run("doctor", "--repair")

    assert ended.code == 0
    assert "1 feed, 40 articles, 0 of them read or starred." in ended.output
    assert re.search(r"The texts of [1-3]?\d articles are lost\.", ended.output)


def test_a_library_without_its_header_is_repaired(run: Run, shelf: Library, library_path: Path) -> None:
    shelf.close()
    with library_path.open("r+b") as file:
        file.write(bytes(512))

    ended = run("doctor", "--repair")

    assert ended.code == 0
    assert "1 feed, 3 articles" in ended.output
    assert len(run("list", "--json").json) == 3


@pytest.mark.thorough
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE feeds SET title = x'ff41', position = 'first', added_at = 'long ago'",
        "UPDATE feed_states SET refreshed_at = 'now', due_at = 'soon', failing_since = x'00', failure = x'00'",
        "UPDATE reading SET sort_at = 'soon', position = 'half'",
    ],
)
def test_values_of_a_wrong_kind_are_a_sentence_and_mended(run: Run, shelf: Library, statement: str) -> None:
    articles = run("list", "--json").output.count('"id"')
    with shelf.database.write() as connection:
        connection.execute(statement)

    for command in (["list"], ["list", "--json"], ["feeds"], ["feeds", "--json"], ["export"], ["refresh", "--json"]):
        assert "Traceback" not in run(*command).complaints
    assert "of the wrong type" in run("doctor").output

    assert "there is nothing to repair" in run("doctor", "--repair").output
    assert "of the wrong type" not in run("doctor").output
    assert run("list", "--json").output.count('"id"') == articles


def test_doctor_names_severities_in_the_language_of_the_user(
    run: Run, tmp_path: Path, speak: Callable[..., None]
) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text("measure = 4\n")
    speak("lb")

    lines = run("--config", settings, "doctor").output.splitlines()

    (wrong,) = [line for line in lines if line.startswith("FEELER")]
    assert str(settings) in wrong
    assert {line.split(maxsplit=1)[0] for line in lines[:-1] if line[:1].strip()} <= {"ok", "Hiweis", "FEELER"}
    assert {line.index(line.split(maxsplit=2)[1]) for line in lines if line.startswith("ok")} == {wrong.index("A")}
