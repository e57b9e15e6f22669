"""Verbs behind an apposition that the parser takes for participles: "the lawyer, Rosa Weber, condemned Chad"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english import words
from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import child, children, rehung

_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_CLAUSES = frozenset({"advcl", "ccomp", "dep", "parataxis"})
"""What the parser makes of a clause without a verb below a verb of saying behind it."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a participle behind an apposition the verb of the noun, where that noun has no other.

    A participle with an object behind it is no passive, and one without may be none: "the emir, Sheikh Tarik, mediated".
    """
    for verb in tokens:
        if verb.tag != "VBN" or verb.i < 3 or tokens[verb.i - 1].text != ",":
            continue
        if child(tokens, verb.i, "aux", "auxpass", "agent") is not None:
            continue
        subject = _subject(tokens, verb)
        above = _above(tokens, subject, verb) if subject is not None else None
        if subject is None or above is None or not _active(tokens, verb):
            continue
        return _hung(tokens, verb, subject, above)
    return tokens


def _subject(tokens: tuple[Token, ...], verb: Token) -> int | None:
    """The noun before the apposition behind which a participle stands, or None."""
    noun = tokens[verb.head]
    if (
        verb.dep == "amod" and noun.i > verb.i and noun.dep == "appos"
    ):  # "Kenya, the main supplier, suspended deliveries"
        noun = tokens[noun.head]
    elif verb.dep != "acl" or noun.i > verb.i:
        return None
    if noun.dep == "appos":
        noun = tokens[noun.head]
    set_off = any(c < verb.i and tokens[c].dep == "appos" for c in noun.children)
    return noun.i if set_off and noun.pos in ("NOUN", "PROPN") else None


def _above(tokens: tuple[Token, ...], subject: int, verb: Token) -> int | None:
    """What the clause of a participle hangs on: itself, or a verb of saying behind it; None where its noun has a verb."""
    noun = tokens[subject]
    if noun.head == noun.i:
        return verb.i
    saying = tokens[noun.head]
    if saying.i < verb.i or "clause" not in cues().get((saying.lemma, "V"), {}):
        return None
    speakers = children(tokens, saying.i, "nsubj")
    other = any(verb.i < c < saying.i for c in speakers)
    return saying.i if other and (noun.dep in _CLAUSES or noun.dep == "nsubj") else None


def _active(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a participle has an object, or needs none."""
    if verb.dep == "amod" or _object(tokens, verb) is not None:
        return True
    return verb.lemma not in words("never_without_object") and child(tokens, verb.i, "prep") is not None


def _object(tokens: tuple[Token, ...], verb: Token) -> int | None:
    """The object behind a participle, also a name that the parser takes for an adverb, or None."""
    named = (c for c in children(tokens, verb.i, "npadvmod") if c > verb.i and tokens[c].entity in _NAMES)
    return next((c for c in children(tokens, verb.i, "dobj") if c > verb.i), next(named, None))


def _hung(tokens: tuple[Token, ...], verb: Token, subject: int, above: int) -> tuple[Token, ...]:
    """The tokens with a participle as the verb of a noun, below `above`."""
    held = verb.head if verb.dep == "amod" else _object(tokens, verb)
    changed = {verb.i: (above, "ROOT" if above == verb.i else "ccomp"), subject: (verb.i, "nsubj")}
    if held is not None:
        changed[held] = (verb.i, "dobj")
    changed.update((c, (verb.i, tokens[c].dep)) for c in tokens[subject].children if c > verb.i and c != held)
    active = tuple(msgspec.structs.replace(t, tag="VBD") if t.i == verb.i else t for t in tokens)
    return rehung(active, changed)
