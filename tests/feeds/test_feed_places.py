"""Where feeds are by the habits of sites, and which addresses are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.feeds.discover import page_feeds
from wortreader.feeds.same_address import address_key
from wortreader.feeds.site_feeds import site_feeds, undeclared_feeds
from wortreader.feeds.usual_places import MAX_PLACES, usual_places

CHANNEL = "UC" + "abcdefghij-_0123456789"
YOUTUBE = "https://www.youtube.com/feeds/videos.xml"
GITHUB = "https://github.com/Textualize/textual"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", f"{YOUTUBE}?channel_id={CHANNEL}"),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", f"{YOUTUBE}?channel_id={CHANNEL}"),
        ("https://youtube.com/user/someone", f"{YOUTUBE}?user=someone"),
        ("https://www.youtube.com/playlist?list=PLabc_def-0123", f"{YOUTUBE}?playlist_id=PLabc_def-0123"),
        ("https://www.youtube.com/watch?v=x&list=PLabc_def-0123", f"{YOUTUBE}?playlist_id=PLabc_def-0123"),
        ("https://www.reddit.com/r/linux/", "https://www.reddit.com/r/linux/.rss"),
        ("https://old.reddit.com/r/linux+python/new/", "https://www.reddit.com/r/linux+python/new/.rss"),
        ("https://www.reddit.com/r/x/top/?t=week", "https://www.reddit.com/r/x/top/.rss?t=week"),
        ("https://www.reddit.com/r/x/?utm_source=a&sort=top&t=all", "https://www.reddit.com/r/x/.rss?sort=top&t=all"),
        ("https://www.reddit.com/r/x/top/?t=week%26x=1&t[]=a&q=b", "https://www.reddit.com/r/x/top/.rss"),
        ("https://reddit.com/u/someone?sort=top", "https://www.reddit.com/user/someone/.rss?sort=top"),
        ("https://reddit.com/u/someone", "https://www.reddit.com/user/someone/.rss"),
        ("https://www.reddit.com/user/someone/submitted/", "https://www.reddit.com/user/someone/.rss"),
        ("https://www.reddit.com/user/some/m/many/", "https://www.reddit.com/user/some/m/many/.rss"),
        ("https://www.reddit.com/r/a/comments/1x/title/", "https://www.reddit.com/r/a/comments/1x/title/.rss"),
        ("https://www.reddit.com/", "https://www.reddit.com/.rss"),
        ("https://mastodon.example/@someone", "https://mastodon.example/@someone.rss"),
        ("https://mastodon.example/@someone/109", "https://mastodon.example/@someone.rss"),
        ("https://mastodon.example/@someone@home.example", "https://home.example/@someone.rss"),
        ("https://mastodon.example/tags/luxembourg", "https://mastodon.example/tags/luxembourg.rss"),
        ("https://mastodon.example/users/someone", "https://mastodon.example/users/someone.rss"),
        (GITHUB, f"{GITHUB}/releases.atom"),
        (f"{GITHUB}/releases", f"{GITHUB}/releases.atom"),
        (f"{GITHUB}.git", f"{GITHUB}/releases.atom"),
        ("https://github.com/willmcgugan", "https://github.com/willmcgugan.atom"),
        ("https://bsky.app/profile/some.one.example", "https://bsky.app/profile/some.one.example/rss"),
        ("https://bsky.app/profile/did:plc:x1/post/3k", "https://bsky.app/profile/did:plc:x1/rss"),
        ("https://tube.example/c/chan/videos", "https://tube.example/feeds/videos.xml?videoChannelName=chan"),
        ("https://tube.example/video-channels/chan@far.example",
         "https://tube.example/feeds/videos.xml?videoChannelName=chan@far.example"),
        ("https://tube.example/a/acc/video-channels", "https://tube.example/feeds/videos.xml?accountName=acc"),
        ("https://tube.example/accounts/acc", "https://tube.example/feeds/videos.xml?accountName=acc"),
        ("https://tube.example/w/abc", "https://tube.example/feeds/videos.xml"),
        ("https://lemmy.example/u/someone", "https://lemmy.example/feeds/u/someone.xml?sort=New"),
        ("https://discourse.example/c/news/5", "https://discourse.example/c/news/5.rss"),
        ("https://vimeo.com/someone", "https://vimeo.com/someone/videos/rss"),
        ("https://vimeo.com/channels/staffpicks", "https://vimeo.com/channels/staffpicks/videos/rss"),
        ("https://www.dailymotion.com/someone", "https://www.dailymotion.com/rss/user/someone"),
        ("https://some.tumblr.com/post/1/x", "https://some.tumblr.com/rss"),
        ("https://www.tumblr.com/some/123/x", "https://some.tumblr.com/rss"),
        ("https://some.tumblr.com/tagged/cats", "https://some.tumblr.com/tagged/cats/rss"),
        ("https://medium.com/@someone/a-story-1a2b", "https://medium.com/feed/@someone"),
        ("https://medium.com/tag/python", "https://medium.com/feed/tag/python"),
        ("https://someone.medium.com/", "https://someone.medium.com/feed"),
        ("https://some.substack.com/p/story", "https://some.substack.com/feed"),
        ("https://stackoverflow.com/questions/tagged/python", "https://stackoverflow.com/feeds/tag/python"),
        ("https://tex.stackexchange.com/users/12/x", "https://tex.stackexchange.com/feeds/user/12"),
        ("https://superuser.com/questions/12/x", "https://superuser.com/feeds/question/12"),
        ("https://mathoverflow.net/", "https://mathoverflow.net/feeds"),
        ("https://gitlab.com/group/sub/project/-/issues", "https://gitlab.com/group/sub/project/-/tags?format=atom"),
        ("https://gitlab.gnome.example/someone", "https://gitlab.gnome.example/someone.atom"),
        ("https://codeberg.org/forgejo/forgejo/src/branch/x", "https://codeberg.org/forgejo/forgejo/releases.rss"),
        ("https://dev.to/someone", "https://dev.to/feed/someone"),
    ],
)  # fmt: skip
def test_pages_of_known_sites_lead_to_their_feeds(page: str, feed: str) -> None:
    assert site_feeds(page)[0].url == feed


@pytest.mark.parametrize(
    "page",
    [
        "https://paper.example/", "https://paper.example/news/today.html", "https://vimeo.com/123456",
        "https://www.youtube.com/watch?v=x", "https://www.youtube.com/watch?v=x&list=RDxabcdefghijk",
        "https://www.youtube.com/watch?v=x&list=WL", "https://github.com/topics/rss", "https://github.com/",
        "https://evil.example/reddit.com/r/linux", "https://notreddit.com/r/linux", "https://github.com.evil.example/x/b",
        "https://www.youtube.com/@handle", "http://[::1", "", "mailto:a@b.example",
    ],
)  # fmt: skip
def test_other_pages_have_no_feed_by_habit(page: str) -> None:
    assert site_feeds(page) == ()


def test_one_address_may_be_of_several_programs() -> None:
    assert [link.url for link in site_feeds("https://some.example/c/name")] == [
        "https://some.example/feeds/videos.xml?videoChannelName=name",
        "https://some.example/feeds/c/name.xml?sort=New",
    ]


@pytest.mark.parametrize(
    "source",
    [
        f'<link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}">',
        f'<meta itemprop="channelId" content="{CHANNEL}">',
        f'<meta itemprop="identifier" content="{CHANNEL}">',
        f'<script>var x = {{"browseId":"{CHANNEL[:-1]}x","externalId":"{CHANNEL}"}}</script>',
        f'<script>{{"channelId" : "{CHANNEL}"}}</script>',
    ],
)
@pytest.mark.parametrize("page", ["@handle", "c/Name", "watch?v=x", "shorts/x", "@handle/videos"])
def test_a_youtube_page_leads_to_its_channel_by_the_id_in_its_source(source: str, page: str) -> None:
    links = page_feeds(f"<html>{source}".encode(), url=f"https://www.youtube.com/{page}").links

    assert [link.url for link in links] == [f"{YOUTUBE}?channel_id={CHANNEL}"]


def test_a_repository_offers_its_releases_beside_the_commits_that_its_page_declares() -> None:
    declared = f'<link rel="alternate" type="application/atom+xml" href="{GITHUB}/commits/main.atom">'

    links = page_feeds(declared.encode(), url=GITHUB).links

    assert [link.url for link in links] == [
        f"{GITHUB}/commits/main.atom",
        f"{GITHUB}/releases.atom",
        f"{GITHUB}/tags.atom",
    ]
    assert undeclared_feeds("https://bsky.app/profile/some.one") == ()


def test_a_feed_that_a_known_site_declares_is_taken_at_its_word() -> None:
    body = b'<link rel="alternate" type="application/rss+xml" href="/profile/did:plc:x/rss">'

    links = page_feeds(body, url="https://bsky.app/profile/some.one").links

    assert [link.url for link in links] == ["https://bsky.app/profile/did:plc:x/rss"]


@pytest.mark.parametrize(
    ("page", "places"),
    [
        ("https://a.example", ["/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss", "/feed/",
                               "/feeds/posts/default", "/?feed=rss2"]),
        ("https://a.example/blog", ["/blog/feed", "/blog/rss.xml", "/blog/index.xml", "/feed", "/atom.xml"]),
        ("https://a.example/blog/", ["/blog/feed", "/blog/feed/", "/feed"]),
        ("https://a.example/~me/blog/index.html", ["/~me/blog/atom.xml", "/~me/feed.xml", "/feed"]),
        ("https://a.example/blog/2026/11/a-story", ["/blog/feed", "/feed"]),
        ("https://a.example/2026/11/a-story/", ["/feed", "/rss"]),
        ("http://a.example:8080/x.php?id=3#c", ["/feed", "/index.rss"]),
    ],
)  # fmt: skip
def test_the_usual_places_are_in_the_folder_of_the_page_and_at_the_root(page: str, places: list[str]) -> None:
    origin = "/".join(page.split("/")[:3])

    found = usual_places(page)

    assert [place for place in found if place in {origin + path for path in places}] == [origin + p for p in places]


def test_no_place_is_below_an_article() -> None:
    assert not any("a-story" in place for place in usual_places("https://a.example/blog/2026/11/a-story/"))


@given(st.text(max_size=300))
def test_no_address_has_too_many_places_or_is_an_error(path: str) -> None:
    places = usual_places(f"https://a.example/{path}")

    assert len(places) == len(set(places)) <= MAX_PLACES
    assert isinstance(site_feeds(f"https://a.example/{path}"), tuple)
    assert isinstance(usual_places(path), tuple)


@pytest.mark.parametrize(
    "other",
    [
        "http://a.example/feed/x?b=1", "https://www.a.example/feed/x?b=1", "HTTPS://A.Example/feed/x?b=1",
        "https://a.example:443/feed/x?b=1", "http://a.example:80/feed/x?b=1", "https://a.example./feed/x?b=1",
        "https://a.example/feed/x?b=1#top", "https://a.example/%66eed/x?b=%31", " https://a.example/feed/x?b=1 ",
    ],
)  # fmt: skip
def test_spellings_of_an_address_have_one_key(other: str) -> None:
    assert address_key(other) == address_key("https://a.example/feed/x?b=1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example", "https://a.example/"), ("https://a.example/?", "https://a.example/#"),
        ("https://müller.example/f", "https://xn--mller-kva.example/f"), ("https://a.example/%c3%a9", "https://a.example/%C3%A9"),
    ],
)  # fmt: skip
def test_more_spellings_of_an_address_have_one_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    "other",
    [
        "https://b.example/feed", "https://a.example/Feed", "https://a.example/feed/", "https://a.example/feed?a=1",
        "https://a.example:8443/feed", "https://user@a.example/feed", "https://a.example/fe%2Fed", "https://blog.a.example/feed",
    ],
)  # fmt: skip
def test_other_addresses_have_other_keys(other: str) -> None:
    assert address_key(other) != address_key("https://a.example/feed")


@given(st.text(max_size=100))
def test_every_text_has_a_key(text: str) -> None:
    assert isinstance(address_key(f"https://{text}"), str)
    assert isinstance(address_key(text), str)
