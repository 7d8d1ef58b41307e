"""Views by their names: feeds, folders and kept views, and those that every library has. Pure."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.line_errors import CommandLineError
from wortreader.folding import fold
from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FOLDER_SEPARATOR, View, ViewKind
from wortreader.setting_kinds import LONGEST_SHOWN, suggestion
from wortreader.text import safe_line

SEPARATOR: Final = " › "
"""Between the names of a folder and of what is in it."""

MOST_NAMED: Final = 4
"""Names in one sentence."""

LIBRARY_VIEWS: Final = tuple(
    View(kind) for kind in (ViewKind.ALL, ViewKind.TODAY, ViewKind.UNREAD, ViewKind.STARRED, ViewKind.CONTINUE)
)
"""The views that every library has."""

_KINDS: Final[Mapping[str, frozenset[ViewKind]]] = {
    "feed": frozenset({ViewKind.FEED}),
    "folder": frozenset({ViewKind.FOLDER}),
    "view": frozenset({ViewKind.QUERY, *(view.kind for view in LIBRARY_VIEWS)}),
    "tag": frozenset({ViewKind.TAG}),
    "any": frozenset(ViewKind),
}
"""What the names on the command line go to."""

_UNKNOWN: Final[Mapping[str, str]] = {
    "feed": N_("There is no feed “{name}”."),
    "folder": N_("There is no folder “{name}”."),
    "view": N_("There is no view “{name}”."),
    "tag": N_("There is no tag “{name}”."),
    "any": N_("There is no feed, folder or view “{name}”."),
}


@lazy_dataclass(frozen=True, slots=True)
class NamedView:
    """A view and what it is called."""

    view: View
    name: str
    """With the folders around it if another one has the same name."""
    path: tuple[str, ...]


def named_views(tree: FeedTree, kind: str = "any") -> Sequence[NamedView]:
    """The views of a kind (`feed`, `folder`, `view` or `any`), each under a name of its own if possible."""
    views = [view for view in (*LIBRARY_VIEWS, *tree.all_views()) if view.kind in _KINDS[kind]]
    paths = {view: tree.title_path(view) for view in views}
    counts = Counter(path[-1] for path in paths.values())
    return [
        NamedView(view, path[-1] if counts[path[-1]] == 1 else SEPARATOR.join(path), path)
        for view, path in paths.items()
    ]


def view_named(tree: FeedTree, kind: str, name: str) -> View:
    """The view that a name means: one that is called so, or else the only one whose name has these words.

    Raises CommandLineError if there is none, or if there are several.
    """
    views, wanted = named_views(tree, kind), fold(name)
    exact = [named for named in views if name in (named.name, SEPARATOR.join(named.path))]
    if len(exact) == 1:
        return exact[0].view
    for matches in (_is_called, _begins_like, _contains):
        found = [named for named in views if wanted and matches(named, wanted)]
        if len(found) == 1:
            return found[0].view
        if found:
            shown = ", ".join(_("“{title}”").format(title=named.name) for named in found[:MOST_NAMED])
            sentence = _("“{name}” matches several names: {names}. Type more of the name.")
            raise CommandLineError(sentence.format(name=safe_line(name, LONGEST_SHOWN), names=shown))
    by_name = {fold(named.name): named.name for named in views}
    near = difflib.get_close_matches(wanted, by_name, n=1)
    sentence = _(_UNKNOWN[kind]).format(name=safe_line(name, LONGEST_SHOWN))
    raise CommandLineError(sentence + suggestion(by_name[near[0]], by_name.values()) if near else sentence)


def folder_named(tree: FeedTree, name: str) -> int | None:
    """The folder that a name or a path such as `News/World` means; None for `/`, which is outside of all folders.

    Raises CommandLineError as `view_named` does.
    """
    if name.strip() == FOLDER_SEPARATOR:
        return None
    path = tuple(fold(part) for part in name.split(FOLDER_SEPARATOR) if part.strip())
    for named in named_views(tree, "folder"):
        if tuple(map(fold, named.path)) == path:
            return named.view.id
    return view_named(tree, "folder", name).id


def _is_called(named: NamedView, wanted: str) -> bool:
    return wanted in (fold(named.name), fold(named.path[-1]), fold(" ".join(named.path)))


def _begins_like(named: NamedView, wanted: str) -> bool:
    return fold(named.name).startswith(wanted)


def _contains(named: NamedView, wanted: str) -> bool:
    return wanted in fold(named.name)
