"""Lists: text that stands in no item, tasks, and lists from the right."""

from __future__ import annotations

import pytest
from prose_shown import lines, text

from wortreader.prose import render, render_html
from wortreader.prose.html import markup


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<ul>Ingredients:<li>flour</li>and then<li>sugar</li></ul>", "Ingredients:\n\n• flour\n\nand then\n\n• sugar"),
        ("<ul>All <b>of</b> it<li>a</li>and <a href=https://e.example/>more</a></ul>", "All of it\n\n• a\n\nand more"),
        ("<ol><li>x</li>mid<li>y</li></ol>", "1. x\n\nmid\n\n2. y"),
        ("<ol reversed><li>x</li>mid<li>y</li></ol>", "2. x\n\nmid\n\n1. y"),
        ("<ul><li>a</li><p>of a</p><li>b</li></ul>", "• a\n  of a\n• b"),
        ("<ul><p>Intro</p><li>a</li></ul>", "Intro\n\n• a"),
        ("<ul><div><li>a</li><li>b</li></div></ul>", "• a\n• b"),
        ("<form><li>a</li><li>b</li></form>", "• a\n• b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "• a\n  • b"),
        ("<dl>Intro<dt>Term</dt><dd>Meaning</dd>Tail</dl>", "Intro\n\nTerm\nMeaning\n\nTail"),
        ("<dl><div><dt>T</dt><dd>M</dd></div>between<dt>U</dt><dd>N</dd></dl>", "T\nM\n\nbetween\n\nU\nN"),
    ],
)
def test_text_in_a_list_but_in_no_item_is_a_paragraph_in_its_place(html: str, shown: str) -> None:
    assert text(html) == shown


@pytest.mark.parametrize(
    "item",
    [
        '<li><input type="checkbox" checked disabled> Buy bread</li>',
        '<li class="task-list-item"><input class="task-list-item-checkbox" type="checkbox" checked> Buy bread</li>',
        '<li><label><input type="checkbox" checked="checked"><span></span></label><div><p>Buy bread</p></div></li>',
        '<li><p><input type="checkbox" aria-checked="true"> Buy <b>bread</b></p></li>',
        '<li class="on"><code>[X]</code> Buy bread</li>',
        "<li>☑ Buy bread</li>",
    ],
)
def test_a_task_has_its_box_in_place_of_a_bullet(item: str) -> None:
    html = f"<ul>{item}<li><input type=checkbox> Buy milk</li></ul>"

    document = markup.document(html)

    assert lines(html) == ["  ☑  Buy bread", "  ☐  Buy milk"]
    assert text(html) == "☑ Buy bread\n☐ Buy milk"
    assert render.markdown(document).replace("*", "") == "- [x] Buy bread\n- [ ] Buy milk\n"
    assert markup.document(render_html.safe_html(document)) == document


def test_boxes_that_are_to_be_pressed_are_no_tasks() -> None:
    assert text("<p><input type=checkbox> I agree</p><ul><li><input type=checkbox class=menu-toggle>a</li></ul>") == (
        "I agree\n\n• a"
    )


def test_items_from_the_right_have_their_bullets_at_the_right() -> None:
    html = "<ul><li>مرحبا بالعالم<ul><li>שלום עולם</li></ul></li><li>latin</li></ul><ol><li>שלום</li></ol>"

    assert lines(html, 50) == [
        f"{'مرحبا بالعالم  •':>48}",
        f"{'שלום עולם  –':>45}",
        "  •  latin",
        "",
        f"{'שלום 1.':>48}",
    ]


def test_a_long_item_from_the_right_hangs_at_the_right() -> None:
    found = lines(f"<ul><li>{'نص عربي ' * 12}</li></ul>", 50)

    assert found[0].endswith("  •")
    assert len(found) == 3
    assert all(len(line) <= 45 for line in found[1:])
