"""Lines of the command line: their words, what they mean, and what can follow. None of it needs the app."""

from __future__ import annotations

from pathlib import Path

import pytest

from wortreader.app.commands.command_line import CommandCall, nearest, parse_line, short_name
from wortreader.app.commands.completion import Completion, Wanted, completed, matching, wanted_in
from wortreader.app.commands.keys import COMMANDS, COMMANDS_BY_ID
from wortreader.app.commands.line_history import LONGEST_LINE, MOST_LINES, HistoryWalk, LineHistory
from wortreader.app.commands.line_names import LINE_NAMES, NOT_IN_LINES, ArgumentKind, line_names
from wortreader.app.commands.line_words import quoted, words_of
from wortreader.app.commands.synonyms import SYNONYMS
from wortreader.app.line_errors import CommandLineError, UnknownCommand
from wortreader.app.remembered import Remembered
from wortreader.app.screens.completion_sources import files_like


def texts(line: str) -> list[str]:
    return [word.text for word in words_of(line)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("  star  ", ["star"]),
        ("feed L'Écho d'Essai", ["feed", "L'Écho", "d'Essai"]),
        ("feed \"a  b\" 'c \\ d'", ["feed", "a  b", "c \\ d"]),
        ("write my\\ file.md", ["write", "my file.md"]),
        ('say "she said \\"no\\" \\n"', ["say", 'she said "no" \\n']),
        ("search /\\d+/", ["search", "/\\d+/"]),
        ('feed "not closed ye', ["feed", "not closed ye"]),
        ('""', [""]),
    ],
)
def test_words_are_divided_and_quoted_as_in_a_shell(line: str, words: list[str]) -> None:
    assert texts(line) == words


@pytest.mark.parametrize("text", ["plain", "two words", "L'Écho d'Essai", 'a "b" c', "a  b", " a", "'q'", "a\\ b", ""])
def test_what_is_quoted_is_read_as_it_was(text: str) -> None:
    assert " ".join(texts(quoted(text))) == text


def test_only_what_would_be_read_differently_is_quoted() -> None:
    assert quoted("Le Quotidien de Démo") == "Le Quotidien de Démo"
    assert quoted("a  b") == '"a  b"'


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("star", CommandCall("article.star")),
        ("pipe sh -c 'wc -w' \"a  b\"", CommandCall("article.pipe", None, ("sh -c 'wc -w' \"a  b\"",))),
        ("move News/World", CommandCall("feed.move", None, ("News/World",))),
        ("new-folder News / World", CommandCall("folder.new", None, ("News / World",))),
        ("refresh", CommandCall("feed.refresh")),
        ("refresh Le Quotidien", CommandCall("feed.refresh", None, ("Le Quotidien",))),
        ("mute two words", CommandCall("rules.mute", None, ("two words",))),
        (":star", CommandCall("article.star")),
        ("article.star", CommandCall("article.star")),
        ("Star", CommandCall("article.star")),
        ("MARK_ALL_READ", CommandCall("library.mark_read")),
        ("3 star", CommandCall("article.star", 3)),
        ("3star", CommandCall("article.star", 3)),
        ("star 3", CommandCall("article.star", 3)),
        ("12", CommandCall("move.top", 12)),
        ("0", CommandCall("move.top")),
        ("mark-read", CommandCall("article.toggle_read", None, ("read",))),
        ("2 mark-unread", CommandCall("article.toggle_read", 2, ("unread",))),
        ("toggle-read", CommandCall("article.toggle_read")),
        ("theme", CommandCall("program.theme")),
        ("theme wort-dark", CommandCall("program.theme", None, ("wort-dark",))),
        ("feed L'Écho d'Essai", CommandCall("view.go", None, ("feed", "L'Écho d'Essai"))),
        ('view "Long, unread"', CommandCall("view.go", None, ("view", "Long, unread"))),
        ('search "budget vote" -sport', CommandCall("search.open", None, ('"budget vote" -sport',))),
        ("write ~/my article.md", CommandCall("article.export", None, ("~/my article.md",))),
        ("density compact", CommandCall("view.density", None, ("compact",))),
        ("q", CommandCall("program.quit")),
        ("2 tag lux, to read", CommandCall("article.tag", 2, ("lux, to read",))),
        ("set measure 80", CommandCall("program.settings", None, ("measure", "80"))),
        ("set user_agent my own reader", CommandCall("program.settings", None, ("user_agent", "my own reader"))),
        ("sort oldest", CommandCall("list.sort", None, ("order", "oldest"))),
        ("group feed", CommandCall("list.sort", None, ("group", "feed"))),
        ("999999999 star", CommandCall("article.star", 99_999)),
    ],
)
def test_a_line_is_a_command_with_its_count_and_arguments(line: str, call: CommandCall) -> None:
    assert parse_line(line) == call


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "There is no command in this line."),
        ("stra", "There is no command “stra”. Did you mean “star”?"),
        ("refr", "Did you mean “refresh”?"),
        ("dark", "Did you mean “theme”?"),
        ("xyzzy", "There is no command “xyzzy”."),
        ("\x1b[31mred", "There is no command"),
        ("quit now", "“quit” takes no argument: “now”."),
        ("0 star", "A count is 1 or more."),
        ("star 0", "A count is 1 or more."),
        ("0 tag lux", "A count is 1 or more."),
        ("play 3", "“play” takes no argument: “3”."),
        ("3 queue.play", "“queue.play” takes no count: “3”."),
        ("3 theme", "“theme” takes no count: “3”."),
        ("2 theme wort-dark", "“theme” takes no count: “2”."),
        ("0 quit", "“quit” takes no count: “0”."),
        ("set", "Type the name of a setting after “set”, and its value."),
        ("density tall", "“tall” is not one of these: auto, comfortable, compact."),
    ],
)
def test_a_line_that_means_nothing_is_explained_in_a_sentence(line: str, sentence: str) -> None:
    with pytest.raises(CommandLineError) as error:
        parse_line(line)

    assert sentence in str(error.value)
    assert "\x1b" not in str(error.value)


def test_every_command_has_a_name_and_every_name_a_command() -> None:
    names = line_names()

    for command in COMMANDS:
        if command.id not in NOT_IN_LINES:
            assert names[command.id].command_id == command.id
            assert names[short_name(command.id)].command_id == command.id
    assert {row.command_id for row in LINE_NAMES} <= set(COMMANDS_BY_ID)
    assert set(SYNONYMS) <= set(COMMANDS_BY_ID)
    assert len({row.name for row in LINE_NAMES}) == len(LINE_NAMES)


def test_the_nearest_name_is_the_shortest_that_begins_so() -> None:
    assert nearest("mark") == "mark-read"
    assert nearest("unsubscribe") == "remove"
    assert nearest("qqqq") == ""


def test_an_unknown_command_says_which_one_was_meant() -> None:
    with pytest.raises(UnknownCommand) as error:
        parse_line("undoo")

    assert (error.value.name, error.value.nearest) == ("undoo", "undo")


# --- completion -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "typed", "start"),
    [
        ("", ArgumentKind.COMMAND, "", 0),
        ("st", ArgumentKind.COMMAND, "st", 0),
        (":3 st", ArgumentKind.COMMAND, "st", 3),
        ("feed ", ArgumentKind.FEED, "", 5),
        ("feed Le Qu", ArgumentKind.FEED, "Le Qu", 5),
        ('feed "Le Qu', ArgumentKind.FEED, "Le Qu", 5),
        ("theme  wo", ArgumentKind.THEME, "wo", 7),
        ('search "budget vo', ArgumentKind.QUERY, '"budget vo', 7),
        ("write ~/a", ArgumentKind.FILE, "~/a", 6),
        ("set mea", ArgumentKind.SETTING, "mea", 4),
        ("set measure 8", ArgumentKind.VALUE, "8", 12),
        ("sort ", ArgumentKind.CHOICE, "", 5),
        ("help mark-o", ArgumentKind.TOPIC, "mark-o", 5),
        ("mute Le Qu", ArgumentKind.PHRASE, "Le Qu", 5),
    ],
)
def test_what_is_being_typed_is_known(line: str, kind: ArgumentKind, typed: str, start: int) -> None:
    wanted = wanted_in(line)

    assert wanted is not None
    assert (wanted.argument.kind, wanted.typed, wanted.start) == (kind, typed, start)


@pytest.mark.parametrize("line", ["star ", "quit x", "nothing like that"])
def test_nothing_completes_a_command_without_arguments(line: str) -> None:
    assert wanted_in(line) is None


def test_only_what_is_before_the_cursor_is_completed() -> None:
    wanted = wanted_in("the wort-dark", 3)

    assert wanted is not None
    assert wanted.typed == "the"
    assert completed("the wort-dark", 3, wanted, Completion("theme")) == ("theme  wort-dark", 6)


def test_candidates_that_begin_so_come_before_those_that_contain_it() -> None:
    candidates = [
        Completion("mark-read"), Completion("hide-read", "Hide what is read."), Completion("thread"),
        Completion("read-on"), Completion("quit", words="reading ends"), Completion("star"),
    ]  # fmt: skip

    assert [found.value for found in matching(candidates, "read")] == [
        "read-on", "mark-read", "hide-read", "thread", "quit",
    ]  # fmt: skip


def test_case_and_accents_do_not_matter_to_completion() -> None:
    candidates = [Completion("L’Écho d’Essai"), Completion("Économie"), Completion("Le Quotidien")]

    assert [found.value for found in matching(candidates, "eco")] == ["Économie"]
    assert [found.value for found in matching(candidates, "essai")] == ["L’Écho d’Essai"]


@pytest.mark.parametrize(
    ("line", "value", "result"),
    [
        ("sta", "star", "star"),
        ("them", "theme", "theme "),
        ("feed quo", "Le Quotidien de Démo", "feed Le Quotidien de Démo"),
        ("feed quo", 'The  "Times"', 'feed "The  \\"Times\\""'),
        ("3 fee", "feed", "3 feed "),
        ("set mea", "measure", "set measure "),
    ],
)
def test_a_candidate_takes_the_place_of_what_was_typed(line: str, value: str, result: str) -> None:
    wanted = wanted_in(line)

    assert wanted is not None
    assert completed(line, len(line), wanted, Completion(value)) == (result, len(result))


def test_a_folder_of_the_disk_stays_open_for_what_is_in_it() -> None:
    wanted = Wanted(line_names()["write"].arguments[0], "my", 6)

    line, cursor = completed("write my", 8, wanted, Completion("my  files/", is_beginning=True))

    assert (line, cursor) == ('write "my  files/', 17)
    assert wanted_in(line) == Wanted(wanted.argument, "my  files/", 6)


def test_files_are_offered_folders_first_and_without_names_that_cannot_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("notes.md", "Novels", ".hidden", "no\x1b[31m.md", "other.txt"):
        (tmp_path / name).touch()
    (tmp_path / "november").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    assert [file.value for file in files_like("~/no")] == ["~/november/", "~/notes.md", "~/Novels"]
    assert [file.value for file in files_like(f"{tmp_path}/.h")] == [f"{tmp_path}/.hidden"]
    assert list(files_like("~/nowhere/at all")) == []
    assert list(files_like("~nobody-of-this-name/x")) == []


# --- history ----------------------------------------------------------------------------------------------------------


def test_lines_are_remembered_by_the_next_start_each_once_and_the_latest_last(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "state")
    history = LineHistory(remembered)
    for line in ("star", "theme nord", "star ", "quit"):
        history.add(line)
    remembered.save()

    assert LineHistory(Remembered(tmp_path / "state")).lines == ["theme nord", "star", "quit"]


@pytest.mark.parametrize(
    "line",
    [
        "", " star", "add https://user:secret@example.org/feed", "add https://example.org/?token=abcdef",
        "x" * (LONGEST_LINE + 1), "bad\x1bline",
    ],
)  # fmt: skip
def test_what_is_private_or_no_line_is_not_remembered(line: str) -> None:
    history = LineHistory(Remembered())
    history.add(line)

    assert history.lines == []


def test_nothing_is_remembered_of_a_library_that_is_secret(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path, keeps_place=False)
    LineHistory(remembered).add("search budget")
    remembered.palette_keys = ["feed:7"]
    remembered.save()

    assert not any(tmp_path.iterdir())


def test_the_oldest_lines_are_forgotten() -> None:
    history = LineHistory(Remembered())
    for number in range(MOST_LINES + 5):
        history.add(f"{number + 1} star")

    assert (len(history.lines), history.lines[0]) == (MOST_LINES, "6 star")


def test_a_damaged_history_is_none(tmp_path: Path) -> None:
    (tmp_path / "remembered.json").write_text('{"command_lines": [1, "star", null], "palette_keys": {"a": 1}}')
    remembered = Remembered(tmp_path)

    assert remembered.command_lines in (["star"], [])
    assert remembered.palette_keys == []


def test_earlier_lines_are_those_that_begin_like_what_is_typed() -> None:
    walk = HistoryWalk(["theme nord", "star", "theme wort-dark"], "the")

    assert [walk.earlier(), walk.earlier(), walk.earlier()] == ["theme wort-dark", "theme nord", "theme nord"]
    assert [walk.later(), walk.later(), walk.later()] == ["theme wort-dark", "the", "the"]
