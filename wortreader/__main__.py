"""`python -m wortreader`: the same as the `wortreader` command."""

import sys

from wortreader.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
