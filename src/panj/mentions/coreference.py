"""References inside the document: pronouns, "the group", "the country", "both militaries", "the former", "the minister".

What a reference may take up is decided here, which mention it takes up in `antecedents`, pairs in `pairs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from panj import syntax
from panj.knowledge.actors import ActorTables
from panj.knowledge.english import groups, words
from panj.mentions import forces
from panj.mentions.addressees import told
from panj.mentions.antecedents import Discourse, Fits, alone, antecedent, as_country, called_by_name, understood
from panj.mentions.bodies import Bodies
from panj.mentions.pairs import former_or_latter, meant
from panj.mentions.several import of_several
from panj.records import ActorMention, ParsedDocument, Sentence, Span, Token

_HE = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
"""Pronouns of one person, with the gender."""
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_SORTS: Mapping[str, tuple[str, ...]] = {
    "group": ("group",), "organization": ("organization", "group"), "body": ("organization", "group"),
}  # fmt: skip
"""Sort of a definite noun -> the kinds of mention that it takes up."""
_PRIVATE = frozenset({"NGO", "SOC", "BUS", "MNC", "LAB", "CVL", "REL"})
_FAR = 8
"""Sentences back in which a country that a description tells by its region is sought."""
_SELF = frozenset({"himself", "herself", "itself", "themselves"})
_EMPTY = frozenset(
    {"be", "seem", "appear", "remain", "become", "emerge", "rain", "snow", "take", "turn", "come", "happen"}
)
_ANYTHING = frozenset(
    {"do", "say", "know", "make", "think", "mean", "see", "put", "take", "get", "find", "believe", "like"}
)
_ARMED = frozenset({"REB", "UAF", "IMG", "ISM", "CRM", "PRM"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def resolve(parsed: ParsedDocument, mentions: Sequence[ActorMention], tables: ActorTables) -> tuple[ActorMention, ...]:
    """The mentions with those of pronouns and definite descriptions added, in the order of the text.

    Args:
        parsed: The document.
        mentions: Its mentions by name and role, in the order of the text.
        tables: The actor tables.
    """
    by_sentence: dict[int, list[ActorMention]] = {s.index: [] for s in parsed.sentences}
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    discourse = Discourse(parsed, by_sentence, tables)
    bodies = Bodies(parsed, by_sentence, tables)
    for sentence in parsed.sentences:
        own = by_sentence[sentence.index]
        taken = {t for m in own for t in range(m.first, m.last + 1)}
        heads = {m.head: n for n, m in enumerate(own)}
        made: list[ActorMention] = []
        for token in sentence.tokens:
            found = None
            if token.i in heads:
                own[heads[token.i]] = _role(discourse, sentence, own[heads[token.i]])
            elif token.i not in taken or token.dep == "poss":
                found = _reference(discourse, sentence, token)
            if found is not None:
                made.append(found)
                own.append(found)
        if made:
            own.sort(key=lambda m: (m.first, -m.last))
        bodies.settle(sentence)
    return tuple(m for sentence in parsed.sentences for m in by_sentence[sentence.index])


def _reference(discourse: Discourse, sentence: Sentence, token: Token) -> ActorMention | None:
    """The mention that a token makes by referring to another."""
    if token.lower in _HE or token.lower in _IT or token.lower in _THEY:
        return _pronoun(discourse, sentence, token.i)
    if token.lower in ("former", "latter"):
        chosen = former_or_latter(discourse, sentence, token.i)
        if chosen is not None:
            return refer(discourse, sentence, (token.i, token.i, token.i), chosen, f"coreference: the {token.lower}")
    elif (several := meant(discourse, sentence, token.i)) is not None:
        return several
    elif token.pos == "NOUN":
        return _definite(discourse, sentence, token.i)
    return None


def _pronoun(discourse: Discourse, sentence: Sentence, i: int) -> ActorMention | None:
    """The mention of a pronoun, if it can be resolved."""
    token = sentence.tokens[i]
    if token.lower in _SELF and token.dep in ("dobj", "dative", "pobj"):
        meant = understood(discourse, sentence, i)
        fits = _one_person if token.lower in _HE else _one_body if token.lower in _IT else _many
        chosen = meant[0] if len(meant) == 1 and fits(meant[0]) else None
    elif token.lower in _HE:
        chosen = antecedent(discourse, sentence, i, _one_person, gender=_HE[token.lower])
    elif token.lower in _IT:
        if token.dep == "expl" or _empty(sentence, i):
            return None
        if token.dep == "dobj" and sentence.tokens[token.head].lemma in _ANYTHING:
            return None
        chosen = told(discourse, sentence, i, _one_body) or antecedent(discourse, sentence, i, _one_body, number="one")
    else:
        chosen = told(discourse, sentence, i, _many_or_one) or antecedent(discourse, sentence, i, _many, number="many")
        chosen = chosen or alone(discourse, sentence, i, _many_or_one)
    if chosen is None:
        return None
    return refer(discourse, sentence, (i, i, i), chosen, f"coreference: {token.lower}")


def _empty(sentence: Sentence, i: int) -> bool:
    """Whether "it" stands for a clause or nothing: "it is clear that", "it remains to be seen"."""
    tokens = sentence.tokens
    token = tokens[i]
    if token.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = tokens[token.head]
    below = {tokens[c].dep for c in verb.children}
    if any(
        tokens[c].dep == "acomp" and tokens[c].lemma in words("willing_adjectives") for c in verb.children
    ):  # "said it was ready to talk"
        return False
    if verb.lemma in _EMPTY:
        return bool(below & {"acomp", "attr", "ccomp", "xcomp", "csubj", "advcl", "oprd"})
    return token.dep == "nsubjpass" and bool(below & {"ccomp", "xcomp"})


def _one_person(mention: ActorMention) -> bool:
    """What "he" and "she" can take up."""
    if mention.form == "adjective" or mention.members or mention.plural:
        return False
    return mention.kind == "person" or (mention.kind == "role" and mention.singular_person)


def _one_body(mention: ActorMention) -> bool:
    """What "it" can take up."""
    if mention.form in ("adjective", "demonym") or mention.members or mention.plural:
        return False
    return mention.kind in ("country", "organization", "group")


def _many(mention: ActorMention) -> bool:
    """What "they" can take up."""
    return mention.form != "adjective" and (mention.plural or mention.kind == "group")


def _many_or_one(mention: ActorMention) -> bool:
    """What "they" can take up where nothing else is meant: a government is many."""
    return _many(mention) or _one_body(mention) or (mention.form == "role" and not mention.singular_person)


def _definite(discourse: Discourse, sentence: Sentence, i: int) -> ActorMention | None:
    """The mention of a definite description, if it can be resolved."""
    tokens = sentence.tokens
    token = tokens[i]
    sort = groups("definite_nouns").get(token.lemma)
    if sort is None or token.tag == "NNS":
        return None
    first, last = syntax.noun_phrase(tokens, i)
    opening = {tokens[t].lower for t in range(first, i)}
    owner = syntax.child(tokens, i, "poss") if sort == "country" else None
    if owner is not None:  # "the president said that his country had": whose he is
        holder = next((m for m in discourse.by_sentence[sentence.index] if m.head == owner), None)
        if holder is None or not holder.country or tokens[owner].pos != "PRON":
            return None
        whole = as_country(holder, discourse.country_name(holder.country))
        return refer(discourse, sentence, (first, last, i), whole, f"english/definite_nouns.csv: {token.lemma}")
    if sort == "states" or not opening & _POINTING or token.dep in ("attr", "appos", "oprd", "compound"):
        return None
    if any(tokens[c].dep in ("relcl", "acl") for c in token.children):
        return None
    if any(name in ("of", "in") for name, _ in syntax.prepositions(tokens, i)):
        return None
    if sort == "country":
        chosen = _country(discourse, sentence, i, _regions(sentence, first, i))
    else:
        chosen = antecedent(discourse, sentence, i, _of_kind(_SORTS[sort]))
    if chosen is None:
        return forces.group(discourse.parsed, sentence, i) if forces.uses_force(tokens, i) else None
    rule = f"english/definite_nouns.csv: {token.lemma}"
    return refer(discourse, sentence, (first, last, i), chosen, rule)


def _regions(sentence: Sentence, first: int, i: int) -> frozenset[str] | None:
    """The countries that a description allows ("the Middle Eastern nation"), or None where it allows any."""
    tokens = sentence.tokens
    regions = groups("region_adjectives")
    named = [t for t in range(first, i) if tokens[t].text[:1].isupper() and t]
    if not named:
        return None
    said = " ".join(tokens[t].lower for t in named)
    return frozenset(regions.get(said, regions.get(tokens[named[-1]].lower, "")).split())


def _of_kind(kinds: Sequence[str]) -> Fits:
    """Whether a mention is a single body of some kinds, called by its name or by reference."""

    def fits(mention: ActorMention) -> bool:
        named = mention.form in ("name", "pronoun", "definite") or (
            mention.form == "role" and mention.head_lemma != "government"
        )
        private = mention.kind == "organization" and bool(_PRIVATE.intersection(mention.sectors))  # "the group"
        return (mention.kind in kinds or private) and named and not mention.plural and not mention.members

    return fits


def _country(
    discourse: Discourse, sentence: Sentence, i: int, regions: frozenset[str] | None = None
) -> ActorMention | None:
    """Which country "the country" is: that of a subject that belongs to one, else the one told last."""
    if regions is not None:
        return _country_there(discourse, sentence, i, regions)
    tokens = sentence.tokens
    verb = syntax.governor(tokens, i)
    for _ in range(4):
        subject = syntax.subject(tokens, verb)[0] if tokens[verb].pos in ("VERB", "AUX") else None
        holder = next((m for m in discourse.by_sentence[sentence.index] if m.head == subject), None)
        if holder is not None and holder.kind in ("group", "organization", "role") and holder.country:
            return as_country(holder, discourse.country_name(holder.country))
        if holder is not None and holder.kind == "country":
            break
        above = syntax.governor(tokens, verb)
        if above == verb:
            break
        verb = above

    def fits(mention: ActorMention) -> bool:
        return mention.kind == "country" and mention.form not in ("adjective", "demonym") and not mention.members

    chosen = antecedent(discourse, sentence, i, fits)
    if chosen is not None:
        return chosen
    before = [m for m in discourse.by_sentence[sentence.index] if fits(m) and m.last < i and m.form != "metonym"]
    return before[0] if len({m.id for m in before}) == 1 else None


def _country_there(discourse: Discourse, sentence: Sentence, i: int, regions: frozenset[str]) -> ActorMention | None:
    """The one country of a region that has been told of lately, for "the West African nation"."""
    told: dict[str | None, ActorMention] = {}
    for index in range(max(0, sentence.index - _FAR), sentence.index + 1):
        for mention in discourse.by_sentence.get(index, ()):
            before = index < sentence.index or mention.last < i
            if before and mention.country in regions and not mention.members and mention.kind != "person":
                whole = mention.kind == "country"
                told[mention.country] = (
                    mention if whole else as_country(mention, discourse.country_name(mention.country))
                )
    return next(iter(told.values())) if len(told) == 1 else None


def _role(discourse: Discourse, sentence: Sentence, mention: ActorMention) -> ActorMention:
    """A role mention with what it gets from a reference inside it or from whom it takes up."""
    if mention.form != "role" or mention.members:
        return mention
    tokens = sentence.tokens
    if (called := called_by_name(discourse, sentence, mention)) is not None:
        return called
    if mention.plural and mention.country is None:
        if (several := meant(discourse, sentence, mention.head)) is not None:
            return several
        behind = [t for name, t in syntax.prepositions(tokens, mention.head) if name == "of"]
        if behind and (several := meant(discourse, sentence, behind[0])) is not None:
            return of_several(mention, several)
    owner = syntax.child(tokens, mention.head, "poss")
    if owner is not None:
        return _owned(discourse, sentence, mention, owner)
    determiner = syntax.child(tokens, mention.head, "det")
    if determiner is None or tokens[determiner].lower not in _POINTING or mention.id or mention.last > mention.head:
        return mention
    named = tokens[mention.head + 1] if mention.head + 1 < len(tokens) else None
    if named is not None and named.pos == "PROPN" and named.dep == "appos":  # "the newspaper Sabir"
        return mention
    if mention.kind == "role":
        return _the_minister(discourse, sentence, mention)
    sort = groups("definite_nouns").get(mention.head_lemma)
    if (
        sort is not None
        and sort in _SORTS
        and not mention.plural
        and mention.country is None
        and mention.first == mention.head
    ):
        return _the_body(discourse, sentence, mention, _SORTS[sort])
    if (
        mention.plural
        and mention.country is None
        and _ARMED.intersection(mention.sectors)
        and mention.first == mention.head
    ):
        return _the_militants(discourse, sentence, mention)
    return mention


def _owned(discourse: Discourse, sentence: Sentence, mention: ActorMention, owner: int) -> ActorMention:
    """A role that belongs to whom a possessive stands for: "its forces", "the two sides' troops"."""
    holder = next(
        (m for m in discourse.by_sentence[sentence.index] if m.head == owner and m.form in ("pronoun", "definite")),
        None,
    )
    if holder is None and owner < mention.head and sentence.tokens[owner].i not in range(mention.first, mention.first):
        holder = _reference(discourse, sentence, sentence.tokens[owner])
    if holder is None or mention.country is not None:
        return mention
    if holder.members:
        return of_several(mention, holder)
    state = mention.head_lemma in words("state_bodies") and holder.kind in ("person", "role")
    if holder.kind == "country" and mention.head_lemma in words("other_states"):
        return msgspec.structs.replace(mention, sectors=("GOV",), generic=False)  # "its allies"
    if holder.country is None or not (state or holder.kind in ("country", "organization", "group")):
        return mention
    if mention.kind != "country" and "CVL" in mention.sectors:
        return mention
    return msgspec.structs.replace(
        mention,
        country=holder.country,
        id=holder.country if state else holder.id,
        antecedent=holder.antecedent,
        generic=False,
    )


def _the_minister(discourse: Discourse, sentence: Sentence, mention: ActorMention) -> ActorMention:
    """The person last told with that title, if there is but one, for "the minister"; no deputy for "the prime minister"."""
    said = mention.text.lower().split()
    title = next((said[n:] for n in range(len(said)) if " ".join(said[n:]) in discourse.roles), said[-1:])
    needed = {mention.head_lemma, *title[:-1]}
    deputising = words("deputising").difference(said)

    def fits(other: ActorMention) -> bool:
        told = other.text.lower().replace("-", " ").split()
        return other.kind == "person" and other.form == "name" and needed.issubset(told) and deputising.isdisjoint(told)

    chosen = antecedent(discourse, sentence, mention.head, fits)
    if chosen is None:
        return mention
    return msgspec.structs.replace(
        mention, name=chosen.name, id=chosen.id, country=chosen.country, sectors=chosen.sectors or mention.sectors,
        wikidata=chosen.wikidata, antecedent=_span(chosen), form="definite",
    )  # fmt: skip


def _the_body(discourse: Discourse, sentence: Sentence, mention: ActorMention, kinds: Sequence[str]) -> ActorMention:
    """The organization or group told before, for "the agency", "the movement"."""
    chosen = antecedent(discourse, sentence, mention.head, _of_kind(kinds))
    if chosen is None or (chosen.id is None and chosen.form == "role"):
        return mention
    return msgspec.structs.replace(
        mention, kind=chosen.kind, name=chosen.name, id=chosen.id, country=chosen.country,
        sectors=chosen.sectors or mention.sectors, wikidata=chosen.wikidata, antecedent=_span(chosen), form="definite",
    )  # fmt: skip


def _the_militants(discourse: Discourse, sentence: Sentence, mention: ActorMention) -> ActorMention:
    """The armed group told before, if there is but one, for "the militants"."""

    def fits(other: ActorMention) -> bool:
        return other.kind == "group" and other.id is not None and bool(_ARMED.intersection(other.sectors))

    chosen = antecedent(discourse, sentence, mention.head, fits)
    if chosen is None:
        return mention
    return msgspec.structs.replace(
        mention, name=chosen.name, id=chosen.id, country=chosen.country, wikidata=chosen.wikidata,
        antecedent=_span(chosen), form="definite",
    )  # fmt: skip


def _span(mention: ActorMention) -> Span:
    """The words that name whom a mention stands for: its own antecedent's, if it refers itself."""
    return mention.antecedent or Span(start=mention.start, end=mention.end, text=mention.text)


def refer(
    discourse: Discourse, sentence: Sentence, place: tuple[int, int, int], chosen: ActorMention, rule: str
) -> ActorMention:
    """A mention at (first, last, head) that stands for another."""
    first, last, i = place
    token = sentence.tokens[i]
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    text = discourse.parsed.document.text[start:end]
    return ActorMention(
        sentence=sentence.index, first=first, last=last, head=i, start=start, end=end,
        text=text, kind=chosen.kind, name=chosen.name, id=chosen.id,
        country=chosen.country, sectors=chosen.sectors, wikidata=chosen.wikidata,
        form="pronoun" if token.pos == "PRON" else "definite", antecedent=_span(chosen), rule=rule,
        dep_subject=token.dep in ("nsubj", "nsubjpass"), plural=chosen.plural, collective=chosen.collective,
        singular_person=chosen.singular_person,
        members=tuple(
            msgspec.structs.replace(
                p, text=text, start=start, end=end, basis="inherited",
                origin=p.origin or Span(start=p.start, end=p.end, text=p.text),
            )
            for p in chosen.members
        ),
    )  # fmt: skip
