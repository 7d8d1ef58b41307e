"""Completion in shells: of the names in the library, and the script that a shell reads for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from wortreader.cli.invocation import COMPLETION_VARIABLE, ExitCode, Invocation
from wortreader.i18n import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class NameType(click.ParamType):  # type: ignore[type-arg]  # generic only in later versions of click
    """An argument that names something in the library, as the user has written it; shells complete it."""

    name = "text"

    def __init__(self, *kinds: str) -> None:
        """`kinds` are those of `store.names.NameKind`."""
        self._kinds = kinds

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name unchanged: the command itself finds out whether it exists."""
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin with `incomplete`, without regard to case; if there are none, those that contain it."""
        from click.shell_completion import CompletionItem

        from wortreader.store.names import NameKind, names_in

        path = ctx.find_root().params.get("library_path") or Invocation(None, None).library_path
        names = [name for kind in self._kinds for name in names_in(path.expanduser(), NameKind(kind))]
        begun = incomplete.casefold()
        found = [name for name in names if name.casefold().startswith(begun)]
        found = found or [name for name in names if begun in name.casefold()]
        return [CompletionItem(name) for name in found]


class PlacedType(NameType):
    """The feeds that are moved into a folder, which comes last: after the first of them, shells complete both."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The folders and feeds; only feeds as long as there is none."""
        feeds = super().shell_complete(ctx, param, incomplete)
        if not any(ctx.params.values()):
            return feeds
        return [*FOLDER.shell_complete(ctx, param, incomplete), *feeds]


class WordType(click.ParamType):  # type: ignore[type-arg]  # as above
    """A value as the user has written it, for which there are usual words; shells complete these."""

    name = "text"

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value unchanged: the command itself finds out whether it is valid."""
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin with `incomplete`."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self._words if word.startswith(incomplete)]


class KeyType(click.ParamType):  # type: ignore[type-arg]  # as above
    """The key of a setting as the user has written it; shells complete the names of the settings."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key unchanged: the command itself finds out whether there is such a setting."""
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that begin with `incomplete`."""
        from click.shell_completion import CompletionItem

        from wortreader.config import kinds

        return [CompletionItem(name) for name in kinds() if name.startswith(incomplete)]


FEED = NameType("feed")
FEED_TO_MOVE = PlacedType("feed")
FOLDER = NameType("folder")
FOLDER_OR_FEED = NameType("folder", "feed")
TAG = NameType("tag")
VIEW = NameType("view")
RULE = NameType("rule")
SETTING = KeyType()


_BASH: Final = r"""
%(complete_func)s() {
    local IFS=$'\n' rest=$COMP_LINE words=() word typed response type value begun

    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#words[@]} -eq 0 || $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%%%[![:space:]]*}"}
            words+=("$word")
        else
            words[${#words[@]}-1]+=$word
        fi
        rest=${rest#"$word"}
    done
    typed=${words[${#words[@]}-1]}
    [[ $word == [:=@] ]] || typed=${typed%%"$word"}
    [[ $typed == -*=* ]] && typed=${typed#*=}
    typed=${typed//\\/}

    response=$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) %(complete_var)s=bash_complete $1)

    while IFS=',' read -r type value; do
        begun=${value:0:${#typed}}
        if [[ $type == 'dir' ]]; then
            COMPREPLY=()
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            COMPREPLY=()
            compopt -o default
        elif [[ $type == 'plain' && ${begun,,} == "${typed,,}" ]]; then
            value=${value:${#typed}}
            case $word in
                \"*)
                    value=${value//\\/\\\\} value=${value//\"/\\\"}
                    value=${value//\$/\\\$} value=${value//\`/\\\`} ;;
                \'*) value=${value//\'/\'\\\'\'} ;;
                *) value=$(printf %%q "$value") ;;
            esac
            COMPREPLY+=("$value")
        fi
    done <<< "$response"

    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
"""click's script for bash, with two changes.

Names are written as they are between the quotes that the user has begun, or without any. Since bash divides words at
colons, and completes only what follows the last one, the words are put together as they were typed, and what precedes
that part (`typed`) is taken off the names.
"""


def register() -> None:
    """Has click's scripts take names as they are, with spaces, commas and signs that mean something to a shell."""
    from click.shell_completion import BashComplete, FishComplete, add_completion_class

    add_completion_class(type("QuotingBashComplete", (BashComplete,), {"source_template": _BASH}))
    fish = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')
    add_completion_class(type("CommaFishComplete", (FishComplete,), {"source_template": fish}))


@click.command(
    help=_("Print the completion script for SHELL: for commands, feeds, folders, tags, views and rules."),
    epilog=_('bash and zsh: eval "$(wortreader completion bash)"; fish: wortreader completion fish | source'),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> ExitCode:
    """Prints a script."""
    from click.shell_completion import get_completion_class

    register()
    kind = get_completion_class(shell)
    assert kind is not None, "click has one for each"
    click.echo(kind(context.find_root().command, {}, "wortreader", COMPLETION_VARIABLE).source())
    return ExitCode.DONE
