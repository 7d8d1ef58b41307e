"""The screen with the outbox: tasks can be done now, removed and put back.

Downloads that are not done are below the tasks: whoever asks what is still to be done means them too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import ClassVar

from textual import events, on

from wortreader.app.background.downloads import DownloadService
from wortreader.app.background.outbox import OutboxService
from wortreader.app.background.outbox_runner import OutboxRunner
from wortreader.app.commands.key_names import normal_key
from wortreader.app.commands.key_sequence import KeySequence, Nothing, Resolved
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.linear import announce, titled
from wortreader.app.screens.base_modal import READING
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.downloads import facts_of, is_to_be_removed
from wortreader.app.screens.list_screen import ListScreen, Work, sentence_of
from wortreader.app.screens.move_steps import move_step
from wortreader.app.signals import DownloadsChanged, OutboxChanged, Signals
from wortreader.deferred import DeferredTask, TaskKind
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model.downloads import Download, DownloadState

REMOVING = ("d", "x", "D", "delete")
EMPTYING = "C"
OPENING_SOME = "O"
CLOSING = {"program.outbox", "program.back", "pane.leave", "pane.out", "program.quit"}
DOING = {"pane.in", "article.browse"}
UNDOING = "marks.undo"


class OutboxScreen(ListScreen[None]):
    """All tasks, in the order in which they were added, then all downloads. Every key that goes back closes it."""

    AIRY_ROWS: ClassVar[int] = 24

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
        super().__init__(_("OUTBOX"), _("The outbox is empty."))
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
        self._is_read = False
        """Whether the downloads are known."""

    @property
    def spoken_title(self) -> str:
        """What is announced when everything that it lists is known."""
        if not self._is_read:
            return ""
        count = len(self._tasks) + len(self._downloads)
        if not count:
            return super().spoken_title
        return ngettext("Outbox: {n} task is waiting.", "Outbox: {n} tasks are waiting.", count).format(n=count)

    def on_mount(self) -> None:
        """Show everything, and what changes."""
        self._signals.outbox_changed.subscribe(self, self._show, immediate=True)
        self._signals.downloads_changed.subscribe(self, self._show_downloads, immediate=True)
        self._draw()
        self.run_worker(self._read(), group=READING)

    async def _read(self) -> None:
        await self._service.read()
        self._is_read = True
        if self._tasks or self._downloads:
            announce(self, self.spoken_title)
        else:
            announce(self, titled(self.spoken_title, self._nothing))

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
        shown = [*map(self._choice, self._tasks), *map(_download_choice, self._downloads)]
        words = ngettext("{n} task", "{n} tasks", len(shown)).format(n=len(shown))
        self.show_choices(shown, words if shown else "", self._keys_words())

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
                self.say("")

    def _run(self, command_id: str, count: int) -> None:
        choices = self.query_one(ChoiceList)
        page = max(1, choices.size.height // 3)
        step = move_step(command_id, count, page=page, length=len(choices.choices))
        if step is not None:
            choices.move_by(step)
        elif command_id in DOING:
            self._do_now()
        elif command_id == UNDOING:
            self._do(self._undo)
        elif command_id in CLOSING:
            self.dismiss(None)

    def _under_cursor(self) -> DeferredTask | None:
        return next((task for task in self._tasks if str(task.task_id) == self.chosen_id), None)

    def _download_under_cursor(self) -> Download | None:
        return next((one for one in self._downloads if _choice_id(one) == self.chosen_id), None)

    async def _ask_to_remove(self, download: Download) -> None:
        if await is_to_be_removed(self.app, download):
            self._do(partial(self._service.remove, [download.download_id]))

    def _do(self, work: Work, meanwhile: str = "") -> None:
        """Runs `work`, unless other work is running: then the key is ignored."""
        if not self._is_busy:
            self._is_busy = True
            self.say(meanwhile)
            self.run_worker(self._done(work), group="task")

    async def _done(self, work: Work) -> None:
        try:
            sentence = await sentence_of(work)
        finally:
            self._is_busy = False
        if self.is_open:
            self.say(sentence)

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
