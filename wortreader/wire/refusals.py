"""Errors of the network as sentences for the user: error statuses, and the exceptions of aiohttp and below.

No other module knows which exception means what.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from http import HTTPStatus

import aiohttp

from wortreader.errors import (
    LOGIN_REFUSED,
    LOGIN_WANTED,
    AddressRefused,
    AnswerDamaged,
    HostRests,
    HostTooSlow,
    NoTls,
    NoWayThere,
    ServerRefused,
    ServerUnreachable,
    WireError,
)
from wortreader.i18n import N_, nN_
from wortreader.sentences import S_, Sentence
from wortreader.system_errors import reason_of
from wortreader.text import safe_line
from wortreader.wire.heads import NoEnd
from wortreader.wire.hosts import TOO_MANY
from wortreader.wire.limits import Limits
from wortreader.wire.target import Target

# OpenSSL's X509_V_ERR_… for common errors; the ssl module has no names for them.
_NOT_YET_VALID = 9
_EXPIRED = 10
_SELF_SIGNED = (18, 19)
_UNKNOWN_ISSUER = (2, 20, 21)
_OTHER_NAME = (62, 64)

_STATUSES = frozenset(HTTPStatus)  # `in HTTPStatus` takes no numbers before Python 3.12
_LONGEST_PHRASE = 60
_USUAL_PHRASES = ("service temporarily unavailable", "unknown")
"""Reason phrases that say no more than their status, such as that of nginx for 503."""

_OLD_PROTOCOL = ("UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "VERSION_TOO_LOW", "NO_PROTOCOLS_AVAILABLE")
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG")

_NAME_UNKNOWN = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
_NO_ROUTE = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN)


def of_status(
    target: Target,
    status: int,
    phrase: str,
    retry_after: float | None,
    rest_seconds: float | None = None,
    *,
    has_login: bool = False,
) -> ServerRefused:
    """The error for an answer with an error status; HostRests if the host is to be left alone for `rest_seconds`.

    `phrase` is the server's reason phrase, unchanged. `has_login` is true if the request had a login.
    """
    host = target.shown_host
    match status:
        case 401 if has_login:
            message = LOGIN_REFUSED
        case 401:
            message = LOGIN_WANTED
        case 403:
            message = N_("{host} denies access to this address (403).")
        case 404:
            message = N_("{host} has no page at this address (404).")
        case 410:
            message = N_("{host} says that this address no longer exists (410).")
        case 429:
            message = N_("Too many requests to {host} (429).")
        case 503:
            message = N_("{host} is overloaded or under maintenance (503).")
        case _ if status >= 500:
            message = N_("{host} has an internal error ({status}).")
        case _:
            message = N_("{host} answers with something that cannot be used ({status} {phrase}).")
    reason = Sentence.of(message, host=host, status=status, phrase=safe_line(phrase, _LONGEST_PHRASE))
    if "{phrase}" not in message and (own := _own_words(status, phrase)):
        reason = reason.then(S_("It says: “{phrase}”.", phrase=own))
    if rest_seconds is not None:
        reason = reason.then(_rest(rest_seconds))
        return HostRests(str(target.url), reason, status, rest_seconds, host=host, has_answered=True)
    if retry_after:
        reason = reason.then(_rest(retry_after))
    return ServerRefused(str(target.url), reason, status, retry_after)


def _own_words(status: int, phrase: str) -> str:
    """The reason phrase of a server if it is one of its own, which may say why; else empty (RFC 9112, 4)."""
    words = safe_line(phrase, _LONGEST_PHRASE)
    usual = HTTPStatus(status).phrase if status in _STATUSES else ""
    return "" if words.casefold() in (usual.casefold(), *_USUAL_PHRASES) else words


def unasked_not_modified(target: Target) -> AnswerDamaged:
    """The error for a 304 to a request without validators, which only a broken cache sends (RFC 9110, 15.4.5)."""
    reason = S_("{host} says that nothing has changed (304), but was not asked that.", host=target.shown_host)
    return AnswerDamaged(str(target.url), reason)


def resting(target: Target, seconds_left: float) -> HostRests:
    """The error for a host that has asked to be left alone and is not asked until then."""
    count, is_hours = _rounded(seconds_left)
    if is_hours:
        message = nN_("Waiting {n} more hour, as {host} asked.", "Waiting {n} more hours, as {host} asked.")
    else:
        message = nN_("Waiting {n} more minute, as {host} asked.", "Waiting {n} more minutes, as {host} asked.")
    host = target.shown_host
    reason = Sentence.of(message, host=host, n=count)
    return HostRests(str(target.url), reason, TOO_MANY, seconds_left, host=host, has_answered=False)


def _rest(seconds: float) -> Sentence:
    """How long a host is left alone, in a sentence."""
    count, is_hours = _rounded(seconds)
    if is_hours:
        message = nN_("Trying again in {n} hour.", "Trying again in {n} hours.")
    else:
        message = nN_("Trying again in {n} minute.", "Trying again in {n} minutes.")
    return Sentence.of(message, n=count)


def _rounded(seconds: float) -> tuple[int, bool]:
    """A time in whole minutes, or in whole hours from two hours on, and whether it is in hours."""
    return (round(seconds / 3600), True) if seconds >= 7200 else (max(1, round(seconds / 60)), False)


def of_exception(target: Target, error: Exception, limits: Limits) -> WireError:
    """The error for an exception that aiohttp raised on a request to `target`."""
    url, host = str(target.url), target.shown_host
    match error:
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError():
            kind = NoTls if getattr(error.__cause__, "reason", None) in _NO_TLS else ServerUnreachable
            return kind(url, _tls_reason(host, error))
        case aiohttp.ClientConnectorError():
            is_elsewhere = isinstance(error.os_error, socket.gaierror) or error.os_error.errno in _NO_ROUTE
            reason = _connection_reason(host, error.os_error)
            if is_elsewhere:
                return NoWayThere(url, reason)
            if target.url.scheme == "https" and isinstance(error.os_error, ConnectionError):
                return NoTls(url, reason, is_certain=isinstance(error.os_error, ConnectionRefusedError))
            return ServerUnreachable(url, reason)
        case aiohttp.ConnectionTimeoutError():  # it may be the name server that does not answer
            return NoWayThere(
                url, _no_answer(N_("{host} could not be reached within {n} s."), host, limits.connect_seconds)
            )
        case aiohttp.SocketTimeoutError():
            return ServerUnreachable(url, _no_answer(N_("{host} sent nothing for {n} s."), host, limits.read_seconds))
        case asyncio.TimeoutError():
            return ServerUnreachable(url, _no_answer(N_("{host} took longer than {n} s."), host, limits.total_seconds))
        case aiohttp.ClientPayloadError() if not isinstance(error, NoEnd):
            return AnswerDamaged(url, S_("{host} closed the connection in the middle of its answer.", host=host))
        case aiohttp.ClientResponseError() | NoEnd():
            return AnswerDamaged(url, S_("{host} does not give a valid HTTP answer.", host=host))
        case ValueError():
            return AddressRefused(url, S_("{url} is not a valid address. Check its spelling.", url=safe_line(url, 100)))
        case _:
            return ServerUnreachable(url, _hung_up(host))


def too_slow(target: Target) -> HostTooSlow:
    """The error for a host that has taken too much time already."""
    reason = S_("{host} answers so slowly that this is put off until next time.", host=target.shown_host)
    return HostTooSlow(str(target.url), reason)


def given_up(target: Target, failure: ServerUnreachable) -> ServerUnreachable:
    """The error for a host that is not asked again after `failure`."""
    error = type(failure)(str(target.url), failure.reason)
    error.is_given_up = True
    return error


def redirect_loop(target: Target) -> AddressRefused:
    """The error for a redirect to an address that the fetch has been redirected to before."""
    reason = S_("{host} redirects in a circle. It may want a login.", host=target.shown_host)
    return AddressRefused(str(target.url), reason)


def redirect_without_location(target: Target) -> AnswerDamaged:
    """The error for a redirect without a Location."""
    return AnswerDamaged(str(target.url), S_("{host} redirects without saying where to.", host=target.shown_host))


def too_many_redirects(target: Target, limit: int) -> AddressRefused:
    """The error for more redirects than are followed."""
    message = nN_(
        "After {n} redirect, {host} redirects once more. That is one too many.",
        "After {n} redirects, {host} redirects once more. That is one too many.",
    )
    return AddressRefused(str(target.url), Sentence.of(message, n=limit, host=target.shown_host))


def _no_answer(message: str, host: str, seconds: float) -> Sentence:
    return Sentence.of(message, host=host, n=f"{seconds:g}")


def _hung_up(host: str) -> Sentence:
    return S_("{host} closed the connection before it answered.", host=host)


def _connection_reason(host: str, error: OSError) -> Sentence:
    if isinstance(error, socket.gaierror):
        if error.errno in _NAME_UNKNOWN:
            return S_("There is no host {host} (DNS). Check the address.", host=host)
        return S_("The name {host} could not be looked up (DNS). Perhaps you are offline.", host=host)
    if error.errno == errno.ECONNREFUSED:
        return S_("{host} refuses the connection. Check the address, or try again later.", host=host)
    if isinstance(error, ConnectionResetError | ConnectionAbortedError):
        return _hung_up(host)
    if error.errno in _NO_ROUTE:
        return S_("There is no route to {host}. Perhaps you are offline.", host=host)
    if error.errno == errno.ETIMEDOUT:
        return S_("{host} could not be reached.", host=host)
    return S_("{host} could not be reached ({error}).", host=host, error=reason_of(error) or type(error).__name__)


def _tls_reason(host: str, error: aiohttp.ClientConnectorError) -> Sentence:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _certificate_reason(host, cause)
    name = getattr(cause, "reason", None) or ""
    if name in _OLD_PROTOCOL:
        return S_("{host} supports no secure version of TLS.", host=host)
    if name in _NO_TLS:
        return S_("{host} does not support TLS at this address. Perhaps the address begins with http.", host=host)
    return S_(
        "A secure connection to {host} could not be established ({error}).",
        host=host,
        error=safe_line(name or str(cause), 80),
    )


def _certificate_reason(host: str, error: ssl.SSLCertVerificationError) -> Sentence:
    code = error.verify_code
    if code == _EXPIRED:
        message = N_("The certificate of {host} has expired.")
    elif code == _NOT_YET_VALID:
        message = N_("The certificate of {host} is not valid yet. Check your clock.")
    elif code in _SELF_SIGNED:
        message = N_("The certificate of {host} is self-signed, not signed by a trusted authority.")
    elif code in _UNKNOWN_ISSUER:
        message = N_("The certificate of {host} is signed by an unknown authority.")
    elif code in _OTHER_NAME:
        message = N_("The certificate of {host} is for another name.")
    else:
        message = N_("The certificate of {host} is not valid ({error}).")
    return Sentence.of(message, host=host, error=safe_line(error.verify_message, 80))
