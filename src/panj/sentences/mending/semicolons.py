"""Clauses on both sides of a semicolon, which the parser hangs below one another: "Libya expelled him; Tunisia denied that he spied".

The second becomes a conjunct of the first, as behind "and". So do clauses before a colon or a dash with a clause behind it, and
before ", a charge that Khartoum denied".
"""

from __future__ import annotations

from panj.knowledge.english import groups
from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import SUBJECTS, child, rehung

_DASHES = frozenset({"–", "—", "--"})
_BELOW = frozenset({"advcl", "ccomp", "parataxis"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with the clauses around each semicolon outside quotations side by side."""
    inside = 0
    for mark in tokens:
        if mark.text in ('"', "``", "''"):
            inside = 1 - inside
        elif mark.text in ("“", "”"):
            inside += 1 if mark.text == "“" else -1
        elif inside <= 0 and (mark.text in (";", ":") or mark.text in _DASHES or _before_charge(tokens, mark)):
            tokens = _apart(tokens, mark)
    return tokens


def _before_charge(tokens: tuple[Token, ...], mark: Token) -> bool:
    """Whether a comma stands before "a charge", "an accusation": what follows is told of the clause before it."""
    noun = tokens[mark.i + 2] if mark.text == "," and mark.i + 2 < len(tokens) else None
    return noun is not None and tokens[noun.i - 1].lower in ("a", "an") and noun.lemma in groups("held_nouns")


def _apart(tokens: tuple[Token, ...], mark: Token) -> tuple[Token, ...]:
    """The tokens with the clauses around one mark side by side."""
    for verb in tokens:
        head = tokens[verb.head]
        if verb.dep not in _BELOW or head.pos not in ("VERB", "AUX") or not _whole(tokens, verb):
            continue
        if verb.i < mark.i < head.i and _whole(tokens, head, mark.i):
            said = "clause" in cues().get((verb.lemma, "V"), {})  # "the minister said: Libya will"
            if mark.text != ":" or not said:
                return _side_by_side(tokens, verb, _top(tokens, head, mark.i))
        elif head.i < mark.i < verb.i and mark.text == ";" and verb.dep == "ccomp":
            first = _top(tokens, head, mark.i)
            return rehung(tokens, {verb.i: (first.i, "conj")})
    return tokens


def _whole(tokens: tuple[Token, ...], verb: Token, behind: int = -1) -> bool:
    """Whether a verb has a subject of its own, behind a place."""
    subject = child(tokens, verb.i, *SUBJECTS)
    return verb.pos in ("VERB", "AUX") and subject is not None and subject > behind


def _top(tokens: tuple[Token, ...], verb: Token, mark: int) -> Token:
    """The topmost verb above a verb on its side of a mark."""
    while tokens[verb.head].i != verb.i and (tokens[verb.head].i < mark) == (verb.i < mark):
        verb = tokens[verb.head]
    return verb


def _side_by_side(tokens: tuple[Token, ...], first: Token, second: Token) -> tuple[Token, ...]:
    """The tokens with the first verb where the second hung, and the second a conjunct of the first."""
    top = first.i if second.head == second.i else second.head
    return rehung(tokens, {first.i: (top, second.dep), second.i: (first.i, "conj")})
