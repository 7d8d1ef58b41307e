"""Addresses: which are valid, and where redirects lead from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.errors import AddressRefused
from wortreader.wire.target import target

BAD = [
    "",
    "   ",
    "feed",
    "//news.test/feed",
    "http://",
    "http:///feed",
    "http://[::1",
    "http://[::g]/",
    "http://news.test:99999999/",
    "http://news.test:0/",
    "http://news.test:-1/",
    "http://news.test:http/",
    "http://news test/",
    "http://news\0test/",
    "http://news..test/",
    "http://news.test\ud800/",
    "http://" + "a" * 64 + ".test/",
    "http://" + "a." * 130 + "test/",
    "http://user@/feed",
    "http://" + "a" * 100_000,
    "https://news.test/" + "a" * 5000,
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "javascript:alert(1)",
    "ftp://news.test/feed",
    "data:text/xml,<rss/>",
    "smb://news.test/share",
    "ssh://-oProxyCommand=x/",
    "http+unix://news.test/",
]


@pytest.mark.parametrize("address", BAD)
def test_fault_060_what_is_not_a_web_address_is_refused_in_one_short_line(address: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        target(address)

    assert len(str(caught.value)) < 250
    assert str(caught.value).isprintable()


@given(st.text())
def test_no_text_is_an_error_of_another_kind(address: str) -> None:
    for text in (address, f"http://{address}", f"https://news.test:{address}/", f"http://[{address}]/"):
        try:
            found = target(text)
        except AddressRefused:
            continue
        assert found.url.scheme in ("http", "https")


@given(st.text())
def test_no_redirect_is_an_error_of_another_kind(location: str) -> None:
    try:
        found = target("https://news.test/a/b").follow(location)
    except AddressRefused:
        return
    assert found.url.scheme in ("http", "https")


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("http://münchen.test/ä?ö#ü", "http://xn--mnchen-3ya.test/%C3%A4?%C3%B6"),
        ("HTTPS://News.Test:443/Feed", "https://news.test/Feed"),
        ("  https://news.test/feed\n", "https://news.test/feed"),
        ("http://[2001:db8::1]:8080/feed", "http://[2001:db8::1]:8080/feed"),
        ("http://my_host.test./feed", "http://my_host.test./feed"),
        ("https://news.test/a%2Fb?c=d%26e", "https://news.test/a%2Fb?c=d%26e"),
        ("https://me:secret@news.test/feed", "https://news.test/feed"),
        ("http://news.test", "http://news.test/"),
        ("http://news.test?a", "http://news.test/?a"),
        ("http://news.test/f%2Fx.xml", "http://news.test/f%2Fx.xml"),
        ("http://news.test/a%3Ab%40c.xml", "http://news.test/a%3Ab%40c.xml"),
        ("http://news.test/it%27s%21", "http://news.test/it%27s%21"),
        ("http://news.test/it's,(a);b=c&d$!*@:+", "http://news.test/it's,(a);b=c&d$!*@:+"),
        ("http://news.test/x?sig=a%2Bb%3D%2Fc&t=1%3A2", "http://news.test/x?sig=a%2Bb%3D%2Fc&t=1%3A2"),
        ("http://news.test/x?q=a+b&e=a%40b.c", "http://news.test/x?q=a+b&e=a%40b.c"),
        ("http://news.test/x?nm=2015|2016%20-x", "http://news.test/x?nm=2015|2016%20-x"),
        ("http://news.test/x?", "http://news.test/x?"),
        ("http://news.test/?", "http://news.test/?"),
        ("http://news.test/x??a?b", "http://news.test/x??a?b"),
        ("http://news.test/x?a=%C3%A9&b=%E9&c=%e9", "http://news.test/x?a=%C3%A9&b=%E9&c=%e9"),
        (
            "http://news.test/x?u=http%3A%2F%2Fq.example%2F%3Fz%3D1",
            "http://news.test/x?u=http%3A%2F%2Fq.example%2F%3Fz%3D1",
        ),
        ("http://news.test/x?u=http://q.example/?z=1", "http://news.test/x?u=http://q.example/?z=1"),
        ("http://news.test/~anna/x", "http://news.test/~anna/x"),
        ("http://news.test/%7Eanna/%41%2d%5f", "http://news.test/~anna/A-_"),
        ("http://news.test/x?k=%7Ej", "http://news.test/x?k=%7Ej"),
        ("http://news.test/x?a=1;b=2&c=%3B", "http://news.test/x?a=1;b=2&c=%3B"),
        ("http://news.test/x%2Bz/x+z", "http://news.test/x%2Bz/x+z"),
        ("http://news.test/x?f=%5B%5D&f[]={1}", "http://news.test/x?f=%5B%5D&f[]={1}"),
        ("http://news.test/x?a='q'", "http://news.test/x?a='q'"),
        ("http://news.test/a//b/", "http://news.test/a//b/"),
        ("http://news.test/x?p=100%25&q=100%&r=%zz", "http://news.test/x?p=100%25&q=100%&r=%zz"),
        ("http://news.test/%25%32%35", "http://news.test/%2525"),
        ("http://news.test/a b?c d", "http://news.test/a%20b?c%20d"),
        ('http://news.test/"a"<b>\\c?"', "http://news.test/%22a%22%3Cb%3E%5Cc?%22"),
        ("http://news.test/a/./b/../c", "http://news.test/a/c"),
        ("http://news.test/a/%2e%2E/c/..", "http://news.test/"),
        ("http://news.test/../../a/b/.", "http://news.test/a/b/"),
        ("http://news.test/a?b/../c", "http://news.test/a?b/../c"),
        ("http://news.test/.well-known/...x", "http://news.test/.well-known/...x"),
        ("http://news.test/a\tb\nc", "http://news.test/abc"),
        ("http://news.test/日本?語", "http://news.test/%E6%97%A5%E6%9C%AC?%E8%AA%9E"),
        ("http://faß.test/", "http://xn--fa-hia.test/"),
        ("http://news.test:80/a#b?c", "http://news.test/a"),
    ],
)
def test_a_web_address_is_asked_for_as_it_is_meant(address: str, url: str) -> None:
    found = target(address)

    assert str(found.url) == url
    assert found.url.raw_path_qs == url.partition("//")[2].partition("/")[2].join(["/", ""])
    assert target(str(found.url)) == found


@pytest.mark.parametrize(
    "address",
    ["https://me:secret@news.test:99999/feed", "https://me:x/secret@news.test/feed", "https://me:x?secret@news.test/",
     "ftp://me:secret@news.test/"],
)  # fmt: skip
def test_fault_108_an_error_does_not_contain_the_password(address: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        target(address)

    assert "secret" not in str(caught.value) + caught.value.url


@pytest.mark.parametrize(
    ("origin", "location", "url"),
    [
        ("https://news.test/a/b", "c", "https://news.test/a/c"),
        ("https://news.test/a/b", "//news.test/c", "https://news.test/c"),
        ("https://news.test/a/b", "https://other.test/c", "https://other.test/c"),
        ("https://news.test/a/b", "https://news.test:444/c", "https://news.test:444/c"),
        ("https://news.test/a/b", "http://news.test/c", "http://news.test/c"),
        ("http://news.test/a/b", "https://news.test/c", "https://news.test/c"),
        ("http://news.test:81/a/b", "https://news.test/c", "https://news.test/c"),
        ("https://news.test/a/b", "https://you:own@other.test/c", "https://other.test/c"),
        ("https://news.test/a/b", "https://you:own@news.test/c", "https://news.test/c"),
        ("https://news.test/a/b", " /ä?x=1 ", "https://news.test/%C3%A4?x=1"),
        ("https://news.test/a/b", "/ü ber/feed", "https://news.test/%C3%BC%20ber/feed"),
        ("https://news.test/a/b", "/\udce9", "https://news.test/%E9"),
        ("https://news.test/a/b", "/sig?s=a%2Bb%3D", "https://news.test/sig?s=a%2Bb%3D"),
        ("https://news.test/a/b?c", "?d", "https://news.test/a/b?d"),
        ("https://news.test/a/b?", "#x", "https://news.test/a/b?"),
        ("https://news.test/a/b?c", "", "https://news.test/a/b?c"),
        ("https://news.test/a/b?/c/d", "e", "https://news.test/a/e"),
        ("https://news.test/a/b", "./c/../d", "https://news.test/a/d"),
        ("https://news.test/a/b/", "../../../c", "https://news.test/c"),
        ("https://news.test", "c", "https://news.test/c"),
        ("https://news.test/a//b", "c", "https://news.test/a//c"),
        ("https://news.test:444/a", "//other.test/b#c", "https://other.test/b"),
        ("https://news.test/a", "HTTPS://Other.Test", "https://other.test/"),
        ("https://news.test/a", "https://bücher.test/ü", "https://xn--bcher-kva.test/%C3%BC"),
    ],
)
def test_a_redirect_leads_where_it_is_meant_to(origin: str, location: str, url: str) -> None:
    found = target(origin).follow(location)

    assert str(found.url) == url


@pytest.mark.parametrize("location", [bad for bad in BAD if ":" in bad])
def test_fault_011_a_redirect_to_something_else_than_a_web_address_is_refused(location: str) -> None:
    with pytest.raises(AddressRefused, match="not a web address"):
        target("https://news.test/feed").follow(location)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://news.test/feed", "news.test"),
        ("https://news.test:8443/feed", "news.test:8443"),
        ("http://xn--mnchen-3ya.test/", "münchen.test"),
        ("http://[2001:db8::1]/", "[2001:db8::1]"),
        ("http://xn--a/", "xn--a"),
    ],
)
def test_a_host_is_shown_as_people_write_it(address: str, shown: str) -> None:
    assert target(address).shown_host == shown
