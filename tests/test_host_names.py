"""Hosts that could be taken for others."""

from __future__ import annotations

import re
import unicodedata

import idna
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wortreader.feeds.addresses import web_address
from wortreader.host_names import plain_host, with_plain_host
from wortreader.prose.links import clean_address
from wortreader.sync.typed_address import normal_address


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("\u0430pple.com", "xn--pple-43d.com"),  # Cyrillic а
        ("\u0430\u0440\u0440\u04cf\u0435.com", "xn--80ak6aa92e.com"),  # all Cyrillic, all like Latin
        ("www.g\u043e\u043egle.example", "www.xn--ggle-55da.example"),
        ("p\u03b1ypal.com", "xn--pypal-d9d.com"),  # Greek alpha
        ("\u03bf\u03c5.com", "xn--0xam.com"),
        ("apple\u2044x.com", "xn--applex-tq0c.com"),  # a fraction slash
        ("i\u2764.ws", "xn--i-7iq.ws"),
        ("\u0262oogle.com", "xn--oogle-wmc.com"),  # a phonetic G
        ("exam\u200dple.com", "xn--example-k06c.com"),  # a joiner where none is seen
        ("\u0433\u0435\u043e.\u0410\u0430pple.com", "xn--c1ae1a.xn--pple-43da.com"),
    ],
)
def test_fault_118_a_host_that_could_be_taken_for_another_is_written_in_punycode(host: str, plain: str) -> None:
    assert plain_host(host) == plain
    assert plain_host(plain) == plain


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        "münchen.de",
        "français-école.fr",
        "łódź.pl",
        "ısparta.com.tr",
        "straße.example",
        "col·lecció.cat",
        "việtnam.vn",
        "правда.рф",
        "почта.com",
        "русский-язык.example",
        "аоо.ru",  # Russian domains have Cyrillic names
        "ελλάδα.gr",
        "θάλασσα.com",
        "東京tokyo.jp",
        "ラーメン.jp",
        "々ひらカナ漢字.jp",
        "臺灣ㄅㄆ.tw",
        "서울seoul漢字.kr",
        "ไทย.th",
        "उदाहरण.परीक्षा",
        "நிறுவனம்.example",
        "مثال.إختبار",
        "نامه\u200cای.com",  # Persian with a joiner
        "דוגמה.example",
        "xn--pple-43d.com",
        "a_b.example",
        "аре.xn--p1ai",  # below рф
    ],
)
def test_a_host_of_one_script_or_of_those_of_one_language_stays(host: str) -> None:
    assert plain_host(host) == host


def test_only_the_host_of_an_address_is_changed() -> None:
    address = "HTTPS://us\u0435r:p@\u0430pple.com:8080/\u0430?\u0430=\u0430#\u0430"

    assert with_plain_host(address) == address.replace("@\u0430pple.com", "@xn--pple-43d.com")
    assert with_plain_host("mailto:\u0430@\u0430pple.com") == "mailto:\u0430@\u0430pple.com"
    assert with_plain_host("http://a.example/\u0430") == "http://a.example/\u0430"


def test_fault_118_addresses_of_feeds_articles_and_users_have_plain_hosts() -> None:
    assert web_address("http://\u0430pple.com/x") == "http://xn--pple-43d.com/x"
    assert web_address("/x", "http://\u0430pple.com/feed") == "http://xn--pple-43d.com/x"
    assert clean_address("http://\u0430pple.com/x") == "http://xn--pple-43d.com/x"
    assert clean_address("x", "http://\u0430pple.com/y") == "http://xn--pple-43d.com/x"
    assert normal_address("\u0430pple.com/feed") == "https://xn--pple-43d.com/feed"


@given(st.text("abé.ßς-а·ε中かカー한ㄅ\u0301\u200cا²Ａ。☃ن", min_size=1, max_size=8))
@example("ς.·")
def test_a_host_leads_to_the_same_place_afterwards(host: str) -> None:
    plain = plain_host(host)

    assert plain_host(plain) == plain
    try:
        expected = idna.encode(host, uts46=True)
    except idna.IDNAError:
        return
    assert idna.encode(plain, uts46=True) == expected


def test_no_letter_brings_a_blank_or_another_sign_into_a_host() -> None:
    sign = re.compile(r"[\x00-,./:-@\[-^`{-\x7f]")
    letters = [chr(code) for code in range(0x80, 0x30000)]
    letters = [letter for letter in letters if sign.search(unicodedata.normalize("NFKC", letter.lower()))]

    hosts = [plain_host(f"a{letter}b.example") for letter in letters if letter not in "\uff0e"]

    assert len(hosts) > 200
    assert [host for host in hosts if sign.search(host.removesuffix(".example"))] == []
    assert [host for host in hosts if plain_host(host) != host] == []
