"""How lists and articles look, as pictures. What they show is asserted beside their behaviour."""

from __future__ import annotations

from array import array
from typing import Protocol

from app.widget_samples import NOW, ZONE, WidgetApp, now, rows
from textual.app import App, ComposeResult
from textual.containers import Horizontal

from wortreader.app.library.typesetter import TypesetArticle
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.model import Article, Headline, Hit, Rows
from wortreader.prose.typeset.find import Match
from wortreader.prose.typeset.lines import Layout, Line, Piece, Role

ARTICLE = Article(1, 1, "Feed", "guid", None, "Title", None, None, None, NOW, "en", "", "", "", 1, False, False)
MASTHEAD = (
    (Piece("L E   Q U O T I D I E N", Role.FEED),),
    (),
    (Piece("Hôpitaux : la facture", Role.TITLE),),
    (),
    (Piece("La Chambre demande des comptes.", Role.LEAD),),
    (),
    (Piece("mercredi 18 novembre 2026", Role.META), Piece("   ", Role.SPACE), Piece("★", Role.STAR)),
    (Piece("─" * 56, Role.RULE),),
    (),
)
TEXT = (
    (Piece("Les réseaux dataient de 2009 "), Piece("[1]", Role.LINK_NUMBER, 1), Piece(", et deux pannes")),
    (Piece("gras", is_strong=True), Piece(" "), Piece("italique", is_emphasis=True), Piece(" "),
     Piece("barré", is_struck=True), Piece(" "), Piece("inséré", is_inserted=True), Piece(" "),
     Piece("marqué", Role.MARKED), Piece(" "), Piece("code", Role.CODE)),
    (),
    (Piece("Ce que l’argent a payé", Role.HEADING2),),
    (Piece("Plus bas", Role.HEADING3),),
    (Piece("Encore plus bas", Role.HEADING4),),
    (),
    (Piece("  ", Role.SPACE), Piece("• ", Role.BULLET), Piece("de nouveaux serveurs")),
    (Piece("Kirchberg", Role.TERM),),
    (Piece("▌ ", Role.QUOTE_BAR), Piece("On ne répare pas un toit pendant l’orage.", Role.QUOTE)),
    (Piece("Année   Budget", Role.TABLE_HEADER),),
    (Piece("def f(x):".ljust(56), Role.CODE_BLOCK),),
    (Piece("↳ ", Role.CODE_MARK), Piece("return x".ljust(54), Role.CODE_BLOCK)),
    (Piece("Une photo", Role.CAPTION),),
    (Piece("[1] ", Role.LINK_NUMBER, 1), Piece("rapport.example.lu", Role.LINK_ADDRESS, 1)),
)  # fmt: skip


class SnapCompare(Protocol):
    """What pytest-textual-snapshot gives."""

    def __call__(self, app: App[None], *, terminal_size: tuple[int, int]) -> bool: ...


class ReadingApp(WidgetApp):
    """List and article side by side."""

    CSS = "ArticleList { width: 50; }"

    def compose(self) -> ComposeResult:
        """The list, and an article with a piece of every kind and a search's marks."""
        view = ArticleView()
        layout = Layout(56, tuple(Line(pieces) for pieces in TEXT), ("https://rapport.example.lu/",))
        with Horizontal():
            yield self.widget
            yield view
        view.show(TypesetArticle(ARTICLE, 56, tuple(Line(pieces) for pieces in MASTHEAD), layout))
        view.mark([Match(9, 4, 11), Match(12, 16, 22)])
        view.scroll_to_match(1)


def test_list_and_article(snap_compare: SnapCompare) -> None:
    articles = ArticleList(TimeColumn(now, ZONE, "en"))
    articles.show(rows(range(1, 100)))
    articles.move_by(1)

    assert snap_compare(ReadingApp(articles), terminal_size=(120, 36))


def test_hits_in_a_narrow_terminal(snap_compare: SnapCompare) -> None:
    hits = HitList(TimeColumn(now, ZONE, "en"))
    about = Headline(1, 1, "Le Quotidien de Démo", "Hôpitaux : la facture", NOW, "fr", 900, False, True)
    snippet = "… les budgets informatiques des quatre hôpitaux …"
    times = array("q", [int(NOW.timestamp())] * 3)
    hits.show(Rows(array("q", [1, 2, 3]), times))
    hits.supply(
        {number: Hit(about, snippet, ((6, 13), (39, 47)), ((0, 8),) if number == 1 else ()) for number in (1, 2, 3)}
    )

    assert snap_compare(WidgetApp(hits, is_supplying=False), terminal_size=(50, 20))
