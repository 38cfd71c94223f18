"""The command `iceorg`: finds the subcommand, and turns faults into words and exit codes.

Exit codes: 0 done, 1 problems found, 2 usage, 3 an input or the store is not usable.
"""

from __future__ import annotations

import importlib
import os
import sys
from keyword import iskeyword
from typing import Any, Final, NoReturn

from iceorg.errors import IceorgError, LimitError, ModelError, QueryError, SettingsError, without_controls
from iceorg.loading import stood_in
from iceorg.version import __version__

with stood_in({"uuid": ("UUID",)}):  # of which click makes a kind of value that no command here takes
    import click

COMMANDS: Final = {
    "build": "Make a graph, a chart and a report of documents.",
    "query": "Ask the graph.",
    "ask": "Ask in plain words.",
    "why": "Show the sentences behind a fact.",
    "as-of": "Show what had been seen by a day.",
    "diff": "Show what differs between two days, or two results.",
    "conflicts": "Show where documents disagree, and where they agree.",
    "review": "Decide what is for a person to decide.",
    "chart": "Write the org chart as one HTML page.",
    "export": "Write the graph in another format.",
    "import": "Make a result folder of an exported graph.",
    "push": "Send the graph to another store.",
    "publish": "Write a site of the graph that needs no server.",
    "serve": "Serve a SPARQL endpoint and pages that show the graph.",
    "check": "Check every quote, every fact and the shapes.",
    "verify": "Find damage to the files of a result.",
    "evaluate": "Measure precision and recall against gold.",
}
"""What `--help` says of each without loading it. Each is the function of its name in the module of its name, with _ for -,
and with _ after a word that Python keeps for itself."""

PROBLEMS, USAGE, NOT_USABLE, INTERRUPTED = 1, 2, 3, 130


class Commands(click.Group):
    """The subcommands, each loaded when it is wanted, and the one place where errors end."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        """Return the names in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click gives it
        """Load a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        command = getattr(importlib.import_module(f"iceorg.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click gives it
        """Write the list of commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; a person's mistake ends in words, never in a traceback."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except IceorgError as error:
            _tell(ctx, error)
        except BrokenPipeError:
            _stop_writing()
        except OSError as error:
            _tell(ctx, IceorgError(str(error.strerror or error), where=str(error.filename or "standard output")))
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        else:
            return result


def exit_code(error: IceorgError) -> int:
    """Return the exit code that stands for an error.

    >>> exit_code(SettingsError("no such option")), exit_code(IceorgError("no such file"))
    (2, 3)
    """
    if isinstance(error, SettingsError | QueryError) and not isinstance(error, LimitError):
        return USAGE
    return PROBLEMS if isinstance(error, ModelError) else NOT_USABLE


def _tell(ctx: click.Context, error: IceorgError) -> NoReturn:
    click.echo(f"Error: {without_controls(str(error))}", err=True)
    ctx.exit(exit_code(error))


def _stop_writing() -> None:
    """Be quiet when the reader of a pipe has had enough, as `head` has: that is no fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """From documents about an organisation to a graph that cites its sentences.

    Results go to standard output, everything else to standard error.
    Exit codes: 0 done, 1 problems found, 2 usage, 3 an input or the store is not usable.
    """
