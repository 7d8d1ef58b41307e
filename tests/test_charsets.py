"""Pages in every encoding keep their accents."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from wortreader.charsets import decode_html, decode_xml

SENTENCES = {
    "fr": "L’été à Esch : où les élèves goûtent la pâtisserie, ç’est déjà Noël.",
    "de": "Über die Straße führt ein grüner Weg für Fußgänger, größer als früher.",
    "lb": "D’Kanner hunn ëmmer méi Spaass, wann d’Bischt am Häerz vu Lëtzebuerg kënnt.",
    "pt": "A condição das mães não é só questão de educação, à exceção de três.",
}


def _page(sentence: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>x</title></head><body><p>{sentence}</p></body></html>"


def _meta(charset: str) -> str:
    return f'<meta charset="{charset}">'


_LATE = "<script>" + "var x = 1;" * 3000 + "</script>"
_HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'

VARIANTS: dict[str, Callable[[str], tuple[bytes, str | None]]] = {
    "utf-8 undeclared": lambda s: (_page(s).encode(), None),
    "utf-8 with mark": lambda s: (codecs.BOM_UTF8 + _page(s).encode(), None),
    "utf-8 declared": lambda s: (_page(s, _meta("utf-8")).encode(), "text/html; charset=utf-8"),
    "utf-8 labelled latin-1": lambda s: (_page(s, _meta("iso-8859-1")).encode(), "text/html; charset=iso-8859-1"),
    "utf-8 labelled windows-1252": lambda s: (_page(s, _meta("windows-1252")).encode(), None),
    "windows-1252 undeclared": lambda s: (_page(s).encode("cp1252"), None),
    "windows-1252 from the server": lambda s: (_page(s).encode("cp1252"), "text/html; charset=windows-1252"),
    "windows-1252 in the page": lambda s: (_page(s, _HTTP_EQUIV).encode("cp1252"), "text/html"),
    "windows-1252 declared late": lambda s: (_page(s, _LATE + _meta("windows-1252")).encode("cp1252"), None),
    "windows-1252 labelled latin-1": lambda s: (_page(s, _meta("iso-8859-1")).encode("cp1252"), None),
    "windows-1252 labelled utf-8": lambda s: (_page(s, _meta("utf-8")).encode("cp1252"), "text/html; charset=utf-8"),
    "utf-16 with mark": lambda s: (codecs.BOM_UTF16_LE + _page(s).encode("utf-16-le"), None),
    "utf-16 without mark": lambda s: (_page(s).encode("utf-16-be"), None),
}


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_no_accent_is_lost(variant: str, language: str) -> None:
    body, content_type = VARIANTS[variant](SENTENCES[language])

    assert f"<p>{SENTENCES[language]}</p>" in decode_html(body, content_type).text


def test_an_encoding_that_does_not_exist_is_ignored() -> None:
    assert "été" in decode_html(_page("été", _meta("klingon-8")).encode("cp1252"), "text/html; charset=rot13").text


def test_one_wrong_byte_does_not_spoil_a_page_in_utf_8() -> None:
    assert decode_html("été ".encode() + b"\xe9t\xe9" + " à".encode()).text == "été été à"


def test_another_alphabet_that_is_declared_is_read() -> None:
    assert "Новости" in decode_html(_page("Новости", _meta("windows-1251")).encode("cp1251")).text


_NEWS = "Größe: „Öl“ für 5 €, à l’été"


@pytest.mark.parametrize(
    "label", [None, "iso-8859-1", "windows-1252", "utf-8", "iso-8859-15", "us-ascii", "windows-1251"]
)
@pytest.mark.parametrize(
    ("damaged", "read"),
    [
        (b"gro\xdf", "groß"),
        (b"it\x92s", "it’s"),
        ("„Öl".encode()[:-2] + b"...", "„\ufffd..."),
        ("5 €".encode()[:-1] + b" teuer", "5 \ufffd teuer"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "\ufffd\ufffd"),
        (b"\xc0\x80", "\ufffd"),
    ],
)
def test_what_is_nearly_utf_8_is_utf_8_whatever_the_labels_say(label: str | None, damaged: bytes, read: str) -> None:
    server = label and f"text/xml; charset={label}"
    declared = f'<?xml version="1.0" encoding="{label}"?>' if label else ""

    for body, content_type in ((declared.encode(), None), (b"", server), (declared.encode(), server)):
        decoded = decode_xml(body + _NEWS.encode() + damaged + _NEWS.encode(), content_type)

        assert decoded.text.removeprefix(declared) == _NEWS + read + _NEWS
        assert decoded.is_mislabelled


def test_a_text_that_ends_in_the_middle_of_a_character_is_read_up_to_there() -> None:
    assert decode_xml(_NEWS.encode() + "€".encode()[:1], "text/xml; charset=iso-8859-1").text == _NEWS + "\ufffd"
    assert decode_xml(_NEWS.encode() + "€".encode()[:2], "text/xml; charset=iso-8859-1").text == _NEWS + "\ufffd"


@pytest.mark.parametrize("content_type", ["text/xml; charset=iso-8859-1", "text/xml; charset=windows-1252"])
@pytest.mark.parametrize("text", ["«CAFÉ» – «THÉ»", "déjà vu…", "«CAFÉ»", "À L’ÉTÉ", "Größe"])
def test_what_is_in_windows_1252_stays_so(text: str, content_type: str) -> None:
    assert decode_xml(text.encode("cp1252"), content_type).text == text


@pytest.mark.parametrize("text", ["déjà vu…", "À L’ÉTÉ", "Größe"])
def test_what_is_in_windows_1252_without_a_label_is_recognised(text: str) -> None:
    assert decode_xml(text.encode("cp1252")).text == text


@pytest.mark.parametrize("codec", ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"])
def test_an_east_asian_encoding_that_is_declared_is_believed(codec: str) -> None:
    text = "".join(chr(code) for code in range(0x4E00, 0x9000, 7) if chr(code).encode(codec, "ignore"))

    assert decode_xml(text.encode(codec), f"text/xml; charset={codec}").text == text
