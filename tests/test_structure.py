"""Rules about the shape of the package that no linter checks; import-linter's contracts are in pyproject.toml."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

PACKAGE: Final = Path(__file__).parent.parent / "wortreader"
MAX_MODULE_LINES: Final = 400
MAX_FUNCTION_LINES: Final = 60
LONG_MODULES: Final[Mapping[str, int]] = {}
"""Modules that may be longer, and how long. The numbers only go down."""


@cache
def parsed_modules() -> dict[str, ast.Module]:
    """The syntax tree of every module of the package, by the module's name."""
    modules = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        modules[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return modules


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """The trees take 140 MB, which no other test needs."""
    yield
    parsed_modules.cache_clear()


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """The modules of the package that a module imports: at its top, inside functions and for type checkers only."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names if alias.name in parsed_modules())
            case ast.ImportFrom(module=str(parent), names=names, level=0):
                for alias in names:
                    if f"{parent}.{alias.name}" in parsed_modules():
                        yield f"{parent}.{alias.name}"
                    elif parent in parsed_modules():
                        yield parent


def import_graph() -> dict[str, set[str]]:
    """What each module imports from the package."""
    return {name: set(imported_modules(tree)) - {name} for name, tree in parsed_modules().items()}


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(import_graph()).prepare()
    except CycleError as error:
        pytest.fail(" is imported by ".join(error.args[1]))


def test_the_tables_of_the_architecture_list_all_layers_in_their_order() -> None:
    project = PACKAGE.parent
    contracts = tomllib.loads((project / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    tables = (project / "ARCHITECTURE.md").read_text().split("| package | owns |")[1:]

    for checked, table in zip(layers, tables, strict=True):
        place = {name: number for number, layer in enumerate(checked) for name in layer.split(" | ")}
        place.pop("__main__", None)
        rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
        listed = [name.strip("`/") for row in rows for name in row.split()]
        assert sorted(listed) == sorted(place)
        assert [place[name] for name in listed] == sorted(place.values())


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/design.md", "tests/FAULTS.md"])
def test_every_module_that_a_document_names_exists(document: str) -> None:
    project = PACKAGE.parent
    named = re.findall(r"`([a-z_/]+\.py)`", (project / document).read_text())
    paths = [
        f"/{path.relative_to(project)}"
        for folder in ("wortreader", "tests")
        for path in (project / folder).rglob("*.py")
    ]

    assert named
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in paths)] == []


def test_no_module_is_too_long() -> None:
    lines = {module: tree.body[-1].end_lineno or 0 for module, tree in parsed_modules().items() if tree.body}

    assert {m: n for m, n in lines.items() if n > LONG_MODULES.get(m, MAX_MODULE_LINES)} == {}


def test_no_function_is_too_long() -> None:
    lines = [
        (f"{module}.{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for module, tree in parsed_modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [(name, n) for name, n in lines if n > MAX_FUNCTION_LINES] == []


def test_a_public_class_has_a_name_of_its_own() -> None:
    homes = defaultdict(list)
    for module, tree in parsed_modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module)

    shared = {name: modules for name, modules in homes.items() if len(modules) > 1}

    assert shared == {}


FORBIDDEN_CALLS: Final[Mapping[str, str]] = {
    "executescript": "it commits the transaction that it is called in",
    "system": "what it gets is read by a shell",
    "popen": "what it gets is read by a shell",
    "create_subprocess_shell": "what it gets is read by a shell",
}
FORBIDDEN_IMPORTS: Final[Mapping[str, str]] = {
    "html.parser": "it takes quadratic time for some pages",
    "xml.etree": "it expands entities without a bound",
    "xml.dom": "it expands entities without a bound",
    "textual.markup": "what it escapes can still be markup; Content is none",
    "rich.markup": "what it escapes can still be markup; Content is none",
}


def test_nothing_is_used_that_hostile_text_could_misuse() -> None:
    used = set()
    for module, tree in parsed_modules().items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="platform"))):
                    pass
                case ast.Call(func=ast.Attribute(attr=name), keywords=keywords):
                    if name in FORBIDDEN_CALLS or any(keyword.arg == "shell" for keyword in keywords):
                        used.add((module, name))
                case ast.ImportFrom(module=str(name), names=names):
                    named = {name, *(f"{name}.{alias.name}" for alias in names)}
                    used.update((module, each) for each in named & FORBIDDEN_IMPORTS.keys())
                case ast.Import(names):
                    used.update((module, alias.name) for alias in names if alias.name in FORBIDDEN_IMPORTS)

    assert used == set()


def test_feedparser_is_given_bytes_in_memory_and_cleans_nothing_itself() -> None:
    calls = [
        call
        for tree in parsed_modules().values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "feedparser.parse"
    ]

    assert calls
    for call in calls:  # bytes that are a path or an address would be opened; its cleaning takes 26 times as long
        options = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert ast.unparse(call.args[0]).startswith("io.BytesIO(")
        assert options["sanitize_html"] == options["resolve_relative_uris"] == "False"
