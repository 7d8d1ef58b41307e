"""The pane with one article: how it is shown, and everything that can be done in it.

An article is shown while the cursor of a list rests on it, and opened when the user goes into it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from wortreader.app.background.article_fetcher import ArticleFetcher
from wortreader.app.background.browser import Browser
from wortreader.app.background.speech import Speech
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import Pane
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_modes import ArticleModes
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.find_in_article import FindBar, FindInArticle
from wortreader.app.panes.article.footnotes import Footnotes
from wortreader.app.panes.article.full_text import ArticleTexts
from wortreader.app.panes.article.links import ArticleLinks, ListedLink
from wortreader.app.panes.article.match_navigation import MatchNavigation
from wortreader.app.panes.article.reading_aloud import ReadingAloud
from wortreader.app.panes.article.reading_position import ReadingPositions
from wortreader.app.panes.article.shown_article import ShownArticle
from wortreader.app.panes.article.shown_pictures import LargePicture, ShownPictures
from wortreader.app.panes.article.text_selector import TextSelector
from wortreader.app.panes.article.word_picker import WordPicker
from wortreader.app.panes.selection import Selection
from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.signals import Signals
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.widgets.title_line import TitleLine
from wortreader.app.widgets.typed_line import TypedLine
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article

PREVIEW_SECONDS = 0.06
"""How long the cursor rests on an article before it is shown: a held key shows the last one only."""


class ArticlePane(Vertical):
    """One article, under a title where one pane is shown at a time, and above a line to find words in it."""

    requested_id: int | None = None
    """The article that was to be shown last, which may take a moment; None if there is none."""

    class ArticleChanged(Message):
        """Another article is shown, or none, or other matches are marked in it."""

    @lazy_dataclass(eq=False)
    class Opened(Message):
        """The user has gone into an article, and it is shown."""

        article_id: int

    class Missing(Message):
        """The article that was shown, or was to be, is not in the library any more."""

    @lazy_dataclass(eq=False)
    class SearchRequested(Message):
        """The user wants to search the library."""

        query: str

    @lazy_dataclass(eq=False)
    class LinkListRequested(Message):
        """The user wants to choose from the links of the article."""

        links: Sequence[ListedLink]

    @lazy_dataclass(eq=False)
    class LargePictureRequested(Message):
        """The user wants to see a picture in the whole terminal."""

        pictures: Sequence[LargePicture]
        """Those of the article."""
        index: int
        """The one to show first."""

    def __init__(
        self,
        session: Session,
        signals: Signals,
        work: Work,
        key_table: KeyTable,
        selection: Selection,
        line: TerminalLine,
        drawer: PictureDrawer,
        fetcher: ArticleFetcher,
        browser: Browser,
        speech: Speech,
    ) -> None:
        super().__init__(id="article-column")
        self._session = session
        self._signals = signals
        self._work = work
        self._key_table = key_table
        self._line = line
        self.view = ArticleView(id="article", measure=session.config.measure)
        """The widget that shows it."""
        self._title = TitleLine(id="article-title")
        self._origin: Sequence[str] = ()
        self._position = ""
        self._find_bar = FindBar()
        self.positions = ReadingPositions(self.view, session, signals, work)
        self.matches = MatchNavigation(self.view, session, signals, shift_code=self._shift_code_to)
        self.finding = FindInArticle(self.view, self._find_bar, self.matches, session, signals, work)
        self.word_picker = WordPicker(self.view, self.matches, signals, work, search=self._request_search)
        self.selector = TextSelector(
            self.view, self.matches, signals, copy=browser.copy_text, changed=self._announce_change
        )
        self.footnotes = Footnotes(self.view, signals, key_table)
        self.links = ArticleLinks(
            self.view, self.footnotes, browser, signals, work, request_list=self._request_link_list
        )
        self.aloud = ReadingAloud(self.view, speech, session, signals, work, changed=self._announce_change)
        self._modes = ArticleModes(self._find_bar, self.links, self.word_picker, self.selector, self.aloud)
        self.pictures = ShownPictures(
            self.view,
            drawer,
            session,
            fetcher,
            signals,
            work,
            typeset_again=self._typeset_again,
            read_again=self.read_again,
            show_large=self._request_large_picture,
        )
        self.full_texts = ArticleTexts(
            session,
            selection,
            fetcher,
            signals,
            work,
            key_table,
            read_again=self.read_again,
            page_fetched=self._fetch_pictures_of_page,
        )
        self.shown = self._build_shown_article()

    def _build_shown_article(self) -> ShownArticle:
        return ShownArticle(
            self.view,
            self._session,
            self._signals,
            self._work,
            self.positions,
            self.matches,
            self.pictures,
            self.full_texts,
            self.footnotes,
            laid_out=self._laid_out,
            turned=self._turned,
            changed=self._announce_change,
            missing=self._leave_missing_article,
        )

    @property
    def command_owners(self) -> Sequence[object]:
        """The objects that carry out the commands of the pane."""
        owners = (self.shown, self.matches, self.word_picker, self.footnotes)
        return (*owners, self.aloud, self.links, self.pictures, self.full_texts)

    def compose(self) -> ComposeResult:
        """The title, the article, and the line to find words."""
        yield self._title
        yield self.view
        yield self._find_bar

    def on_mount(self) -> None:
        """Follow the library and the terminal from now on."""
        self._signals.library_changed.subscribe(self, self.shown.follow_library, immediate=True)
        self._signals.speech_changed.subscribe(self, self.aloud.follow, immediate=True)
        self.pictures.begin()

    async def leave(self) -> None:
        """Keeps the place of the user before the app ends."""
        self.pictures.close()
        await self.positions.keep_last()

    @property
    def article(self) -> Article | None:
        """The article that is shown, opened or not; None if there is none."""
        return self.shown.article

    @property
    def article_id(self) -> int | None:
        """The id of the article that is shown; None if there is none."""
        return self.article.article_id if self.article is not None else None

    @property
    def spot(self) -> tuple[int, int]:
        """The line at the top of the pane, and the width of the text, for `return_to`."""
        return self.view.scroll_offset.y, self.view.text_width

    def show_title(self, path: Sequence[str], note: str = "") -> None:
        """Shows where the article comes from, outermost first, and a note, where one pane is shown at a time.

        Once the title of the article has been scrolled out of view, it is shown instead, with how far the user is.
        """
        self._origin, self._position = path, note
        self._show_where()

    @on(ArticleView.Scrolled)
    def _show_where(self) -> None:
        view = self.view
        if self.article is not None and view.is_title_above:
            self._title.show((self.article.title,), _("{n}%").format(n=view.seen_percentage))
        elif self.screen.has_class("-narrow"):
            self._title.show(self._origin, self._position)
        else:
            self._title.show(())

    def preview(self, article_id: int, *, is_at_once: bool = False) -> None:
        """Shows an article without opening it once the cursor has rested, unless another one is to be shown by then.

        With `is_at_once`, it does not wait for the cursor.
        """

        async def show_after_rest() -> None:
            await asyncio.sleep(0 if is_at_once else self._line.rest(PREVIEW_SECONDS))
            await self.shown.show(article_id)

        self.requested_id = article_id
        self._work.start(show_after_rest, group="article", exclusive=True)

    def open(self, article_id: int, *, at_end: bool = False) -> None:
        """Shows an article because the user goes into it; with `at_end`, from its last page. Posts Opened."""
        self.requested_id = article_id
        self._work.start(lambda: self._open(article_id, at_end), group="article", exclusive=True, leads_on=True)

    async def _open(self, article_id: int, at_end: bool) -> None:
        is_shown = article_id == self.article_id and self.shown.is_whole
        if not self.view.is_on_screen:
            await self._laid_out()  # the pane comes alone, and is painted before a thread begins to typeset
        if not is_shown and not await self.shown.show(article_id):
            return
        if at_end:
            self.view.move_bottom()
        self.post_message(self.Opened(article_id))

    def return_to(self, article_id: int, line: int, width: int) -> None:
        """Shows an article again as it was: with its `line` at the top, if the text is as wide as then."""

        async def show_and_scroll() -> None:
            await self._laid_out()
            if await self.shown.show(article_id) and self.view.text_width == width:
                self.view.scroll_to_line(line)

        self.requested_id = article_id
        self._work.start(show_and_scroll, group="article", exclusive=True, leads_on=True)

    def clear(self) -> None:
        """Shows no article."""
        self._work.cancel("article")
        if self.requested_id is not None or self.article is not None:
            self.requested_id = None
            self.shown.clear()

    def _leave_missing_article(self) -> None:
        self.requested_id = None
        self.shown.clear()
        if self.view.is_current:
            self._signals.say(_("The article is not in the library any more."))
        self.post_message(self.Missing())

    def keep_place(self) -> None:
        """Writes the place of the user to the library now."""
        self.positions.keep()

    def _turned(self) -> None:
        """Another article is about to be shown, or none: what belongs to this one only is forgotten."""
        self.finding.forget()
        self.footnotes.forget()
        self._modes.forget()

    async def _laid_out(self) -> None:
        """Returns when the pane has its size."""
        is_laid_out = asyncio.Event()
        self.screen.call_after_refresh(is_laid_out.set)  # the pane itself is called before the layout is done
        await is_laid_out.wait()

    async def read_again(self) -> None:
        """Reads the article again, and shows what has changed; the user stays in their place."""
        await self.shown.read_again()

    def _typeset_again(self) -> None:
        self.shown.typeset_again()

    def _shift_code_to(self, shift: int) -> None:
        self.shown.shift_code_to(shift)

    async def _fetch_pictures_of_page(self, article: Article) -> None:
        """Fetches the pictures of a page that has just come, as a refresh does."""
        await self.shown.read_again()
        if self._session.config.keep_pictures and self.article_id == article.article_id:
            await self.pictures.fetch_missing(article, is_asked=False)

    @property
    def mode(self) -> Pane:
        """What keys in the pane belong to: the article, the line to find words, choosing a word, or selecting text."""
        return self._modes.current

    def set_current(self, is_current: bool) -> None:
        """Notes whether keys go to the pane. Ends its modes, but reading aloud only if they do not."""
        self.view.is_current = is_current
        self._modes.stop(is_left=not is_current)

    def take_key(self, event: events.Key, count: int | None) -> bool:
        """Takes a key, before which `count` was typed, if it belongs to a mode here. Returns whether it did."""
        return self._modes.take_key(event, count)

    def set_query(self, query: str) -> None:
        """Sets what has been searched for, to be marked in articles that are shown from now on; empty for nothing."""
        self.matches.query = query.strip() and query
        if not self.matches.query:
            self.matches.unmark()

    def mark_query_soon(self) -> None:
        """Marks the query in the article that is shown already, unless another query is set in a moment."""

        async def mark_after_delay() -> None:
            await asyncio.sleep(PREVIEW_SECONDS)
            await self.matches.mark()

        self._work.start(mark_after_delay, group="marking", exclusive=True)

    @on(ArticleView.WidthChanged)
    def _width_changed(self) -> None:
        self.shown.typeset_again()

    @on(ArticleView.PlaceChanged)
    def _place_changed(self) -> None:
        if self.article_id is not None:
            self.positions.follow(self.article_id)

    @on(ArticleView.PicturesChanged)
    def _pictures_changed(self) -> None:
        self.pictures.draw()

    @on(ArticleView.HeightChanged)
    def _height_changed(self) -> None:
        self.pictures.fit()

    @on(ArticleView.MatchesChanged)
    def _announce_change(self) -> None:
        self.post_message(self.ArticleChanged())

    def _request_search(self, query: str) -> None:
        self.post_message(self.SearchRequested(query))

    def _request_link_list(self, links: Sequence[ListedLink]) -> None:
        self.post_message(self.LinkListRequested(links))

    def _request_large_picture(self, pictures: Sequence[LargePicture], index: int) -> None:
        self.post_message(self.LargePictureRequested(pictures, index))

    @on(ArticleView.LinkChosen)
    def _link_chosen(self, message: ArticleView.LinkChosen) -> None:
        self.links.open(message.url)

    @on(ArticleView.MarkChosen)
    def _mark_chosen(self, message: ArticleView.MarkChosen) -> None:
        self.footnotes.follow(message.goal)

    @on(ArticleView.WordSelected)
    def _word_selected(self, message: ArticleView.WordSelected) -> None:
        sentence = _("{key} searches everything for “{word}”, {copy_key} copies it.")
        shown = self._key_table.shown
        self._signals.say(
            sentence.format(key=shown("search.word"), word=message.word, copy_key=shown("article.copy_link"))
        )

    @on(ArticleView.TextSelected)
    def _text_selected(self) -> None:
        self._signals.say(_("{key} copies what is selected.").format(key=self._key_table.shown("article.copy_link")))

    @on(TypedLine.Changed)
    def _words_changed(self, message: TypedLine.Changed) -> None:
        message.stop()
        self.finding.find(message.words)

    @on(TypedLine.Submitted)
    def _words_submitted(self, message: TypedLine.Submitted) -> None:
        message.stop()
        self.finding.accept()

    @on(TypedLine.Dismissed)
    def _words_dismissed(self, message: TypedLine.Dismissed) -> None:
        message.stop()
        self.finding.close()
