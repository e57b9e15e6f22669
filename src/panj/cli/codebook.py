"""`panj codebook`: show the codebook, check its tables and its examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from panj.cli import run

app = typer.Typer(help="Show the codebook, or check its tables and code its examples.", no_args_is_help=True)

Folder = Annotated[Path | None, typer.Argument(metavar="DIR", help="A codebook folder; panj's own by default.")]


@app.command("show")
def show(folder: Folder = None) -> int:
    """Print the types with their modes, the contexts, and how many codes and phrases there are."""
    from panj.knowledge.codebook import Codebook

    run.check_codebook(folder)
    book = Codebook(folder)
    console = Console(highlight=False)
    table = Table(title=f"{book.name}: 16 types", title_justify="left", show_lines=False)
    for column in ("type", "quad", "score", "modes", "definition"):
        table.add_column(column, overflow="fold")
    for entry in book.types.values():
        modes = ", ".join(mode for kind, mode in book.modes if kind == entry.type)
        table.add_row(entry.type, str(entry.quad), f"{entry.goldstein:g}", modes or "-", entry.definition)
    console.print(table)
    console.print(f"contexts: {', '.join(book.contexts)}")
    console.print(f"{len(book.cameo)} CAMEO codes, {len(book.phrases)} phrases, {len(book.examples)} examples")
    console.print("panj explain NAME shows any type, mode, context or CAMEO code.")
    return 0


@app.command("check")
def check(folder: Folder = None) -> int:
    """Load every table, report all problems at once, then code every example and print how many come out right."""
    from panj import Coder
    from panj.analysis.examples import check_examples

    run.check_codebook(folder)
    coder = Coder(codebook=folder)
    console = Console(highlight=False)
    console.print(f"{coder.codebook.name}: all tables load without a problem")
    results = check_examples(coder)
    table = Table()
    for column in ("type", "examples right", "near misses right", "first that is not"):
        table.add_column(column)
    for kind, result in results.items():
        table.add_row(
            kind, f"{result.examples_right} of {result.examples}", f"{result.misses_right} of {result.misses}",
            result.first_wrong or "",
        )  # fmt: skip
    console.print(table)
    right = sum(r.examples_right + r.misses_right for r in results.values())
    console.print(f"{right} of {sum(r.examples + r.misses for r in results.values())} right")
    return 0
