"""The links of the article: listed, opened by their numbers, or chosen by letters that are drawn over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from itertools import product
from typing import Final

from wortreader.app.background.browser import Browser
from wortreader.app.commands.dispatch import command
from wortreader.app.linear import SPOKEN_ROWS, announce, is_linear
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.footnotes import Footnotes
from wortreader.app.panes.article.line_parts import LinkWords, Target, names_of_targets, targets_in
from wortreader.app.signals import Signals
from wortreader.app.widgets.on_demand import OnDemand
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article, Enclosure
from wortreader.model.playing import Playable, playable
from wortreader.prose.files import file_words
from wortreader.prose.typeset.lines import Line
from wortreader.text import cut, labelled

LETTERS = "asdfjklghweruiopcvnmtzybxq"
"""Letters of the hints, those of the home row first. All of them are single keys on the layouts of our languages."""

LETTERS_AROUND_NAMES: Final = 5
"""Cells of a letter, its colon and the comma after its link, where letters are announced."""


@lazy_dataclass(frozen=True, slots=True)
class ListedLink:
    """A link of an article."""

    url: str
    """The address, whose scheme has not been checked."""
    words: str
    """The words of the link in the text; empty for a picture without words."""
    file: Playable | None = None
    """If it is a file of the article, more about it."""


class Hints:
    """Labels over links and footnote marks, until one of them has been typed."""

    def __init__(self, targets: Sequence[Target]) -> None:
        """Labels have one letter if there are enough letters for all targets, else two: none is a prefix of another."""
        size = 1 if len(targets) <= len(LETTERS) else 2
        names = ("".join(letters) for letters in product(LETTERS, repeat=size))
        self._labels = dict(zip(names, targets, strict=False))
        self._typed = ""

    @property
    def shown(self) -> Mapping[Target, str]:
        """The letters that are left to type, for each target that can still be chosen."""
        return {
            target: label[len(self._typed) :] for label, target in self._labels.items() if label.startswith(self._typed)
        }

    def type(self, key: str) -> Target | None:
        """Takes a key. Returns the target whose label is complete with it; None if there is none, or not yet."""
        self._typed += key
        return self._labels.get(self._typed)


@lazy_dataclass(eq=False, slots=True)
class ArticleLinks:
    """Opens the links of the article that `view` shows.

    `request_list` is called if the user wants to choose from a list of all links.
    """

    view: ArticleView
    footnotes: Footnotes
    browser: Browser
    signals: Signals
    work: Work
    request_list: Callable[[Sequence[ListedLink]], object]
    _hints: Hints | None = field(default=None, init=False)
    _lines: Sequence[Line] = field(default=(), init=False)
    """Those over which the letters are drawn."""

    def open(self, url: str, words: str = "") -> None:
        """Opens an address; `words` are the title to remember if that has to wait for the network."""
        feed = self.view.typeset.article.feed_title if self.view.typeset is not None else ""
        self.work.start(lambda: self.browser.browse(url, title=words, feed=feed), group="command")

    def _open_file(self, file: Enclosure, article: Article) -> None:
        """Plays or opens a file of an article."""
        self.work.start(lambda: self.browser.browse_file(playable(file, article)), group="command")

    def open_numbered(self, number: int) -> None:
        """Opens the link with a number that the article has."""
        if self.view.typeset is not None:
            self.open(self.view.typeset.layout.links[number - 1], LinkWords(self.view.lines).of(number))

    @command("article.enclosure")
    def open_file(self, number: int | None) -> None:
        """Opens the file of the article, or the one with this number; asks which if there are several."""
        typeset = self.view.typeset
        files = (typeset.layout.files or typeset.article.enclosures) if typeset is not None else ()
        if not files:
            self.signals.say(_("This article has no file to open."))
        elif number is not None and number > len(files):
            self.signals.say(_("There is no file {n}.").format(n=number))
        elif number is not None or len(files) == 1:
            assert typeset is not None, "it has the files"
            self._open_file(files[(number or 1) - 1], typeset.article)
        else:
            assert typeset is not None, "it has the files"
            article = typeset.article
            self.request_list([ListedLink(file.url, file_words(file), playable(file, article)) for file in files])

    @command("article.links")
    def choose(self, number: int | None) -> None:
        """Opens the link with this number, counted from 1; without a number, asks for a list to choose from."""
        typeset = self.view.typeset
        urls = typeset.layout.links if typeset is not None else ()
        if not urls:
            self.signals.say(_("This article has no links."))
        elif number is None:
            words = LinkWords(self.view.lines)
            self.request_list(OnDemand(len(urls), lambda index: ListedLink(urls[index], words.of(index + 1))))
        elif number <= len(urls):
            self.open_numbered(number)
        else:
            self.signals.say(_("There is no link {n}.").format(n=number))

    @property
    def has_hints(self) -> bool:
        """Whether letters are drawn over the links, so that the next key belongs to them."""
        return self._hints is not None and self.view.lines is self._lines

    @command("article.link_hints")
    def show_hints(self, _count: int | None = None) -> None:
        """Draws letters over the links and footnote marks in view; the next keys choose one."""
        view = self.view
        targets = targets_in(view.lines[number] for number in view.lines_in_view)
        if not targets:
            self.signals.say(_("There is no link in view."))
            return
        self._hints, self._lines = Hints(targets), view.lines
        self._draw_hints(self._hints)
        view.post_message(view.MatchesChanged())

    def _draw_hints(self, hints: Hints) -> None:
        """Draws the letters; in the linear mode they are announced with the beginning of what each belongs to."""
        view = self.view
        view.show_hints(hints.shown)
        if is_linear(view):
            names = names_of_targets(self._lines, view.lines_in_view)
            room = SPOKEN_ROWS * (view.app.size.width - 10) // len(hints.shown) - LETTERS_AROUND_NAMES
            said = [labelled(label, cut(names[target], max(room, 6))) for target, label in hints.shown.items()]
            announce(view, _("Type a letter. {links}").format(links=", ".join(said)))

    def take_key(self, key: str) -> None:
        """Takes a key while hints are drawn: a letter of one of them, or anything else to remove them."""
        view, hints = self.view, self._hints
        if hints is None:
            return
        target = hints.type(key)
        if target is None and hints.shown:
            self._draw_hints(hints)
            return
        self.remove_hints()
        if target is None:
            announce(view, _("No link was chosen."))
        if isinstance(target, str):
            self.footnotes.follow(target)
        elif target is not None and view.typeset is not None:
            self.open_numbered(target)

    def remove_hints(self) -> None:
        """Draws the numbers of the links again."""
        if self._hints is not None:
            self._hints = None
            self.view.show_hints({})
            self.view.post_message(self.view.MatchesChanged())
