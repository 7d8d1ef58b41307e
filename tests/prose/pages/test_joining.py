"""The pages of one article, joined to one."""

from __future__ import annotations

from typing import Any

import pytest

from wortreader.model import Extraction
from wortreader.prose.pages.joining import is_repetition, is_same_article, is_whole_of, join_pages


def paragraphs(*numbers: int) -> list[str]:
    return [f"This is paragraph {number}, which tells what came after number {number - 1}." for number in numbers]


def page(*blocks: str, **fields: Any) -> Extraction:
    html = "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
    values: dict[str, Any] = {"url": "https://a.example/bridge", "title": "The bridge", "text": "\n\n".join(blocks)}
    return Extraction(**{**values, "html": html, **fields})


def test_pages_follow_each_other() -> None:
    joined = join_pages([page(*paragraphs(1, 2)), page(*paragraphs(3)), page(*paragraphs(4, 5))])

    assert joined.text == "\n\n".join(paragraphs(1, 2, 3, 4, 5))
    assert joined.html.count("<p>") == 5


def test_what_each_page_repeats_is_there_once() -> None:
    lead = "The bridge is closed because a bearing has broken, and nobody knows for how long."
    picture = '<figure><img src="https://a.example/top.jpg" alt=""><figcaption>The bridge at dawn</figcaption></figure>'
    about = "Eva Stein writes about bridges and the towns around them."
    pages = [page(picture, lead, *paragraphs(2 * n, 2 * n + 1), about, lead=lead) for n in range(1, 4)]

    joined = join_pages(pages)

    assert joined.text == "\n\n".join([lead, *paragraphs(2, 3, 4, 5, 6, 7), about])
    assert [shown.url for shown in joined.pictures] == ["https://a.example/top.jpg"]
    assert joined.beside == ("The bridge at dawn",)


def test_the_lead_that_only_later_pages_have_in_their_text_is_left_out() -> None:
    lead = "The bridge is closed because a bearing has broken."

    assert join_pages([page(*paragraphs(1), lead=lead), page(lead, *paragraphs(2))]).text == "\n\n".join(
        paragraphs(1, 2)
    )


def test_short_lines_may_occur_on_several_pages() -> None:
    joined = join_pages([page("Why?", *paragraphs(1)), page("Why?", *paragraphs(2))])

    assert joined.text.count("Why?") == 2


def test_what_one_page_repeats_itself_stays() -> None:
    refrain = "And so it goes, and so it goes, as the old song has it."

    joined = join_pages([page(refrain, *paragraphs(1), refrain, *paragraphs(2)), page(*paragraphs(3))])

    assert joined.text.count(refrain) == 2


def test_headings_lists_links_and_embedded_pictures_survive() -> None:
    embedded = "data:image/png;base64," + "iVBORw0KGgo" * 20
    second = (
        "<h2>What now?</h2>", '<ul><li><a href="https://b.example/plan">The plan</a></li><li>No plan</li></ul>',
        f'<figure><img src="{embedded}" alt="A plan"></figure>',
    )  # fmt: skip

    joined = join_pages([page(*paragraphs(1)), page(*second, *paragraphs(2))])

    assert "<h2>What now?</h2>" in joined.html
    assert '<a href="https://b.example/plan" rel="noopener noreferrer">The plan</a>' in joined.html
    assert embedded in joined.html


def test_what_is_said_about_the_article_is_that_of_the_first_page() -> None:
    first = page(*paragraphs(1), byline="Eva Stein", lead="Lead", next_url="https://a.example/bridge/2", method="vote")
    second = page(
        *paragraphs(2), url="https://a.example/bridge/2", title="The bridge (2)", byline="Online", is_teaser=True
    )

    joined = join_pages([first, second])

    assert (joined.url, joined.title, joined.byline) == ("https://a.example/bridge", "The bridge", "Eva Stein")
    assert joined.further_urls == ("https://a.example/bridge/2",)
    assert (joined.next_url, joined.method) == (None, "vote, 2 pages")
    assert joined.is_teaser  # its last page breaks off


def test_a_single_page_is_left_alone() -> None:
    only = page(*paragraphs(1))

    assert join_pages([only]) is only


@pytest.mark.parametrize(
    ("title", "is_same"),
    [
        ("The bridge that broke", True),
        ("The bridge that broke – page 2", True),
        ("What the engineers say: The bridge that broke (2/4)", True),
        ("THE BRIDGE THAT BROKE", True),
        ("The lock that held", False),
        ("2", False),
        ("", False),
    ],
)
def test_pages_of_one_article_have_the_same_title(title: str, is_same: bool) -> None:
    assert is_same_article(page(title="The bridge that broke"), page(title=title)) is is_same


def test_the_whole_article_has_all_words_of_its_first_page_and_more() -> None:
    first = page(*paragraphs(1, 2))

    assert is_whole_of(first, page(*paragraphs(1, 2, 3, 4)))
    assert not is_whole_of(first, page(*paragraphs(1, 2)))
    assert not is_whole_of(first, page("To read this article on a single page, " * 20))


def test_a_page_with_nothing_new_is_a_repetition() -> None:
    pages = [page(*paragraphs(1, 2)), page(*paragraphs(3))]

    assert is_repetition(page(*paragraphs(2, 1)), pages)
    assert not is_repetition(page(*paragraphs(2, 4)), pages)
