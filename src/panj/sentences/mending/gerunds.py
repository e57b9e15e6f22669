"""Gerunds that open a sentence and are nouns there: "Shelling of Kharkiv wounded two nurses", "Bombing of Idlib resumed"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english.eventuality import eventuality
from panj.records import Token
from panj.syntax import child

_NOMINAL = {"csubj": "nsubj", "csubjpass": "nsubjpass", "nsubj": "nsubj", "nsubjpass": "nsubjpass", "aux": "nsubj"}
"""Relations of such a gerund, also where it is read as an auxiliary ("Shelling continued"), and those of the noun."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with the first word a noun where it is a gerund without an object that is the subject of the sentence.

    It has an "of" behind it, or it is listed as a noun of acts; one that is read as a name must be listed.
    """
    first = tokens[0] if tokens else None
    if first is None or not first.lower.endswith("ing") or first.dep not in _NOMINAL or first.tag not in ("VBG", "NNP"):
        return tokens
    listed = eventuality().nouns.get(first.lower) not in (None, "none")
    behind = any(tokens[c].dep == "prep" and tokens[c].lower == "of" for c in first.children)
    if not listed and (first.tag == "NNP" or not behind):
        return tokens
    if child(tokens, 0, "dobj", "det", "poss", "ccomp", "xcomp") is not None:
        return tokens
    noun = msgspec.structs.replace(first, lemma=first.lower, pos="NOUN", tag="NN", dep=_NOMINAL[first.dep], entity="")
    return (noun, *tokens[1:])
