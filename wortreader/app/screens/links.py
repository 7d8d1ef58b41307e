"""The links of an article, to choose from: open one, copy its address, subscribe to it, or keep its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto

from textual import events, on
from textual.geometry import Region
from textual.widget import Widget

from wortreader.app.commands.key_names import normal_key
from wortreader.app.linear import is_linear
from wortreader.app.panes.article.links import ListedLink
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog
from wortreader.app.widgets.on_demand import OnDemand
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass

DIGITS = "123456789"

LEAST_ROWS = 4
"""Of the drawer: two links at least, the line above them, and the keys."""


class LinkUse(Enum):
    """What to do with a link."""

    OPEN = auto()
    COPY = auto()
    SUBSCRIBE = auto()
    SAVE = auto()


@lazy_dataclass(frozen=True, slots=True)
class LinkAnswer:
    """The link that was chosen, and what for."""

    url: str
    words: str
    use: LinkUse


class LinkDrawer(Dialog[LinkAnswer]):
    """All links of an article by their numbers, in the lower part of the article, the rest of which stays visible."""

    DEFAULT_CSS = """
    LinkDrawer {
        align: left bottom;
        .-box, &.-narrow .-box, &.-low .-box {
            width: 1fr; max-height: 50%; padding: 0 1; border: none; border-top: solid $wr-faint;
        }
        .-title, .-words { display: none; }
        ChoiceList, &.-low ChoiceList { margin: 0; max-height: 1fr; }
        .-keys, &.-low .-keys { margin: 0; }
    }
    """

    USES = {"y": LinkUse.COPY, "a": LinkUse.SUBSCRIBE, "B": LinkUse.SAVE}  # noqa: RUF012 - never changed

    def __init__(self, links: Sequence[ListedLink], place: Callable[[], Region]) -> None:
        """The links in the order of their numbers, all texts safe, and where the article is on the screen."""
        super().__init__(_("Links"))
        self._links = links
        self._place = place

    def compose_answers(self) -> Iterator[Widget]:
        """The links."""
        yield ChoiceList(OnDemand(len(self._links), self._choice))

    def _choice(self, index: int) -> Choice:
        link = self._links[index]
        return Choice(
            str(index),
            DIGITS[index] if index < len(DIGITS) else "",
            self._numbered(index, link.words or link.url),
            link.url if link.words else "",
        )

    def on_mount(self) -> None:
        """Lie over the lower part of the article, and follow it when the terminal changes its size."""
        if is_linear(self):
            return
        self._fit()
        self.app.screen_stack[-2].screen_layout_refresh_signal.subscribe(self, lambda _screen: self._fit())

    def _fit(self) -> None:
        place, terminal = self._place(), self.app.size
        box = self.query_one(".-box")
        box.styles.margin = (0, terminal.width - place.right, terminal.height - place.bottom, place.x)
        box.styles.max_height = max(LEAST_ROWS, place.height // 2)

    def _numbered(self, index: int, words: str) -> str:
        """The words of a link, after its number if there are more links than keys."""
        if len(self._links) <= len(DIGITS):
            return words
        return f"{index + 1 if index >= len(DIGITS) else '':<{len(str(len(self._links)))}}  {words}"

    def keys_words(self) -> str:
        """What can be done with the link under the cursor."""
        return _("Enter: open · y: copy · a: subscribe · B: save page · Esc: close")

    def on_key(self, event: events.Key) -> None:
        """Copy, subscribe to or keep the link under the cursor; Escape leaves."""
        use = self.USES.get(normal_key(event.key))
        choice = self.query_one(ChoiceList).cursor_choice
        if use is not None and choice is not None:
            event.stop()
            self.dismiss(self._answer(choice, use))
        else:
            super().on_key(event)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(self._answer(event.choice, LinkUse.OPEN))

    def _answer(self, choice: Choice, use: LinkUse) -> LinkAnswer:
        link = self._links[int(choice.id)]
        return LinkAnswer(link.url, link.words, use)
