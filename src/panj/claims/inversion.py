"""Conditions without "if": "had they come, we would have stayed", "should talks fail", "in case Belarus attacks"."""

from __future__ import annotations

from panj import syntax
from panj.records import Token

Tokens = tuple[Token, ...]


def result(tokens: Tokens, i: int) -> int | None:
    """The verb of what would follow if verb i, which heads such a condition, came true; None where it heads none."""
    if tokens[i].dep == "advcl" and _in_case(tokens, i):
        return tokens[i].head
    before = next((c for c in tokens[i].children if tokens[c].dep in syntax.SUBJECTS), len(tokens))
    for c in tokens[i].children:
        child = tokens[c]
        if c > before or child.lower not in ("had", "were", "should") or child.dep not in ("aux", "auxpass"):
            continue
        if not any(d > c and tokens[d].dep in syntax.SUBJECTS for d in tokens[i].children):
            return None
        if (
            tokens[i].dep not in ("advcl", "ccomp", "conj", "relcl") or tokens[i].head == i
        ):  # the parser has them swapped
            return next((d for d in syntax.children(tokens, i, "ccomp", "advcl") if d < c and _would(tokens, d)), None)
        opening = c == 0 or tokens[c - 1].text in (",", "“", '"', ";") or tokens[i].dep == "advcl"
        head = syntax.governor(tokens, tokens[i].head) if tokens[i].dep == "relcl" else tokens[i].head
        return head if opening or _would(tokens, head) else None
    return None


def _in_case(tokens: Tokens, i: int) -> bool:
    """Whether the clause of verb i stands behind "in case", which the parser hangs on the verb."""
    cases = (t for name, t in syntax.prepositions(tokens, i) if name == "in" and tokens[t].lower == "case" and t < i)
    return any(not tokens[t].children and tokens[t + 1].lower not in ("of", ",") for t in cases)


def _would(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is told as what would have been."""
    modals = {tokens[a].lower for a in syntax.auxiliaries(tokens, verb)}
    return "have" in modals and bool(modals & {"would", "could", "might"})
