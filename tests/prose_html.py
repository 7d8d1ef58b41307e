"""Difficult strings and random markup for tests of articles."""

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
    # Wide scripts, with and without their punctuation rules
    "한국어 문장은 띄어쓰기가 있습니다。",
    "中文沒有空格，只有標點。「引號」——破折號",
    "ｆｕｌｌｗｉｄｔｈ　ＡＢＣ１２３",
    "ﾊﾝｶｸｶﾅ",
    "日本語ABC混在123テキスト",
    "𠮷野家𡈽",
    "〜〰︎〰️",
    "가각",
    "（（（「「「",
    "。。。、、、",
    # Emoji: skin, joined families, flags, keycaps, either presentation, tags, what no font knows
    "👩🏽‍🚀👨🏿‍⚕️",
    "👩‍❤️‍💋‍👨" * 8,
    "🇱🇺🇫🇷🇩🇪🇧🇪",
    "🇱",
    "🇱🇺🇫",
    "0️⃣#️⃣*️⃣",
    "☎︎☎️ ✈︎✈️ ❤❤️",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🫨🪿🩷",
    "🧑‍🧑‍🧒‍🧒",
    "👍🏻👍🏿🏻",
    "‍👨",
    "👨‍",
    "👨‍‍👩",
    "😀" * 90,
    "a😀b😀c",
    "©️®️™️",
    # Marks: stacked, on nothing, on wide characters, in many scripts
    "\u0301",
    "\u0301abc",
    " \u0301 x",
    "日\u0301本\u3099",
    "が\u3099",
    "Z̵̡̛͖̗̲̫a̸̢͓̱l̷̡̛g̴̨o̶",
    "q\u0307\u0323",
    "ḍ̇ é ü ñ".replace("é", "e\u0301"),
    "é" * 200,
    "x" + "\u0336x" * 50,
    "\u20dd1\u20dd",
    "n̈ m̈ g̃",
    # Scripts of India and South-East Asia, where marks stand on every side
    "हिन्दी में क्षत्रिय",
    "தமிழ் கௌ",
    "ภาษาไทยไม่มีช่องว่างระหว่างคำ",
    "ພາສາລາວ",
    "မြန်မာဘာသာ",
    "ភាសាខ្មែរ",
    "བོད་སྐད་ཡིག",
    "മലയാളം ക്ഷ",
    "বাংলা কোঁ",
    # From right to left, with and without points, with figures and Latin inside
    "שָׁלוֹם עֲלֵיכֶם",
    "בראשית 1:1 (Genesis)",
    "اَلسَّلَامُ عَلَيْكُمْ",
    "السعر 1250 € فقط",
    "می‌خواهم نیم‌فاصله",
    "ܫܠܡܐ ދިވެހި",
    "\u200fעברית\u200f, English\u200e",
    # Spaces and hyphens that are none, and what is seen by nobody
    "a\u2009b\u200ac\u205fd\u3000e",
    "Wort\u00adtren\u00adnung",
    "a\u200bb\u2060c\ufeffd",
    "non\u2011breaking\u2011hyphens\u2011all\u2011along",
    "\u202eabc\u202c",
    "a\u2028b\u2029c",
    "\U000e0041\U000e0042",
    "\ufff9a\ufffab\ufffb",
    "\U0001f1e6\u200d\U0001f1e6",
    # Old and rare
    "𒀀𒁀 𓀀𓂀 𐤀",
    "ﬀﬁﬂ ǅ ŉ",
    "⸺⸻ ―――",
    "█▓▒░ ╔═╗",
    "⣿⡇ ☰☱ ䷀䷁",
    "∑∫√∞≠ 𝔸𝕓𝒸",
    "㌔㍍㈱",
)
_TAGS = (
    "p", "div", "b", "i", "em", "s", "a", "ul", "ol", "li", "table",
    "tr", "td", "th", "blockquote", "pre", "code",
    "h1", "h4", "img", "figure", "figcaption", "br", "hr", "dl",
    "dt", "dd", "details", "summary", "sup", "sub",
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
"""Any sequence of tags, closed or not, and difficult text."""
