"""Other words for commands, by which the palette and the command line find them. Pure.

Each text has the words that people who come from other programs may look for, separated by blanks. A translation has
those of its own language: it need not be word for word.
"""

from __future__ import annotations

from collections.abc import Mapping

from wortreader.i18n import N_, _

SYNONYMS: Mapping[str, str] = {
    "pane.in": N_("enter select go show read"),
    "pane.out": N_("return parent close leave"),
    "pane.leave": N_("escape cancel close"),
    "move.top": N_("first start beginning home row line"),
    "move.bottom": N_("last end row line"),
    "article.read_on": N_("scroll page down continue space"),
    "article.read_back": N_("scroll page up"),
    "article.next_unread": N_("new following jump"),
    "article.previous_unread": N_("new back jump"),
    "article.next": N_("following"),
    "article.previous": N_("back before"),
    "feed.next": N_("following paper newspaper"),
    "feed.previous": N_("back before paper newspaper"),
    "article.browse": N_("open web website firefox url link external original"),
    "article.browse_and_mark": N_("open web website url link external"),
    "article.full_text": N_("page fetch whole entire complete extract content download"),
    "article.links": N_("urls addresses hyperlinks"),
    "article.link_hints": N_("follow hints urls hyperlinks"),
    "article.enclosure": N_("podcast audio video sound film media play listen attachment episode"),
    "note.follow": N_("footnote reference"),
    "note.back": N_("footnote reference return"),
    "article.save": N_("bookmark store archive read later url page"),
    "article.export": N_("save export markdown html text json print"),
    "article.others": N_("duplicates same story coverage sources"),
    "article.select": N_("visual copy mark text yank quote several multiple choose tick"),
    "select.range": N_("several multiple choose visual block between"),
    "select.invert": N_("several multiple all choose everything"),
    "list.sort": N_("order arrange group by newest oldest title length unread folder"),
    "list.filter": N_("narrow limit words only show"),
    "list.clear_filter": N_("narrow limit words reset show"),
    "marks.older": N_("mark seen old days weeks before date catch up"),
    "article.copy_link": N_("yank clipboard url address share"),
    "article.pictures": N_("images image photos graphics figures pictures"),
    "article.large_picture": N_("image photo zoom big full screen"),
    "article.code_right": N_("scroll sideways horizontal wide"),
    "article.code_left": N_("scroll sideways horizontal wide"),
    "view.zen": N_("fullscreen full screen focus distraction zoom maximize maximise reader"),
    "article.toggle_read": N_("mark unread seen new unseen"),
    "article.tag": N_("label keyword category"),
    "article.star": N_("favourite favorite flag mark bookmark important like unstar"),
    "view.mark_read": N_("mark seen catch up feed folder list"),
    "library.mark_read": N_("mark seen catch up all"),
    "list.mark_above_read": N_("mark seen older newer before"),
    "list.mark_below_read": N_("mark seen older newer after"),
    "marks.undo": N_("revert back restore mistake"),
    "marks.redo": N_("again repeat"),
    "feed.refresh": N_("reload sync update fetch synchronise synchronize download check"),
    "library.refresh": N_("reload sync update fetch synchronise synchronize download check everything"),
    "library.stop": N_("cancel abort interrupt sync refresh"),
    "library.pack": N_("offline download prepare travel train flight journey sync"),
    "feed.add": N_("subscribe new follow rss atom url subscription"),
    "feed.remove": N_("delete unsubscribe remove unfollow view"),
    "feed.health": N_("error status broken failure failed why problem check"),
    "pane.larger": N_("resize grow wider higher taller width height border"),
    "pane.smaller": N_("resize shrink narrower lower width height border"),
    "pane.reset": N_("resize default width height border"),
    "view.feeds": N_("sidebar panel drawer hide toggle tree subscriptions"),
    "library.begin": N_("welcome start starter demo sample first"),
    "library.import": N_("opml subscriptions load"),
    "library.export": N_("opml subscriptions backup save"),
    "view.go": N_("jump switch feed folder view open show"),
    "search.here": N_("look query filter"),
    "search.open": N_("look query find filter"),
    "search.word": N_("look lookup pick"),
    "search.like": N_("similar related relatives"),
    "view.keep": N_("save search store bookmark saved smart query"),
    "view.rename": N_("title name edit tag"),
    "program.help": N_("keys shortcuts keyboard manual bindings cheat sheet"),
    "program.palette": N_("commands launcher menu"),
    "view.toggle_read": N_("unread only filter show hide seen new"),
    "view.density": N_("compact comfortable rows lines height spacing font size small list"),
    "program.theme": N_("dark light colour color colours colors night contrast appearance background font"),
    "program.undo_list": N_("undo history changes log back revert"),
    "program.outbox": N_("queue pending waiting offline deferred"),
    "program.redraw": N_("repaint refresh screen garbled display clear"),
    "program.suspend": N_("background shell job pause stop"),
    "program.back": N_("close leave exit"),
    "program.quit": N_("exit close leave end bye"),
}
"""The words by the command's id. A command without any is found by its label, its sentence and its names."""


def synonyms(command_id: str) -> str:
    """The other words for a command in the language of the interface; empty for none."""
    words = SYNONYMS.get(command_id)
    return _(words) if words else ""
