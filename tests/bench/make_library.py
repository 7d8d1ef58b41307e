"""Makes a large library to measure with: `python tests/bench/make_library.py FILE [ARTICLES] [FEEDS]`.

Every article goes through `Feeds.apply`, so tables and index are as a refresh leaves them. Words are drawn from 60,000
by Zipf's law, some with accents: the commonest stand in every article, most in hardly any. One article has 10,000
words, one in twenty stands in two papers. The same arguments give the same library, its dates reckoned back from `now`.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from wortreader.model import FeedChanges, ParsedArticle, PreparedArticle
from wortreader.store import stories
from wortreader.store.library import Library
from wortreader.store.maintenance.index_merging import merge_segments
from wortreader.text_similarity import fingerprint

VOCABULARY_SIZE = 60_000
ARTICLE_WORDS = 400
LONG_ARTICLE_WORDS = 10_000
YEARS = 3
READ_SHARE = 0.7
STARRED_SHARE = 0.01
PARAGRAPH_WORDS = 60
STORY_NUMBERS = 20
"""Of so many articles one is taken over by the next paper."""

_ONSETS: tuple[str, ...] = (*"bcdfghjklmnprstvwz", "qu", "ch", "sch", "st", "pr", "tr", "br", "gr", "bl", "pl")
_VOWELS: tuple[str, ...] = (*"aeiouaeieéèêäöüëàâôî", "ou", "ei", "au", "eu")
_CODAS: tuple[str, ...] = ("", "", "", "", *"nrstlmx", "nd", "rt", "ng")
_LANGUAGES = ("fr", "de", "lb", "en")


class Writer:
    """Writes articles out of a vocabulary of its own."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # repeatable, not secret
        self.vocabulary = list(self._words())
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY_SIZE)))

    def _words(self) -> Iterator[str]:
        seen: set[str] = set()
        while len(seen) < VOCABULARY_SIZE:
            # Common words are short, as they are in our languages.
            syllables = self.random.randint(1, 2 if len(seen) < 500 else 4)
            word = "".join(self._syllable(place) for place in range(syllables))
            if word not in seen:
                seen.add(word)
                yield word

    def _syllable(self, place: int) -> str:
        has_onset = place > 0 or self.random.random() > 0.25
        onset = self.random.choice(_ONSETS) if has_onset else ""
        return onset + self.random.choice(_VOWELS) + self.random.choice(_CODAS)

    def words(self, count: int) -> list[str]:
        """`count` words by Zipf's law."""
        return self.random.choices(self.vocabulary, cum_weights=self._weights, k=count)

    def article(self, number: int, published_at: datetime, word_count: int) -> PreparedArticle:
        """The article with that number."""
        words = self.words(word_count)
        paragraphs = [
            " ".join(words[at : at + PARAGRAPH_WORDS]).capitalize() + "."
            for at in range(0, word_count, PARAGRAPH_WORDS)
        ]
        parsed = ParsedArticle(
            guid=f"urn:article:{number}",
            url=f"https://example.org/articles/{number}",
            title=" ".join(self.words(8)).capitalize(),
            author=" ".join(self.words(2)).title(),
            published_at=published_at,
            updated_at=None,
            language=_LANGUAGES[number % len(_LANGUAGES)],
            summary=paragraphs[0],
            html="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            raw_hash=f"{number:032x}",
            content_hash=f"{number:064x}",
        )
        text = "\n".join(paragraphs)
        return PreparedArticle(parsed, text, word_count, fingerprint=fingerprint(text))


def make_library(
    path: Path, *, now: datetime, article_count: int = 100_000, feed_count: int = 500, seed: int = 2
) -> None:
    """Makes a library in `path`, where there must be none yet."""
    writer = Writer(seed)
    library = Library.open(path)
    try:
        before: dict[int, PreparedArticle] = {}
        age_of_each = timedelta(days=365 * YEARS) / max(1, article_count)
        for feed_index in range(feed_count):
            feed = library.feeds.add(
                f"https://feed{feed_index}.example.org/rss",
                folder=(f"Shelf {feed_index % 5}", f"Board {feed_index % 20}"),
                now=now,
            )
            new: dict[int, PreparedArticle] = {}
            for number in range(feed_index, article_count, feed_count):
                word_count = LONG_ARTICLE_WORDS if number == 1 else ARTICLE_WORDS
                article = writer.article(number, now - age_of_each * number, word_count)
                is_taken_over = number % STORY_NUMBERS == STORY_NUMBERS - 1 and number - 1 in before
                new[number] = _taking_over(article, before[number - 1]) if is_taken_over else article
            before = new
            title = f"Feed {feed_index}: {' '.join(writer.words(2))}"
            library.feeds.apply(feed.feed_id, FeedChanges(feed.url, now, now, title=title, new=tuple(new.values())))
        stories.delete_old_fingerprints(library.database, now=now + timedelta(days=stories.DAYS + 1))
        merge_segments(library)
        _mark(library, writer.random, article_count, now)
    finally:
        library.close()


def _taking_over(article: PreparedArticle, other: PreparedArticle) -> PreparedArticle:
    """The article with the text of another, under its own title."""
    parsed = replace(article.parsed, html=other.parsed.html, summary=other.parsed.summary)
    return replace(other, parsed=parsed)


def _mark(library: Library, chance: random.Random, article_count: int, now: datetime) -> None:
    ids = range(1, article_count + 1)
    library.articles.mark_read([i for i in ids if chance.random() < READ_SHARE], True, at=now)
    library.articles.mark_starred([i for i in ids if chance.random() < STARRED_SHARE], True, at=now)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    counts = [int(argument) for argument in sys.argv[2:4]]
    began = time.perf_counter()
    make_library(
        target,
        now=datetime.now(UTC),
        article_count=counts[0] if counts else 100_000,
        feed_count=counts[1] if len(counts) > 1 else 500,
    )
    sys.stdout.write(f"{target}: {target.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - began:.0f} s\n")
