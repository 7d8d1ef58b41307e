"""Which of the extractors' texts is taken."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from wortreader.prose.pages import agreement, page
from wortreader.prose.pages.agreement import choose_text, without_copy


def prose(topic: str, count: int = 12) -> str:
    """Lines of words that occur in no other topic."""
    return "\n".join(" ".join(f"{topic}{n * 14 + k}" for k in range(14)) for n in range(count))


def tree(text: str) -> Any:
    root = page.read_page("".join(f"<p>{line}</p>" for line in text.split("\n")))
    assert root is not None
    return root


def chosen(monkeypatch: pytest.MonkeyPatch, first: str, second: str, third: str, body: str = "") -> tuple[str, str]:
    monkeypatch.setattr(agreement, "trafilatura_text", lambda *_, is_fast=False: first)
    monkeypatch.setattr(agreement, "_readability_text", lambda *_: second)
    found = choose_text(tree(third), tree(third), url="", body=body)
    return found.text, found.second


BRIDGE, POOL, MARKET = prose("bridge"), prose("pool"), prose("market")


def test_without_agreement_the_text_nearest_to_the_others_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, BRIDGE, POOL, POOL)[0] == POOL


def test_the_body_in_json_ld_chooses_among_the_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, BRIDGE, POOL, POOL, body=f"{BRIDGE}\nIt ends here.")[0] == BRIDGE
    assert chosen(monkeypatch, BRIDGE, f"{BRIDGE}\n{prose('tram', 4)}", POOL, body=f"{BRIDGE}\n{prose('tram', 4)}") == (
        f"{BRIDGE}\n{prose('tram', 4)}",
        BRIDGE,
    )


def test_a_teaser_in_json_ld_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, BRIDGE, POOL, POOL, body=BRIDGE[:300])[0] == POOL


def test_readability_is_not_asked_where_trafilatura_has_what_is_marked_as_the_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, second = chosen(monkeypatch, BRIDGE, POOL, f"{BRIDGE}\nMore of it.")

    assert found == BRIDGE
    assert second.endswith("More of it.")


@pytest.mark.parametrize(
    ("marked", "body"),
    [(f"{BRIDGE}\n{prose('tram', 6)}", ""), (f"{BRIDGE}\nEnd.", f"{BRIDGE}\n{POOL}")],
    ids=("marks", "json-ld"),
)
def test_readability_is_asked_if_the_marks_or_json_ld_say_more_than_trafilatura(
    monkeypatch: pytest.MonkeyPatch, marked: str, body: str
) -> None:
    assert chosen(monkeypatch, BRIDGE, f"{BRIDGE}\n{POOL}", marked, body=body)[1] != marked


def test_a_short_text_is_never_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, BRIDGE[:300], POOL, BRIDGE[:300])[1] == POOL


def test_asking_the_libraries_changes_no_tree() -> None:
    root = page.read_page(f"<main><nav>Menu</nav>{'<p><i>Some</i> words.</p>' * 40}<script>x()</script></main>")
    assert root is not None
    before = etree.tostring(root)

    choose_text(root, root, url="https://paper.example/")
    agreement.trafilatura_text(root, "https://paper.example/")

    assert etree.tostring(root) == before


def test_a_body_that_nobody_has_found_is_never_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, BRIDGE, POOL, POOL, body=prose("market", 40))[0] == POOL


def test_the_second_text_is_that_of_the_other_library(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, BRIDGE, f"{BRIDGE}\nMore.", POOL) == (BRIDGE, f"{BRIDGE}\nMore.")
    assert chosen(monkeypatch, "", POOL, BRIDGE) == (POOL, BRIDGE)


@pytest.mark.parametrize("copy", [BRIDGE, BRIDGE.replace("\n", " ")])
def test_a_copy_of_the_whole_text_is_dropped(copy: str) -> None:
    assert without_copy(f"{BRIDGE}\n{copy}") == BRIDGE


def test_a_refrain_is_no_copy() -> None:
    song = "\n".join(f"{line}\nO harbour, how your lanterns burn tonight." for line in BRIDGE.split("\n"))

    assert without_copy(song) == song


def test_thousands_of_inline_elements_side_by_side_are_not_given_to_the_libraries() -> None:
    root = page.read_page(f"<p>{'a <b>b</b> ' * 4000}</p><p>{BRIDGE}</p>")

    assert choose_text(root, root, url="").method == "landmarks (large page)"
