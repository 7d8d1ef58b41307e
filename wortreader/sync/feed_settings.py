"""What can be set for a single feed, or for the feeds in a folder: the one table of these settings.

A feed has its own value, else that of the innermost folder around it that has one, else that of the configuration.
Secrets are not among them: `logins` keeps those outside of the library.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from wortreader.config import LONGEST_USER_AGENT, Config
from wortreader.errors import LoginInvalid
from wortreader.i18n import N_, _, ngettext, nN_, pgettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.logins.login import check_header_name
from wortreader.model import FullText
from wortreader.model.setting_names import COUNT_UNREAD, FULL_TEXT, OFF, ON, SHOW_IN_ALL
from wortreader.subscription_errors import SettingRefused
from wortreader.text import safe_line
from wortreader.typed_words import NO, YES, fold_answer

Value = int | bool | str | Mapping[str, str] | None
"""The value of a setting; None for an interval that is left to the feed's server."""

INTERVAL: Final = "interval"
KEEP_PICTURES: Final = "keep_pictures"
KEEP_DAYS: Final = "keep_days"
USER_AGENT: Final = "user_agent"
HEADERS: Final = "headers"

_MOST_HEADERS: Final = 20
_LONGEST_HEADER: Final = 1000
_SECRET: Final = re.compile(r"auth|cookie|token|key|secret|password|session|credential", re.IGNORECASE)
_SET_ELSEWHERE: Final = frozenset({"user-agent", "accept"})


class FeedSettingKind(StrEnum):
    """What the values of a setting are."""

    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    TEXT = "text"
    HEADERS = "headers"
    """Names and values of HTTP headers."""


@lazy_dataclass(frozen=True, slots=True)
class FeedSetting:
    """A setting that feeds and folders can have."""

    name: str
    """As the library and the command line have it."""
    kind: FeedSettingKind
    label: str
    """Its name for the user, to be translated."""
    help: str
    """What it does, in a sentence, to be translated."""
    amount: tuple[str, str] = ("", "")
    """What a number is with its unit, one and several, to be translated."""
    low: int = 0
    high: int = 0
    """The bounds of a number, both included."""
    choices: tuple[str, ...] = ()
    config_name: str | None = None
    """The setting of the configuration that holds where nothing is set; None if there is none."""
    default: Value = None
    """What holds then."""

    def parse(self, written: str, *, called: str = "") -> str:
        """What the user has written, as it is stored.

        Raises SettingRefused, with the bounds or choices; its sentence has `called` as the name, else the option.
        """
        written, called = written.strip(), called or self.option
        match self.kind:
            case FeedSettingKind.NUMBER:
                return self._number(written, called)
            case FeedSettingKind.SWITCH:
                return self._switch(written, called)
            case FeedSettingKind.CHOICE:
                if written.casefold() not in self.choices:
                    reason = _("“{name}” must be one of {choices}.")
                    raise SettingRefused(self.name, reason.format(name=called, choices=", ".join(self.choices)))
                return written.casefold()
            case FeedSettingKind.HEADERS:
                return json.dumps(_checked_headers(self.name, _split_headers(written)), ensure_ascii=False)
        if not (written.isascii() and written.isprintable() and 0 < len(written) <= LONGEST_USER_AGENT):
            reason = _("“{name}” must be one line of ASCII, of {n} characters at most.")
            raise SettingRefused(self.name, reason.format(name=called, n=LONGEST_USER_AGENT))
        return written

    @property
    def option(self) -> str:
        """Its name on the command line, without the dashes before it."""
        return self.name.replace("_", "-")

    def read(self, stored: str) -> Value:
        """The value of what is stored. Raises SettingRefused for what nobody could have set: the library is damaged."""
        if self.kind is FeedSettingKind.HEADERS:
            try:
                headers = json.loads(stored)
            except ValueError:
                headers = None
            if not isinstance(headers, dict):
                raise SettingRefused(self.name, _("“{name}” is damaged.").format(name=self.option))
            return _checked_headers(self.name, [(str(name), str(value)) for name, value in headers.items()])
        value = self.parse(stored)
        if self.kind is FeedSettingKind.NUMBER:
            return int(value)
        return value == ON if self.kind is FeedSettingKind.SWITCH else value

    def usual(self, config: Config) -> Value:
        """The value where neither a feed nor a folder around it has one."""
        value: Value = getattr(config, self.config_name) if self.config_name else self.default
        return value

    def shown(self, value: Value) -> str:
        """A value for people."""
        if value is None:
            return _("as its server asks")
        if isinstance(value, bool):
            return pgettext("setting", "on") if value else pgettext("setting", "off")
        if isinstance(value, Mapping):
            return "; ".join(f"{name}: {text}" for name, text in value.items())
        if self.name == KEEP_DAYS and value == 0:
            return _("for ever")
        if isinstance(value, int) and self.amount[0]:
            return ngettext(*self.amount, value).format(n=value)
        return str(value)

    def written(self, value: Value) -> str:
        """A value as `parse` reads it; empty if there is none."""
        if isinstance(value, bool):
            return ON if value else OFF
        if isinstance(value, Mapping):
            return "; ".join(f"{name}: {text}" for name, text in value.items())
        return "" if value is None else str(value)

    def _number(self, written: str, called: str) -> str:
        is_number = re.fullmatch(r"[0-9]{1,9}", written, re.ASCII) is not None
        if not is_number or not self.low <= int(written) <= self.high:
            reason = _("“{name}” must be a whole number from {low} to {high}.")
            raise SettingRefused(self.name, reason.format(name=called, low=self.low, high=self.high))
        return str(int(written))

    def _switch(self, written: str, called: str) -> str:
        if fold_answer(written) in YES:
            return ON
        if fold_answer(written) in NO:
            return OFF
        raise SettingRefused(self.name, _("“{name}” must be on or off.").format(name=called))


SETTINGS: Final = (
    FeedSetting(
        INTERVAL,
        FeedSettingKind.NUMBER,
        N_("Refresh interval"),
        N_("Minutes after which the feed is refreshed again, instead of what its server asks for."),
        amount=nN_("{n} minute", "{n} minutes"),
        low=10,
        high=1440,
    ),
    FeedSetting(
        FULL_TEXT,
        FeedSettingKind.CHOICE,
        N_("Full text"),
        N_(
            "Source of article texts: the page if the feed has only excerpts (auto), always the feed, or always "
            "the page."
        ),
        choices=tuple(str(choice) for choice in FullText),
        config_name="full_text",
    ),
    FeedSetting(
        KEEP_PICTURES,
        FeedSettingKind.SWITCH,
        N_("Keep pictures"),
        N_("Whether the pictures of new articles are fetched and kept for reading offline."),
        config_name="keep_pictures",
    ),
    FeedSetting(
        KEEP_DAYS,
        FeedSettingKind.NUMBER,
        N_("Keep articles"),
        N_("Days that a read and unstarred article is kept after the feed has dropped it; 0 keeps everything."),
        amount=nN_("{n} day", "{n} days"),
        low=0,
        high=36500,
        config_name="keep_days",
    ),
    FeedSetting(
        SHOW_IN_ALL,
        FeedSettingKind.SWITCH,
        N_("Show in All"),
        N_("Whether its articles are in All, Today and Unread."),
        default=True,
    ),
    FeedSetting(
        COUNT_UNREAD,
        FeedSettingKind.SWITCH,
        N_("Count as unread"),
        N_("Whether its unread articles are counted, and are in Unread."),
        default=True,
    ),
    FeedSetting(
        USER_AGENT,
        FeedSettingKind.TEXT,
        N_("User agent"),
        N_("User agent to send instead of the default one."),
        config_name="user_agent",
    ),
    FeedSetting(
        HEADERS,
        FeedSettingKind.HEADERS,
        N_("Headers"),
        N_("Further headers of requests to its server: “Name: value; Name: value”. Secret ones belong to its login."),
        default={},
    ),
)
"""All settings, in the order in which they are shown."""

BY_NAME: Final[Mapping[str, FeedSetting]] = {setting.name: setting for setting in SETTINGS}


def setting_called(name: str) -> FeedSetting:
    """The setting with this name, with `-` or `_`. Raises SettingRefused, which names the nearest one."""
    known = BY_NAME.get(name.strip().casefold().replace("-", "_"))
    if known is not None:
        return known
    near = difflib.get_close_matches(name, [setting.option for setting in SETTINGS], n=1)
    reason = _("There is no setting “{name}” for feeds. Did you mean “{near}”?")
    if not near:
        reason = _("There is no setting “{name}” for feeds.")
    raise SettingRefused(name, reason.format(name=safe_line(name, 60), near=near[0] if near else ""))


def _split_headers(written: str) -> list[tuple[str, str]]:
    """The headers in `Name: value; Name: value`, or one in each line."""
    parts = [part for part in re.split(r"[;\n]\s*(?=[^\s:;]+:)", written) if part.strip()]
    return [
        (name.strip(), value.strip().rstrip(";")) for name, _colon, value in (part.partition(":") for part in parts)
    ]


def _checked_headers(setting: str, headers: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    if not headers or len(headers) > _MOST_HEADERS:
        reason = _("Headers are written as “Name: value; Name: value”, {n} of them at most.")
        raise SettingRefused(setting, reason.format(n=_MOST_HEADERS))
    for name, value in headers:
        try:
            check_header_name(name)
        except LoginInvalid as error:
            raise SettingRefused(setting, str(error)) from error
        if name.lower() in _SET_ELSEWHERE:
            raise SettingRefused(setting, _("The header {name} cannot be set here.").format(name=name))
        if _SECRET.search(name):
            reason = _("The header {name} is secret: `wortreader login FEED --header` keeps it outside of the library.")
            raise SettingRefused(setting, reason.format(name=name))
        if not value or not (value.isascii() and value.isprintable()) or len(value) > _LONGEST_HEADER:
            reason = _("The value of {name} is one line of ASCII, of {n} characters at most.")
            raise SettingRefused(setting, reason.format(name=name, n=_LONGEST_HEADER))
    return dict(headers)
