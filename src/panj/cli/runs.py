"""`panj runs`: show a run over a corpus, compare two of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from panj.errors import SourceError, UnknownName

app = typer.Typer(help="Show a run over a corpus, or what differs between two of them.", no_args_is_help=True)

_Dir = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that panj code --out DIR has written.")]
_Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, or json for programs.")]


@app.command("show")
def show(folder: _Dir, format: _Format = "text") -> int:
    """Print what a run is made of and holds: inputs, versions, options, counts, refusals, begin and end."""
    from panj.store.folder import Folder

    _known(format)
    run = Folder(folder)
    manifest, sessions = run.manifest(), run.sessions()
    if manifest is None:
        raise SourceError(f"{folder}: not a run; give a folder that panj code --out DIR has written")
    console = Console(highlight=False)
    if format == "json":
        told = {**msgspec.to_builtins(manifest), "sessions": msgspec.to_builtins(sessions)}
        console.print_json(msgspec.json.encode(told).decode())
        return 0
    plan, counts = manifest.plan, manifest.counts
    began = sessions[0].began if sessions else "?"
    ended = sessions[-1].ended if sessions and manifest.state == "finished" else None
    console.print(Text(f"{folder}: {manifest.state}", "bold"))
    for name, value in (
        ("begun", f"{began}" + (f", ended {ended}" if ended else "") + _stretches(sessions)),
        ("inputs", "; ".join(f"{s.path} ({s.files:,} files, {s.bytes:,} bytes)" for s in plan.inputs)),
        ("codebook", f"{plan.codebook['name']} ({plan.codebook['sha256'][:16]})"),
        ("versions", ", ".join(f"{name} {version}" for name, version in plan.versions.items())),
        ("options", ", ".join(f"{k} {v}" for k, v in plan.options.items() if v not in (None, []))),
    ):
        console.print(Text(f"  {name:<10}", "cyan").append(value, "default"), soft_wrap=True)
    if manifest.state != "finished":
        done = run.finished(manifest.plan_sha256).values()
        console.print(
            f"  {sum(h.items for h in done):,} documents in {len(done):,} parts are finished; the command that began"
            " it goes on"
        )
        return 0
    console.print(
        f"  {counts.documents:,} documents: {counts.coded:,} coded, {counts.refused:,} refused; "
        f"{counts.sentences:,} sentences, {counts.claims:,} claims, {len(manifest.parts):,} parts"
    )
    for title, table in (("claims", counts.types), ("status", counts.statuses), ("refused", counts.refusals)):
        if table:
            shown = ", ".join(f"{name} {count:,}" for name, count in table.items())
            console.print(Text(f"  {title:<10}", "cyan").append(shown, "default"), soft_wrap=True)
    return 0


@app.command("diff")
def diff(
    old: _Dir,
    new: _Dir,
    examples: Annotated[int, typer.Option("--examples", metavar="N", min=0, help="Differences to print.")] = 5,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write every difference here, one line of JSON each.")
    ] = None,
    format: _Format = "text",
) -> int:
    """Print the claims that a second run gained, lost and changed, by type and by field."""
    from panj.runs.diff import Difference, differences
    from panj.store import open_writer

    _known(format)
    kinds: dict[str, Counter[str]] = {"gained": Counter(), "lost": Counter(), "changed": Counter()}
    fields: Counter[str] = Counter()
    only: Counter[str] = Counter()
    shown: list[Difference] = []

    def count(found: Any) -> None:
        if not isinstance(found, Difference):
            only[found.only_in] += 1
            return
        claim = found.new or found.old
        kinds[found.kind][claim.type if claim else ""] += 1
        fields.update(found.fields)
        if len(shown) < examples:
            shown.append(found)

    if out is None:
        for found in differences(old, new):
            count(found)
    else:
        with open_writer(out, "jsonl") as writer:
            for found in differences(old, new):
                count(found)
                writer.write(found)
    console = Console(highlight=False)
    if format == "json":
        told = {**{k: dict(sorted(v.items())) for k, v in kinds.items()}, "fields": dict(fields.most_common())}
        told["documents_only_in"] = dict(only)
        console.print_json(msgspec.json.encode(told).decode())
        return 0
    _tables(console, kinds, fields, only)
    for found in shown:
        console.print(_told(found), soft_wrap=True)
    return 0


def _tables(console: Console, kinds: dict[str, Counter[str]], fields: Counter[str], only: Counter[str]) -> None:
    """Print the counts."""
    if not any(kinds.values()) and not only:
        console.print("no difference")
        return
    for side, number in sorted(only.items()):
        console.print(f"{number:,} documents are coded only in the {side} run")
    table = Table("type", *(f"[{s}]{k}" for k, s in (("gained", "green"), ("lost", "red"), ("changed", "yellow"))))
    for name in sorted(set().union(*kinds.values())):
        table.add_row(name, *(f"{counts[name] or '':,}" if counts[name] else "" for counts in kinds.values()))
    table.add_row("all", *(f"{counts.total():,}" for counts in kinds.values()), style="bold")
    console.print(table)
    if fields:
        console.print(
            "changed fields: " + ", ".join(f"{name} {n:,}" for name, n in fields.most_common()), soft_wrap=True
        )


def _told(found: Any) -> Text:
    """A difference in words."""
    claim = found.new or found.old
    text = Text(f"{found.kind}: ", "bold").append(f"{claim.type} {claim.id} in {found.document_id[:24]}", "default")
    for field in found.fields:
        text.append(f"\n  {field}: {_short(getattr(found.old, field))} -> {_short(getattr(found.new, field))}")
    return text.append(f"\n  │ {' '.join(claim.quote.split())}", "dim")


def _short(value: object) -> str:
    """A value of a field as JSON, cut where it is long."""
    written = msgspec.json.encode(value).decode()
    return written if len(written) <= 160 else written[:157] + "..."


def _stretches(sessions: list[Any]) -> str:
    """How often a run was gone on with."""
    return f", in {len(sessions)} stretches" if len(sessions) > 1 else ""


def _known(format: str) -> None:
    """Raise UnknownName for an unknown format."""
    if format not in ("text", "json"):
        raise UnknownName("format", format, ("text", "json"))
