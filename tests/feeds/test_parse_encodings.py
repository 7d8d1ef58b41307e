"""Documents in every encoding, with right, wrong and missing labels."""

from __future__ import annotations

import pytest
from feed_corpus import read

from wortreader.charsets import decode_xml
from wortreader.feeds.xml_safety import clean_utf8


@pytest.mark.parametrize(
    ("name", "is_malformed"),
    [
        ("utf16-bom.xml", False),
        ("utf16-be-no-bom.xml", False),
        ("utf32.xml", False),
        ("utf7.xml", False),
        ("bom-and-blanks.xml", False),
        ("bogus-charset.xml", False),
        ("utf8-declared-latin1.xml", False),
        ("windows1252-declared-utf8.xml", True),
        ("windows1252-undeclared.xml", True),
        ("mixed-bytes.xml", True),
    ],
)
def test_a_document_is_readable_whatever_it_claims_to_be_encoded_in(name: str, is_malformed: bool) -> None:
    feed = read(name)

    assert feed.title == "Grüße, déjà vu"
    assert feed.articles[0].title == "Öl für Ältere"
    assert feed.articles[0].html == "ça va – “oui”"
    assert feed.is_malformed is is_malformed


def test_a_japanese_encoding_is_believed() -> None:
    assert read("shift-jis.xml").articles[0].title == "今日の天気"


def test_the_servers_label_counts_if_the_document_has_none() -> None:
    body = "<rss><title>Žluťoučký</title></rss>".encode("iso-8859-2")

    decoded = decode_xml(body, "text/xml; charset=ISO-8859-2")

    assert decoded.text == "<rss><title>Žluťoučký</title></rss>"
    assert not decoded.is_mislabelled


def test_text_xml_without_a_charset_is_not_malformed() -> None:
    assert not read("atom10.xml", content_type="text/xml").is_malformed


@pytest.mark.parametrize(
    "charset", ["zip", "hex", "rot13", "idna", "punycode", "unicode_escape", "undefined", "x" * 99]
)
def test_a_charset_that_is_no_text_encoding_is_ignored(charset: str) -> None:
    assert decode_xml(b"<rss>\\x41&amp;</rss>", f"text/xml; charset={charset}").text == "<rss>\\x41&amp;</rss>"


def test_control_characters_and_the_declaration_do_not_get_through() -> None:
    assert clean_utf8("\ufeff \n<?xml version='1.0'?>\n<rss>\x00\x1b\x07</rss>") == b"<rss></rss>"
