"""The query language as the help screen tells it: what can be written, and what it finds. Pure."""

from __future__ import annotations

from wortreader.app.screens.key_help import HelpRow, HelpSection
from wortreader.i18n import N_, _

_ROWS = (
    ("budget minister", N_("Articles with both words.")),
    ('"protection des données"', N_("The phrase; “…”, „…“ and «…» do as well.")),
    ('"élection"', N_("That very word: not its forms, nor words that it is in.")),
    ("-football  NOT football", N_("Articles without the word.")),
    ("a OR b  (a OR b) c", N_("Either; brackets group, and words side by side bind tighter than OR.")),
    ("gouv*", N_("Words that begin so.")),
    ("title: author: text:", N_("Words, phrases and brackets in that part of an article.")),
    ("feed:wort folder:press url:example.org", N_("Feed, folder or address with that in its name.")),
    ("tag:sport lang:fr", N_("The feed's own tags; the language of the article.")),
    ("is:unread is:read is:starred is:saved", N_("Articles in that state; saved ones you kept yourself.")),
    ("is:offline is:teaser", N_("Articles that are there whole; beginnings of articles.")),
    ("has:image has:audio has:video has:table", N_("Articles with that in them.")),
    ("since:2026-11-01 before:lundi on:hier", N_("Of that time; days have their names in four languages.")),
    ("age:<3d age:>2w", N_("Younger or older: 12h, 3d, 2w, 1m, 1y.")),
    ("words:>800 minutes:2..5", N_("Articles of that length.")),
    ("/gr[ae]y/", N_("A regular expression, for a second at most.")),
    ("sort:rank sort:oldest sort:date", N_("What fits best, the oldest or the newest first.")),
)


def query_section(words: str = "") -> HelpSection | None:
    """What can be searched for, as far as `words` are found in it; None where they are not."""
    rows = (HelpRow((written,), _(meaning)) for written, meaning in _ROWS)
    found = tuple(row for row in rows if row.matches(words))
    return HelpSection(_("What can be searched for"), found) if found else None
