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
        ("The Afghan government's troops left.", "Afghan government's troops", "AFG", ("GOV", "MIL")),
        ("Troops of Chad left.", "Troops of Chad", "TCD", ("MIL",)),
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


def test_nested_names_are_told_as_well(parsed: Parsed, tables: ActorTables) -> None:
    found = by_text(parsed, tables, "The Government of Kenya protested. President Bashar al-Assad's forces left.")
    assert (found["Government of Kenya"].country, found["Kenya"].kind) == ("KEN", "country")
    assert found["President Bashar al-Assad's forces"].kind == "group"
    assert found["President Bashar al-Assad"].kind == "person"
    assert "Kenyan" not in by_text(parsed, tables, "Kenyan troops left.")


def test_several_nationalities_are_several_parties(parsed: Parsed, tables: ActorTables) -> None:
    mention = by_text(parsed, tables, "Peruvian and Chilean diplomats met.")["Peruvian and Chilean diplomats"]
    assert [p.country for p in mention.members] == ["PER", "CHL"]


def test_the_rule_tells_why_a_seat_acts(parsed: Parsed, tables: ActorTables) -> None:
    assert "subject of 'said'" in by_text(parsed, tables, "Moscow said it would act.")["Moscow"].rule


def test_a_namesake_is_not_the_office_holder(parsed: Parsed, tables: ActorTables) -> None:
    found = by_text(parsed, tables, "Paul Shoigu, a baker, opened a shop. Shoigu sells bread.")
    assert (found["Paul Shoigu"].id, found["Shoigu"].name, found["Shoigu"].country) == (None, "Paul Shoigu", None)


def test_a_name_is_one_kind_in_a_document(parsed: Parsed, tables: ActorTables) -> None:
    text = "Knox Adeyemi spoke. Adeyemi urged calm. Police praised Adeyemi."
    assert {m.name for m in actors.find(parsed(text), tables) if m.kind == "person"} == {"Knox Adeyemi"}


def test_a_state_of_the_union_is_not_the_republic(parsed: Parsed, tables: ActorTables) -> None:
    assert "Georgia" not in by_text(parsed, tables, "Republican voters in Georgia and Alabama chose a senator.")
    assert by_text(parsed, tables, "Georgia signed a treaty.")["Georgia"].country == "GEO"


def test_an_acronym_is_what_the_document_says(parsed: Parsed, tables: ActorTables) -> None:
    found = by_text(
        parsed, tables, "Reporters Without Borders (RSF) condemned the arrest. The RSF said Egypt held him."
    )
    assert found["RSF"].id == "ngo-reporters-without-borders"
    found = by_text(parsed, tables, "The California Highway Patrol (CHP) arrested two men. The CHP said they fled.")
    assert (found["CHP"].id, found["CHP"].country) == (None, None)
    found = by_text(parsed, tables, "The Republican People's Party (CHP) won. The CHP praised the voters.")
    assert found["CHP"].country == "TUR"


def test_an_ambiguous_acronym_needs_words_that_speak_for_it(parsed: Parsed, tables: ActorTables) -> None:
    assert by_text(parsed, tables, "The RSF attacked villages in Darfur.")["RSF"].country == "SDN"
    assert all(m.country != "SDN" for m in by_text(parsed, tables, "The RSF praised the editors.").values())
    assert by_text(parsed, tables, "The SDF took a town in northern Syria.")["SDF"].country == "SYR"
    assert all(m.country != "SYR" for m in by_text(parsed, tables, "The SDF sent ships from Okinawa.").values())


def test_a_surname_is_not_a_group(parsed: Parsed, tables: ActorTables) -> None:
    found = by_text(parsed, tables, "Robert Wagner met officials. Wagner praised them.")
    assert (found["Robert Wagner"].country, found["Wagner"].country) == (None, None)
    assert by_text(parsed, tables, "Wagner fighters left Mali.")["Wagner fighters"].country == "RUS"
