"""Heads put right: by which verb a speaker goes on."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from panj.sentences.mending import heads


class Node(NamedTuple):
    lemma: str
    tag: str
    dep: str


SAID, VERB, NEXT = Node("say", "VBD", "ROOT"), Node("shoot", "VBN", "ccomp"), Node("accuse", "VBD", "conj")


@pytest.mark.parametrize(
    ("nodes", "given", "expected"),
    [
        ([SAID, VERB, NEXT], [0, 0, 1], [0, 0, 0]),
        ([SAID, VERB, NEXT, Node("he", "PRP", "nsubj")], [0, 0, 1, 2], [0, 0, 1, 2]),
        ([SAID, VERB, Node("kill", "VBD", "conj")], [0, 0, 1], [0, 0, 1]),
        ([SAID, VERB, Node("accuse", "VBN", "conj")], [0, 0, 1], [0, 0, 1]),
        ([Node("report", "VBD", "ROOT"), VERB, NEXT], [0, 0, 1], [0, 0, 1]),
        ([Node("see", "VBZ", "ROOT"), VERB, NEXT], [0, 0, 1], [0, 0, 1]),
    ],
    ids=["goes on", "another subject", "no word of saying", "participle", "only reports", "another tense"],
)
def test_heads(nodes: list[Node], given: list[int], expected: list[int]) -> None:
    assert heads(nodes, given) == expected
