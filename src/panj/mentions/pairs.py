"""Plural references to two parties told together ("both militaries", "the two sides"), and "the former", "the latter"."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from panj.knowledge.english import groups
from panj.mentions.antecedents import Discourse
from panj.records import ActorMention, Party, Sentence, Span

_DONE = frozenset({"won", "lost", "promised", "agreed", "denied", "accused", "refused", "demanded", "said"})
"""Verbs that the parser takes for adjectives or nouns behind "the former", "the latter"."""
REACH = 4
"""Sentences, its own among them, in which a pair is sought."""
_COMPANIES = frozenset({"company", "firm"})
_SECTORS = {"military": ("MIL",), "army": ("MIL",), "navy": ("MIL",), "force": ("MIL",)}
_NAMED = ("name", "metonym", "demonym", "pronoun", "definite")


def both(discourse: Discourse, sentence: Sentence, first: int, last: int, i: int) -> ActorMention | None:
    """The mention of a pair: the two parties of its kind that are told in the nearest sentence that tells of any."""
    lemma = sentence.tokens[i].lemma
    sort = groups("pair_nouns").get(lemma, "party")
    for back in range(REACH):
        index = sentence.index - back
        before = [m for m in discourse.by_sentence.get(index, ()) if back or m.last < first]
        if members := next((m.members for m in reversed(before) if m.members), ()):
            return _pair(discourse, sentence, (first, last, i), members)
        found = _told(before, sort, back)
        if len(found) < 2 and sort == "party":
            found = _told(before, sort, back, envoys=True)
        if lemma in _COMPANIES:
            found = [m for m in found if m.kind == "organization" and (not m.sectors or "BUS" in m.sectors)]
        if len(found) > 2:
            found = [m for m in found if m.dep_subject or m.form != "adjective"]
        if len(found) == 2:
            return _pair(discourse, sentence, (first, last, i), map(_party, found))
        if len(found) > 2:
            return None
    return None


def _told(before: Iterable[ActorMention], sort: str, back: int, *, envoys: bool = False) -> list[ActorMention]:
    """The different parties among the mentions of a sentence, each as named best.

    Args:
        before: The mentions.
        sort: country, party or person.
        back: How many sentences back they stand.
        envoys: Count those who speak for a country as well ("the deputy foreign minister").
    """
    found: dict[str, ActorMention] = {}
    for mention in before:
        adjective = mention.form == "adjective"
        envoy = envoys and mention.kind in ("person", "role") and mention.country is not None and not mention.members
        if not (envoy or _of_sort(mention, sort)) or (adjective and not back):
            continue
        whose = mention.country or mention.id if sort == "country" or envoys else mention.id
        key = whose or mention.name or ""
        kept = found.get(key)
        if kept is None or (kept.form == "adjective" and not adjective):
            found[key] = mention
    return list(found.values())


def _of_sort(mention: ActorMention, sort: str) -> bool:
    """Whether a mention can be one of two countries, parties or persons."""
    if mention.members or mention.generic or not (mention.id or mention.name or mention.country):
        return False
    if sort == "person":
        return mention.kind == "person"
    if sort == "country":
        return mention.kind == "country" or (
            mention.form == "role" and mention.country is not None and mention.kind != "role"
        )
    named = mention.form in _NAMED and mention.kind in ("country", "organization", "group")
    return named or (mention.form == "role" and mention.country is not None and mention.kind != "role")


def _party(mention: ActorMention) -> Party:
    """A mention as a party of a pair, with the words that name it."""
    return Party(
        text=mention.text, start=mention.start, end=mention.end, name=mention.name, id=mention.id, country=mention.country,
        sectors=mention.sectors, wikidata=mention.wikidata, basis="inherited",
        origin=mention.antecedent or Span(start=mention.start, end=mention.end, text=mention.text),
    )  # fmt: skip


def _pair(
    discourse: Discourse, sentence: Sentence, place: tuple[int, int, int], members: Iterable[Party]
) -> ActorMention:
    """A mention at (first, last, head) that stands for several parties."""
    first, last, i = place
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last].end
    text = discourse.parsed.document.text[start:end]
    sectors = _SECTORS.get(tokens[i].lemma)
    fresh = tuple(
        msgspec.structs.replace(p, text=text, start=start, end=end, sectors=sectors or p.sectors) for p in members
    )
    countries = sectors is None and all(p.id is not None and p.id == p.country for p in fresh)
    return ActorMention(
        sentence=sentence.index, first=first, last=last, head=i, start=start, end=end, text=text,
        kind="country" if countries else "group", form="definite", members=fresh, antecedent=fresh[0].origin,
        plural=True, rule="english/pair_nouns.csv", dep_subject=tokens[i].dep in ("nsubj", "nsubjpass"),
    )  # fmt: skip


def former_or_latter(discourse: Discourse, sentence: Sentence, i: int) -> ActorMention | None:
    """Which of two parties told together "the former" or "the latter" at token i is."""
    tokens = sentence.tokens
    token = tokens[i]
    if not i or tokens[i - 1].lower != "the":
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    acts = after is not None and (after.tag in ("VBD", "VBZ", "VBP", "MD") or after.lower in _DONE)
    if token.dep in ("amod", "compound", "nmod") and not acts:
        return None
    for index in (sentence.index, sentence.index - 1):
        told: dict[str, ActorMention] = {}
        for mention in discourse.by_sentence.get(index, ()):
            if (index < sentence.index or mention.last < i - 1) and mention.form in _NAMED[:3] and not mention.members:
                told.setdefault(mention.id or mention.name or mention.text, mention)
        if len(told) == 2:
            return list(told.values())[0 if token.lower == "former" else 1]
        if told and index < sentence.index:
            return None
    return None
