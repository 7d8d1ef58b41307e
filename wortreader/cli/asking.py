"""Questions that are answered by yes or no, in the user's language."""

from __future__ import annotations

import click

from wortreader.i18n import _, pgettext


def is_confirmed(question: str, *, err: bool = True) -> bool:
    """Whether the user says yes. Enter alone is a no. Raises click.Abort if the input ends.

    The question goes to standard error unless `err` is False. English answers are understood in every language.
    """
    yes, no = pgettext("key", "y"), pgettext("key", "n")
    while True:
        answer = click.prompt(
            question, default="", show_default=False, err=err, prompt_suffix=f" [{yes.lower()}/{no.upper()}]: "
        )
        word = answer.strip().casefold()
        if word in (yes, _("Yes").casefold(), "y", "yes"):
            return True
        if word in (no, _("No").casefold(), "n", "no", ""):
            return False
        click.echo(_("Error: invalid input"), err=err)
