"""Which program opens an address."""

from __future__ import annotations

import pytest

from wortreader.sync.openers import Opened, needs_terminal, opener_for

OPENERS = {
    "feed:Le Quotidien": "reader",
    "mailto": "mutt",
    "magnet:": "torrent",
    ".pdf": "zathura",
    "audio/*": "mpv --no-video",
    "image/png": "png-viewer",
    "youtube.com": "mpv",
    "*.example": "other",
}


@pytest.mark.parametrize(
    ("opened", "command"),
    [
        (Opened("https://le.example/un", feed="le quotidien"), "reader"),
        (Opened("mailto:anna@example.org"), "mutt"),
        (Opened("magnet:?xt=urn:btih:x"), "torrent"),
        (Opened("https://a.test/Report.PDF?x=1#page=2"), "zathura"),
        (Opened("https://a.test/a%20b%2Epdf"), "zathura"),
        (Opened("https://a.test/episode.mp3"), "mpv --no-video"),
        (Opened("https://a.test/episode", "Audio/MPEG; codecs=mp3"), "mpv --no-video"),
        (Opened("https://a.test/x.png"), "png-viewer"),
        (Opened("https://a.test/x.jpg"), None),
        (Opened("https://www.youtube.com/watch?v=1"), "mpv"),
        (Opened("https://youtube.com/watch?v=1"), "mpv"),
        (Opened("https://notyoutube.com/watch"), None),
        (Opened("https://youtube.com.evil.test/"), None),
        (Opened("https://le.example/un"), "other"),
        (Opened("https://a.test/"), None),
    ],
)
def test_the_first_opener_that_fits_is_taken(opened: Opened, command: str | None) -> None:
    assert opener_for(opened, OPENERS) == command


def test_text_browsers_and_pagers_need_the_terminal() -> None:
    assert needs_terminal("/usr/bin/w3m")
    assert needs_terminal("less")
    assert not needs_terminal("firefox")
