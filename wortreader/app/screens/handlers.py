"""What each command of `keys` does: the table that joins the two. A test holds it to be complete."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from wortreader.app.panes.article.article import CODE_STEP
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

Handler = Callable[[int | None], Coroutine[Any, Any, object] | None]
"""Takes the count, None where none was typed; gives back what is left to be awaited, if anything is."""


def handlers(screen: ReadingScreen) -> Mapping[str, Handler]:
    """The handler of every command, by its id."""
    return {**_moving(screen), **_reading(screen), **_marks(screen), **_feeds(screen), **_program(screen)}


def _moving(screen: ReadingScreen) -> Mapping[str, Handler]:
    moving = screen.moving
    return {
        "move.down": lambda count: moving.by(count or 1),
        "move.up": lambda count: moving.by(-(count or 1)),
        "move.top": lambda count: moving.to(count or 1),
        "move.bottom": lambda count: moving.to_end() if count is None else moving.to(count),
        "move.half_page_down": lambda count: moving.by_half_pages(count or 1),
        "move.half_page_up": lambda count: moving.by_half_pages(-(count or 1)),
        "move.page_down": lambda count: moving.by_pages(count or 1),
        "move.page_up": lambda count: moving.by_pages(-(count or 1)),
        "pane.in": lambda _count: screen.panes.go_in(),
        "pane.out": lambda _count: screen.panes.go_out(),
        "pane.leave": lambda _count: screen.panes.leave(),
    }


def _reading(screen: ReadingScreen) -> Mapping[str, Handler]:
    opening, linking = screen.opening, screen.linking

    def go_unread(count: int) -> None:
        opening.go_unread(count, is_opening=screen.panes.current == "article")

    return {
        "article.read_on": lambda _count: opening.read_on(),
        "article.read_back": lambda _count: opening.read_back(),
        "article.next_unread": lambda count: go_unread(count or 1),
        "article.previous_unread": lambda count: go_unread(-(count or 1)),
        "article.next": lambda count: opening.go_by(count or 1),
        "article.previous": lambda count: opening.go_by(-(count or 1)),
        "feed.next": lambda count: screen.listing.go_feed(count or 1),
        "feed.previous": lambda count: screen.listing.go_feed(-(count or 1)),
        "article.browse": lambda _count: linking.browse_article(is_marking=False),
        "article.browse_and_mark": lambda _count: linking.browse_article(is_marking=True),
        "article.full_text": lambda _count: screen.full_texts.toggle(),
        "article.others": lambda _count: screen.stories.show(),
        "article.copy_link": lambda _count: linking.copy_link(),
        "article.pictures": lambda _count: screen.pictures.toggle(),
        "article.large_picture": lambda _count: screen.pictures.show_large(),
        "article.code_right": lambda count: opening.shift_code(CODE_STEP * (count or 1)),
        "article.code_left": lambda count: opening.shift_code(-CODE_STEP * (count or 1)),
        "view.zen": lambda _count: screen.panes.toggle_zen(),
        "article.save": lambda _count: screen.asking.for_page(),
        "article.links": linking.choose_link,
        "article.link_hints": lambda _count: linking.show_hints(),
        "note.follow": lambda count: screen.jumping.to_note(count or 1),
        "note.back": lambda _count: screen.jumping.back(),
        "search.here": lambda _count: screen.panes.search_here(),
        "search.open": lambda _count: screen.searching.open(screen.finding.words),
        "search.like": lambda _count: screen.searching.show_relatives(),
        "search.word": lambda _count: screen.choosing.begin(),
        "match.next": lambda count: screen.matching.go(count or 1),
        "match.previous": lambda count: screen.matching.go(-(count or 1)),
    }


def _marks(screen: ReadingScreen) -> Mapping[str, Handler]:
    marking = screen.marking
    return {
        "article.toggle_read": lambda count: marking.toggle_read(screen.listing.ids_from_cursor(count)),
        "article.star": lambda count: marking.toggle_starred(screen.listing.ids_from_cursor(count)),
        "view.mark_read": lambda _count: marking.read_all(screen.row_list.rows.ids, _("the list")),
        "library.mark_read": lambda _count: marking.read_everything(),
        "list.mark_above_read": lambda _count: marking.read_all(screen.listing.ids_above(), _("what stands above")),
        "list.mark_below_read": lambda _count: marking.read_all(screen.listing.ids_below(), _("what stands below")),
        "marks.undo": lambda count: marking.undo(count or 1),
        "marks.redo": lambda count: marking.redo(count or 1),
    }


def _feeds(screen: ReadingScreen) -> Mapping[str, Handler]:
    fetching, asking = screen.fetching, screen.asking
    return {
        "feed.refresh": lambda _count: fetching.refresh_here(),
        "library.refresh": lambda _count: fetching.refresh(),
        "library.pack": lambda _count: screen.packing.toggle(),
        "feed.add": lambda _count: asking.for_feed(),
        "feed.remove": lambda _count: asking.before_removing(),
        "view.keep": lambda _count: asking.for_view(),
        "view.rename": lambda _count: asking.for_view_name(),
        "feed.health": lambda _count: asking.how_feeds_are(),
        "view.feeds": lambda _count: screen.panes.toggle_feeds(),
        "library.import": lambda _count: asking.for_import(),
        "library.export": lambda _count: asking.for_export(),
    }


def _program(screen: ReadingScreen) -> Mapping[str, Handler]:
    return {
        "program.help": lambda _count: screen.asking.for_help(),
        "program.palette": lambda _count: screen.app.action_command_palette(),
        "view.toggle_read": lambda _count: screen.listing.toggle_unread_only(),
        "view.density": lambda _count: screen.fitting.toggle_density(),
        "program.theme": lambda _count: screen.next_theme(),
        "program.outbox": lambda _count: screen.outbox.open(),
        "program.redraw": lambda _count: screen.redraw(),
        "program.back": lambda _count: screen.panes.back_or_quit(),
        "program.quit": lambda _count: screen.app.exit(),
    }
