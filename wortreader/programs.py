"""Programs of the user: a player, a browser, a password manager, whatever an article is piped into.

Command lines are split into words as a shell would split them, but no shell runs them: titles and addresses from the
net go into words of their own. A user who wants a shell writes one: `sh -c '…'`.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess  # nosec B404 # for the user's own programs
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import IO, Final

from wortreader.errors import ProgramFailed
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article
from wortreader.sentences import S_, Sentence
from wortreader.system_errors import reason_of
from wortreader.text import safe_line

LAUNCH_SECONDS: Final = 1.0
"""How long a program has to fail; one that is still there has begun."""
MOST_OUTPUT: Final = 1024 * 1024
"""Bytes of what a program prints that are kept; what is beyond is read and dropped."""

_MOST_COMPLAINTS: Final = 64 * 1024
_PIECE: Final = 64 * 1024
_BLOCK: Final = 512
"""Bytes that `st_blocks` counts, whatever the file system."""
_LOOK_SECONDS: Final = 0.2
"""How often a program that says nothing is looked at."""
_COLOURS: Final = re.compile(r"\x1b\[[\d;:]*[A-Za-z]")
_PLACEHOLDER: Final = re.compile(r"\{([a-z]+)\}")

_FROM_THE_NET: Final = re.compile(r"\{(url|title|feed|author|text)\}")
_SHELLS: Final = frozenset({"sh", "ash", "bash", "dash", "fish", "ksh", "mksh", "zsh"})
_SCRIPT_FOLLOWS: Final = re.compile(r"-[A-Za-z]*c")

_going_on: Final[list[subprocess.Popen[bytes]]] = []
"""Programs that go on by themselves. The system keeps each that has ended until this process asks how."""

SIGNS_OF_A_SHELL: Final = frozenset({"|", "||", "&&", ">", ">>", "<", "2>", "2>&1", "&>"})
"""Words that only a shell understands; a program takes them for the name of a file, or for something to print."""

LONGEST_SHOWN: Final = 80
"""Characters of a command in a sentence."""


@lazy_dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended."""

    exit_code: int
    """Negative if a signal has ended it, as in `subprocess`."""
    output: bytes
    """What it printed, MOST_OUTPUT bytes at most."""
    output_size: int
    """How much it printed, in bytes."""
    complaint: str
    """The last line that it printed to standard error, safe to draw; empty if there is none."""


def split_words(command: str) -> tuple[str, ...]:
    """The words of a command line, by the rules of a shell for quotes and backslashes; `~` is the home directory.

    Raises ProgramFailed if there is no word, or a quotation mark is missing.
    """
    import shlex

    try:
        words = shlex.split(command)
    except ValueError:
        sentence = S_("A quotation mark is missing in `{command}`.", command=safe_line(command, 80))
        raise ProgramFailed(sentence) from None
    if not words:
        raise ProgramFailed(S_("There is no command."))
    return tuple(os.path.expanduser(word) if word.startswith("~") else word for word in words)  # noqa: PTH111 - words


def split_template(command: str) -> tuple[str, ...]:
    """The words of a command with placeholders, as `split_words` has them. Raises ProgramFailed as `check_template`."""
    words = split_words(command)
    check_template(words)
    return words


def check_template(words: Sequence[str]) -> None:
    """Raises ProgramFailed if a shell would take a value from the net for a part of its script."""
    shell = next((place for place, word in enumerate(words) if word.rpartition("/")[2] in _SHELLS), len(words))
    for option, script in pairwise(words[shell + 1 :]):
        if not _SCRIPT_FOLLOWS.fullmatch(option):
            continue
        if found := _FROM_THE_NET.search(script):
            message = N_("In a script, {value} could become a command: write `sh -c '… \"$1\"' sh {value}`.")
            raise ProgramFailed(Sentence.of(message, value=found[0]))
        return


def filled(words: Sequence[str], values: Mapping[str, str], *, default: str | None = None) -> tuple[str, ...]:
    """`words` with `{name}` replaced by the value of that name; unknown names stay as they are.

    If no word has a placeholder, the value called `default` is added as the last word. A value that is a whole word
    never begins with a hyphen: a title could be taken for an option.
    """

    def value_of(found: re.Match[str]) -> str:
        return values.get(found[1], found[0])

    if default is not None and not any(found[1] in values for word in words for found in _PLACEHOLDER.finditer(word)):
        words = (*words, f"{{{default}}}")
    program, *arguments = words
    done = []
    for word in arguments:
        value = _PLACEHOLDER.sub(value_of, word).replace("\0", "")
        done.append(f" {value}" if value.startswith("-") and not word.startswith("-") else value)
    return (program, *done)


def article_values(article: Article) -> Mapping[str, str]:
    """What placeholders stand for in a command for an article: its address, title, feed, author and number."""
    return {
        "url": article.url or "",
        "title": article.title,
        "feed": article.feed_title,
        "author": article.author or "",
        "id": str(article.article_id),
    }


def run(
    words: Sequence[str],
    data: bytes | None = None,
    *,
    seconds: float,
    folder: str | None = None,
    environment: Mapping[str, str] | None = None,
    most_output: int = MOST_OUTPUT,
    stops_at_most: bool = False,
    when_started: Callable[[subprocess.Popen[bytes]], object] | None = None,
) -> Ended:
    """Runs a program, which reads `data` from its standard input, until it ends.

    `environment` is added to that of this process, and `folder` is the working directory, by default that of this
    process. `when_started` gets the process, to end it early. With `stops_at_most` the program is ended when it has
    printed more than `most_output` bytes. Raises ProgramFailed if it cannot be started, or has not ended after so many
    seconds; an exit code other than 0 raises nothing, see `check`.
    """
    try:
        process = subprocess.Popen(  # nosec B603 # the user's own command, without a shell
            list(words),
            stdin=subprocess.DEVNULL if data is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, **environment} if environment else None,
            start_new_session=True,  # so that all that it has started can be ended
        )
    except (OSError, ValueError) as error:
        raise ProgramFailed(not_started_sentence(words, error)) from None
    if when_started is not None:
        when_started(process)
    try:
        return _followed(process, data or b"", seconds, most_output, stops_at_most=stops_at_most)
    except subprocess.TimeoutExpired:
        raise ProgramFailed(_not_ended_sentence(words, seconds)) from None
    finally:
        kill(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with suppress(OSError):  # what it did not read is still to be written
                    pipe.close()


def launch(words: Sequence[str], data: bytes | None = None) -> None:
    """Starts a program that goes on by itself and outlives this process: a browser, a player.

    Waits for LAUNCH_SECONDS: one that is still there then has begun. It can read `data` from its standard input. Raises
    ProgramFailed if it cannot be started, or fails before.
    """
    with _detached(words, data) as (process, complaints):
        try:
            process.wait(LAUNCH_SECONDS)
        except subprocess.TimeoutExpired:
            return
        _check_detached(words, process, complaints)


async def run_detached(
    words: Sequence[str], data: bytes, *, seconds: float, environment: Mapping[str, str] | None = None
) -> None:
    """Runs a program, which reads `data`, until it ends; if the caller is cancelled, it goes on by itself.

    `environment` is added to that of this process. Raises ProgramFailed if it cannot be started, fails, or has not
    ended after so many seconds; then it is ended.
    """
    import asyncio  # 50 ms that most commands need not spend

    deadline = time.monotonic() + seconds
    with _detached(words, data, environment) as (process, complaints):
        while process.poll() is None:  # asyncio would kill it with the event loop
            if time.monotonic() > deadline:
                kill(process)
                raise ProgramFailed(_not_ended_sentence(words, seconds))
            await asyncio.sleep(_LOOK_SECONDS)
            if os.fstat(complaints.fileno()).st_blocks * _BLOCK > MOST_OUTPUT:  # it may complain without end
                os.ftruncate(complaints.fileno(), 0)
        _check_detached(words, process, complaints)


@contextmanager
def _detached(
    words: Sequence[str], data: bytes | None, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """A program that may outlive this process, and the file with its complaints. Raises ProgramFailed."""
    import tempfile

    # Files, not pipes: nobody reads them any more when it goes on by itself.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
        given.write(data or b"")
        given.seek(0)
        try:
            process = subprocess.Popen(  # nosec B603 # the user's own command, without a shell
                list(words),
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env={**os.environ, **environment} if environment else None,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise ProgramFailed(not_started_sentence(words, error)) from None
        for former in tuple(_going_on):
            if former.poll() is not None:
                with suppress(ValueError):  # another thread has taken it out
                    _going_on.remove(former)
        try:
            yield process, complaints
        finally:
            if process.returncode is None:
                _going_on.append(process)


def _check_detached(words: Sequence[str], process: subprocess.Popen[bytes], complaints: IO[bytes]) -> None:
    """Raises ProgramFailed if a program that has ended has failed."""
    if process.returncode:
        complaints.seek(-min(complaints.seek(0, os.SEEK_END), _MOST_COMPLAINTS), os.SEEK_END)
        rest = complaints.read().lstrip(b"\0")  # there are only NULs where the file was emptied
        raise ProgramFailed(failure_sentence(words, process.returncode, last_line(rest)))


def check(words: Sequence[str], ended: Ended) -> None:
    """Raises ProgramFailed, with the exit status and the last line of its complaints, if a program has failed."""
    if ended.exit_code:
        raise ProgramFailed(failure_sentence(words, ended.exit_code, ended.complaint))


def failure_sentence(words: Sequence[str], exit_code: int, complaint: str | None = None) -> Sentence:
    """What a user is told of a program that ended with that exit code, which is not 0.

    `complaint` is None if the user has seen what the program printed.
    """
    if complaint is None:
        message = N_("`{command}` failed with exit status {code}.")
        if exit_code < 0:
            message = N_("`{command}` was ended by signal {code}.")
        failure = Sentence.of(message, command=shown(words), code=abs(exit_code))
    else:
        reason = complaint.rstrip(".") or S_("it gave no reason")
        message = N_("`{command}` failed with exit status {code}: {reason}.")
        if exit_code < 0:
            message = N_("`{command}` was ended by signal {code}: {reason}.")
        failure = Sentence.of(message, command=shown(words), code=abs(exit_code), reason=reason)
    sign = next((word for word in words if word in SIGNS_OF_A_SHELL), None)
    if sign is None:
        return failure
    return failure.then(S_("For `{sign}`, write `sh -c '…'`: no shell runs commands.", sign=sign))


def shown(words: Sequence[str]) -> str:
    """A command as sentences name it: one line; if it is long, without the folder of the program, and cut."""
    line = " ".join(words)
    if len(line) > LONGEST_SHOWN and words:
        line = " ".join([words[0].rpartition("/")[2] or words[0], *words[1:]])
    return safe_line(line, LONGEST_SHOWN)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that is still running, with all that it has started."""
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def not_started_sentence(words: Sequence[str], error: OSError | ValueError) -> Sentence:
    """What a user is told of a program that could not be started."""
    reason = reason_of(error) if isinstance(error, OSError) else str(error)
    return S_("`{command}` could not be started: {reason}.", command=shown(words), reason=reason)


def _not_ended_sentence(words: Sequence[str], seconds: float) -> Sentence:
    message = N_("`{command}` has not ended after {n} s.")
    return Sentence.of(message, command=shown(words), n=f"{seconds:g}")


def _followed(
    process: subprocess.Popen[bytes], data: bytes, seconds: float, most_output: int, *, stops_at_most: bool
) -> Ended:
    """Writes and reads until a process has closed its output and ended. Raises TimeoutExpired."""
    deadline = time.monotonic() + seconds
    output, complaints, size, unwritten = bytearray(), bytearray(), 0, memoryview(data)
    assert process.stdout is not None, "it is a pipe"
    assert process.stderr is not None, "it is a pipe"
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ, output)
        selector.register(process.stderr, selectors.EVENT_READ, complaints)
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
            selector.register(process.stdin, selectors.EVENT_WRITE)
        while selector.get_map() and not (stops_at_most and size > most_output):
            has_ended = process.poll() is not None  # before it is looked: its last words are there then
            ready = selector.select(min(_LOOK_SECONDS, max(0.0, deadline - time.monotonic())))
            if not ready and has_ended:
                break  # what it has left running holds its output open
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(process.args, seconds)
            for key, _events in ready:
                if key.data is None:
                    unwritten = _write_some(selector, process.stdin, unwritten)
                    continue
                piece = os.read(key.fd, _PIECE)
                if key.data is output:
                    size += len(piece)
                    output.extend(piece[: max(0, most_output - len(output))])
                else:
                    complaints.extend(piece)
                    del complaints[:-_MOST_COMPLAINTS]
                if not piece:
                    selector.unregister(key.fileobj)
    if stops_at_most and size > most_output:
        kill(process)
    exit_code = process.wait(max(0.0, deadline - time.monotonic()))
    return Ended(exit_code, bytes(output), size, last_line(complaints))


def last_line(complaints: bytes | bytearray) -> str:
    """The last line of what a program has printed, safe to draw and without colours; empty if there is none."""
    lines = _COLOURS.sub("", complaints.decode("utf-8", "replace")).strip().splitlines()
    return safe_line(lines[-1], 120) if lines else ""


def _write_some(selector: selectors.BaseSelector, stdin: IO[bytes] | None, unwritten: memoryview) -> memoryview:
    """Writes what the pipe takes, closes it after the last byte, and returns what is left."""
    assert stdin is not None, "only a pipe is waited for"
    try:
        written = os.write(stdin.fileno(), unwritten[:_PIECE])
    except BrokenPipeError:  # it has read enough
        written = len(unwritten)
    unwritten = unwritten[written:]
    if not unwritten:
        selector.unregister(stdin)
        with suppress(OSError):
            stdin.close()
    return unwritten
