from __future__ import annotations

from collections.abc import Callable

import pytest

from panj import Coder
from panj.knowledge.actors import ActorTables
from panj.mentions import actors
from panj.records import ActorMention, Document, ParsedDocument

Parsed = Callable[..., ParsedDocument]


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return ActorTables.load()


def by_text(parsed: Parsed, tables: ActorTables, text: str) -> dict[str, ActorMention]:
    return {m.text: m for m in actors.find(parsed(text), tables)}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Peru sent troops. It promised more.", "It", "Peru"),
        ("Sergei Shoigu arrived. He said Russia was ready.", "He", "Sergei Shoigu"),
        ("Angela Merkel met Joe Biden. She praised him.", "him", "Joe Biden"),
        ("Hamas released two men. The group said more would follow.", "The group", "Hamas"),
        ("Boko Haram attacked a village. The militants burned houses.", "militants", "Boko Haram"),
        ("President Joe Biden arrived in Rome. The president met bishops.", "president", "Joe Biden"),
        ("The Tajik army moved. The army then stopped.", "army", "Tajik army"),
        ("Russia's aim is to prevent ISIS from strengthening its position.", "its", "Islamic State"),
        ("To arm its soldiers, Peru bought rifles.", "its", "Peru"),
        (
            "Tajikistan has a long border. The deeply poor country hosts a base.",
            "The deeply poor country",
            "Tajikistan",
        ),
        ("The Taliban plunged the country into war.", "the country", "Afghanistan"),
        ("Twelve men crossed the river. Officials raided a house and arrested them.", "them", "Twelve men"),
        ("The police found the smugglers and handed them to a judge.", "them", "smugglers"),
        ("Peru defended itself.", "itself", "Peru"),
        ("Spain helps Mali, but the former has withdrawn its men from the latter.", "latter", "Mali"),
        ("Norway left Iran. The Middle Eastern nation had held two Danes.", "The Middle Eastern nation", "Iran"),
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


def test_a_pair_hands_its_members_on(parsed: Parsed, tables: ActorTables) -> None:
    text = "Hamas and Fatah met. The two sides' negotiators shook hands."
    assert [p.name for p in by_text(parsed, tables, text)["two sides' negotiators"].members] == ["Hamas", "Fatah"]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Peru and Chile share a border. They signed a treaty.", "They", ["Peru", "Chile"]),
        ("Peru, Chile and Kenya met. The three states agreed.", "The three states", ["Peru", "Chile", "Kenya"]),
        ("Peru and Chile quarrelled. The neighbours made peace.", "The neighbours", ["Peru", "Chile"]),
        ("Macron met Putin. The two shook hands.", "The two", ["Emmanuel Macron", "Vladimir Putin"]),
        ("Spain and Mali talked. Both were content.", "Both", ["Spain", "Mali"]),
        ("The presidents of Peru and Chile met. Both presidents spoke.", "Both presidents", ["Peru", "Chile"]),
    ],
)
def test_several_told_together(parsed: Parsed, tables: ActorTables, text: str, words: str, names: list[str]) -> None:
    mention = by_text(parsed, tables, text)[words]
    assert [p.name for p in mention.members] == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru and Chile jailed two monks. The two prayed.", "The two"),
        ("Peru and Chile jailed students. They sang.", "They"),
        ("Peru and Chile met. The other two countries left.", "The other two countries"),
        ("It is clear that talks failed.", "It"),
        ("Anna Weber and Clara Jones met. She smiled.", "She"),
        ("The drills began on Monday. They will last a week.", "They"),
        ("The pipeline crosses Turkey. It was built in 1999.", "It"),
        ("Peru, Chile and Kenya met Uganda. Both countries agreed.", "Both countries"),
    ],
)
def test_unsure_references_stay_unlinked(parsed: Parsed, tables: ActorTables, text: str, words: str) -> None:
    assert words not in by_text(parsed, tables, text)


def test_a_possessive_gives_a_body_its_country(parsed: Parsed, tables: ActorTables) -> None:
    mention = by_text(parsed, tables, "Mexico recalled its ambassador.")["ambassador"]
    assert (mention.country, mention.antecedent and mention.antecedent.text) == ("MEX", "Mexico")


def test_police_are_of_the_only_country(parsed: Parsed, tables: ActorTables) -> None:
    assert by_text(parsed, tables, "Kenya mourned the dead. Police arrested a man.")["Police"].country == "KEN"
    assert by_text(parsed, tables, "Kenya met Peru. Police arrested a man.")["Police"].country is None


def test_references_stay_in_order(parsed: Parsed, tables: ActorTables) -> None:
    found = actors.find(parsed("Peru sent its troops. It promised more, and its neighbours its own."), tables)
    assert [m.start for m in found] == sorted(m.start for m in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Germany closed its mission. The Middle Eastern nation had held two Danes.", "The Middle Eastern nation"),
        ("Officials entered the house and sealed them.", "them"),
    ],
)
def test_what_a_reference_cannot_mean(parsed: Parsed, tables: ActorTables, text: str, words: str) -> None:
    assert words not in by_text(parsed, tables, text)


def test_a_house_that_is_hit_is_a_party_of_the_country_it_is_in(coder: Coder) -> None:
    (claim,) = coder.code(Document(text="Gunmen stormed a hospital in Kabul.", published_at="2021-08-01"))
    assert [(p.text, p.country) for p in claim.recipients] == [("hospital", "AFG")]
