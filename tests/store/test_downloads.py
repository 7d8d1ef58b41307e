"""Which files of articles the user wants to have, and how far they are."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from library_factory import NOW, article, shelve

from wortreader.download_errors import DownloadsFull, UnknownDownload
from wortreader.model.downloads import Download, DownloadState
from wortreader.sentences import Sentence
from wortreader.store import downloads as downloads_module
from wortreader.store.downloads import CLAIM_SECONDS, MAX_ATTEMPTS
from wortreader.store.library import Library
from wortreader.store.outbox import new_token

EPISODE = "https://example.org/episode.mp3"


def add(library: Library, url: str = EPISODE, minutes: int = 0) -> Download:
    return library.downloads.add(url, title="An episode", now=NOW + timedelta(minutes=minutes))


def claimed(library: Library, token: str) -> Download:
    download = library.downloads.claim(token, now=NOW)
    assert download is not None
    return download


def finish(library: Library, path: Path, url: str = EPISODE) -> Download:
    """A download whose file is at `path`."""
    download = add(library, url)
    token = new_token()
    assert library.downloads.claim(token, now=NOW, among=[download.download_id]) is not None
    path.write_bytes(b"sound")
    assert library.downloads.begin(
        download.download_id, token, path, total=5, etag='"1"', last_modified=None, media_type="audio/mpeg"
    )
    assert library.downloads.finish(download.download_id, token, byte_size=5, now=NOW)
    return library.downloads.get(download.download_id, now=NOW)


def test_a_download_waits_in_the_order_in_which_it_was_asked_for(library: Library) -> None:
    shelve(library, article("a", title="Of the article"))

    library.downloads.add(EPISODE, article_id=1, title="x", feed_title="The Feed", length=900, now=NOW)
    add(library, "https://example.org/2", minutes=1)

    first, second = library.downloads.all(now=NOW)
    assert (first.url, first.title, first.feed_title, first.article_id) == (EPISODE, "Of the article", "The Feed", 1)
    assert (first.state, first.byte_size, first.total, first.path) == (DownloadState.WAITING, 0, 900, None)
    assert (second.title, library.downloads.waiting_count()) == ("An episode", 2)


def test_an_address_is_downloaded_once_and_without_its_password(library: Library) -> None:
    add(library, "https://user:secret@example.org/episode.mp3")
    add(library)

    assert [download.url for download in library.downloads.all(now=NOW)] == [EPISODE]


def test_the_file_of_an_address_is_known_once_it_is_whole(library: Library, tmp_path: Path) -> None:
    add(library)
    assert library.downloads.file_of(EPISODE) is None

    finish(library, tmp_path / "Episode.mp3")

    assert library.downloads.file_of(EPISODE) == tmp_path / "Episode.mp3"
    (tmp_path / "Episode.mp3").unlink()
    assert library.downloads.file_of(EPISODE) is None
    assert library.downloads.file_of("https://example.org/other.mp3") is None


def test_a_folder_with_the_name_of_the_file_is_no_file(library: Library, tmp_path: Path) -> None:
    finish(library, tmp_path / "Episode.mp3")
    (tmp_path / "Episode.mp3").unlink()
    (tmp_path / "Episode.mp3").mkdir()

    assert library.downloads.file_of(EPISODE) is None


def test_what_is_there_is_not_asked_for_again_but_what_the_user_has_deleted_is(
    library: Library, tmp_path: Path
) -> None:
    finish(library, tmp_path / "Episode.mp3")
    assert add(library).state is DownloadState.DONE

    (tmp_path / "Episode.mp3").unlink()

    again = add(library)
    assert (again.state, again.path, again.etag, again.byte_size) == (DownloadState.WAITING, None, None, 0)


def test_one_process_at_a_time_is_at_a_download(library: Library) -> None:
    add(library)
    mine, other = new_token(), new_token()

    download = claimed(library, mine)

    assert download.state is DownloadState.RUNNING
    assert library.downloads.claim(other, now=NOW) is None
    assert not library.downloads.renew(download.download_id, other, now=NOW)
    library.downloads.release(mine)
    assert claimed(library, other).url == EPISODE


@pytest.mark.unencrypted
def test_a_claim_ends_with_its_process(library: Library) -> None:
    add(library)
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from wortreader.store.library import Library\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "assert library.downloads.claim('token', now=datetime.fromisoformat(sys.argv[2]))\n"
        "import os; os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(library.path), NOW.isoformat()], check=True)

    assert library.downloads.all(now=NOW)[0].state is DownloadState.WAITING
    assert claimed(library, new_token()).url == EPISODE


def test_a_claim_of_another_machine_expires_unless_it_is_renewed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library)
    token = new_token()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("platform.node", lambda: "elsewhere")
        download = claimed(library, token)
    later = NOW + timedelta(seconds=CLAIM_SECONDS - 1)
    assert library.downloads.claim(new_token(), now=later) is None

    assert library.downloads.renew(download.download_id, token, now=later)

    assert library.downloads.claim(new_token(), now=later + timedelta(seconds=CLAIM_SECONDS - 1)) is None
    assert library.downloads.claim(new_token(), now=later + timedelta(seconds=CLAIM_SECONDS + 1)) is not None


def test_what_is_paused_or_removed_is_no_longer_claimed(library: Library) -> None:
    for number in (1, 2):
        add(library, f"https://example.org/{number}", minutes=number)
    token = new_token()
    first = claimed(library, token)
    second = library.downloads.claim(token, now=NOW)
    assert second is not None

    library.downloads.pause([first.download_id], now=NOW)
    removed = library.downloads.remove([second.download_id], now=NOW)

    assert [download.url for download in removed] == [second.url]
    for download in (first, second):
        assert not library.downloads.is_claimed(download.download_id, token)
        assert not library.downloads.finish(download.download_id, token, byte_size=1, now=NOW)
    assert [download.state for download in library.downloads.all(now=NOW)] == [DownloadState.PAUSED]
    with pytest.raises(UnknownDownload):
        library.downloads.get(second.download_id, now=NOW)


def test_what_failed_too_often_waits_for_the_user(library: Library) -> None:
    add(library)
    token = new_token()
    for attempt in range(MAX_ATTEMPTS):
        is_given_up = library.downloads.fail(claimed(library, token), token, Sentence("It broke."), now=NOW)
        assert is_given_up is (attempt == MAX_ATTEMPTS - 1)
    assert library.downloads.claim(token, now=NOW) is None
    (failed,) = library.downloads.all(now=NOW)
    assert (failed.state, failed.failure) == (DownloadState.FAILED, "It broke.")

    (woken,) = library.downloads.wake([failed.download_id], now=NOW)

    assert (woken.state, woken.failure, woken.attempts) == (DownloadState.WAITING, None, 0)


def test_attempts_that_bring_something_do_not_add_up(library: Library) -> None:
    add(library)
    token = new_token()

    for _attempt in range(2 * MAX_ATTEMPTS):
        assert not library.downloads.fail(
            claimed(library, token), token, Sentence("Cut."), now=NOW, has_come_further=True
        )


def test_a_download_that_failed_in_this_run_is_left_out(library: Library) -> None:
    download = add(library)

    assert library.downloads.claim(new_token(), now=NOW, but=[download.download_id]) is None


def test_what_is_there_of_a_file_is_asked_of_the_file(library: Library, tmp_path: Path) -> None:
    download = add(library)
    token = new_token()
    claimed(library, token)
    library.downloads.begin(
        download.download_id, token, tmp_path / "e.mp3", total=900, etag=None, last_modified=None, media_type=None
    )
    (tmp_path / "e.mp3.part").write_bytes(b"x" * 300)

    running = library.downloads.get(download.download_id, now=NOW)
    assert (running.byte_size, running.total, running.path) == (300, 900, tmp_path / "e.mp3")
    assert library.downloads.used_bytes(now=NOW) == 900
    library.downloads.release(token)
    assert library.downloads.used_bytes(now=NOW) == 300
    assert library.downloads.used_bytes(now=NOW, but=download.download_id) == 0


def test_a_file_outlives_its_article_and_the_removal_of_its_feed(library: Library, tmp_path: Path) -> None:
    feed = shelve(library, article("a", title="Gone"))
    library.downloads.add(EPISODE, article_id=1, title="Gone", feed_title="The Feed", now=NOW)
    finish(library, tmp_path / "Episode.mp3")

    library.feeds.delete(feed.feed_id)

    (download,) = library.downloads.all(now=NOW)
    assert (download.article_id, download.title, download.feed_title) == (None, "Gone", "The Feed")
    assert library.downloads.file_of(EPISODE) == tmp_path / "Episode.mp3"


def test_the_list_of_downloads_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads_module, "MAX_DOWNLOADS", 1)
    add(library)

    with pytest.raises(DownloadsFull):
        add(library, "https://example.org/2")
    assert add(library).url == EPISODE


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30])
def test_numbers_that_cannot_be_are_no_downloads(library: Library, number: int) -> None:
    with pytest.raises(UnknownDownload):
        library.downloads.get(number, now=NOW)
    assert library.downloads.wake([number], now=NOW) == []
