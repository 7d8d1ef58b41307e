"""Making ready for a journey from within the app: what the reader is likely to read is fetched whole.

A child process does it, the same command as on the command line; this module shows how far it is, and lets it be
stopped.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from wortreader.app.background.children import LEASE_HELD, NO_NETWORK, ChildFailed
from wortreader.app.background.refresh import SHOWING_EVERY
from wortreader.i18n import _, ngettext
from wortreader.sync.events import pack as pack_events

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

GROUP = "pack"


class Packing:
    """The pack that was started here, if one is under way."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self.is_under_way = False

    def toggle(self) -> None:
        """Begins to pack; stops where that is under way already."""
        screen = self._screen
        if self.is_under_way:
            screen.workers.cancel_group(screen, GROUP)
            screen.say(_("Stopped. What is here stays, and the next time it goes on from there."))
        elif self._session.is_demo:
            screen.say(_("The papers of the demo are invented: there is no network to fetch them from."))
        elif screen.fetching.is_refreshing:
            screen.say(_("A refresh is running: make ready when it has ended."))
        else:
            self.is_under_way = True
            screen.run_work(self._pack, group=GROUP)

    async def _pack(self) -> None:
        screen = self._screen
        left = 0
        summary: pack_events.Summary | None = None
        screen.show_activity(_("making ready"))
        try:
            async with aclosing(self._session.children.pack()) as events:
                async for event in events:
                    match event:
                        case pack_events.Started(total, _ready):
                            left = total
                        case pack_events.Progress():
                            left = event.total - event.done
                            screen.show_activity(_progress(event))
                            if event.done % SHOWING_EVERY == 0:
                                await screen.listing.look_again()
                        case pack_events.Pictures():
                            screen.show_activity(_pictures(event))
                            if event.done % SHOWING_EVERY == 0:
                                await screen.listing.look_again()
                        case pack_events.Done():
                            summary = event.summary
        except ChildFailed as error:
            if error.exit_code == NO_NETWORK:
                screen.network.lost()
            screen.say(str(error), is_error=error.exit_code not in (LEASE_HELD, NO_NETWORK))
        finally:
            self.is_under_way = False
            screen.show_activity("")
        if summary is not None:
            if summary.fetched:
                screen.network.found()
            screen.say(_result(summary, left))
        await screen.listing.look_again()


def _progress(event: pack_events.Progress) -> str:
    size = pack_events.in_megabytes(event.received_bytes)
    return _("making ready {done}/{total} · {size}").format(done=event.done, total=event.total, size=size)


def _pictures(event: pack_events.Pictures) -> str:
    size = pack_events.in_megabytes(event.received_bytes)
    return _("pictures {done}/{total} · {size}").format(done=event.done, total=event.total, size=size)


def _result(summary: pack_events.Summary, left: int) -> str:
    parts = [
        ngettext("{n} article is ready", "{n} articles are ready", summary.ready).format(n=summary.ready),
        ngettext("{n} fetched", "{n} fetched", summary.fetched).format(n=summary.fetched),
    ]
    if summary.pictures:
        parts.append(ngettext("{n} picture", "{n} pictures", summary.pictures).format(n=summary.pictures))
    if summary.failed:
        parts.append(ngettext("{n} not to be had", "{n} not to be had", summary.failed).format(n=summary.failed))
    if left > 0:
        parts.append(ngettext("{n} left for the next time", "{n} left for the next time", left).format(n=left))
    return _("{parts}: {size}.").format(parts=", ".join(parts), size=pack_events.in_megabytes(summary.received_bytes))
