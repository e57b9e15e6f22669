"""A document that has been read: its mentions indexed by sentence and token. What the other files here look things up in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from panj.claims.speakers.authors import Authors
from panj.knowledge.english import words
from panj.records import (
    ActorMention,
    Mention,
    Mentions,
    ParsedDocument,
    PlaceMention,
    Saying,
    Sentence,
    Token,
    Trigger,
)

Found = TypeVar("Found", bound=Mention)
_POLITICAL = frozenset({"ELI", "GOV", "LEG", "PTY"})
"""Sectors of persons who hold or held office, or stand for it."""


class Scene:
    """One document while its claims are made."""

    def __init__(
        self,
        parsed: ParsedDocument,
        mentions: Mentions,
        triggers: Sequence[Sequence[Trigger]],
        sayings: Sequence[Saying],
        country_name: Callable[[str], str | None],
    ) -> None:
        """Index the mentions.

        Args:
            parsed: The document.
            mentions: Its mentions.
            triggers: Its triggers, by sentence.
            sayings: Its attributions.
            country_name: The usual name of a country by its alpha-3 code.
        """
        self.parsed = parsed
        self.mentions = mentions
        self.triggers = triggers
        self.text = parsed.document.text
        self.country_name = country_name
        count = len(parsed.sentences)
        self.actors = _by_sentence(mentions.actors, count)
        self.places = _by_sentence(mentions.places, count)
        self.times = _by_sentence(mentions.times, count)
        self.counts = _by_sentence(mentions.counts, count)
        self.sayings = tuple(sorted(sayings, key=lambda s: s.content[0]))
        self._said_in = _by_reach(self.sayings, parsed.sentences)
        self._authors = Authors(parsed, dict(enumerate(self.actors)))
        self._actor_at = [_by_token(found) for found in self.actors]
        self._place_at = [_by_token(found) for found in self.places]
        self._kinds: list[dict[int, frozenset[str]]] = [{} for _ in range(count)]
        self._candidates = self._running()

    def _running(self) -> frozenset[str]:
        """The names of those whom the document calls candidates, also beside their name ("Ana Rojas, the candidate")."""
        nouns = words("candidate_nouns")
        found: set[str] = set()
        for actor in self.mentions.actors:
            if actor.kind in ("person", "role") and not nouns.isdisjoint(actor.text.lower().split()):
                beside = self.tokens(actor.sentence)[actor.head]
                named = self.actor_at(actor.sentence, beside.head) if beside.dep == "appos" else None
                found.update(a.name for a in (actor, named) if a is not None and a.name)
        return frozenset(found)

    def sentence(self, index: int) -> Sentence:
        """The sentence of a number."""
        return self.parsed.sentences[index]

    def tokens(self, index: int) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.parsed.sentences[index].tokens

    def actor_at(self, sentence: int, token: int) -> ActorMention | None:
        """The actor mention a token heads or, failing that, belongs to."""
        return self._actor_at[sentence].get(token)

    def author(self, sentence: int, token: int) -> ActorMention | None:
        """Who speaks through the statement, letter or report that a noun names."""
        return self._authors.of(sentence, token)

    def place_at(self, sentence: int, token: int) -> PlaceMention | None:
        """The place mention a token heads or belongs to."""
        return self._place_at[sentence].get(token)

    def said_in(self, sentence: int) -> Sequence[Saying]:
        """The attributions whose content reaches into a sentence."""
        return self._said_in[sentence]

    def kinds(self, sentence: int, token: int) -> frozenset[str]:
        """The kinds of mention, as frames name them ("#actor", "#country"), that a token heads."""
        known = self._kinds[sentence]
        if token not in known:
            found: set[str] = set()
            actor = self.actor_at(sentence, token)
            if actor is not None and actor.form != "adjective":
                found |= {"#actor", "#" + actor.kind}
                if actor.form == "role":
                    found |= {"#role", "#person"} if actor.kind == "role" else {"#role"}
                if actor.kind in ("person", "role") and not _POLITICAL.isdisjoint(actor.sectors):
                    found.add("#politician")
                if actor.name in self._candidates:
                    found.add("#candidate")
            if self.place_at(sentence, token) is not None:
                found.add("#place")
            known[token] = frozenset(found)
        return known[token]


def _by_reach(sayings: Iterable[Saying], sentences: Sequence[Sentence]) -> list[list[Saying]]:
    """For each sentence the attributions whose content reaches into it."""
    starts = [sentence.start for sentence in sentences]
    found: list[list[Saying]] = [[] for _ in sentences]
    for saying in sayings:
        first = max(0, bisect_right(starts, saying.content[0]) - 1)
        for index in range(first, bisect_left(starts, saying.content[1])):
            found[index].append(saying)
    return found


def _by_sentence(mentions: Iterable[Found], count: int) -> tuple[tuple[Found, ...], ...]:
    """Mentions grouped by the number of their sentence."""
    groups: list[list[Found]] = [[] for _ in range(count)]
    for mention in mentions:
        groups[mention.sentence].append(mention)
    return tuple(map(tuple, groups))


def _by_token(mentions: Iterable[Found]) -> dict[int, Found]:
    """The mention of each token: that which it heads before that which it merely belongs to, shorter before longer."""
    found: dict[int, Found] = {}
    ordered = sorted(mentions, key=lambda m: m.last - m.first)
    for mention in ordered:
        for t in range(mention.first, mention.last + 1):
            found.setdefault(t, mention)
    for mention in ordered:  # the longest mention that a token heads is what the token stands for
        found[mention.head] = mention
    return found
