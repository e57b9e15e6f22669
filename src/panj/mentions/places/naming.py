"""Which words of a sentence make up a name, and what holds what."""

from __future__ import annotations

from collections.abc import Sequence

from panj.knowledge.places.gazetteer import Place, key
from panj.knowledge.places.words import place_words
from panj.records import Sentence, Token

Tokens = tuple[Token, ...]
LONGEST = 6
"""How many tokens a name is looked up with."""


def name_of(sentence: Sentence, first: int, last: int) -> str:
    """The words of a span."""
    return sentence.text[sentence.tokens[first].start - sentence.start : sentence.tokens[last].end - sentence.start]


def ends_of(tokens: Tokens, first: int) -> list[int]:
    """The tokens at which a name that begins at `first` may end, farthest first."""
    connectors, nouns = place_words("connector"), place_words("name_noun")
    ends = [first]
    for end in range(first + 1, min(first + LONGEST, len(tokens))):
        token = tokens[end]
        if token.text[0].isupper():
            ends.append(end)
        elif token.lower not in connectors and token.lower not in nouns:
            break
        elif token.text.isalpha() and len(token.text) > 2:
            ends.append(end)
    ends.reverse()
    return ends


def goes_on(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name goes on to name a street, hospital, airport, river or the like: that is then the place."""
    urban = place_words("urban")
    kinds = place_words("site") | urban | place_words("water")
    saint = tokens[first].lower in ("st", "st.", "saint")
    for t in range(last + 1, min(last + 5, len(tokens))):
        token = tokens[t]
        after = tokens[t + 1] if t + 1 < len(tokens) else None
        capital = after is not None and after.text[0].isupper()
        if token.text[0].isupper() and token.pos in ("PROPN", "NOUN"):
            longer = after is not None and capital and after.pos == "PROPN" and after.lower not in urban
            if token.lower in kinds and not longer:
                return True
        elif not (saint and token.lower in ("'s", "’s") and t == last + 1 and capital):
            return False
    return False


def plausible(tokens: Tokens, i: int, places: Sequence[Place]) -> bool:
    """Whether a word is not merely a month, a weekday, or an everyday word in capitals."""
    token = tokens[i]
    if token.lower in place_words("never"):
        return False
    return token.text[0].isupper() and (
        token.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ") or places[0].kind == "PCLI"
    )


def abbreviated(name: str, places: Sequence[Place]) -> bool:
    """Whether a name of up to three letters is written as an abbreviation where it is one."""
    if name.isupper() or "." in name:
        return any(p.kind in ("PCLI", "PCLD", "ADM1", "RGNE") and p.main for p in places)
    return (
        len(name) == 3
        and places[0].main
        and (places[0].kind not in ("PCLI", "ADM1") or name.lower() == key(places[0].name))
    )


def beside(place: Place, outer: Place) -> bool:
    """Whether one city lies near a bigger one."""
    if (
        place.lat is None
        or place.lon is None
        or outer.lat is None
        or outer.lon is None
        or place.population > outer.population
    ):
        return False
    return place.country == outer.country and abs(place.lat - outer.lat) < 0.6 and abs(place.lon - outer.lon) < 0.9


def holds(outer: Place, place: Place) -> bool:
    """Whether one place (a country, a division, a region) holds another."""
    if outer == place:
        return False
    if outer.kind in ("PCLI", "PCLD"):
        return outer.country == place.country
    if outer.kind == "ADM1":
        return bool(outer.division) and outer.division == place.division
    if outer.lat is None or outer.lon is None or place.lat is None or place.lon is None:
        return False
    return abs(outer.lat - place.lat) < 3 and abs(outer.lon - place.lon) < 4
