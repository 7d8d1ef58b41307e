"""The `wortreader` command, and `python -m wortreader`.

The last screen comes first: it is on the terminal before the command line, Textual and the app are imported.
"""

import sys

from wortreader.last_screen import start

INTERRUPTED = 130
"""As in `cli.invocation.ExitCode`, which is not imported yet."""


def main() -> int:
    """Runs the command line of this process and returns the exit code."""
    try:
        start.show(sys.argv[1:])
        from wortreader.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        start.give_back()


if __name__ == "__main__":
    sys.exit(main())
