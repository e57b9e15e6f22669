"""Documents as speakers: "the statement said" is said by whoever issued the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panj import syntax
from panj.claims.speakers.company import together
from panj.claims.speakers.found import Tokens
from panj.knowledge.english.cues import document_nouns
from panj.records import ActorMention, ParsedDocument, Saying

_DEFINITE = frozenset({"the", "this", "that", "its", "their"})


class Authors:
    """Who wrote the statements, letters and reports that a document has named so far."""

    def __init__(self, parsed: ParsedDocument, mentions: Mapping[int, Sequence[ActorMention]]) -> None:
        """Begin with nothing remembered.

        Args:
            parsed: The document.
            mentions: Its actor mentions by sentence.
        """
        self._parsed = parsed
        self._mentions = mentions
        self._known: dict[str, ActorMention] = {}
        self._read = -1

    def of(self, sentence: int, head: int) -> ActorMention | None:
        """Whoever speaks through the document named by a noun: its author in the phrase, else the one named before."""
        self._read_to(sentence)
        tokens = self._parsed.sentences[sentence].tokens
        lemma = tokens[head].lemma
        if lemma not in document_nouns():
            return None
        author = self._in_phrase(sentence, tokens, head)
        if author is not None:
            return author
        first = syntax.child(tokens, head, "det", "poss")
        return self._known.get(lemma) if first is not None and tokens[first].lower in _DEFINITE else None

    def remember(self, sentence: int, saying: Saying) -> None:
        """Keep who spoke in a document ("said in a statement")."""
        if saying.speaker is None or saying.trigger is None:
            return
        tokens = self._parsed.sentences[sentence].tokens
        for name, t in syntax.prepositions(tokens, saying.trigger):
            if name == "in" and tokens[t].lemma in document_nouns():
                self._known[tokens[t].lemma] = saying.speaker

    def _read_to(self, sentence: int) -> None:
        """Remember the documents issued in the sentences before one, those read already left out."""
        for index in range(self._read + 1, sentence):
            tokens = self._parsed.sentences[index].tokens
            for token in tokens:
                if token.pos == "NOUN" and token.lemma in document_nouns():
                    author = self._in_phrase(index, tokens, token.i) or self._issuer(index, tokens, token.i)
                    if author is not None:
                        self._known[token.lemma] = author
        self._read = max(self._read, sentence - 1)

    def _in_phrase(self, sentence: int, tokens: Tokens, head: int) -> ActorMention | None:
        """The author in the phrase of a document: "Iran's letter", "a statement by", "a report published by"."""
        owner = syntax.child(tokens, head, "poss")
        if owner is not None:
            return self._at(sentence, tokens, owner)
        for noun in (head, *(c for c in tokens[head].children if tokens[c].dep in ("acl", "relcl"))):
            for name, t in syntax.prepositions(tokens, noun):
                if name in ("by", "from") or (name == "of" and noun == head and tokens[head].lemma != "report"):
                    author = self._at(sentence, tokens, t)
                    if author is not None:
                        return author
        return None

    def _issuer(self, sentence: int, tokens: Tokens, noun: int) -> ActorMention | None:
        """The subject of the verb whose object a document is ("issued a statement")."""
        verb = tokens[noun].head
        if tokens[noun].dep != "dobj" or tokens[verb].pos != "VERB":
            return None
        understood, _ = syntax.subject(tokens, verb)
        return self._at(sentence, tokens, understood) if understood is not None else None

    def _at(self, sentence: int, tokens: Tokens, head: int) -> ActorMention | None:
        """The mention of a noun, or of it and those beside it together."""
        heads = syntax.conjuncts(tokens, head)
        there = [m for m in self._mentions.get(sentence, ()) if m.head in heads and m.form != "adjective"]
        return together(there) if there else None
