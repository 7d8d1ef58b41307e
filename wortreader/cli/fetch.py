"""The commands for where the text of articles comes from: fetch and set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation, pass_invocation, wait_for
from wortreader.i18n import _, ngettext
from wortreader.model import FullText, utc_now

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.store.pages import Candidate
    from wortreader.sync.fulltext import PageResult
    from wortreader.sync.pictures import ArticlePictures


@click.command(
    help=_(
        "Fetch the pages of articles and read them instead of what the feed says. With --pictures, fetch the pictures "
        "of articles, and pages only of those of which more is to be had. ID is a number."
    )
)
@click.argument("ids", metavar="ID...", nargs=-1, type=int, required=True)
@click.option("--pictures", "has_pictures", is_flag=True, help=_("Fetch and keep pictures."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON object a line as it goes on."))
@pass_invocation
def fetch(invocation: Invocation, ids: tuple[int, ...], has_pictures: bool, is_json: bool) -> ExitCode:
    """Fetches the page, or the pictures, of each article; what fails does not stop the others. Raises NoNetwork."""
    with invocation.library() as library:
        titles = {article_id: library.articles.get(article_id).title for article_id in ids}
        teller = _JsonTeller() if is_json else _Teller(titles)
        pages = list(titles)
        if has_pictures:
            pages = [
                standing.article_id for standing in library.pages.standings(pages, now=utc_now()) if standing.is_owed
            ]
        wanted = []
        for article_id in pages:
            candidate = library.pages.candidate(article_id)
            if candidate is None:
                teller.tell_of_no_page(article_id, _("“{title}” has no address.").format(title=titles[article_id]))
            else:
                wanted.append(candidate)
        budget = invocation.config().picture_bytes if has_pictures else None
        wait_for(_fetch_all(library, wanted, list(titles), budget, teller))
        teller.conclude()
    return ExitCode.FAILED if teller.failures else ExitCode.DONE


class _Teller:
    """Says what has become of pages and pictures, and counts."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        self._titles = titles
        self.pages = self.pictures = self.failures = 0

    def tell_of_no_page(self, article_id: int, reason: str) -> None:
        """An article has no page."""
        self.failures += 1
        output.print_error(reason)

    def tell_of_page(self, result: PageResult) -> None:
        """The page of an article has been fetched, or not."""
        self.pages += result.is_taken
        self.failures += not result.is_taken
        if result.is_taken:
            output.write(_("“{title}” is here now.").format(title=self._titles[result.article_id]))
        else:
            output.print_error(result.reason)

    def tell_of_pictures(self, result: ArticlePictures) -> None:
        """The pictures of an article have been fetched, or not."""
        self.pictures += result.kept_count
        self.failures += len(result.failures)
        words = ngettext(
            "{n} picture of “{title}” is here now.", "{n} pictures of “{title}” are here now.", result.kept_count
        )
        if result.kept_count or not result.results:
            output.write(words.format(n=result.kept_count, title=self._titles[result.article_id]))
        for reason in result.failures:
            output.print_error(reason)

    def tell_of_problem(self, problem: str) -> None:
        """No pictures can be kept."""
        self.failures += 1
        output.print_error(problem)

    def conclude(self) -> None:
        """All is told."""


class _JsonTeller(_Teller):
    """The same for programs."""

    def __init__(self) -> None:
        super().__init__({})

    def tell_of_page(self, result: PageResult) -> None:
        from wortreader.sync.events.fetch import CODEC, PageFetched

        self.pages += result.is_taken
        self.failures += not result.is_taken
        output.write(CODEC.to_json(PageFetched(result.article_id, result.outcome, result.reason or None)))

    def tell_of_pictures(self, result: ArticlePictures) -> None:
        from wortreader.sync.events.fetch import CODEC, PictureFetched

        self.pictures += result.kept_count
        self.failures += len(result.failures)
        for picture in result.results:
            event = PictureFetched(
                result.article_id, picture.url, picture.state, picture.reason or None, picture.byte_size
            )
            output.write(CODEC.to_json(event))

    def conclude(self) -> None:
        from wortreader.sync.events.fetch import CODEC, Done

        output.write(CODEC.to_json(Done(self.pages, self.pictures, self.failures)))


async def _fetch_all(
    library: Library, wanted: Sequence[Candidate], article_ids: Sequence[int], budget: int | None, teller: _Teller
) -> None:
    """Fetches pages, then, with a `budget`, the pictures of all these articles. Raises NoNetwork."""
    from wortreader.sync.fulltext import FullTexts
    from wortreader.sync.offline import OfflineDetector
    from wortreader.sync.pictures import PictureKeeper
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.workers.pool import WorkerPool

    async with polite_transport(library) as transport, WorkerPool() as pool:
        full_texts = FullTexts(library, transport, pool, forgives_timeouts=True)
        detector: OfflineDetector[PageResult] = OfflineDetector(library, transport)
        urls = {candidate.article_id: candidate.url for candidate in wanted}
        async with aclosing(full_texts.fetch_all(wanted)) as fetched:
            async for result in fetched:
                for told in await detector.check(result, urls[result.article_id], is_unreached=result.is_unreached):
                    teller.tell_of_page(told)
        for told in await detector.settle():
            teller.tell_of_page(told)
        if budget is None:
            return
        keeper = PictureKeeper(library, transport, pool, budget=budget, forgives_timeouts=True, is_asked=True)
        picture_doubts: OfflineDetector[ArticlePictures] = OfflineDetector(library, transport)
        async with aclosing(keeper.keep_all(article_ids)) as kept:
            async for pictures in kept:
                url = pictures.unreached_url
                for known in await picture_doubts.check(pictures, url or "", is_unreached=url is not None):
                    teller.tell_of_pictures(known)
        for known in await picture_doubts.settle():
            teller.tell_of_pictures(known)
        if keeper.folder_problem is not None:
            teller.tell_of_problem(keeper.folder_problem)


@click.command("set", help=_("Say how a feed is to be read. FEED is its number, address or title."))
@click.argument("feed", metavar="FEED")
@click.option(
    "--full-text",
    "full_text",
    type=click.Choice([str(choice) for choice in FullText]),
    required=True,
    help=_("Where its articles come from: as it is usual (auto), from the feed alone, or always from their pages."),
)
@pass_invocation
def set_feed(invocation: Invocation, feed: str, full_text: str) -> ExitCode:
    """Sets where the text of a feed's articles comes from; the next refresh follows it."""
    choice = FullText(full_text)
    said = {
        FullText.AUTO: _("“{title}” is read from pages where the feed carries only beginnings."),
        FullText.FEED: _("“{title}” is read as the feed has it."),
        FullText.PAGE: _("“{title}” is read from the pages of its articles."),
    }
    with invocation.library() as library:
        found = library.feeds.find(feed)
        library.feeds.set_full_text(found.feed_id, choice)
    output.write(said[choice].format(title=found.title))
    return ExitCode.DONE
