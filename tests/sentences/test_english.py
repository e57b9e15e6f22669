"""panj reads spaCy's models by ways of its own: what they say must be what spaCy itself says."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from thinc.api import NumpyOps

from panj import read
from panj.knowledge.dispatches import FOLDER
from panj.knowledge.english import groups
from panj.sentences import Parser
from panj.sentences.english import MODEL, English, english

HARD = (
    "Let's go, there's nothing to lose; there is a ceasefire and it's holding.",
    "He ain't gonna sign, y'all gotta wait: c'mon.",
    "Prime  Minister \t Jacinda Ardern met U.S. Secretary of State Antony Blinken in Auckland on Monday 12 April",
    "Why",
    " ",
    "",
    "\u200b Naval 😀 vessels",
    "Apple",
)


def texts(parser: Parser) -> list[str]:
    documents = list(read(FOLDER / "dispatches.jsonl"))
    return [s.text.replace("\n", " ") for p in parser.stream(documents) for s in p.sentences]


def test_the_same_as_spacy(parser: Parser) -> None:
    nlp = spacy.load(MODEL, exclude=["senter"])
    nlp.tokenizer.token_match = english()._nlp.tokenizer.token_match  # type: ignore[attr-defined]
    mended = groups("lemmas")
    given = [*HARD, *texts(parser)]
    for text, reading in zip(given, english().readings(given), strict=True):
        doc = nlp.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        for _, part in nlp.pipeline:
            doc = part(doc)
        assert [w.text for w in reading.words] == [t.text for t in doc]
        assert reading.starts == [t.idx for t in doc]
        words = [t for t in doc if not t.is_space]
        for token in words:
            word = reading.words[token.i]
            lemma = (mended.get(token.lower_) if token.pos_ == "VERB" else None) or token.lemma_.lower()
            assert (word.lemma, word.pos, word.tag, word.dep) == (lemma, token.pos_, token.tag_, token.dep_), text
            assert reading.heads[token.i] == token.head.i
        assert reading.entities == [(e.start, e.end, e.label_) for e in doc.ents], text


def test_nothing_depends_on_what_stands_beside_it(parser: Parser) -> None:
    given = texts(parser)
    whole = list(english().readings(given))
    assert [next(english().readings([text])) for text in given[:20]] == whole[:20]
    assert list(english().readings(given[7:31])) == whole[7:31]


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 64, 301])
def test_products_are_the_same_in_any_company(rows: int) -> None:
    products = english()._parts[0].model.ops
    dice = np.random.default_rng(rows)
    x, y = dice.normal(size=(400, 96)).astype("f"), dice.normal(size=(288, 96)).astype("f")
    whole = products.gemm(x, y, trans2=True)
    assert np.allclose(whole, NumpyOps().gemm(x, y, trans2=True), atol=1e-4)
    if rows > 1:
        assert (products.gemm(x[50 : 50 + rows].copy(), y, trans2=True) == whole[50 : 50 + rows]).all()
    out = np.zeros((400, 288), dtype="f")
    assert products.gemm(x, y, out=out, trans2=True) is out
    assert (out == whole).all()


@pytest.mark.parametrize("rows", [16, 512])
def test_words_hear_their_neighbours_as_in_spacy(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr("panj.sentences.graphs.ROWS", rows)
    dice = np.random.default_rng(rows)
    given = [dice.normal(size=(length, 96)).astype("f") for length in (1, 30, 2, 7, 41, 64)]
    theirs = spacy.load(MODEL).get_pipe("tok2vec").model.layers[1]  # type: ignore[attr-defined]
    ours = english()._parts[0].model.layers[1]
    for one, other, alone in zip(ours.predict(given), theirs.predict(given), given, strict=True):
        assert np.allclose(one, other, atol=1e-5)
        assert (one == ours.predict([alone])[0]).all()


def test_the_vocabulary_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panj.sentences.english.VOCABULARY", 0)
    reader: English = english()
    given = [f"Envoy Zq{n}x met minister Yw{n}k." for n in range(300)]
    zoned = list(reader.readings(given))
    assert "Zq250x" not in reader._nlp.vocab.strings
    monkeypatch.setattr("panj.sentences.english.VOCABULARY", 10**9)
    assert list(reader.readings(given)) == zoned


@pytest.mark.parametrize("kept", [3, 900])
def test_forgotten_vectors_are_made_again(parser: Parser, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    given = texts(parser)
    whole = list(english().readings(given))
    monkeypatch.setattr("panj.sentences.vectors.KEPT", kept)  # too few for a batch, and for two
    assert list(english.__wrapped__().readings(given)) == whole
