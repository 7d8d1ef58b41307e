"""What keys mean in the article while it is not just read: letters over links, a word, selecting, listening."""

from __future__ import annotations

from textual import events

from wortreader.app.commands.keys import Pane
from wortreader.app.panes.article.find_in_article import FindBar
from wortreader.app.panes.article.links import ArticleLinks
from wortreader.app.panes.article.reading_aloud import ReadingAloud
from wortreader.app.panes.article.text_selector import TextSelector
from wortreader.app.panes.article.word_picker import WordPicker
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class ArticleModes:
    """The modes of the article pane, of which one is active at most."""

    find_bar: FindBar
    links: ArticleLinks
    word_picker: WordPicker
    selector: TextSelector
    aloud: ReadingAloud

    @property
    def current(self) -> Pane:
        """What keys belong to: the article, or one of the modes."""
        if self.links.has_hints:
            return Pane.LINKS
        if self.selector.is_active:
            return Pane.SELECT
        if self.word_picker.is_active:
            return Pane.WORD
        if self.find_bar.has_focus_within:
            return Pane.FIND
        return Pane.ALOUD if self.aloud.is_active else Pane.ARTICLE

    def take_key(self, event: events.Key, count: int | None) -> bool:
        """Takes a key, before which `count` was typed, if it belongs to one of the modes. Returns whether it did."""
        if self.links.has_hints:
            self.links.take_key(event.key)
        elif self.word_picker.is_active:
            self.word_picker.take_key(event.key, event.character)
        elif self.selector.is_active:
            self.selector.take_key(event.key, event.character)
        elif self.aloud.is_active and self.aloud.view.is_current:
            return self.aloud.take_key(event.key, event.character, count)
        else:
            return False
        return True

    def stop(self, *, is_left: bool) -> None:
        """Ends them because the user goes to another pane, or comes to this one; reading aloud only if it `is_left`."""
        if is_left:
            self.aloud.end()
        self.find_bar.is_open = False
        self.links.remove_hints()
        self.word_picker.stop()
        self.selector.stop()

    def forget(self) -> None:
        """Ends what belongs to one article, because another one is about to be shown."""
        self.links.remove_hints()
        self.word_picker.forget()
        self.selector.stop()
        self.aloud.end()
