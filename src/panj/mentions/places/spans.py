"""Finds the spans of a sentence that may name places the gazetteer knows, and how likely each does.

Every capitalised run of words is looked up, longest first. What speaks for a place: the parser's label, a preposition
of place before it, "city of", a container behind it ("Paris, Texas"), how well known the place is. What speaks
against: a longer name around it, a person of that name, a title before it, a first name that is also a village.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from panj.knowledge.english import words
from panj.knowledge.places.gazetteer import Gazetteer, Place, key
from panj.knowledge.places.words import place_words
from panj.records import Sentence, Token

Tokens = tuple[Token, ...]
LONGEST = 6
"""How many tokens a name is looked up with."""
SURE = 1.0
"""The least score a name is taken at."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_STATES = frozenset({"republic", "kingdom", "state", "sultanate", "emirate", "commonwealth"})
_CONNECTORS = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "la",
        "del",
        "da",
        "do",
        "dos",
        "al",
        "el",
        "e",
        "le",
        "du",
        "des",
        "ez",
        "-",
        "–",
        "'s",
        "’s",
        "'",
        "’",
        "in",
        "on",
    }
)


class Candidate(NamedTuple):
    """A span that may name a place."""

    sentence: int
    first: int
    last: int
    name: str
    places: tuple[Place, ...]
    score: float
    """How likely it names a place: taken from SURE on."""
    hint: str = ""
    """What the words around say it is: "division", "small", "city", or nothing."""
    within: str | None = None
    """A name right behind it that says where it lies ("Paris, Texas")."""
    local: bool = False
    """Whether only this text names it ("Kuhi Sabz training ground")."""
    head: str = ""
    """The noun a local one is named by ("ground")."""
    part: bool = False
    """Whether it is but a part of the name of a person or organization."""
    start: int = -1
    """Where it stands, for one that is in no sentence (the dateline)."""


class Reader:
    """Reads the sentences of one document; knows its people."""

    def __init__(
        self, gazetteer: Gazetteer, people: frozenset[str], actors: Mapping[int, Sequence[tuple[int, int]]]
    ) -> None:
        """Begin.

        Args:
            gazetteer: The gazetteer.
            people: Words of the names of persons in the document, in lower case.
            actors: By sentence, the spans of named persons and organizations.
        """
        self._gazetteer = gazetteer
        self._people = people
        self._actors = actors

    def read(self, sentence: Sentence) -> list[Candidate]:
        """The known names of a sentence, none overlapping another, doubtful ones with a low score among them."""
        tokens = sentence.tokens
        label = _labels(sentence, self._actors.get(sentence.index, ()))
        found: list[Candidate] = []
        i, count = 0, len(tokens)
        while i < count:
            if not tokens[i].text[0].isupper():
                i += 1
                continue
            made = self._longest(sentence, i, label)
            if made is not None:
                found.append(made)
                i = made.last
            i += 1
        return found

    def _longest(self, sentence: Sentence, i: int, label: Sequence[tuple[str, int, int]]) -> Candidate | None:
        """The longest known name that begins at token i."""
        tokens = sentence.tokens
        start = i
        if (
            i + 2 < len(tokens)
            and tokens[i].lower in _STATES
            and tokens[i + 1].lower == "of"
            and tokens[i + 2].text[0].isupper()
        ):
            start = i + 2  # "the Republic of Armenia"
        for end in _ends(tokens, start):
            name = name_of(sentence, start, end)
            if (
                start == end
                and len(name) < 6
                and i > 1
                and tokens[i - 1].text in (",", "(")
                and sentence.text.startswith(".", tokens[i].end - sentence.start)
            ):
                name += "."  # "Wainwright, Alta., ..."
            if len(name) < 2:
                continue
            places = self._gazetteer.find(name)
            hint, last = _hint(tokens, start, end)
            if start != i and (not places or places[0].kind not in ("PCLI", "ADM1")):
                continue
            if not places or (i == end and not _plausible(tokens, i, places)):
                continue
            if len(name) <= 3 and not name.endswith(".") and not _short(name, places):
                continue
            if name.endswith(".") or (
                len(name) == 2 and places[0].kind == "ADM1"
            ):  # abbreviations of states stand behind a comma
                places = (
                    tuple(p for p in places if p.kind in ("ADM1", "PCLI"))
                    if i > 1 and tokens[i - 1].text in (",", "(")
                    else tuple(p for p in places if p.kind == "PCLI" or (p.kind == "ADM1" and name.count(".") > 1))
                )
                if not places:
                    continue
            within = self._within(sentence, last, places)
            if places[0].kind != "PCLI" and _facility(tokens, last):
                return None
            part = label[i][0] in _NAMES and (label[i][1] < i or label[end][2] > end)
            score = self._score(sentence, i, end, places, label, hint, within)
            return Candidate(sentence.index, i, last, name, places, score, hint, within, part=part)
        return None

    def _within(self, sentence: Sentence, last: int, places: Sequence[Place]) -> str | None:
        """The name right behind a comma that says where a place lies: a country, a division, a bigger place."""
        tokens = sentence.tokens
        at = last + 2
        if (
            at >= len(tokens)
            or tokens[last + 1].text != ","
            or not tokens[at].text[0].isupper()
            or places[0].kind == "PCLI"
        ):
            return None
        for end in _ends(tokens, at):
            name = name_of(sentence, at, end)
            found = self._gazetteer.find(name)
            if found and (
                found[0].kind in ("PCLI", "PCLD", "ADM1", "ADM2")
                or any(_inside(p, q) for q in found[:5] for p in places[:20])
            ):
                return name
        return None

    def _score(
        self, sentence: Sentence, first: int, last: int, places: Sequence[Place], label: Sequence[tuple[str, int, int]], hint: str,
        within: str | None,
    ) -> float:  # fmt: skip
        """How likely a span names a place."""
        tokens = sentence.tokens
        best = places[0]
        score = _known(best) if best.kind not in ("PPL", "PPLC") else max(_known(p) for p in places[:3])
        score += _labelled(label, first, last)
        placed = placing(tokens, first)
        score += {"strong": 2.0, "weak": 0.0 if label[first][0] in _NAMES else 0.7}.get(placed, 0.0)
        score += 3.0 if within else 0.0
        score += {"division": 2.0, "small": 2.0, "city": 3.0}.get(hint, 0.0)
        score += 1.0 if last > first else 0.0
        if last + 2 < len(tokens) and tokens[last + 1].text in ("-", "–", "‑"):
            score += _BEHIND_HYPHEN.get(tokens[last + 2].lower, 0.0)
        score += _neighbours(tokens, first, last)
        if first == last:
            token = tokens[first]
            score -= 1.5 if token.pos != "PROPN" else 0.0
            score -= 1.0 if first == 0 and label[first][0] not in _PLACES else 0.0
            score -= 1.0 if token.lower in place_words("common") and placed != "strong" and not within else 0.0
            if token.lower in self._people:
                score -= 2.0 if label[first][0] == "GPE" and placed == "strong" else 4.5
            if (
                token.dep == "nsubj"
                and tokens[token.head].lemma in place_words("said")
                and best.kind not in ("PPLC", "PCLI")
            ):
                score -= 1.0
        if first and tokens[first - 1].lower in place_words("title") and tokens[first - 1].text[0].isupper():
            score -= 5.0
        return score


def _labels(sentence: Sentence, actors: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """For each token the label of the entity over it, and where that begins and ends."""
    found = [("", i, i) for i in range(len(sentence.tokens))]
    for first, last in actors:
        for i in range(first, last + 1):
            found[i] = ("ACTOR", first, last)
    for entity in sentence.entities:
        if entity.first < entity.last and sentence.tokens[entity.last].lower in words("area_nouns"):
            for i in range(entity.first, entity.last + 1):  # "Ningxia Hui Autonomous Region", whatever the parser says
                found[i] = ("LOC", entity.first, entity.last)
            continue
        for i in range(entity.first, entity.last + 1):
            if found[i][0] != "ACTOR" or entity.label in ("GPE", "LOC", "FAC"):
                found[i] = (
                    (entity.label, entity.first, entity.last)
                    if found[i][0] != "ACTOR" or (entity.first, entity.last) == found[i][1:]
                    else found[i]
                )
    return found


_BEHIND_HYPHEN = {
    "based": 4.0,
    "led": 2.0,
    "backed": 2.0,
    "held": 3.0,
    "controlled": 3.0,
    "born": 2.0,
    "bound": 3.0,
    "wide": 1.0,
}
_EXACT = {
    "GPE": 3.0,
    "LOC": 3.0,
    "FAC": 1.5,
    "PERSON": -2.0,
    "ORG": -0.5,
    "NORP": -2.0,
    "ACTOR": -3.0,
    "": 0.5,
    "DATE": -0.5,
    "CARDINAL": 0.0,
    "PRODUCT": -1.0,
    "EVENT": -1.0,
    "LAW": -1.0,
}
_NAMES = frozenset({"PERSON", "ORG", "ACTOR", "WORK_OF_ART", "PRODUCT", "LAW"})
_PART = {
    "GPE": 2.0,
    "LOC": 1.5,
    "FAC": 0.0,
    "PERSON": -6.0,
    "ORG": -3.2,
    "NORP": -3.0,
    "ACTOR": -5.0,
    "": 0.0,
    "DATE": -1.0,
}


def _labelled(label: Sequence[tuple[str, int, int]], first: int, last: int) -> float:
    """What the entities over a span say."""
    name, begin, end = label[first]
    if begin == first - 1 and end == last:  # "the"
        begin = first
    if label[last][1:] != label[first][1:]:
        return min(_PART.get(label[first][0], -2.0), _PART.get(label[last][0], -2.0)) if name else 0.0
    exact = begin >= first and end <= last
    return _EXACT.get(name, -2.0) if exact else _PART.get(name, -4.0)


def _known(place: Place) -> float:
    """How well known a place is: 5 for a country, about 2 for a city of a million, 0 for a small town."""
    if place.kind in ("PCLI", "PCLD", "PCLH"):
        return 5.0
    if place.kind not in ("PPL", "PPLC"):
        return 3.5
    score = min(1.2 * (math.log10(place.population + 100) - 4.0), 3.2) + (1.5 if place.kind == "PPLC" else 0.0)
    return score if place.main else score - 1.0


def _neighbours(tokens: Tokens, first: int, last: int) -> float:
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
    if word in ("and", ",") and at and tokens[at - 1].entity in _PLACES:
        return "weak"
    if at < first - 1 and tokens[first - 1].lower in place_words("direction"):
        return "strong"
    return "weak" if word in place_words("placing") else ""


def _hint(tokens: Tokens, first: int, last: int) -> tuple[str, int]:
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


def _ends(tokens: Tokens, first: int) -> list[int]:
    """The tokens at which a name that begins at `first` may end, farthest first."""
    ends = [first]
    for end in range(first + 1, min(first + LONGEST, len(tokens))):
        token = tokens[end]
        if token.text[0].isupper():
            ends.append(end)
        elif token.lower not in _CONNECTORS and token.lower not in (
            "airport",
            "base",
            "camp",
            "region",
            "province",
            "state",
            "prison",
            "crossing",
            "dam",
            "corridor",
            "air",
            "nuclear",
            "refugee",
            "plant",
            "valley",
            "sea",
            "peninsula",
            "jong",
            "ri",
            "test",
            "site",
            "hospital",
            "mosque",
        ):
            break
        elif token.text.isalpha() and len(token.text) > 2:
            ends.append(end)
    ends.reverse()
    return ends


def _facility(tokens: Tokens, last: int) -> bool:
    """Whether a name goes on to name a street, hospital, airport or the like: that is then the place."""
    site, urban = place_words("site"), place_words("urban")
    for t in range(last + 1, min(last + 5, len(tokens))):
        token = tokens[t]
        if token.text[0].isupper() and token.pos in ("PROPN", "NOUN"):
            if (token.lower in site or token.lower in urban) and not (
                t + 1 < len(tokens)
                and tokens[t + 1].text[0].isupper()
                and tokens[t + 1].pos == "PROPN"
                and tokens[t + 1].lower not in urban
            ):
                return True
        elif not (
            token.lower in ("'s", "’s") and t == last + 1 and t + 1 < len(tokens) and tokens[t + 1].text[0].isupper()
        ):
            return False
    return False


def _plausible(tokens: Tokens, i: int, places: Sequence[Place]) -> bool:
    """Whether a word is not merely a month, a weekday, or an everyday word in capitals."""
    token = tokens[i]
    if token.lower in place_words("never"):
        return False
    return token.text[0].isupper() and (
        token.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ") or places[0].kind == "PCLI"
    )


def _short(name: str, places: Sequence[Place]) -> bool:
    """Whether a name of up to three letters is written as an abbreviation where it is one."""
    if name.isupper() or "." in name:
        return any(p.kind in ("PCLI", "PCLD", "ADM1", "RGNE") and p.main for p in places)
    return (
        len(name) == 3
        and places[0].main
        and (places[0].kind not in ("PCLI", "ADM1") or name.lower() == key(places[0].name))
    )


def _inside(place: Place, outer: Place) -> bool:
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


def name_of(sentence: Sentence, first: int, last: int) -> str:
    """The words of a span."""
    return sentence.text[sentence.tokens[first].start - sentence.start : sentence.tokens[last].end - sentence.start]
