"""Where well-known sites keep the feeds of their pages, by the address of the page. Pure: asks nobody.

For pages that declare no feed, or not all that they have, and for those that a server does not hand to a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FeedLink

_NAME = r"[\w.~%+-]{1,200}"
_YOUTUBE = re.compile(r"(?:m\.|music\.)?youtube(?:-nocookie)?\.com|youtu\.be")
_YOUTUBE_FEEDS = "https://www.youtube.com/feeds/videos.xml"
_CHANNEL_IDS = (
    re.compile(rb"""<link rel="canonical" href="https://www\.youtube\.com/channel/(UC[\w-]{22})\""""),
    re.compile(rb"""itemprop="(?:channelId|identifier)" content="(UC[\w-]{22})\""""),
    re.compile(rb""""(?:externalId|externalChannelId)"\s*:\s*"(UC[\w-]{22})\""""),
    re.compile(rb""""(?:channelId|browseId)"\s*:\s*"(UC[\w-]{22})\""""),
)
"""Where the source of a YouTube page has the id of its channel, the surest place first."""
_OWN_LISTS = re.compile(r"RD|WL$|LL$|UL|HL")
"""YouTube's lists without a feed: mixes, and those of the user."""


@lazy_dataclass(frozen=True, slots=True)
class _Rule:
    """Pages of a site, and their feeds."""

    hosts: str
    """Regular expression for the whole host without `www.`; empty for software that runs on many hosts."""
    path: str
    """Regular expression for the whole path without the slashes at its ends."""
    feeds: Mapping[str, str]
    """Addresses by title, with the groups of both expressions, `origin`, and `order`: see `_reddit_order`."""
    undeclared: int = 0
    """How many of the feeds, from the first, the pages do not declare although they declare others."""


_REDDIT = r"(?:\w+\.)?reddit\.com"
_REDDIT_ORDERS = {
    "sort": frozenset({"hot", "new", "top", "rising", "controversial", "best"}),
    "t": frozenset({"hour", "day", "week", "month", "year", "all"}),
}
"""How Reddit's pages and feeds can be sorted, and the time that they are about: the values of both parameters."""
_EXCHANGE = (
    r"(?:stackoverflow|superuser|serverfault|askubuntu|stackapps)\.com|mathoverflow\.net|[\w.]+\.stackexchange\.com"
)
_FORGES = r"codeberg\.org|gitea\.com|(?:git|gitea|forgejo)\.[\w.-]+"
_PEERTUBE_TABS = r"(?:/(?:videos|video-playlists|video-channels|about))?"
_GITHUB_WORDS = (
    r"(?!(?:about|collections|explore|features|login|marketplace|orgs|search|settings|sponsors|topics|trending)/)"
)

_RULES = (
    _Rule(
        r"(?:m\.|music\.)?youtube\.com",
        rf"user/(?P<name>{_NAME})(?:/\w+)?",
        {"YouTube": "https://www.youtube.com/feeds/videos.xml?user={name}"},
    ),
    _Rule(
        r"(?:m\.|music\.)?youtube\.com",
        r"channel/(?P<name>UC[\w-]{22})(?:/\w+)?",
        {"YouTube": "https://www.youtube.com/feeds/videos.xml?channel_id={name}"},
    ),
    _Rule(
        _REDDIT,
        r"(?P<page>r/[\w+:.-]+(?:/(?:hot|new|top|rising|controversial|best))?)",
        {"Reddit: {page}": "https://www.reddit.com/{page}/.rss{order}"},
    ),
    _Rule(
        _REDDIT,
        r"u(?:ser)?/(?P<name>[\w-]+)/m/(?P<multi>[\w-]+)(?:/\w+)?",
        {"Reddit: {multi}": "https://www.reddit.com/user/{name}/m/{multi}/.rss{order}"},
    ),
    _Rule(
        _REDDIT,
        r"u(?:ser)?/(?P<name>[\w-]+)(?:/(?:submitted|comments|overview))?",
        {"Reddit: u/{name}": "https://www.reddit.com/user/{name}/.rss{order}"},
    ),
    _Rule(_REDDIT, r"(?P<page>r/\w+/comments/\w+(?:/[^/]*)?)", {"Reddit": "https://www.reddit.com/{page}/.rss"}),
    _Rule(_REDDIT, r"", {"Reddit": "https://www.reddit.com/.rss"}),
    _Rule(
        r"github\.com",
        rf"{_GITHUB_WORDS}(?P<repo>{_NAME}/{_NAME}?)(?:\.git)?(?:/(?:releases|tags|commits|tree|blob|issues|pulls|wiki)\b.*)?",
        {
            "{repo}: releases": "https://github.com/{repo}/releases.atom",
            "{repo}: tags": "https://github.com/{repo}/tags.atom",
            "{repo}: commits": "https://github.com/{repo}/commits.atom",
        },
        undeclared=2,
    ),
    _Rule(r"github\.com", r"(?P<name>[A-Za-z0-9-]{1,39})", {"{name}": "https://github.com/{name}.atom"}),
    _Rule(r"gist\.github\.com", r"(?P<name>[A-Za-z0-9-]{1,39})", {"{name}": "https://gist.github.com/{name}.atom"}),
    _Rule(
        r"gitlab\.[\w.-]+",
        rf"(?P<repo>{_NAME}(?:/{_NAME})+?)(?:/-/.*)?",
        {"{repo}: tags": "{origin}/{repo}/-/tags?format=atom", "{repo}": "{origin}/{repo}.atom"},
    ),
    _Rule(r"gitlab\.[\w.-]+", rf"(?P<name>{_NAME})", {"{name}": "{origin}/{name}.atom"}),
    _Rule(
        _FORGES,
        rf"(?P<repo>{_NAME}/{_NAME})(?:/(?:releases|tags|src|commits|issues|pulls|wiki)\b.*)?",
        {
            "{repo}: releases": "{origin}/{repo}/releases.rss",
            "{repo}: tags": "{origin}/{repo}/tags.rss",
            "{repo}": "{origin}/{repo}.rss",
        },
    ),
    _Rule(_FORGES, rf"(?P<name>{_NAME})", {"{name}": "{origin}/{name}.rss"}),
    _Rule(
        r"(?:staging\.)?bsky\.app",
        r"profile/(?P<name>[\w.:-]+)(?:/.*)?",
        {"{name}": "https://bsky.app/profile/{name}/rss"},
    ),
    _Rule(
        r"vimeo\.com", r"(?P<page>(?:channels|groups)/\w+)(?:/.*)?", {"Vimeo": "https://vimeo.com/{page}/videos/rss"}
    ),
    _Rule(r"vimeo\.com", r"(?P<name>(?!\d+$)\w+)(?:/videos)?", {"Vimeo": "https://vimeo.com/{name}/videos/rss"}),
    _Rule(
        r"dailymotion\.com",
        r"(?:user/)?(?P<name>[\w-]+)",
        {"Dailymotion": "https://www.dailymotion.com/rss/user/{name}"},
    ),
    _Rule(
        r"tumblr\.com",
        r"(?:blog/view/)?(?P<name>(?!(?:dashboard|explore|search|tagged|login)\b)[\w-]+)(?:/.*)?",
        {"{name}": "https://{name}.tumblr.com/rss"},
    ),
    _Rule(r"[\w-]+\.tumblr\.com", r"tagged/(?P<tag>[^/]+)", {"{tag}": "{origin}/tagged/{tag}/rss"}),
    _Rule(r"[\w-]+\.tumblr\.com", r".*", {"Tumblr": "{origin}/rss"}),
    _Rule(
        r"medium\.com",
        r"(?P<page>(?:@[\w.]+|tag/[\w-]+|(?!(?:m|me|search|p|about)\b)[\w-]+))(?:/.*)?",
        {"{page}": "https://medium.com/feed/{page}"},
    ),
    _Rule(r"[\w-]+\.(?:medium|substack)\.com", r".*", {"": "{origin}/feed"}),
    _Rule(_EXCHANGE, r"(?:questions/tagged|tags)/(?P<tag>[^/]+)(?:/.*)?", {"{tag}": "{origin}/feeds/tag/{tag}"}),
    _Rule(_EXCHANGE, r"users/(?P<id>\d+)(?:/.*)?", {"": "{origin}/feeds/user/{id}"}),
    _Rule(_EXCHANGE, r"(?:q|questions)/(?P<id>\d+)(?:/.*)?", {"": "{origin}/feeds/question/{id}"}),
    _Rule(_EXCHANGE, r"(?:questions)?", {"": "{origin}/feeds"}),
    _Rule(r"dev\.to", r"(?:t/)?(?P<name>\w+)", {"{name}": "https://dev.to/feed/{name}"}),
    _Rule(r"letterboxd\.com", r"(?P<name>\w+)(?:/films.*)?", {"{name}": "https://letterboxd.com/{name}/rss/"}),
    # Software that runs on many hosts, known by the shape of its addresses. Mastodon: a person from elsewhere has the
    # feed at home.
    _Rule(
        "",
        r"(?:web/)?@(?P<name>[\w.-]+)@(?P<home>[\w-]+(?:\.[\w-]+)+)(?:/.*)?",
        {"@{name}@{home}": "https://{home}/@{name}.rss"},
    ),
    _Rule(
        "",
        r"(?:web/)?@(?P<name>[\w.-]+?)(?:/(?:with_replies|media|tagged/.*|\d+))?",
        {"@{name}": "{origin}/@{name}.rss"},
    ),
    _Rule("", r"users/(?P<name>[\w-]+)", {"@{name}": "{origin}/users/{name}.rss"}),
    _Rule("", r"(?:web/)?tags/(?P<tag>[^/]+)", {"#{tag}": "{origin}/tags/{tag}.rss"}),
    _Rule(
        "",
        rf"(?:c|video-channels)/(?P<name>[\w.@-]+){_PEERTUBE_TABS}",
        {"{name}": "{origin}/feeds/videos.xml?videoChannelName={name}"},
    ),
    _Rule(
        "",
        rf"(?:a|accounts)/(?P<name>[\w.@-]+){_PEERTUBE_TABS}",
        {"{name}": "{origin}/feeds/videos.xml?accountName={name}"},
    ),
    _Rule(
        "",
        r"(?:w|videos/(?:watch|browse|local|trending|recently-added|overview))(?:/.*)?",
        {"": "{origin}/feeds/videos.xml"},
    ),
    _Rule("", r"c/(?P<name>[\w.@-]+)", {"{name}": "{origin}/feeds/c/{name}.xml?sort=New"}),
    _Rule("", r"u/(?P<name>[\w.@-]+)", {"{name}": "{origin}/feeds/u/{name}.xml?sort=New"}),
    _Rule("", r"(?P<page>(?:c|t)/[\w-]+(?:/[\w-]+)?/\d+)(?:/.*)?", {"": "{origin}/{page}.rss"}),
)
_MAX_SOURCE = 2 * 1024 * 1024
"""Bytes of a page that are searched for the id of a channel."""


def site_feeds(url: str, page: bytes = b"") -> tuple[FeedLink, ...]:
    """The feeds that the page at `url` has by the habits of its site, most wanted first; empty for other sites.

    `page` is its source, in which a channel's id is looked for where the address does not have it.
    """
    return tuple(link for link, _is_undeclared in _feeds(url, page))


def undeclared_feeds(url: str) -> tuple[FeedLink, ...]:
    """Those of `site_feeds` that the page does not declare, although it declares others."""
    return tuple(link for link, is_undeclared in _feeds(url, b"") if is_undeclared)


def _feeds(url: str, page: bytes) -> Iterator[tuple[FeedLink, bool]]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return
    path = parts.path.strip("/")
    if _YOUTUBE.fullmatch(host):
        yield from ((link, False) for link in _youtube_feeds(parse_qs(parts.query), page))
    values = {"origin": f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", "order": _reddit_order(parts.query)}
    at_host = [(rule, match) for rule in _RULES if rule.hosts and (match := re.fullmatch(rule.hosts, host))]
    rules = [rule for rule, _match in at_host] or [rule for rule in _RULES if not rule.hosts]
    for rule in rules:
        match = re.fullmatch(rule.path, path)
        if match is None:
            continue
        values |= match.groupdict()
        for number, (title, address) in enumerate(rule.feeds.items()):
            name = unquote(title.format_map(values)) or None
            yield FeedLink(address.format_map(values), name, is_declared=False), number < rule.undeclared
        if rule.hosts:
            return


def _reddit_order(query: str) -> str:
    """The query of a Reddit page as far as its feed has the same: `?t=week` for the best posts of a week."""
    kept = [(name, value) for name, value in parse_qsl(query) if value in _REDDIT_ORDERS.get(name, ())]
    return f"?{urlencode(dict(kept))}" if kept else ""


def _youtube_feeds(query: Mapping[str, list[str]], page: bytes) -> Iterator[FeedLink]:
    """The feed of a list that is played, and that of the channel whose id is in the page."""
    for list_id in query.get("list", [])[:1]:
        if re.fullmatch(r"[\w-]{10,80}", list_id) and not _OWN_LISTS.match(list_id):
            yield FeedLink(f"{_YOUTUBE_FEEDS}?playlist_id={list_id}", "YouTube", is_declared=False)
    for pattern in _CHANNEL_IDS:
        match = pattern.search(page, 0, _MAX_SOURCE)
        if match is not None:
            channel = match.group(1).decode("ascii")
            yield FeedLink(f"{_YOUTUBE_FEEDS}?channel_id={channel}", "YouTube", is_declared=False)
            return
