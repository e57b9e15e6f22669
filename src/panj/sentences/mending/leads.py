"""Clauses of saying before the main one: "after Ankara said that Iran had shelled a post, jets bombed Aleppo" is no word on Aleppo."""

from __future__ import annotations

from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import SUBJECTS, child, edges, rehung

_OF_SPEECH = frozenset({"that", "whether"})
_DEPS = frozenset({"ccomp", "advcl"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with the clause that is said on the leading verb of saying, and that verb on the main one.

    The parser hangs the clause with "that" on the verb behind the comma, and often that verb on the leading one.
    """
    for verb in tokens:
        if verb.pos != "VERB" or "clause" not in cues().get((verb.lemma, "V"), {}) or not _leads(tokens, verb):
            continue
        main = verb.head if verb.dep == "advcl" and verb.head > verb.i else child(tokens, verb.i, "ccomp")
        if main is not None and main > verb.i and (said := _said(tokens, verb, main)) is not None:
            tokens = _hung(tokens, verb, main, said)
    return tokens


def _leads(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a verb stands in a clause with "after", "when", "as soon as" before it."""
    opens = [tokens[c] for c in verb.children if c < verb.i]
    return any((t.dep == "mark" and t.lower not in _OF_SPEECH) or (t.dep == "advmod" and t.tag == "WRB") for t in opens)


def _said(tokens: tuple[Token, ...], verb: Token, main: int) -> int | None:
    """The clause with "that" between a leading verb of saying and the subject, behind a comma, of the main verb; or None."""
    subject = next((c for c in tokens[main].children if tokens[c].dep in SUBJECTS), None)
    if subject is None or subject < verb.i:
        return None
    first = edges(tokens, subject)[0]
    for c in tokens[main].children:
        marks = [tokens[k].lower for k in tokens[c].children if tokens[k].dep == "mark"]
        if verb.i < c < first and tokens[c].dep in _DEPS and marks == ["that"]:
            begins = edges(tokens, c)[0]
            between = [t.text for t in tokens[c:first]]
            return c if begins > verb.i and "," in between else None
    return None


def _hung(tokens: tuple[Token, ...], verb: Token, main: int, said: int) -> tuple[Token, ...]:
    """The tokens with what is said below the leading verb, and that below the main one."""
    changed = {said: (verb.i, "ccomp")}
    if tokens[main].head == verb.i:
        above = verb
        while (
            above.dep == "advcl" and above.head < above.i and tokens[above.head].pos == "ADV"
        ):  # "as soon as Ankara said"
            above = tokens[above.head]
        changed[main] = (main, "ROOT") if above.head == above.i else (above.head, above.dep)
        changed[above.i] = (main, above.dep if above.i != verb.i else "advcl")
        changed.update((c, (main, tokens[c].dep)) for c in verb.children if c > main)
    return rehung(tokens, changed)
