"""What a row of the hit list shows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import replace

from app.widget_samples import NOW, ZONE, WidgetApp, now, screen_text

from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.widgets.row_list import RowList
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.model import Headline, Hit, Rows

SNIPPET = "… les budgets informatiques des quatre hôpitaux ont doublé …"


def a_hit(snippet: str = SNIPPET, *words: str, title: str = "Hôpitaux : la facture") -> Hit:
    """A hit in which these words match."""
    about = Headline(1, 1, "Le Quotidien de Démo", title, NOW, "fr", 900, False, True)

    def places(text: str) -> tuple[tuple[int, int], ...]:
        return tuple((text.index(word), text.index(word) + len(word)) for word in words if word in text)

    return Hit(about, snippet, places(snippet), places(title))


async def shown(hit: Hit, *, width: int = 80, is_compact: bool = False) -> tuple[list[str], list[str]]:
    """The lines on the screen, and the underlined passages in them."""
    hits = HitList(TimeColumn(now, ZONE, "en"), is_compact=is_compact)
    async with WidgetApp(hits, is_supplying=False).run_test(size=(width, 8)) as pilot:
        hits.show(Rows(array("q", [1]), array("q", [int(NOW.timestamp())])))
        hits.supply({1: hit})
        await pilot.pause()
        strips = [hits.render_line(y) for y in range(8)]
        marked = [part.text for strip in strips for part in strip if part.style and part.style.underline]
        return screen_text(hits), marked


async def test_a_hit_shows_date_title_passage_and_feed() -> None:
    lines, _ = await shown(a_hit())

    assert [line.removesuffix("★ ●").rstrip() for line in lines[:5]] == [
        "▌15:00   Hôpitaux : la facture",
        f"▌        {SNIPPET}",
        "▌        Le Quotidien de Démo · fr · 5 min",
        "",
        "",
    ]
    assert lines[0].endswith("★ ●")


async def test_matches_are_marked_in_title_and_passage() -> None:
    _, marked = await shown(a_hit(SNIPPET, "budgets", "hôpitaux", "facture"))

    assert marked == ["facture", "budgets", "hôpitaux"]


async def test_a_passage_that_is_too_long_begins_near_its_first_match() -> None:
    lines, marked = await shown(a_hit("Avant cela " * 12 + "les budgets ont doublé", "budgets"), width=46)

    assert marked == ["budgets"]
    assert lines[1].startswith("▌        … ")
    assert "budgets ont" in lines[1]


async def test_a_match_that_is_cut_off_is_marked_as_far_as_it_is_seen() -> None:
    hit = a_hit("x", "conséquences", title="Toutes les conséquences de la facture en cinq ans et conséquences")
    hit = replace(hit, title_matches=((11, 23), (53, 65)))
    _, compact = await shown(hit, width=44, is_compact=True)
    _, two_lines = await shown(hit, width=46)

    assert compact == ["conséq"]
    assert two_lines == ["conséquences", "conséqu"]


async def test_a_compact_hit_is_title_and_passage() -> None:
    lines, _ = await shown(a_hit(), is_compact=True)

    assert lines[0].startswith("▌15:00   Hôpitaux : la facture")
    assert lines[0].endswith("Le Quotidien de Démo ★ ●")
    assert lines[1] == f"▌        {SNIPPET}"
    assert lines[2] == ""


async def test_a_hit_with_a_long_title_is_a_line_higher_and_all_hits_have_one_blank_line_between() -> None:
    hits = HitList(TimeColumn(now, ZONE, "en"))
    long = a_hit(title="Hôpitaux : la facture du numérique double en cinq ans, et la Chambre demande des comptes")
    async with WidgetApp(hits, is_supplying=False).run_test(size=(60, 14)) as pilot:
        hits.show(Rows(array("q", [1, 2, 3]), array("q", [int(NOW.timestamp())] * 3)))
        hits.supply({1: a_hit(), 2: long, 3: a_hit()})
        await pilot.pause()
        lines = screen_text(hits)

    assert ["blank" if not line.strip("▌ ") else "text" for line in lines[:12]] == [
        "text", "text", "text", "blank", "text", "text", "text", "text", "blank", "text", "text", "text",
    ]  # fmt: skip
    assert lines[5].strip().startswith("cinq ans, et la Chambre")


async def test_hits_that_follow_neither_move_nor_ask_again_for_what_is_shown() -> None:
    hits = HitList(TimeColumn(now, ZONE, "en"))
    app = WidgetApp(hits, is_supplying=False)
    async with app.run_test(size=(60, 20)) as pilot:
        title = "Les hôpitaux réclament une autre manière de compter les patients, dit-on"
        known = {
            number: replace(a_hit(title=title), headline=replace(a_hit().headline, article_id=number, title=title))
            for number in range(1, 9)
        }
        hits.show(listed(range(1, 7)), known=known)
        await pilot.pause()
        hits.move_to(3)
        await pilot.pause()
        lines, line, asked = screen_text(hits), hits.scroll_offset.y, len(app.heard(RowList.Needed))

        hits.extend(listed(range(1, 9)), known)
        await pilot.pause()

        assert (hits.cursor_index, hits.scroll_offset.y) == (3, line)
        assert [text[:-1].rstrip() for text in screen_text(hits)] == [text[:-1].rstrip() for text in lines]
        assert len(app.heard(RowList.Needed)) == asked
        assert hits.virtual_size.height == 8 * 5 - 1


async def test_hits_that_follow_are_drawn_below_a_list_that_does_not_fill_the_pane() -> None:
    hits = HitList(TimeColumn(now, ZONE, "en"))
    app = WidgetApp(hits, is_supplying=False)
    async with app.run_test(size=(60, 20)) as pilot:
        known = {number: replace(a_hit(), headline=replace(a_hit().headline, article_id=number)) for number in (1, 2)}
        hits.show(listed([1]), known=known)
        await pilot.pause()
        hits.extend(listed([1, 2, 3]), known)
        await pilot.pause()

        assert [text[:6].rstrip() for text in screen_text(hits)[:5]] == ["▌15:00", "▌", "▌", "", " 15:00"]
        assert app.heard(RowList.Needed)[-1].article_ids == (3,)


async def test_hits_that_begin_otherwise_are_shown_around_the_article_under_the_cursor() -> None:
    hits = HitList(TimeColumn(now, ZONE, "en"))
    async with WidgetApp(hits, is_supplying=False).run_test(size=(60, 20)) as pilot:
        hits.show(listed([2, 3, 4]))
        await pilot.pause()
        hits.move_to(1)
        hits.extend(listed([1, 2, 3, 4, 5]), {})

        assert (hits.cursor_id, hits.cursor_index) == (3, 2)


async def test_the_column_of_dates_has_room_for_the_years_of_hits_that_may_follow() -> None:
    hits = HitList(TimeColumn(now, ZONE, "en"))
    async with WidgetApp(hits, is_supplying=False).run_test(size=(60, 20)) as pilot:
        hits.show(listed([1]))
        narrow = hits.edge
        hits.oldest_at = 1
        hits.show(listed([1]))
        await pilot.pause()
        wide = hits.edge
        hits.extend(Rows(array("q", [1, 2]), array("q", [int(NOW.timestamp()), 1])), {})

        assert narrow < wide == hits.edge


def listed(ids: Iterable[int]) -> Rows:
    """Rows of NOW."""
    numbers = array("q", ids)
    return Rows(numbers, array("q", [int(NOW.timestamp())] * len(numbers)))
