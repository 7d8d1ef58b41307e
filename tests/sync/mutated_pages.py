"""Web pages with something broken in them, as those of real sites have."""

from __future__ import annotations

import random
import re

ODDITIES = (
    "<time datetime=''>",
    "<time datetime='9999999-99-99T99:99'></time>",
    "<a href='http://[x'>",
    "<base href='//['>",
    "<img srcset=',,'>",
    "<img src='http://[::1'>",
    "<table><td rowspan=999999 colspan=-3>x",
    "<ol start=99999999999999999999>",
    '<script type=application/ld+json>{"@type":3,"@graph":{"@type":"Article","author":[[1]],"articleBody":3}}</script>',
    "<meta property='og:title' content='&#0;'>",
    "<link rel=canonical href='http://\u2100/'>",
    "<li value=x>",
    "<math><mfrac>",
    "<iframe src='https://www.youtube.com/embed/'></iframe>",
    "<video><source src='//'></video>",
    "<p lang=xx-yy-zz>",
    "&#x110000;",
    "<h1></h1><h1>",
    "<figcaption>",
    "<caption>",
    "<summary>",
    "<sup><a href='#'>1</a></sup>",
    "<span class='footnote' id=a>",
)
"""What no page should have."""


def mutated(page: str, chance: random.Random) -> bytes:
    """`page` with a few parts removed, repeated, moved or emptied."""
    for _change in range(chance.randrange(1, 6)):
        tags = [tag.span() for tag in re.finditer(r"<[^<>]*>", page)] or [(0, 0)]
        (start, end), (other, _end) = chance.choice(tags), chance.choice(tags)
        match chance.randrange(8):
            case 0:  # a tag is missing
                page = page[:start] + page[end:]
            case 1:  # a part is missing
                page = page[:start] + page[min(len(page), start + chance.randrange(400)) :]
            case 2:  # a part occurs again elsewhere
                page = page[:other] + page[start : start + chance.randrange(600)] + page[other:]
            case 3:  # an element without text
                page = page[:end] + re.sub(r"^[^<]*", "", page[end:])
            case 4:  # an attribute without a value
                page = page[:start] + re.sub(r"=(\"[^\"]*\"|'[^']*')", '=""', page[start:end]) + page[end:]
            case 5:  # another element
                names = ("time", "table", "figure", "li", "svg", "blockquote", "p", "button", "title", "form", "dl")
                page = (
                    page[:start]
                    + re.sub(r"(?<=[</])[a-z]\w*", chance.choice(names), page[start:end], count=1)
                    + page[end:]
                )
            case 6:  # something that no page should have
                page = page[:start] + chance.choice(ODDITIES) + page[start:]
            case _:  # the end is missing
                page = page[: chance.randrange(len(page) // 2, len(page) + 1)]
    return page.encode("utf-8", "replace")
