"""`panj explain`: why a claim is coded as it is, or what a name of the codebook means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from panj.cli import cards
from panj.errors import SourceError, UnknownName, nearest
from panj.records import Claim

if TYPE_CHECKING:
    from panj.knowledge.codebook import Codebook, Example, Expected

_ID = re.compile(r"[0-9a-f]{16}")


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A claim's id, or a type, mode, context or CAMEO code.")],
    source: Annotated[Path | None, typer.Option("--in", metavar="CLAIMS.jsonl", help="The claims, for an id.")] = None,
) -> int:
    """Say which rule wrote every field of a claim, or what the codebook says of a type, mode, context or code."""
    console = Console(highlight=False)
    if source is not None:
        from panj.store import read_claims

        known = []
        for claim in read_claims(source):
            if claim.id == name:
                _claim(console, claim)
                return 0
            known.append(claim.id)
        raise UnknownName("claim", name, known)
    if _ID.fullmatch(name):
        raise SourceError(
            f"{name} is the id of a claim; give the file it stands in: panj explain {name} --in claims.jsonl"
        )
    from panj.knowledge.codebook import Codebook

    _entry(console, Codebook(), name)
    return 0


def _claim(console: Console, claim: Claim) -> None:
    """Print a claim, its sentence, and the origin of each field."""
    console.print(cards.Card(claim))
    console.print(Text("Where each field comes from", "bold"))
    for step in claim.trace:
        console.print(Text(f"  {step.step:<11}", "cyan") + Text(_reason(step.by)) + _words(claim, step.span))
        if step.score is not None:
            line = f"score {step.score:g}"
            line += (
                f"; next best {step.runner_up[0]} ({step.runner_up[1]:g})"
                if step.runner_up
                else "; no other type came into question"
            )
            console.print(Text(f"  {'':<11}{line}", "dim"))
    if claim.speaker is None:
        console.print(
            Text(f"  {'speaker':<11}", "cyan")
            + Text("no words of saying stand over the act: the outlet reports it itself")
        )
    console.print(Text(f"\ncodebook {claim.codebook}, panj {claim.version}, document {claim.document_id}", "dim"))


def _reason(by: str) -> str:
    """A rule or model of the trace in plain words."""
    kind, _, rest = by.partition(" ")
    if kind == "phrase":
        place, _, pattern = rest.partition(": ")
        return f"the phrase table's row '{pattern}' ({place})"
    if kind == "model":
        return f"the model {rest} (a score, not a reason)"
    return f"by rule: {rest}" if kind == "rule" else by


def _words(claim: Claim, span: tuple[int, int] | None) -> Text:
    """The words a step rests on, where they stand in the claim's sentence."""
    if span is None:
        return Text()
    start, end = span
    if claim.start <= start and end <= claim.end:
        return Text(f'  on "{" ".join(claim.quote[start - claim.start : end - claim.start].split())}"', "dim")
    return Text(f"  on characters {start} to {end}, in another sentence", "dim")


def _entry(console: Console, book: Codebook, name: str) -> None:
    """Print what the codebook says of a name.

    Raises:
        UnknownName: It is no type, mode, context or code.
    """
    upper, lower = name.upper(), name.lower()
    if upper in book.types:
        entry = book.types[upper]
        console.print(
            Text(f"{entry.type}: {entry.label}", "bold")
            + Text(f"   quad {entry.quad}, score {entry.goldstein:g}, PLOVER manual: {entry.section}", "dim")
        )
        console.print(entry.definition)
        for title, text in (("Includes", entry.includes), ("Not", entry.excludes)):
            if text:
                console.print(Text(f"{title}: ", "cyan") + Text("; ".join(text.split(";"))))
        if entry.future != entry.type:
            console.print(f"When planned, PLOVER reports it as {entry.future}.")
        for (kind, _), mode in book.modes.items():
            if kind == upper:
                console.print(Text(f"  {mode.mode:<14}", "cyan") + Text(mode.definition))
        _examples(console, [e for e in book.examples if e.type == upper])
        return
    modes = [mode for (_, m), mode in book.modes.items() if m == lower]
    if modes:
        for mode in modes:
            console.print(Text(f"{mode.type} · {mode.mode}", "bold") + Text(f"   {mode.section}", "dim"))
            console.print(mode.definition)
            _examples(
                console, [e for e in book.examples if any(c.type == mode.type and c.mode == lower for c in e.expect)]
            )
        return
    if lower in book.contexts:
        context = book.contexts[lower]
        console.print(Text(f"{context.context} (context)", "bold") + Text(f"   {context.section}", "dim"))
        console.print(context.definition)
        found = sorted({word for (word, _), names in book.context_words.items() if lower in names})
        console.print(Text("Signalled by: ", "cyan") + Text(", ".join(found) or "phrase rows only"))
        return
    if name in book.cameo:
        code = book.cameo[name]
        goes = " · ".join(filter(None, (code.type, code.mode, ", ".join(code.contexts)))) or "no PLOVER type"
        score = f", Goldstein {code.goldstein:g}" if code.goldstein is not None else ""
        console.print(Text(f"CAMEO {code.code}: {code.label}", "bold"))
        console.print(f"PLOVER: {goes}{score}")
        return
    names = {*book.types, *(m for _, m in book.modes), *book.contexts, *book.cameo}
    near = nearest(name, names).startswith("nearest")
    raise UnknownName("type, mode, context or code", name, names if near else book.types)


def _examples(console: Console, examples: list[Example]) -> None:
    """Print examples and near misses with what they give."""
    for kind, title in (("example", "Examples"), ("near-miss", "Near misses")):
        shown = [e for e in examples if e.kind == kind]
        if shown:
            console.print(Text(f"\n{title}", "bold"))
        for example in shown:
            console.print(f"  {example.text}")
            gives = "; ".join(map(_expected, example.expect))
            console.print(Text(f"    {gives or 'no claim'}", "green").append(f"   {example.why}", "dim"))


def _expected(claim: Expected) -> str:
    """An expected claim on one line."""
    status = claim.status + (", negated" if claim.polarity == "negated" else "")
    return f"{claim.type} {', '.join(claim.actors) or '-'} -> {', '.join(claim.recipients) or '-'} ({status})"
