"""What stands around a trigger: the slots that frames of the phrase table and roles are read from.

A slot is a tuple of token indexes: the subject (through passives, control, coordination and relative clauses), the
objects, the objects of each preposition, complements, modifiers. They are found once for a trigger and kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from panj import syntax
from panj.claims import clauses, doers, objects
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
    if (invited := clauses.invited(tokens, i)) is not None:
        understood, step = invited, "control"
    if (
        tokens[i].dep == "pcomp" and tokens[tokens[i].head].dep == "agent"
    ):  # "were wounded by shelling": not by themselves
        understood, step = None, "none"
    above = tuple(syntax.conjuncts(tokens, understood)) if understood is not None else NONE
    prepositions: dict[str, list[int]] = {}
    _collect(tokens, i, prepositions)
    _sides(tokens, i, above, slots, prepositions, passive=passive)
    slots["subj"] += doers.companions(tokens, i, slots["subj"])
    slots["submod"] = tuple(m for t in slots["subj"] for m in _before(tokens, t)[0])
    slots["objmod"] = tuple(m for t in slots["obj"] for m in _before(tokens, t)[0])
    _below(tokens, i, slots, prepositions)
    if together := doers.together(tokens, slots, slots["adv"], prepositions):
        slots["prep:together"] = together
    if inner := objects.measured(tokens, slots["obj"]):
        slots["inner"] = inner
    if any(
        tokens[t].lower in ("other", "another") and tokens[t - 1].lower in ("each", "one")
        for t in _ends(slots, prepositions)
    ):
        slots["reciprocal"] = (i,)
    for held in slots["obj"]:  # "imposed sanctions on": the noun may hold what is the verb's
        if tokens[held].pos in ("NOUN", "NUM"):
            for name, t in (*syntax.prepositions(tokens, held), *_behind_shared(tokens, i, held)):
                if t not in prepositions.get(name, ()):
                    prepositions.setdefault(name, []).append(t)
    for name, found in prepositions.items():
        slots["prep:" + name] = doers.spread(tokens, found)
    return Frame(i, slots, {"subj": step}, passive)


def _behind_shared(tokens: Tokens, i: int, held: int) -> list[tuple[str, int]]:
    """What stands right behind an object that verb i shares with the next: "froze and later restored the aid *to Chad*"."""
    other = tokens[held].head
    if held < i or other == i or tokens[other].head != i:
        return []
    behind = syntax.edges(tokens, held)[1] + 1
    return [(name, t) for name, t in syntax.prepositions(tokens, other) if tokens[t].head == behind]


def _sides(
    tokens: Tokens,
    i: int,
    above: tuple[int, ...],
    slots: dict[str, tuple[int, ...]],
    prepositions: dict[str, list[int]],
    *,
    passive: bool,
) -> None:
    """Fill the slots of subject and objects; `above` is what stands as the subject."""
    if passive:
        slots["obj"] = above
        slots["subj"] = doers.agents(tokens, i, prepositions)
        slots["obj2"] = doers.spread(tokens, syntax.children(tokens, i, "dobj", "oprd"))
        if tokens[i].lemma in words("giving_verbs") and syntax.child(tokens, i, "dobj") is not None:
            slots["obj"], slots["obj2"] = slots["obj2"], slots["obj"]  # "was given aid": aid is what is given
            givers = [t for k in slots["obj"] for name, t in syntax.prepositions(tokens, k) if name == "from"]
            slots["subj"] = slots["subj"] or doers.spread(tokens, prepositions.pop("from", givers))
    else:
        slots["subj"] = above
        slots["obj"] = doers.spread(tokens, objects.of(tokens, i))
        given = ("dative", "dobj") if objects.given_span(tokens, i) is not None else ("dative",)
        slots["obj2"] = tuple(c for c in syntax.children(tokens, i, *given) if tokens[c].pos != "ADP")


def _below(tokens: Tokens, i: int, slots: dict[str, tuple[int, ...]], prepositions: dict[str, list[int]]) -> None:
    """Fill the slots of particles, adverbs, predicates and clauses."""
    particles: list[int] = []
    adverbs: list[int] = []
    for c in tokens[i].children:
        token = tokens[c]
        if _particle(tokens, i, token):
            particles.append(c)
        if token.dep in ("advmod", "npadvmod", "oprd", "acomp", "intj"):
            adverbs.append(c)
        if (whom := objects.called_on(tokens, c)) is not None:
            prepositions.setdefault("for", []).append(whom)
            slots["xcomp"] = (*slots.get("xcomp", NONE), *_verbs(tokens, c))
        elif token.dep == "xcomp" or (token.dep == "ccomp" and token.tag == "VB" and syntax.behind_to(tokens, c)):
            slots["xcomp"] = (*slots.get("xcomp", NONE), *_verbs(tokens, c))
        elif token.dep == "ccomp":
            slots["ccomp"] = (*slots.get("ccomp", NONE), *_verbs(tokens, c))
        elif token.dep == "oprd" and (judged := syntax.child(tokens, c, "ccomp")) is not None:
            slots["ccomp"] = (*slots.get("ccomp", NONE), *_verbs(tokens, judged))
        elif token.dep == "advcl" and token.tag == "VB" and syntax.behind_to(tokens, c):
            slots["purpose"] = (*slots.get("purpose", NONE), *_verbs(tokens, c))
        if token.dep in ("acomp", "attr", "oprd") or objects.predicated(tokens, c):
            slots["attr"] = (*slots.get("attr", NONE), c)
        if token.pos == "ADJ" and syntax.child(tokens, c, "neg") is not None:  # "found him not guilty"
            slots["unlike"] = (*slots.get("unlike", NONE), c)
    for slot in ("attr", "ccomp") if "unlike" in slots else ():
        slots[slot] = tuple(t for t in slots.get(slot, NONE) if t not in slots["unlike"])
    if (span := objects.given_span(tokens, i)) is not None:  # "gave them 48 hours to leave"
        slots["xcomp"] = (
            *slots.get("xcomp", NONE),
            *(v for c in syntax.children(tokens, span, "acl", "relcl") for v in _verbs(tokens, c)),
        )
    slots["prt"] = tuple(particles)
    slots["adv"] = tuple(adverbs)
    slots["comp"] = slots.get("xcomp", NONE) + slots.get("ccomp", NONE) + slots.get("purpose", NONE)
    slots["modal"] = tuple(c for v in slots.get("ccomp", NONE) for c in tokens[v].children if tokens[c].tag == "MD")
    slots["demanded"] = tuple(v for v in slots.get("ccomp", NONE) if clauses.demanded(tokens, v, i))
    slots["compobj"] = tuple(
        w for v in slots.get("ccomp", NONE) for t in syntax.objects(tokens, v) for w in (t, *_before(tokens, t)[0])
    )
    slots["wh"] = tuple(v for v in slots["comp"] if clauses.asked(tokens, v))
    slots["who"] = tuple(c for v in slots["comp"] for c in syntax.children(tokens, v, "nsubj", "nsubjpass"))


def _ends(slots: Mapping[str, tuple[int, ...]], prepositions: Mapping[str, list[int]]) -> Iterator[int]:
    """What a verb is directed at: its objects and those of its prepositions."""
    yield from slots["obj"]
    for found in prepositions.values():
        yield from found


def _noun(tokens: Tokens, trigger: Trigger) -> Frame:
    """The slots of a noun, those of the verb that carries it included."""
    i, verb = trigger.i, trigger.verb
    slots: dict[str, tuple[int, ...]] = {}
    steps: dict[str, str] = {}
    prepositions: dict[str, list[int]] = {}
    _collect(tokens, i, prepositions)
    head = i
    if tokens[i].dep == "conj" and not prepositions:  # "talks and drills with China"
        first = syntax.first_conjunct(tokens, i)
        if tokens[first].pos in ("NOUN", "PROPN"):
            head = first
    modifiers, owners = _before(tokens, i)
    slots["mod"] = tuple(modifiers)
    slots["poss"] = tuple(owners)
    if told := syntax.children(tokens, i, "acl", "relcl", "ccomp"):
        slots["comp"] = tuple(v for c in told for v in _verbs(tokens, c))
    _handed_up(tokens, i, prepositions)
    if groups("act_families").get(tokens[i].lemma) == "talk" and not {"between", "with"} & prepositions.keys():
        prepositions.update(_between(tokens, i))
    slots["obj"] = doers.spread(tokens, prepositions.get("of", []))
    passive = False
    if verb >= 0:
        slots["verb"] = (verb,)
    undergone = verb >= 0 and _undergone(tokens, i, verb)
    if verb >= 0 and (trigger.kind == "light" or undergone or _carried(tokens, i, verb)):
        carrier = verb_frame(tokens, verb)
        passive = carrier.passive
        _carry(tokens, i, carrier, slots, prepositions)
        steps["subj"] = carrier.steps["subj"]
        if undergone:
            slots["undergoer"] = slots.pop("subj")
    elif head != i:
        _collect(tokens, head, prepositions)
    joint = [t for t in modifiers if groups("joint_words").get(tokens[t].lower) == "modifier"]
    holders = [t for t in (*modifiers, *owners) if tokens[t].entity in doers.PARTIES]
    for name in ("by", "between"):
        holders.extend(t for t in doers.spread(tokens, prepositions.get(name, [])) if doers.is_named(tokens, t))
    if joint or len(holders) > 1:
        slots["prep:together"] = (*slots.get("prep:together", NONE), *joint, *(holders if len(holders) > 1 else ()))
    for name, found in prepositions.items():
        slots["prep:" + name] = tuple(t for t in doers.spread(tokens, found) if t != i)
    return Frame(i, slots, steps, passive)


def _before(tokens: Tokens, i: int) -> tuple[list[int], list[int]]:
    """The modifiers of noun i and its owners."""
    modifiers: list[int] = []
    owners: list[int] = []
    for c in tokens[i].children:
        dep = tokens[c].dep
        if dep in ("amod", "compound", "nmod"):
            modifiers.extend(syntax.conjuncts(tokens, c))
            modifiers.extend(d for d in tokens[c].children if tokens[d].dep in ("amod", "compound", "nmod", "npadvmod"))
        elif dep == "poss" or (dep == "nsubj" and syntax.child(tokens, c, "case") is not None):
            owners.extend(syntax.conjuncts(tokens, c))
    if tokens[i].dep == "acl" and tokens[i].head == i - 1:  # "the Kenyan shelling of", read as "a Kenyan shelling"
        modifiers.append(i - 1)
    return modifiers, owners


def _carry(
    tokens: Tokens, i: int, carrier: Frame, slots: dict[str, tuple[int, ...]], prepositions: dict[str, list[int]]
) -> None:
    """Add to the slots of noun i what hangs on the verb that carries it."""
    slots["subj"] = tuple(t for t in carrier.get("subj") if t != i and t not in carrier.get("attr"))
    if not carrier.passive and i in carrier.get("subj"):
        slots["subj"] = NONE
    if tokens[carrier.i].lemma == "invite":  # whoever is invited is to talk too
        slots["subj"] = (*slots["subj"], *(t for t in carrier.get("obj") if t != i))
    if carrier.passive:
        prepositions.pop("by", None)
    for slot, found in carrier.slots.items():
        if slot.startswith("prep:") and slot != "prep:together":
            own = prepositions.setdefault(slot.removeprefix("prep:"), [])
            own.extend(t for t in found if t not in own)
    slots["obj2"] = tuple(t for t in carrier.get("obj") if t != i and tokens[t].dep == "dative")
    if together := carrier.get("prep:together"):
        slots["prep:together"] = together


def _undergone(tokens: Tokens, i: int, verb: int) -> bool:
    """Whether the subject of verb suffers or receives what noun i names: "faces criticism", "came under attack"."""
    noun = tokens[syntax.first_conjunct(tokens, i)]
    if noun.dep == "pobj":
        prep = tokens[noun.head]
        target = tokens[prep.head]  # "was the target of a raid"
        if prep.lower == "at":  # "came to Lima at the invitation of Peru"
            return noun.lemma == "invitation" and not syntax.is_passive(tokens, verb)
        if prep.lower == "of" and target.dep in ("attr", "dobj") and target.head == verb:
            return groups("act_places").get(target.lemma) == "suffers" and tokens[verb].lemma in _BEING
        return prep.lower == "under" and prep.head == verb and tokens[verb].lemma in _BEING
    held = noun.head == verb and noun.dep in ("dobj", "nsubjpass")
    told = tokens[verb].head == noun.i and tokens[verb].dep in ("acl", "relcl")
    if noun.lemma == "invitation" and held and tokens[verb].lemma in words("answering_verbs"):
        return syntax.child(tokens, noun.i, "poss", "prep") is not None  # whose it is
    return (held or told) and tokens[verb].lemma in words("undergoing_verbs")


_BEING = frozenset({"be", "become", "come", "fall", "remain"})


def _handed_up(tokens: Tokens, i: int, prepositions: dict[str, list[int]]) -> None:
    """Add what hangs on the thing that noun i is done to: "the imposition of sanctions *on* X *by* Y"."""
    for agent in prepositions.get("by", ()) if "of" not in prepositions else ():  # "the imposition by X of sanctions"
        for name, t in syntax.prepositions(tokens, agent) if tokens[agent].entity == "GPE" else ():
            if name == "of" and tokens[t].pos == "NOUN":
                prepositions["of"] = [t]
    held = [t for name in ("of", "for") for t in prepositions.get(name, ()) if tokens[t].pos == "NOUN"]
    found: dict[str, list[int]] = {}
    for t in held:
        _collect(tokens, t, found)
    for name, inner in found.items():
        if name not in ("of", "by"):
            prepositions.setdefault(name, inner)
    if "by" not in prepositions:
        for name, inner in _strays(tokens, i).items():
            prepositions.setdefault(name, inner)


def _strays(tokens: Tokens, i: int) -> dict[str, list[int]]:
    """The "by" of noun i that the parser hung lower, or on the verb with what is between: "criticised the aid *to* X *by* Y".

    Likewise the "to" of what is given, where the noun is no object of that verb: "asked about its loan of ships *to* X".
    """
    if found := doers.lower_agents(tokens, i):
        return {"by": found}
    above = syntax.governor(tokens, i)
    k = syntax.edges(tokens, i)[1] + 1
    strays: dict[str, list[int]] = {}
    while above != i and k < len(tokens) and tokens[k].dep in ("prep", "agent") and tokens[k].head == above:
        strays.setdefault(tokens[k].lower, []).extend(syntax.children(tokens, k, "pobj"))
        k = syntax.edges(tokens, k)[1] + 1
    given = "to" in strays and tokens[i].dep == "pobj" and tokens[i].lemma in words("giving_verbs")
    return strays if "by" in strays and not syntax.is_passive(tokens, above) else {"to": strays["to"]} if given else {}


def _between(tokens: Tokens, i: int) -> dict[str, list[int]]:
    """The two that talk, where the parser hangs them on their topic: "talks on sharing the stock between Chile and Peru"."""
    for c in syntax.children(tokens, i, "prep"):
        if tokens[c].lower in ("on", "about", "over"):
            start, end = syntax.edges(tokens, c)
            for t in tokens[start : end + 1]:
                held = syntax.children(tokens, t.i, "pobj") if t.lower == "between" else []
                both = doers.spread(tokens, held)
                if len(both) > 1 and all(tokens[b].entity in doers.PARTIES for b in both):
                    return {"between": list(held)}
    return {}


def _carried(tokens: Tokens, i: int, verb: int) -> bool:
    """Whether a verb of beginning, ending or taking place hands its subject and prepositions to noun i."""
    i = syntax.counted(tokens, i, words("stretches"))
    lemma, dep = tokens[verb].lemma, tokens[i].dep
    if dep == "pobj" and tokens[tokens[i].head].head == verb:  # "is in contact with", "went to war against"
        name = tokens[tokens[i].head].lower
        if name == "in" and lemma == "join":  # "joined Jordan in a boycott"
            return syntax.child(tokens, verb, "dobj") is not None
        if name == "with" and lemma in words("returning_verbs"):  # "answered with air strikes"
            return True
        if name == "to" and lemma in ("invite", "return"):  # "invited the union to talks", "returned to negotiations"
            return groups("act_families").get(tokens[i].lemma) == "talk"
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


def _verbs(tokens: Tokens, i: int) -> tuple[int, ...]:
    """Verb i and the verbs coordinated with it; for a copula its predicate too."""
    found = list(syntax.conjuncts(tokens, i))
    if tokens[i].lemma in ("be", "remain", "stay"):
        found.extend(c for c in tokens[i].children if tokens[c].dep in ("acomp", "attr"))
    return tuple(found)


def _behind_of(tokens: Tokens, i: int) -> list[int]:
    """Who stands behind the "of" of noun i: "at the hands of the rebels"."""
    return [t for name, t in syntax.prepositions(tokens, i) if name == "of"]


def _collect(tokens: Tokens, i: int, into: dict[str, list[int]]) -> None:
    """Add the objects of the prepositions on i, "by" before the others, without repeats."""
    back = [
        c for c in tokens[i].children if tokens[c].dep in ("advmod", "prt") and tokens[c].lower in groups("particles")
    ]
    for name, t in (found for holder in (i, *back) for found in syntax.prepositions(tokens, holder)):
        if name == groups("agent_phrases").get(tokens[t].lemma) and (doers_of := _behind_of(tokens, t)):
            into.setdefault("by", []).extend(doers_of)
            continue
        into.setdefault(name, [])
        if t not in into[name]:
            into[name].append(t)
    alone = tokens[i].tag != "VBN" and syntax.child(tokens, i, "dobj") is None
    for c in tokens[i].children if alone else ():  # "exploded close to a warship": near it
        if tokens[c].dep == "advmod" and tokens[c].lower in ("close", "next"):
            into.setdefault("near", []).extend(t for name, t in syntax.prepositions(tokens, c) if name == "to")
