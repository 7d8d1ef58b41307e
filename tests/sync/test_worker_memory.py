"""What a worker takes for its own memory."""

from __future__ import annotations

import subprocess
import sys

MIB = 1024 * 1024
CHILD = "from wortreader.sync.workers.memory import peak_bytes; print(peak_bytes())"
LARGE_PARENT = f"""
import subprocess, sys
memory = b"x" * ({200 * MIB})
sys.exit(subprocess.call([sys.executable, "-c", {CHILD!r}]))
"""


def test_the_memory_of_the_process_that_has_started_a_worker_is_not_its_own() -> None:
    ended = subprocess.run([sys.executable, "-c", LARGE_PARENT], capture_output=True, text=True, check=True)

    assert 4 * MIB < int(ended.stdout) < 100 * MIB


def test_memory_that_was_given_back_counts() -> None:
    program = CHILD.replace(" print", f' memory = b"x" * ({100 * MIB}); del memory; print')
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert int(ended.stdout) >= 100 * MIB
