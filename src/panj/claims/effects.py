"""How the state of a word above changes that of a word below it: what negation and time make of an effect."""

from __future__ import annotations

from typing import NamedTuple

from panj.claims.links import Link
from panj.knowledge.english.cues import cues
from panj.records import Status

UNTOUCHED = frozenset({"own", "time", "participle", "relative", "forward", "purpose", "after", "fact"})
"""Effects that hold for a verb whether or not its governor is negated."""
UNTOUCHED_NOUN = frozenset({"own", "time", "object", "subject", "after", "purpose", "fact"})
"""Effects that hold for a noun whether or not its governor is negated."""


class State(NamedTuple):
    """Status and polarity of a word in its place."""

    status: Status
    negated: bool
    rules: tuple[str, ...]


def under_negation(link: Link) -> tuple[str, bool]:
    """The effect of a negated governor, and whether what it aims at is negated."""
    if link.negated == "negated":
        return (link.effect, True) if link.effect in ("planned", "hypothetical") else ("negated", False)
    if link.negated:
        return link.negated, False
    return link.effect, link.effect == "planned"


def by_time(effect: str, above: State) -> str:
    """The effect of a governor that counts by its time: who "was able to" did, who "is able to" may."""
    if effect == "done":
        return "as" if above.status == "past" else "hypothetical"
    if effect == "shown":
        return "hypothetical" if above.status == "hypothetical" else "own"
    return effect


def undone(link: Link, above: State) -> bool:
    """Whether a negation above undoes what an act is embedded in: "without", or a verb of failing or stopping."""
    kept = link.negated == "as" or (link.negated == "done" and above.status == "past")  # "failed to prevent the attack"
    return link.rule.endswith(": without") or (link.effect == "not" and kept)


def unsettled(above: State) -> bool:
    """Whether what keeps an act from happening is itself only sought or possible ("trying to block the deal")."""
    return above.status == "hypothetical" and not above.negated


def voiced(lemma: str) -> bool:
    """Whether a verb voices what somebody thinks of another ("accuse", "criticise"): a ground of what will be done, no part of it."""
    return any(cue.kind == "attitude" or cue.stance == "accuses" for cue in cues().get((lemma, "V"), {}).values())


def later(own: Status | None, above: Status) -> Status:
    """The status of a complement that is as much so as its governor."""
    return above if own is None or above in ("planned", "hypothetical") else own
