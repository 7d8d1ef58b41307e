"""Measures what the reader feels: `python tests/bench/bench.py [--articles N] [--feeds N] [--only NAME] [--write]`.

Makes its own data, in a temporary folder or in the one that `--keep` names, where a later run finds it again. Prints a
Markdown table; `--write` puts it into docs/benchmarks.md,
and the figures that have limits into ARCHITECTURE.md. Figures mean something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.pop(0)  # this folder, where this file hides the package that the folder is
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import (
    articles,
    extracting,
    far_away,
    measuring,
    quality,
    reading,
    refreshing,
    ruling,
    searching,
    typesetting,
)
from bench.make_library import make_library

from wortreader.model import utc_now

PROJECT = Path(__file__).resolve().parents[2]
ARCHITECTURE = PROJECT / "ARCHITECTURE.md"
BENCHMARKS = PROJECT / "docs" / "benchmarks.md"
PARTS = ("reading", "far_away", "articles", "typesetting", "extracting", "quality", "refreshing", "ruling", "searching")


def main() -> None:
    """Measures, prints, and writes down what was asked for."""
    arguments = _arguments()
    if arguments.only in (None, "quality"):
        found = quality.report()
        sys.stdout.write(f"{found}\n\n")
        if arguments.write:
            measuring.write_between_marks(BENCHMARKS, f"{found}\n", "quality")
    if arguments.only == "quality":
        return
    with tempfile.TemporaryDirectory(prefix="wortreader-bench-") as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = []
        for figure in _figures(folder, arguments):
            figures.append(figure)
            sys.stderr.write(f"{figure.what}: {figure.measured:.3f} {figure.unit} {figure.remark}\n")
    report = measuring.report(figures, article_count=arguments.articles, feed_count=arguments.feeds)
    sys.stdout.write(report)
    if arguments.write:
        if arguments.only is None:
            measuring.write_between_marks(BENCHMARKS, report)
        else:
            measuring.update_table(BENCHMARKS, figures)
        measuring.update_table(ARCHITECTURE, figures, only_limited=True)


def _figures(folder: Path, arguments: argparse.Namespace) -> Iterator[measuring.Figure]:
    if arguments.only in (None, "reading", "ruling", "searching"):
        library = folder / f"library-{arguments.articles}-{arguments.feeds}.db"
        if not library.exists():
            sys.stderr.write(f"Making {arguments.articles} articles; a minute or three for 100,000.\n")
            make_library(library, now=utc_now(), article_count=arguments.articles, feed_count=arguments.feeds)
        for name, measure in (("searching", searching), ("ruling", ruling), ("reading", reading)):
            if arguments.only in (None, name):
                yield from measure.measure(library)
    if arguments.only in (None, "far_away"):
        yield from far_away.measure()
    if arguments.only in (None, "articles"):
        yield from articles.measure()
    if arguments.only in (None, "typesetting"):
        yield from typesetting.measure()
    if arguments.only in (None, "extracting"):
        yield from extracting.measure()
    if arguments.only in (None, "refreshing"):
        yield from refreshing.measure(folder, feed_count=arguments.feeds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures what the reader feels.")
    parser.add_argument("--articles", type=int, default=100_000, help="how many articles the library to read holds")
    parser.add_argument("--feeds", type=int, default=500, help="how many feeds it has, and how many are refreshed")
    parser.add_argument("--only", choices=PARTS, help="measure only this part")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the data there, and use what is there")
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/benchmarks.md and ARCHITECTURE.md"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
