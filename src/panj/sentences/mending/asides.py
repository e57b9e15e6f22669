"""Participles in an aside that the parser gives the subject of the sentence: "Berg, also speaking to NTB, warned that"."""

from __future__ import annotations

import msgspec

from panj.records import Token
from panj.syntax import SUBJECTS, child, rehung, with_children

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TIED = frozenset({"advcl", "ccomp", "nsubj"})
"""What the parser makes of an aside below the finite verb."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with the subject on the finite verb behind the aside, and the participle on the subject.

    A participle in -ing without an auxiliary is nobody's main verb; where a finite verb stands behind it and its comma,
    tied to it and without a subject other than the aside, the two have been mixed up. So have they where a name in capitals
    was taken for a verb ("the news agency SANA, citing witnesses, reported that").
    """
    for aside in tokens:
        named = aside.pos == "VERB" and _in_capitals(tokens, aside)
        if named and _misnamed(tokens, aside):
            tokens = _with_name(tokens, aside)
            continue
        if not named and (aside.tag != "VBG" or child(tokens, aside.i, "aux", "auxpass") is not None):
            continue
        subject = next((c for c in aside.children if tokens[c].dep in SUBJECTS and c < aside.i), None)
        if subject is not None and (verb := _behind(tokens, aside)) is not None:
            tokens = _hung(tokens, aside, tokens[subject], verb)
            tokens = _name(tokens, aside.i, subject) if named else tokens
    return tokens


def _in_capitals(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a token is written in capitals, behind a word that is not."""
    return token.i > 0 and len(token.text) > 2 and token.text.isupper() and not tokens[token.i - 1].text.isupper()


def _misnamed(tokens: tuple[Token, ...], name: Token) -> bool:
    """Whether a name in capitals stands between a noun and its verb, which hangs on the noun as relative: "the bloc ECOWAS condemned"."""
    verb, noun = tokens[name.head], tokens[name.i - 1]
    return (
        name.dep == "nsubj"
        and verb.i == name.i + 1
        and verb.dep == "relcl"
        and verb.head == noun.i
        and noun.head == noun.i
    )


def _with_name(tokens: tuple[Token, ...], name: Token) -> tuple[Token, ...]:
    """The tokens with a name as the subject of the verb behind it, and the noun before it on the name."""
    verb, noun = name.head, name.i - 1
    below = {c: (verb, tokens[c].dep) for c in tokens[noun].children if c > verb}
    named = tuple(msgspec.structs.replace(t, pos="PROPN", tag="NNP") if t.i == name.i else t for t in tokens)
    return rehung(named, {verb: (verb, "ROOT"), noun: (name.i, "compound"), **below})


def _name(tokens: tuple[Token, ...], i: int, subject: int) -> tuple[Token, ...]:
    """The tokens, with token i as the name of the subject and its participles on the subject."""
    below = tokens[i].children
    return with_children([
        msgspec.structs.replace(t, pos="PROPN", tag="NNP", dep="appos") if t.i == i
        else msgspec.structs.replace(t, head=subject, dep="acl" if t.tag == "VBG" else t.dep) if t.i in below else t
        for t in tokens
    ])  # fmt: skip


def _behind(tokens: tuple[Token, ...], aside: Token) -> Token | None:
    """The finite verb without a subject that follows an aside and its comma."""
    tied = [tokens[c] for c in aside.children] + ([tokens[aside.head]] if aside.dep in _TIED else [])
    for verb in tied:
        if verb.i > aside.i and verb.tag in _FINITE and tokens[verb.i - 1].text == ",":
            held = any(c != aside.i and (tokens[c].dep in SUBJECTS or tokens[c].tag == "MD") for c in verb.children)
            return None if held or verb.dep == "conj" else verb
    return None


def _hung(tokens: tuple[Token, ...], aside: Token, subject: Token, verb: Token) -> tuple[Token, ...]:
    """The tokens with the subject below the verb and the aside below the subject."""
    top = aside if verb.head == aside.i else verb
    changed = {
        verb.i: (verb.i if top.head == top.i else top.head, top.dep),
        aside.i: (subject.i, "acl"),
        subject.i: (verb.i, subject.dep),
    }
    for c in aside.children:  # what stands before the subject or behind the verb is none of the aside's
        if c not in changed and (c < subject.i or c > verb.i):
            changed[c] = (verb.i, tokens[c].dep)
    return rehung(tokens, changed)
