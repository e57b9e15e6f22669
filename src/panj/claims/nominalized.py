"""Nouns read as the verbs that they are made from: "Peru's jailing of a reporter" as "Peru jailed a reporter"."""

from __future__ import annotations

import msgspec

from panj import syntax
from panj.claims.frames import Frame
from panj.knowledge.english import groups
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]


def verbs(tokens: Tokens, trigger: Trigger, frame: Frame) -> tuple[str, ...]:
    """The verbs that a noun with an object behind "of" may be made from; none where it has no object or is no such noun."""
    if trigger.kind != "noun" or not frame.get("prep:of"):
        return ()
    noun = tokens[trigger.i].lower
    listed = groups("action_nouns").get(tokens[trigger.i].lemma)
    if listed is not None:
        return (listed,)
    if not noun.endswith("ing") or len(noun) < 6:
        return ()
    stem = noun.removesuffix("ing")
    undoubled = (stem[:-1],) if stem[-1] == stem[-2] else ()
    return (stem, f"{stem}e", *undoubled)


def as_verb(tokens: Tokens, trigger: Trigger, frame: Frame) -> tuple[Trigger, Frame]:
    """The trigger and frame of a noun as its verb would have them: who owns the act does it, what is behind "of" bears it."""
    slots = dict(frame.slots)
    slots["obj"] = slots.pop("prep:of")
    for held in slots["obj"]:  # "the imposition of sanctions on Chad"
        for name, t in syntax.prepositions(tokens, held):
            slots[f"prep:{name}"] = tuple(dict.fromkeys((*slots.get(f"prep:{name}", ()), t)))
    slots["subj"] = (*slots.pop("poss", ()), *slots.pop("prep:by", ()))
    return msgspec.structs.replace(trigger, kind="verb"), frame._replace(slots=slots, passive=False)
