"""Forms of "arm" that the parser takes for an adjective or a noun: "Russia armed Iranian rebels", "Turkey arms Libyan militias".

Before somebody else's fighters, told by their nationality, and behind a subject that has no other verb, they are verbs.
"""

from __future__ import annotations

import msgspec

from panj.records import Token
from panj.syntax import child, rehung

Tokens = tuple[Token, ...]
_NATIONS = frozenset({"GPE", "NORP"})
_HELD = frozenset({"appos", "conj", "dobj"})
"""Relations of the fighters to what the parser takes for the head of their subject."""
_OF_NOUNS = frozenset({"advmod", "amod", "compound", "det", "nummod", "poss"})


def mended(tokens: Tokens) -> Tokens:
    """The tokens, with "armed" and "arms" as the verb of a clause that has none."""
    for token in tokens:
        if token.lower in ("armed", "arms") and (token.pos != "VERB" or token.dep == "amod"):
            tokens = _verb(tokens, token)
    return tokens


def _verb(tokens: Tokens, token: Token) -> Tokens:
    """The tokens with one word as a verb, where it is one."""
    a = token.i
    if token.lower == "armed" and token.dep != "amod":  # "which armed Iranian rebels": all but the tag is right
        told = child(tokens, a, "nsubj") is not None and child(tokens, a, "dobj") is not None
        return _tagged(tokens, a, "VBD") if told else tokens
    whom = token.head if token.dep == "amod" else _behind(tokens, a)
    if whom is None or not _fighters(tokens, a, whom):
        return tokens
    before = a - 1
    while before > 0 and tokens[before].dep == "advmod" and tokens[before].pos == "ADV":
        before -= 1
    above = tokens[max(before, 0)]
    if before < 0:
        return tokens
    if above.lemma == "have" and tokens[whom].dep == "dobj" and tokens[whom].head == above.i:
        return _perfect(tokens, a, whom, above)
    if above.dep == "cc" and tokens[whom].dep == "conj" and tokens[tokens[whom].head].pos == "VERB":
        changed = {a: (tokens[whom].head, "conj"), whom: (a, "dobj")}  # "trained and armed Somali militias"
        return _tagged(rehung(tokens, changed), a, "VBD")
    if above.pos in ("NOUN", "PROPN") and (whole := _clause(tokens, a, whom, above)) is not None:
        return _tagged(rehung(tokens, whole), a, "VBZ" if token.lower == "arms" else "VBD")
    return tokens


def _behind(tokens: Tokens, a: int) -> int | None:
    """The plural noun that "arms" is told to be, behind it."""
    return next((c for c in tokens[a].children if c > a and tokens[c].dep in _HELD and tokens[c].tag == "NNS"), None)


def _fighters(tokens: Tokens, a: int, whom: int) -> bool:
    """Whether a plural noun right behind a word is told by a nationality."""
    between = tokens[a + 1 : whom]
    several = tokens[whom].tag == "NNS" and any(t.entity in _NATIONS and t.dep in ("amod", "compound") for t in between)
    return several and all(t.dep in _OF_NOUNS for t in between)


def _perfect(tokens: Tokens, a: int, whom: int, have: Token) -> Tokens:
    """The tokens with "have" as an auxiliary: "it had armed Iranian rebels"."""
    root = have.head == have.i
    changed = {c: (a, tokens[c].dep) for c in have.children if c != whom}
    changed |= {a: (a if root else have.head, have.dep), have.i: (a, "aux"), whom: (a, "dobj")}
    changed |= {c: (a, tokens[c].dep) for c in tokens[whom].children if c > whom and tokens[c].dep == "prep"}
    return _tagged(rehung(tokens, changed), a, "VBN")


def _clause(tokens: Tokens, a: int, whom: int, subject: Token) -> dict[int, tuple[int, str]] | None:
    """What hangs on a word at a as the verb between a subject and whom it arms, or None where the clause has its verb."""
    noun = tokens[whom]
    if subject.head in (a, whom) and subject.dep in ("compound", "nmod", "nsubj"):
        top = noun if noun.head != a else tokens[a]
    elif noun.head == subject.i and noun.dep in _HELD:
        top = subject
    else:
        return None
    root = top.head == top.i
    said = top.dep == "nsubj" and tokens[whom + 1].text == ","  # "Iran armed Yemeni fighters, Oman said"
    if not (root or said or top.dep in ("ccomp", "advcl", "conj")):
        return None
    changed: dict[int, tuple[int, str]] = {}
    for holder in (subject, noun, tokens[a]):
        for c in holder.children:
            left = c < holder.i and tokens[c].dep in _OF_NOUNS
            if not left or (holder.i == whom and c < subject.i):
                changed[c] = (a, tokens[c].dep)
    changed |= {a: (a if root else top.head, "ROOT" if root else "ccomp" if said else top.dep)}
    return changed | {subject.i: (a, "nsubj"), whom: (a, "dobj")}


def _tagged(tokens: Tokens, a: int, tag: str) -> Tokens:
    """The tokens with one as a form of the verb "arm"."""
    found = list(tokens)
    found[a] = msgspec.structs.replace(found[a], tag=tag, pos="VERB", lemma="arm")
    return tuple(found)
