"""Where: names of places, found by the parser and the gazetteer together and resolved together over the document.

A name has one sense in a document. Which one is decided by what the text names beside it ("Paris, Texas"), by the
countries the document is about, by the dateline, and by how many people live there. A place that only this text
names stays a place, without a point; what is unsure stays unlocated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from panj.knowledge.english import words
from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.places.gazetteer import Gazetteer, Place, key
from panj.records import ActorMention, ParsedDocument, PlaceMention, Sentence, Token

Tokens = tuple[Token, ...]
LEAST = 3.4
"""The score below which a name stays unlocated."""


class _Candidate(NamedTuple):
    """A span that may name a place."""

    sentence: int
    first: int
    last: int
    name: str
    places: tuple[Place, ...]
    local: bool
    """Whether only this text names it ("Kuhi Sabz training ground")."""
    within: str | None
    """A name right behind it that says where it lies ("Paris, Texas")."""


def find(parsed: ParsedDocument, gazetteer: Gazetteer, actors: Sequence[ActorMention] = ()) -> tuple[PlaceMention, ...]:
    """Every place named in a document, in the order of the text.

    Args:
        parsed: The document.
        gazetteer: The gazetteer.
        actors: Its actors: the countries it is about.
    """
    near: dict[int, list[str]] = {}
    for actor in actors:
        if actor.country:
            near.setdefault(actor.sentence, []).append(actor.country)
    surnames = {a.name.split()[-1] for a in actors if a.kind == "person" and a.name}
    found = [c for sentence in parsed.sentences for c in _sentence(sentence, gazetteer) if c.name not in surnames]
    context = _context(found, [c for some in near.values() for c in some])
    if parsed.dateline and parsed.dateline.place:
        for place in gazetteer.find(parsed.dateline.place.text.split(",")[0])[:1]:
            if place.country:
                context[place.country] += 2
    senses: dict[str, Place | None] = {}
    for c in found:
        if c.within:
            senses[c.name] = _best(c, context, gazetteer)
    mentions = []
    for c in found:
        if c.name not in senses:
            senses[c.name] = _best(c, context, gazetteer)
        mentions.append(_mention(parsed, c, senses[c.name], near))
    return tuple(mentions)


def dateline(parsed: ParsedDocument, gazetteer: Gazetteer) -> Place | None:
    """The place of the dateline, or None."""
    if parsed.dateline is None or parsed.dateline.place is None:
        return None
    name = parsed.dateline.place.text.split(",")[0]
    return next(iter(gazetteer.find(name)), None)


# ---------------------------------------------------------------- finding


def _sentence(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[_Candidate]:
    """The candidates of one sentence, none overlapping another."""
    tokens = sentence.tokens
    blocked: set[int] = set()
    spans: list[tuple[int, int, bool]] = []
    for entity in sentence.entities:
        if entity.label in ("GPE", "LOC", "FAC"):
            spans.append((entity.first, entity.last, True))
        elif entity.label in ("PERSON", "ORG", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "LANGUAGE"):
            if entity.label in ("ORG", "PERSON") and _is_place(
                sentence, entity.first, entity.last, gazetteer, entity.label
            ):
                spans.append((entity.first, entity.last, True))
            else:
                blocked.update(range(entity.first, entity.last + 1))
    covered = {t for first, last, _ in spans for t in range(first, last + 1)}
    spans.extend(_capitalised(tokens, covered | blocked))
    taken: set[int] = set()
    for first, last, sure in sorted(spans):
        for made in _split(sentence, first, last, sure, gazetteer):
            if not taken & set(range(made.first, made.last + 1)):
                taken.update(range(made.first, made.last + 1))
                yield made
    yield from _local(sentence, taken, gazetteer)


def _is_place(sentence: Sentence, first: int, last: int, gazetteer: Gazetteer, label: str) -> bool:
    """Whether what the parser took for an organization or person is a country or a place in a place's position."""
    tokens = sentence.tokens
    if first < last and tokens[last].lower in words("area_nouns"):
        return True
    found = gazetteer.find(_name(sentence, first, last))
    if not found:
        return False
    if found[0].kind == "PCLI":
        return True
    if (
        label == "PERSON"
        and first == last
        and found[0].population > 300_000
        and tokens[first].dep not in ("nsubj", "nsubjpass")
    ):
        return True
    return _placed(tokens, first) and (label == "ORG" or first == last) and found[0].population > 50_000


def _placed(tokens: Tokens, first: int) -> bool:
    """Whether a preposition of place stands before a token."""
    before = tokens[first - 1] if first else None
    if before is not None and before.lower in ("the", "northern", "southern", "eastern", "western", "central"):
        before = tokens[first - 2] if first > 1 else None
    return (
        before is not None
        and before.lower in words("place_prepositions")
        and before.lower not in ("to", "from", "between", "of")
    )


def _capitalised(tokens: Tokens, covered: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Runs of capitalised proper nouns that no entity covers."""
    first = -1
    for token in tokens:
        fits = token.i not in covered and token.pos == "PROPN" and token.text[:1].isupper() and len(token.text) > 2
        if fits and first < 0:
            first = token.i
        if first >= 0 and (not fits or token.i == len(tokens) - 1):
            last = token.i if fits else token.i - 1
            if last >= first:
                yield first, last, False
            first = -1


def _split(sentence: Sentence, first: int, last: int, sure: bool, gazetteer: Gazetteer) -> Iterator[_Candidate]:
    """The places of a span: the whole of it if that is known, else its longest known parts, else, if the parser is sure, the whole unlocated."""
    tokens = sentence.tokens
    while first < last and (tokens[first].lower in _LEADING or tokens[first].pos == "PUNCT"):
        first += 1
    while last > first and (tokens[last].pos in ("PUNCT", "PART") or tokens[last].lower in ("'s", "’s")):
        last -= 1
    if not any(t.text[:1].isupper() for t in tokens[first : last + 1]):
        return
    i = first
    any_found = False
    while i <= last:
        for end in range(min(last, i + 5), i - 1, -1):
            if not tokens[i].text[:1].isupper() or not tokens[end].text[:1].isalnum():
                continue
            name = _name(sentence, i, end)
            found = gazetteer.find(name) if _plausible(tokens, i, end) else ()
            if not found and end > i and tokens[end].lower in words("place_nouns"):
                found = gazetteer.find(_name(sentence, i, end - 1)) if sure else ()
            if found and (
                sure
                or found[0].kind == "PCLI"
                or (end > i and found[0].population > 1000)
                or (_placed(tokens, i) and found[0].population > 5000)
            ):
                whole = (i, end) == (first, last) or found[0].kind in ("PCLI", "ADM1") or last - first < 1
                if not whole and found[0].population < 100_000:
                    continue  # a part of a name that happens to be a village
                any_found = True
                within = None if found[0].kind == "PCLI" else _within(sentence, end, gazetteer)
                yield _Candidate(sentence.index, i, end, name, found, False, within)
                i = end
                break
        i += 1
    if not any_found and sure and tokens[first].text[:1].isupper() and _plausible(tokens, first, last):
        yield _Candidate(sentence.index, first, last, _name(sentence, first, last), (), True, None)


_LEADING = frozenset({"the", "a", "an"})


def _plausible(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a span is not merely a month, a weekday, or an everyday word in capitals."""
    if first != last:
        return True
    word = tokens[first].lower
    known = calendar_words()
    return (
        word not in known["month"]
        and word not in known["weekday"]
        and word not in words("no_places")
        and word not in words("place_nouns")
        and tokens[first].text[:1].isupper()
    )


def _name(sentence: Sentence, first: int, last: int) -> str:
    """The words of a span."""
    return " ".join(
        sentence.text[
            sentence.tokens[first].start - sentence.start : sentence.tokens[last].end - sentence.start
        ].split()
    )


def _within(sentence: Sentence, last: int, gazetteer: Gazetteer) -> str | None:
    """The name right behind a comma that says where a place lies: a country or a state."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text != "," or not tokens[last + 2].text[:1].isupper():
        return None
    for end in (last + 4, last + 3, last + 2):
        if end < len(tokens):
            name = _name(sentence, last + 2, end)
            found = gazetteer.find(name)
            if found and (found[0].kind == "PCLI" or found[0].kind == "ADM1"):
                return name
    return None


def _local(sentence: Sentence, taken: set[int], gazetteer: Gazetteer) -> Iterator[_Candidate]:
    """Places that only this text names: capitalised words before a noun for a site ("Harbor training ground"), and borders."""
    tokens = sentence.tokens
    sites = words("site_nouns")
    for token in tokens:
        if token.lemma not in sites or token.i in taken or token.pos not in ("NOUN", "PROPN") or not token.i:
            continue
        first = token.i
        while (
            first
            and (tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ") or tokens[first - 1].text in ("-", "–"))
            and tokens[first - 1].i not in taken
            and (tokens[first - 1].head <= token.i)
        ):
            first -= 1
        while first < token.i and not tokens[first].text[:1].isupper():
            first += 1
        if first >= token.i or (first == 0 and tokens[0].pos != "PROPN"):
            continue
        if token.lemma in ("border", "frontier"):
            if any(tokens[t].text[:1].isupper() for t in range(first, token.i)):
                yield _Candidate(sentence.index, first, token.i, _name(sentence, first, token.i), (), True, None)
            continue
        if all(t.entity == "NORP" for t in tokens[first : token.i] if t.text[:1].isupper()):
            continue
        yield _Candidate(sentence.index, first, token.i, _name(sentence, first, token.i), (), True, None)


# ---------------------------------------------------------------- resolving


def _context(found: Sequence[_Candidate], countries: Sequence[str]) -> Counter[str]:
    """How much a document is about each country: its actors, its unambiguous places."""
    context: Counter[str] = Counter(countries)
    for c in found:
        options = {p.country for p in c.places[:8] if p.country}
        if c.places and c.places[0].kind == "PCLI" and len([p for p in c.places if p.kind in ("PCLI", "ADM1")]) == 1:
            context[c.places[0].country or ""] += 2
        elif len(options) == 1:
            context[next(iter(options))] += 1
    return context


def _best(c: _Candidate, context: Counter[str], gazetteer: Gazetteer) -> Place | None:
    """The place a candidate means, or None."""
    options = c.places
    if not options:
        return None
    if c.within:
        outer = gazetteer.find(c.within)[0]
        inside = [p for p in options if p.country == outer.country and (outer.kind == "PCLI" or p.admin1 == outer.name)]
        if inside:
            return inside[0]
    whole = sum(context.values()) or 1
    ranked = sorted(options, key=lambda p: -_score(p, c, context, whole))
    best = ranked[0]
    return best if _score(best, c, context, whole) >= LEAST else None


def _score(place: Place, c: _Candidate, context: Counter[str], whole: int) -> float:
    """How well a place fits: its people, its country's part in the document, its rank."""
    score = math.log10(place.population + 10)
    score += 3.5 * context[place.country or ""] / whole if place.country else 0.8
    if place.country and not context[place.country]:
        score -= 0.5
    if place.kind == "PPLC":
        score += 1.0
    if place.kind in ("ADM1", "PCLI", "CONT", "SEA", "OCN"):
        score -= 1.6 if place.kind == "ADM1" else 2.0
    if key(place.name) == key(c.name):
        score += 0.5
    return score


def _country_near(sentence: int, near: Mapping[int, Sequence[str]]) -> str | None:
    """The country that the context of a sentence gives: the only one it names, or the one it shares with the sentence before."""
    here, before = set(near.get(sentence, ())), set(near.get(sentence - 1, ()))
    for options in (here, here & before, before):
        if len(options) == 1:
            return next(iter(options))
    return None


_BORDERS = frozenset({"border", "frontier"})


def _mention(
    parsed: ParsedDocument, c: _Candidate, place: Place | None, near: Mapping[int, Sequence[str]]
) -> PlaceMention:
    """The mention of a candidate."""
    tokens = parsed.sentences[c.sentence].tokens
    start, end = tokens[c.first].start, tokens[c.last].end
    head = c.last
    for t in range(c.last, c.first - 1, -1):
        if not c.first <= tokens[t].head <= c.last or tokens[t].head == t:
            head = t
            break
    text = parsed.document.text[start:end]
    if place is None:
        border = tokens[c.last].lemma in _BORDERS
        country = _country_near(c.sentence, near) if c.local and not border else None
        return PlaceMention(
            sentence=c.sentence, first=c.first, last=c.last, head=head, start=start, end=end, text=text,
            name=" ".join(text.split()), country=country, kind="BDRY" if border else None,
            precision="region" if border else "locality", rule="named in this text alone" if c.local else "places: too unsure to locate",
        )  # fmt: skip
    return PlaceMention(
        sentence=c.sentence, first=c.first, last=c.last, head=head, start=start, end=end, text=text, name=place.name,
        geonames_id=place.geonames_id, lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1,
        kind=place.kind, precision=place.precision,
        rule=f"gazetteer: {'by what stands behind it' if c.within else 'by country, population and rank'}",
    )  # fmt: skip
