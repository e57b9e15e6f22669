"""Perfect participles that the parser takes for adjectives: "denies having supplied weapons" as having supplied ones."""

from __future__ import annotations

import msgspec

from panj.records import Token
from panj.syntax import rehung


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with "having" an auxiliary wherever a participle that is hung on a noun stands right behind it."""
    for having in tokens:
        if having.lower != "having" or having.i + 1 == len(tokens):
            continue
        participle = tokens[having.i + 1]
        if participle.dep != "amod" or not _is_participle(participle):
            continue
        noun = tokens[participle.head]
        if noun.dep == "dobj" and (noun.head in (having.i, having.head) or having.head == participle.i):
            tokens = _hung(tokens, having, participle, noun)
    return tokens


def _is_participle(token: Token) -> bool:
    """Whether a token is a past participle, or an adjective that looks like one ("armed")."""
    return token.tag in ("VBN", "VBD") or (token.tag == "JJ" and token.lower.endswith(("ed", "en")))


def _hung(tokens: tuple[Token, ...], having: Token, participle: Token, noun: Token) -> tuple[Token, ...]:
    """The tokens with the participle as the verb, the noun as its object, and what "having" governed below it."""
    i = participle.i
    main = having.dep not in ("aux", "auxpass")
    changed = {
        having.i: (i, "aux"),
        i: (having.head, having.dep) if main else (noun.head, "xcomp"),
        noun.i: (i, "dobj"),
        **{c: (i, tokens[c].dep) for c in having.children if c not in (noun.i, i)},
    }
    found = list(rehung(tokens, changed))
    found[having.i] = msgspec.structs.replace(found[having.i], pos="AUX", lemma="have")
    found[i] = msgspec.structs.replace(found[i], pos="VERB", tag="VBN", lemma=_lemma(participle))
    return tuple(found)


def _lemma(participle: Token) -> str:
    """The lemma of a participle; of one that was read as an adjective its stem ("armed": "arm")."""
    if participle.tag != "JJ" or participle.lemma != participle.lower:
        return participle.lemma
    return participle.lower.removesuffix("ed")
