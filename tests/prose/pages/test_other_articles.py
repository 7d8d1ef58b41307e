"""Pages that show whole articles below their own, for readers who scroll on."""

from __future__ import annotations

from wortreader.prose.pages.extract import extract


def article(title: str, topic: str) -> str:
    text = "".join(
        f"<p>{topic} number {number} was counted by the people of the village, who like to count what they have.</p>"
        for number in range(12)
    )
    return f"<article><header><h2>{title}</h2></header><div>{text}</div></article>"


def page(*articles: str, title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><main>{''.join(articles)}</main></body></html>".encode()


def test_only_the_article_of_the_page_is_read() -> None:
    found = extract(
        page(article("A river of cats", "Cat"), article("All the dogs", "Dog"), title="A river of cats"),
        url="https://example.org/cats",
    )

    assert "Cat number 11" in found.text
    assert "Dog" not in found.text


def test_articles_without_a_title_of_their_own_stay() -> None:
    second = article("All the dogs", "Dog").replace("<h2>All the dogs</h2>", "")

    found = extract(
        page(article("A river of cats", "Cat"), second, title="A river of cats"), url="https://example.org/a"
    )

    assert "Dog number 11" in found.text
