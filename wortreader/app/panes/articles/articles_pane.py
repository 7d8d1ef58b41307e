"""The pane with the articles of a view, listed again when the library has changed."""

from __future__ import annotations

import asyncio

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.session import Session
from wortreader.app.linear import announce, is_linear
from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.panes.articles.filter_bar import FilterBar
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.widgets.row_list import RowList
from wortreader.app.widgets.row_view import NO_ROWS
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.app.widgets.title_line import TitleLine, position_text
from wortreader.app.widgets.typed_line import TypedLine
from wortreader.app.work import Work
from wortreader.i18n import _, ngettext
from wortreader.model import Arrangement, Grouping, Rows, View, ViewKind
from wortreader.text import grouped, safe_line

ALL = View(ViewKind.ALL)

_ALWAYS_WHOLE = frozenset({ViewKind.STARRED, ViewKind.CONTINUE})
"""Views of articles that the user has read or begun, so that hiding those would leave nothing."""

LARGE_LIST = 2_000
"""Articles in a list whose titles are read before the user has typed the first letter of a filter."""

PREVIEW_SECONDS = 0.08
"""How long the cursor rests on a feed before its articles are listed."""


class ArticlesPane(Vertical):
    """The articles of a view under its title.

    `RowList.Highlighted` and `RowList.Opened` come from the list inside.
    """

    class Listed(Message):
        """A view has been listed."""

    class FilterLeft(Message):
        """The user has left the line for words; the keys go to the list again."""

    def __init__(
        self,
        session: Session,
        signals: Signals,
        work: Work,
        key_table: KeyTable,
        line: TerminalLine,
        *,
        is_compact: bool,
    ) -> None:
        super().__init__(id="list-column")
        self._line = line
        self._session = session
        self._signals = signals
        self._work = work
        self._key_table = key_table
        self._title = TitleLine(id="list-title")
        times = TimeColumn(session.clock, session.zone, session.locale)
        self.article_list = ArticleList(times, list_row=session.config.list_row, is_compact=is_compact, id="articles")
        """The list inside."""
        self.filter_bar = FilterBar()
        """The line to type words in that the list is filtered by."""
        self.filter_words = ""
        """What the list is filtered by; empty if it is not."""
        self.is_stepping = False
        """Whether the user goes through the list from the line of the filter, and does not type."""
        self._is_unread_only = session.remembered.hides_read
        self._feed_tree: FeedTree | None = None
        self.view = ALL
        """What is listed."""

    def compose(self) -> ComposeResult:
        """The title and the list, and the line below it."""
        yield self._title
        yield self.article_list
        yield self.filter_bar

    def on_mount(self) -> None:
        """Follow the library from now on."""
        self._signals.library_changed.subscribe(self, self._follow_library, immediate=True)

    def open(self, view: View) -> None:
        """Lists the articles of a view."""
        self._work.start(lambda: self.show(view), group="view", exclusive=True, leads_on=True)

    def preview(self, view: View) -> None:
        """Lists the articles of a view once the cursor of the feeds has rested on it."""
        self._work.start(lambda: self._show_after_rest(view), group="view", exclusive=True)

    async def _show_after_rest(self, view: View) -> None:
        if view != self.view:  # else only an earlier preview had to be cancelled
            await asyncio.sleep(self._line.rest(PREVIEW_SECONDS))
            await self.show(view)

    async def show(self, view: View, *, at: int | None = None) -> None:
        """Lists the articles of a view, from its first one, or with the cursor on the article `at` if it is in it."""
        articles = self.article_list
        hides_read, arrangement = self._hides_read_in(view), self.arrangement_of(view)
        rows, first = await self._session.opened(
            view, unread_only=hides_read, arrangement=arrangement, first_count=articles.first_count
        )
        if at is not None and hides_read and at not in rows.ids:
            kept = (await self._session.rows(view)).only(at)  # an article that is being read stays in the list
            rows = await self._session.rows(view, unread_only=hides_read, kept=kept, arrangement=arrangement)
        seen = rows.around(at, articles.first_count) if at is not None else ()
        if missing := [article_id for article_id in seen if article_id not in first]:
            first |= await self._session.headlines(missing)  # blank rows would come between the last screen and these
        self.view, self.filter_words = view, ""
        self.filter_bar.is_open = False
        self._name_feeds(rows)
        articles.show(rows, known=first, placeholder=self._why_empty())
        if at is not None:
            articles.move_to_article(at)
        self.show_title()
        self.post_message(self.Listed())

    def say_instead(self, sentence: str) -> None:
        """Shows a sentence instead of the articles, while there are none."""
        self.article_list.show(NO_ROWS, placeholder=sentence)

    @command("view.toggle_read")
    async def toggle_unread_only(self, _count: int | None) -> None:
        """Hides the articles that are read, or shows them again."""
        self._session.remembered.hides_read = self._is_unread_only = not self._is_unread_only
        await self._list_now()
        self._signals.say(_("Read articles are hidden.") if self._is_unread_only else _("Read articles are shown."))

    def _hides_read_in(self, view: View) -> bool:
        """Whether a view is listed without the articles that are read."""
        return self._is_unread_only and view.kind not in _ALWAYS_WHOLE

    def _follow_library(self, news: LibraryChanged) -> None:
        if news.marks is not None:
            self.article_list.change(news.marks.applied_to)
        elif self._feed_tree is not None:  # before that, nothing has been listed
            self._work.start(self._list_again, group="list-again", exclusive=True)

    async def _list_again(self) -> None:
        """Lists the view as it is now; the cursor stays on its article."""
        # An article stays in a list of unread ones after it has been read.
        keeps_read = self._hides_read_in(self.view) or self.view.kind is ViewKind.UNREAD
        await self._list_now(kept=self.article_list.rows if keeps_read else None)

    async def _list_now(self, *, kept: Rows | None = None) -> None:
        """Lists the view as it is now, filtered and arranged as the user wants it; the cursor stays on its article."""
        view, words = self.view, self.filter_words
        rows = await self._session.rows(
            view, unread_only=self._hides_read_in(view), kept=kept, arrangement=self.arrangement_of(view), words=words
        )
        if (view, words) != (self.view, self.filter_words):  # the user has chosen something else meanwhile
            return
        self._name_feeds(rows)
        self.article_list.show(rows, keep=True, placeholder=self._why_empty())
        self.show_title()

    def _name_feeds(self, rows: Rows) -> None:
        self.article_list.set_feed_named(self.view.kind is not ViewKind.FEED and rows.grouping is not Grouping.FEED)

    def arrangement_of(self, view: View) -> Arrangement | None:
        """How the user has arranged a view; None for the usual order, and what a query says."""
        return self._session.remembered.arrangement(_list_name(view))

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Lists the view in another arrangement, from now on."""
        self._session.remembered.arrange(_list_name(self.view), arrangement)
        self._work.start(self._list_now, group="arrange", exclusive=True, leads_on=True)

    def open_filter(self) -> None:
        """Opens the line to type words in that the list is filtered by."""
        if len(self.article_list.rows) > LARGE_LIST:
            self._work.start(self._session.prepare_filter, group="prepare-filter")
        self.filter_bar.is_open = True
        self.is_stepping = False
        self.filter_bar.begin()

    def clear_filter(self) -> None:
        """Lists all articles of the view again."""
        self.filter_bar.put("")
        self.filter_bar.is_open = False
        self._filter("")

    def _filter(self, words: str) -> None:
        """Lists only the articles with all these words."""
        words = " ".join(safe_line(words).split())
        if words != self.filter_words:
            self.filter_words = words
            self._work.start(self._list_filtered, group="filter", exclusive=True, is_awaited=True)

    async def _list_filtered(self) -> None:
        await self._list_now()
        if self.path:
            announce(self, self.spoken_count)

    @property
    def spoken_count(self) -> str:
        """The title of the view and how many articles are listed, as it is announced; `path` must be known."""
        title, count = self.path[-1], len(self.article_list.rows)
        return ngettext("{title}: {n} article.", "{title}: {n} articles.", count).format(title=title, n=grouped(count))

    @on(TypedLine.Changed)
    def _filter_while_typing(self, message: TypedLine.Changed) -> None:
        message.stop()
        self.is_stepping = False
        if self.filter_bar.is_open:
            self._filter(message.words)

    @on(FilterBar.Moved)
    def _move(self, message: FilterBar.Moved) -> None:
        message.stop()
        self.is_stepping = True
        self.article_list.move_by(message.rows)

    @on(TypedLine.Submitted)
    def _keep_filter(self, message: TypedLine.Submitted) -> None:
        message.stop()
        self.filter_bar.is_open = False
        self.post_message(self.FilterLeft())

    @on(TypedLine.Dismissed)
    def _dismiss_filter(self, message: TypedLine.Dismissed) -> None:
        message.stop()
        self.clear_filter()
        self.post_message(self.FilterLeft())

    def show_tree(self, tree: FeedTree) -> None:
        """Takes the title of the view and its unread count from this tree; leaves a view that is no longer in it."""
        is_gone = self._feed_tree is not None and not tree.has(self.view)
        self._feed_tree = tree
        if not tree.feeds and not len(self.article_list.rows):
            self.article_list.show(NO_ROWS, placeholder=self._why_empty())
        if is_gone:
            self.open(ALL)
        else:
            self.show_title()

    @on(RowList.Needed)
    def _supply(self, message: RowList.Needed) -> None:
        message.stop()
        self._work.start(
            lambda: self._supply_rows(message.article_ids), group="rows-articles", is_awaited=is_linear(self)
        )

    async def _supply_rows(self, ids: tuple[int, ...]) -> None:
        self.article_list.supply(await self._session.headlines(ids))

    @property
    def path(self) -> tuple[str, ...]:
        """The title of the view, after the folders around it, outermost first; empty until the feeds have been read."""
        return self._feed_tree.title_path(self.view) if self._feed_tree is not None else ()

    @property
    def unread_count(self) -> int | None:
        """How many unread articles the view holds; None if that is not counted, or not known yet."""
        return self._feed_tree.unread_of(self.view) if self._feed_tree is not None else None

    def show_title(self) -> None:
        """Shows the title and the counts; if one pane is shown at a time, the position in the list."""
        if self._feed_tree is None:
            return
        rows, path = self.article_list.rows, self.path
        if self.filter_words:
            path = (*path[:-1], _("{title} · filter: {words}").format(title=path[-1], words=self.filter_words))
        if self.screen.has_class("-narrow") and not is_linear(self):
            self._title.show(path, position_text(self.article_list.cursor_index, len(rows)))
        elif rows.total is not None:
            found = _("{n} of {total}").format(n=grouped(len(rows)), total=grouped(rows.total))
            self._title.show(path[-1:], found)
        else:
            self._title.show(path[-1:], articles_text(self._feed_tree.unread_of(self.view), len(rows)))

    @on(RowList.Highlighted)
    def _show_position(self) -> None:
        if self.screen.has_class("-narrow") and not is_linear(self):
            self.show_title()

    def _why_empty(self) -> str:
        if self.filter_words:
            key = self._key_table.shown("list.clear_filter")
            words = _("No title, author or feed here contains all these words. {key} shows all articles.")
            return words.format(key=key)
        if self._hides_read_in(self.view) or self.view.kind is ViewKind.UNREAD:
            return _("No unread articles here.")
        if self.view.kind is ViewKind.STARRED:
            key = self._key_table.shown("article.star")
            return _("No starred articles yet. {key} stars an article.").format(key=key)
        if self.view.kind is ViewKind.CONTINUE:
            return _("No unfinished articles. Those that you leave in the middle appear here.")
        if self._feed_tree is not None and not self._feed_tree.feeds:
            words = _("There are no feeds yet. {add} adds one, {begin} shows ways to begin.")
            return words.format(add=self._key_table.shown("feed.add"), begin=self._key_table.shown("library.begin"))
        return _("No articles yet.")


def articles_text(unread: int | None, total: int) -> str:
    """How many articles a view holds, and how many of them are unread if that is known."""
    if unread is None:
        return ngettext("{n} article", "{n} articles", total).format(n=grouped(total))
    return ngettext("{unread} unread of {n}", "{unread} unread of {n}", unread).format(
        unread=grouped(unread), n=grouped(total)
    )


def _list_name(view: View) -> str:
    """What the list of a view is called where its arrangement is remembered."""
    return view.kind.value if view.id is None else f"{view.kind.value} {view.id}"
