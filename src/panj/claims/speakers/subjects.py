"""Whoever says what a verb of saying says: its subject or agent, or the name that stands beside it."""

from __future__ import annotations

from panj import syntax
from panj.claims.speakers.found import Tokens
from panj.knowledge.english.cues import RELAYED, cues, document_nouns

Source = tuple[tuple[int, int], int]
"""(first and last token, head) of a source."""

_RELATIVES = frozenset({"who", "which"})
_AFFECTED = frozenset({"concern", "worry", "convince"})
"""Verbs whose passive subject holds the belief ("officials are worried that")."""
_CLOSERS = frozenset({",", "”", '"', "''", "?", "!", "’", "-", "--", "—", "–", ":", "(", "“"})
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON"})
_IN_NAMES = _NOMINAL | {"DET", "ADJ", "NUM", "PUNCT", "CCONJ", "ADP", "PART"}
_LOOSE = frozenset({"advcl", "csubj", "ccomp", "npadvmod", "dep", "nsubj", "relcl", "acl"})
"""What stands before a source and is no part of it ("Comparing the votes, the researchers")."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def of_verb(tokens: Tokens, i: int, passive: bool) -> Source | None:
    """The source of what verb i says, or None."""
    if passive or _bare_participle(tokens, i):
        return _agent(tokens, i)
    relative = syntax.child(tokens, i, "nsubj", "nsubjpass")
    if relative is not None and relative < i and tokens[relative].lower in _RELATIVES and _is_relative(tokens, i):
        return (relative, relative), relative
    before = _saying_above(tokens, i) or _saying_before(tokens, i)
    if before is not None:
        return of_verb(tokens, before, False)
    understood = _quoted(tokens, i) or _author(tokens, i) or syntax.subject(tokens, i)[0]
    if understood is None:
        understood = _of_adjective(tokens, i)
    elif tokens[understood].lower == "it" and _is_judged(tokens, i):  # "it is worth noting that"
        return None
    if understood is None and tokens[i].tag in _FINITE:
        return beside(tokens, i)
    if understood is None or tokens[understood].tag == "EX" or tokens[understood].lower == "there":
        return None
    slipped = tokens[understood].pos in ("VERB", "AUX") and not tokens[understood].text[0].isupper()
    if slipped or _holds_a_clause(tokens, understood, i):
        return beside(tokens, i)
    span = _bounded(tokens, understood, i)
    return _behind_comma(tokens, span, i) or (span, understood)


def _behind_comma(tokens: Tokens, span: tuple[int, int], verb: int) -> Source | None:
    """The part of a source behind its comma, where the parse took in the object before it.

    In "Israel struck a convoy, the Observatory reported" the convoy does not report.
    """
    first, last = span
    if first == 0 or last >= verb or tokens[first - 1].pos not in ("VERB", "ADP", "AUX", "PART"):
        return None
    comma = next((t for t in range(last, first, -1) if tokens[t].text in (",", "”", '"')), None)
    return beside(tokens, verb) if comma is not None and comma < last else None


def _bare_participle(tokens: Tokens, i: int) -> bool:
    """Whether verb i is a participle of the one spoken to ("Asked about the raid, ...")."""
    bare = tokens[i].tag == "VBN" and tokens[i].dep in ("advcl", "acl", "pcomp")
    return bare and not syntax.children(tokens, i, "aux", "nsubj")


def _agent(tokens: Tokens, i: int) -> Source | None:
    """The agent of a passive verb, or None."""
    for c in tokens[i].children:
        if tokens[c].dep == "agent":
            for t in tokens[c].children:
                if tokens[t].dep == "pobj":
                    return _bounded(tokens, t, i), t
    if tokens[i].lemma in _AFFECTED:
        understood, _ = syntax.subject(tokens, i)
        return (_bounded(tokens, understood, i), understood) if understood is not None else None
    return None


def _saying_above(tokens: Tokens, i: int) -> int | None:
    """For "said it would stay and warned that": the first verb, whose subject the second shares, else None."""
    if tokens[i].dep != "conj" or tokens[i].tag not in _FINITE or syntax.child(tokens, i, *syntax.SUBJECTS) is not None:
        return None
    first = i
    while tokens[first].dep == "conj" and tokens[first].head != first:
        first = tokens[first].head
    above = tokens[first].head
    said = tokens[first].dep == "ccomp" and "clause" in cues().get((tokens[above].lemma, "V"), {})
    if not said or tokens[above].tag != tokens[i].tag or above > first:
        return None
    return above if tokens[above].lemma != "report" or tokens[i].lemma in RELAYED else None


def _saying_before(tokens: Tokens, i: int) -> int | None:
    """For ", citing" and ", adding that" behind a verb of saying: that verb, whose subject says this too, else None."""
    if tokens[i].tag != "VBG" or tokens[i].dep not in ("advcl", "acl", "conj", "xcomp", "ccomp"):
        return None
    start = i
    while start > 0 and tokens[start - 1].pos in ("ADV", "PART"):
        start -= 1
    if start == 0 or tokens[start - 1].text not in (",", "”", '"', "''"):
        return None
    above = next(iter(syntax.ancestors(tokens, i)), i)
    table = cues()
    for k in range(start - 2, -1, -1):
        frames = table.get((tokens[k].lemma, "V"))
        if frames and _is_finite(tokens, k) and tokens[k].pos == "VERB" and "clause" in frames:
            mine = syntax.child(tokens, k, "nsubj")
            if mine is not None and tokens[mine].lower in _RELATIVES:
                continue
            if k == above or tokens[k].dep in ("ROOT", "parataxis") or not _finite_between(tokens, k, i):
                return k
    return None


def _is_finite(tokens: Tokens, i: int) -> bool:
    """Whether verb i is finite, by itself or by "has"."""
    return tokens[i].tag in _FINITE or any(tokens[c].lemma == "have" for c in syntax.children(tokens, i, "aux"))


def _finite_between(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a finite verb stands between two tokens."""
    return any(t.tag in _FINITE for t in tokens[first + 1 : last])


def _quoted(tokens: Tokens, i: int) -> int | None:
    """For "TASS quoted Shoigu as saying": the head of whoever is quoted, else None."""
    prep = tokens[i].head
    if tokens[i].dep != "pcomp" or tokens[prep].lower != "as":
        return None
    verb = tokens[prep].head
    return None if syntax.is_passive(tokens, verb) else syntax.child(tokens, verb, "dobj")


def _author(tokens: Tokens, i: int) -> int | None:
    """For "issued a statement saying": the head of whoever issued it, else None."""
    noun = tokens[i].head
    if tokens[i].dep != "acl" or tokens[i].tag != "VBG" or tokens[noun].lemma not in document_nouns():
        return None
    above = tokens[noun].head
    if tokens[noun].dep != "dobj" or tokens[above].pos != "VERB":
        return None
    return syntax.subject(tokens, above)[0]


def _of_adjective(tokens: Tokens, i: int) -> int | None:
    """The subject of the adjective that an infinitive hangs on ("were likely to say"), or None."""
    head = tokens[i].head
    if (
        tokens[i].dep in ("xcomp", "ccomp", "advcl")
        and tokens[head].pos in ("ADJ", "ADV")
        and tokens[head].head != head
    ):
        above = tokens[head].head
        own = syntax.child(tokens, above, "nsubj")
        if own is not None and own < above and tokens[own].lower in _RELATIVES:
            return own
        if tokens[above].pos in ("VERB", "AUX"):
            found = syntax.subject(tokens, above)[0]
            return None if found is None or tokens[found].lower in ("it", "this", "that") else found
    return None


def _is_judged(tokens: Tokens, i: int) -> bool:
    """Whether verb i is what an adjective is said of ("worth noting", "it is important to note")."""
    head = tokens[i].head
    return tokens[head].pos == "ADJ" or (tokens[head].lemma == "be" and syntax.child(tokens, head, "acomp") is not None)


def _is_relative(tokens: Tokens, i: int) -> bool:
    """Whether verb i, or the verb that it is coordinated with, heads a relative clause."""
    return tokens[i].dep == "relcl" or (tokens[i].dep == "conj" and tokens[tokens[i].head].dep == "relcl")


def _holds_a_clause(tokens: Tokens, head: int, verb: int) -> bool:
    """Whether the subtree of a subject holds a finite clause that is no relative one: the parse has slipped."""
    aside = {
        t for c in syntax.subtree(tokens, head) if tokens[c].dep in ("relcl", "acl", "ccomp")
        for t in syntax.subtree(tokens, c)
    }  # fmt: skip
    return any(
        tokens[t].tag in _FINITE and t not in aside and t != verb
        for t in syntax.subtree(tokens, head) if (t < verb) == (head < verb)
    )  # fmt: skip


def _bounded(tokens: Tokens, head: int, verb: int) -> tuple[int, int]:
    """The span of a source: its subtree, cut before the verb, asides left out, names up to the verb taken in."""
    below = [t for t in syntax.subtree(tokens, head) if (t < verb) == (head < verb)]
    loose = {
        t for c in tokens[head].children if c < head and tokens[c].dep in _LOOSE for t in syntax.subtree(tokens, c)
    }
    below = [t for t in below if t not in loose]
    while (
        below and below[0] < head and (tokens[below[0]].pos == "PUNCT" or tokens[below[0]].entity in ("DATE", "TIME"))
    ):
        below.pop(0)
    relative = {
        t for c in tokens[head].children if tokens[c].dep in ("relcl", "acl") for t in syntax.subtree(tokens, c)
    }
    if verb in relative:
        below = [t for t in below if t not in relative]
    aside = next((t for t in below if t > head and _opens_aside(tokens, t)), None)
    below = [t for t in below if aside is None or t < aside]
    while len(below) > 1 and tokens[below[-1]].text in (",", ";", ":", "-", "--", "—", "("):
        below.pop()
    first, last = (below[0], below[-1]) if below else (head, head)
    if aside is None and last < verb:
        last = _up_to(tokens, last, verb)
    return first, last


def _up_to(tokens: Tokens, last: int, verb: int) -> int:
    """The last token of a source that ends at `last` by the parse: further where only names stand before the verb."""
    end = verb
    while end > last + 1 and tokens[end - 1].pos in ("AUX", "ADV"):
        end -= 1
    rest = tokens[last + 1 : end]
    if not 0 < len(rest) < 16 or rest[0].pos == "ADP" or not all(t.pos in _IN_NAMES for t in rest):
        return last
    return end - 1 if rest[-1].pos in ("PROPN", "NOUN") and rest[-1].entity not in ("DATE", "TIME") else last


def _opens_aside(tokens: Tokens, t: int) -> bool:
    """Whether an aside begins at token t: ", who ...", ", speaking ...", or a longer bracket."""
    if tokens[t].text == "(":
        close = next((k for k in range(t, len(tokens)) if tokens[k].text == ")"), len(tokens))
        return close - t > 4
    return tokens[t - 1].text in (",", "—", "–", "--", "―") and (
        tokens[t].tag in ("WDT", "WP", "WP$", "VBG")
        or (tokens[t].tag == "IN" and tokens[t].dep == "prep")
        or any(k.tag in ("WDT", "WP") for k in tokens[t + 1 : t + 3] if tokens[t].pos != "PROPN")
        or (tokens[t].pos == "ADV" and t + 1 < len(tokens) and tokens[t + 1].tag == "VBG")
    )


def beside(tokens: Tokens, i: int) -> Source | None:
    """The source that stands next to verb i, where the parse has lost it (", said Ali Reza", "the aide said")."""
    low = i
    while low > 0 and tokens[low - 1].pos in ("AUX", "ADV", "PART"):
        low -= 1
    if (low == 0 or tokens[low - 1].text in _CLOSERS) and i + 1 < len(tokens) and tokens[i].tag != "VBG":
        ahead = any(c > i and tokens[c].dep in ("dobj", "dative", "ccomp", "prep") for c in tokens[i].children)
        aside = _before_aside(tokens, low - 1) if ahead else None
        return aside or _phrase_at(tokens, i + 1) or _before_aside(tokens, low - 1)
    end = low - 1
    described = _described(tokens, end, i)
    if described is not None:
        return described
    if tokens[end].text == ")":
        end = next((k - 1 for k in range(end, 0, -1) if tokens[k].text == "("), end)
    if end < 0 or tokens[end].pos not in _NOMINAL or tokens[end].entity in ("DATE", "TIME"):
        return None
    first = end
    while first > 0 and tokens[first - 1].text not in _CLOSERS and tokens[first - 1].pos in _IN_NAMES:
        first -= 1
    while first < end and tokens[first].pos in ("CCONJ", "PUNCT"):
        first += 1
    named = _behind_time(tokens, first, end)
    if named > first or first == 0 or tokens[first - 1].text in _CLOSERS or tokens[first - 1].pos == "CCONJ":
        first = named
        head = next((t for t in range(first, end + 1) if not first <= tokens[t].head <= end), end)
        return (first, end), head if tokens[head].pos in _NOMINAL else end
    head = end
    while tokens[head].dep in ("compound", "flat") and head < tokens[head].head <= end:
        head = tokens[head].head
    return (syntax.noun_phrase(tokens, head)[0], end), head


def _behind_time(tokens: Tokens, first: int, end: int) -> int:
    """Where a source begins that the parser has joined to the day before it ("On Friday Ford announced")."""
    t = first + (tokens[first].pos == "ADP")
    start = t
    while t < end and (tokens[t].entity in ("DATE", "TIME") or (t > start and tokens[t].text == ",")):
        t += 1
    return t if t > start else first


def _described(tokens: Tokens, end: int, verb: int) -> Source | None:
    """The noun phrase whose relative or participial clause ends before verb i ("an aide who asked not to be named said")."""
    for i in (end, *syntax.ancestors(tokens, end)):
        head = tokens[i].head
        if tokens[i].dep not in ("relcl", "acl") or not head < i < verb:
            continue
        if max(t for t in syntax.subtree(tokens, i) if t < verb) != end:
            continue
        first, _ = syntax.noun_phrase(tokens, head)
        if tokens[head].pos in _NOMINAL and (first == 0 or tokens[first - 1].text in _CLOSERS):
            return (first, end), head
    return None


def _before_aside(tokens: Tokens, comma: int) -> Source | None:
    """The noun phrase before an aside that ends in a comma ("Two analysts, Ali Reza and Omar Said, found"), or None."""
    if comma <= 0 or tokens[comma].text != ",":
        return None
    opens = next((t for t in range(comma - 2, max(0, comma - 20), -1) if tokens[t].text == ","), 0)
    if opens == 0 or tokens[opens - 1].pos not in _NOMINAL or any(t.tag in _FINITE for t in tokens[opens:comma]):
        return None
    head = opens - 1
    first, _ = syntax.noun_phrase(tokens, head)
    while first > 1 and tokens[first - 1].lower == "of" and tokens[tokens[first - 1].head].pos in _NOMINAL:
        head = min(tokens[first - 1].head, first - 2)  # "the mayor of Kyiv, Ali Reza, said"
        first, _ = syntax.noun_phrase(tokens, head)
    return (first, opens - 1), head


def _phrase_at(tokens: Tokens, start: int) -> Source | None:
    """The noun phrase that begins at a token, or None."""
    for head in range(start, min(start + 8, len(tokens))):
        token = tokens[head]
        if token.entity in ("DATE", "TIME"):
            return None
        if token.pos in _NOMINAL and token.dep != "poss":
            follows = tokens[head + 1].pos if head + 1 < len(tokens) else ""
            hyphen = head + 1 < len(tokens) and tokens[head + 1].text == "-" and tokens[head + 1].start == token.end
            if token.pos == "PRON" or (follows not in ("PROPN", "NOUN") and not hyphen):
                return (start, head), head
        elif token.pos not in ("PROPN", "NOUN", "ADJ", "DET", "NUM", "PRON", "PART") and token.text != "-":
            return None
    return None
