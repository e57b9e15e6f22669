"""What somebody calls a thing: "termed the drills a provocation", "described the charge as absurd"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english import words
from panj.records import Token
from panj.syntax import child, children, noun_phrase, rehung


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with what a thing is called as a predicate, and the thing as the object.

    An adjective behind "as" is its object. Behind a verb of calling the parser takes what the thing is called for a second
    object, for an adverb or for a clause, and a plural for a verb: "called the drills a provocation".
    """
    judging = words("calling_verbs") | words("condemning_verbs")
    for token in tokens:
        above = tokens[token.head]  # the verb, or the thing
        judged = above.lemma in judging or tokens[above.head].lemma in judging
        if judged and token.lower == "as" and token.dep == "prep" and child(tokens, token.i, "pobj", "pcomp") is None:
            told = [c for c in children(tokens, token.i, "amod", "acomp") if tokens[c].pos == "ADJ"]
            tokens = rehung(tokens, {c: (token.i, "pobj") for c in told[:1]})
    for verb in tokens:
        if verb.pos == "VERB" and verb.lemma in words("calling_verbs"):
            tokens = _hung(_named(tokens, verb), verb.i)
            tokens = _predicated(tokens, tokens[verb.i])
    return tokens


def _named(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens with the noun that is called something as a noun and the object, where it was read as a verb or a clause."""
    for c in children(tokens, verb.i, "dobj", "oprd", "ccomp"):
        token = tokens[c]
        below = children(tokens, c, "dobj", "attr", "oprd", "acomp")
        said = [d for d in below if d > c and (tokens[d].pos == "ADJ" or _opens(tokens, d))]
        thing = children(tokens, verb.i, "dobj")[:1] if token.dep == "oprd" else []
        told = child(tokens, c, "aux", "mark", "advmod") is not None or any(
            s != c - 1 for s in children(tokens, c, "nsubj")
        )
        nominal = token.pos == "NOUN" or (token.pos == "VERB" and token.tag in ("VBZ", "VBP", "VB"))
        if c < verb.i or not said or not nominal or told:
            continue
        if token.dep == "oprd" and thing != [c - 1]:
            continue
        before = [d for d in (*token.children, *thing) if verb.i < d < c]
        if token.dep == "ccomp" and not before:
            continue
        lemma = token.lower.removesuffix("s") if token.tag == "VBZ" else token.lemma
        tag = token.tag if token.pos == "NOUN" else "NNS" if token.tag == "VBZ" else "NN"
        found = list(tokens)
        found[c] = msgspec.structs.replace(token, lemma=lemma, tag=tag, pos="NOUN", entity="")
        parts = {d: (c, "compound") for d in (*thing, *children(tokens, c, "nsubj"))}
        return rehung(tuple(found), {c: (verb.i, "dobj"), **parts, said[0]: (verb.i, "oprd")})
    return tokens


def _hung(tokens: tuple[Token, ...], i: int) -> tuple[Token, ...]:
    """The tokens with an adjective that hangs on the thing, or has it as a modifier, as what the thing is called.

    "Called the patrols 'unhelpful'", "termed the allegation groundless".
    """
    said = children(tokens, i, "oprd")
    things = children(tokens, i, "dobj")
    for c in (*things, *said):
        behind = [a for a in children(tokens, c, "amod") if a > c]
        if behind and c in things and not said:
            return rehung(tokens, {behind[-1]: (i, "oprd")})
        before = children(tokens, c, "compound")
        adjective = tokens[c].pos == "ADJ" or tokens[c].lower.endswith("less")
        if adjective and before and before[-1] == c - 1 and tokens[c - 1].pos == "NOUN" and (c in things or not things):
            found = list(tokens)
            found[c] = msgspec.structs.replace(tokens[c], tag="JJ", pos="ADJ")
            rest = {b: (c - 1, tokens[b].dep) for b in tokens[c].children if b < c - 1}
            return rehung(tuple(found), {c: (i, "oprd"), c - 1: (i, "dobj"), **rest})
    return tokens


def _predicated(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens with the second of two objects as the predicate: "branded the vote a sham", "was branded a sham"."""
    passive = child(tokens, verb.i, "nsubjpass", "auxpass") is not None
    things = [c for c in children(tokens, verb.i, "dobj") if c > verb.i]
    if child(tokens, verb.i, "oprd") is not None:  # an adjective is one, whatever it was read as: "called it unfounded"
        return _adjectives(tokens, verb)
    first = verb.i if passive else things[0] if things else None
    if first is None:
        return tokens
    said = [
        c for c in children(tokens, verb.i, "dobj", "npadvmod", "attr")
        if c > first and tokens[c].pos in ("NOUN", "PROPN") and _opens(tokens, c)
        and not any(t.dep == "cc" or t.text in ",;" for t in tokens[first + 1 : noun_phrase(tokens, c)[0]])
    ]  # fmt: skip
    return rehung(tokens, {c: (verb.i, "oprd") for c in said[:1]})


def _opens(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the phrase of noun i opens with "a": what somebody calls a thing, no other thing."""
    return any(tokens[c].lower in ("a", "an") for c in tokens[i].children)


def _adjectives(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens with a participle in the past tense as an adjective: "unfounded"."""
    found = list(tokens)
    for c in children(tokens, verb.i, "oprd"):
        if tokens[c].tag == "VBD" and tokens[c].lower.startswith("un"):
            found[c] = msgspec.structs.replace(tokens[c], lemma=tokens[c].lower, tag="JJ", pos="ADJ")
    return tuple(found)
