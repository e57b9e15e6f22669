from __future__ import annotations

from collections.abc import Callable

import pytest

from panj.knowledge.actors import ActorTables
from panj.mentions import actors
from panj.records import ActorMention, ParsedDocument

Parsed = Callable[..., ParsedDocument]


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables.load()


def by_text(parsed: Parsed, tables: ActorTables, text: str, day: str = "2021-08-01") -> dict[str, ActorMention]:
    return {m.text: m for m in actors.find(parsed(text, day), tables)}


def test_every_code_has_its_country(tables: ActorTables) -> None:
    assert len(tables.countries) >= 245
    for code in ("XKX", "TWN", "PSE", "ESH", "SUN", "YUG"):
        assert tables.country_name(code)


@pytest.mark.parametrize(
    ("text", "words", "country", "sectors"),
    [
        ("Tajik forces left.", "Tajik forces", "TJK", ("MIL",)),
        ("A senior Turkish diplomat left.", "senior Turkish diplomat", "TUR", ("GOV",)),
        ("The Afghan government's troops left.", "Afghan government's troops", "AFG", ("MIL",)),
        ("Troops of Chad left.", "Troops", "TCD", ("MIL",)),
        ("US-backed rebels left.", "US-backed rebels", None, ("REB",)),
        ("The Pentagon objected.", "Pentagon", "USA", ("MIL", "GOV")),
    ],
)
def test_roles_compose_with_their_country(
    parsed: Parsed, tables: ActorTables, text: str, words: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    mention = by_text(parsed, tables, text)[words]
    assert (mention.country, mention.sectors) == (country, sectors)


def test_an_office_is_that_of_the_day(parsed: Parsed, tables: ActorTables) -> None:
    text = "Mark Rutte objected."
    assert by_text(parsed, tables, text, "2020-01-01")["Mark Rutte"].country == "NLD"
    assert by_text(parsed, tables, text, "2025-01-01")["Mark Rutte"].sectors == ("IGO",)


def test_title_and_name_are_one(parsed: Parsed, tables: ActorTables) -> None:
    mention = by_text(parsed, tables, "Russian Defense Minister Sergei Shoigu left.")[
        "Russian Defense Minister Sergei Shoigu"
    ]
    assert (mention.name, mention.country, mention.sectors) == ("Sergei Shoigu", "RUS", ("GOV", "MIL"))


def test_apposition_tells_who_a_stranger_is(parsed: Parsed, tables: ActorTables) -> None:
    mention = by_text(parsed, tables, "Ali Karim, a spokesman for the Taliban, left.")["Ali Karim"]
    assert (mention.kind, mention.country) == ("person", "AFG")


@pytest.mark.parametrize(
    ("text", "seat", "acting"),
    [
        ("Moscow said it would act.", "Moscow", True),
        ("They held talks in Moscow.", "Moscow", False),
        ("He visited Moscow.", "Moscow", False),
        ("Ties between Moscow and Beijing grew.", "Beijing", True),
        ("The group assured Moscow of its support.", "Moscow", True),
        ("Kabul fell on Sunday.", "Kabul", False),
    ],
)
def test_metonyms_act_and_places_happen(
    parsed: Parsed, tables: ActorTables, text: str, seat: str, acting: bool
) -> None:
    assert (seat in by_text(parsed, tables, text)) is acting


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Peru sent troops. It promised more.", "It", "Peru"),
        ("Sergei Shoigu arrived. He said Russia was ready.", "He", "Sergei Shoigu"),
        ("Hamas released two men. The group said more would follow.", "The group", "Hamas"),
        (
            "Tajikistan shares a border with nobody. The deeply poor country hosts a base.",
            "The deeply poor country",
            "Tajikistan",
        ),
        ("The Tajik army moved. The army then stopped.", "army", "Tajik army"),
    ],
)
def test_references(parsed: Parsed, tables: ActorTables, text: str, words: str, name: str) -> None:
    mention = by_text(parsed, tables, text)[words]
    assert mention.name == name
    assert mention.antecedent is not None


def test_pairs_stand_for_both(parsed: Parsed, tables: ActorTables) -> None:
    mention = by_text(parsed, tables, "Russia will drill with China. Both militaries are ready.")["Both militaries"]
    assert [p.country for p in mention.members] == ["RUS", "CHN"]
    assert all(p.basis == "inherited" and p.origin for p in mention.members)


def test_unsure_references_stay_unlinked(parsed: Parsed, tables: ActorTables) -> None:
    found = by_text(parsed, tables, "Anna met Clara. She smiled.")
    assert found.get("She") is None or found["She"].name in ("Anna", "Clara")
    assert "It" not in by_text(parsed, tables, "It is clear that talks failed.")
