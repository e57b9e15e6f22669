"""Clauses that the parser hangs on the wrong word.

An infinitive that says what a noun holds ("thwarted a plot to kill him"), the clause of a subject put off behind its verb ("no
proof was found that"), a clause in "who" on the body of the person ("a judge at the Court who condemned"), and a clause with "that"
whose object is the noun it hangs on ("an accusation that Athens rejected"); the first of two subjects in a headline, and a
subject taken for a second object ("hit the port and the army answered").
"""

from __future__ import annotations

import msgspec

from panj.knowledge.english.eventuality import eventuality
from panj.records import Token
from panj.syntax import SUBJECTS, ancestors, child, edges, opening_that, rehung


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with such clauses hung on what they belong to."""
    return _planned(_put_off(_of_persons(_second_subjects(_listed(tokens)))))


def _listed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with two names before a verb and nothing but a comma between them as its subjects: "US, China agree to"."""
    for second in tokens[2:]:
        first, comma, verb = tokens[second.i - 2], tokens[second.i - 1], tokens[second.head]
        if second.dep != "nsubj" or second.pos != "PROPN" or comma.text != "," or first.pos != "PROPN":
            continue
        if first.head != verb.i or first.dep not in ("npadvmod", "nsubj", "dep") or verb.tag not in ("VBP", "VBD"):
            continue
        changed = {first.i: (verb.i, "nsubj"), second.i: (first.i, "conj")}
        return rehung(tokens, changed)
    return tokens


def _second_subjects(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a noun behind "and" the subject of the finite verb right behind it, not a second object.

    In "rockets hit the port and the army answered" the parser makes the rockets hit the army; but no "and" is left then
    by which "answered" could go on.
    """
    for verb in tokens:
        above = tokens[verb.head]
        if verb.dep != "conj" or above.i > verb.i or any(tokens[c].dep in SUBJECTS for c in verb.children):
            continue
        helping = [c for c in verb.children if tokens[c].dep in ("aux", "auxpass") and c < verb.i]
        if tokens[helping[0] if helping else verb.i].tag not in ("VBD", "VBZ", "VBP", "MD"):
            continue
        opening = min([verb.i, *(c for c in verb.children if c > above.i and tokens[c].dep in _BEFORE_VERB)])
        noun = next((a for a in (opening - 1, *ancestors(tokens, opening - 1)) if tokens[a].dep == "conj"), None)
        if noun is None or noun < above.i or tokens[noun].pos not in ("NOUN", "PROPN", "PRON"):
            continue
        joint = child(tokens, tokens[noun].head, "cc")
        first, last = edges(tokens, noun)
        if joint is None or joint != first - 1 or last != opening - 1 or tokens[joint].lower not in ("and", "but"):
            continue
        passive = any(tokens[c].dep == "auxpass" for c in helping)
        changed = {noun: (verb.i, "nsubjpass" if passive else "nsubj"), joint: (above.i, "cc")}
        return rehung(tokens, changed)
    return tokens


_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def _planned(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with an infinitive right behind a noun that holds one hung on it: "a plot to kill", "calls for Peru to go"."""
    known = eventuality().given
    holders: dict[int, int] = {}
    for verb in tokens:
        if verb.dep != "advcl" or verb.tag != "VB" or verb.i < 2 or tokens[verb.i - 1].tag != "TO":
            continue
        opening = next((c for c in verb.children if tokens[c].dep == "mark"), verb.i - 1)
        noun = tokens[opening - 1]
        if tokens[opening].lower not in ("for", "to") or noun.dep != "dobj" or verb.head not in (noun.head, noun.i):
            continue
        if "inf" in known.get(noun.lemma, {}):
            holders[verb.i] = noun.i
    return _on_nouns(tokens, holders)


def _of_persons(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a clause in "who" that hangs on a body or place on the person there: "a judge at the Court who condemned"."""
    holders: dict[int, int] = {}
    for verb in tokens:
        if verb.dep != "relcl" or tokens[verb.head].entity not in _BODIES:
            continue
        who = any(tokens[c].lower == "who" and tokens[c].dep in ("nsubj", "nsubjpass") for c in verb.children)
        noun = tokens[verb.head]
        while who and noun.entity in _BODIES and noun.dep == "pobj":
            above = tokens[tokens[noun.head].head]
            named = tokens[noun.head].lower == "of" and all(tokens[c].dep != "det" for c in noun.children)
            if named or tokens[noun.head].dep != "prep" or above.pos not in ("NOUN", "PROPN"):
                break  # "the campaign of Viktor Petrov, who was arrested": often a person
            noun = above
        if noun.i != verb.head:
            holders[verb.i] = noun.i
    return _on_nouns(tokens, holders, "relcl")


_BODIES = frozenset({"ORG", "GPE", "LOC", "FAC"})


def _put_off(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a clause of a subject that stands behind its verb on the subject: "no proof was found that", "reports emerged that"."""
    known = eventuality()
    holders: dict[int, int] = {}
    for clause in tokens:
        above = tokens[clause.head]
        if clause.dep != "ccomp" or clause.i < above.i or above.pos != "VERB":
            continue
        if opening_that(tokens, clause.i) is None:
            continue
        noun = next((c for c in above.children if tokens[c].dep in ("nsubj", "nsubjpass") and c < above.i), None)
        passive = any(tokens[c].dep == "auxpass" for c in above.children)
        held = noun is not None and "that" in known.given.get(tokens[noun].lemma, {})
        if noun is not None and held and (passive or "that" not in known.verbs.get(above.lemma, {})):
            holders[clause.i] = noun
    return _on_nouns(tokens, holders)


def _on_nouns(tokens: tuple[Token, ...], holders: dict[int, int], dep: str = "acl") -> tuple[Token, ...]:
    """The tokens, with clauses hung on the nouns that hold them."""
    return rehung(tokens, {verb: (noun, dep) for verb, noun in holders.items()})


def answered(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a clause whose object is the noun it hangs on a relative one: "an accusation that Athens rejected"."""
    known = eventuality()
    for verb in tokens:
        if verb.dep != "acl" or "obj" not in known.verbs.get(verb.lemma, {}):
            continue
        that = opening_that(tokens, verb.i)
        if that is None:
            continue
        below = {tokens[c].dep for c in verb.children}
        if below & {"dobj", "ccomp", "xcomp", "prep", "auxpass", "acomp", "attr"}:
            continue
        changed = {verb.i: "relcl", that: "dobj"}
        tokens = tuple(msgspec.structs.replace(t, dep=changed[t.i]) if t.i in changed else t for t in tokens)
    return tokens
