"""Any sequence of changes of tags leaves what two dictionaries of sets would have."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from examples import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from library_factory import TODAY, article, shelve

from wortreader.model import View, ViewKind
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

FEEDS: Final = 2
ARTICLES: Final = 6
SPELLINGS: Final = {"eco": ("Éco", "eco", "#ECO"), "read": ("to read", "To Read"), "x": ("x",), "y": ("Y",)}
"""How names are typed that are the same."""

NAME: Final = st.sampled_from(sorted(SPELLINGS))
TYPED: Final = NAME.flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(SPELLINGS[name])))
SOME: Final = st.lists(TYPED, max_size=2)
IDS: Final = st.lists(st.integers(1, ARTICLES + 1), max_size=4)
FEED_IDS: Final = st.lists(st.integers(1, FEEDS + 1), max_size=2)

Tagged = dict[int, set[str]]


class TagMachine(RuleBasedStateMachine):
    """A library, and which of its articles and feeds have which tags."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="wortreader-tags-"))
        self.library = Library.open(self.folder / "library.db")
        half = ARTICLES // FEEDS
        for feed in range(FEEDS):
            numbers = range(feed * half, (feed + 1) * half)
            shelve(self.library, *(article(str(n)) for n in numbers), url=f"https://{feed}.example/feed")
        self.feed_of = {number: (number - 1) // half + 1 for number in range(1, ARTICLES + 1)}
        self.articles: Tagged = {number: set() for number in range(1, ARTICLES + 1)}
        self.feeds: Tagged = {number: set() for number in range(1, FEEDS + 1)}

    def teardown(self) -> None:
        """Looks for damage, and closes the library."""
        try:
            assert find_problems(self.library) == ()
        finally:
            self.library.close()
            shutil.rmtree(self.folder)

    @property
    def names(self) -> set[str]:
        """The names that something has."""
        return set().union(*self.articles.values(), *self.feeds.values())

    def change(
        self, tagged: Tagged, ids: list[int], add: list[tuple[str, str]], remove: list[tuple[str, str]]
    ) -> set[int]:
        """Changes the model; returns what has changed."""
        added = {name for name, _typed in add}
        taken = {name for name, _typed in remove} - added
        changed = {number for number in ids if number in tagged and (tagged[number] | added) - taken != tagged[number]}
        for number in changed:
            tagged[number] = (tagged[number] | added) - taken
        return changed

    @rule(ids=IDS, add=SOME, remove=SOME)
    def change_articles(self, ids: list[int], add: list[tuple[str, str]], remove: list[tuple[str, str]]) -> None:
        changed = self.library.tags.change(ids, add=[each[1] for each in add], remove=[each[1] for each in remove])

        assert set(changed) == self.change(self.articles, ids, add, remove)

    @rule(ids=FEED_IDS, add=SOME, remove=SOME)
    def change_feeds(self, ids: list[int], add: list[tuple[str, str]], remove: list[tuple[str, str]]) -> None:
        changed = self.library.tags.change_feeds(
            ids, add=[each[1] for each in add], remove=[each[1] for each in remove]
        )

        assert set(changed) == self.change(self.feeds, ids, add, remove)

    @rule(old=TYPED, new=TYPED)
    def rename(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        if old[0] not in self.names:
            return

        self.library.tags.rename(old[1], new[1])

        for names in (*self.articles.values(), *self.feeds.values()):
            if old[0] in names:
                names.symmetric_difference_update({old[0]})
                names.add(new[0])

    @rule(tag=TYPED)
    def remove(self, tag: tuple[str, str]) -> None:
        if tag[0] not in self.names:
            return

        self.library.tags.remove(tag[1])

        for names in (*self.articles.values(), *self.feeds.values()):
            names.discard(tag[0])

    @invariant()
    def library_is_like_the_model(self) -> None:
        key = {typed.removeprefix("#"): name for name, spellings in SPELLINGS.items() for typed in spellings}
        tags = self.library.tags
        of_articles, of_feeds = tags.of_articles(self.articles), tags.of_feeds(self.feeds)

        assert {n: {key[t] for t in of_articles.get(n, ())} for n in self.articles} == self.articles
        assert {n: {key[t] for t in of_feeds.get(n, ())} for n in self.feeds} == self.feeds
        assert sorted(key[each.name] for each in tags.all()) == sorted(self.names)
        for each in tags.counts():
            name = key[each.tag.name]
            expected = [n for n in self.articles if name in self.articles[n] | self.feeds[self.feed_of[n]]]
            listed = self.library.articles.rows(View(ViewKind.TAG, each.tag.tag_id), today=TODAY).ids
            assert sorted(listed) == expected == sorted(self.library.search.rows(f'tag:"{each.tag.name}"').ids)
            assert (each.unread, each.total) == (len(expected), len(expected))


TagMachine.TestCase.settings = settings(max_examples=examples(10), stateful_step_count=25)
TestTags = TagMachine.TestCase
