"""Questions to the reader: which feed, which file, whether really; and the first of all, how to begin.

The dialogs are imported when they are first asked for: none of them is on the way to the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from wortreader.app.commands.keys import Pane
from wortreader.app.exit_reason import ExitReason
from wortreader.errors import UnknownView, WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.model import SavedView

if TYPE_CHECKING:
    from wortreader.app.panes.article.links import ListedLink
    from wortreader.app.screens.reading import ReadingScreen


class Asking:
    """What the reader is asked, and what becomes of the answer."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def for_feed(self) -> None:
        """Asks for the address of a feed, and adds it."""
        from wortreader.app.screens.dialogs import AddFeedDialog

        self._screen.app.push_screen(AddFeedDialog(attempt=self._screen.services.subscriptions.add))

    def for_page(self) -> None:
        """Asks for a page or a file to keep, the page of the article under the cursor to begin with, and saves it."""
        self._screen.run_work(self._for_page, group="asking")

    async def _for_page(self) -> None:
        from wortreader.app.screens.dialogs import PromptDialog

        screen = self._screen
        ids = screen.listing.article_ids(None)
        article = await screen.session.article(ids[0]) if ids else None
        await screen.app.push_screen_wait(
            PromptDialog(
                _("Keep a page"),
                _("The address of a page, or a file: HTML, Markdown or plain text. It goes into the folder Saved."),
                attempt=screen.services.subscriptions.save,
                value=(article.url if article is not None else None) or "",
                placeholder="https://",
            )
        )

    async def for_link(self, links: Sequence[ListedLink]) -> None:
        """Asks which of these links to use, and how, and does that."""
        from wortreader.app.screens.links import LinkDialog, LinkUse

        services, problem = self._screen.services, None
        answer = await self._screen.app.push_screen_wait(LinkDialog(links))
        match answer.use if answer is not None else None:
            case LinkUse.OPEN:
                await services.browser.browse(answer.url, title=answer.words)
            case LinkUse.COPY:
                services.browser.copy(answer.url)
            case LinkUse.SUBSCRIBE:
                problem = await services.subscriptions.add(answer.url)
            case LinkUse.SAVE:
                problem = await services.subscriptions.save(answer.url, title=answer.words)
        if problem is not None:
            self._screen.say(problem, is_error=True)

    def for_import(self) -> None:
        """Asks for an OPML file, and adds its feeds."""
        from wortreader.app.screens.dialogs import PromptDialog

        self._screen.app.push_screen(
            PromptDialog(
                _("Import feeds"),
                _("An OPML file, as other newsreaders export it."),
                attempt=self._screen.services.subscriptions.import_list,
                placeholder="~/subscriptions.opml",
            )
        )

    def for_export(self) -> None:
        """Asks for a file, and writes the feeds to it."""
        from wortreader.app.screens.dialogs import PromptDialog

        self._screen.app.push_screen(
            PromptDialog(
                _("Export feeds"),
                _("The OPML file to write. One that is there already is replaced."),
                attempt=self._screen.services.subscriptions.export_list,
                value="~/subscriptions.opml",
            )
        )

    def for_help(self) -> None:
        """Shows the keys; where a query is typed, what can be searched for before them."""
        from wortreader.app.screens.help import HelpScreen

        is_for_queries = self._screen.panes.where_keys_go is Pane.SEARCH
        self._screen.app.push_screen(HelpScreen(self._screen.key_table, is_for_queries=is_for_queries))

    def before_removing(self) -> None:
        """Asks whether the feed under the cursor is really to go, with its articles."""
        self._screen.run_work(self._before_removing, group="asking")

    async def _before_removing(self) -> None:
        from wortreader.app.screens.dialogs import ConfirmDialog

        screen = self._screen
        saved = self._kept_view_here()
        if saved is not None:
            await self._before_removing_view(saved)
            return
        feeds = screen.listing.feeds_here()
        if len(feeds) != 1 or screen.listing.shelf is None:
            screen.say(_("Choose the one feed to remove first."))
            return
        (feed,) = feeds
        count = screen.listing.shelf.counts.total_by_feed.get(feed.feed_id, 0)
        is_meant = await screen.app.push_screen_wait(
            ConfirmDialog(
                _("Remove “{title}”?").format(title=feed.title),
                ngettext(
                    "Its {n} article goes with it, stars and all. This cannot be taken back.",
                    "Its {n} articles go with it, stars and all. This cannot be taken back.",
                    count,
                ).format(n=count),
                yes=_("Remove it"),
                no=_("Keep it"),
            )
        )
        if is_meant:
            await screen.services.subscriptions.remove(feed.feed_id, feed.title)
            await screen.listing.feed_removed(feed.feed_id)

    def for_view(self) -> None:
        """Asks for the name under which the search is kept as a view."""
        from wortreader.app.screens.dialogs import PromptDialog

        screen = self._screen
        query = screen.searching.query_to_keep
        if not query:
            screen.say(_("Search for something first: {key}.").format(key=screen.key_for("search.open")))
            return

        async def keep(name: str) -> str | None:
            try:
                view = await screen.session.queries.keep_view(name, query)
            except WortreaderError as error:
                return str(error)
            await screen.listing.view_kept(view)
            return None

        screen.app.push_screen(
            PromptDialog(_("Keep as a view"), _("Its name among the feeds."), attempt=keep, value=query)
        )

    def for_view_name(self) -> None:
        """Asks for another name of the kept view here."""
        from wortreader.app.screens.dialogs import PromptDialog

        screen, saved = self._screen, self._kept_view_here()
        if saved is None:
            screen.say(_("Choose the kept view to rename first."))
            return

        async def rename(name: str) -> str | None:
            try:
                await screen.session.queries.rename_view(saved.view_id, name)
            except WortreaderError as error:
                return str(error)
            await screen.listing.read_shelf()
            return None

        screen.app.push_screen(PromptDialog(_("Rename the view"), saved.query, attempt=rename, value=saved.name))

    async def _before_removing_view(self, saved: SavedView) -> None:
        from wortreader.app.screens.dialogs import ConfirmDialog

        screen = self._screen
        is_meant = await screen.app.push_screen_wait(
            ConfirmDialog(
                _("Remove the view “{name}”?").format(name=saved.name),
                _("Its articles stay."),
                yes=_("Remove it"),
                no=_("Keep it"),
            )
        )
        if is_meant:
            with suppress(UnknownView):  # somebody else has removed it meanwhile
                await screen.session.queries.remove_view(saved.view_id)
            await screen.listing.view_removed(saved.view)

    def _kept_view_here(self) -> SavedView | None:
        listing = self._screen.listing
        return listing.shelf.kept(listing.view_here) if listing.shelf is not None else None

    def before_quitting(self) -> None:
        """Asks whether to quit while a refresh is running."""
        self._screen.run_work(self._before_quitting, group="asking")

    async def _before_quitting(self) -> None:
        from wortreader.app.screens.dialogs import ConfirmDialog

        is_meant = await self._screen.app.push_screen_wait(
            ConfirmDialog(
                _("Quit while a refresh is running?"),
                _("What has come in stays; the rest comes with the next refresh."),
                yes=_("Quit"),
                no=_("Stay"),
            )
        )
        if is_meant:
            self._screen.app.exit()

    def how_feeds_are(self) -> None:
        """Says how the feeds here are: why one failed, how many did, or that all is well."""
        feeds = self._screen.listing.feeds_here()
        failed = [feed for feed in feeds if feed.failure]
        if not feeds:
            self._screen.say(_("There is no feed here."))
        elif not failed:
            damaged = [feed.title for feed in feeds if feed.is_malformed]
            if damaged:
                self._screen.say(_("Damaged, but readable: {titles}.").format(titles=", ".join(damaged[:5])))
            else:
                self._screen.say(_("All is well here."))
        else:
            first = f"{failed[0].title}: {failed[0].failure}"
            more = len(failed) - 1
            rest = ngettext(" And {n} more failed.", " And {n} more failed.", more).format(n=more) if more else ""
            self._screen.say(first + rest, is_error=True)

    def how_to_begin(self) -> None:
        """Offers ways to begin with an empty library."""
        self._screen.run_work(self._how_to_begin, group="asking")

    async def _how_to_begin(self) -> None:
        from wortreader.app.screens.welcome import Beginning, OfferedShelf, WelcomeAnswer, WelcomeScreen
        from wortreader.sync.starters import shelves

        offered = [
            OfferedShelf(
                shelf.id,
                shelf.title,
                _("{description} Addresses not checked.").format(description=shelf.description),
                len(shelf.subscriptions),
                tuple(
                    dict.fromkeys(language for feed in shelf.subscriptions for language in feed.language.split(", "))
                ),
            )
            for shelf in shelves()
        ]
        answer: WelcomeAnswer | None = await self._screen.app.push_screen_wait(WelcomeScreen(offered))
        if answer is None:
            return
        match answer.beginning:
            case Beginning.ADD:
                self.for_feed()
            case Beginning.IMPORT:
                self.for_import()
            case Beginning.SHELF if answer.shelf_id is not None:
                await self._screen.services.subscriptions.add_shelf(answer.shelf_id)
            case Beginning.DEMO:
                self._screen.app.exit(ExitReason.FOR_THE_DEMO)
            case _:
                self._screen.app.exit()
