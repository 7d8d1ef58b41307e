"""CSS selectors for the elements of a page, as rules for a site use them.

cssselect parses them; they are matched here, in one pass over the page for each. XPath, which cssselect would make of
them, takes quadratic time in libxml2 for `~`, `+` and `div div`, and calls functions. Of Selectors Level 4 there are
types, classes, ids, attributes, the four combinators, lists, and a few pseudo-classes (`PSEUDO_CLASSES`, `:not()` and
`:is()`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from wortreader.errors import ProseError
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.html.elements import Element
from wortreader.sentences import S_

MAX_LENGTH: Final = 300
"""Characters of a selector."""

Test = Callable[[Element], bool]

PSEUDO_CLASSES: Final[dict[str, Test]] = {
    "first-child": lambda element: element.getprevious() is None,
    "last-child": lambda element: element.getnext() is None,
}
"""Pseudo-classes without arguments."""
_ATTRIBUTE_TESTS: Final[dict[str, Callable[[str, str], bool]]] = {
    "=": lambda value, wanted: value == wanted,
    "!=": lambda value, wanted: value != wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


class BadSelector(ProseError):
    """A selector cannot be read, or uses what is not supported. Its text is a sentence without the selector."""


@lazy_dataclass(frozen=True, slots=True)
class _Step:
    """One compound of a complex selector, such as `p.lead`."""

    combinator: str
    """What joins it to the step before: a blank, `>`, `+` or `~`; empty for the first."""
    tag: str
    """In lower case; empty for any."""
    tests: tuple[Test, ...]

    def fits(self, element: Element) -> bool:
        """Whether `element` is what the compound describes, wherever it is."""
        return (not self.tag or element.tag == self.tag) and all(test(element) for test in self.tests)


def select(root: Element, selectors: Iterable[str]) -> list[Element]:
    """The elements under `root` that match any of these selectors, in the order of the page.

    Takes time in proportion to the page and the length of the selectors. Raises BadSelector.
    """
    chains = [chain for selector in selectors for chain in parse(selector)]
    if not chains:
        return []
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    found: set[Element] = set()
    for chain in chains:
        found.update(_matches(elements, chain))
    return [element for element in elements if element in found]


def _matches(elements: list[Element], chain: tuple[_Step, ...]) -> list[Element]:
    """The elements that match a chain of steps. `elements` are all of a tree, parents before their children."""
    ends = [element for element in elements if chain[-1].fits(element)]
    if len(chain) == 1 or not ends:
        return ends
    last = 1 << (len(chain) - 1)
    # For each element, as bits, the steps that end at it, at it or around it, and at it or at a sibling before it.
    at: dict[Element, int] = {}
    around: dict[Element, int] = {}
    beside: dict[Element, int] = {}
    for element in elements:
        parent, previous = element.getparent(), element.getprevious()
        reached = {
            " ": around.get(parent, 0),
            ">": at.get(parent, 0),
            "+": at.get(previous, 0),
            "~": beside.get(previous, 0),
        }
        bits = 0
        for number, step in enumerate(chain):
            is_reached = number == 0 or reached[step.combinator] >> (number - 1) & 1
            if is_reached and step.fits(element):
                bits |= 1 << number
        at[element] = bits
        around[element] = reached[" "] | bits
        beside[element] = reached["~"] | bits
    return [element for element in ends if at[element] & last]


@lru_cache(maxsize=512)
def parse(selector: str) -> tuple[tuple[_Step, ...], ...]:
    """The complex selectors in a list of them, each as its steps. Raises BadSelector."""
    import cssselect
    from cssselect.parser import SelectorError

    if len(selector) > MAX_LENGTH:
        raise BadSelector(S_("it is longer than {count} characters", count=MAX_LENGTH))
    try:
        parsed = cssselect.parse(selector)
    except (SelectorError, RuntimeError) as error:  # RecursionError, or StopIteration in cssselect at an open bracket
        is_open = isinstance(error, RuntimeError) and not isinstance(error, RecursionError)
        reason = S_("a bracket is left open") if is_open else str(error) or S_("it is nested too deeply")
        raise BadSelector(S_("it is not a CSS selector ({reason})", reason=reason)) from error
    if any(one.pseudo_element is not None for one in parsed):
        raise BadSelector(S_("pseudo-elements (“::”) are no elements of a page"))
    return tuple(tuple(_steps(one.parsed_tree)) for one in parsed)


def _steps(tree: Any) -> list[_Step]:
    """The steps of a complex selector, the first one first."""
    from cssselect import parser as css

    combinators, compounds = [""], [tree]
    while isinstance(compounds[-1], css.CombinedSelector):
        combined = compounds.pop()
        combinators.append(combined.combinator)
        compounds += [combined.subselector, combined.selector]
    return [
        _compound(compound, combinator)
        for compound, combinator in zip(reversed(compounds), [combinators[0], *reversed(combinators[1:])], strict=True)
    ]


def _compound(tree: Any, combinator: str = "") -> _Step:
    """The step of a compound selector. Raises BadSelector for what it cannot be."""
    from cssselect import parser as css

    tests: list[Test] = []
    while not isinstance(tree, css.Element):
        if isinstance(tree, css.CombinedSelector):
            raise BadSelector(S_("“:not()” and “:is()” hold single elements, without a combinator between them"))
        tests.append(_test(tree))
        tree = tree.selector
    if tree.namespace:
        raise BadSelector(S_("pages have no namespaces"))
    return _Step(combinator, (tree.element or "").lower(), tuple(reversed(tests)))


def _test(tree: Any) -> Test:
    """The test of one simple selector. Raises BadSelector for one that is not supported."""
    from cssselect import parser as css

    if isinstance(tree, css.Class):
        name = tree.class_name
        return lambda element: name in (element.get("class") or "").split()
    if isinstance(tree, css.Hash):
        id_ = tree.id
        return lambda element: element.get("id") == id_
    if isinstance(tree, css.Attrib):
        return _attribute_test(tree)
    if isinstance(tree, css.Negation):
        without = _compound(tree.subselector)
        return lambda element: not without.fits(element)
    if isinstance(tree, css.Matching):
        choices = [_compound(choice) for choice in tree.selector_list]
        return lambda element: any(choice.fits(element) for choice in choices)
    if isinstance(tree, css.Pseudo) and tree.ident in PSEUDO_CLASSES:
        return PSEUDO_CLASSES[tree.ident]
    is_has = isinstance(tree, css.Relation)
    name = "has" if is_has else getattr(tree, "ident", None) or getattr(tree, "name", None) or type(tree).__name__
    raise BadSelector(S_("“:{name}” is not supported", name=name))


def _attribute_test(tree: Any) -> Test:
    name = tree.attrib.lower()
    if tree.operator == "exists":
        return lambda element: element.get(name) is not None
    compare, wanted = _ATTRIBUTE_TESTS[tree.operator], tree.value.value
    return lambda element: (value := element.get(name)) is not None and compare(value, wanted)
