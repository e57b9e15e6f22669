from __future__ import annotations

from collections.abc import Callable

import pytest

from panj import syntax
from panj.records import ParsedDocument

Parsed = Callable[..., ParsedDocument]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talks among Egypt, Sudan and Ethiopia resumed in Cairo.", "Egypt Sudan Ethiopia"),
        ("Peru, Chile, and Bolivia signed a treaty.", "Peru Chile Bolivia"),
        ("In addition to Peru, Chile and Brazil expelled the ambassador.", "Chile Brazil"),
        ("In Peru, Chile and Brazil signed a treaty.", "Chile Brazil"),
        ("Peru, Chile and Bolivia signed a treaty.", "Peru Chile Bolivia"),
    ],
)
def test_lists_of_names_hold_together(parsed: Parsed, text: str, names: str) -> None:
    tokens = parsed(text).sentences[0].tokens
    first = next(t.i for t in tokens if t.text == names.split()[0])
    assert [tokens[t].text for t in syntax.conjuncts(tokens, first)] == names.split()
