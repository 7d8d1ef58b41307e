"""Hard strings and random markup for the tests of articles."""

from __future__ import annotations

from hypothesis import strategies as st

HARD_STRINGS = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "https://www.example.lu/a/very/long/path/to-an-article?id=123456789&page=2#section-that-is-long",
    "« rattrapage nécessaire » : les réseaux ! pourquoi ?",
    "日本語のテキストは、どこでも改行できます。「引用」",
    "👨‍👩‍👧‍👦 🇱🇺 🏳️‍🌈 👍🏽 1️⃣",
    "e\u0301a\u0308o\u0302" * 20,
    "العربية عبرية mixed text",
    "10 \u200d",
    "\u200d\u200dabc\u200d",
    "ﷺ ﷽ ำำ 각 ½",
    "\ufe0f1\ufe0f",
    "a\u00a0b\u202fc" * 30,
    "Nord-Süd-Verbindung—und/oder",
    "",
    " \n\t ",
)
_TAGS = (
    "p", "div", "b", "i", "em", "s", "a", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "pre", "code",
    "h1", "h4", "img", "figure", "figcaption", "br", "hr", "dl", "dt", "dd", "details", "summary", "sup", "sub",
    "q", "iframe", "ruby", "rt", "svg", "form", "center", "caption",
)  # fmt: skip
_ATTRIBUTES = (
    "", " href='https://x.lu/?utm_source=1'", " href='javascript:1'", " colspan=3", " colspan=99999 rowspan=999",
    " rowspan=2", " width=1", " src='https://i.lu/a.png' alt='Bild'", " start=-5 type=a", " value=99 type=i", " hidden",
    " reversed", " title='T'",
)  # fmt: skip
_TOKENS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(_TAGS)),
    st.builds("{} ".format, st.sampled_from(HARD_STRINGS)),
    st.sampled_from(
        ("Wort", "1 250 %", " ", "\n", "&#27;]0;x", "&nbsp;", "&#xFFFFFFFF;", "\x00", "\ud800", "&lt;b&gt;")
    ),
    st.text(max_size=12),
)
any_html = st.lists(_TOKENS, max_size=30).map("".join)
"""Any sequence of tags, closed or not, and hard text."""
