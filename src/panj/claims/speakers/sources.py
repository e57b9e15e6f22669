"""The source of an attribution, resolved, and the speaker of an act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from panj import syntax
from panj.claims.speakers.found import Found
from panj.records import ActorMention, ParsedDocument, Saying, Span, Speaker, Token


def sayings(parsed: ParsedDocument, found: Sequence[Found], actors: Sequence[ActorMention]) -> tuple[Saying, ...]:
    """The Sayings of what was found in a document, each with its source resolved and its chain."""
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in actors:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    said = [_saying(parsed, item, by_sentence.get(item.sentence, ())) for item in found]
    return tuple(_chained(said))


def _saying(parsed: ParsedDocument, item: Found, mentions: Sequence[ActorMention]) -> Saying:
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
