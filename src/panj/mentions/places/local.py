"""Finds places that only this text names.

Names before a noun for a site ("Kuhi Sabz training ground"), borders by their sides, and names that the parser takes
for places where a place is expected and that the gazetteer does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from panj.knowledge.places.words import place_words
from panj.mentions.places.naming import name_of
from panj.mentions.places.spans import Candidate
from panj.records import Entity, Sentence, Token

Tokens = tuple[Token, ...]


def find(sentence: Sentence, taken: set[int], people: frozenset[str]) -> Iterator[Candidate]:
    """The places of a sentence that only the text names, none overlapping those taken.

    Args:
        sentence: The sentence.
        taken: The tokens of the places found already; tokens of new ones are added.
        people: Words of the names of persons in the document, in lower case.
    """
    found = (*_sites(sentence, taken), *_heads(sentence, taken), *_unknown(sentence, taken, people))
    for first, last, head in found:
        span = set(range(first, last + 1))
        if not span & taken:
            taken |= span
            yield Candidate(sentence.index, first, last, name_of(sentence, first, last), (), 3.0, local=True, head=head)


Found = tuple[int, int, str]
"""First and last token, and the noun that names the kind of place."""


def borders(sentence: Sentence) -> list[tuple[int, int]]:
    """The borders of a sentence that are named by both sides: "the Kenya-Somalia border"."""
    found = []
    for token in sentence.tokens:
        if (
            token.lemma in place_words("border")
            and token.pos in ("NOUN", "PROPN")
            and not _guards(sentence.tokens, token)
        ):
            first = _sides(sentence.tokens, token.i)
            if first is not None and token.i - first > 1:
                found.append((first, token.i))
    return found


def _guards(tokens: Tokens, border: Token) -> bool:
    """Whether a border only tells what guards are there: "the Polish border guard"."""
    head = tokens[border.head]
    return border.dep == "compound" and head.i > border.i and head.lemma in place_words("border_body")


def _sites(sentence: Sentence, taken: set[int]) -> Iterator[Found]:
    """Names before a noun for a site or border."""
    tokens = sentence.tokens
    border = place_words("border")
    anywhere = place_words("site") | place_words("military")
    capital_only = place_words("urban") | place_words("water") | place_words("small_division")
    for token in tokens:
        if token.pos not in ("NOUN", "PROPN") or not token.i or token.i in taken:
            continue
        noun = (
            token.lemma
            if token.lemma in anywhere or token.lemma in capital_only or token.lemma in border
            else token.lower
        )
        if noun in border:
            if _guards(tokens, token):
                continue
            first = _sides(tokens, token.i)
            if first is not None:
                yield first, token.i, "border"
            continue
        capital = token.text[0].isupper()
        if not (noun in anywhere or (capital and noun in capital_only)):
            continue
        sort = token.i > 1 and tokens[token.i - 1].lower in place_words("sort")
        if not capital and noun in place_words("capital_site") and not sort:
            continue
        first = _begin(tokens, token.i, taken)
        if first >= token.i or _name_begins(tokens, token.i + 1):
            continue  # "Camp Kilo" begins there, "Park Geun-hye" is no park
        if not all(t.entity == "NORP" for t in tokens[first : token.i] if t.text[0].isupper()):
            yield first, token.i, noun


def _heads(sentence: Sentence, taken: set[int]) -> Iterator[Found]:
    """Names behind a noun for a site ("Camp Kilo")."""
    tokens = sentence.tokens
    for token in tokens[:-1]:
        if token.text[0].isupper() and token.lower in place_words("site_head") and token.i not in taken:
            last = token.i
            while _name_begins(tokens, last + 1) and last - token.i < 3:
                last += 1
            if last > token.i:
                yield token.i, last, token.lower


def _name_begins(tokens: Tokens, i: int) -> bool:
    """Whether token i is a proper noun with a capital."""
    return i < len(tokens) and tokens[i].pos == "PROPN" and tokens[i].text[0].isupper()


def _begin(tokens: Tokens, noun: int, taken: set[int]) -> int:
    """Where the name before a noun begins; the noun itself if there is none."""
    first = noun
    while first and first - 1 not in taken and noun - first < 6:
        before = tokens[first - 1]
        joined = before.text in ("-", "–", "’s", "of", "al") and first > 1 and tokens[first - 2].text[0].isupper()
        sort = before.lower in place_words("sort") and before.pos in ("NOUN", "ADJ", "PROPN", "VERB")
        if not (_name_begins(tokens, first - 1) or joined or sort):
            break
        first -= 1
    while first < noun and not tokens[first].text[0].isupper():
        first += 1
    while first < noun and (tokens[first].lower in place_words("title") or tokens[first].lower in ("the", "a", "an")):
        first += 1
    return noun if first == 0 and first < noun and tokens[0].pos != "PROPN" else first


def _sides(tokens: Tokens, noun: int) -> int | None:
    """Where the countries on the sides of a border begin: "the Afghan-Tajik border", "the Syria-Turkey border"."""
    first = noun
    while first and noun - first < 7:
        before = tokens[first - 1]
        joined = before.lower == "and" and first > 1 and tokens[first - 2].text[0].isupper()
        if not (before.text[0].isupper() or before.text in ("-", "–", "/") or joined):
            break
        first -= 1
    names = [t for t in tokens[first:noun] if t.text[0].isupper()]
    if not names or names[0].i != first or (first == 0 and len(names) == 1):
        return None
    sides = len(names) > 1 or names[0].entity in ("NORP", "GPE") or "-" in names[0].text or "–" in names[0].text
    return first if sides else None


def _unknown(sentence: Sentence, taken: set[int], people: frozenset[str]) -> Iterator[Found]:
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
        word = words[0]
        if first == last and (word.lower in place_words("never") or word.text.isupper() or word.pos != "PROPN"):
            continue
        if any(w.lower in people for w in words) or (first and tokens[first - 1].lower in place_words("title")):
            continue
        if _expected(tokens, first, last, entity) and not _name_begins(tokens, last + 1):
            yield first, last, ""


def _expected(tokens: Tokens, first: int, last: int, entity: Entity) -> bool:
    """Whether what stands before a name leaves hardly anything but a place: "near", "the village of", "in" a short name."""
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in place_words("settlement"):
        return True
    at = first - 1 if first and tokens[first - 1].lower != "the" else first - 2
    if at < 0:
        return False
    if tokens[at].lower in ("near", "outside", "around"):
        return True
    plain = entity.label == "GPE" and last - first < 2 and tokens[first].text[1:].islower()
    return plain and at == first - 1 and tokens[at].lower in ("in", "at")
