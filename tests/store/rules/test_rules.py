"""Rules are kept, tried and carried out, and what they hide comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.errors import RuleExists, RuleRefused, UnknownRule
from wortreader.model import Feed
from wortreader.model.rules import ArticleRule, NotedArticle, RuleAction, RuleDraft, RuleScope
from wortreader.store import vocabulary
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.search.dates import Present
from wortreader.store.tags import MOST_OF_ONE
from wortreader.sync.tagging import rename_tag

PRESENT = Present(NOW)
HIDE, READ, STAR, TAG = RuleAction.HIDE, RuleAction.READ, RuleAction.STAR, RuleAction.TAG


def add_rule(library: Library, query: str, *actions: RuleAction, **fields: Any) -> ArticleRule:
    """Keeps a rule, which hides unless `actions` say otherwise."""
    fields = {"name": f"Rule {query}", **fields}
    return library.rules.add(RuleDraft(query=query, actions=actions or (HIDE,), **fields), present=PRESENT)


def shown(library: Library) -> list[str]:
    """The guids of all articles that are shown, the newest first."""
    ids = library.articles.rows(ALL, today=TODAY).ids
    return [library.articles.get(article_id).guid for article_id in ids]


def states(library: Library, feed: Feed) -> dict[str, tuple[bool, bool]]:
    """Whether each article is read and starred, by guid."""
    found = {guid: library.articles.get(number) for guid, number in ids_by_guid(library, feed).items()}
    return {guid: (each.is_read, each.is_starred) for guid, each in found.items()}


def test_a_rule_hides_what_comes_in_before_it_counts(library: Library) -> None:
    feed = shelve(library, article("old", "Sport"))
    add_rule(library, "sport")

    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport am Abend"), article("b", "Politik")))

    assert shown(library) == ["b", "old"]
    assert library.articles.counts(today=TODAY).unread == 2
    assert list(library.search.rows("sport").ids) == [ids_by_guid(library, feed)["old"]]
    assert len(library.search.rows("is:hidden").ids) == 1


def test_a_rule_is_carried_out_again_when_an_article_changes(library: Library) -> None:
    feed = shelve(library, article("a", "Politik"), article("b", "Sport"))
    add_rule(library, "sport")
    ids = ids_by_guid(library, feed)

    library.feeds.apply(feed.feed_id, changes(feed, updated=((ids["a"], article("a", "Doch Sport")),)))
    assert shown(library) == ["b"]
    library.feeds.apply(feed.feed_id, changes(feed, updated=((ids["a"], article("a", "Doch Politik")),)))
    assert shown(library) == ["b", "a"]


def test_marks_are_set_once_and_stay_when_the_rule_goes(library: Library) -> None:
    feed = shelve(library)
    rule = add_rule(library, "budget", READ, STAR)
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Budget"), article("b")))
    number = ids_by_guid(library, feed)["a"]
    assert states(library, feed) == {"a": (True, True), "b": (False, False)}

    library.articles.mark_read([number], False, at=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, updated=((number, article("a", "Budget again")),)))
    assert states(library, feed)["a"] == (False, True)
    library.rules.remove(rule.rule_id, now=NOW)

    assert states(library, feed)["a"] == (False, True)
    assert [(touch.rule_name, touch.action) for touch in library.rules.touches(number)] == [(None, READ), (None, STAR)]


def test_what_a_rule_hides_comes_back_when_it_goes_is_off_or_ends(library: Library) -> None:
    feed = shelve(library)
    rule = add_rule(library, "sport", ends_at=NOW + timedelta(days=7))
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport")))
    assert shown(library) == []

    library.rules.enable(rule.rule_id, False, now=NOW)
    assert shown(library) == ["a"]
    library.rules.enable(rule.rule_id, True, now=NOW)
    assert shown(library) == []
    library.rules.settle(now=NOW + timedelta(days=6))
    assert shown(library) == []
    library.rules.settle(now=NOW + timedelta(days=7))
    assert shown(library) == ["a"]
    library.rules.change(rule.rule_id, replace(rule.draft, ends_at=None), present=PRESENT)
    assert shown(library) == []
    library.rules.remove(rule.rule_id, now=NOW)
    assert shown(library) == ["a"]


def test_a_feed_comes_back_with_what_rules_hide_by_then(library: Library) -> None:
    feed = shelve(library)
    rule = add_rule(library, "sport")
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport"), article("b")))
    with library.changes.step("feed.remove", at=NOW, title="one"):
        library.feeds.remove(feed.feed_id, at=NOW)

    library.rules.remove(rule.rule_id, now=NOW)
    library.changes.undo(at=NOW)
    library.changes.undo(at=NOW)
    assert shown(library) == ["b"]

    library.rules.enable(rule.rule_id, False, now=NOW)
    library.feeds.remove(feed.feed_id, at=NOW)
    library.rules.enable(rule.rule_id, True, now=NOW)
    library.feeds.add(feed.url, now=NOW)
    assert shown(library) == ["b"]


def test_what_another_rule_hides_too_stays_hidden(library: Library) -> None:
    feed = shelve(library)
    first = add_rule(library, "sport")
    second = add_rule(library, "abend")
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport am Abend")))

    library.rules.remove(first.rule_id, now=NOW)
    assert shown(library) == []
    assert [touch.rule_name for touch in library.rules.touches(ids_by_guid(library, feed)["a"])] == ["Rule abend"]
    library.rules.remove(second.rule_id, now=NOW)
    assert shown(library) == ["a"]


def test_a_changed_rule_hides_only_what_it_still_finds(library: Library) -> None:
    feed = shelve(library)
    rule = add_rule(library, "sport OR politik")
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport"), article("b", "Politik")))

    library.rules.change(rule.rule_id, replace(rule.draft, query="politik"), present=PRESENT)
    assert shown(library) == ["a"]
    library.rules.change(rule.rule_id, replace(rule.draft, query="politik", actions=(READ,)), present=PRESENT)

    assert shown(library) == ["b", "a"]
    assert states(library, feed)["b"] == (False, False)  # stored articles are left alone


def test_a_later_rule_sees_what_an_earlier_one_has_done(library: Library) -> None:
    feed = shelve(library)
    star = add_rule(library, "title:budget", STAR)
    add_rule(library, "budget -is:starred")
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "x", title="Budget"), article("b", "Budget")))
    assert shown(library) == ["a"]

    library.rules.move(star.rule_id, 9, now=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, article("c", "x", title="Budget")))

    assert [rule.name for rule in library.rules.all()] == ["Rule budget -is:starred", "Rule title:budget"]
    assert shown(library) == ["a"]


def test_a_later_rule_sees_what_an_earlier_one_has_hidden_and_tagged(library: Library) -> None:
    feed = shelve(library)
    add_rule(library, "budget", TAG, tags=("money",))
    add_rule(library, "tag:money", READ)
    add_rule(library, "sport")
    add_rule(library, "is:hidden", STAR)

    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport"), article("b", "Budget"), article("c", "x")))

    assert states(library, feed) == {"a": (False, True), "b": (True, False), "c": (False, False)}


def test_a_rule_finds_a_spelling_that_is_new_to_the_library_with_the_article(library: Library) -> None:
    feed = shelve(library, article("old", "Politik"))
    add_rule(library, "email")
    add_rule(library, "budget", STAR)

    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Eine E-Mail ohne Betreff"), article("b", "Budget")))

    assert shown(library) == ["b", "old"]
    assert states(library, feed)["b"] == (False, True)


def test_rules_look_at_every_article_of_a_feed_with_many(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_MOST_KNOWN", 20)  # chunks of texts that are kept: less than there are in one
    feed = shelve(library)
    add_rule(library, "sport")
    add_rule(library, "author:miller", STAR)
    texts = [f"Sport {' '.join(f'w{number}x{word}' for word in range(25))}" for number in range(250)]
    new = [article(f"{number}", text, author=f"Ann Miller{number % 2}") for number, text in enumerate(texts)]
    new += [article("last", "Nothing", author="Miller")]

    library.feeds.apply(feed.feed_id, changes(feed, *new))

    assert shown(library) == ["last"]
    assert states(library, feed)["last"] == (False, True)


def test_a_rule_for_some_feeds_leaves_the_others_alone(library: Library) -> None:
    feed = shelve(library, url="https://a.example/")
    inside = shelve(library, url="https://b.example/", folder=("Press", "Local"))
    other = shelve(library, url="https://c.example/")
    folder = library.folders.ensure(("Press",))
    assert folder is not None
    add_rule(library, "sport", scope=RuleScope((feed.feed_id,), (folder,)))

    for number, each in enumerate((feed, inside, other)):
        library.feeds.apply(each.feed_id, changes(each, article(f"{number}", "Sport")))

    assert shown(library) == ["2"]
    library.feeds.remove(feed.feed_id, at=NOW)
    library.feeds.apply(other.feed_id, changes(other, article("3", "Sport")))
    assert shown(library) == ["3", "2"]


def test_a_rule_that_has_lost_its_last_feed_looks_at_none(library: Library) -> None:
    feed, other = shelve(library, url="https://a.example/"), shelve(library, url="https://b.example/")
    add_rule(library, "sport", scope=RuleScope((feed.feed_id,)))

    library.feeds.remove(feed.feed_id, at=NOW)
    library.feeds.apply(other.feed_id, changes(other, article("1", "Sport")))

    assert shown(library) == ["1"]


def test_a_rule_names_the_articles_to_hear_of_once_and_no_hidden_ones(library: Library) -> None:
    feed = shelve(library)
    add_rule(library, "budget", RuleAction.NOTIFY)
    add_rule(library, "sport")
    budget, sport = article("a", "Budget"), article("b", "Budget, Sport")

    effects = library.feeds.apply(feed.feed_id, changes(feed, budget, sport))
    number, hidden = ids_by_guid(library, feed).values()
    again = library.feeds.apply(feed.feed_id, changes(feed, updated=((number, article("a", "Budget!")),)))

    assert effects.notify == (NotedArticle(number, "Title of a"),)
    assert [touch.action for touch in library.rules.touches(hidden)] == [RuleAction.HIDE]
    assert again.notify == ()


def test_what_is_kept_for_ever_is_not_deleted(library: Library) -> None:
    feed = shelve(library)
    add_rule(library, "keep", RuleAction.KEEP)
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Keep"), article("b", "Go")))
    ids = ids_by_guid(library, feed)
    library.articles.mark_read(list(ids.values()), True, at=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, gone=tuple(ids.values())))

    retention.prune(library, now=NOW + timedelta(days=100), keep_days=30)

    assert shown(library) == ["a"]


def test_a_rule_asks_for_pages_although_the_feed_is_complete(library: Library) -> None:
    feed = shelve(library)
    add_rule(library, "budget", RuleAction.FULL_TEXT)
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Budget"), article("b")))

    asked = library.pages.asked_by_rules(now=NOW)

    assert [candidate.article_id for candidate in asked] == [ids_by_guid(library, feed)["a"]]


def test_a_rule_is_tried_on_the_last_articles_and_changes_nothing(library: Library) -> None:
    texts = ["Sport" if number % 3 == 0 else "Politik" for number in range(30)]
    feed = shelve(
        library, *(article(str(n), text, published_at=hours_ago(n)) for n, text in enumerate(texts)), title="A"
    )
    shelve(library, article("x", "Sport"), url="https://b.example/")
    ids = ids_by_guid(library, feed)
    draft = RuleDraft("", "sport", (), scope=RuleScope((feed.feed_id,)))

    trial = library.rules.try_out(draft, present=PRESENT, most=10)

    assert (trial.looked_at, trial.article_ids) == (10, (ids["0"], ids["3"], ids["6"], ids["9"]))
    assert len(library.rules.stored_matches(draft, present=PRESENT)) == 10
    assert len(shown(library)) == 31


def test_a_rule_does_not_mean_a_similar_word(library: Library) -> None:
    feed = shelve(library, article("a", "Die Minister"))
    draft = RuleDraft("", "minster", ())
    assert len(library.search.rows("minster").ids) == 1

    assert library.rules.try_out(draft, present=PRESENT).article_ids == ()
    add_rule(library, "minster")
    library.feeds.apply(feed.feed_id, changes(feed, article("b", "Die Minister")))

    assert shown(library) == ["b", "a"]


def test_a_rule_is_applied_to_stored_articles_if_asked(library: Library) -> None:
    feed = shelve(library, article("a", "Sport"), article("b", "Politik"), article("c", "Sports"))
    rule = add_rule(library, "sport", HIDE, READ)
    assert shown(library) == ["c", "b", "a"]

    assert library.rules.apply(rule.rule_id, present=PRESENT) == 2

    assert shown(library) == ["b"]
    assert library.rules.get(rule.rule_id).touched_count == 2
    library.rules.remove(rule.rule_id, now=NOW)
    assert states(library, feed) == {"a": (True, False), "b": (False, False), "c": (True, False)}


def test_an_article_with_all_tags_that_it_may_have_does_not_keep_others_from_being_tagged(library: Library) -> None:
    feed = shelve(library, article("full", "Sport"), article("b", "Sport"))
    ids = ids_by_guid(library, feed)
    full = tuple(f"tag {number:02}" for number in range(MOST_OF_ONE))
    library.tags.change([ids["full"]], add=full)

    library.rules.add(RuleDraft("Sport", "sport", (TAG,), ("sport",)), present=PRESENT, is_applied=True)

    assert library.tags.of_articles(ids.values()) == {ids["full"]: full, ids["b"]: ("sport",)}


def test_to_rename_a_tag_changes_the_rules_that_give_it(library: Library) -> None:
    feed = shelve(library, article("a", "Sport"))
    number = ids_by_guid(library, feed)["a"]
    rule = library.rules.add(
        RuleDraft("Sport", "sport", (TAG,), ("Games", "later", "Été")), present=PRESENT, is_applied=True
    )

    def given() -> tuple[str, ...]:
        return library.rules.get(rule.rule_id).draft.tags

    rename_tag(library, "games", "Match", now=NOW)
    assert given() == ("Match", "later", "Été")
    library.feeds.apply(feed.feed_id, changes(feed, article("b", "Sport")))
    assert library.tags.of_articles([ids_by_guid(library, feed)["b"]]) == {
        ids_by_guid(library, feed)["b"]: ("Été", "later", "Match")
    }
    rename_tag(library, "Match", "ete", now=NOW)
    assert given() == ("Été", "later")
    library.changes.undo(at=NOW)
    library.changes.undo(at=NOW)

    assert given() == ("Games", "later", "Été")
    assert library.tags.of_articles([number]) == {number: ("Été", "Games", "later")}


def test_a_rule_that_is_applied_is_one_step_with_the_tags_that_it_has_given(library: Library) -> None:
    feed = shelve(library, article("a", "Sport"))
    number = ids_by_guid(library, feed)["a"]
    draft = RuleDraft("Sport", "sport", (READ, TAG), ("sport",))

    rule = library.rules.add(draft, present=PRESENT, is_applied=True)
    assert library.tags.of_articles([number]) == {number: ("sport",)}
    library.changes.undo(at=NOW)
    assert (library.rules.all(), library.tags.all()) == ([], [])
    assert states(library, feed)["a"] == (False, False)
    assert library.changes.undoable() == []

    rule = library.rules.add(draft, present=PRESENT)
    library.rules.apply(rule.rule_id, present=PRESENT, is_part_of_adding=True)
    assert [change.sentence for change in library.changes.undoable()] == ["Added the rule “Sport”."]
    library.changes.undo(at=NOW)
    assert (library.rules.all(), library.tags.all()) == ([], [])
    library.changes.redo(at=NOW)
    assert library.tags.of_articles([number]) == {number: ("sport",)}
    assert states(library, feed)["a"] == (True, False)


def test_a_rule_that_is_applied_later_is_a_step_of_its_own(library: Library) -> None:
    shelve(library, article("a", "Sport"))
    first = add_rule(library, "sport", name="First")
    add_rule(library, "budget", name="Second")

    library.rules.apply(first.rule_id, present=PRESENT, is_part_of_adding=True)

    assert [change.sentence for change in library.changes.undoable()] == [
        "Applied the rule “First”.",
        "Added the rule “Second”.",
        "Added the rule “First”.",
    ]


def test_rules_are_found_by_name_or_place_and_moved(library: Library) -> None:
    for name in ("One", "Two", "Three"):
        add_rule(library, "x", name=name)

    library.rules.move(library.rules.find("three").rule_id, 1, now=NOW)

    assert [(rule.position, rule.name) for rule in library.rules.all()] == [(1, "Three"), (2, "One"), (3, "Two")]
    assert library.rules.find("2").name == "One"
    library.rules.remove(library.rules.find("One").rule_id, now=NOW)
    assert [(rule.position, rule.name) for rule in library.rules.all()] == [(1, "Three"), (2, "Two")]
    with pytest.raises(UnknownRule, match="There is no rule “3” in the library"):
        library.rules.find("3")


def test_what_cannot_be_a_rule_is_refused_in_a_sentence(library: Library) -> None:
    add_rule(library, "x", name="Sport")
    for draft, sentence in (
        (RuleDraft("A", "", (HIDE,)), "The query of a rule needs a word or a field; without"),
        (RuleDraft("A", "sort:rank", (HIDE,)), "The query of a rule needs a word or a field"),
        (RuleDraft("A", "x sort:rank", (HIDE,)), "A rule has no order of articles: leave out “sort:rank”."),
        (RuleDraft("A", "foo:bar", (HIDE,)), "There is no field “foo:”."),
        (RuleDraft("A", "(x", (HIDE,)), "A bracket is left open."),
        (RuleDraft("A", "is:purple", (HIDE,)), "“is:purple” is not valid."),
        (RuleDraft("A", "/[/", (HIDE,)), "“/[/” is not a valid regular expression."),
        (RuleDraft(" ", "x", (HIDE,)), "A rule needs a name."),
        (RuleDraft("A", "x", ()), "A rule needs something to do with the articles that it finds."),
        (RuleDraft("A", "x", (HIDE,), ends_at=NOW), "The end of the rule is in the past."),
        (RuleDraft("A", "x", (HIDE,), scope=RuleScope()), "A rule needs a feed to look at."),
    ):
        with pytest.raises(RuleRefused) as raised:
            library.rules.add(draft, present=PRESENT)
        assert str(raised.value).startswith(sentence)
        assert "searched as" not in str(raised.value)
    with pytest.raises(RuleExists, match="There is a rule “sport” already"):
        add_rule(library, "y", name="sport")
    assert len(library.rules.all()) == 1


def test_what_is_done_to_rules_can_be_undone_and_redone(library: Library) -> None:
    feed = shelve(library, article("a", "Sport"), article("b", "Politik"))
    rules = library.rules

    def names() -> list[tuple[str, bool]]:
        return [(rule.name, rule.draft.is_enabled) for rule in rules.all()]

    first = rules.add(RuleDraft("First", "sport", (HIDE, STAR)), present=PRESENT, is_applied=True)
    second = add_rule(library, "budget", name="Second")
    rules.move(second.rule_id, 1, now=NOW)
    rules.change(second.rule_id, replace(second.draft, query="money"), present=PRESENT)
    rules.enable(first.rule_id, False, now=NOW)
    rules.remove(second.rule_id, now=NOW)
    assert (names(), shown(library)) == ([("First", False)], ["b", "a"])

    said = []
    seen = []
    while (reverted := library.changes.undo(at=NOW)) is not None:
        said.append(reverted.change.sentence)
        seen.append((names(), shown(library)))

    assert said == [
        "Removed the rule “Second”.",
        "Switched the rule “First” off.",
        "Changed the rule “Second”.",
        "Moved the rule “Second”.",
        "Added the rule “Second”.",
        "Added the rule “First”.",
    ]
    assert seen == [
        ([("Second", True), ("First", False)], ["b", "a"]),
        ([("Second", True), ("First", True)], ["b"]),
        ([("Second", True), ("First", True)], ["b"]),
        ([("First", True), ("Second", True)], ["b"]),
        ([("First", True)], ["b"]),
        ([], ["b", "a"]),
    ]
    assert states(library, feed) == {"a": (False, False), "b": (False, False)}
    while library.changes.redo(at=NOW) is not None:
        pass
    assert (names(), shown(library)) == ([("First", False)], ["b", "a"])
    assert states(library, feed)["a"] == (False, True)


def test_undoing_a_rule_brings_back_what_it_has_hidden_since(library: Library) -> None:
    feed = shelve(library)
    add_rule(library, "sport")
    library.feeds.apply(feed.feed_id, changes(feed, article("a", "Sport")))
    assert shown(library) == []

    library.changes.undo(at=NOW)

    assert shown(library) == ["a"]
