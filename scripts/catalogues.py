"""The catalogues of messages: extracts, updates, compiles and checks them. `scripts/messages` calls it, and the build.

What it writes depends on the sources alone: without dates, line numbers and names of files, sorted by message, so that
it changes only where messages do.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.checkers import checkers
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po, write_po

PACKAGE: Final = Path(__file__).parent.parent / "wortreader"
LOCALES: Final = PACKAGE / "locale"
TEMPLATE: Final = LOCALES / "wortreader.pot"
PLURALS: Final = {
    "fr": "nplurals=2; plural=(n > 1);",
    "de": "nplurals=2; plural=(n != 1);",
    "lb": "nplurals=2; plural=(n != 1);",
}
"""Those of `wortreader.i18n`, by language."""
_CALLS: Final = ("N_", "S_", "nN_:1,2", "pN_:1c,2", "ngettext:1,2", "pgettext:1c,2", "npgettext:1c,2,3")
KEYWORDS: Final = {**DEFAULT_KEYWORDS, **parse_keywords(_CALLS)}
WIDTH: Final = 120
_HEADER: Final = "# Messages of wortreader in {language}. MIT, as wortreader.\n#"
_NAMES: Final = {"fr": "French", "de": "German", "lb": "Luxembourgish"}


def catalogue_file(language: str) -> Path:
    """The messages of a language, as translators write them."""
    return LOCALES / language / "LC_MESSAGES" / "wortreader.po"


def extract() -> Catalog:
    """All messages of the package, without translations."""
    template = Catalog(project="wortreader", charset="utf-8", fuzzy=False)
    found = extract_from_dir(PACKAGE, keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True)
    for _file, _line, message, comments, context in sorted(found, key=str):
        added = template.add(message, context=context, auto_comments=comments)
        assert added is not None, "the template has no locale that could refuse it"
        added.flags.discard("python-format")  # nothing is filled in with %: `{n} % done` is no format
    return template


def read(language: str) -> Catalog:
    """The catalogue of a language; empty if there is none yet."""
    path = catalogue_file(language)
    if not path.exists():
        return _new(language)
    with path.open("rb") as file:
        return _with_plurals(read_po(file, locale=language, abort_invalid=True), language)


def update(language: str, template: Catalog) -> Catalog:
    """The catalogue of a language with the messages of the template: new ones are empty, others go."""
    before = {(message.context, _one(message)): message for message in read(language) if message.id}
    after = _new(language)
    for message in template:
        if not message.id:
            continue
        known = before.get((message.context, _one(message)))
        is_same = known is not None and bool(known.pluralizable) == bool(message.pluralizable)
        string = known.string if known is not None and is_same else ("", "") if message.pluralizable else ""
        kept = after.add(message.id, string, context=message.context, auto_comments=message.auto_comments)
        assert kept is not None, "it is of this language"
        kept.flags.discard("python-format")
        if known is not None and is_same:
            kept.user_comments = list(known.user_comments)
            is_changed = message.pluralizable and known.id != message.id
            if known.fuzzy or (is_changed and any(forms(known.string))):
                kept.flags.add("fuzzy")
    return after


def _new(language: str) -> Catalog:
    catalogue = Catalog(project="wortreader", locale=language, charset="utf-8", fuzzy=False)
    return _with_plurals(catalogue, language)


def _with_plurals(catalogue: Catalog, language: str) -> Catalog:
    """The catalogue with our plurals: babel's for French has a form for whole millions; see `wortreader.i18n`."""
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def _one(message: Message) -> str:
    return forms(message.id)[0]


def forms(words: object) -> tuple[str, ...]:
    """The forms of a message or of its translation: one, or those of its plural."""
    return tuple(str(form or "") for form in words) if isinstance(words, tuple | list) else (str(words or ""),)


def write(catalogue: Catalog, path: Path) -> bool:
    """Writes a catalogue, unless the file is like that already; returns whether it has changed."""
    language = str(catalogue.locale) if catalogue.locale is not None else ""
    with tempfile.TemporaryFile() as file:
        write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=WIDTH)
        file.seek(0)
        body = file.read().decode().strip()
    head = [_HEADER.format(language=_NAMES.get(language, "English, to be translated")), 'msgid ""', 'msgstr ""']
    head += [f'"Language: {language}\\n"'] if language else []
    head += ['"MIME-Version: 1.0\\n"', '"Content-Type: text/plain; charset=utf-8\\n"']
    head += ['"Content-Transfer-Encoding: 8bit\\n"']
    head += [f'"Plural-Forms: {PLURALS[language]}\\n"'] if language else []
    text = "\n".join(head) + f"\n\n{body}\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def write_catalogue(catalogue: Catalog) -> bytes:
    """A catalogue as a `.mo` file, sorted by the bytes of its keys, as gettext and `wortreader.i18n` look them up.

    babel's own writer sorts messages with a context otherwise. What is fuzzy or not translated is left out.
    """
    language = str(catalogue.locale)
    head = f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {PLURALS[language]}\nLanguage: {language}\n"
    texts = {b"": head.encode()}
    for message in catalogue:
        strings = forms(message.string)
        if message.id and not message.fuzzy and all(strings):
            context = f"{message.context}\x04" if message.context else ""
            texts[(context + "\0".join(forms(message.id))).encode()] = "\0".join(strings).encode()
    keys = sorted(texts)
    at = 28 + 16 * len(keys)
    tables, data = [], b""
    for blobs in (keys, [texts[key] for key in keys]):
        for blob in blobs:
            tables.append(struct.pack("<II", len(blob), at + len(data)))
            data += blob + b"\0"
    head_bytes = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, at)
    return head_bytes + b"".join(tables) + data


def compile_all() -> list[Path]:
    """Compiles all catalogues; returns the files."""
    files = []
    for language in PLURALS:
        if catalogue_file(language).exists():
            file = catalogue_file(language).with_suffix(".mo")
            data = write_catalogue(read(language))
            unfinished = file.with_suffix(f".mo.{os.getpid()}")
            unfinished.write_bytes(data)
            unfinished.replace(file)
            files.append(file)
    return files


def problems(language: str, template: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue of a language, a line each."""
    catalogue = read(language)
    wanted = {(message.context, _one(message)): message for message in template if message.id}
    for message in catalogue:
        if message.id and (message.context, _one(message)) not in wanted:
            yield f"stale: {_one(message)!r}"
    for (context, one), message in wanted.items():
        known = catalogue.get(message.id, context)
        strings = forms(known.string) if known is not None else ()
        if known is None or not all(strings):
            yield f"missing: {one!r}"
            continue
        if known.fuzzy:
            yield f"fuzzy: {one!r}"
        if known.id != message.id:
            yield f"other plural: {one!r}"
            continue
        known.flags.discard("python-format")  # guessed by babel of “{n}% agreement”; ours have names in braces
        for checker in checkers:
            try:
                checker(catalogue, known)
            except (ValueError, TranslationError) as error:
                yield f"{error}: {one!r}"
        ids = forms(message.id)
        for number, text in enumerate(strings):
            yield from _differences(ids if number == 0 else ids[-1:], text, one)


def _differences(ids: Sequence[str], text: str, one: str) -> Iterator[str]:
    """What a translation lacks: names in braces, what stands in backticks, blanks and line ends."""
    if fields(text) not in [fields(message) for message in ids]:
        yield f"other placeholders: {one!r}: {text!r}"
    if quoted(text) not in [quoted(message) for message in ids]:
        yield f"other words in backticks: {one!r}: {text!r}"
    edges = [(message[:1].isspace(), message[-1:].isspace(), message.count("\n")) for message in ids]
    if (text[:1].isspace(), text[-1:].isspace(), text.count("\n")) not in edges:
        yield f"other blanks or line ends: {one!r}: {text!r}"


def fields(text: str) -> list[str]:
    """The names in braces, sorted; the text itself if its braces do not match."""
    try:
        return sorted({f"{name}!{how}" for _text, name, _form, how in Formatter().parse(text) if name is not None})
    except ValueError:  # no format: braces that users type
        return sorted(re.findall(r"\{[^{}]*\}", text))


def quoted(text: str) -> list[str]:
    """What stands in backticks, sorted, whatever the names of values in it: `wortreader login FEED`."""
    return sorted({re.sub(r"(?<= )[^\W\d_a-z]{2,}\b", "NAME", words) for words in re.findall(r"`([^`]+)`", text)})


def check() -> list[str]:
    """What is wrong with the catalogues."""
    template = extract()
    found = [f"{language}: {problem}" for language in PLURALS for problem in problems(language, template)]
    return found + [f"{language}: {line}" for language in PLURALS for line in msgfmt_problems(language)]


def msgfmt_problems(language: str) -> list[str]:
    """What GNU gettext finds wrong with a catalogue; nothing where it is not installed."""
    msgfmt, path = shutil.which("msgfmt"), catalogue_file(language)
    if msgfmt is None or not path.exists():
        return []
    command = [msgfmt, "--check", "--output-file=/dev/null", str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.stderr.splitlines() if ended.returncode else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/messages", description=__doc__)
    parser.add_argument("command", choices=("extract", "update", "compile", "check"))
    parser.add_argument("languages", nargs="*", help="for update: these languages, instead of all")
    options = parser.parse_args(arguments)
    match options.command:
        case "extract":
            write(extract(), TEMPLATE)
        case "update":
            template = extract()
            for language in options.languages or PLURALS:
                write(update(language, template), catalogue_file(language))
        case "compile":
            compile_all()
        case "check":
            found = check()
            print("\n".join(found[:200]))  # noqa: T201
            print(f"{len(found)} problems" if found else "The catalogues are complete.")  # noqa: T201
            return int(bool(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
