"""Nouns and adjectives of saying: "the claim that", "his support for", "critical of"."""

from __future__ import annotations

from panj import syntax
from panj.claims.speakers.found import Found, Tokens, extent
from panj.knowledge.english.cues import Cue
from panj.records import Sentence, Token

_CARRIERS = frozenset({"make", "have", "express", "voice", "issue", "raise", "give", "repeat", "take", "launch", "offer",
                       "announce", "release", "hold", "share", "reiterate", "level", "face", "send", "show"})  # fmt: skip


def read(sentence: Sentence, token: Token, frames: dict[str, Cue]) -> Found | None:
    """The attribution of a noun or adjective of saying, or None where it has no content."""
    tokens, i = sentence.tokens, token.i
    got = _content(tokens, i, frames)
    if got is None:
        return None
    content, cue, rule = got
    head = _source(tokens, i, content)
    if head is None and cue.kind == "attitude":
        return None
    source = syntax.edges(tokens, head) if head is not None else None
    return Found(
        sentence.index, source, head, (token.start, token.end), content, i, cue.stance,
        f"{cue.place}: {cue.lemma} {rule}", cue.kind,
    )  # fmt: skip


def _content(tokens: Tokens, i: int, frames: dict[str, Cue]) -> tuple[tuple[int, int], Cue, str] | None:
    """(content, cue, rule) of a noun or adjective."""
    for c in tokens[i].children:
        if c < i:
            continue
        marks = [tokens[k].lower for k in tokens[c].children if tokens[k].dep == "mark"]
        if "clause" in frames and tokens[c].dep in ("acl", "ccomp", "relcl") and (
            "that" in marks or (tokens[i].pos == "ADJ" and tokens[c].dep == "ccomp")
        ):  # fmt: skip
            return extent(tokens, c), frames["clause"], "clause"
        if "inf" in frames and tokens[c].dep in ("acl", "xcomp", "relcl") and tokens[c].tag == "VB":
            return extent(tokens, c), frames["inf"], "inf"
    for name, t in syntax.prepositions(tokens, i):
        if name in frames:
            return extent(tokens, t), frames[name], name
    return None


def _source(tokens: Tokens, i: int, content: tuple[int, int]) -> int | None:
    """The head of whose word or mind a noun or adjective is, or None."""
    if tokens[i].pos == "ADJ":
        return syntax.subject(tokens, tokens[i].head)[0]
    head = syntax.child(tokens, i, "poss")
    if head is not None:
        return head
    for name, t in syntax.prepositions(tokens, i):
        if name in ("by", "from", "among"):
            return t
    above = tokens[i].head
    if tokens[i].dep == "dobj" and tokens[above].lemma in _CARRIERS and not syntax.is_passive(tokens, above):
        return syntax.subject(tokens, above)[0]
    of = next((t for name, t in syntax.prepositions(tokens, i) if name == "of"), None)
    if of is None and tokens[i].tag == "NNS" and i and tokens[i - 1].text[0].isupper():  # "Peru claims that", misread
        return i - 1 if i - 1 == tokens[i].head or tokens[i - 1].head == i else None
    return of if of is not None and not content[0] <= tokens[of].start < content[1] else None
