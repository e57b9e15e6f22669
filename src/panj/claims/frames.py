"""What stands around a trigger: the slots that frames of the phrase table and roles are read from.

A slot is a tuple of token indexes: the subject (through passives, control, coordination and relative clauses), the
objects, the objects of each preposition, complements, modifiers. They are found once for a trigger and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from panj import syntax
from panj.knowledge.english import groups, words
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]
NONE: tuple[int, ...] = ()


class Frame(NamedTuple):
    """The slots of one trigger."""

    i: int
    """The trigger's token."""
    slots: Mapping[str, tuple[int, ...]]
    """Token indexes by slot; see the README of the phrase table."""
    steps: Mapping[str, str]
    """How subj was found: "own", "control", "relative" ..."""
    passive: bool
    """Whether the verb is passive."""

    def get(self, slot: str) -> tuple[int, ...]:
        """The tokens that fill a slot."""
        return self.slots.get(slot, NONE)


def frame(tokens: Tokens, trigger: Trigger) -> Frame:
    """The slots around a trigger."""
    if trigger.kind == "verb":
        return verb_frame(tokens, trigger.i)
    return _noun(tokens, trigger)


def verb_frame(tokens: Tokens, i: int) -> Frame:
    """The slots of a verb."""
    slots: dict[str, tuple[int, ...]] = {}
    passive = syntax.is_passive(tokens, i)
    understood, step = syntax.subject(tokens, i)
    above = tuple(syntax.conjuncts(tokens, understood)) if understood is not None else NONE
    prepositions: dict[str, list[int]] = {}
    _collect(tokens, i, prepositions)
    if passive:
        slots["obj"] = above
        slots["subj"] = _agents(tokens, i, prepositions)
    else:
        slots["subj"] = above
        slots["obj"] = _spread(tokens, syntax.objects(tokens, i))
        slots["obj"] = slots["obj"] or _addressed(tokens, i)
    if not passive:
        slots["obj2"] = tuple(c for c in tokens[i].children if tokens[c].dep == "dative" and tokens[c].pos != "ADP")
    if passive:  # "was given aid": the second object stays
        slots["obj2"] = _spread(tokens, syntax.children(tokens, i, "dobj", "oprd"))
    slots["subj"] += _companions(tokens, i, slots["subj"])
    particles: list[int] = []
    adverbs: list[int] = []
    for c in tokens[i].children:
        token = tokens[c]
        if _particle(tokens, i, token):
            particles.append(c)
        if token.dep in ("advmod", "npadvmod", "oprd", "acomp", "intj"):
            adverbs.append(c)
        if token.dep == "xcomp" or (token.dep == "ccomp" and token.tag == "VB" and _infinitive(tokens, c)):
            slots["xcomp"] = (*slots.get("xcomp", NONE), *_verbs(tokens, c))
        elif token.dep == "ccomp":
            slots["ccomp"] = (*slots.get("ccomp", NONE), *_verbs(tokens, c))
        elif token.dep == "advcl" and token.tag == "VB" and _infinitive(tokens, c):
            slots["purpose"] = (*slots.get("purpose", NONE), *_verbs(tokens, c))
        elif token.dep in ("acomp", "attr", "oprd"):
            slots["attr"] = (*slots.get("attr", NONE), c)
    slots["prt"] = tuple(particles)
    slots["adv"] = tuple(adverbs)
    slots["comp"] = slots.get("xcomp", NONE) + slots.get("ccomp", NONE) + slots.get("purpose", NONE)
    slots["modal"] = tuple(c for v in slots.get("ccomp", NONE) for c in tokens[v].children if tokens[c].tag == "MD")
    slots["who"] = tuple(c for v in slots.get("ccomp", NONE) for c in syntax.children(tokens, v, "nsubj", "nsubjpass"))
    if together := _together(tokens, slots, adverbs, prepositions):
        slots["prep:together"] = together
    if inner := _measured(tokens, slots["obj"]):
        slots["inner"] = inner
    for held in slots["obj"]:  # "imposed sanctions on": the noun may hold what is the verb's
        if tokens[held].pos in ("NOUN", "NUM"):
            for name, t in syntax.prepositions(tokens, held):
                if t not in prepositions.get(name, ()):
                    prepositions.setdefault(name, []).append(t)
    for name, found in prepositions.items():
        slots["prep:" + name] = _spread(tokens, found)
    return Frame(i, slots, {"subj": step}, passive)


def _addressed(tokens: Tokens, i: int) -> tuple[int, ...]:
    """Whom verb i is done to where the parser takes it for the subject of what follows: "welcomed the envoy to mediate"."""
    if tokens[i].lemma in _WISHING:
        return NONE
    for c in tokens[i].children:
        if tokens[c].dep == "ccomp" and tokens[c].tag == "VB" and _infinitive(tokens, c):
            inner = syntax.child(tokens, c, "nsubj")
            if inner is not None and i < inner:
                return _spread(tokens, [inner])
    return NONE


_WISHING = frozenset({"want", "expect", "like", "need", "prefer", "hate", "wish", "mean", "intend", "wait"})
"""Verbs whose complement is a clause as a whole: nobody is wanted or expected."""


def _companions(tokens: Tokens, i: int, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """Who acts beside the subjects of verb i: "Peru, together with Chile, expelled", "Peru expelled it along with Chile"."""
    found: list[int] = []
    for t in (*subjects, i) if subjects else ():
        for c in tokens[t].children:
            if tokens[c].dep != "prep":
                continue
            inner = c
            if tokens[c].lower in ("along", "together"):
                inner = syntax.child(tokens, c, "prep") or c
            joined = inner != c or tokens[c - 1].lower in ("along", "together")
            if tokens[c].lower == "alongside" or (tokens[inner].lower == "with" and joined):
                found.extend(d for d in tokens[inner].children if tokens[d].dep == "pobj")
    return tuple(t for t in _spread(tokens, found) if t not in subjects)


def _agents(tokens: Tokens, i: int, prepositions: dict[str, list[int]]) -> tuple[int, ...]:
    """Who does what the passive verb i says; what stands behind that is the verb's: "by the army against Turkey"."""
    if any(tokens[c].dep == "agent" for c in tokens[i].children):
        agents = prepositions.pop("by", [])
        for agent in agents:
            for name, t in syntax.prepositions(tokens, agent):
                if name in _PAST_AGENTS or (name == "in" and tokens[agent].entity == "GPE"):
                    prepositions.setdefault(name, []).append(t)
        return _spread(tokens, agents)
    if agents := syntax.lower_agents(tokens, i):
        return _spread(tokens, agents)
    if tokens[i].dep == "ccomp" and tokens[tokens[i].head].lemma in ("have", "get"):  # "had the journalists arrested"
        understood, _ = syntax.subject(tokens, tokens[i].head)
        return _spread(tokens, [understood]) if understood is not None else NONE
    return NONE


_PAST_AGENTS = frozenset({"against", "on", "to", "with"})


def _noun(tokens: Tokens, trigger: Trigger) -> Frame:
    """The slots of a noun, those of the verb that carries it included."""
    i = trigger.i
    slots: dict[str, tuple[int, ...]] = {}
    steps: dict[str, str] = {}
    modifiers: list[int] = []
    owners: list[int] = []
    prepositions: dict[str, list[int]] = {}
    _collect(tokens, i, prepositions)
    head = i
    if tokens[i].dep == "conj" and not prepositions:  # "talks and drills with China"
        first = syntax.first_conjunct(tokens, i)
        if tokens[first].pos in ("NOUN", "PROPN"):
            head = first
    for c in tokens[i].children:
        dep = tokens[c].dep
        if dep in ("amod", "compound", "nmod"):
            modifiers.extend(syntax.conjuncts(tokens, c))
            modifiers.extend(d for d in tokens[c].children if tokens[d].dep in ("amod", "compound", "nmod", "npadvmod"))
        elif dep == "poss":
            owners.extend(syntax.conjuncts(tokens, c))
        elif dep in ("acl", "relcl", "ccomp"):
            slots["comp"] = (*slots.get("comp", NONE), *_verbs(tokens, c))
    slots["mod"] = tuple(modifiers)
    slots["poss"] = tuple(owners)
    slots["obj"] = _spread(tokens, prepositions.get("of", []))
    _handed_up(tokens, i, prepositions)
    verb = trigger.verb
    passive = False
    if verb >= 0:
        slots["verb"] = (verb,)
    if verb >= 0 and (trigger.kind == "light" or _carried(tokens, i, verb)):
        carrier = verb_frame(tokens, verb)
        passive = carrier.passive
        holds = set(carrier.get("obj")) | set(carrier.get("attr"))
        is_subject = i in carrier.get("obj") if passive else i in carrier.get("subj")
        slots["subj"] = tuple(t for t in carrier.get("subj") if t != i and t not in holds)
        steps["subj"] = carrier.steps["subj"]
        if is_subject and not passive:
            slots["subj"] = NONE
        _collect(tokens, verb, prepositions)
        if passive:
            prepositions.pop("by", None)
        slots["obj2"] = tuple(t for t in carrier.get("obj") if t != i and tokens[t].dep == "dative")
        if together := carrier.get("prep:together"):
            slots["prep:together"] = together
    elif head != i:
        _collect(tokens, head, prepositions)
    joint = [t for t in modifiers if groups("joint_words").get(tokens[t].lower) == "modifier"]
    holders = [t for t in (*modifiers, *owners) if tokens[t].entity in _PARTIES]
    for name in ("by", "between"):
        holders.extend(t for t in _spread(tokens, prepositions.get(name, [])) if _named(tokens, t))
    if joint or len(holders) > 1:
        slots["prep:together"] = (*slots.get("prep:together", NONE), *joint, *(holders if len(holders) > 1 else ()))
    for name, found in prepositions.items():
        slots["prep:" + name] = tuple(t for t in _spread(tokens, found) if t != i)
    return Frame(i, slots, steps, passive)


def _handed_up(tokens: Tokens, i: int, prepositions: dict[str, list[int]]) -> None:
    """Add what hangs on the thing that noun i is done to: "the imposition of sanctions *on* X *by* Y"."""
    held = [t for t in prepositions.get("of", ()) if tokens[t].pos == "NOUN"]
    found: dict[str, list[int]] = {}
    for t in held:
        _collect(tokens, t, found)
    for name, inner in found.items():
        if name not in ("of", "by"):
            prepositions.setdefault(name, inner)
    if "by" not in prepositions and (agents := _stray_agents(tokens, i)):
        prepositions["by"] = agents


def _stray_agents(tokens: Tokens, i: int) -> list[int]:
    """The objects of a "by" that belongs to i and that the parser hung on something near.

    Below i on the last word of its phrase ("threatened with sanctions by X"), or, where i is a noun, on the verb of an
    active clause in which i is the last thing ("asked about the invasion of X by Y").
    """
    for t in syntax.subtree(tokens, i):
        if t <= i or tokens[t].lower != "by" or tokens[t].dep not in ("prep", "agent"):
            continue
        between = [t, *syntax.ancestors(tokens, t)]
        path = between[1 : between.index(i)]
        if all(tokens[k].dep in ("prep", "pobj", "dobj", "conj") for k in path):
            return _objects_of(tokens, t)
    if tokens[i].pos not in ("NOUN", "PROPN"):
        return []
    last = syntax.edges(tokens, i)[1]
    above = syntax.governor(tokens, i)
    if last + 1 < len(tokens) and above != i and tokens[last + 1].lower == "by":
        t = last + 1
        if tokens[t].head == above and not syntax.is_passive(tokens, above):
            return _objects_of(tokens, t)
    return []


def _objects_of(tokens: Tokens, preposition: int) -> list[int]:
    """The objects of a preposition."""
    return syntax.children(tokens, preposition, "pobj")


def _carried(tokens: Tokens, i: int, verb: int) -> bool:
    """Whether a verb of beginning, ending or taking place hands its subject and prepositions to noun i."""
    lemma, dep = tokens[verb].lemma, tokens[i].dep
    if dep == "pobj" and tokens[tokens[i].head].head == verb:  # "is in contact with", "went to war against"
        name = tokens[tokens[i].head].lower
        if name == "for":  # "arrived for talks with": whoever arrives talks
            return groups("act_families").get(tokens[i].lemma) == "talk"
        return lemma in words("state_verbs") and name in ("in", "at", "to", "on")
    if tokens[i].head != verb:
        return False
    if dep in ("dobj", "nsubjpass"):
        return lemma in words("carrying_verbs")
    return dep == "nsubj" and lemma in words("taking_place_verbs")


def _particle(tokens: Tokens, verb: int, token: Token) -> bool:
    """Whether a dependent of a verb is its particle, also where the parser calls it an adverb or a preposition."""
    if token.dep == "prt":
        return True
    if token.lower not in groups("particles") or token.dep not in (
        "advmod",
        "prep",
        "npadvmod",
        "oprd",
        "acomp",
        "attr",
    ):
        return False
    if not any(tokens[c].dep == "pobj" for c in token.children):
        return True
    return token.i == verb + 1 and groups("particles")[token.lower] == "before_objects"


def _together(
    tokens: Tokens, slots: Mapping[str, tuple[int, ...]], adverbs: list[int], prepositions: Mapping[str, list[int]]
) -> tuple[int, ...]:
    """The words that say that several act together: "jointly", "alongside", two named parties as the subject."""
    found = [c for c in adverbs if groups("joint_words").get(tokens[c].lower) == "adverb"]
    found.extend(c for c in slots["prt"] if tokens[c].lower == "together")
    for name in ("alongside", "beside"):
        found.extend(prepositions.get(name, ()))
    named = [t for t in slots["subj"] if _named(tokens, t)]
    if len(named) > 1:
        found.extend(named)
    for t in slots["subj"]:
        if t not in named or len(named) == 1:
            found.extend(_owners(tokens, t))
    return tuple(found)


def _owners(tokens: Tokens, t: int) -> list[int]:
    """The several parties that a noun belongs to: "Indian and Russian troops", "soldiers from A and B", else none."""
    found: list[int] = []
    for c in tokens[t].children:
        if tokens[c].dep in ("amod", "nmod", "compound", "poss") and tokens[c].entity in _PARTIES:
            found.extend(k for k in syntax.conjuncts(tokens, c) if tokens[k].entity in _PARTIES)
    for name, c in syntax.prepositions(tokens, t):
        if name in ("of", "from"):
            found.extend(k for k in syntax.conjuncts(tokens, c) if tokens[k].entity in _PARTIES)
    return found if len(found) > 1 else []


_PARTIES = frozenset(["GPE", "NORP", "ORG"])


def _named(tokens: Tokens, t: int) -> bool:
    """Whether a noun is a name or belongs to one."""
    if tokens[t].entity in _PARTIES or tokens[t].pos == "PROPN":
        return True
    return any(
        tokens[c].dep in ("amod", "nmod", "compound", "poss") and tokens[c].entity in _PARTIES
        for c in tokens[t].children
    ) or any(name in ("of", "from") and tokens[k].entity in _PARTIES for name, k in syntax.prepositions(tokens, t))


def _measured(tokens: Tokens, objects: tuple[int, ...]) -> tuple[int, ...]:
    """What is counted or measured by the objects: the rice of "200 tonnes of rice", the loan of "half of the loan"."""
    found: list[int] = []
    for t in objects:
        token = tokens[t]
        if token.pos == "NUM" or token.lemma in words("measures") or token.lemma in words("partitives"):
            for name, inner in syntax.prepositions(tokens, t):
                if name in ("of", "in"):
                    found.extend(syntax.conjuncts(tokens, inner))
    return tuple(found)


def _infinitive(tokens: Tokens, i: int) -> bool:
    """Whether verb i stands behind "to"."""
    return any(tokens[c].tag == "TO" for c in tokens[i].children)


def _verbs(tokens: Tokens, i: int) -> tuple[int, ...]:
    """Verb i and the verbs coordinated with it; for a copula its predicate too."""
    found = list(syntax.conjuncts(tokens, i))
    if tokens[i].lemma == "be":
        found.extend(c for c in tokens[i].children if tokens[c].dep in ("acomp", "attr"))
    return tuple(found)


def _spread(tokens: Tokens, found: list[int]) -> tuple[int, ...]:
    """The tokens and what is coordinated with each."""
    return tuple(dict.fromkeys(k for t in found for k in syntax.conjuncts(tokens, t)))


def _collect(tokens: Tokens, i: int, into: dict[str, list[int]]) -> None:
    """Add the objects of the prepositions on i, "by" before the others, without repeats."""
    for name, t in syntax.prepositions(tokens, i):
        into.setdefault(name, [])
        if t not in into[name]:
            into[name].append(t)
