"""The screen with the downloads: how far they are, what has become of them, and what can be done about each."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from textual import events, on
from textual.app import App
from textual.worker import Worker

from wortreader.app.background.browser import Browser
from wortreader.app.background.downloads import DownloadService
from wortreader.app.commands.key_names import normal_key
from wortreader.app.screens.base_modal import READING
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.list_screen import BACK_KEYS, REMOVING_KEYS, QuietListScreen, Work, sentence_of
from wortreader.app.signals import DownloadsChanged, LibraryChanged, Signals
from wortreader.download_errors import in_megabytes
from wortreader.i18n import _, ngettext
from wortreader.model.downloads import Download, DownloadState
from wortreader.model.playing import Playable
from wortreader.text import safe_line

REMOVING: Final = REMOVING_KEYS | {"x"}
PAUSING, GOING_ON = "p", "r"


class DownloadsScreen(QuietListScreen[None]):
    """All downloads, the one that was asked for last on top. Every key that goes back closes it."""

    def __init__(self, downloads: DownloadService, browser: Browser, signals: Signals, download_key: str) -> None:
        """`download_key` is the key that downloads the file of an article."""
        nothing = _("Nothing has been downloaded yet. {key} downloads the file of an article.")
        super().__init__(_("DOWNLOADS"), nothing.format(key=download_key))
        self._downloads = downloads
        self._browser = browser
        self._signals = signals
        self._shown: tuple[Download, ...] = ()

    def on_mount(self) -> None:
        """Show the downloads, and follow their changes."""
        self._signals.downloads_changed.subscribe(self, self._show, immediate=True)
        self._signals.library_changed.subscribe(self, self._follow, immediate=True)
        self._read()

    def _read(self) -> None:
        _worker: Worker[None] = self.run_worker(self._downloads.read, group=READING, exclusive=True)

    def _follow(self, news: LibraryChanged) -> None:
        """Reads them again if another program may have changed them."""
        if news.marks is None:
            self._read()

    def _show(self, changed: DownloadsChanged) -> None:
        if self.is_open:
            self._shown = tuple(reversed(changed.downloads))
            self._draw()

    def _draw(self) -> None:
        shown = self._shown
        taken = in_megabytes(sum(one.byte_size for one in shown))
        words = ngettext("{n} file, {size}", "{n} files, {size}", len(shown)).format(n=len(shown), size=taken)
        self.show_choices([_choice(one) for one in shown], words if shown else "", self._keys_words())

    def _keys_words(self) -> str:
        if not self._shown:
            return _("Esc: close")
        return _("Enter: play or open · p: pause · r: resume or retry · d: remove · Esc: close")

    @on(ChoiceList.Moved)
    def _refresh_keys(self, event: ChoiceList.Moved) -> None:
        event.stop()
        self.say("")

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        one = self._under_cursor()
        if one is None:
            return
        if one.state is DownloadState.DONE:
            self._do(partial(self._open, one))
        else:
            self._do(partial(self._downloads.go_on, [one.download_id]))

    def on_key(self, event: events.Key) -> None:
        """Close, pause, go on, remove."""
        key = normal_key(event.key)
        one = self._under_cursor()
        if key in BACK_KEYS:
            self.dismiss(None)
        elif key == PAUSING and one is not None:
            is_paused = one.state is DownloadState.PAUSED
            self._do(partial(self._downloads.go_on if is_paused else self._downloads.pause, [one.download_id]))
        elif key == GOING_ON and one is not None:
            self._do(partial(self._downloads.go_on, [one.download_id]))
        elif key in REMOVING and one is not None:
            self.run_worker(self._ask_to_remove(one), group="asking")
        else:
            return
        event.stop()
        event.prevent_default()

    def _under_cursor(self) -> Download | None:
        return next((one for one in self._shown if str(one.download_id) == self.chosen_id), None)

    def _do(self, work: Work) -> None:
        self.run_worker(self._done(work), group="task")

    async def _done(self, work: Work) -> None:
        self.say(await sentence_of(work))

    async def _open(self, one: Download) -> str:
        assert one.path is not None, "it is done"
        file = Playable(one.url, one.title, one.feed_title, one.article_id, one.media_type)
        return await self._browser.open_file(file, one.path)

    async def _ask_to_remove(self, one: Download) -> None:
        if await is_to_be_removed(self.app, one):
            await self._done(partial(self._downloads.remove, [one.download_id]))


async def is_to_be_removed(app: App[Any], one: Download) -> bool:
    """Asks whether a download is to be removed with its file."""
    from wortreader.app.screens.dialogs import ConfirmDialog

    question = _("Remove “{title}”?").format(title=one.title)
    words = _("The part that was downloaded is deleted.")
    if one.state is DownloadState.DONE:
        words = _("{path} is deleted. This cannot be undone.").format(path=safe_line(str(one.path), 300))
    answer: bool | None = await app.push_screen_wait(ConfirmDialog(question, words, yes=_("Remove"), no=_("Keep")))
    return bool(answer)


def _choice(one: Download) -> Choice:
    return Choice(str(one.download_id), "", one.title or one.url, " · ".join(facts_of(one)))


def facts_of(one: Download) -> list[str]:
    """The line below the title of a download: its state first."""
    facts = [one.state.words]
    if one.state is DownloadState.DONE:
        facts.append(_("the file is gone; r downloads it again") if one.is_gone else in_megabytes(one.byte_size))
    elif one.total and not one.byte_size:
        facts.append(in_megabytes(one.total))
    elif one.total:
        percent = min(100, 100 * one.byte_size // one.total)
        words = _("{size} of {total}, {n}%")
        facts.append(words.format(size=in_megabytes(one.byte_size), total=in_megabytes(one.total), n=percent))
    elif one.byte_size:
        facts.append(in_megabytes(one.byte_size))
    if one.feed_title:
        facts.append(one.feed_title)
    if one.state is DownloadState.DONE and one.byte_size and one.file:
        facts.append(safe_line(one.file))
    elif one.failure and one.state is not DownloadState.RUNNING:
        facts.append(one.failure)
    return facts
