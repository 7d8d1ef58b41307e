"""Every screen, dialog and line of keys has room for its words, in whatever language they are longest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import catalogues
import pytest
from app.app_driver import LAYOUTS, AppDriver, reading
from app.screen_classes import screens_of_the_app
from app.screen_walk import INNER_SCREENS, go_in, push_others, return_to_list
from babel.messages.catalog import Catalog
from textual.screen import Screen
from textual.widget import Widget

from wortreader import i18n
from wortreader.app.commands.keys import COMMANDS
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.dialogs import Dialog
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.undo_dialog import UndoDialog
from wortreader.app.widgets.offer_list import OfferList
from wortreader.text import cells

BEGINNING, END = "⟦", "⟧"
"""Take the place of the first and the last character of each message, so that it is seen whether it was cut."""

LEFT_OUT: Final = frozenset(
    {
        *("program.quit", "program.back", "program.suspend"),
        *("article.browse", "article.browse_and_mark", "article.enclosure", "article.mail", "article.bookmark"),
        *("feed.refresh", "library.refresh", "library.stop", "library.pack", "article.aloud", "article.others"),
        *("article.download", "article.play"),
    }
)
"""Commands that leave the app, or start other programs."""

FURTHER: Final = {"rules.show": "a"}
"""Keys of screens that open a dialog."""

IN_FEEDS: Final = ("feed.", "folder.", "view.", "library.")
IN_ARTICLE: Final = ("article.", "note.", "search.", "match.", "aloud.")

MAY_BE_CUT: Final = {
    OfferList: "what commands do, beside their names: the sentence below has it whole",
    UndoDialog: "sentences with titles of articles, however long these are",
}


def marked(words: str) -> str:
    """Words of the same width, with a mark at each end of each part of a line of keys."""
    parts = words.split(" · ")
    if len(parts) > 1:
        return " · ".join(map(marked, parts))
    ends = words[:1] + words[-1:]
    if len(words) < 3 or not ends.isprintable() or cells(ends) != 2 or {*ends} & {*"{}` "}:
        return words
    return f"{BEGINNING}{words[1:-1]}{END}"


def longest_catalogue() -> Catalog:
    """A catalogue with the longest translation of each message, or the English words if there is none."""
    longest = catalogues.update("fr", Catalog(locale="fr"))
    languages = [catalogues.read(language) for language in catalogues.PLURALS]
    for message in catalogues.extract():
        if message.id:
            known = [one for other in languages if (one := other.get(message.id, message.context)) is not None]
            ids = catalogues.forms(message.id)
            forms = [ids, *(words for one in known if len(words := catalogues.forms(one.string)) == len(ids))]
            best = tuple(marked(max(words, key=cells)) for words in zip(*forms, strict=True))
            longest.add(message.id, best if len(best) > 1 else best[0], context=message.context)
    return longest


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that catalogue for French."""
    folder = tmp_path_factory.mktemp("locale")
    file = folder / "fr" / "LC_MESSAGES" / "wortreader.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(catalogues.write_catalogue(longest_catalogue()))
    return folder


class Findings:
    """What is cut, or over each other, and where; and on which kinds of screens that was looked for."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.looked_at: set[type[Screen[Any]]] = set()

    def look(self, story: AppDriver, where: str) -> None:
        """Look at all that is on the terminal now."""
        screen = story.top
        self.looked_at.add(type(screen))
        seen = [widget for widget in screen.walk_children(Widget) if story.is_seen(widget)]
        for widget in seen:
            if not widget.children and not {type(widget), type(screen)} & MAY_BE_CUT.keys():
                for words in unfinished(story, widget):
                    self.found.setdefault(words, f"{where}, {type(screen).__name__}, {widget.css_identifier}")
        for box in screen.query(".-box"):
            if box.display and not screen.region.contains_region(box.region):
                self.found.setdefault(f"{type(screen).__name__} beyond the edge", where)
        if isinstance(screen, Dialog):
            box, keys = screen.query_one(".-box"), screen.query_one(".-keys")
            if not box.content_region.contains_region(keys.region):
                self.found.setdefault(f"the keys of {type(screen).__name__}", where)
        for one, other in overlapping(seen):
            name = f"{one.css_identifier} over {other.css_identifier}"
            self.found.setdefault(name, f"{where}, {type(screen).__name__}")


def unfinished(story: AppDriver, widget: Widget) -> Iterator[str]:
    """The messages in a widget of which the end is not there, but those that are scrolled out of it."""
    lines = story.lines_of(widget)
    begun: list[tuple[int, str]] = []
    for row, line in enumerate(lines):
        for column, character in enumerate(line):
            if character == BEGINNING:
                begun.append((row, line[column:].rstrip()))
            elif character == END and begun:
                begun.pop()
    is_scrolled = widget.max_scroll_y > 0
    yield from (words for row, words in begun if not (is_scrolled and row >= len(lines) - 3))


def overlapping(seen: list[Widget]) -> Iterator[tuple[Widget, Widget]]:
    """Widgets side by side in the same container that share a cell."""
    for number, one in enumerate(seen):
        for other in seen[number + 1 :]:
            if other.parent is one.parent and other.layer == one.layer and "overlay" not in (one.styles.overlay or ""):
                shared = one.region.intersection(other.region)
                if shared.area and one.styles.position == other.styles.position == "relative":
                    yield one, other


@pytest.mark.slow
@pytest.mark.parametrize("size", LAYOUTS)
async def test_nothing_is_cut_and_nothing_overlaps(
    demo: Path, size: tuple[int, int], locales: Path, monkeypatch: pytest.MonkeyPatch, speak: Callable[..., None]
) -> None:
    monkeypatch.setattr(i18n, "_FOLDER", str(locales))
    speak("fr")
    findings = Findings()
    groups = {
        "list": [one.id for one in COMMANDS if not one.id.startswith((*IN_FEEDS, *IN_ARTICLE))],
        "feeds": [one.id for one in COMMANDS if one.id.startswith(IN_FEEDS)],
        "article": [one.id for one in COMMANDS if one.id.startswith(IN_ARTICLE)],
    }

    async with reading(demo, size) as story:
        for name in INNER_SCREENS:
            async for step in go_in(story, name):
                findings.look(story, step)
            await return_to_list(story)
        for pane, keys in (("list", ""), ("feeds", "h"), ("article", "ll")):
            await back(story)
            await story.press(*keys)
            findings.look(story, pane)
            for command_id in groups[pane]:
                if command_id not in LEFT_OUT:
                    await go_through(story, command_id, findings)
        for pressed in (("slash", *"hafen"), ("enter",), ("escape", "escape", "F", *"hafen")):
            await story.press(*pressed)
            findings.look(story, " ".join(pressed))
        async for name in push_others(story):
            findings.look(story, name)

    assert findings.found == {}
    assert screens_of_the_app() - findings.looked_at == set(), "each kind of screen has a way to it here"


async def go_through(story: AppDriver, command_id: str, findings: Findings) -> None:
    """Run a command, look at what it shows and at what Enter shows there, and go back."""
    story.screen.run_command(command_id)
    await opened(story)
    findings.look(story, command_id)
    if not story.shows(ReadingScreen) and isinstance(story.app.focused, ChoiceList):
        await story.press("enter")
        findings.look(story, f"{command_id}, Enter")
    if pressed := FURTHER.get(command_id):
        await story.press(pressed)
        findings.look(story, f"{command_id}, {pressed}")
    await back(story)


async def opened(story: AppDriver) -> None:
    """Wait until a dialog that a command opens is there, or it is known that there is none."""
    await story.settle()
    await story.until(
        lambda: (
            not story.shows(ReadingScreen)
            or all(worker.is_finished or worker.group != "asking" for worker in story.app.workers)
        )
    )


async def back(story: AppDriver) -> None:
    """Close all dialogs."""
    for _press in range(8):
        if story.shows(ReadingScreen):
            return
        await story.press("escape")
    raise AssertionError(f"{story.top} cannot be closed")
