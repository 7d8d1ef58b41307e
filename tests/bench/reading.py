"""How the app feels on a large library: the real process in a terminal, from a key press to what is painted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.measuring import Figure
from bench.terminal import PATIENCE_SECONDS, Chunk, Terminal

from wortreader.last_screen.kept import FOLDER_NAME
from wortreader.model import View, ViewKind, utc_now
from wortreader.paths import state_folder
from wortreader.store.library import Library

BARE_APP = Path(__file__).with_name("bare_app.py")
START_PAIRS = 11
TURNS = 15
BURST_KEYS = 6
"""As many as the cursor can move from the top without scrolling the list."""

BURST_SECONDS = 0.045
"""Between the keys of a burst: less than the cursor has to rest before its article is shown beside the list."""

REST_SECONDS = 0.4
QUERIES = ("e", "le", "q", "sch", "pra tre", '"le la"', "ze -la", "brö*")
FIRST_HITS_MILLISECONDS = 60
"""Asked for on 100,000 articles; 80 on 500,000."""
FRAME_SECONDS = 0.02
"""Between two pieces of the last screen at most."""

CURSOR = "▌"
"""At the left edge of the row under the cursor."""

PAINTED_BYTES = 200
"""An update of a pane is larger, a blinking cursor or a changed number smaller."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the library, to be recognised on the screen."""

    library: Path
    newest: str
    """The first word of the title at the top of All."""
    long_text: str
    """The beginning of the long article, as far as no line can break it."""


def known(path: Path) -> Known:
    """What to look for on the screen. The long article is the second of All."""
    library = Library.open(path)
    try:
        ids = library.articles.rows(View(ViewKind.ALL), today=utc_now()).ids
        newest, long = library.articles.get(ids[0]), library.articles.get(ids[1])
        return Known(path, newest.title.split()[0], long.text.split()[0])
    finally:
        library.close()


def measure(path: Path) -> Iterator[Figure]:
    """The figures of reading in the library at `path`."""
    library = known(path)
    yield from starting(library)
    yield from in_wide_terminal(library)
    yield from in_narrow_terminal(library)


def starting(library: Known) -> Iterator[Figure]:
    """The start with the last screen and without one against a bare application, in turns on the same machine."""
    last_screen = _keep_last_screen(library)
    bare, headlines, moved, panes, listed, written = [], [], [], [], [], []
    for _turn in range(START_PAIRS):
        with Terminal([sys.executable, str(BARE_APP)]) as terminal:
            bare.append(terminal.until(_is_painted) - terminal.began_at)
        with wortreader(library, rows=40) as terminal:
            headlines.append(terminal.until(lambda text: library.newest in text) - terminal.began_at)
            terminal.until_quiet(FRAME_SECONDS)
            terminal.press("j")
            moved.append(terminal.until(lambda text: CURSOR in text) - terminal.began_at)
        with wortreader(library, rows=40) as terminal:
            written.append(_size(terminal.until_quiet(REST_SECONDS * 5)))
        kept = last_screen.rename(library.library.with_suffix(".aside"))
        with wortreader(library) as terminal:
            panes.append(terminal.until(_is_painted) - terminal.began_at)
            listed.append(terminal.until(lambda text: library.newest in text) - terminal.began_at)
        kept.rename(last_screen)
    yield _against_bare("first headline on the terminal against a bare Textual app", headlines, bare, 0.7)
    yield _against_bare("start to the live list, its cursor moving, against a bare Textual app", moved, bare, 1.6)
    yield Figure("start at 120 × 40, to the terminal", median(written), "bytes", 6000)
    yield _against_bare("first paint without a last screen against a bare Textual app", panes, bare, 1.3)
    yield Figure("start without a last screen to the list with its articles", _milliseconds(listed), "ms")


def _keep_last_screen(library: Known) -> Path:
    """Opens the app and leaves it, and returns the file with the last screen."""
    with wortreader(library, rows=40) as terminal:
        terminal.press("gg")  # the app begins where it was left
        terminal.until(lambda text: library.newest in text)
        terminal.until_quiet(2)  # with the article beside the list
        terminal.press("Q")
        with suppress(OSError):  # Linux reports the end of a terminal as an error
            terminal.until_quiet(PATIENCE_SECONDS)
    [last_screen] = (state_folder(library.library) / FOLDER_NAME).iterdir()
    return last_screen


def _against_bare(what: str, ours: Sequence[float], bare: Sequence[float], limit: float) -> Figure:
    ratio = median(our / other for our, other in zip(ours, bare, strict=True))
    return Figure(what, ratio, "×", limit, f"{_milliseconds(ours)} ms, bare {_milliseconds(bare)} ms")


def _is_painted(text: str) -> bool:
    return bool(text.strip())


def wortreader(library: Known, *, columns: int = 120, rows: int = 36) -> Terminal:
    """The app on the library, about to start."""
    words = [sys.executable, "-m", "wortreader", "--library", str(library.library)]
    return Terminal(words, columns=columns, rows=rows)


def in_wide_terminal(library: Known) -> Iterator[Figure]:
    """What three panes cost."""
    with wortreader(library) as terminal:
        terminal.until(lambda text: library.newest in text)
        terminal.until_quiet(1)
        yield opening_all(terminal, library)
        yield from cursor_keys(terminal)
        scroll_about(terminal)
        yield Figure("resident memory after scrolling about", terminal.resident_bytes() / 1e6, "MB", 80)


def opening_all(terminal: Terminal, library: Known) -> Figure:
    """From Enter on All, in the feeds, to the list with its newest article."""
    seconds = []
    for _turn in range(TURNS):
        for keys in ("h", "G", "\r", "h"):
            terminal.press(keys)
            terminal.until_quiet()
        terminal.press("gg")
        terminal.during(0.02)
        at = terminal.press("\r")
        seconds.append(terminal.until(lambda text: library.newest in text) - at)
        terminal.until_quiet()
    return Figure("opening All", _milliseconds(seconds), "ms", 60, "Enter to painted")


def cursor_keys(terminal: Terminal) -> Iterator[Figure]:
    """What a cursor key costs by itself, in a burst, with scrolling, and with the article that a rest brings."""
    bursts, scrolls = [], []
    for _turn in range(TURNS):
        terminal.press("gg")
        terminal.until_quiet()
        bursts.append(burst(terminal))
        terminal.until_quiet()
        burst(terminal)  # to the bottom of the pane
        scrolls.append(burst(terminal))
        terminal.until_quiet()
    processor, written = zip(*bursts, strict=True)
    remark = "the article beside the list waits until the cursor rests"
    yield Figure("cursor key, processor", _milliseconds(processor), "ms", 8, remark)
    yield Figure("cursor key, to the terminal", median(written), "bytes", 400, remark)
    processor, written = zip(*scrolls, strict=True)
    yield Figure("cursor key that scrolls the list, processor", _milliseconds(processor), "ms")
    yield Figure("cursor key that scrolls the list, to the terminal", median(written), "bytes")
    shown = []
    for _turn in range(TURNS):
        terminal.press("j")
        shown.append(_size(terminal.during(REST_SECONDS)))
    yield Figure("cursor key that scrolls, and the article beside the list, to the terminal", median(shown), "bytes")


def burst(terminal: Terminal) -> tuple[float, float]:
    """Processor seconds and bytes of one cursor key, when several follow each other."""
    before = terminal.processor_seconds()
    chunks = []
    for _key in range(BURST_KEYS):
        terminal.press("j")
        chunks += terminal.during(BURST_SECONDS)
    return (terminal.processor_seconds() - before) / BURST_KEYS, _size(chunks) / BURST_KEYS


def scroll_about(terminal: Terminal) -> None:
    """Goes through the library as a reader would, from end to end."""
    for keys in ("G", "gg", *["\x06"] * 60, *["j"] * 40, "gg", "j", "\r", *[" "] * 10, "h", "/", "le", "\x1b", "G"):
        terminal.press(keys)
        terminal.during(0.15)
    terminal.until_quiet()


def in_narrow_terminal(library: Known) -> Iterator[Figure]:
    """Where one pane is shown at a time, so that an article is set when it is opened, and hits come alone."""
    with wortreader(library, columns=76, rows=30) as terminal:
        terminal.press("gg")  # the app begins where it was left
        terminal.until(lambda text: library.newest in text)
        terminal.until_quiet(1)
        for keys in ("j", "\r", "gg", "h"):  # the article may have kept a place further down
            terminal.press(keys)
            terminal.until_quiet()
        seconds = []
        for _turn in range(TURNS):
            at = terminal.press("\r")
            seconds.append(terminal.until(lambda text: library.long_text in text) - at)
            terminal.until_quiet()
            terminal.press("h")
            terminal.until_quiet()
        yield Figure("opening an article of 10\u202f000 words", _milliseconds(seconds), "ms", 60, "Enter to painted")
        yield from searching(terminal)


def searching(terminal: Terminal) -> Iterator[Figure]:
    """From each key of some queries to the first hits, painted with what they quote, and to all of them counted."""
    first, last = [], []
    for query in QUERIES:
        terminal.press("/")
        terminal.during(REST_SECONDS)
        for key in query:
            at = terminal.press(key)
            chunks = terminal.until_quiet(REST_SECONDS)
            painted = [chunk.at for chunk in chunks if len(chunk.data) >= PAINTED_BYTES]
            if painted:
                first.append(painted[0] - at)
                last.append(chunks[-1].at - at)
        for _key in query:
            terminal.press("\x7f")
        terminal.until_quiet(REST_SECONDS)
        terminal.press("\x1b")
        terminal.until_quiet(REST_SECONDS)
    remark = f"{len(first)} keys in {len(QUERIES)} queries, one letter among them; the median key"
    yield Figure("search key press to the first hits painted", _milliseconds(first), "ms", 50, remark)
    yield Figure("the same, the slowest key", max(first) * 1000, "ms", FIRST_HITS_MILLISECONDS)
    yield Figure("search key press to all hits counted, the median key", _milliseconds(last), "ms")
    yield Figure("the same, the slowest key", max(last) * 1000, "ms")


def _size(chunks: list[Chunk]) -> int:
    return sum(len(chunk.data) for chunk in chunks)


def _milliseconds(seconds: Sequence[float]) -> float:
    return round(median(seconds) * 1000, 1)
