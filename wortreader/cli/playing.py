"""The commands that play sounds and films: play, and the queue."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation, UsageError, wait_for
from wortreader.cli.passing import pass_invocation
from wortreader.errors import UnknownArticle
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model import utc_now
from wortreader.model.playing import Playable, QueueEntry
from wortreader.play_errors import NothingToPlay
from wortreader.play_times import play_clock
from wortreader.prose.export_json import JsonObject, timestamp

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.playing.player import Player

T = TypeVar("T")

_NEEDS_MPV = _(
    "The player is the one in the settings, or mpv, or VLC. Only mpv tells how far it has played: with it, "
    "playback resumes where you left off, here and in the app. On a terminal mpv has its own keys: Space "
    "pauses, q stops."
)
_ids = click.argument("article_ids", metavar="ID...", type=click.IntRange(1, sys.maxsize), nargs=-1, required=True)


@click.command(
    help=_("Play the audio or video of the articles with these numbers; without any, the queue."), epilog=_NEEDS_MPV
)
@click.argument("article_ids", metavar="[ID...]", type=click.IntRange(1, sys.maxsize), nargs=-1)
@click.option(
    "--file", "number", metavar="N", type=click.IntRange(1, 1000), help=_("The Nth audio or video of each article.")
)
@click.option("--from-start", is_flag=True, help=_("Start from the beginning, not where you left off."))
@pass_invocation
def play(invocation: Invocation, article_ids: tuple[int, ...], number: int | None, from_start: bool) -> ExitCode:
    """Plays files one after the other, until the last has ended or the user stops one."""
    if not article_ids and (number is not None or from_start):
        raise UsageError(_("--file and --from-start need the number of an article."))
    with invocation.library() as library:
        if not article_ids:
            return _play(invocation, library, None, from_start=False)
        files, code = _files(library, article_ids, number or 1)
        return max(code, _play(invocation, library, files, from_start=from_start)) if files else code


@click.group(help=_("Show, change and play the queue."))
def queue() -> None:
    """The group of commands; it does nothing itself."""


@queue.command("list", help=_("List the queue with how far each file has been played."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def list_queue(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the queue in its order."""
    with invocation.library(only_reads=True) as library:
        entries = library.play_queue.all()
    if is_json:
        output.write_json_array(map(_fields, entries))
    elif entries:
        columns = [
            output.Column(_("ARTICLE"), is_number=True),
            output.Column(_("PLAYED"), is_number=True),
            output.Column(_("LENGTH"), is_number=True),
            output.Column(_("FEED"), elastic=1),
            output.Column(_("TITLE"), elastic=3),
        ]
        output.write_table(columns, [_row(entry) for entry in entries])
    else:
        output.print_error(_("The queue is empty: `wortreader queue add ID` adds the audio or video of an article."))
    return ExitCode.DONE


@queue.command(help=_("Add the first audio or video of each article with these numbers."))
@_ids
@click.option("--next", "is_next", is_flag=True, help=_("In front of all others, instead of at the end."))
@pass_invocation
def add(invocation: Invocation, article_ids: tuple[int, ...], is_next: bool) -> ExitCode:
    """Adds articles to the queue; reports those that have nothing to play."""
    from wortreader.sync.playing import queue as use_case

    with invocation.library() as library:
        files, code = _files(library, article_ids, 1)
        added = use_case.add(library, files, is_next=is_next, now=utc_now()) if files else ()
    _say_count(ngettext("Added {n} file.", "Added {n} files.", len(added)), len(added))
    return code


@queue.command(help=_("Remove the articles with these numbers from the queue."))
@_ids
@pass_invocation
def remove(invocation: Invocation, article_ids: tuple[int, ...]) -> ExitCode:
    """Takes articles out of the queue; reports those that are not in it."""
    from wortreader.sync.playing import queue as use_case

    with invocation.library() as library:
        entries = use_case.entries_of(library, article_ids)
        removed = use_case.remove(library, [entry.entry_id for entry in entries], now=utc_now())
    missing = [number for number in article_ids if number not in {entry.file.article_id for entry in entries}]
    for number in missing:
        output.print_error(_("Article {id} is not in the queue.").format(id=number))
    _say_count(ngettext("Removed {n} file.", "Removed {n} files.", removed), removed)
    return ExitCode.FAILED if missing else ExitCode.DONE


@queue.command(help=_("Move the article with this number to a place in the queue, from 1."))
@click.argument("article_id", metavar="ID", type=click.IntRange(1, sys.maxsize))
@click.argument("position", metavar="PLACE", type=click.IntRange(1, sys.maxsize))
@pass_invocation
def move(invocation: Invocation, article_id: int, position: int) -> ExitCode:
    """Changes the order of the queue; places behind the end are the end."""
    from wortreader.sync.playing import queue as use_case

    with invocation.library() as library:
        entries = library.play_queue.all()
        at = next((at for at, entry in enumerate(entries) if entry.file.article_id == article_id), None)
        if at is None:
            output.print_error(_("Article {id} is not in the queue.").format(id=article_id))
            return ExitCode.FAILED
        use_case.move(library, entries[at].entry_id, position - 1 - at, now=utc_now())
    return ExitCode.DONE


@queue.command(help=_("Remove everything from the queue. `wortreader undo` brings it back."))
@pass_invocation
def clear(invocation: Invocation) -> ExitCode:
    """Empties the queue."""
    from wortreader.sync.playing import queue as use_case

    with invocation.library() as library:
        ids = [entry.entry_id for entry in library.play_queue.all()]
        removed = use_case.remove(library, ids, now=utc_now())
    _say_count(ngettext("Removed {n} file.", "Removed {n} files.", removed), removed)
    return ExitCode.DONE


@queue.command("play", help=_("Play the queue; files that were played to the end leave it."), epilog=_NEEDS_MPV)
@pass_invocation
def play_queue(invocation: Invocation) -> ExitCode:
    """Plays the queue from its beginning."""
    with invocation.library() as library:
        return _play(invocation, library, None, from_start=False)


def _say_count(words: str, count: int) -> None:
    output.write(words.format(n=count))


def _files(library: Library, article_ids: Sequence[int], number: int) -> tuple[list[Playable], ExitCode]:
    """The files of articles with a number, counted from 1; reports the articles that have none."""
    from wortreader.sync.playing.queue import files_of

    found, code = [], ExitCode.DONE
    for article_id in dict.fromkeys(article_ids):
        try:
            files = files_of(library.articles.get(article_id))
            if len(files) < number:
                sentence = _("Article {id} has no audio or video.")
                if files:
                    sentence = ngettext(
                        "Article {id} has {n} audio or video file.",
                        "Article {id} has {n} audio and video files.",
                        len(files),
                    )
                raise NothingToPlay(sentence.format(id=article_id, n=len(files)))
            found.append(files[number - 1])
        except (UnknownArticle, NothingToPlay) as error:
            output.print_error(str(error))
            code = ExitCode.FAILED
    return found, code


def _play(invocation: Invocation, library: Library, files: Sequence[Playable] | None, *, from_start: bool) -> ExitCode:
    """Plays files, or the queue if they are None. On a terminal, the player has it."""
    from wortreader.sync.playing.player import Player

    config = invocation.config()
    announced: list[Playable] = []

    async def in_library(work: Callable[[Library], T]) -> T:
        return work(library)

    def announce() -> None:
        playing = player.playing
        if playing is not None and playing.file not in announced[-1:]:
            announced.append(playing.file)
            output.print_error(_("Playing “{title}”.").format(title=playing.file.title))

    player = Player(
        in_library,
        lambda: config,
        utc_now,
        when_failed=output.print_error,
        when_changed=announce,
        has_login=lambda url: invocation.logins().entry_for(url) is not None,
        how_to_download=lambda file: f"`wortreader download {file.article_id}`",
        is_quiet=not (sys.stdin.isatty() and output.is_terminal()),
    )
    return wait_for(_play_until_stopped(player, files, from_start=from_start))


async def _play_until_stopped(player: Player, files: Sequence[Playable] | None, *, from_start: bool) -> ExitCode:
    """Plays until the last file has ended, the user has stopped one, or a signal comes."""
    import asyncio  # takes 50 ms

    caught: list[int] = []

    def stop(number: int) -> None:
        caught.append(number)
        player.stop()  # which keeps the position

    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    for number in signals:
        loop.add_signal_handler(number, stop, number)
    try:
        code = await _play_all(player, files, from_start=from_start)
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
    return ExitCode.INTERRUPTED if caught else code


async def _play_all(player: Player, files: Sequence[Playable] | None, *, from_start: bool) -> ExitCode:
    from wortreader.sync.playing.run import PlayEnding

    if files is None:
        return ExitCode.FAILED if await player.play_queue() is PlayEnding.FAILED else ExitCode.DONE
    code = ExitCode.DONE
    for file in files:
        ending = await player.play(file, at=0.0 if from_start else None, goes_on=False)
        if ending is PlayEnding.STOPPED:
            break
        if ending is PlayEnding.FAILED:
            code = ExitCode.FAILED
    return code


def _row(entry: QueueEntry) -> tuple[str, ...]:
    kept = entry.position
    played = ""
    if kept is not None:
        played = pgettext("played", "all") if kept.is_finished else play_clock(kept.seconds)
    length = play_clock(entry.duration) if entry.duration else ""
    return str(entry.file.article_id), played, length, entry.file.feed, entry.file.title


def _fields(entry: QueueEntry) -> JsonObject:
    kept = entry.position
    return {
        "article": entry.file.article_id,
        "title": entry.file.title,
        "feed": entry.file.feed,
        "url": entry.file.url,
        "type": entry.file.type,
        "seconds": entry.duration,
        "position": kept.seconds if kept is not None else None,
        "finished": kept.is_finished if kept is not None else False,
        "played_at": timestamp(kept.played_at) if kept is not None else None,
    }
