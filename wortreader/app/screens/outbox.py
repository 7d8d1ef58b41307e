"""The screen with the outbox: tasks can be done now, removed and put back.

Downloads that are not done are below the tasks: whoever asks what is still to be done means them too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from wortreader.app.background.downloads import DownloadService
from wortreader.app.background.outbox import OutboxService
from wortreader.app.background.outbox_runner import OutboxRunner
from wortreader.app.commands.key_names import normal_key
from wortreader.app.commands.key_sequence import KeySequence, Nothing, Resolved
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.screens.base_modal import READING, BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.downloads import facts_of, is_to_be_removed
from wortreader.app.signals import DownloadsChanged, OutboxChanged, Signals
from wortreader.app.widgets.said_words import SaidWords
from wortreader.app.widgets.screen_title import ScreenTitle
from wortreader.deferred import DeferredTask, TaskKind
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model.downloads import Download, DownloadState

Work = Callable[[], Awaitable[str]]
"""Does something, and returns a sentence to show."""

AIRY_ROWS = 24
"""Rows of a terminal that is high enough for a blank line between two tasks."""

REMOVING = ("d", "x", "D", "delete")
EMPTYING = "C"
OPENING_SOME = "O"
CLOSING = {"program.outbox", "program.back", "pane.leave", "pane.out", "program.quit"}
DOING = {"pane.in", "article.browse"}
UNDOING = "marks.undo"


class OutboxScreen(BaseModal[None]):
    """All tasks, in the order in which they were added, then all downloads. Every key that goes back closes it."""

    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    OutboxScreen {
        #outbox { width: 90%; max-width: 104; height: 84%; padding: 1 1 1 2; }
        #outbox-head { height: 2; }
        #outbox-title { width: 1fr; color: $wr-accent; }
        #outbox-count { width: auto; color: $wr-muted; }
        #outbox-empty { height: 1fr; color: $wr-muted; }
        #outbox ChoiceList { height: 1fr; }
        #outbox-said { height: auto; color: $foreground; margin: 1 0 0 0; }
        #outbox-keys { height: auto; color: $wr-muted; }
        &.-empty ChoiceList { display: none; }
        &.-holding #outbox-empty { display: none; }
        &.-narrow #outbox { width: 94%; padding: 0 1; }
        &.-low #outbox { height: 100%; padding: 0 1; }
        &.-narrow #outbox-head { height: 1; }
        &.-narrow #outbox-said { margin: 0; }
    }
    """

    def __init__(
        self,
        outbox: OutboxService,
        runner: OutboxRunner,
        downloads: DownloadService,
        signals: Signals,
        session: Session,
        table: KeyTable,
    ) -> None:
        """`table` has the user's own keys."""
        super().__init__()
        self._outbox = outbox
        self._runner = runner
        self._service = downloads
        self._signals = signals
        self._session = session
        self._sequence = KeySequence(table)
        self._tasks = outbox.tasks
        self._downloads = _open_ones(downloads.all)
        self._removed: list[list[DeferredTask]] = []
        self._is_busy = False

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        count = len(self._tasks) + len(self._downloads)
        return ngettext("Outbox: {n} task is waiting.", "Outbox: {n} tasks are waiting.", count).format(n=count)

    def compose(self) -> ComposeResult:
        """A heading, the tasks, the latest message, and the keys."""
        with Vertical(id="outbox", classes="-box"):
            with Horizontal(id="outbox-head"):
                yield ScreenTitle(_("OUTBOX"), id="outbox-title")
                yield Static(Content(""), id="outbox-count")
            yield ChoiceList()
            yield Static(Content(_("The outbox is empty.")), id="outbox-empty")
            yield SaidWords(id="outbox-said")
            yield Static(Content(""), id="outbox-keys")

    def on_mount(self) -> None:
        """Show everything, and what changes."""
        self._signals.outbox_changed.subscribe(self, self._show, immediate=True)
        self._signals.downloads_changed.subscribe(self, self._show_downloads, immediate=True)
        self._draw()
        _worker: Worker[None] = self.run_worker(self._service.read, group=READING)

    def on_resize(self, event: events.Resize) -> None:
        """Leave lines between the tasks if there is space."""
        self.query_one(ChoiceList).set_density(is_airy=event.size.height >= AIRY_ROWS, has_details=True)

    def _show(self, changed: OutboxChanged) -> None:
        """Shows these tasks; the cursor stays on its task, or at the same index."""
        self._tasks = changed.tasks
        self._draw()

    def _show_downloads(self, changed: DownloadsChanged) -> None:
        """Shows those of these downloads that are not done."""
        if self.is_open:
            self._downloads = _open_ones(changed.downloads)
            self._draw()

    def _draw(self) -> None:
        choices = self.query_one(ChoiceList)
        downloads = [_download_choice(one) for one in self._downloads]
        choices.show([*(self._choice(task) for task in self._tasks), *downloads], keep=True)
        count = len(choices.choices)
        words = ngettext("{n} task", "{n} tasks", count).format(n=count) if count else ""
        self.query_one("#outbox-count", Static).update(Content(words))
        self.query_one("#outbox-keys", Static).update(Content(self._keys_words()))
        self.update_classes({"-empty": not count, "-holding": bool(count)})
        self.call_after_refresh(choices.focus)  # a list that was hidden has lost it

    def _choice(self, task: DeferredTask) -> Choice:
        from wortreader.prose.dates import row_time

        session = self._session
        since = row_time(task.put_at, session.clock(), session.zone, session.locale)
        facts = [task.kind.words, _("since {time}").format(time=since)]
        if task.url and task.url != task.name:
            facts.append(task.url)
        if task.failure:
            said = _("given up: {reason}") if task.is_given_up else _("tried: {reason}")
            facts.append(said.format(reason=task.failure))
        return Choice(str(task.task_id), "", task.name, " · ".join(facts))

    def _keys_words(self) -> str:
        if not self._tasks and not self._downloads:
            return _("U: undo · Esc: close") if self._removed else _("Esc: close")
        words = [_("Enter: do it now"), _("d: remove")]
        if self._tasks:
            words.append(_("C: remove all"))
        if self._removed:
            words.append(_("U: undo"))
        if sum(task.kind is TaskKind.BROWSER for task in self._tasks) > 1:
            words.append(_("O: open several"))
        return " · ".join([*words, _("Esc")])

    def _say(self, sentence: str) -> None:
        self.query_one("#outbox-said", Static).update(Content(sentence))

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._do_now()

    def _do_now(self) -> None:
        task, download = self._under_cursor(), self._download_under_cursor()
        if task is not None:
            self._do(partial(self._runner.do_now, task), _("One moment …"))
        elif download is not None:
            self._do(partial(self._service.go_on, [download.download_id]))

    def on_key(self, event: events.Key) -> None:
        """Take out, take back, move, close."""
        event.stop()
        event.prevent_default()
        key = normal_key(event.key)
        if key in REMOVING:
            task, download = self._under_cursor(), self._download_under_cursor()
            if task is not None:
                self._do(partial(self._remove, [task.task_id]))
            elif download is not None:
                self.run_worker(self._ask_to_remove(download), group="asking")
        elif key == EMPTYING and self._tasks:
            self._do(partial(self._remove, [task.task_id for task in self._tasks]))
        elif key == OPENING_SOME:
            self._do(self._runner.open_some)
        else:
            outcome = self._sequence.feed(event.key)
            if isinstance(outcome, Resolved):
                self._run(outcome.command_id, outcome.count or 1)
            elif isinstance(outcome, Nothing):
                self._say("")

    def _run(self, command_id: str, count: int) -> None:
        choices = self.query_one(ChoiceList)
        page = max(1, choices.size.height // 3)
        steps = {
            "move.down": count,
            "move.up": -count,
            "move.half_page_down": count * page // 2,
            "move.half_page_up": -count * page // 2,
            "move.page_down": count * page,
            "move.page_up": -count * page,
            "move.top": -len(choices.choices),
            "move.bottom": len(choices.choices),
        }
        if command_id in steps:
            choices.move_by(steps[command_id])
        elif command_id in DOING:
            self._do_now()
        elif command_id == UNDOING:
            self._do(self._undo)
        elif command_id in CLOSING:
            self.dismiss(None)

    def _under_cursor(self) -> DeferredTask | None:
        choice = self.query_one(ChoiceList).cursor_choice
        return next((task for task in self._tasks if choice and str(task.task_id) == choice.id), None)

    def _download_under_cursor(self) -> Download | None:
        choice = self.query_one(ChoiceList).cursor_choice
        return next((one for one in self._downloads if choice and _choice_id(one) == choice.id), None)

    async def _ask_to_remove(self, download: Download) -> None:
        if await is_to_be_removed(self.app, download):
            self._do(partial(self._service.remove, [download.download_id]))

    def _do(self, work: Work, meanwhile: str = "") -> None:
        """Runs `work`, unless other work is running: then the key is ignored."""
        if not self._is_busy:
            self._is_busy = True
            self._say(meanwhile)
            self.run_worker(self._done(work), group="task")

    async def _done(self, work: Work) -> None:
        try:
            sentence = await work()
        except WortreaderError as error:
            sentence = str(error)
        finally:
            self._is_busy = False
        if self.is_open:
            self._say(sentence)

    async def _remove(self, task_ids: Collection[int]) -> str:
        removed = await self._outbox.remove(task_ids)
        if not removed:
            return _("The outbox is empty.")
        self._removed.append(removed)
        self._draw()  # the keys say now that it can be taken back
        return ngettext("{n} task removed.", "{n} tasks removed.", len(removed)).format(n=len(removed))

    async def _undo(self) -> str:
        if not self._removed:
            return _("Nothing to undo.")
        removed = self._removed.pop()
        await self._outbox.restore(removed)
        return ngettext("{n} task restored.", "{n} tasks restored.", len(removed)).format(n=len(removed))


def _open_ones(downloads: Sequence[Download]) -> tuple[Download, ...]:
    """Those whose files are not there."""
    return tuple(one for one in downloads if one.state is not DownloadState.DONE)


def _choice_id(one: Download) -> str:
    return f"download {one.download_id}"


def _download_choice(one: Download) -> Choice:
    facts = [pgettext("task", "download"), *facts_of(one)]
    return Choice(_choice_id(one), "", one.title or one.url, " · ".join(facts))
