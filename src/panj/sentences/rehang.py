"""Heads that the parser gets wrong again and again, put right before anything reads the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from panj.knowledge.english.cues import RELAYED, cues

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


class Node(Protocol):
    """What is asked of a token."""

    @property
    def lemma(self) -> str:
        """Its lemma."""

    @property
    def tag(self) -> str:
        """Its tag."""

    @property
    def dep(self) -> str:
        """Its relation to its head."""


def heads(nodes: Sequence[Node], given: Sequence[int]) -> list[int]:
    """The heads of tokens: those given, but a verb by which a speaker goes on hangs on the verb by which he began.

    In "denied that his troops had shot civilians and accused Uganda" the parser makes the troops accuse. A finite verb
    of saying without a subject goes with the verb of saying above, unless that only reports ("reported that it demanded").
    """
    found = list(given)
    for i, node in enumerate(nodes):
        if node.dep != "conj" or node.tag not in _FINITE:
            continue
        first = given[i]
        while nodes[first].dep == "conj" and given[first] != first:
            first = given[first]
        above = given[first]
        if nodes[first].dep != "ccomp" or above > first or nodes[above].tag != node.tag:
            continue
        if nodes[above].lemma == "report" and node.lemma not in RELAYED:
            continue
        said = cues().get((node.lemma, "V"), {}).values()
        if not any(cue.kind == "speech" for cue in said) or "clause" not in cues().get((nodes[above].lemma, "V"), {}):
            continue
        if any(head == i and nodes[n].dep in _SUBJECTS for n, head in enumerate(given)):
            continue
        found[i] = above
    return found
