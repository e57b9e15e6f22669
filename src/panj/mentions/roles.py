"""Role phrases: a role noun with whom it belongs to ("Tajik forces", "the Government of Iraq", "thousands of fighters")."""

from __future__ import annotations

from panj import syntax
from panj.knowledge.actors import Role
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.knowledge.english.eventuality import eventuality
from panj.knowledge.english.quantities import quantities
from panj.mentions.bodies import STATE, of_several_states
from panj.mentions.forces import uses_force
from panj.mentions.names import NameMatch
from panj.mentions.view import SMALL, Found, Link, View, link_to
from panj.records import ActorKind, Party, Token

AFFILIATING = frozenset({"of", "for", "from"})
ARMED = frozenset({"COP", "GOV", "LEG", "MIL", "REB", "UAF", "PRM", "SPY", "OPP", "CRM", "PTY"})
"""Sectors whose role nouns act even as modifiers of what is done ("police raids")."""
HYPHENS = frozenset({"-", "–"})
_HELD = frozenset(
    {"birthday", "christmas", "cocktail", "dinner", "garden", "graduation", "rescue", "search", "tea", "wedding"}
)
"""What makes a party one that is held or sent."""
_ARGUMENTS = frozenset({"nsubj", "dobj", "pobj", "nsubjpass", "conj", "agent", "dative"})
_JOINING = frozenset({"and", "or", ",", "&"})
_VAGUE = frozenset({"a", "an", "some", "any", "no", "many", "several"})
_DEFINITE = frozenset({"any", "both", "each", "no", "that", "the", "these", "this", "those"})
"""What points at states told before, or at none."""
_NAMES = frozenset({"ORG", "GPE", "NORP", "PERSON", "LOC", "FAC"})


def find_roles(view: View) -> None:
    """Add the role phrases of a sentence, from its end: in "the Afghan government's troops" the troops hold the government."""
    for token in reversed(view.tokens):
        if token.pos in ("NOUN", "PROPN", "ADJ") and token.i not in view.used:
            _add_role(view, token)


def _add_role(view: View, token: Token) -> None:
    """Add a role phrase headed by a token, if it is one."""
    tokens, i = view.tokens, token.i
    if i in view.at:
        return
    found = view.role_at(i) or _common_body(view, i)
    if found is None or not _stands_alone(view, found):
        return
    role = found.role
    head = view.head(found.first, i) if " of " in role.noun else i  # "ministry" of "the Afghan ministry of defence"
    np_first = min(syntax.noun_phrase(tokens, head)[0], found.first)
    if np_first in view.at:  # the parser split "Islamic State of Iraq and the Levant" before "fighters"
        np_first = min(np_first, view.at[np_first].first)
    belongs = link(view, head, np_first, i)
    if not _evident(view, found, belongs):
        return
    first = max(
        (t + 1 for t in range(np_first, i) if tokens[t].pos == "AUX"), default=np_first
    )  # a clause taken for a phrase
    while first < i and tokens[first].lower in (*SMALL, "and"):
        first += 1
    if not view.free(first, i) and not _holds(view, first, i):
        first = found.first
        if not view.free(first, i):
            return
    last = _tail(view, found)
    first = partitive(view, i, first)
    named = last > i
    plural = role.plural or (token.tag in ("NNS", "NNPS") and " of " not in role.noun)
    members = _nationalities(view, np_first, i, role) if plural else ()
    determiner = syntax.child(tokens, head, "det", "poss")
    bare = determiner is None or tokens[determiner].lower in _VAGUE
    kind: ActorKind = "group" if plural else "role" if role.kind == "person" else "organization"
    name = view.words(first, last)
    known = view.known.get(name) if token.pos == "PROPN" else None
    unnamed = plural or determiner is not None or (role.kind == "group" and token.pos != "PROPN")
    made = view.add(
        first, last, head, taken=(first, i), kind=kind, plural=plural, collective=role.kind == "group" and not plural,
        singular_person=role.kind == "person" and not plural, name=name,
        members=members,
        id=belongs.id if belongs and not members else None,
        country=None if members else belongs.country if belongs else known.country if known else None,
        sectors=_sectors(view, found, first, belongs), wikidata=None, form="role",
        generic=bool(bare and belongs is None and not named and unnamed),
        rule=role.place,
    )  # fmt: skip
    if token.pos == "PROPN":
        view.known[name] = made


def _some(view: View, i: int) -> bool:
    """Whether noun i stands for some of its kind, known or not: "ten states", "several", "other countries", "dozens of nations"."""
    tokens = view.tokens
    above = tokens[tokens[i].head]
    if above.lower == "of" and tokens[above.head].lemma in words("partitives"):
        return tokens[i].children == ()
    before = [tokens[t] for t in range(syntax.noun_phrase(tokens, i)[0], i)]
    if not _DEFINITE.isdisjoint(t.lower for t in before):
        return False
    return any(t.tag == "CD" or t.lower == "other" or t.lemma in words("partitives") for t in before)


def _sectors(view: View, found: Found, first: int, belongs: Link | None) -> tuple[str, ...]:
    """The sectors of a role phrase: of the noun, of what it is of, of whom it belongs to; out of office, ELI."""
    tokens, role = view.tokens, found.role
    sectors = role.sectors or sectors_of(view, found) or (belongs.sectors if belongs else ())
    before = {t.lower for t in tokens[first : found.head]}
    if role.kind == "person" and STATE.intersection(sectors) and before & words("former_modifiers"):
        return ("ELI",)
    if "MIL" in sectors and "GOV" not in sectors and before & {"government", "regime"}:
        return ("GOV", *sectors)
    nation = belongs is not None and belongs.id is not None and belongs.id == belongs.country
    regions = groups("region_adjectives")
    if any(_other(view, m, found.head) for m in view.matches if first <= m.first <= _reach(tokens, found.head)):
        return ("GOV",)
    if not sectors and tokens[found.head].lemma == "leader" and first < found.head:
        before_it = [tokens[t].lower for t in range(first, found.head)]
        of_region = tokens[found.head].tag == "NNS" and (before_it == ["world"] or " ".join(before_it) in regions)
        if of_region or (nation and all(t in view.at for t in range(first, found.head))):
            return ("GOV",)  # "the North Korean leader", "African leaders"
    if not sectors and tokens[found.head].lemma == "leader" and of_several_states(tokens, found.head):
        return ("GOV",)
    return sectors


def _holds(view: View, first: int, i: int) -> bool:
    """Whether what is taken in a phrase is whole mentions inside it ("President Assad's forces"), its last word free."""
    if i in view.used:
        return False
    return all(first <= m.first and m.last < i for m in view.out if m.last >= first and m.first <= i)


def _stands_alone(view: View, found: Found) -> bool:
    """Whether a role noun is a noun phrase of its own, not a mere modifier or a part of a longer name."""
    tokens, i = view.tokens, found.head
    token = tokens[i]
    if token.pos == "ADJ" and token.dep not in _ARGUMENTS:
        return False
    if token.pos == "PROPN" and i + 1 < len(tokens) and tokens[i + 1].pos == "PROPN" and token.dep == "compound":
        return False
    entity = view.entity_at.get(i)
    if (
        entity is not None
        and entity.last > i
        and entity.label in ("ORG", "FAC", "PERSON", "WORK_OF_ART", "LAW", "EVENT")
    ):
        goes_on = tokens[i + 1].lower not in ("of", "for", "to", "on") or token.pos != "PROPN"
        if goes_on and tokens[entity.last].text[:1].isupper():
            return False
    if token.dep in ("compound", "nmod", "amod") and token.head > i:
        if token.head in view.used:
            return False  # "army officers": the officers are the mention
        if tokens[token.head].pos in ("NOUN", "PROPN"):
            return _counts_as_modifier(found, tokens[token.head])
    return True


def _counts_as_modifier(found: Found, noun: Token) -> bool:
    """Whether a role noun before another noun is somebody: "police raid", "army base", "journalist detentions"."""
    if ARMED.intersection(found.role.sectors):
        return True
    return found.role.kind == "person" and noun.lemma in eventuality().nouns


def _common_body(view: View, i: int) -> Found | None:
    """A group or country called by a common noun with something that sets it apart, or counted: "Arab states", "ten states"."""
    token = view.tokens[i]
    sort = groups("definite_nouns").get(token.lemma)
    states = sort in ("country", "states")
    if sort is None or token.pos != "NOUN" or (states and token.tag != "NNS"):
        return None
    told = [c for c in token.children if c < i and view.tokens[c].dep in ("amod", "compound", "nmod")]
    pointed = any(view.tokens[c].lower in _DEFINITE for c in token.children)  # "the group" may be one told before
    if not (
        any(view.tokens[c].lemma not in words("plain_modifiers") for c in told)
        or (states and _some(view, i))
        or (uses_force(view.tokens, i) and not pointed)
    ):
        return None
    sectors = ("GOV",) if states else ()
    return Found(Role(token.lemma, "group", sectors, False, False, "english/definite_nouns.csv"), i, i)


def _evident(view: View, found: Found, belongs: Link | None) -> bool:
    """Whether a noun that is a role only at times is one here."""
    tokens, i = view.tokens, found.head
    lemma = tokens[i].lemma
    if lemma == "party" and any(tokens[c].lemma in _HELD for c in tokens[i].children):
        return False
    if lemma in words("no_actors") and tokens[i].pos != "PROPN":
        return belongs is not None
    if found.first == i and lemma in words("doubtful_roles"):
        led = any(view.at.get(t) is not None for t in syntax.subtree(tokens, i) if t < i)  # "the EU-led mission"
        return (
            belongs is not None or led or tokens[i].pos == "PROPN" or (found.role.kind == "person" and _speaks(view, i))
        )
    if lemma in words("housed_bodies") and found.role.kind == "group":
        return belongs is not None or _speaks(view, i) or _struck(view, i)
    return True


def _speaks(view: View, i: int) -> bool:
    """Whether a body that is a building too says something here, is asked for something, or is in a by-phrase."""
    token = view.tokens[syntax.first_conjunct(view.tokens, i)]
    above = view.tokens[token.head]
    if token.dep in ("dobj", "nsubjpass", "dative") and above.lemma in words("addressing_verbs"):
        return True
    return (token.dep == "nsubj" and (above.lemma, "V") in cues()) or above.dep == "agent"


def _struck(view: View, i: int) -> bool:
    """Whether a house is what an attack hits: "an airstrike hit a hospital", "attacks on schools"."""
    tokens = view.tokens
    token = tokens[syntax.first_conjunct(tokens, i)]
    above = tokens[token.head]
    if token.dep in ("dobj", "nsubjpass"):
        return above.lemma in words("striking_verbs")
    return (
        token.dep == "pobj" and above.lower in ("on", "against") and tokens[above.head].lemma in words("strike_nouns")
    )


def _tail(view: View, found: Found) -> int:
    """The last token of the phrase: with "of X" behind it where that names whom it belongs to."""
    tokens, i = view.tokens, found.head
    proper = tokens[i].pos == "PROPN"
    for c in tokens[i].children:
        token = tokens[c]
        if c != i + 1 or token.dep != "prep":
            continue
        if not (token.lower == "of" or (token.lower in ("for", "to", "on") and (found.role.office or proper))):
            break
        inner = syntax.child(tokens, c, "pobj")
        if inner is None or inner < c:
            break
        entity = view.entity_at.get(inner)
        named = inner in view.at or (entity is not None and entity.label in _NAMES) or tokens[inner].pos == "PROPN"
        adjective = any(k in view.at and view.at[k].named.form != "name" for k in tokens[inner].children if k < inner)
        if not named and not (tokens[i].lemma in words("collectives") and adjective):
            break
        last = inner
        if inner in view.at:
            last = view.at[inner].last
        elif entity is not None and entity.last > inner:
            last = entity.last
        while (
            proper
            and last + 2 < len(tokens)
            and tokens[last + 1].lower == "and"
            and tokens[last + 2].pos == "PROPN"
            and tokens[last + 2].dep == "conj"
        ):
            last += 2
        while last > i and (tokens[last].pos in ("PUNCT", "DET") or tokens[last].tag == "POS"):
            last -= 1
        return last if last > c else i
    return i


def partitive(view: View, i: int, first: int) -> int:
    """Where the phrase starts with what counts it: "thousands of fighters", "a group of Syrians"."""
    tokens = view.tokens
    at = tokens[i].head
    if tokens[i].dep != "pobj" or tokens[at].lower != "of" or at >= first:
        return first
    counts = tokens[tokens[at].head]
    if counts.i != at - 1 or not (counts.lemma in words("partitives") or counts.lemma in words("collectives")):
        return first
    if view.role_at(counts.i) is not None or counts.i in view.used:
        return first
    start = syntax.noun_phrase(tokens, counts.i)[0]
    while start < counts.i and (tokens[start].lower in SMALL or tokens[start].pos == "PUNCT"):
        start += 1
    return start if view.free(start, counts.i) else first


def sectors_of(view: View, found: Found) -> tuple[str, ...]:
    """The sectors that whom it belongs to gives a role without any ("army spokesman", "spokesman for the Ministry of Trade")."""
    tokens, i = view.tokens, found.head
    inside = [
        c for c in tokens[i].children if c < found.first and tokens[c].dep in ("compound", "nmod", "amod", "poss")
    ]
    behind = [t for name, t in syntax.prepositions(tokens, i) if name in AFFILIATING]
    for c in (*inside, *behind):
        inner = view.role_at(c) if c not in view.at else None
        if inner is None and c not in view.at:
            inner = next(
                (r for name, t in syntax.prepositions(tokens, c) if name == "of" and (r := view.role_at(t))), None
            )
        if inner is not None and inner.role.sectors:
            return inner.role.sectors
    return ()


def link(view: View, head: int, first: int, stop: int) -> Link | None:
    """The country or group that a role phrase belongs to: a modifier, a possessor, or behind "of"."""
    tokens = view.tokens
    best: Link | None = None
    parts = {m.first: m for m in view.parts if _in_organization(view, m)}
    for t in range(first, max(stop, head + 1)):
        match = view.at.get(t) or parts.get(t)
        if match is None or match.first != t or undone(view, match.first, match.last):
            continue
        entry = match.entry
        if (entry.kind == "person" and entry.country is None) or _field(view, match, head) or _other(view, match, head):
            continue
        if best is None or entry.kind != "country":
            country = entry.country or (best.country if best else None)
            best = link_to(entry)._replace(country=country)
    if best is not None:
        return best
    owned = syntax.child(tokens, head, "poss") is not None
    for name, t in syntax.prepositions(tokens, head):
        if name in AFFILIATING and not (name == "from" and owned):  # "its ambassador from Iran"
            match = view.at.get(t) or next((view.at[c] for c in tokens[t].children if c in view.at and c < t), None)
            if (
                match is not None
                and not undone(view, match.first, match.last)
                and not _other(view, match, head)
                and (name != "for" or match.entry.kind != "country" or match.first > t or match.last < t)
            ):
                return link_to(match.entry)
    for c in tokens[head].children:  # "a delegation led by the Taliban's deputy head"
        if tokens[c].dep == "acl" and tokens[c].lemma in ("lead", "head"):
            for name, t in syntax.prepositions(tokens, c):
                if name == "by":
                    for k in syntax.subtree(tokens, t):
                        if k in view.at:
                            return link_to(view.at[k].entry)
    return None


def _field(view: View, match: NameMatch, head: int) -> bool:
    """Whether a country's name before a noun says what somebody knows or went through: "a Russia expert"."""
    named = (
        match.entry.kind == "country" and match.named.form == "name" and not match.named.text.replace(".", "").isupper()
    )
    before = match.last < head and view.tokens[match.last].dep != "poss"
    return named and before and view.tokens[head].lemma in words("subject_nouns")


def _other(view: View, match: NameMatch, head: int) -> bool:
    """Whether a country's name on a noun says to whom somebody is another: "Russia's allies", "US rivals"."""
    named = match.entry.kind == "country" and match.named.form == "name"
    return named and view.tokens[head].lemma in words("other_states")


def _reach(tokens: tuple[Token, ...], i: int) -> int:
    """The last token of what stands behind noun i with "of" ("the allies of Russia"), or i."""
    return max((t for name, t in syntax.prepositions(tokens, i) if name == "of"), default=i)


def _in_organization(view: View, match: NameMatch) -> bool:
    """Whether a country's name is a part of an organization's: "the Zimbabwe Electoral Commission"."""
    entity = view.entity_at.get(match.first)
    return entity is not None and entity.label == "ORG"


def of_money(view: View, last: int) -> bool:
    """Whether a name that ends at token last stands before money: "three million US dollars"."""
    after = view.tokens[last + 1] if last + 1 < len(view.tokens) else None
    return after is not None and after.pos in ("NOUN", "PROPN") and after.lemma in quantities()["currency"]


def undone(view: View, first: int, last: int) -> bool:
    """Whether another half undoes a nationality: "US-backed", "Iranian-born", "anti-Russian", "US dollars"."""
    tokens = view.tokens
    if of_money(view, last):
        return True
    if last + 2 < len(tokens) and tokens[last + 1].lower in HYPHENS:
        return tokens[last + 2].lower in words("not_of_the_country")
    return first > 1 and tokens[first - 1].text in HYPHENS and tokens[first - 2].lower in ("anti", "pro", "non", "ex")


def _nationalities(view: View, first: int, i: int, role: Role) -> tuple[Party, ...]:
    """The parties of a role phrase of several countries or bodies: "Peruvian" and "Chilean diplomats"."""
    tokens = view.tokens
    found = {}
    for t in range(first, i):
        match = view.at.get(t)
        if match is not None and match.entry.kind != "person" and not undone(view, match.first, match.last):
            found[match.entry.id] = match
    if len(found) < 2 or not any(tokens[m.last + 1].lower in _JOINING for m in found.values()):
        return ()
    ends = [match.last for match in found.values()]
    ends[-1] = i  # the noun is told with the last
    made = []
    for match, last in zip(found.values(), ends, strict=True):
        start, end, entry = tokens[match.first].start, tokens[last].end, match.entry
        made.append(
            Party(
                text=view.text[start:end], start=start, end=end, name=entry.name, id=entry.id, country=entry.country,
                sectors=role.sectors or entry.sectors, wikidata=entry.wikidata,
            )
        )  # fmt: skip
    return tuple(made)
