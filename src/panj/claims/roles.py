"""Who acts and whom it is done to: the slots of a trigger's frame, turned into parties.

The phrase row may say where its parties stand; the defaults are here. A slot's token becomes a party when an actor
mention is headed by it; else through what the noun belongs to ("Russia's base", "the Turkish embassy") or counts
("dozens of militants"). Places become parties only where the row says that the act is a visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from panj import syntax
from panj.claims import denials, targets
from panj.claims.finder import FORCES, Finder, again, same
from panj.claims.frames import Frame
from panj.claims.nominals import indefinite
from panj.claims.scene import Scene
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.knowledge.english.eventuality import eventuality
from panj.records import Party, Token, Trigger

Tokens = tuple[Token, ...]

VERB_RECIPIENTS = (
    "obj",
    "obj2",
    "to",
    "with",
    "against",
    "on",
    "upon",
    "at",
    "toward",
    "towards",
    "from",
    "comp",
    "for",
)
NOUN_RECIPIENTS = ("obj2", "on", "against", "to", "with", "toward", "towards", "at", "from", "upon", "into", "for")
NOUN_ACTORS = ("subj", "by", "poss", "mod")
OWNED_OBJECTS = frozenset({"REJECT", "SUPPORT", "CONCEDE", "SANCTION", "ACCUSE"})
"""Types whose object's owner is the recipient, where the row looks elsewhere first ("rejected a French proposal")."""
TAKES_OF = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "REJECT", "THREATEN", "AID"})
"""Types whose nouns name the recipient with "of" ("the arrest of"); for the others "of" names the actor."""
ADDRESSED = frozenset({"AGREE", "REQUEST", "THREATEN"})
"""Types whose participle takes whom the clause above it is addressed to: "wrote to Peru asking", "told Peru, threatening"."""


class Roles(NamedTuple):
    """The parties of one claim."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    rule: str
    """How the actors were found, for the trace."""
    recipient_rule: str
    """How the recipients were found, for the trace."""
    tokens: frozenset[int]
    """The tokens that the parties head: they are no places of the act."""
    recipient_slot: str = ""
    """The slot in which the recipients were found."""


def bind(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase) -> Roles:
    """The parties of the act that a trigger names by a phrase row."""
    finder = Finder(scene, trigger.sentence, frame, phrase.type)
    if phrase.shape == "mutual":
        return _mutual(finder, trigger, phrase)
    actor_slots, recipient_slots = _tried(finder, trigger, phrase)
    actors, actor_slot = _acting(finder, trigger, phrase, actor_slots)
    taken = frozenset(finder.used)
    places = phrase.shape == "visit" or phrase.type == "ASSAULT" or "in" in phrase.recipients or _of_visit(finder)
    recipients, recipient_slot = finder.first(recipient_slots, avoid=taken, places=places)
    if not recipients and trigger.kind != "verb" and not phrase.shape and actor_slot in NOUN_ACTORS:
        done_to = finder.slot("obj", avoid=taken, owners=False)  # "X's pardon of Y"
        recipients, recipient_slot = tuple(p for p in done_to if p.country or p.id), "of"
    if not recipients and (
        phrase.shape == "visit" or (phrase.type == "CONSULT" and not phrase.shape and len(actors) == 1)
    ):
        recipients, recipient_slot = finder.hosts(avoid=taken)
    if phrase.type == "MOBILIZE":
        recipients = tuple(r for r in recipients if not _moved(r, actors))
    if phrase.type == "PROTEST" and recipient_slot == "at" and frame.get("prep:against"):
        recipients = ()  # "a protest at the university against the visit of the president"
    alone = phrase.shape == "self" or (len(actors) > 1 and bool(frame.get("reciprocal")))  # "accused each other"
    if alone:
        recipients, recipient_slot = (), ""
    elif not recipients and phrase.type and (actors or phrase.type in ("ASSAULT", "PROTEST") or _sued(frame, phrase)):
        recipients, recipient_slot = targets.deeper(finder, trigger, phrase, recipient_slots, actors)
        if recipient_slot == "below the complement":  # "threatened to send troops"
            recipients = tuple(r for r in recipients if not _moved(r, actors))
        if not recipients and phrase.type in ADDRESSED:
            recipients, recipient_slot = finder.addressee()
    if phrase.mode == "resign" and recipient_slot == "as":  # "resigned as foreign minister of Peru"
        actors, recipients = tuple(_from_office(a, recipients) for a in actors), ()
    if actor_slot == "obj":  # "tanks were deployed against X": nobody's
        actors = tuple(a for a in actors if (a.country or a.id) and a.country not in {r.country for r in recipients})
    elif phrase.type == "PROTEST":
        actors = finder.people(actors)
    recipients = tuple(r for r in recipients if not same(r, actors) and not again(r, actors))
    if phrase.type == "MOBILIZE":
        recipients = tuple(r for r in recipients if not _moved(r, actors))
    rules = _rule(actor_slot, frame), _rule(recipient_slot, frame)
    return Roles(actors, recipients, *rules, frozenset(finder.used), recipient_slot)


def _tried(finder: Finder, trigger: Trigger, phrase: Phrase) -> tuple[Sequence[str], Sequence[str]]:
    """The slots for actor and recipient, in the order in which they are tried, by the row and by what stands in them."""
    frame = finder.frame
    actor_slots, recipient_slots = _slots(trigger, phrase)
    if _of_others(finder, trigger, phrase):
        beside = (
            {"of", "from"} if phrase.type == "SUPPORT" else {"of"}
        )  # "backed the expulsion of Peru from the council"
        recipient_slots = tuple(s for s in recipient_slots if s not in beside)
    if frame.passive and not phrase.actors and trigger.kind == "verb" and not phrase.shape:
        actor_slots = ("subj",)
    if targets.comes_from(finder, phrase):
        actor_slots, recipient_slots = (*actor_slots, "from"), tuple(s for s in recipient_slots if s != "from")
    if phrase.type == "ACCUSE" and any(finder.tokens[t].lemma in words("moving_nouns") for t in frame.get("obj")):
        recipient_slots = ("obj",)  # "condemned the deployment of Turkish troops to Syria": Turkey
    if frame.get("undergoer"):
        of = () if phrase.type in TAKES_OF else ("of",)  # "at the invitation of": of whoever invites
        actor_slots, recipient_slots = ("by", "from", *NOUN_ACTORS, *of), ("undergoer",)
    elif trigger.kind != "verb" and (borne := _borne(finder)):
        actor_slots, recipient_slots = ("by", "subj"), (borne,)
    if phrase.type == "PROTEST" and _leads_to(finder):
        recipient_slots = tuple(s for s in recipient_slots if s not in ("to", "into"))
        finder.used.update(t for slot in ("to", "into") for t in finder.fillers(slot))  # nor is it done there
    return actor_slots, recipient_slots


def _acting(finder: Finder, trigger: Trigger, phrase: Phrase, slots: Sequence[str]) -> tuple[tuple[Party, ...], str]:
    """The actors and the slot in which they are found; who plans, makes or denies the act where none holds any."""
    frame = finder.frame
    actors, actor_slot = finder.first(slots)
    if not frame.passive and not phrase.actors and (not actors or finder.in_medium()):
        actors, actor_slot = finder.author()
    if not actors and not phrase.actors and trigger.kind != "verb" and indefinite(finder.tokens, trigger.i):
        actors, actor_slot = tuple(_governing(finder, "planning_verbs", ())), "subj"
    if not actors and frame.passive and finder.tokens[trigger.i].lemma in words("making_verbs"):
        actors, actor_slot = finder.makers(), "mod"
    if not actors:
        actors, actor_slot = _denying(finder, trigger), "subj"
    return actors, actor_slot


def _denying(finder: Finder, trigger: Trigger) -> tuple[Party, ...]:
    """Who denies to have done the act that a noun names: "Iran denied any role in the attack"."""
    who = denials.denier(finder.tokens, trigger.i, eventuality())
    if who is None:
        return ()
    return tuple(p for t in syntax.conjuncts(finder.tokens, who) for p in finder.at(t, places=False))


def _sued(frame: Frame, phrase: Phrase) -> bool:
    """Whether somebody is sued by those whom nobody knows: "ten states filed a lawsuit against the ban"."""
    legal = phrase.type == "ACCUSE" and phrase.mode == "allege" and "legal" in phrase.contexts
    return legal and bool(frame.get("subj") and frame.get("prep:against"))


def _from_office(party: Party, offices: Sequence[Party]) -> Party:
    """Who leaves an office, with its country and sectors where nothing else tells them."""
    office = next((o for o in offices if o.country or o.sectors), None)
    if office is None or party.country or party.id:
        return party
    return msgspec.structs.replace(party, country=office.country, sectors=party.sectors or office.sectors)


def _moved(party: Party, actors: Sequence[Party]) -> bool:
    """Whether a party is the forces that somebody moves, and nobody's but theirs: "put two brigades on alert"."""
    own = {actor.country for actor in actors}
    return not FORCES.isdisjoint(party.sectors) and (party.country is None or party.country in own)


def _borne(finder: Finder) -> str:
    """The slot before a noun that holds the person who suffers it: "Parker's arrest", "the Parker murder"; "" where none does."""
    frame, tokens = finder.frame, finder.tokens
    if tokens[frame.i].lemma not in words("suffered_nouns") or frame.get("prep:of"):
        return ""
    for slot in ("poss", "mod"):
        held = frame.get(slot)
        if any(tokens[t].lower in _ONE and tokens[t].tag == "PRP$" for t in held):  # "his detention", whoever he is
            return slot
        if any("#person" in finder.scene.kinds(finder.sentence, t) and tokens[t].tag != "JJ" for t in held):
            return slot
    return ""


def _of_others(finder: Finder, trigger: Trigger, phrase: Phrase) -> bool:
    """Whether an act is about what others suffer: "demanded the release of two Syrians", who are not asked."""
    about = (finder.tokens[t].lemma for t in finder.frame.get("obj"))
    return trigger.kind == "verb" and phrase.type in targets.ABOUT and not words("suffered_nouns").isdisjoint(about)


_ONE = frozenset({"her", "his", "my"})


def _leads_to(finder: Finder) -> bool:
    """Whether a road or bridge that is blocked leads to a place: "blocked the highway *to Bolivia*", "the tracks to Chokwe"."""
    tokens, scene = finder.tokens, finder.scene
    if not any(tokens[t].lemma in words("way_nouns") for t in finder.frame.get("obj")):
        return False
    for t in (*finder.fillers("to"), *finder.fillers("into")):
        token, known = tokens[t], scene.actor_at(finder.sentence, t)
        if token.entity in ("GPE", "LOC"):
            return True
        somebody = known is not None and bool(known.country or known.id or known.sectors)  # "to the Bolivian embassy"
        place = token.pos == "PROPN" or token.lemma in words("place_nouns")
        if not somebody and (place or scene.place_at(finder.sentence, t) is not None):
            return True
    return False


def _of_visit(finder: Finder) -> bool:
    """Whether the object is a visit, so that a place stands for its host: "cancelled a trip to Washington"."""
    return any(groups("act_families").get(finder.tokens[t].lemma) == "visit" for t in finder.frame.get("obj"))


def _slots(trigger: Trigger, phrase: Phrase) -> tuple[Sequence[str], Sequence[str]]:
    """The slots for actor and recipient by the row alone, in the order in which they are tried."""
    noun = trigger.kind != "verb"
    actors: Sequence[str] = NOUN_ACTORS if noun else ("subj",)
    recipients: Sequence[str] = NOUN_RECIPIENTS if noun else VERB_RECIPIENTS
    if noun and phrase.type in TAKES_OF:
        recipients = ("of", *recipients)
    elif noun and "of" not in phrase.recipients:  # not "the release of two journalists"
        actors = (*actors, "of")
    if phrase.shape == "visit":
        recipients = ("obj", "to", "with", "in", "at", "poss")
    elif phrase.shape == "host":
        actors, recipients = ("obj", "of", "with", "from", "by"), ("subj", "by", "poss", "mod")
    elif phrase.shape == "undergo":
        actors, recipients = ("from", "by", "with", "at"), ("subj", "obj")
    chosen = phrase.recipients or recipients
    if not noun and phrase.type in OWNED_OBJECTS:
        taken = {c.slot for c in phrase.conditions if c.kinds == {"#country"}}  # "withdrew Peru from the treaty"
        more = [s for s in ("from", "by", "of", "obj") if s not in chosen and s not in taken]
        chosen = (*chosen, *(s for s in more if s != "of" or phrase.type != "ACCUSE"))
    return phrase.actors or actors, chosen


def _mutual(finder: Finder, trigger: Trigger, phrase: Phrase) -> Roles:
    """All parties of a reciprocal act as actors."""
    own = phrase.actors or (("subj", "by", "poss") if trigger.kind == "verb" else ("subj", "by", "poss", "mod", "of"))
    found: list[Party] = []
    slots: list[str] = []
    for slot in (*own, "undergoer", "between", "among", "with", "together with", "alongside", "obj", "against"):
        if (slot == "of" and found) or (slot == "obj" and phrase.actors):  # "discussed Libya"
            continue
        if slot == "against" and (len(found) > 1 or phrase.type != "ASSAULT"):
            continue
        more = finder.slot(slot, owners=slot not in ("obj", "with", "together with", "alongside"), firm=slot not in own)
        fresh = [p for p in more if not same(p, found)]
        if slot == "mod" or (
            slot == "obj" and (len(found) > 1 or finder.frame.passive)
        ):  # "a prisoner exchange", "exchanged prisoners"
            fresh = [p for p in fresh if p.country or p.id]
        if fresh:
            found.extend(fresh)
            slots.append(slot)
    if trigger.kind != "verb" and slots == ["with"] and (sharing := _governing(finder, "sharing_verbs", found)):
        found, slots = [*sharing, *found], ["subj", *slots]
    elif trigger.kind != "verb" and slots == ["with"] and (speaking := _speaking(finder, found)):
        found, slots = [*speaking, *found], ["subj", *slots]
    if phrase.type == "CONSULT" and trigger.kind != "verb" and slots in ([], ["with"]):
        denier = denials.denied_happening(finder.tokens, trigger.i, eventuality())
        deniers = () if denier is None else finder.at(denier, places=False)
        if denying := [p for p in deniers if (p.country or p.id) and not same(p, found)]:
            found, slots = [*denying, *found], ["subj", *slots]
    if phrase.type != "ASSAULT" and any(
        p.country or p.id for p in found
    ):  # "3,000 troops are taking part in the Polish-Lithuanian drills"
        found = [p for p in found if p.country or p.id or "MIL" not in p.sectors]
    hosts: tuple[Party, ...] = ()
    if phrase.type == "CONSULT" and len(found) == 1:  # "attended the summit in Lima", "held meetings in Cairo"
        used = frozenset(finder.used)
        among_them = any(
            finder.tokens[t].tag in ("NNS", "NNPS") for t in finder.frame.get("subj")
        )  # "EU ministers met"
        hosts = tuple(h for h in finder.hosts(avoid=used)[0] if h.country != found[0].country and not among_them)
        finder.used = set(used)  # they are where it is, too
    rule = "party to a reciprocal act, as " + " and ".join(_rule(s, finder.frame) for s in slots) if slots else ""
    return Roles(tuple(found), hosts, rule, "where it is held" if hosts else "", frozenset(finder.used))


def _governing(finder: Finder, table: str, others: Sequence[Party]) -> list[Party]:
    """The known subject of the verb that a noun depends on, where a table has it: "suspended talks with Peru"."""
    tokens = finder.tokens
    for verb in finder.frame.get("verb"):
        understood, _ = syntax.subject(tokens, verb)
        if understood is None or understood == finder.frame.i or tokens[verb].lemma not in words(table):
            continue
        shared = [p for t in syntax.conjuncts(tokens, understood) for p in finder.at(t, places=False)]
        return [p for p in shared if (p.country or p.id) and not same(p, others)]
    return []


def _speaking(finder: Finder, others: Sequence[Party]) -> list[Party]:
    """Who says something at a meeting with somebody, and so takes part in it: "said during talks with Tebboune that"."""
    tokens = finder.tokens
    prep = tokens[tokens[finder.frame.i].head]
    verb = tokens[prep.head]
    if prep.dep != "prep" or prep.lower not in ("after", "at", "during", "in") or verb.pos != "VERB":
        return []
    cue = cues().get((verb.lemma, "V"), {}).get("clause")
    understood = syntax.subject(tokens, verb.i)[0] if cue is not None and cue.kind == "speech" else None
    if understood is None:
        return []
    return [p for t in syntax.conjuncts(tokens, understood) for p in finder.at(t, places=False) if not same(p, others)]


def _rule(slot: str, frame: Frame) -> str:
    """A slot in words for the trace."""
    if not slot:
        return ""
    if slot == "subj":
        step = frame.steps.get("subj", "own")
        return "by-phrase of the passive" if frame.passive else f"subject ({step})" if step != "own" else "subject"
    if slot == "obj":
        return "subject of the passive" if frame.passive else "object"
    names = {
        "poss": "possessor",
        "mod": "modifier of the noun",
        "comp": "subject of the complement",
        "obj2": "second object",
        "undergoer": "whoever undergoes it",
    }
    return names.get(slot, f"behind {slot!r}")
