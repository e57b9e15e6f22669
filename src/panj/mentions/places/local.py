"""Finds places that only this text names.

Names before a noun for a site ("Kuhi Sabz training ground"), borders, and names that the parser alone takes for places.
"""

from __future__ import annotations

from collections.abc import Iterator

from panj.knowledge.places.words import place_words
from panj.mentions.places.naming import name_of
from panj.mentions.places.spans import Candidate
from panj.records import Sentence, Token

Tokens = tuple[Token, ...]


def find(sentence: Sentence, taken: set[int], people: frozenset[str]) -> Iterator[Candidate]:
    """The places of a sentence that only the text names, none overlapping those taken.

    Args:
        sentence: The sentence.
        taken: The tokens of the places found already; tokens of new ones are added.
        people: Words of the names of persons in the document, in lower case.
    """
    for made in (*_sites(sentence, taken), *_unknown(sentence, taken, people)):
        span = set(range(made.first, made.last + 1))
        if not span & taken:
            taken |= span
            yield made


def _sites(sentence: Sentence, taken: set[int]) -> Iterator[Candidate]:
    """Names before a noun for a site or border."""
    tokens = sentence.tokens
    site, urban, border, water = (place_words(g) for g in ("site", "urban", "border", "water"))
    military, small = place_words("military"), place_words("small_division")
    for token in tokens:
        noun = (
            token.lemma
            if token.lemma in site or token.lemma in military or token.lemma in urban or token.lemma in border
            else token.lower
        )
        if token.pos not in ("NOUN", "PROPN") or not token.i or token.i in taken:
            continue
        if noun in border:
            yield from _border(sentence, token.i)
            continue
        capital = token.text[0].isupper()
        if not (noun in site or noun in military or (capital and (noun in urban or noun in water or noun in small))):
            continue
        if (
            not capital
            and noun in place_words("capital_site")
            and not (token.i > 1 and tokens[token.i - 1].lower in place_words("sort"))
        ):
            continue
        first = _begin(tokens, token.i, taken)
        if first >= token.i:
            continue
        if token.i + 1 < len(tokens) and tokens[token.i + 1].pos == "PROPN" and tokens[token.i + 1].text[0].isupper():
            continue  # "Camp Kilo" begins there, "Park Geun-hye" is no park
        if all(t.entity == "NORP" for t in tokens[first : token.i] if t.text[0].isupper()):
            continue
        yield Candidate(
            sentence.index, first, token.i, name_of(sentence, first, token.i), (), 3.0, local=True, head=noun
        )
    heads = place_words("site_head")
    for token in tokens[:-1]:
        if token.lower in heads and token.text[0].isupper() and token.i not in taken:
            last = token.i
            while (
                last + 1 < len(tokens)
                and tokens[last + 1].pos == "PROPN"
                and tokens[last + 1].text[0].isupper()
                and last - token.i < 3
            ):
                last += 1
            if last > token.i:
                yield Candidate(
                    sentence.index,
                    token.i,
                    last,
                    name_of(sentence, token.i, last),
                    (),
                    3.0,
                    local=True,
                    head=token.lower,
                )


def _begin(tokens: Tokens, noun: int, taken: set[int]) -> int:
    """Where the name before a noun begins; the noun itself if there is none."""
    first = noun
    while first and first - 1 not in taken and noun - first < 6:
        before = tokens[first - 1]
        proper = before.pos == "PROPN" and before.text[0].isupper()
        if not (
            proper
            or (
                before.text in ("-", "–", "'s", "’s", "of", "al")
                and first - 1 > 0
                and tokens[first - 2].text[0].isupper()
                and before.text != "'s"
            )
            or (before.lower in place_words("sort") and before.pos in ("NOUN", "ADJ", "PROPN", "VERB"))
        ):
            break
        first -= 1
    while first < noun and not tokens[first].text[0].isupper():
        first += 1
    while first < noun and (tokens[first].lower in place_words("title") or tokens[first].lower in ("the", "a", "an")):
        first += 1
    if first == 0 and first < noun and tokens[0].pos != "PROPN":
        return noun
    return first


def _border(sentence: Sentence, noun: int) -> Iterator[Candidate]:
    """A border named by the countries on its sides: "the Afghan-Tajik border", "the Syria-Turkey border"."""
    tokens = sentence.tokens
    first = noun
    while first and noun - first < 7:
        before = tokens[first - 1]
        if not (
            before.text[0].isupper()
            or before.text in ("-", "–", "/")
            or (before.lower == "and" and first > 1 and tokens[first - 2].text[0].isupper())
        ):
            break
        first -= 1
    names = [t for t in tokens[first:noun] if t.text[0].isupper()]
    if (
        names
        and first < noun
        and names[0].i == first
        and (first > 0 or len(names) > 1)
        and (len(names) > 1 or names[0].entity in ("NORP", "GPE") or "-" in names[0].text or "–" in names[0].text)
    ):
        yield Candidate(sentence.index, first, noun, name_of(sentence, first, noun), (), 3.0, local=True, head="border")


def _unknown(sentence: Sentence, taken: set[int], people: frozenset[str]) -> Iterator[Candidate]:
    """Names that the parser takes for places, where a place is expected."""
    tokens = sentence.tokens
    for entity in sentence.entities:
        if entity.label not in ("GPE", "LOC", "FAC"):
            continue
        first, last = entity.first, entity.last
        while first < last and tokens[first].lower in ("the", "a", "an"):
            first += 1
        while last > first and tokens[last].lower in ("'s", "’s"):
            last -= 1
        words = tokens[first : last + 1]
        if taken & set(range(first, last + 1)) or not words[0].text[0].isupper() or not words[-1].text[0].isupper():
            continue
        if first == last and (
            words[0].lower in place_words("never") or words[0].text.isupper() or words[0].pos != "PROPN"
        ):
            continue
        if any(w.lower in people for w in words) or (first and tokens[first - 1].lower in place_words("title")):
            continue
        at = first - 1 if first and tokens[first - 1].lower != "the" else first - 2
        expected = (
            (at >= 0 and tokens[at].lower in ("near", "outside", "around"))
            or (
                at >= 0
                and tokens[at].lower in ("in", "at")
                and (entity.label == "GPE" and last - first < 2 and words[0].text[1:].islower() and at == first - 1)
            )
            or (first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in place_words("settlement"))
        )
        behind = tokens[last + 1] if last + 1 < len(tokens) else None
        if expected and not (behind is not None and behind.text[0].isupper() and behind.pos == "PROPN"):
            yield Candidate(sentence.index, first, last, name_of(sentence, first, last), (), 2.5, local=True)
