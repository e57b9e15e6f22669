"""Where: names of places, found by the parser and the gazetteer together and resolved together over the document.

A name has one sense in a document. A place that only this text names stays a place without a point of its own, with
the country its surroundings give; what is unsure stays unlocated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from panj.knowledge.places.gazetteer import Gazetteer, Place, key
from panj.knowledge.places.words import place_words
from panj.mentions.places import local
from panj.mentions.places.resolve import Sense, around, senses
from panj.mentions.places.spans import SURE, Candidate, Reader
from panj.records import ActorMention, ParsedDocument, PlaceMention, Sentence

SUPPORT = 1.0
"""How much of the score of a name's best mention helps its other mentions."""
CLEARLY = 0.6
"""The share of a document from which a country is the one it is about."""


_OF_BODIES = frozenset({"compound", "nmod", "amod", "poss", "dobj", "nsubj", "nsubjpass"})
"""What a name is in a clause that speaks of a body, not of the place it has."""


def find(parsed: ParsedDocument, gazetteer: Gazetteer, actors: Sequence[ActorMention] = ()) -> tuple[PlaceMention, ...]:
    """Every place named in a document, in the order of the text.

    Args:
        parsed: The document.
        gazetteer: The gazetteer.
        actors: Its actors: the countries it is about, the names of persons and organizations.
    """
    near, named = _surroundings(actors)
    people = _people(parsed)
    reader = Reader(gazetteer, people, named)
    read = [reader.read(sentence) for sentence in parsed.sentences]
    found: list[Candidate] = []
    for sentence, candidates in zip(parsed.sentences, _taken(read), strict=True):
        for first, last in local.borders(sentence):  # one place, not its two sides
            candidates = [c for c in candidates if c.last < first or c.first > last]
        candidates = [c for c in candidates if not _acting(sentence, c, named)]
        taken = {t for c in candidates for t in range(c.first, c.last + 1)}
        candidates.extend(local.find(sentence, taken, people))
        found.extend(sorted(candidates, key=lambda c: c.first))
    found[:0] = _dateline(parsed, gazetteer)
    meant = senses(found, _about(near), gazetteer)
    return tuple(_mentions(parsed, found, meant, near, gazetteer))


def _surroundings(actors: Sequence[ActorMention]) -> tuple[dict[int, list[str]], dict[int, list[tuple[int, int]]]]:
    """By sentence the countries of its actors, and the spans of named persons and organizations."""
    near: dict[int, list[str]] = {}
    named: dict[int, list[tuple[int, int]]] = {}
    for actor in actors:
        if actor.country and actor.antecedent is None and actor.form != "metonym":
            near.setdefault(actor.sentence, []).append(actor.country)
        if actor.kind in ("person", "organization", "group") and actor.form == "name" and actor.id:
            named.setdefault(actor.sentence, []).append((actor.first, actor.last))
    return near, named


def _acting(sentence: Sentence, candidate: Candidate, named: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    """Whether the name of a region is that of a body here: "EU leaders", "left the EU", not "arrived in the EU"."""
    span = (candidate.first, candidate.last)
    if candidate.places[0].kind != "RGNE" or span not in named.get(sentence.index, ()):
        return False
    return sentence.tokens[candidate.last].dep in _OF_BODIES


def _people(parsed: ParsedDocument) -> frozenset[str]:
    """The words of the names of persons, as far as full names show them to be persons."""
    found: set[str] = set()
    for sentence in parsed.sentences:
        for entity in sentence.entities:
            if entity.label == "PERSON" and entity.last > entity.first:
                words = sentence.tokens[entity.first : entity.last + 1]
                if all(w.pos == "PROPN" and w.text[0].isupper() and not w.text.isupper() for w in words):
                    found.update(w.lower for w in words)
    return frozenset(found)


def _about(near: Mapping[int, Sequence[str]]) -> Counter[str]:
    """In how many sentences a document names each country, its people or its bodies."""
    about: Counter[str] = Counter()
    for countries in near.values():
        about.update(set(countries))
    return about


def _dateline(parsed: ParsedDocument, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The places of the dateline: the city, and the state or country behind it."""
    if parsed.dateline is None or parsed.dateline.place is None or not parsed.sentences:
        return
    span = parsed.dateline.place
    sentence = next((s for s in parsed.sentences if s.start >= span.end), parsed.sentences[-1])
    parts, at = span.text.split(","), span.start
    names = [part.strip() for part in parts]
    for number, (part, name) in enumerate(zip(parts, names, strict=True)):
        start = at + len(part) - len(part.lstrip())
        at += len(part) + 1
        places = gazetteer.find(name)
        if number:
            places = tuple(p for p in places if p.kind in ("PCLI", "ADM1")) or places
        if places:
            within = names[number + 1] if number + 1 < len(names) and gazetteer.find(names[number + 1]) else None
            yield Candidate(sentence.index, sentence.root, sentence.root, name, places, 9.0, "", within, start=start)


def _taken(read: Sequence[Sequence[Candidate]]) -> Iterator[list[Candidate]]:
    """By sentence the candidates that are taken: the sure ones, and those whose name is sure elsewhere."""
    best: dict[str, float] = {}
    for candidates in read:
        for c in candidates:
            name = key(c.name)
            best[name] = max(best.get(name, -9.0), c.score)
    for candidates in read:
        yield [
            c
            for c in candidates
            if c.score >= SURE or (not c.part and c.score + SUPPORT * (best[key(c.name)] - SURE) >= SURE)
        ]


def _mentions(
    parsed: ParsedDocument,
    found: Sequence[Candidate],
    meant: Mapping[tuple[str, str], Sense],
    near: Mapping[int, Sequence[str]],
    gazetteer: Gazetteer,
) -> Iterator[PlaceMention]:
    """The mentions of the candidates."""
    located: list[tuple[Candidate, Place]] = []
    for c in found:
        if c.local or c.start >= 0:
            continue
        place = _meant(c, meant).place
        if place is not None:
            located.append((c, place))
    at: dict[int, list[tuple[Candidate, Place]]] = {}
    for c, place in located:
        at.setdefault(c.sentence, []).append((c, place))
    main = _main(at, near)
    before: dict[str, PlaceMention] = {}
    for c in found:
        if c.local:
            made = _local(parsed, c, at, near, main)
            if made.lat is None and (earlier := before.get(key(c.name))) is not None:
                made = _same(made, earlier)
            before.setdefault(key(c.name), made)
            yield made
        else:
            yield _mention(parsed, c, _coarse(_meant(c, meant), gazetteer))


def _same(mention: PlaceMention, earlier: PlaceMention) -> PlaceMention:
    """A mention of a place that only the text names, with what an earlier mention is known to be."""
    if earlier.lat is None:
        return replace(mention, country=mention.country or earlier.country)
    return replace(
        mention, lat=earlier.lat, lon=earlier.lon, country=earlier.country, admin1=earlier.admin1, rule=earlier.rule
    )


def _meant(c: Candidate, meant: Mapping[tuple[str, str], Sense]) -> Sense:
    """What a candidate means; right behind a place that lies in it, what that place lies in."""
    sense = meant[key(c.name), c.within or ""]
    if c.behind is None or c.within:
        return sense
    inner = meant.get((key(c.behind), c.name), Sense(None, "")).place
    place = around(inner, c.places) if inner is not None else None
    return sense if place is None else Sense(place, "by what lies in it")


def _coarse(sense: Sense, gazetteer: Gazetteer) -> Sense:
    """A sense without a point of its own (a county) with the point of its division, and no more exact than that."""
    place = sense.place
    if place is None or place.lat is not None or place.kind != "ADM2" or not place.admin1:
        return sense
    outer = next((p for p in gazetteer.find(place.admin1) if p.kind == "ADM1" and p.division == place.division), None)
    if outer is None:
        return sense
    coarse = place._replace(lat=outer.lat, lon=outer.lon, precision="admin1")
    return Sense(coarse, f"{sense.why}; the point of {outer.name}")


def _mention(parsed: ParsedDocument, c: Candidate, sense: Sense) -> PlaceMention:
    """The mention of a name that the gazetteer knows."""
    place = sense.place
    if place is None:
        return _made(parsed, c, rule=f"gazetteer: {sense.why}", name=" ".join(c.name.split()), precision="locality")
    return _made(
        parsed, c, rule=f"gazetteer: {sense.why}", name=place.name, geonames_id=place.geonames_id, lat=place.lat,
        lon=place.lon, country=place.country, admin1=place.admin1, kind=place.kind, precision=place.precision,
    )  # fmt: skip


def _local(
    parsed: ParsedDocument,
    c: Candidate,
    at: Mapping[int, Sequence[tuple[Candidate, Place]]],
    near: Mapping[int, Sequence[str]],
    main: str | None,
) -> PlaceMention:
    """The mention of a place that only the text names: in the city the text puts it in, else in its country."""
    name = " ".join(c.name.split())
    if c.head == "border":
        side, rule = _side(parsed, c, near), "a border named by its sides"
        return _made(parsed, c, rule=rule, name=name, country=side, kind="BDRY", precision="region")
    city = _city(parsed, c, at)
    if city is not None:
        return _made(
            parsed, c, rule=f"named in this text alone, in {city.name}", name=name, lat=city.lat, lon=city.lon,
            country=city.country, admin1=city.admin1, precision="locality",
        )  # fmt: skip
    country = _country(c, at, near, main)
    return _made(parsed, c, rule="named in this text alone", name=name, country=country, precision="locality")


def _side(parsed: ParsedDocument, c: Candidate, near: Mapping[int, Sequence[str]]) -> str | None:
    """The country of a border of which one side is named ("the Turkish border"), where its sentence names but one."""
    countries = set(near.get(c.sentence, ()))
    one = c.last - c.first == 1 and "-" not in parsed.sentences[c.sentence].tokens[c.first].text
    return next(iter(countries)) if one and len(countries) == 1 else None


def _city(parsed: ParsedDocument, c: Candidate, at: Mapping[int, Sequence[tuple[Candidate, Place]]]) -> Place | None:
    """The city that a place lies in: right behind it ("in", a comma), or for what cities have, in its sentence."""
    tokens = parsed.sentences[c.sentence].tokens
    cities = [(d, p) for d, p in at.get(c.sentence, ()) if p.precision == "locality" and p.lat is not None]
    for d, place in cities:
        between = [t.lower for t in tokens[c.last + 1 : d.first]]
        if d.first > c.last and between in (
            ["in"],
            [","],
            ["in", "the", "city", "of"],
            ["of"],
            ["in", "central"],
            ["in", "downtown"],
        ):
            return place
        if d.last < c.first and [t.lower for t in tokens[d.last + 1 : c.first]] in (["'s"], ["’s"]):
            return place
    if c.head not in place_words("urban"):
        return None
    if cities:
        return min(cities, key=lambda dp: abs(dp[0].first - c.first))[1]
    for number in range(c.sentence - 1, max(-1, c.sentence - 4), -1):
        before = [p for _, p in at.get(number, ()) if p.precision == "locality" and p.lat is not None]
        if before:
            return before[-1] if len({p.name for p in before}) == 1 else None
    return None


def _country(
    c: Candidate,
    at: Mapping[int, Sequence[tuple[Candidate, Place]]],
    near: Mapping[int, Sequence[str]],
    main: str | None,
) -> str | None:
    """The country the surroundings of a place give: the only one of its sentence, of the one before, of the document."""

    def named(sentence: int) -> set[str]:
        return {*near.get(sentence, ()), *(p.country for _, p in at.get(sentence, ()) if p.country)}

    places = {p.country for _, p in at.get(c.sentence, ()) if p.country}
    here, before = named(c.sentence), named(c.sentence - 1)
    for options in (here, places, here & before, before):
        if len(options) == 1:
            return next(iter(options))
    return None if here else main


def _main(at: Mapping[int, Sequence[tuple[Candidate, Place]]], near: Mapping[int, Sequence[str]]) -> str | None:
    """The country that most of what a document names is or lies in, if it clearly is one."""
    count = Counter(p.country for found in at.values() for _, p in found if p.country)
    count.update(country for countries in near.values() for country in set(countries))
    whole = sum(count.values())
    country, most = count.most_common(1)[0] if count else (None, 0)
    return country if most > 1 and most >= CLEARLY * whole else None


def _made(parsed: ParsedDocument, c: Candidate, *, rule: str, **fields: object) -> PlaceMention:
    """A mention of a candidate's span."""
    tokens = parsed.sentences[c.sentence].tokens
    start, end = (tokens[c.first].start, tokens[c.last].end) if c.start < 0 else (c.start, c.start + len(c.name))
    head = c.last
    for t in range(c.last, c.first - 1, -1):
        if not c.first <= tokens[t].head <= c.last or tokens[t].head == t:
            head = t
            break
    return PlaceMention(
        sentence=c.sentence, first=c.first, last=c.last, head=head, start=start, end=end,
        text=parsed.document.text[start:end], rule=rule, **fields,  # type: ignore[arg-type]
    )  # fmt: skip
