"""When, where and how many: which time, place and count of a sentence belongs to which act.

Each is owned by the nearest act above it in the tree. A verb that names no act of its own ("will involve 10,000
troops", "are set to run until Friday") hands on what hangs on it to the act that is its subject or that it qualifies.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from panj import syntax
from panj.claims import clause_times
from panj.claims.scene import Scene
from panj.knowledge.english import groups, words
from panj.records import (
    Count,
    CountMention,
    DatePrecision,
    Mention,
    PlaceMention,
    Span,
    TimeMention,
    Token,
    Trigger,
    When,
    Where,
)

Tokens = tuple[Token, ...]


_ENDINGS = frozenset({"end", "conclude"})
"""What tells when a war was over, not when somebody was killed in it."""


class Adjuncts(NamedTuple):
    """What belongs to one act, in the order of the text."""

    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    around: tuple[TimeMention, ...] = ()
    """Of an act without a time of its own, that of the clause which it tells the "when" of."""


def owners(tokens: Tokens, acts: Sequence[Trigger]) -> dict[int, int]:
    """Token -> the number of the act that owns what hangs on it.

    Args:
        tokens: A sentence.
        acts: Its triggers that have a type.
    """
    found: dict[int, int] = {}
    for number, act in enumerate(acts):
        found.setdefault(act.i, number)
    for number, act in enumerate(acts):  # the verb that carries a noun, unless it is an act of its own
        if act.verb >= 0 and (act.kind == "light" or tokens[act.i].dep in ("dobj", "nsubjpass")):
            found.setdefault(act.verb, number)
    for number, act in enumerate(acts):
        counting = frozenset(groups("act_places"))  # "was the target of a raid"; or "there was a raid"
        told = (
            tokens[act.i].dep in ("nsubj", "nsubjpass") or tokens[syntax.counted(tokens, act.i, counting)].dep == "attr"
        )
        if act.verb >= 0 and (told or _state(tokens, act)):
            found.setdefault(act.verb, number)
    return found


def _state(tokens: Tokens, act: Trigger) -> bool:
    """Whether a verb says only that somebody is in an act: "was in an armed conflict with Chad in 1990"."""
    preposition = tokens[tokens[act.i].head]
    held = tokens[act.i].dep == "pobj" and preposition.lower == "in" and preposition.head == act.verb
    return held and tokens[act.verb].lemma in ("be", "remain")


def adjuncts(scene: Scene, sentence: int, acts: Sequence[Trigger], parties: Sequence[frozenset[int]]) -> list[Adjuncts]:
    """The times, places and counts of each act of a sentence.

    Args:
        scene: The document.
        sentence: The number of the sentence.
        acts: Its triggers that have a type.
        parties: For each act, the tokens that its parties head or cover.
    """
    tokens = scene.tokens(sentence)
    owner = owners(tokens, acts)
    cues = {s.trigger for s in scene.sayings if s.sentence == sentence and s.trigger is not None}
    times: list[list[TimeMention]] = [[] for _ in acts]
    places: list[list[PlaceMention]] = [[] for _ in acts]
    counts: list[list[CountMention]] = [[] for _ in acts]
    for time in scene.times[sentence]:
        if time.type == "DURATION" and not (time.earliest or time.latest) and not _measures(tokens, time):
            continue
        number = _owner(tokens, time, owner, cues)
        if number is not None:
            times[number].append(time)
    for place in scene.places[sentence]:
        if not _locative(tokens, place):
            continue
        number = _owner(tokens, place, owner, cues)
        if number is not None and place.head not in parties[number]:
            places[number].append(place)
    for count in scene.counts[sentence]:
        number = _owner(tokens, count, owner, cues)
        if number is not None:
            counts[number].append(count)
    around = [
        () if own else clause_times.around(tokens, act, scene.times[sentence])
        for act, own in zip(acts, times, strict=True)
    ]
    return [Adjuncts(tuple(t), tuple(p), tuple(c), a) for t, p, c, a in zip(times, places, counts, around, strict=True)]


def _owner(tokens: Tokens, mention: Mention, owner: Mapping[int, int], cues: set[int]) -> int | None:
    """The number of the act that owns a mention, or None."""
    at = mention.head
    if clause_times.names(tokens, mention, owner):
        return None
    below: list[str] = []
    set_off = False  # "his first trip since he resigned, on Monday in Nairobi": the comma ends the clause
    for above in (at, *syntax.ancestors(tokens, at)):
        below.append(tokens[above].lemma)
        if above in owner and not (mention.first <= above <= mention.last and above != mention.head):
            return owner[above]
        if above in cues and above != at:  # what hangs on "said" is about the saying
            return None
        told_apart = tokens[above].lemma in _ENDINGS or syntax.child(tokens, above, "agent") is not None
        about_it = not told_apart and any(
            lemma in words("taking_place_verbs") or lemma in words("carrying_verbs") for lemma in below
        )
        if tokens[above].dep in ("relcl", "acl") and tokens[above].head not in owner and not about_it:
            return None  # a clause about something else in the sentence
        if not set_off and clause_times.elsewhere(tokens, above):
            return None
        set_off = above > 1 and tokens[syntax.edges(tokens, above)[0] - 1].text == "," and tokens[above].head < above
    return None


def _measures(tokens: Tokens, length: Mention) -> bool:
    """Whether a duration may say how long an act is ("for ten days", "10-day drills"), not "after" or "in" how long."""
    first = tokens[max(length.first - 1, 0)]
    return first.dep != "prep" or length.first == 0 or first.lower in _LASTING


_LASTING = frozenset({"for", "of", "over", "during", "throughout", "lasting"})
"""What stands before a duration that measures an act."""


def _locative(tokens: Tokens, place: PlaceMention) -> bool:
    """Whether a place stands where something can happen: behind a preposition of place, or before a place's noun."""
    at = place.head
    for _ in range(3):
        token = tokens[at]
        if token.dep == "pobj":
            above = tokens[token.head].head
            said = (tokens[t].lemma in words("said_nouns") for t in (above, *syntax.objects(tokens, above)))
            if tokens[token.head].lower == "from" and any(said):  # "the demand from Paris"
                return False
            return tokens[token.head].lower in words("place_prepositions")
        if token.dep == "nsubj":  # "Basra was the scene of"
            told = syntax.child(tokens, token.head, "attr")
            return told is not None and groups("act_places").get(tokens[told].lemma) == "place"
        if token.dep in ("appos", "conj", "compound", "nmod", "amod"):
            if place.last + 1 < len(tokens) and tokens[place.last + 1].text in _HYPHENS:  # "Iran-backed militias"
                return False
            at = token.head
            continue
        if token.dep == "poss" and tokens[token.head].lemma in words("place_nouns"):  # "in Sudan's north"
            at = token.head
            continue
        return token.dep in ("npadvmod", "advmod")
    return False


_HYPHENS = frozenset({"-", "–"})


# ---------------------------------------------------------------- when


def when(whole: str, times: Sequence[TimeMention]) -> tuple[When, str] | None:
    """When an act is, from the times that belong to it, and the rules that say so; None without a usable time.

    A start and an end given apart are put together ("on July 30 ... until August 10"); a duration closes the
    interval that a day opens ("10-day drills ... on August 1").

    Args:
        whole: The document's text.
        times: The times that belong to the act, in the order of the text.
    """
    told = [t for t in times if t.type == "DURATION" and (t.earliest or t.latest)]  # "two days after May 3"
    points = _listed(whole, [t for t in times if t.type in ("DATE", "TIME") and (t.earliest or t.latest)])
    if not points or any(t.anchor == "text" for t in told):
        points = told or points
    lengths = [t for t in times if t.type == "DURATION"]
    if not points:
        unresolved = next((t for t in times if t.type in ("DATE", "TIME") and t.reason), None)
        if unresolved is None:
            return None
        found = When(
            earliest=None, latest=None, precision="open", text=unresolved.text, start=unresolved.start,
            end=unresolved.end, reason=unresolved.reason,
        )  # fmt: skip
        return found, unresolved.rule
    main = next((t for t in points if t.bound is None), points[0])
    earliest, latest, precision = _bounded(main)
    rules = [main.rule]
    for other in points:
        if other is main:
            continue
        if other.bound in ("until", "by") and other.latest and (earliest is None or other.latest >= earliest):
            if main.bound is None or main.bound == "since":
                latest = other.latest
                rules.append(other.rule)
        elif (
            other.bound == "since" and other.earliest and latest and other.earliest <= latest and main.bound == "until"
        ):
            earliest = other.earliest
            rules.append(other.rule)
        elif other.bound is None and main.bound is None and _within(other, main):
            earliest, latest, precision = _bounded(other)  # "on Friday, July 30": the narrower of the two
            rules.append(other.rule)
    if lengths and earliest and (latest is None or latest == earliest):
        closed = _close(main, lengths)
        if closed:
            earliest, latest = closed
            rules.append("a duration closes the interval")
    if earliest and latest:
        precision = main.precision or "day" if precision == "open" else precision
    start, end = _extent(points if len(points) > 1 and _adjacent(points) else [main])
    found = When(earliest=earliest, latest=latest, precision=precision, text=whole[start:end], start=start, end=end)
    return found, " + ".join(dict.fromkeys(rules))


def _listed(whole: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    """The times, those that are listed and follow one another as one: "in April and May", "on Monday, Tuesday and Wednesday"."""
    found: list[TimeMention] = []
    for time in times:
        last = found[-1] if found else None
        if last and _AND.fullmatch(whole[last.end : time.start]) and _next(last, time):
            text = whole[last.start : time.end]
            found[-1] = msgspec.structs.replace(last, latest=time.latest, end=time.end, text=text)
        else:
            found.append(time)
    return found


_AND = re.compile(r"\s*(?:,|,?\s*\b(?:and|or))\s+(?:(?:in|on)\s+)?", re.IGNORECASE)


def _next(one: TimeMention, other: TimeMention) -> bool:
    """Whether a time begins on the day after another of its kind ends."""
    if one.latest is None or other.earliest is None or one.precision != other.precision or one.bound or other.bound:
        return False
    return date.fromisoformat(one.latest[:10]) + timedelta(days=1) == date.fromisoformat(other.earliest[:10])


def _extent(times: Sequence[TimeMention]) -> tuple[int, int]:
    """First start and last end of some times."""
    return min(t.start for t in times), max(t.end for t in times)


def _adjacent(times: Sequence[TimeMention]) -> bool:
    """Whether times stand side by side."""
    ordered = sorted(times, key=lambda t: t.start)
    return all(b.start - a.end <= 5 for a, b in itertools.pairwise(ordered))


def _within(inner: TimeMention, outer: TimeMention) -> bool:
    """Whether one interval lies inside another."""
    return bool(
        inner.earliest and inner.latest and outer.earliest and outer.latest
        and outer.earliest <= inner.earliest and inner.latest <= outer.latest
    )  # fmt: skip


def _bounded(time: TimeMention) -> tuple[str | None, str | None, DatePrecision]:
    """The interval a time with its preposition means: "since 2003" has no end, "until Friday" no beginning."""
    precision = time.precision or "day"
    if time.bound in ("since", "after"):
        return (time.earliest if time.bound == "since" else time.latest), None, "open"
    if time.bound in ("until", "by"):
        return None, time.latest, "open"
    if time.bound == "before":
        return None, time.earliest, "open"
    return time.earliest, time.latest, precision


def _close(day: TimeMention, lengths: Iterable[TimeMention]) -> tuple[str, str] | None:
    """The interval that begins on a day and lasts as long as one of the durations."""
    for length in lengths:
        days = duration_days(length.timex)
        if days is not None and day.earliest and len(day.earliest) >= 10 and days >= 1:
            first = date.fromisoformat(day.earliest[:10])
            return day.earliest[:10], (first + timedelta(days=days - 1)).isoformat()
    return None


def duration_days(timex: str | None) -> int | None:
    """The whole days of a TIMEX3 duration in days or weeks ("P10D", "P2W"), else None.

    >>> duration_days("P10D"), duration_days("P2W"), duration_days("PT3H")
    (10, 14, None)
    """
    if not timex or timex[0] != "P" or not timex[1:-1].isdigit() or timex[-1] not in "DW":
        return None
    return int(timex[1:-1]) * (7 if timex[-1] == "W" else 1)


def inherited(moment: When) -> When:
    """The same moment, marked as taken from where it stands."""
    origin = moment.origin
    if origin is None and moment.text and moment.start is not None and moment.end:
        origin = Span(start=moment.start, end=moment.end, text=moment.text)
    return msgspec.structs.replace(moment, basis="inherited", origin=origin, reason=None)


def not_after(moment: When, day: str | None, *, going_on: bool = False) -> When | None:
    """When an act was that has been or goes on: not after the document's day; None where all of it would be.

    "Kenya held talks this year" was until the document's day, "has banned flights from June 20" tells not when it was.
    Only of what has begun may a later last day be told: "began drills on Monday that are to run until Friday".

    Args:
        moment: When it was, as the text has it.
        day: The document's day.
        going_on: Whether it goes on still.
    """
    first, last = moment.earliest, moment.latest
    if day is None or (max(first or "", last or "")[:10] <= day[:10]):
        return moment
    if first is not None and first[:10] > day[:10]:
        return None
    told = going_on if first is None else moment.precision in ("day", "hour")
    return moment if told else msgspec.structs.replace(moment, latest=day[:10])


# ---------------------------------------------------------------- where and how many


def where(place: PlaceMention, *, inherited: bool = False) -> Where:
    """A place mention as a place of an act."""
    origin = Span(start=place.start, end=place.end, text=place.text) if inherited else None
    return Where(
        text=place.text, start=place.start, end=place.end, name=place.name, geonames_id=place.geonames_id,
        lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1, kind=place.kind,
        precision=place.precision, basis="inherited" if inherited else "stated", origin=origin,
    )  # fmt: skip


def count(mention: CountMention) -> Count:
    """A count mention as a count of an act."""
    return Count(
        text=mention.text, start=mention.start, end=mention.end, value=mention.value, low=mention.low,
        high=mention.high, unit=mention.unit, approximate=mention.approximate, conflict=mention.conflict,
    )  # fmt: skip
