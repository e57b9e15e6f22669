"""Exports of LexisNexis and Factiva; the articles are written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert (second.id, second.title, second.language) == ("COAST00020210311eh3b00002", "Envoys meet again", "en")


def test_a_text_that_only_speaks_of_documents_is_none(tmp_path: Path) -> None:
    found, _ = documents(tmp_path, "The court read 3 of 50 DOCUMENTS aloud on Monday, and the envoys of Peru left.\n")
    assert len(found) == 1 and found[0].document.text.startswith("The court read")


def test_line_ends_of_windows_a_byte_order_mark_and_utf_16(tmp_path: Path) -> None:
    expected = [f.document for f in documents(tmp_path, LEXIS)[0]]
    for text in (LEXIS.replace("\n", "\r\n"), "\ufeff" + LEXIS):
        path = tmp_path / "windows.txt"
        path.write_bytes(text.encode())
        assert [f.document for f in stream([path], Options()) if isinstance(f, Read)] == expected
    expected = [f.document for f in documents(tmp_path, FACTIVA)[0]]
    for data in (FACTIVA.replace("\n", "\r\n").encode("utf-16"), ("\ufeff" + FACTIVA).encode()):
        path = tmp_path / "unicode.txt"
        path.write_bytes(data)
        assert [f.document for f in stream([path], Options()) if isinstance(f, Read)] == expected


def test_a_form_feed_before_a_document_of_lexisnexis(tmp_path: Path) -> None:
    found, refused = documents(tmp_path, LEXIS.replace(" 2 of 3 ", "\f 2 of 3 "))
    assert len(found) == 2 and len(refused) == 1


def test_labels_of_other_names_stand_before_the_body_and_rights_are_no_outlet(tmp_path: Path) -> None:
    text = """                               1 of 1 DOCUMENTS


                       Copyright 2009 Coast Broadcasting, Inc.
                              All Rights Reserved
                             Coast News Transcripts

                              June 2, 2009 Tuesday

LENGTH: 100 words

HEADLINE: Envoys meet again

GUESTS: Ana Soto

HIGHLIGHT: The envoys of Peru and Chile are at odds.

BODY:


The envoys of Peru and Chile met again in the old port on Thursday.

LOAD-DATE: June 2, 2009
"""
    (found,), refused = documents(tmp_path, text)
    assert not refused
    assert found.document.publisher == "Coast News Transcripts"
    assert found.document.text == "The envoys of Peru and Chile met again in the old port on Thursday."


def test_a_document_of_factiva_may_begin_with_a_field_that_the_one_before_lacks(tmp_path: Path) -> None:
    found, refused = documents(
        tmp_path, FACTIVA.replace("\nHD\nEnvoys", "\nSE\nWorld\nHD\nEnvoys") + "\n\nSearch Summary\n"
    )
    assert not refused
    assert [f.document.title for f in found] == ["Peru expels two Chilean diplomats", "Envoys meet again"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Document {} of 2", "ProQuest"),
        ("End of Document", "Nexis Uni"),
        ("Document COAST0002021031{}eh3b00002", "Factiva without field codes"),
    ],
)
def test_several_articles_in_another_layout_are_not_one_document(tmp_path: Path, line: str, name: str) -> None:
    articles = [f"{line.format(n)}\r\nThe envoys of Peru and Chile met on Thursday.\r\n" for n in (1, 2)]
    found, (refused,) = documents(tmp_path, "".join(articles))
    assert (
        not found
        and refused.kind == "TooMuch"
        and f"2 articles in a layout that panj does not read ({name})" in refused.reason
    )
    found, none = documents(tmp_path, articles[0])
    assert len(found) == 1 and not none


def test_rtf_is_no_text(tmp_path: Path) -> None:
    _, (refused,) = documents(tmp_path, r"{\rtf1\ansi Peru expelled two Chilean diplomats.\par}")
    assert refused.kind == "BinaryFile" and "an RTF file" in refused.reason
