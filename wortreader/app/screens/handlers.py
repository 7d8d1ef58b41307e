"""What each command of `keys` does. A test checks that none is missing."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from wortreader.app.commands.dispatch import command
from wortreader.i18n import _
from wortreader.model import ViewKind

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

Left = Coroutine[Any, Any, object] | None


class Handlers:
    """Carries out commands for the reading screen."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("move.down")
    def _move_down(self, count: int | None) -> None:
        self._screen.moving.by(count or 1)

    @command("move.up")
    def _move_up(self, count: int | None) -> None:
        self._screen.moving.by(-(count or 1))

    @command("move.top")
    def _move_top(self, count: int | None) -> None:
        self._screen.moving.to(count or 1)

    @command("move.bottom")
    def _move_bottom(self, count: int | None) -> None:
        self._screen.moving.to_end() if count is None else self._screen.moving.to(count)

    @command("move.half_page_down")
    def _move_half_page_down(self, count: int | None) -> None:
        self._screen.moving.by_half_pages(count or 1)

    @command("move.half_page_up")
    def _move_half_page_up(self, count: int | None) -> None:
        self._screen.moving.by_half_pages(-(count or 1))

    @command("move.page_down")
    def _move_page_down(self, count: int | None) -> None:
        self._screen.moving.by_pages(count or 1)

    @command("move.page_up")
    def _move_page_up(self, count: int | None) -> None:
        self._screen.moving.by_pages(-(count or 1))

    @command("pane.in")
    def _pane_in(self, _count: int | None) -> None:
        self._screen.panes.go_in()

    @command("pane.out")
    def _pane_out(self, _count: int | None) -> None:
        self._screen.panes.go_out()

    @command("pane.leave")
    def _pane_leave(self, _count: int | None) -> None:
        self._screen.panes.leave()

    @command("feed.next")
    def _feed_next(self, count: int | None) -> None:
        self._screen.listing.go_feed(count or 1)

    @command("feed.previous")
    def _feed_previous(self, count: int | None) -> None:
        self._screen.listing.go_feed(-(count or 1))

    @command("article.others")
    def _article_others(self, _count: int | None) -> Left:
        return self._screen.stories.show()

    @command("view.zen")
    def _view_zen(self, _count: int | None) -> None:
        self._screen.panes.toggle_zen()

    @command("article.save")
    def _article_save(self, _count: int | None) -> None:
        self._screen.asking.for_page()

    @command("search.here")
    def _search_here(self, _count: int | None) -> None:
        self._screen.panes.search_here()

    @command("search.open")
    def _search_open(self, _count: int | None) -> None:
        self._screen.searching.open(self._screen.article_pane.matches.words)

    @command("search.like")
    def _search_like(self, _count: int | None) -> None:
        self._screen.searching.show_relatives()

    @command("feed.refresh")
    def _feed_refresh(self, _count: int | None) -> None:
        """Refreshes the feeds of the view that the user is in."""
        screen = self._screen
        if screen.listing.view_here.kind not in (ViewKind.FEED, ViewKind.FOLDER):
            screen.services.refresh.refresh()
        elif feed_ids := [feed.feed_id for feed in screen.listing.feeds_here() if not feed.is_local]:
            screen.services.refresh.refresh(feed_ids)
        else:
            screen.say(_("There is no feed here."))

    @command("feed.add")
    def _feed_add(self, _count: int | None) -> None:
        self._screen.asking.for_feed()

    @command("feed.remove")
    def _feed_remove(self, _count: int | None) -> None:
        self._screen.asking.before_removing()

    @command("view.keep")
    def _view_keep(self, _count: int | None) -> None:
        self._screen.asking.for_view()

    @command("view.rename")
    def _view_rename(self, _count: int | None) -> None:
        self._screen.asking.for_view_name()

    @command("feed.health")
    def _feed_health(self, _count: int | None) -> None:
        self._screen.asking.how_feeds_are()

    @command("view.feeds")
    def _view_feeds(self, _count: int | None) -> None:
        self._screen.panes.toggle_feeds()

    @command("library.import")
    def _library_import(self, _count: int | None) -> None:
        self._screen.asking.for_import()

    @command("library.export")
    def _library_export(self, _count: int | None) -> None:
        self._screen.asking.for_export()

    @command("program.help")
    def _program_help(self, _count: int | None) -> None:
        self._screen.asking.for_help()

    @command("program.palette")
    def _program_palette(self, _count: int | None) -> None:
        self._screen.app.action_command_palette()

    @command("view.toggle_read")
    def _view_toggle_read(self, _count: int | None) -> Left:
        return self._screen.listing.toggle_unread_only()

    @command("view.density")
    def _view_density(self, _count: int | None) -> None:
        self._screen.fitting.toggle_density()

    @command("program.theme")
    def _program_theme(self, _count: int | None) -> None:
        self._screen.next_theme()

    @command("program.outbox")
    def _program_outbox(self, _count: int | None) -> None:
        from wortreader.app.screens.outbox import OutboxScreen

        screen = self._screen
        screen.app.push_screen(
            OutboxScreen(
                screen.services.outbox, screen.services.runner, screen.signals, screen.session, screen.key_table
            )
        )

    @command("program.redraw")
    def _program_redraw(self, _count: int | None) -> None:
        self._screen.redraw()

    @command("program.back")
    def _program_back(self, _count: int | None) -> None:
        self._screen.panes.back_or_quit()

    @command("program.quit")
    def _program_quit(self, _count: int | None) -> None:
        self._screen.app.exit()
