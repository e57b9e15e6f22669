"""Where what is said begins and ends, where the parse alone does not tell."""

from __future__ import annotations

from panj import syntax
from panj.claims.speakers.found import Tokens, between, extent, joined
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import RELAYED, cues
from panj.knowledge.english.eventuality import eventuality

_PAUSES = frozenset({",", "”", '"', "''", "’", "?", "!", "—", "--", "–", "-", "'", "…", "..."})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WITHIN = frozenset({"while", "although", "though", "because", "so", "if", "unless", "as", "since"})
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_BESIDE = frozenset({"oprd", "xcomp", "ccomp", "acl", "prep", "dative"})


def clause(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The span of the clause to the right of verb i that it governs as what is said."""
    for c in tokens[i].children:
        marks = [tokens[k].lower for k in tokens[c].children if tokens[k].dep == "mark"]
        if c > i and tokens[c].dep == "ccomp" and "so" not in marks and "because" not in marks:
            first, last = syntax.edges(tokens, c)
            if first <= i:  # "what officials said was a mistake"
                if i + 1 < last and tokens[i + 1].text not in _PAUSES and tokens[i].dep != "ROOT":
                    return between(tokens, i + 1, last)
                continue
            if tokens[first].tag == "WDT" and tokens[first - 1].text == ",":  # "fired a missile, he said, which hit"
                continue
            last = _cut(tokens, i, c, last)
            if first < last and tokens[first].lower in ("that", "if", "whether") and tokens[first].dep == "mark":
                first += 1
            if first == i + 1:  # "said yesterday he would"
                first = next((t for t in range(first, last) if tokens[t].entity not in ("DATE", "TIME")), first)
            return between(tokens, first, _more(tokens, i, c, last))
    return _slipped(tokens, i)


def _slipped(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The span of a clause whose subject the parse took for the object of "say" ("saying [an attack caused losses]")."""
    held = next((c for c in tokens[i].children if c > i and tokens[c].dep == "dobj"), None)
    if tokens[i].lemma != "say" or held is None or tokens[i + 1].text in _PAUSES:
        return None
    verb = syntax.edges(tokens, held)[1] + 1
    if verb >= len(tokens) or tokens[verb].tag not in _FINITE or any(
        tokens[k].dep in syntax.SUBJECTS for k in tokens[verb].children
    ):  # fmt: skip
        return None
    return between(tokens, i + 1, syntax.edges(tokens, verb)[1])


def around(tokens: Tokens, i: int, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of what a parenthesis of saying interrupts, ends or opens: ", officials said,", ", said Peru", "as he said"."""
    token = tokens[i]
    if said_as(tokens, i):
        return but_for(tokens, token.head, i)
    if source is None or tokens[source[0]].lower == "you":  # "having, you know, laws"
        return None
    if token.dep not in ("ROOT", "parataxis", "advcl", "ccomp", "conj"):
        return None
    if token.dep in ("advcl", "conj", "ccomp") and not _bare_saying(tokens, i):
        return None
    low, high = min(source[0], i), max(source[1], i)
    while low > 0 and (tokens[low - 1].head == i and tokens[low - 1].dep in ("aux", "auxpass", "advmod")):
        low -= 1
    if low == 0 or tokens[low - 1].text not in _PAUSES:
        return None
    bare, high = high, _with_own(tokens, i, high)
    enclosed = tokens[low - 1].text == "," and high + 2 < len(tokens) and tokens[high + 1].text == ","
    if (
        enclosed and tokens[low - 2].dep == "mark" and tokens[low - 2].head == token.head
    ):  # "because, it said, Peru had"
        return between(tokens, high + 2, syntax.edges(tokens, token.head)[1])
    if enclosed and (held := embedded(tokens, token.head, low, high + 1)) is not None:
        return held
    ends = enclosed and _is_new_clause(tokens, i, high + 2)
    if enclosed and not ends and tokens[low - 2].pos not in ("VERB", "AUX") and (
        high == bare or tokens[high + 2].pos in ("VERB", "AUX")
    ):  # fmt: skip
        return between(tokens, 0, _last(tokens))
    left = list(range(low))
    clauses = [c for c in token.children if tokens[c].dep in ("ccomp", "parataxis") and c < low]
    if token.dep == "ROOT" and not clauses and any(tokens[c].dep == "advcl" and c < low for c in token.children):
        return None
    if not any(tokens[t].tag in _FINITE and not _in_relative(tokens, t, i) for t in left):
        return None
    if token.dep == "ROOT":
        right = [t for c in clauses for t in syntax.subtree(tokens, c) if t > high]
    else:
        own = set(syntax.subtree(tokens, i))
        right = [t for t in syntax.subtree(tokens, token.head) if t > high and t not in own]
    return between(tokens, left[0], max(right) if right and not ends else left[-1])


def embedded(tokens: Tokens, top: int, low: int, high: int) -> tuple[int, int] | None:
    """The span of the clause of verb `top` where it hangs on another word and what stands from `low` to `high` interrupts it.

    In "soldiers who, the army said, had crossed the border fled" the army does not say that they fled.
    """
    if tokens[top].dep not in ("relcl", "acl", "ccomp", "advcl") or tokens[top].head == top:
        return None
    first, last = syntax.edges(tokens, top)
    if not 0 <= first < low or last <= high or (first == 0 and tokens[top].dep != "advcl"):
        return None
    opening = syntax.opening_that(tokens, top)
    return between(tokens, first + 1 if opening == first else first, last)


def _in_relative(tokens: Tokens, t: int, i: int) -> bool:
    """Whether token t stands in a relative clause below verb i: "under a truce *that Egypt brokered*, both sides pledged"."""
    for a in (t, *syntax.ancestors(tokens, t)):
        if a == i:
            return False
        if tokens[a].dep == "relcl":
            return True
    return False


def _with_own(tokens: Tokens, i: int, high: int) -> int:
    """The last token of a parenthesis with what hangs on its verb and ends before a comma ("police said on Tuesday,")."""
    heard = ("dobj", "dative") if tokens[i].lemma in words("addressing_verbs") else ()
    own = [syntax.edges(tokens, c) for c in tokens[i].children if c > high and tokens[c].dep in (*_OWN, *heard)]
    last = high
    for first, end in own:
        if first == last + 1:
            last = end
    return last if last + 1 < len(tokens) and tokens[last + 1].text == "," else high


_OWN = frozenset({"prep", "npadvmod", "advmod"})
"""What a verb of saying has behind it in a parenthesis: a day, a place; whoever is told something is one more."""


def said_as(tokens: Tokens, i: int) -> bool:
    """Whether verb i stands in a clause with "as" ("as officials said")."""
    return tokens[i].dep == "advcl" and any(
        tokens[k].dep == "mark" and tokens[k].lower == "as" for k in tokens[i].children
    )


def asserts(tokens: Tokens, i: int) -> bool:
    """Whether "as X had said" says that it is so: what was feared, demanded or agreed may be told of by others."""
    frames = cues().get((tokens[i].lemma, "V"), {})
    cue, control = frames.get("clause"), eventuality().verbs.get(tokens[i].lemma, {})
    if cue is None or cue.stance not in ("asserts", "accuses") or cue.kind != "speech":
        return False
    wished = "that" in control and control["that"].effect == "hypothetical" and cue.stance == "asserts"
    meant = "inf" in frames and "inf" in control and control["inf"].effect == "planned"
    return not (wished or meant)


def _is_new_clause(tokens: Tokens, i: int, start: int) -> bool:
    """Whether what stands behind a parenthesis of verb i is the speaker's next act (", adding", ", which", ", and")."""
    token = tokens[start]
    if token.tag in ("VBG", "CC"):
        return going_on(tokens, i, start) is None
    return token.tag in ("WDT", "WP") or (token.head == i and token.dep in ("prep", "advcl", "appos"))


def going_on(tokens: Tokens, i: int, start: int) -> int | None:
    """The last token of what goes on at `start`, behind the parenthesis of token i, with the clause before it, else None.

    In "jets bombed a market, rescuers said, killing nine" the jets kill; ", accusing" and ", and called on" are the speaker's.
    """
    top = tokens[i].head if tokens[i].dep != "ROOT" else syntax.child(tokens, i, "ccomp")
    behind = (
        [c for c in tokens[top].children if c >= start and tokens[c].dep in ("advcl", "conj")]
        if top is not None
        else []
    )
    if not behind or (tokens[behind[0]].lemma, "V") in cues():
        return None
    verb = behind[0]
    if tokens[start].tag == "VBG" and (verb != start or tokens[verb].dep != "advcl"):
        return None
    if any(tokens[k].dep in syntax.SUBJECTS for k in tokens[verb].children):
        return None
    return syntax.edges(tokens, verb)[1]


def but_for(tokens: Tokens, top: int, i: int) -> tuple[int, int] | None:
    """The span of the clause of verb `top` without that of verb i, where i stands at one of its ends."""
    own = set(syntax.subtree(tokens, i))
    rest = [t for t in syntax.subtree(tokens, top) if t not in own]
    if tokens[top].pos not in ("VERB", "AUX") or not rest:
        return None
    return between(tokens, rest[0], rest[-1])


def _last(tokens: Tokens) -> int:
    """The last token of a sentence before its closing punctuation."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in (".", "!", "?"):
        last -= 1
    return last


def _bare_saying(tokens: Tokens, i: int) -> bool:
    """Whether verb i stands in a parenthesis of saying (", officials said,"): a subject and nothing else."""
    return not any(tokens[c].dep in ("dobj", "ccomp", "xcomp", "mark") for c in tokens[i].children) and any(
        tokens[c].dep == "nsubj" for c in tokens[i].children
    )


def _cut(tokens: Tokens, verb: int, top: int, last: int) -> int:
    """The last token of a content clause, without what the speaker does next ("and warned", ", citing")."""
    below = [top]
    for c in below:
        below.extend(d for d in tokens[c].children if d > top and tokens[d].dep in ("conj", "ccomp", "xcomp"))
        for d in tokens[c].children:
            if d <= top or tokens[d].pos not in ("VERB", "AUX"):
                continue
            first, end = syntax.edges(tokens, d)
            if end != last:
                continue
            before = tokens[first - 1]
            if tokens[d].dep == "advcl" and tokens[d].tag == "VBG" and before.text == "," and _speaks(tokens, d):
                return first - 2
            if tokens[d].dep == "conj" and (_goes_on(tokens, verb, d) or _answers(tokens, verb, d)):
                cut = next((k for k in range(d - 1, top, -1) if tokens[k].dep == "cc"), d)
                return cut - 1
    return last


def uncommented(tokens: Tokens, content: tuple[int, int]) -> tuple[int, int]:
    """A content without what the author calls it at its end: ", a charge that Nairobi rejected", ", claims denied by Kenya"."""
    last = next((t.i for t in reversed(tokens) if content[0] <= t.start and t.end <= content[1]), -1)
    for noun in range(last, 1, -1):
        if groups("held_nouns").get(tokens[noun].lemma) != "told" or tokens[noun].dep not in _BESIDE_CLAUSES:
            continue
        first = syntax.noun_phrase(tokens, noun)[0]
        named = tokens[first].lower in ("a", "an") or (first == noun and tokens[noun].tag == "NNS")
        if not named or tokens[first - 1].text != "," or tokens[first - 2].start < content[0]:
            continue
        told = (c for c in tokens[noun].children if tokens[c].dep in ("relcl", "acl"))
        if any(
            syntax.child(tokens, c, "mark") is None and syntax.edges(tokens, c)[1] in (last, last + 1) for c in told
        ):
            return content[0], tokens[first - 2].end
    return content


_BESIDE_CLAUSES = frozenset({"appos", "dobj", "npadvmod", "conj", "attr", "dep"})
"""How the parse hangs a noun that names what the clause before it tells."""


def _goes_on(tokens: Tokens, verb: int, i: int) -> bool:
    """Whether the speaker of one verb goes on speaking by verb i ("said that ... and warned"); who reports does not demand."""
    if (
        tokens[i].tag != tokens[verb].tag
        or not _speaks(tokens, i)
        or (tokens[verb].lemma == "report" and tokens[i].lemma not in RELAYED)
    ):
        return False
    return not any(tokens[k].dep in syntax.SUBJECTS for k in tokens[i].children)


def _answers(tokens: Tokens, verb: int, i: int) -> bool:
    """Whether verb i begins the words or mind of somebody else (", and his critics blame him"), or leaves a relative clause."""
    subject = syntax.child(tokens, i, "nsubj")
    if subject is None or not cues().get((tokens[i].lemma, "V")) or syntax.child(tokens, i, "mark") is not None:
        return False
    cc = next((k for k in range(syntax.edges(tokens, subject)[0] - 1, -1, -1) if tokens[k].dep in ("cc", "punct")), -1)
    new = tokens[subject].pos != "PRON" or tokens[verb].dep == "relcl"
    return new and cc > 0 and tokens[cc].dep == "cc" and tokens[cc - 1].text == ","


def _speaks(tokens: Tokens, i: int) -> bool:
    """Whether verb i is one of saying."""
    frames = cues().get((tokens[i].lemma, "V"), {})
    return any(cue.kind == "speech" for cue in frames.values())


def _more(tokens: Tokens, verb: int, top: int, last: int) -> int:
    """The last token of a content clause with what the parse hung on the verb of saying and belongs to the clause."""
    for c in tokens[verb].children:
        if c <= last:
            continue
        first, end = syntax.edges(tokens, c)
        if first > last + 3:
            break
        if tokens[c].dep == "conj":
            own = any(tokens[k].dep in syntax.SUBJECTS for k in tokens[c].children)
            within = own and not _speaks(tokens, c) and not _told_instead(tokens, verb, top, c)
        else:
            marks = [tokens[k].lower for k in tokens[c].children if tokens[k].dep == "mark"]
            within = tokens[c].dep == "advcl" and (
                any(mark in _WITHIN for mark in marks) or (bool(marks) and tokens[first - 1].text != ",")
            )
        if within:
            last = end
    return last


def _told_instead(tokens: Tokens, verb: int, top: int, i: int) -> bool:
    """Whether verb i tells what came instead of what verb `verb` denies, fears or promises (", but Iran expelled the envoy").

    What is still denied or feared has "that" before it, or the tense of what is reported.
    """
    cue = cues().get((tokens[verb].lemma, "V"), {}).get("clause")
    if cue is None or cue.stance in ("asserts", "accuses") or syntax.child(tokens, i, "mark") is not None:
        return False
    cc = next((k for k in range(i - 1, top, -1) if tokens[k].dep == "cc" and tokens[k].head in (verb, top)), None)
    if cc is None or tokens[cc - 1].text not in (",", ";") or tokens[i].lemma == "be":
        return False
    return _simple_past(tokens, i) and (tokens[cc].lower != "and" or not _simple_past(tokens, top))


def _simple_past(tokens: Tokens, i: int) -> bool:
    """Whether verb i tells of something done, in the simple past ("expelled", "were killed")."""
    aids = [tokens[c] for c in tokens[i].children if tokens[c].dep in ("aux", "auxpass")]
    if not aids:
        return tokens[i].tag == "VBD"
    return tokens[i].tag == "VBN" and len(aids) == 1 and aids[0].lemma == "be" and aids[0].tag == "VBD"


def held(tokens: Tokens, i: int, head: int) -> tuple[int, int]:
    """The span of the object of verb i with what stands beside it ("called [the raid a crime]")."""
    first, last = syntax.edges(tokens, head)
    last = _but_aside(tokens, head, last)
    whole = between(tokens, first, last)
    if head < i:
        return extent(tokens, head)
    for c in tokens[i].children:
        if c <= last or tokens[c].dep not in _BESIDE:
            continue
        start, end = syntax.edges(tokens, c)
        if start != last + 1 or tokens[c].entity in ("DATE", "TIME"):
            break
        last = end
    return joined(whole, between(tokens, first, last)) or whole


def _but_aside(tokens: Tokens, head: int, last: int) -> int:
    """The last token of an object without a relative clause that a comma sets off at its end."""
    for t in range(last, head, -1):
        if tokens[t].dep == "relcl":
            first, end = syntax.edges(tokens, t)
            if end == last and tokens[first - 1].text == "," and tokens[first].tag in _RELATIVES:
                return first - 2
    for c in tokens[head].children:  # "criticised the treaty on Sunday"
        if c > head and tokens[c].dep == "prep" and any(
            tokens[d].dep == "pobj" and tokens[d].entity in ("DATE", "TIME") for d in tokens[c].children
        ):  # fmt: skip
            first, end = syntax.edges(tokens, c)
            return first - 1 if end == last else last
    return last


def is_infinitive(tokens: Tokens, i: int) -> bool:
    """Whether i is the verb of an infinitive with "to"."""
    return tokens[i].tag == "VB" and any(tokens[k].lower == "to" and tokens[k].dep == "aux" for k in tokens[i].children)
