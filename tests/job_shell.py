"""A shell with job control, small enough to know exactly what it does: it runs one program, and obeys fg and bg."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Runs the program of the arguments as the foreground job, or as a background job if the last argument is `&`.

    Prints what becomes of it, and reads commands.
    """
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    ours = os.getpgrp()
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        words = sys.argv[1:]
        if words[-1] == "&":
            words.pop()
        else:
            os.tcsetpgrp(0, os.getpgrp())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.execv(words[0], words)
    _say(f"[job {job}]")
    while True:
        _pid, status = os.waitpid(job, os.WUNTRACED)
        os.tcsetpgrp(0, ours)
        if not os.WIFSTOPPED(status):
            _say(f"[ended {os.waitstatus_to_exitcode(status)}]")
            return
        _say("[stopped]")
        if input() == "fg":
            os.tcsetpgrp(0, job)
        os.killpg(job, signal.SIGCONT)


def _say(words: str) -> None:
    os.write(1, words.encode() + b"\n")


if __name__ == "__main__":
    main()
