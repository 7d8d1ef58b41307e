"""What reading sends over a slow line: one session of 30 keys, byte by byte and cell by cell, beside newsboat.

`python tests/bench/far_away.py [--answering]` prints the bytes and the changed cells of every step. Both
programs read the same five feeds in a terminal of their own, over what looks like SSH, with millions of colours. What
they write is shown by an emulator, which tells how many cells have changed: in their character or their attributes.
Runs of one key are 50 ms apart; any other key waits for half a second of silence.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

if __name__ == "__main__":
    sys.path.pop(0)  # this folder, where this file would hide the package that the folder is
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import Figure
from bench.refreshing import served, subscribe, timed_refresh, write_feeds
from bench.terminal import PATIENCE_SECONDS, Terminal
from emulator import Emulator, changed

FEEDS = 5
ENTRIES = 150
SIZES = ((120, 40), (80, 24))
SILENCE, START_SILENCE, RUN_SECONDS = 0.5, 2.0, 0.05
FEWEST_IN_RUN = 5
LONGEST_WAIT = 6.0
FAR = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "COLORTERM": "truecolor"}

NEWSBOAT = shutil.which("newsboat")

SILENT: Mapping[bytes, bytes] = {}
"""A terminal that says nothing: programs must get along without."""

XTERM: Mapping[bytes, bytes] = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[>q": b"\x1bP>|XTerm(410)\x1b\\",
    b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?6n": b"\x1b[?1;1R",
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[c": b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
}
"""One that answers what xterm does, and knows synchronised updates as some later ones do."""

START_BYTES, STAR_BYTES, ARTICLE_BYTES = 6000, 120, 400
BYTES_A_CELL, BYTES_A_STEP = 1.3, 200


@dataclass(frozen=True, slots=True)
class Step:
    """What the reader does: which key, and how often."""

    name: str
    keys: str
    times: int = 1


OURS = (
    Step("to the feeds", "h"),
    Step("to the third feed", "j", 7),
    Step("into it", "\r"),
    Step("ten rows down", "j", 10),
    Step("open", "\r"),
    Step("two pages", " ", 2),
    Step("back", "h"),
    Step("next unread", "n"),
    Step("mark", "N"),
    Step("five down", "j", 5),
)
"""30 keys. Newsboat begins in its feeds, above which it has no views, and needs six keys less."""

THEIRS = (replace(OURS[1], times=2), *OURS[2:6], replace(OURS[6], keys="q"), *OURS[7:])

ALONE = (
    *OURS[:3],
    Step("open once", "\r"),
    Step("out of it", "h"),
    Step("star", "f"),
    Step("unstar", "f"),
    Step("unread", "N"),
    Step("read", "N"),
    Step("into an article that has been read", "\r"),
    Step("a page", " "),
    Step("a page back", "b"),
    Step("back to the list", "h"),
)
"""What is asked of single keys."""

_LIMITS = {
    "star": STAR_BYTES,
    "unread": None,
    "read": None,
    "into an article that has been read": ARTICLE_BYTES,
    "a page": None,
    "back to the list": ARTICLE_BYTES,
}
"""The most bytes; None if they depend on the cells that have changed."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a step has sent, and what has changed on the screen."""

    step: str
    size: int
    """In bytes."""
    cells: int


class Reader:
    """Somebody who reads in a terminal far away."""

    def __init__(self, terminal: Terminal, columns: int, rows: int) -> None:
        self._terminal = terminal
        self.emulator = Emulator(columns, rows)

    def wait(self, silence: float = SILENCE) -> int:
        """Looks until nothing has come for so many seconds; how many bytes came."""
        size, ends_at = 0, perf_counter() + LONGEST_WAIT
        while perf_counter() < ends_at and (chunk := self._terminal.chunk(silence)) is not None:
            size += len(chunk.data)
            self.emulator.feed(chunk.data)
        return size

    def begin(self) -> Sent:
        """Looks until the program has come to rest."""
        before = self.emulator.cells
        chunk = self._terminal.chunk(PATIENCE_SECONDS)
        if chunk is None:
            raise TimeoutError("Nothing is on the terminal.")
        self.emulator.feed(chunk.data)
        size = len(chunk.data) + self.wait(START_SILENCE)
        return Sent("start", size, changed(before, self.emulator.cells))

    def take(self, step: Step) -> Sent:
        """Presses a key as often as the step says."""
        before, size = self.emulator.cells, 0
        is_run = step.times >= FEWEST_IN_RUN
        for _time in range(step.times):
            self._terminal.press(step.keys)
            if is_run:
                for chunk in self._terminal.during(RUN_SECONDS):
                    size += len(chunk.data)
                    self.emulator.feed(chunk.data)
            else:
                size += self.wait()
        size += self.wait() if is_run else 0
        return Sent(step.name, size, changed(before, self.emulator.cells))


@dataclass(frozen=True, slots=True)
class Programs:
    """Both programs with the articles of the five feeds, in a terminal that gives these answers."""

    made: Path
    answers: Mapping[bytes, bytes]

    def ours(self, size: tuple[int, int], steps: Sequence[Step]) -> list[Sent]:
        """What wortreader sends at its start, and at each step."""
        return self._played(_wortreader, size, steps)

    def theirs(self, size: tuple[int, int]) -> list[Sent]:
        """What newsboat sends for the session; empty where it is not installed."""
        return self._played(_newsboat, size, THEIRS) if NEWSBOAT else []

    def _played(self, words: Callable[[Path], list[str]], size: tuple[int, int], steps: Sequence[Step]) -> list[Sent]:
        columns, rows = size
        with tempfile.TemporaryDirectory(prefix="wortreader-far-") as temporary:
            home = Path(temporary) / "home"
            shutil.copytree(self.made, home)
            environment = {**FAR, **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(home))}
            with Terminal(
                words(home), columns=columns, rows=rows, environment=environment, answers=self.answers
            ) as terminal:
                reader = Reader(terminal, columns, rows)
                return [reader.begin(), *(reader.take(step) for step in steps)]


@contextmanager
def programs(answers: Mapping[bytes, bytes] = SILENT) -> Iterator[Programs]:
    """Both programs, which have read the feeds."""
    with tempfile.TemporaryDirectory(prefix="wortreader-far-") as temporary:
        home = Path(temporary)
        feeds = home / "feeds"
        write_feeds(feeds, FEEDS)
        with served(feeds) as port:
            timed_refresh(subscribe(home / "library.db", port, FEEDS), new=ENTRIES)
        settings = 'refresh_minutes = 0\nkeep_pictures = false\nshow_pictures = "off"\n'
        (home / "config.toml").write_text(settings, encoding="utf-8")
        (home / "urls").write_text(
            "".join(f"file://{file}\n" for file in sorted(feeds.glob("*.xml"))), encoding="utf-8"
        )
        (home / "newsboat.conf").write_text("bind-key j down\nbind-key k up\n", encoding="utf-8")
        if NEWSBOAT:
            subprocess.run([*_newsboat(home), "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
        yield Programs(home, answers)


def _wortreader(home: Path) -> list[str]:
    words = [sys.executable, "-m", "wortreader"]
    return [*words, "--config", str(home / "config.toml"), "--library", str(home / "library.db")]


def _newsboat(home: Path) -> list[str]:
    files = {"-u": "urls", "-C": "newsboat.conf", "-c": "newsboat.db"}
    return [NEWSBOAT or "", *(word for option, name in files.items() for word in (option, str(home / name)))]


def measure() -> Iterator[Figure]:
    """The figures, beside those of newsboat where it is installed."""
    with programs() as both:
        for size in SIZES:
            yield from _measure_at(both, size)


def _measure_at(both: Programs, size: tuple[int, int]) -> Iterator[Figure]:
    at = f"{size[0]}x{size[1]}"
    start, *session = both.ours(size, OURS)
    yield Figure(f"far away, {at}: start", start.size, "bytes", START_BYTES if size == SIZES[0] else None)
    total, cells = _in_all(session)
    yield Figure(f"far away, {at}: a session of 30 keys", total, "bytes", remark=f"{cells} cells changed")
    theirs, their_cells = _in_all(both.theirs(size)[1:])
    if theirs:
        remark = f"{theirs} bytes, {their_cells} cells"
        yield Figure(f"far away, {at}: that session against newsboat's", total / theirs, "×", 1.0, remark)
    for sent in both.ours(size, ALONE):
        if sent.step in _LIMITS:
            limit = _LIMITS[sent.step] or BYTES_A_CELL * sent.cells + BYTES_A_STEP
            remark = f"{sent.cells} cells changed"
            yield Figure(f"far away, {at}: {sent.step}", sent.size, "bytes", limit, remark)


def _in_all(steps: Sequence[Sent]) -> tuple[int, int]:
    return sum(step.size for step in steps), sum(step.cells for step in steps)


def main() -> None:
    """Prints every step of both programs."""
    parser = argparse.ArgumentParser(description="Measures what reading sends over a slow line.")
    parser.add_argument("--answering", action="store_true", help="play a terminal that answers as xterm does")
    answers = XTERM if parser.parse_args().answering else SILENT
    sys.stdout.write(f"The terminal {'answers as xterm does' if answers else 'answers nothing'}.\n")
    with programs(answers) as both:
        for size in SIZES:
            at = f"{size[0]}x{size[1]}"
            ours = both.ours(size, OURS)
            _print_steps(f"wortreader {at}", ours)
            theirs = both.theirs(size)
            if theirs:
                _print_steps(f"newsboat {at}", theirs)
                sys.stdout.write(f"{'ratio of bytes':<36}{_in_all(ours[1:])[0] / _in_all(theirs[1:])[0]:>8.2f}\n")
            _print_steps(f"wortreader {at}, key by key", both.ours(size, ALONE))


def _print_steps(title: str, sent: Sequence[Sent]) -> None:
    lines = [f"{step.step:<36}{step.size:>8}{step.cells:>8}" for step in sent]
    size, cells = _in_all(sent[1:])
    lines.append(f"{'all but the start':<36}{size:>8}{cells:>8}")
    sys.stdout.write("\n".join([f"\n{title:<38}bytes   cells", *lines, ""]))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
