"""Countries behind a verb that the parser hangs on the wrong noun or on none.

In "France gave Mali helicopters" Mali is whom they are given to; in "arrested students from Chile" the students are from Chile;
"missiles worth a sum from Chile" are bought from it.
"""

from __future__ import annotations

from panj.knowledge.actors.countries import country_names
from panj.knowledge.english import groups, words
from panj.records import Token
from panj.syntax import child, rehung

Tokens = tuple[Token, ...]


def mended(tokens: Tokens) -> Tokens:
    """The tokens, with countries that are given something as the verb's, and those that people are from as the people's."""
    for word in tokens:
        if word.lower == "worth":
            tokens = _worth(tokens, word)
    for verb in tokens:
        if verb.pos == "VERB" and (held := child(tokens, verb.i, "dobj")) is not None:
            if verb.lemma in words("giving_verbs"):
                tokens = _receiving(tokens, verb, held)
            elif verb.lemma in groups("people_verbs"):
                tokens = _coming(tokens, verb, held)
    return tokens


def _worth(tokens: Tokens, word: Token) -> Tokens:
    """The tokens with whom something worth a sum is bought from or sold to on the verb: "ships worth $30 million from Turkey"."""
    noun = tokens[word.head]
    verb = noun if noun.pos == "VERB" else tokens[noun.head]
    if verb.pos != "VERB" or verb.i > word.i:
        return tokens
    sums = [word.i, *(c for c in word.children if c > word.i and tokens[c].pos in ("NUM", "NOUN", "SYM"))]
    hung = [c for i in sums for c in tokens[i].children if c > word.i and tokens[c].lower in _SIDES]
    return rehung(tokens, {c: (verb.i, "prep") for c in hung if tokens[c].dep == "prep"})


_SIDES = frozenset({"from", "to", "with"})


def _receiving(tokens: Tokens, verb: Token, gift: int) -> Tokens:
    """The tokens with a country right behind a verb of giving as its first object: "sent Benin troops"."""
    if any(tokens[c].dep == "dative" for c in verb.children):
        return tokens
    end = verb.i + 1
    while end < gift and tokens[end].pos == "PROPN":
        end += 1
    ends = range(end, verb.i + 1, -1)
    last = next((k - 1 for k in ends if " ".join(t.text for t in tokens[verb.i + 1 : k]) in country_names()), None)
    if (
        last is None
        or tokens[gift].pos != "NOUN"
        or tokens[last].head != gift
        or tokens[last].dep not in ("compound", "nmod")
    ):
        return tokens
    return rehung(tokens, {last: (verb.i, "dative")})


def _coming(tokens: Tokens, verb: Token, people: int) -> Tokens:
    """The tokens with "from" and a country on the people right before it."""
    if groups("people_verbs")[verb.lemma] == "envoys" and tokens[people].lemma not in _ENVOYS:
        return tokens
    for c in verb.children:
        country = child(tokens, c, "pobj") if c == people + 1 and tokens[c].lower == "from" else None
        if country is None or tokens[people].pos != "NOUN":
            continue
        first = min([k for k in tokens[country].children if tokens[k].dep == "compound"], default=country)
        if " ".join(t.text for t in tokens[first : country + 1]) in country_names():
            return rehung(tokens, {c: (people, "prep")})
    return tokens


_ENVOYS = frozenset({"ambassador", "attache", "attaché", "diplomat", "envoy"})
