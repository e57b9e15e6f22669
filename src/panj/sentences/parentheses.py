"""What goes on behind a parenthesis of saying: "jets bombed a market, rescuers said, killing nine" has jets kill, not rescuers."""

from __future__ import annotations

import msgspec

from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import SUBJECTS, child, edges, with_children

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MARKS = frozenset({'"', "”", "''", "’"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with participles and verbs that go on with the clause before a parenthesis hung on the verb of that clause.

    What says or asks something goes on with the speaker: "..., the minister said, accusing them of murder".
    """
    moved: dict[int, int] = {}
    for verb in tokens:
        clause = _told(tokens, verb)
        if clause is not None:
            moved.update((c, clause) for c in verb.children if _goes_on(tokens, verb, clause, tokens[c]))
    if not moved:
        return tokens
    return with_children([msgspec.structs.replace(t, head=moved[t.i]) if t.i in moved else t for t in tokens])


def _told(tokens: tuple[Token, ...], verb: Token) -> int | None:
    """The verb of the clause, told as done and without quotation marks, behind which "X said" stands between commas; or None."""
    if verb.pos != "VERB" or verb.tag not in _FINITE or "clause" not in cues().get((verb.lemma, "V"), {}):
        return None
    told = verb.head if verb.dep in ("parataxis", "conj") else child(tokens, verb.i, "ccomp")
    speaker = child(tokens, verb.i, "nsubj")
    if told is None or speaker is None or not told < speaker < verb.i:
        return None
    above, first = tokens[told], edges(tokens, speaker)[0]
    quoted = any(t.text in _MARKS for t in tokens[told:first])
    if above.pos != "VERB" or above.lemma == "be" or tokens[first - 1].text != "," or quoted:
        return None
    aids = [tokens[c] for c in above.children if tokens[c].dep in ("aux", "auxpass")]
    finite = above.tag in _FINITE or any(a.tag in _FINITE for a in aids)
    return told if finite and not any(a.tag in ("MD", "TO") for a in aids) else None


def _goes_on(tokens: tuple[Token, ...], verb: Token, told: int, behind: Token) -> bool:
    """Whether a dependent of a verb of saying, behind its comma, tells a deed of whoever acts in the clause before it."""
    if behind.i < verb.i or (behind.lemma, "V") in cues() or any(tokens[c].dep in SUBJECTS for c in behind.children):
        return False
    if not any(t.text == "," and (t.head == verb.i or t.i == verb.i + 1) for t in tokens[verb.i + 1 : behind.i]):
        return False
    first = min((c for c in behind.children if c < behind.i), default=behind.i)
    if behind.dep == "advcl" and behind.tag == "VBG":
        return tokens[first - 1].text == ","
    return behind.dep == "conj" and behind.tag == tokens[told].tag == verb.tag == "VBD"
