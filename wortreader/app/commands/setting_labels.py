"""What the settings of the configuration are called in the palette and on their screen: names in a file say little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wortreader.i18n import N_

SETTING_LABELS: Final[Mapping[str, str]] = {
    "theme": N_("Theme"),
    "language": N_("Language"),
    "density": N_("Density of lists"),
    "list_row": N_("Details in list rows"),
    "linear": N_("Linear mode"),
    "measure": N_("Line length"),
    "hyphenate": N_("Hyphenation"),
    "mark_read": N_("When articles are marked read"),
    "go_on": N_("Go on to the next feed"),
    "refresh_minutes": N_("Refresh interval"),
    "refresh_metered": N_("Refresh over metered connections"),
    "keep_days": N_("Keep articles"),
    "full_text": N_("Full text"),
    "keep_pictures": N_("Keep pictures"),
    "keep_transcripts": N_("Keep transcripts"),
    "picture_budget": N_("Disk space for pictures"),
    "show_pictures": N_("Show pictures"),
    "download_folder": N_("Folder for downloads"),
    "download_budget": N_("Disk space for downloads"),
    "download_limit": N_("Largest download"),
    "slow_line": N_("Slow line to the terminal"),
    "mouse": N_("Mouse"),
    "keep_frame": N_("Keep the last screen"),
    "user_agent": N_("User agent"),
    "login_store": N_("Where logins are kept"),
    "key_command": N_("Command for the passphrase"),
    "key_store": N_("Where the passphrase is kept"),
    "browser": N_("Command for web pages"),
    "player": N_("Command for audio and video"),
    "bookmark_command": N_("Command for bookmarks"),
    "mail_command": N_("Command for mail"),
    "speech_command": N_("Command for reading aloud"),
    "speech_rate": N_("Speed of reading aloud"),
    "after_refresh": N_("Command after a refresh"),
    "notify": N_("Notifications"),
    "terminal_title": N_("Title of the terminal"),
    "key_preset": N_("Key preset"),
    "openers": N_("Programs for some addresses"),
    "keys": N_("Keys"),
    "macros": N_("Macros"),
}
"""By name of the setting; to be translated when shown."""
