"""What is wrong with a line of the command line. Whoever takes an argument of it raises these errors."""

from __future__ import annotations

from wortreader.errors import WortreaderError
from wortreader.i18n import _


class CommandLineError(WortreaderError):
    """A line of the app's command line cannot be carried out."""


class UnknownCommand(CommandLineError):
    """There is no command with this name."""

    def __init__(self, name: str, nearest: str = "") -> None:
        """`nearest` is the name that was probably meant."""
        hint = " " + _("Did you mean “{near}”?").format(near=nearest) if nearest else ""
        super().__init__(_("There is no command “{name}”.").format(name=name) + hint)
        self.name = name
        self.nearest = nearest
