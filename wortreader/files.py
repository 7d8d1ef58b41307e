"""Files that are replaced as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Replaces the contents of a file with `data` in one step: if that fails, the file is as it was.

    Follows symbolic links; writes directly to devices and pipes. Raises OSError with `path` as its file name.
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
