"""Hostile strings in the heads of answers: what is said of them, and kept of them, is safe to draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hostile_strings import FEW, STRINGS, Hostile
from loopback import Loopback
from loopback_faults import sends
from terminal_grammar import unsafe

from wortreader.errors import WireError
from wortreader.sync.workers.process import FeedJob, run_job
from wortreader.wire.transport import Access, Fetched, Limits, Transport


def _heads(string: Hostile) -> Iterator[tuple[str, bytes]]:
    """Answers with a string in their heads, as UTF-8 and as the bytes of Latin 1."""
    for coding, errors in (("utf-8", "surrogatepass"), ("latin-1", "replace")):
        value = string.text.replace("\r", " ").replace("\n", " ")[:400].encode(coding, errors)
        path = f"/{string.number}-{coding}"
        yield f"{path}-phrase", b"HTTP/1.1 404 %s\r\nContent-Length: 0\r\n\r\n" % value
        yield f"{path}-place", b"HTTP/1.1 302 Found\r\nLocation: ftp://x/%s\r\nContent-Length: 0\r\n\r\n" % value
        yield f"{path}-coding", b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: 1\r\n\r\nx" % value
        yield (
            f"{path}-type",
            b'HTTP/1.1 200 OK\r\nContent-Type: %s\r\nETag: "%s"\r\nLast-Modified: %s\r\nContent-Length: 1\r\n\r\nx'
            % (value, value, value),
        )


@pytest.mark.parametrize("strings", [FEW[::3], pytest.param(STRINGS, marks=pytest.mark.slow)], ids=["few", "all"])
async def test_fault_061_no_sentence_on_an_answer_is_unsafe(server: Loopback, strings: Sequence[Hostile]) -> None:
    said = set()
    async with Transport(Limits()) as transport:
        for string in strings:
            for path, head in _heads(string):
                url = server.answer(path, sends(head))
                try:
                    answer = await transport.fetch(url, access=Access(url, True))
                except WireError as error:
                    said.add(str(error))
                else:
                    assert isinstance(answer, Fetched)
                    stored = f"{answer.etag}{answer.last_modified}"
                    assert not re.search("[\0-\x1f\x7f-\x9f]", stored), string
                    said.add(str(run_job(FeedJob(answer.body, url, answer.content_type, ())).error))

    assert {sentence: found for sentence in said if (found := unsafe(sentence))} == {}
    assert len(said) > len(strings) / 2  # sentences that quote them, or what is left of them
