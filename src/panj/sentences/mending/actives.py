"""Active verbs that the parser takes for passives: "teachers protested by blocking a road", "Peru mediated, newspapers say"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.knowledge.english.eventuality import eventuality
from panj.records import Token
from panj.syntax import child, rehung, with_children


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with participles that are no passives as past tenses.

    No auxiliary makes them passive, and behind their "by" stands a gerund, or a tally with an object behind it; or they have
    a name as their object, and the sentence has no other verb ("the Saudi-led coalition bombed Yemen"). Where such a
    verb is hung on the noun that ought to be the verb of the sentence, it becomes the verb, and the noun its subject.
    """
    tokens = _told(tokens)
    for verb in tokens:
        if verb.tag not in ("VBN", "VBD") or child(tokens, verb.i, "aux", "auxpass") is not None:
            continue
        named, whom = child(tokens, verb.i, "oprd"), child(tokens, verb.i, "dobj")
        if named is not None and whom is not None and tokens[whom].lower == "what":  # "what he called a raid by Chad"
            agents = [c for c in verb.children if c > named and tokens[c].dep == "agent"]
            tokens = rehung(tokens, {c: (named, "prep") for c in agents})
        for by in _by(tokens, tokens[verb.i]):
            tokens = _active(tokens, verb, by)
        if _told_of(tokens, verb) or _people_do(tokens, verb):
            tokens = _active(tokens, verb)
    return tokens


def _told_of(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a participle right behind the only noun of a sentence has somebody as its object: "the coalition bombed Yemen"."""
    noun = tokens[verb.head]
    if verb.dep != "acl" or noun.head != noun.i or noun.i != verb.i - 1 or verb.lemma in words("giving_verbs"):
        return False
    held = child(tokens, verb.i, "dobj")
    by = any(tokens[c].dep == "agent" for c in verb.children)
    return held is not None and held > verb.i and tokens[held].pos == "PROPN" and not by


def _people_do(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a participle right behind the only noun of a sentence is what people do, never done to any: "elders negotiated with"."""
    noun = tokens[verb.head]
    if verb.dep != "acl" or noun.head != noun.i or noun.i != verb.i - 1 or verb.lemma not in words("people_do"):
        return False
    act = noun.lemma in eventuality().nouns or noun.lemma in groups("ruling_nouns") or noun.lemma in _NEGOTIATED
    return noun.tag == "NNS" and not act and child(tokens, verb.i, "agent", "dobj") is None


_NEGOTIATED = frozenset({"term", "condition", "price", "detail"})


def _told(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a participle that has a subject before ", X said" a past tense, unless it needs an object and has none."""
    told = {
        t.i
        for t in tokens
        if t.tag == "VBN" and t.dep == "ccomp" and t.head > t.i
        and child(tokens, t.i, "aux", "auxpass", "nsubjpass", "mark", "agent") is None
        and child(tokens, t.i, "nsubj") is not None
        and t.lemma not in words("never_without_object")
        and "clause" in cues().get((tokens[t.head].lemma, "V"), {})
    }  # fmt: skip
    return tuple(msgspec.structs.replace(t, tag="VBD") if t.i in told else t for t in tokens) if told else tokens


def _by(tokens: tuple[Token, ...], verb: Token) -> Iterator[Token]:
    """The "by" of a verb, where it tells how something was done and not by whom."""
    known = eventuality().nouns
    hung = verb.dep == "acl"
    noun = tokens[verb.head]
    if verb.dep not in ("ROOT", "conj", "ccomp", "advcl", "relcl") and not (hung and noun.head == noun.i):
        return
    if verb.dep == "ccomp" and noun.lemma in ("have", "get"):  # "tried to have him freed by saying"
        return
    for by in (tokens[c] for c in verb.children):
        if by.lower != "by" or by.dep not in ("agent", "prep"):
            continue
        for inner in (tokens[c] for c in by.children):
            tally = inner.pos == "NUM" or inner.lemma in words("tallies")
            decided = tally and any(tokens[c].dep == "dobj" and c > inner.i for c in verb.children)
            doing = inner.tag == "VBG" and inner.lower not in known  # "were hurt by shelling" is a passive
            if doing or decided:
                yield by


def _active(tokens: tuple[Token, ...], verb: Token, by: Token | None = None) -> tuple[Token, ...]:
    """The tokens with a verb in the past tense, and its "by" as a plain preposition."""
    found = list(tokens)
    if by is not None:
        found[by.i] = msgspec.structs.replace(by, dep="prep")
    found[verb.i] = msgspec.structs.replace(verb, tag="VBD")
    if verb.dep == "acl":
        noun = tokens[verb.head]
        found[verb.i] = msgspec.structs.replace(found[verb.i], head=verb.i, dep="ROOT")
        found[noun.i] = msgspec.structs.replace(noun, head=verb.i, dep="nsubj")
        for c in noun.children:  # the full stop, and what else stands behind the verb
            if c > verb.i:
                found[c] = msgspec.structs.replace(found[c], head=verb.i)
    return with_children(found)
