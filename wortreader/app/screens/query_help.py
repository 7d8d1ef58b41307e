"""The query language as the help screen and `docs/searching.md` explain it. Pure."""

from __future__ import annotations

from wortreader.app.screens.key_help import HelpRow, HelpSection
from wortreader.i18n import _, language
from wortreader.store.search import fields


def query_section(words: str = "") -> HelpSection | None:
    """The lines that have all of `words` in them; None if no line has."""
    lines = fields.REGISTRY.explanations(language())
    rows = (HelpRow((_examples(line.examples),), _(line.finds)) for line in lines)
    matches = tuple(row for row in rows if row.matches(words))
    return HelpSection(_("What can be searched for"), matches) if matches else None


def _examples(examples: tuple[str, ...]) -> str:
    """Examples in one line, further apart if there are blanks in them."""
    return ("  " if any(" " in example for example in examples) else " ").join(examples)


def docs_table() -> str:
    """The same as Markdown: the table between the two markers in `docs/searching.md`."""
    lines = ["| written | finds |", "|---|---|"]
    for line in fields.REGISTRY.explanations():
        examples = " ".join(f"`{example}`" for example in line.examples).replace("|", r"\|")
        lines.append(f"| {examples} | {_(line.finds)} |")
    return "\n".join(lines)
