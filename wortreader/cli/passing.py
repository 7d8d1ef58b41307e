"""How a command gets the global options. Apart from them, because opening the app needs them without click."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

import click

from wortreader.cli.invocation import Invocation

T = TypeVar("T")
P = ParamSpec("P")

pass_unchecked_invocation = click.make_pass_decorator(Invocation)
"""Passes the Invocation to a command as its first argument, whatever the settings are."""


def pass_invocation(command: Callable[Concatenate[Invocation, P], T]) -> Callable[P, T]:
    """Passes the Invocation to a command as its first argument. With broken settings, the command is not run.

    A command that does not need any settings refuses as well: otherwise nobody notices that they are not followed.
    """

    def checked(invocation: Invocation, /, *args: P.args, **options: P.kwargs) -> T:
        invocation.config()
        try:
            return command(invocation, *args, **options)
        except (AttributeError, OverflowError, TypeError, ValueError) as error:
            invocation.blame_values(error)
            raise

    update_wrapper(checked, command)
    return pass_unchecked_invocation(checked)
