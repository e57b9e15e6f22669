"""The source of an attribution, resolved, and the speaker of an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from panj import syntax
from panj.claims.speakers.authors import Authors
from panj.claims.speakers.company import named_by_members, together
from panj.claims.speakers.found import FIRST_PERSON, Found, Tokens
from panj.knowledge.english import words
from panj.records import ActorMention, ParsedDocument, Saying, Span, Speaker, Token

_RELATIVES = frozenset({"who", "which", "that"})


def sayings(parsed: ParsedDocument, found: Sequence[Found], actors: Sequence[ActorMention]) -> tuple[Saying, ...]:
    """The Sayings of what was found in a document, each with its source resolved and its chain.

    Args:
        parsed: The document.
        found: Its attributions, in order.
        actors: Its actor mentions.
    """
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in actors:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    authors = Authors(parsed, by_sentence)
    said: list[Saying] = []
    outlets: list[str | None] = []
    for item in found:
        tokens, mentions = parsed.sentences[item.sentence].tokens, by_sentence.get(item.sentence, ())
        said.append(_saying(parsed, item, mentions, authors))
        outlets.append(_outlet(tokens, item, mentions))
        authors.remember(item.sentence, said[-1])
    _quoted(parsed, said, outlets)
    return tuple(_chained([_relayed(parsed, n, said, by_sentence) for n in range(len(said))], outlets))


def _relayed(
    parsed: ParsedDocument, n: int, said: Sequence[Saying], mentions: Mapping[int, Sequence[ActorMention]]
) -> Saying:
    """A saying of a medium that cites another: it is the other's, passed on ("The Post, citing AFP, reported that")."""
    mine = said[n]
    tokens = parsed.sentences[mine.sentence].tokens
    near = (said[k] for k in (n - 1, n + 1) if 0 <= k < len(said))
    cited = next(
        (s for s in near if s.sentence == mine.sentence and s.source == mine.source and _cites(tokens, s)), None
    )
    if cited is None or mine.speaker is None or mine.source is None or _cites(tokens, mine):
        return mine
    own = [m for m in mentions.get(mine.sentence, ()) if mine.source[0] <= tokens[m.head].start < mine.source[1]]
    quoting = tokens[cited.trigger or 0].lemma == "quote" and mine.speaker.kind == "organization"
    if not quoting and not any("JRN" in m.sectors for m in own):  # "the website Akipress, citing"
        return mine
    head = syntax.child(tokens, cited.trigger or 0, "dobj")
    who = next((m for m in mentions.get(mine.sentence, ()) if m.head == head), None)
    if head is None or (who is None and tokens[head].lemma not in words("speaking_nouns")):
        return mine
    passed = mine.speaker.name or mine.speaker.text
    return msgspec.structs.replace(
        mine, named=cited.content, speaker=who, chain=(passed,),
        words=" ".join(parsed.document.text[cited.content[0] : cited.content[1]].split()),
    )  # fmt: skip


def _saying(parsed: ParsedDocument, item: Found, mentions: Sequence[ActorMention], authors: Authors) -> Saying:
    """The Saying of a found attribution, its source resolved to a mention."""
    tokens = parsed.sentences[item.sentence].tokens
    span = (tokens[item.source[0]].start, tokens[item.source[1]].end) if item.source else None
    speaker, named = None, None
    if item.source is not None and item.head is not None:
        first, last, head = *item.source, item.head
        if tokens[head].lower in _RELATIVES and item.trigger > head:
            head = _antecedent(tokens, item.trigger)
            first, last = syntax.noun_phrase(tokens, head)
            named = tokens[first].start, tokens[last].end
        speaker = _who(tokens, (first, last), head, mentions) or authors.of(item.sentence, head)
    words = named or span
    return Saying(
        sentence=item.sentence, source=span, named=named,
        words=" ".join(parsed.document.text[words[0] : words[1]].split()) if words else None,
        cue=item.cue, content=item.content, stance=item.stance,  # type: ignore[arg-type]
        trigger=item.trigger, speaker=speaker, kind=item.kind, rule=item.rule,  # type: ignore[arg-type]
    )  # fmt: skip


def _antecedent(tokens: Tokens, verb: int) -> int:
    """The noun that a relative clause with verb `verb` (or the verb it is coordinated with) hangs on."""
    while tokens[verb].dep == "conj" and tokens[verb].head != verb:
        verb = tokens[verb].head
    return tokens[verb].head


def _who(tokens: Tokens, source: tuple[int, int], head: int, mentions: Sequence[ActorMention]) -> ActorMention | None:
    """The mention that a source names: of its head, of the name beside a role, or of several together."""
    inside = [m for m in mentions if source[0] <= m.head <= source[1] and m.form != "adjective"]
    speaker = next((m for m in inside if m.head == head), None)
    if speaker is None or (speaker.form == "role" and not speaker.id):  # "a spokesman for the group, Ali Reza"
        beside = [c for c in tokens[head].children if tokens[c].dep in ("appos", "conj")]
        speaker = next((m for m in inside if _name_of(m, speaker) and m.head in beside), speaker)
    elif speaker.form == "role":
        beside = [c for c in syntax.subtree(tokens, head) if tokens[c].dep == "appos"]
        speaker = next((m for m in inside if _name_of(m, speaker) and m.head in beside), speaker)
    if speaker is None:
        return None
    if speaker.form == "role" and "JRN" in speaker.sectors:
        speaker = _titled(tokens, speaker)
    also = [m for m in inside if m.head in syntax.conjuncts(tokens, speaker.head)[1:] and m.name != speaker.name]
    return together([speaker, *also]) if also else named_by_members(speaker)


def _name_of(beside: ActorMention, role: ActorMention | None) -> bool:
    """Whether a mention beside a role is its name: a person's, or a medium's."""
    if beside.kind == "person" or role is None:
        return beside.kind == "person"
    return beside.kind == "organization" and ("JRN" in role.sectors or "JRN" in beside.sectors)


def _titled(tokens: Tokens, medium: ActorMention) -> ActorMention:
    """A medium by the name right behind its noun, where no table knows that name ("the newspaper Kabar")."""
    name = next((t for t in tokens[medium.head + 1 : medium.head + 4] if t.pos == "PROPN" and t.dep == "appos"), None)
    if name is None or name.head != medium.head or any(t.pos != "PROPN" for t in tokens[medium.head + 1 : name.i]):
        return medium
    return msgspec.structs.replace(medium, name=" ".join(t.text for t in tokens[medium.head + 1 : name.i + 1]))


# ---------------------------------------------------------------- who passed it on


def _cites(tokens: Tokens, saying: Saying) -> bool:
    """Whether the cue of a saying is "citing" or "quoting"."""
    if saying.trigger is None or saying.trigger >= len(tokens):
        return False
    cue = tokens[saying.trigger]
    return cue.lemma == "cite" or (cue.lemma == "quote" and cue.tag == "VBG")


def _outlet(tokens: Tokens, item: Found, mentions: Sequence[ActorMention]) -> str | None:
    """The medium that a source spoke to ("told Reuters", "said in an interview with Al Jazeera"), or None."""
    media = [m for m in mentions if "JRN" in m.sectors and not m.generic]
    if not media or item.source is None or item.trigger >= len(tokens):
        return None
    hung = {
        t for c in tokens[item.trigger].children if tokens[c].dep in ("prep", "dobj", "dative")
        for t in syntax.subtree(tokens, c)
    }  # fmt: skip
    for m in media:
        start = tokens[m.head].start
        own = item.source[0] <= m.head <= item.source[1]
        if m.head in hung and not own and not item.content[0] <= start < item.content[1]:
            return _titled(tokens, m).name or m.text
    return None


def _quoted(parsed: ParsedDocument, said: list[Saying], outlets: list[str | None]) -> None:
    """Make of "as quoted by the Post" behind what another says the medium that he spoke to: it speaks for itself no more."""
    for n, saying in enumerate(said):
        i, tokens = saying.trigger or 0, parsed.sentences[saying.sentence].tokens
        if not 0 < i < len(tokens) or tokens[i].lemma not in ("quote", "report", "cite") or tokens[i - 1].lower != "as":
            continue
        for k in range(max(0, n - 3), n):
            near = said[k].sentence == saying.sentence or saying.content[0] < said[k].cue[0]
            if said[k].kind == "speech" and near and said[k].content[0] < saying.content[1] and (
                saying.content[0] < said[k].content[1] and said[k].speaker is not None and saying.source is not None
            ):  # fmt: skip
                outlets[k] = outlets[k] or _name(saying)
                if saying.content[1] <= saying.cue[0] < said[k].content[1]:
                    said[k] = msgspec.structs.replace(said[k], content=(said[k].content[0], saying.content[1]))
                said[n] = msgspec.structs.replace(saying, kind="attitude")
        before = _before(parsed, said, n) if said[n] is saying and saying.source is not None else None
        if before is not None:
            outlets[before] = outlets[before] or _name(saying)
            content = said[before].content[0], saying.content[1]
            said[before] = msgspec.structs.replace(said[before], content=content)
            said[n] = msgspec.structs.replace(saying, kind="attitude")


def _before(parsed: ParsedDocument, said: Sequence[Saying], n: int) -> int | None:
    """The saying of the sentence right before a quotation that a medium passes on: '..., he said. "...", as quoted by the Post'."""
    start, text = said[n].content[0], parsed.document.text
    for k in range(n - 1, max(-1, n - 4), -1):
        end = parsed.sentences[said[k].sentence].end
        spoken = said[k].kind == "speech" and said[k].speaker is not None and said[k].content[0] < said[k].content[1]
        quoted = any(q.start <= start < q.end for q in parsed.quotations)
        if spoken and quoted and end <= start and not text[end:start].strip(_QUOTES):
            return k
    return None


_QUOTES = ' \n"“”'


def _chained(said: Sequence[Saying], outlets: Sequence[str | None]) -> Iterator[Saying]:
    """The sayings, each with the names of those that pass it on, outermost first.

    "I" and "we" are whoever speaks around them: they pass nothing on.
    """
    order = sorted(range(len(said)), key=lambda n: said[n].content[0])
    outer_of: dict[int, list[int]] = {n: [] for n in range(len(said))}
    for n, outer in _pairs(said, order):
        outer_of[n].append(outer)
    for n, inner in enumerate(said):
        outers = sorted(outer_of[n], key=lambda o: said[o].content[0] - said[o].content[1])
        speakers = [o for o in outers if not _first_person(said[o])]
        if _first_person(inner) and speakers:
            inner = msgspec.structs.replace(inner, speaker=said[speakers[-1]].speaker, words=said[speakers[-1]].words)
            names = _names(said, outlets, speakers[:-1]) + ([outlets[speakers[-1]]] if outlets[speakers[-1]] else [])
        else:
            names = _names(said, outlets, speakers)
        mine = outlets[n]
        chain = tuple(dict.fromkeys(name for name in (*names, mine, *inner.chain) if name and name != _name(inner)))
        yield msgspec.structs.replace(inner, chain=chain) if chain else inner


def _pairs(said: Sequence[Saying], order: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(inner, outer) for each attribution whose cue lies in the content of another that has a source."""
    active: list[int] = []
    by_cue = sorted(range(len(said)), key=lambda n: said[n].cue)
    waiting = [n for n in order if said[n].source and said[n].kind != "attitude"]
    at = 0
    for n in by_cue:
        start, end = said[n].cue
        while at < len(waiting) and said[waiting[at]].content[0] <= start:
            active.append(waiting[at])
            at += 1
        active = [o for o in active if said[o].content[1] >= start]
        for o in active:
            held = said[n].content[0] <= said[o].cue[0] and said[o].cue[1] <= said[n].content[1]
            if o != n and end <= said[o].content[1] and not held:
                yield n, o


def _names(said: Sequence[Saying], outlets: Sequence[str | None], outers: Sequence[int]) -> list[str | None]:
    """The names of attributions around another, each behind the medium it spoke to."""
    return [name for o in outers for name in (*said[o].chain, outlets[o], _name(said[o]))]


def _first_person(saying: Saying) -> bool:
    """Whether whoever says it is "I" or "we"."""
    return (saying.words or "").lower() in FIRST_PERSON and (saying.speaker is None or saying.speaker.form == "pronoun")


def _name(saying: Saying) -> str | None:
    """The name of who says something."""
    if saying.speaker is None:
        return saying.words
    return saying.speaker.name or saying.speaker.text


# ---------------------------------------------------------------- the speaker of an act


def speaker_at(sayings: Sequence[Saying], sentence: int, token: Token) -> Saying | None:
    """The innermost of some attributions whose content holds a token, the token's own saying left out."""
    best: Saying | None = None
    for saying in sayings:
        if token.end > saying.content[1] or token.start < saying.content[0] or saying.source is None:
            continue
        if saying.kind == "attitude" or (saying.sentence == sentence and saying.trigger == token.i):
            continue
        own_words = saying.cue[0] <= token.start < saying.cue[1] or saying.source[0] <= token.start < saying.source[1]
        if own_words:
            continue
        if best is None or saying.content[1] - saying.content[0] <= best.content[1] - best.content[0]:
            best = saying
    return best


def speaker(whole: str, saying: Saying) -> Speaker | None:
    """The Speaker record of an attribution, or None where nobody is named."""
    if saying.source is None:
        return None
    start, end = saying.named or saying.source
    cue = Span(start=saying.cue[0], end=saying.cue[1], text=whole[saying.cue[0] : saying.cue[1]])
    who = saying.speaker
    return Speaker(
        text=whole[start:end], start=start, end=end, cue=cue, name=who.name if who else None, id=who.id if who else None,
        country=who.country if who else None, sectors=who.sectors if who else (), stance=saying.stance, chain=saying.chain,
    )  # fmt: skip
