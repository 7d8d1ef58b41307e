"""Searches one target for faults with atheris, which follows how far an input gets in the code.

`scripts/fuzz TARGET [SECONDS]` starts it. It ends with the first fault, and leaves its input in the working directory.
What it finds on the way is kept under `.fuzz/`, where it goes on the next time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

PROJECT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
"""By the clock, for one input that does not come back to Python; `bounded_time` counts processor time."""
MEMORY_MB = 2048
"""Of the process, with what atheris adds to it. `bounded_memory` would take that away from the input."""

with atheris.instrument_imports(include=["wortreader"], enable_loader_override=False):
    from fuzz.mutator import MOST_BYTES, WORDS
    from fuzz.properties import bounded_time
    from fuzz.target import Target
    from fuzz.targets import TARGETS


def main() -> None:
    """Searches for as many seconds as are given."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description="Searches for inputs that cause faults.")
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    options = parser.parse_args()
    target = TARGETS[options.target]
    corpus, dictionary = _prepare(target)
    arguments = [
        sys.argv[0],
        f"-max_total_time={options.seconds}",
        f"-timeout={PATIENCE_SECONDS}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={MOST_BYTES}",
        f"-dict={dictionary}",
        f"-artifact_prefix={target.name}-",
        "-print_final_stats=1",
        str(corpus),
    ]

    def run(data: bytes) -> None:
        with bounded_time():
            target.run(data)

    atheris.Setup(arguments, run)
    atheris.Fuzz()


def _prepare(target: Target) -> tuple[Path, Path]:
    """The folder with the inputs to begin with, and a file with the words to put into them."""
    corpus = PROJECT / ".fuzz" / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    dictionary = corpus.with_suffix(".dict")
    words = dict.fromkeys(word for word in (*target.words, *WORDS) if 0 < len(word) <= 64)  # libFuzzer's longest
    dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in words))
    return corpus, dictionary


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main()
