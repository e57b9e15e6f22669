"""Clauses with "that" behind a noun which are no relative ones.

They say what the noun holds ("reports that Chile had bombed Peru were false"), or what a speaker says by way of it ("said in a
report that Chile had bombed Peru").
"""

from __future__ import annotations

import msgspec

from panj.knowledge.english import groups
from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import with_children

_BY_WAY_OF = frozenset({"in", "at", "during", "via", "through", "before", "to"})
"""What stands before the occasion, the document or the hearer of a speech."""
_ON_NOUNS = frozenset({"acl", "relcl"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a clause behind a noun and a "that" that is no part of it hung where it belongs.

    It belongs to the verb of saying before the noun, if the noun is where, in what or to whom that verb speaks; else to a noun
    of telling, as its content.
    """
    held = groups("held_nouns")
    clauses = [t for t in tokens if t.dep in _ON_NOUNS and _complete(tokens, t)]
    said = {t.i: verb for t in clauses if (verb := _sayer(tokens, t)) is not None}
    told = {t.i for t in clauses if t.i not in said and t.dep == "relcl" and tokens[t.head].lemma in held}
    opens = {c for i in (*said, *told) for c in tokens[i].children if c < i and tokens[c].lower == "that"}
    if not said and not told:
        return tokens
    hung = [
        msgspec.structs.replace(t, head=said[t.i], dep="ccomp") if t.i in said
        else msgspec.structs.replace(t, dep="acl") if t.i in told
        else msgspec.structs.replace(t, dep="mark") if t.i in opens and t.dep == "dobj" else t
        for t in tokens
    ]  # fmt: skip
    return with_children(hung) if said else tuple(hung)


def _complete(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether "that" only opens the clause of a verb which has a subject of its own, and an object if "that" was taken for it."""
    children = [tokens[c] for c in verb.children]
    opens = next((c for c in children if c.lower == "that" and c.i < verb.i and c.dep in ("mark", "dobj")), None)
    if opens is None or (opens.dep == "dobj" and not any(c.dep == "dobj" and c.i > verb.i for c in children)):
        return False
    return any(c.dep in ("nsubj", "nsubjpass", "csubj", "expl") and c.lower != "that" for c in children)


def _sayer(tokens: tuple[Token, ...], clause: Token) -> int | None:
    """The verb that says a clause by way of the noun which the clause hangs on, or None.

    The noun may stand deeper ("in remarks to the press that"), unless it can hold a clause itself ("in reply to claims that").
    """
    noun = tokens[clause.head]
    direct = True
    while True:
        while noun.dep == "acl" and noun.tag == "VBN":  # "in a statement published that day"
            noun = tokens[noun.head]
        prep = tokens[noun.head]
        if noun.dep != "pobj" or prep.dep not in ("prep", "dative"):
            return None
        above = tokens[prep.head]
        if above.pos == "VERB":
            break
        noun, direct = above, False
    frames = cues().get((above.lemma, "V"), {})
    if "clause" not in frames or prep.lower not in _BY_WAY_OF or prep.lower in frames or above.i > noun.i:
        return None
    if (not direct or prep.lower == "to") and "clause" in cues().get((tokens[clause.head].lemma, "N"), {}):
        return None
    return None if any(c > above.i and tokens[c].dep == "ccomp" for c in above.children) else above.i
