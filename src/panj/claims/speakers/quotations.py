"""Quotations over several sentences and paragraphs: whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from panj import syntax
from panj.claims.speakers.found import Found
from panj.records import ParsedDocument, Quotation, Sentence

_SIGNED = re.compile(r"[\"”’']{0,2}\s*[―—–]\s*(?P<name>[A-Z][^\n.,;:!?\"“”]{2,40})\.?\s*(?:\n|$)")
COLON = "speakers: name before a colon"
_BACK = 12
"""How many sentences back a quotation may have begun."""
_SIGNABLE = 10
"""A shorter quotation is not signed by a name behind a dash."""
_MARKS = frozenset({'"', "“", "''", "``", "‘"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PEOPLE = frozenset({"he", "she", "they", "we", "i"})
_LEAST = 25
"""A shorter quotation without a cue of its own is rather a title or a word put in marks."""


def carried_on(parsed: ParsedDocument, found: Sequence[Found]) -> list[Found]:
    """The attributions of a document, with what is said in the sentences behind their own.

    A quotation without a cue of its own belongs to whoever spoke last; a verb of saying without content takes the
    quotation (or, behind a colon, the paragraph) that follows it; a name before a colon speaks to the end of its
    paragraph; a name behind a dash signs the quotation before it.

    Args:
        parsed: The document.
        found: The attributions of its sentences in order; those that wait for their content have an empty one.
    """
    result = list(found)
    _give_paragraphs(parsed, result)
    by_sentence: dict[int, list[int]] = {}
    for n, f in enumerate(result):
        by_sentence.setdefault(f.sentence, []).append(n)
    wholes = _wholes(parsed.quotations)
    for k, (q, parts) in enumerate(wholes):
        first = q.sentences[0]
        near = [n for s in range(first - _BACK, q.sentences[-1] + 2) for n in by_sentence.get(s, ())]
        own = [n for n in near if _overlaps(result[n].content, q) and not any(_in(result[n].cue, p) for p in parts)]
        for n in own:
            f = result[n]
            if (
                f.kind != "attitude"
                and (f.content[1] < q.end or len(parts) > 1)
                and any(_overlaps(f.content, p) for p in parts)
            ):
                start = q.start if len(parts) > 1 else f.content[0]
                result[n] = f._replace(content=(min(start, f.content[0]), max(q.end, f.content[1])))
        if own:
            continue
        signed = _signed(parsed, q)
        if signed is not None:
            result.append(signed)
            continue
        introduced = _introduced(parsed, q) or _spoken(parsed, q)
        if introduced is not None:
            result.append(introduced)
            continue
        there = [(n, result[n]) for n in near]
        before = _behind(parsed, there, q)
        if before is None:
            before = _before(parsed, there, q, [earlier for earlier, _ in wholes[max(0, k - _BACK) : k]])
        if before is not None:
            f = result[before]
            start = q.start if f.content[0] == f.content[1] else min(q.start, f.content[0])
            result[before] = f._replace(content=(start, q.end))
    return sorted((f for f in result if f.content[0] < f.content[1]), key=lambda f: (f.sentence, f.cue))


def _wholes(quotations: Sequence[Quotation]) -> list[tuple[Quotation, list[Quotation]]]:
    """(quotation, its parts), those that go on over paragraphs put together; what touches no sentence is left out."""
    found: list[tuple[Quotation, list[Quotation]]] = []
    for q in quotations:
        if not q.sentences:
            continue
        if q.continued and found:
            before, parts = found[-1]
            sentences = (*before.sentences, *(s for s in q.sentences if s not in before.sentences))
            found[-1] = msgspec.structs.replace(before, end=q.end, sentences=sentences), [*parts, q]
        else:
            found.append((q, [q]))
    return found


def _behind(parsed: ParsedDocument, near: Sequence[tuple[int, Found]], q: Quotation) -> int | None:
    """The number of the attribution without content whose sentence follows a quotation that is one or more whole sentences."""
    last, whole = parsed.sentences[q.sentences[-1]], _whole(parsed, q)
    return next(
        (n for n, f in near if whole and f.content[0] == f.content[1] and f.sentence == last.index + 1
         and parsed.sentences[f.sentence].paragraph == last.paragraph),
        None,
    )  # fmt: skip


def _whole(parsed: ParsedDocument, q: Quotation) -> bool:
    """Whether a quotation is one or more whole sentences."""
    first, last = parsed.sentences[q.sentences[0]], parsed.sentences[q.sentences[-1]]
    return q.start - first.start <= 2 and last.end - q.end <= 2 and q.end - q.start >= _LEAST


def _overlaps(span: tuple[int, int], q: Quotation) -> bool:
    """Whether a span and a quotation share words."""
    return span[0] < q.end and span[1] > q.start


def _in(span: tuple[int, int], q: Quotation) -> bool:
    """Whether a span lies inside a quotation."""
    return q.start <= span[0] and span[1] <= q.end


def _give_paragraphs(parsed: ParsedDocument, found: list[Found]) -> None:
    """Carry on, to the end of their paragraph, what names before a colon say and what follows a colon at a line's end."""
    for n, f in enumerate(found):
        here = parsed.sentences[f.sentence]
        if f.rule == COLON and here.kind == "body" and f.content[0] >= f.cue[1]:
            found[n] = f._replace(content=(f.content[0], _paragraph_end(parsed, here)))
        elif f.content[0] == f.content[1] and here.text.endswith(":") and f.sentence + 1 < len(parsed.sentences):
            behind = parsed.sentences[f.sentence + 1]
            found[n] = f._replace(content=(behind.start, _paragraph_end(parsed, behind)))


def _paragraph_end(parsed: ParsedDocument, here: Sentence) -> int:
    """The end of the paragraph of a sentence."""
    end = here.end
    for s in parsed.sentences[here.index + 1 :]:
        if s.paragraph != here.paragraph:
            break
        end = s.end
    return end


def _signed(parsed: ParsedDocument, q: Quotation) -> Found | None:
    """The attribution of a quotation that a name signs behind a dash, or None."""
    match = _SIGNED.match(parsed.document.text, q.end, q.end + 60)
    if match is None or q.end - q.start < _SIGNABLE:
        return None
    starts = [s.start for s in parsed.sentences]
    index = bisect_right(starts, match.start("name")) - 1
    tokens = parsed.sentences[index].tokens
    name = [t.i for t in tokens if match.start("name") <= t.start and t.end <= match.end("name")]
    dash = next((t for t in tokens if name and t.i == name[0] - 1), None)
    if dash is None or q.end > dash.start + 1:
        return None
    return Found(
        index, (name[0], name[-1]), name[-1], (dash.start, dash.end), (q.start, q.end), dash.i, "asserts",
        "speakers: name behind a dash",
    )  # fmt: skip


def _introduced(parsed: ParsedDocument, q: Quotation) -> Found | None:
    """The attribution of a quotation behind a colon to whoever acts before it ("Chile justified the raid: ..."), or None."""
    here = parsed.sentences[q.sentences[0]]
    if q.start - here.start <= 2 and here.index and parsed.sentences[here.index - 1].text.endswith(":"):
        here = parsed.sentences[here.index - 1]
    tokens = here.tokens
    colon = next((t.i for t in reversed(tokens) if t.start < q.start and t.text not in _MARKS), None)
    if colon is None or tokens[colon].text != ":" or q.end - q.start < _LEAST:
        return None
    tops = (t for t in tokens[:colon] if t.tag in _FINITE and all(a > colon for a in syntax.ancestors(tokens, t.i)))
    return next((f for t in tops if (f := _act(here, t.i, q, "speakers: quotation behind a colon"))), None)


def _spoken(parsed: ParsedDocument, q: Quotation) -> Found | None:
    """The attribution of a quotation beside "... was speaking to reporters" in its paragraph to whoever spoke, or None."""
    if not _whole(parsed, q):
        return None
    for index in (q.sentences[-1] + 1, q.sentences[0] - 1):
        if not 0 <= index < len(parsed.sentences):
            continue
        here = parsed.sentences[index]
        beside = here.paragraph == parsed.sentences[q.sentences[0]].paragraph
        if beside and here.tokens and here.tokens[here.root].lemma == "speak":
            return _act(here, here.root, q, "speakers: spoke in the sentence beside")
    return None


def _act(here: Sentence, verb: int, q: Quotation, rule: str) -> Found | None:
    """The attribution of a quotation to the subject of a verb that is none of saying, or None where it is nobody."""
    tokens = here.tokens
    subject = syntax.child(tokens, verb, "nsubj")
    if subject is None or (tokens[subject].pos == "PRON" and tokens[subject].lower not in _PEOPLE):
        return None
    first, last = syntax.edges(tokens, subject)
    last -= tokens[last].text == ","
    cue = tokens[verb].start, tokens[verb].end
    return Found(here.index, (first, last), subject, cue, (q.start, q.end), verb, "asserts", rule)


def _before(
    parsed: ParsedDocument, near: Sequence[tuple[int, Found]], q: Quotation, earlier: Sequence[Quotation]
) -> int | None:
    """The number of the attribution, of those near, that a quotation without a cue carries on, or None."""
    first = parsed.sentences[q.sentences[0]]
    short = q.end - q.start < _LEAST and first.end - q.end > 3
    if short or q.start - first.start > 2:
        return None
    spoken = [
        (f.cue, n) for n, f in near
        if f.kind == "speech" and f.cue[0] < q.start and f.content[0] < q.start and not any(_in(f.cue, p) for p in earlier)
    ]  # fmt: skip
    if not spoken:
        return None
    n = max(spoken)[1]
    f = dict(near)[n]
    if parsed.sentences[f.sentence].paragraph != first.paragraph and not q.continued and not any(
        p.start < f.content[1] and f.content[0] < p.end for p in earlier
    ):  # fmt: skip
        return None
    reach = max(f.content[1], parsed.sentences[f.sentence].end)
    return n if parsed.sentences[first.index - 1].start < reach else None
