"""The command that reads an article aloud."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from time import monotonic

import click

from wortreader import programs, speech
from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.errors import ProgramFailed
from wortreader.i18n import _


@click.command(
    help=_("Read an article aloud in its language, and print what is read. ID is its number."),
    epilog=_(
        "Ctrl+C stops it. The setting speech_command names the program that speaks; without it, one is looked for."
    ),
)
@click.option(
    "--rate",
    metavar="N",
    type=click.IntRange(speech.SLOWEST, speech.FASTEST),
    help=_("Words per minute, instead of those in the settings."),
)
@click.argument("article_id", metavar="ID", type=click.IntRange(1, sys.maxsize))
@pass_invocation
def aloud(invocation: Invocation, article_id: int, rate: int | None) -> ExitCode:
    """Reads an article aloud, one paragraph after the other. Raises ProgramFailed."""
    from wortreader.prose import dates
    from wortreader.prose.aloud import utterances
    from wortreader.prose.transcripts.showing import whole_document

    config = invocation.config()
    speaker = speech.find_speaker(config.speech_command)
    with invocation.library() as library:
        article = library.articles.get(article_id)
    language = speech.spoken_language(article.language, dates.user_locale())
    if note := speech.voice_note(speaker, language):
        output.print_note(note)
    with _ending_in_silence(speaker):
        for each in utterances(whole_document(article), article.title):
            output.write(" ".join(each.pieces))
            sys.stdout.flush()
            for piece in each.pieces:
                speaker = _say(speaker, piece, language, rate or config.speech_rate)
    return ExitCode.DONE


def _say(speaker: speech.Speaker, text: str, language: str, rate: int) -> speech.Speaker:
    """Reads a piece of an article. Returns the program that has done so: another one if the first fails or hangs.

    Raises ProgramFailed if no other is installed.
    """
    spoken = speaker.command(text, language, rate)
    began = monotonic()
    try:
        ended = programs.run(spoken.words, spoken.data, seconds=speaker.patience(text, rate))
        programs.check(spoken.words, ended)
        speech.check_heard(speaker, spoken, text, ended.complaint, monotonic() - began)
    except ProgramFailed:
        _silence(speaker)
        if (stand_in := speaker.stand_in) is None:
            raise
        output.print_note(speech.stand_in_note(speaker, stand_in))
        return _say(stand_in, text, language, rate)
    return speaker


def _silence(speaker: speech.Speaker) -> None:
    """Stops what is still heard of a program that was ended."""
    if speaker.stopping:
        with contextlib.suppress(ProgramFailed):
            programs.run(speaker.stopping, seconds=2)


@contextlib.contextmanager
def _ending_in_silence(speaker: speech.Speaker) -> Iterator[None]:
    """Ends on further signals as on Ctrl+C, and ends the program that speaks, whose session gets none of them.

    What is heard of it all the same is stopped.
    """
    signals = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    formers = {number: signal.signal(number, signal.default_int_handler) for number in signals}
    try:
        yield
    except KeyboardInterrupt:
        _silence(speaker)
        raise
    finally:
        for number, former in formers.items():
            signal.signal(number, former)
