"""Forms, compounds and corrections of words, in four languages; ranking; similar articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from library_factory import NOW, article, hours_ago, shelve
from story_samples import OTHER_STORY, STORY

from wortreader.model import MatchKind, Sort
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.search.dates import Present
from wortreader.text_similarity import fingerprint

STORIES = (
    (
        "fr",
        "Les élections législatives : l’article du gouvernement sur l'œuvre de Noël, 49\u202f000 électeurs, Besançon",
    ),
    ("fr", "Le cœur de la ville bat ; une décision nationale pour les hôpitaux et les écoles, 3,5 pour cent"),
    ("de", "Die Bundestagswahl in Ägypten: Straße, Häuser und d'Regierung, 49.000 Wähler über Nacht"),
    ("de", "Das Schweinefleisch kostet mehr; der Minister prüft die Wasserversorgung der Gemeinden"),
    ("lb", "De Gemengerot huet eng nei Schoul gestëmmt, d'Leit aus der Gemeng waren do"),
    ("lb", "D’Wieder gëtt schéin, d'Kanner spillen um Spillplaz vum Duerf"),
    ("en", "The ministers decided on budgets for running schools, 49,000 voters and a naïve café"),
    ("en", "A government speaks of important transport and the Re\u00adgie\u00adrung's zero\u200bwidth words"),
)
"""Numbered from 1, the first the newest."""

FOUND = [
    # case, accents, ligatures, apostrophes, what cannot be seen
    *((query, {1}) for query in ("élections", "ELECTIONS", "elections", "Élections", "législatives", "legislatives")),
    *((query, {1}) for query in ("article", "l'article", "l’article", "L'ARTICLE", "œuvre", "oeuvre", "Œuvre")),
    *((query, {1}) for query in ("noël", "noel", "NOËL", "noe\u0308l", "besançon", "besancon", "BESANÇON")),
    *(
        (query, {2})
        for query in ("cœur", "coeur", "CŒUR", "COEUR", "hôpitaux", "hopitaux", "HOPITAUX", "ho\u0302pitaux")
    ),
    *((query, {2}) for query in ("écoles", "ecoles", "décision", "decision", "ville", "Ville")),
    *((query, {3}) for query in ("ägypten", "Ägypten", "agypten", "AGYPTEN", "aegypten", "Aegypten", "a\u0308gypten")),
    *((query, {3}) for query in ("straße", "strasse", "STRASSE", "Straße", "STRAẞE", "häuser", "hauser", "haeuser")),
    *((query, {3}) for query in ("über", "uber", "ueber", "wähler", "waehler", "wahler", "d'Regierung", "d’regierung")),
    *((query, {3, 8}) for query in ("regierung", "REGIERUNG", "Re\u00adgierung", "regie\u200brung")),
    *((query, {4}) for query in ("prüft", "pruft", "prueft", "Wasserversorgung", "schweinefleisch")),
    *((query, {5}) for query in ("gestëmmt", "gestemmt", "leit", "d'Leit", "schoul", "Schoul")),
    *((query, {6}) for query in ("schéin", "schein", "gëtt", "gett", "wieder", "d'wieder", "kanner", "duerf")),
    *((query, {7}) for query in ("naïve", "naive", "café", "cafe", "CAFÉ", "cafe\u0301", "voters")),
    *((query, {8}) for query in ("zerowidth", "zero\u200bwidth", "important", "transport", "speaks")),
    # numbers in one piece
    *((query, {1, 3, 7}) for query in ("49.000", "49,000", "49000", "49\u202f000", "49\u00a0000")),
    *((query, {2}) for query in ("3,5", "3.5")),
    *((query, set()) for query in ("000", "5 000", "490000", "35")),
    # forms
    *((query, {1}) for query in ("élection", "election", "ELECTION", "électeur", "electeur", "législative")),
    *((query, {2}) for query in ("école", "ecole", "hôpital", "décisions", "national", "nationales", "villes")),
    *((query, {3}) for query in ("haus", "Haus", "häusern", "straßen", "strassen", "nächte")),
    *((query, {4}) for query in ("gemeinde", "Gemeinde", "kosten")),
    *((query, {7}) for query in ("budget", "decide", "deciding", "school", "voter", "run")),
    *((query, {8}) for query in ("speak", "speaking", "governments", "word")),
    *((query, {5}) for query in ("gemeng", "gemengen", "schoulen")),
    # compounds
    *((query, {3}) for query in ("bundestag", "Bundestag", "bundestags")),
    *((query, {4}) for query in ("fleisch", "wasser", "versorgung", "Versorgung")),
    *((query, {5}) for query in ("gemengerot",)),
    *((query, {6}) for query in ("plaz", "Plaz")),
    # slips
    *((query, {1}) for query in ("electoins", "besanson", "gouvernmenet", "legislatves")),
    *((query, {3}) for query in ("bundestagwahl", "agyptn", "egypten")),
    *((query, {4}) for query in ("schweinefleich", "wasserversrogung")),
    *((query, {7}) for query in ("minsters", "budgts")),
    # phrases, fields, beginnings
    *((query, {1}) for query in ('"elections legislatives"', '"sur l\'oeuvre"', "elec* gouv*", "text:elections")),
    *((query, {3}) for query in ('"strasse hauser"', '"uber nacht"', "aeg*", "äg*", "ag*", "ueb*", "str*")),
    *((query, {5}) for query in ('"eng nei schoul"', '"der gemeng"', "gemenger*")),
    *((query, set()) for query in ('"legislatives elections"', '"election legislatives"', "title:elections", '"haus"')),
    # what is something else
    *((query, set()) for query in ("bundesrat", "xylophon", "schwan", "rasenmäher", '"wahl"', "-e* xylophon")),
    *((query, set()) for query in ("-gouvernement elections", "ecole -hopitaux", "port", "hweine", "lb")),
]


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Path(tmp_path_factory.mktemp("stories")) / "library.db")
    shelve(
        library,
        *(
            article(str(number), text, title=f"Number{number}", language=language, published_at=hours_ago(number))
            for number, (language, text) in enumerate(STORIES, 1)
        ),
    )
    return library


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_a_search_finds_related_words(stories: Library, query: str, expected: set[int]) -> None:
    assert set(stories.search.rows(query).ids) == expected


@pytest.mark.parametrize(
    ("query", "number", "kind"),
    [
        ("élections", 1, MatchKind.EXACT),
        ("ueber", 3, MatchKind.EXACT),
        ("élection", 1, MatchKind.FORM),
        ("gemeinde", 4, MatchKind.FORM),
        ("bundestag", 3, MatchKind.COMPOUND),
        ("besanson", 1, MatchKind.CORRECTED),
        ("besançon élection", 1, MatchKind.FORM),
    ],
)
def test_a_hit_has_its_kind_and_marks_the_word(stories: Library, query: str, number: int, kind: MatchKind) -> None:
    hit = stories.search.hits(query, [number])[number]

    assert hit.match is kind
    assert hit.matches


def test_a_word_that_is_in_another_field_is_not_corrected(stories: Library) -> None:
    assert len(stories.search.find("besançon").rows.ids)

    for query in ("author:besançon", "author:besanson"):
        found = stories.search.find(query)
        assert (list(found.rows.ids), found.notes) == ([], ())


def test_a_note_says_what_was_corrected(stories: Library) -> None:
    assert stories.search.find("besanson").notes == ("Nothing for “besanson”; showing “besançon”.",)
    assert stories.search.find("besançon").notes == ()


def test_a_correction_that_finds_nothing_either_is_not_said_to_be_shown(stories: Library) -> None:
    found = stories.search.find("besanson -besançon")

    assert (list(found.rows.ids), found.notes) == ([], ())


def test_by_rank_the_word_itself_comes_before_its_forms_and_compounds_come_last(library: Library) -> None:
    for text in ("Bundestagswahl", "zwei Wahlen", "eine Wahl"):
        shelve(library, article(text, text, title="T", language="de"), url=text)

    assert list(library.search.find("wahl", sort="rank").rows.ids) == [3, 2, 1]


FILLER = "Es geht um etwas anderes, von dem hier nicht die Rede sein soll. " * 4

DATED = (
    ("Wahl in Remich", FILLER, 200, "de"),
    ("Gemeinde", f"{FILLER} Eine Wahl ohne Gegner.", 1, "de"),
    ("Rückblick", f"{FILLER} Eine Wahl ohne Gegner.", 400, "de"),
    ("Bundestagswahl", f"{FILLER} Die Bundestagswahl.", 0, "de"),
    ("Wahlen", f"{FILLER} Zwei Wahlen, drei Wahlen.", 0, "de"),
    ("Le tram", STORY, 3, "fr"),
    ("La mobilité", STORY, 2, "fr"),
    ("Le tram est en panne : le tram du matin", "Le tram et le bus", 90, "fr"),
    ("Finances", f"Un budget. {OTHER_STORY}", 0, "fr"),
    ("Finances", f"Un budget, un budget, un budget. {OTHER_STORY}", 20, "fr"),
    ("Finances", f"Un budget. {OTHER_STORY}", 30, "fr"),
)
"""Title, text, age in days and language, numbered from 1. Each is in a feed of its own."""

ORDER = [
    # A word in the title, then newer over older in the text; forms and compounds after it, however new they are.
    ("wahl", "rank", [1, 2, 3, 5, 4]),
    ("wahl", "date", [5, 4, 2, 1, 3]),
    ("wahl", "oldest", [3, 1, 2, 4, 5]),
    ("wahl sort:rank", None, [1, 2, 3, 5, 4]),
    ("wahl sort:oldest", None, [3, 1, 2, 4, 5]),
    ("wahl", None, [5, 4, 2, 1, 3]),
    ("bundestagswahl", "rank", [4]),
    ("wahlen", "rank", [5, 1, 2, 3]),
    ("wahl OR tram", "date", [5, 4, 2, 7, 8, 1, 3]),
    # A story once: its newest, its oldest, the one that fits best.
    ("tram", "date", [7, 8]),
    ("tram", "oldest", [8, 6]),
    ("tram", "rank", [6, 8]),
    ("tram sort:rank", None, [6, 8]),
    ("tram -title:tram", "date", [7]),
    ("title:tram", "date", [6, 8]),
    # What says it more often comes first, for all that it is three weeks older; of equals the newer.
    ("budget lang:fr", "rank", [10, 9, 11]),
    ("lang:fr", "rank", [9, 7, 10, 11, 8]),
]


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Path(tmp_path_factory.mktemp("dated")) / "library.db")
    for number, (title, text, days, language) in enumerate(DATED, 1):
        published_at = hours_ago(24 * days + 1 - number / 100)
        told = article(str(number), text, title=title, language=language, published_at=published_at)
        shelve(library, replace(told, fingerprint=fingerprint(text)), url=f"https://paper{number}.example/")
    return library


@pytest.mark.parametrize(("query", "sort", "expected"), ORDER)
def test_exact_matches_come_first_by_rank(dated: Library, query: str, sort: Sort | None, expected: list[int]) -> None:
    assert list(dated.search.find(query, sort=sort, deduplicates=True, present=Present(NOW)).rows.ids) == expected


def test_a_word_of_a_deleted_article_is_no_correction(library: Library) -> None:
    feed = shelve(library, article("a", "gouvernement", language="fr"))
    library.feeds.delete(feed.feed_id)

    assert library.search.find("gouvernmnt").notes == ()
    assert find_problems(library) == ()


def test_an_index_with_another_folding_is_filled_again_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = Library.open(path)
    shelve(library, article("a", "Ägypten"))
    with library.database.write() as connection:
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
        connection.execute("DELETE FROM fresh_words")
        connection.execute("UPDATE search_state SET folding_version = 0")
    library.close()

    library = Library.open(path)

    assert list(library.search.rows("aegypten").ids) == [1]
    assert find_problems(library) == ()
    library.close()


def _write_and_fail(library: Library) -> None:
    with library.database.write():
        shelve(library, article("a", "élections", language="fr"), url="u:2")
        raise ZeroDivisionError


def test_words_of_a_failed_transaction_are_stored_by_the_next_one(library: Library) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(library)

    shelve(library, article("b", "élections", language="fr"), url="u:3")

    assert len(library.search.rows("élection")) == 1


def test_relatives_share_the_rare_words_of_an_article(library: Library) -> None:
    shelve(
        library,
        article("a", "Neuartige Gondelbahn zwischen Hügeln: Probefahrt geglückt"),
        article("b", "Gondelbahn wartet auf Probefahrt"),
        article("c", "Probefahrt mit dem Traktor"),
        *(article(f"filler {number}", "Etwas anderes wartet heute") for number in range(60)),
    )

    found = library.search.relatives(1)
    assert list(found.rows.ids) == [2]
    assert set(found.words) == {"gondelbahn", "probefahrt"}
    assert library.search.hits(found.query, [2])[2].matches == ((0, 10), (22, 32))
    assert list(library.search.relatives(4).rows.ids) == []
    assert list(library.search.relatives(999).rows.ids) == []


def test_a_relative_by_its_title_is_nearer_than_one_by_its_text_and_a_short_one_than_a_long_one(
    library: Library,
) -> None:
    both = "Gondelbahn und Probefahrt"
    shelve(
        library,
        article("a", both, title=both),
        article("b", f"{both} {'irgendwas ' * 500}"),
        article("c", f"{both} irgendwas"),
        article("d", both, title=both),
        *(article(f"filler {number}", "Etwas anderes wartet heute") for number in range(60)),
    )

    assert list(library.search.relatives(1).rows.ids) == [4, 3, 2]
