"""Finds the spans of a sentence that may name places the gazetteer knows, and how likely each does.

Every capitalised run of words is looked up, longest first. What speaks for a place: the parser's label, a preposition
of place before it, "city of", a container behind it ("Paris, Texas"), how well known the place is. What speaks
against: a longer name around it, a person of that name, a title before it, a first name that is also a village.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from panj.knowledge.places.gazetteer import Gazetteer, Place
from panj.knowledge.places.words import place_words
from panj.mentions.places.evidence import (
    NAMES,
    PLACES,
    Label,
    hinted,
    known,
    labelled,
    labels,
    neighbours,
    of_body,
    placing,
    reached,
    undertaking,
)
from panj.mentions.places.naming import abbreviated, beside, ends_of, goes_on, holds, name_of, plausible
from panj.records import Sentence, Token

Tokens = tuple[Token, ...]
SURE = 1.5
"""The least score a name is taken at."""


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
    behind: str | None = None
    """The name right before it of a place that lies in it: "Atlanta" for the Georgia of "Atlanta, Georgia"."""
    part: bool = False
    """Whether it is but a part of the name of a person or organization."""
    start: int = -1
    """Where it stands, for one that is less than its tokens ("U.S.-led") or in no sentence (the dateline)."""


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
        label = labels(sentence, self._actors.get(sentence.index, ()))
        found: list[Candidate] = []
        i, count = 0, len(tokens)
        while i < count:
            if not tokens[i].text[0].isupper():
                i += 1
                continue
            before = found[-1] if found else None
            made = self._compound(sentence, i) or self._longest(sentence, i, label, before)
            if made is not None:
                if before is not None and before.within == made.name and before.score >= SURE and _comma(tokens, i):
                    made = made._replace(behind=before.name, score=made.score + 3.0)
                found.append(made)
                i = made.last
            i += 1
        return found

    def _compound(self, sentence: Sentence, i: int) -> Candidate | None:
        """The country in a word such as "U.S.-led", where the parser leaves it one token."""
        token = sentence.tokens[i]
        name, hyphen, rest = token.text.partition("-")
        if not hyphen or rest.lower() not in place_words("compound"):
            return None
        places = self._gazetteer.find(name)
        if not places or places[0].kind != "PCLI" or (len(name) <= 3 and not abbreviated(name, places)):
            return None
        return Candidate(sentence.index, i, i, name, places, 6.0, start=token.start)

    def _longest(
        self, sentence: Sentence, i: int, label: Sequence[Label], before: Candidate | None
    ) -> Candidate | None:
        """The longest known name that begins at token i."""
        tokens = sentence.tokens
        start = i + 2 if _state_form(tokens, i) else i
        if tokens[i].lower in place_words("organization") and i + 1 < len(tokens) and tokens[i + 1].lower == "of":
            return None  # "University of Texas"
        for end in ends_of(tokens, start):
            name = self._name(sentence, start, end)
            places = self._gazetteer.find(name) if len(name) > 1 else ()
            if start != i and (not places or places[0].kind not in ("PCLI", "ADM1")):
                continue
            if not places or (i == end and not plausible(tokens, i, places)):
                continue
            if len(name) <= 3 and not name.endswith(".") and not abbreviated(name, places):
                continue
            if name.endswith(".") or (len(name) == 2 and places[0].kind == "ADM1"):
                places = _states(name, places, i > 1 and tokens[i - 1].text in (",", "("))
                if not places:
                    continue
            hint, last = hinted(tokens, start, end)
            if places[0].kind != "PCLI" and goes_on(tokens, start, last):
                return None
            within = self._within(sentence, last, places)
            part = label[i][0] in NAMES and (label[i][1] < i or label[end][2] > end)
            score = self._score(sentence, i, end, places, label, hint, within)
            if before is not None and before.score >= SURE and before.last == i - 2 and _joins(tokens, i):
                score += 1.5  # "Kharkiv and Sumy"
            return Candidate(sentence.index, i, last, name, places, score, hint, within, part=part)
        return None

    def _name(self, sentence: Sentence, first: int, last: int) -> str:
        """The words of a span, with the full stop that belongs to them ("Wainwright, Alta., on Monday")."""
        tokens = sentence.tokens
        name = name_of(sentence, first, last)
        if first == last and first > 0 and len(name) < 6 and tokens[first - 1].text in (",", "("):
            dot = sentence.text.startswith(".", tokens[last].end - sentence.start)
            return name + "." if dot and self._gazetteer.find(name + ".") else name
        return name

    def _within(self, sentence: Sentence, last: int, places: Sequence[Place]) -> str | None:
        """The name behind a comma or "in" that says where a place lies: a country, division, region, bigger place."""
        tokens = sentence.tokens
        at = last + 2
        if at >= len(tokens) or places[0].kind == "PCLI":
            return None
        inner = tokens[last + 1].lower == "in"
        if not inner and tokens[last + 1].text != ",":
            return None
        while (
            inner
            and at + 1 < len(tokens)
            and (tokens[at].lower in place_words("direction") or tokens[at].lower == "the")
        ):
            at += 1
        if not tokens[at].text[0].isupper():
            return None
        for end in ends_of(tokens, at):
            name = self._name(sentence, at, end)
            found = self._gazetteer.find(name)
            if not found or (len(name) <= 3 and not name.endswith(".") and not abbreviated(name, found)):
                continue
            if inner:
                outer = [q for q in found[:4] if q.kind not in ("PPL", "PPLC")]
                return name if any(holds(q, p) for q in outer for p in places[:20]) else None
            if found[0].kind in ("PCLI", "PCLD", "ADM1", "ADM2"):
                return name
            if any(beside(p, q) for q in found[:5] for p in places[:20]):
                return name
        return None

    def _score(
        self,
        sentence: Sentence,
        first: int,
        last: int,
        places: Sequence[Place],
        label: Sequence[Label],
        hint: str,
        within: str | None,
    ) -> float:
        """How likely a span names a place."""
        tokens, best = sentence.tokens, places[0]
        score = known(best) if best.kind not in ("PPL", "PPLC") else max(known(p) for p in places[:3])
        score += labelled(label, first, last)
        placed = placing(tokens, first)
        named = label[first][0] in NAMES and label[first][0] != "PRODUCT"
        score += {"strong": 2.0, "weak": 0.0 if named else 0.7}.get(placed, 0.0)
        treaty = best.kind not in ("PCLI", "PCLD") and undertaking(tokens, first, last)
        score -= 8.0 if treaty or of_body(tokens, first) else 0.0
        score += 0.0 if not within else 3.0 if _comma(tokens, last + 2) else 2.5
        score += {"division": 3.0, "small": 3.0, "city": 3.0}.get(hint, 0.0)
        score += 1.0 if last > first else 0.0
        score += neighbours(tokens, first, last)
        if last + 2 < len(tokens) and tokens[last + 1].text in ("-", "–", "‑"):
            score += 3.0 if tokens[last + 2].lower in place_words("compound") else 0.0
        if first and tokens[first - 1].lower in place_words("title") and tokens[first - 1].text[0].isupper():
            score -= 8.0
        if first > 1 and tokens[first - 1].text == "The" and best.kind in ("OCN", "PPL"):
            score -= 6.0  # "The Atlantic" writes
        if first == last:
            score += self._single(tokens, first, best, label[first][0], placed, within)
        return score

    def _single(self, tokens: Tokens, i: int, best: Place, label: str, placed: str, within: str | None) -> float:
        """What is said of a name of a single word, of which more are ordinary words and people."""
        token, score = tokens[i], 0.0
        verb = tokens[token.head].lemma
        score -= 1.5 if token.pos != "PROPN" else 0.0
        score -= 1.0 if i == 0 and label not in PLACES else 0.0
        score -= 1.0 if token.lower in place_words("common") and placed != "strong" and not within else 0.0
        if reached(tokens, i):
            score += 3.0
        elif token.lower in self._people:
            score -= 2.0 if label == "GPE" and placed == "strong" else 4.5
        if token.dep == "dobj" and verb in place_words("taken"):
            score += 1.5
        if token.dep == "nsubj" and verb in place_words("said") and best.kind not in ("PPLC", "PCLI"):
            score -= 1.0
        return score


def _comma(tokens: Tokens, i: int) -> bool:
    """Whether a comma stands before token i."""
    return 0 < i <= len(tokens) and tokens[i - 1].text == ","


def _joins(tokens: Tokens, i: int) -> bool:
    """Whether what stands before token i joins it to what is before."""
    return tokens[i - 1].lower in ("and", "or", ",", "to")


def _state_form(tokens: Tokens, i: int) -> bool:
    """Whether "Republic of" or the like begins at token i."""
    if i + 2 >= len(tokens) or tokens[i].lower not in place_words("state_form"):
        return False
    return tokens[i + 1].lower == "of" and tokens[i + 2].text[0].isupper()


def _states(name: str, places: Sequence[Place], behind: bool) -> tuple[Place, ...]:
    """What the abbreviation of a state may mean: a state where it stands behind a comma, or has more than one stop."""
    kinds = ("PCLI", "ADM1") if behind or name.count(".") > 1 else ("PCLI",)
    return tuple(p for p in places if p.kind in kinds)
