"""Each fault of a server costs its feed one visit and is told in one sentence, and costs no other feed anything.

The faults are in tables, each with what is to be found out about it; a test refreshes all of one table together. It
covers what happens to the feed, its articles and their marks, the sentence, when the feed is due again, that it comes
in when its server is well again, the healthy feeds, and memory. Limits on time show in the sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from laboratory.answers import BODIES, FLOODS, HEADS
from laboratory.contents import ENCODINGS, NO_FEEDS, ODD_FEEDS
from laboratory.faults import CLOSED, Due, Fault, always
from laboratory.hosts import HOSTS, IMPATIENT, SAID_NOTHING, SILENT, TOOK_LONGER
from laboratory.laboratory import HEALTHY, Laboratory, expected, open_laboratory
from laboratory.network import NO_HASTE
from laboratory.redirects import REDIRECTS
from laboratory.statuses import STATUSES, VALIDATORS
from loopback import Loopback
from loopback_faults import drip, hang

from wortreader.wire import hosts
from wortreader.wire.limits import MIB, Limits
from wortreader.wire.memory import TOTAL_BYTES

MOST_GROWTH = TOTAL_BYTES + 32 * MIB
"""Of the memory of this process, which sends the bodies too."""


@pytest.fixture
def laboratory(tmp_path: Path, server: Loopback, inline_workers: None) -> Iterator[Laboratory]:
    """A laboratory without worker processes, of which each visit would start some."""
    with open_laboratory(tmp_path, server) as opened:
        yield opened


@pytest.fixture
def numbers(request: pytest.FixtureRequest) -> set[int]:
    """The numbers of faults in the name of the test."""
    return {int(number) for number in re.findall(r"_(\d{3})(?=_)", request.node.name)}


class Examination:
    """Examines a table of faults."""

    def __init__(self, laboratory: Laboratory, numbers: set[int]) -> None:
        self._laboratory, self._numbers = laboratory, numbers

    async def __call__(self, faults: Sequence[Fault], limits: Limits = NO_HASTE) -> None:
        """Asserts that feeds with these faults, after which the test is named, fare as they should."""
        laboratory = self._laboratory
        assert {fault.number for fault in faults} == self._numbers

        findings = await laboratory.examine(faults, limits)

        assert findings == {fault.name: expected(fault) for fault in faults}
        assert laboratory.healthy_count == HEALTHY
        assert laboratory.most_body_bytes <= TOTAL_BYTES
        assert laboratory.peak.growth < MOST_GROWTH
        assert laboratory.network.trespasses == []


@pytest.fixture
def examine(laboratory: Laboratory, numbers: set[int]) -> Examination:
    """What asserts that feeds with faults fare as they should."""
    return Examination(laboratory, numbers)


async def test_fault_005_006_028_odd_heads_are_overlooked_and_others_no_valid_answer(examine: Examination) -> None:
    await examine(HEADS)


async def test_fault_004_022_024_025_028_037_no_part_of_a_body_is_taken_for_the_whole(examine: Examination) -> None:
    await examine(BODIES)


async def test_fault_023_026_027_no_more_is_loaded_than_16_mb(examine: Examination) -> None:
    await examine(FLOODS)


async def test_fault_017_018_019_020_061_an_error_is_told_and_a_request_to_wait_is_met(examine: Examination) -> None:
    await examine(STATUSES)


async def test_fault_015_016_validators_are_believed_only_about_what_is_here(examine: Examination) -> None:
    await examine(VALIDATORS)


async def test_fault_008_009_010_011_012_redirects_lead_to_public_web_addresses_only(examine: Examination) -> None:
    await examine(REDIRECTS)


async def test_fault_006_007_012_021_hosts_that_cannot_be_reached_or_trusted_are_told_apart(
    examine: Examination,
) -> None:
    await examine(HOSTS)


@pytest.mark.thorough
async def test_fault_001_002_003_silent_servers_are_left_after_their_time(examine: Examination) -> None:
    await examine(SILENT, IMPATIENT)


@pytest.mark.thorough
async def test_fault_030_many_feeds_of_a_host_that_fails_cost_no_more_than_a_few(
    laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "SLOW_SECONDS", 3.5)
    faults = [
        *(Fault(30, f"slow-{n}", always(drip), at="slow") for n in range(20)),
        *(Fault(30, f"dead-{n}", always(hang), at="dead") for n in range(20)),
        *(Fault(30, f"shut-{n}", always(hang), at="shut", address=CLOSED) for n in range(20)),
    ]

    findings = await laboratory.examine(faults, replace(IMPATIENT, host_seconds=4))

    put_off = "{host} answers so slowly that this is put off until next time."
    refused = "{host} refuses the connection. Check the address, or try again later."
    assert Counter((finding.reason, finding.due) for finding in findings.values()) == {
        (TOOK_LONGER, Due.RETRY.name): 2,
        (put_off, Due.AT_ONCE.name): 18,
        (SAID_NOTHING, Due.RETRY.name): 20,
        (refused, Due.RETRY.name): 20,
    }
    assert {finding.afterwards for finding in findings.values()} == {expected(faults[0]).afterwards}
    assert laboratory.healthy_count == HEALTHY
    asked = Counter(request.path.split("-")[0] for request in laboratory.network.server.requests)
    well = 2 * 20  # both times when their servers were well
    assert (asked["/slow"], asked["/shut"]) == (well + 2, well)
    assert asked["/dead"] <= well + 5


async def test_fault_029_034_035_036_feeds_are_read_in_whatever_type_and_encoding_they_are(
    examine: Examination,
) -> None:
    await examine(ENCODINGS)


async def test_fault_019_037_038_039_040_042_044_051_054_odd_feeds_are_read(examine: Examination) -> None:
    await examine(ODD_FEEDS)


async def test_fault_031_032_033_043_a_document_that_is_no_feed_is_called_what_it_is(examine: Examination) -> None:
    await examine(NO_FEEDS)
