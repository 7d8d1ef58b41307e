"""Syntax highlighting of code.

Maps Pygments' tokens to roles. Pygments is imported for the first code, because its lexers take longer than a frame.
Code in an unknown language has one colour.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, TypeAlias

from wortreader.prose.typeset.lines import Role

MAX_COLOURED: Final = 20_000
"""Characters. Longer code has one colour, because a lexer reads about 300 characters a millisecond."""

HighlightedLine: TypeAlias = tuple[tuple[int, Role], ...]
"""For one line of code, the end of each stretch, in characters, and its role."""

_SIGNS: Final = (
    (re.compile(r"#!.*\bpython|(?:^|\n)(?:from [\w.]+ import |(?:def|class) \w+.*:$)", re.M), "python"),
    (re.compile(r"(?:^|\n)import [\w.]+$", re.M), "python"),
    (re.compile(r"#!.*sh\b|(?:^|\n)\$ \w"), "bash"),
    (re.compile(r"<\?php"), "php"),
    (re.compile(r"\s*<(?:!doctype html|html|\?xml|[a-z]+ [a-z]+=\"|/?(?:div|p|ul|script)\b)", re.I), "html"),
    (re.compile(r"\s*[{\[]\s*[\"{\[]"), "json"),
    (re.compile(r"(?:diff --git|--- \S+|@@ -\d+)"), "diff"),
    (re.compile(r"#include\s*[<\"]"), "c"),
    (re.compile(r"(?:^|\n)(?:pub )?fn \w+.*[{(]|(?:^|\n)\s*let mut "), "rust"),
    (re.compile(r"(?:^|\n)package \w+\n|(?:^|\n)func \w*\("), "go"),
    (re.compile(r"(?:^|\n)\s*(?:const|let|var) \w+ = |(?:^|\n)(?:async )?function \w+\("), "javascript"),
    (re.compile(r"\s*(?:select\b.+\bfrom|create table|insert into|with \w+ as)\b", re.I | re.S), "sql"),
)  # fmt: skip
"""What code of one language begins with, and hardly any other."""


@lru_cache(maxsize=32)
def highlight(code: str, language: str | None) -> tuple[HighlightedLine, ...]:
    """The roles in each line of `code`. `language` is a name that the source gives, in any common spelling."""
    lines = code.split("\n")
    plain = tuple(((len(line), Role.CODE_BLOCK),) for line in lines)
    name = language or guess_language(code)
    if name is None or len(code) > MAX_COLOURED:
        return plain
    lexer = _lexer(name)
    return _read_lines(lexer, code) or plain if lexer is not None else plain


def guess_language(code: str) -> str | None:
    """The language that `code` is probably written in; None if there is no sign."""
    beginning = code[:2000]
    return next((name for sign, name in _SIGNS if sign.match(beginning) or sign.search(beginning, 1, 600)), None)


@lru_cache(maxsize=16)
def _lexer(name: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _read_lines(lexer: Any, code: str) -> tuple[HighlightedLine, ...]:
    """The lines as `lexer` reads them; none if it does not return what it was given."""
    lines: list[HighlightedLine] = []
    line: list[tuple[int, Role]] = []
    end, read = 0, 0
    for token, text in lexer.get_tokens(code):
        role = _role(token)
        read += len(text)
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(tuple(line))
                line, end = [], 0
            if part:
                end += len(part)
                if line and line[-1][1] is role:
                    line.pop()
                line.append((end, role))
    lines.append(tuple(line))
    is_whole = read == len(code) and all(
        (found[-1][0] if found else 0) == len(text) for found, text in zip(lines, code.split("\n"), strict=False)
    )
    return tuple(lines) if is_whole else ()


@lru_cache(maxsize=512)
def _role(token: Any) -> Role:
    from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String

    kinds = (
        (Comment, Role.CODE_COMMENT),
        (Generic.Deleted, Role.CODE_COMMENT),
        (Generic.Inserted, Role.CODE_STRING),
        (Generic.Prompt, Role.CODE_COMMENT),
        (String, Role.CODE_STRING),
        (Number, Role.CODE_NUMBER),
        (Keyword.Constant, Role.CODE_NUMBER),
        (Keyword, Role.CODE_KEYWORD),
        (Operator.Word, Role.CODE_KEYWORD),
        (Name.Tag, Role.CODE_KEYWORD),
        (Name.Function, Role.CODE_NAME),
        (Name.Class, Role.CODE_NAME),
        (Name.Decorator, Role.CODE_NAME),
        (Name.Attribute, Role.CODE_NAME),
    )
    return next((role for kind, role in kinds if token in kind), Role.CODE_BLOCK)
