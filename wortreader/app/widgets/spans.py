"""Text with marked passages, as segments to draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style

Span = tuple[int, int]
"""A passage as (start, end) in characters."""


def marked(text: str, style: Style, spans: Iterable[Span], mark: Style) -> Iterator[Segment]:
    """`text` in `style`, its passages `spans` in `style` and `mark` together.

    The spans are in order and do not overlap; parts outside the text are ignored.
    """
    done = 0
    for span_start, span_end in spans:
        start, end = max(done, span_start), min(span_end, len(text))
        if start >= end:
            continue
        if start > done:
            yield Segment(text[done:start], style)
        yield Segment(text[start:end], style + mark)
        done = end
    if done < len(text):
        yield Segment(text[done:], style)


def restyled(segments: Iterable[Segment], span: Span, style: Style) -> Iterator[Segment]:
    """The segments with `style` on top of the passage `span`, counted in characters over all of them."""
    position = 0
    for segment in segments:
        here = (span[0] - position, span[1] - position)
        yield from marked(segment.text, segment.style or Style(), [here], style)
        position += len(segment.text)
