"""What waits for the network."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from library_factory import NOW, article, ids_by_guid, shelve

from wortreader.deferred import OutboxFull, TaskKind, UnknownTask
from wortreader.sentences import Sentence
from wortreader.store import outbox as outbox_module
from wortreader.store.library import Library
from wortreader.store.outbox import CLAIM_SECONDS, FIRST_PAUSE, MAX_ATTEMPTS, new_token

WITHOUT_BROWSER = (TaskKind.PAGE, TaskKind.PICTURE, TaskKind.SAVE)
STORY = "https://example.org/story"


def put_addresses(library: Library, *urls: str) -> None:
    for url in urls:
        assert library.outbox.put(TaskKind.SAVE, url=url, now=NOW)


def urls(library: Library) -> list[str | None]:
    return [task.url for task in library.outbox.all()]


def test_tasks_are_listed_in_the_order_in_which_they_were_added(library: Library) -> None:
    shelve(library, article("a"))

    library.outbox.put(TaskKind.PAGE, article_id=1, now=NOW)
    library.outbox.put(TaskKind.BROWSER, url=STORY, title="A story", now=NOW)

    page, browser = library.outbox.all()
    assert (page.kind, page.name, page.url) == (TaskKind.PAGE, "Title of a", "https://example.org/a")
    assert (browser.kind, browser.name, browser.url, browser.article_id) == (TaskKind.BROWSER, "A story", STORY, None)
    assert (page.put_at, page.attempts, page.failure, page.is_given_up) == (NOW, 0, None, False)


def test_the_same_task_is_there_once(library: Library) -> None:
    shelve(library, article("a"))

    first = [
        library.outbox.put(TaskKind.PAGE, article_id=1, now=NOW),
        library.outbox.put(TaskKind.BROWSER, url=STORY, article_id=1, now=NOW),
        library.outbox.put(TaskKind.SAVE, url=STORY, now=NOW),
    ]
    again = [
        library.outbox.put(TaskKind.PAGE, article_id=1, now=NOW),
        library.outbox.put(TaskKind.BROWSER, url=STORY, now=NOW),
        library.outbox.put(TaskKind.SAVE, url=STORY, now=NOW),
    ]

    assert (first, again) == ([True] * 3, [False] * 3)
    assert library.outbox.waiting_count() == 3


def test_the_tasks_of_a_deleted_article_are_deleted(library: Library) -> None:
    feed = shelve(library, article("a"))
    library.outbox.put(TaskKind.PAGE, article_id=1, now=NOW)
    library.outbox.put(TaskKind.BROWSER, url=STORY, article_id=1, now=NOW)
    put_addresses(library, "https://example.org/other")

    library.feeds.delete(feed.feed_id)

    assert urls(library) == ["https://example.org/other"]


def test_what_is_about_no_article_that_is_there_is_not_taken(library: Library) -> None:
    assert not library.outbox.put(TaskKind.PAGE, article_id=7, now=NOW)
    assert not library.outbox.put(TaskKind.PAGE, now=NOW)
    assert library.outbox.all() == []


def test_the_outbox_is_bounded_and_what_was_given_up_makes_room(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "MAX_TASKS", 2)
    put_addresses(library, "https://a.test/", "https://b.test/")
    with pytest.raises(OutboxFull, match="2 tasks are waiting"):
        library.outbox.put(TaskKind.SAVE, url="https://c.test/", now=NOW)
    token = new_token()
    first = library.outbox.claim(WITHOUT_BROWSER, token, now=NOW)
    assert first is not None
    library.outbox.fail(first, token, Sentence("It is gone."), now=NOW, is_final=True)

    put_addresses(library, "https://c.test/")

    assert urls(library) == ["https://b.test/", "https://c.test/"]


def test_a_claimed_task_cannot_be_claimed_again_until_it_is_released(library: Library) -> None:
    put_addresses(library, "https://a.test/", "https://b.test/")
    mine, other = new_token(), new_token()

    claimed = [library.outbox.claim(WITHOUT_BROWSER, token, now=NOW) for token in (mine, other, other)]
    library.outbox.release(mine)

    assert [task and task.url for task in claimed] == ["https://a.test/", "https://b.test/", None]
    again = library.outbox.claim(WITHOUT_BROWSER, other, now=NOW)
    assert again is not None
    assert again == claimed[0]
    with pytest.raises(UnknownTask):
        library.outbox.claim_this(again.task_id, mine, now=NOW)


def test_browsers_are_claimed_only_by_name(library: Library) -> None:
    library.outbox.put(TaskKind.BROWSER, url=STORY, now=NOW)

    assert library.outbox.claim(WITHOUT_BROWSER, new_token(), now=NOW) is None
    assert library.outbox.claim_this(1, new_token(), now=NOW).url == STORY


@pytest.mark.unencrypted
def test_a_claim_ends_with_its_process_and_loses_nothing(library: Library) -> None:
    put_addresses(library, STORY)
    program = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from wortreader.store.library import Library; from wortreader.deferred import TaskKind\n"
        "library = Library.open(Path(sys.argv[1]))\n"
        "assert library.outbox.claim([TaskKind.SAVE], 'x', now=datetime.fromisoformat(sys.argv[2]))\n"
        "import os; os._exit(9)  # as kill -9 would\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(library.path), NOW.isoformat()], check=False)

    assert ended.returncode == 9
    task = library.outbox.claim(WITHOUT_BROWSER, new_token(), now=NOW)
    assert task is not None
    assert (task.url, task.attempts) == (STORY, 0)


def test_a_claim_runs_out_by_itself(library: Library) -> None:
    put_addresses(library, STORY)
    library.outbox.claim(WITHOUT_BROWSER, "lost", now=NOW)

    later = NOW + timedelta(seconds=CLAIM_SECONDS)

    assert library.outbox.claim(WITHOUT_BROWSER, "mine", now=later - timedelta(seconds=1)) is None
    taken = library.outbox.claim(WITHOUT_BROWSER, "mine", now=later)
    assert taken is not None
    library.outbox.finish(taken, "lost")
    assert urls(library) == [STORY]
    library.outbox.finish(taken, "mine")
    assert urls(library) == []


def test_a_task_that_fails_keeps_its_place_and_is_given_up_after_some_tries(library: Library) -> None:
    put_addresses(library, STORY, "https://b.test/")
    now, told = NOW, []
    for number in range(MAX_ATTEMPTS):
        task = library.outbox.claim_this(1, "mine", now=now)
        assert task.attempts == number
        told.append(library.outbox.fail(task, "mine", Sentence("Nobody answers."), now=now))
        first = library.outbox.claim(WITHOUT_BROWSER, "other", now=now)  # not yet: it has just failed
        assert first is not None
        assert first.url == "https://b.test/"
        library.outbox.release("other")
        now += FIRST_PAUSE * 8**number

    failed = library.outbox.all()[0]
    assert told == [False, False, True]
    assert (failed.attempts, failed.failure, failed.is_given_up) == (MAX_ATTEMPTS, "Nobody answers.", True)
    assert library.outbox.waiting_count() == 1
    library.outbox.put(TaskKind.SAVE, url=STORY, now=NOW)
    renewed = library.outbox.all()[0]
    assert (renewed.attempts, renewed.failure, renewed.is_given_up) == (0, None, False)


def test_a_failed_task_is_due_again_after_a_pause(library: Library) -> None:
    put_addresses(library, STORY)
    task = library.outbox.claim_this(1, "mine", now=NOW)
    library.outbox.fail(task, "mine", Sentence("Nobody answers."), now=NOW)

    early = library.outbox.claim(WITHOUT_BROWSER, "mine", now=NOW + FIRST_PAUSE - timedelta(seconds=1))
    late = library.outbox.claim(WITHOUT_BROWSER, "mine", now=NOW + FIRST_PAUSE)

    assert early is None
    assert late is not None
    assert late.failure == "Nobody answers."


def test_removed_tasks_can_be_restored_to_their_places(library: Library) -> None:
    feed = shelve(library, article("a"), article("b"))
    numbers = ids_by_guid(library, feed)
    library.outbox.put(TaskKind.PAGE, article_id=numbers["a"], now=NOW)
    put_addresses(library, STORY)
    library.outbox.put(TaskKind.PICTURE, article_id=numbers["b"], now=NOW)
    before = library.outbox.all()

    removed = library.outbox.remove([task.task_id for task in before[:2]] + [99])
    left = library.outbox.all()
    library.outbox.restore(removed)
    library.outbox.restore(removed)

    assert (removed, left) == (before[:2], before[2:])
    assert library.outbox.all() == before
