"""Which of the extractors' texts is taken."""

from __future__ import annotations

from typing import Any

import pytest

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
    monkeypatch.setattr(agreement, "trafilatura_text", lambda *_: first)
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
