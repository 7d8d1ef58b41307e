"""The names of the settings of feeds that the library itself follows, and how switches are stored."""

from __future__ import annotations

FULL_TEXT = "full_text"
SHOW_IN_ALL = "show_in_all"
COUNT_UNREAD = "count_unread"

ON, OFF = "on", "off"
"""How a setting is stored that is switched on or off."""
