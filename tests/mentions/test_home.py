"""Whose bodies and officials are that nothing else places: of the country that the document is about."""

from __future__ import annotations

import pytest

from panj import Coder, Document

PANAMA = """PANAMA CITY, March 14 (Reuters) - A court in Panama sentenced former President Arturo Villalba on Thursday.

Spain extradited Villalba in May. Interior Minister Luis Ortega put police on alert. Prosecutors accused him of bribery."""
BISSAU = """BISSAU, March 14 (AFP) - Soldiers arrested Prime Minister Domingos Sanca on Thursday.

The army said it had seized power. Sanca was taken to a barracks. Senegal urged the soldiers to release him."""
NAIROBI = """NAIROBI, March 14 (Reuters) - The army bombed two villages in Sudan on Thursday, aid groups said.

Sudan denied it. Foreign Minister Ali Sadiq spoke to the press. The mayor of Kisumu prayed."""
FLORIDA = """NASSAU, March 14 (Reuters) - The storm hit the Bahamas.

The government closed the ports. Florida Governor Ron Santos declared an emergency. EADS chief Louis Gardon left."""


@pytest.mark.parametrize(
    ("text", "who", "countries"),
    [
        (PANAMA, "former President Arturo Villalba", ["PAN"]),
        (PANAMA, "Villalba", ["PAN"]),
        (PANAMA, "Interior Minister Luis Ortega", ["PAN"]),
        (PANAMA, "police", ["PAN"]),  # not Spain's, which the sentence before names
        (PANAMA, "Prosecutors", ["PAN"]),
        (BISSAU, "Soldiers", ["GNB"]),
        (BISSAU, "Prime Minister Domingos Sanca", ["GNB"]),
        (BISSAU, "it", ["GNB"]),
        (BISSAU, "soldiers", ["GNB"]),  # not Senegal's, which urges them
        (NAIROBI, "army", ["SDN"]),  # not Kenya's, where the dispatch was written
        (NAIROBI, "Foreign Minister Ali Sadiq", [None]),
        (FLORIDA, "government", ["BHS"]),
        (FLORIDA, "Florida Governor Ron Santos", [None]),
        (FLORIDA, "EADS chief Louis Gardon", [None]),
    ],
)
def test_country_of_the_document(coder: Coder, text: str, who: str, countries: list[str | None]) -> None:
    found = coder.annotate(Document(id="x", text=text, published_at="2024-03-15")).actors
    assert [a.country for a in found if a.text == who] == countries
