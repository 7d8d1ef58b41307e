"""What of a page belongs to the chosen text."""

from __future__ import annotations

import pytest

from wortreader.prose.pages import page
from wortreader.prose.pages.projection import project

LINES = [f"The bridge number {n} was opened by its mayor on day {n} of a wet and windy month." for n in range(6)]
TEXT = "\n".join(LINES)
LIST = "a lift at the entrance", "lamps with a sensor", "new benches of oak"


def projected(inner: str, *, text: str = TEXT, second: str = TEXT) -> str:
    """The text of a page on which `inner` stands in the middle of the article, after projection."""
    ps = [f"<p>{line}</p>" for line in LINES]
    root = page.read_page(f"<body><article><h1>Bridges</h1>{''.join(ps[:3])}{inner}{''.join(ps[3:])}</article></body>")
    assert root is not None
    page.clean(root)
    return " ".join(" ".join(project(root, text, second=second).itertext()).split())


@pytest.mark.parametrize(
    "part",
    [
        "<ul><li>a lift at the entrance<li>lamps with a sensor<li>new benches of oak</ul>",
        "<blockquote><p>a lift at the entrance lamps with a sensor new benches of oak</p></blockquote>",
        "<p>a lift at the entrance, lamps with a sensor, new benches of oak</p>",
        "<h2>a lift at the entrance lamps with a sensor new benches of oak</h2>",
        "<figure><div>a lift at the entrance, lamps with a sensor, new benches of oak</div></figure>",
    ],
)
def test_what_the_text_lacks_is_adopted_if_the_second_one_has_it(part: str) -> None:
    words = "a lift at the entrance"

    assert words in projected(part, second=f"{TEXT}\n{' '.join(LIST)}")
    assert words not in projected(part)


def test_tables_of_data_need_no_second_text_but_those_of_links_do() -> None:
    data = "<table><tr><th>Team<th>Points<tr><td>Rovers<td>31<tr><td>United<td>28</table>"
    links = "<table><tr><td><a href=/1>Rovers win again</a><td><a href=/2>United</a></tr><tr><td>More<td>News</table>"

    assert "Rovers 31" in projected(data).replace("Rovers31", "Rovers 31")
    assert "Rovers win" not in projected(links)


def test_paragraphs_that_occur_twice_stay_as_often_as_the_text_has_them() -> None:
    refrain = "O harbour, how your lanterns burn tonight beside the slow green water."
    inner = f"<p>{refrain}</p>" * 3

    assert projected(inner, text=f"{TEXT}\n{refrain}\n{refrain}").count(refrain) == 2
    assert projected(inner, text=f"{TEXT}\n{refrain}").count(refrain) == 1


def test_a_block_with_the_whole_text_once_more_is_dropped() -> None:
    text = f"{TEXT}\n{TEXT.replace('bridge', 'tunnel')}\n{TEXT.replace('bridge', 'tower')}"
    rest = "".join(f"<p>{line}</p>" for line in text.split("\n")[6:])

    assert projected(f"<div>{' '.join(text.split())}</div>{rest}", text=text).count("tunnel number 3") == 1


def test_a_quotation_in_large_letters_that_repeats_the_text_is_dropped() -> None:
    quoted = LINES[4][:50]

    assert projected(f"<aside><blockquote>{quoted}</blockquote></aside>").count(quoted) == 1
    assert projected(f"<blockquote>{quoted}</blockquote>", text=f"{TEXT}\n{quoted}").count(quoted) == 2


def test_a_block_in_another_is_no_copy_of_it() -> None:
    long = " ".join(f"word{n}" for n in range(200))
    text = f"{TEXT}\nOpened again {long} in the end"

    assert "word199" in projected(f"<div>Opened again <p>{long}</p> in the end</div>", text=text)


def test_the_label_of_a_box_that_is_gone_is_dropped_but_no_heading_that_begins_like_it() -> None:
    text = f"{TEXT}\nLesen Sie auch\nRelated work on bridges"

    found = projected("<h3>Lesen Sie auch</h3><h3>Related work on bridges</h3>", text=text)

    assert "Lesen Sie auch" not in found
    assert "Related work on bridges" in found


@pytest.mark.parametrize(
    ("before", "is_kept"),
    [
        ("<p>The sources of this article:</p>", True),
        ("<p>It rained all day.</p>", False),
        ("<p><b>Mehr zu den Brücken im Land:</b></p>", False),
    ],
)
def test_a_list_of_links_belongs_to_the_text_that_introduces_it(before: str, is_kept: bool) -> None:
    links = "<ul><li><a href=/1>Council minutes of last March</a><li><a href=/2>A letter of the mayor</a></ul>"
    words = "The sources of this article: Council minutes of last March A letter of the mayor It rained all day."

    found = projected(f"{before}{links}", text=f"{TEXT}\n{words} Mehr zu den Brücken im Land:")

    assert ("letter of the mayor" in found) == is_kept


def test_what_is_below_a_heading_that_announces_other_articles_goes_with_it() -> None:
    others = "<h3><a href=/1>Rain in May</a></h3><p>It poured.</p><h3><a href=/2>Sun in June</a></h3><p>It shone.</p>"
    box = f"<div><h2>More from the valley</h2>{others}</div>"

    assert "poured" not in projected(box, text=f"{TEXT}\nMore from the valley\nRain in May\nIt poured.\nSun in June")
    assert "poured" in projected(
        "<div><h2>More from the valley</h2><p>It poured.</p></div>", text=f"{TEXT}\nIt poured."
    )


def test_a_quotation_in_large_letters_is_not_told_twice() -> None:
    quote = "was opened by its mayor on day 2 of a wet"

    assert quote not in projected(f"<div class=pullquote><blockquote>{quote}</blockquote></div>").replace(LINES[2], "")
    assert "other words of a witness" in projected(
        "<div class=pullquote><blockquote>other words of a witness to it all</blockquote></div>",
        second=f"{TEXT}\nother words of a witness to it all",
    )


def test_a_box_with_its_heading_comes_in_if_the_second_text_has_it_and_it_leads_nowhere() -> None:
    words = "Who has a say The neighbours have a say in all that is built on their side of the river."
    box = "<section><h3>Who has a say</h3><p>{}{}</p></section>"
    text = "The neighbours have a say in all that is built on their side of the river."

    assert words in projected(box.format(text, ""), second=f"{TEXT}\n{words}")
    assert words not in projected(box.format(text, ""))
    assert "neighbours" not in projected(box.format(text, "<a href=/1>More</a>"), second=f"{TEXT}\n{words}")


def test_the_names_of_the_authors_before_the_text_are_no_part_of_it() -> None:
    root = page.read_page(
        f"<body><h1>Bridges</h1><div class=byline>By Eva Stein and Karl Weber</div><p>{TEXT}</p></body>"
    )
    assert root is not None
    page.clean(root)

    assert "Eva Stein" not in "".join(project(root, f"By Eva Stein and Karl Weber\n{TEXT}").itertext())


def test_an_article_that_is_a_list_of_links_stays_one() -> None:
    lines = [f"What the mayor of town number {n} said about bridges and about rain" for n in range(8)]
    links = "".join(f"<li><a href=/{n}>{line}</a>" for n, line in enumerate(lines))
    root = page.read_page(f"<body><article><h1>Links</h1><p>It rained.</p><ul>{links}</ul></article></body>")
    assert root is not None
    page.clean(root)

    assert lines[3] in "".join(project(root, "\n".join(["It rained.", *lines])).itertext())


@pytest.mark.parametrize(
    ("opening", "is_told", "is_kept"),
    [
        (
            "On a day of rain from morning to night, twenty people of the village went to see the new and wide bridge.",
            1,
            1,
        ),
        (
            "On a day of rain from morning to night, twenty people of the village went to see the new and wide bridge.",
            0,
            0,
        ),
        ("The new bridge, seen from the village on a day of rain. Photo: Anna Berg, Herald", 1, 0),
        (
            "This is an edition of a newsletter that guides you through big stories. Sign up for it here, it is free.",
            1,
            0,
        ),
    ],
)
def test_the_first_paragraph_comes_in_if_the_second_text_has_it(opening: str, is_told: bool, is_kept: bool) -> None:
    lines = "".join(f"<p>{line}" for line in LINES)
    root = page.read_page(f"<body><article><h1>Bridges</h1><p>{opening}{lines}</article>")
    assert root is not None

    found = "".join(project(root, TEXT, second=f"{opening}\n{TEXT}" if is_told else TEXT).itertext())

    assert (opening in found) == is_kept
