"""Lists to choose from, also very long ones."""

from __future__ import annotations

from app.widget_samples import WidgetApp

from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.widgets.on_demand import OnDemand


def test_items_are_made_when_they_are_asked_for() -> None:
    made: list[int] = []

    def make(index: int) -> str:
        made.append(index)
        return str(index)

    items = OnDemand(1_000_000, make)

    assert (len(items), items[7], items[-1]) == (1_000_000, "7", "999999")
    assert list(items[10:30:10]) == ["10", "20"]
    assert items[5:][2] == "7"
    assert made == [7, 999_999, 10, 20, 7]


async def test_fault_119_of_a_hundred_thousand_choices_only_those_in_view_are_made() -> None:
    made: set[int] = set()

    def choice(index: int) -> Choice:
        made.add(index)
        return Choice(str(index), "", f"Link {index}", f"https://e.example/{index}")

    choices = ChoiceList(OnDemand(100_000, choice))
    choices.styles.max_height = 20
    async with WidgetApp(choices).run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "pagedown", "end", "pageup", "k")
        await pilot.pause()

        assert choices.cursor_choice is not None
        assert choices.cursor_choice.title == "Link 99979"
        shown = [choices.render_line(y).text.split() for y in range(20)]

    assert ["▌", "Link", "99979", "https://e.example/99979"] in shown
    assert len(made) < 300


async def test_the_keys_of_other_lists_move_the_cursor() -> None:
    choices = ChoiceList([Choice(str(number), "", f"Row {number}") for number in range(50)])
    choices.styles.height = 11
    async with WidgetApp(choices).run_test(size=(24, 11)) as pilot:
        places = []
        for key in ("G", "g", "ctrl+f", "ctrl+d", "ctrl+b", "ctrl+u", "end", "home", "pagedown", "pageup"):
            await pilot.press(key)
            places.append(choices.cursor_index)

    assert places == [49, 0, 10, 20, 10, 0, 49, 0, 10, 0]


async def test_a_note_that_the_scroll_bar_would_cut_is_below_its_title_and_only_there() -> None:
    notes = [Choice(str(number), "", f"{number:02}", "", "x" * number) for number in range(12, 25)]
    choices = ChoiceList(notes, has_whole_notes=True)
    choices.styles.height = 10
    async with WidgetApp(choices).run_test(size=(24, 10)) as pilot:
        await pilot.pause()
        seen = choices.scrollable_size.width
        assert seen < choices.size.width
        shown = [choices.render_line(y).text for y in range(10)]

    beside = [line for line in shown if line[2:].strip()[:2].isdigit()]
    assert beside
    for line in beside:
        number, _space, note = line[2:].strip().partition(" ")
        assert note.strip() in ("", "x" * int(number)), "the whole note, or none"
        assert len(line.rstrip()) <= seen
