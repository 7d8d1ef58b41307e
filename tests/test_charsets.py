"""Pages in every encoding keep their accents."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from wortreader.charsets import decode_html

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
