"""The article that is shown: read, typeset for the width of the view, and kept as the library has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import field, replace

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.library.typesetter import TypesetArticle
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.footnotes import Footnotes
from wortreader.app.panes.article.full_text import ArticleTexts
from wortreader.app.panes.article.match_navigation import MatchNavigation
from wortreader.app.panes.article.reading_position import ReadingPositions
from wortreader.app.panes.article.shown_pictures import ShownPictures
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import UnknownArticle
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article

LONG = 6_000
"""Words; of an article with more, the beginning is shown first."""

CHARACTERS_A_WORD = 6

FIRST_LINES = 150
"""More than the height of any terminal."""

CODE_STEP = 8
"""Cells that code is moved sideways by one key press."""


@lazy_dataclass(eq=False, slots=True)
class ShownArticle:
    """Shows one article in `view`.

    `laid_out` is awaited until the view has its size, `turned` called when another article is about to be shown, or
    none, `changed` after an article has been shown, or removed, and `missing` if the one to be shown is not in the
    library.
    """

    view: ArticleView
    session: Session
    signals: Signals
    work: Work
    positions: ReadingPositions
    matches: MatchNavigation
    pictures: ShownPictures
    full_texts: ArticleTexts
    footnotes: Footnotes
    laid_out: Callable[[], Awaitable[None]]
    turned: Callable[[], None]
    changed: Callable[[], object]
    missing: Callable[[], object]
    _code_shift: int = field(default=0, init=False)
    """Cells of code that are out of sight on the left."""
    article: Article | None = field(default=None, init=False)
    """The article that is shown; None if there is none."""
    _incoming: Article | None = field(default=None, init=False)
    """The article that is typeset to be shown next, with its marks as they are now."""
    is_whole: bool = field(default=False, init=False)
    """Whether all of the article is shown, and not only its beginning for the time being."""

    @property
    def is_shifted(self) -> bool:
        """Whether code is shown sideways, from the middle of its lines."""
        return self._code_shift > 0

    def clear(self) -> None:
        """Shows no article."""
        self.positions.keep()
        self.turned()
        self.article = None
        self.view.clear()
        self.changed()

    async def show(self, article_id: int) -> bool:
        """Shows an article at the place where the user left it. Returns False if it is not in the library any more."""
        self.positions.keep()
        view = self.view
        try:
            self._incoming = article = await self.full_texts.read(article_id)
        except UnknownArticle:
            self.missing()
            return False
        if not view.line_width:
            await self.laid_out()
        place = self.positions.of(article)
        beginning = await self._show_beginning(article) if _length(article) >= LONG and place.share <= 0 else None
        typeset = await self._typeset(article, view.text_width)
        share = await self.session.typesetter.share_in(typeset, place)
        if self._incoming is not article and self._incoming is not None:
            article = self._incoming
            typeset = await self.session.typesetter.with_marks(typeset, article)
        self._turn_to(article, is_whole=True)
        if beginning is None:
            view.show(typeset, share)
        elif view.typeset is beginning:  # else it has been typeset whole for another width meanwhile
            view.show(typeset, view.place * beginning.layout.length / typeset.layout.length)
        await self.matches.mark()
        self.changed()
        return True

    async def _show_beginning(self, article: Article) -> TypesetArticle:
        """Shows the first lines of a long article, before the others are typeset."""
        beginning = await self._typeset(article, self.view.text_width, first_lines=FIRST_LINES)
        self._turn_to(article, is_whole=False)
        self.view.show(beginning)
        # Painted first: the thread that typesets the rest would share the interpreter, and delay it.
        await self.laid_out()
        self.work.answer("article")  # it can be scrolled
        return beginning

    def _turn_to(self, article: Article, *, is_whole: bool) -> None:
        """Notes which article is shown, and whether all of it is."""
        if self.article is None or article.article_id != self.article.article_id:
            self.turned()
        self.article, self.is_whole, self._code_shift = article, is_whole, 0

    async def _typeset(
        self, article: Article, width: int, *, code_shift: int = 0, first_lines: int | None = None
    ) -> TypesetArticle:
        """An article typeset for a width, with pictures if they are drawn."""
        space = await self.pictures.space(article)
        return await self.session.typesetter.typeset(
            article, width, picture_space=space, code_shift=code_shift, first_lines=first_lines
        )

    def typeset_again(self) -> None:
        """Typesets the article again, for the width that the view has now; the user stays in their place."""
        if self.article is not None:
            self.work.start(self._show_typeset_again, group="typesetting", exclusive=True, is_awaited=True)

    async def _show_typeset_again(self) -> None:
        view, width, former = self.view, self.view.text_width, self.article
        while (article := self.article) is not None and former is not None:
            typeset = await self._typeset(article, width, code_shift=self._code_shift)
            if view.text_width != width or self.article is None or self.article.article_id != former.article_id:
                return
            if self.article is article:
                current = view.current_match
                view.show(typeset, view.place)
                await self.matches.mark_again(current)
                return
            if view.typeset is not None and view.typeset.article is self.article and view.typeset.width == width:
                return  # it has been shown again meanwhile; else its marks have changed

    @command("article.code_right")
    def shift_code_right(self, count: int | None) -> None:
        """Moves all code to the left, to show more of long lines."""
        self._shift_code(CODE_STEP * (count or 1))

    @command("article.code_left")
    def shift_code_left(self, count: int | None) -> None:
        """Moves all code to the right again."""
        self._shift_code(-CODE_STEP * (count or 1))

    @property
    def _code_overhang(self) -> int:
        """How many cells code is wider than the text."""
        return self.view.typeset.layout.code_overhang if self.view.typeset is not None else 0

    def _shift_code(self, cells: int) -> None:
        if self._code_overhang > 0:
            self.shift_code_to(self._code_shift + cells)
        else:
            self.signals.say(_("No code here is wider than the pane."))

    def shift_code_to(self, shift: int) -> None:
        """Moves all code so that `shift` cells of it are out of sight on the left; no more than there are."""
        shift = max(0, min(shift, self._code_overhang))
        if shift != self._code_shift:
            self._code_shift = shift
            self.typeset_again()

    @command("article.transcript")
    def go_to_transcript(self, _count: int | None = None) -> None:
        """Goes to the transcript of the article, or to its chapters, which are fetched if they are missing."""
        article = self.article
        if article is not None:
            self.work.start(lambda: self._go_to_transcript(article), group="transcript")

    async def _go_to_transcript(self, article: Article) -> None:
        from wortreader.prose.transcripts.showing import supplement_anchor

        is_fetched = True
        if article.transcript is None and article.unfetched:
            is_fetched = await self.full_texts.fetcher.fetch_transcript(article)
            await self.read_again()
        shown = self.article
        if shown is None or shown.article_id != article.article_id:
            return
        if not is_fetched and shown.transcript is None:  # a notice has said why
            return
        anchor = supplement_anchor(shown)
        if anchor is None:
            self.signals.say(_("This article has no transcript, and no chapters."))
        else:
            self.footnotes.follow(anchor)

    def follow_library(self, news: LibraryChanged) -> None:
        """Shows changes of the article in the library: marks at once; for any other change it is read again."""
        marks, article = news.marks, self.article
        if marks is None:
            self.work.start(self.read_again, group="read-again", exclusive=True)
            return
        if self._incoming is not None and self._incoming.article_id in marks.article_ids:
            self._incoming = marks.applied_to(self._incoming)
        if article is not None and article.article_id in marks.article_ids:
            self.article = changed = marks.applied_to(article)
            if changed.is_starred != article.is_starred:
                self.work.start(lambda: self._show_marks(changed), group="show-marks", exclusive=True)

    async def _show_marks(self, article: Article) -> None:
        """Shows the marks of the article in its masthead."""
        view = self.view
        former = view.typeset
        if former is None or former.article.article_id != article.article_id:
            return
        typeset = await self.session.typesetter.with_marks(former, article)
        if self.article is article and view.typeset is former and not view.show_marks(typeset):
            view.show(typeset, view.place)
            await self.matches.mark_again()

    async def read_again(self) -> None:
        """Reads the article again, and shows what has changed; the user stays in their place."""
        shown, view = self.article, self.view
        if shown is None or view.typeset is None:
            return
        try:
            article = await self.full_texts.read(shown.article_id)
        except UnknownArticle:
            if self.article is shown:
                self.missing()
            return
        is_same_text = article == replace(
            shown,
            is_read=article.is_read,
            is_starred=article.is_starred,
            tags=article.tags,
            place=article.place,
            anchor=article.anchor,
        )
        if is_same_text and await self.pictures.space(article) == view.typeset.picture_space:
            if self.article is shown:
                self.article = article
                if (article.is_starred, article.tags) != (shown.is_starred, shown.tags):
                    await self._show_marks(article)
            return
        typeset = await self._typeset(article, view.text_width, code_shift=self._code_shift)
        place = self.positions.current
        share = view.place if is_same_text else await self.session.typesetter.share_in(typeset, place)
        if self.article is shown:
            self.article = article
            view.show(typeset, share)
            await self.matches.mark_again()
        elif self.article is not None and self.article.article_id == article.article_id:  # it has changed meanwhile
            await self.read_again()


def _length(article: Article) -> int:
    """How many words are shown of an article, its transcript included."""
    transcript = article.transcript
    return article.word_count + (0 if transcript is None else len(transcript.text) // CHARACTERS_A_WORD)
