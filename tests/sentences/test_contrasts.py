from __future__ import annotations

from collections.abc import Callable

import pytest

from panj import syntax
from panj.records import ParsedDocument

Parsed = Callable[..., ParsedDocument]


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Not Peru but Chile expelled the ambassador.", "Chile"),
        ("Peru rather than Chile expelled the ambassador.", "Peru"),
        ("Peru, and not Chile, expelled the ambassador.", "Peru"),
        ("Not only Peru but also Chile expelled the ambassador.", "Peru Chile"),
        ("Peru and Chile expelled the ambassador.", "Peru Chile"),
    ],
)
def test_who_is_set_against_others_does_not_act(parsed: Parsed, text: str, acting: str) -> None:
    tokens = parsed(text).sentences[0].tokens
    verb = next(t.i for t in tokens if t.text == "expelled")
    subject, _ = syntax.subject(tokens, verb)
    assert subject is not None
    assert [tokens[t].text for t in syntax.conjuncts(tokens, subject)] == acting.split()
