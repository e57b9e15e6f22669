"""Those who are set against others: "Not Peru but Chile expelled him", "Peru rather than Chile", "Peru, but not Chile,".

The parser joins them as if both did it; whoever did not is taken out of the coordination.
"""

from __future__ import annotations

from panj.records import Token
from panj.syntax import SUBJECTS, child, children, rehung

Tokens = tuple[Token, ...]
_NAMING = frozenset({"NOUN", "PROPN"})
_APART = "dep"
"""The relation of whoever is only named as another."""


def mended(tokens: Tokens) -> Tokens:
    """The tokens, with those who are only set against others outside the coordination."""
    for token in tokens:
        if token.dep == "conj":
            tokens = _without(tokens, tokens[token.i])
        elif token.dep in SUBJECTS and token.pos == "PROPN" and _denied(tokens, token.i):
            before = child(tokens, token.head, *SUBJECTS)
            if before is not None and before < token.i and _word(tokens, token.i - 2) in ("and", "but"):
                tokens = rehung(tokens, {token.i: (before, _APART)})  # "Peru but not Chile expelled"
    return tokens


def _without(tokens: Tokens, second: Token) -> Tokens:
    """The tokens with the one of two that does not count apart from the other."""
    first = tokens[second.head]
    if {first.pos, second.pos} - _NAMING and not first.lower == second.lower == "by":
        return tokens
    joining = [tokens[c] for c in children(tokens, first.i, "cc") if c < second.i]
    than = next((c for c in joining if c.lower == "than" and _word(tokens, c.i - 1) == "rather"), None)
    if than is not None:
        return rehung(tokens, {than.i: (first.i, "prep"), second.i: (than.i, "pobj")})
    if _denied(tokens, second.i):
        return rehung(tokens, {second.i: (first.i, _APART)})
    if _denied(tokens, first.i) and any(c.lower == "but" for c in joining):
        if first.head == first.i:
            return tokens
        changed = {second.i: (first.head, first.dep), first.i: (second.i, _APART)}
        return rehung(tokens, changed | {c.i: (second.i, "cc") for c in joining})
    return tokens


def _denied(tokens: Tokens, i: int) -> bool:
    """Whether "not" stands right before a word, and not "not only"."""
    first = min((c for c in tokens[i].children if tokens[c].dep in ("amod", "compound", "det", "nummod")), default=i)
    return _word(tokens, min(first, i) - 1) == "not"


def _word(tokens: Tokens, i: int) -> str:
    """The word at i, or "" before the first."""
    return tokens[i].lower if i >= 0 else ""
