"""Verbs of saying: their source, and their content in a clause, a quotation, an infinitive, an object or a preposition."""

from __future__ import annotations

from collections.abc import Sequence

from panj import syntax
from panj.claims import clauses, denials
from panj.claims.speakers import borders, subjects
from panj.claims.speakers.found import Found, Tokens, extent, joined
from panj.knowledge.english import groups
from panj.knowledge.english.cues import PREPOSITIONS, Cue, cues, document_nouns
from panj.knowledge.english.eventuality import eventuality
from panj.records import Quotation, Sentence, Token

_WITH_OBJECT = frozenset({"as", "for", "with", "of", "over", "from", "to", "against"})
_UNNAMED = frozenset({"name", "identify", "quote"})
"""What anonymous sources ask not to be: they ask nobody for an act."""
_OPENERS = frozenset({",", "”", '"', "''", "’", "?", "!", "—", "--", "–", "-", "'", "…", "..."})


def owners(sentence: Sentence, quoted: Sequence[Quotation]) -> list[tuple[Quotation, int]]:
    """(quotation, the verb of saying that it belongs to) of a sentence, for the quotations that have one there."""
    if not quoted:
        return []
    table = cues()
    sayers = [
        t for t in sentence.tokens
        if t.pos in ("VERB", "AUX") and table.get((t.lemma, "V"), {}).keys() & {"clause", "quote"}
        and not any(q.start <= t.start < q.end for q in quoted)
    ]  # fmt: skip
    found = []
    for q in quoted:
        owner = _owner(sentence, q, sayers)
        if owner is not None:
            found.append((q, owner))
    return found


def _owner(sentence: Sentence, q: Quotation, sayers: Sequence[Token]) -> int | None:
    """The verb of saying that a quotation belongs to: the one it hangs on, else the one before it, else behind it."""
    tokens = sentence.tokens
    inside = [t.i for t in tokens if q.start <= t.start < q.end]
    if inside:
        top = min(inside, key=lambda i: (_depth(tokens, i), i))
        verbs = {t.i for t in sayers}
        for a in syntax.ancestors(tokens, top):
            if a in verbs and not _closed_by(sentence, q, sayers, a) and not _parted(tokens, a, q):
                nearer = [t.i for t in sayers if min(a, inside[0]) < t.i < max(a, inside[-1])]
                return (nearer[-1] if a < inside[0] else nearer[0]) if nearer else a
    before = [t for t in sayers if t.end <= q.start and not _parted(tokens, t.i, q)]
    behind = [t for t in sayers if t.start >= q.end and not _in_relative(tokens, t.i, q)]
    if behind and (not before or _ends_with_comma(sentence, q)):
        return behind[0].i
    return before[-1].i if before else None


def _parted(tokens: Tokens, verb: int, q: Quotation) -> bool:
    """Whether a semicolon and another clause stand between a verb of saying and words in quotation marks behind it."""
    between = [t for t in tokens[verb + 1 :] if t.start < q.start]
    stop = next((n for n, t in enumerate(between) if t.text == ";"), len(between))
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in between[stop:])


def _in_relative(tokens: Tokens, verb: int, q: Quotation) -> bool:
    """Whether a verb of saying stands in a relative clause on a noun behind a quotation (", including Wu, who tried to warn")."""
    chain = [verb, *syntax.ancestors(tokens, verb)]
    return any(tokens[a].dep == "relcl" and tokens[tokens[a].head].start >= q.end for a in chain)


def _closed_by(sentence: Sentence, q: Quotation, sayers: Sequence[Token], above: int) -> bool:
    """Whether a quotation that ends in a comma is followed by another verb of saying than the one above it."""
    behind = [t.i for t in sayers if t.start >= q.end]
    return bool(behind) and behind[0] != above and _ends_with_comma(sentence, q) and above < behind[0]


def _ends_with_comma(sentence: Sentence, q: Quotation) -> bool:
    """Whether a comma stands at the end of a quotation, inside or outside its mark."""
    at = q.end - sentence.start
    return "," in sentence.text[max(0, at - 1) : at + 3]


def _depth(tokens: Tokens, i: int) -> int:
    """How far token i lies below the root."""
    return sum(1 for _ in syntax.ancestors(tokens, i))


def read(sentence: Sentence, token: Token, frames: dict[str, Cue], quoted: Sequence[Quotation]) -> Found | None:
    """The attribution of a verb of saying, or None where it has no content.

    Args:
        sentence: Its sentence.
        token: The verb.
        frames: Its rows in the table of cues.
        quoted: The quotations of the sentence that belong to it.
    """
    tokens, i = sentence.tokens, token.i
    passive = syntax.is_passive(tokens, i) and not _has(tokens, i)
    source = subjects.of_verb(tokens, i, passive)
    if (
        not passive
        and frames.keys() & {"clause", "quote"}
        and (source is None or _inside(tokens, source[1], i, quoted))
    ):
        source = subjects.beside(tokens, i) or source
    got = _said(sentence, i, frames, source, quoted) or _held(tokens, i, frames, passive)
    if got is None and quoted and not passive and (beside := subjects.beside(tokens, i)):
        got = _said(sentence, i, frames, beside, quoted)  # the parse has lost a part of the source
        source = beside if got is not None else source
    if got is None and source is not None and not passive:
        got = _to_come(sentence, i, frames)
    if got is None:
        return None
    content, cue, rule = got
    if cue.kind == "attitude" and not passive and (source is None or _in_passing(token)):
        return None
    if _silent(tokens, i, cue):
        return None
    span, head = source if source else (None, None)
    others = borders.said_as(tokens, i) and not borders.asserts(tokens, i)  # "as Washington had feared, troops invaded"
    return Found(
        sentence.index, span, head, _cue_span(tokens, i), content, i, _stance(tokens, i, cue),
        f"{cue.place}: {cue.lemma} {rule}", "attitude" if others else cue.kind,
    )  # fmt: skip


def _in_passing(token: Token) -> bool:
    """Whether a verb names an attitude in passing only: "a petition opposing the law", "lost support by backing it"."""
    return token.tag == "VBG" and token.dep in ("pcomp", "acl")


def _has(tokens: Tokens, i: int) -> bool:
    """Whether what the parse takes for a passive is "he's said that": a contracted "has"."""
    short = any(tokens[c].text in ("'s", "’s") for c in syntax.children(tokens, i, "auxpass"))
    return (
        short
        and syntax.child(tokens, i, "dobj", "ccomp", "prep") is not None
        and not syntax.children(tokens, i, "agent")
    )


def _stance(tokens: Tokens, i: int, cue: Cue) -> str:
    """The stance of verb i: what is not said, and what is asked, is open."""
    negated = any(tokens[c].dep == "neg" or tokens[c].lower in ("never", "nor") for c in tokens[i].children)
    if cue.kind == "attitude" or not (negated or _asked(tokens, i)):
        return cue.stance
    return "asserts" if cue.stance == "denies" else "doubts"


def _asked(tokens: Tokens, i: int) -> bool:
    """Whether the content of verb i is a question: "whether", "if"."""
    return any(
        tokens[k].lower in ("whether", "if") and tokens[k].dep == "mark"
        for c in tokens[i].children if tokens[c].dep == "ccomp" and c > i for k in tokens[c].children
    )  # fmt: skip


def _silent(tokens: Tokens, i: int, cue: Cue) -> bool:
    """Whether verb i says nothing: "declined to confirm that", "will decide whether to", "will rule on Friday whether"."""
    to_come = any(tokens[c].lower == "will" for c in tokens[i].children)
    open_yet = cue.kind == "belief" or (cue.kind == "speech" and to_come)
    if open_yet and cue.stance == "asserts" and _asked(tokens, i):
        return True
    above = tokens[syntax.first_conjunct(tokens, i)]
    return cue.kind == "speech" and above.dep == "xcomp" and tokens[above.head].lemma in ("decline", "refuse")


def _inside(tokens: Tokens, head: int, i: int, quoted: Sequence[Quotation]) -> bool:
    """Whether what the parse takes for the source stands in the words quoted."""
    return any(q.start <= tokens[head].start < q.end and not q.start <= tokens[i].start < q.end for q in quoted)


def _said(
    sentence: Sentence,
    i: int,
    frames: dict[str, Cue],
    source: tuple[tuple[int, int], int] | None,
    quoted: Sequence[Quotation],
) -> tuple[tuple[int, int], Cue, str] | None:
    """(content, cue, rule) of a verb that takes a clause or a quotation."""
    clause = frames.get("clause")
    cue = clause or frames.get("quote")
    if cue is None:
        return None
    tokens = sentence.tokens
    right = borders.clause(tokens, i) if clause else None
    spoken = joined(*((q.start, q.end) for q in quoted))
    if right is not None:
        near = [q for q in quoted if (q.start <= right[1] + 3 and q.end > right[0]) or q.start > tokens[i].end]
        if near and source is not None:  # '"Chile attacked us," he said; "Bolivia did not."'
            near.extend(q for q in quoted if q.end <= tokens[i].start and _touches(sentence, tokens[i], source[0], q))
        return joined(right, *((q.start, q.end) for q in near)) or right, cue, "clause"
    around = borders.around(tokens, i, source[0] if source else None) if clause else None
    content = joined(around, spoken)
    if content is None:
        return None
    if around is None and not any(_touches(sentence, tokens[i], source[0] if source else None, q) for q in quoted):
        return None
    return content, cue, "clause" if around else "quote"


def _to_come(sentence: Sentence, i: int, frames: dict[str, Cue]) -> tuple[tuple[int, int], Cue, str] | None:
    """An empty content for a finite verb of speech that has none in its sentence: the next may bring it."""
    cue = frames.get("clause") or frames.get("quote")
    tokens = sentence.tokens
    if cue is None or cue.kind != "speech" or tokens[i].tag not in ("VBD", "VBZ", "VBP"):
        return None
    return (sentence.end, sentence.end), cue, "next"


def _held(tokens: Tokens, i: int, frames: dict[str, Cue], passive: bool) -> tuple[tuple[int, int], Cue, str] | None:
    """(content, cue, rule) of a verb whose content is an infinitive, the object of a preposition, or its object."""
    held = syntax.objects(tokens, i)
    if not passive and (called := clauses.called(tokens, i)) is not None and "object" in frames:
        return extent(tokens, called), frames["object"]._replace(kind="speech"), "called so"
    if "inf" in frames:
        span = _infinitive(tokens, i, passive)
        if span is not None:
            return span, frames["inf"], "inf"
    hung = [(name, t) for name, t in syntax.prepositions(tokens, i) if name in PREPOSITIONS and name in frames]
    task = [c for c in tokens[i].children if hung and c > hung[0][1] and borders.is_infinitive(tokens, c)]
    for name, t in sorted(hung, key=lambda pair: pair[0] == "on"):
        if tokens[t].entity in ("DATE", "TIME") or (name == "on" and "for" in frames and not task):
            continue
        span = joined(extent(tokens, t), *(extent(tokens, c) for c in task[:1])) or extent(tokens, t)
        return span, frames[name], name
    if "findings" in frames and held and _is_document(tokens, i):
        return borders.held(tokens, i, held[0]), frames["findings"], "findings"
    if "act" in frames and held and not passive and _is_act(tokens, held[0]):
        return borders.held(tokens, i, held[0]), frames["act"], "act"
    if "object" not in frames:
        return None
    cue = frames["object"]
    if passive:
        subject = syntax.child(tokens, i, "nsubjpass")
        if (
            subject is None
            or tokens[subject].tag in ("WDT", "WP")
            or not syntax.children(tokens, i, "agent", "auxpass")
        ):
            return None
        tail = [extent(tokens, c) for c in tokens[i].children if c > i and (
            tokens[c].dep == "oprd" or (tokens[c].dep == "prep" and tokens[c].lower in _WITH_OBJECT))]  # fmt: skip
        return joined(extent(tokens, subject), *tail) or extent(tokens, subject), cue, "object"
    doing = next((c for c in tokens[i].children if c > i and tokens[c].dep == "xcomp" and _gerund(tokens, c)), None)
    if doing is not None and not held:
        return extent(tokens, doing), cue, "object"
    if not held or tokens[held[0]].tag in ("WDT", "WP"):
        return None
    if denials.speaks(tokens, held[0], eventuality()):
        cue = cue._replace(kind="speech")
    return borders.held(tokens, i, held[0]), cue, "object"


def _gerund(tokens: Tokens, i: int) -> bool:
    """Whether verb i is a gerund, also one of the past ("denies having bombed")."""
    return tokens[i].tag == "VBG" or any(tokens[k].tag == "VBG" and tokens[k].dep == "aux" for k in tokens[i].children)


def _is_act(tokens: Tokens, head: int) -> bool:
    """Whether an object names an act ("an attack", "responsibility") or something is done to it ("ten soldiers killed")."""
    if tokens[head].lemma in groups("act_families") or tokens[head].lemma == "responsibility":
        return True
    last = tokens[syntax.conjuncts(tokens, head)[-1]]
    return any(tokens[c].dep == "acl" and tokens[c].tag == "VBN" for c in last.children)


def _is_document(tokens: Tokens, i: int) -> bool:
    """Whether the subject of verb i is a document or a study ("the poll shows")."""
    subject = syntax.child(tokens, i, "nsubj")
    return subject is not None and tokens[subject].lemma in document_nouns()


def _infinitive(tokens: Tokens, i: int, passive: bool) -> tuple[int, int] | None:
    """The span of the infinitive below a verb, with who is to do it ("urged [Peru to withdraw]")."""
    if passive and tokens[i].dep == "acl":
        return None
    for c in tokens[i].children:
        if c < i or tokens[c].dep not in ("xcomp", "ccomp", "advcl") or not any(
            tokens[k].dep == "aux" and tokens[k].lower == "to" for k in tokens[c].children
        ):  # fmt: skip
            continue
        if tokens[c].dep == "advcl" and not syntax.objects(tokens, i) and not syntax.prepositions(tokens, i):
            continue
        if tokens[c].lemma in _UNNAMED and syntax.child(tokens, c, "neg") is not None:
            continue
        spans = [extent(tokens, c)]
        if passive:
            subject = syntax.child(tokens, i, "nsubjpass")
            spans.extend([extent(tokens, subject)] if subject is not None else [])
        else:
            spans.extend(extent(tokens, o) for o in syntax.objects(tokens, i) if i < o < c)
        return joined(*spans)
    return None


def _touches(sentence: Sentence, token: Token, source: tuple[int, int] | None, q: Quotation) -> bool:
    """Whether a comma or colon, or nothing but the source, stands between a verb and a quotation."""
    if q.start > token.end:
        between = sentence.text[token.end - sentence.start : max(0, q.start - sentence.start - 1)]
        return len(between) < 80 and (between.strip() == "" or between.rstrip().endswith((",", ":", "that")))
    first = min(source[0], token.i) if source else token.i
    between = sentence.text[max(0, q.end - sentence.start) : sentence.tokens[first].start - sentence.start]
    return len(between.strip("\"“”'‘’,.?!—–- ")) < 12


def _cue_span(tokens: Tokens, i: int) -> tuple[int, int]:
    """The offsets of a verb of saying with its auxiliaries and particle where they touch it."""
    first = last = i
    for c in sorted(tokens[i].children, reverse=True):
        if tokens[c].dep in ("aux", "auxpass", "neg") and c == first - 1:
            first = c
    for c in tokens[i].children:
        if tokens[c].dep == "prt" and c == last + 1:
            last = c
    return tokens[first].start, tokens[last].end
