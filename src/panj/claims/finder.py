"""Parties by slot: what fills a slot of a trigger's frame, turned into the parties it stands for.

A slot's token becomes a party when an actor mention is headed by it; else through what the noun belongs to ("Russia's
base", "the Turkish embassy") or counts ("dozens of militants"). Places become parties only where they are asked for.
Over 400 lines, since every slot asks the same few questions of a token.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from panj import syntax
from panj.claims import clauses, speakers
from panj.claims.doers import lower_agents
from panj.claims.frames import Frame
from panj.claims.scene import Scene
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.records import ActorMention, Party, Span, Token

_SEVERAL = frozenset({"we", "us", "our", "ourselves"})
_SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
"""What no thing does: beside "the storm hit the coast", "killing" is the storm's and "blaming" the speaker's."""
FORCES = frozenset({"MIL", "COP", "SPY"})
"""Sectors whose bodies somebody moves or sends."""
_HALVES = frozenset({"anti", "non", "pro"})
_ON_AIR = frozenset({"on", "in", "to", "with", "via", "for", "by"})
_WRITING = frozenset({"write", "send", "issue", "address", "deliver", "speak", "post", "hand", "submit", "publish"})
FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves"})


class Finder:
    """Parties of one trigger by slot."""

    def __init__(self, scene: Scene, sentence: int, frame: Frame, kind: str = "") -> None:
        """Keep what is looked in.

        Args:
            scene: The document.
            sentence: The number of the sentence.
            frame: The slots of the trigger.
            kind: The type of the act, where it is known.
        """
        self.scene = scene
        self.sentence = sentence
        self.tokens = scene.tokens(sentence)
        self.frame = frame
        self.kind = kind
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
        for t in self.fillers(slot):
            mention = self.scene.actor_at(self.sentence, t)
            vague = firm and mention is not None and mention.generic and (slot == "obj" or not mention.sectors)
            if t in avoid or vague:
                continue
            for party in self._party(t, slot, places=places, owners=owners):
                if not same(party, found):
                    found.append(party)
        return tuple(found)

    def at(self, t: int, *, places: bool = True) -> tuple[Party, ...]:
        """The parties that noun t stands for wherever it stands: its own mention, its owner, or the country it names."""
        mention = self.scene.actor_at(self.sentence, t)
        if mention is not None and mention.form == "adjective":
            return ()
        used = set(self.used)
        found = self._party(t, "obj", places=places and self.tokens[t].entity in ("GPE", "LOC"))
        if not found or mention is None:  # a place stays where the act is
            self.used = used
        return found

    def author(self) -> tuple[tuple[Party, ...], str]:
        """Whoever governs the thing a participle qualifies: "the group published statements assuring Beijing".

        Beside what is said of a thing, the speaker: "the spokesman said talks had failed, blaming Iran".
        """
        tokens, i = self.tokens, self.frame.i
        step = self.frame.steps.get("subj")
        if step not in ("participle", "adverbial") or tokens[i].tag != "VBG":
            return (), ""
        above = syntax.governor(tokens, tokens[i].head)
        looks_on = tokens[above].lemma in words("onlooker_verbs")  # "abstained on a draft condemning"
        if above == tokens[i].head or looks_on:
            return (), ""
        told = tokens[tokens[i].head].dep == "ccomp" and tokens[i].dep == "advcl" and above < tokens[i].head
        told = told and self.kind in _SPOKEN
        if step == "adverbial" and not (told and "clause" in cues().get((tokens[above].lemma, "V"), {})):
            return (), ""
        understood, _ = syntax.subject(tokens, above)
        found: list[Party] = []
        for t in syntax.conjuncts(tokens, understood) if understood is not None else ():
            found.extend(self._party(t, "subj", places=False))
        return tuple(found), "subject of the clause around the participle"

    def in_medium(self) -> bool:
        """Whether a participle hangs on where something is said: "posted on Twitter blaming", "a video on YouTube accusing"."""
        tokens, i = self.tokens, self.frame.i
        if self.frame.steps.get("subj") != "participle" or tokens[i].tag != "VBG":
            return False
        noun = tokens[tokens[i].head]
        if noun.dep != "pobj" or tokens[noun.head].lower not in _ON_AIR:
            return False
        mention = self.scene.actor_at(self.sentence, noun.i)
        return noun.lower in words("platforms") or (mention is not None and "JRN" in mention.sectors)

    def addressee(self) -> tuple[tuple[Party, ...], str]:
        """Whom the clause above a participle is addressed to: "wrote to Peru asking", "sent a letter to Peru asking"."""
        tokens, i = self.tokens, self.frame.i
        above = syntax.governor(tokens, i)
        if tokens[i].tag != "VBG" or tokens[i].dep not in ("acl", "advcl") or tokens[above].lemma not in _WRITING:
            return (), ""
        for holder in (above, *syntax.objects(tokens, above), i, *self.frame.get("obj")):
            for name, t in syntax.prepositions(tokens, holder):
                if name == "to" and (found := self.at(t, places=False)):
                    return found, "addressee of the clause around the participle"
        return (), ""

    def people(self, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """The parties, those named as a people not for their state but for its citizens: "Serbians protested"."""
        spans = {(m.start, m.end) for m in self.scene.actors[self.sentence] if m.form == "demonym"}
        return tuple(msgspec.structs.replace(p, sectors=("CVL",)) if (p.start, p.end) in spans else p for p in found)

    def hosts(self, *, avoid: frozenset[int]) -> tuple[tuple[Party, ...], str]:
        """The country of the place a visit went to, where no actor says it."""
        for slot in ("prep:to", "prep:in", "prep:at"):
            for t in self.frame.get(slot):
                if t not in avoid and (party := self._place_party(t)):
                    self.used.add(t)
                    return (party,), slot.removeprefix("prep:")
        for slot in ("prep:by", "prep:of", "subj"):  # "the visit by a delegation to Cairo"
            for holder in self.frame.get(slot):
                for name, t in syntax.prepositions(self.tokens, holder):
                    if name == "to" and t not in avoid and (party := self._place_party(t)):
                        self.used.add(t)
                        return (party,), "to"
        return (), ""

    def fillers(self, slot: str) -> Iterable[int]:
        """The tokens that fill a slot; "comp" gives the subjects of the complements."""
        if slot == "comp":
            tokens = self.tokens
            for verb in self.frame.get("comp"):
                if self.kind == "ACCUSE" and syntax.is_passive(
                    tokens, verb
                ):  # "alleged that X was poisoned by Y": Y is
                    yield from (t for name, t in syntax.prepositions(tokens, verb) if name == "by")
                    continue
                if (
                    called := clauses.called(tokens, verb)
                ) is not None:  # "condemned what officials called a raid by Y"
                    beside = (*syntax.prepositions(tokens, called), *syntax.prepositions(tokens, verb))
                    yield from [t for name, t in beside if name == "by"] or lower_agents(tokens, called) or [called]
                    continue
                understood = syntax.child(tokens, verb, "nsubj", "nsubjpass")
                if understood is not None and not self.sent_by_who_promises(understood):
                    yield from syntax.conjuncts(tokens, understood)
            return
        plain = slot in ("subj", "obj", "obj2", "poss", "mod", "undergoer")
        yield from self.frame.get(slot if plain else "prep:" + slot)

    def sent_by_who_promises(self, t: int) -> bool:
        """Whether forces are to act as was promised, or not to: "promised that *police* would not enter the camp"."""
        if self.kind not in ("AGREE", "THREATEN") or self.tokens[t].dep != "nsubj":
            return False
        mention = self.scene.actor_at(self.sentence, t)
        if mention is None or mention.form != "role" or FORCES.isdisjoint(mention.sectors):
            return False
        promising = (self.scene.actor_at(self.sentence, k) for k in self.frame.get("subj"))
        whose = {m.country for m in promising if m is not None} | {None}
        return mention.id in (None, mention.country) and mention.country in whose

    def _party(self, t: int, slot: str, *, places: bool, owners: bool = True) -> tuple[Party, ...]:
        """The parties that token t stands for: its own mention, else its owner, its nationality, or what it counts."""
        scene, sentence, tokens = self.scene, self.sentence, self.tokens
        if examples := self._examples(t, slot):
            return examples
        mention = scene.actor_at(sentence, t)
        if mention is not None and (mention.head == t or slot == "mod"):
            holds = tokens[t].dep in ("amod", "compound", "nmod")  # "a German decision to send": who is to send
            if mention.form == "adjective" and slot not in ("mod", "poss") and not (slot == "subj" and holds):
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
        owner = syntax.child(tokens, t, "poss") if groups("definite_nouns").get(token.lemma) == "country" else None
        if owner is not None and tokens[owner].lower in ("our", "my"):  # "our country"
            return self._self_reference(tokens[owner], token)
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
        for c in token.children if token.pos == "PROPN" else ():  # "Ana Rojas, Peru's foreign minister,"
            office = scene.actor_at(sentence, c) if tokens[c].dep == "appos" else None
            if office is not None and office.head == c and office.form == "role":
                self.used.update(range(office.first, office.last + 1))
                return parties(office)
        for c in token.children if token.pos == "NOUN" else ():  # "its humanitarian chief, Martin Hale,"
            person = scene.actor_at(sentence, c) if tokens[c].dep == "appos" else None
            if person is not None and person.head == c and person.kind == "person":
                self.used.update(range(person.first, person.last + 1))
                return parties(person)
        if slot == "subj" and self.kind in _DECLARED and (written := self._by_author(t)):
            return written
        if owners:
            found.extend(self._owners(t))
        if (
            not found and slot == "subj"
        ):  # "a bombing by the group killed", "fighting between them forced": whoever does it
            for name, inner in syntax.prepositions(tokens, t):
                if name in ("by", "between"):
                    for k in syntax.conjuncts(tokens, inner):
                        found.extend(self._party(k, slot, places=False, owners=False))
        return tuple(found)

    def _by_author(self, t: int) -> tuple[Party, ...]:
        """Whoever speaks through a document: "the statement, signed by the ministers of France and Poland, accused Russia"."""
        author = self.scene.author(self.sentence, t)
        if author is None or self.frame.steps.get("subj") == "participle":
            return ()
        if author.sentence != self.sentence:
            beside = syntax.conjuncts(self.scene.tokens(author.sentence), author.head)
            named = [m for k in beside if (m := self.scene.actor_at(author.sentence, k)) is not None]
            return tuple(_elsewhere(p) for m in named for p in parties(m))
        return tuple(p for k in syntax.conjuncts(self.tokens, author.head) for p in self.at(k, places=False))

    def _examples(self, t: int, slot: str) -> tuple[Party, ...]:
        """The known parties that noun t is told by: "allies such as Germany and France"."""
        found: list[Party] = []
        for c in self.tokens[t].children:
            if self.tokens[c].lower == "as" and self.tokens[c - 1].lower == "such" and slot != "mod":
                for k in syntax.children(self.tokens, c, "pobj"):
                    for inner in syntax.conjuncts(self.tokens, k):
                        found.extend(self._party(inner, slot, places=False, owners=False))
        return tuple(p for p in found if p.id or p.country)

    def _owners(self, t: int) -> Iterator[Party]:
        """Whom noun t belongs to, by the words before it: "Russia's base", "a U.S. military airstrike"."""
        if self.tokens[t].lower == "war":  # who "voted against the Iraq War" did nothing to Iraq
            return
        before = [c for c in self.tokens[t].children if self.tokens[c].dep in ("poss", "amod", "compound", "nmod")]
        found: list[Party] = []
        nation: ActorMention | None = None
        for first in before:
            for c in syntax.conjuncts(self.tokens, first):  # "Kenyan and Ethiopian villages"
                owner = self.scene.actor_at(self.sentence, c)
                half = owner is not None and self.tokens[max(owner.first - 2, 0)].lower in _HALVES  # "pro-Israel"
                if owner is not None and owner.last + 2 <= t and self._undone(owner.last):
                    continue
                if owner is not None and (half or (owner.kind == "person" and self._borne_by_owner(t))):
                    continue
                stands_for = self.tokens[t].lemma in words("standing_for")  # "his campaign": he
                if owner is not None and owner.last < t and (owner.form != "pronoun" or stands_for):
                    self.used.update(range(owner.first, owner.last + 1))
                    if nation is not None and nation.last == owner.first - 1 and owner.form == "role":
                        found[-1] = self._national(nation, owner)
                    else:
                        found.extend(parties(owner))
                    nation = owner if owner.form == "adjective" and found else None
                elif owner is None and self.tokens[c].dep != "poss":
                    found.extend(self._owners(c))
        yield from found

    def _national(self, nation: ActorMention, role: ActorMention) -> Party:
        """A body before a noun with the nationality before it, as one: "two *Chinese coastguard* ships"."""
        body = parties(role)[0]
        if body.country is not None:
            return body
        text = self.scene.text[nation.start : role.end]
        return msgspec.structs.replace(
            body, text=text, start=nation.start, country=nation.country, id=body.id or nation.country
        )

    def makers(self) -> tuple[Party, ...]:
        """Who made what a passive verb says was made, by the name right before it: "the *Brazilian* tariffs imposed on U.S. ethanol"."""
        found: list[Party] = []
        for t in self.frame.get("obj"):
            for c in self.tokens[t].children:
                owner = self.scene.actor_at(self.sentence, c)
                right_before = owner is not None and (self.tokens[c].dep == "poss" or owner.last == t - 1)
                if owner is not None and right_before and owner.form in ("adjective", "name", "metonym"):
                    self.used.update(range(owner.first, owner.last + 1))
                    found.extend(parties(owner))
        return tuple(found)

    def _undone(self, last: int) -> bool:
        """Whether another half undoes what a name before a noun says: "the UN-backed mission"."""
        hyphened = self.tokens[last + 1].text in ("-", "–")
        return hyphened and self.tokens[last + 2].lower in words("not_of_the_country")

    def _borne_by_owner(self, t: int) -> bool:
        """Whether a person before noun t suffers it, and so is not who is blamed for it: "condemned Parker's arrest"."""
        return self.kind in ("ACCUSE", "PROTEST") and self.tokens[t].lemma in words("suffered_nouns")

    def _meant(self, t: int, mention: ActorMention) -> tuple[Party, ...]:
        """The parties a mention stands for: those it speaks for ("delegations of A and B"), the person it is beside, itself."""
        if mention.form != "role" or mention.members:
            return parties(mention)
        scene, sentence, tokens = self.scene, self.sentence, self.tokens
        for name, inner in syntax.prepositions(tokens, t):
            if name in ("of", "from"):
                behind = [scene.actor_at(sentence, k) for k in syntax.conjuncts(tokens, inner)]
                several = [m for m in behind if m is not None and m.form != "adjective"]
                if len(several) > 1 or any(m.members for m in several):  # "the leaders of the two countries"
                    for m in several:
                        self.used.update(range(m.first, m.last + 1))
                    return tuple(p for m in several for p in parties(m))
        for c in tokens[t].children:
            if tokens[c].dep == "appos":
                person = scene.actor_at(sentence, c)
                if person is not None and person.kind == "person":
                    self.used.update(range(person.first, person.last + 1))
                    return _in_office(person, mention)
        if mention.country is None and mention.id is None and (owned := self._owned(t, mention)):
            return owned
        return parties(mention)

    def _owned(self, t: int, mention: ActorMention) -> tuple[Party, ...]:
        """A role that belongs to whom a pronoun stands for: "its warplanes", "our forces", "Chad, whose troops"."""
        for c in self.tokens[t].children:
            if self.tokens[c].dep != "poss":
                continue
            owner = None
            if self.tokens[c].lower in FIRST_PERSON:
                owners = self._self_reference(self.tokens[c])
            else:
                above = syntax.ancestors(self.tokens, t) if self.tokens[c].tag == "WP$" else ()
                clause = next((a for a in above if self.tokens[a].dep == "relcl"), None)  # "Algeria, whose army"
                owner = self.scene.actor_at(self.sentence, c if clause is None else self.tokens[clause].head)
                named = owner is not None and (clause is not None or owner.form == "pronoun")
                owners = parties(owner) if owner is not None and named else ()
            if owners and owners[0].country and mention.head_lemma not in words("other_states"):
                mine, own = parties(mention)[0], owners[0]
                identity = own.id if own.id is None or not own.id.startswith(f"{own.country}-") else own.country
                if owner is not None and owner.kind == "person":  # "his son" is not he
                    identity = None
                return (
                    msgspec.structs.replace(
                        mine, id=identity, country=own.country, basis="inherited", origin=own.origin
                    ),
                )
        return ()

    def _self_reference(self, token: Token, state: Token | None = None) -> tuple[Party, ...]:
        """Whoever says it, for "we" and "our" in what is said: where a minister says "we", or a `state` is named, his country."""
        said = speakers.speaker_at(self.scene.said_in(self.sentence), self.sentence, token)
        if said is None or said.source is None or said.speaker is None:
            return ()
        who, (start, end), word = said.speaker, said.source, state or token
        name, identity, wikidata = who.name, who.id, who.wikidata
        country = self.scene.country_name(who.country) if who.country else None
        if country and (state is not None or ("GOV" in who.sectors and token.lower in _SEVERAL)):
            name, identity, wikidata = country, who.country, None
        return (
            Party(
                text=word.text, start=word.start, end=word.end, name=name, id=identity, country=who.country,
                sectors=who.sectors, wikidata=wikidata, basis="inherited",
                origin=Span(start=start, end=end, text=self.scene.text[start:end]),
            ),
        )  # fmt: skip

    def _place_party(self, t: int) -> Party | None:
        """The country of a place, as a party; a country's own mention goes first."""
        place = self.scene.place_at(self.sentence, t)
        if place is None:
            return None
        name = self.scene.country_name(place.country) if place.country else None
        if name is None:
            return None
        return Party(
            text=place.text, start=place.start, end=place.end, name=name, id=place.country, country=place.country,
            sectors=("GOV",),
        )  # fmt: skip


def _in_office(person: ActorMention, role: ActorMention) -> tuple[Party, ...]:
    """A person beside a role, of its country where nothing else tells one: "Chad's army chief, General Juma Bol"."""
    found = parties(person)
    if person.country or person.id or not role.country or person.members:
        return found
    return tuple(msgspec.structs.replace(p, country=role.country, sectors=p.sectors or role.sectors) for p in found)


def _elsewhere(party: Party) -> Party:
    """A party named in another sentence, with where that is."""
    origin = party.origin or Span(start=party.start, end=party.end, text=party.text)
    return msgspec.structs.replace(party, basis="inherited", origin=origin)


_DECLARED = frozenset({"ACCUSE", "REQUEST", "AGREE", "REJECT", "THREATEN", "SUPPORT"})
"""Types of what is done by words, and so by a document."""


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


def same(party: Party, others: Iterable[Party]) -> bool:
    """Whether a party is among others: the same span, or the same known actor."""
    return any(
        (party.start, party.end, party.id) == (o.start, o.end, o.id)
        or (party.id is not None and party.id == o.id and party.sectors == o.sectors)
        for o in others
    )


def again(party: Party, others: Iterable[Party]) -> bool:
    """Whether a party is one of others taken up again, by a pronoun, "we" or the same words ("Parker decided why he")."""
    we = party.text.lower() in _SEVERAL and party.country is not None
    return party.name is not None and any(
        (we or party.name == o.name) and (party.country, party.sectors) == (o.country, o.sectors) for o in others
    )
