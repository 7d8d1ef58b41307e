"""Compiled modules (`.pyc`) that are damaged: a full disk, or the end of the power, has cut them off.

Python checks the header of such a file, but not its length, and raises EOFError when the module is imported, each time.
"""

from __future__ import annotations

from types import FrameType

from wortreader.errors import WortreaderError
from wortreader.i18n import _

_READER = "_compile_bytecode"
"""The function of importlib that reads a compiled module, from `bytecode_path`."""


class ModuleDamaged(WortreaderError):
    """A compiled module of the installation cannot be read."""

    def __init__(self, path: str) -> None:
        super().__init__(
            _("{path} is damaged. Delete this file and try again; Python writes it anew.").format(path=path)
        )
        self.path = path


class UnexpectedEnd(Exception):
    """Data ended too early, which is a bug. Not an EOFError, which click takes for the end of the user's input."""


def not_end_of_input(error: EOFError) -> Exception:
    """What to raise in place of an EOFError that no prompt has raised: ModuleDamaged if it is an import that failed,
    otherwise UnexpectedEnd."""
    trace = error.__traceback__
    while trace is not None:
        if path := _compiled_module(trace.tb_frame):
            return ModuleDamaged(path)
        trace = trace.tb_next
    return UnexpectedEnd(str(error))


def _compiled_module(frame: FrameType) -> str:
    """The file that is read in a frame of importlib; empty for other frames."""
    return str(frame.f_locals.get("bytecode_path") or "") if frame.f_code.co_name == _READER else ""
