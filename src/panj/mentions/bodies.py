"""State bodies and offices named without their country: "the ministry" once told in full, "the police" of the only country."""

from __future__ import annotations

import msgspec

from panj import syntax
from panj.knowledge.actors import ActorTables
from panj.knowledge.english import words
from panj.records import ActorMention, ParsedDocument, Sentence, Span

REACH = 6
"""Sentences back in which the full name of a body is sought where the document names several of its kind."""
_STATE = frozenset({"GOV", "COP", "MIL", "JUD", "LEG", "SPY"})


class Bodies:
    """What a document has told so far of bodies and of the countries it is about."""

    def __init__(self, parsed: ParsedDocument, by_sentence: dict[int, list[ActorMention]], tables: ActorTables) -> None:
        """Note the countries that the whole document names.

        Args:
            parsed: The document.
            by_sentence: Its mentions by the number of their sentence; `settle` replaces some.
            tables: The actor tables.
        """
        self._by_sentence = by_sentence
        self._roles = tables.roles
        self._full: dict[tuple[str, bool], ActorMention] = {}
        self._several: set[tuple[str, bool]] = set()
        named: dict[str, ActorMention] = {}
        for own in by_sentence.values():
            for mention in own:
                if mention.kind == "country" and mention.country:
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
        for index in (sentence.index, sentence.index - 1):
            for other in self._by_sentence.get(index, ()):
                if (
                    other.country
                    and not other.members
                    and (other.kind == "country" or _STATE.intersection(other.sectors))
                ):
                    near.setdefault(other.country, other)
        source = next(iter(near.values())) if len(near) == 1 else self._only if not near else None
        if source is None:
            return mention
        return msgspec.structs.replace(
            mention, country=source.country, generic=False,
            antecedent=Span(start=source.start, end=source.end, text=source.text),
        )  # fmt: skip

    def _of_the_state(self, sentence: Sentence, mention: ActorMention) -> bool:
        """Whether a role is a state's own body that a text names without its country: "the police", "officials"."""
        if not _STATE.intersection(mention.sectors) or mention.head_lemma not in words("state_bodies"):
            return False
        determiner = syntax.child(sentence.tokens, mention.head, "det")
        if determiner is not None:
            return sentence.tokens[determiner].lower == "the"
        role = self._roles.get(mention.head_lemma)
        several = mention.plural and role is not None and role.kind == "group" and not role.plural  # "governments"
        return mention.kind != "role" and not several
