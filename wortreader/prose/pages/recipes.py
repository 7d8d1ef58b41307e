"""Adds to a recipe the ingredients and steps that its page tells to search engines, where its text lacks them.

Ingredients are often boxes with a picture each, or are written by a script, so that no extractor takes them for text.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from wortreader.prose.document import Document
from wortreader.prose.html import markup
from wortreader.prose.pages.agreement import words

_ENOUGH: Final = 0.5
"""The share of ingredients, or steps, from which the text has them."""


def with_recipe(document: Document, text: str, *, ingredients: Sequence[str], steps: Sequence[str]) -> Document:
    """`document`, whose text is `text`, with what it lacks of a recipe: ingredients first, steps last."""
    known = " ".join(words(text))
    before = "" if _has(known, ingredients) else f"<ul>{_items(ingredients)}</ul>"
    after = "" if _has(known, steps) else f"<ol>{_items(steps)}</ol>"
    blocks = (*markup.document(before).blocks, *document.blocks, *markup.document(after).blocks)
    return Document(blocks, document.links) if before or after else document


def _has(known: str, lines: Sequence[str]) -> bool:
    return sum(" ".join(words(line)) in known for line in lines) >= _ENOUGH * len(lines)


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{escape(line, quote=False)}</li>" for line in lines)
