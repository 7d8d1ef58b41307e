"""The `wortreader` command, and `python -m wortreader`.

The last screen comes first: it is on the terminal before the command line, Textual and the app are imported.
"""

import os
import sys
from types import TracebackType

from wortreader.last_screen import start

INTERRUPTED = 130
"""As in `cli.invocation.ExitCode`, which is not imported yet."""


def main() -> int:
    """Runs the command line of this process and returns the exit code."""
    start.forget_odd_sizes(os.environ)
    sys.excepthook = _print_fault
    try:
        options = start.options_of(sys.argv[1:])
        if options is not None and "_WORTREADER_COMPLETE" not in os.environ and all(map(os.isatty, (0, 1, 2))):
            start.show(sys.argv[1:])
            _settle_language()
            return _open_app(options)
        _settle_language()
        from wortreader.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        start.give_back()


def _settle_language() -> None:
    """Decides about the language, before modules are imported whose words are made then: the help of commands."""
    from wortreader.cli.language import settle_language

    settle_language(sys.argv[1:])


def _print_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Prints the traceback of a fault of wortreader, as in the log: its message may quote what a server has sent, or an
    address with a password, and cron mails it."""
    import traceback

    from wortreader.crash_log import presentable

    print(presentable("".join(traceback.format_exception(kind, error, trace))), file=sys.stderr)  # noqa: T201


def _open_app(options: start.Options) -> int:
    """Opens the app, without click as long as nothing is wrong, and returns the exit code."""
    from pathlib import Path

    from wortreader.cli.invocation import Invocation
    from wortreader.cli.open_app import open_app
    from wortreader.errors import WortreaderError

    library, config = (Path(name) if name else None for name in (options.library, options.config))
    invocation = Invocation(library, config, is_slow=options.is_slow)
    try:
        return open_app(invocation, invocation.library_path)
    except (WortreaderError, OSError) as error:
        from wortreader.cli.main import report

        return report(error)
    except EOFError as error:
        from wortreader.cli.damaged_modules import ModuleDamaged, not_end_of_input
        from wortreader.cli.main import report

        if isinstance(damaged := not_end_of_input(error), ModuleDamaged):
            return report(damaged)
        raise


if __name__ == "__main__":
    sys.exit(main())
