"""Questions, help and the first start."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input, Static

from wortreader.app import themes
from wortreader.app.background.subscriptions import AddAnswer
from wortreader.app.commands.keys import COMMANDS
from wortreader.app.palettes import Depth
from wortreader.app.screens.add_feed import AddAttempt, AddFeedDialog
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.dialogs import ConfirmDialog, PromptDialog, ReportDialog
from wortreader.app.screens.help import HelpLines, HelpScreen
from wortreader.app.screens.selectable_choices import SelectableChoices
from wortreader.app.screens.welcome import Beginning, OfferedShelf, WelcomeAnswer, WelcomeScreen
from wortreader.sync.events.subscriptions import FeedOffered

HOSTILE = "[/b] [@click=app.quit] Radio"
SHELVES = (
    OfferedShelf("luxembourg", "Luxembourg", "Luxembourg’s papers.", 15, ("de", "fr", "lb")),
    OfferedShelf("world", "World", "World news.", 8, ("en", "fr")),
)
SIZES = [(120, 36), (80, 24), (50, 20), (40, 10)]


class DialogApp(App[None]):
    """Somewhere to ask, and the answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        for theme in themes.own_themes(Depth.FULL):
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults(self.current_theme)


async def ask(pilot: Pilot[None], screen: Screen[ScreenResultType]) -> None:
    """Push a screen and keep its answer."""
    app = pilot.app
    assert isinstance(app, DialogApp)
    app.push_screen(screen, app.answers.append)
    await pilot.pause()


def shown(screen: Screen[ScreenResultType], selector: str) -> str:
    """The text of a part of a dialog, with plain blanks."""
    return str(screen.query_one(selector, Static).content).replace("\u00a0", " ")


def is_whole(screen: Screen[ScreenResultType], selector: str) -> bool:
    """Whether a part of a dialog lies within the terminal, and is not empty."""
    region = screen.query_one(selector).region
    return region.area > 0 and screen.region.contains_region(region)


# --- yes or no --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(["y"], True), (["n"], False), (["enter"], False), (["down", "enter"], True), (["escape"], None)],
)
async def test_what_is_lost_must_be_meant(keys: list[str], answer: bool | None) -> None:
    app = DialogApp()
    async with app.run_test() as pilot:
        await ask(pilot, ConfirmDialog(f"Remove “{HOSTILE}”?", "This deletes its 240 articles."))
        await pilot.press(*keys)

    assert app.answers == [answer]


@pytest.mark.parametrize("size", SIZES)
async def test_fault_080_both_answers_can_be_seen_at_every_size(size: tuple[int, int]) -> None:
    app = DialogApp()
    async with app.run_test(size=size) as pilot:
        dialog = ConfirmDialog(f"Remove “{HOSTILE}”?", "This deletes its 240 articles. This cannot be taken back.")
        await ask(pilot, dialog)

        assert is_whole(dialog, "ChoiceList")
        assert dialog.query_one(ChoiceList).size.height == 2


# --- a line of text ---------------------------------------------------------------------------------------------------


async def test_without_an_attempt_the_line_is_the_answer() -> None:
    app = DialogApp()
    async with app.run_test() as pilot:
        await ask(pilot, PromptDialog("Export feeds", value="feeds.opml"))
        await pilot.press("enter")

    assert app.answers == ["feeds.opml"]


async def test_an_empty_line_is_no_answer() -> None:
    app = DialogApp()
    async with app.run_test() as pilot:
        await ask(pilot, PromptDialog("Import feeds"))
        await pilot.press("space", "enter")

        assert app.answers == []


async def test_a_failed_attempt_says_why_and_can_be_corrected() -> None:
    tried: list[str] = []

    async def attempt(text: str) -> str | None:
        tried.append(text)
        return None if text.endswith("s") else f"There is no {HOSTILE}."

    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = PromptDialog("Add a feed", attempt=attempt)
        await ask(pilot, dialog)
        await pilot.press("r", "s", "x", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert HOSTILE in shown(dialog, ".-error")
        assert is_whole(dialog, ".-error")
        assert dialog.query_one(Input).has_focus

        await pilot.press("end", "backspace", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert tried == ["rsx", "rs"]
    assert app.answers == ["rs"]


async def test_a_dialog_that_is_busy_can_be_left() -> None:
    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = AddFeedDialog()
        await ask(pilot, dialog)
        dialog.show_busy()
        await pilot.press("x", "enter", "escape")

    assert app.answers == [None]


def offered(number: int, title: str, **more: object) -> FeedOffered:
    """A feed that a page offers."""
    values = {"format": "RSS", "is_comments": False, "feed_id": None, "newest": (), **more}
    return FeedOffered("e.example", number, f"https://e.example/{number}", title, **values)  # type: ignore[arg-type]  # as the test gives them


def adding(*answers: AddAnswer) -> tuple[AddAttempt, list[tuple[str, ...]]]:
    """An attempt to add that has these answers one after the other, and what it was asked."""
    asked: list[tuple[str, ...]] = []

    async def attempt(address: str, chosen: Sequence[str]) -> AddAnswer:
        asked.append((address, *chosen))
        return answers[len(asked) - 1]

    return attempt, asked


async def test_one_of_several_feeds_can_be_chosen() -> None:
    offers = (offered(1, HOSTILE, newest=(HOSTILE, "Rain")), offered(2, "Sport", feed_id=7))
    attempt, asked = adding(offers, None)
    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = AddFeedDialog(attempt_add=attempt)
        await ask(pilot, dialog)
        await pilot.press(*"e.example", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [(choice.title, choice.note) for choice in dialog.query_one(ChoiceList).choices] == [
            (HOSTILE, "RSS"),
            ("Sport", "RSS · in the library"),
        ]
        assert "Rain" in dialog.query_one(ChoiceList).choices[0].detail
        await pilot.press("j", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert asked == [("e.example",), ("e.example", "https://e.example/2")]
    assert app.answers == ["e.example"]


async def test_another_feed_can_be_chosen_after_one_that_cannot_be_added() -> None:
    attempt, asked = adding("It is in the library already.", None)
    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = AddFeedDialog(attempt_add=attempt, value="e.example", offers=[offered(1, "News"), offered(2, "Sport")])
        await ask(pilot, dialog)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "already" in shown(dialog, ".-error")
        assert is_whole(dialog, ".-error")
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert [chosen for _address, *chosen in asked] == [["https://e.example/1"], ["https://e.example/2"]]
    assert app.answers == ["e.example"]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["space", "j", "v", "enter"], ["1", "3"]),
        (["insert", "insert", "up", "up", "space", "enter"], ["2"]),
        (["1", "3", "enter"], ["1", "3"]),
        (["3", "3", "enter"], ["3"]),
        (["V", "enter"], ["1", "3"]),
        (["1", "V", "enter"], ["3"]),
        (["j", "enter"], ["2"]),
    ],
)
async def test_several_feeds_of_a_page_can_be_chosen_at_once(keys: list[str], chosen: list[str]) -> None:
    attempt, asked = adding(None)
    offers = [
        offered(1, "News"),
        offered(2, "Known", feed_id=7),
        offered(3, "Sport"),
        offered(4, "Me", is_comments=True),
    ]
    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = AddFeedDialog(attempt_add=attempt, value="e.example", offers=offers)
        await ask(pilot, dialog)
        assert shown(dialog, ".-keys") == "Space: select · V: all · Enter: add · Esc: cancel"
        await pilot.press(*keys[:-1])
        if keys == ["V", "enter"]:
            assert shown(dialog, ".-keys") == "2 selected · Enter: add · Esc: cancel"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert asked == [("e.example", *(f"https://e.example/{number}" for number in chosen))]
    assert app.answers == ["e.example"]


async def test_feeds_of_a_page_are_selected_by_a_click_and_added_by_a_double_click() -> None:
    attempt, asked = adding(None)
    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = AddFeedDialog(attempt_add=attempt, value="e.example", offers=[offered(1, "News"), offered(2, "Sport")])
        await ask(pilot, dialog)
        await pilot.click(SelectableChoices, offset=(6, 0))
        assert not asked
        await pilot.double_click(SelectableChoices, offset=(6, 2))
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert asked == [("e.example", "https://e.example/1", "https://e.example/2")]


async def test_only_one_feed_can_take_the_place_of_another() -> None:
    attempt, asked = adding(None)
    offers = [offered(1, "News"), offered(2, "Sport")]
    app = DialogApp()
    async with app.run_test() as pilot:
        dialog = AddFeedDialog(attempt_add=attempt, value="e.example", offers=offers, is_one_wanted=True)
        await ask(pilot, dialog)
        assert shown(dialog, ".-keys") == "Enter: OK · Esc: cancel"
        await pilot.press("2")
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert asked == [("e.example", "https://e.example/2")]


@pytest.mark.thorough
@pytest.mark.parametrize("size", SIZES)
async def test_many_feeds_can_be_seen_at_every_size(size: tuple[int, int]) -> None:
    offers = [offered(number, f"Feed {number}", newest=("One", "Two")) for number in range(1, 31)]
    app = DialogApp()
    async with app.run_test(size=size) as pilot:
        dialog = AddFeedDialog(value="e.example", offers=offers)
        await ask(pilot, dialog)
        await pilot.pause()

        choices = dialog.query_one(ChoiceList)
        assert is_whole(dialog, "ChoiceList")
        await pilot.press(*["j"] * 29)
        assert choices.cursor_choice is not None
        assert choices.cursor_choice.title == "Feed 30"


# --- sentences to read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["enter", "space", "escape"])
async def test_a_report_can_be_read_and_left(size: tuple[int, int], key: str) -> None:
    app = DialogApp()
    async with app.run_test(size=size) as pilot:
        dialog = ReportDialog(
            "Import feeds", "It was imported.", [HOSTILE, *(f"Line {n}: {HOSTILE}" for n in range(50))]
        )
        await ask(pilot, dialog)
        report = dialog.query_one(".-report")
        assert is_whole(dialog, ".-report")
        assert HOSTILE in str(report.query_one(Static).content)
        await pilot.press("j", "down")
        assert report.scroll_offset.y == 2
        await pilot.press(key)

    assert app.answers == [None]


@pytest.mark.parametrize("size", SIZES)
async def test_line_and_error_can_be_seen_at_every_size(size: tuple[int, int]) -> None:
    app = DialogApp()
    async with app.run_test(size=size) as pilot:
        dialog = AddFeedDialog()
        await ask(pilot, dialog)
        dialog.show_error("https://e.example/ is a web page that offers no feed.")
        await pilot.pause()

        assert is_whole(dialog, "Input")
        assert is_whole(dialog, ".-error")


# --- the first start --------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], WelcomeAnswer(Beginning.ADD)),
        (["i"], WelcomeAnswer(Beginning.IMPORT)),
        (["2"], WelcomeAnswer(Beginning.SHELF, "world")),
        (["down", "down", "enter"], WelcomeAnswer(Beginning.SHELF, "luxembourg")),
        (["d"], WelcomeAnswer(Beginning.DEMO)),
        (["q"], WelcomeAnswer(Beginning.QUIT)),
        (["Q"], WelcomeAnswer(Beginning.QUIT)),
        (["escape"], None),
    ],
)
async def test_the_first_start_is_answered_by_keys(keys: list[str], answer: WelcomeAnswer | None) -> None:
    app = DialogApp()
    async with app.run_test() as pilot:
        await ask(pilot, WelcomeScreen(SHELVES))
        await pilot.press(*keys)

    assert app.answers == [answer]


@pytest.mark.parametrize("size", SIZES)
async def test_every_way_to_begin_can_be_seen_at_every_size(size: tuple[int, int]) -> None:
    app = DialogApp()
    async with app.run_test(size=size) as pilot:
        screen = WelcomeScreen(SHELVES)
        await ask(pilot, screen)
        await pilot.pause()
        choices = screen.query_one(ChoiceList)

        assert is_whole(screen, "ChoiceList")
        assert choices.virtual_size.height <= choices.size.height


# --- help -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["q", "escape", "question_mark", "h", "f1"])
async def test_whatever_goes_back_closes_help(key: str) -> None:
    app = DialogApp()
    async with app.run_test() as pilot:
        await ask(pilot, HelpScreen())
        await pilot.press(key)

    assert app.answers == [None]


async def test_help_scrolls_by_the_keys_that_it_explains() -> None:
    app = DialogApp()
    async with app.run_test(size=(50, 20)) as pilot:
        screen = HelpScreen()
        await ask(pilot, screen)
        lines = screen.query_one(HelpLines)
        await pilot.press("3", "j")
        assert lines.scroll_offset.y == 3
        await pilot.press("G")
        assert lines.scroll_offset.y == lines.max_scroll_y > 0
        await pilot.press("g", "g")
        assert lines.scroll_offset.y == 0


@pytest.mark.thorough
@pytest.mark.parametrize("size", SIZES)
async def test_help_shows_every_sentence_at_every_size(size: tuple[int, int]) -> None:
    app = DialogApp()
    async with app.run_test(size=size) as pilot:
        screen = HelpScreen()
        await ask(pilot, screen)
        lines = screen.query_one(HelpLines)
        text = ""
        for y in range(lines.virtual_size.height):
            lines.scroll_to_line(y)
            text += lines.render_line(y - lines.scroll_offset.y).text + " "

    words = " ".join(text.split())
    assert all(command.help.split()[-1] in words for command in COMMANDS)


@pytest.mark.thorough
async def test_help_finds_a_word_and_escape_shows_all_again() -> None:
    app = DialogApp()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = HelpScreen()
        await ask(pilot, screen)
        lines = screen.query_one(HelpLines)
        height = lines.virtual_size.height
        await pilot.press("slash", *"contrast", "enter")
        assert lines.virtual_size.height == 2
        await pilot.press("escape")
        assert lines.virtual_size.height == height
        await pilot.press("escape")

    assert app.answers == [None]
