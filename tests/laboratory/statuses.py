"""Faults that servers tell by the status of an answer, and answers that are not what was asked for."""

from __future__ import annotations

from typing import Final

from laboratory.faults import Due, Fault, after, always, harmless, tagged, whole, with_headers
from loopback import Exchange, head
from loopback_faults import sends

from wortreader.model import OutcomeKind

HTML: Final = b"<html>no</html>"
UNUSABLE: Final = "{host} answers with something that cannot be used"
TIRED: Final = "Too many requests to {host} (429). Trying again in"
UNASKED: Final = "{host} says that nothing has changed (304), but was not asked that."
BUSY: Final = "{host} is overloaded or under maintenance (503)."


def _refused(number: int, status: int, sentence: str, due: Due = Due.RETRY) -> Fault:
    return Fault(number, f"status-{status}", always(whole(HTML, status)), sentence, due)


def _asked_to_wait(name: str, retry_after: str, span: str, due: Due, *, status: int = 429) -> Fault:
    tired = TIRED if status == 429 else f"{BUSY} Trying again in"
    answer = always(whole(b"", status, headers={"Retry-After": retry_after}))
    return Fault(19, f"wait-{name}", answer, f"{tired} {span}.", due, OutcomeKind.WAITING)


STATUSES: Final = (
    _refused(17, 401, "{host} wants a login (401). `wortreader login FEED` asks for user name and password."),
    _refused(17, 403, "{host} denies access to this address (403)."),
    _refused(
        17, 404, "{host} has no page at this address (404). Check the address, or look for the feed on the site itself."
    ),
    _refused(
        18, 410, "This feed no longer exists (410). It is not refreshed any more; its articles are kept.", Due.NEVER
    ),
    _refused(17, 418, f"{UNUSABLE} (418 I'm a Teapot)."),
    _refused(17, 451, f"{UNUSABLE} (451 Unavailable For Legal Reasons)."),
    Fault(17, "status-204", always(head(204, {"Connection": "close"})), "The answer is empty."),
    Fault(17, "status-205", always(whole(b"", 205)), "The answer is empty."),
    _refused(17, 300, f"{UNUSABLE} (300 Multiple Choices)."),
    _refused(17, 999, "{host} has an internal error (999)."),
    _refused(20, 500, "{host} has an internal error (500)."),
    _refused(20, 502, "{host} has an internal error (502)."),
    _refused(20, 503, BUSY),
    _refused(20, 504, "{host} has an internal error (504)."),
    Fault(17, "partial", lambda body: sends(whole(body[:100], 206)), "{host} sent only a part of its answer."),
    _asked_to_wait("seconds", "120", "2 minutes", Due.TWO_MINUTES),
    _asked_to_wait("zero", "0", "1 minute", Due.MINUTE),
    _asked_to_wait("negative", "-50", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("huge", "9" * 15, "24 hours", Due.DAY),
    _asked_to_wait("digits", "9" * 5000, "24 hours", Due.DAY),
    _asked_to_wait("date", "Thu, 19 Nov 2026 17:40:00 GMT", "2 hours", Due.TWO_HOURS),
    _asked_to_wait("past", "Mon, 01 Jan 1990 00:00:00 GMT", "1 minute", Due.MINUTE),
    _asked_to_wait("date-9999", "Fri, 31 Dec 9999 23:59:59 GMT", "24 hours", Due.DAY),
    _asked_to_wait("date-0", "Mon, 01 Jan 0000 00:00:00 GMT", "1 minute", Due.MINUTE),
    _asked_to_wait("words", "soon; please", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("fraction", "1.5", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("infinity", "inf", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("other-digits", "\u0661\u0662\u0663", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("zone", "Mon, 01 Dec 2026 00:00:00 +9999", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("empty", "", "10 minutes", Due.TEN_MINUTES),
    _asked_to_wait("unavailable", "120", "2 minutes", Due.TWO_MINUTES, status=503),
    _asked_to_wait("unavailable-9999", "Fri, 31 Dec 9999 23:59:59 GMT", "24 hours", Due.DAY, status=503),
    harmless(19, "fresh-for-ever", with_headers(Cache_Control="max-age=" + "9" * 4400), Due.DAY),
    harmless(19, "fresh-negative", with_headers(Cache_Control="max-age=-1")),
    Fault(
        61,
        "hostile-phrase",
        always("HTTP/1.1 418 tea\u202epot\u009d52;c;x\x07 [@click=app.quit] \U000e0041\r\n\r\n".encode()),
        f"{UNUSABLE} (418 teapot52;c;x [@click=app.quit]).",
    ),
    Fault(
        61, "escapes", always(b"HTTP/1.1 418 \x1b]0;owned\x07\x1b[2J hi\r\n\r\n"), f"{UNUSABLE} (418 ]0;owned[2J hi)."
    ),
    Fault(61, "long-phrase", always(b"HTTP/1.1 418 " + b"A" * 7000 + b"\r\n\r\n"), f"{UNUSABLE} (418 {'A' * 59}…)."),
)
"""Errors, and requests to wait."""


async def not_modified_with_body(exchange: Exchange) -> None:
    """A 304 with a body, which it must not have (RFC 9110, 15.4.5)."""
    await exchange.send(head(304, {"ETag": '"1"'}) + b"x" * 1_000_000)


VALIDATORS: Final = (
    Fault(
        15,
        "not-modified",
        always(head(304, {"ETag": '"1"', "Connection": "close"})),
        "",
        Due.USUAL,
        OutcomeKind.UNCHANGED,
        well=tagged,
    ),
    Fault(15, "not-modified-body", always(not_modified_with_body), "", Due.USUAL, OutcomeKind.UNCHANGED, well=tagged),
    Fault(15, "not-modified-unasked", always(head(304, {"ETag": '"x"', "Connection": "close"})), UNASKED),
    harmless(16, "odd-etag", with_headers(ETag="é中\"'<>\t ;")),
    harmless(16, "large-etag", with_headers(ETag='"' + "e" * 7000 + '"')),
    harmless(16, "latin-etag", after(b'HTTP/1.1 200 OK\r\nETag: "\xe9\xff"\r\nContent-Length: %d\r\n\r\n')),
    harmless(16, "odd-date", with_headers(Last_Modified="yesterday é")),
    harmless(16, "same-etag", with_headers(ETag='"same"'), well=with_headers(ETag='"same"')),
)
"""Validators, and what is said of them."""
