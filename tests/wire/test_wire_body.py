"""Bodies, unpacked piece by piece within limits."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.errors import AnswerDamaged, AnswerTooLarge, WireError
from wortreader.wire.body import Body
from wortreader.wire.limits import Limits

TEXT = b"Moien, dir Leit. " * 200


def _unpacked(data: bytes, coding: str, *, size: int = 7, limits: Limits | None = None) -> bytes:
    body = Body("https://news.test/feed", "news.test", coding, limits or Limits())
    for start in range(0, len(data), size):
        body.add(data[start : start + size])
    return body.finish()


FEED = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Whole</title></channel></rss>\n'
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "Moien"}]}'


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = [
    ("", TEXT),
    ("identity", TEXT),
    ("gzip", gzip.compress(TEXT, mtime=0)),
    ("x-GZIP", gzip.compress(TEXT, mtime=0)),
    ("identity, gzip", gzip.compress(TEXT, mtime=0)),
    ("deflate", zlib.compress(TEXT)),
    ("deflate", _raw_deflate(TEXT)),
    ("gzip", gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0)),
    ("gzip", gzip.compress(TEXT[:100], mtime=0) + bytes(50) + gzip.compress(TEXT[100:], mtime=0) + bytes(3)),
    ("gzip", gzip.compress(TEXT, mtime=0) + b"\n<!-- served in 0.2 s -->"),
    ("gzip", gzip.compress(TEXT, mtime=0) + b"\x1f"),
    ("deflate", zlib.compress(TEXT) + b"\n"),
]


@pytest.mark.parametrize("size", [1, 2, 1000, 100_000])
@pytest.mark.parametrize(("coding", "data"), PACKED)
def test_a_body_is_the_same_however_it_is_packed_and_cut_up(coding: str, data: bytes, size: int) -> None:
    assert _unpacked(data, coding, size=size) == TEXT


@pytest.mark.parametrize(("coding", "data"), [(coding, data) for coding, data in PACKED[2:8] if coding])
def test_fault_022_a_packed_body_that_ends_early_is_damaged_wherever_it_ends(coding: str, data: bytes) -> None:
    first_member = data.find(b"\x1f\x8b\x08", 1)
    ends = [end for end in range(1, len(data)) if not first_member <= end <= first_member + 1]
    for end in ends:
        with pytest.raises(AnswerDamaged):
            _unpacked(data[:end], coding, size=100_000)


@given(st.binary(), st.sampled_from(["gzip", "deflate", "", "br", "gzip, gzip"]))
def test_no_bytes_raise_anything_but_a_wire_error(data: bytes, coding: str) -> None:
    with suppress(WireError):
        assert len(_unpacked(data, coding)) <= Limits().decoded_bytes


@given(st.binary(max_size=500), st.integers(1, 600))
def test_what_fits_is_unpacked_whole_and_what_does_not_is_refused(data: bytes, room: int) -> None:
    limits = Limits(decoded_bytes=room)

    if len(data) <= room:
        assert _unpacked(gzip.compress(data, mtime=0), "gzip", limits=limits) == data
    else:
        with pytest.raises(AnswerTooLarge):
            _unpacked(gzip.compress(data, mtime=0), "gzip", limits=limits)


def test_the_bound_on_the_wire_is_one_to_the_byte() -> None:
    assert _unpacked(b"x" * 100, "", limits=Limits(wire_bytes=100)) == b"x" * 100
    with pytest.raises(AnswerTooLarge, match="more than 1 kB"):
        _unpacked(b"x" * 100, "", limits=Limits(wire_bytes=99))


def test_an_empty_body_is_whole_whatever_it_should_be_packed_with() -> None:
    assert _unpacked(b"", "gzip") == b""


@pytest.mark.parametrize(
    "coding", ["br", "zstd", "gzip, gzip", "gzip, br", "compress", "br, none", "zstd;q=1", "BR", "br, \x1b]0;x\x07"]
)
def test_fault_024_a_coding_that_was_not_asked_for_is_refused_by_name(coding: str) -> None:
    with pytest.raises(AnswerDamaged, match="not asked for") as caught:
        _unpacked(b"x", coding)

    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "coding",
    [
        "none",
        "None",
        "identity",
        "utf-8",
        "UTF8",
        "binary",
        "8bit",
        "7bit",
        "aws-chunked",
        "text/html",
        "text/html; charset=utf-8",
        "",
        ",",
        "null",
        "chunked",
        "iso-8859-1",
        "\x1b]0;x\x07",
        "none, identity",
        "gzip",
        "x-gzip",
        "gzip, none",
        "deflate",
    ],
)
@pytest.mark.parametrize(
    "document", [FEED, JSON, TEXT, b"\xef\xbb\xbf" + FEED, FEED.decode().encode("utf-16"), b"  " + FEED]
)
def test_what_is_not_packed_is_taken_as_it_is_whatever_it_is_called(coding: str, document: bytes) -> None:
    assert _unpacked(document, coding) == document
    assert _unpacked(document * 20, coding, size=1000) == document * 20


@pytest.mark.parametrize(
    "coding", ["", "none", "identity", "utf-8", "aws-chunked", "gzip", "aws-chunked, gzip", "gzip, utf-8"]
)
@pytest.mark.parametrize("document", [FEED, JSON, FEED * 100, b"\xef\xbb\xbf" + FEED, FEED.decode().encode("utf-16")])
@pytest.mark.parametrize("pack", [lambda data: gzip.compress(data, mtime=0), zlib.compress, _raw_deflate])
def test_what_is_packed_is_unpacked_whatever_it_is_called(
    coding: str, document: bytes, pack: Callable[[bytes], bytes]
) -> None:
    assert _unpacked(pack(document), coding) == document
    assert _unpacked(pack(document), coding, size=100_000) == document


@pytest.mark.parametrize("data", [gzip.compress(TEXT, mtime=0), zlib.compress(TEXT), _raw_deflate(TEXT), TEXT])
def test_what_is_called_deflate_may_be_packed_in_any_way(data: bytes) -> None:
    assert _unpacked(data, "deflate") == TEXT


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0" + bytes(600), b"\x89PNG\r\n\x1a\n" + bytes(600), b"x^2 is no header", b"x"]
)
def test_pictures_and_plain_text_are_not_taken_for_packed(data: bytes) -> None:
    assert _unpacked(data, "") == data


def test_the_bound_holds_for_what_is_packed_without_a_name() -> None:
    with pytest.raises(AnswerTooLarge):
        _unpacked(gzip.compress(bytes(10_000)), "", limits=Limits(decoded_bytes=9999))


WHOLE = [
    FEED,
    FEED + b"<!-- served in 0.2 s -->\n",
    b"<feed></feed>",
    b"<atom:feed></atom:feed >",
    b"<rdf:RDF></rdf:RDF>",
    b"<HTML></HTML>\r\n",
    JSON,
    b"[1]\n",
    FEED.decode().encode("utf-16"),
]


@pytest.mark.parametrize("document", WHOLE)
def test_a_document_that_has_its_end_is_whole_whatever_its_length_was_to_be(document: bytes) -> None:
    body = Body("https://news.test/feed", "news.test", "", Limits())
    body.add(document)

    assert body.finish(is_cut=True) == document


@pytest.mark.parametrize(
    "document", [*(document.rstrip()[:-6] for document in WHOLE), TEXT, b"", b'{"a": [1, 2}', b"[" * 100_000 + b"]"]
)
def test_a_document_without_its_end_is_cut(document: bytes) -> None:
    body = Body("https://news.test/feed", "news.test", "", Limits())
    body.add(document)

    with pytest.raises(AnswerDamaged, match="ends too early"):
        body.finish(is_cut=True)


def test_a_packed_body_that_has_its_end_is_whole_and_one_that_lacks_only_its_checksum_too() -> None:
    for data, document in (
        (gzip.compress(TEXT), TEXT),
        (gzip.compress(FEED)[:-8], FEED),
        (gzip.compress(JSON)[:-3], JSON),
    ):
        body = Body("https://news.test/feed", "news.test", "gzip", Limits())
        body.add(data)

        assert body.finish(is_cut=True) == document
