"""Participles in an aside and the subject of the sentence."""

from __future__ import annotations

import pytest

from panj.records import Document
from panj.sentences import Parser


@pytest.mark.parametrize(
    ("text", "verb", "subject", "aside"),
    [
        ("Omar Haddad of the Tunis institute also writing for Le Temps, said that Libya had attacked Algeria.",
         "said", "Haddad", "writing"),
        ("Omar Haddad of the Tunis institute also writing for Le Temps, warned that Libya would attack Tunisia.",
         "warned", "Haddad", "writing"),
        ("Omar Haddad from the Tunis School of Economics also speaking to Radio Delta, stressed that Libya's main "
         "concern was to prevent Algeria from attacking Tunisia.", "stressed", "Haddad", "speaking"),
        ("The Dutch minister, speaking in Oslo, warned that Russia would attack Latvia.", "warned", "minister", "speaking"),
    ],
)  # fmt: skip
def test_the_finite_verb_has_the_subject(parser: Parser, text: str, verb: str, subject: str, aside: str) -> None:
    (parsed,) = parser.stream([Document(id="x", text=text)])
    (sentence,) = parsed.sentences
    by = {t.text: t for t in sentence.tokens}
    assert (by[subject].dep, by[subject].head) == ("nsubj", by[verb].i)
    assert (by[aside].dep, by[aside].head) == ("acl", by[subject].i)
    assert sentence.root == by[verb].i == by[verb].head
    assert all(t.i in sentence.tokens[t.head].children for t in sentence.tokens if t.head != t.i)


def test_a_participle_with_its_own_subject_stays(parser: Parser) -> None:
    (parsed,) = parser.stream([Document(id="x", text="The talks having failed, Peru left the conference.")])
    by = {t.text: t for t in parsed.sentences[0].tokens}
    assert by["Peru"].head == by["left"].i
