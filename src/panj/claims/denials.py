"""What is denied by way of a noun: "denied any role in the attack", "rejected accusations of torture"."""

from __future__ import annotations

from panj import syntax
from panj.claims import links
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import Eventuality
from panj.records import Token

Tokens = tuple[Token, ...]

_NO = frozenset({"denied", "rejected"})
_OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
_NATIONS = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_INSIDE = frozenset({"in", "of", "for", "to"})


def of_part(tokens: Tokens, i: int, known: Eventuality) -> int | None:
    """The verb by which somebody denies to have done the act that noun i names, or None.

    "Denied any role in the attack", "denied responsibility for the killing", "denied that it was behind the blast". Whose act is
    told otherwise ("a role in the Russian attack") was done by them.
    """
    prep = tokens[tokens[syntax.first_conjunct(tokens, i)].head]
    if prep.pos != "ADP" or _owned(tokens, i):
        return None
    above = tokens[prep.head]
    held = syntax.child(tokens, above.i, "dobj") if above.pos == "VERB" else None
    if held is not None and held == prep.i - 1:  # "denied complicity in", hung on the verb
        above = tokens[held]
    if above.lemma in words("part_nouns") and prep.lower in _INSIDE:
        having = tokens[above.head]
        if having.lemma == "have" and having.dep in ("xcomp", "pcomp"):  # "denied having any hand in"
            return having.head if _denies(tokens, having.head, known) else None
        answer = links.answered(tokens, above.i, known)
        return above.head if answer is not None and answer.effect in _NO else None
    if above.lemma != "be" or prep.lower != "behind" or above.dep not in ("xcomp", "ccomp", "pcomp"):
        return None
    return above.head if _denies(tokens, above.head, known) else None


def _denies(tokens: Tokens, verb: int, known: Eventuality) -> bool:
    """Whether verb says that what stands in the clause below it is not so."""
    control = known.verbs.get(tokens[verb].lemma, {}).get("that")
    return control is not None and control.effect == "denied" and not links.withheld(tokens, verb)


def _owned(tokens: Tokens, i: int) -> bool:
    """Whether noun i names who did the act: "Russia's attack", "the Russian attack", "the attack by rebels"."""
    owners = (tokens[c] for c in tokens[i].children if tokens[c].dep in _OWNERS)
    if any(t.dep == "poss" or t.entity in _NATIONS for t in owners):
        return True
    return any(name == "by" for name, _ in syntax.prepositions(tokens, i))


def denier(tokens: Tokens, i: int, known: Eventuality) -> int | None:
    """Who denies to have done the act that noun i names, or None; behind "denied that it was behind", "it"."""
    verb = of_part(tokens, i, known)
    if verb is None:
        return None
    clause = syntax.child(tokens, verb, "ccomp")
    return syntax.subject(tokens, verb if clause is None else clause)[0]


def denied_happening(tokens: Tokens, i: int, known: Eventuality) -> int | None:
    """Who denies that what noun i names takes place, or None: "the Kremlin denied that any talks were under way"."""
    clause = tokens[i].head
    if tokens[i].dep not in ("nsubj", "nsubjpass", "attr") or tokens[clause].dep != "ccomp":
        return None
    above = tokens[clause].head
    return syntax.subject(tokens, above)[0] if _denies(tokens, above, known) else None


def speaks(tokens: Tokens, noun: int, known: Eventuality) -> bool:
    """Whether who denies or rejects noun says that what it holds is not so: "rejected accusations of torture".

    Where the noun holds a clause and is somebody's ("Peru's claim that"), it is his word that is rejected.
    """
    answer = links.answered(tokens, noun, known)
    if answer is None or answer.effect not in _NO:
        return False
    if tokens[noun].lemma in words("part_nouns"):
        return True
    if groups("held_nouns").get(tokens[noun].lemma) != "told":
        return False
    return syntax.child(tokens, noun, "acl", "relcl") is None or not _owned(tokens, noun)
