"""What a terminal is told besides its screen: its title, and notices that its own desktop shows. Pure.

OSC 2 sets the title (ctlseqs of xterm); OSC 9 is the notice of iTerm2, WezTerm and Ghostty, OSC 777 that of rxvt and
foot, OSC 99 that of Kitty. Terminals ignore those that they do not know.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.text import labelled, safe_line

BELL: Final = "\a"
KEEP_TITLE: Final = "\x1b[22;2t"
"""Has the terminal keep its title, to be restored by RESTORE_TITLE (XTWINOPS)."""
RESTORE_TITLE: Final = "\x1b[23;2t"

_LONGEST: Final = 200
_END: Final = "\x1b\\"


def title_sequence(words: str) -> str:
    """Sets the title of the terminal."""
    return f"\x1b]2;{safe_line(words, _LONGEST)}{_END}"


def notice_sequence(title: str, body: str, *, terminal: str, is_in_tmux: bool) -> str:
    """Shows a notice, with a bell for multiplexers, which mark their window then.

    `terminal` is its name as far as it is known, such as `kitty(0.39.1)` or `foot`. Notices go through tmux if its
    `allow-passthrough` is on.
    """
    title, body = safe_line(title, _LONGEST), safe_line(body, _LONGEST)
    name = terminal.casefold()
    if name.startswith(("kitty", "xterm-kitty")):
        sequence = f"\x1b]99;i=wortreader:d=0;{title}{_END}\x1b]99;i=wortreader:p=body;{body}{_END}"
    elif name.startswith(("foot", "rxvt", "urxvt")):
        # A semicolon would begin another part.
        sequence = f"\x1b]777;notify;{title.replace(';', ',')};{body.replace(';', ',')}{_END}"
    else:
        # A number with a semicolon after it is another command in some terminals: OSC 9;4 shows progress.
        said = labelled(title, body) if body else title
        sequence = f"\x1b]9;{re.sub(r'^(?=[0-9]+;)', ' ', said)}{_END}"
    if is_in_tmux:
        return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}{_END}{BELL}"
    return sequence
