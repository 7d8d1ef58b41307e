"""A walk through every screen of the app, for tests of how they all look."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from app.app_driver import NOW, ZONE, AppDriver, build_demo
from library_factory import article, changes

from wortreader.app.screens.undo_dialog import UndoDialog
from wortreader.model import View, ViewKind
from wortreader.model.playing import Playable
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.search.dates import Present
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
    "settings of a feed": ("h", *["j"] * 6, "E"),
    "feed that fails": ("h", *["j"] * 6, "g", "h"),
    "folder to move to": ("h", *["j"] * 6, "g", "v"),
    "remove": ("h", *["j"] * 6, "D"),
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


async def walk(story: AppDriver) -> AsyncIterator[str]:
    """Goes to every screen of the app on a library of `build_library`, and yields what is shown now."""
    yield "list"
    await story.press("N")  # there is something to undo
    for name, keys in SCREENS.items():
        await story.press(*keys)
        yield name
        await _return(story)
        assert TITLE in story.text, (name, story.text)
    for name, keys in IN_ARTICLE.items():
        await story.press("l", "g", "g", *keys)
        yield name
        await _return(story)
    for name in ("program.undo_list", "view.go", "article.mail"):
        story.screen.run_command(name)
        await story.settle()
        if name == "program.undo_list":
            assert story.shows(UndoDialog)
        yield name
        await _return(story)
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
            await _return(story)


async def _return(story: AppDriver) -> None:
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
