"""The commands for rules: list, add, show, set, try, move, enable, disable, remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wortreader.cli import headlines, output
from wortreader.cli.articles import query_of, refuse_options
from wortreader.cli.completion import FEED, FOLDER, RULE, TAG
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_invocation
from wortreader.cli.rule_words import fields_of, present_now, scope_of, state_in_words, write_rule
from wortreader.errors import UnknownRule
from wortreader.i18n import _, ngettext
from wortreader.model import utc_now
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.store.change_kinds import sentence
from wortreader.store.rules import ends
from wortreader.tag_names import fold_name, one_line
from wortreader.text import labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library

TITLES = 20
"""Articles that a trial names."""

_SWITCHES = {
    "hide": RuleAction.HIDE,
    "read": RuleAction.READ,
    "star": RuleAction.STAR,
    "notify": RuleAction.NOTIFY,
    "full_text": RuleAction.FULL_TEXT,
    "keep": RuleAction.KEEP,
}

# A query may begin with `-word`, which click would take for options.
_TAKES_QUERY = {"ignore_unknown_options": True}
_json = click.option("--json", "is_json", is_flag=True, help=_("Print JSON."))
_rule = click.argument("name", metavar="RULE", type=RULE)
_feeds = click.option(
    "--feed", "feeds", metavar="FEED", type=FEED, multiple=True, help=_("Look only at this feed; may be repeated.")
)
_folders = click.option(
    "--folder",
    "folders",
    metavar="FOLDER",
    type=FOLDER,
    multiple=True,
    help=_("Look only at the feeds in this folder: Press, or Press/Local; may be repeated."),
)


@click.group(help=_("Manage the rules for new articles. A RULE is given by its name, or by its place in the list."))
def rule() -> None:
    """The group of commands; it does nothing itself."""


@rule.command("list", help=_("List the rules in the order in which they are carried out."))
@_json
@pass_invocation
def list_rules(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the rules."""
    with invocation.library(only_reads=True) as library:
        rules = library.rules.all()
        if is_json:
            output.write_json_array([fields_of(library, rule) for rule in rules])
            return ExitCode.DONE
    if not rules:
        output.print_error(_("There are no rules yet: wortreader rule add NAME QUERY --hide makes one."))
        return ExitCode.DONE
    columns = [
        output.Column("", is_number=True),
        output.Column(_("RULE"), elastic=2),
        output.Column(_("ACTIONS"), elastic=1),
        output.Column(_("QUERY"), elastic=2),
        output.Column(_("UNTIL")),
        output.Column(_("ARTICLES"), is_number=True),
    ]
    now = utc_now()
    output.write_table(
        columns,
        [
            (
                str(rule.position),
                rule.name,
                rule.draft.actions_in_words,
                rule.draft.query,
                state_in_words(rule, now),
                str(rule.touched_count),
            )
            for rule in rules
        ],
    )
    return ExitCode.DONE


@rule.command(
    context_settings=_TAKES_QUERY,
    help=_("Add a rule called NAME, as the last one, for the articles that a QUERY finds."),
    epilog=_("The end of a rule: 2 December, Friday, a week, 3d; in English, French, German or Luxembourgish."),
)
@click.argument("name")
@click.argument("words", metavar="QUERY", nargs=-1, required=True)
@click.option("--hide", "hides", is_flag=True, help=_("Hide them. They come back when the rule is removed or ends."))
@click.option("--read", "marks_read", is_flag=True, help=_("Mark them as read."))
@click.option("--star", "stars", is_flag=True, help=_("Star them."))
@click.option("--tag", "tags", metavar="TAG", type=TAG, multiple=True, help=_("Give them this tag; may be repeated."))
@click.option("--notify", "notifies", is_flag=True, help=_("Notify you when they come in."))
@click.option("--full-text", "fetches", is_flag=True, help=_("Fetch their pages, even if the feed is complete."))
@click.option("--keep", "keeps", is_flag=True, help=_("Never delete them because of their age."))
@_feeds
@_folders
@click.option("--until", "until", metavar="DAY", help=_("The last day of the rule."))
@click.option("--for", "lasting", metavar="TIME", help=_("How long it lasts."))
@click.option("--apply", "is_applied", is_flag=True, help=_("Apply it to the stored articles too."))
@pass_invocation
def add(
    invocation: Invocation,
    name: str,
    words: tuple[str, ...],
    hides: bool,
    marks_read: bool,
    stars: bool,
    tags: tuple[str, ...],
    notifies: bool,
    fetches: bool,
    keeps: bool,
    feeds: tuple[str, ...],
    folders: tuple[str, ...],
    until: str | None,
    lasting: str | None,
    is_applied: bool,
) -> ExitCode:
    """Keeps a rule, and applies it to stored articles if asked."""
    if until is not None and lasting is not None:
        raise UsageError(_("Give --until or --for, not both."))
    refuse_options([name])
    chosen = (hides, marks_read, stars, bool(tags), notifies, fetches, keeps)
    actions = tuple(action for action, is_chosen in zip(RuleAction, chosen, strict=True) if is_chosen)
    present = present_now()
    with invocation.library() as library:
        draft = RuleDraft(
            name,
            query_of(words),
            actions,
            tags,
            scope_of(library, feeds, folders),
            ends.parse_end(until or lasting or "", present),
        )
        added = library.rules.add(draft, present=present, is_applied=is_applied)
        trial = library.rules.try_out(draft, present=present)
        for note in trial.notes:
            output.print_note(note)
        output.write(_("Added the rule “{name}”.").format(name=added.name))
        write_rule(library, added)
        if not is_applied:
            output.write(trial.in_words(draft.actions))
        else:
            count = added.touched_count
            applied = ngettext("Applied to {n} stored article.", "Applied to {n} stored articles.", count)
            output.write(applied.format(n=count))
    return ExitCode.DONE


@rule.command(help=_("Show what a RULE does, and has done."))
@_rule
@_json
@pass_invocation
def show(invocation: Invocation, name: str, is_json: bool) -> ExitCode:
    """Prints one rule."""
    with invocation.library(only_reads=True) as library:
        found = library.rules.find(name)
        if is_json:
            output.write_json(output.json_line(fields_of(library, found)))
            return ExitCode.DONE
        write_rule(library, found)
    touched = ngettext("{n} article", "{n} articles", found.touched_count).format(n=found.touched_count)
    output.write(output.muted(labelled(_("So far"), "")), touched)
    return ExitCode.DONE


@rule.command(
    "set",
    help=_("Change a RULE. What you do not name stays as it is; articles that it no longer hides come back."),
    epilog=_("The end of a rule: 2 December, Friday, a week, 3d; in English, French, German or Luxembourgish."),
)
@_rule
@click.option("--name", "new_name", metavar="NAME", help=_("Another name."))
@click.option("--query", metavar="QUERY", help=_("Another query."))
@click.option("--hide/--no-hide", "hide", default=None, help=_("Whether it hides articles."))
@click.option("--read/--no-read", "read", default=None, help=_("Whether it marks them as read."))
@click.option("--star/--no-star", "star", default=None, help=_("Whether it stars them."))
@click.option("--notify/--no-notify", "notify", default=None, help=_("Whether you are notified of them."))
@click.option("--full-text/--no-full-text", "full_text", default=None, help=_("Whether it fetches their pages."))
@click.option("--keep/--no-keep", "keep", default=None, help=_("Whether they are never deleted because of their age."))
@click.option(
    "--tag", "tags", metavar="TAG", type=TAG, multiple=True, help=_("Give them this tag too; may be repeated.")
)
@click.option(
    "--no-tag",
    "left_tags",
    metavar="TAG",
    type=TAG,
    multiple=True,
    help=_("Stop giving them this tag; may be repeated."),
)
@_feeds
@_folders
@click.option("--all-feeds", "has_all_feeds", is_flag=True, help=_("Look at all feeds."))
@click.option("--until", "until", metavar="DAY", help=_("The last day of the rule; “always” for no end."))
@click.option("--for", "lasting", metavar="TIME", help=_("How long it lasts from now."))
@pass_invocation
def set_rule(
    invocation: Invocation,
    /,
    name: str,
    new_name: str | None,
    query: str | None,
    tags: tuple[str, ...],
    left_tags: tuple[str, ...],
    feeds: tuple[str, ...],
    folders: tuple[str, ...],
    has_all_feeds: bool,
    until: str | None,
    lasting: str | None,
    **switches: bool | None,
) -> ExitCode:
    """Changes a rule, and prints it."""
    end = until if until is not None else lasting
    if until is not None and lasting is not None:
        raise UsageError(_("Give --until or --for, not both."))
    if has_all_feeds and (feeds or folders):
        raise UsageError(_("--all-feeds cannot be combined with --feed or --folder."))
    named = (new_name, query, end, *switches.values())
    if all(value is None for value in named) and not (tags or left_tags or feeds or folders or has_all_feeds):
        raise UsageError(_("Say what to change: `wortreader rule set --help` lists the options."))
    with invocation.library() as library:
        found = library.rules.find(name)
        scope = scope_of(library, feeds, folders) or found.draft.scope
        draft = replace(
            _with_actions(found.draft, switches, tags, left_tags),
            name=found.draft.name if new_name is None else new_name,
            query=found.draft.query if query is None else query,
            scope=None if has_all_feeds else scope,
            ends_at=found.draft.ends_at if end is None else ends.parse_end(end, present_now()),
        )
        changed = library.rules.change(found.rule_id, draft, present=present_now())
        for note in library.rules.try_out(draft, present=present_now(), most=0).notes:
            output.print_note(note)
        write_rule(library, changed)
    return ExitCode.DONE


def _with_actions(
    draft: RuleDraft, switches: Mapping[str, bool | None], tags: Sequence[str], left_tags: Sequence[str]
) -> RuleDraft:
    """A rule with actions switched on and off (None: as it is), and with further tags and without others."""
    left = {fold_name(one_line(name)) for name in left_tags}
    kept = tuple(name for name in (*draft.tags, *tags) if fold_name(one_line(name)) not in left)
    actions: set[RuleAction] = {action for action in draft.actions if action is not RuleAction.TAG}
    for word, is_on in switches.items():
        if is_on is not None:
            (actions.add if is_on else actions.discard)(_SWITCHES[word])
    return replace(draft, actions=tuple(actions | ({RuleAction.TAG} if kept else set())), tags=kept)


@rule.command(
    "try",
    context_settings=_TAKES_QUERY,
    help=_(
        "Say what a RULE, or a rule with this QUERY, would have found among the latest articles. Nothing is changed."
    ),
)
@click.argument("words", metavar="RULE|QUERY", nargs=-1, required=True)
@_feeds
@_folders
@click.option(
    "--last",
    metavar="N",
    type=click.IntRange(1, 100_000),
    default=300,
    show_default=True,
    help=_("How many articles to look at."),
)
@_json
@pass_invocation
def try_rule(
    invocation: Invocation,
    words: tuple[str, ...],
    feeds: tuple[str, ...],
    folders: tuple[str, ...],
    last: int,
    is_json: bool,
) -> ExitCode:
    """Prints what a rule would have found, with the titles."""
    query = query_of(words)
    with invocation.library(only_reads=True) as library:
        try:
            draft = library.rules.find(query).draft
        except UnknownRule:
            draft = RuleDraft("", query, (RuleAction.HIDE,))
        scope = scope_of(library, feeds, folders)
        draft = replace(draft, scope=scope) if scope is not None else draft
        trial = library.rules.try_out(draft, present=present_now(), most=last)
        for note in trial.notes:
            output.print_note(note)
        if is_json:
            titles = library.articles.headlines(trial.article_ids)
            articles = [
                {"id": number, "feed": titles[number].feed_title, "title": titles[number].title}
                for number in trial.article_ids
            ]
            fields = {"query": draft.query, "looked_at": trial.looked_at, "found": len(articles), "articles": articles}
            output.write_json(output.json_line(fields))
            return ExitCode.DONE
        output.write(trial.in_words(draft.actions))
        if trial.article_ids:
            headlines.write_headlines(library, trial.article_ids[:TITLES])
        if (more := len(trial.article_ids) - TITLES) > 0:
            output.write(ngettext("… and {n} more.", "… and {n} more.", more).format(n=more))
    return ExitCode.DONE


@rule.command(help=_("Move a RULE to a place in the list, from 1."))
@_rule
@click.argument("position", metavar="PLACE", type=click.IntRange(min=1))
@pass_invocation
def move(invocation: Invocation, name: str, position: int) -> ExitCode:
    """Changes the order of the rules."""
    return _on_one(
        invocation, "rule.move", name, lambda library, rule_id: library.rules.move(rule_id, position, now=utc_now())
    )


@rule.command(help=_("Switch a RULE on. What it has hidden before is hidden again."))
@_rule
@pass_invocation
def enable(invocation: Invocation, name: str) -> ExitCode:
    """Switches a rule on."""
    return _on_one(
        invocation, "rule.enable", name, lambda library, rule_id: library.rules.enable(rule_id, True, now=utc_now())
    )


@rule.command(help=_("Switch a RULE off. What it has hidden comes back."))
@_rule
@pass_invocation
def disable(invocation: Invocation, name: str) -> ExitCode:
    """Switches a rule off."""
    return _on_one(
        invocation, "rule.disable", name, lambda library, rule_id: library.rules.enable(rule_id, False, now=utc_now())
    )


@rule.command(help=_("Remove a RULE. What it has hidden comes back; read marks, stars and tags stay."))
@_rule
@pass_invocation
def remove(invocation: Invocation, name: str) -> ExitCode:
    """Removes a rule."""
    return _on_one(
        invocation, "rule.remove", name, lambda library, rule_id: library.rules.remove(rule_id, now=utc_now())
    )


def _on_one(invocation: Invocation, kind: str, name: str, change: Callable[[Library, int], object]) -> ExitCode:
    """Changes a rule, and says so in the words of the log of changes."""
    with invocation.library() as library:
        found = library.rules.find(name)
        change(library, found.rule_id)
    output.write(sentence(kind, {"name": found.name}))
    return ExitCode.DONE
