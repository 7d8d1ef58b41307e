"""The command pack: fetches articles for reading offline."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack, aclosing
from typing import TYPE_CHECKING, Final, Self

import click

from wortreader.cli import output
from wortreader.cli.articles import find_rows, query_of
from wortreader.cli.invocation import ExitCode, Invocation, cancelled_by_signals, lease_holder, wait_for
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _, ngettext
from wortreader.setting_kinds import size_in_bytes
from wortreader.sync.options import RefreshOptions
from wortreader.text import cut, decimal, labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.events.pack import PackEvent, PackProgress, PackSummary
    from wortreader.sync.pack import Bounds

USUAL_SIZE: Final = "40M"
REASONS_SHOWN: Final = 8
TITLES_SHOWN: Final = 3
"""Titles of articles that are printed for a reason."""
TITLE_CELLS: Final = 48


class Size(click.ParamType[int]):
    """An amount of data, such as 500K, 40M, 1.5G; converted to bytes with K = 1000."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes."""
        if isinstance(value, int):
            return value
        return size_in_bytes(str(value)) or self.fail(
            _("“{value}” is not a size: write 500K, 40M or 1G.").format(value=value), param, ctx
        )


class ReadingTime(click.ParamType[int]):
    """A duration, such as 3h, 90m, 2h30m; converted to minutes."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of minutes."""
        if isinstance(value, int):
            return value
        parts = re.fullmatch(r"(?:(\d{1,4}) ?h)? ?(?:(\d{1,4}) ?m(?:in)?)?", str(value).strip().lower(), re.ASCII)
        minutes = 60 * int(parts[1] or 0) + int(parts[2] or 0) if parts else 0
        return minutes or self.fail(
            _("“{value}” is not a time: write 3h, 90m or 2h30m.").format(value=value), param, ctx
        )


@click.command(
    context_settings={"ignore_unknown_options": True},  # a query may begin with `-word`
    help=_(
        "Prepare for reading offline: fetch incomplete articles, the starred ones first, then the unread ones, "
        "or those of a QUERY. You can stop it at any time; the next run continues from there."
    ),
)
@click.argument("words", metavar="[QUERY]", nargs=-1)
@click.option(
    "--max",
    "max_bytes",
    type=Size(),
    metavar="SIZE",
    default=USUAL_SIZE,
    show_default=True,
    help=_("Fetch no more than this: 500K, 40M, 1G."),
)
@click.option(
    "--for", "minutes", type=ReadingTime(), metavar="TIME", help=_("Enough to read for this long: 3h, 90m, 2h30m.")
)
@click.option(
    "--images/--no-images",
    "has_images",
    default=None,
    help=_("With their pictures, or without; as `keep_pictures` says."),
)
@click.option("--json", "is_json", is_flag=True, help=_("Print the progress as JSON lines."))
@pass_invocation
def pack(
    invocation: Invocation,
    words: tuple[str, ...],
    max_bytes: int,
    minutes: int | None,
    has_images: bool | None,
    is_json: bool,
) -> ExitCode:
    """Fetches incomplete articles. The exit code is FAILED if some of them failed."""
    from wortreader.sync.events.pack import CODEC
    from wortreader.sync.pack import Bounds, likely_ids

    query = query_of(words)
    options = RefreshOptions.from_config(
        invocation.config(), invocation.network(), keeps_pictures=has_images, rules=invocation.site_rules()
    )
    with invocation.library() as library:
        article_ids = list(find_rows(library, query).ids) if query else likely_ids(library)
        bounds = Bounds(minutes, max_bytes)
        if is_json:
            summary = wait_for(
                _pack(library, article_ids, bounds, options, lambda event: output.write_json(CODEC.to_json(event)))
            )
        else:
            with _Reporter() as reporter:
                summary = wait_for(_pack(library, article_ids, bounds, options, reporter.report))
            reporter.conclude(summary)
    if summary is None:
        return ExitCode.INTERRUPTED
    return ExitCode.FAILED if summary.failed else ExitCode.DONE


async def _pack(
    library: Library,
    article_ids: Sequence[int],
    bounds: Bounds,
    options: RefreshOptions,
    report: Callable[[PackEvent], None],
) -> PackSummary | None:
    """Packs, reports each event and returns the summary; None if it was stopped. Raises RefreshRunning."""
    import asyncio

    from wortreader.sync.events.pack import PackDone
    from wortreader.sync.pack import run

    try:
        with cancelled_by_signals():
            async with aclosing(run(library, article_ids, bounds, options, holder=lease_holder())) as events:
                async for event in events:
                    report(event)
                    if isinstance(event, PackDone):
                        return event.summary
    except asyncio.CancelledError:
        pass  # the next call continues from here
    return None


class _Reporter:
    """Shows a progress bar and, at the end, why articles are incomplete."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._step: output.Advance | None = None
        self._total = 0
        self._tried: list[PackProgress] = []
        self._pictures: Counter[str] = Counter()
        self._has_pictures = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def report(self, event: PackEvent) -> None:
        """Advances the bar."""
        from wortreader.download_errors import in_megabytes
        from wortreader.sync.events.pack import PackPicturesProgress, PackProgress, PackStarted

        if isinstance(event, PackStarted):
            self._total = event.total
            self._step = self._open.enter_context(output.progress(_("Packing"), event.total))
        elif isinstance(event, PackProgress):
            self._total = event.total
            self._tried.append(event)
            if self._step is not None:
                self._step(in_megabytes(event.received_bytes), length=event.total)
        elif isinstance(event, PackPicturesProgress):
            self._pictures.update(event.failures)
            if not self._has_pictures:
                self._has_pictures = True
                self._open.close()
                self._step = self._open.enter_context(output.progress(_("Pictures"), event.total))
            if self._step is not None:
                self._step(f"{event.kept} · {in_megabytes(event.received_bytes)}")

    def conclude(self, summary: PackSummary | None) -> None:
        """Prints the failures and the summary, which is None if the pack was stopped."""
        for line in reasons([event for event in self._tried if not event.is_whole]):
            output.print_error(line)
        for reason, count in self._pictures.most_common(REASONS_SHOWN):
            words = ngettext("{n} picture: {reason}", "{n} pictures: {reason}", count)
            output.print_error(words.format(n=count, reason=reason))
        left = self._total - len(self._tried)
        if summary is None:
            output.print_error(_("Stopped. What has arrived is kept; the next run continues from there."))
            return
        if left > 0:
            output.print_error(
                ngettext(
                    "Limit reached: {n} article is left for the next run.",
                    "Limit reached: {n} articles are left for the next run.",
                    left,
                ).format(n=left)
            )
        if summary.problem is not None:
            output.print_error(summary.problem)
        elif summary.pictures_left:
            output.print_error(
                ngettext(
                    "{n} article is still without some of its pictures.",
                    "{n} articles are still without some of their pictures.",
                    summary.pictures_left,
                ).format(n=summary.pictures_left)
            )
        output.write(in_a_sentence(summary))


def reasons(missing: Sequence[PackProgress]) -> list[str]:
    """A line for each reason why articles are incomplete, with some of their titles, the most frequent first."""
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for event in missing:
        titles[event.reason or ""].append(_("“{title}”").format(title=cut(event.title, TITLE_CELLS)))
    ordered = sorted(titles.items(), key=lambda pair: -len(pair[1]))
    lines = []
    for reason, names in ordered[:REASONS_SHOWN]:
        more = len(names) - TITLES_SHOWN
        named = ", ".join(names[:TITLES_SHOWN])
        if more > 0:
            named = ngettext("{named} and {n} more", "{named} and {n} more", more).format(named=named, n=more)
        lines.append(labelled(named, reason))
    unnamed = sum(len(names) for _reason, names in ordered[REASONS_SHOWN:])
    if unnamed:
        lines.append(
            ngettext(
                "{n} more article is unavailable, for another reason.",
                "{n} more articles are unavailable, for other reasons.",
                unnamed,
            ).format(n=unnamed)
        )
    return lines


def in_a_sentence(summary: PackSummary) -> str:
    """The summary of a pack in a sentence."""
    from wortreader.download_errors import in_megabytes
    from wortreader.sync.events.pack import summary_parts

    return _("{parts}: {size} in {seconds} s.").format(
        parts=", ".join(summary_parts(summary)),
        size=in_megabytes(summary.received_bytes),
        seconds=decimal(summary.seconds),
    )
