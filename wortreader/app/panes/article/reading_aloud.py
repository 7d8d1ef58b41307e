"""Reading the article aloud: what is read is marked and kept in view; keys pause it, and go on and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING, Final

from wortreader.app.commands.dispatch import command
from wortreader.app.linear import announce
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass

if TYPE_CHECKING:
    from wortreader.app.background.speech import Speech
    from wortreader.app.library.session import Session
    from wortreader.app.library.typesetter import TypesetArticle
    from wortreader.app.panes.article.article_view import ArticleView
    from wortreader.app.signals import Signals, SpeechChanged
    from wortreader.app.work import Work

GROUP: Final = "begin-speech"


@lazy_dataclass(eq=False, slots=True)
class ReadingAloud:
    """Reads the article aloud that `view` shows. `changed` is called when that begins or ends."""

    view: ArticleView
    speech: Speech
    session: Session
    signals: Signals
    work: Work
    changed: Callable[[], object]
    _typeset: TypesetArticle | None = field(default=None, init=False)
    """The article that is read, as it was when that began; None if none is."""

    @property
    def is_active(self) -> bool:
        """Whether the article is read aloud, or would be but for a pause."""
        return self._typeset is not None

    @command("article.aloud")
    def toggle(self, _count: int | None = None) -> None:
        """Reads the article aloud from the reading position; if it is being read, pauses or resumes."""
        if self.is_active:
            self.speech.toggle_pause()
        else:
            self.work.start(self._begin, group=GROUP, exclusive=True)

    async def _begin(self) -> None:
        from wortreader.prose.aloud import TITLE, first_from

        view, typeset = self.view, self.view.typeset
        if typeset is None:
            return
        utterances = await self.session.typesetter.spoken(typeset.article)
        if view.typeset is None or not view.has_text_of(typeset):
            return
        first = view.here - view.first_text_line
        block = TITLE if first < 0 else view.typeset.layout.block_at(first)
        if not utterances:
            self.signals.say(_("There is nothing here to read aloud."))
            return
        self._typeset = typeset
        try:
            self.speech.begin(utterances, first_from(utterances, block), typeset.article.language)
        finally:
            if not self.speech.is_active:
                self._typeset = None
        self.changed()

    @command("aloud.next")
    def go_on(self, count: int | None = None) -> None:
        """Continues with the next paragraph."""
        self.speech.step(count or 1)

    @command("aloud.previous")
    def go_back(self, count: int | None = None) -> None:
        """Goes back to the previous paragraph."""
        self.speech.step(-(count or 1))

    @command("aloud.faster")
    def faster(self, count: int | None = None) -> None:
        """Reads faster."""
        self.speech.change_rate(count or 1)

    @command("aloud.slower")
    def slower(self, count: int | None = None) -> None:
        """Reads slower."""
        self.speech.change_rate(-(count or 1))

    @command("aloud.end")
    def stop(self, _count: int | None = None) -> None:
        """Ends reading aloud, as the user has asked for it."""
        if self.is_active:
            self.end()
            announce(self.view, _("Stopped reading aloud."))

    def end(self) -> None:
        """Ends reading aloud."""
        self.work.cancel(GROUP)
        if self.is_active:
            self.speech.end()

    def take_key(self, key: str, character: str | None, count: int | None) -> bool:
        """Takes a key while the article is read aloud. Returns False for keys that mean what they always mean.

        `count` is the number that was typed before the key; None for none.
        """
        match character if character in ("+", "-") else key:
            case "space":
                self.toggle()
            case "n":
                self.go_on(count)
            case "p":
                self.go_back(count)
            case "+":
                self.faster(count)
            case "-":
                self.slower(count)
            case "escape" if count is None:
                self.stop()
            case _:
                return False
        return True

    def follow(self, news: SpeechChanged) -> None:
        """Marks what is read, and brings it into view; ends it if the article has another text now."""
        if self._typeset is None:
            return
        if news.block is None:
            self._typeset = None
            self.view.mark_spoken(None)
            self.changed()
        elif self.view.has_text_of(self._typeset):
            self.view.mark_spoken(news.block, news.share)
        else:
            self.speech.end()
