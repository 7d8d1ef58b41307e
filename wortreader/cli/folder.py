"""The commands for folders: list, add, rename, move, remove, set, order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.asking import is_confirmed
from wortreader.cli.completion import FOLDER, FOLDER_OR_FEED
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_invocation
from wortreader.cli.setting_options import print_settings, setting_options, settings_as_json, written_settings
from wortreader.errors import UnknownFeed
from wortreader.i18n import _, ngettext
from wortreader.model import FOLDER_SEPARATOR, Folder, utc_now
from wortreader.subscription_errors import UnknownFolder

if TYPE_CHECKING:
    from wortreader.store.library import Library


@click.group(help=_("List and change folders. FOLDER is a number or its names, as in News/World."))
def folder() -> None:
    """A group of commands."""


@folder.command("list", help=_("List the folders with their feeds and unread articles."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array, with what is set for each folder."))
@pass_invocation
def list_folders(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the folders, each followed by those in it."""
    from wortreader.sync.effective_settings import effective_of_folder

    config = invocation.config()
    with invocation.library(only_reads=True) as library:
        folders = _nested(library.folders.all())
        counts = library.articles.counts(today=utc_now())
        inside = {one.folder_id: library.folders.feeds_inside([one.folder_id]) for one in folders}
        unread = {
            folder_id: sum(counts.unread_by_feed.get(feed_id, 0) for feed_id in feed_ids)
            for folder_id, feed_ids in inside.items()
        }
        paths = {one.folder_id: library.folders.path(one.folder_id) for one in folders}
        if is_json:
            output.write_json_array(
                {
                    "id": one.folder_id,
                    "parent_id": one.parent_id,
                    "name": one.name,
                    "path": list(paths[one.folder_id]),
                    "feeds": inside[one.folder_id],
                    "unread": unread[one.folder_id],
                    "settings": settings_as_json(effective_of_folder(library, config, one.folder_id)),
                }
                for one in folders
            )
            return ExitCode.DONE
    if not folders:
        output.print_error(_("There are no folders yet. `wortreader folder add NAME` makes one."))
        return ExitCode.DONE
    columns = [
        output.Column(_("ID"), is_number=True),
        output.Column(_("FEEDS"), is_number=True),
        output.Column(_("UNREAD"), is_number=True),
        output.Column(_("FOLDER"), elastic=1),
    ]
    rows = [
        (
            str(one.folder_id),
            str(len(inside[one.folder_id])),
            str(unread[one.folder_id]),
            FOLDER_SEPARATOR.join(paths[one.folder_id]),
        )
        for one in folders
    ]
    output.write_table(columns, rows)
    return ExitCode.DONE


@folder.command(help=_("Add folders, written as News/World. They stay when they are empty."))
@click.argument("paths", metavar="FOLDER...", type=FOLDER, nargs=-1, required=True)
@pass_invocation
def add(invocation: Invocation, paths: tuple[str, ...]) -> ExitCode:
    """Makes folders, all of them or none."""
    from wortreader.sync.housekeeping import new_folders, path_names

    with invocation.library() as library:
        made = new_folders(library, [path_names(path) for path in paths], now=utc_now())
        names = [FOLDER_SEPARATOR.join(library.folders.path(one.folder_id)) for one in made]
    for name in names:
        output.write(_("Added the folder “{folder}”.").format(folder=name))
    return ExitCode.DONE


@folder.command(help=_("Give a folder another name. It stays where it is."))
@click.argument("name", metavar="FOLDER", type=FOLDER)
@click.argument("new_name", metavar="NAME")
@pass_invocation
def rename(invocation: Invocation, name: str, new_name: str) -> ExitCode:
    """Renames a folder."""
    from wortreader.sync.housekeeping import rename_folder

    with invocation.library() as library:
        found = library.folders.find(name)
        renamed = rename_folder(library, found.folder_id, new_name, now=utc_now())
    output.write(_("“{former}” is called “{title}” now.").format(former=found.name, title=renamed.name))
    return ExitCode.DONE


@folder.command(help=_("Move folders with all in them into INTO; / is outside of all folders."))
@click.argument("names", metavar="FOLDER...", type=FOLDER, nargs=-1, required=True)
@click.argument("into", metavar="INTO")
@pass_invocation
def move(invocation: Invocation, names: tuple[str, ...], into: str) -> ExitCode:
    """Moves folders."""
    from wortreader.sync.housekeeping import move_folders, place_called

    with invocation.library() as library:
        found = [library.folders.find(name) for name in names]
        move_folders(library, [one.folder_id for one in found], place_called(library, into), now=utc_now())
        paths = [FOLDER_SEPARATOR.join(library.folders.path(one.folder_id)) for one in found]
    for one, path in zip(found, paths, strict=True):
        output.write(_("Moved the folder “{name}”: it is “{path}” now.").format(name=one.name, path=path))
    return ExitCode.DONE


@folder.command(help=_("Remove folders. Their feeds and folders stay, and move to where the folder was."))
@click.argument("names", metavar="FOLDER...", type=FOLDER, nargs=-1, required=True)
@click.option("--with-feeds", "with_contents", is_flag=True, help=_("Remove all feeds and folders in them as well."))
@click.option("--yes", "is_certain", is_flag=True, help=_("Do not ask; needed for feeds where there is no terminal."))
@pass_invocation
def remove(invocation: Invocation, names: tuple[str, ...], with_contents: bool, is_certain: bool) -> ExitCode:
    """Removes folders, after asking if feeds go with them. Raises UsageError if the user cannot be asked."""
    from wortreader.sync.housekeeping import remove_folders

    with invocation.library() as library:
        found = [library.folders.find(name) for name in names]
        count = len(library.folders.feeds_inside([one.folder_id for one in found])) if with_contents else 0
        if count and not is_certain and not _is_confirmed(count):
            return ExitCode.FAILED
        ids = [one.folder_id for one in found]
        remove_folders(library, ids, with_contents=with_contents, now=utc_now())
    for one in found:
        output.write(_("Removed the folder “{name}”.").format(name=one.name))
    if count:
        output.write(ngettext("Removed {n} feed.", "Removed {n} feeds.", count).format(n=count))
    return ExitCode.DONE


def _is_confirmed(count: int) -> bool:
    what = ngettext("{n} feed goes with it.", "{n} feeds go with it.", count).format(n=count)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(_("{what} Nothing was removed; add --yes to confirm.").format(what=what))
    output.print_error(what)
    if is_confirmed(_("Remove it?")):
        return True
    output.print_error(_("Nothing was removed."))
    return False


@folder.command("set", help=_("Change the settings that the feeds in folders inherit; without options, show them."))
@click.argument("names", metavar="FOLDER...", type=FOLDER, nargs=-1, required=True)
@setting_options
@pass_invocation
def set_folders(
    invocation: Invocation, /, names: tuple[str, ...], inherited: tuple[str, ...], **given: str | None
) -> ExitCode:
    """Sets what is given for all the folders, or nothing."""
    from wortreader.sync.effective_settings import effective_of_folder
    from wortreader.sync.housekeeping import set_settings

    written = written_settings(inherited, given)
    with invocation.library() as library:
        found = [library.folders.find(name) for name in names]
        ids = [one.folder_id for one in found]
        if not written:
            for folder_id in ids:
                if len(ids) > 1:
                    output.write(output.strong(FOLDER_SEPARATOR.join(library.folders.path(folder_id))))
                print_settings(effective_of_folder(library, invocation.config(), folder_id))
            return ExitCode.DONE
        set_settings(library, written, folder_ids=ids, now=utc_now())
    for one in found:
        output.write(_("Changed the settings of “{title}”.").format(title=one.name))
    return ExitCode.DONE


@folder.command(help=_("Put folders and feeds in this order in FOLDER (/ is outside of all); without any: by name."))
@click.argument("name", metavar="FOLDER", type=FOLDER)
@click.argument("members", metavar="[FOLDER|FEED]...", type=FOLDER_OR_FEED, nargs=-1)
@pass_invocation
def order(invocation: Invocation, name: str, members: tuple[str, ...]) -> ExitCode:
    """Orders what is right in a folder."""
    from wortreader.sync.housekeeping import order_by_hand, order_by_name, place_called

    with invocation.library() as library:
        folder_id = place_called(library, name)
        if not members:
            order_by_name(library, folder_id, now=utc_now())
            output.write(_("Sorted by name again."))
            return ExitCode.DONE
        folder_ids, feed_ids = _members(library, folder_id, members)
        order_by_hand(library, folder_id, folder_ids=folder_ids, feed_ids=feed_ids, now=utc_now())
    output.write(_("Ordered by hand."))
    return ExitCode.DONE


def _members(library: Library, folder_id: int | None, names: Sequence[str]) -> tuple[list[int], list[int]]:
    """The folders and feeds that are meant: folders right in the folder come before feeds. Raises UnknownFeed."""
    folder_ids: list[int] = []
    feed_ids: list[int] = []
    here = {one.name.casefold(): one.folder_id for one in library.folders.all() if one.parent_id == folder_id}
    for name in names:
        if name.casefold() in here:
            folder_ids.append(here[name.casefold()])
            continue
        try:
            feed_ids.append(library.feeds.find(name).feed_id)
        except UnknownFeed as error:
            if type(error) is not UnknownFeed:  # several may be meant
                raise
            try:
                folder_ids.append(library.folders.find(name).folder_id)
            except UnknownFolder:
                raise error from None
    return folder_ids, feed_ids


def _nested(folders: Sequence[Folder]) -> list[Folder]:
    """Folders in their order, each followed by those in it. Those of a damaged library may be in each other."""
    ids = {one.folder_id for one in folders}
    found: dict[int, Folder] = {}

    def add_those_in(parent_id: int | None) -> None:
        for one in folders:
            is_here = one.parent_id == parent_id or (parent_id is None and one.parent_id not in ids)
            if is_here and one.folder_id not in found:
                found[one.folder_id] = one
                add_those_in(one.folder_id)

    add_those_in(None)
    return [*found.values(), *(one for one in folders if one.folder_id not in found)]
