"""Metonyms act, places happen: whether the name of a capital stands for its government.

It does as the subject of what governments do and say, as the one told or assured, in "between Moscow and Beijing",
"ties with Moscow", "Moscow's decision"; it does not behind prepositions of place, or where somebody goes there.
"""

from __future__ import annotations

from panj import syntax
from panj.knowledge.english import words
from panj.records import Token

Tokens = tuple[Token, ...]
_PARTY = frozenset({"with", "between", "against", "by", "among"})


def acts(tokens: Tokens, i: int) -> bool:
    """Whether the seat or housed body at token i acts or is spoken to, rather than being where things happen."""
    return bool(acting(tokens, i))


def acting(tokens: Tokens, i: int) -> str:
    """Why the seat at token i acts or is spoken to, in words for the trace; "" where it is but a place."""
    at = syntax.first_conjunct(tokens, i)
    token = tokens[at]
    head = tokens[token.head]
    if token.dep == "nsubj":
        place = head.lemma in words("place_predicates") or _is_place(tokens, at, head)
        return "" if place else f"subject of {head.lower!r}"
    if token.dep in ("nsubjpass", "dobj", "dative"):
        told = head.lemma in words("addressing_verbs") or head.lemma in words("blaming_verbs")
        return f"object of {head.lower!r}" if told else ""
    if token.dep == "pobj":
        return _behind(tokens, head)
    if token.dep == "poss":
        place = head.lemma in words("place_nouns") or head.tag in ("NNP", "NNPS")
        return "" if place else f"possessor of {head.lower!r}"
    return "by-phrase" if token.dep == "agent" else ""


def _behind(tokens: Tokens, preposition: Token) -> str:
    """Why a seat behind a preposition acts: "ties with Moscow", "a warning to Moscow"."""
    name, above = preposition.lower, tokens[preposition.head]
    if name in _PARTY:
        return f"behind {name!r}"
    if name == "to" and (above.lemma in words("addressing_verbs") or above.lemma in words("addressing_nouns")):
        return f"behind '{above.lower} to'"
    if name in ("on", "from", "of") and above.lemma in words("addressing_nouns"):
        return f"behind '{above.lower} {name}'"
    return ""


def _is_place(tokens: Tokens, at: int, verb: Token) -> bool:
    """Whether the predicate is a copula with a place ("Moscow is a city")."""
    return verb.lemma == "be" and any(
        tokens[c].dep in ("attr", "acomp", "prep") and tokens[c].lemma in words("place_nouns") for c in verb.children
    )
