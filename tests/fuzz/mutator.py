"""Changes documents at random, the same way for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

MOST_CHANGES: Final = 6
MOST_BYTES: Final = 64 * 1024
"""Of an input."""

WORDS: Final = (
    b"", b"\x00", b"\x1b", b"\x1b]0;x\x07", b"\x7f", b"\x9b", b"\xc2\x9b", b"\xe2\x80\xae", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\xcc\x80" * 40, b"\r\n", b"\n", b" ", b"'",
    b'"', b"\\", b"<", b">", b"&", b"=", b"/", b"-1", b"0", b"1e999", b"NaN", b"99999999999999999999", b"4294967296",
    b"http://[", b"http://[::1", b"//[", b"http://\xe2\x84\x80/", b"javascript:x", b"data:,", b"%00", b"x" * 5000,
)  # fmt: skip
"""What any kind of document may stumble over."""

_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBERS: Final = (b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"9" * 20, b"9" * 5000, b"1e308", b"0.0000001")
_TAG: Final = re.compile(rb"<[^<>]{0,2000}>")


def mutated(seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the documents `seeds` with some changes; `words` are what it may stumble over, beside WORDS."""
    body = bytearray(chance.choice(seeds))
    for _change in range(chance.randint(1, MOST_CHANGES)):
        _change_once(body, seeds, words, chance)
    return bytes(body[:MOST_BYTES])


def _change_once(body: bytearray, seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randint(0, len(body))
    end = at + int(chance.paretovariate(0.7))
    match chance.randrange(10):
        case 0:  # another byte
            body[at : at + 1] = bytes([chance.randrange(256)])
        case 1:  # a bit
            if at < len(body):
                body[at] ^= 1 << chance.randrange(8)
        case 2:
            del body[at:end]
        case 3:  # repeated
            body[at:at] = body[at : min(end, at + 2000)] * chance.randint(1, 20)
        case 4:  # a piece of another document
            other = chance.choice(seeds)
            start = chance.randint(0, len(other))
            body[at:end] = other[start : start + chance.randint(1, 400)]
        case 5 if numbers := [found.span() for found in _NUMBER.finditer(body)]:
            start, stop = chance.choice(numbers)
            body[start:stop] = chance.choice(_NUMBERS)
        case 6 if tags := [found.span() for found in _TAG.finditer(body)]:
            _change_tag(body, tags, chance)
        case 7 if chance.random() < 0.3:  # the end is missing
            del body[at:]
        case _:
            body[at:at] = chance.choice(words if words and chance.random() < 0.7 else WORDS)


def _change_tag(body: bytearray, tags: Sequence[tuple[int, int]], chance: random.Random) -> None:
    (start, end), (other, _end) = chance.choice(tags), chance.choice(tags)
    match chance.randrange(4):
        case 0:  # a tag is missing
            del body[start:end]
        case 1:  # a part occurs again elsewhere
            body[other:other] = body[start : start + chance.randrange(600)]
        case 2:  # attributes without values
            body[start:end] = re.sub(rb"=(\"[^\"]*\"|'[^']*')", b'=""', body[start:end])
        case 3:  # another element
            name = re.match(rb"</?([\w:.-]+)", body[other:])
            if name is not None:
                body[start:end] = re.sub(rb"(?<=[</])[A-Za-z][\w:.-]*", name[1], body[start:end], count=1)
