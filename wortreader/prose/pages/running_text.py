"""Separates the text of an article from what is beside it: the captions of pictures, and the titles of players."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from wortreader.prose.document import Block, Document, Paragraph, Picture
from wortreader.prose.html.media import PLAYER_SIGNS
from wortreader.prose.pages import agreement
from wortreader.prose.render import plain_text, spans_text

_LEAST: Final = 25
"""Characters. With less beside its pictures and players, a document is about these."""


def running_text(document: Document, chosen: str) -> str:
    """The text of `document` without what is beside it.

    That stays if it is most of the `chosen` text, as in a gallery, or if there is nothing else.
    """
    text = plain_text(Document(_running_blocks(document.blocks), document.links))
    if len(text) < _LEAST:
        return plain_text(document)
    beside = "\n".join(words_beside(document))
    if len(beside) <= len(text):
        return text
    told = agreement.word_runs(chosen)
    return plain_text(document) if (agreement.word_runs(beside) & told).total() >= told.total() / 2 else text


def words_beside(document: Document) -> tuple[str, ...]:
    """The captions of the pictures in a document, and the titles of its players, in order."""
    return tuple(words.replace("\n", " ") for block in _blocks_beside(document.blocks) if (words := _words(block)))


def _words(block: Block) -> str:
    return spans_text(block.caption if isinstance(block, Picture) else getattr(block, "spans", ()))


def _is_beside(block: Block) -> bool:
    """Whether a block is a picture, or the link to a film or sound."""
    if isinstance(block, Paragraph) and len(block.spans) == 1 and block.spans[0].link is not None:
        return block.spans[0].text.startswith(PLAYER_SIGNS)
    return isinstance(block, Picture)


def _blocks_beside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if _is_beside(block):
            yield block
        for holder in _holders(block):
            yield from _blocks_beside(holder.blocks)


def _running_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`blocks` without what is beside the text, in containers too."""
    return tuple(_running_block(block) for block in blocks if not _is_beside(block))


def _running_block(block: Any) -> Block:
    parts = {
        name: tuple(replace(part, blocks=_running_blocks(part.blocks)) for part in getattr(block, name))
        for name in ("items", "entries")
        if hasattr(block, name)
    }
    if hasattr(block, "blocks"):
        parts["blocks"] = _running_blocks(block.blocks)
    kept: Block = replace(block, **parts) if parts else block
    return kept


def _holders(block: Any) -> tuple[Any, ...]:
    """The parts of a block that contain blocks."""
    own = (block,) if hasattr(block, "blocks") else ()
    return (*own, *getattr(block, "items", ()), *getattr(block, "entries", ()))
