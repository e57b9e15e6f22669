"""Active verbs that the parser takes for passives."""

from __future__ import annotations

import pytest

from panj.records import Document
from panj.sentences import Parser
from panj.syntax import is_passive


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Kenyan teachers protested by singing in Nairobi.", "protested", False),
        ("Ghana's parliament approved by a large majority a treaty with China.", "approved", False),
        ("Peru's congress rejected by 60 votes to 20 a motion of the opposition.", "rejected", False),
        ("Three teachers hurt by shelling in Nairobi.", "hurt", True),
        ("A treaty approved by a large majority expired.", "approved", True),
        ("The treaty was approved by a large majority.", "approved", True),
        ("The base attacked by Kenya lies in Uganda.", "attacked", True),
        ("The parents tried to have him released by paying the police.", "released", True),
    ],
)
def test_what_stands_behind_by_tells_how(parser: Parser, text: str, verb: str, passive: bool) -> None:
    (sentence,) = parser.parse(Document(id="t", text=text)).sentences
    i = next(t.i for t in sentence.tokens if t.text == verb)
    assert is_passive(sentence.tokens, i) is passive
