"""Keys that arrive in one go: each is obeyed on what the one before has left, as if they had come one by one."""

from __future__ import annotations

import asyncio
from functools import partial
from inspect import iscoroutinefunction
from pathlib import Path
from random import Random

import pytest
from app.app_driver import AppDriver, build_demo, key_event, reading
from textual._callback import invoke
from textual.widgets import Input

from wortreader.app import key_order, work
from wortreader.app.panes.article.find_in_article import FindBar
from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.app.screens.add_feed import AddFeedDialog
from wortreader.app.screens.key_waits import LEADING
from wortreader.app.screens.palette import PaletteScreen
from wortreader.config import Config
from wortreader.store.library import Library

KEYS_IN_LISTS = (*"jjkkffNNmlhhUng", "3", "enter", "escape", "space", "ctrl+y", "G", "home", "/")
KEYS_IN_TEXT = (*"aeilnstu ", "backspace", "left", "right", "home", "end", "delete", "ctrl+u", "ctrl+w", "down", "up")


@pytest.mark.thorough
@pytest.mark.parametrize(("keys", "row"), [("fjj", 0), ("jfjj", 1), ("jjfk", 2)])
async def test_a_star_goes_to_the_row_on_which_its_key_was_pressed(demo: Path, keys: str, row: int) -> None:
    async with reading(demo) as story:
        before = starred(story)
        article_id = story.articles.rows.ids[row]

        await story.burst(*keys)

        assert before ^ starred(story) == {article_id}


@pytest.mark.thorough
async def test_read_marks_go_to_the_rows_on_which_their_keys_were_pressed(demo: Path) -> None:
    async with reading(demo) as story:
        before = unread(story)
        ids = list(story.articles.rows.ids[:3])

        await story.burst(*"NjNjj")

        assert before ^ unread(story) == set(ids[:2])


@pytest.mark.thorough
async def test_a_mark_in_the_feeds_is_one_in_the_list_of_the_feed_to_which_the_keys_before_have_gone(
    demo: Path,
) -> None:
    async with reading(demo) as story:
        before = starred(story)
        everything = list(story.articles.rows.ids)

        await story.burst("h", "G", *"kkkf")

        changed = {article_id for article_id in everything if story.stored(article_id).is_starred} ^ before
        assert changed == {story.articles.cursor_id}
        assert story.articles.cursor_id != everything[0]


@pytest.mark.thorough
@pytest.mark.parametrize("key", ["n", "space", "J"])
async def test_a_key_in_the_feeds_goes_on_in_the_list_to_which_the_keys_before_have_gone(
    demo: Path, tmp_path: Path, key: str
) -> None:
    keys = ("h", "G", "k", key)
    async with reading(build_demo(tmp_path / "one.db")) as story:
        for one in keys:
            await story.press(one)
        result = outcome(story) | {"view": story.screen.parts.articles.view}

    async with reading(demo) as story:
        await story.burst(*keys)

        assert outcome(story) | {"view": story.screen.parts.articles.view} == result


async def test_next_unread_goes_on_from_where_the_one_before_has_led(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("n")
        await story.press("n")
        await story.press("n")
        index = story.articles.cursor_index
        await story.press("home")

        await story.burst(*"nnn")

        assert story.articles.cursor_index == index


@pytest.mark.thorough
@pytest.mark.parametrize("palette", ["f2", "ctrl+p"])
async def test_what_is_typed_behind_the_key_of_the_palette_is_typed_in_it(demo: Path, palette: str) -> None:
    async with reading(demo) as story:
        await story.burst(palette, *"refD")

        assert story.shows(PaletteScreen)
        assert story.app.screen.query_one(Input).value == "refD"


async def test_what_is_typed_behind_the_key_of_a_dialog_is_typed_in_it(demo: Path) -> None:
    async with reading(demo) as story:
        await story.burst("+", *"rab", "backspace", *"fD")

        assert story.shows(AddFeedDialog)
        assert story.app.screen.query_one(Input).value == "rafD"


@pytest.mark.thorough
async def test_a_command_is_run_by_its_name_in_one_go(demo: Path) -> None:
    async with reading(demo) as story:
        await story.burst("ctrl+p", *"hide read", "enter", "j")

        assert not story.shows(PaletteScreen)
        assert len(story.articles.rows) < 110
        assert story.articles.cursor_index == 1


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ((*"abcd", "backspace", *"XYZ"), "abcXYZ"),
        ((*"abc", "home", *"XY", "end", "Z"), "XYabcZ"),
        ((*"abc", "left", "X"), "abXc"),
        ((*"abc", "ctrl+u", *"XY"), "XY"),
    ],
)
@pytest.mark.parametrize(
    ("opening", "line"), [(("f3",), SearchBar), (("l", "/"), FindBar), (("f2",), None), (("+",), None)]
)
async def test_text_is_edited_in_the_order_of_the_keys(
    demo: Path, opening: tuple[str, ...], line: type[SearchBar | FindBar] | None, keys: tuple[str, ...], text: str
) -> None:
    async with reading(demo) as story:
        await story.burst(*opening, *keys)

        within = story.screen.query_one(line) if line else story.app.screen
        assert within.query_one(Input).value == text


@pytest.mark.thorough
async def test_what_comes_behind_enter_in_the_search_belongs_to_the_article(demo: Path) -> None:
    async with reading(demo) as story:
        await story.burst("f3", *"budget", "enter", "f")

        assert story.screen.query_one(SearchBar).input.value == "budget"
        assert story.screen.parts.navigation.current == "article"
        assert story.article.article_id == story.hits.cursor_id


@pytest.mark.thorough
async def test_what_comes_behind_escape_in_the_search_belongs_to_the_list(demo: Path) -> None:
    async with reading(demo) as story:
        await story.burst("f3", *"budget", "escape", *"jj")

        assert story.screen.parts.navigation.current == "list"
        assert story.articles.cursor_index == 2


@pytest.mark.thorough
@pytest.mark.parametrize("opening", [("enter",), ("j", "j", "enter"), ("j", "enter", "h", "k", "enter")])
async def test_an_article_is_scrolled_by_the_keys_behind_the_one_that_opens_it(
    demo: Path, opening: tuple[str, ...]
) -> None:
    async with reading(demo, (80, 12)) as story:
        await story.burst(*opening, *"jjj")

        assert story.screen.parts.navigation.current == "article"
        assert story.view.scroll_offset.y == 3


async def test_keys_typed_ahead_at_the_start_are_obeyed_in_order(demo: Path, tmp_path: Path) -> None:
    keys = ("f", "j", "j", "+", "a", "backspace", "b")
    async with reading(demo, typed_ahead=[key_event(key) for key in keys]) as story:
        await story.settle()
        library = Library.open(build_demo(tmp_path / "before.db"))
        before = {article_id for article_id in story.articles.rows.ids if library.articles.get(article_id).is_starred}
        library.close()
        assert before ^ starred(story) == {story.articles.rows.ids[0]}
        assert story.articles.cursor_index == 2
        assert story.app.screen.query_one(Input).value == "b"


async def test_a_key_on_an_app_at_rest_is_obeyed_at_once(demo: Path) -> None:
    async with reading(demo) as story:
        await story.settle()
        await story.app.on_event(key_event("j"))

        assert story.app.focused is not None
        assert not story.app.focused._message_queue.empty()


async def test_work_that_other_work_replaces_before_it_began_holds_no_keys(demo: Path) -> None:
    async with reading(demo) as story:
        work = story.screen._work
        work.start(asyncio.Event().wait, group="replaced", exclusive=True, leads_on=True)
        work.start(partial(asyncio.sleep, 0), group="replaced", exclusive=True, leads_on=True)
        await story.settle()

        assert not work.awaited_groups()
        assert not work.is_awaited


async def test_a_timer_that_runs_out_while_the_app_ends_does_nothing(demo: Path) -> None:
    screens = []
    async with reading(demo) as story:
        timer = story.screen._work.after(3600.0, lambda: screens.append(story.app.screen))

    assert timer._callback is not None
    await invoke(timer._callback)

    assert screens == []


async def test_a_command_takes_what_it_is_for_before_anything_is_awaited(demo: Path) -> None:
    async with reading(demo) as story:
        handlers = story.screen.parts.dispatcher.handlers
        awaited_whole = {name for name, handler in handlers.items() if iscoroutinefunction(handler)}

        assert awaited_whole == LEADING


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 24))])
async def test_a_burst_does_what_its_keys_do_one_by_one(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    config = Config(mark_read="never")
    one, burst = (build_demo(tmp_path / f"{name}.db") for name in ("one", "burst"))
    async with reading(one, config=config) as story:
        sequences, results = [], []
        for _round in range(3):
            sequences.append(sequence(random))
            for key in sequences[-1]:
                await story.press(key_event(key).key)
            results.append(outcome(story))
    async with reading(burst, config=config) as story:
        for keys, result in zip(sequences, results, strict=True):
            await story.burst(*keys)
            now = outcome(story)
            assert now == result, f"{keys}"


def sequence(random: Random) -> list[str]:
    """Keys in the panes, with a line typed in among them."""
    keys = random.choices(KEYS_IN_LISTS, k=8)
    if random.random() < 0.6:
        opening = random.choice(["f3", "/", "f2", "+"])
        keys += [opening, *random.choices(KEYS_IN_TEXT, k=7)]
        ending = random.choice([["escape", "escape"], ["escape", "j", "f"], []])
        # A dialog that is left open may get Enter next, and takes no keys while it tries what was entered.
        keys += ending or (["escape"] if opening == "+" else [])
    return keys


def outcome(story: AppDriver) -> dict[str, object]:
    """What can be told apart of what keys have done."""
    navigation = story.screen.parts.navigation
    focused = story.app.focused
    return {
        "starred": starred(story),
        "unread": unread(story),
        "cursor": story.articles.cursor_id,
        "hit": story.hits.cursor_id if navigation.is_searching else None,
        "pane": navigation.current,
        "screen": type(story.app.screen),
        "focus": type(focused),
        "text": (focused.value, focused.cursor_position) if isinstance(focused, Input) else None,
        "article": story.screen.parts.article.article_id,
        # Words are marked, and the article scrolled to them, only once the query has rested.
        "line": None if navigation.is_searching else story.view.scroll_offset.y,
    }


def starred(story: AppDriver) -> set[int]:
    """The articles with a star, in the library."""
    return {article_id for article_id in story.articles.rows.ids if story.stored(article_id).is_starred}


def unread(story: AppDriver) -> set[int]:
    """The articles without a read mark, in the library."""
    return {article_id for article_id in story.articles.rows.ids if not story.stored(article_id).is_read}


@pytest.mark.thorough
@pytest.mark.parametrize("keys", [("ctrl+q",), ("Q",), ("ctrl+c", "ctrl+c"), (*"3jgg", "Q")])
async def test_a_key_that_quits_does_not_wait_for_a_queue_of_others(
    demo: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr(work, "KEYS_WAIT_SECONDS", 600.0)
    monkeypatch.setattr(key_order, "LONGEST_SECONDS", 600.0)
    monkeypatch.setattr(key_order, "OVERTAKING_SECONDS", 0.1)
    async with reading(demo) as story:
        story.screen._work.start(asyncio.Event().wait, group="endless", is_awaited=True)
        for event in map(key_event, (*"jjkfn", *keys)):
            story.app.post_message(event)
        await left(story)
        assert story.app._exit


async def test_marks_before_the_key_that_quits_are_stored(demo: Path) -> None:
    async with reading(demo, config=Config(mark_read="scroll")) as story:
        stars = starred(story)
        ids = story.articles.rows.ids[:6]
        for event in map(key_event, "jfjfjfJJQf"):
            story.app.post_message(event)
        await left(story)

    library = Library.open(demo)
    articles = [library.articles.get(article_id) for article_id in ids]
    library.close()
    changed = [article.is_starred != (article.article_id in stars) for article in articles]
    assert changed == [False, True, True, True, False, False]
    assert all(article.is_read for article in articles[:5])


@pytest.mark.thorough
@pytest.mark.parametrize("opening", ["+", "/", "f2", "f3", ";"])
async def test_a_capital_q_that_may_be_text_waits_for_its_turn(
    demo: Path, monkeypatch: pytest.MonkeyPatch, opening: str
) -> None:
    monkeypatch.setattr(key_order, "OVERTAKING_SECONDS", 0.0)
    async with reading(demo) as story:
        await story.burst(opening, "Q")

        assert story.app.is_running
        assert not story.app._exit


async def test_ctrl_c_says_how_to_quit_and_quits_once_more(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("ctrl+c")
        assert "Q quits" in story.status
        assert not story.app._exit

        await story.pilot.press("ctrl+c")

        assert story.app._exit


async def left(story: AppDriver) -> None:
    """Waits until the app has been told to exit."""
    async with asyncio.timeout(60):
        while not story.app._exit:
            await story.pilot.pause(0.01)
