"""Typesets articles and finds words in them, on a thread of its own.

Keeps what is needed again: the last document, which is typeset again for every width, and its words, which are searched
again for every key that is typed. Knows neither the library nor a widget.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.library_threads import LibraryThreads
from wortreader.app.library.picture_space import PictureSpace
from wortreader.config import Config
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article

if TYPE_CHECKING:
    from wortreader.prose.aloud import Utterance
    from wortreader.prose.document import Document
    from wortreader.prose.typeset.find import Match, SearchedLines
    from wortreader.prose.typeset.lines import Layout, Line

T = TypeVar("T")


@lazy_dataclass(frozen=True, slots=True)
class TypesetArticle:
    """An article typeset for a width."""

    article: Article
    width: int
    """In cells."""
    masthead: tuple[Line, ...]
    layout: Layout
    picture_space: PictureSpace = field(default_factory=PictureSpace)
    """The space that its pictures take."""


@lazy_dataclass(frozen=True, slots=True)
class ReadingPosition:
    """How far the user has read in an article."""

    share: float = 0.0
    """The first character on the screen as a share of the text, 0 to 1."""
    anchor: str | None = None
    """The words there, to find the place again in another text of the article."""
    is_at_end: bool = False
    """Whether the last line has been on the screen."""


class Typesetter:
    """The thread that typesets articles. Its methods are awaited on the event loop."""

    def __init__(self, threads: LibraryThreads, config: Config) -> None:
        self._threads = threads
        self._config = config
        self._is_linear = config.linear  # of the app, which follows this setting at its next start
        self.thread = ThreadPoolExecutor(1, "typesetting")
        """It does one thing after the other."""
        self.fetch_key = ""
        """The key that fetches a page, as it is shown: mastheads name it if the rest of an article is missing."""
        self._is_closed = False
        self._last_searched: tuple[Sequence[Line], SearchedLines] | None = None
        self._last_document: tuple[tuple[object, ...], Document] | None = None

    async def run(self, work: Callable[[], T]) -> T:
        """Runs `work` on this thread and returns its result. Raises CancelledError if the thread has ended."""
        if self._is_closed:  # the app is about to end
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    def use_config(self, config: Config) -> None:
        """Typesets by other settings from now on."""
        self._config = config

    def close(self) -> None:
        """Ends the thread; what waits for it is cancelled."""
        self._is_closed = True
        self.thread.shutdown(wait=False, cancel_futures=True)

    async def typeset(
        self,
        article: Article,
        width: int,
        *,
        picture_space: PictureSpace | None = None,
        code_shift: int = 0,
        first_lines: int | None = None,
    ) -> TypesetArticle:
        """The article typeset for `width` cells, its code moved to the left by `code_shift` cells.

        With `first_lines`, it has only about so many lines, which takes no time even for an article as long as a book.
        """

        def set_lines() -> TypesetArticle:
            from wortreader.prose.typeset import layout

            body = layout.layout(
                self._document(article),
                width,
                language=article.language,
                picture_room=picture_space,
                code_shift=code_shift,
                first_lines=first_lines,
                hyphenate=self._config.hyphenate,
                files=article.enclosures,
                page=_page_of(article),
                is_linear=self._is_linear,
            )
            head = self._masthead(article, width, body.links)
            return TypesetArticle(article, width, head, body, picture_space or PictureSpace())

        return await self.run(set_lines)

    def _document(self, article: Article) -> Document:
        """The document of an article; the last one is kept, since it is typeset again for every width."""
        from wortreader.prose.transcripts.showing import whole_document

        source = article.html, article.text, article.url, article.language, article.chapters, article.transcript
        if self._last_document is None or self._last_document[0] != source:
            document = whole_document(article)
            if self._is_linear:
                from wortreader.prose.linear import linear_document

                document = linear_document(document)
            self._last_document = source, document
        return self._last_document[1]

    async def share_in(self, typeset: TypesetArticle, place: ReadingPosition) -> float:
        """The place of a reading position in an article, 0 to 1: found by its words if the text has changed."""

        def find_place() -> float:
            from wortreader.prose.typeset.find import anchor, line_of

            lines = typeset.layout.lines
            at = typeset.layout.line_at(place.share)
            if not place.share or not place.anchor or anchor(lines, at) == place.anchor:
                return place.share
            line = line_of(lines, place.anchor, near=at)
            return place.share if line is None else typeset.layout.place_of(line)

        return await self.run(find_place)

    async def spoken(self, article: Article) -> tuple[Utterance, ...]:
        """What is said when an article is read aloud."""

        def divide() -> tuple[Utterance, ...]:
            from wortreader.prose.aloud import utterances
            from wortreader.prose.linear import linear_numbers
            from wortreader.prose.transcripts.showing import whole_document

            document = whole_document(article)
            said = utterances(document, article.title)
            if not self._is_linear:
                return said
            # What the look of a text is told by is not read aloud; tables and code are passed over there too.
            numbers = linear_numbers(document)
            return tuple(replace(each, block=numbers[each.block]) if each.block >= 0 else each for each in said)

        return await self.run(divide)

    async def with_marks(self, typeset: TypesetArticle, article: Article) -> TypesetArticle:
        """The same with the masthead of `article`, which differs from the present one in its marks only."""
        masthead = await self.run(partial(self._masthead, article, typeset.width, typeset.layout.links))
        return replace(typeset, article=article, masthead=masthead)

    def _masthead(self, article: Article, width: int, links: Sequence[str]) -> tuple[Line, ...]:
        from wortreader.prose.typeset import layout

        user, page = self._threads, _page_of(article)
        return layout.masthead(
            article,
            width,
            now=user.clock(),
            zone=user.zone,
            locale=user.locale,
            fetch_key=self.fetch_key,
            link=None if page is None else links.index(page) + 1,
            is_linear=self._is_linear,
        )

    async def found(self, lines: Sequence[Line], words: str) -> tuple[Match, ...]:
        """The matches of words in the lines of an article; the last word may be the beginning of a longer one."""

        def find_words() -> tuple[Match, ...]:
            from wortreader.prose.typeset.find import needles

            return self.searched(lines).find(needles(words))

        return await self.run(find_words)

    async def prepare_to_find(self, lines: Sequence[Line]) -> None:
        """Prepares lines to be searched before the first letter is typed: a book takes a third of a second."""
        await self.run(lambda: self.searched(lines))

    def searched(self, lines: Sequence[Line]) -> SearchedLines:
        """Lines prepared to be searched; the last ones are kept. To be called on the thread."""
        from wortreader.prose.typeset.find import SearchedLines

        if self._last_searched is None or self._last_searched[0] is not lines:
            self._last_searched = lines, SearchedLines(lines)
        return self._last_searched[1]


def _page_of(article: Article) -> str | None:
    """The address of an article, if it is one that can be opened."""
    from wortreader.prose.links import clean_address

    return article.url if article.url is not None and clean_address(article.url) is not None else None
