"""Recipients that stand deeper than a slot: the owner of what is hit, the maker of what is rejected, the thing itself.

Asked only where no slot of the trigger holds a party. First the phrases that fill its slots are searched for a known
party, nearest first: "struck a depot of the Syrian army", "rejected an appeal filed by the union", "agreed to lift a ban
on French beef". Where there is none, and the type says what is done to things as well, the thing is the recipient as
written, with the country it lies in: "attacked a military base in Kenya", "condemned the killing of two nurses".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panj import syntax
from panj.claims.finder import Finder, again, same
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import words
from panj.knowledge.english.eventuality import eventuality
from panj.knowledge.english.roads import roads as roads_of
from panj.records import Party, Token, Trigger

Tokens = tuple[Token, ...]

DEPTH = 4
"""How many noun phrases deep a party may stand."""
THINGS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "PROTEST", "REJECT", "SUPPORT", "AID"})
"""Types whose recipient may be a thing."""
PROMISED = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST", "AID", "MOBILIZE"})
"""Types that may take whom the act in their complement is about."""
_BEHIND_PROMISED = ("against", "to", "with", "for", "from", "into", "on", "in")
_ADDRESSED = ("from", "of", "on", "against", "at")
ABOUT = frozenset({"AGREE", "REQUEST", "SUPPORT"})
"""Types that are not directed at those who suffer what they are about."""
_USED_ON = frozenset({"ASSAULT", "COERCE"})
"""Types that are done to the thing itself, wherever it lies."""
LYING = ("in", "near", "at", "inside", "outside", "of", "on", "along", "around")
"""Prepositions that say where a thing lies."""
_LEADING = ("to", "into", "from")
"""Prepositions behind a road, bridge or railway that say where it leads."""
TARGETS = ("obj", "on", "against", "at", "into", "upon", "toward", "towards", "over")
"""Slots that hold what an act is directed at, also where it is a thing."""

_ACROSS = frozenset({"in", "across", "throughout", "over"})
"""Slots of an act that is done in an area ("declared martial law in the province"), never in a thing ("in response")."""
COMING = frozenset({"ACCUSE", "ASSAULT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types whose nouns come from whoever acts."""
_NOMINAL = frozenset({"csubj", "csubjpass", "dobj", "nsubj", "nsubjpass", "pcomp", "pobj"})
"""Relations of a gerund that stands as a noun."""
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})


def deeper(
    finder: Finder, trigger: Trigger, phrase: Phrase, slots: Sequence[str], own: Sequence[Party]
) -> tuple[tuple[Party, ...], str]:
    """The recipients below what fills the slots, and in which slot; else what fills them, where a thing can be meant.

    Args:
        finder: Parties by slot.
        trigger: The trigger.
        phrase: Its row.
        slots: The slots of its recipient, in the order in which they are tried.
        own: The actors: they are not their own recipients.
    """
    roads = roads_of()[phrase.type, "noun"]
    more = roads if trigger.kind != "verb" else ("obj", *roads_of().get((phrase.type, "verb"), ()))
    tried = [*slots, *(s for s in more if s not in slots and (s != "by" or trigger.kind == "verb"))]
    if comes_from(finder, phrase):
        tried = [s for s in tried if s != "from"]
    consumed = _consumed(finder, phrase)
    if trigger.kind == "verb" and (stranger := _stranger(finder, slots, consumed, phrase.type)):
        return stranger
    search = _Search(finder, phrase.type, own, consumed)
    for firm in (True, False):
        for slot in tried:
            for t in finder.fillers(slot):
                if found := search.below(t, roads, firm=firm):
                    return found, f"below {slot}"
        if phrase.type in PROMISED and not (phrase.type == "REQUEST" and finder.frame.get("obj")):
            for verb in finder.frame.get("comp"):  # "agreed to lift a ban on French beef"
                if found := search.promised(verb, firm=firm):
                    return found, "below the complement"
        if phrase.type == "PROTEST" and (found := search.addressed(trigger, firm=firm)):
            return found, "whom the protest addresses"
    if phrase.type in THINGS:
        for slot in slots:
            if (slot not in TARGETS and slot not in phrase.recipients) or (slot == "obj" and phrase.type == "AID"):
                continue
            for t in finder.fillers(slot):
                ground = (
                    slot == "over" and phrase.type == "PROTEST" and trigger.kind == "noun"
                )  # "protests over the removal"
                if slot in _ACROSS and not ground and not _area(finder, t):
                    continue
                if t not in consumed and t != trigger.i and (party := _thing(finder, t, phrase.type)):
                    return (party,), slot
    return (), ""


def comes_from(finder: Finder, phrase: Phrase) -> bool:
    """Whether those stand behind "from" who act: "shelling from Peru", "criticism from Chile", "a request from Chad"."""
    token = finder.tokens[finder.frame.i]
    noun = token.pos == "NOUN" or (token.tag == "VBG" and token.dep in _NOMINAL)
    before = (finder.scene.actor_at(finder.sentence, t) for t in finder.frame.get("mod"))
    owned = finder.frame.get("poss") or any(m is not None and m.country for m in before)  # "Syria's demand from Iraq"
    own = phrase.shape or "from" in phrase.actors or owned
    return noun and not own and phrase.type in COMING and bool(finder.frame.get("prep:from"))


def _stranger(
    finder: Finder, slots: Sequence[str], consumed: frozenset[int], kind: str
) -> tuple[tuple[Party, ...], str] | None:
    """A name that nobody knows in a slot of its own: "accused the West of meddling in Georgia", "demanded that Dbei go"."""
    for slot in ("obj", "comp"):
        for t in finder.fillers(slot) if slot in slots else ():
            if finder.tokens[t].pos == "PROPN" and t not in consumed and not finder.at(t):
                party = _thing(finder, t, kind)
                if party is not None:
                    return (party,), slot
    return None


def _consumed(finder: Finder, phrase: Phrase) -> frozenset[int]:
    """The tokens that the row itself needs: what is fired, declared or imposed is no target."""
    found: set[int] = set()
    for condition in phrase.conditions:
        own = condition.words or condition.kinds == {"#country"}
        if own and not condition.negated and condition.slot.removeprefix("prep:") not in phrase.recipients:
            found.update(finder.frame.get(condition.slot))
    return frozenset(found)


class _Search:
    """The search for a party below the nouns of one act."""

    def __init__(self, finder: Finder, kind: str, own: Sequence[Party], consumed: frozenset[int]) -> None:
        self._finder = finder
        self._tokens = finder.tokens
        self._kind = kind
        self._own = own
        self._consumed = consumed

    def below(self, t: int, roads: Sequence[str], *, firm: bool) -> tuple[Party, ...]:
        """The nearest parties below noun t that are not the actors; `firm` wants those of a country or a table."""
        level = [t]
        for _ in range(DEPTH):
            for i in level:
                held = self._finder.at(i, places=self._kind not in _USED_ON) if i not in self._consumed else ()
                found = tuple(
                    p for p in held if (p.country or p.id or (p.sectors and not firm)) and not self._is_actor(p, i == t)
                )
                if found:
                    return found
            level = [k for i in level for k in self._next(i, roads)]
        return ()

    def _is_actor(self, party: Party, near: bool) -> bool:
        """Whether a party is an actor; further down also where it may be one."""
        return again(party, self._own) or (same(party, self._own) if near else _of(party, self._own))

    def _next(self, t: int, roads: Sequence[str]) -> Iterator[int]:
        """The nouns that noun t leads to: behind prepositions on it or on a participle, and who acts in what is claimed."""
        tokens = self._tokens
        behind = syntax.prepositions(tokens, t)
        if (
            self._kind == "ACCUSE" and eventuality().nouns.get(tokens[t].lemma) == "event"
        ):  # who did it, not who suffered it
            moved = tokens[t].lemma in words("moving_nouns")  # "the entry of Turkish troops"
            roads = [name for name in roads if name == "by" or (moved and name == "of")]
        elif self._kind in ABOUT and tokens[t].lemma in words("suffered_nouns"):
            roads = [name for name in roads if name != "of"]  # "demanded the release of", "welcomed the arrest of"
        if self._kind == "PROTEST" and tokens[t].lemma in words("suffered_nouns"):
            roads = [name for name in roads if name == "by"]  # "over the removal of the president"
        for c in tokens[t].children:
            if tokens[c].dep == "acl" and tokens[c].lemma == "belong":  # "a plant belonging to Saudi Aramco"
                yield from (k for name, k in syntax.prepositions(tokens, c) if name == "to")
            elif tokens[c].dep == "acl" and tokens[c].tag == "VBN":  # "a plan proposed by the union"
                behind += syntax.prepositions(tokens, c)
            elif tokens[c].dep in ("acl", "ccomp") and self._kind in (
                "ACCUSE",
                "REQUEST",
            ):  # "claims that soldiers ..."
                yield from (d for d in tokens[c].children if tokens[d].dep in ("nsubj", "nsubjpass"))
            elif self._kind == "ACCUSE" and self._made(t, c):  # "a ban that the minister declared"
                yield from (d for d in tokens[c].children if tokens[d].dep == "nsubj")
        if tokens[t].dep == "pcomp":  # "into whether soldiers ..."
            yield from (d for d in tokens[t].children if tokens[d].dep in ("nsubj", "nsubjpass"))
        if tokens[t].lemma in words("way_nouns") and self._kind != "COERCE":  # "a railway to the Chinese border"
            roads = [name for name in roads if name not in _LEADING]
        for road in roads:
            for name, inner in behind:
                if name == road:
                    yield from syntax.conjuncts(tokens, inner)

    def _made(self, noun: int, clause: int) -> bool:
        """Whether a relative clause says who made what a noun names."""
        verb = self._tokens[clause]
        made = verb.dep == "relcl" and verb.lemma in words("making_verbs")
        return made and noun in syntax.objects(self._tokens, clause)

    def promised(self, verb: int, *, firm: bool) -> tuple[Party, ...]:
        """The parties that a promised act is about: below its objects, or whom it lets act."""
        tokens = self._tokens
        here = [c for c in tokens[verb].children if tokens[c].dep in ("dobj", "dative", "nsubj", "pobj")]
        here = [c for c in here if not self._finder.sent_by_who_promises(c)]
        here += [t for name, t in syntax.prepositions(tokens, verb) if name in _BEHIND_PROMISED]
        for c in tokens[verb].children:  # "agreed to let inspectors enter", "to help rebuild Haiti"
            if tokens[c].dep in ("ccomp", "xcomp"):
                here += [d for d in tokens[c].children if tokens[d].dep in ("nsubj", "dobj")]
        for t in here:
            if found := self.below(t, roads_of()[self._kind, "noun"], firm=firm):
                return found
        return ()

    def addressed(self, trigger: Trigger, *, firm: bool) -> tuple[Party, ...]:
        """Whom a protest addresses: "demanding that ministers resign", "in response to a firm's decision"."""
        tokens = self._tokens
        asked: list[int] = []
        for i in (k for k in (trigger.i, trigger.verb) if k >= 0):
            for c in tokens[i].children:
                if tokens[c].lemma in words("protest_aims") and tokens[c].pos == "VERB":
                    asked += self._demanded(c)
            for name, noun in syntax.prepositions(tokens, i):
                if name == "in" and tokens[noun].lemma in words("protest_grounds"):
                    asked += [t for _, t in syntax.prepositions(tokens, noun)]
        return next((found for t in asked if (found := self.below(t, roads_of()["PROTEST", "noun"], firm=firm))), ())

    def _demanded(self, verb: int) -> Iterator[int]:
        """Who is to do what a protest demands, then of whom it is demanded, then the objects."""
        tokens = self._tokens
        for clause in syntax.children(tokens, verb, "ccomp"):
            yield from syntax.children(tokens, clause, "nsubj")
        objects = syntax.children(tokens, verb, "dobj")
        for holder in (verb, *objects):
            yield from (t for name, t in syntax.prepositions(tokens, holder) if name in _ADDRESSED)
        yield from objects


def _thing(finder: Finder, t: int, kind: str) -> Party | None:
    """The thing that noun t names, as a party nobody knows, with the country it lies in where force is used on it."""
    tokens, token = finder.tokens, finder.tokens[t]
    if token.lemma in words("partitives"):  # "in parts of the province"
        return next((_thing(finder, k, kind) for name, k in syntax.prepositions(tokens, t) if name == "of"), None)
    if token.pos not in ("NOUN", "PROPN") or token.entity in _MEASURES:
        return None
    if (
        token.dep == "pobj" and tokens[token.head].lower == "by" and token.lemma in words("tallies")
    ):  # "by a large majority"
        return None
    first, last = syntax.noun_phrase(tokens, t)
    while first < t and tokens[first].pos in ("DET", "PUNCT", "PRON", "ADV"):
        first += 1
    inner, steps = t, 0
    while kind not in _USED_ON and steps < DEPTH:  # "the specifics of the cause of his death"
        behind = [k for name, k in syntax.prepositions(tokens, inner) if name in ("of", "about", "by") and k > last]
        if not behind or tokens[behind[0]].pos not in ("NOUN", "PROPN"):
            break
        inner, steps = behind[0], steps + 1
        last = syntax.noun_phrase(tokens, inner)[1]
    place = _lies(finder, t) if kind in _USED_ON else None
    start, end = tokens[first].start, tokens[last].end
    return Party(text=finder.scene.text[start:end], start=start, end=end, country=place)


def _area(finder: Finder, t: int) -> bool:
    """Whether noun t is an area: a place, or a word for one."""
    token = finder.tokens[t]
    named = token.pos == "PROPN" or token.lemma in words("place_nouns")
    return named or finder.scene.place_at(finder.sentence, t) is not None


def _lies(finder: Finder, t: int) -> str | None:
    """The country in which the thing that noun t names lies, or failing that where the act was."""
    tokens = finder.tokens
    around = [k for name in ("in", "near", "at", "inside", "on") for k in finder.fillers(name)]
    for level in ([t], around):
        for _ in range(DEPTH):
            for i in level:
                place = finder.scene.place_at(finder.sentence, i)
                if place is not None and place.country is not None:
                    return place.country
            level = [k for i in level for name, k in syntax.prepositions(tokens, i) if name in LYING]
    return None


def _of(party: Party, own: Sequence[Party]) -> bool:
    """Whether a party is an actor, or may be: one of its country that no id or sector tells apart."""
    for o in own:
        if party.start < o.end and o.start < party.end:
            return True
        apart = party.id != o.id if party.id and o.id else not set(party.sectors) & set(o.sectors)
        unclear = not party.sectors or not o.sectors
        if (party.country or party.id) == (o.country or o.id) and (unclear or not apart):
            return True
    return False
