"""Faults of redirects."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address
from typing import Final

from laboratory.faults import Answering, Fault, always, as_usual, harmless, whole
from loopback import Exchange, Handler, head

NO_ADDRESS: Final = "{host} redirects to something that is not a web address:"
IN_A_CIRCLE: Final = "{host} redirects in a circle. It may want a login."
NOTHING_THERE: Final = (
    "{host} has no page at this address (404). Check the address, or look for the feed on the site itself."
)
NOWHERE: Final = "{host} redirects without saying where to."
OWN_NETWORK: Final = "is on your own network"
INVALID: Final = "is not a valid address. Check its spelling."
MAPPED: Final = str(IPv6Address("::ffff:127.0.0.2"))
"""As Python writes it: its end in dots from 3.13 on."""
ONLY_TYPED: Final = "It is opened only if you type it yourself, or allow it for the feed."


def redirect(location: str, status: int = 302) -> Handler:
    """Redirects to `location`, in which `{port}` is the server's own."""

    async def answer(exchange: Exchange) -> None:
        port = str(exchange.writer.get_extra_info("sockname")[1])
        headers = {"Location": location.replace("{port}", port), "Content-Length": "0", "Connection": "close"}
        await exchange.send(head(status, headers))

    return answer


PAGE: Final = b"<!doctype html><html><head><title>Login</title></head><body><form>Password</form></body></html>"

PATHS: Final[Mapping[str, Answering]] = {
    "/ok": as_usual,
    "/%C3%BC/ok": as_usual,
    "/login": always(whole(PAGE, headers={"Content-Type": "text/html"})),
    "/secret": as_usual,
    "/circle": always(redirect("/round")),
    "/round": always(redirect("/circle")),
    **{f"/hop-{n}": always(redirect(f"/hop-{n + 1}")) for n in range(1, 9)},
    **{f"/left-{n}": always(redirect(f"/left-{n - 1}")) for n in range(1, 5)},
    "/left-0": as_usual,
}
"""What redirects lead to, at every host."""


TWO_LOCATIONS: Final = b"HTTP/1.1 302 Found\r\nLocation: /ok\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n"


def _leads(number: int, name: str, location: str, *, status: int = 302) -> Fault:
    return harmless(number, name, always(redirect(location, status)))


def _leads_nowhere(name: str, location: str) -> Fault:
    return Fault(11, f"to-{name}", always(redirect(location)), f"{NO_ADDRESS} {location}")


def _leads_home(name: str, location: str, shown: str = "", address: str = "") -> Fault:
    """Redirects into the user's own network. Without `shown`, the address is no valid one to begin with."""
    sentence = f"{shown} {OWN_NETWORK} ({address}). {ONLY_TYPED}" if shown else f"{location} {INVALID}"
    return Fault(12, f"home-{name}", always(redirect(location)), sentence)


REDIRECTS: Final = (
    _leads(8, "status-301", "/ok", status=301),
    _leads(8, "status-308", "/ok", status=308),
    _leads(9, "status-302", "/ok"),
    _leads(9, "status-303", "/ok", status=303),
    _leads(9, "status-307", "/ok", status=307),
    _leads(9, "relative", "ok"),
    _leads(9, "fragment", "/ok#news"),
    _leads(9, "letters", "/\u00fc/ok"),
    _leads(9, "with-user", "http://admin:pw@with-user.test:{port}/ok"),
    _leads(10, "five-hops", "/left-4"),
    Fault(11, "to-long-path", always(redirect(f"/{'a' * 7000}")), f"{NO_ADDRESS} /{'a' * 98}…"),
    Fault(9, "to-line-break", always(redirect("/x%0d%0aX-Injected:%20yes")), NOTHING_THERE),
    Fault(
        9,
        "to-bytes",
        always(b"HTTP/1.1 302 Found\r\nLocation: /\xff\xfe\x1b\r\nContent-Length: 0\r\n\r\n"),
        NOTHING_THERE,
    ),
    harmless(9, "two-locations", always(TWO_LOCATIONS)),
    Fault(8, "to-page", always(redirect("/login", 301)), "This is a web page, not a feed."),
    Fault(10, "circle", always(redirect("/circle")), IN_A_CIRCLE),
    Fault(10, "to-itself", always(redirect("/to-itself")), IN_A_CIRCLE),
    Fault(
        10,
        "many-hops",
        always(redirect("/hop-1")),
        "After 5 redirects, {host} redirects once more. That is one too many.",
    ),
    _leads_nowhere("file", "file:///etc/passwd"),
    _leads_nowhere("script", "javascript:alert(1)"),
    _leads_nowhere("data", "data:application/rss+xml,<rss/>"),
    _leads_nowhere("ftp", "ftp://127.0.0.1/x"),
    _leads_nowhere("gopher", "gopher://127.0.0.1:25/_HELO"),
    _leads_nowhere("bracket", "http://[::1"),
    _leads_nowhere("large-port", "http://127.0.0.1:99999999/"),
    _leads_nowhere("backslashes", "http:\\\\other.test\\ok"),
    _leads_nowhere("port-0", "http://127.0.0.1:0/"),
    Fault(11, "no-location", always(head(302, {"Content-Length": "0"})), NOWHERE),
    Fault(11, "empty-location", always(redirect("")), NOWHERE),
    Fault(11, "blank-location", always(redirect("   ")), NOWHERE),
    Fault(
        11,
        "refresh-header",
        always(whole(b"", headers={"Refresh": "0; url=file:///etc/passwd"})),
        "The answer is empty.",
    ),
    _leads_home("loopback", "http://127.0.0.2:{port}/secret", "127.0.0.2:{port}", "127.0.0.2"),
    _leads_home("decimal", "http://2130706434:{port}/secret"),
    _leads_home("hexadecimal", "http://0x7f000002:{port}/secret", "0x7f000002:{port}", "127.0.0.2"),
    _leads_home("octal", "http://0177.0.0.2:{port}/secret"),
    _leads_home("short", "http://127.2:{port}/secret"),
    _leads_home("zero", "http://0.0.0.0:{port}/secret", "0.0.0.0:{port}", "0.0.0.0"),
    _leads_home("mapped", "http://[::ffff:127.0.0.2]:{port}/secret", f"[{MAPPED}]:{{port}}", MAPPED),
    _leads_home("compatible", "http://[::127.0.0.2]:{port}/secret", "[::7f00:2]:{port}", "::7f00:2"),
    _leads_home("loopback-6", "http://[::1]:{port}/secret", "[::1]:{port}", "::1"),
    _leads_home("link-local", "http://[fe80::1%25lo]:{port}/secret", "[fe80::1%lo]:{port}", "fe80::1%25lo"),
    _leads_home("unique-local", "http://[fd00::1]/", "[fd00::1]", "fd00::1"),
    _leads_home("nat64", "http://[64:ff9b::7f00:2]:{port}/", "[64:ff9b::7f00:2]:{port}", "64:ff9b::7f00:2"),
    _leads_home("6to4", "http://[2002:7f00:2::]:{port}/", "[2002:7f00:2::]:{port}", "2002:7f00:2::"),
    _leads_home("teredo", "http://[2001:0:7f00:2::]/", "[2001:0:7f00:2::]", "2001:0:7f00:2::"),
    _leads_home("site-local", "http://[fec0::1]/", "[fec0::1]", "fec0::1"),
    _leads_home("private-10", "http://10.0.0.1/", "10.0.0.1", "10.0.0.1"),
    _leads_home("private-172", "http://172.16.0.1/", "172.16.0.1", "172.16.0.1"),
    _leads_home("private-192", "http://192.168.0.1/", "192.168.0.1", "192.168.0.1"),
    _leads_home("metadata", "http://169.254.169.254/latest/meta-data/", "169.254.169.254", "169.254.169.254"),
    _leads_home("carrier", "http://100.64.0.1/", "100.64.0.1", "100.64.0.1"),
    _leads_home("multicast", "http://224.0.0.1/", "224.0.0.1", "224.0.0.1"),
    _leads_home("broadcast", "http://255.255.255.255/", "255.255.255.255", "255.255.255.255"),
    _leads_home("documentation", "http://192.0.2.1/", "192.0.2.1", "192.0.2.1"),
    _leads_home(
        "circled", "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2461:{port}/secret", "127.0.0.2:{port}", "127.0.0.2"
    ),
    _leads_home("wide", "http://\uff11\uff12\uff17.0.0.2:{port}/secret", "127.0.0.2:{port}", "127.0.0.2"),
    _leads_home("user", "http://example.org@127.0.0.2:{port}/secret", "127.0.0.2:{port}", "127.0.0.2"),
    _leads_home("tab", "http://127.0.0\t.2:{port}/secret", "127.0.0.2:{port}", "127.0.0.2"),
    _leads_home("name", "http://private.test:{port}/secret", "private.test:{port}", "127.0.0.2"),
)
"""Where servers send their clients."""
