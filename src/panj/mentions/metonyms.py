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
    """Whether the seat at token i acts or is spoken to, rather than being where things happen."""
    at = syntax.first_conjunct(tokens, i)
    token = tokens[at]
    head = tokens[token.head]
    if token.dep == "nsubj":
        return head.lemma not in words("place_predicates") and not _is_place(tokens, at, head)
    if token.dep == "nsubjpass":
        return head.lemma in words("addressing_verbs") or head.lemma in words("blaming_verbs")
    if token.dep in ("dobj", "dative"):
        return head.lemma in words("addressing_verbs") or head.lemma in words("blaming_verbs")
    if token.dep == "pobj":
        name = head.lower
        if name in _PARTY:
            return True
        if name == "to":
            return tokens[head.head].lemma in words("addressing_verbs") or tokens[head.head].lemma in words(
                "addressing_nouns"
            )
        if name in ("on", "from", "of"):
            return tokens[head.head].lemma in words("addressing_nouns")
        return False
    if token.dep == "poss":
        return head.lemma not in words("place_nouns") and head.tag not in ("NNP", "NNPS")
    return token.dep == "agent"


def _is_place(tokens: Tokens, at: int, verb: Token) -> bool:
    """Whether the predicate is a copula with a place ("Moscow is a city")."""
    return verb.lemma == "be" and any(
        tokens[c].dep in ("attr", "acomp", "prep") and tokens[c].lemma in words("place_nouns") for c in verb.children
    )
