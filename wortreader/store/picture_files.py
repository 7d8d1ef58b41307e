"""The folder beside the library with the files of its pictures.

A file is named by the hash of its content, and is written completely or not at all.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wortreader.errors import PictureFolderUnusable
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import ScaledPicture
from wortreader.sentences import Sentence
from wortreader.system_errors import reason_of

STALE_SECONDS = 3600
"""A partial file that is older than this was left by a process that died."""

_HALF = ".part"
_OURS = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)|tmp\w+\.part")
"""The names of our files. Other files in the folder are left alone."""


def name_for(picture: ScaledPicture) -> str:
    """The name of the file of a picture."""
    return hashlib.blake2b(picture.data, digest_size=16).hexdigest() + picture.suffix


@lazy_dataclass(frozen=True, slots=True)
class FileMismatches:
    """Differences between files and rows."""

    strays: int
    """Files without a row."""
    missing: int
    """Files of rows that are missing or incomplete."""


class PictureFiles:
    """The files of a folder, which is created with the first of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, file: str | None, byte_size: int) -> Path | None:
        """The path of a file; None if it is missing or has another size than `byte_size`."""
        if file is None:
            return None
        path = self.folder / file
        try:
            return path if path.stat().st_size == byte_size else None
        except OSError:
            return None

    def sizes(self) -> dict[str, int]:
        """The sizes of all our files by name, without those that are being written.

        Raises PictureFolderUnusable.
        """
        found = {}
        stale_before = time.time() - STALE_SECONDS
        with self._errors(), suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                if _OURS.fullmatch(entry.name):
                    status = entry.stat(follow_symlinks=False)
                    if not entry.name.endswith(_HALF) or status.st_mtime < stale_before:
                        found[entry.name] = status.st_size
        return found

    def delete(self, file: str) -> bool:
        """Deletes a file. False if that fails."""
        try:
            (self.folder / file).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    @contextmanager
    def temporary_file(self, data: bytes) -> Iterator[Path]:
        """A temporary file with these bytes, which is deleted after the block unless `put` has moved it.

        Raises PictureFolderUnusable.
        """
        with self._errors():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = self.folder / f"tmp{os.urandom(8).hex()}{_HALF}"
            descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with self._errors(), os.fdopen(descriptor, "wb") as file:
                file.write(data)
            yield half
        finally:
            self.delete(half.name)

    def put(self, half: Path, name: str) -> None:
        """Moves a temporary file into place. Raises PictureFolderUnusable."""
        with self._errors():
            half.replace(self.folder / name)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raises the exceptions of the file system in the block as PictureFolderUnusable."""
        try:
            yield
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                message = N_("The disk that holds {folder} is full. Pictures are not kept.")
            else:
                message = N_("Pictures are not kept: {folder} cannot be written ({detail}).")
            reason = Sentence.of(message, folder=str(self.folder), detail=reason_of(error))
            raise PictureFolderUnusable(self.folder, reason) from error
