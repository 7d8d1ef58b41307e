"""The pictures that are kept, their files, and the bytes that they may take."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from library_factory import NOW, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.errors import PictureFolderUnusable
from wortreader.model import Headline, PreparedArticle, ScaledPicture
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.picture_files import FileMismatches
from wortreader.store.pictures import MAX_ATTEMPTS, PictureState, Usage

SUN = "https://example.org/sun.jpg"
MOON = "https://example.org/moon.jpg"


def picture(name: str, size: int = 100) -> ScaledPicture:
    """Bytes that stand for a picture; another name, other bytes."""
    return ScaledPicture(name.encode().ljust(size, b"."), ".jpg", 640, 480)


def pictured(guid: str, hours: float = 0) -> PreparedArticle:
    return replace(article(guid, "Text", published_at=hours_ago(hours)), has_pictures=True)


def files(library: Library) -> set[str]:
    return {path.name for path in library.pictures.folder.iterdir()}


def show(library: Library, article_id: int, *urls: str, size: int = 100) -> None:
    """Keeps pictures for an article, of which all have these bytes."""
    for url in library.pictures.expect(article_id, urls, now=NOW):
        library.pictures.keep(url, picture(url, size), at=NOW)
    library.pictures.update_lacking([article_id])


def headline(library: Library, article_id: int) -> Headline:
    return library.articles.headlines([article_id])[article_id]


@pytest.mark.unencrypted
def test_fault_110_a_stored_picture_is_a_file_beside_the_library(library: Library) -> None:
    shelve(library, pictured("a"))

    show(library, 1, SUN)

    kept = library.pictures.kept(1)[SUN]
    assert (kept.width, kept.height, kept.byte_size, kept.failure) == (640, 480, 100, None)
    assert kept.file is not None
    assert kept.file.parent == library.path.with_name("library.db-pictures")
    assert kept.file.read_bytes() == picture(SUN).data
    assert files(library) == {kept.file.name}


@pytest.mark.unencrypted
def test_an_article_lacks_its_pictures_until_they_are_stored(library: Library) -> None:
    shelve(library, pictured("a"), article("b", "No pictures"))
    assert [headline(library, n).is_offline_ready for n in (1, 2)] == [False, True]
    assert list(library.search.rows("is:offline").ids) == [2]

    show(library, 1, SUN, MOON)

    assert headline(library, 1).is_offline_ready
    assert sorted(library.search.rows("is:offline").ids) == [1, 2]


def test_a_picture_that_cannot_be_had_for_good_is_not_waited_for(library: Library) -> None:
    shelve(library, pictured("a"))
    library.pictures.expect(1, [SUN, MOON], now=NOW)

    library.pictures.refuse(SUN, Sentence("This is no picture."), at=NOW, byte_size=77)
    library.pictures.refuse(MOON, Sentence("One pixel."), at=NOW, state=PictureState.BLANK)
    library.pictures.update_lacking([1])

    kept = library.pictures.kept(1)
    assert (kept[SUN].file, kept[SUN].failure, kept[SUN].byte_size) == (None, "This is no picture.", 77)
    assert (kept[SUN].is_blank, kept[MOON].is_blank) == (False, True)
    assert headline(library, 1).is_offline_ready
    assert library.pictures.expect(1, [SUN, MOON], now=NOW + timedelta(days=9)) == ()
    assert library.pictures.expect(1, [SUN, MOON], now=NOW, is_asked=True) == (SUN,)


def test_a_picture_that_fails_is_tried_again_later_but_not_for_ever(library: Library) -> None:
    shelve(library, pictured("a"))
    for attempt in range(MAX_ATTEMPTS):
        at = NOW + timedelta(hours=2 * attempt)
        assert library.pictures.expect(1, [SUN], now=at) == (SUN,)
        library.pictures.refuse(SUN, Sentence("No answer."), at=at, state=PictureState.FAILED)
        library.pictures.update_lacking([1])
        assert library.pictures.expect(1, [SUN], now=at) == ()
        assert headline(library, 1).lacks_pictures == (attempt + 1 < MAX_ATTEMPTS)

    assert library.pictures.expect(1, [SUN], now=NOW + timedelta(days=9)) == ()


@pytest.mark.unencrypted
def test_a_picture_of_two_articles_is_fetched_once_and_deleted_with_the_last_of_them(library: Library) -> None:
    feed = shelve(library, pictured("a"), pictured("b"))
    show(library, 1, SUN)
    assert library.pictures.expect(2, [SUN], now=NOW) == ()
    library.articles.mark_read([1], True, at=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, gone=(1,)))

    retention.prune(library, now=NOW + timedelta(days=2), keep_days=1)
    assert library.pictures.usage() == Usage(1, 100)
    assert len(files(library)) == 1

    library.feeds.delete(feed.feed_id)
    assert library.pictures.usage() == Usage(0, 0)
    assert files(library) == set()


@pytest.mark.unencrypted
def test_two_addresses_of_one_picture_are_one_file(library: Library) -> None:
    feed = shelve(library, pictured("a"))
    library.pictures.expect(1, [SUN, MOON], now=NOW)
    for url in (SUN, MOON):
        library.pictures.keep(url, picture("same"), at=NOW)
    assert library.pictures.usage() == Usage(1, 100)

    library.pictures.expect(ids_by_guid(library, feed)["a"], [MOON], now=NOW)
    library.pictures.delete_dropped_files()

    assert library.pictures.kept(1)[MOON].file is not None
    assert SUN not in library.pictures.kept(1)


@pytest.mark.unencrypted
def test_the_budget_throws_out_the_oldest_unstarred_first_and_the_starred_last(library: Library) -> None:
    shelve(library, *(pictured(str(hours), hours) for hours in (5, 4, 3, 2, 1)))
    library.articles.mark_starred([1], True, at=NOW)
    for number in range(1, 6):
        show(library, number, f"https://example.org/{number}.jpg", "https://example.org/shared.jpg")
    assert library.pictures.usage() == Usage(6, 600)
    assert library.pictures.make_room(600) == 0

    assert library.pictures.make_room(420) == 3

    assert [headline(library, number).is_offline_ready for number in range(1, 6)] == [True, False, False, False, True]
    assert library.pictures.usage().byte_size == 300
    assert len(files(library)) == 3
    thrown = library.pictures.kept(2)["https://example.org/2.jpg"]
    assert (thrown.file, thrown.failure, thrown.width, thrown.byte_size) == (None, None, 640, 100)
    assert library.pictures.floor(310) == (False, int(hours_ago(1).timestamp()))
    assert library.pictures.floor(500) is None


@pytest.mark.unencrypted
def test_what_a_crash_leaves_between_file_and_row_is_repaired(library: Library) -> None:
    shelve(library, pictured("a"), pictured("b"), pictured("c"))
    for number, url in enumerate((SUN, MOON, "https://example.org/star.jpg"), start=1):
        show(library, number, url)
    gone, cut = library.pictures.kept(1)[SUN].file, library.pictures.kept(2)[MOON].file
    assert gone is not None
    assert cut is not None
    gone.unlink()
    cut.write_bytes(b"")
    folder = library.pictures.folder
    (folder / f"{'0' * 32}.png").write_bytes(b"stray")
    (folder / "tmpfresh.part").write_bytes(b"being written")
    (folder / "tmpstale.part").write_bytes(b"left")
    os.utime(folder / "tmpstale.part", (0, time.time() - 86400))
    (folder / "holiday.jpg").write_bytes(b"somebody else's")
    assert library.pictures.kept(1)[SUN].file is None
    assert library.pictures.mismatches() == FileMismatches(strays=2, missing=2)

    assert library.pictures.repair_files() == FileMismatches(strays=2, missing=2)

    assert library.pictures.mismatches() == FileMismatches(0, 0)
    assert [headline(library, number).lacks_pictures for number in (1, 2, 3)] == [True, True, False]
    assert library.pictures.expect(1, [SUN], now=NOW) == (SUN,)
    assert {"tmpfresh.part", "holiday.jpg"} < files(library)
    assert len(files(library)) == 3


@pytest.mark.unencrypted
def test_a_picture_whose_file_is_gone_is_owed_again(library: Library) -> None:
    shelve(library, pictured("a"))
    show(library, 1, SUN)
    file = library.pictures.kept(1)[SUN].file
    assert file is not None
    file.unlink()

    assert library.pictures.expect(1, [SUN], now=NOW) == (SUN,)


@pytest.mark.unencrypted
def test_fault_113_a_folder_that_cannot_be_written_is_said_in_one_sentence_and_harms_nothing(library: Library) -> None:
    shelve(library, pictured("a"))
    library.pictures.folder.write_text("a file is in the way")

    with pytest.raises(PictureFolderUnusable, match="cannot be written"):
        show(library, 1, SUN)

    assert library.pictures.kept(1)[SUN].file is None
    assert library.pictures.usage() == Usage(0, 0)
    assert library.articles.get(1).text == "Text"
    library.feeds.delete(1)


@pytest.mark.unencrypted
def test_articles_and_pictures_that_have_gone_meanwhile_are_passed_over(library: Library) -> None:
    shelve(library, pictured("a"))
    library.pictures.expect(1, [SUN], now=NOW)
    library.feeds.delete(1)

    library.pictures.keep(SUN, picture("sun"), at=NOW)
    library.pictures.refuse(SUN, Sentence("No answer."), at=NOW)
    library.pictures.update_lacking([1])

    assert library.pictures.expect(1, [SUN], now=NOW) == ()
    assert files(library) == set()


@pytest.mark.unencrypted
def test_a_corrected_article_and_one_read_from_its_page_are_looked_at_again(library: Library) -> None:
    feed = shelve(library, pictured("a"))
    show(library, 1, SUN)

    library.feeds.apply(feed.feed_id, changes(feed, updated=((1, pictured("a")),)))
    assert headline(library, 1).lacks_pictures

    assert library.pictures.expect(1, [SUN], now=NOW) == ()
    library.pictures.update_lacking([1])
    assert not headline(library, 1).lacks_pictures
