"""Which settings hold for a feed or folder, and where each of them comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from operator import itemgetter

from wortreader.config import Config
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FOLDER_SEPARATOR
from wortreader.store.library import Library
from wortreader.store.settings import StoredSetting
from wortreader.subscription_errors import SettingRefused
from wortreader.sync.feed_settings import BY_NAME, HEADERS, INTERVAL, SETTINGS, USER_AGENT, FeedSetting, Value


class SettingOrigin(StrEnum):
    """Where the value of a setting comes from."""

    OWN = "own"
    """It is set for the very feed or folder."""
    FOLDER = "folder"
    """It is set for a folder around it."""
    CONFIG = "config"
    """The configuration differs from the default."""
    DEFAULT = "default"


@lazy_dataclass(frozen=True, slots=True)
class EffectiveSetting:
    """A setting with the value that holds."""

    setting: FeedSetting
    value: Value
    origin: SettingOrigin
    folder_id: int | None = None
    """The folder that it is inherited from; None if it is not."""
    folder: str = ""
    """The path of that folder: `News/World`."""

    @property
    def is_default(self) -> bool:
        """True if it does not differ from the default, wherever it comes from."""
        return self.value == self.setting.usual(Config())

    @property
    def shown(self) -> str:
        """The value for people."""
        return self.setting.shown(self.value)

    @property
    def shown_origin(self) -> str:
        """Where it comes from, for people; empty for a default."""
        match self.origin:
            case SettingOrigin.OWN:
                return _("set here")
            case SettingOrigin.FOLDER:
                return _("from the folder “{folder}”").format(folder=self.folder)
            case SettingOrigin.CONFIG:
                return _("from the configuration")
        return ""


def effective(library: Library, config: Config, feed_id: int) -> tuple[EffectiveSetting, ...]:
    """All settings of a feed with the values that hold, in the order of SETTINGS. Raises UnknownFeed."""
    return effective_of_feeds(library, config, [feed_id])[0]


def effective_of_feeds(library: Library, config: Config, feed_ids: Sequence[int]) -> list[tuple[EffectiveSetting, ...]]:
    """The same for several feeds, in their order: a query for each would take an hour for 60,000.

    Raises UnknownFeed.
    """
    stored = library.settings.of_feeds(feed_ids)
    known: dict[tuple[tuple[str, StoredSetting], ...], tuple[EffectiveSetting, ...]] = {}
    found: list[tuple[EffectiveSetting, ...]] = []
    for feed_id in feed_ids:
        library.feeds.get(feed_id)
        own = stored.get(feed_id, {})
        key = tuple(sorted(own.items(), key=itemgetter(0)))
        if key not in known:  # most feeds have the settings of others
            known[key] = _all(library, config, own)
        found.append(known[key])
    return found


def effective_of_folder(library: Library, config: Config, folder_id: int) -> tuple[EffectiveSetting, ...]:
    """All settings of a folder with the values that its feeds inherit. Raises UnknownFolder."""
    library.folders.get(folder_id)
    return _all(library, config, library.settings.of_folder(folder_id))


def values_set(library: Library, name: str) -> dict[int, Value]:
    """The values of one setting for the feeds for which it is set, or that inherit it from a folder."""
    return values_in(name, library.settings.holding(name))


def values_in(name: str, stored: Mapping[int, str]) -> dict[int, Value]:
    """The values of one setting by feed, from those that are stored; damaged ones are left out."""
    return {
        feed_id: value for feed_id, written in stored.items() if (value := _read(BY_NAME[name], written)) is not None
    }


def interval_of(library: Library, feed_id: int) -> timedelta | None:
    """How often the user wants a feed to be refreshed; None if that is left to its server."""
    stored = library.settings.value_of(feed_id, INTERVAL)
    minutes = None if stored is None else _read(BY_NAME[INTERVAL], stored)
    return timedelta(minutes=minutes) if isinstance(minutes, int) else None


def feed_headers(library: Library) -> dict[str, dict[str, str]]:
    """The headers that are set for feeds, their user agents among them, by the addresses of the feeds."""
    agents, headers = values_set(library, USER_AGENT), values_set(library, HEADERS)
    found: dict[str, dict[str, str]] = {}
    for feed in library.feeds.all() if agents or headers else ():
        own, agent = headers.get(feed.feed_id), agents.get(feed.feed_id)
        sent = dict(own) if isinstance(own, Mapping) else {}
        if isinstance(agent, str):
            sent["User-Agent"] = agent
        if sent:
            found[feed.url] = sent
    return found


def _all(library: Library, config: Config, stored: Mapping[str, StoredSetting]) -> tuple[EffectiveSetting, ...]:
    return tuple(_effective(library, config, setting, stored.get(setting.name)) for setting in SETTINGS)


def _effective(
    library: Library, config: Config, setting: FeedSetting, stored: StoredSetting | None
) -> EffectiveSetting:
    if stored is not None and (value := _read(setting, stored.value)) is not None:
        if stored.folder_id is None:
            return EffectiveSetting(setting, value, SettingOrigin.OWN)
        path = FOLDER_SEPARATOR.join(library.folders.path(stored.folder_id))
        return EffectiveSetting(setting, value, SettingOrigin.FOLDER, stored.folder_id, path)
    usual = setting.usual(config)
    return EffectiveSetting(
        setting, usual, SettingOrigin.DEFAULT if usual == setting.usual(Config()) else SettingOrigin.CONFIG
    )


def _read(setting: FeedSetting, stored: str) -> Value:
    """A stored value; None if it is damaged, so that it counts as not set."""
    with suppress(SettingRefused):
        return setting.read(stored)
    return None
