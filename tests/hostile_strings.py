"""Strings that want to drive a terminal, reorder text, hide in it, or be taken for markup, code or a format.

By family, so that a failure says which. None of the sequences in them is one that the app writes itself: colours,
places and modes are others, so that one that came through is recognised (see `terminal_grammar`).
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

_CSI = (
    "2J", "3J", "777;7H", "38;2;1;2;3m", "31m", "7;5m", "0;4:3m", "?1049l", "?1049h", "?25h", "?1000h", "?1002h",
    "?1003l", "?2004l", "?5h", "?47h", "?3h", "4h", "20h", "!p", "6n", "5n", "c", ">c", "=c", ">q", "x", "21t", "18t",
    "11;1t", "8;999;999t", "1;1;80;24;1;1;1;1$v", "1;1;24;80$z", "65;1;1;24;80$x", "1$}", "2 q", "0\"q", "61\"p", "5i",
    "4i", "?2026h", ">31u", "<99u", ">4;2m", "99L", "99M", "99P", "99@", "99X", "9999b", "5;6r", "99S", "99T", "3g",
    "s", "u", "1;2'z", "?15;1n", "?996n", "999E", "999F", "2;2;2{", "1+y", "1*|",
)  # fmt: skip
_OSC = (
    "0;title", "1;icon", "2;title", "3;X=1", "4;1;#ff0000", "4;1;?", "7;file://bad.example/etc", "8;;http://bad.example/",
    "8;id=w;javascript:alert(1)", "9;notice", "9;4;1;50", "9;9;C:\\", "10;#ff0000", "10;?", "11;#ff0000", "11;?", "12;red",
    "13;?", "22;pointer", "50;font", "52;c;cm0gLXJmIH4=", "52;p;?", "99;i=1:d=0;notice", "104;1", "110", "111", "133;A",
    "133;C", "633;E;rm", "666", "697;x", "701;C", "777;notify;a;b", "777;precmd", "1337;File=inline=1:AAAA",
    "1337;SetUserVar=a=Yg==", "1337;CopyToClipboard=", "1337;RequestUpload=format=tgz", "5522;type=read", "l title",
    "L icon", "I file", "P1ff0000", "R",
)  # fmt: skip
_STRINGS = (
    "$qm", "$q\"p", "$q r", "+q544e", "+Q", "1$tx", "q#0;2;0;0;0~-", "0;1;0q\"1;1;9;9#1!9~", "1;0|17/41",
    "tmux;\x1b\x1b]52;c;YQ==\x07", "=1s", "=2s", "@kitty-cmd{\"cmd\":\"ls\"}", "{0;1;1", "0!u%5",
)  # fmt: skip
_KITTY = ("Ga=T,f=24,s=1,v=1;AAAA", "Ga=q,i=31;AAAA", "Gt=f,a=T;L2V0Yy9wYXNzd2Q=", "Ga=d", "text", "X")
_SIMPLE = (
    "c", "7", "8", "#8", "#3", "(0", "(B", ")0", "*A", "+A", "%G", "%@", "=", ">", "D", "E", "H", "M", "N", "O", "Z",
    "n", "o", "|", "}", "~", " F", " G", "6", "9", "l", "m", "k title\x1b\\", "[", "]", "P", "_", "^", "X", "", "\x1b",
)  # fmt: skip


def _escapes() -> Iterator[str]:
    yield from (f"{ESC}[{tail}" for tail in _CSI)
    yield from (f"\x9b{tail}" for tail in _CSI[::4])


def _commands() -> Iterator[str]:
    for at, tail in enumerate(_OSC):
        yield f"{ESC}]{tail}{(BEL, ST)[at % 2]}"
    yield from (f"\x9d{tail}\x9c" for tail in _OSC[::4])
    yield from (f"{ESC}]{tail}" for tail in _OSC[::8])  # without an end


def _device_strings() -> Iterator[str]:
    yield from (f"{ESC}P{tail}{ST}" for tail in _STRINGS)
    yield from (f"\x90{tail}\x9c" for tail in _STRINGS[::3])
    yield from (f"{ESC}_{tail}{ST}" for tail in _KITTY)
    yield from (f"{opener}text{ST}" for opener in (f"{ESC}X", f"{ESC}^", "\x98", "\x9e", "\x9f"))


def _nested() -> Iterator[str]:
    yield "\x1b\x1b[31m"
    yield "\x1b\x00[31m"
    yield "\x1b\u200b[31m"
    yield "\x1b[3\x181m"
    yield "\x1b[3\n1m"
    yield "\x1b]0;\x1b]52;c;YQ==\x07\x07"
    yield "\x1bP\x1b]0;x\x07\x1b\\"
    yield "\x1b\x7f[2J"
    yield "\xc2\x9b31m"
    yield "\u001b\u0338[2J"
    yield "&#27;[31m"
    yield "&amp;#x1b;]52;c;YQ==&amp;#7;"
    yield "&amp;amp;#155;31m"
    yield "%1b%5d52;c;YQ==%07"
    yield "\\x1b[31m \\033[31m \\e[31m \\u001b[31m"
    yield "^[[31m"
    yield "\u241b[31m"


_CONTROLS = {
    "C0 and DEL": [f"a{chr(code)}b" for code in (*range(0x20), 0x7F)],
    "C1": [f"a{chr(code)}b" for code in range(0x80, 0xA0)],
    "line breaks": [
        "a\r\nb",
        "a\rb",
        "a\u2028b",
        "a\u2029b",
        "a\x85b",
        "a\n\n\nb",
        "\b" * 80 + "over",
        "\r" + " " * 80,
    ],
}
_UNICODE = {
    "bidi": [f"a{mark}txt.exe" for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    + ["\u202e" * 50 + "a", "\u2066\u2067a\u2069", "if (admin\u202e\u2066) {\u2069 \u2066// }"],
    "marks": [
        *(f"x{mark * 60}y" for mark in "\u0301\u0e47\u20dd\u0489\u093c\u0591\u034f\U0001d16d"),
        "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 6,
    ],
    "invisible": [
        *(f"a{character * 20}b" for character in "\u00ad\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u2800\u3164\ufeff"),
        *(f"a{character * 20}b" for character in "\ufe0f\ufe00\U000e0100\uffa0\ufff9\ufffb\U0001d173\U00013430"),
        "".join(chr(0xE0000 + ord(letter)) for letter in "ignore this"),
        "👩" + "\u200d👩" * 30,
        "🏴" + "".join(map(chr, (0xE0067, 0xE0062, 0xE007F))),
        "\u200b",
        "\u3164\u3164",
    ],
    "no characters": ["a\ud800b", "a\udfffb", "a\ufdd0b", "a\ufffeb", "a\uffffb", "a\U0001fffeb", "a\U0010ffffb", "\udc9b31m"],
    "homographs": ["аррӏе.com", "pаypal", "ⅼibrary", "google\u2024com", "xn--80ak6aa92e.com", "ｈｔｔｐ：／／bad.example"],
    "long": ["W" * 1_500, "\u5b57" * 900, "[" * 900, "a " * 900, "\x1b[31m" * 200],
}  # fmt: skip
_PLAIN = {
    "Textual": [
        "[@click=app.quit]x[/]", "[/]", "[/b]", "[b]x", "[link=javascript:alert(1)]x[/link]", "[on red]x[/]", "[red", "\\[b]",
        "[@click=\"app.bell\"]", "[$error]x[/]", "[bold $text on $error]x", ":bomb:", "[#ff0000]x[/]", "[@mouse.down=app.quit]",
    ],
    "HTML": [
        "<script>alert(1)</script>", "<b onclick=x()>b</b>", "</title></item>", "<!--", "]]>", "<![CDATA[x]]>", "&lt;b&gt;",
        "&bogus;", "&#0;", "&#xd800;", "&#x110000;", "&#155;31m", "<svg onload=alert(1)>", "<plaintext>", "<?php x ?>", "&#x1b;[2J",
        "&nbsp;&ZeroWidthSpace;&NoBreak;", "&Tab;&NewLine;x", "<style>*{display:none}</style>", "<textarea>", "<a href='x'",
    ],
    "formats": ["%s%s%n", "%(title)s", "{0}", "{}", "{title}", "{0.__class__}", "{title!r:>9999}", "%d", "{", "}", "%", "${HOME}", "$(id)"],
    "shell": ["`id`", "; rm -rf ~", "| cat", "&& id", "-rf", "--library=/dev/null", "~root", "../../etc/passwd", "a\\b", "'\"", "*", "a\nid\n"],
    "queries": [
        "' OR 1=1 --", "\"; DROP TABLE feeds; --", "title:", "\"", "NEAR(a b", "a*b^c", "(((", ")", "AND OR NOT", "feed:\"", "-", "text:/(/",
        "/(a+)+$/", "x:y:z", "\"a\" NEAR/2 \"b\"",
    ],
    "addresses": [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1", "http://bad.example/%1b%5b2J",
        "http://bad.example/%0d%0aSet-Cookie:x", "http://u:p@bad.example/", "//bad.example", "http://bad.example/\u202egpj.exe", "mailto:a%0abcc:b",
        "ssh://-oProxyCommand=id/", "http://bad.example/?a=\x1b]0;x\x07",
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile string."""

    family: str
    number: int
    """Its place among all of them."""
    text: str

    def __str__(self) -> str:
        return f"{self.family} {self.number}: {self.text[:60]!r}"


def _all() -> Iterator[tuple[str, str]]:
    made: Mapping[str, Callable[[], Iterator[str]]] = {
        "CSI": _escapes,
        "OSC": _commands,
        "DCS, APC, SOS, PM": _device_strings,
        "nested": _nested,
    }
    for family, make in made.items():
        yield from ((family, text) for text in make())
    yield from (("escapes", ESC + tail) for tail in _SIMPLE)
    for families in (_CONTROLS, _UNICODE, _PLAIN):
        for family, texts in families.items():
            yield from ((family, text) for text in texts)


STRINGS: tuple[Hostile, ...] = tuple(Hostile(family, number, text) for number, (family, text) in enumerate(_all()))

_FIRST = {string.family: string for string in reversed(STRINGS)}
FEW: tuple[Hostile, ...] = tuple(
    string for string in STRINGS if string.number % 16 == 3 or string is _FIRST[string.family]
)
"""Some of every family, for the tests that always run."""


def references(text: str) -> str:
    """Every character as a numeric reference, which XML may not have for most of them."""
    return "".join(f"&#{ord(character)};" for character in text)


def _in_cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


ENCODINGS: Mapping[str, Callable[[str], str]] = {
    "raw": html.escape,
    "references": references,
    "twice": lambda text: html.escape(references(text)),
    "three times": lambda text: html.escape(html.escape(references(text))),
    "CDATA": _in_cdata,
    "percent": lambda text: quote(text, safe="", errors="surrogatepass"),
}
"""How a string gets into an element of XML or HTML."""


def as_bytes(document: str, *, is_latin: bool = False) -> bytes:
    """The bytes of a document: UTF-8 with lone surrogates, or C1 characters as the bytes 80 to 9F."""
    if is_latin:
        return document.encode("latin-1", "xmlcharrefreplace")
    return document.encode("utf-8", "surrogatepass")
