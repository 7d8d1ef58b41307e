"""What the operating system says when something cannot be done, in the user's language."""

from __future__ import annotations

import errno
from typing import Final

from wortreader.i18n import N_
from wortreader.sentences import Sentence
from wortreader.text import safe_line

_REASONS: Final = {
    errno.EACCES: N_("Permission denied"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EEXIST: N_("File exists"),
    errno.EFBIG: N_("File too large"),
    errno.EINVAL: N_("Invalid argument"),
    errno.EIO: N_("Input/output error"),
    errno.EISDIR: N_("Is a directory"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EMFILE: N_("Too many open files"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ENOENT: N_("No such file or directory"),
    errno.ENOEXEC: N_("Exec format error"),
    errno.ENOMEM: N_("Cannot allocate memory"),
    errno.ENOSPC: N_("No space left on device"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.ENOTEMPTY: N_("Directory not empty"),
    errno.ENOTTY: N_("Inappropriate ioctl for device"),
    errno.EPERM: N_("Operation not permitted"),
    errno.EROFS: N_("Read-only file system"),
    errno.ETXTBSY: N_("Text file busy"),
}
"""Those that users meet, as glibc has them in English."""
_LONGEST: Final = 200
"""Characters."""


def reason_of(error: OSError) -> Sentence:
    """Why the system could not do something, without a full stop.

    What is not in the table is as the system has it: in English, because Python asks it in no other language.
    """
    words = error.strerror or ""
    known = _REASONS.get(error.errno or 0)
    if known is not None and known == words:
        return Sentence.of(known)
    return Sentence(safe_line(words or str(error), _LONGEST))
