"""Rules in the app: the screen with all of them, the editor that tries them, and the mute of an article's subject."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NOW, TOTAL, UNREAD, WIDE, reading
from library_factory import ALL, article, changes, shelve
from textual.widgets import Input

from wortreader.app.library.rule_keeper import name_in_list, names_in_list
from wortreader.app.screens.dialogs import ConfirmDialog, PromptDialog
from wortreader.app.screens.mute import LengthDialog, MuteDialog
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.rule_commands import queries_of
from wortreader.app.screens.rule_editor import RuleEditor
from wortreader.app.screens.rules import RulesScreen
from wortreader.model.rules import ArticleRule, RuleAction, RuleDraft, RuleScope
from wortreader.store.library import Library
from wortreader.store.search.dates import Present


def rules_of(path: Path) -> list[ArticleRule]:
    """The rules that are stored."""
    library = Library.open(path)
    try:
        return library.rules.all()
    finally:
        library.close()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "feeds", "folders"),
    [
        ("Press", [], ["Press"]),
        ("press, Journal", ["Journal"], ["Press"]),
        ("Sport", ["Sport"], []),
        ("Sport/", [], ["Sport"]),
        ("Pres", ["The Press Review"], []),
    ],
)
async def test_the_feeds_of_a_rule_are_named_by_feeds_and_folders(
    tmp_path: Path, typed: str, feeds: list[str], folders: list[str]
) -> None:
    path = tmp_path / "library.db"
    with closing(Library.open(path)) as library:
        for number, (title, folder) in enumerate((("The Press Review", "Press"), ("Sport", "Sport"), ("Journal", ""))):
            url = f"https://{number}.example/feed"
            library.feeds.add(url, title=title, folder=(folder,) if folder else (), now=NOW)
    async with reading(path) as story:
        await story.press("g", "R", "a")
        await story.write("tram")
        story.top.query_one("#rule-feeds", Input).value = typed
        await story.press("enter")
        assert story.shows(RulesScreen)
    (rule,) = rules_of(path)
    assert rule.draft.scope is not None
    with closing(Library.open(path)) as library:
        assert [library.feeds.get(each).title for each in rule.draft.scope.feed_ids] == feeds
        assert ["/".join(library.folders.path(each)) for each in rule.draft.scope.folder_ids] == folders


@pytest.mark.thorough
async def test_space_switches_a_rule_off_and_on_and_its_editor_says_what_it_hides(demo: Path) -> None:
    with closing(Library.open(demo)) as library:
        present = Present(NOW)
        rule = library.rules.add(RuleDraft("tram", "tram", (RuleAction.HIDE,)), present=present)
        hidden = library.rules.apply(rule.rule_id, present=present)
    assert hidden > 1
    async with reading(demo) as story:
        await story.press("g", "R", "space")
        assert story.shows(RulesScreen)
        assert "“tram” is off; what it hid is back." in story.text
        await story.press("space")
        assert "“tram” is on." in story.text
        await story.press("enter")
        await story.settle()
        assert f"It hides {hidden} articles now." in " ".join(story.text_of(story.top).split())


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_a_rule_is_made_tried_ordered_switched_off_removed_and_brought_back(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size=size) as story:
        await story.press("g", "R")
        assert story.shows(RulesScreen)
        assert "There are no rules yet." in story.text

        await story.press("a")
        assert story.shows(RuleEditor)
        await story.write("tram")
        await story.settle()
        assert "Would have hidden" in story.text
        assert f"of the last {TOTAL} articles." in story.text
        story.top.query_one("#rule-until", Input).value = "a week"
        await story.press("enter")
        assert story.shows(ConfirmDialog)
        await story.press("n")
        assert story.shows(RulesScreen)
        assert "tram" in story.text
        assert "until 25 Nov" in story.text

        await story.press("a")
        await story.write("budget")
        story.top.query_one("#rule-actions", Input).value = "star, tag money"
        await story.press("enter")
        await story.press("y")
        assert [(rule.name, rule.draft.actions) for rule in rules_of(demo)] == [
            ("tram", (RuleAction.HIDE,)),
            ("budget", (RuleAction.STAR, RuleAction.TAG)),
        ]
        assert rules_of(demo)[1].touched_count > 0
        await story.press("escape", "F")
        await story.write("budget")
        await story.press("enter", "g", "g", "l")
        assert story.stored(story.article.article_id).is_starred
        assert "Rule “budget”: starred, tagged" in " ".join(story.text_of(story.view).split())
        await story.press("escape", "escape", "g", "R")

        await story.press("J")
        assert [rule.name for rule in rules_of(demo)] == ["budget", "tram"]
        await story.press("d")
        assert [rule.name for rule in rules_of(demo)] == ["budget"]
        await story.press("U")
        assert [rule.name for rule in rules_of(demo)] == ["budget", "tram"]
        await story.press("escape")
        assert story.shows(ReadingScreen)


@pytest.mark.thorough
async def test_a_rule_is_saved_only_when_its_trial_has_been_shown(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("g", "R", "a")
        may_go_on = threading.Event()
        session = story.app.session
        held = asyncio.ensure_future(session.run(session.searching, lambda: may_go_on.wait(60)))
        await story.pilot.press(*"tram", "enter")
        assert rules_of(demo) == []
        assert "Would have" not in story.text

        may_go_on.set()
        await held
        await story.settle()
        assert story.shows(ConfirmDialog)
        assert [rule.name for rule in rules_of(demo)] == ["tram"]
        await story.press("n", "a")
        story.top.query_one("#rule-name", Input).value = "empty"
        await story.press("enter")
        assert "needs a word or a field" in story.text, "nothing is waited for without a query"


@pytest.mark.thorough
async def test_a_rule_that_means_nothing_is_refused_in_the_editor(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("g", "R")
        await story.press("a")
        await story.write("foo:bar")
        await story.press("enter")
        assert story.shows(RuleEditor)
        assert "There is no field “foo:”" in story.text_of(story.top.query_one(".-error"))

        story.top.query_one("#rule-query", Input).value = "tram"
        story.top.query_one("#rule-until", Input).focus()
        await story.settle()
        await story.write("3 Deckem")
        assert "Deckem”" not in story.text_of(story.top.query_one("#rule-trial")), "it is still being typed"
        await story.write("ber")
        await story.press("tab")
        assert "“3 Deckember” is not a valid end" in story.text_of(story.top.query_one("#rule-trial"))

        story.top.query_one("#rule-until", Input).focus()
        await story.settle()
        await story.press("enter")
        assert "“3 Deckember” is not a valid end" in story.text_of(story.top.query_one(".-error"))

        story.top.query_one("#rule-actions", Input).value = "dance"
        await story.press("tab")
        await story.press("enter")
        assert "cannot do “dance”" in story.text_of(story.top.query_one(".-error"))
        await story.press("escape")

        assert rules_of(demo) == []


@pytest.mark.thorough
async def test_a_word_is_muted_from_an_article(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l")
        before = story.count("All")
        await story.press("g", "m")
        assert story.shows(MuteDialog)
        await story.press("w")
        assert story.shows(PromptDialog)
        await story.write("tram")
        await story.press("enter")
        assert story.shows(LengthDialog)
        assert "Would have hidden" in story.text
        await story.press("m")
        assert story.shows(ConfirmDialog)
        await story.press("y")

        (rule,) = rules_of(demo)
        assert (rule.draft.query, rule.draft.actions) == ("tram", (RuleAction.HIDE,))
        assert rule.draft.ends_at is not None
        assert (rule.draft.ends_at - NOW).days == 30
        assert story.count("All") < UNREAD

        await story.press(":")
        await story.write("mute Tram")
        await story.press("enter", "w")
        (rule,) = rules_of(demo)
        assert (rule.draft.query, (rule.draft.ends_at - NOW).days if rule.draft.ends_at else 0) == ("tram", 7)
        await story.press("U")
        assert rules_of(demo)[0].draft.ends_at is not None

        await story.press("U")
        assert rules_of(demo) == []
        assert story.count("All") == before


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", []),
        (" , ,", []),
        ("A, News/World/", ["A", "News/World/"]),
        ('"Le Monde, Paris", "In, out"/ , B', ["Le Monde, Paris", "In, out/", "B"]),
        ('L"Écho, "x"', ['L"Écho', '"x"']),
        ('"A, B', ['"A', "B"]),
    ],
)
def test_feeds_of_a_rule_are_typed_with_commas_between_them(words: str, names: list[str]) -> None:
    assert names_in_list(words) == names
    assert names_in_list(", ".join(name_in_list(name) for name in names if not name.endswith("/"))) == [
        name for name in names if not name.endswith("/")
    ]


@pytest.mark.thorough
async def test_an_unnamed_rule_gets_a_free_name_and_one_that_is_changed_keeps_its_feeds(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(Library.open(path)) as library:
        for number in range(2):  # two feeds of one name
            url = f"https://x.example/{number}"
            shelve(library, article(str(number), "tram"), url=url, title="Le Monde, Paris")
        scope = RuleScope((2,))
        library.rules.add(RuleDraft("tram", "tram", (RuleAction.STAR,), scope=scope), present=Present(NOW))

    async with reading(path) as story:
        await story.press("g", "R")
        assert 'in "Le Monde, Paris"' in story.text
        await story.press("enter")
        story.top.query_one("#rule-actions", Input).focus()
        await story.settle()
        assert "hide, read, star, tag NAME, notify, full text, keep" in story.text_of(story.top.query_one("#rule-hint"))
        await story.write(", read")
        await story.press("enter")
        (rule,) = rules_of(path)
        assert (rule.draft.scope, rule.draft.actions) == (scope, (RuleAction.READ, RuleAction.STAR))

        await story.press("a")
        await story.write("tram")
        await story.press("enter", "n")
        assert [rule.name for rule in rules_of(path)] == ["tram", "tram 2"]


@pytest.mark.thorough
async def test_what_a_rule_hides_comes_back_when_it_ends_while_the_app_is_open(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press(":")
        await story.write("mute tram")
        await story.press("enter", "w", "y")
        assert story.count("All") < UNREAD

        story.app.session.clock = lambda: NOW + timedelta(days=8)
        await story.until(lambda: story.count("All") == UNREAD)


def test_author_and_categories_of_an_article_are_queries_that_find_it(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "library.db")) as library:
        feed = library.feeds.add("https://x.example/feed", now=NOW)
        written = article("a", "words", author='Jo "Ann" Müller, Ed.', categories=("Foot, ball", "«World»"))
        library.feeds.apply(feed.feed_id, changes(feed, written, article("b", "words", author="Jo Ann", title="Other")))
        (number, *_others) = sorted(library.articles.rows(ALL, today=NOW).ids)

        offered = queries_of(library.articles.get(number))

        assert [words for words, _query in offered] == ['the author Jo "Ann" Müller, Ed.', "the category Foot, ball"]
        for _words, query in offered:
            assert list(library.search.find(query, present=Present(NOW)).rows.ids) == [number], query
