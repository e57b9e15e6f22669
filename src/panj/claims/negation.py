"""Negation at a word itself: not, never, no, none of, hardly, "neither ... nor", "not a single"."""

from __future__ import annotations

from panj.knowledge.english.eventuality import Eventuality
from panj.records import Token

Tokens = tuple[Token, ...]

_PARTIAL = ("all", "every", "everyone", "everybody", "everything", "necessarily")
"""Words whose negation leaves a part standing: "not all claims were upheld"."""
_PERCEIVED = frozenset({"see", "find", "show", "express", "voice", "leave", "know"})
"""Verbs that stand although their object is "no": who found no evidence has looked."""


def of_verb(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The word that negates verb i, or None."""
    adverbs = known.negators["adverb"]
    children = tokens[i].children
    for c in children:
        child = tokens[c]
        if child.dep == "neg" or (child.lower in adverbs and child.dep in ("advmod", "cc", "preconj", "det", "dep")):
            if not _spared(tokens, i, c):
                return child.lower
        elif child.dep in ("nsubj", "nsubjpass", "dobj", "attr", "dative") and (word := of_noun(tokens, c, known)):
            own = word == "not" and child.tag in ("VBG", "VBN")  # "soldiers not following orders will be punished"
            if not own and (child.dep != "dobj" or (tokens[i].lemma not in _PERCEIVED and word != "not")):
                return word
        elif child.dep in ("advmod", "npadvmod") and child.lower == "longer" and _no(tokens, c):
            return "no longer"
        elif child.lower == "ever" and any(tokens[d].lower in ("hardly", "scarcely") for d in child.children):
            return f"{tokens[c - 1].lower} ever"
        elif child.dep == "aux" and any(tokens[d].dep == "neg" for d in child.children):
            return "not"
        elif any(_prepositional_no(tokens, p) for p in (c, *(child.children if child.dep == "aux" else ()))):
            return "no"  # "at no time did troops attack": on the auxiliary
    return _nor(tokens, i)


def _spared(tokens: Tokens, i: int, c: int) -> bool:
    """Whether a "not" leaves its verb standing: "not only", "not just", "not because", "almost" before a number."""
    word = tokens[c]
    after = tokens[c + 1].lower if c + 1 < len(tokens) else ""
    if word.lower in ("not", "n't", "n’t"):
        if c > i and tokens[i].pos == "VERB":  # "attacked not the ship but the port"
            return True
        if after == "until" or _late(tokens, i):  # "not until Thursday did it lift", "did not lift it until Thursday"
            return True
        return after in ("only", "just", "merely", "simply", "least", "because", "surprisingly", "unlike", *_PARTIAL)
    if word.lower in ("almost", "nearly", "hardly", "scarcely"):
        return c + 1 != i and after != "ever"
    return False


def _late(tokens: Tokens, i: int) -> bool:
    """Whether what verb i tells was late, not left undone: "did not lift the embargo until Thursday"."""
    if not any(tokens[c].lower == "did" and tokens[c].dep == "aux" for c in tokens[i].children):
        return False
    until = (c for c in tokens[i].children if tokens[c].lower == "until" and tokens[c].dep == "prep")
    return any(tokens[d].entity in ("DATE", "TIME") for c in until for d in tokens[c].children)


def _no(tokens: Tokens, c: int) -> bool:
    """Whether a word has "no" or "not" before it."""
    return any(tokens[d].lower in ("no", "not", "any") for d in tokens[c].children) or (
        c > 0 and tokens[c - 1].lower in ("no", "any")
    )


def _prepositional_no(tokens: Tokens, c: int) -> bool:
    """Whether a word is a preposition that holds "no way", "no circumstances", "no case"."""
    if tokens[c].dep != "prep" or tokens[c].lower not in ("in", "under", "at", "on"):
        return False
    for d in tokens[c].children:
        if tokens[d].lower in ("way", "circumstances", "case", "event", "time", "point") and _no(tokens, d):
            return not any(tokens[e].lower == "any" for e in tokens[d].children)
    return False


def _nor(tokens: Tokens, i: int) -> str | None:
    """Whether verb i is behind a "nor" or "rather than" that coordinates it."""
    if tokens[i].dep == "conj" and i > 0:
        head = tokens[i].head
        for c in tokens[head].children:
            if tokens[c].lower == "nor" and head < c < i:
                return "nor"
            if tokens[c].lower == "than" and tokens[c].dep == "cc" and c < i and tokens[c - 1].lower == "rather":
                return "rather than"
    return None


_COUNTED = frozenset({"a", "the", "first", "last", "past", "next", "these", "those"})
"""Words with which "few" counts and does not negate ("a few attacks")."""


def of_noun(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The word that negates noun i ("no attack", "none of the talks", "neither side"), or None."""
    token = tokens[i]
    if token.lower in known.negators["pronoun"] and token.dep != "det":
        return token.lower
    for c in token.children:
        child = tokens[c]
        if (
            child.dep in ("det", "neg", "predet", "preconj", "amod", "nummod")
            and child.lower in known.negators["determiner"]
        ):
            if child.lower == "no" and i + 1 < len(tokens) and tokens[i].lower in ("doubt", "longer", "matter"):
                return None
            if child.lower == "few" and any(tokens[d].lower in _COUNTED for d in token.children):
                return None
            return child.lower
        if child.lower == "not" and child.dep in ("neg", "preconj", "advmod"):
            after = tokens[c + 1].lower if c + 1 < len(tokens) else ""
            return None if after in (*_PARTIAL, "only", "just", "merely") else "not"  # "not only Peru but also Chile"
        if child.lower == "any" and c > 0 and tokens[c - 1].lower in ("hardly", "scarcely", "barely"):
            return f"{tokens[c - 1].lower} any"
    return None
