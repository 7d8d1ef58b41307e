"""Undo and redo of marks."""

from __future__ import annotations

from wortreader.app.library.marks import DEPTH, History, Step
from wortreader.model import ArticleState

UNREAD = ArticleState(1, is_read=False, is_starred=True)


def test_undo_gives_the_last_step_and_redo_gives_it_again() -> None:
    history = History()
    first, second = Step("read", (UNREAD,), is_read=True), Step("star", (UNREAD,), is_starred=False)
    history.add(first)
    history.add(second)

    assert history.undo() == second
    assert history.undo() == first
    assert history.undo() is None
    assert history.redo() == first
    assert history.redo() == second
    assert history.redo() is None


def test_a_new_step_forgets_what_was_undone() -> None:
    history = History()
    history.add(Step("read", (UNREAD,), is_read=True))
    history.undo()

    history.add(Step("star", (UNREAD,), is_starred=False))

    assert history.redo() is None


def test_a_step_keeps_the_marks_that_it_does_not_set() -> None:
    assert Step("read", (UNREAD,), is_read=True).after == (ArticleState(1, is_read=True, is_starred=True),)


def test_a_step_that_changed_nothing_is_not_remembered() -> None:
    history = History()

    history.add(Step("read", (), is_read=True))

    assert history.undo() is None


def test_only_so_many_steps_are_kept() -> None:
    history = History()
    for number in range(DEPTH + 5):
        history.add(Step(str(number), (UNREAD,), is_read=True))

    undone = 0
    while history.undo():
        undone += 1

    assert undone == DEPTH
