"""Passives without their usual form: "Expelled on Friday were two diplomats", "Seven journalists jailed"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english import words
from panj.records import Token
from panj.syntax import SUBJECTS, child, children, rehung

_HEADING = ("ROOT", "ccomp", "parataxis")
"""Relations of the verb of a headline, or of the first of two."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with whom a passive is done to as its subject.

    Behind the auxiliary of a participle that opens the sentence: "Expelled by Poland on Friday were two Russian diplomats".
    Before a verb that is never without an object, and has none: "Seven journalists jailed, 12 newspapers closed".
    """
    for verb in tokens:
        if verb.tag in ("VBN", "VBD") and verb.dep in _HEADING:
            tokens = _turned(tokens, verb) if verb.tag == "VBN" else tokens
            tokens = _headline(tokens, verb)
    return tokens


def _turned(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens with what stands behind the auxiliary as the subject: "Arrested on Monday were three journalists"."""
    behind = [a for a in children(tokens, verb.i, "auxpass") if a > verb.i]
    if not behind or child(tokens, verb.i, "nsubj", "nsubjpass", "csubjpass") is not None:
        return tokens
    subject = child(tokens, behind[0], "attr", "nsubj")
    if subject is None or subject < behind[0]:
        return tokens
    return rehung(tokens, {subject: (verb.i, "nsubjpass")})


def _headline(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens with the subject of a verb that needs an object as whom it is done to."""
    subject = child(tokens, verb.i, "nsubj")
    if subject is None or subject > verb.i or verb.lemma not in words("never_without_object"):
        return tokens
    if tokens[subject].pos not in ("NOUN", "PROPN") or child(tokens, verb.i, *_FILLED) is not None:
        return tokens
    clauses = children(tokens, verb.i, "advcl")  # "arrested, charged and jailed two men"
    if any(tokens[c].tag in ("VBN", "VBD") and child(tokens, c, *SUBJECTS) is None for c in clauses):
        return tokens
    found = list(tokens)
    found[subject] = msgspec.structs.replace(tokens[subject], dep="nsubjpass")
    found[verb.i] = msgspec.structs.replace(verb, tag="VBN")
    return tuple(found)


_FILLED = ("aux", "auxpass", "ccomp", "conj", "cc", "dative", "dobj", "oprd", "xcomp")
"""What such a verb does not have in a headline."""
