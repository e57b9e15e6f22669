"""Whom a reference takes up: the mentions before it, weighed by place, function, number and gender.

The understood subjects of the clauses around a reference come first, then the subjects before it, then the rest; one
sentence back counts less. Nouns that name nobody compete ("the drills ... they"). Where two fit about as well, or none
well, there is no answer: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from panj import syntax
from panj.knowledge.actors import ActorTables
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.mentions.several import together
from panj.records import ActorMention, ParsedDocument, Sentence, Token

Tokens = tuple[Token, ...]
Fits = Callable[[ActorMention], bool]
REACH = 3
"""Sentences, its own among them, in which an antecedent is sought."""
ENOUGH = 2.4
"""The least weight of an antecedent."""
MARGIN = 0.6
"""By how much it must outweigh the next."""
_NEXT_TO_IT = 5.8
"""The weight of what an object or owner follows in coordination: more than that of any subject."""
_BESIDE = frozenset({"with", "behind", "around", "between", "among", "near", "before", "over", "above", "beside"})
"""Prepositions whose pronoun may take up the subject of its clause: "they took hostages with them"."""
_PARALLEL = 0.6
"""What an object pronoun adds to the weight of an object of the sentence before."""
_PLACED = frozenset({"in", "at", "near", "from", "through", "across", "into", "over", "inside"})


class Discourse:
    """The mentions of a document up to where it is being read."""

    def __init__(
        self,
        parsed: ParsedDocument,
        by_sentence: dict[int, list[ActorMention]],
        tables: ActorTables,
    ) -> None:
        """Keep the mentions by the number of their sentence; the lists grow while references are resolved."""
        self.country_name = tables.country_name
        self.roles = tables.roles
        self.parsed = parsed
        self.by_sentence = by_sentence
        self.learned: dict[str, str] = {}
        """Gender by name, as pronouns told it."""
        self.shadows = _shadows(parsed, by_sentence)
        """(sentence, head) of roles that only say more of a person beside them."""

    def together(self, index: int, told: Sequence[ActorMention]) -> list[ActorMention]:
        """Those of the mentions of a sentence that are told together, each time as one."""
        return together(self.parsed.document.text, self.parsed.sentences[index].tokens, told)

    def quoted(self, start: int) -> tuple[int, int] | None:
        """The quotation that holds an offset."""
        return next(((q.start, q.end) for q in self.parsed.quotations if q.start <= start < q.end), None)

    def gender(self, mention: ActorMention) -> str:
        """male, female, or "" where neither title nor given name tells."""
        name = mention.name or mention.text
        if known := self.learned.get(name):
            return known
        nouns = groups("gendered_nouns")
        for word in mention.text.lower().replace(".", "").split():
            if word in nouns:
                return nouns[word]
        if mention.kind == "person":
            parts = name.split()
            return groups("given_names").get(parts[0], "") if len(parts) > 1 else ""
        return nouns.get(mention.head_lemma, "")


def _shadows(parsed: ParsedDocument, by_sentence: dict[int, list[ActorMention]]) -> frozenset[tuple[int, int]]:
    """(sentence, head) of roles in apposition to somebody or said of somebody ("X is the president"), and of "on Twitter"."""
    found: set[tuple[int, int]] = set()
    for sentence in parsed.sentences:
        own = by_sentence[sentence.index]
        tokens = sentence.tokens
        found.update(
            (sentence.index, m.head)
            for m in own
            if tokens[m.head].lower in words("platforms") and tokens[m.head].dep == "pobj"
        )
        persons = {m.head for m in own if m.kind == "person"}
        known = persons | {m.head for m in own if m.form == "role"}
        for mention in own:
            if mention.form != "role":
                continue
            token = sentence.tokens[mention.head]
            beside = token.dep == "appos" and token.head in known  # "the attacker, a man,"
            if (
                beside
                or token.dep == "attr"
                or any(c in persons and sentence.tokens[c].dep == "appos" for c in token.children)
            ):
                found.add((sentence.index, mention.head))
    return frozenset(found)


def antecedent(
    discourse: Discourse, sentence: Sentence, i: int, fits: Fits, *, number: str = "", gender: str = ""
) -> ActorMention | None:
    """The mention that the reference headed by token i takes up, or None.

    Args:
        discourse: The mentions before it.
        sentence: Its sentence.
        i: Its head.
        fits: Whether a mention is of the right kind.
        number: "one" or "many": nouns of that number that name nobody compete.
        gender: male or female.
    """
    weights: dict[str, tuple[float, ActorMention]] = {}
    again: set[str] = set()
    tokens = sentence.tokens
    around = _around(tokens, i)
    quote = discourse.quoted(tokens[i].start)
    doers = _doers(discourse, sentence, i)
    beside = _coordinated(tokens, i)
    tells = bool(doers) and tokens[syntax.governor(tokens, i)].dep in ("ROOT", "conj", "ccomp")
    for back in range(REACH):
        index = sentence.index - back
        if index < 0 or sentence.paragraph - discourse.parsed.sentences[index].paragraph > 1:
            break
        for mention in _told(discourse, index, number):
            ahead = not back and (mention.first >= i or mention.last >= i)
            if ahead and (mention.head not in around or tokens[i].dep != "poss" or _below(tokens, i, mention.head)):
                continue
            if not fits(mention) or (index, mention.head) in discourse.shadows:
                continue
            if not back and _excluded(discourse, tokens, i, mention, quote):
                continue
            if any(_same(mention, doer) for doer in doers):
                continue
            own = discourse.gender(mention) if gender else ""
            if own and own != gender:
                continue
            weight = _weight(discourse.parsed.sentences[index].tokens, mention.head, back, around)
            if not back and mention.head in beside:
                weight = _NEXT_TO_IT
            weight += 0.7 if own else 0.0
            parallel = back == 1 and tells and _undergoes(discourse.parsed.sentences[index].tokens, mention)
            weight += _PARALLEL if parallel else 0.0
            weight -= 1.2 if mention.generic and not (doers and (not back or parallel)) else 0.0
            key = mention.id or mention.name or mention.text
            before = weights.get(key)
            if before is not None:
                again.add(key)
            if before is None or weight >= before[0]:
                weights[key] = (weight, mention)
    if not weights:
        return None
    told = ((weight + (0.3 if key in again else 0.0), mention) for key, (weight, mention) in weights.items())
    ranked = sorted(told, key=lambda pair: (-pair[0], pair[1].sentence, pair[1].first))
    best = ranked[0]
    rivals = [ranked[1][0]] if len(ranked) > 1 else []
    if number:
        rivals.append(_nobody(discourse, sentence, i, around, number))
    if best[0] < ENOUGH or any(best[0] - rival < MARGIN for rival in rivals):
        return None
    if (
        best[1].members
        and best[1].form == "name"
        and any(m.plural and m.sentence == best[1].sentence for _, m in ranked[1:])
    ):
        return None  # "Peru and Chile arrested students. They"
    if gender and best[1].name and best[1].kind == "person":
        discourse.learned.setdefault(best[1].name, gender)
    return best[1]


def _undergoes(tokens: Tokens, mention: ActorMention) -> bool:
    """Whether something is done to a mention, as to the pronoun behind it: "kidnapped nine teachers. They shot two of them"."""
    first = tokens[syntax.first_conjunct(tokens, mention.head)]
    return first.dep in ("dobj", "nsubjpass", "dative")


def _told(discourse: Discourse, index: int, number: str) -> list[ActorMention]:
    """The mentions of a sentence; where many are meant, those told together as one."""
    told = discourse.by_sentence.get(index, [])
    if number != "many":
        return told
    tokens = discourse.parsed.sentences[index].tokens
    sums = discourse.together(index, told)
    parts = {t for several in sums for t in syntax.conjuncts(tokens, several.head)}
    return [*(m for m in told if m.head not in parts), *sums]


def _coordinated(tokens: Tokens, i: int) -> frozenset[int]:
    """What an object pronoun takes up first where its verb goes on from another: "labelled X a terrorist and sanctioned him".

    Likewise the first conjunct, or its owner, for the owner of the second: "Parker and his son", "Peru's arms and its aid".
    """
    token = tokens[i]
    if token.dep == "poss" and tokens[token.head].dep == "conj":
        before = tokens[token.head].head
        return frozenset({before, *syntax.children(tokens, before, "poss")})
    if token.dep == "poss":  # "criticised Parker for his attacks"
        prep = tokens[tokens[token.head].head]
        blamed = tokens[token.head].dep == "pobj" and prep.lower in ("for", "over")
        blamed = blamed and tokens[prep.head].lemma in words("merit_verbs")
        return frozenset(c for c in syntax.children(tokens, prep.head, "dobj") if blamed and c < i)
    if token.dep not in ("dobj", "pobj", "dative"):
        return frozenset()
    verb = syntax.governor(tokens, i)
    found: set[int] = set()
    while tokens[verb].dep == "conj" and syntax.child(tokens, verb, "nsubj", "nsubjpass") is None:
        verb = tokens[verb].head
        done_to = syntax.children(tokens, verb, "dobj")
        found.update(done_to or (t for _, t in syntax.prepositions(tokens, verb) if t < i))
    return frozenset(found)


def alone(discourse: Discourse, sentence: Sentence, i: int, fits: Fits) -> ActorMention | None:
    """The body that acts in the sentence before, where "they" can be nobody else: "Chad closed the border. They also"."""
    token = sentence.tokens[i]
    if token.dep != "nsubj" or sentence.tokens[token.head].dep != "ROOT" or not sentence.index:
        return None
    before = discourse.parsed.sentences[sentence.index - 1]
    if any(t.tag in ("NNS", "NNPS", "CD") and t.lemma not in words("time_nouns") for t in before.tokens):
        return None
    told = [m for m in discourse.by_sentence[before.index] if m.form != "adjective"]
    acting = told[0] if len(told) == 1 and told[0].dep_subject and fits(told[0]) else None
    return acting if acting is not None and before.tokens[before.tokens[acting.head].head].dep == "ROOT" else None


def called_by_name(discourse: Discourse, sentence: Sentence, mention: ActorMention) -> ActorMention | None:
    """A body with the name right behind what it is called: "the military alliance NATO"."""
    if mention.kind != "organization" or mention.id or mention.country or mention.last != mention.head:
        return None
    tokens = sentence.tokens
    for other in discourse.by_sentence[sentence.index]:
        called = other.form == "name" and other.kind in ("organization", "group") and other.first == mention.head + 1
        if called and (tokens[other.head].head == mention.head or tokens[other.head].head == tokens[mention.head].head):
            return msgspec.structs.replace(
                mention, kind=other.kind, name=other.name, id=other.id, country=other.country, sectors=other.sectors,
                wikidata=other.wikidata, generic=False,
            )  # fmt: skip
    return None


def understood(discourse: Discourse, sentence: Sentence, i: int) -> list[ActorMention]:
    """The mentions that are the understood subject of the clause of token i ("officials" for "and arrested them")."""
    tokens = sentence.tokens
    verb = syntax.governor(tokens, i)
    subject = _accused(tokens, verb)
    if subject is None:
        subject = syntax.subject(tokens, verb)[0]
    if subject is None or subject == i:
        return []
    heads = syntax.conjuncts(tokens, syntax.first_conjunct(tokens, subject))
    return [m for m in discourse.by_sentence[sentence.index] if m.head in heads]


def _accused(tokens: Tokens, verb: int) -> int | None:
    """Who does what an object is accused of, kept from, driven to: "accused the army of plotting to kill him"."""
    for _ in range(4):
        token = tokens[verb]
        if token.dep == "pcomp" and tokens[token.head].dep == "prep":
            return syntax.child(tokens, tokens[token.head].head, "dobj")
        if token.dep != "xcomp":
            return None
        verb = token.head
    return None


def _doers(discourse: Discourse, sentence: Sentence, i: int) -> list[ActorMention]:
    """Whom an object pronoun cannot take up: the understood subject of its own clause (Chomsky's principle B)."""
    tokens = sentence.tokens
    token = tokens[i]
    if token.pos != "PRON" or not (
        token.dep in ("dobj", "dative") or (token.dep == "pobj" and tokens[token.head].lower not in _BESIDE)
    ):
        return []
    return understood(discourse, sentence, i)


def _same(mention: ActorMention, other: ActorMention) -> bool:
    """Whether two mentions certainly mean the same: by what they take up, or by name."""
    spans = [{(m.start, m.end), *([(m.antecedent.start, m.antecedent.end)] if m.antecedent else ())}
             for m in (mention, other)]  # fmt: skip
    if spans[0] & spans[1]:
        return True
    return mention.id is not None and mention.id == other.id and "role" not in (mention.form, other.form)


def _around(tokens: Tokens, i: int) -> frozenset[int]:
    """The understood subjects of the clauses that token i stands in, its own clause first."""
    found: list[int] = []
    verb = syntax.governor(tokens, i)
    seen = 0
    while seen < 6:
        subject = syntax.subject(tokens, verb)[0] if tokens[verb].pos in ("VERB", "AUX") else None
        if subject is not None and subject != i:
            found.extend(syntax.conjuncts(tokens, syntax.first_conjunct(tokens, subject)))
            if tokens[i].dep == "poss" and i not in syntax.subtree(tokens, subject):
                break  # "prevent ISIS from consolidating its position"
        above = syntax.governor(tokens, verb)
        if above == verb:
            break
        verb = above
        seen += 1
    return frozenset(found)


def _weight(tokens: Tokens, head: int, back: int, around: frozenset[int]) -> float:
    """How much a word comes into question, by its function and how far back it stands; a name beside a noun as that noun."""
    if tokens[head].dep == "appos":  # "Sudan's envoy, Akec Lado, rejected it. He"
        head = tokens[head].head
    first = tokens[syntax.first_conjunct(tokens, head)]
    subject = first.dep in ("nsubj", "nsubjpass")
    if not back:
        weight = 5.0 if head in around else 3.9 if subject else 3.0
    elif back == 1:
        main = subject and tokens[first.head].head == first.head
        weight = 4.0 if main else 3.3 if subject else 2.3
    else:
        weight = 2.6 if subject else 1.0
    if first.dep == "poss":
        weight -= 0.5
    if first.dep == "pobj" and tokens[first.head].lower in _PLACED:
        weight -= 0.6
    return weight


def _below(tokens: Tokens, i: int, head: int) -> bool:
    """Whether token i stands in the phrase of a head: "its" in "its leadership"."""
    return head in syntax.ancestors(tokens, i)


def _excluded(
    discourse: Discourse, tokens: Tokens, i: int, mention: ActorMention, quote: tuple[int, int] | None
) -> bool:
    """Whether a mention of the same sentence cannot be meant: an argument of the same verb, or who speaks the quotation."""
    if tokens[i].dep != "poss" and syntax.governor(tokens, i) == syntax.governor(tokens, mention.head):
        return True
    if mention.first <= i <= mention.last:
        return True
    if quote is None or quote[0] <= mention.start < quote[1]:
        return False
    return mention.dep_subject and (tokens[tokens[mention.head].head].lemma, "V") in cues()


def _nobody(discourse: Discourse, sentence: Sentence, i: int, around: frozenset[int], number: str) -> float:
    """The weight of the best noun that names nobody and could be meant as well."""
    tags = ("NNS", "NNPS") if number == "many" else ("NN", "NNP")
    best = 0.0
    for back in (0, 1):
        index = sentence.index - back
        if index < 0:
            break
        tokens = discourse.parsed.sentences[index].tokens
        taken = {t for m in discourse.by_sentence.get(index, ()) for t in range(m.first, m.last + 1)}
        for token in tokens[: i if not back else len(tokens)]:
            if token.tag not in tags or token.i in taken or token.lemma in words("time_nouns"):
                continue
            if token.dep in ("nsubj", "nsubjpass"):
                best = max(best, _weight(tokens, token.i, back, around))
            elif token.dep in ("dobj", "pobj") and not back and number == "many":
                best = max(best, 3.0)
    return best


def as_country(mention: ActorMention, name: str | None) -> ActorMention:
    """A mention as standing for its country."""
    return msgspec.structs.replace(
        mention, kind="country", id=mention.country, name=name, sectors=("GOV",), wikidata=None, plural=False
    )
