"""What speaks for a span of a sentence being the name of a place, and what against, in parts that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from panj.knowledge.english import words
from panj.knowledge.places.gazetteer import Place
from panj.knowledge.places.words import place_words
from panj.records import Sentence, Token

Tokens = tuple[Token, ...]
Label = tuple[str, int, int]
"""The label of the entity over a token, and where that begins and ends."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""The parser's labels of places."""
NAMES = frozenset({"PERSON", "ORG", "ACTOR", "WORK_OF_ART", "PRODUCT", "LAW"})
"""Labels of what may hold the name of a place without being one; ACTOR: known to the actor tables."""
_EXACT: Mapping[str, float] = {
    "GPE": 3.0, "LOC": 3.0, "FAC": 1.5, "PERSON": -2.0, "ORG": -0.5, "NORP": -2.0, "ACTOR": -3.0, "": 0.5, "DATE": -0.5,
    "CARDINAL": 0.0, "PRODUCT": -1.0, "EVENT": -1.0, "LAW": -1.0,
}  # fmt: skip
"""What it counts that an entity is exactly the span."""
_PART: Mapping[str, float] = {
    "GPE": 2.0, "LOC": 1.5, "FAC": 0.0, "PERSON": -6.0, "ORG": -3.2, "NORP": -3.0, "ACTOR": -5.0, "": 0.0, "DATE": -1.0,
}  # fmt: skip
"""What it counts that the span is a part of an entity."""


def labels(sentence: Sentence, actors: Sequence[tuple[int, int]]) -> list[Label]:
    """For each token the label of the entity over it: the parser's, or ACTOR for the spans of known actors."""
    found: list[Label] = [("", i, i) for i in range(len(sentence.tokens))]
    for first, last in actors:
        for i in range(first, last + 1):
            found[i] = ("ACTOR", first, last)
    for entity in sentence.entities:
        if entity.first < entity.last and sentence.tokens[entity.last].lower in words("area_nouns"):
            for i in range(entity.first, entity.last + 1):  # "Ningxia Hui Autonomous Region", whatever the parser says
                found[i] = ("LOC", entity.first, entity.last)
            continue
        for i in range(entity.first, entity.last + 1):
            actor = found[i][0] == "ACTOR"
            if not actor or (entity.label in PLACES and (entity.first, entity.last) == found[i][1:]):
                found[i] = (entity.label, entity.first, entity.last)
    return found


def labelled(label: Sequence[Label], first: int, last: int) -> float:
    """What the entities over a span say."""
    name, begin, end = label[first]
    if begin == first - 1 and end == last:  # "the"
        begin = first
    if label[last][1:] != label[first][1:]:
        if begin >= first and label[last][2] <= last:  # "Tigray" of "Tigray region"
            return _EXACT.get(name or label[last][0], -2.0)
        return min(_PART.get(label[first][0], -2.0), _PART.get(label[last][0], -2.0)) if name else 0.0
    exact = begin >= first and end <= last
    return _EXACT.get(name, -2.0) if exact else _PART.get(name, -4.0)


def known(place: Place) -> float:
    """How well known a place is: 5 for a country, about 2 for a city of a million, 0 for a small town."""
    if place.kind in ("PCLI", "PCLD", "PCLH"):
        return 5.0
    if place.kind not in ("PPL", "PPLC"):
        return 3.5
    score = min(1.2 * (math.log10(place.population + 100) - 4.0), 3.2) + (1.5 if place.kind == "PPLC" else 0.0)
    return score if place.main else score - 1.0


def neighbours(tokens: Tokens, first: int, last: int) -> float:
    """What capitalised words right beside a span say: most make it a part of a longer name."""
    score = 0.0
    before = tokens[first - 1] if first else None
    if before is not None and before.text[0].isupper() and before.pos == "PROPN" and first > 0:
        direction = (
            before.lower in place_words("direction")
            or before.lower in place_words("settlement")
            or before.lower in place_words("title")
        )
        score -= 0.0 if direction or before.text.endswith(("'s", "’s")) else 3.0
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.text[0].isupper() and after.pos in ("PROPN", "NOUN", "ADJ"):
        score -= 0.0 if after.lower in place_words("area") or after.lower in place_words("title") else 2.5
    return score


def undertaking(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is but that of a treaty or the like: "the Minsk agreements", "the Treaty of Lisbon"."""
    treaties = place_words("treaty")
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.lower in treaties and tokens[last].dep in ("compound", "nmod", "amod"):
        return True
    return first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in treaties


def of_body(tokens: Tokens, first: int) -> bool:
    """Whether a name is the end of that of an organization: "the Bank of Japan"."""
    if first < 2 or tokens[first - 1].lower != "of":
        return False
    body = tokens[first - 2]
    return body.text[0].isupper() and body.lower in place_words("organization")


def placing(tokens: Tokens, first: int) -> str:
    """How strongly the word before a name says that a place follows: "strong" ("in"), "weak" ("of"), or not at all."""
    at = first - 1
    while (
        at >= 0
        and (tokens[at].lower in place_words("direction") or tokens[at].lower in ("the", "central"))
        and first - at < 4
    ):
        at -= 1
    if at < 0:
        return ""
    word = tokens[at].lower
    if word in place_words("placing_strong"):
        return "strong"
    if word in ("and", ",") and at and tokens[at - 1].entity in PLACES:
        return "weak"
    if at < first - 1 and tokens[first - 1].lower in place_words("direction"):
        return "strong"
    return "weak" if word in place_words("placing") else ""


def reached(tokens: Tokens, i: int) -> bool:
    """Whether forces go to a name or from it as they do with places alone: "marched into Kherson", "retook Palmyra"."""
    token = tokens[i]
    above = tokens[token.head]
    if token.dep == "dobj":
        return above.lemma in place_words("stormed")
    if token.dep != "pobj" or above.lower not in ("into", "from", "of", "on", "toward", "towards", "through"):
        return False
    if above.lower == "of":
        above = tokens[above.head]
        if above.lower != "out":
            return False
    return tokens[above.head].lemma in place_words("marched")


def hinted(tokens: Tokens, first: int, last: int) -> tuple[str, int]:
    """What the nouns around a name say it is, and its last token with a capitalised noun behind it."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if (
        after is not None
        and after.lower in place_words("area")
        and after.lower not in ("states", "department", "agency", "division")
    ):
        kind = "small" if after.lower in place_words("small_division") else "division"
        return kind, last + 1 if after.text[0].isupper() else last
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in place_words("settlement"):
        noun = tokens[first - 2].lower
    elif first and tokens[first - 1].lower in place_words("settlement"):
        noun = tokens[first - 1].lower
    else:
        return "", last
    if noun in place_words("small_division"):
        return "small", last
    return ("division" if noun in place_words("division") else "city"), last
