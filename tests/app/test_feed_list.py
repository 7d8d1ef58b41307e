"""The feeds pane."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.widget_samples import screen_text
from hypothesis import given
from hypothesis import strategies as st
from textual import on
from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message

from wortreader.app import themes
from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.feeds.feed_rows import FolderTree, feed_rows
from wortreader.model import Counts, Feed, Folder, SavedView, View, ViewKind
from wortreader.sentences import Sentence

FAILURE = Sentence("The server did not answer [/b]. It will be tried again later.")
FOLDERS = (Folder(1, None, "Luxembourg"), Folder(2, 1, "Radio"), Folder(3, None, "Technology"))
FEEDS = (
    Feed(1, "https://one.example/", "Le Quotidien de Démonstration", folder_id=1),
    Feed(2, "https://two.example/", Sentence("[/b] [@click=app.quit] Radio"), folder_id=2, failure=FAILURE),
    Feed(3, "https://three.example/", "新聞の新聞の新聞の新聞", folder_id=3),
    Feed(4, "https://four.example/", "Saved", is_paused=True),
)
COUNTS = Counts({1: 5, 2: 3, 3: 20}, {1: 40, 2: 40, 3: 40, 4: 1}, today=4, starred=9, begun=2)

LUXEMBOURG = View(ViewKind.FOLDER, 1)
RADIO_FOLDER = View(ViewKind.FOLDER, 2)


def feed(feed_id: int) -> View:
    """The view of one feed."""
    return View(ViewKind.FEED, feed_id)


class PaneApp(App[None]):
    """The pane alone, and what it says."""

    CSS = "FeedList { width: 26; }"

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.pane = FeedList(**options)
        self.news: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.show(FEEDS, FOLDERS, COUNTS)
        self.pane.focus()

    @on(FeedList.ViewHighlighted)
    @on(FeedList.ViewChosen)
    @on(FeedList.FoldersClosed)
    def _keep(self, message: Message) -> None:
        self.news.append(message)

    def chosen(self) -> list[View]:
        """The views that were chosen."""
        return [message.view for message in self.news if isinstance(message, FeedList.ViewChosen)]


def titles(closed: set[int]) -> list[tuple[str, int, int]]:
    """The rows below the fixed views, as title, count and depth."""
    return [(row.title, row.count, row.depth) for row in feed_rows(FEEDS, FOLDERS, COUNTS, closed)][5:]


def test_rows_nest_and_folders_sum_what_is_in_them() -> None:
    assert titles(set()) == [
        ("Luxembourg", 8, 0),
        ("Radio", 3, 1),
        ("[/b] [@click=app.quit] Radio", 3, 2),
        ("Le Quotidien de Démonstration", 5, 1),
        ("Technology", 20, 0),
        ("新聞の新聞の新聞の新聞", 20, 1),
        ("Saved", 0, 0),
    ]


def test_a_closed_folder_keeps_its_count_and_hides_what_is_in_it() -> None:
    assert titles({1, 3}) == [("Luxembourg", 8, 0), ("Technology", 20, 0), ("Saved", 0, 0)]


def test_fixed_views_count_what_they_show() -> None:
    rows = list(feed_rows(FEEDS, FOLDERS, COUNTS, ()))[:5]

    assert [(row.title, row.count) for row in rows] == [
        ("All", 28),
        ("Today", 4),
        ("Unread", 28),
        ("Starred", 9),
        ("Continue reading", 2),
    ]


def test_the_feeds_of_several_views_are_listed_once_each() -> None:
    tree = FeedTree(FEEDS, FOLDERS, Counts())
    views = [feed(4), View(ViewKind.FOLDER, 2), feed(2), feed(1), feed(99)]

    assert tree.feeds_of_all(views) == tuple(dict.fromkeys(one for view in views for one in tree.feeds_of(view)))
    assert tree.feeds_of_all(views)[0].feed_id == 4
    assert tree.feeds_of_all([]) == ()


def test_a_feed_whose_folder_is_missing_stands_at_the_top() -> None:
    lost = Feed(9, "https://nine.example/", "Lost", folder_id=99)

    assert [view.id for view in FolderTree([lost], FOLDERS).feed_views()] == [9]


@given(
    st.lists(st.tuples(st.integers(1, 6), st.none() | st.integers(1, 6)), max_size=6, unique_by=lambda pair: pair[0])
)
def test_folders_in_a_circle_end(pairs: list[tuple[int, int | None]]) -> None:
    folders = [Folder(folder_id, parent_id, str(folder_id)) for folder_id, parent_id in pairs]
    feeds = [Feed(number, f"https://{number}.example/", "x", folder_id=number) for number in range(1, 7)]
    tree = FolderTree(feeds, folders)

    assert sum(tree.folder_counts(Counts(dict.fromkeys(range(1, 7), 1))).values()) >= 0
    assert all(len(tree.around(feed(number))) <= len(folders) for number in range(1, 7))


async def test_names_are_drawn_as_text_and_cut_by_cells() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()

        lines = screen_text(app.pane)

    assert any("[/b] [@click" in line and line.split()[0] == "!" for line in lines)
    assert any("新聞の新聞の新聞… 20" in line for line in lines)
    assert any("‖ Saved" in line for line in lines)
    assert all(Content(line).cell_length <= 25 for line in lines)


async def test_the_cursor_keeps_its_view_when_feeds_come_and_go() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        app.pane.move_to_view(feed(3))
        more = (Feed(8, "https://eight.example/", "Another", folder_id=1), *FEEDS)

        app.pane.show(more, FOLDERS, COUNTS)

        assert app.pane.cursor_view == feed(3)


async def test_choosing_a_closed_folder_opens_it_and_then_chooses_it() -> None:
    app = PaneApp(closed_folders=[1])
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        app.pane.move_to_view(LUXEMBOURG)

        app.pane.choose()
        await pilot.pause()
        assert app.pane.closed_folders == frozenset()
        assert app.chosen() == []

        app.pane.choose()
        await pilot.pause()
        assert app.chosen() == [LUXEMBOURG]


async def test_closing_goes_outwards_from_a_feed() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        app.pane.move_to_view(feed(2))

        assert app.pane.close_folder()
        assert app.pane.cursor_view == RADIO_FOLDER
        assert app.pane.close_folder()
        assert app.pane.cursor_view == LUXEMBOURG
        assert not app.pane.close_folder()
        assert app.pane.closed_folders == {1, 2}
        await pilot.pause()
        assert app.pane.closed_folders in [m.folder_ids for m in app.news if isinstance(m, FeedList.FoldersClosed)]


async def test_going_to_a_feed_opens_the_folders_around_it() -> None:
    app = PaneApp(closed_folders=[1, 2, 3])
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()

        assert app.pane.move_to_view(feed(2))
        assert app.pane.cursor_view == feed(2)
        assert app.pane.closed_folders == {3}
        assert not app.pane.move_to_view(feed(99))


async def test_next_feed_knows_closed_folders_and_ends() -> None:
    app = PaneApp(closed_folders=[1, 2, 3])
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()

        assert app.pane.feed_from(View(ViewKind.ALL), 1) == feed(2)
        assert app.pane.feed_from(View(ViewKind.FOLDER, 3), 1) == feed(3)
        assert app.pane.feed_from(feed(2), 1) == feed(1)
        assert app.pane.feed_from(feed(1), -1) == feed(2)
        assert app.pane.feed_from(feed(4), 1) is None
        assert app.pane.feed_from(feed(2), -1) is None


async def test_a_failed_feed_says_why() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 30), tooltips=True) as pilot:
        await pilot.pause()
        app.pane.move_to_view(feed(2))
        await pilot.pause()
        line = next(y for y, text in enumerate(screen_text(app.pane)) if "[/b]" in text)
        await pilot.hover(FeedList, offset=(8, line))

        assert [m.failure for m in app.news if isinstance(m, FeedList.ViewHighlighted)][-1] == FAILURE
        assert isinstance(app.pane.tooltip, Content)
        assert app.pane.tooltip.plain == FAILURE


async def test_a_closed_folder_says_that_a_feed_in_it_failed_at_any_depth() -> None:
    app = PaneApp(closed_folders=[1])
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        app.pane.move_to_view(LUXEMBOURG)
        await pilot.pause()
        rows = screen_text(app.pane)
        assert next(row for row in rows if "Luxembourg" in row).split() == ["▌▸", "Luxembourg", "!", "8"]
        said = [m.failure for m in app.news if isinstance(m, FeedList.ViewHighlighted)][-1]
        assert said is not None
        assert "1 feed" in said
        assert FAILURE in said
        assert "!" not in next(row for row in rows if "Technology" in row)

        app.pane.toggle_folder()  # the feeds say it themselves now, and the folder in it if it is closed
        await pilot.pause()
        rows = screen_text(app.pane)
        assert "!" not in next(row for row in rows if "Luxembourg" in row)
        assert "!" in next(row for row in rows if "[/b]" in row)

        app.pane.closed_folders = frozenset({2})
        await pilot.pause()
        assert "!" in next(row for row in screen_text(app.pane) if "Radio" in row)


async def test_a_feed_whose_host_wants_to_be_left_alone_has_not_failed() -> None:
    app = PaneApp(closed_folders=[3])
    async with app.run_test(size=(60, 30)) as pilot:
        waiting = Feed(3, "https://three.example/", "Three", folder_id=3, waits_until=datetime(2099, 1, 1, tzinfo=UTC))
        app.pane.show([waiting], FOLDERS, COUNTS)
        await pilot.pause()

        assert "!" not in next(row for row in screen_text(app.pane) if "Technology" in row)


async def test_the_mouse_chooses_feeds_and_opens_folders_by_their_mark() -> None:
    app = PaneApp()
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        lines = screen_text(app.pane)
        await pilot.click(FeedList, offset=(2, next(y for y, text in enumerate(lines) if "Technology" in text)))
        assert app.pane.closed_folders == {3}
        await pilot.click(FeedList, offset=(10, next(y for y, text in enumerate(lines) if "Quotidien" in text)))
        await pilot.click(FeedList, offset=(10, 1))

        assert app.chosen() == [feed(1)]


async def test_the_cursor_stays_in_view_in_a_low_pane() -> None:
    app = PaneApp()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        app.pane.move_bottom()
        await pilot.pause()
        assert any("▌" in line and "Saved" in line for line in screen_text(app.pane))

        app.pane.move_top()
        await pilot.pause()
        assert screen_text(app.pane)[0].strip() == "Wortreader"


async def test_kept_views_stand_last_under_a_heading_and_can_be_chosen() -> None:
    views = (SavedView(1, "Wahl", "wahl*"), SavedView(2, "Budget", "budget"))
    app = PaneApp()
    async with app.run_test(size=(26, 30)) as pilot:
        app.pane.show(FEEDS, FOLDERS, replace(COUNTS, unread_by_view={2: 7}), views)
        await pilot.pause()
        lines = [app.pane.render_line(y).text.split() for y in range(30)]
        at = lines.index(["VIEWS"])

        assert lines[at - 1] == []
        assert lines[at + 1 : at + 3] == [["Wahl"], ["Budget", "7"]]
        await pilot.click(FeedList, offset=(6, at + 2))
        assert app.chosen() == [views[1].view]
        await pilot.click(FeedList, offset=(6, at))
        assert app.chosen() == [views[1].view]
        app.pane.move_by(-1)
        assert app.pane.cursor_view == views[0].view
