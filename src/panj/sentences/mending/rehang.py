"""Heads that the parser gets wrong again and again, put right before anything reads the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from panj.knowledge.english.cues import RELAYED, cues
from panj.knowledge.english.eventuality import eventuality

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
    """The heads of tokens: those given, but for what the functions below put right."""
    return _charges(nodes, _going_on(nodes, given))


def _charges(nodes: Sequence[Node], given: Sequence[int]) -> list[int]:
    """The heads, with what an object is charged with on the verb: "accused the rebels of shooting prisoners".

    The parser hangs "of" on the rebels, as if theirs. A gerund behind a preposition that the verb asks for is the verb's,
    unless the noun asks for it as well ("accused him of a policy of starving").
    """
    found = list(given)
    known = eventuality()
    for i, node in enumerate(nodes):
        if node.dep != "pcomp" or node.tag != "VBG":
            continue
        prep = given[i]
        noun = given[prep]
        verb = given[noun]
        if nodes[prep].dep != "prep" or nodes[noun].dep not in ("dobj", "nsubjpass") or noun > prep:
            continue
        word = nodes[prep].lemma
        asked = known.verbs.get(nodes[verb].lemma, {})
        if (word in asked or f"{word} ing" in asked) and word not in known.given.get(nodes[noun].lemma, {}):
            found[prep] = verb
    return found


def _going_on(nodes: Sequence[Node], given: Sequence[int]) -> list[int]:
    """The heads, with a verb by which a speaker goes on hung on the verb by which he began.

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
