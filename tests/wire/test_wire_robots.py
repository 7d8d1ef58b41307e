"""What a robots.txt allows, and how long hosts want to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.wire.hosts import HostBackoff
from wortreader.wire.robots import MAX_CHARACTERS, Robots
from wortreader.wire.target import target

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /", "", False),
        ("Disallow: /private", "/private/1", False),
        ("Disallow: /private", "/public", True),
        ("Disallow: /\nAllow: /news/", "/news/1", True),
        ("Allow: /news\nDisallow: /news/old", "/news/old/1", False),
        ("Allow: /page\nDisallow: /page", "/page", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /*/print/*/1", "/x/print/y/1", False),
        ("Disallow: /*/print/*/1", "/x/print/1", True),
        ("Disallow: /*?session=", "/a?b=1&session=2", True),
        ("Disallow: /*session=", "/a?b=1&session=2", False),
        ("Disallow: /caf%c3%a9", "/café", False),
        ("Disallow: /café", "/caf%C3%A9", False),
        ("Disallow: /%7Euser", "/~user/1", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("disallow : /x # all of it", "/x1", False),
    ],
)
def test_the_longest_rule_that_matches_decides_and_allowing_wins(rules: str, path: str, is_allowed: bool) -> None:
    robots = Robots(f"User-agent: *\n{rules}\n")

    assert robots.allows(SITE + path) is is_allowed
    assert Robots(robots.text).allows(SITE + path) is is_allowed


def test_rules_for_our_product_token_replace_those_for_all() -> None:
    text = """
    User-agent: *
    Disallow: /
    Crawl-delay: 10

    User-agent: otherbot
    User-agent: WortReader/2.0
    Disallow: /one

    Sitemap: https://example.org/sitemap.xml
    User-agent: wortreader
    Disallow: /two
    Crawl-delay: 1.5
    """
    for robots in (Robots(text), Robots(Robots(text).text)):
        assert [robots.allows(f"{SITE}/{name}") for name in ("one", "two", "three")] == [False, False, True]
        assert robots.delay_seconds == 1.5


@pytest.mark.parametrize("token", ["wort", "wortreaderbot", "reader", "otherbot"])
def test_a_token_that_is_not_ours_does_not_count(token: str) -> None:
    assert Robots(f"User-agent: {token}\nDisallow: /\n").allows(SITE)


@pytest.mark.parametrize("text", ["", "\ufeff", "<!doctype html><p>Disallow: /", "Disallow: /", "Crawl-delay: ten"])
def test_a_text_that_is_not_a_robots_txt_allows_everything(text: str) -> None:
    robots = Robots(text)

    assert robots.allows(f"{SITE}/a")
    assert robots.delay_seconds == 0


def test_a_robots_txt_is_read_up_to_a_limit() -> None:
    rules = "Disallow: /x\n" * (MAX_CHARACTERS // 13) + "Disallow: /y\n"

    robots = Robots(f"User-agent: *\n{rules}")

    assert not robots.allows(f"{SITE}/x")
    assert robots.allows(f"{SITE}/y")


def test_many_product_tokens_cost_no_more_than_one() -> None:
    tokens = "".join(f"User-agent: bot{'x' * (n % 99)}-{'y' * (n // 99)}\n" for n in range(5_000))

    robots = Robots(f"{tokens}User-agent: *\n" + "Disallow: /x\n" * 5_000)

    assert len(set(robots.text.splitlines())) == 3
    assert not robots.allows(f"{SITE}/x")


@settings(max_examples=100, deadline=None)
@given(st.text("user-agent: *\ndisallow/$%a#2é", max_size=60), st.text("/*$%aé2?", max_size=20))
def test_nothing_that_a_robots_txt_says_raises(text: str, path: str) -> None:
    robots = Robots(f"User-agent: *\nDisallow: {text}\n{text}")

    assert robots.allows(f"{SITE}/{path}") in (True, False)
    assert Robots(robots.text).allows(f"{SITE}/{path}") is robots.allows(f"{SITE}/{path}")


def test_a_host_is_left_alone_as_long_as_it_asks_and_others_are_not() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    there = target(f"{SITE}/1")
    backoff = HostBackoff(lambda: now)

    backoff.note(there, 503, 3600.0)
    backoff.note(there, 503, 60.0)

    assert backoff.seconds_left(target(f"{SITE}/2")) == 3600
    assert backoff.seconds_left(target("http://example.org/")) == 0  # another port: another server
    now += timedelta(hours=1)
    assert backoff.seconds_left(there) == 0


@pytest.mark.parametrize(
    ("status", "retry_after", "seconds"),
    [(429, None, 600), (429, 90.0, 90), (429, 0.0, 60), (503, None, 0), (503, 0.0, 0), (500, 60.0, 0), (404, None, 0)],
)
def test_only_errors_about_the_host_count_for_backoff(status: int, retry_after: float | None, seconds: int) -> None:
    backoff = HostBackoff(lambda: datetime(2026, 11, 24, tzinfo=UTC))

    backoff.note(target(SITE), status, retry_after)

    assert backoff.seconds_left(target(SITE)) == seconds
