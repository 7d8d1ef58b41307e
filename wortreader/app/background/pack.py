"""Packs for a journey from within the app: what the user is likely to read is fetched in full.

A child process does it, the same command as on the command line. Shows how far it is, and can stop it.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from wortreader.app.background.children import LEASE_HELD, NO_NETWORK, ChildFailed, Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.progress import Fetch, FetchProgress
from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.download_errors import in_megabytes
from wortreader.i18n import _, ngettext
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass

if TYPE_CHECKING:
    from wortreader.sync.events import pack as pack_events
else:
    pack_events = lazy_module("wortreader.sync.events.pack")

GROUP: Final = "pack"


@lazy_dataclass(eq=False, slots=True)
class Pack:
    """The pack that was started in this app, if one is running.

    `progress` is the one of the refresh: a pack and a refresh exclude each other.
    """

    session: Session
    signals: Signals
    work: Work
    children: Children
    connectivity: Connectivity
    progress: FetchProgress

    @property
    def is_running(self) -> bool:
        """Whether a pack is running."""
        return self.progress.running is Fetch.PACK

    @command("library.pack")
    def toggle(self, _count: int | None = None) -> None:
        """Starts to pack; stops it if it is running."""
        if self.is_running:
            self.work.cancel(GROUP)
            self.signals.say(_("Stopped. What has arrived is kept; the rest comes next time."))
        elif self.session.is_demo:
            self.signals.say(_("The papers of the demo are invented: there is no network to fetch them from."))
        elif self.progress.running is Fetch.REFRESH:
            self.signals.say(_("A refresh is running. Prepare for offline when it has ended."))
        else:
            self.progress.running = Fetch.PACK
            self.work.start(self._pack, group=GROUP)

    async def _pack(self) -> None:
        left = 0
        summary: pack_events.PackSummary | None = None
        self.signals.show_activity(_("preparing for offline"))
        try:
            async with aclosing(self.children.pack()) as events:
                async for event in events:
                    match event:
                        case pack_events.PackStarted(total, _ready):
                            left = total
                        case pack_events.PackProgress():
                            left = event.total - event.done
                            self.progress.show(_articles_text(event), event.done)
                        case pack_events.PackPicturesProgress():
                            self.progress.show(_pictures_text(event), event.done)
                        case pack_events.PackDone():
                            summary = event.summary
        except ChildFailed as error:
            if error.exit_code == NO_NETWORK:
                self.connectivity.lost()
            self.signals.say(str(error), is_error=error.exit_code not in (LEASE_HELD, NO_NETWORK))
        finally:
            self.progress.running = None
            self.signals.show_activity("")
        if summary is not None:
            if summary.fetched:
                self.connectivity.found()
            self.signals.say(_result_text(summary, left))
        self.signals.library_changed.publish(LibraryChanged())


def _articles_text(event: pack_events.PackProgress) -> str:
    size = in_megabytes(event.received_bytes)
    return _("preparing {done}/{total} · {size}").format(done=event.done, total=event.total, size=size)


def _pictures_text(event: pack_events.PackPicturesProgress) -> str:
    size = in_megabytes(event.received_bytes)
    return _("pictures {done}/{total} · {size}").format(done=event.done, total=event.total, size=size)


def _result_text(summary: pack_events.PackSummary, left: int) -> str:
    parts = pack_events.summary_parts(summary)
    if left > 0:
        parts.append(ngettext("{n} left for next time", "{n} left for next time", left).format(n=left))
    return _("{parts}: {size}.").format(parts=", ".join(parts), size=in_megabytes(summary.received_bytes))
