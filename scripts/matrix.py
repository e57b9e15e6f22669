"""Writes tests/gold/matrix_status.jsonl: every base sentence of tests/gold/matrix_base.csv in eleven forms.

Each line has the text, the word that a claim is due for, and what every field of that claim must be. The test swaps
the two countries with `cells(rows(), swapped=True)`, and fails where the file is stale.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
BASE = GOLD / "matrix_base.csv"
FILE = GOLD / "matrix_status.jsonl"
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

FORMS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
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


def rows() -> list[dict[str, str]]:
    """The base sentences."""
    with BASE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(table: list[dict[str, str]], *, swapped: bool = False) -> Iterator[dict[str, Any]]:
    """Every base sentence in every form, with actor and recipient swapped if asked."""
    for number, row in enumerate(table):
        codes = (row["recipient"], row["actor"]) if swapped else (row["actor"], row["recipient"])
        words = _words(row, *codes)
        for form, (patterns, differing) in FORMS.items():
            expected = {"status": "past", "polarity": "affirmed", "background": False, "speaker": None, **differing}
            if expected["speaker"] == "actor":
                expected["speaker"] = codes[0]
            yield {
                "id": f"{row['id']}-{form}", "text": patterns[number % len(patterns)].format(**words),
                "published_at": "2022-06-15",
                "trigger": _triggers(row, words, nominal=form == "nominal"),
                "actor": codes[0], "recipient": codes[1], **expected,
            }  # fmt: skip


def _triggers(row: dict[str, str], words: dict[str, str], *, nominal: bool) -> list[str]:
    """The words by which the act may be named: its verb or noun, and the noun of "imposed sanctions"."""
    forms = (row["nominal"],) if nominal else (row["verb"], row["past"], row["participle"], words["present"])
    carried = ["sanctions"] if row["verb"] == "impose" else []
    return [*dict.fromkeys(form.split()[0] for form in forms), *carried]


def _words(row: dict[str, str], actor: str, recipient: str) -> dict[str, str]:
    """What the patterns are filled with."""
    name, adjective, capital = COUNTRIES[actor]
    whom, whose, _ = COUNTRIES[recipient]
    acting = {"country": name, "army": f"the {adjective} army", "government": f"the {adjective} government"}
    who = acting.get(row["form"], capital)
    verb, *particle = row["verb"].split()
    rest = f" {row['rest']}" if row["rest"] else ""
    filled = {
        "actor": who, "verb": row["verb"], "past": row["past"], "participle": row["participle"],
        "present": " ".join([_third(verb), *particle]), "was": "were" if row["number"] == "p" else "was",
        "have": "have" if row["number"] == "p" else "has",
        "what": f"{row['object']}{rest}", "object": row["object"], "rest": rest, "nominal": row["nominal"],
    }  # fmt: skip
    filled = {key: re.sub(r"\ba (?=[EI])", "an ", value.format(R=whom, r=whose)) for key, value in filled.items()}
    return {**filled, "Actor": who[0].upper() + who[1:], "Object": filled["object"][0].upper() + filled["object"][1:]}


def _third(verb: str) -> str:
    """The third person of a verb: "bombs", "supplies", "ambushes"."""
    if verb.endswith(("s", "sh", "ch", "x", "o", "z")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def text() -> str:
    """The lines of the file."""
    return "".join(json.dumps(cell, ensure_ascii=False) + "\n" for cell in cells(rows()))


def main() -> None:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
