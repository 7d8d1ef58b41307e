"""Writing a file so that it is never seen half written."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Puts `data` into the file `path`: all of it or, where that fails, nothing, and what was there before stays.

    A symbolic link is followed; a device or a pipe is written to directly. Raises OSError that names `path`.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # /dev/stdout, a named pipe; a directory raises
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise
