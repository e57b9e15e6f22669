"""Writes the matrices in tests/gold: base sentences in many forms, each with the claim that is due.

`matrix_status.jsonl` asks whether the claim is so (status, polarity, background, speaker), `matrix_roles.jsonl` who does
it to whom. The tests swap the two countries with `cells(..., swapped=True)`, and fail where a file is stale.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
COUNTRIES = {
    "RUS": ("Russia", "Russian", "Moscow"), "UKR": ("Ukraine", "Ukrainian", "Kyiv"),
    "ISR": ("Israel", "Israeli", "Jerusalem"), "IRN": ("Iran", "Iranian", "Tehran"),
    "CHN": ("China", "Chinese", "Beijing"), "IND": ("India", "Indian", "New Delhi"),
    "PAK": ("Pakistan", "Pakistani", "Islamabad"), "TUR": ("Turkey", "Turkish", "Ankara"),
    "SYR": ("Syria", "Syrian", "Damascus"), "EGY": ("Egypt", "Egyptian", "Cairo"),
    "ETH": ("Ethiopia", "Ethiopian", "Addis Ababa"), "KEN": ("Kenya", "Kenyan", "Nairobi"),
    "PER": ("Peru", "Peruvian", "Lima"), "CHL": ("Chile", "Chilean", "Santiago"),
    "MEX": ("Mexico", "Mexican", "Mexico City"), "FRA": ("France", "French", "Paris"),
    "DEU": ("Germany", "German", "Berlin"), "POL": ("Poland", "Polish", "Warsaw"),
    "JPN": ("Japan", "Japanese", "Tokyo"), "VNM": ("Vietnam", "Vietnamese", "Hanoi"),
    "SRB": ("Serbia", "Serbian", "Belgrade"), "GRC": ("Greece", "Greek", "Athens"),
    "IRQ": ("Iraq", "Iraqi", "Baghdad"), "MAR": ("Morocco", "Moroccan", "Rabat"),
}  # fmt: skip
"""Code -> name, adjective, capital."""
ROLES = {
    "minister": "the {} foreign minister",
    "troops": "{} troops",
    "students": "{} students",
    "farmers": "{} farmers",
}
"""How a base sentence calls who acts, beside country and capital; else "the ... army", "the ... government"."""
PEOPLE = frozenset({"minister", "president", "troops", "students", "farmers"})

STATUS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "active": (
        ("{Actor} {past} {what} on Monday.", "On Monday, {actor} {past} {what}.", "{Actor} has {participle} {what}."),
        {},
    ),
    "passive": (
        (
            "{Object} {was} {participle}{rest} by {actor} on Monday.",
            "{Object} {have} been {participle}{rest} by {actor}.",
        ),
        {},
    ),
    "nominal": (
        (
            "{Actor}'s {nominal} came as a surprise.",
            "Oil prices rose after {actor}'s {nominal}.",
            "Reporters asked about {actor}'s {nominal}.",
        ),
        {},
    ),
    "relative": (
        (
            "{Actor}, which {past} {what} on Monday, has not commented.",
            "{Actor}, which has {participle} {what}, has a new leader.",
        ),
        {},
    ),
    "negated": (
        (
            "{Actor} did not {verb} {what}.",
            "{Actor} has not {participle} {what}.",
            "{Actor} has never {participle} {what}.",
            "{Actor} failed to {verb} {what}.",
            "{Actor} refused to {verb} {what}.",
        ),
        {"polarity": "negated"},
    ),
    "future": (
        (
            "{Actor} will {verb} {what} next month.",
            "{Actor} is to {verb} {what} on Friday.",
            "{Actor} plans to {verb} {what}.",
            "{Actor} is preparing to {verb} {what}.",
            "{Actor} is going to {verb} {what}.",
        ),
        {"status": "planned"},
    ),
    "conditional": (
        (
            "If {actor} {present} {what}, oil prices will rise.",
            "{Actor} would {verb} {what} if the talks failed.",
            "Oil prices would rise if {actor} {past} {what}.",
            "{Actor} will {verb} {what} unless the talks succeed.",
        ),
        {"status": "hypothetical"},
    ),
    "denied": (
        (
            "{Actor} denied that it had {participle} {what}.",
            "{Actor} denies having {participle} {what}.",
            "{Actor} said it had not {participle} {what}.",
            "{Actor} denied reports that it had {participle} {what}.",
        ),
        {"polarity": "negated", "speaker": "actor"},
    ),
    "reported": (
        (
            "{Actor} has {participle} {what}, Reuters reported.",
            "Reuters reported that {actor} had {participle} {what}.",
            "According to Reuters, {actor} {past} {what}.",
            "{Actor} {past} {what} on Monday, according to Reuters.",
        ),
        {"speaker": "Reuters"},
    ),
    "question": (
        (
            "Did {actor} {verb} {what}?",
            "Has {actor} {participle} {what}?",
            "Will {actor} {verb} {what}?",
            "It is not clear whether {actor} has {participle} {what}.",
        ),
        {"status": "hypothetical"},
    ),
    "background": (
        (
            "In 1994, {actor} {past} {what}.",
            "{Actor} {past} {what} in the 1990s.",
            "Three decades ago, {actor} {past} {what}.",
            "{Actor} first {past} {what} in 2003.",
        ),
        {"background": True},
    ),
}
"""Form -> its patterns, of which each base sentence takes the next, and what differs from news that is so."""

BINDING: dict[str, tuple[str, ...]] = {
    "active": (
        "{Actor} {past} {what} on Monday.",
        "{Actor} {have_acted} {participle} {what}.",
        "After weeks of tension, {actor} {past} {what}.",
    ),
    "passive": (
        "{Object} {was} {participle}{rest} by {actor} on Monday.",
        "{Object} {have} been {participle} by {actor}{rest}.",
    ),
    "agentless": (
        "{Object} {was} {participle}{rest} on Monday.",
        "{Object} {have} been {participle}{rest}.",
        "{Object} {was} {participle}{rest}, Reuters reported.",
    ),
    "nominal": (
        "The {nominal} by {actor} came as a surprise.",
        "Oil prices rose after the {nominal} by {actor}.",
        "{Other} criticised the {nominal} by {actor}.",
    ),
    "possessive": (
        "{Actor}{s} {nominal} came as a surprise.",
        "The {adjective} {nominal} made headlines.",
        "{Other} protested against {actor}{s} {nominal}.",
    ),
    "relative": (
        "{Actor}, {which} {past} {what} on Monday, {have_acted} not commented.",
        "{Object}, {whom} {actor} {past}{rest} on Monday, {have} been in the headlines.",
        "Reuters has reported on {object}, {whom} {actor} {have_acted} {participle}{rest}.",
        "{Object}, {what_is} {was} {participle}{rest} by {actor}, made headlines.",
    ),
    "actors": (
        "{Actor} and {other_acting} {past} {what_theirs} on Monday.",
        "{Other_acting} and {actor} have {participle} {what_theirs}.",
        "Both {actor} and {other_acting} {past} {what_theirs}.",
        "{Actor}, together with {other_acting}, {past} {what}.",
    ),
    "recipients": (
        "{Actor} {past} {what_two} on Monday.",
        "{Actor} {have_acted} {participle} {what_two}, Reuters reported.",
        "After weeks of tension, {actor} {past} {what_two}.",
    ),
    "control": (
        "{Actor} decided to {verb} {what}.",
        "{Other} urged {actor} to {verb} {what}.",
        "{Actor} {are_acting} expected to {verb} {what}.",
        "{Actor} promised {other} to {verb} {what}.",
        "{Actor} {seem} to have {participle} {what}.",
    ),
    "reported": (
        "{Other} said {actor} had {participle} {what}.",
        "{Actor} {have_acted} {participle} {what}, {other} said.",
        "{Actor} said {it} had {participle} {what}.",
        "According to {other}, {actor} {past} {what}.",
        "{Actor} denied reports that {it} had {participle} {what}.",
    ),
}
"""Form -> its patterns. "Other" is a third country: it acts in `actors`, is acted upon in `recipients`, else only speaks."""

Row = dict[str, str]


def rows(base: str) -> list[Row]:
    """The base sentences of a matrix."""
    with (GOLD / f"matrix_{base}_base.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _codes(row: Row, swapped: bool) -> tuple[str, str]:
    """Actor and recipient of a base sentence."""
    return (row["recipient"], row["actor"]) if swapped else (row["actor"], row["recipient"])


def status(*, swapped: bool = False) -> Iterator[dict[str, Any]]:
    """Every base sentence in every form of status, with actor and recipient swapped if asked."""
    for number, row in enumerate(rows("status")):
        actor, recipient = _codes(row, swapped)
        words = _words(row, actor, recipient)
        for form, (patterns, differing) in STATUS.items():
            expected = {"status": "past", "polarity": "affirmed", "background": False, "speaker": None, **differing}
            if expected["speaker"] == "actor":
                expected["speaker"] = actor
            acting, acted_upon = (recipient, actor) if row["verb"] == "host" else (actor, recipient)  # a guest visits
            triggers = _triggers(row, words, ("nominal",) if form == "nominal" else ("verb", "past", "participle"))
            yield {
                "id": f"{row['id']}-{form}", "text": patterns[number % len(patterns)].format(**words),
                "published_at": "2022-06-15", "trigger": triggers,
                "actors": [acting], "recipients": [acted_upon], **expected,
            }  # fmt: skip


def roles(*, swapped: bool = False) -> Iterator[dict[str, Any]]:
    """Every base sentence in every form of binding, with actor and recipient swapped if asked."""
    for number, row in enumerate(rows("roles")):
        actor, recipient = _codes(row, swapped)
        others = [code for code in COUNTRIES if code not in (actor, recipient)]
        other = others[number % len(others)]
        words = {**_words(row, actor, recipient), **_more_words(row, actor, recipient, other)}
        for form, patterns in BINDING.items():
            acting = [] if form == "agentless" else [actor, other] if form == "actors" else [actor]
            acted_upon = [recipient, other] if form == "recipients" else [recipient]
            if row["shape"] == "mutual":
                acting, acted_upon = acting + acted_upon, []
            elif row["shape"] == "host":
                acting, acted_upon = acted_upon, acting
            yield {
                "id": f"{row['id']}-{form}", "text": patterns[number % len(patterns)].format(**words),
                "published_at": "2022-06-15", "type": row["type"],
                "trigger": _triggers(row, words, ("nominal", "noun", "verb", "past", "participle")),
                "actors": acting, "recipients": acted_upon,
            }  # fmt: skip


class Matrix(NamedTuple):
    """A matrix: how its cells are made, and the file that they are written to."""

    cells: Callable[..., Iterator[dict[str, Any]]]
    file: Path

    def text(self) -> str:
        """The lines of the file."""
        return "".join(json.dumps(cell, ensure_ascii=False) + "\n" for cell in self.cells())


MATRICES = {
    "status": Matrix(status, GOLD / "matrix_status.jsonl"),
    "roles": Matrix(roles, GOLD / "matrix_roles.jsonl"),
}


def _triggers(row: Row, words: dict[str, str], columns: tuple[str, ...]) -> list[str]:
    """The words by which the act may be named: the first of the columns', and the noun of "imposed sanctions"."""
    forms = [row[column] for column in columns if row[column]]
    if "verb" in columns:
        forms.append(words["present"])
    carried = ["sanctions"] if row["verb"] == "impose" else []
    return [*dict.fromkeys(form.split()[0] for form in forms), *carried]


def _acting(form: str, code: str) -> str:
    """What a base sentence calls an actor."""
    name, adjective, capital = COUNTRIES[code]
    if form in ("country", "capital"):
        return name if form == "country" else capital
    return ROLES.get(form, f"the {{}} {form}").format(adjective)


def _words(row: Row, actor: str, recipient: str) -> dict[str, str]:
    """What the patterns of both matrices are filled with."""
    whom, whose, _ = COUNTRIES[recipient]
    who = _acting(row["form"], actor)
    verb, *particle = row["verb"].split()
    rest = f" {row['rest']}" if row["rest"] else ""
    filled = {
        "actor": who, "verb": row["verb"], "past": row["past"], "participle": row["participle"],
        "present": " ".join([_third(verb), *particle]), "was": "were" if row["number"] == "p" else "was",
        "have": "have" if row["number"] == "p" else "has",
        "what": f"{row['object']}{rest}", "object": row["object"], "rest": rest, "nominal": row["nominal"],
    }  # fmt: skip
    filled = {key: _articles(value.format(R=whom, r=whose)) for key, value in filled.items()}
    return {**filled, "Actor": _capital(who), "Object": _capital(filled["object"])}


def _more_words(row: Row, actor: str, recipient: str, other: str) -> dict[str, str]:
    """What the patterns of the binding matrix alone are filled with."""
    who, third = _acting(row["form"], actor), _acting(row["form"], other)
    several = row["form"] in ("troops", "students", "farmers", "police")
    people = row["form"] in PEOPLE
    return {
        "adjective": COUNTRIES[actor][1], "other": COUNTRIES[other][0], "Other": COUNTRIES[other][0],
        "other_acting": third, "Other_acting": _capital(third), "s": "'" if who.endswith("s") else "'s",
        "have_acted": "have" if several else "has", "are_acting": "are" if several else "is",
        "seem": "seem" if several else "seems", "which": "who" if people else "which", "whom": row["whom"],
        "what_is": "who" if row["whom"] == "whom" else "which",
        "it": "they" if several else "he" if people else "it",
        "what_theirs": f"{row['object']} {row['rest']}".strip().format(
            R=COUNTRIES[recipient][0], r=COUNTRIES[recipient][1]
        ),
        "what_two": _articles(_two(row, recipient, other)),
    }  # fmt: skip


def _two(row: Row, recipient: str, other: str) -> str:
    """What is done, with two recipients: "two A and B diplomats", "an A ship and a B ship", "sent aid to A and B"."""
    (name, adjective, _), (name2, adjective2, _) = COUNTRIES[recipient], COUNTRIES[other]
    both = {"R": f"{name} and {name2}", "r": f"{adjective} and {adjective2}"}
    if "{r}" in row["object"] and row["number"] == "s":
        single = row["object"]
        thing = f"{single.format(r=adjective)} and {single.format(r=adjective2)}"
        return f"{thing} {row['rest']}".strip()
    return f"{row['object']} {row['rest']}".strip().format(**both)


def _articles(text: str) -> str:
    """A text with "an" before the countries that need it."""
    return re.sub(r"\ba (?=[EI])", "an ", text)


def _capital(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


def _third(verb: str) -> str:
    """The third person of a verb: "bombs", "supplies", "ambushes"."""
    if verb.endswith(("s", "sh", "ch", "x", "o", "z")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def main() -> None:
    """Write the files."""
    for matrix in MATRICES.values():
        matrix.file.write_text(matrix.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
