"""How many: numbers with the things they count, bounds and hedges, money, percentages and measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panj.knowledge.english import words
from panj.mentions.bounds import bounds_after, bounds_before, conflicts
from panj.mentions.counted import PEOPLE, Thing, money, openers, sign_of, thing_of
from panj.mentions.numbers import Run, run_at
from panj.mentions.repeated import repeated
from panj.records import CountMention, ParsedDocument, Sentence, TimeMention, Token

Tokens = tuple[Token, ...]
_DEFINITE = frozenset({"the", "these", "those", "both", "its", "their", "our", "his", "her", "whose"})


def find(parsed: ParsedDocument, times: Sequence[TimeMention]) -> tuple[CountMention, ...]:
    """Every number of things in a document, in the order of the text.

    Args:
        parsed: The document.
        times: Its time expressions: a number inside one counts nothing.
    """
    taken: dict[int, set[int]] = {}
    for time in times:
        taken.setdefault(time.sentence, set()).update(range(time.first, time.last + 1))
    begin = parsed.dateline.end if parsed.dateline else 0
    found: list[CountMention] = []
    first_words = openers()
    for sentence in parsed.sentences:
        if any(t.tag == "CD" or t.lower in first_words or t.text[0].isdigit() for t in sentence.tokens):
            here = _sentence(parsed, sentence, taken.get(sentence.index, set()), begin)
            found.extend(conflicts(sentence, here) if len(here) > 1 else here)
        else:
            here = []
        others = list(_repeated(parsed, sentence, here, begin))
        if others:
            found = sorted([*found, *others], key=lambda m: m.start)
    return tuple(found)


def _repeated(
    parsed: ParsedDocument, sentence: Sentence, here: Sequence[CountMention], begin: int
) -> Iterator[CountMention]:
    """The ordinals of repetition and the bodies of a sentence that no number has taken."""
    tokens = sentence.tokens
    taken = {t for m in here for t in range(m.first, m.last + 1)}
    for phrase in repeated(tokens):
        start, stop = tokens[phrase.first].start, tokens[phrase.last].end
        if start >= begin and taken.isdisjoint(range(phrase.first, phrase.last + 1)):
            yield CountMention(
                sentence=sentence.index, first=phrase.first, last=phrase.last, head=phrase.last, start=start, end=stop,
                text=parsed.document.text[start:stop], rule="english/quantities#repeated", value=phrase.value,
                unit=phrase.unit,
            )  # fmt: skip


def _sentence(parsed: ParsedDocument, sentence: Sentence, taken: set[int], begin: int) -> list[CountMention]:
    """The counts of one sentence."""
    tokens = sentence.tokens
    found: list[CountMention] = []
    i = free = 0
    while i < len(tokens):
        token = tokens[i]
        run = None
        if (
            i not in taken
            and token.start >= begin
            and (token.tag in ("CD", "DT", "NNS", "NN", "JJ", "PDT", "NNP") or token.text[0].isdigit())
        ):
            run = run_at(tokens, i)
        if run is None:
            i += 1
            continue
        i = run.last + 1
        if any(t in taken for t in range(run.first, run.last + 1)):
            continue
        made = _count(parsed, sentence, run, taken, free)
        if made is not None:
            found.append(made)
            free = made.last + 1
            i = max(i, free)
    return found


def _count(parsed: ParsedDocument, sentence: Sentence, run: Run, taken: set[int], free: int) -> CountMention | None:
    """The mention of a number with what stands around it, or None where it counts nothing."""
    tokens = sentence.tokens
    thing = money(tokens, run) or thing_of(tokens, run)
    if thing is None or _refers(tokens, run, thing) or _one_in(tokens, run):
        return None
    first, end, head = run.first, thing.last, thing.head
    if any(t in taken for t in range(run.last + 1, end + 1)):
        end = head = run.last
    first = sign_of(tokens, first)[0]
    bounds = bounds_before(tokens, first, run, free)
    bounds, end = bounds_after(tokens, end, bounds)
    first = bounds.first
    start, stop = tokens[first].start, tokens[end].end
    return CountMention(
        sentence=sentence.index, first=first, last=end, head=head, start=start, end=stop,
        text=parsed.document.text[start:stop], rule=f"english/quantities#{bounds.rule}", value=run.value,
        low=bounds.low, high=bounds.high, unit=thing.unit, approximate=bounds.approximate,
    )  # fmt: skip


def _one_in(tokens: Tokens, run: Run) -> bool:
    """Whether a number is that of which others are a share: "one in five voters", "two out of three"."""
    at = run.first - 1
    if at < 1 or tokens[at].lower not in ("in", "of"):
        return False
    if tokens[at].lower == "of":
        at -= 1
        if tokens[at].lower != "out":
            return False
    return at > 0 and tokens[at - 1].tag == "CD"


def _refers(tokens: Tokens, run: Run, thing: Thing) -> bool:
    """Whether a number only points at things already known: "the two sides", "one of the few", "both countries"."""
    before = tokens[run.first - 1].lower if run.first else ""
    if (
        tokens[thing.head].lemma in words("pair_nouns")
        and run.value == 2
        and (before in _DEFINITE or tokens[thing.head].lemma == "side")
    ):
        return True
    return run.value == 2 and before in _DEFINITE and thing.unit not in PEOPLE and tokens[run.first].text[0].isalpha()
