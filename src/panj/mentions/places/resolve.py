"""Decides which place each name means, jointly over the document: one sense of a name in a document.

What counts: the countries the document is about, the divisions it names, what stands right behind a name, the
places near by that are already sure, how many people live there, and whether the name is the main one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from panj.knowledge.places.gazetteer import Gazetteer, Place, key
from panj.mentions.places.spans import Candidate

LEAST = 3.6
"""The score below which a name stays unlocated."""
MARGIN = 1.5
"""By how much the best sense must lead to help decide others."""
PEOPLE, CAPITAL, OTHER_NAME = 1.0, 1.0, -1.2
"""What a power of ten of inhabitants, being the capital, and being found by another than the main name count."""
PRESENT, SHARE, ABSENT = 0.4, 2.0, -0.2
"""What it counts that the document names a place's country, how much of it is about it, and that it does not."""
DIVISION = 1.2
"""What it counts that the document names a place's division."""
NEAR, NEAR_MOST, NEAR_SCALE = 1.6, 2.4, 120.0
"""What a sure place right beside counts, the most all of them count, and how soon that fades, in km."""
WELL_KNOWN = 50_000
"""Inhabitants from which a place is meant even where the division behind its name does not fit: a list, then."""
MOST_OPTIONS = 14
MOST_ANCHORS = 16


class Context(NamedTuple):
    """What the document is about, as far as it is known."""

    countries: Counter[str]
    divisions: Counter[int]
    anchors: tuple[Place, ...]


class Sense(NamedTuple):
    """What a name means, and why."""

    place: Place | None
    why: str


def senses(found: Sequence[Candidate], countries: Counter[str], gazetteer: Gazetteer) -> dict[tuple[str, str], Sense]:
    """The sense of each name by (key of the name, name behind it or "")."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for c in found:
        if c.places:
            groups.setdefault((key(c.name), c.within or ""), []).append(c)
    context = _first(groups, countries)
    for _ in range(2):
        context = _again(groups, context, countries, gazetteer)
    made: dict[tuple[str, str], Sense] = {}
    for (name, within), group in groups.items():
        made[name, within] = _sense(group[0], within, _hint(group), context, gazetteer)
    for name, within in list(made):
        if not within:  # what a place is called with its state is what it is without, too
            fuller = [w for n, w in made if n == name and w and made[n, w].place is not None]
            if len(set(fuller)) == 1 and made[name, ""].place is not None and not _country(made[name, ""].place):
                made[name, ""] = Sense(
                    made[name, fuller[0]].place, "by what stands behind it elsewhere in the document"
                )
    return made


def around(place: Place, options: Sequence[Place]) -> Place | None:
    """Which of the places that a name may mean another lies in: its division, its country, a place near by."""
    for outer in options:
        if outer.kind == "ADM1" and outer.division and outer.division == place.division:
            return outer
    for outer in options:
        if _country(outer) and outer.country == place.country:
            return outer
    near = []
    for number, outer in enumerate(options[:12]):
        far = _far(place, outer)
        if outer.kind != "ADM1" and far is not None and far < 150 and outer.country == place.country:
            near.append((far, number))
    return options[min(near)[1]] if near else None


def _country(place: Place | None) -> bool:
    """Whether a place is a country or territory, there still or not."""
    return place is not None and place.kind in ("PCLI", "PCLD", "PCLH")


def _hint(group: Sequence[Candidate]) -> str:
    """What the words around the mentions of a name say most often it is."""
    hints = Counter(c.hint for c in group if c.hint)
    return hints.most_common(1)[0][0] if hints else ""


def _first(groups: Mapping[tuple[str, str], Sequence[Candidate]], countries: Counter[str]) -> Context:
    """What the unambiguous names say the document is about."""
    about: Counter[str] = Counter(countries)
    divisions: Counter[int] = Counter()
    for group in groups.values():
        if all(c.behind for c in group):
            continue
        places = group[0].places
        best = places[0]
        rivals = [p for p in places if p.main and (p.kind != "PPL" or p.population > 500_000)]
        if _country(best) and len(rivals) == 1 and best.country:
            about[best.country] += 2 + len(group) // 2
        elif best.kind == "ADM1" and best.country and len(rivals) == 1:
            about[best.country] += 1
            divisions[best.division] += len(group)
        elif len({p.country for p in places}) == 1 and best.country:
            about[best.country] += 1
    return Context(about, divisions, ())


def _again(
    groups: Mapping[tuple[str, str], Sequence[Candidate]],
    context: Context,
    countries: Counter[str],
    gazetteer: Gazetteer,
) -> Context:
    """What the names that are now sure say the document is about."""
    about: Counter[str] = Counter(countries)
    divisions: Counter[int] = Counter()
    anchors: list[tuple[int, Place]] = []
    for (_, within), group in groups.items():
        if all(c.behind for c in group):
            continue
        place, lead = _best(group[0], within, _hint(group), context, gazetteer)
        if place is None or (lead < MARGIN and not within):
            continue
        if place.country:
            about[place.country] += 2 + len(group) // 2 if _country(place) else 1
        if place.kind == "ADM1":
            divisions[place.division] += len(group)
        if (
            place.kind not in ("PCLI", "PCLD", "PCLH", "ADM1", "CONT")
            and place.lat is not None
            and place.precision != "region"
        ):
            anchors.append((len(group) + (3 if within else 0), place))
        if within:
            outer = around(place, gazetteer.find(within))
            if outer is not None and outer.kind == "ADM1":
                divisions[outer.division] += len(group)
            if outer is not None and outer.country:
                about[outer.country] += len(group)
    anchors.sort(key=lambda a: -a[0])
    return Context(about, divisions, tuple(p for _, p in anchors[:MOST_ANCHORS]))


def _sense(c: Candidate, within: str, hint: str, context: Context, gazetteer: Gazetteer) -> Sense:
    """What a name means in a context."""
    place, _ = _best(c, within, hint, context, gazetteer)
    if within and (outer := _unknown_in(c, within, gazetteer)) is not None:
        name = " ".join(c.name.split())
        unknown = Place(
            None, name, None, None, outer.country, outer.name, 0, "PPL", "locality", division=outer.division
        )
        return Sense(unknown, f"not known in {outer.name}")
    if place is None:
        return Sense(None, "too unsure to locate")
    return Sense(place, "by what stands behind it" if within else "by country, neighbours, population and rank")


def _unknown_in(c: Candidate, within: str, gazetteer: Gazetteer) -> Place | None:
    """The division right behind a name, where no place of that name is known to lie in it."""
    outer = gazetteer.find(within)
    if not outer or outer[0].kind != "ADM1" or any(p.division == outer[0].division for p in c.places):
        return None
    small = all(p.kind == "PPL" and p.population < WELL_KNOWN for p in c.places if p.main)
    return outer[0] if small else None


def _best(c: Candidate, within: str, hint: str, context: Context, gazetteer: Gazetteer) -> tuple[Place | None, float]:
    """The place that fits best and by how much it leads."""
    outer = gazetteer.find(within)[:8] if within else ()
    whole = sum(context.countries.values()) or 1
    options = _options(c.places, hint)
    scored = sorted(
        ((_score(p, c, hint, outer, context, whole), n) for n, p in enumerate(options[:40])),
        key=lambda s: (-s[0], s[1]),
    )
    if not scored:
        return None, 0.0
    if context.anchors:
        near = [(s + _near(options[n], context.anchors), n) for s, n in scored[:MOST_OPTIONS]]
        scored = sorted(near, key=lambda s: (-s[0], s[1]))
    score, n = scored[0]
    lead = score - scored[1][0] if len(scored) > 1 else 9.0
    return (options[n], lead) if score >= LEAST else (None, lead)


def _options(places: Sequence[Place], hint: str) -> list[Place]:
    """What a name may mean in view of the words around it: countries before their cities, seats before divisions."""
    if len(places) > 1 and any(p.lat is None for p in places):
        known = {(p.kind, p.division) for p in places if p.lat is not None}
        places = [p for p in places if p.lat is not None or (p.kind, p.division) not in known]
    if hint == "small":
        return [p for p in places if p.kind != "PPL" or p.country != "USA"]
    if hint != "city" and _country(places[0]):
        return [p for p in places if p is places[0] or p.country != places[0].country]
    if hint != "division":
        seats = {
            p.division
            for p in places
            if p.kind in ("PPL", "PPLC") and p.main and p.division and p.population >= 100_000
            if p.country not in ("USA", "CAN", "AUS")
        }
        return [p for p in places if p.kind != "ADM1" or p.division not in seats]
    return list(places)


_BASE = {"PCLI": 9.0, "PCLD": 8.0, "PCLH": 5.0, "ADM1": 6.2, "CONT": 8.0, "OCN": 7.5, "ADM2": 5.6}


def _score(place: Place, c: Candidate, hint: str, outer: Sequence[Place], context: Context, whole: int) -> float:
    """How well a place fits without its neighbours."""
    score = (
        5.6
        if place.kind == "ADM1" and place.country == "USA"
        else _BASE.get(place.kind)
        or (PEOPLE * math.log10(place.population + 10) if place.kind in ("PPL", "PPLC") else 6.8)
    )
    if place.country:
        count = context.countries[place.country]
        score += PRESENT + SHARE * count / whole if count else ABSENT
    else:
        score += PRESENT
    if place.division and context.divisions[place.division]:
        score += 1.5 if place.kind == "ADM1" else DIVISION
    score += CAPITAL if place.kind == "PPLC" else 0.0
    score += 0.0 if place.main else OTHER_NAME
    if hint == "division":
        score += {"ADM1": 4.0, "ADM2": 3.0, "RGN": 2.0}.get(place.kind, 0.0)
    elif hint == "small":
        score += 3.0 if place.kind == "ADM2" else 0.0
    elif hint == "city":
        score += 2.5 if place.kind in ("PPL", "PPLC") else -1.0
    if outer:
        score += _inside(place, outer)
    return score


def _inside(place: Place, outer: Sequence[Place]) -> float:
    """How well a place fits what stands behind its name."""
    best = 0.0
    if not place.main and place.population < WELL_KNOWN:
        return best
    for out in outer:
        if _country(out):
            best = max(best, 6.0 if place.country == out.country and not _country(place) else 0.0)
        elif out.kind == "ADM1":
            best = max(best, 8.0 if place.division == out.division and out.division and place.kind != "ADM1" else 0.0)
        elif place != out and (far := _far(place, out)) is not None:
            if out.kind not in ("PPL", "PPLC"):
                best = max(best, 4.0 if far < 400 else 0.0)
            elif place.country == out.country:
                best = max(best, 2.5 if far < 60 else 1.5 if far < 150 else 0.0)
    return best


def _near(place: Place, anchors: Sequence[Place]) -> float:
    """How near a place is to those that are sure."""
    if place.kind in ("PCLI", "PCLD", "ADM1", "CONT") or place.lat is None:
        return 0.6 if place.kind == "ADM1" and any(a.country == place.country for a in anchors) else 0.0
    total = 0.0
    for anchor in anchors:
        if anchor is place or anchor == place:
            continue
        far = _far(place, anchor)
        if far is not None and far < 500:
            total += math.exp(-far / NEAR_SCALE)
    return min(NEAR_MOST, NEAR * total)


def _far(a: Place, b: Place) -> float | None:
    """The distance of two places in km, roughly."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    dx = (a.lon - b.lon + 180) % 360 - 180
    return 111.2 * math.hypot(a.lat - b.lat, dx * math.cos(math.radians((a.lat + b.lat) / 2)))
