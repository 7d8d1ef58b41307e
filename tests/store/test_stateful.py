"""Whatever is done with a library, in whatever order and with crashes in between, it has what a simple model has."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from examples import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from library_factory import NOW
from store.library_model import WORDS, Item, LibraryModel, MarkStep, Server, StoredItem, queries
from store.library_observation import before_statement, snapshot_of

from wortreader.errors import LibraryError
from wortreader.model import ArticleState
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import copy_paths, make_copy
from wortreader.store.maintenance.restoring import restore
from wortreader.store.maintenance.retention import bring_back_from_future, prune
from wortreader.store.search.dates import Present
from wortreader.sync.documents import ParsedDocument, apply_document
from wortreader.sync.subscriptions import export_opml, import_opml

KEEP_DAYS: Final = 30
URLS: Final = [f"https://{name}.example/feed" for name in ("alpha", "beta", "gamma")]
UNDATED: Final = URLS[2]
"""The feed whose articles have no dates."""
FOLDERS: Final = [(), ("Papers",), ("Papers", "Abroad")]
WORD: Final = st.sampled_from(WORDS)
SOME_WORDS: Final = st.lists(WORD, min_size=1, max_size=4).map(tuple)
MARK: Final = st.none() | st.booleans()
STATEMENT: Final = st.integers(1, 40)
"""Of a transaction, those of triggers included: before it, the library crashes."""


class LibraryMachine(RuleBasedStateMachine):
    """A library, a model of it, and the servers of its feeds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="wortreader-model-"))
        self.library = Library.open(self.folder / "library.db")
        self.model = LibraryModel()
        self.servers = {url: Server(url) for url in URLS}
        self.now = NOW
        self.serial = 0
        self.done: list[MarkStep] = []
        self.undone: list[MarkStep] = []
        self.exported: tuple[bytes, dict[str, tuple[str, tuple[str, ...], bool]]] | None = None
        self.copied: tuple[LibraryModel, datetime] | None = None
        self.views: dict[int, Callable[[StoredItem], bool]] = {}

    def teardown(self) -> None:
        """Looks for damage, and closes the library."""
        try:
            assert find_problems(self.library) == ()
        finally:
            self.library.close()
            shutil.rmtree(self.folder)

    def a_feed(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.model.feeds)))

    def some_ids(self, data: st.DataObject) -> list[int]:
        """Some articles, and sometimes one that is not there."""
        ids = [article.article_id for article in self.model.articles]
        return data.draw(st.lists(st.sampled_from([*ids, 10**6]), min_size=1, max_size=4, unique=True))

    @property
    def last_id(self) -> int:
        with self.library.database.read() as connection:
            row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()
        return row[0] if row else 0

    # --- servers

    @rule(url=st.sampled_from(URLS), words=st.lists(SOME_WORDS, min_size=1, max_size=3), age=st.integers(-3, 20))
    def publish(self, url: str, words: list[tuple[str, ...]], age: int) -> None:
        for article_words in words:
            self.serial += 1
            published_at = self.now - timedelta(days=age, minutes=self.serial % 9 + 1) if url != UNDATED else None
            item = Item(self.serial, f"id-{self.serial}", article_words, published_at, article_words[1:2])
            self.servers[url].items.insert(0, item)

    @precondition(lambda self: self.serial)
    @rule(data=st.data(), words=SOME_WORDS, what=st.sampled_from(["text", "title", "guid", "withdraw", "carry"]))
    def edit(self, data: st.DataObject, words: tuple[str, ...], what: str) -> None:
        item = data.draw(st.sampled_from([item for server in self.servers.values() for item in server.items]))
        match what:
            case "text":
                item.words = words
            case "title":
                item.title_words = words[:1]
            case "guid":
                item.guid = f"{item.guid}+"
            case _:
                item.is_carried = what == "carry"

    # --- feeds

    @initialize()
    def begin_with_two_feeds(self) -> None:
        for url in URLS[1:]:
            self.publish(url, [WORDS[:2], WORDS[1:4]], 3)
            self.library.feeds.add(url, now=self.now)
            self.model.add(url)
            self.do_refresh(url, self.model)

    @precondition(lambda self: len(self.model.feeds) < len(URLS))
    @rule(data=st.data(), title=st.sampled_from([None, "Mine"]), folder=st.sampled_from(FOLDERS))
    def add_feed(self, data: st.DataObject, title: str | None, folder: tuple[str, ...]) -> None:
        url = data.draw(st.sampled_from([url for url in URLS if url not in self.model.feeds]))
        self.library.feeds.add(url, title=title, folder=folder, now=self.now)
        self.model.add(url, title=title, folder=folder)

    @precondition(lambda self: self.model.feeds)
    @rule(data=st.data())
    def remove_feed(self, data: st.DataObject) -> None:
        self.do_remove(self.a_feed(data), self.model)

    @precondition(lambda self: self.model.feeds)
    @rule(data=st.data(), name=st.sampled_from([None, "Other name"]), is_paused=st.booleans())
    def set_feed(self, data: st.DataObject, name: str | None, is_paused: bool) -> None:
        feed = self.model.feeds[self.a_feed(data)]
        feed_id = self.library.feeds.find(feed.url).feed_id
        self.library.feeds.rename(feed_id, name)
        self.library.feeds.pause([feed_id], is_paused)
        feed.own_title, feed.is_paused = name, is_paused

    @precondition(lambda self: self.model.feeds)
    @rule(data=st.data(), is_malformed=st.booleans())
    def refresh(self, data: st.DataObject, is_malformed: bool) -> None:
        self.do_refresh(self.a_feed(data), self.model, is_malformed=is_malformed)

    def do_remove(self, url: str, model: LibraryModel) -> None:
        model.remove(url)
        self.library.feeds.delete(self.library.feeds.find(url).feed_id)

    def do_refresh(self, url: str, model: LibraryModel, *, is_malformed: bool = False) -> None:
        server = self.servers[url]
        model.refresh(server, at=self.now, first_new_id=self.last_id + 1, is_malformed=is_malformed)
        feed_id = self.library.feeds.find(url).feed_id
        known = self.library.feeds.known_articles(feed_id).raw_hashes
        feed, articles = server.document(known, is_malformed=is_malformed)
        apply_document(self.library, feed_id, ParsedDocument(feed, tuple(articles), "hash"), now=self.now, url=url)

    # --- marks and places

    def remember(self, former: tuple[ArticleState, ...], expected: dict[int, tuple[bool, bool]]) -> None:
        """Compares the former marks that a change has returned with those of the model, and keeps both for undo."""
        assert {state.article_id: (state.is_read, state.is_starred) for state in former} == expected
        if former:
            now = {article.article_id: article.marks for article in self.model.articles}
            after = tuple(ArticleState(state.article_id, *now[state.article_id]) for state in former)
            self.done.append(MarkStep(former, after))
            self.undone.clear()

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data(), value=st.booleans(), is_star=st.booleans(), undone=st.none() | st.tuples(MARK, MARK))
    def mark(
        self, data: st.DataObject, value: bool, is_star: bool, undone: tuple[bool | None, bool | None] | None
    ) -> None:
        """Marks articles, and may take that back after another program has marked them."""
        ids = self.some_ids(data)
        if is_star:
            former = self.library.articles.mark_starred(ids, value, at=self.now)
            self.remember(former, self.model.mark(ids, is_starred=value, at=self.now))
        else:
            former = self.library.articles.mark_read(ids, value, at=self.now)
            self.remember(former, self.model.mark(ids, is_read=value, at=self.now))
        if undone is not None and self.done:
            self.undo(*undone)

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data(), is_star=st.booleans())
    def toggle(self, data: st.DataObject, is_star: bool) -> None:
        ids = self.some_ids(data)
        first = self.model.found(ids[:1])
        value = bool(first) and not first[0].marks[is_star]
        name = "is_starred" if is_star else "is_read"
        expected = self.model.mark(ids, **{name: value}, at=self.now) if first else {}
        toggle = self.library.articles.toggle_starred if is_star else self.library.articles.toggle_read
        is_set, former = toggle(ids, at=self.now)
        assert is_set == value
        self.remember(former, expected)

    def do_mark(self, _url: str, model: LibraryModel) -> None:
        ids = [article.article_id for article in model.articles]
        is_read = not all(article.is_read for article in model.articles)
        model.mark(ids, is_read=is_read, is_starred=not is_read, at=self.now)
        self.library.articles.mark(ids, is_read=is_read, is_starred=not is_read, at=self.now)

    @precondition(lambda self: self.done)
    @rule(is_read=MARK, is_starred=MARK)
    def undo(self, is_read: bool | None, is_starred: bool | None) -> None:
        self.mark_elsewhere(self.done[-1], is_read, is_starred)
        step = self.done.pop()
        self.undone.append(step)
        self.go_back(step.before, step.after)

    @precondition(lambda self: self.undone)
    @rule(is_read=MARK, is_starred=MARK)
    def redo(self, is_read: bool | None, is_starred: bool | None) -> None:
        self.mark_elsewhere(self.undone[-1], is_read, is_starred)
        step = self.undone.pop()
        self.done.append(step)
        self.go_back(step.after, step.before)

    def mark_elsewhere(self, step: MarkStep, is_read: bool | None, is_starred: bool | None) -> None:
        """Another program marks the same articles, and what it alone has changed has to stay."""
        ids = [state.article_id for state in step.before]
        self.library.articles.mark(ids, is_read=is_read, is_starred=is_starred, at=self.now)
        self.model.mark(ids, is_read=is_read, is_starred=is_starred, at=self.now)

    def go_back(self, wanted: tuple[ArticleState, ...], since: tuple[ArticleState, ...]) -> None:
        self.library.articles.restore(wanted, at=self.now, since=since)
        for state, other in zip(wanted, since, strict=True):
            if state.is_read != other.is_read:
                self.model.mark([state.article_id], is_read=state.is_read, at=self.now)
            if state.is_starred != other.is_starred:
                self.model.mark([state.article_id], is_starred=state.is_starred, at=self.now)

    # --- the log of changes

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data(), value=st.booleans(), is_star=st.booleans(), is_read=MARK, is_starred=MARK)
    def mark_in_a_step_and_undo_it_after_a_restart(
        self, data: st.DataObject, value: bool, is_star: bool, is_read: bool | None, is_starred: bool | None
    ) -> None:
        """Another program marks the same articles meanwhile."""
        ids, name = self.some_ids(data), "is_starred" if is_star else "is_read"
        with self.library.changes.step("marks.set", at=self.now) as step:
            self.library.articles.mark(ids, **{name: value}, at=self.now)
        changed = list(self.model.mark(ids, **{name: value}, at=self.now))
        assert (step.change_id is not None) == bool(changed)
        self.library.articles.mark(ids, is_read=is_read, is_starred=is_starred, at=self.now)
        self.model.mark(ids, is_read=is_read, is_starred=is_starred, at=self.now)
        self.reopen()
        if changed:
            self.library.changes.undo(at=self.now)
            self.model.mark(changed, **{name: not value}, at=self.now)

    @precondition(lambda self: self.model.feeds)
    @rule(data=st.data(), is_restarted=st.booleans(), is_redone=st.booleans())
    def remove_a_feed_in_a_step_and_undo_it(self, data: st.DataObject, is_restarted: bool, is_redone: bool) -> None:
        url, whole, removed = self.a_feed(data), self.model, copy.deepcopy(self.model)
        removed.remove(url)
        with self.library.changes.step("feed.remove", at=self.now, title=url):
            self.library.feeds.remove(self.library.feeds.find(url).feed_id, at=self.now)
        self.model = removed
        self.library_is_like_the_model()
        self.views_count_what_the_model_has()
        self.search(WORDS[:2])
        if is_restarted:
            self.reopen()
        undone = self.library.changes.undo(at=self.now)
        assert undone is not None
        assert undone.missed == ()
        self.model = whole
        if is_redone:
            self.library_is_like_the_model()
            self.library.changes.redo(at=self.now)
            self.library.feeds.delete_removed()
            self.model = removed

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data(), place=st.sampled_from([0.0, 0.25, 1.0]), anchor=st.none() | WORD, is_at_end=st.booleans())
    def set_place(self, data: st.DataObject, place: float, anchor: str | None, is_at_end: bool) -> None:
        article_id = data.draw(st.sampled_from([article.article_id for article in self.model.articles]))
        expected = self.model.set_place(article_id, place, anchor, is_at_end=is_at_end)
        is_other = self.library.articles.set_place(article_id, place, at=self.now, anchor=anchor, is_at_end=is_at_end)
        assert is_other == expected

    # --- time and maintenance

    @rule(days=st.sampled_from([1, 20, 40, -60]))
    def let_time_pass(self, days: int) -> None:
        """The clock may also have been wrong."""
        self.now += timedelta(days=days)

    @rule()
    def tidy(self) -> None:
        assert bring_back_from_future(self.library, now=self.now) == self.model.bring_back_from_future(now=self.now)
        self.do_prune("", self.model)

    def do_prune(self, _url: str, model: LibraryModel) -> None:
        expected = model.prune(now=self.now, keep_days=KEEP_DAYS)
        assert prune(self.library, now=self.now, keep_days=KEEP_DAYS) == expected

    @precondition(lambda self: self.model.articles)
    @rule(data=st.data(), comes_back=st.booleans(), is_other=st.booleans())
    def let_go(self, data: st.DataObject, comes_back: bool, is_other: bool) -> None:
        """An article leaves its feed, is read, and is deleted in time; it may be carried again, with another id."""
        url = data.draw(st.sampled_from([feed.url for feed in self.model.feeds.values() if feed.articles]))
        stored = data.draw(st.sampled_from(self.model.feeds[url].articles))
        (item,) = [item for item in self.servers[url].items if item.serial == stored.serial]
        item.is_carried = False
        self.do_refresh(url, self.model)
        self.library.articles.mark_read([stored.article_id], True, at=self.now)
        self.model.mark([stored.article_id], is_read=True, at=self.now)
        self.now += timedelta(days=KEEP_DAYS + 1)
        self.do_prune("", self.model)
        item.is_carried = comes_back
        item.guid += "+" if is_other else ""
        self.do_refresh(url, self.model)

    @rule()
    def export(self) -> None:
        feeds = {url: (feed.shown_title, feed.folder, feed.is_paused) for url, feed in self.model.feeds.items()}
        self.exported = export_opml(self.library, now=self.now).data, feeds

    @precondition(lambda self: self.exported)
    @rule()
    def import_again(self) -> None:
        self.do_import("", self.model)

    def do_import(self, _url: str, model: LibraryModel) -> None:
        assert self.exported is not None
        data, feeds = self.exported
        for url, (title, folder, is_paused) in feeds.items():
            if url not in model.feeds:
                model.add(url, title=title, folder=folder)
                model.feeds[url].is_paused = is_paused
        import_opml(self.library, data, is_private_allowed=False, now=self.now)

    @rule()
    def copy_marks(self) -> None:
        make_copy(self.library, now=self.now)
        self.copied = copy.deepcopy(self.model), self.now

    @precondition(lambda self: self.copied)
    @rule()
    def restore_marks(self) -> None:
        self.do_restore("", self.model)

    def do_restore(self, _url: str, model: LibraryModel) -> None:
        assert self.copied is not None
        former, made_at = self.copied
        model.restore(former, made_at=made_at)
        restore(self.library, [copy_paths(self.library.path)[0]])

    @rule(words=st.tuples(WORD, WORD), data=st.data())
    def save_view(self, words: tuple[str, str], data: st.DataObject) -> None:
        query, finds = data.draw(st.sampled_from(queries(words)))
        name = f"view {len(self.views)} {self.serial} {query}"
        if name.casefold() not in {view.name.casefold() for view in self.library.views.all()}:
            self.views[self.library.views.add(name, query, now=self.now).view_id] = finds

    # --- crashes

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.library.path, must_exist=True)

    def interruptible(self, data: st.DataObject) -> Callable[[LibraryModel], None]:
        """Something that changes the library, and the model that it is given."""
        works: list[Callable[..., None]] = [self.do_prune, self.do_mark]
        if self.model.feeds:
            works += [self.do_refresh, self.do_remove]
            self.publish(self.a_feed(data), [data.draw(SOME_WORDS)], 1)
        if self.exported:
            works.append(self.do_import)
        if self.copied:
            works.append(self.do_restore)
        work = data.draw(st.sampled_from(works))
        url = self.a_feed(data) if self.model.feeds else ""
        return lambda model: work(url, model)

    @rule(data=st.data(), number=STATEMENT)
    def fail_in_the_middle(self, data: st.DataObject, number: int) -> None:
        """SQLite gives up in the middle of a change: all of it is stored, or nothing."""
        work, after = self.interruptible(data), copy.deepcopy(self.model)
        failures: list[int] = []
        connection = self.library.database.connection()
        connection.set_progress_handler(lambda: failures.pop() if failures else 0, 1)
        with suppress(LibraryError), before_statement(connection, number, lambda: failures.append(1)):
            work(after)
        connection.set_progress_handler(None, 0)
        self.adopt(after)

    @rule(data=st.data(), number=STATEMENT)
    def die_in_the_middle(self, data: st.DataObject, number: int) -> None:
        """What a process leaves that dies in the middle of a change has all of it, or nothing."""
        work, after = self.interruptible(data), copy.deepcopy(self.model)
        left = Path(tempfile.mkdtemp(prefix="wortreader-model-"))

        def die() -> None:
            for file in self.folder.iterdir():
                if file.is_file() and not file.name.endswith(("-shm", ".lock")):
                    shutil.copy(file, left)

        with before_statement(self.library.database.connection(), number, die):
            work(after)
        if not any(left.iterdir()):
            die()
        self.library.close()
        state = Path(f"{self.library.path}-state")
        if state.exists():
            shutil.copytree(state, left / state.name)
        shutil.rmtree(self.folder)
        self.folder = left
        self.library = Library.open(left / "library.db", must_exist=True)
        self.adopt(after)

    def adopt(self, after: LibraryModel) -> None:
        """Takes the model after a change, if the library is like that; else it has to be like the one before."""
        if self.snapshot() == after.snapshot(today=self.today):
            self.model = after

    # --- comparing

    @property
    def today(self) -> datetime:
        return self.now - timedelta(hours=12)

    def snapshot(self) -> dict[str, object]:
        return snapshot_of(self.library, today=self.today)

    @invariant()
    def library_is_like_the_model(self) -> None:
        assert self.snapshot() == self.model.snapshot(today=self.today)

    @invariant()
    def views_count_what_the_model_has(self) -> None:
        unread = set(self.model.ids(lambda article: not article.is_read))
        counts = {number: len(unread.intersection(self.model.ids(finds))) for number, finds in self.views.items()}
        found = self.library.views.unread_counts(present=Present(self.now))
        assert found == {number: count for number, count in counts.items() if count}

    @rule(words=st.tuples(WORD, WORD))
    def search(self, words: tuple[str, str]) -> None:
        for query, finds in queries(words):
            found = self.library.search.find(query, present=Present(self.now)).rows.ids
            assert list(found) == self.model.ids(finds), query


LibraryMachine.TestCase.settings = settings(max_examples=examples(12), stateful_step_count=40)
TestLibrary = LibraryMachine.TestCase
