"""The same faults of servers, when they have the pages and the pictures of articles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from laboratory.anywhere import ANYWHERE, HARMLESS, clock
from laboratory.faults import as_usual, harmless
from laboratory.network import Network
from library_factory import article, ids_by_guid, shelve
from picture_samples import photograph

from wortreader.model import PreparedArticle
from wortreader.store.library import Library
from wortreader.store.pages import PageOutcome
from wortreader.store.pictures import PictureState
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.pictures import PictureKeeper
from wortreader.sync.workers.pool import WorkerPool
from wortreader.text import safe_line
from wortreader.wire.memory import TOTAL_BYTES

HEALTHY: Final = tuple(harmless(0, f"well-{n}", as_usual) for n in range(40))

WELL: Final = HARMLESS | {fault.name for fault in HEALTHY}

SENTENCE: Final = "The ferry brings the mail and the newspapers to the island every other day of the week."
PAGE: Final = (
    "<!doctype html><html lang='en'><head><title>The ferry</title></head><body><article><h1>The ferry</h1>"
    + f"<p>{f'{SENTENCE} ' * 4}</p>" * 6
    + "</article></body></html>"
).encode()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new library."""
    with closing(Library.open(tmp_path / "library.db")) as opened:
        yield opened


def serve(network: Network, body: bytes) -> dict[str, str]:
    """Serves `body` with each fault and without any; returns the addresses by the names of the faults."""
    urls = {fault.name: network.url(fault) for fault in (*ANYWHERE, *HEALTHY)}
    assert len(urls) == len(ANYWHERE) + len(HEALTHY)
    network.serve((*ANYWHERE, *HEALTHY), body)
    return urls


@pytest.mark.thorough
async def test_a_page_whose_server_has_a_fault_costs_neither_its_article_nor_other_pages(
    library: Library, network: Network
) -> None:
    urls = serve(network, PAGE)
    feed = shelve(library, *(article(name, "The ferry brings the mail.", url=url) for name, url in urls.items()))
    numbers = ids_by_guid(library, feed)
    candidates = [library.pages.candidate(number) for number in numbers.values()]

    async with network.transport(clock) as transport, WorkerPool(1) as pool:
        texts = FullTexts(library, transport, pool, clock=clock, spacing_seconds=0)
        wanted = [candidate for candidate in candidates if candidate is not None]
        results = {result.article_id: result async for result in texts.fetch_all(wanted)}

    found = {name: results[number] for name, number in numbers.items()}
    taken = {name for name, result in found.items() if result.outcome is PageOutcome.TAKEN}
    assert taken == WELL - {"gzip-unsaid"}  # which says that it is a file
    for name in found.keys() - taken:
        assert found[name].reason == safe_line(found[name].reason) != ""
        assert library.articles.get(numbers[name]).text == "The ferry brings the mail."
    for fault in ANYWHERE:
        if "{host}" in fault.sentence:  # that of a feed may go on with what can be done about it
            assert network.told(fault).startswith(found[fault.name].reason)
    assert network.trespasses == []
    assert transport.memory.most_bytes <= TOTAL_BYTES


def illustrated(url: str, name: str) -> PreparedArticle:
    """An article that shows a picture."""
    html = f"<p>The ferry.</p><img src='{url}'>"
    return replace(article(name, "The ferry.", html=html), has_pictures=True)


@pytest.mark.thorough
async def test_a_picture_whose_server_has_a_fault_costs_no_other(library: Library, network: Network) -> None:
    urls = serve(network, photograph())
    feed = shelve(library, *(illustrated(url, name) for name, url in urls.items()))
    numbers = ids_by_guid(library, feed)

    async with network.transport(clock) as transport, WorkerPool(1) as pool:
        keeper = PictureKeeper(library, transport, pool, clock=clock)
        kept = {result.article_id: result async for result in keeper.keep_all(list(numbers.values()))}

    found = {name: kept[number].results[0] for name, number in numbers.items()}
    assert {name for name, result in found.items() if result.state is PictureState.KEPT} == WELL - {
        "gzip-without-sum"  # only of a feed or a page it is certain that nothing is lacking
    }
    assert {name for name, result in found.items() if not result.reason} == WELL - {"gzip-without-sum"}
    assert network.trespasses == []
    assert transport.memory.most_bytes <= TOTAL_BYTES
