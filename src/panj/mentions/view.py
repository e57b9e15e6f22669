"""One sentence while its actors are found: its names, what is taken, and what has been built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from panj import syntax
from panj.knowledge.actors import ActorTables, Entry, Role
from panj.mentions.names import NameMatch
from panj.mentions.strangers import Strangers
from panj.records import ActorMention, Entity, ParsedDocument, Sentence

SMALL = frozenset(
    (
        "the", "a", "an", "some", "any", "no", "this", "that", "these", "those", "all", "both", "many", "several", "its",
        "their", "his", "her", "our", "my", "your", "more", "most", "few", "other", "another", "around", "about", "nearly",
        "than", "at", "least", "up", "to", "over", "almost", "roughly", "approximately",
    )
)  # fmt: skip
"""Words that open a noun phrase and are left out of a mention."""


class Link(NamedTuple):
    """Whom a role phrase belongs to."""

    id: str | None
    country: str | None
    name: str | None
    wikidata: str | None
    sectors: tuple[str, ...]


class Found(NamedTuple):
    """A role phrase: its row, its first token, the token that heads it."""

    role: Role
    first: int
    head: int


class View:
    """A sentence, its names, the tokens that mentions have taken, and the mentions."""

    def __init__(
        self,
        parsed: ParsedDocument,
        sentence: Sentence,
        tables: ActorTables,
        matches: Sequence[NameMatch],
        strangers: Strangers,
        known: dict[str, ActorMention],
    ) -> None:
        """Index the names.

        Args:
            parsed: The document.
            sentence: The sentence.
            tables: The actor tables.
            matches: The names of the tables in the sentence.
            strangers: Whom the document names beside them.
            known: Persons and organizations met so far, by name; added to.
        """
        self.text = parsed.document.text
        self.day = parsed.date
        self.publisher = parsed.document.publisher or ""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.tables = tables
        self.strangers = strangers
        self.known = known
        meant = (strangers.read(sentence, m) for m in matches if not m.part)
        self.matches = [m for m in meant if m is not None]
        self.parts = [m for m in matches if m.part]
        self.at = {t: m for m in self.matches for t in range(m.first, m.last + 1)}
        self.entity_at: dict[int, Entity] = {t: e for e in sentence.entities for t in range(e.first, e.last + 1)}
        self.used: set[int] = set()
        self.out: list[ActorMention] = []

    def free(self, first: int, last: int) -> bool:
        """Whether no mention has taken any of some tokens."""
        return self.used.isdisjoint(range(first, last + 1))

    def head(self, first: int, last: int) -> int:
        """The token among [first, last] whose head lies outside."""
        for t in range(last, first - 1, -1):
            if not first <= self.tokens[t].head <= last or self.tokens[t].head == t:
                return t
        return last

    def words(self, first: int, last: int) -> str:
        """The words of some tokens, white space made single."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def role_at(self, i: int) -> Found | None:
        """The longest role phrase that ends at token i."""
        tokens, roles = self.tokens, self.tables.roles
        end = tokens[i]
        tails = (end.lower,) if end.lower == end.lemma else (end.lower, end.lemma)
        if (
            end.tag == "NNPS" and end.lower == end.lemma and end.lower.endswith("s")
        ):  # "Rebels" at the head of a sentence
            tails = (end.lower, end.lower[:-1])
        if not (roles.keys() & tails or any(tail in self.tables.role_tails for tail in tails)):
            return None
        for length in (4, 3, 2, 1):
            first = i - length + 1
            inside = self.at.get(first)
            if first < 0 or (inside is not None and inside.first < first):  # the "union" of "African Union officials"
                continue
            before = " ".join([t.lower for t in tokens[first:i]])
            if "-" in before:  # the tokenizer splits "director-general"
                before = before.replace(" - ", "-").replace(" -", "-")
            for tail in tails:
                if not before:
                    role = roles.get(tail)
                elif before.endswith("-"):
                    role = roles.get(before + tail)
                else:
                    role = roles.get(before + " " + tail) or roles.get(before + "-" + tail)
                if role is not None:
                    return Found(role, first, i)
        return None

    def add(
        self, first: int, last: int, head: int, *, taken: tuple[int, int] | None = None, **fields: Any
    ) -> ActorMention:
        """Build and keep a mention of tokens [first, last]; `taken` tells which of them no other mention may start from."""
        tokens = self.tokens
        start, end = tokens[first].start, tokens[last].end
        made = ActorMention(
            sentence=self.sentence.index, first=first, last=last, head=head, start=start, end=end,
            text=self.text[start:end], head_lemma=tokens[head].lemma,
            dep_subject=tokens[syntax.first_conjunct(tokens, head)].dep in ("nsubj", "nsubjpass"), **fields,
        )  # fmt: skip
        self.out.append(made)
        begin, stop = taken or (first, last)
        self.used.update(range(begin, stop + 1))
        return made


def link_to(entry: Entry) -> Link:
    """The link to a row of the tables: a person's is to the country."""
    identity = entry.country if entry.kind == "person" else entry.id
    sectors = () if entry.kind == "country" else entry.sectors
    return Link(identity, entry.country, entry.name, entry.wikidata, sectors)
