"""Reads values that a script writes down as literals of JavaScript, without ever running it.

State of a page is often no JSON: `serialize-javascript` and `devalue` write names without quotes, `undefined`, `new
Date(…)`, `!0`, and Nuxt 2 and SvelteKit a function that is called at once, whose parameters are what occurs twice:
`(function(a,b){a.c=1;return {d:a,e:b}}({},"x"))`. Whatever else a program may do ends the reading.

Left out: turning such source into JSON with regular expressions, which would change texts that look like source.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn
from urllib.parse import unquote

_MOST_NODES: Final = 100_000
_MOST_DEPTH: Final = 60
_BLANKS: Final = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER: Final = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)n?")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|`(?:[^`\\$]|\\.|\$(?!\{))*`', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LETTERS: Final = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": "", "\u2028": "",
}  # fmt: skip
_SKIPPED: Final = re.compile(rf"{_STRING.pattern}|[{{}}]", re.DOTALL)
_CONSTANTS: Final[dict[str, Any]] = {
    "true": True, "false": False, "null": None, "undefined": None, "NaN": None, "Infinity": None,
}  # fmt: skip
_NESTED: Final = ("JSON.parse", "decodeURIComponent", "unescape", "decodeURI")
"""Functions that are applied to what they are called with."""


class NoLiteral(ValueError):
    """The source is no literal here, or has more nodes or levels than are read."""


class LiteralReader:
    """Reads the values in a script: together no more than `_MOST_NODES`, which takes half a second."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.names: dict[str, Any] = {}
        self.nodes = 0

    def read(self, start: int) -> tuple[Any, int]:
        """The value that is written at `start`, and where it ends.

        Dates, maps and other objects are what they are made of; what is not defined is None. Raises NoLiteral.
        """
        self.at, self.names = start, {}
        return self._value(0), self.at

    def _value(self, depth: int) -> Any:
        self.nodes += 1
        if depth > _MOST_DEPTH or self.nodes > _MOST_NODES:
            self._fail()
        sign = self._peek()
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            self.at += 1
            return self._list("]", depth)
        if sign in ('"', "'", "`"):
            return self._string()
        if sign == "(":
            return self._bracket(depth)
        if sign == "!":
            self.at += 1
            return not self._value(depth + 1)
        if (number := _NUMBER.match(self.source, self.at)) is not None:
            self.at = number.end()
            return _number(number[0])
        return self._named(depth)

    def _fail(self) -> NoReturn:
        raise NoLiteral(f"no literal at {self.at}")

    def _peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        blanks = _BLANKS.match(self.source, self.at)
        self.at = blanks.end() if blanks else self.at
        return self.source[self.at : self.at + 1]

    def _take(self, sign: str) -> bool:
        """Whether `sign` is next; it is taken then."""
        is_next = self._peek() == sign
        self.at += is_next
        return is_next

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            self._fail()

    def _name(self) -> str:
        self._peek()
        name = _NAME.match(self.source, self.at)
        if name is None:
            self._fail()
        self.at = name.end()
        return name[0]

    def _object(self, depth: int) -> dict[str, Any]:
        self._expect("{")
        found: dict[str, Any] = {}
        while not self._take("}"):
            sign = self._peek()
            if sign in ('"', "'"):
                key = self._string()
            elif (number := _NUMBER.match(self.source, self.at)) is not None:
                self.at = number.end()
                key = number[0]
            else:
                key = self._name()
                if self._peek() in (",", "}"):
                    found[key] = self.names.get(key)
                    self._take(",")
                    continue
            self._expect(":")
            found[key] = self._value(depth + 1)
            if not self._take(",") and self._peek() != "}":
                self._fail()
        return found

    def _list(self, end: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while not self._take(end):
            if self._take(","):  # a hole
                found.append(None)
                continue
            found.append(self._value(depth + 1))
            if not self._take(",") and self._peek() != end:
                self._fail()
        return found

    def _string(self) -> str:
        string = _STRING.match(self.source, self.at)
        if string is None:
            self._fail()
        self.at = string.end()
        return _unescaped(string[0][1:-1])

    def _bracket(self, depth: int) -> Any:
        """A value in brackets, or a function that is called at once."""
        self._expect("(")
        if self.source.startswith("function", self.at):
            return self._call_of_function(depth, is_open=True)
        found = self._value(depth + 1)
        self._expect(")")
        return found

    def _call_of_function(self, depth: int, *, is_open: bool) -> Any:
        """What a function returns with these arguments: `function(a){return …}(…))` or `function(a){return …})(…)`."""
        self._name()
        self._expect("(")
        parameters: list[str] = []
        while not self._take(")"):
            parameters.append(self._name())
            self._take(",")
        self._expect("{")
        body = self.at
        self._skip_block()
        is_closed = is_open and self._take(")")
        self._expect("(")
        arguments = self._list(")", depth)
        if is_open and not is_closed:
            self._expect(")")
        end = self.at
        before = self.names
        self.names = before | dict(zip(parameters, [*arguments, *[None] * len(parameters)], strict=False))
        self.at = body
        found = self._returned(depth)
        self.names, self.at = before, end
        return found

    def _skip_block(self) -> None:
        """Goes behind the end of the block that is open."""
        level = 1
        while level:
            sign = _SKIPPED.search(self.source, self.at)
            if sign is None:
                self._fail()
            self.at = sign.end()
            level += {"{": 1, "}": -1}.get(sign[0], 0)

    def _returned(self, depth: int) -> Any:
        """The value behind `return`, after assignments to parts of the parameters."""
        while (name := self._name()) != "return":
            target, key = self.names.get(name), ""
            while (sign := self._peek()) in (".", "["):
                if key:
                    target = target.get(key) if isinstance(target, dict) else None
                self.at += 1
                key = self._name() if sign == "." else str(self._value(depth + 1))
                if sign == "[":
                    self._expect("]")
            self._expect("=")
            found = self._value(depth + 1)
            if isinstance(target, dict) and key:
                target[key] = found
            elif isinstance(target, list) and key.isdecimal() and int(key) <= len(target):
                target[int(key) : int(key) + 1] = [found]
            self._take(";")
        return self._value(depth + 1)

    def _named(self, depth: int) -> Any:
        """A constant, a parameter, or what an object is made of."""
        name = self._name()
        if name == "void":
            self._value(depth + 1)
            return None
        if name == "new":
            name = self._name()
        if name == "function":
            self._fail()
        if name in self.names or name in _CONSTANTS:
            return self.names[name] if name in self.names else _CONSTANTS[name]
        while self._take("."):
            name += f".{self._name()}"
        self._expect("(")
        arguments = self._list(")", depth)
        first = arguments[0] if arguments else None
        return _applied(name, first) if name in _NESTED and isinstance(first, str) else first


def _applied(name: str, text: str) -> Any:
    if name != "JSON.parse":
        return unquote(text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise NoLiteral("no JSON") from error


def _number(text: str) -> int | float:
    text = text.rstrip("n")
    try:
        return int(text, 16) if "x" in text.lower() else float(text) if {*".eE"} & {*text} else int(text)
    except (ValueError, OverflowError):
        return 0


def _unescaped(text: str) -> str:
    """What a string stands for. Halves of characters that belong together are joined."""
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_character, text)
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def _character(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2] or escape[3]:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else ""
    return _LETTERS.get(escape[4], escape[4])
