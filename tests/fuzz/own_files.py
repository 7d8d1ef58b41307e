"""The files that a user writes, and those that wortreader writes and reads again: any program can damage them."""

from __future__ import annotations

import os
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import Final

from fuzz.properties import check, check_texts
from fuzz.target import Target
from lxml import html as lxml_html

import wortreader.prose.pages
from wortreader import config
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.remembered import Place, Remembered
from wortreader.app.terminal.capabilities import MINIMUM
from wortreader.app.terminal.difference import difference
from wortreader.app.terminal.grid import BLANK, OVERLAID, UNKNOWN, Grid, Look, ScreenCell
from wortreader.app.terminal.pen import Pen
from wortreader.errors import ConfigError, LoginInvalid
from wortreader.last_screen.kept import KeptScreen, is_harmless, packed, unpacked
from wortreader.logins.file import LoginFile
from wortreader.logins.login import Login, LoginEntry, LoginSource
from wortreader.logins.sources import login_of
from wortreader.prose.pages.site_rules import apply_rules
from wortreader.sync.site_rules import BadRules, read_rules

TOML_WORDS: Final = (
    b" = ", b'"', b"'", b'"""', b"'''", b"[", b"]", b"[[", b"]]", b"{", b"}", b"# ", b"\n", b"true",
    b"1979-05-27T07:32:00Z", b"inf", b"nan", b"0x", b"\\u001b", b"\\u202e", b"\\ud800", b"\\U0010ffff", b"\\u0000",
    b"a.b.c", b'"\\u001b]0;x" = 1\n', b"[" * 2000, b"a." * 2000, b"{a=" * 500, b"9" * 5000,
)  # fmt: skip


@cache
def folder() -> Path:
    """A folder for the files that are read from the disk."""
    made = tempfile.TemporaryDirectory(prefix="wortreader-fuzz-")
    _FOLDERS.append(made)
    return Path(made.name)


_FOLDERS: Final[list[tempfile.TemporaryDirectory[str]]] = []
"""Keeps the folder until the process ends."""


def written(name: str, data: bytes) -> Path:
    """A file with these contents that only its owner can read."""
    path = folder() / name
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return path


# --- settings ---------------------------------------------------------------------------------------------------------


def read_config(data: bytes) -> None:
    """Reads settings, and the keys in them."""
    path = written("config.toml", data)
    try:
        found = config.load(path)
    except ConfigError as error:
        check_texts(error)
        check(1 <= error.line <= data.count(b"\n") + 1, "a line that is not in the file", error)
        return
    check(found == config.load(path), "other settings the second time")
    check(found.picture_bytes >= 0, "a budget below nothing", found.picture_budget)
    check_texts(KeyTable(found.keys).problems.values())


CONFIG_SEEDS: Final = (
    b'theme = "wort-dark"\ndensity = "compact"\nmeasure = 80\nhyphenate = true\nmark_read = "scroll"\ngo_on = false\n'
    b'refresh_minutes = 0\nkeep_days = 90\nfull_text = "page"\npicture_budget = "1.5G"\nlogin_store = "file"\n'
    b'user_agent = "Reader/1"\n\n[keys]\n"article.star" = "s, ctrl+x"\nmove.down = "j,down"\narticle.note = "gx"\n',
    '\ufeffmeasure = 72 # Zeichen\n[keys]\narticle.star = "é"\nmove.up = ""\n'.encode(),
    b'[keys]\narticle.star = "5"\nmove.up = "j"\n"no.such" = "zz, ctrl+shift+alt+f13"\n',
)


# --- rules for sites --------------------------------------------------------------------------------------------------

_PAGE: Final = (
    "<html><head><title>T</title><meta property='og:title' content='O'></head><body><main><article class='a b' id='i'>"
    "<h1>Head</h1><p class='lead'>Lead <a href='/p2'>next</a></p><time datetime='2026-11-24'>24.11.2026</time>"
    "<div><p>One.</p><p>Two <b>three</b>.</p><ul><li>x</li></ul></div></article></main></body></html>"
)


def read_site_rules(data: bytes) -> None:
    """Reads the rules in a file, and applies them to a page."""
    try:
        rules = read_rules(data.decode("utf-8-sig", "replace"), name="fuzz.toml")
    except BadRules as error:
        check_texts(error)
        return
    check_texts([rules.hosts, rules.name])
    page = lxml_html.document_fromstring(_PAGE)
    applied = apply_rules(page, rules, url="https://paper.example/a")
    check_texts([applied.title, applied.lead, applied.byline, applied.remarks])
    check(page.find("body") is not None, "a page without its body")


def site_rules_seeds() -> list[bytes]:
    """wortreader's own files, and one with all keys."""
    own = sorted((Path(wortreader.prose.pages.__file__).parent / "sites").glob("*.toml"))
    keys = ("text", "drop", "title", "lead", "authors", "modified")
    selectors = "".join(f'{key} = ["article > p.lead:not(.x)", "#i [class~=a]"]\n' for key in keys)
    whole = (
        'hosts = ["paper.example", "www.zürich.example"]\n' + selectors + 'published = "time"\nnext_page = "a"\n'
        'date_format = "%d.%m.%Y %H:%M"\ntime_zone = "Europe/Luxembourg"\nfollow_pages = false\n'
    )
    return [*(path.read_bytes() for path in own), whole.encode()]


SELECTOR_WORDS: Final = (
    *TOML_WORDS, b"hosts", b"text", b"drop", b"date_format", b"time_zone", b":not(", b":is(", b":has(",
    b":contains('x')", b":nth-child(99999999999999999999n+1)", b"::before", b"*|*", b"a|b", b"> + ~ ", b"[a='",
    b"[a~=']", b"*" * 50, b", ", b"%", b"%Y", b"%j", b"../../etc/passwd", b"Europe/", b"\\000000", b"xn--", b"..",
)  # fmt: skip


# --- logins -----------------------------------------------------------------------------------------------------------


def read_logins(data: bytes) -> None:
    """Reads `credentials.toml`, and what it says when it is written again."""
    file = LoginFile(written("credentials.toml", data))
    try:
        entries = file.entries()
    except ConfigError as error:
        check_texts(error)
        check(1 <= error.line <= data.count(b"\n") + 1, "a line that is not in the file", error)
        return
    os.environ["NETRC"] = os.devnull
    for entry in entries.values():
        if entry.source in (LoginSource.FILE, LoginSource.NETRC):
            try:
                entry_headers = login_of(entry).as_headers()
            except LoginInvalid as error:
                check_texts(error)
                continue
            check(all(f"{name}{value}".isprintable() for name, value in entry_headers.items()), "a header", entry)
    file.change(lambda kept: kept.update({"https://new.example/": _NEW}))
    again = dict(file.entries())
    again.pop("https://new.example/")
    others = {address: entry for address, entry in entries.items() if entry != _NEW}
    check(again == others, "other logins", again, others)


_NEW: Final = LoginEntry("https://new.example/", LoginSource.FILE, Login("new", "new"))

LOGIN_SEEDS: Final = (
    b'["https://a.example/feed"]\nuser = "anne"\npassword = "p\\u00e4ss \\" word"\n\n["https://b.example"]\n'
    b'headers = { X-Token = "t", "Authorization" = "Bearer x" }\n\n["https://c.example/"]\ncommand = ["pass", "show"]\n'
    b'header = "X-Key"\n\n["https://d.example/"]\nkeyring = true\n\n["https://[::1]:8080/"]\nnetrc = true\n',
    b'["c.example"]\ncommand = "pass show \'x y\'"\nuser = "u"\n',
)
LOGIN_WORDS: Final = (
    *TOML_WORDS, b"user = ", b"password = ", b"headers = { ", b"command = ", b"keyring = true\n", b"netrc = true\n",
    b'["http://["]\n', b'["https://user:secret@a.example/"]\n', b"Host", b"\\r\\n", b":", b"\\u007f",
)  # fmt: skip


def read_netrc(data: bytes) -> None:
    """Reads a login from a netrc file."""
    path = written("netrc", data)
    os.environ["NETRC"] = str(path)
    for address in ("https://a.example/feed", "http://[", "https://default.example:99999/", ""):
        entry = LoginEntry(address, LoginSource.NETRC)
        try:
            login = login_of(entry)
        except LoginInvalid as error:
            check_texts(error)
            continue
        check(all(f"{name}{value}".isprintable() for name, value in login.as_headers().items()), "a header", login)
        check(login_of(entry) == login, "another login the second time")


NETRC_SEEDS: Final = (
    b'machine a.example login anne password p\n# remark\nmachine b.example\n  login b\n  account c\n  password "q r"\n',
    b"default login anonymous password user@site\n\nmacdef init\ncd /pub\nquit\n\nmachine a.example password x\n",
)
NETRC_WORDS: Final = (
    b"machine ", b"a.example ", b"login ", b"password ", b"account ", b"default ", b"macdef ", b"macdef x\n", b"#",
    b"\\", b'"', b"\n\n", b"\t",
)  # fmt: skip


# --- last screens -----------------------------------------------------------------------------------------------------


def read_last_screen(data: bytes) -> None:
    """Reads a file with a last screen, which has the right checksum."""
    check(unpacked(data) is None, "a screen without a checksum", data)
    screen = unpacked(b"wortreader last screen 1 %08x\n%s" % (zlib.crc32(data), data))
    if screen is None:
        return
    check(is_harmless(screen.drawing), "what must not be written", screen.drawing)
    again = unpacked(packed(screen))
    check(
        again is not None and all(getattr(again, name) == getattr(screen, name) for name in KeptScreen.__slots__),
        "another screen when it is kept again",
    )
    _take_over(screen.cells)


def _take_over(cells: bytes) -> None:
    """Draws a blank screen over the cells, as the app that takes over does, and the cells over a blank screen."""
    try:
        grid = Grid.from_bytes(cells)
    except ValueError:
        return
    check(all(len(row) == grid.width for row in grid.rows), "rows of different widths")
    blank = Grid(grid.width, grid.height)
    blank.fill(BLANK)
    check(is_harmless(difference(grid, blank, MINIMUM, Pen())), "what must not be written", grid)
    if not any(cell in (UNKNOWN, OVERLAID) or cell.look.link for row in grid.rows for cell in row):
        check(is_harmless(difference(blank, grid, MINIMUM, Pen())), "cells that must not be written", grid)
    check(Grid.from_bytes(grid.to_bytes()).rows == grid.rows, "other cells when they are kept again")


def read_cells(data: bytes) -> None:
    """Reads the cells of a last screen, as they are before they are deflated."""
    _take_over(data)
    _take_over(zlib.compress(data))


def _grid() -> Grid:
    looks = (Look(), Look(1, "38;5;9", "48;2;22;19;15"), Look(8, "31", ""))
    rows = [
        [ScreenCell(text, looks[number % 3]) for number, text in enumerate(("F", "ä", "日", "", " ", "x", " ", " "))]
        for _row in range(3)
    ]
    return Grid(8, 3, rows)


def last_screen_seeds() -> list[bytes]:
    """Screens without the first line of their files."""
    drawing = "\x1b[48;2;22;19;15m\x1b[J\x1b[1;38;5;9mFähre\x1b[2;3H日本\x1b[4C\u00a0x\x1b[K"
    cells = _grid().to_bytes()
    screens = [KeptScreen("0.1.0 library=1:2 TERM='xterm'", 4096, 8, 3, text, cells) for text in (drawing, "")]
    return [packed(screen).partition(b"\n")[2] for screen in screens]


def cells_seeds() -> list[bytes]:
    """The JSON of some cells."""
    return [zlib.decompress(_grid().to_bytes()), b'{"width":2,"looks":[[0,"","",""]],"rows":[[[0,["a","b"]]]]}']


SCREEN_WORDS: Final = (
    b"\x1b[2J", b"\x1b]0;x\x07", b"\x1b[6n", b"\x1bP", b"\x1b[?25h", b"\r", b"\x08", b"\x1b[", b"\xc2\x9b", b" -1 ",
    b" 0 ",
)  # fmt: skip
CELL_WORDS: Final = (
    b'"width":', b'"looks":', b'"rows":', b"[[", b"]]", b"null", b"true", b"{}", b"1e999", b"-1", b'"\\u001b[2J"',
    b'"\\ud800"', b'["",""]', b'[0,"31;\\u001b]0;x","",""]', b"[" * 3000, b'"\\u65e5"', b'"ab"', b'""',
)  # fmt: skip


# --- what the app remembers -------------------------------------------------------------------------------------------


def read_remembered(data: bytes) -> None:
    """Reads what the app remembers, and what is left of it when it has been written again."""
    written("app.json", data)
    remembered = Remembered(folder())
    place, light = remembered.place, remembered.is_light("xterm")
    check(isinstance(remembered.choice("theme", "auto"), str), "a choice that is no text")
    check(remembered.hides_read in (True, False), "a value that is none")
    remembered.choose("density", "auto", "compact")
    remembered.note_background("other", is_light=True)
    remembered.save()
    again = Remembered(folder())
    check(again.place == place, "another place", again.place, place)
    check(again.is_light("xterm") == light or light is None, "another background", light)
    check(again.choice("density", "auto") == "compact", "a choice that was forgotten")
    again.place = Place("all")
    check(again.place == Place("all"), "a place that was not taken", again.place)


REMEMBERED_SEEDS: Final = (
    b'{"theme": {"configured": "auto", "chosen": "wort-dark"}, "hides_read": true, "hides_feeds": false, "place": '
    b'{"kind": "feed", "view_id": 3, "query": "is:unread", "article_id": 5, "pane": "list"}, '
    b'"terminals": {"xterm": true}}',
    b"{}",
)

TARGETS: Final = (
    Target("config", read_config, lambda: CONFIG_SEEDS, TOML_WORDS, share=15),
    Target("site-rules", read_site_rules, site_rules_seeds, SELECTOR_WORDS, share=15),
    Target("logins", read_logins, lambda: LOGIN_SEEDS, LOGIN_WORDS, share=10),
    Target("netrc", read_netrc, lambda: NETRC_SEEDS, NETRC_WORDS, share=5),
    Target("last-screens", read_last_screen, last_screen_seeds, SCREEN_WORDS, share=10),
    Target("cells", read_cells, cells_seeds, CELL_WORDS, share=10),
    Target("remembered", read_remembered, lambda: REMEMBERED_SEEDS, CELL_WORDS, share=5),
)
