"""The names of commands on the command line, and the arguments that they take. Pure.

A command has the names in `LINE_NAMES`, or else the second part of its id if no other command has it (`article.star`:
`star`); and its id. A row declares arguments too; the method that carries out the command takes them after the count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

from wortreader.app.commands.keys import COMMANDS
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Grouping, Order


class ArgumentKind(StrEnum):
    """What an argument is, which says how it is completed. Its value is how it is written in the documentation."""

    FEED = "FEED"
    FOLDER = "FOLDER"
    VIEW = "VIEW"
    PLACE = "NAME"
    """A view, a folder or a feed."""
    TAG = "TAG"
    SETTING = "SETTING"
    VALUE = "VALUE"
    """A value of the setting before it."""
    THEME = "THEME"
    CHOICE = "CHOICE"
    """One of the `choices` of the argument."""
    FILE = "FILE"
    ADDRESS = "ADDRESS"
    QUERY = "QUERY"
    """What is searched for, just as it is written: quotes belong to it."""
    TAGS = "TAGS"
    """Tags with commas between them."""
    AGE = "AGE"
    """How old something is, or a date."""
    WORDS = "WORDS"
    """Words that nothing completes."""
    TEMPLATE = "TEMPLATE"
    """What rows show; just as it is written."""
    PHRASE = "PHRASE"
    """Words that articles have; the article here has some to offer."""
    TOPIC = "TOPIC"
    """What the help is asked for: words, of which the names of commands are offered."""
    NAME = "NEW-NAME"
    """A name that does not exist yet."""
    PATH = "NEW-FOLDER"
    """A folder that does not exist yet, in others that may."""
    PROGRAM = "PROGRAM"
    """A program with its arguments, just as it is written: quotes belong to it."""
    COMMAND = "COMMAND"
    """The name of a command, which every line begins with."""


EXACT = frozenset({ArgumentKind.QUERY, ArgumentKind.PROGRAM, ArgumentKind.TEMPLATE})
"""What is taken just as it is written."""


@lazy_dataclass(frozen=True, slots=True)
class Argument:
    """Something that a command takes. The last argument of a command takes the rest of the line."""

    kind: ArgumentKind
    missing: str = ""
    """What is said if it is missing, to be translated when shown; empty if the command can do without."""
    choices: tuple[str, ...] = ()
    is_private: bool = False
    """Whether lines with it are not remembered."""

    @property
    def shown(self) -> str:
        """How it is written in the documentation."""
        return "|".join(self.choices) or self.kind.value


@lazy_dataclass(frozen=True, slots=True)
class LineName:
    """A name on the command line."""

    name: str
    command_id: str
    arguments: tuple[Argument, ...] = ()
    given: tuple[str, ...] = ()
    """Arguments that the name stands for, before those that are typed."""
    help: str = ""
    """One sentence, to be translated when shown; empty if it is that of the command."""

    @property
    def usage(self) -> str:
        """The name with its arguments, in brackets if the command can do without."""
        shown = (a.shown if a.missing else f"[{a.shown}]" for a in self.arguments)
        return " ".join((self.name, *shown))


def _one_of(choices: Iterable[str]) -> Argument:
    return Argument(ArgumentKind.CHOICE, choices=tuple(choices))


_SETTING = (
    Argument(ArgumentKind.SETTING, missing=N_("Type the name of a setting after “set”, and its value.")),
    Argument(ArgumentKind.VALUE),
)
_FILE, _NEW_NAME, _TAGS = (Argument(kind) for kind in (ArgumentKind.FILE, ArgumentKind.NAME, ArgumentKind.TAGS))

LINE_NAMES: Sequence[LineName] = (
    LineName("open", "pane.in"),
    LineName("back", "pane.out"),
    LineName("next", "article.next"),
    LineName("previous", "article.previous"),
    LineName("next-feed", "feed.next"),
    LineName("previous-feed", "feed.previous"),
    LineName("next-match", "match.next"),
    LineName("previous-match", "match.previous"),
    LineName("browser", "article.browse"),
    LineName("save", "article.save", (Argument(ArgumentKind.ADDRESS),)),
    LineName("download", "article.download"),
    LineName("write", "article.export", (_FILE,)),
    LineName("w", "article.export", (_FILE,)),
    LineName("read-aloud", "article.aloud"),
    LineName("next-paragraph", "aloud.next"),
    LineName("previous-paragraph", "aloud.previous"),
    LineName("stop-reading-aloud", "aloud.end"),
    LineName("toggle-read", "article.toggle_read"),
    LineName("mark-read", "article.toggle_read", given=("read",), help=N_("Mark the article read.")),
    LineName("mark-unread", "article.toggle_read", given=("unread",), help=N_("Mark the article unread.")),
    LineName("pipe", "article.pipe", (Argument(ArgumentKind.PROGRAM),)),
    LineName("tag", "article.tag", (_TAGS,)),
    LineName("untag", "article.untag", (_TAGS,)),
    LineName("to-note", "note.follow"),
    LineName("from-note", "note.back"),
    LineName("other-papers", "article.others"),
    LineName("mark-list-read", "view.mark_read"),
    LineName("mark-all-read", "library.mark_read"),
    LineName("mark-older-read", "marks.older", (Argument(ArgumentKind.AGE),)),
    LineName("go", "view.go", (Argument(ArgumentKind.PLACE),), ("any",)),
    LineName("view", "view.go", (Argument(ArgumentKind.VIEW),), ("view",), N_("Go to a view.")),
    LineName("feed", "view.go", (Argument(ArgumentKind.FEED),), ("feed",), N_("Go to a feed.")),
    LineName("folder", "view.go", (Argument(ArgumentKind.FOLDER),), ("folder",), N_("Go to a folder.")),
    LineName("refresh", "feed.refresh", (Argument(ArgumentKind.PLACE),)),
    LineName("refresh-all", "library.refresh"),
    LineName("add", "feed.add", (Argument(ArgumentKind.ADDRESS),)),
    LineName("import", "library.import", (_FILE,)),
    LineName("export", "library.export", (_FILE,)),
    LineName("move-up", "feed.shift_up"),
    LineName("move-down", "feed.shift_down"),
    LineName("move", "feed.move", (Argument(ArgumentKind.FOLDER),)),
    LineName("new-folder", "folder.new", (Argument(ArgumentKind.PATH),)),
    LineName("sort-by-name", "folder.by_name"),
    LineName("rules", "rules.show"),
    LineName("mute", "rules.mute", (Argument(ArgumentKind.PHRASE),)),
    LineName("queue", "queue.show"),
    LineName("enqueue", "queue.add"),
    LineName("play-next", "queue.add_next"),
    LineName("play", "queue.play"),
    LineName("pause-playing", "play.toggle"),
    LineName("stop-playing", "play.end"),
    LineName("find", "search.here"),
    LineName("search", "search.open", (Argument(ArgumentKind.QUERY),)),
    LineName("keep", "view.keep", (_NEW_NAME,)),
    LineName("rename", "view.rename", (_NEW_NAME,)),
    LineName("hide-read", "view.toggle_read"),
    LineName("density", "view.density", (_one_of(("auto", "comfortable", "compact")),)),
    LineName("row", "view.row", (Argument(ArgumentKind.TEMPLATE),)),
    LineName("sort", "list.sort", (_one_of(order.value for order in Order),), ("order",)),
    LineName("group", "list.sort", (_one_of(group.value for group in Grouping),), ("group",), N_("Group this list.")),
    LineName("filter", "list.filter", (Argument(ArgumentKind.WORDS),)),
    LineName("theme", "program.theme", (Argument(ArgumentKind.THEME),)),
    LineName("settings", "program.settings"),
    LineName("set", "program.settings", _SETTING, help=N_("Change a setting, or show its value.")),
    LineName("help", "program.help", (Argument(ArgumentKind.TOPIC),)),
    LineName("back-or-quit", "program.back"),
    LineName("quit", "program.quit"),
    LineName("q", "program.quit"),
)
"""Commands with other names, or with arguments."""

COUNTED = frozenset(
    {
        *("aloud.faster", "aloud.next", "aloud.previous", "aloud.slower", "article.code_left", "article.code_right"),
        *("article.download", "article.enclosure", "article.links", "article.next", "article.next_paragraph"),
        *("article.next_unread", "article.previous", "article.previous_paragraph", "article.previous_unread"),
        *("article.select", "article.star", "article.tag", "article.toggle_read", "article.untag", "feed.next"),
        *("feed.previous", "feed.shift_down", "feed.shift_up", "marks.redo", "marks.undo", "match.next"),
        *("match.previous", "move.bottom", "move.down", "move.half_page_down", "move.half_page_up", "move.page_down"),
        *("move.page_up", "move.top", "move.up", "note.follow", "pane.larger", "pane.smaller", "play.chapter"),
        *("play.forward", "play.rewind", "queue.add", "queue.add_next"),
    }
)
"""Commands that a count means something to. With any other one, a line with a count is refused, as vim does."""

NOT_IN_LINES = frozenset({"program.command_line"})
"""Commands that make no sense in a line."""


@cache
def line_names() -> Mapping[str, LineName]:
    """Every command by each of its names; of those of one command, the one to show comes first."""
    written = {row.name: row for row in LINE_NAMES}
    by_id = {row.command_id: row for row in reversed(LINE_NAMES)}
    offered = [command.id for command in COMMANDS if command.id not in NOT_IN_LINES]
    tails = Counter(map(_tail, offered))
    names = dict(written)
    for command_id in offered:
        row = by_id.get(command_id)
        arguments, given = (row.arguments, row.given) if row is not None else ((), ())
        if tails[_tail(command_id)] == 1 and command_id not in by_id:
            names.setdefault(_tail(command_id), LineName(_tail(command_id), command_id))
        names[command_id] = LineName(command_id, command_id, arguments, given)
    return names


@cache
def _names() -> Mapping[str, Sequence[str]]:
    names: dict[str, list[str]] = {}
    for name, row in line_names().items():
        names.setdefault(row.command_id, []).append(name)
    return names


def names_of(command_id: str) -> Sequence[str]:
    """All names of a command on the command line, its id among them; none for a macro."""
    return _names().get(command_id, ())


def _tail(command_id: str) -> str:
    return command_id.partition(".")[2].replace("_", "-")
