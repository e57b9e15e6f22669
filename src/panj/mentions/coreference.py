"""References inside the document: pronouns, "the group", "the country", "both militaries", "the two sides".

The nearest fitting antecedent wins: subjects before others, the same sentence before earlier ones, within three
sentences. Where two fit equally well, or none does, nothing is linked: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from panj import syntax
from panj.knowledge.actors import ActorTables
from panj.knowledge.english import groups, words
from panj.records import ActorMention, ParsedDocument, Party, Sentence, Span

REACH = 3
"""Sentences back in which an antecedent is sought."""
_HE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_COLLECTIVE = frozenset({"group", "organization"})


def resolve(parsed: ParsedDocument, mentions: Sequence[ActorMention], tables: ActorTables) -> tuple[ActorMention, ...]:
    """The mentions with those of pronouns and definite descriptions added, in the order of the text.

    Args:
        parsed: The document.
        mentions: Its mentions by name and role, in the order of the text.
        tables: The actor tables.
    """
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for sentence in parsed.sentences:
        own = by_sentence.setdefault(sentence.index, [])
        taken = {t for m in own for t in range(m.first, m.last + 1)}
        for token in sentence.tokens:
            if token.i in taken:
                continue
            made = None
            if token.lower in _HE or token.lower in _IT or token.lower in _THEY:
                made = _pronoun(parsed, sentence, token.i, by_sentence)
            elif token.pos == "NOUN":
                made = _definite(parsed, sentence, token.i, by_sentence, tables)
            if made is not None:
                own.append(made)
                own.sort(key=lambda m: m.first)
        _inherit_country(sentence, by_sentence)
    return tuple(m for sentence in parsed.sentences for m in by_sentence[sentence.index])


def _pronoun(
    parsed: ParsedDocument, sentence: Sentence, i: int, by_sentence: dict[int, list[ActorMention]]
) -> ActorMention | None:
    """The mention of a pronoun, if it can be resolved."""
    token = sentence.tokens[i]
    if token.lower in _IT and (token.dep == "expl" or _weather(sentence, i)):
        return None
    kind: Literal["he", "it", "they"] = "he" if token.lower in _HE else "it" if token.lower in _IT else "they"
    antecedent = _antecedent(sentence, i, by_sentence, kind)
    if antecedent is None:
        return None
    return _reference(parsed, sentence, i, i, i, antecedent, "pronoun", f"coreference: {token.lower}")


def _weather(sentence: Sentence, i: int) -> bool:
    """Whether "it" stands for a clause or nothing: "it is clear that", "it remains to be seen"."""
    tokens = sentence.tokens
    head = tokens[i].head
    if tokens[i].dep not in ("nsubj", "nsubjpass"):
        return False
    children = tokens[head].children
    if tokens[head].lemma in ("be", "seem", "appear", "remain", "become", "emerge", "rain", "snow", "take", "turn"):
        return any(tokens[c].dep in ("acomp", "attr", "ccomp", "xcomp", "csubj", "advcl") for c in children)
    return tokens[i].dep == "nsubjpass" and any(tokens[c].dep == "ccomp" for c in children)


def _antecedent(
    sentence: Sentence, i: int, by_sentence: dict[int, list[ActorMention]], kind: str
) -> ActorMention | None:
    """The mention a pronoun stands for, or None."""
    tokens = sentence.tokens
    ranked: list[tuple[float, ActorMention]] = []
    for back in range(REACH):
        index = sentence.index - back
        for mention in by_sentence.get(index, ()):
            if back == 0 and mention.first >= i:
                continue
            if not _fits(mention, kind):
                continue
            score = 3.0 - 1.2 * back
            if mention.dep_subject:
                score += 1.0
            if mention.form in ("pronoun", "definite"):
                score += 0.3
            if back == 0:
                score -= 0.01 * (i - mention.head)
                if _same_clause(tokens, i, mention.head) and tokens[i].dep != "poss":
                    continue
            ranked.append((score, mention))
        if ranked and back == 0 and max(s for s, _ in ranked) > 3.5:
            break
    if not ranked:
        return None
    ranked.sort(key=lambda pair: (-pair[0], pair[1].sentence, pair[1].first))
    best = ranked[0]
    rival = next((r for r in ranked[1:] if (r[1].id or r[1].name) != (best[1].id or best[1].name)), None)
    if rival is not None and best[0] - rival[0] < 0.05:
        return None
    return best[1]


def _same_clause(tokens: tuple, i: int, j: int) -> bool:  # type: ignore[type-arg]
    """Whether a pronoun and a mention are arguments of one verb: then they are two."""
    return bool(syntax.governor(tokens, i) == syntax.governor(tokens, j))


def _fits(mention: ActorMention, kind: str) -> bool:
    """Whether a mention can be what a pronoun stands for, by number and kind."""
    if mention.form == "adjective" or mention.members:
        return False
    if kind == "he":
        return mention.kind == "person" or (mention.form == "role" and mention.singular_person)
    if kind == "it":
        return mention.kind in ("country", "organization", "group") or (mention.form == "role" and mention.collective)
    return mention.kind == "group" or (mention.form == "role" and mention.plural) or mention.form == "demonym"


def _definite(
    parsed: ParsedDocument, sentence: Sentence, i: int, by_sentence: dict[int, list[ActorMention]], tables: ActorTables
) -> ActorMention | None:
    """The mention of a definite description, if it can be resolved."""
    tokens = sentence.tokens
    token = tokens[i]
    sort = groups("definite_nouns").get(token.lemma)
    if sort is None and token.lemma not in words("pair_nouns"):
        return None
    first, last = syntax.noun_phrase(tokens, i)
    opening = {tokens[t].lower for t in range(first, i)}
    if token.tag == "NNS":
        if token.lemma in words("pair_nouns") and ("both" in opening or "two" in opening):
            return _both(parsed, sentence, first, last, i, by_sentence)
        return None
    if sort in (None, "pair") or not opening & {"the", "this", "that"}:
        return None
    if any(name == "of" for name, _ in syntax.prepositions(tokens, i)):
        return None
    wanted = {"country": {"country"}, "group": {"group"}, "organization": {"organization"}}[sort or "group"]
    for back in range(REACH + 1):
        index = sentence.index - back
        fitting = [
            m for m in by_sentence.get(index, ())
            if m.kind in wanted and m.form != "adjective" and (back or m.first < i) and not m.members
        ]  # fmt: skip
        if not fitting:
            continue
        if not back and all(m.form == "metonym" for m in fitting):
            return None
        subjects = [m for m in fitting if m.dep_subject and m.form in ("name", "pronoun", "definite", "metonym")]
        choice = subjects[0] if subjects and back else fitting[-1]
        if back and not subjects and len({m.id or m.name for m in fitting}) > 1:
            return None
        return _reference(
            parsed, sentence, first, last, i, choice, "definite", f"english/definite_nouns.csv: {token.lemma}"
        )
    return None


def _both(
    parsed: ParsedDocument,
    sentence: Sentence,
    first: int,
    last: int,
    i: int,
    by_sentence: dict[int, list[ActorMention]],
) -> ActorMention | None:
    """The mention of a pair ("both militaries", "the two sides"): the last two countries or groups told together."""
    for back in range(REACH + 2):
        index = sentence.index - back
        found: dict[str, ActorMention] = {}
        for m in by_sentence.get(index, ()):
            named = m.kind in ("country", "group", "organization") or (m.form == "role" and m.country and not m.generic)
            if named and (back or m.last < first) and (m.id or m.name) and not m.members:
                if m.form == "adjective" and back == 0:
                    continue
                found.setdefault(m.id or m.country or m.name or "", m)
            elif m.members and back:
                return _pair(parsed, sentence, first, last, i, m.members)
        if len(found) == 2:
            members = tuple(
                Party(text=parsed.document.text[sentence.tokens[first].start : sentence.tokens[last].end],
                      start=sentence.tokens[first].start, end=sentence.tokens[last].end, name=m.name, id=m.id, country=m.country,
                      sectors=m.sectors, wikidata=m.wikidata, basis="inherited",
                      origin=m.antecedent or Span(start=m.start, end=m.end, text=m.text))
                for m in found.values()
            )  # fmt: skip
            return _pair(parsed, sentence, first, last, i, members)
        if len(found) > 2:
            return None
    return None


def _pair(
    parsed: ParsedDocument, sentence: Sentence, first: int, last: int, i: int, members: Iterable[Party]
) -> ActorMention:
    """A mention that stands for several parties."""
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    text = parsed.document.text[start:end]
    fresh = tuple(msgspec.structs.replace(p, text=text, start=start, end=end) for p in members)
    military = sentence.tokens[i].lemma in ("military", "army", "force", "navy")
    if military:
        fresh = tuple(msgspec.structs.replace(p, sectors=("MIL",)) for p in fresh)
    return ActorMention(
        sentence=sentence.index, first=first, last=last, head=i, start=start, end=end, text=text, kind="role",
        form="definite", members=fresh, antecedent=fresh[0].origin, rule="english/definite_nouns.csv: pair",
        dep_subject=sentence.tokens[i].dep in ("nsubj", "nsubjpass"),
    )  # fmt: skip


def _reference(
    parsed: ParsedDocument,
    sentence: Sentence,
    first: int,
    last: int,
    i: int,
    antecedent: ActorMention,
    form: str,
    rule: str,
) -> ActorMention:
    """A mention that stands for another."""
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    origin = antecedent.antecedent if antecedent.form in ("pronoun", "definite") and antecedent.antecedent else None
    return ActorMention(
        sentence=sentence.index, first=first, last=last, head=i, start=start, end=end, text=parsed.document.text[start:end],
        kind=antecedent.kind, name=antecedent.name, id=antecedent.id, country=antecedent.country, sectors=antecedent.sectors,
        wikidata=antecedent.wikidata, form=form,  # type: ignore[arg-type]
        antecedent=origin or Span(start=antecedent.start, end=antecedent.end, text=antecedent.text), rule=rule,
        dep_subject=sentence.tokens[i].dep in ("nsubj", "nsubjpass"), plural=antecedent.plural, collective=antecedent.collective,
        singular_person=antecedent.singular_person,
    )  # fmt: skip


def _inherit_country(sentence: Sentence, by_sentence: dict[int, list[ActorMention]]) -> None:
    """Give state roles without a country ("the police", "the army") that of the one country their sentence and the one before are about."""
    own = by_sentence[sentence.index]
    _same_body(sentence, by_sentence)
    near = [
        m
        for index in (sentence.index, sentence.index - 1)
        for m in by_sentence.get(index, ())
        if m.kind == "country" or m.country
    ]
    countries = {m.country for m in near if m.country}
    if len(countries) != 1:
        return
    country = next(iter(countries))
    source = next(m for m in near if m.country == country)
    for n, mention in enumerate(own):
        if (
            mention.form == "role"
            and mention.country is None
            and not mention.members
            and _definite_state(sentence, mention)
        ):
            own[n] = msgspec.structs.replace(
                mention, country=country, antecedent=Span(start=source.start, end=source.end, text=source.text)
            )


def _same_body(sentence: Sentence, by_sentence: dict[int, list[ActorMention]]) -> None:
    """Give "the ministry", "the army" what the last ministry or army named more fully had."""
    own = by_sentence[sentence.index]
    for n, mention in enumerate(own):
        determiner = syntax.child(sentence.tokens, mention.head, "det")
        bare = mention.form == "role" and mention.country is None and mention.id is None and not mention.members
        if not bare or determiner is None or sentence.tokens[determiner].lower != "the":
            continue
        for index in range(sentence.index, -1, -1):
            before = [
                m for m in by_sentence.get(index, ())
                if m.head_lemma == mention.head_lemma and (m.country or m.id) and (index < sentence.index or m.first < mention.first)
                and m.plural == mention.plural
            ]  # fmt: skip
            if before:
                full = before[-1]
                own[n] = msgspec.structs.replace(
                    mention, country=full.country, id=full.id, name=full.name, sectors=full.sectors or mention.sectors,
                    antecedent=full.antecedent or Span(start=full.start, end=full.end, text=full.text),
                )  # fmt: skip
                break


def _definite_state(sentence: Sentence, mention: ActorMention) -> bool:
    """Whether a role is a state's own body that a text names without its country: "the police", "officials"."""
    if not set(mention.sectors) & {"GOV", "COP", "MIL", "JUD", "LEG", "SPY"}:
        return False
    determiner = syntax.child(sentence.tokens, mention.head, "det")
    return mention.head_lemma in words("state_bodies") and (
        determiner is None or sentence.tokens[determiner].lower == "the"
    )
