"""What the rolling copy contains: all that the user has made, and no server can send again.

A table is added by a row of COPIED_TABLES. Rows never refer to others by number, because a new library has other ones:
feeds are known by their addresses, articles by feed and guid, folders by the names that lead to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wortreader.i18n import nN_
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table of the copy: how its rows are read from a library, and how one is put into another library."""

    name: str
    columns: Sequence[str]
    """`folder`, `feed_url` and `guid` refer to others: see `restore`."""
    select: str
    """Yields the columns, in the order in which the rows are to be restored. `folder_paths` has the columns `id` and
    `path`, a JSON array of names."""
    restore: str
    """Changes the library if it lacks what a row says, and never what is newer. Named parameters are the columns,
    `made_at` of the copy, and what the references lead to, NULL if it is not there: `folder_id`, with `parent_id` and
    `folder_name`, of the column `folder`; `folder_ids`, a JSON array, of `folders`; `feed_id` of `feed_url`;
    `article_id` of `feed_url` and `guid`."""
    reads: Sequence[str]
    """The tables of the library that `select` reads. They must be sound for a copy to be made."""
    words: tuple[str, str]
    """What is restored, for the user, with `{n}`: one, and several."""
    prepare: str = "SELECT 1"
    """Executed before `restore`, with the same parameters: adds what a row needs besides what it refers to."""


_BY_FEED: Final = """
    FROM (
      SELECT article_id, is_read, read_at, is_starred, starred_at, position, anchor, begun_at FROM reading UNION ALL
      SELECT article_id, is_read, read_at, is_starred, starred_at, position, anchor, begun_at FROM set_aside
      WHERE cause = 'rule'
    ) AS marked
    JOIN articles ON articles.id = article_id JOIN feeds ON feeds.id = articles.feed_id
"""

_ADD_TAG: Final = (
    "INSERT OR IGNORE INTO tags (name) SELECT :tag WHERE length(:tag) BETWEEN 1 AND 50 AND instr(:tag, ',') = 0"
)

COPIED_TABLES: Final = (
    CopiedTable(
        name="folders",
        columns=("folder", "is_closed", "position", "is_own"),
        select=(
            "SELECT path, is_closed, position, is_own FROM folders JOIN folder_paths USING (id) "
            "ORDER BY json_array_length(path), path"
        ),
        restore=(
            "INSERT INTO folders (parent_id, name, is_closed, position, is_own) "
            "SELECT :parent_id, :folder_name, :is_closed, :position, :is_own WHERE :folder_id IS NULL"
        ),
        reads=("folders",),
        words=nN_("{n} folder", "{n} folders"),
    ),
    CopiedTable(
        name="feeds",
        columns=(
            *("feed_url", "own_title", "title", "site_url", "folder"),
            *("is_paused", "is_private_allowed", "position", "added_at"),
        ),
        select=(
            "SELECT url, own_title, title, site_url, path, is_paused, is_private_allowed, feeds.position, added_at "
            "FROM feeds LEFT JOIN folder_paths ON folder_paths.id = folder_id WHERE removed_at IS NULL ORDER BY url"
        ),
        # A feed of which salvage has found no more than the address has no `added_at`.
        restore=(
            "INSERT INTO feeds "
            "(url, own_title, title, site_url, folder_id, is_paused, is_private_allowed, position, added_at) "
            "SELECT :feed_url, :own_title, :title, :site_url, :folder_id, :is_paused, :is_private_allowed, :position, "
            ":added_at WHERE :feed_id IS NULL OR EXISTS "
            "(SELECT 1 FROM feeds WHERE url = :feed_url AND removed_at IS NULL) "
            "ON CONFLICT (url) WHERE removed_at IS NULL "
            "DO UPDATE SET own_title = :own_title, title = coalesce(title, :title), "
            "site_url = coalesce(site_url, :site_url), folder_id = :folder_id, is_paused = :is_paused, "
            "is_private_allowed = :is_private_allowed, position = :position, added_at = :added_at WHERE added_at = 0"
        ),
        reads=("feeds",),
        words=nN_("{n} feed", "{n} feeds"),
    ),
    CopiedTable(
        name="folder_settings",
        columns=("folder", "name", "value"),
        select="SELECT path, name, value FROM folder_settings JOIN folder_paths ON id = folder_id ORDER BY path, name",
        restore=(
            "INSERT OR IGNORE INTO folder_settings (folder_id, name, value) "
            "SELECT :folder_id, :name, :value WHERE :folder_id IS NOT NULL"
        ),
        reads=("folder_settings", "folders"),
        words=nN_("{n} setting of a folder", "{n} settings of folders"),
    ),
    CopiedTable(
        name="feed_settings",
        columns=("feed_url", "name", "value"),
        select=(
            "SELECT url, name, value FROM feed_settings JOIN feeds ON id = feed_id AND removed_at IS NULL "
            "ORDER BY url, name"
        ),
        restore=(
            "INSERT OR IGNORE INTO feed_settings (feed_id, name, value) "
            "SELECT :feed_id, :name, :value WHERE :feed_id IS NOT NULL"
        ),
        reads=("feed_settings", "feeds"),
        words=nN_("{n} setting of a feed", "{n} settings of feeds"),
    ),
    CopiedTable(
        name="views",
        columns=("name", "query", "added_at"),
        select="SELECT name, query, added_at FROM views ORDER BY id",
        restore="INSERT OR IGNORE INTO views (name, query, added_at) VALUES (:name, :query, :added_at)",
        reads=("views",),
        words=nN_("{n} view", "{n} views"),
    ),
    CopiedTable(
        name="rules",
        columns=("name", "query", "actions", "rule_tags", "feeds", "folders", "ends_at", "is_enabled", "added_at"),
        select=(
            "SELECT name, query, actions, tags, "
            "CASE WHEN feed_ids IS NOT NULL THEN (SELECT json_group_array(url) FROM feeds "
            "WHERE id IN (SELECT value FROM json_each(feed_ids))) END, "
            "CASE WHEN folder_ids IS NOT NULL THEN (SELECT json_group_array(path) FROM folder_paths "
            "WHERE id IN (SELECT value FROM json_each(folder_ids))) END, "
            "ends_at, is_enabled, added_at FROM rules ORDER BY position, id"
        ),
        restore=(
            "INSERT OR IGNORE INTO rules "
            "(position, name, query, actions, tags, feed_ids, folder_ids, ends_at, is_enabled, added_at) "
            "SELECT (SELECT count(*) + 1 FROM rules), :name, :query, :actions, :rule_tags, "
            "CASE WHEN :feeds IS NOT NULL THEN (SELECT json_group_array(id) FROM feeds "
            "WHERE url IN (SELECT value FROM json_each(:feeds))) END, "
            "CASE WHEN :folders IS NOT NULL THEN :folder_ids END, :ends_at, :is_enabled, :added_at"
        ),
        reads=("rules", "feeds", "folders"),
        words=nN_("{n} rule", "{n} rules"),
    ),
    CopiedTable(
        name="read",
        columns=("feed_url", "guid", "read_at"),
        select=f"SELECT feeds.url, guid, coalesce(read_at, 0) {_BY_FEED} WHERE is_read = 1 ORDER BY feeds.url, guid",
        restore=(
            "UPDATE reading SET is_read = 1, read_at = :read_at "
            "WHERE article_id = :article_id AND is_read = 0 AND coalesce(read_at, -1) < :made_at"
        ),
        reads=("reading", "set_aside", "articles"),
        words=nN_("{n} article read", "{n} articles read"),
    ),
    CopiedTable(
        name="starred",
        columns=("feed_url", "guid", "starred_at", "title", "url"),
        select=(
            "SELECT feeds.url, guid, coalesce(starred_at, 0), articles.title, articles.url "
            f"{_BY_FEED} WHERE is_starred = 1 ORDER BY feeds.url, guid"
        ),
        restore=(
            "UPDATE reading SET is_starred = 1, starred_at = :starred_at "
            "WHERE article_id = :article_id AND is_starred = 0 AND coalesce(starred_at, -1) < :made_at"
        ),
        reads=("reading", "set_aside", "articles"),
        words=nN_("{n} article starred", "{n} articles starred"),
    ),
    CopiedTable(
        name="places",
        columns=("feed_url", "guid", "position", "anchor", "begun_at"),
        select=(
            f"SELECT feeds.url, guid, marked.position, anchor, begun_at {_BY_FEED} "
            "WHERE marked.position > 0 ORDER BY feeds.url, guid"
        ),
        restore=(
            "UPDATE reading SET position = :position, anchor = :anchor, begun_at = :begun_at "
            "WHERE article_id = :article_id AND position IS NULL"
        ),
        reads=("reading", "set_aside", "articles"),
        words=nN_("{n} reading position", "{n} reading positions"),
    ),
    CopiedTable(
        name="article_tags",
        columns=("feed_url", "guid", "tag", "title", "url"),
        select=(
            "SELECT feeds.url, guid, name, articles.title, articles.url "
            "FROM article_tags JOIN tags ON tags.id = tag_id JOIN articles ON articles.id = article_id "
            "JOIN feeds ON feeds.id = feed_id AND removed_at IS NULL ORDER BY feeds.url, guid, name"
        ),
        prepare=_ADD_TAG,
        restore=(
            "INSERT OR IGNORE INTO article_tags (article_id, tag_id) SELECT :article_id, id FROM tags WHERE name = :tag"
        ),
        reads=("tags", "article_tags", "articles"),
        words=nN_("{n} tag of an article", "{n} tags of articles"),
    ),
    CopiedTable(
        name="feed_tags",
        columns=("feed_url", "tag"),
        select=(
            "SELECT url, name FROM feed_tags JOIN tags ON tags.id = tag_id "
            "JOIN feeds ON feeds.id = feed_id AND removed_at IS NULL "
            "ORDER BY url, name"
        ),
        prepare=f"{_ADD_TAG} AND :feed_id IS NOT NULL",
        restore=(
            "INSERT OR IGNORE INTO feed_tags (feed_id, tag_id) "
            "SELECT :feed_id, id FROM tags WHERE name = :tag AND :feed_id IS NOT NULL"
        ),
        reads=("tags", "feed_tags", "feeds"),
        words=nN_("{n} tag of a feed", "{n} tags of feeds"),
    ),
    CopiedTable(
        name="play_positions",
        columns=("url", "position", "duration", "is_finished", "played_at"),
        select="SELECT url, seconds, duration, is_finished, played_at FROM play_positions ORDER BY url",
        restore=(
            "INSERT OR IGNORE INTO play_positions (url, seconds, duration, is_finished, played_at) "
            "VALUES (:url, :position, :duration, :is_finished, :played_at)"
        ),
        reads=("play_positions",),
        words=nN_("{n} playback position", "{n} playback positions"),
    ),
    CopiedTable(
        name="play_queue",
        columns=("feed_url", "guid", "url", "queued_at"),
        select=(
            "SELECT feeds.url, guid, play_queue.url, queued_at FROM play_queue "
            "JOIN articles ON articles.id = article_id "
            "JOIN feeds ON feeds.id = articles.feed_id AND removed_at IS NULL ORDER BY place, play_queue.id"
        ),
        restore=(
            "INSERT OR IGNORE INTO play_queue (place, article_id, url, queued_at) "
            "SELECT (SELECT coalesce(max(place), 0) + 1 FROM play_queue), :article_id, :url, :queued_at "
            "WHERE :article_id IS NOT NULL"
        ),
        reads=("play_queue", "articles"),
        words=nN_("{n} file in the queue", "{n} files in the queue"),
    ),
)
