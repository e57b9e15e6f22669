"""Exports of LexisNexis and Factiva; the articles are written for these tests."""

from __future__ import annotations

from pathlib import Path

from panj.sources import Options, Read, Refusal, stream

LEXIS = """


                               1 of 3 DOCUMENTS


                               The Andean Herald

                             March 10, 2021 Wednesday
                               Late Edition - Final

Peru Expels Two Chilean Diplomats, and Chile Answers
With a Note

BYLINE: By ANA SOTO

SECTION: Section A; Column 1; Foreign Desk; Pg. 1

LENGTH: 52 words

DATELINE: LIMA, Peru, March 9

 Peru expelled two Chilean diplomats on Monday, and the
government of Chile condemned the move in a note.

 SUBJECT: it was said in Santiago that talks would go on as planned, whatever
the ministers had written to each other.

URL: http://www.herald.example

SUBJECT: DIPLOMACY (90%); TALKS (80%)

LOAD-DATE: March 10, 2021

LANGUAGE: ENGLISH

                   Copyright 2021 The Andean Herald Company
                              All Rights Reserved


                               2 of 3 DOCUMENTS


                     Copyright 2021 Coast Agency Ltd.
                              Coast Agency

                              11 March 2021

LENGTH: 20 words

HEADLINE: Envoys meet again

BODY:
The envoys of Peru and Chile met again in the old
port on Thursday, and agreed to meet next week.

LOAD-DATE: March 11, 2021


                               3 of 3 DOCUMENTS


                              Coast Agency

                              12 March 2021

LENGTH: 0 words

LOAD-DATE: March 12, 2021
"""
FACTIVA = """HD  Peru expels two Chilean diplomats
BY  By Ana Soto
WC  40 words
PD  10 March 2021
SN  The Andean Herald
SC  ANDHER
LA  English
CY  (c) 2021 The Andean Herald

LP
LIMA, March 9 (Coast) - Peru expelled two Chilean diplomats
on Monday.

TD
Chile condemned the move in a note that its envoy handed over.

IN the capital nobody was surprised, and the ministers
kept silent about what comes next.

CO  nobody
AN
Document ANDHER0020210310eh3a00001

HD
Envoys meet again
WC
20 words
PD
11 March 2021
SN
Coast Agency
LA
English
TD
The envoys of Peru and Chile met again in the old port on Thursday.
AN
Document COAST00020210311eh3b00002
"""


def documents(tmp_path: Path, text: str) -> tuple[list[Read], list[Refusal]]:
    path = tmp_path / "export.txt"
    path.write_text(text, encoding="utf-8")
    found = list(stream([path], Options()))
    return [f for f in found if isinstance(f, Read)], [f for f in found if isinstance(f, Refusal)]


def test_lexisnexis(tmp_path: Path) -> None:
    found, refused = documents(tmp_path, LEXIS)
    first, second = (f.document for f in found)
    assert (first.publisher, first.published_at, first.author) == ("The Andean Herald", "2021-03-10", "ANA SOTO")
    assert first.title == "Peru Expels Two Chilean Diplomats, and Chile Answers With a Note"
    assert first.text.startswith(
        "LIMA, Peru, March 9 - Peru expelled two Chilean diplomats on Monday, and the government"
    )
    assert "Rights Reserved" not in first.text and "DIPLOMACY" not in first.text and "By ANA" not in first.text
    assert (second.publisher, second.published_at, second.title) == ("Coast Agency", "2021-03-11", "Envoys meet again")
    assert second.text == (
        "The envoys of Peru and Chile met again in the old port on Thursday, and agreed to meet next week."
    )
    assert len(refused) == 1 and refused[0].origin.endswith("document 3") and refused[0].kind == "EmptyDocument"


def test_factiva(tmp_path: Path) -> None:
    found, refused = documents(tmp_path, FACTIVA)
    first, second = (f.document for f in found)
    assert not refused
    assert (first.id, first.publisher, first.published_at) == (
        "ANDHER0020210310eh3a00001", "The Andean Herald", "2021-03-10",
    )  # fmt: skip
    assert first.title == "Peru expels two Chilean diplomats" and first.author == "Ana Soto"
    assert first.text == (
        "LIMA, March 9 (Coast) - Peru expelled two Chilean diplomats on Monday.\n\n"
        "Chile condemned the move in a note that its envoy handed over.\n\n"
        "IN the capital nobody was surprised, and the ministers kept silent about what comes next."
    )
    assert (second.id, second.title, second.language) == ("COAST00020210311eh3b00002", "Envoys meet again", "English")


def test_a_text_that_only_speaks_of_documents_is_none(tmp_path: Path) -> None:
    found, _ = documents(tmp_path, "The court read 3 of 50 DOCUMENTS aloud on Monday, and the envoys of Peru left.\n")
    assert len(found) == 1 and found[0].document.text.startswith("The court read")
