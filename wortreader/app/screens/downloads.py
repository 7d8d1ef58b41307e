"""The screen with the downloads: how far they are, what has become of them, and what can be done about each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from wortreader.app.background.browser import Browser
from wortreader.app.background.downloads import DownloadService
from wortreader.app.commands.key_names import normal_key
from wortreader.app.linear import heading
from wortreader.app.screens.base_modal import READING, BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.signals import DownloadsChanged, LibraryChanged, Signals
from wortreader.app.widgets.said_words import SaidWords
from wortreader.download_errors import in_megabytes
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.model.downloads import Download, DownloadState
from wortreader.model.playing import Playable
from wortreader.text import safe_line

CLOSING: Final = frozenset({"escape", "q", "h", "left", "backspace"})
REMOVING: Final = frozenset({"d", "x", "D", "delete"})
PAUSING, GOING_ON = "p", "r"

AIRY_ROWS: Final = 30
"""Rows of a terminal that is high enough for a blank line between two downloads."""


class DownloadsScreen(BaseModal[None]):
    """All downloads, the one that was asked for last on top. Every key that goes back closes it."""

    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    DownloadsScreen {
        #downloads { width: 90%; max-width: 104; height: 84%; padding: 1 1 1 2; }
        #downloads-head { height: 2; }
        #downloads-title { width: 1fr; color: $wr-accent; }
        #downloads-count { width: auto; color: $wr-muted; padding: 0 1 0 2; }
        #downloads-empty { height: 1fr; color: $wr-muted; }
        #downloads ChoiceList { height: 1fr; }
        #downloads-said { height: auto; margin: 1 0 0 0; }
        #downloads-keys { height: auto; color: $wr-muted; margin: 1 0 0 0; }
        &.-empty ChoiceList { display: none; }
        &.-filled #downloads-empty { display: none; }
        &.-quiet #downloads-said { display: none; }
        &.-narrow #downloads { width: 94%; padding: 0 1; }
        &.-low #downloads { height: 100%; padding: 0 1; }
        &.-narrow #downloads-head { height: 1; }
        &.-low #downloads-keys { margin: 0; }
    }
    """

    def __init__(self, downloads: DownloadService, browser: Browser, signals: Signals, download_key: str) -> None:
        """`download_key` is the key that downloads the file of an article."""
        super().__init__(classes="-quiet")
        self._downloads = downloads
        self._browser = browser
        self._signals = signals
        self._download_key = download_key
        self._shown: tuple[Download, ...] = ()

    def compose(self) -> ComposeResult:
        """A heading, the downloads, the latest message, and the keys."""
        nothing = _("Nothing has been downloaded yet. {key} downloads the file of an article.")
        with Vertical(id="downloads", classes="-box"):
            with Horizontal(id="downloads-head"):
                yield Static(Content(heading(self, _("DOWNLOADS"))), id="downloads-title")
                yield Static(Content(""), id="downloads-count")
            yield ChoiceList()
            yield Static(Content(nothing.format(key=self._download_key)), id="downloads-empty")
            yield SaidWords(id="downloads-said")
            yield Static(Content(""), id="downloads-keys")

    def on_mount(self) -> None:
        """Read and show them, and follow what becomes of them."""
        self._signals.downloads_changed.subscribe(self, self._show, immediate=True)
        self._signals.library_changed.subscribe(self, self._follow, immediate=True)
        self._read()

    def _read(self) -> None:
        _worker: Worker[None] = self.run_worker(self._downloads.read, group=READING, exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        """Leave lines between the downloads if there is space."""
        self.query_one(ChoiceList).set_density(is_airy=event.size.height >= AIRY_ROWS, has_details=True)

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
        choices = self.query_one(ChoiceList)
        is_first = not choices.choices
        choices.show([_choice(one) for one in shown], keep=True)
        taken = in_megabytes(sum(one.byte_size for one in shown))
        words = ngettext("{n} file, {size}", "{n} files, {size}", len(shown)).format(n=len(shown), size=taken)
        self.query_one("#downloads-count", Static).update(Content(words if shown else ""))
        self.query_one("#downloads-keys", Static).update(Content(self._keys_words()))
        self.update_classes({"-empty": not shown, "-filled": bool(shown)})
        if shown and is_first:
            self.call_after_refresh(choices.focus)  # a list that was hidden has lost it

    def _keys_words(self) -> str:
        if not self._shown:
            return _("Esc: close")
        return _("Enter: play or open · p: pause · r: resume or retry · d: remove · Esc: close")

    def _say(self, sentence: str) -> None:
        if self.is_open:
            self.query_one("#downloads-said", Static).update(Content(sentence))
            self.set_class(not sentence, "-quiet")

    @on(ChoiceList.Moved)
    def _refresh_keys(self, event: ChoiceList.Moved) -> None:
        event.stop()
        self._say("")

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
        if key in CLOSING:
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
        choice = self.query_one(ChoiceList).cursor_choice
        return next((one for one in self._shown if choice and str(one.download_id) == choice.id), None)

    def _do(self, work: Callable[[], Awaitable[str]]) -> None:
        self.run_worker(self._done(work), group="task")

    async def _done(self, work: Callable[[], Awaitable[str]]) -> None:
        try:
            self._say(await work())
        except WortreaderError as error:
            self._say(str(error))

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
    """What is said of a download below its title: its state first."""
    facts = [one.state.words]
    if one.state is DownloadState.DONE:
        facts.append(in_megabytes(one.byte_size) if one.byte_size else _("the file is gone; r downloads it again"))
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
