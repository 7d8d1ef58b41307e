"""The parts of the documents that are made from the program. `scripts/documents` writes them; a test compares them.

Such a part is between two markers: `<!-- keys -->` and `<!-- /keys -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from wortreader.app.screens import command_help, key_help, query_help
from wortreader.cli.manual import man_page
from wortreader.settings import documents as settings

ROOT: Final = Path(__file__).parent.parent
MAN_PAGE: Final = ROOT / "man" / "wortreader.1"
PARTS: Final[Mapping[str, Mapping[str, Callable[[], str]]]] = {
    "README.md": {"keys": key_help.readme_section, "settings": settings.readme_section},
    "docs/commands.md": {"commands": command_help.docs_tables},
    "docs/configuration.md": {"settings": settings.reference_section},
    "docs/searching.md": {"query fields": query_help.docs_table},
}
"""What makes each part, by document and marker."""


def updated(name: str) -> str:
    """The document `name` of `PARTS`, with its parts made anew."""
    document = (ROOT / name).read_text(encoding="utf-8")
    for marker, make in PARTS[name].items():
        before, _old, after = re.split(
            rf"(?<=<!-- {marker} -->\n)(.*?)(?=<!-- /{marker} -->)", document, maxsplit=1, flags=re.DOTALL
        )
        document = f"{before}{make().strip()}\n{after}"
    return document


def main() -> None:
    """Writes all of them."""
    for name in PARTS:
        (ROOT / name).write_text(updated(name), encoding="utf-8")
    MAN_PAGE.write_text(man_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
