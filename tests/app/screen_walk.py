"""A walk through every screen of the app, for tests of how they all look."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.app_driver import NOW, ZONE, AppDriver, build_demo
from library_factory import article, changes
from textual.screen import Screen

from wortreader.app.panes.article.shown_pictures import LargePicture
from wortreader.app.screens.add_feed import AddFeedDialog
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.choosing import ChooseDialog
from wortreader.app.screens.dialogs import PromptDialog, ReportDialog
from wortreader.app.screens.feed_login import OptionalDialog, SecretDialog
from wortreader.app.screens.feed_page import FeedPage
from wortreader.app.screens.links import LinkDrawer
from wortreader.app.screens.mute import LengthDialog, MuteDialog
from wortreader.app.screens.picture import PictureScreen
from wortreader.app.screens.piping import OutputScreen, PipeDialog
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.rule_editor import RuleEditor
from wortreader.app.screens.rules import RulesScreen
from wortreader.app.screens.tag_dialogs import TagDialog, UntagDialog
from wortreader.app.screens.undo_dialog import UndoDialog
from wortreader.model import KeptPicture, View, ViewKind
from wortreader.model.playing import Playable
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.search.dates import Present
from wortreader.sync.events.subscriptions import FeedOffered
from wortreader.sync.playing import queue

EPISODE = "https://example.org/episode.mp3"
TITLE = "All that an article can have"

EVERYTHING = """
<p>Text with a <a href="https://example.org/a">link</a>, <code>code</code>, <mark>marked words</mark>,
<del>struck</del>, <ins>inserted</ins>, <b>bold</b>, <i>italic</i> ones, a<sup><a href="#n1" id="r1">1</a></sup>.</p>
<h1>First</h1><h2>Second</h2><h3>Third</h3><h4>Fourth</h4>
<blockquote><p>Quoted, with a <a href="https://example.org/b">link</a> and <code>code</code>.</p></blockquote>
<ol><li>One<ul><li>Within</li></ul></li></ol>
<dl><dt>Term</dt><dd>Meaning</dd></dl><details><summary>Summary</summary><p>Folded.</p></details>
<table><caption>Caption</caption><tr><th>Town</th><th>People</th></tr><tr><td>Wiltz</td><td>7000</td></tr></table>
<pre><code class="language-python">@decorated
def function(name: str, number=12) -> None:
    # a comment
    return "string" if number else None  # so long a line that it goes on beyond the edge of the text
</code></pre>
<figure><img src="https://example.org/p.jpg"><figcaption>The caption of a picture</figcaption></figure>
<hr><p id="n1">The note. <a href="#r1">back</a></p>
"""


def build_library(path: Path) -> Path:
    """The demo with feeds that fail and rest, rules, tags, and and first of all an article that has everything."""
    build_demo(path)
    library = Library.open(path)
    feeds = library.feeds.all()
    library.feeds.record_failure(feeds[0].feed_id, Sentence("The server did not answer."), at=NOW, due_at=NOW)
    library.feeds.pause([feeds[1].feed_id], True)
    feed = library.feeds.get(feeds[2].feed_id)
    new = article(
        "everything",
        "Text of everything",
        title=TITLE,
        html=EVERYTHING,
        published_at=NOW,
        author="A. Writer",
        language="en",
    )
    library.feeds.apply(feed.feed_id, changes(feed, new))
    present = Present(NOW, ZONE)
    hide = RuleDraft(
        "Town", "tram OR everything", (RuleAction.STAR, RuleAction.TAG), tags=("town",), ends_at=NOW + timedelta(days=9)
    )
    library.rules.add(hide, present=present, is_applied=True)
    for number in (1, 2):
        library.downloads.add(f"https://example.org/{number}.mp3", title=f"Episode {number}", now=NOW)
    failing = library.downloads.claim("walk", now=NOW)
    assert failing is not None
    library.downloads.fail(failing, "walk", Sentence("There is nothing at this address (404)."), now=NOW, is_final=True)
    library.downloads.pause([2], now=NOW)  # otherwise it would begin with the app
    queue.add(library, [Playable(EPISODE, TITLE, article_id=number) for number in (3, 1)], now=NOW)
    library.positions.keep(EPISODE, 2530, 3425, now=NOW)
    library.close()
    return path


TO_A_FEED = ("h", "g", "g", *["j"] * 8)

INNER_SCREENS: dict[str, tuple[tuple[tuple[str, ...], type[Screen[Any]]], ...]] = {
    "login": (((*TO_A_FEED, "E"), FeedPage), (("l",), ChooseDialog)),
    "token": (((*TO_A_FEED, "E"), FeedPage), (("l",), ChooseDialog), (("t",), SecretDialog)),
    "user name": (((*TO_A_FEED, "E"), FeedPage), (("l",), ChooseDialog), (("p",), PromptDialog)),
    "user of a command": (
        ((*TO_A_FEED, "E"), FeedPage),
        (("l",), ChooseDialog),
        (("c",), PromptDialog),
        ((*"pass", "enter"), OptionalDialog),
    ),
    "length of a mute": ((("g", "m"), MuteDialog), (("w",), PromptDialog), ((*"tram", "enter"), LengthDialog)),
    "output of a command": ((("|",), PipeDialog), ((*"echo 1", "enter"), OutputScreen)),
    "new rule": ((("g", "R"), RulesScreen), (("a",), RuleEditor)),
    "tags of an article": ((("t",), TagDialog), ((*"one,two", "enter"), ReadingScreen), (("T",), UntagDialog)),
    "links of an article": ((("l",), ReadingScreen), (("u",), LinkDrawer)),
}
"""From the list to screens and dialogs that are opened from others: keys, and what they show, step by step."""


async def go_in(story: AppDriver, name: str) -> AsyncIterator[str]:
    """Goes the steps of `INNER_SCREENS` to a screen, and yields its name after each."""
    for keys, kind in INNER_SCREENS[name]:
        await story.press(*keys)
        await story.until(partial(story.shows, kind))
        yield name


SCREENS = {
    "tags": ("t",),
    "tags to remove": ("T",),
    "links": ("u",),
    "pipe": ("|",),
    "export": ("W",),
    "save": ("B",),
    "command line": (":", *"the"),
    "command line, wrong": (":", *"nonsense", "enter"),
    "palette": ("ctrl+p", *"mark"),
    "help": ("?",),
    "help, further": ("?", "G"),
    "settings": ("g", ",", "j", "j"),
    "choice of a setting": ("g", ",", "enter"),
    "rules": ("g", "R"),
    "editor of rules": ("g", "R", "a", *"budget"),
    "mute": ("g", "m"),
    "sort": ("S",),
    "older": ("z", "o"),
    "outbox": ("g", "o"),
    "queue": ("g", "q"),
    "health": ("g", "H"),
    "downloads": ("g", "D"),
    "removal of a download": ("g", "D", "d"),
    "welcome": ("g", "w"),
    "add": ("+",),
    "folder": ("g", "f"),
    "sequence": ("g",),
    "filter": ("F", *"ar"),
    "selected": ("v", "j", "v"),
    "not found": ("g", "x"),
    "search": ("/", *"budget is:foo"),
    "search, empty": ("/",),
    "hits": ("/", *"budget", "down"),
    "article of a hit": ("/", *"budget", "enter"),
    "nothing found": ("/", *"zzzzqqq"),
    "feeds": ("h", "j", "j"),
    "feeds, selected": ("h", "j", "j", "j", "v", "j", "v"),
    "settings of a feed": (*TO_A_FEED, "E"),
    "feed that fails": (*TO_A_FEED, "g", "h"),
    "folder to move to": (*TO_A_FEED, "g", "v"),
    "remove": (*TO_A_FEED, "D"),
}
"""Keys from the list to each screen, dialog and state of a pane."""

IN_ARTICLE = {
    "article": (),
    "article, further": ("ctrl+f",),
    "article, end": ("G",),
    "letters on links": (";",),
    "words": ("*", "w"),
    "selecting": ("v", "w", "w"),
    "all selected": ("v", "G"),
    "all selected, further": ("v", "G", "g"),
    "finding": ("/", *"link"),
    "matches": ("/", *"link", "enter", "n"),
    "note": ("g", "n"),
    "larger": ("I",),
}
"""Keys from the open article to each of its states."""


async def push_others(story: AppDriver) -> AsyncIterator[str]:
    """Shows the screens and states of dialogs that need a file, a picture or a server, and yields what is shown now."""
    offers = [
        FeedOffered(
            "https://example.org/", number, f"https://example.org/{number}.xml", f"Feed {number}", kind, False, of
        )
        for number, kind, of in ((1, "RSS", None), (2, "Atom", 1), (3, "", None))
    ]
    failing, busy = AddFeedDialog(value="https://example.org/"), AddFeedDialog(value="https://example.org/")
    kept = KeptPicture("https://example.org/p.jpg", None, 300, 200)
    picture = LargePicture(kept, "The caption of a picture")
    shown: dict[str, tuple[BaseModal[Any], Callable[[], object]]] = {
        "report": (ReportDialog("Imported", "2 feeds", ["A remark.", "Another one."]), lambda: None),
        "feeds of a page": (AddFeedDialog(value="https://example.org/", offers=offers), lambda: None),
        "address, failed": (failing, lambda: failing.show_error("example.org does not answer.")),
        "address, busy": (busy, busy.show_busy),
        "picture": (PictureScreen([picture, picture], 0, story.screen.parts.drawer), lambda: None),
    }
    for name, (screen, change) in shown.items():
        await story.app.push_screen(screen)
        await story.settle()
        change()
        await story.settle()
        yield name
        await screen.dismiss(None)
        await story.settle()


async def walk(story: AppDriver) -> AsyncIterator[str]:
    """Goes to every screen of the app on a library of `build_library`, and yields what is shown now."""
    yield "list"
    await story.press("N")  # there is something to undo
    for name, keys in SCREENS.items():
        await story.press(*keys)
        yield name
        await return_to_list(story)
        assert TITLE in story.text, (name, story.text)
    for name in INNER_SCREENS:
        async for step in go_in(story, name):
            yield step
        await return_to_list(story)
    for name, keys in IN_ARTICLE.items():
        await story.press("l", "g", "g", *keys)
        yield name
        await return_to_list(story)
    for name in ("program.undo_list", "view.go", "article.mail"):
        story.screen.run_command(name)
        await story.settle()
        if name == "program.undo_list":
            await story.until(lambda: story.shows(UndoDialog))
        yield name
        await return_to_list(story)
    async for name in push_others(story):
        yield name
    for block in range(0, 24, 2):
        story.view.mark_spoken(block)
        await story.settle()
        yield "read aloud"
    story.view.mark_spoken(None)
    story.app.notify("That went wrong", severity="error")
    await story.settle()
    yield "error"
    for size in ((80, 24), (50, 20), (20, 5)):
        await story.resize(*size)
        for name, keys in (("list", ()), ("feeds", ("h",)), ("article", ("l", "ctrl+f")), ("search", ("/", *"budget"))):
            await story.press(*keys)
            yield f"{name}, {size[0]} columns"
            await return_to_list(story)


async def return_to_list(story: AppDriver) -> None:
    """Goes back to the top of the list with all articles."""
    for _step in range(6):
        if story.top is story.screen and story.screen.parts.navigation.current == "list":
            break
        await story.press("escape")
    assert story.top is story.screen
    if story.screen.parts.articles.view.kind is not ViewKind.ALL:
        story.screen.parts.articles.open(View(ViewKind.ALL))
    story.screen.parts.navigation.show("list")
    await story.press("escape", "g", "g")
