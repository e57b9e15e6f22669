"""Who: names of the tables, role phrases with their country, and the parser's persons and organizations.

One mention a party: a title and the name behind it are one ("Russian Defense Minister Sergei Shoigu"), a role phrase
holds the country that modifies it ("Tajik forces"); a name inside a longer phrase ("the Government of Iraq") is told
as well. References are resolved afterwards, in `coreference`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from panj import syntax
from panj.knowledge.actors import ActorTables
from panj.knowledge.english import words
from panj.mentions.bodies import of_a_state, of_several_states, seat
from panj.mentions.coreference import resolve
from panj.mentions.names import names, not_countries
from panj.mentions.organizations import find_longer_names, find_movements, find_names, find_organizations
from panj.mentions.persons import find_persons
from panj.mentions.roles import find_roles
from panj.mentions.strangers import Strangers
from panj.mentions.view import View
from panj.records import ActorMention, ParsedDocument, PlaceMention


def find(parsed: ParsedDocument, tables: ActorTables) -> tuple[ActorMention, ...]:
    """Every mention of an actor in a document, in the order of the text, references resolved.

    Args:
        parsed: The document.
        tables: The actor tables.
    """
    others = not_countries(parsed, tables)
    matches = [names(sentence, tables, parsed.date, others) for sentence in parsed.sentences]
    strangers = Strangers(parsed, matches, tables.roles)
    known: dict[str, ActorMention] = {}
    found: list[ActorMention] = []
    for sentence, its in zip(parsed.sentences, matches, strict=True):
        view = View(parsed, sentence, tables, its, strangers, known)
        find_movements(view)
        find_persons(view)
        find_roles(view)
        find_longer_names(view)
        find_names(view)
        find_organizations(view)
        found.extend(view.out)
    return resolve(parsed, sorted(found, key=lambda m: (m.sentence, m.first, -m.last)), tables)


def with_places(
    parsed: ParsedDocument, found: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> tuple[ActorMention, ...]:
    """The mentions as the places tell: without those that are places, houses that stand somewhere with its country.

    Args:
        parsed: The document.
        found: Its actors.
        places: Its places; a mention that only the parser took for somebody and that the gazetteer knows is dropped.
    """
    located = {(p.start, p.end) for p in places if p.lat is not None and p.kind != "PCLI"}
    countries = {(p.sentence, t): p.country for p in places if p.country for t in range(p.first, p.last + 1)}
    return tuple(_housed(parsed, m, countries) for m in found if not (_guessed(m) and (m.start, m.end) in located))


def _housed(parsed: ParsedDocument, mention: ActorMention, countries: dict[tuple[int, int], str]) -> ActorMention:
    """A role or house of no country with that of the place it is of or in ("governor of Helmand", "police in Idlib")."""
    tokens = parsed.sentences[mention.sentence].tokens
    if of_several_states(tokens, mention.head):
        return mention
    if of_a_state(mention):
        told = {countries.get((mention.sentence, t)) for t in seat(tokens, mention)}
        if len(told) == 1 and (country := told.pop()) not in (None, mention.country):
            return msgspec.structs.replace(mention, country=country, antecedent=None)
    if mention.country or mention.id or mention.members or mention.form != "role":
        return mention
    if mention.head_lemma in words("other_states"):
        return mention
    for name, t in syntax.prepositions(tokens, mention.head):
        if name == "of" and (country := countries.get((mention.sentence, t))) is not None:
            return msgspec.structs.replace(mention, country=country)
    if mention.head_lemma not in words("housed_bodies"):
        return mention
    first = syntax.first_conjunct(tokens, mention.head)
    for above in (*syntax.conjuncts(tokens, first), tokens[first].head):
        for name, t in syntax.prepositions(tokens, above):
            country = countries.get((mention.sentence, t)) if name in ("in", "at", "near", "outside") else None
            if country is not None:
                return msgspec.structs.replace(mention, country=country)
    return mention


def _guessed(mention: ActorMention) -> bool:
    """Whether nothing but the parser's label makes a name somebody's."""
    return (
        mention.id is None
        and mention.form == "name"
        and mention.rule.startswith("parser entity")
        and not mention.sectors
    )
