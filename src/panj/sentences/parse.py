"""One parse per sentence, batched over documents.

Each sentence goes to the parser as a text of its own, so its tree depends on its words alone. What comes back is
turned at once into plain `Token` records; no spaCy object leaves `sentences/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from panj.knowledge.english import abbreviations
from panj.records import Dateline, Document, Entity, ParsedDocument, Sentence, Token
from panj.sentences import layout, mending, split
from panj.sentences.dates import day_of

if TYPE_CHECKING:
    from panj.sentences.english import Reading

WINDOW = 64
"""Documents whose sentences are parsed in one go."""
_SPACE = re.compile(r"\s")


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

    def __init__(self) -> None:
        """Load the pipeline."""
        from panj.sentences.english import english

        self._english = english()
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
            parsed = self._english.readings(texts)
            for p in plans:
                yield _assemble(p, parsed)


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


def _assemble(p: _Plan, parsed: Iterator[Reading]) -> ParsedDocument:
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


def _sentence(text: str, index: int, piece: _Piece, read: Reading) -> Sentence:
    """A Sentence record of a reading; white-space tokens are left out and their dependents re-hung."""
    words, starts, heads = read.words, read.starts, read.heads
    kept = [i for i, word in enumerate(words) if not word.space]
    number = {i: n for n, i in enumerate(kept)}
    hung: list[int] = []
    for n, i in enumerate(kept):
        head = heads[i]
        while words[head].space and heads[head] != head:
            head = heads[head]
        hung.append(number.get(head, n))
    hung = mending.heads([words[i] for i in kept], hung)
    children: list[list[int]] = [[] for _ in kept]
    for n, head in enumerate(hung):
        if head != n:
            children[head].append(n)
    labels = [""] * len(words)
    for first, end, label in read.entities:
        labels[first:end] = [label] * (end - first)
    offset = piece.start
    read_as = tuple(
        Token(n, (at := offset + starts[i]), at + len(word.text), word.text, word.lower, word.lemma, word.pos, word.tag,
              word.dep, hung[n], tuple(children[n]), labels[i])
        for n, i in enumerate(kept)
        for word in (words[i],)
    )  # fmt: skip
    tokens = mending.mended(read_as)
    entities = tuple(
        Entity(members[0], members[-1], label)
        for first, end, label in read.entities
        if (members := [number[i] for i in range(first, end) if i in number])
    )
    return Sentence(
        index=index, start=piece.start, end=piece.end, text=text[piece.start : piece.end],
        tokens=tokens, entities=entities,
        root=next((t.i for t in tokens if t.head == t.i), 0), paragraph=piece.paragraph, kind=piece.kind,
    )  # fmt: skip
