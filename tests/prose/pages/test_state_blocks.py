"""Parts of a text as HTML, in the forms of systems for content."""

from __future__ import annotations

from typing import Any

import pytest

from wortreader.prose.pages.state_blocks import blocks_html

EXPECTED = (
    "<h2>A long road</h2><p>Some words.</p><ul><li>one</li><li>two</li></ul><blockquote><p>Well said.</p></blockquote>"
)


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "text": value}


def paragraph(value: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [text(value)]}


TIPTAP = [
    {"type": "heading", "attrs": {"level": 2}, "content": [text("A long road")]},
    paragraph("Some words."),
    {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph(t)]} for t in ("one", "two")]},
    {"type": "blockquote", "content": [paragraph("Well said.")]},
]
SANITY = [
    {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "A long road"}]},
    {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": "Some words."}]},
    *(
        {"_type": "block", "style": "normal", "listItem": "bullet", "children": [{"_type": "span", "text": item}]}
        for item in ("one", "two")
    ),
    {"_type": "block", "style": "blockquote", "children": [{"_type": "span", "text": "Well said."}]},
]
EDITOR_JS = [
    {"type": "header", "data": {"text": "A long road", "level": 2}},
    {"type": "paragraph", "data": {"text": "Some words."}},
    {"type": "list", "data": {"style": "unordered", "items": ["one", "two"]}},
    {"type": "quote", "data": {"text": "Well said."}},
]
DRAFT = [
    {"text": "A long road", "type": "header-two"},
    {"text": "Some words.", "type": "unstyled"},
    {"text": "one", "type": "unordered-list-item"},
    {"text": "two", "type": "unordered-list-item"},
    {"text": "Well said.", "type": "blockquote"},
]
LEXICAL = [
    {"type": "heading", "tag": "h2", "children": [text("A long road")]},
    {"type": "paragraph", "children": [text("Some words.")]},
    {"type": "list", "listType": "bullet",
     "children": [{"type": "listitem", "children": [text(t)]} for t in ("one", "two")]},
    {"type": "quote", "children": [text("Well said.")]},
]  # fmt: skip
MEDIUM = [
    {"__typename": "Paragraph", "type": kind, "text": words} for kind, words in
    (("H3", "A long road"), ("P", "Some words."), ("ULI", "one"), ("ULI", "two"), ("BQ", "Well said."))
]  # fmt: skip
BBC = [
    {"type": "subheadline", "model": {"blocks": [{"type": "text", "model": {"text": "A long road"}}]}},
    {"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": "Some words."}}]}},
    {"type": "unorderedList",
     "model": {"blocks": [{"type": "listItem", "model": {"text": t}} for t in ("one", "two")]}},
    {"type": "blockquote", "model": {"blocks": [{"type": "paragraph", "model": {"text": "Well said."}}]}},
]  # fmt: skip
GUTENBERG = [
    {"name": "core/heading", "attributes": {"content": "A long road", "level": 2}},
    {"name": "core/paragraph", "attributes": {"content": "Some words."}},
    {"name": "core/list", "attributes": {"ordered": False}, "children": [
        {"name": "core/list-item", "attributes": {"content": item}} for item in ("one", "two")]},
    {"name": "core/quote", "children": [{"name": "core/paragraph", "attributes": {"content": "Well said."}}]},
]  # fmt: skip


@pytest.mark.parametrize(
    "parts",
    [TIPTAP, SANITY, EDITOR_JS, DRAFT, LEXICAL, MEDIUM, BBC, GUTENBERG],
    ids=("tiptap", "sanity", "editor.js", "draft", "lexical", "medium", "bbc", "gutenberg"),
)
def test_headings_lists_and_quotations_are_what_they_are_in_each_system(parts: list[Any]) -> None:
    assert blocks_html(parts) == EXPECTED


@pytest.mark.parametrize(
    ("part", "html"),
    [
        ({"type": "list", "list_type": "ordered", "items": [{"content": "one"}]}, "<ol><li>one</li></ol>"),
        ({"type": "orderedList", "content": [{"type": "listItem", "content": [text("one")]}]}, "<ol><li>one</li></ol>"),
        ({"type": "codeBlock", "content": [text("a < b")]}, "<pre>a &lt; b</pre>"),
        ({"type": "table", "header": ["A"], "rows": [["1 & 2"]]},
         "<table><tr><td>A</td></tr><tr><td>1 &amp; 2</td></tr></table>"),
        ({"type": "image", "url": '/a"b.jpg', "caption": "A bridge"},
         '<figure><img src="/a&quot;b.jpg"><figcaption>A bridge</figcaption></figure>'),
        ({"type": "text", "content": 'With <a href="/x">a link</a>'}, '<p>With <a href="/x">a link</a></p>'),
        ({"type": "interstitial_link", "content": "Read more"}, ""),
        ({"type": "newsletter-signup", "text": "Subscribe"}, ""),
        ("A line.", "<p>A line.</p>"),
        (7, ""),
    ],
)  # fmt: skip
def test_a_part_is_html_or_nothing(part: Any, html: str) -> None:
    assert blocks_html([part]) == html


def test_thousands_of_parts_in_each_other_are_nothing() -> None:
    part: dict[str, Any] = {"type": "text", "text": "x"}
    for _level in range(5000):
        part = {"type": "div", "children": [part]}

    assert blocks_html([part]) == ""
