"""Whose state a document tells of: bodies and officials that nothing else places are of the country of its dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from panj import syntax
from panj.knowledge.english import words
from panj.mentions.bodies import STATE, nationality_alone, of_a_state
from panj.records import ActorMention, ParsedDocument, PlaceMention

_OFFICIAL = STATE | {"ELI"}
_DOMESTIC = frozenset({"AGR", "CRM", "CVL", "EDU", "LAB", "MED", "OPP", "PRM", "PTY", "REB", "UAF"})
"""Sectors of people and groups that are mostly of the country they act in."""
_ARMED = frozenset({"CRM", "PRM", "REB", "UAF"})
_REBELS = frozenset({"PRM", "REB", "UAF"})
_POINTING = frozenset({"the", "these", "those", "both", "all"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
_FIRM = 3
"""How many sentences must name the country of a document without dateline, and how many times those of any other."""


def at_home(
    parsed: ParsedDocument, found: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> tuple[ActorMention, ...]:
    """The mentions, those of a state's bodies and officials that have no country with the one that the document is about.

    "PANAMA CITY - ... Interior Minister Luis Ortega put police on alert" are Panama's, unless their sentence names another
    country. What is told of a body after a sentence on another country ("Spain had extradited him. Prosecutors said") too.
    Behind a dateline so are its people and groups: strikers, gunmen, "opposition leader Rosa Vega".

    Args:
        parsed: The document.
        found: Its actors.
        places: Its places, with that of the dateline.
    """
    named: dict[int, set[str]] = {}
    for mention in found:
        victims = nationality_alone(parsed.sentences[mention.sentence].tokens, mention)
        if mention.country is not None and mention.antecedent is None and not victims:
            named.setdefault(mention.sentence, set()).add(mention.country)
    country = _country(parsed, places, named)
    if country is None:
        return tuple(found)
    bodies = [(m.start, m.end) for m in found if m.kind in ("group", "organization")]
    elsewhere = [(p.start, p.end) for p in places if p.country != country]
    begin = _begin(parsed)
    told = any(country in countries for countries in named.values())
    abroad = _abroad(parsed, found, places, named, country)
    theirs = {
        m
        for m in found
        if (
            _faced(parsed, m)
            or (not named.get(m.sentence, set()) - {country} and _open(parsed, m))
            or (
                begin is not None
                and m.start >= begin
                and _near(m).isdisjoint(abroad)
                and _domestic(parsed, m, told=told)
            )
            or (begin is not None and m.start >= begin and _acts_first(parsed, found, m, country) and _open(parsed, m))
        )
        and not any(
            m.start <= start and end < m.end for start, end in (*bodies, *elsewhere)
        )  # "EADS chief Louis Gallois"
    }
    officials = {m.name for m in theirs if m.kind == "person"}  # told again without their title
    spans = {(m.start, m.end) for m in theirs}

    def is_theirs(m: ActorMention) -> bool:
        again = m.kind == "person" and m.name in officials
        taken_up = m.antecedent is not None and (m.antecedent.start, m.antecedent.end) in spans
        return m in theirs or (m.country is None and (again or taken_up))

    return tuple(
        msgspec.structs.replace(
            m, country=country, antecedent=m.antecedent if m.form == "pronoun" else None, generic=False
        )
        if is_theirs(m)
        else m
        for m in found
    )


def _country(parsed: ParsedDocument, places: Sequence[PlaceMention], named: Mapping[int, set[str]]) -> str | None:
    """The country that a document is about, or None.

    That of its dateline, if its first sentence names no other or the document names none more ("NAIROBI - Sudan's army" is
    not about Kenya); without a dateline one that it names far more than any other.

    Args:
        parsed: The document.
        places: Its places.
        named: The countries of the actors of each sentence.
    """
    begin = parsed.dateline.end if parsed.dateline else 0
    about = {index: set(countries) for index, countries in named.items()}
    for place in places:
        if place.country and place.start >= begin:
            about.setdefault(place.sentence, set()).add(place.country)
    ranked = Counter(c for countries in about.values() for c in sorted(countries)).most_common()
    if parsed.dateline is not None:
        told = {p.country for p in places if p.country and p.start < begin}
        if len(told) != 1:
            return None
        lead = next((s.index for s in parsed.sentences if s.kind == "body"), 0)
        most = {c for c, n in ranked if n == ranked[0][1]}
        return told.pop() if about.get(lead, set()) <= told or told & most else None
    if not ranked or ranked[0][1] < _FIRM:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _FIRM * ranked[1][1] else None


def _open(parsed: ParsedDocument, mention: ActorMention) -> bool:
    """Whether nothing places a body or official, or only a country that another sentence names."""
    sentence = parsed.sentences[mention.sentence]
    told = mention.antecedent
    if mention.country is not None and (told is None or sentence.start <= told.start < sentence.end):
        return False
    if mention.id or mention.members:
        return False
    if mention.kind == "person":
        titled = mention.name is not None and not mention.text.startswith(mention.name)
        return mention.country is None and titled and not _OFFICIAL.isdisjoint(mention.sectors)
    determiner = syntax.child(sentence.tokens, mention.head, "det")
    pointed = determiner is None or sentence.tokens[determiner].lower == "the"
    return pointed and of_a_state(mention)


def _acts_first(parsed: ParsedDocument, found: Sequence[ActorMention], mention: ActorMention, country: str) -> bool:
    """Whether a body acts before its sentence names other countries, and never its own: "the government thanked Chile"."""
    tokens = parsed.sentences[mention.sentence].tokens
    if mention.form != "role" or tokens[mention.head].dep not in ("nsubj", "nsubjpass"):
        return False
    named = [m for m in found if m.sentence == mention.sentence and m.country and m.antecedent is None]
    return all(m.start > mention.end and m.country != country for m in named)


def _begin(parsed: ParsedDocument) -> int | None:
    """Where the text behind a dateline begins, unless it was written where bodies of many states sit ("GENEVA")."""
    if parsed.dateline is None:
        return None
    town = parsed.document.text[parsed.dateline.start : parsed.dateline.end].lower()
    return None if any(seat in town for seat in words("diplomatic_seats")) else parsed.dateline.end


def _abroad(
    parsed: ParsedDocument,
    found: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    named: Mapping[int, set[str]],
    country: str,
) -> frozenset[int]:
    """The sentences that name another country, or a place that nobody knows."""
    others = {index for index, countries in named.items() if countries - {country}}
    others |= {p.sentence for p in places if p.country not in (None, country)}
    theirs = [(m.sentence, m.first, m.last) for m in found if m.country == country]
    theirs += [(p.sentence, p.first, p.last) for p in places if p.country == country]
    known = {(index, t) for index, first, last in theirs for t in range(first, last + 1)}
    begin = parsed.dateline.end if parsed.dateline else 0
    for s in parsed.sentences:
        if any(t.entity == "GPE" and t.start >= begin and (s.index, t.i) not in known for t in s.tokens):
            others.add(s.index)
    return frozenset(others)


def _near(mention: ActorMention) -> frozenset[int]:
    """The sentences that may place a mention: its own, for armed groups the one before as well."""
    armed = not _ARMED.isdisjoint(mention.sectors)
    return frozenset({mention.sentence, mention.sentence - 1} if armed else {mention.sentence})


def _domestic(parsed: ParsedDocument, mention: ActorMention, *, told: bool) -> bool:
    """Whether nothing places people or a group that are mostly of the country they act in: "strikers", "the rebels".

    Rebels need more than a dateline ("WASHINGTON - Rebels attacked Goma"): that the text has told of the country.

    Args:
        parsed: The document.
        mention: The mention.
        told: Whether the text names the country or its bodies.
    """
    if not told and not _REBELS.isdisjoint(mention.sectors):
        return False
    if mention.country or mention.id or mention.members or mention.antecedent or _DOMESTIC.isdisjoint(mention.sectors):
        return False
    if not words("nationless_nouns").isdisjoint((mention.head_lemma, *mention.text.lower().split())):
        return False
    if mention.kind == "person":
        return mention.name is not None and not mention.text.startswith(mention.name)
    tokens = parsed.sentences[mention.sentence].tokens
    determiner = syntax.child(tokens, mention.head, "det")
    pointed = determiner is None or tokens[determiner].lower in _POINTING
    alone = not any(name in ("of", "from", "in", "at") for name, _ in syntax.prepositions(tokens, mention.head))
    return mention.form == "role" and pointed and alone and (mention.plural or mention.kind != "role")


def _faced(parsed: ParsedDocument, mention: ActorMention) -> bool:
    """Whether a body was given to the country that acts on it: "Senegal urged the soldiers", in an article on Bissau."""
    told, tokens = mention.antecedent, parsed.sentences[mention.sentence].tokens
    if told is None or mention.form == "pronoun" or not of_a_state(mention) or tokens[mention.head].dep not in _OBJECTS:
        return False
    subject, _ = syntax.subject(tokens, syntax.governor(tokens, mention.head))
    return subject is not None and told.start <= tokens[subject].start < told.end
