"""Plural references to parties told together ("both militaries", "the three countries"), and "the former", "the latter"."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from panj import syntax
from panj.knowledge.english import groups, words
from panj.knowledge.english.calendar import calendar_words
from panj.mentions.antecedents import Discourse
from panj.mentions.several import party
from panj.records import ActorMention, Party, Sentence, Token

_DONE = frozenset({"won", "lost", "promised", "agreed", "denied", "accused", "refused", "demanded", "said"})
"""Verbs that the parser takes for adjectives or nouns behind "the former", "the latter"."""
REACH = 4
"""Sentences, its own among them, in which a pair is sought."""
_NEAR = 2
"""The same for words that tell neither how many nor who: "the neighbours", "the two"."""
_MOST = 6
"""How many parties a reference may stand for."""
_POINTING = frozenset({"the", "this", "that", "these", "those", "all"})
_OTHERS = frozenset({"other", "first", "last", "next", "new"})
"""What makes them others than those told before."""
_COMPANIES = frozenset({"company", "firm"})
_SECTORS = {"military": ("MIL",), "army": ("MIL",), "navy": ("MIL",), "force": ("MIL",)}
_OPPOSED = frozenset({"party", "side"})
"""Nouns of those who stand against each other."""
_DIRECTED = frozenset({"dobj", "dative", "prep"})
_NAMED = ("name", "metonym", "demonym", "pronoun", "definite")


def meant(discourse: Discourse, sentence: Sentence, i: int) -> ActorMention | None:
    """The mention that token i makes by standing for several parties: "both militaries", "the trio", "the two" alone."""
    tokens = sentence.tokens
    token = tokens[i]
    opening = {tokens[t].lower for t in range(syntax.noun_phrase(tokens, i)[0], i)}
    if token.tag in ("CD", "DT"):
        return _bare(discourse, sentence, i, opening)
    if token.tag == "NNS" and token.lemma in words("pair_nouns") and (count := _how_many(tokens, i)):
        return both(discourse, sentence, i, count)
    how = groups("mutual_nouns").get(token.lemma)
    if how is None or (token.tag == "NNS") is not (how == "several") or not opening & _POINTING:
        return None
    if any(tokens[c].dep in ("prep", "relcl", "acl", "amod", "poss", "nummod") for c in token.children):
        return None
    return _named_together(discourse, sentence, i, 0 if how == "several" else int(calendar_words()["number"][how]))


def _how_many(tokens: tuple[Token, ...], i: int) -> int:
    """How many parties told before noun i stands for ("both sides": 2, "the three countries": 3), 0 where it points at none."""
    before = tokens[syntax.noun_phrase(tokens, i)[0] : i]
    opening = {t.lower for t in before}
    if "both" in opening:
        return 2
    if not opening & _POINTING or opening & _OTHERS or any(t.tag == "JJS" for t in before):
        return 0
    return next((n for t in before if t.tag == "CD" and (n := _count(t))), 0)


def _count(token: Token) -> int:
    """The small number that a word tells, or 0."""
    told = calendar_words()["number"].get(token.lower, token.lower)
    return int(told) if told.isdecimal() and 1 < int(told) <= _MOST else 0


def _bare(discourse: Discourse, sentence: Sentence, i: int, opening: set[str]) -> ActorMention | None:
    """Whom "the two" or "both" without a noun stands for, where nothing but two persons or parties has been told of."""
    tokens = sentence.tokens
    token = tokens[i]
    count = 2 if token.lower == "both" else _count(token) if "the" in opening else 0
    if not count or token.dep not in ("nsubj", "nsubjpass") or any(c > i for c in token.children):
        return None
    return _named_together(discourse, sentence, i, count)


def _named_together(discourse: Discourse, sentence: Sentence, i: int, count: int) -> ActorMention | None:
    """The mention of those told together in the nearest sentence that tells of any, where they are so many (0: any number)."""
    for index in range(sentence.index, max(-1, sentence.index - _NEAR), -1):
        tokens = discourse.parsed.sentences[index].tokens
        before = [m for m in discourse.by_sentence.get(index, ()) if index < sentence.index or m.last < i]
        if any(_counts_others(t, sentence.tokens[i], count) for t in tokens if index < sentence.index or t.i < i):
            return None
        told = {tuple(p.id or p.name for p in m.members): m for m in discourse.together(index, before)}
        fitting = [m for m in told.values() if not count or len(m.members) == count]
        if fitting:
            return _pair(discourse, sentence, i, fitting[0].members) if len(fitting) == 1 else None
    return None


def _counts_others(token: Token, reference: Token, count: int) -> bool:
    """Whether a word shows that a reference may take up others: "two soldiers" before "the two", "neighbours" twice."""
    if count and token.dep == "nummod" and _count(token) == count:
        return token.i != reference.i
    return token.lemma == reference.lemma and token.pos == "NOUN" and token.start != reference.start


def both(discourse: Discourse, sentence: Sentence, i: int, count: int = 2) -> ActorMention | None:
    """The mention of several parties: those of its kind, so many, in the nearest sentence that tells of any."""
    lemma = sentence.tokens[i].lemma
    sort = groups("pair_nouns").get(lemma, "party")
    first = syntax.noun_phrase(sentence.tokens, i)[0]
    for back in range(min(REACH, sentence.index + 1)):
        index = sentence.index - back
        before = [m for m in discourse.by_sentence.get(index, ()) if back or m.last < first]
        if members := next((m.members for m in reversed(before) if len(m.members) == count), ()):
            return _pair(discourse, sentence, i, members)
        allied = _allied(discourse, index, before) if lemma in _OPPOSED else frozenset()
        before = [m for m in before if m.head not in allied]
        found = _told(before, sort, back)
        if len(found) < count and not allied:
            found = _told(before, sort, back, envoys=True)
        if lemma in _COMPANIES:
            found = [m for m in found if m.kind == "organization" and (not m.sectors or "BUS" in m.sectors)]
        if len(found) > count:
            found = [m for m in found if m.dep_subject or m.form != "adjective"]
        if len(found) == count:
            return _pair(discourse, sentence, i, map(party, found))
        if members := _beside(discourse, index, before, sort, count):
            return _pair(discourse, sentence, i, members)
        if len(found) > count:
            return None
    return None


def _allied(discourse: Discourse, index: int, before: Iterable[ActorMention]) -> frozenset[int]:
    """The heads of those who together did something to a third, so that they are one side: "X and Y condemned Z".

    Not of those who dealt with each other ("X and Y met", "X and Y accused each other of helping Z").
    """
    tokens = discourse.parsed.sentences[index].tokens
    parties = {m.head: m for m in before if _of_sort(m, "party")}
    found: set[int] = set()
    for head in parties:
        beside = frozenset(syntax.conjuncts(tokens, head))
        verb = tokens[head].head
        if len(beside) < 2 or tokens[head].dep != "nsubj" or tokens[verb].lemma in words("mutual_verbs"):
            continue
        below = syntax.subtree(tokens, verb)
        if any(tokens[t].lower in ("each", "another") for t in below):
            continue
        own = {parties[t].id for t in beside if t in parties}
        objects = (t for c in tokens[verb].children if tokens[c].dep in _DIRECTED for t in syntax.subtree(tokens, c))
        if any(t in parties and parties[t].form == "name" and parties[t].id not in own for t in objects):
            found |= beside
    return frozenset(found)


def _beside(discourse: Discourse, index: int, before: list[ActorMention], sort: str, count: int) -> tuple[Party, ...]:
    """The parties told together in a sentence, where they are so many: "the presidents of Kenya and Uganda"."""
    fitting = {}
    for several in discourse.together(index, before):
        persons = groups("pair_nouns").get(several.head_lemma) == "person"
        if len(several.members) == count and (sort != "person" or persons):
            fitting[tuple(p.id or p.name for p in several.members)] = several.members
    return next(iter(fitting.values())) if len(fitting) == 1 else ()


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


def _pair(discourse: Discourse, sentence: Sentence, i: int, members: Iterable[Party]) -> ActorMention:
    """A mention headed by token i that stands for several parties."""
    tokens = sentence.tokens
    first, last = syntax.noun_phrase(tokens, i)
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
