"""Tags that the user gives to articles and feeds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from library_factory import NOW, TODAY, article, changes, ids_by_guid, shelve

from wortreader.errors import TagRefused, UnknownTag
from wortreader.model import Feed, Tag, View, ViewKind
from wortreader.store.library import Library
from wortreader.store.maintenance.retention import prune
from wortreader.store.tags import MAX_TAGS, MOST_OF_ONE
from wortreader.tag_names import MAX_NAME

OTHER = "https://other.example/feed"


@pytest.fixture
def feed(library: Library) -> Feed:
    """A feed with the articles 1, 2 and 3."""
    return shelve(library, article("a"), article("b"), article("c"))


def names(library: Library) -> list[str]:
    return [tag.name for tag in library.tags.all()]


def found(library: Library, query: str) -> list[int]:
    return sorted(library.search.rows(query).ids)


def listed(library: Library, name: str) -> list[int]:
    return sorted(library.articles.rows(library.tags.find(name).view, today=TODAY).ids)


def test_several_articles_get_several_tags_at_once(library: Library, feed: Feed) -> None:
    assert library.tags.change([1, 2], add=["later", "Budget"]) == (1, 2)

    assert library.tags.of_articles([1, 2, 3]) == {1: ("Budget", "later"), 2: ("Budget", "later")}
    assert library.articles.headlines([1])[1].tags == library.articles.get(1).tags == ("Budget", "later")
    assert library.articles.headlines([3])[3].tags == ()


def test_only_what_has_changed_is_returned(library: Library, feed: Feed) -> None:
    library.tags.change([2], add=["later"])

    assert library.tags.change([3, 2, 1, 99], add=["later"]) == (3, 1)
    assert library.tags.change([1, 2], remove=["LATER", "never given"]) == (1, 2)
    assert library.tags.change([1, 2], remove=["later"]) == ()
    assert library.tags.of_articles([1, 2, 3]) == {3: ("later",)}


def test_case_and_accents_do_not_make_another_tag(library: Library, feed: Feed) -> None:
    library.tags.change([1], add=["Économie"])

    library.tags.change([2], add=["economie", "ÉCONOMIE"])

    assert names(library) == ["Économie"]
    assert library.tags.find("#economie").name == "Économie"


def test_a_tag_goes_with_the_last_that_has_it(library: Library, feed: Feed) -> None:
    library.tags.change([1, 2], add=["later"])
    library.tags.change_feeds([feed.feed_id], add=["later"])

    library.tags.change([1, 2], remove=["later"])
    assert names(library) == ["later"]
    library.tags.change_feeds([feed.feed_id], remove=["later"])

    assert names(library) == []


def test_a_tag_goes_with_a_feed_that_is_removed_and_its_articles(library: Library, feed: Feed) -> None:
    library.tags.change([1], add=["of an article"])
    library.tags.change_feeds([feed.feed_id], add=["of the feed"])

    library.feeds.delete(feed.feed_id)

    assert names(library) == []


def test_no_tag_is_made_for_an_article_that_is_not_there(library: Library) -> None:
    assert library.tags.change([7], add=["later"]) == ()
    assert names(library) == []


def test_what_cannot_be_a_tag_is_refused_and_changes_nothing(library: Library, feed: Feed) -> None:
    for name in ("", " ", "#", '""', "\x1b", "a, b", "x" * (MAX_NAME + 1)):
        with pytest.raises(TagRefused):
            library.tags.change([1], add=["good", name])

    assert names(library) == []


def test_an_article_has_only_so_many_tags(library: Library, feed: Feed) -> None:
    library.tags.change([1], add=[f"tag {n}" for n in range(MOST_OF_ONE)])

    with pytest.raises(TagRefused, match=str(MOST_OF_ONE)):
        library.tags.change([2, 1], add=["one more"])

    assert library.tags.of_articles([2]) == {}
    assert len(names(library)) == MOST_OF_ONE


def test_a_library_has_only_so_many_tags(library: Library, feed: Feed) -> None:
    with library.database.write() as connection:
        rows = [(number, f"tag {number}") for number in range(1, MAX_TAGS + 1)]
        connection.executemany("INSERT INTO tags VALUES (?, ?)", rows)

    with pytest.raises(TagRefused, match=str(MAX_TAGS)):
        library.tags.change([1], add=["one more"])

    assert library.tags.change([1], add=["tag 1000"]) == (1,)


def test_tags_are_given_as_far_as_that_is_possible(library: Library, feed: Feed) -> None:
    library.tags.change([1], add=[f"tag {n}" for n in range(MOST_OF_ONE)])
    library.tags.change([2], add=[f"tag {n}" for n in range(MOST_OF_ONE - 1)])

    library.tags.give([1, 2, 3], ["Tag 0", "more", "a, comma"])
    library.tags.give([1], ["TAG 1"])

    assert {number: len(tags) for number, tags in library.tags.of_articles([1, 2, 3]).items()} == {
        1: MOST_OF_ONE,
        2: MOST_OF_ONE,
        3: 2,
    }
    with library.database.write() as connection:
        rows = [(f"other {number}",) for number in range(MAX_TAGS - len(names(library)))]
        connection.executemany("INSERT INTO tags (name) VALUES (?)", rows)
    library.tags.give([3], ["one too many", "tag 5"])
    assert library.tags.of_articles([3]) == {3: ("more", "tag 0", "tag 5")}


def test_foreign_signs_in_names_are_cleaned(library: Library, feed: Feed) -> None:
    library.tags.change([1], add=["# to \x1b]0;x\x07 “read” \n soon"])

    (name,) = names(library)
    assert name.isprintable()
    assert (name[:2], name[-9:]) == ("to", "read soon")


# --- counts and lists -------------------------------------------------------------------------------------------------


def test_the_articles_of_a_tag_are_those_that_have_it_and_those_of_its_feeds(library: Library, feed: Feed) -> None:
    other = shelve(library, article("d"), article("e"), url=OTHER)
    library.tags.change([1, 4], add=["later"])
    library.tags.change_feeds([other.feed_id], add=["later", "dailies"])
    library.articles.mark_read([4], True, at=NOW)

    counts = {count.tag.name: (count.unread, count.total) for count in library.tags.counts()}

    assert counts == {"dailies": (1, 2), "later": (2, 3)}
    assert library.tags.unread_counts() == {
        library.tags.find("later").tag_id: 2,
        library.tags.find("dailies").tag_id: 1,
    }
    assert (listed(library, "later"), listed(library, "dailies")) == ([1, 4, 5], [4, 5])
    assert list(library.articles.unread_ids(library.tags.find("later").view, today=TODAY)) == [5, 1]
    assert library.tags.of_feeds([feed.feed_id, other.feed_id]) == {other.feed_id: ("dailies", "later")}


def test_a_tag_that_is_gone_lists_nothing(library: Library, feed: Feed) -> None:
    assert list(library.articles.rows(View(ViewKind.TAG, 7), today=TODAY).ids) == []


def test_new_articles_of_a_tagged_feed_are_in_its_tag(library: Library, feed: Feed) -> None:
    library.tags.change_feeds([feed.feed_id], add=["dailies"])

    library.feeds.apply(feed.feed_id, changes(feed, article("new")))

    assert listed(library, "dailies") == [1, 2, 3, 4]


# --- search -----------------------------------------------------------------------------------------------------------


def test_a_query_finds_tags_by_name_by_beginning_and_by_exclusion(library: Library, feed: Feed) -> None:
    other = shelve(library, article("d"), article("e"), url=OTHER)
    library.tags.change([1], add=["Économie", "to read"])
    library.tags.change([2], add=["eco-logie"])
    library.tags.change_feeds([other.feed_id], add=["to read"])

    assert found(library, "tag:economie") == [1]
    assert found(library, "tag:eco*") == [1, 2]
    assert found(library, 'tag:"to read"') == [1, 4, 5]
    assert found(library, '-tag:"to read"') == [2, 3]
    assert found(library, 'tag:economie OR (tag:"to read" title:e)') == [1, 5]
    assert library.search.find("tag:eco").notes == ("No article has a tag like this.",)


def test_a_query_for_a_category_does_not_find_a_tag(library: Library) -> None:
    shelve(library, article("a", categories=("later",)), article("b"))
    library.tags.change([2], add=["later"])

    assert (found(library, "category:later"), found(library, "tag:later")) == ([1], [2])


@pytest.mark.parametrize(
    "name", ["later", "to read", "c++", "a:b", "(x)", "-no", "eco*", "12 000", "Élan", "天気", "OR"]
)
def test_every_tag_has_a_query_that_finds_it(library: Library, feed: Feed, name: str) -> None:
    library.tags.change([2], add=[name])
    library.tags.change([1], add=["other"])

    assert found(library, f'tag:"{name}"') == [2]


def test_queries_are_completed_with_the_users_tags(library: Library) -> None:
    shelve(library, article("a", categories=("economics",)))
    library.tags.change([1], add=["Économie", "to read"])

    assert library.search.complete("tag:e")[0] == "tag:Économie "
    assert library.search.complete("tag:to")[0] == 'tag:"to read" '


# --- renaming and removing --------------------------------------------------------------------------------------------


def test_a_tag_is_renamed(library: Library, feed: Feed) -> None:
    library.tags.change([1], add=["later"])
    number = library.tags.find("later").tag_id

    assert library.tags.rename("later", "soon") == Tag(number, "soon")
    assert library.tags.rename("soon", "Soon") == Tag(number, "Soon")

    assert names(library) == ["Soon"]
    assert library.tags.of_articles([1]) == {1: ("Soon",)}


def test_to_rename_a_tag_to_another_makes_them_one(library: Library, feed: Feed) -> None:
    library.tags.change([1, 2], add=["later"])
    library.tags.change([2, 3], add=["Soon"])
    library.tags.change_feeds([feed.feed_id], add=["later"])

    assert library.tags.rename("later", "soon").name == "Soon"

    assert names(library) == ["Soon"]
    assert library.tags.of_articles([1, 2, 3]) == {1: ("Soon",), 2: ("Soon",), 3: ("Soon",)}
    assert library.tags.of_feeds([feed.feed_id]) == {feed.feed_id: ("Soon",)}


def test_a_removed_tag_is_taken_from_everything(library: Library, feed: Feed) -> None:
    library.tags.change([1, 2], add=["later", "stays"])
    library.tags.change_feeds([feed.feed_id], add=["later"])

    library.tags.remove("Later")

    assert names(library) == ["stays"]
    assert library.tags.of_feeds([feed.feed_id]) == {}


def test_a_tag_that_is_not_there_is_neither_renamed_nor_removed(library: Library, feed: Feed) -> None:
    with pytest.raises(UnknownTag, match="“no”"):
        library.tags.rename("no", "yes")
    with pytest.raises(UnknownTag, match="“no”"):
        library.tags.remove("no")


# --- what becomes of tagged articles ----------------------------------------------------------------------------------


def test_a_tagged_article_is_kept_when_it_has_left_its_feed(library: Library, feed: Feed) -> None:
    ids = ids_by_guid(library, feed)
    library.articles.mark_read(ids.values(), True, at=NOW)
    library.tags.change([ids["b"]], add=["later"])
    library.feeds.apply(feed.feed_id, changes(feed, gone=tuple(ids.values())))

    later = NOW + timedelta(days=100)
    assert prune(library, now=later, keep_days=30) == 2
    assert list(ids_by_guid(library, feed)) == ["b"]

    library.tags.change([ids["b"]], remove=["later"])
    assert prune(library, now=later, keep_days=30) == 1


def test_of_two_feeds_that_become_one_all_tags_stay(library: Library) -> None:
    kept = shelve(library, article("https://e.example/a"), article("b"))
    other = shelve(library, article("https://e.example/a"), url=OTHER)
    library.tags.change([1], add=["one"])
    library.tags.change([3], add=["two", "one"])
    library.tags.change_feeds([kept.feed_id], add=["first"])
    library.tags.change_feeds([other.feed_id], add=["second", "first"])

    library.feeds.merge(kept.feed_id, other.feed_id, at=NOW, is_final=True)

    (article_id,) = (number for guid, number in ids_by_guid(library, kept).items() if guid.endswith("/a"))
    assert library.tags.of_articles([article_id]) == {article_id: ("one", "two")}
    assert library.tags.of_feeds([kept.feed_id]) == {kept.feed_id: ("first", "second")}


def test_a_tagged_article_is_made_one_only_with_one_of_the_same_title(library: Library) -> None:
    kept = shelve(library, article("https://e.example/a", title="Sport"))
    other = shelve(library, article("https://e.example/a", title="Politics"), url=OTHER)
    library.tags.change([1], add=["later"])

    library.feeds.merge(kept.feed_id, other.feed_id, at=NOW, is_final=True)

    assert len(ids_by_guid(library, kept)) == 2
