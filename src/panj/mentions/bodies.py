"""State bodies and offices named without their country: "the ministry" once told in full, "the police" of the only country."""

from __future__ import annotations

import msgspec

from panj import syntax
from panj.knowledge.actors import ActorTables
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.records import ActorMention, ParsedDocument, Sentence, Span, Token

Tokens = tuple[Token, ...]

REACH = 6
"""Sentences back in which the full name of a body is sought where the document names several of its kind."""
STATE = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
"""Sectors of the state: whoever has left it is ELI."""
_LOCAL = frozenset({"authority", "court", "officer", "police"})
"""Bodies that act where they are."""
_WHERE = frozenset({"in", "at", "near", "outside", "across"})


class Bodies:
    """What a document has told so far of bodies and of the countries it is about."""

    def __init__(self, parsed: ParsedDocument, by_sentence: dict[int, list[ActorMention]], tables: ActorTables) -> None:
        """Note the countries that the whole document names.

        Args:
            parsed: The document.
            by_sentence: Its mentions by the number of their sentence; `settle` replaces some.
            tables: The actor tables.
        """
        self._parsed = parsed
        self._by_sentence = by_sentence
        self._roles = tables.roles
        self._full: dict[tuple[str, bool], ActorMention] = {}
        self._several: set[tuple[str, bool]] = set()
        named: dict[str, ActorMention] = {}
        for own in by_sentence.values():
            for mention in own:
                victims = nationality_alone(parsed.sentences[mention.sentence].tokens, mention)
                if mention.kind == "country" and mention.country and not victims:
                    named.setdefault(mention.country, mention)
        self._only = next(iter(named.values())) if len(named) == 1 else None

    def settle(self, sentence: Sentence) -> None:
        """Give the roles of a sentence that lack a country one, where it is beyond doubt."""
        own = self._by_sentence[sentence.index]
        for n, mention in enumerate(own):
            if mention.form != "role" or mention.members:
                continue
            if mention.country is None and mention.id is None:
                mention = self._told_before(sentence, mention)
                if mention.country is None and self._of_the_state(sentence, mention):
                    mention = self._of_the_country(sentence, mention)
                own[n] = mention
            if (mention.country or mention.id) and mention.antecedent is None:
                key = mention.head_lemma, mention.plural
                if key in self._full and self._full[key].country != mention.country:
                    self._several.add(key)
                self._full[key] = mention

    def _told_before(self, sentence: Sentence, mention: ActorMention) -> ActorMention:
        """What the ministry last told in full has, for "the ministry"."""
        key = mention.head_lemma, mention.plural
        full = self._full.get(key)
        determiner = syntax.child(sentence.tokens, mention.head, "det")
        if full is None or determiner is None or sentence.tokens[determiner].lower != "the":
            return mention
        if key in self._several and sentence.index - full.sentence > REACH:
            return mention
        if mention.first != mention.head or mention.last != mention.head:
            return mention
        return msgspec.structs.replace(
            mention, country=full.country, id=full.id, name=full.name, sectors=full.sectors or mention.sectors,
            antecedent=Span(start=full.start, end=full.end, text=full.text),
        )  # fmt: skip

    def _of_the_country(self, sentence: Sentence, mention: ActorMention) -> ActorMention:
        """The one country that the sentence and the one before tell of, or the whole document, for "the police"."""
        near: dict[str, ActorMention] = {}
        facing = _facing(sentence.tokens, mention.head)
        others = {m.country for m in self._by_sentence[sentence.index] if m.head in facing}
        for index in (sentence.index, sentence.index - 1):
            for other in self._by_sentence.get(index, ()):
                if index == sentence.index and other.head in facing:
                    continue
                if nationality_alone(self._parsed.sentences[index].tokens, other):
                    continue
                if (
                    other.country
                    and not other.members
                    and (other.kind == "country" or STATE.intersection(other.sectors))
                ):
                    near.setdefault(other.country, other)
        source = next(iter(near.values())) if len(near) == 1 else self._only if not near else None
        bystander = not near and source is not None and source.country in others
        if source is None or bystander or self._beside_another(sentence, mention, source):
            return mention
        return msgspec.structs.replace(
            mention, country=source.country, generic=False,
            antecedent=Span(start=source.start, end=source.end, text=source.text),
        )  # fmt: skip

    def _beside_another(self, sentence: Sentence, mention: ActorMention, source: ActorMention) -> bool:
        """Whether a country is only what another body deals with, or the body itself: "closed the border with Chad"."""
        tokens = sentence.tokens
        if source.sentence != sentence.index or source.kind != "country":
            return False
        verb = syntax.governor(tokens, source.head)
        subject = syntax.subject(tokens, verb)[0] if tokens[verb].pos == "VERB" else None
        acts = next((m for m in self._by_sentence[sentence.index] if m.head == subject), None)
        if acts is None or acts.form != "role" or not self._of_the_state(sentence, acts):
            return False
        if acts.head == source.head or (acts.country is not None and acts.antecedent is None):
            return False
        return acts.head != mention.head or tokens[tokens[source.head].head].lower in ("with", "against")

    def _of_the_state(self, sentence: Sentence, mention: ActorMention) -> bool:
        """Whether a role is a state's own body that a text names without its country: "the police", "officials"."""
        if not STATE.intersection(mention.sectors) or mention.head_lemma not in words("state_bodies"):
            return False
        if of_several_states(sentence.tokens, mention.head):
            return False
        determiner = syntax.child(sentence.tokens, mention.head, "det")
        if determiner is not None:
            return sentence.tokens[determiner].lower == "the"
        role = self._roles.get(mention.head_lemma)
        several = mention.plural and role is not None and role.kind == "group" and not role.plural  # "governments"
        return mention.kind != "role" and not several


def _facing(tokens: Tokens, head: int) -> frozenset[int]:
    """What the verb whose subject a body is acts on: "police arrested a Frenchman", "the government signed a treaty with France"."""
    verb = tokens[head].head
    if tokens[head].dep != "nsubj":
        return frozenset()
    below = (c for c in tokens[verb].children if c > verb and tokens[c].dep in ("dobj", "dative", "prep"))
    return frozenset(
        t for c in below if tokens[c].dep != "prep" or tokens[c].lower in _TOWARDS for t in syntax.subtree(tokens, c)
    )


_TOWARDS = frozenset({"against", "for", "from", "of", "on", "to", "with"})
"""Prepositions of whom an act is directed at."""


def of_a_state(mention: ActorMention) -> bool:
    """Whether a mention is a state's own body or official told without its country, at most with that of a country near it."""
    if mention.form != "role" or mention.members or mention.id:
        return False
    if mention.country:  # its own, that of the same body told before, or that of a country near it
        near = mention.antecedent
        if near is None or near.text.split()[-1].lower() == mention.text.split()[-1].lower():
            return False
    return not STATE.isdisjoint(mention.sectors) and mention.head_lemma in words("state_bodies")


def nationality_alone(tokens: Tokens, mention: ActorMention) -> bool:
    """Whether a mention tells only where victims come from, not whose state acts: "killed two *Chinese* surveyors"."""
    noun = tokens[mention.head].head if mention.form == "adjective" else mention.head
    if mention.form not in ("adjective", "role") or tokens[noun].lemma in words("place_nouns"):
        return False
    if mention.form == "role" and not STATE.isdisjoint(mention.sectors):
        return False
    token = tokens[syntax.first_conjunct(tokens, noun)]
    above = tokens[token.head]
    if token.dep == "pobj" and above.lower == "of":
        return tokens[above.head].lemma in words("suffered_nouns")
    harmed = above.lemma in words("counting_verbs") or groups("people_verbs").get(above.lemma) == "people"
    return token.dep in ("dobj", "nsubjpass") and harmed


def of_several_states(tokens: Tokens, head: int) -> bool:
    """Whether a noun is told with states that are not named: "officials from 40 countries", "leaders of several nations"."""
    behind = [tokens[t] for name, t in syntax.prepositions(tokens, head) if name in ("of", "from")]
    return any(t.tag == "NNS" and groups("definite_nouns").get(t.lemma) in ("country", "states") for t in behind)


def seat(tokens: Tokens, mention: ActorMention) -> list[int]:
    """The places that tell whose a body is: "police in Lagos", "in Lagos, the government"; not "the government met X in Geneva"."""
    own = [t for name, t in syntax.prepositions(tokens, mention.head) if name in ("in", "at")]
    if own or mention.kind == "role":
        return [t for t in own if mention.head_lemma in _LOCAL or not _of_many_states(tokens[t])]
    around = placed(tokens, mention.head)
    local = mention.head_lemma in _LOCAL or mention.country is None
    return [t for t in around if local or t < mention.first]


def placed(tokens: Tokens, head: int) -> list[int]:
    """The names of places behind a preposition of place on a noun, or on what governs it or acts there, nearest first.

    Where a source works says nothing of those it tells of ("soldiers fired, diplomats in Dakar said"), unless it is of the
    state there ("prosecutors charged two men, police in Lima said").
    """
    for above in (head, *syntax.ancestors(tokens, head)):
        subject = syntax.child(tokens, above, "nsubj", "nsubjpass")
        if subject is not None and _is_source(tokens, above, subject, head):
            subject = None
        behind = [p for i in (above, subject) if i is not None for p in syntax.prepositions(tokens, i)]
        if found := [t for name, t in behind if name in _WHERE and _names_place(tokens[t], name)]:
            return found
    return []


def _is_source(tokens: Tokens, verb: int, subject: int, head: int) -> bool:
    """Whether a subject only tells of noun `head`, and may do so from abroad: "diplomats in Dakar said"."""
    if (tokens[verb].lemma, "V") not in cues() or subject == head or subject in syntax.ancestors(tokens, head):
        return False
    abroad = any(_of_many_states(tokens[t]) for _, t in syntax.prepositions(tokens, subject))
    lemma = tokens[subject].lemma
    return lemma not in _LOCAL and (abroad or lemma not in words("state_bodies"))


def _of_many_states(token: Token) -> bool:
    """Whether a town's officials are mostly those of bodies of many states: "officials in Brussels"."""
    return token.lower in words("diplomatic_seats")


def _names_place(token: Token, preposition: str) -> bool:
    """Whether a token behind a preposition of place is the name of a place; the parser takes some for organizations."""
    return token.entity in ("GPE", "LOC", "FAC") or (preposition == "in" and token.entity == "ORG")
