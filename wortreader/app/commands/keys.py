"""The list of all commands and their default keys, for key presses, the status line, help and the documents.

A key has the same meaning in every pane, except for the commands with `needs_matches`.

A screen passes the keys that no Input takes to a `KeySequence`. There are no Textual bindings, which have neither
counts nor sequences. What the commands are called on the command line, and what they take there, is in `line_names.py`,
other words for them in `synonyms.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import chain

from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass


class Pane(StrEnum):
    """What the keys go to."""

    FEEDS = "feeds"
    LIST = "list"
    ARTICLE = "article"
    SEARCH = "search"
    """The line in which a query is typed."""
    HITS = "hits"
    """The hits of a query."""
    FILTER = "filter"
    """The line in which words to filter the list by are typed."""
    FIND = "find"
    """The line in which words to find in the article are typed."""
    WORD = "word"
    """The words of the article, of which one is being chosen."""
    SELECT = "select"
    """The text of the article, of which a part is being selected."""
    ALOUD = "aloud"
    """The article while it is read aloud."""
    LINKS = "links"
    """The letters over links and footnote marks, of which some are being typed."""


@lazy_dataclass(frozen=True, slots=True)
class Command:
    """A command that the user can run."""

    id: str
    """Its name in configuration files. It never changes."""
    keys: tuple[str, ...]
    """The default first, then the aliases; empty if the command is only in the palette."""
    label: str
    """A few words for the palette. To be translated when shown."""
    help: str
    """One sentence. To be translated when shown."""
    needs_matches: bool = False
    """Available only while matches are marked, and then instead of any other command with the same key."""


NEEDS_ARTICLE = frozenset(
    {
        "article.bookmark",
        "article.browse",
        "article.browse_and_mark",
        "article.copy_link",
        "article.download",
        "article.export",
        "article.full_text",
        "article.mail",
        "article.others",
        "article.pipe",
        "article.star",
        "article.toggle_read",
        "play.chapter",
        "queue.add",
        "queue.add_next",
        "search.like",
    }
)
"""The commands on the article that is open or under the cursor."""

NEEDS_TEXT = frozenset(
    {
        "article.aloud",
        "article.code_left",
        "article.code_right",
        "article.enclosure",
        "article.large_picture",
        "article.link_hints",
        "article.links",
        "article.next_paragraph",
        "article.previous_paragraph",
        "article.transcript",
        "note.back",
        "note.follow",
        "search.word",
    }
)
"""The commands on the text of that article, which has to be on the screen."""

SECTIONS: Mapping[str, tuple[Command, ...]] = {
    N_("Moving"): (
        Command("move.down", ("j", "down"), N_("down"), N_("Move down, or scroll.")),
        Command("move.up", ("k", "up"), N_("up"), N_("Move up, or scroll.")),
        Command("pane.in", ("l", "right", "enter"), N_("open"), N_("List a feed or folder, or read an article.")),
        Command(
            "pane.out",
            ("h", "left", "backspace"),
            N_("back"),
            N_("Go back to the list, then to the feeds; close a folder."),
        ),
        Command("pane.leave", ("escape",), N_("leave"), N_("Leave the matches, the hit, the search or the pane.")),
        Command("move.top", ("gg", "home"), N_("top"), N_("Go to the top; 5gg: to row 5.")),
        Command("move.bottom", ("G", "end"), N_("bottom"), N_("Go to the bottom; 5G: to row 5.")),
        Command("move.half_page_down", ("ctrl+d",), N_("half a page down"), N_("Move down by half a page.")),
        Command("move.half_page_up", ("ctrl+u",), N_("half a page up"), N_("Move up by half a page.")),
        Command("move.page_down", ("ctrl+f", "pagedown"), N_("a page down"), N_("Move down by a page.")),
        Command("move.page_up", ("ctrl+b", "pageup"), N_("a page up"), N_("Move up by a page.")),
    ),
    N_("Reading"): (
        Command(
            "article.read_on", ("space",), N_("read on"), N_("Page down; at the end, open the next unread article.")
        ),
        Command("article.next_paragraph", (")", "}"), N_("next paragraph"), N_("Go to the next paragraph.")),
        Command(
            "article.previous_paragraph", ("(", "{"), N_("previous paragraph"), N_("Go to the previous paragraph.")
        ),
        Command("article.read_back", ("b",), N_("read back"), N_("Page up; at the top, open the previous article.")),
        Command("article.next_unread", ("n",), N_("next unread"), N_("Go to the next unread article.")),
        Command("article.previous_unread", ("p",), N_("previous unread"), N_("Go to the previous unread article.")),
        Command("article.next", ("J", "shift+down"), N_("next article"), N_("Go to the next article.")),
        Command("article.previous", ("K", "shift+up"), N_("previous article"), N_("Go to the previous article.")),
        Command("feed.next", ("gj", "alt+down"), N_("next feed"), N_("Go to the next feed.")),
        Command("feed.previous", ("gk", "alt+up"), N_("previous feed"), N_("Go to the previous feed.")),
        Command("article.browse", ("o",), N_("browser"), N_("Open the article in the browser.")),
        Command(
            "article.browse_and_mark",
            ("O",),
            N_("open and mark read"),
            N_("Open the article in the browser and mark it read."),
        ),
        Command(
            "article.full_text",
            ("x", "d"),
            N_("full text"),
            N_("Show the full text of the page, or the feed's text again."),
        ),
        Command("article.links", ("u",), N_("links"), N_("List the article's links; 5u: open the fifth.")),
        Command("article.link_hints", (";",), N_("letters on links"), N_("Show letters on the links, to open one.")),
        Command(
            "article.enclosure",
            ("e",),
            N_("play"),
            N_("Play the article's audio or video, or open its file; 2e: the second."),
        ),
        Command(
            "article.transcript",
            ("gt",),
            N_("to the transcript"),
            N_("Go to the transcript or chapters; fetch them if they are missing."),
        ),
        Command("article.download", ("gd",), N_("download the files"), N_("Download the audio, video or files.")),
        Command("note.follow", ("gn",), N_("to the note"), N_("Go to a footnote; 2gn: to the second in view.")),
        Command("note.back", ("gb",), N_("back from the note"), N_("Go back from the footnote to the text.")),
        Command("article.save", ("B",), N_("save a page"), N_("Save a page or a file to the folder Saved.")),
        Command("article.export", ("W",), N_("write to a file"), N_("Write the article to a file: text, Markdown …")),
        Command("article.pipe", ("!", "|"), N_("pipe into a command"), N_("Pipe the article into a command.")),
        Command("article.mail", (), N_("mail"), N_("Mail the article.")),
        Command("article.bookmark", (), N_("bookmark"), N_("Bookmark the article with your own command.")),
        Command(
            "article.others",
            ("gs", "ctrl+o"),
            N_("other papers"),
            N_("Open this story in another paper; among hits, list all papers."),
        ),
        Command("article.copy_link", ("y",), N_("copy"), N_("Copy the selection, or else the article's address.")),
        Command(
            "article.pictures", ("i",), N_("show or hide pictures"), N_("Show the pictures, or only their captions.")
        ),
        Command(
            "article.large_picture", ("I",), N_("enlarge a picture"), N_("Show a picture as large as the terminal.")
        ),
        Command("article.code_right", (">",), N_("scroll code right"), N_("Scroll long lines of code to the right.")),
        Command("article.code_left", ("<",), N_("scroll code left"), N_("Scroll long lines of code to the left.")),
        Command("view.zen", ("Z", "f11"), N_("only the article"), N_("Show only the article, or all panes again.")),
    ),
    N_("Reading aloud"): (
        Command(
            "article.aloud",
            ("gr",),
            N_("read aloud"),
            N_("Read the article aloud from here, or pause: then Space, n, p, +, - and Esc."),
        ),
        Command("aloud.next", (), N_("next paragraph"), N_("Read the next paragraph aloud.")),
        Command("aloud.previous", (), N_("previous paragraph"), N_("Read the previous paragraph aloud.")),
        Command("aloud.faster", (), N_("read faster"), N_("Read aloud faster.")),
        Command("aloud.slower", (), N_("read more slowly"), N_("Read aloud more slowly.")),
        Command("aloud.end", (), N_("stop reading aloud"), N_("Stop reading aloud.")),
    ),
    N_("Lists"): (
        Command("list.sort", ("S",), N_("sort"), N_("Sort and group this list.")),
        Command("list.filter", ("F",), N_("filter"), N_("Filter the list by words in title, author or feed.")),
        Command("list.clear_filter", ("=",), N_("clear the filter"), N_("Show all articles of the list again.")),
    ),
    N_("Playing"): (
        Command("queue.show", ("gq",), N_("queue"), N_("Show the queue, and what is being played.")),
        Command("queue.add", ("zq",), N_("add to the queue"), N_("Add the article's audio or video to the queue.")),
        Command(
            "queue.add_next", (), N_("play next"), N_("Add the article's audio or video to the front of the queue.")
        ),
        Command("queue.play", ("ze",), N_("play the queue"), N_("Play the queue from its beginning.")),
        Command("play.toggle", ("zp",), N_("pause"), N_("Pause or resume playback.")),
        Command("play.forward", ("z>",), N_("forward"), N_("Skip forward 30 seconds; 4z>: two minutes.")),
        Command("play.rewind", ("z<",), N_("rewind"), N_("Skip back 10 seconds; 6z<: a minute.")),
        Command(
            "play.chapter", ("zc",), N_("chapters"), N_("Play the article's recording from a chapter; 3zc: the third.")
        ),
        Command("play.skip", ("zn",), N_("next in the queue"), N_("Play the next file of the queue.")),
        Command("play.end", ("zs",), N_("stop playing"), N_("Stop playing; the position is kept.")),
    ),
    N_("Selecting"): (
        Command(
            "article.select",
            ("v", "insert"),
            N_("select"),
            N_("Select or deselect the row; in an article, select text."),
        ),
        Command("select.range", ("zv",), N_("select up to here"), N_("Select all from the last selected one to here.")),
        Command("select.invert", ("V",), N_("select the others"), N_("Invert the selection; without one, select all.")),
    ),
    N_("Marks"): (
        Command(
            "article.toggle_read", ("N", "m"), N_("mark read or unread"), N_("Mark the article read, or unread again.")
        ),
        Command("article.star", ("f", "s"), N_("star"), N_("Star the article, or remove its star.")),
        Command(
            "article.tag", ("t",), N_("tags"), N_("Edit the tags of the article, or of the feed in the feed list.")
        ),
        Command("article.untag", ("T",), N_("remove a tag"), N_("Remove a tag of the article or feed.")),
        Command("view.mark_read", ("A",), N_("mark list read"), N_("Mark all articles in this list read.")),
        Command("library.mark_read", ("C",), N_("mark all read"), N_("Mark all articles in the library read.")),
        Command("list.mark_above_read", ("za",), N_("mark above read"), N_("Mark the articles above this one read.")),
        Command("list.mark_below_read", ("zb",), N_("mark below read"), N_("Mark the articles below this one read.")),
        Command(
            "marks.older",
            ("zo",),
            N_("mark older read"),
            N_("Mark articles in this list read that are older than a date."),
        ),
        Command("marks.undo", ("U", "alt+u"), N_("undo"), N_("Undo the last change.")),
        Command("marks.redo", ("ctrl+y",), N_("redo"), N_("Redo what was undone.")),
        Command(
            "program.undo_list", (), N_("list of changes"), N_("Show what can be undone, and undo back to a change.")
        ),
    ),
    N_("Feeds"): (
        Command("feed.refresh", ("r", "f5"), N_("refresh"), N_("Refresh the feeds of this view.")),
        Command("library.refresh", ("R", "shift+f5"), N_("refresh all"), N_("Refresh all feeds.")),
        Command("library.stop", ("gx",), N_("stop"), N_("Stop the refresh; what has arrived is kept.")),
        Command(
            "library.pack", ("gp",), N_("prepare for offline"), N_("Download unread articles in full, to read offline.")
        ),
        Command("feed.add", ("+",), N_("add a feed"), N_("Add a feed by its address, or that of a web page.")),
        Command(
            "feed.remove",
            ("D", "delete"),
            N_("remove the feed"),
            N_("Remove the feeds or folders, the view or the tag, after asking."),
        ),
        Command("feed.health", ("gh", "f8"), N_("feed status"), N_("Show the feed's status and last error.")),
        Command("view.go", (), N_("go to a view"), N_("Go to a feed, a folder or a view by name.")),
        Command("view.feeds", ("zf",), N_("show the feeds"), N_("Show or hide the feeds.")),
        Command(
            "feed.health_list",
            ("gH",),
            N_("feeds with problems"),
            N_("List the feeds that fail, have moved or are idle."),
        ),
        Command("view.rename", (), N_("rename"), N_("Rename the feed, folder, view or tag.")),
        Command("feed.page", ("E",), N_("settings of the feed"), N_("Change the feed or folder, or rename the view.")),
        Command("feed.move", ("gv",), N_("move into a folder"), N_("Move the feeds or folders into a folder.")),
        Command("feed.pause", ("P",), N_("pause the feed"), N_("Pause the feed, or resume it.")),
        Command("feed.shift_up", ("gK",), N_("feed up"), N_("Move the feed or folder up in its folder.")),
        Command("feed.shift_down", ("gJ",), N_("feed down"), N_("Move the feed or folder down in its folder.")),
        Command("folder.new", ("gf",), N_("new folder"), N_("Add a folder.")),
        Command("folder.by_name", (), N_("feeds by name"), N_("Sort the feeds of the folder by name again.")),
        Command(
            "library.begin", ("gw",), N_("getting started"), N_("Show ways to begin: ready-made lists, OPML, the demo.")
        ),
        Command("library.import", (), N_("import feeds"), N_("Import feeds from an OPML file.")),
        Command("library.export", (), N_("export feeds"), N_("Export the feeds to an OPML file.")),
    ),
    N_("Search"): (
        Command("search.here", ("/",), N_("search, find"), N_("Find in the article; elsewhere, search everything.")),
        Command(
            "search.open",
            ("f3",),
            N_("search everything"),
            N_("Search everything; from the find line, with its words."),
        ),
        Command("search.word", ("*",), N_("search for a word"), N_("Choose a word in the article and search for it.")),
        Command("search.like", ("L",), N_("more like this"), N_("List similar articles, which share its rare words.")),
        Command("view.keep", ("ctrl+s",), N_("save as a view"), N_("Save the search as a view among the feeds.")),
        Command("match.next", ("n",), N_("next match"), N_("Go to the next match, while matches are marked."), True),
        Command(
            "match.previous",
            ("N",),
            N_("previous match"),
            N_("Go to the previous match, while matches are marked."),
            True,
        ),
    ),
    N_("Program"): (
        Command("program.help", ("?", "f1"), N_("help"), N_("Show all keys.")),
        Command(
            "program.palette", ("ctrl+p", "f2"), N_("palette"), N_("Find a command, feed, view or setting by name.")
        ),
        Command("program.command_line", (":",), N_("command line"), N_("Type a command; Tab completes it.")),
        Command("view.toggle_read", ("M", "."), N_("hide read"), N_("Hide or show the articles that are read.")),
        Command("pane.larger", ("z+", "alt+right"), N_("larger pane"), N_("Make the pane larger; 5z+: by five.")),
        Command("pane.smaller", ("z-", "alt+left"), N_("smaller pane"), N_("Make the pane smaller.")),
        Command("pane.reset", ("z=",), N_("usual sizes"), N_("Reset the sizes of the panes.")),
        Command("view.density", (), N_("density"), N_("Switch between rows of several lines and of a single line.")),
        Command("view.row", (), N_("details in rows"), N_("Change what list rows show, in terminals of this width.")),
        Command("program.theme", (), N_("theme"), N_("Change the theme: dark, light, high contrast, auto.")),
        Command("rules.show", ("gR",), N_("rules"), N_("Show and change the rules for new articles.")),
        Command("rules.mute", ("gm",), N_("mute"), N_("Hide articles with a word, an author or a category.")),
        Command("program.downloads", ("gD",), N_("downloads"), N_("Show the downloads, and how far they are.")),
        Command("program.outbox", ("go",), N_("outbox"), N_("Show what is waiting for the network.")),
        Command("program.settings", ("g,",), N_("settings"), N_("Show and change the settings.")),
        Command("program.read_settings", ("ctrl+r",), N_("reload the settings"), N_("Reload the configuration file.")),
        Command("program.redraw", ("ctrl+l",), N_("redraw"), N_("Redraw the screen.")),
        Command("program.suspend", ("ctrl+z",), N_("suspend"), N_("Suspend to the shell; fg comes back.")),
        Command("program.back", ("q",), N_("back or quit"), N_("Go back; if there is nothing to go back to, quit.")),
        Command("program.quit", ("Q", "ctrl+q"), N_("quit"), N_("Quit at once.")),
    ),
}
"""Every command by the title of its section in help and README, to be translated when shown."""

COMMANDS: tuple[Command, ...] = tuple(chain.from_iterable(SECTIONS.values()))
"""Every command, in the order of help and README."""

COMMANDS_BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
