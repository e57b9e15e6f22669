"""Writes docs/reference/ from the code: commands, records, errors, tables. `--check` fails where a page is stale."""

from __future__ import annotations

import ast
import csv
import inspect
import sys
from pathlib import Path

import msgspec
import typer

from panj import errors, records
from panj.cli import app
from panj.knowledge.tables import ROOT as KNOWLEDGE

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- written by scripts/reference.py; do not edit -->\n\n"


def commands() -> str:
    """The page of all commands with their arguments and options."""
    lines = [
        NOTE,
        "# Commands\n",
        "Exit codes: 0 all was coded, 1 some documents were refused, 2 nothing could be done.\n",
    ]
    group = typer.main.get_command(app)

    def describe(name: str, command: object) -> None:
        inner = getattr(command, "commands", None)
        if inner:
            for child, deeper in inner.items():
                describe(f"{name} {child}", deeper)
            return
        lines.append(f"\n## `{name}`\n\n{(command.help or '').strip()}\n")  # type: ignore[attr-defined]
        for parameter in command.params:  # type: ignore[attr-defined]
            if parameter.name == "help":
                continue
            label = parameter.metavar or parameter.name.upper()
            if parameter.param_type_name == "option":
                flag = ", ".join(f"`{opt}`" for opt in parameter.opts)
                shown = f"{flag} `{parameter.metavar}`" if parameter.metavar else flag
                default = parameter.default
                tail = f" Default: {default}." if default not in (None, False, ()) and not callable(default) else ""
                lines.append(f"- {shown}: {parameter.help or ''}{tail}")
            else:
                lines.append(f"- `{label}`: {getattr(parameter, 'help', '') or ''}")

    describe("panj", group)
    return "\n".join(lines) + "\n"


def record_pages() -> str:
    """The page of all records with their fields."""
    tree = ast.parse(Path(records.__file__).read_text(encoding="utf-8"))
    public = [
        "Document",
        "Claim",
        "Span",
        "Party",
        "Speaker",
        "When",
        "Where",
        "Count",
        "Codes",
        "TraceStep",
        "Annotation",
        "Actor",
        "Time",
        "Attribution",
        "Event",
        "Relation",
    ]
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    lines = [
        NOTE,
        "# Records\n",
        "What goes in and what comes out, field by field. Offsets are Unicode code points, end exclusive.\n",
    ]
    for name in public:
        node = classes[name]
        lines.append(f"\n## {name}\n\n{ast.get_docstring(node)}\n\n| field | type | what it holds |\n|---|---|---|")
        encoded = {f.name: f.encode_name for f in msgspec.structs.fields(getattr(records, name))}
        body = node.body
        for item, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                said = ""
                if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                    said = " ".join(str(after.value.value).split())
                kind = ast.unparse(item.annotation).replace("|", "\\|")
                lines.append(f"| `{encoded[item.target.id]}` | `{kind}` | {said} |")
    lines.append("\n## Closed sets\n")
    sets = [
        "EventType",
        "Status",
        "Polarity",
        "Stance",
        "Basis",
        "DatePrecision",
        "PlacePrecision",
        "ActorKind",
        "TimeType",
    ]
    lines.extend(f"- `{name}`: {', '.join(getattr(records, name).__args__)}" for name in sets)
    return "\n".join(lines) + "\n"


def error_page() -> str:
    """The page of all errors, as the tree at the top of errors.py has them."""
    lines = [
        NOTE,
        "# Errors\n",
        "```",
        inspect.getdoc(errors).split("\n\n", 1)[1].split("\n\nEvery message")[0],
        "```\n",
    ]  # type: ignore[union-attr]
    lines.append("| error | what it means | exit code |\n|---|---|---|")
    for name, error in vars(errors).items():
        if inspect.isclass(error) and issubclass(error, errors.PanjError):
            first = (inspect.getdoc(error) or "").split("\n")[0]
            lines.append(f"| `{name}` | {first} | {error.exit_code} |")
    return "\n".join(lines) + "\n"


def table_page() -> str:
    """The page of all tables of knowledge with their columns."""
    lines = [
        NOTE,
        "# Tables\n",
        "What panj knows, file by file, below `src/panj/knowledge/`; each folder's README tells what its columns mean.\n",
    ]
    lines.append("| table | columns |\n|---|---|")
    for path in sorted(KNOWLEDGE.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        lines.append(f"| `{path.relative_to(KNOWLEDGE).as_posix()}` | {', '.join(f'`{c}`' for c in header)} |")
    found = sorted(KNOWLEDGE.rglob("*.jsonl"))
    lines.extend(f"| `{path.relative_to(KNOWLEDGE).as_posix()}` | JSON Lines |" for path in found)
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands, "records.md": record_pages, "errors.md": error_page, "tables.md": table_page}


def main() -> int:
    """Write the pages, or with --check compare them."""
    stale = []
    for name, page in PAGES.items():
        path, text = FOLDER / name, page()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run python scripts/reference.py\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
