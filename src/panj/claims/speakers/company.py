"""Several who speak with one voice, as one mention."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from panj.records import ActorMention


def named_by_members(mention: ActorMention) -> ActorMention:
    """The same mention, with the names of its members where it is a plural reference without a name ("both sides")."""
    names = [p.name for p in mention.members if p.name]
    if mention.name or not names:
        return mention
    countries = {p.country for p in mention.members}
    country = countries.pop() if len(countries) == 1 else None
    return msgspec.structs.replace(mention, name=_and(names), country=country)


def together(mentions: Sequence[ActorMention]) -> ActorMention:
    """One mention for several who speak together: their names joined, the country that they share."""
    first = mentions[0]
    if len(mentions) == 1:
        return first
    countries = {m.country for m in mentions}
    return msgspec.structs.replace(
        first, name=_and([m.name or m.text for m in mentions]), id=None, wikidata=None,
        country=countries.pop() if len(countries) == 1 else None,
        sectors=tuple(s for s in first.sectors if all(s in m.sectors for m in mentions)),
    )  # fmt: skip


def _and(names: Sequence[str]) -> str:
    """Names as a list in words ("A, B and C")."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
