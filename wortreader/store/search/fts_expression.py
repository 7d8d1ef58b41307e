"""How the words of a query are asked of the full-text index. Pure.

The one place that joins phrases in FTS5's language. What each finds beside itself is `meaning`'s to say.
"""

from __future__ import annotations

from collections.abc import Callable

from wortreader.store.search.tree import And, Node, Not, Or, Phrase, wanted_phrases

FtsRenderer = Callable[[Phrase], str]
"""Says in FTS5's language what meets a phrase."""


def for_index(node: Node, written: FtsRenderer) -> str | None:
    """A tree of phrases in FTS5's language; None where the index alone cannot answer it.

    FTS5 has no NOT without something that it is taken from.
    """
    match node:
        case Phrase():
            return written(node)
        case Or(parts):
            ways = [way for part in parts if (way := for_index(part, written))]
            return _joined(" OR ", ways) if len(ways) == len(parts) else None
        case And(parts):
            return _all(parts, written)
    return None


def rank_expression(root: Node, written: FtsRenderer) -> str | None:
    """What an article is weighed by, in FTS5's language: the words that the query asks for. None without any."""
    whole = for_index(root, written)
    if whole is None and isinstance(root, And):
        whole = for_index(And(tuple(part for part in root.parts if for_index(part, written) is not None)), written)
    if whole is not None:
        return whole
    phrases = [written(phrase) for phrase in wanted_phrases(root)]
    return _joined(" OR ", phrases) if phrases else None


def _all(parts: tuple[Node, ...], written: FtsRenderer) -> str | None:
    wanted = [for_index(part, written) for part in parts if not isinstance(part, Not)]
    unwanted = [for_index(part.part, written) for part in parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    found = _joined(" AND ", [part for part in wanted if part])
    return f"({found} NOT {_joined(' OR ', [part for part in unwanted if part])})" if unwanted else found


def _joined(operator: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({operator.join(parts)})"
