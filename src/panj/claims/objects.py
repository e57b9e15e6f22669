"""Whom a verb is done to: its objects, also where the parser hangs them on another verb."""

from __future__ import annotations

from panj import syntax
from panj.knowledge.english import words
from panj.records import Token

Tokens = tuple[Token, ...]


def of(tokens: Tokens, i: int) -> list[int]:
    """The objects of verb i, first conjuncts only."""
    if (span := given_span(tokens, i)) is not None:
        return [span]
    return syntax.objects(tokens, i) or _shared(tokens, i) or _addressed(tokens, i)


def given_span(tokens: Tokens, i: int) -> int | None:
    """The time that somebody is given by verb i, where the parser takes it for an adverb: "gave two envoys 48 hours to leave"."""
    whom = syntax.child(tokens, i, "dative", "dobj")
    if tokens[i].lemma != "give" or whom is None:
        return None
    told = tokens[whom].dep == "dative" and syntax.child(tokens, i, "dobj") is None
    for c in syntax.children(tokens, i, "npadvmod"):
        aimed = any(tokens[v].tag == "VB" for v in syntax.children(tokens, c, "acl", "relcl"))
        if c > whom and syntax.child(tokens, c, "nummod", "det") is not None and (told or aimed):
            return c
    return None


def called_on(tokens: Tokens, i: int) -> int | None:
    """Who is to do what verb i says behind "for" ("called for Peru to withdraw"), itself in the passive; None elsewhere."""
    mark = syntax.child(tokens, i, "mark") if tokens[i].dep in ("advcl", "ccomp") else None
    if mark is None or tokens[mark].lower != "for" or not syntax.behind_to(tokens, i):
        return None
    return i if syntax.is_passive(tokens, i) else syntax.child(tokens, i, "nsubj")


def predicated(tokens: Tokens, i: int) -> bool:
    """Whether adjective i is what its verb says of its object, though the parser makes a clause of it: "held Peru responsible"."""
    if tokens[i].pos != "ADJ" or tokens[i].dep not in ("ccomp", "advcl"):
        return False
    between = tokens[tokens[i].head + 1 : i]
    return bool(between) and not any(t.pos == "PUNCT" or t.dep in ("mark", "cc") for t in between)


def _shared(tokens: Tokens, i: int) -> list[int]:
    """The objects that verb i shares with the verb coordinated right behind it: "shot and killed two journalists"."""
    k = i + 2
    if k < len(tokens) and tokens[k].lower in _THEN and tokens[k].head == k + 1:  # "seized and later released a ship"
        k += 1
    if k >= len(tokens) or tokens[i + 1].dep != "cc" or tokens[k].dep != "conj" or tokens[k].head != i:
        return []
    forms = {tokens[i].tag, tokens[k].tag}
    alike = len(forms) == 1 or forms == {"VB", "VBP"}  # "who kill and eat"
    return syntax.objects(tokens, k) if alike else []


_THEN = frozenset({"later", "subsequently", "then"})


def _addressed(tokens: Tokens, i: int) -> list[int]:
    """Whom verb i is done to where the parser takes it for the subject of what follows: "welcomed the envoy to mediate"."""
    if tokens[i].lemma in _WISHING:
        return []
    for c in tokens[i].children:
        if predicated(tokens, c) or (
            tokens[c].dep == "ccomp" and tokens[c].tag == "VB" and syntax.behind_to(tokens, c)
        ):
            inner = syntax.child(tokens, c, "nsubj")
            if inner is not None and i < inner:
                return [inner]
    return []


_WISHING = frozenset({"want", "expect", "like", "need", "prefer", "hate", "wish", "mean", "intend", "wait"})
"""Verbs whose complement is a clause as a whole: nobody is wanted or expected."""


def measured(tokens: Tokens, found_objects: tuple[int, ...]) -> tuple[int, ...]:
    """What is counted or measured by the objects: the rice of "200 tonnes of rice", the loan of "half of the loan"."""
    found: list[int] = []
    for t in found_objects:
        token = tokens[t]
        if token.pos == "NUM" or token.lemma in words("measures") or token.lemma in words("partitives"):
            for name, inner in syntax.prepositions(tokens, t):
                if name in ("of", "in"):
                    found.extend(syntax.conjuncts(tokens, inner))
    return tuple(found)
