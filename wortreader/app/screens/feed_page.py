"""The page of a feed or folder: what it is called, where it is, and its settings with where each comes from.

Of several at once it shows what they have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from wortreader.app.background.upkeep import Upkeep
from wortreader.app.commands.key_names import normal_key
from wortreader.app.linear import announce
from wortreader.app.screens.base_modal import READING, BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.terminal.line_breaks import unbroken_keys
from wortreader.app.widgets.said_words import SaidWords
from wortreader.errors import WortreaderError
from wortreader.i18n import _, pgettext
from wortreader.model import Feed, Folder
from wortreader.text import cells, fit

if TYPE_CHECKING:
    from wortreader.app.screens.dialogs import PromptDialog
    from wortreader.sync.effective_settings import EffectiveSetting

RESETTING: Final = frozenset({"backspace", "delete", "D", "x"})
CLOSING: Final = frozenset({"escape", "q", "h", "left"})
EXPLAINING_ROWS: Final = 44
"""Of a terminal that has room for a line on each setting."""
LABEL_WIDTHS: Final = (20, 24)
"""Of the longest labels with which values are aligned: a narrow terminal has no room for more beside them."""
KEYS: Final = "1234567890"

_NAME, _ADDRESS, _FOLDER, _PAUSED, _OWN_NETWORK = "name", "address", "folder", "paused", "own_network"
_LOGIN: Final = "login"
_INHERITED: Final = "inherited"
NO_FOLDER: Final = "top"
NEW_FOLDER: Final = "new"


class FeedPage(BaseModal[None]):
    """What can be changed of a feed or folder, or of several at once. Enter changes what is under the cursor."""

    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    VERTICAL_BREAKPOINTS = [(0, "-low"), (26, "-high")]  # noqa: RUF012 - as above: for its fourteen rows
    DEFAULT_CSS = """
    FeedPage {
        #page { width: 90%; max-width: 92; height: auto; max-height: 90%; padding: 1 1 1 2; }
        #page-head { height: 1; margin: 0 0 1 0; }
        #page-title { width: 1fr; color: $wr-accent; text-style: bold; }
        #page-kind { width: auto; color: $wr-muted; padding: 0 1 0 2; }
        #page ChoiceList { height: auto; max-height: 100%; }
        #page-said { height: auto; color: $wr-accent; margin: 1 0 0 0; }
        #page-keys { height: auto; color: $wr-faint; margin: 1 0 0 0; }
        &.-quiet #page-said { display: none; }
        &.-narrow #page { width: 94%; padding: 0 1; }
        &.-low #page { height: 100%; max-height: 100%; padding: 0 1; }
        &.-low #page ChoiceList { height: 1fr; }
        &.-low #page-head, &.-low #page-keys { margin: 0; }
    }
    """

    def __init__(
        self, upkeep: Upkeep, *, feed_ids: Sequence[int] = (), folder_ids: Sequence[int] = (), undo_words: str
    ) -> None:
        """The page of these feeds and folders, at least one. `undo_words` say by which key a removal is undone."""
        super().__init__(classes="-quiet")
        self._undo_words = undo_words
        self._upkeep = upkeep
        self._feed_ids, self._folder_ids = list(feed_ids), list(folder_ids)
        self._is_single = len(feed_ids) + len(folder_ids) == 1
        self._feeds: Sequence[Feed] = ()
        self._login = ""
        self._folders: Sequence[tuple[Folder, str]] = ()
        self._settings: Sequence[tuple[EffectiveSetting, ...]] = ()
        """Those of each feed and folder."""

    @property
    def spoken_title(self) -> str:
        """What is announced when it is known what the feed or folder is called."""
        if not self._settings:
            return ""
        n = len(self._feed_ids) + len(self._folder_ids)
        if self._is_single:
            words = _("Settings of the feed “{name}”.") if self._feed_ids else _("Settings of the folder “{name}”.")
        else:
            words = _("Settings of {n} feeds and folders.") if self._folder_ids else _("Settings of {n} feeds.")
        return words.format(name=self._title, n=n)

    def compose(self) -> ComposeResult:
        """The title, what can be changed, what went wrong, and the keys."""
        with Vertical(id="page", classes="-box"):
            with Horizontal(id="page-head"):
                yield Static(Content(""), id="page-title")
                kind = _("feed") if self._feed_ids else _("folder")
                yield Static(Content(kind if self._is_single else ""), id="page-kind")
            yield ChoiceList(has_whole_notes=True)
            yield SaidWords(id="page-said")
            yield Static(unbroken_keys(_("Enter: change · x: inherit · Esc: close")), id="page-keys")

    def on_mount(self) -> None:
        """Read and show it."""
        self.run_worker(self._read(), group=READING)

    def on_resize(self, event: events.Resize) -> None:
        """Explain each setting if there is space."""
        self.query_one(ChoiceList).set_density(is_airy=False, has_details=event.size.height >= EXPLAINING_ROWS)

    async def _read(self) -> None:
        is_first = not self._settings
        try:
            self._folders = await self._upkeep.folders()
            self._feeds = await self._upkeep.feeds(self._feed_ids)
            self._settings = await self._upkeep.settings_of(self._feed_ids, self._folder_ids)
        except WortreaderError:  # one has been removed meanwhile
            self.dismiss(None)
            return
        if is_first:
            announce(self, self.spoken_title)
        self._show()
        if self._feed is not None and not self._feed.is_local:
            self._login = await self._upkeep.login_words(self._feed.url)
            self._show()

    def _show(self) -> None:
        if self.is_open:
            self.query_one("#page-title", Static).update(Content(self._title))
            self.query_one(ChoiceList).show(list(self._choices()), keep=True)

    @property
    def _title(self) -> str:
        n = len(self._feed_ids) + len(self._folder_ids)
        if not self._is_single:
            return (_("{n} feeds and folders") if self._folder_ids else _("{n} feeds")).format(n=n)
        return self._feed.title if self._feed is not None else self._path_of(self._folder_ids[0])

    @property
    def _feed(self) -> Feed | None:
        """The feed, if the page is that of one."""
        return self._feeds[0] if self._is_single and self._feeds else None

    @property
    def _own_folder(self) -> Folder | None:
        """The folder, if the page is that of one."""
        if not self._is_single:
            return None
        return next((folder for folder, _path in self._folders if folder.folder_id in self._folder_ids), None)

    @property
    def _remote_feeds(self) -> Sequence[Feed]:
        return [feed for feed in self._feeds if not feed.is_local]

    def _path_of(self, folder_id: int | None) -> str:
        return next((path for folder, path in self._folders if folder.folder_id == folder_id), _("no folder"))

    def _choices(self) -> Iterator[Choice]:
        rows = list(self._rows())
        most = LABEL_WIDTHS[self.app.size.width >= 80]
        width = max((cells(row.title) for row in rows if cells(row.title) <= most), default=0)
        for row in rows:
            yield replace(row, title=fit(row.title, max(width, cells(row.title))))

    def _rows(self) -> Iterator[Choice]:
        feed, folder = self._feed, self._own_folder
        if feed is not None:
            yield Choice(_NAME, "n", _("Name"), note=feed.title)
            if not feed.is_local:
                yield Choice(_ADDRESS, "a", _("Address"), note=feed.url)
                yield Choice(_LOGIN, "l", _("Login"), note=self._login or pgettext("login", "none"))
        elif folder is not None:
            yield Choice(_NAME, "n", _("Name"), note=folder.name)
        places = {one.folder_id for one in self._feeds} | {
            one.parent_id for one, _path in self._folders if one.folder_id in self._folder_ids
        }
        place = self._path_of(places.pop()) if len(places) == 1 else _("several")
        yield Choice(_FOLDER, "f", _("In the folder") if self._folder_ids else _("Folder"), note=place)
        if feeds := self._remote_feeds:
            yield Choice(_PAUSED, "p", _("Paused"), note=_common((one.is_paused for one in feeds), _("yes"), _("no")))
            allowed = _common((one.is_private_allowed for one in feeds), _("allowed"), _("not allowed"))
            yield Choice(_OWN_NETWORK, "o", _("On your own network"), note=allowed)
        # What differs from the default comes first: of thirteen rows, those are what one looks for.
        columns = list(zip(*self._settings, strict=True))
        ordered = sorted(columns, key=lambda column: all(one.is_default for one in column))
        for number, column in enumerate(ordered):
            key, setting = KEYS[number] if number < len(KEYS) else "", column[0].setting
            yield Choice(setting.name, key, _(setting.label), _(setting.help), _common_value(column))

    # --- changing -----------------------------------------------------------------------------------------------------

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.run_worker(self._change(event.choice.id), group="asking", exclusive=True)

    async def _change(self, row: str) -> None:
        if row == _NAME:
            await self._ask_for_name()
        elif row == _ADDRESS and self._feed is not None:
            await self._ask_for_address(self._feed)
        elif row == _FOLDER:
            await self._ask_for_folder()
        elif row == _LOGIN and self._feed is not None:
            from wortreader.app.screens.feed_login import ask_for_login

            self._say(await ask_for_login(self.app, self._upkeep, self._feed, self._login))
        elif row in (_PAUSED, _OWN_NETWORK):
            ids, feeds = [one.feed_id for one in self._remote_feeds], self._remote_feeds
            if row == _PAUSED:
                self._say(await self._upkeep.pause(ids, not all(one.is_paused for one in feeds)))
            else:
                is_allowed = not all(one.is_private_allowed for one in feeds)
                self._say(await self._upkeep.allow_own_network(ids, is_allowed))
        else:
            columns = zip(*self._settings, strict=True)
            await self._ask_for_setting(next(column for column in columns if column[0].setting.name == row))
        if self.is_open:
            await self._read()

    async def _ask_for_address(self, feed: Feed) -> None:
        from wortreader.app.screens.address_prompts import AddressPrompt

        words = _("Address of the feed, or of a website that has it. Articles and marks are kept.")
        prompt = AddressPrompt(self.app, self._upkeep, feed, self._undo_words)
        self._say(await prompt.ask(title=_("Address of the feed"), words=words, value=feed.url))

    async def _ask_for_name(self) -> None:
        if self._feed is not None:
            await self.app.push_screen_wait(feed_name_prompt(self._upkeep, self._feed))
        elif self._own_folder is not None:
            await self.app.push_screen_wait(folder_name_prompt(self._upkeep, self._own_folder))

    async def _ask_for_folder(self) -> None:
        here = self._feed.folder_id if self._feed is not None else None
        self._say(await move_to_chosen(self, self._upkeep, self._feed_ids, self._folder_ids, here=here))

    async def _ask_for_setting(self, column: Sequence[EffectiveSetting]) -> None:
        from wortreader.app.screens.choosing import ChooseDialog
        from wortreader.app.screens.dialogs import PromptDialog
        from wortreader.sync.feed_settings import FeedSettingKind

        setting = column[0].setting
        value = setting.written(column[0].value) if all(one.value == column[0].value for one in column) else ""
        title, words = _(setting.label), _(setting.help)
        if setting.kind in (FeedSettingKind.SWITCH, FeedSettingKind.CHOICE):
            values = setting.choices or ("on", "off")
            labels = {"on": _("Yes"), "off": _("No")}
            choices = [Choice(value, KEYS[number], labels.get(value, value)) for number, value in enumerate(values)]
            choices.append(Choice(_INHERITED, "x", _("As inherited")))
            answer = await self.app.push_screen_wait(ChooseDialog(title, words, choices, at=value))
            if answer is not None:
                self._say(await self._set(setting.name, None if answer == _INHERITED else answer))
            return
        await self.app.push_screen_wait(
            PromptDialog(title, words, attempt=partial(self._set, setting.name), value=value)
        )

    async def _set(self, name: str, value: str | None) -> str | None:
        return await self._upkeep.set_settings({name: value}, feed_ids=self._feed_ids, folder_ids=self._folder_ids)

    async def _reset(self, name: str) -> None:
        self._say(await self._set(name, None))
        await self._read()

    def _has_setting(self, name: str) -> bool:
        return any(one.setting.name == name for of_one in self._settings for one in of_one)

    def _say(self, words: str | None) -> None:
        if self.is_open:
            self.query_one("#page-said", Static).update(Content(words or ""))
            self.set_class(not words, "-quiet")

    def on_key(self, event: events.Key) -> None:
        """Close, or have a setting inherited again."""
        key = normal_key(event.key)
        choice = self.query_one(ChoiceList).cursor_choice
        if key in CLOSING:
            self.dismiss(None)
        elif key in RESETTING and choice is not None and self._has_setting(choice.id):
            self.run_worker(self._reset(choice.id), group="asking", exclusive=True)
        else:
            return
        event.stop()
        event.prevent_default()


def _common(values: Iterable[bool], yes: str, no: str) -> str:
    """The word for a value that several have in common."""
    found = set(values)
    return _("different") if len(found) > 1 else yes if found.pop() else no


def _common_value(column: Sequence[EffectiveSetting]) -> str:
    """The value of a setting that several have in common, and where it comes from if that is the same too."""
    one = column[0]
    if any(other.value != one.value for other in column):
        return "• " + _("different")
    origins = {other.shown_origin for other in column}
    origin = f" · {one.shown_origin}" if len(origins) == 1 and one.shown_origin else ""
    return f"{'' if one.is_default else '• '}{one.shown or '–'}{origin}"


async def move_to_chosen(
    screen: BaseModal[None] | Any,
    upkeep: Upkeep,
    feed_ids: Sequence[int],
    folder_ids: Sequence[int],
    *,
    here: int | None = None,
) -> str | None:
    """Asks for a folder over `screen`, and moves feeds and folders into it. Returns what is wrong, in a sentence."""
    from wortreader.app.screens.choosing import ChooseDialog
    from wortreader.app.screens.dialogs import KEYS as ALL_KEYS
    from wortreader.app.screens.dialogs import PromptDialog

    folders, keys = await upkeep.folders(), ALL_KEYS.replace("0", "")
    choices = [
        Choice(NEW_FOLDER, "+", _("A new folder …")),
        Choice(NO_FOLDER, "0", _("No folder")),
        *(
            Choice(str(folder.folder_id), keys[number : number + 1], path)
            for number, (folder, path) in enumerate(one for one in folders if one[0].folder_id not in folder_ids)
        ),
    ]
    answer = await screen.app.push_screen_wait(
        ChooseDialog(_("Move into a folder"), "", choices, at=str(here) if here is not None else NO_FOLDER)
    )
    if answer is None:
        return None
    if answer == NO_FOLDER:
        return await upkeep.move(feed_ids, folder_ids, None)
    if answer != NEW_FOLDER:
        return await upkeep.move(feed_ids, folder_ids, int(answer))

    async def make_and_move(path: str) -> str | None:
        return await upkeep.move_into_new_folder(feed_ids, folder_ids, path)

    words = _("Its name; “News/World” is a folder in another one.")
    await screen.app.push_screen_wait(PromptDialog(_("New folder"), words, attempt=make_and_move))
    return None


def feed_name_prompt(upkeep: Upkeep, feed: Feed) -> PromptDialog:
    """The dialog that gives a feed another name."""
    from wortreader.app.screens.dialogs import PromptDialog

    words = _("A hyphen alone restores the feed's own title.")
    attempt = partial(upkeep.rename_feed, feed.feed_id)
    return PromptDialog(_("Name of the feed"), words, attempt=attempt, value=feed.title)


def folder_name_prompt(upkeep: Upkeep, folder: Folder) -> PromptDialog:
    """The dialog that gives a folder another name."""
    from wortreader.app.screens.dialogs import PromptDialog

    return PromptDialog(
        _("Name of the folder"), attempt=partial(upkeep.rename_folder, folder.folder_id), value=folder.name
    )
