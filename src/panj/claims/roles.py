"""Who acts and whom it is done to: the slots of a trigger's frame, turned into parties.

The phrase row may say where its parties stand; the defaults are here. A slot's token becomes a party when an actor
mention is headed by it; else through what the noun belongs to ("Russia's base", "the Turkish embassy") or counts
("dozens of militants"). Places become parties only where the row says that the act is a visit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from panj import syntax
from panj.claims import speakers
from panj.claims.frames import Frame, verb_frame
from panj.claims.scene import Scene
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import words
from panj.records import ActorMention, Party, Span, Token, Trigger

Tokens = tuple[Token, ...]

FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves"})
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


def bind(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase) -> Roles:
    """The parties of the act that a trigger names by a phrase row."""
    finder = _Finder(scene, trigger.sentence, frame)
    if phrase.shape == "mutual":
        return _mutual(finder, trigger, phrase)
    actor_slots, recipient_slots = _slots(trigger, phrase)
    if frame.passive and not phrase.actors and trigger.kind == "verb" and not phrase.shape:
        actor_slots = ("subj",)
    actors, actor_slot = finder.first(actor_slots)
    if not actors and not frame.passive and not phrase.actors:
        actors, actor_slot = finder.author()
    taken = frozenset(finder.used)
    places = phrase.shape == "visit" or phrase.type == "ASSAULT" or "in" in phrase.recipients
    recipients, recipient_slot = finder.first(recipient_slots, avoid=taken, places=places)
    if not recipients and trigger.kind == "verb" and phrase.type in ("AGREE", "THREATEN", "REJECT"):
        recipients, recipient_slot = finder.embedded(avoid=taken)
    if not recipients and phrase.shape == "visit":
        recipients, recipient_slot = finder.hosts(avoid=taken)
    if phrase.shape == "self":
        recipients, recipient_slot = (), ""
    own = {a.country or a.id for a in actors}
    if recipient_slot.startswith("recipient of what follows"):
        recipients = tuple(r for r in recipients if (r.country or r.id) not in own)
    recipients = tuple(r for r in recipients if not _same(r, actors))
    return Roles(actors, recipients, _rule(actor_slot, frame), _rule(recipient_slot, frame), frozenset(finder.used))


def _slots(trigger: Trigger, phrase: Phrase) -> tuple[Sequence[str], Sequence[str]]:
    """The slots for actor and recipient, in the order in which they are tried."""
    noun = trigger.kind != "verb"
    actors: Sequence[str] = NOUN_ACTORS if noun else ("subj",)
    recipients: Sequence[str] = NOUN_RECIPIENTS if noun else VERB_RECIPIENTS
    if noun and phrase.type in TAKES_OF:
        recipients = ("of", *recipients)
    elif noun:
        actors = (*actors, "of")
    if phrase.shape == "visit":
        recipients = ("obj", "to", "with", "in", "at", "poss")
    elif phrase.shape == "host":
        actors, recipients = ("obj", "of", "with", "from", "by"), ("subj", "by", "poss", "mod")
    elif phrase.shape == "undergo":
        actors, recipients = ("from", "by", "with", "at"), ("subj", "obj")
    chosen = phrase.recipients or recipients
    if not noun and phrase.type in OWNED_OBJECTS:
        chosen = (
            *chosen,
            *(s for s in ("from", "by", "of", "obj") if s not in chosen and (s != "of" or phrase.type != "ACCUSE")),
        )
    return phrase.actors or actors, chosen


def _mutual(finder: _Finder, trigger: Trigger, phrase: Phrase) -> Roles:
    """All parties of a reciprocal act as actors."""
    own = phrase.actors or (("subj", "by", "poss") if trigger.kind == "verb" else ("subj", "by", "poss", "mod", "of"))
    found: list[Party] = []
    slots: list[str] = []
    for slot in (*own, "between", "among", "with", "together with", "alongside", "obj", "against"):
        if slot == "of" and found:
            continue
        if slot == "against" and (len(found) > 1 or phrase.type != "ASSAULT"):
            continue
        more = finder.slot(slot, owners=slot not in ("obj", "with", "together with", "alongside"), firm=slot not in own)
        fresh = [p for p in more if not _same(p, found)]
        if fresh:
            found.extend(fresh)
            slots.append(slot)
    if any(p.country or p.id for p in found):  # "3,000 troops are taking part in the Polish-Lithuanian drills"
        found = [p for p in found if p.country or p.id or not p.sectors]
    rule = "party to a reciprocal act, as " + " and ".join(_rule(s, finder.frame) for s in slots) if slots else ""
    return Roles(tuple(found), (), rule, "", frozenset(finder.used))


class _Finder:
    """Parties of one trigger by slot."""

    def __init__(self, scene: Scene, sentence: int, frame: Frame) -> None:
        self._scene = scene
        self._sentence = sentence
        self._tokens = scene.tokens(sentence)
        self.frame = frame
        self.used: set[int] = set()

    def first(
        self, slots: Sequence[str], *, avoid: frozenset[int] = frozenset(), places: bool = False
    ) -> tuple[tuple[Party, ...], str]:
        """The parties of the first slot that has any, and that slot."""
        for slot in slots:
            found = self.slot(slot, avoid=avoid, places=places)
            if found:
                return found, slot
        return (), ""

    def slot(
        self,
        slot: str,
        *,
        avoid: frozenset[int] = frozenset(),
        places: bool = False,
        owners: bool = True,
        firm: bool = False,
    ) -> tuple[Party, ...]:
        """The parties that fill a slot.

        Args:
            slot: The slot.
            avoid: Tokens that are taken.
            places: Whether a place stands for its country.
            owners: Whether what fills it may stand for its owner.
            firm: Whether roles that point at nobody in particular are left out.
        """
        found: list[Party] = []
        for t in self._fillers(slot):
            mention = self._scene.actor_at(self._sentence, t)
            if t in avoid or (firm and mention is not None and mention.generic):
                continue
            for party in self._party(t, slot, places=places, owners=owners):
                if not _same(party, found):
                    found.append(party)
        return tuple(found)

    def author(self) -> tuple[tuple[Party, ...], str]:
        """Whoever governs the thing a participle qualifies: "the group published statements assuring Beijing"."""
        tokens, i = self._tokens, self.frame.i
        if self.frame.steps.get("subj") != "participle" or tokens[i].tag != "VBG":
            return (), ""
        above = syntax.governor(tokens, tokens[i].head)
        if above == tokens[i].head:
            return (), ""
        understood, _ = syntax.subject(tokens, above)
        found: list[Party] = []
        for t in syntax.conjuncts(tokens, understood) if understood is not None else ():
            found.extend(self._party(t, "subj", places=False))
        return tuple(found), "subject of the clause around the participle"

    def embedded(self, *, avoid: frozenset[int]) -> tuple[tuple[Party, ...], str]:
        """The recipients of what is promised, threatened or refused ("promised to send tanks to Poland")."""
        for verb in self.frame.get("comp"):
            inner = _Finder(self._scene, self._sentence, verb_frame(self._tokens, verb))
            for slot in ("obj", "obj2", "to", "with", "against", "on", "from"):
                found = tuple(p for p in inner.slot(slot, avoid=avoid) if p.country or p.id)
                if found:
                    self.used |= inner.used
                    return found, f"recipient of what follows: {slot}"
        return (), ""

    def hosts(self, *, avoid: frozenset[int]) -> tuple[tuple[Party, ...], str]:
        """The country of the place a visit went to, where no actor says it."""
        for slot in ("prep:to", "prep:in", "prep:at"):
            for t in self.frame.get(slot):
                if t not in avoid and (party := self._place_party(t)):
                    self.used.add(t)
                    return (party,), slot.removeprefix("prep:")
        for slot in ("prep:by", "prep:of", "subj"):  # "the visit by a delegation to Cairo"
            for holder in self.frame.get(slot):
                for name, t in syntax.prepositions(self._tokens, holder):
                    if name == "to" and t not in avoid and (party := self._place_party(t)):
                        self.used.add(t)
                        return (party,), "to"
        return (), ""

    def _fillers(self, slot: str) -> Iterable[int]:
        """The tokens that fill a slot; "comp" gives the subjects of the complements."""
        if slot == "comp":
            tokens = self._tokens
            for verb in self.frame.get("comp"):
                understood = syntax.child(tokens, verb, "nsubj", "nsubjpass")
                if understood is not None:
                    yield from syntax.conjuncts(tokens, understood)
            return
        plain = slot in ("subj", "obj", "obj2", "poss", "mod")
        yield from self.frame.get(slot if plain else "prep:" + slot)

    def _party(self, t: int, slot: str, *, places: bool, owners: bool = True) -> tuple[Party, ...]:
        """The parties that token t stands for: its own mention, else its owner, its nationality, or what it counts."""
        scene, sentence, tokens = self._scene, self._sentence, self._tokens
        mention = scene.actor_at(sentence, t)
        if mention is not None and (mention.head == t or slot == "mod"):
            if mention.form == "adjective" and slot not in ("mod", "poss"):
                mention = None
            else:
                self.used.update(range(mention.first, mention.last + 1))
                return self._meant(t, mention)
        if places and (party := self._place_party(t)):
            self.used.add(t)
            return (party,)
        if slot == "mod":
            return ()
        token = tokens[t]
        if token.lower in FIRST_PERSON:
            return self._self_reference(token)
        if token.pos not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            return ()
        found: list[Party] = []
        if token.lemma in words("partitives") or token.pos == "NUM":
            for name, inner in syntax.prepositions(tokens, t):
                if name == "of":
                    for k in syntax.conjuncts(tokens, inner):
                        found.extend(self._party(k, slot, places=places))
            if found:
                return tuple(found)
        for c in token.children if owners else ():
            if tokens[c].dep in ("poss", "amod", "compound", "nmod"):
                owner = scene.actor_at(sentence, c)
                if owner is not None and owner.last < t and owner.form != "pronoun":
                    found.extend(parties(owner))
                    self.used.update(range(owner.first, owner.last + 1))
        return tuple(found)

    def _meant(self, t: int, mention: ActorMention) -> tuple[Party, ...]:
        """The parties a mention stands for: those it speaks for ("delegations of A and B"), the person it is beside, itself."""
        if mention.form != "role":
            return parties(mention)
        scene, sentence, tokens = self._scene, self._sentence, self._tokens
        for name, inner in syntax.prepositions(tokens, t):
            if name == "of":
                behind = [scene.actor_at(sentence, k) for k in syntax.conjuncts(tokens, inner)]
                several = [m for m in behind if m is not None and m.form != "adjective"]
                if len(several) > 1:
                    for m in several:
                        self.used.update(range(m.first, m.last + 1))
                    return tuple(p for m in several for p in parties(m))
        if mention.country is None and mention.id is None and (owned := self._owned(t, mention)):
            return owned
        for c in tokens[t].children:
            if tokens[c].dep == "appos":
                person = scene.actor_at(sentence, c)
                if person is not None and person.kind == "person":
                    self.used.update(range(person.first, person.last + 1))
                    return parties(person)
        return parties(mention)

    def _owned(self, t: int, mention: ActorMention) -> tuple[Party, ...]:
        """A role that belongs to whom a pronoun stands for: "its warplanes", "our forces"."""
        for c in self._tokens[t].children:
            if self._tokens[c].dep != "poss":
                continue
            if self._tokens[c].lower in FIRST_PERSON:
                owners = self._self_reference(self._tokens[c])
            else:
                owner = self._scene.actor_at(self._sentence, c)
                owners = parties(owner) if owner is not None and owner.form == "pronoun" else ()
            if owners and owners[0].country:
                mine, own = parties(mention)[0], owners[0]
                return (
                    msgspec.structs.replace(mine, id=own.id, country=own.country, basis="inherited", origin=own.origin),
                )
        return ()

    def _self_reference(self, token: Token) -> tuple[Party, ...]:
        """Whoever says it, for "we" and "our" in what is said."""
        said = speakers.speaker_at(self._scene.sayings, self._sentence, token)
        if said is None or said.source is None or said.speaker is None:
            return ()
        who, (start, end) = said.speaker, said.source
        return (
            Party(
                text=token.text, start=token.start, end=token.end, name=who.name, id=who.id, country=who.country,
                sectors=who.sectors, wikidata=who.wikidata, basis="inherited",
                origin=Span(start=start, end=end, text=self._scene.text[start:end]),
            ),
        )  # fmt: skip

    def _place_party(self, t: int) -> Party | None:
        """The country of a place, as a party; a country's own mention goes first."""
        place = self._scene.place_at(self._sentence, t)
        if place is None or place.country is None:
            return None
        name = self._scene.country_name(place.country)
        if name is None:
            return None
        return Party(
            text=place.text, start=place.start, end=place.end, name=name, id=place.country, country=place.country,
            sectors=("GOV",),
        )  # fmt: skip


def parties(mention: ActorMention) -> tuple[Party, ...]:
    """The parties that a mention stands for: itself, or its members for "both militaries"."""
    if mention.members:
        return mention.members
    return (
        Party(
            text=mention.text, start=mention.start, end=mention.end, name=mention.name, id=mention.id,
            country=mention.country, sectors=mention.sectors, wikidata=mention.wikidata,
            basis="inherited" if mention.antecedent and mention.form in ("pronoun", "definite") else "stated",
            origin=mention.antecedent,
        ),
    )  # fmt: skip


def _same(party: Party, others: Iterable[Party]) -> bool:
    """Whether a party is among others: the same span, or the same known actor."""
    return any(
        (party.start, party.end, party.id) == (o.start, o.end, o.id)
        or (party.id is not None and party.id == o.id and party.sectors == o.sectors)
        for o in others
    )


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
    }
    return names.get(slot, f"behind {slot!r}")
