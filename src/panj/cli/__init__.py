"""The command line: one file a command; here they meet, and errors become messages and exit codes.

0: all was coded · 1: some documents were refused · 2: nothing could be done.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from panj.__about__ import __version__
from panj.cli import annotate, code, codebook, demo, explain, knowledge, read, relate, runs
from panj.errors import PanjError

app = typer.Typer(
    name="panj",
    help="Read news about international affairs and write down who did what to whom, when, where, and on whose word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    add_completion=False,
)
app.command("demo")(demo.demo)
app.command("code")(code.code)
app.command("read")(read.read)
app.command("annotate")(annotate.annotate)
app.command("relate")(relate.relate)
app.command("explain")(explain.explain)
app.add_typer(codebook.app, name="codebook")
app.add_typer(runs.app, name="runs")
app.add_typer(knowledge.app, name="knowledge")


@app.callback(invoke_without_command=True)
def _panj(
    version: Annotated[bool, typer.Option("--version", help="Print the version of panj and of its codebook.")] = False,
) -> None:
    """Answer what needs no command."""
    if version:
        from panj.knowledge.codebook import Codebook

        sys.stdout.write(f"panj {__version__}, codebook {Codebook().name}\n")
        raise typer.Exit


_INTERRUPTED = 130
"""What typer gives back for Ctrl-C."""


def main() -> None:
    """Run the command line; no traceback reaches the user."""
    try:
        status = app(standalone_mode=False)
        if status == _INTERRUPTED:
            raise KeyboardInterrupt
    except PanjError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _complain("interrupted; nothing was written to --out")
        sys.exit(2)
    except typer.Abort:
        _complain("interrupted; nothing was written to --out")
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone: "panj code ... | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        sys.exit(getattr(error, "exit_code", 2))
    sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str) -> None:
    """Print an error on standard error."""
    Console(stderr=True, highlight=False).print(Text("panj: ", "bold red").append(message, "default"), soft_wrap=True)
