from __future__ import annotations

from collections.abc import Callable

import pytest

from panj.records import Document, ParsedDocument
from panj.sentences import Parser


def test_every_offset_holds(parsed: Callable[..., ParsedDocument]) -> None:
    text = "TUNIS, May 4 (Agency) - Envoys met\n\n the king.  They “spoke”.\n\nLater\tthey left."
    document = parsed(text)
    for sentence in document.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        for token in sentence.tokens:
            assert token.text == text[token.start : token.end].replace("\n", " ").replace("\t", " ")
            assert all(sentence.tokens[c].head == token.i for c in token.children)


def test_dateline_and_dates(parsed: Callable[..., ParsedDocument]) -> None:
    document = parsed("TUNIS, May 4 (Agency) - Envoys met the king.", "2022-05-05")
    assert document.dateline is not None
    assert document.sentences[0].text == "Envoys met the king."
    assert (document.date, document.date_basis) == ("2022-05-04", "dateline")
    written = parsed("Envoys meet\n\n4 May 2022\n\nEnvoys met the king.", None)
    assert (written.date, written.date_basis) == ("2022-05-04", "text")
    assert parsed("Envoys met the king.", None).date is None


def test_headlines_are_kept_but_marked(parsed: Callable[..., ParsedDocument]) -> None:
    document = parsed("Envoys meet king in Tunis\n\nEnvoys met the king. They left.")
    assert [s.kind for s in document.sentences] == ["headline", "body", "body"]


def test_one_tree_a_sentence(parser: Parser) -> None:
    document = parser.parse(Document(text="He went to Rome; she stayed. Who knows?"))
    assert len(document.sentences) == 2
    assert all(sum(t.head == t.i for t in s.tokens) == 1 for s in document.sentences)


def test_streaming_gives_what_single_parses_give(parser: Parser) -> None:
    documents = [Document(id=str(n), text=f"Envoy {n} met the king of Spain. He left on day {n}.") for n in range(70)]
    streamed = list(parser.stream(documents))
    assert [p.document.id for p in streamed] == [d.id for d in documents]
    assert streamed[3] == parser.parse(documents[3])
    assert streamed[69] == parser.parse(documents[69])


def test_lemmas_that_the_lemmatizer_gives_to_another_verb(parsed: Callable[..., ParsedDocument]) -> None:
    lemmas = {t.lemma for t in parsed("They staged a rally, waged war and were fined.").sentences[0].tokens}
    assert {"stage", "wage", "fine"} <= lemmas


QUESTIONS = [
    ("Did the Serbian government raid a Moroccan base?", "raid", "government", "base"),
    ("Will the Japanese army supply weapons to Greece?", "supply", "army", "weapons"),
    ("Will Mexico City ease restrictions on Polish imports?", "ease", "City", "restrictions"),
    ("Has Tehran armed the rebels?", "armed", "Tehran", "rebels"),
]


@pytest.mark.parametrize(("text", "verb", "subject", "thing"), QUESTIONS)
def test_questions_have_their_verb(
    parsed: Callable[..., ParsedDocument], text: str, verb: str, subject: str, thing: str
) -> None:
    (sentence,) = parsed(text).sentences
    assert " ".join(t.text for t in sentence.tokens[:-1]) + "?" == text
    assert all(sentence.text[t.start : t.end] == t.text for t in sentence.tokens)
    assert sentence.tokens[sentence.root].text == verb
    found = {t.dep: t.text for t in sentence.tokens if t.head == sentence.root}
    assert (found["aux"], found["nsubj"], found["dobj"]) == (text.split()[0], subject, thing)
    assert not sentence.tokens[0].entity
