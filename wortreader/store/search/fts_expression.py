"""Renders trees of phrases in the query syntax of FTS5. Pure.

See https://sqlite.org/fts5.html#full_text_query_syntax.
"""

from __future__ import annotations

from collections.abc import Callable

from wortreader.store.search.tree import And, Node, Not, Or, Phrase, wanted_phrases

FtsRenderer = Callable[[Phrase], str]
"""Renders a phrase, with its forms and compounds."""


def fts_expression(node: Node, renderer: FtsRenderer) -> str | None:
    """A tree in FTS5's syntax; None if the index alone cannot answer it.

    FTS5 has no NOT but between two expressions.
    """
    match node:
        case Phrase():
            return renderer(node)
        case Or(parts):
            ways = [way for part in parts if (way := fts_expression(part, renderer))]
            return _join(" OR ", ways) if len(ways) == len(parts) else None
        case And(parts):
            return _all(parts, renderer)
    return None


def rank_expression(root: Node, renderer: FtsRenderer) -> str | None:
    """The words by which the articles are ranked, in FTS5's syntax; None for a query without words."""
    whole = fts_expression(root, renderer)
    if whole is None and isinstance(root, And):
        whole = fts_expression(
            And(tuple(part for part in root.parts if fts_expression(part, renderer) is not None)), renderer
        )
    if whole is not None:
        return whole
    phrases = [renderer(phrase) for phrase in wanted_phrases(root)]
    return _join(" OR ", phrases) if phrases else None


def _all(parts: tuple[Node, ...], renderer: FtsRenderer) -> str | None:
    wanted = [fts_expression(part, renderer) for part in parts if not isinstance(part, Not)]
    unwanted = [fts_expression(part.part, renderer) for part in parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    all_wanted = _join(" AND ", [part for part in wanted if part])
    return f"({all_wanted} NOT {_join(' OR ', [part for part in unwanted if part])})" if unwanted else all_wanted


def _join(operator: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({operator.join(parts)})"
