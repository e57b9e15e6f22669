"""Clauses that say what a noun holds, which the parser takes for relative ones: "reports that Chile had bombed Peru were false"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english import groups
from panj.records import Token


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a clause behind a noun of telling and a "that" that is no part of it hung on the noun as its content."""
    held = groups("held_nouns")
    told = {t.i for t in tokens if t.dep == "relcl" and tokens[t.head].lemma in held and _complete(tokens, t)}
    return tuple(msgspec.structs.replace(t, dep="acl") if t.i in told else t for t in tokens) if told else tokens


def _complete(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether "that" only opens the clause of a verb which has a subject of its own."""
    children = [tokens[c] for c in verb.children]
    opened = any(c.lower == "that" and c.dep == "mark" for c in children)
    return opened and any(c.dep in ("nsubj", "nsubjpass", "csubj", "expl") and c.lower != "that" for c in children)
