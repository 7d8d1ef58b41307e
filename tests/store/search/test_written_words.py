"""Words however they are written: scripts without spaces, vowel signs, `C++`, grouped numbers, hyphens.

What is found is marked in the passage of the hit, and in the article.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from library_factory import article, changes, hours_ago, shelve

from wortreader.prose.html import markup
from wortreader.prose.typeset.find import find
from wortreader.prose.typeset.layout import layout
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.text import safe

STORIES = {
    "weather": "今日の東京都の天気は晴れです。明日は京都で雨になるでしょう。",
    "university": "北京大学在中国的首都。上海、广州都很大，iPhone 15 手机发布 Android 新版。用C++编程。",
    "seoul": "서울에서 열린 회의는 대한민국의 미래를 위한 국제 행사였다.",
    "bangkok": "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย น้ำท่วมหนัก",
    "kana": "コンピューターの\uff76\uff9e\uff97\uff7d画面、\u304b\u3099んばる",
    "vientiane": "ນະຄອນຫຼວງວຽງຈັນ",
    "phnom": "រាជធានីភ្នំពេញ",
    "yangon": "ရန်ကုန်မြို့",
    "arabic": "كِتَابٌ جَدِيدٌ عن المَكتَبَة، وقال أحمد إلى الــمسؤول في القاهرة",
    "persian": "کتاب\u200cهای ایرانی، ۱۲۰۰ نفر",
    "hebrew": "שָׁלוֹם לכולם, אמר דובר צה״ל בירושלים",
    "cpp": "Programming in C++ (and C++17), better than ever.",
    "csharp": "C# at work, F#; the C#-Compiler knows .NET and ASP.NET.",
    "letter": "La lettre C aussi, le net et le point d'or; note A, moyenne.",
    "marks": "An A+ for the school; Canal+ et le canal, Disney+ Abo, R&B by AT&T.",
    "cities": "La ville accueille 1 200 malades et 1 500 000 touristes, tél. 26 123 45 67.",
    "road": "Der Weg ist 1.000 Meter lang, 12'345 Schritte, 7\u202f890 Stufen, 1,00,000 Steine und 2,5 Tage.",
    "python": "Version 3.11.2 of it, v2.4.1 of the other, 3.110 users.",
    "trains": "Wi-Fi in trains, on-line services and an anti-virus; COVID-19-Pandemie, e\u2011mail, a U.S.A. tour.",
    "together": "Das wlan heisst wifi; coworking, Antivirus-Programm, USA, Nodejs.",
    "network": "The router at 192.168.1.10, nor at 10.168.100.200; 85 m² for 4.321,50 or 9,876.50, 54'321.75.",
    "wide": "Eine ＣＤ－ＲＯＭ bei 20 ℃ 👨‍👩‍👧 ❤️.",
    "verbs": "Où va-t-on, demande-t-elle, peut-être à Vis\u2013à\u2013vis; une telle note, Node.js, T-Shirts.",
}
"""By their names; the newest first."""

FOUND = [
    # Any part of a text without spaces, one letter too; but not what only seems to be there.
    *((query, {"weather"}) for query in ("天気", "東京", "京都", "雨", '"東京都の天気"', "東京都の天気は晴れ")),
    ("晴れです", {"weather"}),
    *((query, set()) for query in ("香港", "気天", "晴明", "です明日", "京東")),
    *((query, {"university"}) for query in ("大学", "首都", "iphone", "手机", "15手机", "发布", "iPhone 15手机")),
    ("发布Android", {"university"}),
    *((query, {"university"}) for query in ('"大学在中国"', "大学 手机", "海", "title:university 北京")),
    ("text:北京大学", {"university"}),
    *((query, set()) for query in ("海广", "大学 雨", "title:北京", "北京 -大学", "州上")),
    *((query, {"seoul"}) for query in ("서울", "서울에서", "민국", "대한민국", "미래", "국제", '"국제 행사"')),
    ("\u1109\u1165\u110b\u116e\u11af", {"seoul"}),
    *((query, set()) for query in ("한국", "제행", "는대")),
    *((query, {"bangkok"}) for query in ("กรุงเทพ", "มหานคร", "ไทย", "เมือง", "น้ำ", "ท่วม", "กร")),
    *((query, set()) for query in ("ไทยน้ำ", "เชียงใหม่")),
    *((query, {"kana"}) for query in ("ガラス", "画面", "コンピュ", "がんばる", "ピューター")),
    *((query, set()) for query in ("カラス", "かんばる")),
    ("ວຽງ", {"vientiane"}),
    ("ភ្នំ", {"phnom"}),
    ("ကုန်", {"yangon"}),
    # Vowel signs, hamza, tatweel, letters at the end of a word
    *((query, {"arabic"}) for query in ("كتاب", "كِتاب", "جديد", "المكتبة", "المكتبه", "احمد", "أحمد", "إحمد")),
    *((query, {"arabic"}) for query in ("الي", "إلى")),
    *((query, {"arabic"}) for query in ("المسؤول", "المسوول", "القاهره", "كـتـاب")),
    *((query, {"persian"}) for query in ("کتابهای", "كتابهاي", "ایرانی", "ايراني")),
    *((query, {"hebrew"}) for query in ("שלום", "שָׁלוֹם", "צה״ל", 'צה"ל', "צהל", "שלומ*", "בירושלים")),
    ('"אמר דובר"', {"hebrew"}),
    # Signs that are part of a word
    *((query, {"cpp"}) for query in ("programming c++", "C++17", '"in C++"', "c++ ever", "(C++) better")),
    *((query, {"cpp", "university"}) for query in ("C++", "c++", '"C++"', "C＋＋")),
    *((query, {"csharp"}) for query in ("C#", "c#", '"C#"', "F#", ".NET", ".net", "ASP.NET", "C#-Compiler", "C♯")),
    ("-C++ compiler", {"csharp"}),
    *((query, {"letter"}) for query in ('"lettre c"', "point net", '"c aussi"')),
    *((query, {"marks"}) for query in ("A+", '"an A+"', "Canal+", "canal", "disney", "disney+", "R&B", "AT&T")),
    ('"canal+ et"', {"marks"}),
    *((query, set()) for query in ("G++", "D#", "B+", "or+", "C+", ".org", '"et le canal+"')),
    # Numbers in one piece
    *((query, {"network"}) for query in ("192.168", "192.168.", "192.168.1", "192.168.1.10", "10.168", "10.168.100")),
    *((query, {"network"}) for query in ("m2", "m²", "85 m2", "4321", "4.321", "4,321", "9876", "54321", "54'321")),
    *((query, set()) for query in ("192.16", "168.100", "19216", "192168", "432", "m3")),
    *((query, {"wide"}) for query in ("cdrom", "cd-rom", "ＣＤ－ＲＯＭ", "℃", "👨", "❤", "❤️", "👨‍👩‍👧", "℃ 👨", '"℃"')),
    *((query, set()) for query in ("℉", "👽", "℃ 👽")),
    *((query, {"cities"}) for query in ("1500000", "1 500 000", "1'500'000", "1.500.000")),
    *((query, {"cities"}) for query in ('"1 500 000 touristes"', "26 123", '"45 67"')),
    *((query, {"cities", "persian"}) for query in ("1200", "1 200", "1'200", "1’200", "1.200", "1,200")),
    *((query, {"cities", "persian"}) for query in ("1\u00a0200", "١٢٠٠", '"1 200"')),
    *((query, {"road"}) for query in ("1000", "1 000", '"1 000"', "1'000", "12345", "12 345", "7890", "7 890")),
    *((query, {"road"}) for query in ("100000", "2.5")),
    *((query, set()) for query in ("200", "500", "000", "500000", "1500", "12 000", "25", "890")),
    # Versions
    *((query, {"python"}) for query in ("3.11", "3.11.2", "2.4", "v2.4", "2.4.1", "v2.4.1", '"version 3.11"')),
    *((query, {"python"}) for query in ("3110", "3.110")),
    *((query, set()) for query in ("3.1", "3.12", "3.11.3", "11.2", '"3.11 users"')),
    # Hyphens
    *((query, {"trains", "together"}) for query in ("wifi", "wi-fi", "Wi\u2010Fi", "wi\u2011fi", "WiFi")),
    *((query, {"trains", "together"}) for query in ("antivirus", "anti-virus", "usa", "U.S.A.")),
    *((query, {"trains"}) for query in ("online", "on-line", "covid19", "covid-19", "email", "e-mail", "emails")),
    *((query, {"trains"}) for query in ('"wifi in trains"', '"wi-fi in trains"')),
    *((query, {"trains"}) for query in ("covid19pandemie", '"an antivirus"', "-together wifi", "services wifi")),
    *((query, {"together"}) for query in ("co-working", '"heisst wi-fi"', '"heisst wifi"', "antivirusprogramm")),
    *((query, {"verbs"}) for query in ("peutetre", "visavis", "tshirts", "t-shirt", "demande", "va-t-on")),
    *((query, {"verbs", "together"}) for query in ("nodejs", "node.js", "Node.js", "node-js")),
    *((query, set()) for query in ("ton", "fi-wi", "linewi", "-wifi wi", "-anti-virus antivirus", '"free wifi"')),
    ("-wi-fi coworking", set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Path(tmp_path_factory.mktemp("stories")) / "library.db")
    written = (article(name, text, published_at=hours_ago(age)) for age, (name, text) in enumerate(STORIES.items()))
    shelve(library, *written)
    return library


def names(library: Library, query: str, *, is_typing: bool = False) -> set[str]:
    """The names of the stories that a query finds."""
    rows = library.search.find(query, is_typing=is_typing).rows
    return {list(STORIES)[number - 1] for number in rows.ids}


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_a_word_is_found_however_it_is_written(stories: Library, query: str, expected: set[str]) -> None:
    assert names(stories, query) == expected
    assert stories.search.find(query).notes == ()


def test_the_index_of_all_scripts_agrees_with_the_articles(stories: Library) -> None:
    assert find_problems(stories) == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wif", {"trains", "together"}),
        ("antiv", {"trains", "together"}),
        ("wi-f", {"trains", "together"}),
        ("covid1", {"trains"}),
        ("天", {"weather"}),
        ("東京都の", {"weather"}),
        ("C+", {"cpp", "university"}),
        ("C#", {"csharp"}),
        ("3.1", {"python"}),
        ("15000", {"cities"}),
        ("canal+", {"marks"}),
        ("서울에", {"seoul"}),
    ],
)
def test_a_word_is_found_while_it_is_typed(stories: Library, typed: str, found: set[str]) -> None:
    assert names(stories, typed, is_typing=True) == found


MARKED = [
    ("天気", "weather", ["天気"]),
    ("京都", "weather", ["京都", "京都"]),
    ("雨", "weather", ["雨"]),
    ("手机发布", "university", ["手机发布"]),
    ("민국", "seoul", ["민국"]),
    ("กรุงเทพ", "bangkok", ["กรุงเทพ"]),
    ("ガラス", "kana", ["\uff76\uff9e\uff97\uff7d"]),
    ("がん", "kana", ["\u304b\u3099ん"]),
    ("جديد", "arabic", ["جَدِيدٌ"]),
    ("שלום", "hebrew", ["שָׁלוֹם"]),
    ("צה״ל", "hebrew", ["צה״ל"]),
    ("C++", "cpp", ["C++", "C++"]),
    ("C#", "csharp", ["C#", "C#"]),
    (".net", "csharp", [".NET"]),
    ("canal+", "marks", ["Canal+"]),
    ("canal", "marks", ["Canal", "canal"]),
    ("1200", "cities", ["1 200"]),
    ("1500000", "cities", ["1 500 000"]),
    ("1 000", "road", ["1.000"]),
    ("12345", "road", ["12'345"]),
    ("3.11", "python", ["3.11.2"]),
    ("2.4.1", "python", ["v2.4.1"]),
    ("wifi", "trains", ["Wi-Fi"]),
    ("wi-fi", "together", ["wifi"]),
    ("antivirus", "trains", ["anti-virus"]),
    ("email", "trains", ["e\u2011mail"]),
    ("usa", "trains", ["U.S.A"]),
    ("nodejs", "verbs", ["Node.js"]),
]


@pytest.mark.parametrize(("query", "name", "marked"), MARKED)
def test_what_is_found_is_marked_in_the_hit_and_in_the_article(
    stories: Library, query: str, name: str, marked: list[str]
) -> None:
    number = 1 + list(STORIES).index(name)
    hit = stories.search.hits(query, [number])[number]
    lines = layout(markup.document_from_text(STORIES[name]), 200).lines
    matches = find(lines, stories.search.needles(query))

    assert [hit.snippet[start:end] for start, end in hit.matches] == marked
    assert [lines[match.line].text[match.start : match.end].replace("\u00a0", " ") for match in matches] == marked


def test_a_passage_of_a_long_text_without_blanks_is_around_the_match(library: Library) -> None:
    text = "山川草木" * 300 + "、東京都の天気" + "花鳥風月" * 300
    shelve(library, article("a", text))

    hit = library.search.hits("東京", [1])[1]

    ((start, end),) = hit.matches
    assert hit.snippet[start:end] == "東京"
    assert 10 <= start <= 25  # 48 cells, in which there are as many characters as fit
    assert len(hit.snippet) <= 82


def test_a_match_behind_many_that_begin_alike_is_shown(library: Library) -> None:
    shelve(library, article("a", "東北" * 2_000 + "東京"))

    hit = library.search.hits("東京", [1])[1]

    assert [hit.snippet[start:end] for start, end in hit.matches] == ["東京"]


def test_forms_of_a_word_with_hyphens_are_found_without_them_and_the_other_way(library: Library) -> None:
    shelve(
        library,
        article("a", "Zwei E-Mails kamen an", language="de", published_at=hours_ago(1)),
        article("b", "Viele Newsgroups und Emails", language="de", published_at=hours_ago(2)),
    )

    for query in ("email", "e-mail", "emails", "E-Mails"):
        assert list(library.search.rows(query).ids) == [1, 2]
    assert list(library.search.rows('"e-mail"').ids) == []


LETTERS = st.text("東京天気都のガ서울한กรุé ẞ'-.,・。aB1200+#\u0301\u064bكأאם\u3099\u200b", min_size=1, max_size=12)


@given(words=st.lists(LETTERS, min_size=1, max_size=6))
@example(words=["C++"])
@example(words=["の\u064bの"])
@example(words=["\u0301"])
@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_of_any_script_finds_its_article_and_is_marked(library: Library, words: list[str]) -> None:
    number = max(library.search.rows("").ids, default=0) + 1
    text = safe(" ".join(words))
    if number == 1:
        shelve(library, article("1", text))
    else:
        feed = library.feeds.all()[0]
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), text)))

    query = '"' + words[0].replace("-", " ") + '"'
    found = library.search.find(query)

    if any(sign.isalnum() for sign in words[0]):
        assert number in found.rows.ids
    hits = library.search.hits(query, [number])
    assert all(0 <= begin < end for begin, end in hits[number].matches)


@given(text=st.text("東京天気都の", min_size=1, max_size=40), start=st.integers(0, 39), length=st.integers(1, 8))
@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_part_of_a_text_without_spaces_finds_it(library: Library, text: str, start: int, length: int) -> None:
    feed = library.feeds.all()[0] if library.feeds.all() else shelve(library)
    number = max(library.search.rows("").ids, default=0) + 1
    library.feeds.apply(feed.feed_id, changes(feed, article(str(number), text)))
    part = text[start : start + length] or text

    assert number in library.search.rows(part).ids
    hit = library.search.hits(part, [number])[number]
    assert {hit.snippet[begin:end] for begin, end in hit.matches} == {part}
