from __future__ import annotations

import pytest

from panj.knowledge.english import abbreviations
from panj.sentences.split import LONGEST, dateline, quotations, sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text), abbreviations())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops left. They went home.", ["Troops left.", "They went home."]),
        ("Gen. Ito met Sen. Ruiz on Aug. 3. They spoke.", ["Gen. Ito met Sen. Ruiz on Aug. 3.", "They spoke."]),
        ("U.S. forces left. The U.S. Army stayed.", ["U.S. forces left.", "The U.S. Army stayed."]),
        ("He lives in the U.S. The army left.", ["He lives in the U.S.", "The army left."]),
        ("“We left.” He smiled.", ["“We left.”", "He smiled."]),
        ('"Will you go?" he asked. Nobody answered!', ['"Will you go?" he asked.', "Nobody answered!"]),
        ("It rose 3.5 percent. Exports fell.", ["It rose 3.5 percent.", "Exports fell."]),
        ("Speaking to Gazeta.Ru, he left. Then he slept.", ["Speaking to Gazeta.Ru, he left.", "Then he slept."]),
        ("J. R. Silva spoke. It rained.", ["J. R. Silva spoke.", "It rained."]),
        ("No stop at all", ["No stop at all"]),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_an_endless_line_is_cut_at_white_space() -> None:
    pieces = split("word " * 2000)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert " ".join(pieces).split() == ["word"] * 2000


def test_a_run_without_white_space_is_cut_all_the_same() -> None:
    assert sum(map(len, split("x" * 5000))) == 5000


def quoted(*paragraphs: str) -> list[tuple[str, bool]]:
    text, spans, lines = "", [], []
    for paragraph in paragraphs:
        start = len(text)
        text += paragraph + "\n\n"
        spans.append((start, start + len(paragraph)))
        lines.extend((start + a, start + b) for a, b in sentences(paragraph, 0, len(paragraph), abbreviations()))
    return [(text[q.start : q.end], q.continued) for q in quotations(text, spans, lines)]


def test_quotations() -> None:
    assert quoted('He said "we stay. We fight on," and left.') == [("we stay. We fight on,", False)]
    assert quoted("“One.", "“Two,” she said.") == [("One.", False), ("Two,", True)]
    assert quoted("''We stay,'' he said. ''We fight.''") == [("We stay,", False), ("We fight.", False)]
    assert quoted("The two sides’ troops and the men’s tents.") == []
    assert quoted("The 12' boat hit the 5\" gun.") == []


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("DUSHANBE, Aug 1 (Agency) - Troops moved.", "DUSHANBE", "Aug 1", "Agency"),
        ("MOSCOW (TASS) — Officials met.", "MOSCOW", None, "TASS"),
        ("NEW DELHI - Officials met.", "NEW DELHI", None, None),
        ("Nairobi (KNA), Kenya met.", None, None, None),
        ("Lima, 3 March 2020 — Officials met.", "Lima", "3 March 2020", None),
        ("The president left.", None, None, None),
        ("NATO said it would act.", None, None, None),
    ],
)
def test_datelines(text: str, place: str | None, date: str | None, agency: str | None) -> None:
    found = dateline(text, 0, len(text))
    assert (found and found.place and found.place.text) == place
    assert (found and found.date and found.date.text) == date
    assert (found and found.agency and found.agency.text) == agency
