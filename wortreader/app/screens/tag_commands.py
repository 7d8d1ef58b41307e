"""The commands on tags: give and take them, rename and remove one of the feeds pane.

The dialogs are imported when they are first asked for: none of them is on the way to the first frame.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.library.tagging import PresentTags, Tagging
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.errors import TagRefused, UnknownTag
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Tag, Tagged, ViewKind


@lazy_dataclass(eq=False, slots=True)
class TagCommands:
    """Asks for tags, and gives them to what the user is at: articles, or a feed in the feeds pane."""

    app: App[Any]
    tagging: Tagging
    signals: Signals
    work: Work
    navigation: Navigation
    feeds: FeedsPane

    def _here(self, count: int | None) -> Tagged | None:
        """What a command means now; None, after saying why, if there is nothing."""
        if self.navigation.current == "feeds":
            view = self.feeds.feed_list.cursor_view
            ids = self.navigation.selected_feed_ids()
            if not ids and view.kind in (ViewKind.FEED, ViewKind.FOLDER):
                ids = [feed.feed_id for feed in self.feeds.feed_tree.feeds_of(view)]
            if ids:
                return Tagged(ids, are_feeds=True)
            self.signals.say(_("Select a feed, or a folder with feeds, to tag it."))
            return None
        ids = list(self.navigation.article_ids(count))
        if not ids:
            self.signals.say(_("There is no article here."))
        return Tagged(ids) if ids else None

    @command("article.tag")
    def ask_for_tags(self, count: int | None, typed: str = "") -> None:
        """Asks for the tags of the articles, of so many from the cursor on, or of the feeds, that the user is at.

        Those that are given are added without asking.
        """
        if (tagged := self._here(count)) is None:
            return
        if typed:
            self.work.start(lambda: self._add(tagged, typed), group="tags")
        else:
            self.work.start(lambda: self._ask_for_tags(tagged), group="asking", leads_on=True)

    async def _add(self, tagged: Tagged, typed: str) -> None:
        from wortreader.tag_names import split_names

        try:
            names = (await self.tagging.present(tagged)).as_known(split_names(typed))
            await self.tagging.change(tagged, add=names)
        except TagRefused as refused:
            self.signals.say(str(refused), is_error=True)
        else:
            self._say_changed(tagged, names, ())

    async def _ask_for_tags(self, tagged: Tagged) -> None:
        from wortreader.app.screens.tag_dialogs import TagDialog

        present = await self.tagging.present(tagged)

        async def save(typed: str) -> str | None:
            return await self._save(tagged, present, typed)

        title = _title(tagged, _("Tags of the article"), _("Tags of the feed"))
        await self.app.push_screen_wait(TagDialog(title, present.common, present.known, attempt=save))

    async def _save(self, tagged: Tagged, present: PresentTags, typed: str) -> str | None:
        """Gives what was typed and takes what was deleted. Returns what is wrong as a sentence, None on success."""
        from wortreader.tag_names import fold_name, split_names

        try:
            names = {fold_name(name): name for name in present.as_known(split_names(typed))}
            before = {fold_name(name): name for name in present.common}
            added = [name for folded, name in names.items() if folded not in before]
            removed = [name for folded, name in before.items() if folded not in names]
            if added or removed:
                await self.tagging.change(tagged, add=added, remove=removed)
                self._say_changed(tagged, added, removed)
        except TagRefused as refused:
            return str(refused)
        return None

    @command("article.untag")
    def ask_what_to_untag(self, count: int | None, typed: str = "") -> None:
        """Takes the tags that are given, or the only tag of the article or feed, or asks which one."""
        if (tagged := self._here(count)) is None:
            return
        if typed:
            self.work.start(lambda: self._remove(tagged, typed), group="tags")
        else:
            self.work.start(lambda: self._ask_what_to_untag(tagged), group="asking", leads_on=True)

    async def _remove(self, tagged: Tagged, typed: str) -> None:
        from wortreader.tag_names import fold_name, one_line

        wanted = {fold_name(one_line(name)) for name in typed.split(",")}
        names = [name for name in (await self.tagging.present(tagged)).some if fold_name(name) in wanted]
        if not names:
            self.signals.say(_("There is no such tag here to remove."))
            return
        await self.tagging.change(tagged, remove=names)
        self._say_changed(tagged, (), names)

    async def _ask_what_to_untag(self, tagged: Tagged) -> None:
        names = (await self.tagging.present(tagged)).some
        if not names:
            self.signals.say(_("There is no tag here to remove."))
            return
        if len(names) > 1:
            from wortreader.app.screens.tag_dialogs import UntagDialog

            title = _title(tagged, _("Remove a tag of the article"), _("Remove a tag of the feed"))
            names = await self.app.push_screen_wait(UntagDialog(title, names)) or ()
        if names:
            await self.tagging.change(tagged, remove=names)
            self._say_changed(tagged, (), names)

    def _say_changed(self, tagged: Tagged, added: Sequence[str], removed: Sequence[str]) -> None:
        sentences = []
        if added:
            words = _("Tagged: {tags}.")
            if (count := len(tagged.ids)) > 1 and tagged.are_feeds:
                words = ngettext("Tagged the feed “{title}”: {tags}.", "Tagged {n} feeds: {tags}.", count)
            elif count > 1:
                words = ngettext("Tagged “{title}”: {tags}.", "Tagged {n} articles: {tags}.", count)
            sentences.append(words.format(tags=_shown(added), n=count))
        if removed:
            sentences.append(_("Removed: {tags}.").format(tags=_shown(removed)))
        self.signals.say(" ".join(sentences))

    async def ask_before_removing(self, tag: Tag) -> None:
        """Takes a tag from everything, after asking."""
        from wortreader.app.screens.dialogs import ConfirmDialog

        dialog = ConfirmDialog(
            _("Remove the tag “{name}”?").format(name=tag.name),
            _("Its articles and feeds stay, without the tag."),
            yes=_("Remove"),
            no=_("Cancel"),
        )
        if await self.app.push_screen_wait(dialog):
            with suppress(UnknownTag):  # somebody else has removed it meanwhile
                await self.tagging.remove(tag.name)

    def ask_for_name(self, tag: Tag, name: str = "") -> None:
        """Renames a tag; asks for its other name if that is not given."""
        from wortreader.app.screens.dialogs import PromptDialog

        async def rename(name: str) -> str | None:
            try:
                await self.tagging.rename(tag.name, name)
            except (TagRefused, UnknownTag) as error:
                return str(error)
            return None

        if name:
            self.work.start(lambda: self._say_problem(rename(name)), group="tags")
            return
        words = _("If another tag has this name, the two are merged.")
        self.app.push_screen(PromptDialog(_("Rename the tag"), words, attempt=rename, value=tag.name))

    async def _say_problem(self, attempt: Awaitable[str | None]) -> None:
        if (problem := await attempt) is not None:
            self.signals.say(problem, is_error=True)


def _title(tagged: Tagged, of_article: str, of_feed: str) -> str:
    """The title of a dialog; for several articles or feeds, with their number."""
    count = len(tagged.ids)
    if count == 1:
        return of_feed if tagged.are_feeds else of_article
    if tagged.are_feeds:
        return ngettext("Tags of {n} feed", "Tags of {n} feeds", count).format(n=count)
    return ngettext("Tags of {n} article", "Tags of {n} articles", count).format(n=count)


def _shown(names: Sequence[str]) -> str:
    return " ".join(f"#{name}" for name in names)
