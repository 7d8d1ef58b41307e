"""Literals of JavaScript are read without running them."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from wortreader.prose.pages.page_state import article_in
from wortreader.prose.pages.react_stream import STREAM, page_in
from wortreader.prose.pages.script_values import LiteralReader, NoLiteral
from wortreader.prose.pages.state_values import values_in


def read(source: str) -> Any:
    return LiteralReader(source).read(0)[0]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{a:1,'b':[1,,-2.5e1],\"c\":!0,3:void 0,}", {"a": 1, "b": [1, None, -25.0], "c": True, "3": None}),
        ("{at:new Date(17),n:new Map([['a',1]]),u:undefined,x:NaN}", {"at": 17, "n": [["a", 1]], "u": None, "x": None}),
        (r"""['it\'s', "\u00e9\x41\ud83d\ude00\n", `a
b`]""", ["it's", "éA😀\n", "a\nb"]),
        ("/* a */ [ // b }\n 1 ]", [1]),
        ('(function(a,b){return {x:a,y:[b,"}"]}}(1,{z:2}))', {"x": 1, "y": [{"z": 2}, "}"]}),
        ('(function(a){return a})("x")', "x"),
        ('(function(a,b){a.c=1;a["d"]=[];a.d[0]=b;return {v:a}}({},"x"))', {"v": {"c": 1, "d": ["x"]}}),
        ('JSON.parse("{\\"a\\":[1]}")', {"a": [1]}),
        ("JSON.parse(decodeURIComponent('%7B%22a%22%3A%22%C3%A9%22%7D'))", {"a": "é"}),
    ],
)  # fmt: skip
def test_a_literal_is_its_value(source: str, value: Any) -> None:
    assert read(source) == value


@pytest.mark.parametrize(
    "source",
    ["{a:function(){}}", "{a:b}", "[1,2", "{a:1 b:2}", "`${a}`", "'a", "", "fetch", "(function(a){a()}(1))", "[" * 999],
)  # fmt: skip
def test_programs_and_broken_literals_are_none(source: str) -> None:
    with pytest.raises(NoLiteral):
        read(source)


def test_a_value_that_contains_itself_is_read() -> None:
    value = read("(function(a){a.self=a;return a}({}))")

    assert value["self"] is value


def test_mutilated_states_are_values_or_nothing() -> None:
    chance = random.Random(7)
    sources = (
        'a={b:1,c:(function(a,b){a.d=b;return {e:a}}({},"x")),f:[1,"2",new Date("2026")]};',
        '["Reactive",1,{"a":2},[3,0],"x"]',
        'self.__next_f.push([1,"0:[\\"$\\",\\"p\\",null,{\\"children\\":\\"$1:a:0\\"}]\\n1:{\\"a\\":[\\"x\\"]}\\n2:T5,hello"])',
        '{"a":{"__typename":"A","b":{"__ref":"a"}},"c":{"__ref":"a"}}',
    )
    for _round in range(2000):
        source = list(chance.choice(sources))
        for _place in range(chance.randrange(5)):
            source[chance.randrange(len(source))] = chance.choice("{}[]()\"'`,:;=$\\019aT\n")
        text = "".join(source)
        assert all(isinstance(value, (dict, list, str, int, float, type(None))) for value in values_in(text))
        assert STREAM in text or page_in((text,)) == ""
        assert article_in((text,), "The bridge that was opened") == ""


@pytest.mark.thorough
def test_rows_that_refer_to_others_twice_end_at_the_limit() -> None:
    rows = "".join(f'{n:x}:["${n + 1:x}","${n + 1:x}"]\n' for n in range(60))
    source = f"self.__next_f.push({json.dumps([1, rows])})"

    assert article_in((source,), "The bridge that was opened") == page_in((source,)) == ""


def test_the_elements_of_a_stream_are_drawn_without_what_stands_in_for_them() -> None:
    missing = ["$", "p", None, {"children": "404"}]
    words = ["$", "p", None, {"className": "a", "children": ["One ", "$2", " & 3"]}]
    root = ["$", "$L1", None, {"tree": words, "notFound": missing}]
    rows = f'0:{json.dumps(root)}\n1:I[2,[],"App"]\n2:["$","b",null,{{"children":"two"}}]\n'
    source = f"self.__next_f.push({json.dumps([1, rows])})"

    assert page_in((source,)) == '<html><body><p class="a">One <b>two</b> &amp; 3</p></body></html>'
