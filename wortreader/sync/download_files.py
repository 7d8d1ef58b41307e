"""The folder of downloads: files that are written piece by piece, and get their names when they are whole.

Until then a file is called `NAME.part`. Nothing that is there is overwritten, and no link is followed: a name that is
taken gets a number. All is done relative to the open folder, so that another one cannot be put in its place meanwhile.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from wortreader.download_errors import DownloadFolderUnusable
from wortreader.i18n import N_
from wortreader.model.downloads import part_name
from wortreader.sentences import Sentence
from wortreader.sync.download_names import numbered
from wortreader.system_errors import reason_of

_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_KNOWN: Final = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_BUFFER_BYTES: Final = 256 * 1024


class DownloadFolder:
    """The folder, open. A context manager."""

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        """Makes the folder for the user alone if it is missing, unless it `must_exist`.

        Raises DownloadFolderUnusable.
        """
        self.path = path
        with self._errors():
            if not must_exist:
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._descriptor)

    @property
    def free_bytes(self) -> int | None:
        """How much the disk still has room for; None if it does not say. Raises DownloadFolderUnusable."""
        with self._errors():
            status = os.fstatvfs(self._descriptor)
        return status.f_bavail * status.f_frsize if status.f_blocks else None

    def begin(self, name: str) -> PartialFile:
        """A new file, empty, that will be called `name`, or with a number if that is taken.

        Raises DownloadFolderUnusable.
        """
        with self._errors():
            for candidate in numbered(name):
                if self._exists(candidate):
                    continue
                with suppress(FileExistsError):
                    descriptor = os.open(part_name(candidate), _NEW, 0o600, dir_fd=self._descriptor)
                    return PartialFile(self, candidate, descriptor)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def resume(self, name: str) -> PartialFile | None:
        """The part of the file `name` that has been downloaded; None if the download cannot be resumed from it.

        It must be a regular file with no other name, which nobody else has open to write.
        """
        try:
            descriptor = os.open(part_name(name), _KNOWN, dir_fd=self._descriptor)
        except OSError:
            return None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1 or status.st_uid != os.geteuid():
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            return PartialFile(self, name, descriptor)
        except OSError:
            os.close(descriptor)
            return None

    def settle(self, name: str, size: int) -> str | None:
        """The name of a whole file of `size` bytes whose process was killed when it was about to give it that name.

        None if there is no such file. Raises DownloadFolderUnusable.
        """
        part, whole = self._status(part_name(name)), self._status(name)
        if whole is not None and whole.st_size == size:
            if part is None:
                return name
            if (part.st_dev, part.st_ino) == (whole.st_dev, whole.st_ino):
                self.unlink(part_name(name))
                return name
        return None

    def give_name(self, name: str, record: Callable[[str], bool]) -> str | None:
        """Gives what is in `NAME.part` its name, and returns it; another one with a number if that is taken meanwhile.

        `record` stores the name before; None if it returns false. Raises DownloadFolderUnusable.
        """
        part = part_name(name)
        with self._errors():
            for candidate in numbered(name):
                if self._exists(candidate):
                    continue
                if not record(candidate):
                    return None
                with suppress(FileExistsError):
                    self._link_or_move(part, candidate)
                    with suppress(OSError):  # some file systems cannot, and it is there
                        os.fsync(self._descriptor)
                    return candidate
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def unlink(self, name: str) -> None:
        """Deletes a file of ours; nothing happens if it is gone."""
        with suppress(OSError):
            os.unlink(name, dir_fd=self._descriptor)

    def _link_or_move(self, part: str, name: str) -> None:
        """Renames a file without replacing another. Raises FileExistsError."""
        here = self._descriptor
        try:
            os.link(part, name, src_dir_fd=here, dst_dir_fd=here, follow_symlinks=False)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):  # a file system without hard links, such as that of a stick
            os.close(os.open(name, _NEW, 0o600, dir_fd=here))
            try:
                os.rename(part, name, src_dir_fd=here, dst_dir_fd=here)  # over the empty file that we have just made
            except OSError:
                self.unlink(name)
                raise
        else:
            os.unlink(part, dir_fd=here)

    def _exists(self, name: str) -> bool:
        return self._status(name) is not None

    def _status(self, name: str) -> os.stat_result | None:
        """What is at a name, links not followed; None for nothing."""
        try:
            return os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raises the exceptions of the file system in the block as DownloadFolderUnusable."""
        try:
            yield
        except OSError as error:
            raise folder_error(self.path, error) from error


class PartialFile:
    """A file that is not whole, open and locked."""

    def __init__(self, folder: DownloadFolder, name: str, descriptor: int) -> None:
        """Raises BlockingIOError if another process has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:  # a file system without locks: the claim in the library has to do
            pass
        self._folder = folder
        self._descriptor = descriptor
        self._waiting = bytearray()
        self._guard = threading.Lock()  # a thread goes on to write when the task that waits for it is cancelled
        self.name: Final = name
        """What it will be called."""
        self._written = os.lseek(descriptor, 0, os.SEEK_END)

    @property
    def size(self) -> int:
        """Bytes that are there."""
        return self._written + len(self._waiting)

    @property
    def path(self) -> Path:
        """Where the whole file will be."""
        return self._folder.path / self.name

    def add(self, piece: bytes) -> bool:
        """Adds bytes at the end, in memory; true if there are so many that `flush` should be called."""
        self._waiting += piece
        return len(self._waiting) >= _BUFFER_BYTES

    def flush(self) -> None:
        """Writes what is in memory. Raises DownloadFolderUnusable."""
        try:
            with self._guard:
                while self._waiting:
                    count = os.write(self._descriptor, self._waiting)
                    del self._waiting[:count]
                    self._written += count
        except OSError as error:
            raise folder_error(self._folder.path, error) from error

    def clear(self) -> None:
        """Throws away what is there, to begin anew. Raises DownloadFolderUnusable."""
        try:
            with self._guard:
                self._waiting.clear()
                self._written = 0
                os.ftruncate(self._descriptor, 0)
                os.lseek(self._descriptor, 0, os.SEEK_SET)
        except OSError as error:
            raise folder_error(self._folder.path, error) from error

    def sync(self) -> None:
        """Writes all of it to the disk. Raises DownloadFolderUnusable."""
        self.flush()
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise folder_error(self._folder.path, error) from error

    def close(self) -> None:
        """Writes what can be written, and lets others have the file. Called again, it does nothing."""
        if self._descriptor < 0:
            return
        with suppress(DownloadFolderUnusable):
            self.flush()
        with self._guard:
            os.close(self._descriptor)
            self._descriptor = -1

    def delete(self) -> None:
        """Deletes it; it is still to be closed."""
        self._waiting.clear()
        self._folder.unlink(part_name(self.name))


def folder_error(folder: Path, error: OSError) -> DownloadFolderUnusable:
    """What the user is told of an error of the file system."""
    if error.errno in _FULL:
        message = N_("The disk that holds {folder} is full. The part of the file that has arrived is kept.")
    else:
        message = N_("Files cannot be downloaded into {folder} ({detail}).")
    reason = Sentence.of(message, folder=str(folder), detail=reason_of(error))
    return DownloadFolderUnusable(folder, reason)
