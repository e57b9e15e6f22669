"""Parentheses of saying that the parser mixes up with the clause around them.

Behind one, "jets bombed a market, rescuers said, killing nine" has jets kill, not rescuers; inside a clause, "Israel, the president
of Turkey said, has bombed Gaza" has the president speak and Israel act.
"""

from __future__ import annotations

import msgspec

from panj.knowledge.english.cues import cues
from panj.records import Token
from panj.syntax import SUBJECTS, child, edges, rehung

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PAUSES = frozenset({",", '"', "“", "”", "``", "''", "‘", "’"})
_MARKS = frozenset({'"', "”", "''", "’"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with participles and verbs that go on with the clause before a parenthesis hung on the verb of that clause.

    What says or asks something goes on with the speaker: "..., the minister said, accusing them of murder". Where the
    parenthesis stands behind the subject, the subject is hung on the verb that it belongs to, and the speaker on his. A verb of
    saying that opens the sentence governs it.
    """
    tokens = _unmarked(_second_object(tokens))
    for verb in tokens:
        if _says(verb) and _opens(tokens, verb):
            tokens = _governing(tokens, verb)
    for verb in tokens:
        if _says(verb) and (within := _within(tokens, verb)) is not None:
            tokens = _parted(tokens, verb, *within)
    moved: dict[int, int] = {}
    for verb in tokens:
        clause = _told(tokens, verb)
        if clause is not None:
            moved.update((c, clause) for c in verb.children if _goes_on(tokens, verb, clause, tokens[c]))
    return rehung(tokens, {c: (clause, tokens[c].dep) for c, clause in moved.items()})


def _says(verb: Token) -> bool:
    """Whether a token is a finite verb of saying."""
    return verb.pos == "VERB" and verb.tag in _FINITE and "clause" in cues().get((verb.lemma, "V"), {})


def _opens(tokens: tuple[Token, ...], verb: Token) -> bool:
    """Whether a verb of saying that was hung beside a clause behind it opens the sentence: "Hill alleged, for example, Sudan had"."""
    if verb.dep not in ("parataxis", "advcl") or any(
        tokens[c].dep == "mark" or tokens[c].tag == "WRB" for c in verb.children
    ):
        return False
    if any(t.text == ";" for t in tokens[verb.i : verb.head]):
        return False
    speaker, subject = (child(tokens, v, *SUBJECTS) for v in (verb.i, verb.head))
    if speaker is None or subject is None or not speaker < verb.i < subject:
        return False
    return not any(t.pos in ("VERB", "AUX") or t.text in _MARKS for t in tokens[: edges(tokens, speaker)[0]])


def _governing(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The tokens with the clause behind a verb of saying, which was hung beside it, as what it says."""
    above = tokens[verb.head]
    changed = {c: (verb.i, tokens[c].dep) for c in above.children if c < verb.i}
    changed[verb.i] = (verb.i if above.head == above.i else above.head, above.dep)
    changed[above.i] = (verb.i, "ccomp")
    return rehung(tokens, changed)


def _unmarked(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a whole clause that nothing opens before ", X said" what X says: "hours earlier jets had hit a trawler, he said"."""
    found: dict[int, str] = {}
    for clause in tokens:
        verb = tokens[clause.head]
        if clause.dep != "advcl" or clause.i > verb.i or not _says(verb):
            continue
        speaker, subject = child(tokens, verb.i, "nsubj"), child(tokens, clause.i, *SUBJECTS)
        if (
            speaker is None
            or subject is None
            or not clause.i < speaker < verb.i
            or child(tokens, verb.i, "ccomp") is not None
        ):
            continue
        aids = [tokens[c] for c in clause.children if tokens[c].dep in ("aux", "auxpass")]
        finite = (aids[0] if aids else clause).tag in _FINITE
        opened = any(tokens[c].dep == "mark" or tokens[c].tag in ("WRB", "WDT", "WP") for c in clause.children)
        if (
            finite
            and not opened
            and subject < (aids[0].i if aids else clause.i)
            and tokens[edges(tokens, speaker)[0] - 1].text == ","
        ):
            found[clause.i] = "ccomp"
    return tuple(msgspec.structs.replace(t, dep=found[t.i]) if t.i in found else t for t in tokens) if found else tokens


def _second_object(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a speaker behind a comma no second object of the verb before: "signed a deal, the ministries announced on Monday"."""
    for verb in tokens:
        speaker, above = tokens[verb.head], tokens[tokens[verb.head].head]
        if verb.dep != "acl" or verb.tag not in ("VBN", "VBD") or "clause" not in cues().get((verb.lemma, "V"), {}):
            continue
        first = edges(tokens, speaker.i)[0]
        if speaker.dep != "dobj" or verb.i < speaker.i or first == 0 or tokens[first - 1].text != ",":
            continue
        if above.pos != "VERB" or child(tokens, above.i, "dobj") == speaker.i:
            continue
        if child(tokens, verb.i, "agent", "dobj", "aux", "auxpass") is not None:
            continue
        spoken = tuple(msgspec.structs.replace(t, tag="VBD") if t.i == verb.i else t for t in tokens)
        return rehung(spoken, {verb.i: (above.i, "parataxis"), speaker.i: (verb.i, "nsubj")})
    return tokens


def _within(tokens: tuple[Token, ...], verb: Token) -> tuple[int, int, int] | None:
    """(subject, speaker, main verb) where a verb of saying stands between commas behind the subject that it was given; or None."""
    own = [c for c in verb.children if c < verb.i and tokens[c].dep in ("nsubj", "dep")]
    subject = own[0] if own else None
    joined = child(tokens, verb.i, "cc") is None
    main = verb.head if verb.dep == "parataxis" else child(tokens, verb.i, "ccomp", *(("conj",) if joined else ()))
    if subject is None or main is None or main < verb.i or not tokens[main].tag.startswith("V"):
        return None
    below = tokens[main].children
    if any(tokens[c].dep == "mark" for c in below):
        return None
    begins = min(
        [main, *(c for c in below if verb.i < c < main and tokens[c].dep in ("aux", "auxpass", "neg", "advmod"))]
    )
    if "," not in {t.text for t in tokens[max(verb.i, begins - 2) : begins]} or tokens[begins - 1].text not in _PAUSES:
        return None
    beside = [c for c in tokens[subject].children if tokens[c].dep == "appos"] + own[1:]
    beside = [c for c in beside if edges(tokens, c)[1] == verb.i - 1]
    behind = [c for c in (*verb.children, *below) if verb.i < c < begins and tokens[c].dep == "nsubj"]
    opens = edges(tokens, beside[0])[0] if beside else verb.i
    before = [t.text for t in tokens[subject:opens]]
    if before.count(",") != 1 or before[-1] not in _PAUSES or not (beside or behind):  # "X, an aide to Y, said his men"
        return None
    speaker = (beside or behind)[0]
    held = any(tokens[c].dep in SUBJECTS and c != speaker for c in below)
    return None if held else (subject, speaker, main)


def _parted(tokens: tuple[Token, ...], verb: Token, subject: int, speaker: int, main: int) -> tuple[Token, ...]:
    """The tokens with the subject below the main verb, and the speaker below the verb of saying beside it."""
    passive = child(tokens, main, "auxpass") is not None
    changed = {subject: (main, "nsubjpass" if passive else "nsubj"), speaker: (verb.i, "nsubj")}
    if tokens[main].head == verb.i:
        changed[main] = (main if verb.head == verb.i else verb.head, verb.dep)
        changed.update((c, (main, tokens[c].dep)) for c in verb.children if c > main)
    changed[verb.i] = (main, "parataxis")
    return rehung(tokens, changed)


def _told(tokens: tuple[Token, ...], verb: Token) -> int | None:
    """The verb of the clause, told as done and without quotation marks, behind which "X said" stands between commas; or None."""
    if not _says(verb):
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
