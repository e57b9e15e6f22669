"""`panj knowledge`: bring one's own dictionaries into panj's tables."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from panj.cli import run
from panj.errors import SourceError

app = typer.Typer(help="Bring your own dictionaries into panj's tables.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Bring your own dictionaries into panj's tables."""


@app.command("import-petrarch")
def import_petrarch(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder with your actor and agent dictionaries (*actors*, *agents*)."),
    ],
    out: run.Out = None,
) -> int:
    """Turn PETRARCH or PETRARCH2 actor and agent dictionaries into a CSV file for --actors.

    Every line that cannot be read is told with its file and number; the exit code is 1 then, and 2 if nothing could be read.
    """
    from panj.knowledge.actors import ActorTables
    from panj.knowledge.actors.petrarch import read_folder
    from panj.knowledge.actors.petrarch_rows import COLUMNS, overlay
    from panj.knowledge.places.gazetteer import Gazetteer

    if folder.is_file():
        raise SourceError(f"{folder}: a file; give the folder in which it lies")
    console = Console(stderr=True, highlight=False)
    read = read_folder(folder)
    gazetteer = Gazetteer.open()
    made = overlay(
        read.blocks, ActorTables.load(), lambda name, country: any(p.country == country for p in gazetteer.find(name))
    )  # fmt: skip
    problems = sorted((*read.problems, *made.problems))
    for problem in problems:
        console.print(Text("bad line: ", "red").append(str(problem), "default"), soft_wrap=True)
    _write(out, COLUMNS, made.rows)
    agents = sum(block.agent for block in read.blocks)
    console.print(
        f"{len(read.files)} file{'s' * (len(read.files) != 1)}: {len(read.blocks) - agents} actors, {agents} agents; "
        f"{len(made.rows)} rows written, {len(problems)} bad line{'s' * (len(problems) != 1)}",
        soft_wrap=True,
    )
    for reason, count in sorted(made.left_out.items()):
        console.print(f"  left out: {count} × {reason}", soft_wrap=True)
    if read.others:
        console.print(f"  not read (no 'actor' or 'agent' in the name): {', '.join(read.others[:10])}", soft_wrap=True)
    return 2 if not made.rows and problems else 1 if problems else 0


def _write(out: Path | None, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write the table; the file appears when it is whole.

    Raises:
        OutputError: It cannot be written there.
    """
    from panj.beside import Beside
    from panj.errors import OutputError

    text = io.StringIO()
    table = csv.DictWriter(text, list(columns), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    if out is None or out == Path("-"):
        sys.stdout.write(text.getvalue())
        return
    try:
        with Beside(out) as file:
            file.write(text.getvalue().encode())
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror}); give another --out") from None
