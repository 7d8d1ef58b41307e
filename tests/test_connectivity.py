"""Whether the machine has a way out, from tables of routes as Linux writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wortreader import connectivity

HEAD_4 = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
OUT_4 = "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
NEAR_4 = (
    "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n"
    "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
)
ZEROS = "0" * 32
OUT_6 = f"{ZEROS} 00 {ZEROS} 00 fe8000000000000000000000000000fe 00000400 00000003 00000000 00000003     eth0\n"
REFUSED_6 = f"{ZEROS} 00 {ZEROS} 00 {ZEROS} ffffffff 00000001 00000000 00200200       lo\n"
NEAR_6 = f"fe80{ZEROS[4:]} 40 {ZEROS} 00 {ZEROS} 00000100 00000002 00000000 00000001     eth0\n"


@pytest.mark.parametrize(
    ("ipv4", "ipv6", "is_out"),
    [
        (HEAD_4 + NEAR_4 + OUT_4, REFUSED_6, True),
        (HEAD_4 + NEAR_4, REFUSED_6 + NEAR_6 + OUT_6, True),
        (HEAD_4 + NEAR_4, REFUSED_6 + NEAR_6, False),
        (HEAD_4, "", False),
        (HEAD_4, None, False),
        (HEAD_4 + OUT_4.replace("0003", "0200"), None, False),
        (HEAD_4 + OUT_4, None, True),
        ("something else altogether\n" * 3, "zz " * 20, False),
        (None, None, None),
    ],
)
def test_a_way_out_is_a_route_to_everywhere_that_is_in_use(
    tmp_path: Path, ipv4: str | None, ipv6: str | None, is_out: bool | None
) -> None:
    paths = tmp_path / "route", tmp_path / "ipv6_route"
    for path, table in zip(paths, (ipv4, ipv6), strict=True):
        if table is not None:
            path.write_text(table)

    assert connectivity.has_default_route(*paths) is is_out
