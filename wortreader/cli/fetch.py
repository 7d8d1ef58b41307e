"""The commands for the source of article texts: fetch and set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.completion import FEED
from wortreader.cli.invocation import ExitCode, Invocation, wait_for
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _, ngettext
from wortreader.model import Article, FullText, utc_now
from wortreader.model.episodes import SupplementKind

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.store.pages import Candidate
    from wortreader.store.supplements import OwedSupplement
    from wortreader.sync.fulltext import PageResult
    from wortreader.sync.options import NetworkOptions
    from wortreader.sync.pictures import ArticlePictures
    from wortreader.sync.site_rules import RuleBook
    from wortreader.sync.supplements import SupplementResult


@click.command(
    help=_(
        "Fetch the full text of articles from their pages, and show it instead of the feed's text. With --pictures, "
        "fetch the pictures of articles, and pages only of those that are incomplete. With --transcripts, fetch the "
        "transcripts and chapters of podcast episodes instead. ID is a number."
    )
)
@click.argument("ids", metavar="ID...", nargs=-1, type=int, required=True)
@click.option("--pictures", "has_pictures", is_flag=True, help=_("Fetch and keep pictures."))
@click.option("--transcripts", "has_transcripts", is_flag=True, help=_("Fetch transcripts and chapters."))
@click.option("--json", "is_json", is_flag=True, help=_("Print the progress as JSON lines."))
@pass_invocation
def fetch(
    invocation: Invocation, ids: tuple[int, ...], has_pictures: bool, has_transcripts: bool, is_json: bool
) -> ExitCode:
    """Fetches the pages, the pictures, or the transcripts and chapters, of articles. Raises NoNetwork."""
    if has_pictures and has_transcripts:
        raise click.UsageError(_("--transcripts cannot be combined with --pictures."))
    with invocation.library() as library:
        titles = {article_id: library.articles.get(article_id).title for article_id in ids}
        reporter = _JsonReporter() if is_json else _Reporter(titles)
        if has_transcripts:
            wanted_files = library.supplements.wanted(list(titles))
            for article_id in titles.keys() - {file.article_id for file in wanted_files}:
                reporter.report_none(library.articles.get(article_id))
            wait_for(_fetch_supplements(library, invocation.network(), wanted_files, reporter))
            reporter.conclude()
            return ExitCode.FAILED if reporter.failures else ExitCode.DONE
        pages = list(titles)
        if has_pictures:
            pages = [
                standing.article_id
                for standing in library.pages.page_statuses(pages, now=utc_now())
                if standing.is_owed
            ]
        wanted = []
        for article_id in pages:
            candidate = library.pages.candidate(article_id)
            if candidate is None:
                reporter.report_problem(_("“{title}” has no address.").format(title=titles[article_id]))
            else:
                wanted.append(candidate)
        budget = invocation.config().picture_bytes if has_pictures else None
        wait_for(
            _fetch_all(library, invocation.network(), wanted, list(titles), budget, reporter, invocation.site_rules())
        )
        reporter.conclude()
    return ExitCode.FAILED if reporter.failures else ExitCode.DONE


class _Reporter:
    """Prints the results of fetching, and counts them."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        self._titles = titles
        self.pages = self.pictures = self.transcripts = self.failures = 0

    def report_page(self, result: PageResult) -> None:
        """Reports the result for the page of an article."""
        self.pages += result.is_taken
        self.failures += not result.is_taken
        if result.is_taken:
            output.write(_("Fetched “{title}”.").format(title=self._titles[result.article_id]))
        if result.reason:
            output.print_error(result.reason)

    def report_pictures(self, result: ArticlePictures) -> None:
        """Reports the results for the pictures of an article."""
        self.pictures += result.kept_count
        self.failures += len(result.failures)
        words = ngettext("Fetched {n} picture of “{title}”.", "Fetched {n} pictures of “{title}”.", result.kept_count)
        if result.kept_count or not result.results:
            output.write(words.format(n=result.kept_count, title=self._titles[result.article_id]))
        for reason in result.failures:
            output.print_error(reason)

    def report_supplement(self, result: SupplementResult) -> None:
        """Reports the result for the transcript, or the chapters, of an article."""
        self.transcripts += result.is_kept
        self.failures += not result.is_kept
        if result.reason:
            output.print_error(result.reason)
            return
        words = {
            SupplementKind.TRANSCRIPT: _("Fetched the transcript of “{title}”."),
            SupplementKind.CHAPTERS: _("Fetched the chapters of “{title}”."),
        }
        output.write(words[result.kind].format(title=self._titles[result.article_id]))

    def report_none(self, article: Article) -> None:
        """Reports that nothing is to be fetched for an article: it is here, or its feed names nothing."""
        if article.transcript is None and not article.chapters:
            self.report_problem(_("The feed names no transcript of “{title}”.").format(title=article.title))

    def report_problem(self, problem: str) -> None:
        """Reports that an article has no page, or that no pictures can be kept."""
        self.failures += 1
        output.print_error(problem)

    def conclude(self) -> None:
        """Called after the last report."""


class _JsonReporter(_Reporter):
    """Prints the results as JSON lines."""

    def __init__(self) -> None:
        super().__init__({})

    def report_page(self, result: PageResult) -> None:
        from wortreader.sync.events.fetch import CODEC, PageFetched

        self.pages += result.is_taken
        self.failures += not result.is_taken
        output.write_json(CODEC.to_json(PageFetched(result.article_id, result.outcome, result.reason or None)))

    def report_pictures(self, result: ArticlePictures) -> None:
        from wortreader.sync.events.fetch import CODEC, PictureFetched

        self.pictures += result.kept_count
        self.failures += len(result.failures)
        for picture in result.results:
            event = PictureFetched(
                result.article_id, picture.url, picture.state, picture.reason or None, picture.byte_size
            )
            output.write_json(CODEC.to_json(event))

    def report_supplement(self, result: SupplementResult) -> None:
        from wortreader.sync.events.fetch import CODEC, SupplementFetched

        self.transcripts += result.is_kept
        self.failures += not result.is_kept
        event = SupplementFetched(result.article_id, result.kind, result.url, result.reason or None)
        output.write_json(CODEC.to_json(event))

    def conclude(self) -> None:
        from wortreader.sync.events.fetch import CODEC, FetchDone

        output.write_json(CODEC.to_json(FetchDone(self.pages, self.pictures, self.failures, self.transcripts)))


async def _fetch_all(
    library: Library,
    network: NetworkOptions,
    wanted: Sequence[Candidate],
    article_ids: Sequence[int],
    budget: int | None,
    reporter: _Reporter,
    rules: RuleBook,
) -> None:
    """Fetches pages and, if there is a `budget`, the pictures of all these articles. Raises NoNetwork."""
    from wortreader.sync.fulltext import FullTexts
    from wortreader.sync.offline import OfflineDetector
    from wortreader.sync.pictures import PictureKeeper
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.workers.pool import WorkerPool

    async with polite_transport(library, network) as transport, WorkerPool(rules=rules) as pool:
        full_texts = FullTexts(library, transport, pool, forgives_timeouts=True)
        detector: OfflineDetector[PageResult] = OfflineDetector(library, transport)
        urls = {candidate.article_id: candidate.url for candidate in wanted}
        async with aclosing(full_texts.fetch_all(wanted)) as fetched:
            async for result in fetched:
                for page in await detector.check(result, urls[result.article_id], is_unreached=result.is_unreached):
                    reporter.report_page(page)
        for page in await detector.settle():
            reporter.report_page(page)
        if budget is None:
            return
        keeper = PictureKeeper(library, transport, pool, budget=budget, forgives_timeouts=True, is_asked=True)
        picture_detector: OfflineDetector[ArticlePictures] = OfflineDetector(library, transport)
        async with aclosing(keeper.keep_all(article_ids)) as kept:
            async for pictures in kept:
                url = pictures.unreached_url
                for known in await picture_detector.check(pictures, url or "", is_unreached=url is not None):
                    reporter.report_pictures(known)
        for known in await picture_detector.settle():
            reporter.report_pictures(known)
        if keeper.folder_problem is not None:
            reporter.report_problem(keeper.folder_problem)


async def _fetch_supplements(
    library: Library, network: NetworkOptions, wanted: Sequence[OwedSupplement], reporter: _Reporter
) -> None:
    """Fetches transcripts and chapters. Raises NoNetwork."""
    from wortreader.sync.offline import OfflineDetector
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.supplements import SupplementKeeper
    from wortreader.sync.workers.pool import WorkerPool

    if not wanted:
        return
    async with polite_transport(library, network) as transport, WorkerPool() as pool:
        keeper = SupplementKeeper(library, transport, pool, forgives_timeouts=True)
        detector: OfflineDetector[SupplementResult] = OfflineDetector(library, transport)
        async with aclosing(keeper.fetch_all(wanted)) as results:
            async for result in results:
                for known in await detector.check(result, result.url, is_unreached=result.is_unreached):
                    reporter.report_supplement(known)
        for known in await detector.settle():
            reporter.report_supplement(known)


@click.command("set", help=_("Set how a feed is read. FEED is its number, address or title."))
@click.argument("feed", metavar="FEED", type=FEED)
@click.option(
    "--full-text",
    "full_text",
    type=click.Choice([str(choice) for choice in FullText]),
    required=True,
    help=_("Source of its texts: the page if the feed has only excerpts (auto), always the feed, or always the page."),
)
@pass_invocation
def set_feed(invocation: Invocation, feed: str, full_text: str) -> ExitCode:
    """Sets the source of the texts of a feed, from the next refresh on."""
    from wortreader.model.setting_names import FULL_TEXT
    from wortreader.sync.housekeeping import set_settings

    choice = FullText(full_text)
    messages = {
        FullText.AUTO: _("“{title}” is read from pages where the feed has only excerpts."),
        FullText.FEED: _("“{title}” is read as the feed has it."),
        FullText.PAGE: _("“{title}” is read from the pages of its articles."),
    }
    with invocation.library() as library:
        found = library.feeds.find(feed)
        set_settings(library, {FULL_TEXT: choice}, feed_ids=[found.feed_id], now=utc_now())
    output.write(messages[choice].format(title=found.title))
    return ExitCode.DONE
