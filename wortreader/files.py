"""Files that are replaced as a whole or not at all, and the paths that users type."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

_FILE_ADDRESS = re.compile(r"file:(?://[^/]*)?(/.*)", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"""\\([\s'"()&\[\]\\])""")


def write_whole(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Replaces the contents of a file with `data` in one step: if that fails, the file is as it was.

    A new file can be read by its owner only if `is_private`, an existing one by those who could read it before. Follows
    symbolic links; writes directly to devices and pipes. Raises OSError with `path` as its file name.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # /dev/stdout, a named pipe; a directory raises
        return
    target = path.resolve()
    # The number alone is not enough: in a container, a process that was killed had the same one.
    part = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        part.touch(0o600 if is_private else 0o666, exist_ok=False)
        with part.open("r+b") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
        part.replace(target)
    except BaseException as error:
        with suppress(OSError):  # on a disk that cannot be written, even what is not there cannot be removed
            part.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def typed_path(typed: str) -> Path:
    """The path that a user means who types or drops it: `~/my list.opml`, `'a b'`, `a\\ b` or `file:///a%20b`.

    Quotes around it, backslashes before spaces and quotes, and a `file:` scheme are taken off as a shell and a file
    manager would, unless there is a file with exactly that name. `~` is the home directory.
    """
    path = typed.strip()
    if _exists(path):
        return Path(path)
    is_quoted = len(path) > 1 and path[0] in "\"'" and path[0] == path[-1]
    path = path[1:-1] if is_quoted else _ESCAPED.sub(r"\1", path)
    if address := _FILE_ADDRESS.match(path):
        path = unquote(address.group(1))
    try:
        return Path(path).expanduser()
    except RuntimeError:  # `~somebody`, whom the system does not know
        return Path(path)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a name of 10,000 characters, or with a NUL
        return False
