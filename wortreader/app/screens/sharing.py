"""Passes articles on: into a command, as a mail, as a bookmark."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from textual.app import App

from wortreader import programs
from wortreader.app.background.browser import Browser
from wortreader.app.background.programs import UserPrograms
from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.errors import ProgramFailed
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article, ExportFormat
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.app.screens.piping import PipeChoice

MOST_MAILED: Final = 30
"""Articles in one mail: an address of so many, with their titles, is still taken by mail programs."""
SUBJECT: Final = 3
"""Titles in the subject of a mail with several articles."""


@lazy_dataclass(eq=False, slots=True)
class Sharing:
    """Carries out the commands that hand the selected articles to other programs."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    selection: Selection
    programs: UserPrograms
    browser: Browser
    _last_command: str = field(default="", init=False)
    _last_choice: PipeChoice | None = field(default=None, init=False)

    # --- pipes --------------------------------------------------------------------------------------------------------

    @command("article.pipe")
    def ask_for_command(self, _count: int | None = None, typed: str = "") -> None:
        """Pipes the articles into a command; without one asks for it."""
        ids = tuple(self.selection.article_ids())
        if not ids:
            self.signals.say(_("There is no article here."))
            return
        work = partial(self._pipe_and_show, ids, typed) if typed else partial(self._ask_for_command, ids)
        self.work.start(work, group="asking", leads_on=True)

    async def _ask_for_command(self, ids: Sequence[int]) -> None:
        from wortreader.app.screens.piping import PipeChoice, PipeDialog

        printed: list[bytes] = []

        async def attempt(typed: str) -> str | None:
            self._last_command, self._last_choice = typed, dialog.choice
            try:
                printed.append(await self._pipe(ids, typed, dialog.choice))
            except ProgramFailed as error:
                return str(error)
            return None

        dialog = PipeDialog(
            len(ids), attempt=attempt, value=self._last_command, choice=self._last_choice or PipeChoice()
        )
        if await self.app.push_screen_wait(dialog) is not None and printed:
            await self._show_piped(ids, printed[0])

    async def _pipe_and_show(self, ids: Sequence[int], typed: str) -> None:
        """Pipes articles as the last time, or as text whose output is shown."""
        from wortreader.app.screens.piping import PipeChoice

        self._last_command = typed
        try:
            printed = await self._pipe(ids, typed, self._last_choice or PipeChoice())
        except ProgramFailed as error:
            self.signals.say(str(error), is_error=True)
        else:
            await self._show_piped(ids, printed)

    async def _show_piped(self, ids: Sequence[int], printed: bytes) -> None:
        from wortreader.app.screens.piping import OutputScreen

        if printed:
            await self.app.push_screen_wait(OutputScreen(safe_line(self._last_command), printed))
        else:
            self.signals.say(
                ngettext("The article was piped into {command}.", "{n} articles were piped into {command}.", len(ids))
                .format(n=len(ids), command=safe_line(self._last_command, 60))
            )  # fmt: skip

    async def _pipe(self, ids: Sequence[int], typed: str, choice: PipeChoice) -> bytes:
        """Pipes articles, one after the other in one stream, into a command. Returns what is to be shown."""
        from wortreader.app.screens.piping import PipeOutput

        articles = [await self.session.article(article_id) for article_id in ids]
        words = programs.filled(programs.split_template(typed), programs.article_values(articles[0]))
        data = await self._exported(articles, choice.format)
        if choice.output is PipeOutput.TERMINAL:
            self.programs.run_in_terminal(words, data)
            return b""
        ended = await self.programs.run(words, data)
        return ended.output.strip(b"\n") if choice.output is PipeOutput.SHOWN else b""

    async def _exported(self, articles: Sequence[Article], format: ExportFormat) -> bytes:
        def export() -> bytes:
            from wortreader.prose.export import export_article

            width, now = self.session.config.measure, self.session.clock()
            separator = "\n" if format is ExportFormat.JSON else "\n\n"
            return (
                separator.join(export_article(article, format, width=width, now=now) for article in articles) + "\n"
            ).encode()

        return await self.session.typesetter.run(export)

    # --- mails and bookmarks ------------------------------------------------------------------------------------------

    @command("article.mail")
    def mail(self, _count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Mails the articles: as the user's mail program does, or with the configured command after asking to whom."""
        ids = tuple(self.selection.article_ids())
        if not ids:
            self.signals.say(_("There is no article here."))
        elif len(ids) > MOST_MAILED:
            self.signals.say(_("At most {most} articles go into one mail.").format(most=MOST_MAILED))
        elif not self.session.config.mail_command:
            return self._write_mail(ids)
        else:
            self.work.start(lambda: self._ask_for_recipient(ids), group="asking", leads_on=True)
        return None

    async def _write_mail(self, ids: Sequence[int]) -> None:
        articles = [await self.session.article(article_id) for article_id in ids]
        if len(articles) == 1:
            body = articles[0].url or ""
        else:
            body = "\n\n".join("\n".join(filter(None, (article.title, article.url))) for article in articles)
        words = {"subject": _subject(articles), "body": body}
        await self.browser.browse(f"mailto:?{urlencode(words, quote_via=quote)}", title=articles[0].title)

    async def _ask_for_recipient(self, ids: Sequence[int]) -> None:
        from wortreader.app.screens.dialogs import PromptDialog

        articles = [await self.session.article(article_id) for article_id in ids]

        async def send(recipient: str) -> str | None:
            if "@" not in recipient or any(letter in recipient for letter in "\r\n"):
                return _("“{name}” is not a mail address.").format(name=safe_line(recipient, 60))
            try:
                words = programs.split_words(self.session.config.mail_command)
                await self.programs.run(words, await self._message(articles, recipient))
            except ProgramFailed as error:
                return str(error)
            self.signals.say(
                ngettext(
                    "The article was mailed to {name}.", "{n} articles were mailed to {name}.", len(articles)
                ).format(n=len(articles), name=safe_line(recipient, 60))
            )
            return None

        await self.app.push_screen_wait(
            PromptDialog(
                ngettext("Mail the article", "Mail {n} articles", len(articles)).format(n=len(articles)),
                ngettext(
                    "The address to send it to, or several with commas. The article is sent as text.",
                    "The address to send them to, or several with commas. The articles are sent as text.",
                    len(articles),
                ),
                attempt=send,
                placeholder="name@example.org",
            )
        )

    async def _message(self, articles: Sequence[Article], recipient: str) -> bytes:
        """The mail, as RFC 5322 has it; the program that sends it adds sender and date."""
        from email.message import EmailMessage  # takes 15 ms

        message = EmailMessage()
        message["To"] = safe_line(recipient)
        message["Subject"] = safe_line(_subject(articles))
        message.set_content((await self._exported(articles, ExportFormat.TEXT)).decode())
        return message.as_bytes()

    @command("article.bookmark")
    def bookmark(self, _count: int | None = None) -> Coroutine[Any, Any, None]:
        """Keeps the articles as bookmarks, with the configured command."""
        return self._bookmark(tuple(self.selection.article_ids()))

    async def _bookmark(self, ids: Sequence[int]) -> None:
        command_line = self.session.config.bookmark_command
        if not command_line:
            self.signals.say(_("No bookmark command is set: see bookmark_command in the settings."))
            return
        articles = [await self.session.article(article_id) for article_id in ids]
        if not articles:
            self.signals.say(_("There is no article here."))
            return
        try:
            for article in articles:
                words = programs.filled(
                    programs.split_template(command_line), programs.article_values(article), default="url"
                )
                await self.programs.run(words)
        except ProgramFailed as error:
            self.signals.say(str(error), is_error=True)
        else:
            self.signals.say(ngettext("Bookmark added.", "{n} bookmarks added.", len(ids)).format(n=len(ids)))


def _subject(articles: Sequence[Article]) -> str:
    """What a mail with these articles is about."""
    return articles[0].title if len(articles) == 1 else " · ".join(article.title for article in articles[:SUBJECT])
