"""How the codebook's examples and near misses come out: the codebook as a test of the coder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from panj.knowledge.codebook import Codebook, Example, Expected
from panj.records import Claim, Document, Party


class Coding(Protocol):
    """What the check needs of a Coder."""

    codebook: Codebook

    def code(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document."""


class Result:
    """The counts of one type."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.examples = self.examples_right = self.misses = self.misses_right = 0
        self.first_wrong: str | None = None


def check_examples(coder: Coding) -> Mapping[str, Result]:
    """By type, how many examples and near misses give just what they should.

    An example is right when each claim it expects is there (type, trigger, parties, status, polarity). A near miss
    is right when moreover none of the claims is of the type it nearly is, unless it expects one.
    """
    results = {kind: Result() for kind in coder.codebook.types}
    for example in coder.codebook.examples:
        result = results[example.type]
        claims = coder.code(Document(text=example.text, published_at=example.published_at))
        right = is_right(example, claims)
        if example.kind == "example":
            result.examples += 1
            result.examples_right += right
        else:
            result.misses += 1
            result.misses_right += right
        if not right and result.first_wrong is None:
            result.first_wrong = example.id
    return results


def is_right(example: Example, claims: tuple[Claim, ...]) -> bool:
    """Whether the claims of an example are what it expects."""
    if not all(any(matches(expected, claim) for claim in claims) for expected in example.expect):
        return False
    if example.kind == "near-miss":
        wanted = {expected.type for expected in example.expect}
        return example.type in wanted or all(claim.type != example.type for claim in claims)
    return True


def matches(expected: Expected, claim: Claim) -> bool:
    """Whether a claim is the expected one: parties by shared words."""
    return (
        claim.type == expected.type
        and expected.trigger in (claim.trigger.text, *claim.trigger.text.split())
        and claim.status == expected.status
        and claim.polarity == expected.polarity
        and (expected.mode is None or claim.mode == expected.mode)
        and _same(expected.actors, claim.actors)
        and _same(expected.recipients, claim.recipients)
    )


def _words(party: Party) -> tuple[str, ...]:
    """What a party is called: as written, by its usual name, and by the words it stands for."""
    return tuple(filter(None, (party.text, party.name, party.origin.text if party.origin else None)))


def _same(expected: tuple[str, ...], found: tuple[Party, ...]) -> bool:
    """Whether names and parties pair off: the name is part of the party's words, its name or what it stands for, or they of it."""
    if len(expected) != len(found):
        return False
    rest = list(found)
    for name in expected:
        match = next((p for p in rest if any(name in said or said in name for said in _words(p))), None)
        if match is None:
            return False
        rest.remove(match)
    return True
