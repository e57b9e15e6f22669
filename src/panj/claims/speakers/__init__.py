"""Who says so: attributions with source, cue and content, and the speaker of each act.

An attribution needs words of saying (the cue). Its content is a clause, a quotation, or both; quotations that go on
over further sentences belong to the speaker who opened them. A speaker is written only with a span and a cue.

    verbs, nouns, phrases, judgements    the cues of a sentence    -> Found
    quotations               quotations over sentences -> Found, their content carried on
    sources                  Found                     -> Saying, Speaker
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence

from panj import syntax
from panj.claims.speakers import borders, judgements, nouns, phrases, quotations, sources, verbs
from panj.claims.speakers.found import Found, Tokens
from panj.claims.speakers.sources import speaker, speaker_at
from panj.knowledge.english.cues import cues
from panj.knowledge.english.eventuality import eventuality
from panj.records import ActorMention, ParsedDocument, Quotation, Saying, Sentence

__all__ = ["find", "speaker", "speaker_at"]


def find(parsed: ParsedDocument, actors: Sequence[ActorMention]) -> tuple[Saying, ...]:
    """The attributions of a document, in the order of their cues.

    Args:
        parsed: The document.
        actors: Its actor mentions: a source takes name and country from the mention that heads it.
    """
    quoted: dict[int, list[Quotation]] = {}
    for q in parsed.quotations:
        for index in q.sentences:
            quoted.setdefault(index, []).append(q)
    heads: dict[int, set[int]] = {}
    for mention in actors:
        heads.setdefault(mention.sentence, set()).add(mention.head)
    found: list[Found] = []
    for sentence in parsed.sentences:
        parties = heads.get(sentence.index, set())
        found.extend(sorted(_sentence(sentence, quoted.get(sentence.index, ()), parties), key=lambda f: f.cue))
    return sources.sayings(parsed, quotations.carried_on(parsed, found), actors)


def _sentence(sentence: Sentence, quoted: Sequence[Quotation], parties: Collection[int]) -> Iterator[Found]:
    """The attributions whose cue stands in the sentence; those whose content has yet to come are without it."""
    table = cues()
    owned = verbs.owners(sentence, quoted)
    for token in sentence.tokens:
        pos = "V" if token.pos in ("VERB", "AUX") else "N" if token.pos == "NOUN" else "A" if token.pos == "ADJ" else ""
        frames = table.get((token.lemma, pos)) if pos else None
        if not frames:
            continue
        mine = [q for q, i in owned if i == token.i]
        item = verbs.read(sentence, token, frames, mine) if pos == "V" else nouns.read(sentence, token, frames)
        if item is not None and not _goes_on(sentence.tokens, item, frames, parties):
            nobody = item.head is not None and _nobody(sentence.tokens, item.head)
            item = item._replace(content=borders.uncommented(sentence.tokens, item.content))
            yield item._replace(kind="attitude") if nobody else item  # what nobody says is on nobody's word
    for item in phrases.read(sentence, parties):
        yield item._replace(content=borders.uncommented(sentence.tokens, item.content))
    yield from judgements.read(sentence, parties)


def _nobody(tokens: Tokens, head: int) -> bool:
    """Whether a source is nobody: "no one", "none of them", "neither country", "not one witness"."""
    negators = eventuality().negators
    if tokens[head].lower in negators["pronoun"]:
        return True
    ones = [head, *syntax.children(tokens, head, "nummod")]
    if any(tokens[i].lower == "one" and syntax.child(tokens, i, "neg") is not None for i in ones):
        return True
    return any(tokens[c].lower in negators["determiner"] for c in syntax.children(tokens, head, "det"))


def _goes_on(tokens: Tokens, item: Found, frames: Container[str], parties: Collection[int]) -> bool:
    """Whether a verb that may also quote ("continued") is said of what speaks to no one ("fighting continued")."""
    if item.content[0] < item.content[1] or "clause" in frames or item.head is None:
        return False
    head = tokens[item.head]
    return item.head not in parties and head.pos != "PRON" and head.entity not in ("PERSON", "ORG", "NORP")
