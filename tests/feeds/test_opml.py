"""Reading and writing of subscription lists."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.errors import OpmlError
from wortreader.feeds import opml
from wortreader.model import Subscription
from wortreader.text import safe

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def _list(*lines: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{"".join(lines)}</body></opml>'.encode()


def test_feeds_are_read_with_their_folders_titles_and_sites() -> None:
    data = _list(
        '<outline text="News"><outline title="Lux &amp; Co"><outline type="rss" text="text" title="title" '
        'xmlUrl="https://a.example/f" htmlUrl="https://a.example/"/></outline></outline>',
        '<outline text="only text" xmlurl="https://b.example/f"/>',
        head="<title>Mine</title>",
    )

    read = opml.read(data)

    assert read.title == "Mine"
    assert read.subscriptions == (
        Subscription("https://a.example/f", "title", "https://a.example/", ("News", "Lux & Co")),
        Subscription("https://b.example/f", "only text", None, ()),
    )
    assert read.warnings == ()


_NAMES = (
    st.text(min_size=1, max_size=12)
    .map(lambda name: " ".join(safe(name).split()))
    .filter(lambda name: name.strip("\u200e\u200f ") == name and name.isprintable() and bool(name))
)


@given(
    st.lists(
        st.builds(
            Subscription,
            url=st.integers(0, 10**6).map(lambda number: f"https://x{number}.example/feed?a=1&b=<{number}>"),
            title=_NAMES,
            site_url=st.sampled_from([None, "https://site.example/?q=1&r=2"]),
            folder=st.lists(_NAMES, max_size=4).map(tuple),
        ),
        unique_by=lambda subscription: subscription.url,
        max_size=8,
    )
)
def test_what_is_written_is_read_back(subscriptions: list[Subscription]) -> None:
    read = opml.read(opml.write(subscriptions, title="Mine", now=NOW))

    def by_url(found: list[Subscription]) -> list[Subscription]:
        return sorted(found, key=lambda subscription: subscription.url)

    assert by_url(list(read.subscriptions)) == by_url(subscriptions)
    assert read.warnings == ()


def test_a_feed_without_a_title_has_none_after_the_round_trip() -> None:
    subscription = Subscription("https://a.example/f")

    assert opml.read(opml.write([subscription], title="Mine", now=NOW)).subscriptions == (subscription,)


def test_a_written_list_has_a_title_and_a_date() -> None:
    data = opml.write([], title="A & \x1bB", now=NOW)

    assert b'<opml version="2.0">' in data
    assert b"<title>A &amp; B</title>" in data
    assert b"<dateCreated>Tue, 24 Nov 2026 08:00:00 +0000</dateCreated>" in data


@pytest.mark.parametrize(
    "address", ["exec:rm -rf ~", "filter:cat:https://x.example/", "file:///etc/passwd", "query:a:b"]
)
def test_fault_109_commands_and_files_are_refused_by_name(address: str) -> None:
    read = opml.read(_list(f'<outline text="x" xmlUrl="{address}"/>', '<outline xmlUrl="https://a.example/f"/>'))

    assert [subscription.url for subscription in read.subscriptions] == ["https://a.example/f"]
    assert len(read.warnings) == 1
    assert address[:20] in read.warnings[0]
    assert read.warnings[0].startswith("Line 1:")


@pytest.mark.parametrize("address", ["javascript:x", "http://[::1", "mailto:a@b.example", "feed"])
def test_other_addresses_than_web_addresses_are_named_in_warnings(address: str) -> None:
    read = opml.read(_list(f'<outline text="x" xmlUrl="{address}"/>'))

    assert read.subscriptions == ()
    assert address in read.warnings[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("feed:https://a.example/f", "https://a.example/f"),
        ("feed://https://a.example/f", "https://a.example/f"),
        ("feed://a.example/f", "http://a.example/f"),
    ],
)
def test_the_feed_scheme_is_understood(written: str, meant: str) -> None:
    assert opml.read(_list(f'<outline xmlUrl="{written}"/>')).subscriptions[0].url == meant


def test_fault_109_a_duplicate_feed_is_taken_once() -> None:
    line = '<outline text="{}" xmlUrl="https://a.example/f"/>'

    read = opml.read(_list(line.format("one"), line.format("two")))

    assert [subscription.title for subscription in read.subscriptions] == ["one"]
    assert "twice" in read.warnings[0]


def test_categories_are_said_to_be_left_out() -> None:
    read = opml.read(_list('<outline xmlUrl="https://a.example/f" category="/a,/b"/>'))

    assert len(read.subscriptions) == 1
    assert "categories" in read.warnings[0]


def test_folders_are_merged_below_a_certain_depth() -> None:
    depth = 100
    data = _list(
        "".join(f'<outline text="{level}">' for level in range(depth)) + '<outline xmlUrl="https://a.example/f"/>'
        "" + "</outline>" * depth
    )

    read = opml.read(data)

    assert read.subscriptions[0].folder == tuple(str(level) for level in range(opml.MAX_FOLDERS))
    assert "deep" in read.warnings[0]


def test_fault_109_a_thousand_nested_folders_do_not_cause_recursion() -> None:
    data = _list(
        '<outline xmlUrl="https://a.example/f"/>',
        '<outline text="x">' * 1000 + '<outline xmlUrl="https://b.example/f"/>' + "</outline>" * 1000,
    )

    read = opml.read(data)

    assert read.subscriptions[0].url == "https://a.example/f"
    assert read.warnings


def test_a_list_that_breaks_off_is_read_up_to_there() -> None:
    data = _list(*(f'<outline text="{n}" xmlUrl="https://x{n}.example/f"/>' for n in range(10)))

    read = opml.read(data[:-120])

    assert len(read.subscriptions) >= 7
    assert "damaged" in read.warnings[0]


def test_fault_109_entities_are_not_resolved() -> None:
    data = (
        b'<!DOCTYPE opml [<!ENTITY xxe SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b'<opml><head><title>&xxe;&b;</title></head><body><outline text="&a;" xmlUrl="https://a.example/f"/></body></opml>'
    )

    read = opml.read(data)

    assert not read.title
    assert read.subscriptions[0].url == "https://a.example/f"


def test_names_are_cleaned() -> None:
    data = _list('<outline text="a\x9d&#x202e;b [/b]" xmlUrl="https://a.example/f"/>')

    assert opml.read(data).subscriptions[0].title == "ab [/b]"


@pytest.mark.parametrize(
    "data", [b"", b"  ", b"hello", b"{}", b"<html><body>x</body></html>", b"<rss/>", b"\x00\xff" * 50]
)
def test_other_documents_than_lists_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(OpmlError, match=r"\.$"):
        opml.read(data)


def test_fault_109_a_list_without_end_is_refused() -> None:
    with pytest.raises(OpmlError, match="10 MiB"):
        opml.read(b"<opml>" + b" " * opml.MAX_BYTES)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_are_a_list_or_an_opml_error(rubbish: bytes, at: int) -> None:
    data = _list('<outline text="a" xmlUrl="https://a.example/f"/>' * 3)

    try:
        read = opml.read(data[:at] + rubbish + data[at:])
    except OpmlError:
        return

    assert all(subscription.url.startswith(("http://", "https://")) for subscription in read.subscriptions)
