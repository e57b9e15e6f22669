"""What a number counts: the noun it stands by, a sum of money, a share, a measure, those whom a verb tells of."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from panj.knowledge.english import words
from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.english.quantities import quantities
from panj.mentions.numbers import Run
from panj.records import Token

Tokens = tuple[Token, ...]
_MEASURES = frozenset(
    {
        "km",
        "miles",
        "m",
        "feet",
        "yards",
        "inches",
        "cm",
        "hectares",
        "acres",
        "tons",
        "tonnes",
        "kg",
        "grams",
        "pounds",
        "barrels",
        "liters",
        "gallons",
        "MW",
        "kW",
        "kilotons",
        "degrees",
        "mph",
        "km/h",
        "km/s",
        "m/s",
        "knots",
        "nautical miles",
        "square miles",
        "square km",
    }
)
_SPEEDS = frozenset({"km", "miles", "m"})
_TIMES = {"h": "h", "hour": "h", "s": "s", "second": "s"}
_REACH = 6
_TO_NOUN = frozenset({"nummod", "quantmod", "compound", "amod", "det", "nmod", "advmod", "npadvmod"})
_BREAKS = frozenset({"(", ")", ";", ":", "[", "]"})
_INNER = frozenset({"nummod", "quantmod", "compound", "amod", "npadvmod", "nmod"})
PEOPLE = frozenset({"people", "troops", "civilians", "killed", "wounded", "arrested", "missing", "prisoners", "hostages",
                     "refugees", "reservists", "police officers", "casualties", "displaced"})  # fmt: skip


class Thing(NamedTuple):
    """What a number counts."""

    head: int
    """The token of the noun, or the number's last where none is named."""
    last: int
    """The last token of the phrase."""
    unit: str | None
    """What it is called."""


@cache
def openers() -> frozenset[str]:
    """The words other than digits that a number may open with."""
    known = quantities()
    return (
        frozenset(calendar_words()["number"])
        | {w.split()[0] for kind in ("vague", "exact") for w in known[kind]} - {"a"}
        | {"dozen", "score", "couple"}
    )


def money(tokens: Tokens, run: Run) -> Thing | None:
    """A sum of money: a sign before the number, or a currency behind it."""
    known = quantities()
    after = run.last + 1
    sign = sign_of(tokens, run.first)[1]
    if sign is not None:
        end = after if after < len(tokens) and tokens[after].lemma == "dollar" else run.last
        return Thing(run.last, end, sign)
    while after < len(tokens) and after <= run.last + 2 and tokens[after].lower in ("us", "u.s.", "american", "-"):
        after += 1
    if after < len(tokens):
        token = tokens[after]
        unit = known["currency"].get(token.lower) or known["currency"].get(token.lemma)
        if unit:
            end = after
            while tokens[end].head == end + 1 and tokens[end + 1].lemma in known["currency"]:
                end += 1
            return Thing(end, end, unit)
    return None


def sign_of(tokens: Tokens, first: int) -> tuple[int, str | None]:
    """Where a number begins with the sign of its currency ("$", "US$", "GB£"), and the currency, or None."""
    known = quantities()["sign"]
    if first == 0 or (unit := known.get(tokens[first - 1].lower)) is None:
        return first, None
    if first > 1 and tokens[first - 1].text in ("$", "£") and tokens[first - 2].end == tokens[first - 1].start:
        whole = tokens[first - 2].lower.replace(".", "") + tokens[first - 1].text
        if whole in known:
            return first - 2, known[whole]
    return first - 1, unit


def thing_of(tokens: Tokens, run: Run) -> Thing | None:
    """The things a number counts, or None where it counts nothing."""
    after = tokens[run.last + 1] if run.last + 1 < len(tokens) else None
    if after is not None and after.lower in ("percent", "%", "per", "pct", "percentage"):
        return _percent(tokens, run.last + 1)
    if run.first and _in_a_name(tokens, run):
        return None
    if after is not None and (
        after.lower.rstrip("s") in calendar_words()["ordinal"] or (run.value == 1 and after.lower == "of")
    ):
        return None  # "two thirds", "one of them"
    if (after is not None and after.text == "-") or (after is not None and "-" in after.text[:1]):
        return _hyphened(tokens, run)
    noun = _noun(tokens, run)
    if noun is not None:
        return noun
    if after is not None and after.lower in quantities()["after"] and run.value != 1:
        unit = quantities()["after"][after.lower] or None
        return Thing(after.i, after.i, unit or _verb_unit(tokens, run) or "people")
    if (
        run.first > 1
        and tokens[run.first - 1].lower in ("of", "aged", "age")
        and tokens[run.first - 2].lemma in ("age", "be", "man", "woman")
    ):
        return None
    last = tokens[run.last]
    if last.dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj", "conj") and (unit := _verb_unit(tokens, run)):
        return Thing(run.last, run.last, unit)
    of = after is not None and after.lower == "of"  # "millions of years": refused above
    if (
        not of
        and run.value is None
        and run.low is not None
        and run.high is None
        and last.dep in ("nsubj", "nsubjpass", "dobj")
    ):
        return Thing(run.last, run.last, None)
    return None


def _percent(tokens: Tokens, at: int) -> Thing:
    """A share: "7 percent", "7 per cent", "2 percentage points"."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if tokens[at].lower == "percentage" and following.startswith("point"):
        return Thing(at + 1, at + 1, "percentage points")
    return Thing(at, at + 1 if tokens[at].lower == "per" and following == "cent" else at, "percent")


def _in_a_name(tokens: Tokens, run: Run) -> bool:
    """Whether a number is part of a name: "Boeing 787", "Resolution 1701", "the Big Three", "iPhone 3G"."""
    before = tokens[run.first - 1]
    token = tokens[run.last]
    if before.text in ("(", ",") or before.lower == "of":
        return False
    if before.lower in ("no.", "number", "nos.", "#", "article", "resolution", "flight", "chapter", "section", "phase"):
        return True
    if (
        before.pos not in ("PROPN", "NOUN", "ADJ")
        or before.lower in quantities()["hedge"]
        or not before.text[:1].isupper()
    ):
        return False
    if run.first > 1 or before.pos == "PROPN":
        joined = before.head in (token.i, token.head) or token.head == before.i
        return (joined and before.dep in ("compound", "nmod", "amod", "nummod")) or token.head == before.i
    return False


def _hyphened(tokens: Tokens, run: Run) -> Thing | None:
    """What a number joined by a hyphen measures: "a 10-kilometre front", "a 5,000-strong force"; ages and kinds count nothing."""
    at = run.last + 1
    joined = tokens[at].lower.strip("-")
    if tokens[at].text == "-":
        at += 1
        if at >= len(tokens):
            return None
        joined = tokens[at].lower
    unit = quantities()["unit"].get(joined) or quantities()["unit"].get(joined.rstrip("s"))
    if joined == "strong":
        head = tokens[at].head if tokens[at].head > at else at + 1
        if head < len(tokens) and tokens[head].pos in ("NOUN", "PROPN") and head - at <= _REACH:
            return Thing(head, head, _unit(tokens, head) if tokens[head].tag == "NNS" else "people")
        return None
    if unit in _MEASURES:
        return Thing(at, at, unit)
    return None


def _noun(tokens: Tokens, run: Run) -> Thing | None:
    """The counted noun that the parse or the words behind the number give."""
    at = _governed(tokens, run)
    if at is None:
        return None
    token = tokens[at]
    if token.pos not in ("NOUN", "PROPN", "ADJ", "SYM") and token.lower not in quantities()["invariant"]:
        return None
    if any(t.text in _BREAKS for t in tokens[run.last + 1 : at]):
        return None
    if token.lemma in calendar_words()["unit"] or token.lower in calendar_words()["unit"]:
        return None
    if at + 2 < len(tokens) and tokens[at + 1].text == "-" and tokens[at + 2].tag == "NNS":
        at += 2  # "78 co-petitioners"
        token = tokens[at]
    many = token.tag in ("NNS", "NNPS") or token.lower in quantities()["invariant"]
    unit = _unit(tokens, at)
    of = tokens[run.last + 1].lower in ("of", "such") if run.last + 1 < len(tokens) else False
    if run.value == 1:
        counted = unit in PEOPLE or tokens[token.head].lemma in words("counting_verbs")
        return Thing(at, at, unit) if counted and not of and token.tag == "NN" else None
    if not many and unit not in _MEASURES:
        return None
    if unit in _SPEEDS:
        at, unit = _speed(tokens, at, unit)
    inner = next(
        (
            t.i
            for t in tokens[run.last + 1 : at]
            if t.tag == "CD" and (t.dep == "conj" or tokens[t.i - 1].lower in ("and", "or", "to"))
        ),
        None,
    )
    if inner is not None or (
        of
        and tokens[run.last].tag == "CD"
        and run.value is not None
        and tokens[run.last].lower not in ("dozen", "score", "couple", "pair")
    ):
        return Thing(run.last, run.last, unit)  # "102 and 21 people", "5,000 of the 12,000 troops"
    return Thing(at, at, unit)


def _governed(tokens: Tokens, run: Run) -> int | None:
    """The noun a number modifies: its head to the right, the object of its "of", or the noun right behind."""
    for t in range(run.last, run.first - 1, -1):
        token = tokens[t]
        if token.head > run.last and token.dep in _TO_NOUN:
            at, hops = token.head, 0
            measures = quantities()["unit"].get(tokens[at].lower) in _MEASURES  # "6 km from the town"
            while (
                not measures
                and tokens[at].dep in _INNER
                and tokens[at].head > at
                and hops < 3
                and tokens[at].tag != "NNS"
            ):
                at, hops = tokens[at].head, hops + 1
            if at - run.last <= _REACH:
                return at
    for t in range(run.last, run.first - 1, -1):
        for c in tokens[t].children:
            if tokens[c].dep == "prep" and tokens[c].lower == "of" and run.last < c <= run.last + 1:
                return next((d for d in tokens[c].children if tokens[d].dep == "pobj"), None)
    conj = tokens[run.last]
    if conj.dep == "conj" and tokens[conj.head].dep in _TO_NOUN and tokens[conj.head].head > run.last:
        return tokens[conj.head].head
    at = run.last + 1
    while at < len(tokens) and at <= run.last + 3 and tokens[at].pos in ("ADJ", "PROPN", "NOUN"):
        if tokens[at].tag in ("NNS", "NNPS") or tokens[at].lower in quantities()["invariant"]:
            return at
        at += 1
    for near in tokens[run.last + 1 : run.last + 4]:  # "102 and 21 people"
        if near.lower in ("and", "or", "-", "to") or near.tag == "CD":
            continue
        return near.i if near.tag == "NNS" and tokens[near.i - 1].tag == "CD" else None
    return None


def _verb_unit(tokens: Tokens, run: Run) -> str | None:
    """What a number without a noun counts, by the verb beside it: "12 were wounded"."""
    token = tokens[run.last]
    seen = 0
    while token.dep in ("conj", "appos", "pobj", "prep", "quantmod") and token.head != token.i and seen < 4:
        token, seen = tokens[token.head], seen + 1
    if token.lemma == "toll":
        return "killed"  # "a death toll of 45"
    verb = tokens[token.head] if token.pos not in ("VERB", "AUX") else token
    if verb.pos == "AUX":
        verb = next((tokens[c] for c in verb.children if tokens[c].dep in ("acomp", "attr", "oprd")), verb)
    if any(tokens[c].lemma == "toll" for c in verb.children if tokens[c].dep in ("nsubj", "nsubjpass", "dobj")):
        return "killed"
    return quantities()["verb"].get(verb.lemma) or quantities()["after"].get(verb.lower)


def _unit(tokens: Tokens, head: int) -> str | None:
    """What is counted: the table's name for the noun, or the noun as written with the words that make it one thing."""
    token = tokens[head]
    table = quantities()
    known = table["unit"].get(token.lemma) or table["unit"].get(token.lower) or table["currency"].get(token.lower)
    if known in ("km", "miles", "m", "feet") and head and tokens[head - 1].lemma in ("square", "nautical", "cubic"):
        return f"{tokens[head - 1].lower} {known}"
    if known:
        return known
    compound = [
        tokens[c].lower
        for c in token.children
        if tokens[c].dep == "compound" and c < head and tokens[c].pos == "NOUN" and tokens[c].lower not in openers()
    ]
    return " ".join([*compound, token.lower])


def _speed(tokens: Tokens, at: int, unit: str) -> tuple[int, str]:
    """The last token and the unit of a length, which is a speed where a time stands behind it: "160 km/h"."""
    if at + 2 < len(tokens) and tokens[at + 1].lower in ("/", "per", "an", "a"):
        every = _TIMES.get(tokens[at + 2].lower.rstrip("."))
        if every:
            return at + 2, f"{unit}/{every}"
    return at, unit
