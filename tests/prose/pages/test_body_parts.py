"""Bodies that are divided by advertisements are joined, and lists of posts are no lists."""

from __future__ import annotations

from lxml import html

from wortreader.prose.pages.body_parts import join_parts
from wortreader.prose.pages.page import read_page


def joined(body: str) -> str:
    root = read_page(f"<body>{body}</body>")
    assert root is not None
    join_parts(root)
    return str(html.tostring(root.find("body"), encoding="unicode"))


def test_the_parts_of_a_body_become_one_with_what_stands_between_them_but_advertisements() -> None:
    part = "<div class=post-content><p>a<p>b</div>"

    found = joined(f"{part}<div class=ad>Ad</div><figure>f</figure>{part}<p>After")

    together = "<p>a</p><p>b</p><figure>f</figure><p>a</p><p>b</p>"
    assert found.startswith(f'<body><div class="post-content">{together}</div><div class="ad">Ad</div>')


def test_paragraphs_in_boxes_of_their_own_stay_in_them() -> None:
    boxes = '<div class="article-body"><p>a</p></div><div class="article-body"><p>b</p></div>'

    assert joined(boxes) == f"<body>{boxes}</body>"


def test_a_list_of_posts_is_dissolved_but_no_list_of_articles() -> None:
    post = "<li><h3>{}</h3><time>18:21</time><p>Text</li>"

    assert "<li>" not in joined(f"<ol>{''.join(map(post.format, 'abc'))}</ol>")
    assert "<li>" in joined(f"<ol>{''.join(post.format('<a href=/x>a</a>') for _ in 'abc')}</ol>")
    assert "<li>" in joined(f"<ol>{''.join(map(post.format, 'ab'))}</ol>")
