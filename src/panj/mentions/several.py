"""Parties told together, as one mention that a plural reference takes up: "Peru and Chile", "Macron met Putin"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from panj import syntax
from panj.knowledge.english import groups
from panj.records import ActorMention, Party, Span, Token

Tokens = tuple[Token, ...]
_SHARED = frozenset({"agreement", "ceasefire", "drill", "talk"})
"""Families of acts that whoever stands behind "with" does as well: "signed a treaty with", "held talks with"."""


def together(text: str, tokens: Tokens, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """The parties of a sentence that are told together, each time as one mention headed by the first.

    Args:
        text: The document's.
        tokens: The sentence.
        mentions: Its mentions.
    """
    at = {m.head: m for m in mentions}
    found: list[ActorMention] = []
    for mention in mentions:
        if syntax.first_conjunct(tokens, mention.head) != mention.head:
            continue
        beside = tuple(syntax.conjuncts(tokens, mention.head))
        if len(beside) == 1:
            beside = (*beside, *_partner(tokens, mention.head))
        told = [_speaking_for(tokens, at, t) for t in beside]
        several = tuple(m for t in told for m in t)
        if len(several) > 1 and all(told) and _alike(several):
            found.append(_sum(text, tokens, at[mention.head], several))
    return found


def _partner(tokens: Tokens, i: int) -> Iterator[int]:
    """Whom subject i meets or does something together with: "Macron met Putin", "Peru signed a treaty with Chile"."""
    verb = tokens[i].head
    if tokens[i].dep != "nsubj" or tokens[verb].pos != "VERB":
        return
    held = syntax.objects(tokens, verb)
    if tokens[verb].lemma == "meet":
        yield from held
    families = groups("act_families")
    for word in (verb, *held):
        if families.get(tokens[word].lemma) in _SHARED:
            for holder in dict.fromkeys((verb, word)):
                yield from (t for name, t in syntax.prepositions(tokens, holder) if name == "with")


def _speaking_for(tokens: Tokens, at: Mapping[int, ActorMention], t: int) -> tuple[ActorMention, ...]:
    """The party that a token heads, or those that it is of: "the presidents of Kenya and Uganda"."""
    mention = at.get(t)
    if mention is None or mention.form == "adjective" or mention.members:
        return ()
    if mention.form == "role" and mention.plural:
        behind = [k for name, c in syntax.prepositions(tokens, t) if name == "of" for k in syntax.conjuncts(tokens, c)]
        holders = [at[k] for k in behind if k in at and at[k].country]
        if len(holders) > 1:
            return tuple(holders)
    return () if mention.generic else (mention,)


def _alike(several: Sequence[ActorMention]) -> bool:
    """Whether parties are all persons, or all bodies, each another, and known: "Peru and the rebels"."""
    persons = {m.kind in ("person", "role") for m in several}
    known = any(m.id or m.country for m in several) or all(m.form == "name" for m in several)
    return known and len(persons) == 1 and len({m.id or m.name or m.text for m in several}) == len(several)


def _sum(text: str, tokens: Tokens, first: ActorMention, several: Sequence[ActorMention]) -> ActorMention:
    """One mention of several parties, headed by the first."""
    last = max(several, key=lambda m: m.last)
    countries = all(m.kind == "country" for m in several)
    return ActorMention(
        sentence=first.sentence, first=first.first, last=last.last, head=first.head, start=first.start, end=last.end,
        text=text[first.start : last.end], kind="country" if countries else "group",
        members=tuple(map(party, several)), dep_subject=first.dep_subject, plural=True, rule="parties told together",
        head_lemma=tokens[first.head].lemma,
    )  # fmt: skip


def party(mention: ActorMention) -> Party:
    """A mention as a party of several, with the words that name it."""
    return Party(
        text=mention.text, start=mention.start, end=mention.end, name=mention.name, id=mention.id, country=mention.country,
        sectors=mention.sectors, wikidata=mention.wikidata, basis="inherited",
        origin=mention.antecedent or Span(start=mention.start, end=mention.end, text=mention.text),
    )  # fmt: skip


def of_several(mention: ActorMention, holder: ActorMention) -> ActorMention:
    """A role as standing for all those whom a reference stands for: "their ministers", "the leaders of the two countries"."""
    members = tuple(
        msgspec.structs.replace(
            p, text=mention.text, start=mention.start, end=mention.end, sectors=mention.sectors or p.sectors
        )
        for p in holder.members
    )
    return msgspec.structs.replace(mention, members=members, antecedent=holder.antecedent)
