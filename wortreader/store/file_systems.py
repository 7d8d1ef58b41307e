"""On what kind of file system a folder is: on one between machines, SQLite's WAL mode is not safe."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NETWORK: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone"})
"""Where the shared memory of WAL mode does not work between machines."""

MOUNTS: Final = Path("/proc/mounts")


def mounts() -> str:
    """What is mounted where, as Linux has it; empty on other systems."""
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def file_system(folder: Path, mounted: str) -> str | None:
    """The type of the file system that holds `folder`, from the text of `mounts`; None if it is not there.

    A blank in a mount point is written as \\040 there.
    """
    found, kind = "", None
    for line in mounted.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(found):
            found, kind = point, fields[2]
    return kind


def is_on_network(folder: Path) -> bool:
    """Whether a folder is on a file system between machines, as far as can be known."""
    mounted = mounts()
    is_anywhere = any(f" {kind} " in mounted for kind in NETWORK)  # to go through all of them takes a millisecond
    return is_anywhere and file_system(folder.resolve(), mounted) in NETWORK
