"""Attribution without a verb: "according to", "in the words of", "in X's view", and the name before a colon."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from panj import syntax
from panj.claims.speakers.borders import but_for, embedded, going_on
from panj.claims.speakers.found import Found, Tokens, between
from panj.claims.speakers.quotations import COLON
from panj.knowledge.english import words
from panj.knowledge.english.cues import document_nouns
from panj.records import Sentence

_ACCORDING = re.compile(r"\b[Aa]ccording to\b|\b[Ii]n the (?:words|view|opinion|eyes) of\b|\b[Aa]s per\b")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NEXT = frozenset({"CC", "VBG", "WDT", "WP", "WRB"})
_STOPS = frozenset({",", "-", "--", "—", "–", "(", ";"})


def read(sentence: Sentence, parties: Collection[int]) -> Iterator[Found]:
    """The attributions of a sentence that have no verb or noun of saying; `parties` are its tokens that head actors."""
    yield from _according(sentence)
    yield from _in_view(sentence)
    yield from _as_put(sentence)
    yield from _before_colon(sentence, parties)
    yield from _behind_colon(sentence, parties)


def _according(sentence: Sentence) -> Iterator[Found]:
    """The attributions of "according to": the rest of the sentence is what is said."""
    tokens = sentence.tokens
    for match in _ACCORDING.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        to = next((t for t in tokens if t.end == end), None)
        first = next((t for t in tokens if t.start == start), None)
        if to is None or first is None:
            continue
        head = next((c for c in to.children if tokens[c].dep == "pobj"), None)
        if head is None:
            continue
        if tokens[head].lower == "which":
            yield from _by_which(sentence, first.i, head, (start, end))
            continue
        low, high = syntax.edges(tokens, head)
        high = next((t - 1 for t in range(head + 1, high) if tokens[t].text == "," and not _names(tokens, t + 1)), high)
        got = _rest(tokens, first.i, to.i, head, high)
        if got is None:
            continue
        content, high = got
        yield Found(
            sentence.index, (low, high), head, (start, end), content, first.i, "asserts", "english/cues: according to"
        )


def _by_which(sentence: Sentence, first: int, which: int, cue: tuple[int, int]) -> Iterator[Found]:
    """The attribution of ", according to which": to the noun before it, of the rest of the sentence."""
    tokens = sentence.tokens
    noun = first - 1
    while noun > 0 and tokens[noun].text in _STOPS:
        noun -= 1
    if tokens[noun].pos in ("NOUN", "PROPN") and which + 1 < len(tokens):
        source = syntax.noun_phrase(tokens, noun)
        content = between(tokens, which + 1, _last(tokens))
        yield Found(sentence.index, source, noun, cue, content, first, "asserts", "english/cues: according to")


def _rest(tokens: Tokens, first: int, to: int, head: int, high: int) -> tuple[tuple[int, int], int] | None:
    """(what is said, last token of the source) of a phrase of attribution from token `first`, its noun at `head`."""
    before = first - 1
    while before >= 0 and tokens[before].text in _STOPS:
        before -= 1
    opens = before < 0 or tokens[before].pos in ("SCONJ", "CCONJ") or tokens[before].dep == "mark"
    opens = opens or tokens[before].lower == "then"  # "shot him, then, according to police, fled"
    if opens or tokens[first - 1].text in ("(", ";"):
        beside = syntax.child(tokens, head, "appos")  # "According to UpGuard, a firm in Lima, ..."
        named = head if beside is None or tokens[beside].pos == "VERB" else beside
        comma = next((t.i for t in tokens[to + 1 :] if t.text == "," and t.i > named), None)
        if comma is None or comma + 1 >= len(tokens):
            return None
        return between(tokens, comma + 1, _last(tokens)), min(high, comma - 1)
    enclosed = high + 2 < len(tokens) and tokens[high + 1].text == ","
    if enclosed and (held := embedded(tokens, tokens[first].head, first, high + 1)) is not None:
        return held, high
    if enclosed and tokens[high + 2].tag not in _NEXT:
        return between(tokens, 0, _last(tokens)), high  # "Longer term, according to NASA, it will fly"
    if enclosed and tokens[high + 2].tag in ("CC", "VBG"):
        last = going_on(tokens, first, high + 2)
        if last is not None:
            return between(tokens, 0, last), high
    return between(tokens, 0, before), high


def _names(tokens: Tokens, i: int) -> bool:
    """Whether token i begins an apposition of a source (", a Kenyan diplomat", ", Ali Reza")."""
    return tokens[i].pos == "DET" or tokens[i].entity == "PERSON"


def _in_view(sentence: Sentence) -> Iterator[Found]:
    """The attributions of "in X's view": the rest of the sentence is what is said."""
    tokens = sentence.tokens
    nouns = words("view_nouns")
    for token in tokens:
        if token.lower not in ("in", "by") or token.dep != "prep":
            continue
        noun = next((c for c in token.children if tokens[c].dep == "pobj"), None)
        if noun is None or tokens[noun].lower not in nouns:
            continue
        owner = syntax.child(tokens, noun, "poss")
        if owner is None or tokens[owner].lower in ("its", "this"):
            continue
        first, last = syntax.edges(tokens, owner)
        lead = token.i == 0 or tokens[token.i - 1].text in _STOPS or tokens[token.i - 1].pos in ("SCONJ", "CCONJ")
        ends = noun + 1 >= len(tokens) or tokens[noun + 1].text in (",", ".")
        if not lead or not ends:
            continue
        if token.i and noun + 2 >= len(tokens):
            content = between(tokens, 0, token.i - 1)
        elif token.i == 0 and noun + 2 < len(tokens):
            content = between(tokens, noun + 2, _last(tokens))
        else:
            content = between(tokens, 0, _last(tokens))
        cue = token.start, tokens[noun].end
        yield Found(sentence.index, (first, last), owner, cue, content, noun, "asserts", "english/view_nouns", "belief")


def _as_put(sentence: Sentence) -> Iterator[Found]:
    """The attributions of "as the minister put it": the clause around it is what is said."""
    tokens = sentence.tokens
    for token in tokens:
        if token.lemma != "put" or token.dep != "advcl":
            continue
        subject, held, mark = (syntax.child(tokens, token.i, dep) for dep in ("nsubj", "dobj", "mark"))
        if subject is None or held is None or mark is None or tokens[held].lower != "it" or tokens[mark].lower != "as":
            continue
        content = but_for(tokens, token.head, token.i)
        if content is not None:
            cue = token.start, tokens[held].end
            source = syntax.edges(tokens, subject)
            yield Found(sentence.index, source, subject, cue, content, token.i, "asserts", "speakers: as put")


def _before_colon(sentence: Sentence, parties: Collection[int]) -> Iterator[Found]:
    """The attribution of "Minister: ..." and "Poll: ...", and in a headline of "...: minister"."""
    tokens = sentence.tokens
    colon = next((t.i for t in tokens[:14] if t.text == ":"), None)
    if colon is None or colon == 0 or colon + 2 >= len(tokens):
        return
    first = 1 if tokens[0].text in ('"', "“", "''") else 0
    headline = sentence.kind == "headline" or sentence.index == 0
    full = headline or any(t.pos in ("VERB", "AUX") for t in tokens[colon + 1 :])
    if full and len(tokens) > colon + 3 and _is_speaker(tokens, first, colon, parties if headline else None):
        content = between(tokens, colon + 1, len(tokens) - 1)
        yield Found(
            sentence.index, (first, colon - 1), colon - 1, (tokens[colon].start, tokens[colon].end), content, colon,
            "asserts", COLON,
        )  # fmt: skip


def _behind_colon(sentence: Sentence, parties: Collection[int]) -> Iterator[Found]:
    """The attribution of a headline that ends in its speaker ("Peru attacked two villages: minister")."""
    tokens = sentence.tokens
    bare = sentence.kind == "headline" or (sentence.index == 0 and tokens[-1].text not in (".", "!", "?", '"', "”"))
    colon = next((t.i for t in tokens if t.text == ":"), None) if bare else None
    if colon is None or colon < 3 or not _is_speaker(tokens, colon + 1, len(tokens), parties):
        return
    if any(t.tag in _FINITE for t in tokens[:colon]):
        span, last = (tokens[colon].start, tokens[colon].end), len(tokens) - 1
        content = between(tokens, 0, colon - 1)
        yield Found(sentence.index, (colon + 1, last), last, span, content, colon, "asserts", COLON)


def _is_speaker(tokens: Tokens, first: int, end: int, parties: Collection[int] | None) -> bool:
    """Whether tokens first to end are no more than a name or a noun for who or what speaks, in a headline also a country."""
    said = tokens[first:end]
    if not 0 < len(said) <= 6 or any(t.pos in ("VERB", "AUX", "PUNCT", "ADP") for t in said):
        return False
    head = said[-1]
    if head.entity in ("PERSON", "ORG", "NORP") or (
        parties is not None and (head.entity in ("GPE", "FAC") or head.i in parties)
    ):
        return True
    if head.text.isupper() and len(head.text) > 2 and len(said) <= 3 and head.pos == "PROPN":
        return True
    return head.lemma in document_nouns() or head.lemma in words("speaking_nouns")


def _last(tokens: Tokens) -> int:
    """The last token of a sentence before its closing punctuation."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in (".", "!", "?"):
        last -= 1
    return last
