"""Acts of force and whom they killed, told as one: "12 Peruvian soldiers were killed in a Chilean air raid".

A noun of force beside a verb that is done by it is the same act: the verb takes its actors and mode, and the noun is told
only where it has a target of its own ("an attack on a village"). Where it was done ("an airstrike in Yemen") is no target.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from panj import syntax
from panj.claims.acts import Act
from panj.claims.finder import again, same
from panj.records import Party, Token

Tokens = tuple[Token, ...]
_BY = ("subj", "prep:in", "prep:by", "prep:during", "prep:from")
"""Slots of the verb that name the act of force by which it came about."""


def told_once(tokens: Tokens, acts: Sequence[Act]) -> list[Act]:
    """The acts of a sentence, verbs of force joined with the act of force by which they are done."""
    told = list(acts)
    for verb in acts:
        if verb.trigger.kind != "verb" or verb.typing.phrase.type != "ASSAULT" or not verb.frame.get("obj"):
            continue
        force = next((a for a in acts if a is not verb and _brought_about(tokens, verb, a)), None)
        if force is None:
            continue
        told[told.index(verb)] = _by_force(tokens, verb, force)
        placed = force.roles.recipient_slot == "in"
        if force in told and force.roles.recipients and not placed:
            if verb.roles.actors and not force.roles.actors:
                rule = f"who {tokens[verb.trigger.i].lower}"
                told[told.index(force)] = force._replace(
                    roles=force.roles._replace(actors=verb.roles.actors, rule=rule)
                )
        elif force in told:
            told.remove(force)
    return told


def _by_force(tokens: Tokens, verb: Act, force: Act) -> Act:
    """The act of a verb with the actors and the mode of the act of force, where it has none of its own."""
    phrase, mode, roles = verb.typing.phrase, force.typing.phrase.mode, verb.roles
    if mode and not phrase.mode:
        verb = verb._replace(typing=verb.typing._replace(phrase=phrase._replace(mode=mode, cameo="")))
    if force.roles.recipient_slot == "in":
        roles = roles._replace(recipients=tuple(_there(r, force.roles.recipients) for r in roles.recipients))
        verb = verb._replace(roles=roles)
    actors = tuple(a for a in force.roles.actors if not same(a, roles.recipients) and not again(a, roles.recipients))
    if roles.actors or not actors:
        return verb
    return verb._replace(roles=roles._replace(actors=actors, rule=f"whose {tokens[force.trigger.i].lower} it was"))


def _there(victim: Party, places: Sequence[Party]) -> Party:
    """Whoever was killed somewhere, of that country where nothing tells another: "an airstrike in Yemen killed 20 people"."""
    if victim.country or victim.id or not victim.text.split()[-1].islower():  # a name
        return victim
    return msgspec.structs.replace(victim, country=places[0].country)


def _brought_about(tokens: Tokens, verb: Act, other: Act) -> bool:
    """Whether a noun names the act of force by which a verb's harm was done, as much so as the verb."""
    named = syntax.first_conjunct(tokens, other.trigger.i)
    return (
        other.trigger.kind != "verb"
        and other.typing.phrase.type == "ASSAULT"
        and other.judgement.polarity == verb.judgement.polarity
        and any(named in verb.frame.get(slot) for slot in _BY)
    )
