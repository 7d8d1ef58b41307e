"""An article stays the same article: nothing is lost, nothing comes twice, nothing old is unread again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from feed_corpus import rss
from sync.deliveries import Subscription

from wortreader.store.library import Library
from wortreader.store.maintenance import retention

DATE = "Fri, 20 Nov 2026 10:11:12 +0000"


def item(
    title: str = "", link: str = "", guid: str = "", *, date: str = "", text: str = "A text.", more: str = ""
) -> str:
    """An RSS item with the elements that are given."""
    written = (("title", title), ("link", link), ("pubDate", date), ("description", text))
    elements = "".join(f"<{name}>{value}</{name}>" for name, value in written if value)
    named = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item>{elements}{named}{more}</item>"


OTHER = item("Other", "https://village.example/other", "other", text="Another text.")
HTTP = "http://village.example"
HTTPS = "https://village.example"

SAME_ARTICLE = {
    "http to https": (item("A", f"{HTTP}/1", f"{HTTP}/?p=1"), item("A", f"{HTTPS}/1", f"{HTTPS}/?p=1")),
    "https to http": (item("A", f"{HTTPS}/1", f"{HTTPS}/?p=1"), item("A", f"{HTTP}/1", f"{HTTP}/?p=1")),
    "http to https, edited": (
        item("A", f"{HTTP}/1", f"{HTTP}/?p=1"),
        item("B", f"{HTTPS}/1", f"{HTTPS}/?p=1", text="New."),
    ),
    "http to https, no guid": (item("A", f"{HTTP}/1"), item("A", f"{HTTPS}/1")),
    "http to https, no guid, edited": (item("A", f"{HTTP}/1"), item("B", f"{HTTPS}/1", text="New.")),
    "http to https, no link": (item("A", guid=f"{HTTP}/?p=1"), item("A", guid=f"{HTTPS}/?p=1")),
    "to www.": (item("A", f"{HTTPS}/1"), item("A", "https://www.village.example/1")),
    "a slash": (item("A", f"{HTTPS}/1"), item("A", f"{HTTPS}/1/")),
    "a tracking parameter": (item("A", f"{HTTPS}/1"), item("A", f"{HTTPS}/1?utm_source=rss&amp;utm_medium=rss")),
    "a tracking parameter in the guid": (item("A", guid=f"{HTTPS}/1"), item("A", guid=f"{HTTPS}/1?utm_source=rss")),
    "all at once": (
        item("A", f"{HTTP}/1", f"{HTTP}/1"),
        item("B", "https://www.village.example/1/?utm_source=rss", "https://www.village.example/1/", text="New."),
    ),
    "another guid": (item("A", f"{HTTPS}/1", "v1"), item("A", f"{HTTPS}/1", "v2")),
    "another guid and title": (item("A", f"{HTTPS}/1", "v1"), item("B", f"{HTTPS}/1", "v2")),
    "another guid, title, text and date": (
        item("A", f"{HTTPS}/1", "v1", date=DATE),
        item("B", f"{HTTPS}/1", "v2", text="New.", date="Sat, 21 Nov 2026 10:00:00 GMT"),
    ),
    "a guid appears": (item("A", f"{HTTPS}/1"), item("B", f"{HTTPS}/1", "v2")),
    "the guid disappears": (item("A", f"{HTTPS}/1", "v1"), item("B", f"{HTTPS}/1")),
    "another host": (
        item("A", f"{HTTPS}/1", f"{HTTPS}/?p=1"),
        item("A", "https://new.example/1", "https://new.example/?p=1"),
    ),
    "everything but title and second": (
        item("A", f"{HTTPS}/?p=1", "1", date=DATE),
        item("A", "https://new.example/2026/a", "https://new.example/2026/a", date=DATE),
    ),
    "the title is longer and the date later": (
        item("The market", f"{HTTPS}/1", "v1", date=DATE),
        item("The market on Saturday", f"{HTTPS}/1", "v2", date="Mon, 23 Nov 2026 10:00:00 GMT"),
    ),
    "title and date are others, the long text is the same": (
        item("The market", f"{HTTPS}/1", "v1", date=DATE, text="A long text. " * 20),
        item("On Saturday", f"{HTTPS}/1", "v2", date="Mon, 23 Nov 2026 10:00:00 GMT", text="A long text. " * 20),
    ),
    "another guid, at the address of the site": (
        item("A", f"{HTTPS}/", "v1", date=DATE),
        item("A", f"{HTTPS}/", "v2", date=DATE, text="New."),
    ),
    "another guid, at the address of the site, undated": (
        item("A", f"{HTTPS}/index.html", "v1"),
        item("A", f"{HTTPS}/index.html", "v2"),
    ),
    "another host, on a day without a time": (
        item("A", f"{HTTPS}/1", f"{HTTPS}/?p=1", date="2026-11-20T00:00:00+01:00"),
        item("A", "https://new.example/1", "https://new.example/?p=1", date="2026-11-20T00:00:00+01:00"),
    ),
    "no id at all, edited": (item("A", date=DATE), item("A", date=DATE, text="New.")),
    "an id for the first time": (item("A"), item("A", f"{HTTPS}/1", "1")),
}


@pytest.mark.parametrize("change", SAME_ARTICLE)
def test_an_article_is_the_same_after(change: str, library: Library) -> None:
    before, after = SAME_ARTICLE[change]
    village = Subscription(library)
    village.receive(rss(before, OTHER))
    (title,) = [title for title in village.titles() if title != "Other"]
    village.mark(title)
    (marked,) = [headline.article_id for headline in village.headlines() if headline.is_read]

    for document in (rss(after, OTHER), rss(OTHER), rss(after, OTHER), rss(OTHER, after)):
        assert village.receive(document).new == ()

    assert len(village.headlines()) == 2
    assert village.unread_titles() == ["Other"]
    assert library.articles.get(marked).is_starred


_REMEMBERED = [
    change
    for change in SAME_ARTICLE
    if not any(word in change for word in ("edited", "title", "appears", "host", "first time", "of the site"))
]
"""After these changes a deleted article has its guid, or its address and title: only they are remembered."""


@pytest.mark.parametrize("change", _REMEMBERED)
def test_an_article_that_was_deleted_does_not_come_back_after(change: str, library: Library) -> None:
    before, after = SAME_ARTICLE[change]
    village = Subscription(library)
    village.receive(rss(before, OTHER))
    (old,) = [headline.article_id for headline in village.headlines() if headline.title != "Other"]
    library.articles.mark_read([old], True, at=village.now)
    village.receive(rss(OTHER))
    assert retention.prune(library, now=village.now + timedelta(days=100), keep_days=90) == 1

    for document in (rss(before, OTHER), rss(after, OTHER)):
        assert village.receive(document).new == ()

    assert village.titles() == ["Other"]


@pytest.mark.parametrize("is_dated", [True, False])
def test_an_article_with_the_address_and_title_of_a_deleted_one_is_new(is_dated: bool, library: Library) -> None:
    def weather(number: int) -> str:
        date = f"{number:02} Nov 2026 10:11:12 +0000" if is_dated else ""
        return item("Weather", f"{HTTPS}/weather", f"w{number}", date=date, text=f"Report {number}.")

    village = Subscription(library)
    village.receive(rss(weather(1), weather(2)))
    library.articles.mark_read([headline.article_id for headline in village.headlines()], True, at=village.now)
    village.receive(rss(OTHER))
    assert retention.prune(library, now=village.now + timedelta(days=100), keep_days=90) == 2

    village.receive(rss(weather(24), weather(23), weather(2), OTHER))

    assert sorted(village.titles()) == ["Other", "Weather", "Weather"]


OTHER_ARTICLE = {
    "two entries with one address": (
        [item("A", f"{HTTPS}/live", "1"), item("B", f"{HTTPS}/live", "2")],
        [item("C", f"{HTTPS}/live", "3"), item("A", f"{HTTPS}/live", "1")],
        ["C", "A", "B"],
    ),
    "entries of one address that all leave": (
        [item("A", f"{HTTPS}/live", "1"), item("B", f"{HTTPS}/live", "2")],
        [item("C", f"{HTTPS}/live", "3")],
        ["C", "A", "B"],
    ),
    "the address is that of the site": (
        [item("A", "https://site.example/", "1")],
        [item("B", "https://site.example", "2")],
        ["B", "A"],
    ),
    "the old guid is still there": (
        [item("A", f"{HTTPS}/1", "1")],
        [item("B", f"{HTTPS}/1", "2"), item("A", f"{HTTPS}/1", "1")],
        ["B", "A"],
    ),
    "the same title at another address": (
        [item("News", f"{HTTPS}/1", "1")],
        [item("News", f"{HTTPS}/2", "2")],
        ["News", "News"],
    ),
    "the same title and day without a time": (
        [item("News", f"{HTTPS}/1", "1", date="2026-11-20")],
        [item("News", f"{HTTPS}/2", "2", date="2026-11-20")],
        ["News", "News"],
    ),
    "the same title without any id": ([item("News")], [item("News", text="Other news.")], ["News", "News"]),
    "the same title without any id at another time": (
        [item("News", date=DATE)],
        [item("News", text="Other news.", date="Sat, 21 Nov 2026 10:00:00 GMT")],
        ["News", "News"],
    ),
    "the same path at another host with another title": (
        [item("A", f"{HTTPS}/index.html", "1")],
        [item("B", "https://new.example/index.html", "2")],
        ["B", "A"],
    ),
    **{
        f"the same title at midnight somewhere: {midnight}": (
            [item("News", f"{HTTPS}/1", "1", date=midnight, text="One.")],
            [item("News", f"{HTTPS}/2", "2", date=midnight, text="Two.")],
            ["News", "News"],
        )
        for midnight in (
            "2026-11-20T00:00:00+01:00",
            "Fri, 20 Nov 2026 00:00:00 +0100",
            "Fri, 20 Nov 2026 00:00:00 EST",
            "2026-11-20T00:00:00+05:30",
            "2026-11-20T00:00:00+05:45",
            "2026-11-20T00:00:00-03:30",
            "2026-11-20T00:00:00Z",
        )
    },
    "all else but the address is another days later": (
        [item("Live: election", f"{HTTPS}/live", "1", date=DATE, text="Votes.")],
        [item("Live: football", f"{HTTPS}/live", "2", date="Mon, 23 Nov 2026 10:11:12 +0000", text="Goals.")],
        ["Live: football", "Live: election"],
    ),
    "a page of each week": (
        [item("Week 47", f"{HTTPS}/week", "w47", date=DATE)],
        [item("Week 48", f"{HTTPS}/week", "w48", date="Fri, 27 Nov 2026 10:11:12 +0000")],
        ["Week 48", "Week 47"],
    ),
    **{
        f"the address is no article's: {address}": (
            [item("A", address, "1", date=DATE, text="One.")],
            [item("B", address, "2", date="Fri, 20 Nov 2026 12:00:00 +0000", text="Two.")],
            ["B", "A"],
        )
        for address in (
            "https://elsewhere.example",
            "https://elsewhere.example/",
            "https://elsewhere.example/index.html",
            "https://elsewhere.example/index.php",
            "https://elsewhere.example/Default.aspx",
            "https://village.example/feed",
        )
    },
    "undated, with one title, of a page that all share": (
        [item("News", f"{HTTPS}/n", f"q{n}", text=f"Text {n}.") for n in (1, 2)],
        [item("News", f"{HTTPS}/n", f"q{n}", text=f"Text {n}.") for n in (3, 4)],
        ["News"] * 4,
    ),
    "one that takes the place of two of one title": (
        [item("News", f"{HTTPS}/n", f"q{n}", text=f"Text {n}.") for n in (1, 2)],
        [item("News", f"{HTTPS}/n", "q3", text="Text 3.")],
        ["News"] * 3,
    ),
    "of one day and title, of a page that all share": (
        [item("News", f"{HTTPS}/n", f"q{n}", date="2026-11-20", text=f"Text {n}.") for n in (1, 2)],
        [item("News", f"{HTTPS}/n", f"q{n}", date="2026-11-20", text=f"Text {n}.") for n in (4, 3)],
        ["News"] * 4,
    ),
    "undated, with one title, of the home page": (
        [item("News", f"{HTTPS}/", "q1", text="One.")],
        [item("News", f"{HTTPS}/", "q2", text="Two.")],
        ["News"] * 2,
    ),
    "undated, at the same path of another author's host": (
        [item("Weeknotes", "https://alice.example/weeknotes/47", "a47", text="Alice.")],
        [item("Weeknotes", "https://bob.example/weeknotes/47", "b47", text="Bob.")],
        ["Weeknotes"] * 2,
    ),
    "of one day, at the same path of another author's host": (
        [item("Weeknotes", "https://alice.example/weeknotes/47", "a47", text="Alice.", date="2026-11-20")],
        [item("Weeknotes", "https://bob.example/weeknotes/47", "b47", text="Bob.", date="2026-11-20")],
        ["Weeknotes"] * 2,
    ),
    "without any id, on the same day without a time": (
        [item("Alert", date="2026-11-20", text="One.")],
        [item("Alert", date="2026-11-20", text="Two.")],
        ["Alert"] * 2,
    ),
    "without any id, in a feed that is always damaged": (
        [item("Alert", text="One."), "<b><i></b>"],
        [item("Alert", text="Two."), "<b><i></b>"],
        ["Alert"] * 2,
    ),
    "another query": ([item("A", f"{HTTPS}/?p=1", "1")], [item("A", f"{HTTPS}/?p=2", "2")], ["A", "A"]),
}


@pytest.mark.parametrize("change", OTHER_ARTICLE)
def test_an_article_is_another_one_if(change: str, library: Library) -> None:
    before, after, titles = OTHER_ARTICLE[change]
    village = Subscription(library)
    village.receive(rss(*before))

    village.receive(rss(*after))

    assert village.titles() == titles


def test_new_guids_at_every_refresh_make_no_new_articles(library: Library) -> None:
    village = Subscription(library)

    for turn in range(4):
        village.receive(rss(*(item(title, f"{HTTPS}/{title}", f"{title}-{turn}") for title in "abc")))
        if turn == 0:
            village.mark("b")

    assert village.titles() == list("abc")
    assert village.unread_titles() == ["a", "c"]


def test_new_guids_on_a_page_that_undated_articles_share_follow_their_texts(library: Library) -> None:
    village = Subscription(library)
    texts = {1: "One.", 2: "Two.", 3: "Three."}
    village.receive(rss(*(item("News", f"{HTTPS}/n", f"q{n}", text=text) for n, text in texts.items())))
    before = {headline.article_id for headline in village.headlines()}

    changes = village.receive(rss(*(item("News", f"{HTTPS}/n", f"r{n}", text=texts[n]) for n in (3, 1, 2))))

    assert (changes.new, changes.updated) == ((), ())
    assert {article_id for article_id, _guid, _url in changes.renamed} == before


def test_a_new_scheme_is_no_update_and_the_address_is_the_new_one(library: Library) -> None:
    village = Subscription(library)
    village.receive(rss(item("A", f"{HTTP}/1", f"{HTTP}/?p=1")))

    changes = village.receive(rss(item("A", f"{HTTPS}/1", f"{HTTPS}/?p=1")))

    assert changes.updated == ()
    article = library.articles.get(village.headlines()[0].article_id)
    assert (article.url, article.guid) == (f"{HTTPS}/1", f"{HTTPS}/?p=1")


def test_a_feed_that_shrinks_and_grows_again_has_its_articles_as_they_were(library: Library) -> None:
    village = Subscription(library)
    items = [item(title, f"{HTTPS}/{title}", title) for title in "abcdef"]
    village.receive(rss(*items))
    for title in "abcdef":
        village.mark(title)

    for size in (2, 1, 6, 0, 6):
        village.receive(rss(*items[:size]))

    assert village.titles() == list("abcdef")
    assert village.unread_titles() == []


# --- damage -----------------------------------------------------------------------------------------------------------

_PODCAST = "<enclosure url='https://village.example/f.mp3' type='audio/mpeg' length='1'/>"
DAMAGES = {
    "a reference of HTML": ("<item><title>New&nbsp;here</title><link>https://village.example/new</link></item>", ""),
    "a bare ampersand": ("<item><title>Q&A</title><link>https://village.example/new</link></item>", ""),
    "an undeclared prefix": ("<x:y>z</x:y>", ""),
    "an end tag too many": ("</item>", ""),
    "an end tag too few": ("<item><title>New</title>", ""),
    "tags that overlap": ("<b><i>x</b></i>", ""),
    "an attribute without quotes": ("<a b=c>x</a>", ""),
    "rubbish at the end": ("", "<script>x</script></html>"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("link", ["", f"{HTTPS}/?a=1&amp;p={{}}"])
@pytest.mark.parametrize("guid", ["", f"{HTTPS}/?post_type=podcast&amp;p={{}}", "{}"])
def test_a_feed_that_is_damaged_once_keeps_its_articles(library: Library, damage: str, link: str, guid: str) -> None:
    before, after = DAMAGES[damage]
    texts = [f"<![CDATA[<p>Text {number}<br/>it's &#39;on&#39;</p>]]>" for number in (1, 2)]
    items = [item(f"Part {n}", link.format(n), guid.format(n), text=texts[n - 1], more=_PODCAST) for n in (1, 2)]
    village = Subscription(library)
    village.receive(rss(*items))
    village.mark("Part 1")

    for document in (rss(before, *items) + after.encode(), rss(*items)):
        changes = village.receive(document)
        assert changes.updated == ()
        assert [article.parsed.title for article in changes.new if article.parsed.title.startswith("Part")] == []

    assert [headline.is_read for headline in village.headlines() if headline.title == "Part 1"] == [True]


def test_an_article_that_has_lost_its_id_and_address_once_keeps_its_marks(library: Library) -> None:
    village = Subscription(library)
    whole = [item("A", f"{HTTPS}/1", "1", date=DATE), item("B", f"{HTTPS}/2", "2")]
    village.receive(rss(*whole))
    village.mark("A")
    article_id = village.headlines()[0].article_id
    before = library.articles.get(article_id)

    assert village.receive(rss(item("A", text="Damaged", date=DATE), item("B"), "<b><i></b>")).new == ()
    assert village.receive(rss(*whole)).updated == ()

    assert library.articles.get(article_id) == before
    assert village.unread_titles() == ["B"]


def test_a_feed_that_was_damaged_first_is_whole_afterwards(library: Library) -> None:
    village = Subscription(library)
    village.receive(rss(item("A"), item("B"), "<b><i></b>"))
    village.mark("A")

    village.receive(rss(item("A", f"{HTTPS}/1", "1"), item("B", f"{HTTPS}/2", "2")))

    assert village.titles() == ["A", "B"]
    assert village.unread_titles() == ["B"]
    assert library.articles.get(village.headlines()[0].article_id).url == f"{HTTPS}/1"


@pytest.mark.thorough
def test_recognising_takes_time_in_proportion_to_the_number_of_articles(library: Library) -> None:
    village = Subscription(library)
    village.receive(rss(*(item(f"T{n}", f"{HTTP}/{n}", f"{HTTP}/?p={n}", date=DATE) for n in range(1500))))

    changes = village.receive(rss(*(item(f"T{n}", f"{HTTPS}/{n}", f"{HTTPS}/?p={n}", date=DATE) for n in range(1500))))

    assert len(changes.renamed) == 1500
    assert changes.new == ()
