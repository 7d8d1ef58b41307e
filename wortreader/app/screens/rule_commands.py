"""The commands on rules: the screen with all of them, and to mute what an article is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article
from wortreader.model.rules import ArticleRule, RuleAction, RuleDraft

MOST_CATEGORIES = 6
"""Categories of an article that are offered."""


@lazy_dataclass(eq=False, slots=True)
class RuleCommands:
    """Opens the screens of rules."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    navigation: Navigation

    @command("rules.show")
    def show_rules(self, _count: int | None = None) -> None:
        """Shows all rules."""
        from wortreader.app.library.rule_keeper import RuleKeeper
        from wortreader.app.screens.rules import RulesScreen

        self.app.push_screen(RulesScreen(RuleKeeper(self.session, self.signals), self._edit))

    @command("rules.mute")
    def mute(self, _count: int | None = None, words: str = "") -> None:
        """Hides articles with some words, for as long as the user says.

        Without words asks what to mute of the article here: a word, its author or a category.
        """
        article_id = self.navigation.article_id()
        if words:
            self.work.start(lambda: self._mute(phrase_of(words)), group="asking", leads_on=True)
        elif article_id is not None:
            self.work.start(lambda: self._ask_what_to_mute(article_id), group="asking", leads_on=True)

    async def _edit(self, rule: ArticleRule | None) -> None:
        from wortreader.app.library.rule_keeper import RuleKeeper
        from wortreader.app.screens.rule_editor import RuleEditor

        keeper = RuleKeeper(self.session, self.signals)
        words = await keeper.scope_words(rule.draft.scope) if rule else ""
        draft: RuleDraft | None = await self.app.push_screen_wait(RuleEditor(keeper, rule, words))
        if draft is not None and rule is None:
            await self._ask_to_apply(draft, (await keeper.all())[-1].rule_id)

    async def _ask_to_apply(self, draft: RuleDraft, rule_id: int) -> None:
        """Asks whether a rule is to be applied to the stored articles that it finds."""
        from wortreader.app.library.rule_keeper import RuleKeeper
        from wortreader.app.screens.dialogs import ConfirmDialog

        keeper = RuleKeeper(self.session, self.signals)
        count = await keeper.stored_count(draft)
        if not count:
            return
        question = ngettext("Apply it to {n} stored article?", "Apply it to {n} stored articles?", count)
        is_meant = await self.app.push_screen_wait(
            ConfirmDialog(
                question.format(n=count),
                _("Otherwise it applies only to new articles."),
                yes=_("Apply it to these too"),
                no=_("Only to new ones"),
            )
        )
        if is_meant:
            n = await keeper.apply_added(rule_id)
            self.signals.say(
                ngettext("Applied to {n} stored article.", "Applied to {n} stored articles.", n).format(n=n)
            )

    async def _ask_what_to_mute(self, article_id: int) -> None:
        from wortreader.app.screens.dialogs import PromptDialog
        from wortreader.app.screens.mute import MuteDialog

        article = await self.session.article(article_id)
        query: str | None = await self.app.push_screen_wait(MuteDialog(article.title, queries_of(article)))
        if query == "":
            word: str | None = await self.app.push_screen_wait(
                PromptDialog(_("Mute a word"), _("Articles with this word, or these words side by side."))
            )
            query = phrase_of(word) if word else None
        if query:
            await self._mute(query)

    async def _mute(self, query: str) -> None:
        """Mutes what a query finds, for as long as the user says."""
        from wortreader.app.library.rule_keeper import RuleKeeper
        from wortreader.app.screens.mute import LengthDialog
        from wortreader.store.rules.ends import parse_end

        keeper = RuleKeeper(self.session, self.signals)
        draft = RuleDraft(_("Mute {query}").format(query=query), query, (RuleAction.HIDE,))
        tried = await keeper.try_out(draft)
        length: str | None = await self.app.push_screen_wait(LengthDialog(query, tried))
        if length is None:
            return
        draft = replace(draft, ends_at=parse_end(length, keeper.present))
        try:
            rule = await keeper.mute(draft)
        except WortreaderError as error:
            self.signals.say(str(error), is_error=True)
            return
        self.signals.say(_("Muted: {query}.").format(query=query))
        await self._ask_to_apply(rule.draft, rule.rule_id)


def queries_of(article: Article) -> list[tuple[str, str]]:
    """What can be muted of an article: the words for it, and the query.

    A category with quotes in its name is left out: no query can name it.
    """
    found = []
    if article.author:
        found.append((_("the author {name}").format(name=article.author), f"author:{phrase_of(article.author)}"))
    return found + [
        (_("the category {name}").format(name=name), f'category:"{_bare(name)}"')
        for name in article.categories[:MOST_CATEGORIES]
        if _bare(name) == " ".join(name.split())
    ]


def phrase_of(words: str) -> str:
    """The query for some words side by side."""
    bare = _bare(words)
    return bare if bare.isalnum() else f'"{bare}"'


def _bare(words: str) -> str:
    return " ".join(words.translate(str.maketrans("", "", '"“”„«»')).split())
