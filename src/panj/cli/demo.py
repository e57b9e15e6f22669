"""`panj demo`: three bundled dispatches, coded."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from panj.cli.cards import Card


def demo() -> int:
    """Code three dispatches that come with panj, print their claims, and say what to try next."""
    from panj import Coder, read
    from panj.knowledge.dispatches import FOLDER

    console = Console(highlight=False)
    coder = Coder()
    total = 0
    for document, claims in coder.code_stream(read(FOLDER / "dispatches.jsonl")):
        console.rule(Text(f"{document.title} · {document.publisher}, {document.published_at}", "bold"))
        console.print()
        for claim in claims:
            console.print(Card(claim))
        total += len(claims)
    console.rule(style="dim")
    console.print(f"{total} claims. What to try next:\n", style="bold")
    for command, what in (
        ("panj code article.txt --published 2021-08-01", "the claims of an article of yours"),
        ("panj code news.jsonl --format csv --out claims.csv", "a corpus as a table"),
        ("panj code article.txt --out claims.jsonl", "claims with every span and the trace, then"),
        ("panj explain CLAIM_ID --in claims.jsonl", "why one of them is coded as it is"),
        ("panj explain COOPERATE", "what the codebook says of a type"),
    ):
        console.print(Text(f"  {command:<54}", "cyan").append(what, "default"), soft_wrap=True)
    return 0
