"""Opens an address in the user's browser.

`python -m wortreader.app.background.browser_process URL` ends with 0 if the browser has started.

A program of its own, since browsers write to the terminal, and some are waited for.
"""

from __future__ import annotations

import subprocess  # nosec B404 # for the browser
import sys
import webbrowser
from contextlib import suppress
from typing import Final

STARTING_SECONDS: Final = 1.0
"""How long a browser has to fail; one that is still there has begun."""


def is_opened_by(browser: webbrowser.BaseBrowser, url: str) -> bool:
    """Whether the browser has taken `url`."""
    if not isinstance(browser, webbrowser.BackgroundBrowser):
        return browser.open(url)
    # Its own `open` takes a launcher for one that failed if it has handed the address over at once, and is gone.
    command = [browser.name, *(argument.replace("%s", url) for argument in browser.args)]
    try:
        launched = subprocess.Popen(command, start_new_session=True)  # nosec B603 # words, no shell; the address is checked
    except OSError:
        return False
    with suppress(subprocess.TimeoutExpired):
        return launched.wait(STARTING_SECONDS) == 0
    return True


def main() -> int:
    """The exit code."""
    try:
        return 0 if is_opened_by(webbrowser.get(), sys.argv[1]) else 1
    except webbrowser.Error:
        return 1


if __name__ == "__main__":
    sys.exit(main())
