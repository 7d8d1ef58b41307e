"""The feeds that a page offers, on a terminal: how each is shown, and the question which ones are meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.i18n import _, ngettext
from wortreader.typed_words import ALL, NONE, fold_answer

if TYPE_CHECKING:
    from wortreader.sync.subscribe import FeedOffer


def can_ask() -> bool:
    """Whether there is a user at a terminal who can choose."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def print_offers(offers: Sequence[FeedOffer]) -> None:
    """Prints feeds to choose from on standard error: their numbers, what they are, and what is in them."""
    for offer in offers:
        for line in _lines(offer):
            output.print_note(line)


def ask_which(url: str, offers: Sequence[FeedOffer]) -> Sequence[FeedOffer]:
    """Asks the user which feeds of the page at `url` are meant; none if they want none.

    Raises click.Abort on Ctrl-C.
    """
    _print_question(url, offers)
    first = next((offer for offer in offers if offer.known is None), offers[0])
    while True:
        answer = _prompt(_("Which ones? Numbers, “all” or “none”"), first)
        if fold_answer(answer) in NONE:
            return ()
        if fold_answer(answer) in ALL:
            return [offer for offer in offers if offer.known is None]
        chosen = {word for word in re.split(r"[\s,;]+", answer) if word}
        found = [offer for offer in offers if str(offer.number) in chosen]
        if found and len(found) == len(chosen):
            return found
        output.print_error(_("That is not one of the numbers above."))


def ask_which_one(url: str, offers: Sequence[FeedOffer]) -> FeedOffer | None:
    """Asks the user which feed of the page at `url` is meant; None if they want none. Raises click.Abort on Ctrl-C."""
    _print_question(url, offers)
    first = next((offer for offer in offers if offer.known is None), offers[0])
    while True:
        answer = _prompt(_("Which one? A number, or “none”"), first)
        if fold_answer(answer) in NONE:
            return None
        if (found := next((offer for offer in offers if str(offer.number) == answer), None)) is not None:
            return found
        output.print_error(_("That is not one of the numbers above."))


def _print_question(url: str, offers: Sequence[FeedOffer]) -> None:
    words = ngettext("{url} offers {n} feed:", "{url} offers {n} feeds:", len(offers))
    output.print_error(words.format(url=url, n=len(offers)))
    print_offers(offers)


def _prompt(question: str, first: FeedOffer) -> str:
    return str(click.prompt(question, default=str(first.number), err=True)).strip()


def _lines(offer: FeedOffer) -> Iterator[str]:
    kinds = [
        *([offer.format] if offer.format else []),
        *([_("comments")] if offer.link.is_comments else []),
        *([_("in the library already")] if offer.known is not None else []),
    ]
    yield f"{offer.number:3}  {offer.title}" + (f" ({', '.join(kinds)})" if kinds else "")
    if offer.title != offer.link.url:
        yield f"     {offer.link.url}"
    if offer.newest:
        yield "     " + _("Newest: {titles}").format(titles=" · ".join(offer.newest))
