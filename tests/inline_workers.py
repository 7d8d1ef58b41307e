"""Workers without processes of their own, for tests of what is made of their answers.

A worker process imports the parsers before its first answer, which takes many times as long as a test's few small
documents. `tests/sync/test_workers.py` tests the processes.
"""

from __future__ import annotations

import asyncio
import pickle

from wortreader.sync.workers.pool import load_answer
from wortreader.sync.workers.process import Answer, Job, dump_answer, run_job


class InlineWorker:
    """Answers jobs in a thread. They and their answers are pickled, as between processes."""

    async def ask(self, job: Job) -> Answer:
        """The worker's answer."""
        answer = await asyncio.to_thread(run_job, pickle.loads(pickle.dumps(job, pickle.HIGHEST_PROTOCOL)))
        return load_answer(dump_answer(answer))

    async def end(self) -> None:
        """Does nothing: there is no process."""
