"""The box that shows one picture of an article, nearly as large as the terminal, with its caption below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker

from wortreader.app.commands.key_names import normal_key
from wortreader.app.library.picture_space import about, fitted
from wortreader.app.panes.article.shown_pictures import LargePicture
from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.pictures.drawn import Drawn, Sixel
from wortreader.app.screens.base_modal import BaseModal
from wortreader.i18n import _

NEXT = frozenset({"n", "space", "j", "l", "J", "down", "right", "pagedown"})
PREVIOUS = frozenset({"p", "b", "k", "h", "K", "up", "left", "pageup"})
CLOSING = frozenset({"escape", "q", "i", "I", "backspace", "enter"})


class PicturePane(Widget):
    """The picture, in the middle."""

    DEFAULT_CSS = """
    PicturePane { height: 1fr; width: 1fr; background: $background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn: Drawn | None = None

    def show(self, drawn: Drawn | None) -> None:
        """Show a picture; None for an empty pane."""
        self._drawn = drawn
        self.refresh()

    @property
    def corner(self) -> tuple[int, int]:
        """The cell of the terminal in which the picture begins."""
        columns, rows = (self._drawn.columns, self._drawn.rows) if self._drawn is not None else (0, 0)
        region = self.content_region
        return region.x + max(0, region.width - columns) // 2, region.y + max(0, region.height - rows) // 2

    def render_line(self, y: int) -> Strip:
        """The line `y`."""
        ground = self.rich_style
        drawn = self._drawn
        left, top = self.corner
        row = y - (top - self.content_region.y)
        if drawn is None or not 0 <= row < drawn.rows:
            return Strip.blank(self.size.width, ground)
        segments = [Segment(" " * (left - self.content_region.x), ground)]
        segments += [Segment(text, ground + style if style else ground) for text, style, _control in drawn.row(row)]
        return Strip(segments).adjust_cell_length(self.size.width, ground)


class PictureScreen(BaseModal[None]):
    """One picture at a time."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    PictureScreen {
        #picture { width: 100%; height: 100%; margin: 1 4; background: $background; }
        &.-narrow #picture { margin: 1 2; }
        #picture-words { height: auto; max-height: 4; padding: 0 2; margin: 1 0 0 0; text-align: center; }
        #picture-words.-empty { display: none; }
        #picture-keys { height: auto; max-height: 2; padding: 0 2; color: $wr-muted; text-align: center; }
    }
    """

    def __init__(self, pictures: Sequence[LargePicture], at: int, drawer: PictureDrawer) -> None:
        """The picture at the index `at` is shown first; `drawer` draws them."""
        super().__init__()
        self._pictures = tuple(pictures)
        self._at = at
        self._drawer = drawer
        self._drawn: Drawn | None = None

    def compose(self) -> ComposeResult:
        """The picture, its caption, and the keys."""
        with Vertical(id="picture", classes="-box"):
            yield PicturePane()
            yield Static(Content(""), id="picture-words")
            yield Static(Content(""), id="picture-keys")

    def on_mount(self) -> None:
        """Begin with the one that was chosen."""
        self.app.app_resume_signal.subscribe(self, lambda _app: self._draw())
        self._say()

    def on_resize(self) -> None:
        """Draw it as large as possible now."""
        self.call_after_refresh(self._draw)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Draw it again after another screen has covered it."""
        self.call_after_refresh(self._draw)

    def on_unmount(self) -> None:
        """Leave no picture in the terminal."""
        self._drawer.forget(self._drawn)

    def on_key(self, event: events.Key) -> None:
        """Go to the next or the previous picture, or close. All other keys are ignored."""
        event.stop()
        event.prevent_default()
        key = normal_key(event.key)
        if key in CLOSING:
            self.dismiss(None)
        elif key in NEXT:
            self._go_to(self._at + 1)
        elif key in PREVIOUS:
            self._go_to(self._at - 1)

    def _go_to(self, at: int) -> None:
        if 0 <= at < len(self._pictures):
            self._at = at
            self._say()
            self.call_after_refresh(self._draw)

    def _say(self) -> None:
        picture = self._pictures[self._at]
        words = self.query_one("#picture-words", Static)
        words.update(Content(picture.words))
        words.set_class(not picture.words, "-empty")
        parts = [about(picture.known)]
        if len(self._pictures) > 1:
            parts.insert(0, f"{self._at + 1}/{len(self._pictures)}")
            parts.append(_("n p: next, previous"))
        parts.append(_("Esc: close"))
        self.query_one("#picture-keys", Static).update(Content(" · ".join(filter(None, parts))))

    def _draw(self) -> None:
        _worker: Worker[None] = self.run_worker(self._draw_it, group="large", exclusive=True)

    async def _draw_it(self) -> None:
        pane = self.query_one(PicturePane)
        known = self._pictures[self._at].known
        size = fitted(known.width, known.height, self._drawer.cell, pane.size, is_enlarged=True)
        drawn = await self._drawer.draw(known, size, self._drawer.large_way) if size.area else None
        former, self._drawn = self._drawn, drawn
        pane.show(drawn)
        self._drawer.forget(former)
        if isinstance(drawn, Sixel):
            self.call_after_refresh(self._paint, drawn)

    def _paint(self, drawn: Sixel) -> None:
        """Draw over the cells, which are blank now. There are lines below, so the terminal does not scroll."""
        if drawn is self._drawn and self.is_current:
            column, row = self.query_one(PicturePane).corner
            self._drawer.paint(drawn, column, row)
