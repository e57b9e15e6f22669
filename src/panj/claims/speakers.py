"""Who says so: attributions with source, cue and content, and the speaker of each act.

An attribution needs words of saying (the cue). Its content is a clause, a quotation, or both; quotations that go on
over further sentences belong to the speaker who opened them. A speaker is written only with a span and a cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from panj import syntax
from panj.knowledge.english.cues import Cue, cues
from panj.records import ActorMention, ParsedDocument, Quotation, Saying, Sentence, Span, Speaker, Token

Tokens = tuple[Token, ...]

_ACCORDING = re.compile(r"\b[Aa]ccording to\b|\b[Ii]n the words of\b")


class _Found(NamedTuple):
    """An attribution before its source is resolved."""

    sentence: int
    source: tuple[int, int] | None
    """First and last token of the source."""
    head: int | None
    """The head token of the source."""
    cue: tuple[int, int]
    content: tuple[int, int]
    trigger: int
    stance: str
    rule: str
    kind: str = "speech"


def find(parsed: ParsedDocument, actors: Sequence[ActorMention]) -> tuple[Saying, ...]:
    """The attributions of a document, in the order of their cues.

    Args:
        parsed: The document.
        actors: Its actor mentions: a source takes name and country from the mention that heads it.
    """
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in actors:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    found: list[_Found] = []
    for sentence in parsed.sentences:
        quoted = [q for q in parsed.quotations if q.start < sentence.end and q.end > sentence.start]
        here = list(_sentence(sentence, quoted))
        here.extend(_according(sentence))
        found.extend(_outermost_first(here))
    found = _carry_on(parsed, found)
    sayings = [_saying(parsed, item, by_sentence.get(item.sentence, ())) for item in found]
    return tuple(_chained(sayings))


def _sentence(sentence: Sentence, quoted: Sequence[Quotation]) -> Iterator[_Found]:
    """The attributions whose cue is a word of the sentence."""
    tokens = sentence.tokens
    table = cues()
    for token in tokens:
        pos = "V" if token.pos in ("VERB", "AUX") else "N" if token.pos == "NOUN" else "A" if token.pos == "ADJ" else ""
        frames = table.get((token.lemma, pos)) if pos else None
        if not frames:
            continue
        item = _verb(sentence, token, frames, quoted) if pos == "V" else _nominal(sentence, token, frames)
        if item is not None:
            yield item


def _verb(sentence: Sentence, token: Token, frames: dict[str, Cue], quoted: Sequence[Quotation]) -> _Found | None:
    """The attribution of a verb of saying, or None where it has no content."""
    tokens, i = sentence.tokens, token.i
    passive = syntax.is_passive(tokens, i)
    source = _source(tokens, i, passive)
    clause = frames.get("clause")
    content: tuple[int, int] | None = None
    rule = ""
    cue = clause or frames.get("quote")
    quotation = _quotation_of(sentence, token, quoted) if cue else None
    if cue is not None and quotation is not None:
        content, rule = quotation, "quote"
    if clause is not None:
        span = _clause(sentence, i)
        if span is not None and (content is None or span[1] - span[0] > content[1] - content[0]):
            content, rule, cue = span, "clause", clause
    if content is None and "of" in frames:
        for name, t in syntax.prepositions(tokens, i):
            if name in ("of", "for"):
                content, rule, cue = _extent(tokens, t), "of", frames["of"]
    if content is None and "object" in frames:
        held = syntax.objects(tokens, i)
        if held and not passive:
            first, last = syntax.edges(tokens, held[0])
            content, rule, cue = (tokens[first].start, tokens[last].end), "object", frames["object"]
    if content is None or cue is None:
        return None
    span, head = source if source else (None, None)
    return _Found(
        sentence.index,
        span,
        head,
        _cue_span(tokens, i),
        content,
        i,
        cue.stance,
        f"{cue.place}: {cue.lemma} {rule}",
        cue.kind,
    )


def _source(tokens: Tokens, i: int, passive: bool) -> tuple[tuple[int, int], int] | None:
    """(first and last token, head) of whoever says what verb i says, or None."""
    if passive:
        agents = [
            t
            for c in tokens[i].children
            if tokens[c].dep == "agent"
            for t in tokens[c].children
            if tokens[t].dep == "pobj"
        ]
        if agents:
            return syntax.edges(tokens, agents[0]), agents[0]
        if tokens[i].lemma in ("tell", "inform", "notify", "remind", "convince", "concern", "worry"):
            understood, _ = syntax.subject(tokens, i)
            return (
                (syntax.edges(tokens, understood), understood)
                if understood is not None and tokens[i].lemma in ("concern", "worry")
                else None
            )
        return None
    understood, _ = syntax.subject(tokens, i)
    if (
        understood is None
        or tokens[understood].tag == "EX"
        or (tokens[understood].lower in ("it", "there") and _expletive(tokens, i))
    ):
        return None
    first, last = _bounded(tokens, understood, i)
    return (first, last), understood


def _expletive(tokens: Tokens, i: int) -> bool:
    """Whether "it" before verb i stands for nothing ("it is said that")."""
    return syntax.is_passive(tokens, i)


def _bounded(tokens: Tokens, head: int, verb: int) -> tuple[int, int]:
    """The span of a source: its subtree, cut before the verb and without clauses that hold the verb."""
    below = [t for t in syntax.subtree(tokens, head) if (t < verb) == (head < verb)]
    relative = {
        t for c in tokens[head].children if tokens[c].dep in ("relcl", "acl") for t in syntax.subtree(tokens, c)
    }
    if verb in relative:
        below = [t for t in below if t not in relative]
    while len(below) > 1 and tokens[below[-1]].text in (",", ";", ":", "-", "--", "—"):
        below.pop()
    return (below[0], below[-1]) if below else (head, head)


def _clause(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The span of the clause that verb i governs as what is said."""
    tokens = sentence.tokens
    for c in tokens[i].children:
        dep = tokens[c].dep
        if dep == "ccomp" or (
            dep == "xcomp" and tokens[i].lemma in ("promise", "threaten", "vow", "pledge", "claim", "hope", "swear")
        ):
            first, last = syntax.edges(tokens, c)
            if first <= i <= last:
                return None
            if tokens[first].lower in ("that", "if", "whether") and tokens[first].dep == "mark" and first < last:
                first += 1
            while last > first and tokens[last].text in (",", ".", ";"):
                last -= 1
            return tokens[first].start, tokens[last].end
    token = tokens[i]
    if token.dep in ("parataxis", "advcl") and _bare_saying(tokens, i):
        head = token.head
        below = [t for t in syntax.subtree(tokens, head) if t not in set(syntax.subtree(tokens, i))]
        if below:
            return tokens[below[0]].start, tokens[below[-1]].end
    return None


def _bare_saying(tokens: Tokens, i: int) -> bool:
    """Whether verb i stands in a parenthesis of saying (", officials said,"): a subject and nothing else."""
    return not any(tokens[c].dep in ("dobj", "ccomp", "xcomp", "mark") for c in tokens[i].children) and any(
        tokens[c].dep == "nsubj" for c in tokens[i].children
    )


def _quotation_of(sentence: Sentence, token: Token, quoted: Sequence[Quotation]) -> tuple[int, int] | None:
    """The quotation that a verb of saying introduces or follows, or None: those before and behind it put together."""
    near: list[Quotation] = []
    for q in quoted:
        if q.start <= token.start < q.end:
            return None
        if q.end - q.start < 15 and len(quoted) > 1:
            continue
        near.append(q)
    if not near:
        return None
    if not any(_touches(sentence, token, q) for q in near):
        return None
    return min(q.start for q in near), max(q.end for q in near)


def _touches(sentence: Sentence, token: Token, q: Quotation) -> bool:
    """Whether a comma or colon, or nothing but the source, stands between a verb and a quotation."""
    if q.start > token.end:
        between = sentence.text[token.end - sentence.start : max(0, q.start - sentence.start - 1)]
        return len(between) < 80 and (between.strip() == "" or between.rstrip().endswith((",", ":", "that")))
    return q.end >= sentence.start


def _nominal(sentence: Sentence, token: Token, frames: dict[str, Cue]) -> _Found | None:
    """The attribution of a noun or adjective of saying with a that-clause."""
    tokens, i = sentence.tokens, token.i
    cue = frames["clause"]
    for c in token.children:
        if tokens[c].dep in ("acl", "ccomp", "relcl") and any(
            tokens[k].dep == "mark" and tokens[k].lower == "that" for k in tokens[c].children
        ):
            first, last = syntax.edges(tokens, c)
            source: tuple[int, int] | None = None
            head = syntax.child(tokens, i, "poss")
            if head is None and token.pos == "ADJ":
                head = syntax.subject(tokens, token.head)[0]
            if head is None:
                for name, t in syntax.prepositions(tokens, i):
                    if name in ("by", "from", "of"):
                        head = t
                        break
            if head is not None:
                source = syntax.edges(tokens, head)
            span = tokens[min(first + 1, last)].start, tokens[last].end
            return _Found(
                sentence.index, source, head, (token.start, token.end), span, i, cue.stance, f"{cue.place}: {cue.lemma}"
            )
    return None


def _according(sentence: Sentence) -> Iterator[_Found]:
    """The attributions of "according to": the rest of the sentence is what is said."""
    for match in _ACCORDING.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        tokens = sentence.tokens
        to = next((t for t in tokens if t.end == end), None)
        first = next((t for t in tokens if t.start == start), None)
        if to is None or first is None:
            continue
        head = next((c for c in to.children if tokens[c].dep == "pobj"), None)
        if head is None:
            continue
        lead = first.i == 0
        low, high = syntax.edges(tokens, head)
        if lead:
            comma = next((t.i for t in tokens[to.i + 1 :] if t.text == "," and t.i > head), None)
            if comma is None or comma + 1 >= len(tokens):
                continue
            high = min(high, comma - 1)
            content = tokens[comma + 1].start, _end(tokens)
        else:
            before = first.i - 1
            while before > 0 and tokens[before].text in (",", "-", "--", "—"):
                before -= 1
            content = sentence.start, tokens[before].end
        yield _Found(
            sentence.index, (low, high), head, (start, end), content, first.i, "asserts", "english/cues: according to"
        )


def _end(tokens: Tokens) -> int:
    """The end of a sentence's last word, the full stop left out."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in (".", "!", "?"):
        last -= 1
    return tokens[last].end


def _extent(tokens: Tokens, i: int) -> tuple[int, int]:
    """The offsets of the subtree of i."""
    first, last = syntax.edges(tokens, i)
    return tokens[first].start, tokens[last].end


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


def _outermost_first(found: list[_Found]) -> list[_Found]:
    """The attributions in the order of their cues."""
    return sorted(found, key=lambda f: f.cue)


def _carry_on(parsed: ParsedDocument, found: list[_Found]) -> list[_Found]:
    """The attributions, their quotations carried on over the sentences that continue them without a cue of their own."""
    cued = {f.sentence for f in found}
    result = list(found)
    for q in parsed.quotations:
        own = [n for n, f in enumerate(result) if f.content[0] < q.end and f.content[1] > q.start]
        if own:
            n = own[0]
            f = result[n]
            if q.start <= f.content[1] and q.end > f.content[1]:
                result[n] = f._replace(content=(f.content[0], q.end))
            continue
        if not q.sentences or q.sentences[0] in cued or q.end - q.start < 25:
            continue
        before = [
            f for f in result if f.sentence in (q.sentences[0] - 1, q.sentences[0] - 2) and f.content[0] < q.start
        ]
        if before and _whole(parsed, q):
            f = before[-1]
            n = result.index(f)
            result[n] = f._replace(content=(f.content[0], q.end))
    return result


def _whole(parsed: ParsedDocument, q: Quotation) -> bool:
    """Whether a quotation is all there is in its first sentence."""
    first = parsed.sentences[q.sentences[0]]
    return q.start - first.start <= 2


# ---------------------------------------------------------------- speakers


def _saying(parsed: ParsedDocument, item: _Found, mentions: Sequence[ActorMention]) -> Saying:
    """The Saying of a found attribution, its source resolved to a mention."""
    tokens = parsed.sentences[item.sentence].tokens
    span = (tokens[item.source[0]].start, tokens[item.source[1]].end) if item.source else None
    speaker = None
    if item.source is not None and item.head is not None:
        inside = [m for m in mentions if item.source[0] <= m.head <= item.source[1] and m.form != "adjective"]
        speaker = next((m for m in inside if m.head == item.head), None)
        if speaker is None or (speaker.form == "role" and not speaker.id):  # "a spokesman for the group, Ali Reza"
            beside = [c for c in tokens[item.head].children if tokens[c].dep in ("appos", "conj")]
            speaker = next((m for m in inside if m.kind == "person" and m.head in beside), speaker)
        elif speaker.form == "role":
            beside = [c for c in syntax.subtree(tokens, item.head) if tokens[c].dep == "appos"]
            speaker = next((m for m in inside if m.kind == "person" and m.head in beside), speaker)
    return Saying(
        sentence=item.sentence, source=span, words=" ".join(parsed.document.text[span[0] : span[1]].split()) if span else None,
        cue=item.cue, content=item.content, stance=item.stance,  # type: ignore[arg-type]
        trigger=item.trigger, speaker=speaker, kind=item.kind, rule=item.rule,  # type: ignore[arg-type]
    )  # fmt: skip


def _chained(sayings: Sequence[Saying]) -> Iterator[Saying]:
    """The sayings, each with the names of those that pass it on, outermost first."""
    import msgspec

    for inner in sayings:
        outer = [
            s for s in sayings
            if s is not inner and s.source and s.content[0] <= inner.cue[0] and inner.cue[1] <= s.content[1]
            and not (inner.content[0] <= s.cue[0] and s.cue[1] <= inner.content[1])
        ]  # fmt: skip
        outer.sort(key=lambda s: s.content[0] - s.content[1])
        chain = tuple(dict.fromkeys(name for s in outer if (name := _name(s))))
        yield msgspec.structs.replace(inner, chain=chain) if chain else inner


def _name(saying: Saying) -> str | None:
    """The name of who says something."""
    if saying.speaker is None:
        return saying.words
    return saying.speaker.name or saying.speaker.text


def speaker_at(sayings: Sequence[Saying], sentence: int, token: Token) -> Saying | None:
    """The innermost attribution whose content holds a token, the token's own saying left out."""
    best: Saying | None = None
    for saying in sayings:
        if (
            saying.source is None
            or saying.kind == "attitude"
            or (saying.sentence == sentence and saying.trigger == token.i)
        ):
            continue
        inside = saying.content[0] <= token.start and token.end <= saying.content[1]
        own_words = saying.cue[0] <= token.start < saying.cue[1] or saying.source[0] <= token.start < saying.source[1]
        if not inside or own_words:
            continue
        if best is None or saying.content[1] - saying.content[0] <= best.content[1] - best.content[0]:
            best = saying
    return best


def speaker(whole: str, saying: Saying, sayings: Sequence[Saying]) -> Speaker | None:
    """The Speaker record of an attribution, or None where nobody is named."""
    if saying.source is None:
        return None
    start, end = saying.source
    cue = Span(start=saying.cue[0], end=saying.cue[1], text=whole[saying.cue[0] : saying.cue[1]])
    who = saying.speaker
    return Speaker(
        text=whole[start:end], start=start, end=end, cue=cue, name=who.name if who else None, id=who.id if who else None,
        country=who.country if who else None, sectors=who.sectors if who else (), stance=saying.stance, chain=saying.chain,
    )  # fmt: skip
