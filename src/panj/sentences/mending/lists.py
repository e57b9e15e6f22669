"""Lists of names that the parser breaks: "Talks among Egypt, Sudan and Ethiopia resumed", "Peru, Chile, and Bolivia signed"."""

from __future__ import annotations

from panj.records import Token
from panj.syntax import SUBJECTS, child, children, conjuncts, edges, first_conjunct, rehung

Tokens = tuple[Token, ...]
_HELD = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
"""Relations of the first name of a list."""
_PLACING = frozenset({"at", "from", "in", "near"})
"""Prepositions behind which a second name may say where the first is: "in Lima, Peru, and Quito"."""
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def mended(tokens: Tokens) -> Tokens:
    """The tokens, with the names of a list on the first of them, and those behind an opening phrase as the subject.

    "In addition to Peru, Chile and Brazil expelled him" is read as a list of three before a verb without a subject.
    """
    at = 0
    while at < len(tokens):
        names, at = _names(tokens, at)
        if len(names) > 2:
            tokens = _joined(tokens, names)
    for verb in tokens:
        if verb.tag in _FINITE and verb.pos == "VERB" and child(tokens, verb.i, "expl", *SUBJECTS) is None:
            tokens = _parted(tokens, verb)
    return tokens


def _names(tokens: Tokens, at: int) -> tuple[list[int], int]:
    """The heads of names of places from a token on that commas and a last "and" or "or" separate, and where to look on."""
    names: list[int] = []
    last = False
    while True:
        end = at
        while end < len(tokens) and (tokens[end].entity == "GPE" or (end == at and tokens[end].lower == "the")):
            end += 1
        if end == at or tokens[end - 1].entity != "GPE":
            return [], max(end, at + 1)
        names.append(next((t for t in range(end - 1, at - 1, -1) if not at <= tokens[t].head < end), end - 1))
        if last:
            return names, end
        at = end
        if at < len(tokens) and tokens[at].text == ",":
            at += 1
        if at < len(tokens) and tokens[at].lower in ("and", "or"):
            at, last = at + 1, True
        if at == end:
            return [], end


def _joined(tokens: Tokens, names: list[int]) -> Tokens:
    """The tokens with the names of a list on its first, where the verb behind it keeps a subject."""
    first = names[0]
    if tokens[first].dep not in _HELD or len({first_conjunct(tokens, t) for t in names}) == 1:
        return tokens
    placed = tokens[first].dep == "pobj" and tokens[tokens[first].head].lower in _PLACING
    if placed and tokens[names[1]].dep == "appos":
        return tokens
    for t in names[1:]:
        token = tokens[t]
        if token.dep in SUBJECTS and not any(
            c not in names[1:] and tokens[c].dep in SUBJECTS for c in tokens[token.head].children
        ):
            return tokens
    return rehung(tokens, {t: (first, "conj") for t in names[1:]})


def _parted(tokens: Tokens, verb: Token) -> Tokens:
    """The tokens with the names behind the comma of an opening phrase as the subject of a verb that has none."""
    for c in children(tokens, verb.i, "prep"):
        if edges(tokens, c)[1] != verb.i - 1:
            continue
        held = [t for t in range(c + 1, verb.i) if tokens[t].dep == "pobj" and tokens[t].pos == "PROPN"]
        beside = child(tokens, held[-1], "appos") if held else None
        if beside is not None and tokens[beside].pos == "PROPN" and beside == verb.i - 1:
            return rehung(tokens, {beside: (verb.i, "nsubj")})  # "According to Reuters, Mexico City condemned"
        several = conjuncts(tokens, held[-1]) if held else []
        if len(several) > 1 and tokens[held[-1] + 1].text == "," and all(tokens[t].pos == "PROPN" for t in several):
            subject = several[1]
            others = {t: (subject, "conj") for t in several[2:]}
            return rehung(tokens, {subject: (verb.i, "nsubj"), **others})
    return tokens
