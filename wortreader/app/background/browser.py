"""Opens addresses in the user's browser, and copies them to the clipboard."""

from __future__ import annotations

import asyncio
import os
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from textual.app import SuspendNotSupported

from wortreader import programs
from wortreader.app.background.children import Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.outbox import OutboxService
from wortreader.app.background.player import PlayerService
from wortreader.app.background.programs import UserPrograms
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import Signals
from wortreader.app.terminal.hyperlinks import can_open
from wortreader.deferred import DeferredTask, TaskKind
from wortreader.errors import AddressRefused, ProgramFailed, UnknownArticle
from wortreader.i18n import _, ngettext
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Enclosure
from wortreader.model.playing import Playable
from wortreader.play_errors import LoginNotGiven, NothingToPlay
from wortreader.prose import files
from wortreader.sync.openers import Opened, desktop_opener, is_media, needs_terminal, opener_for
from wortreader.text import grouped, safe_line

if TYPE_CHECKING:
    from wortreader.sync.playing import command as player_command
else:
    player_command = lazy_module("wortreader.sync.playing.command")

MOST_COPIED: Final = 74_000
"""Bytes. OSC 52 has them in base64, and terminals take 100,000 characters of that at most."""


@lazy_dataclass(eq=False, slots=True)
class Browser:
    """The user's browser.

    `suspend` gives the terminal away while its context lasts; it raises SuspendNotSupported if it cannot.
    """

    session: Session
    signals: Signals
    children: Children
    connectivity: Connectivity
    outbox: OutboxService
    key_table: KeyTable
    programs: UserPrograms
    player: PlayerService
    suspend: Callable[[], AbstractContextManager[None]]
    copy_to_clipboard: Callable[[str], None]

    async def browse(
        self, url: str, *, title: str = "", article_id: int | None = None, media_type: str | None = None, feed: str = ""
    ) -> None:
        """Opens an address with the user's opener for it, or in the browser, and says so.

        Puts it into the outbox if there is no network. `title` is what is known of the page, `article_id` the article
        whose page it is; `media_type` is that of a file, and `feed` the title of the feed from which the address comes.
        """
        opened = Opened(url, media_type, feed)
        needs_network = can_open(url) and urlsplit(url).scheme.lower() != "mailto"
        is_here = needs_network and is_media(opened) and await self.player.downloaded(url) is not None
        if needs_network and not is_here and self.connectivity.is_out() and await self._has_program(opened):
            await self.outbox.put(TaskKind.BROWSER, url=url, title=title, article_id=article_id)
            return
        _is_open, sentence = await self.open(url, title=title, article_id=article_id, media_type=media_type, feed=feed)
        if sentence:
            self.signals.say(sentence)

    async def browse_file(self, file: Playable) -> None:
        """Plays a sound or film, or opens another file of an article, as `browse` does."""
        await self.browse(file.url, title=file.title, article_id=file.article_id, media_type=file.type, feed=file.feed)

    async def open(
        self, url: str, *, title: str = "", article_id: int | None = None, media_type: str | None = None, feed: str = ""
    ) -> tuple[bool, str]:
        """Opens an address as `browse` does, if there is a network: whether it did, and a sentence for the user, which
        may be empty.

        What mpv plays begins where it was left, and ends with the app. A program that draws in the terminal gets it
        until it ends.
        """
        if not can_open(url):
            return False, _("Not opened, because it is not a web address: {url}").format(url=safe_line(url, 80))
        opened = Opened(url, media_type, feed)
        is_mail = urlsplit(url).scheme.lower() == "mailto"
        if command := self._command(opened):
            try:
                words = programs.split_template(command)
                if is_media(opened) and player_command.is_mpv(words):
                    await self.player.play(Playable(url, title, feed, article_id, media_type))
                    return True, ""
                if is_media(opened) and command != self.session.config.browser:  # which has logins of its own
                    url = await self.player.source(Playable(url, title, feed, article_id, media_type))
                elif (path := await self.player.downloaded(url)) is not None:
                    url = str(path)
                if is_media(opened):
                    file, player = Playable(url, title, feed), player_command.PlayerCommand(words)
                    return True, await self._open_with(player.filled(file, url), player.playlist(file, url))
                words = programs.filled(words, {"url": url, "title": title, "feed": feed}, default="url")
                return True, await self._open_with(words)
            except (ProgramFailed, NothingToPlay, AddressRefused, LoginNotGiven) as error:
                return False, str(error)
        if is_mail and (desktop := desktop_opener(os.environ)) is not None:  # it knows the mail program
            try:
                return True, await self._open_with((desktop, url))
            except ProgramFailed as error:
                return False, str(error)
        if is_mail and await self._find() is None:
            return False, _("There is no mail program here: see mail_command and openers in the settings.")
        return await self._open_in_browser(url)

    async def open_deferred(self, task: DeferredTask) -> tuple[bool, str]:
        """Opens what had to wait for a network, with the program that its article calls for, as `open` does."""
        url, feed, media_type = task.url or "", "", None
        if task.article_id is not None:
            with suppress(UnknownArticle):
                article = await self.session.article(task.article_id)
                feed = article.feed_title
                media_type = next((file.type for file in article.enclosures if file.url == url), None)
        return await self.open(url, title=task.title, article_id=task.article_id, media_type=media_type, feed=feed)

    async def open_file(self, file: Playable, path: Path) -> str:
        """Opens a file that has been downloaded to `path`, with the program for its address, or else with the desktop.

        Returns what to say, which may be empty.
        """
        if self._command(Opened(file.url, file.type, file.feed)):
            _is_open, sentence = await self.open(
                file.url, title=file.title, article_id=file.article_id, media_type=file.type, feed=file.feed
            )
            return sentence
        command = desktop_opener(os.environ)
        if command is None:
            sentence = _("No program is set to open {path}: see player and openers in the settings.")
            return sentence.format(path=safe_line(str(path), 200))
        try:
            return await self._open_with((command, str(path)))
        except ProgramFailed as error:
            return str(error)

    async def _open_in_browser(self, url: str) -> tuple[bool, str]:
        """Opens an address in the browser of the desktop, or in what the environment names."""
        browser = await self._find()
        copy_key = self.key_table.shown("article.copy_link")
        if browser is None:
            return False, _("There is no browser here. {key} copies the address.").format(key=copy_key)
        if type(browser) is webbrowser.GenericBrowser:  # one that draws in the terminal, as w3m does
            try:
                with self.suspend():
                    browser.open(url)
            except SuspendNotSupported:
                return False, _("The browser needs the terminal, which cannot be given away here.")
            return True, ""
        if await self.children.browse(url):
            return True, _("Opened in the browser.")
        return False, _("The browser did not start. {key} copies the address.").format(key=copy_key)

    async def _open_with(self, words: Sequence[str], data: bytes | None = None) -> str:
        """Runs the user's program for an address, which may read `data`. Returns what to say. Raises ProgramFailed."""
        if needs_terminal(words[0]):
            self.programs.run_in_terminal(words)
            return ""
        await asyncio.to_thread(programs.launch, words, data)
        return _("Opened with {program}.").format(program=programs.shown(words[:1]))

    def _command(self, opened: Opened) -> str:
        """The user's command for an address; empty for the browser of the desktop."""
        config = self.session.config
        command = opener_for(opened, config.openers)
        if command is None and is_media(opened):
            is_film = files.is_film(Enclosure(opened.url, opened.media_type))
            command = config.player or player_command.player_found(os.environ, is_film=is_film)
        is_page = urlsplit(opened.url).scheme.lower() in ("http", "https")
        return command if command is not None else config.browser if is_page else ""

    async def _has_program(self, opened: Opened) -> bool:
        return bool(self._command(opened)) or await self._find() is not None

    def copy(self, address: str) -> None:
        """Copies an address to the clipboard, and says so."""
        url = safe_line(address)
        self.copy_to_clipboard(url)
        self.signals.say(_("Copied: {url}").format(url=url))

    def copy_all(self, addresses: Sequence[str]) -> None:
        """Copies several addresses to the clipboard, one a line, no more than terminals take, and says how many."""
        lines: list[str] = []
        room = MOST_COPIED
        for line in map(safe_line, addresses):
            room -= len(line.encode()) + 1
            if room < 0:
                break
            lines.append(line)
        self.copy_to_clipboard("\n".join(lines))
        if len(lines) < len(addresses):
            sentence = _("Copied the first {n} addresses: terminals take no more.")
        else:
            sentence = ngettext("Copied {n} address.", "Copied {n} addresses.", len(lines))
        self.signals.say(sentence.format(n=grouped(len(lines))))

    def copy_text(self, text: str) -> None:
        """Copies a text to the clipboard, no more of it than terminals take, and says so."""
        data = text.encode("utf-8")
        copied = text if len(data) <= MOST_COPIED else data[:MOST_COPIED].decode("utf-8", "ignore")
        self.copy_to_clipboard(copied)
        if copied != text:
            sentence = _("Copied the first {n} characters: terminals take no more.").format(n=grouped(len(copied)))
        elif (count := copied.count("\n") + 1) > 1:
            sentence = ngettext("Copied {n} line.", "Copied {n} lines.", count).format(n=grouped(count))
        else:
            count = len(copied)
            sentence = ngettext("Copied {n} character.", "Copied {n} characters.", count).format(n=grouped(count))
        self.signals.say(sentence)

    async def _find(self) -> webbrowser.BaseBrowser | None:
        """The user's browser; None if there is none. Looking for one asks the desktop, which takes a moment."""

        def find() -> webbrowser.BaseBrowser | None:
            try:
                return webbrowser.get()
            except webbrowser.Error:
                return None

        return await self.session.typesetter.run(find)
