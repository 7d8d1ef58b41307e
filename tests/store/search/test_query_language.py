"""The query language against articles: what each query finds, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from library_factory import NOW, article, hours_ago, shelve

from wortreader.model import Enclosure
from wortreader.store.library import Library
from wortreader.store.search.dates import Present

LUXEMBOURG = timezone(timedelta(hours=1))
PRESENT = Present(NOW, LUXEMBOURG)
"""A Tuesday, 24 November 2026, 13:00 for the user."""

A, B, C, D, E = 1, 2, 3, 4, 5
ALL = [A, B, C, D, E]


@pytest.fixture
def shelf(library: Library) -> Library:
    """Five articles in three feeds, the first the newest."""
    shelve(
        library,
        article(
            "budget", "Le ministre présente le budget de l'État", title="Budget: le ministre parle",
            author="Léa Dupont", published_at=hours_ago(1), language="fr", categories=("Politique", "Économie"),
        ),
        article(
            "haushalt", "Der Haushalt wird vom Minister vorgestellt", title="Haushalt 2027", author="Jos Weber",
            published_at=hours_ago(20), language="de-lu", html="<p>Der <table><tr><td>Haushalt</td></tr></table></p>",
        ),
        url="https://wort.example/rss", title="Luxemburger Wort", folder=("Lëtzebuerg", "Zeitungen"),
    )  # fmt: skip
    shelve(
        library,
        article(
            "football", "Football match report, budget of a club " + "word " * 900, title="A match",
            author="Ann Budget", published_at=hours_ago(50), language="en",
            html='<p>Football <IMG src="a.png"></p><pre>1:0</pre>', categories=("Sport",),
            enclosures=(Enclosure("https://e.example/a.mp3", "audio/mpeg", 1),),
        ),
        article("film", "Een neie Film", title="Film", published_at=hours_ago(24 * 9), language="lb",
                enclosures=(Enclosure("https://e.example/a.mp4", "video/mp4", 1),)),
        url="https://sport.example/rss", title="Sport & Élan", folder=("Sport",),
    )  # fmt: skip
    shelve(
        library,
        article("kept", "Saved for later, a budget", title="Kept page", url="https://Elsewhere.example/Path?x=1",
                published_at=hours_ago(24 * 40)),
        url="wortreader:saved", title="Saved",
    )  # fmt: skip
    with library.database.write() as connection:
        connection.execute("UPDATE articles SET completeness = 1 WHERE id = ?", (D,))
        connection.execute("UPDATE articles SET completeness = 0 WHERE id = ?", (E,))
    library.articles.mark_read([B, C], True, at=NOW)
    library.articles.mark_starred([C], True, at=NOW)
    return library


PAIRS: list[tuple[str, list[int]]] = [
    # words, and how they are joined
    ("budget", [A, C, E]),
    ("budget minister", []),
    ("budget ministre", [A]),
    ("budget AND ministre", [A]),
    ("BUDGET", [A, C, E]),
    ("etat", [A]),
    ("minister OR ministre", [A, B]),
    ("film OR haushalt OR football", [B, C, D]),
    ("budget -football", [A, E]),
    ("budget NOT football", [A, E]),
    ("budget AND NOT football", [A, E]),
    ("-budget", [B, D]),
    ("NOT budget", [B, D]),
    ("-budget -film", [B]),
    ("-(budget OR film)", [B]),
    ("-(budget film)", ALL),
    ("(film OR haushalt) 2027", [B]),
    ("film OR haushalt 2027", [B, D]),
    ("2027 haushalt OR film", [B, D]),
    ("film OR -budget", [B, D]),
    ("(film OR -budget) der", [B]),
    ("-(film OR -budget)", [A, C, E]),
    ("or", []),
    ("and", []),
    ("budget OR", []),
    ("((((budget", [A, C, E]),
    ("budget))", [A, C, E]),
    # phrases and beginnings
    ('"le budget"', [A]),
    ('"budget le"', [A]),  # the title: “Budget: le”
    ('"budget of a club"', [C]),
    ("«budget of»", [C]),
    ("„budget of“", [C]),
    ("“budget of”", [C]),
    ('"budget of', [C]),
    ('-"budget of"', [A, B, D, E]),
    ("l'état", [A]),
    ("minist*", [A, B]),
    ("Minist* -ministre", [B]),
    ('"budget o"*', [C]),
    # in a field
    ("title:budget", [A]),
    ("TITLE:budget", [A]),
    ("title:bud*", [A]),
    ('title:"le ministre"', [A]),
    ('title:"le budget"', []),
    ("text:budget", [A, C, E]),
    ("-title:budget budget", [C, E]),
    ("title:(match OR film)", [C, D]),
    ("title:(budget -ministre)", []),
    ("author:budget", [C]),
    ("author:lea", [A]),
    ('author:"Jos Weber"', [B]),
    ("author:web*", [B]),
    ("author:nobody", []),
    ("-author:budget budget", [A, E]),
    # feeds, folders, tags, languages, addresses
    ("feed:wort", [A, B]),
    ("feed:WORT budget", [A]),
    ("feed:elan", [C, D]),
    ('feed:"Luxemburger W"', [A, B]),
    ("feed:nothing", []),
    ("-feed:wort", [C, D, E]),
    ("folder:letzebuerg", [A, B]),
    ("folder:zeitung", [A, B]),
    ("folder:sport", [C, D]),
    ("-folder:sport budget", [A, E]),
    ("folder:nothing", []),
    ("category:sport", [C]),
    ("category:economie", [A]),
    ("category:ÉCONOMIE", [A]),
    ("category:eco", []),
    ("category:eco*", [A]),
    ("category:sport OR category:politique", [A, C]),
    ("lang:fr", [A]),
    ("lang:de", [B]),
    ("lang:Allemand", [B]),
    ("langue:français", [A]),
    ("lang:de-LU", [B]),
    ("lang:lb OR lang:en", [C, D]),
    ("lang:xx", []),
    ("-lang:fr budget", [C, E]),
    ("url:elsewhere", [E]),
    ("url:example.org", [A, B, C, D]),
    ("url:path?x=1", [E]),
    ("url:nowhere", []),
    # states and contents
    ("is:unread", [A, D, E]),
    ("is:read", [B, C]),
    ("is:starred", [C]),
    ("-is:starred is:read", [B]),
    ("is:unread budget", [A, E]),
    ("is:read OR is:starred", [B, C]),
    ("is:saved", [E]),
    ("-is:saved budget", [A, C]),
    ("is:offline", [A, B, C]),
    ("is:teaser", [D, E]),
    ("has:image", [C]),
    ("has:audio", [C]),
    ("has:video", [D]),
    ("has:table", [B]),
    ("has:code", [C]),
    ("-has:audio budget", [A, E]),
    # when
    ("since:today", [A]),
    ("since:heute", [A]),
    ("since:aujourd'hui", [A]),
    ("since:yesterday", [A, B]),
    ("since:hier", [A, B]),
    ("on:gestern", [B]),
    ("on:gëschter", [B]),
    ("on:2026-11-23", [B]),
    ("on:2026-11-22", [C]),
    ("on:2026-10", [E]),
    ("on:2026", ALL),
    ("before:2026-11-23", [C, D, E]),
    ("since:2026-11-23 before:2026-11-24", [B]),
    ("since:lundi", [A, B]),
    ("since:Montag", [A, B]),
    ("since:Méindeg", [A, B]),
    ("since:monday", [A, B]),
    ("on:dimanche", [C]),
    ("on:Sonndeg", [C]),
    ("since:this week", [A, B]),
    ("since:cette semaine budget", [A]),
    ("am:letzte Woche", [C]),
    ("vum:lescht-Woch", [C]),
    ('le:"mois dernier"', [E]),
    ("before:last week", [D, E]),
    ("since:2 days ago", [A, B, C]),
    ("since:last 12 hours", [A]),
    ("since:2w", [A, B, C, D]),
    ("before:1m", [E]),
    ("age:<3d", [A, B, C]),
    ("age:3d", [A, B, C]),
    ("age:>2w", [E]),
    ("age:<12h", [A]),
    ("age:<1y", ALL),
    ("age:>9999y", []),
    ("-age:<3d", [D, E]),
    # length
    ("words:>800", [C]),
    ("words:<800", [A, B, D, E]),
    ("words:=3", [D]),
    ("words:3..5", [D, E]),
    ("words:5..3", []),
    ("minutes:<5", [A, B, D, E]),
    ("minutes:>=5", [C]),
    ("minutes:1", [A, B, D, E]),
    ("minutes:0", []),
    ("minutes:2..9", [C]),
    # regular expressions
    ("/minist(er|re)/", [A, B]),
    ("/^haushalt \\d+$/", [B]),
    ("/budget/ -/club/", [A, E]),
    ("/BUDGET/ football", [C]),
    ("/film/ OR /kept/", [D, E]),
    ("-/e/", []),
    ("/no such thing/", []),
    # orders
    ("budget sort:oldest", [E, C, A]),
    ("budget sort:date", [A, C, E]),
    ("budget is:unread sort:rank", [A, E]),
    ("sort:oldest", [E, D, C, B, A]),
    # what is no operator
    ("title", []),
    ("foo:budget", []),
    ("is:budget", []),
    ("NEAR(budget ministre)", []),
    ("^budget", [A, C, E]),
    ("{budget}", [A, C, E]),
    ("budget + ministre", [A]),
    ("budget - ministre", [A]),
    ("since:someday", []),
]


@pytest.mark.parametrize(("query", "found"), PAIRS)
def test_a_query_finds(shelf: Library, query: str, found: list[int]) -> None:
    assert list(shelf.search.rows(query, present=PRESENT).ids) == found


def test_a_note_says_that_no_article_has_a_tag(shelf: Library) -> None:
    found = shelf.search.find("category:nothing", present=PRESENT)

    assert (len(found.rows), len(found.notes)) == (0, 1)


def test_yesterday_depends_on_the_time_zone_of_the_user(shelf: Library) -> None:
    just_after_midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    def found(zone: timezone) -> list[int]:
        return list(shelf.search.rows("on:yesterday", present=Present(just_after_midnight, zone)).ids)

    assert found(LUXEMBOURG) == [B]
    assert found(timezone(timedelta(hours=-5))) == [C]


@pytest.mark.thorough
def test_a_slow_regular_expression_ends_with_a_note(library: Library) -> None:
    shelve(library, article("trap", "a" * 5_000 + "!"))

    found = library.search.find("/(a|aa)+$/")

    assert len(found.rows) == 0
    assert "Time ran out" in found.notes[0]
