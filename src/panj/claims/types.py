"""Which type of act a trigger names: the phrase table's vote and the model's reading of the sentence, combined.

The table says what the words around a trigger can mean; the model, which was trained on the codebook's examples, what
type of act joins the parties in this sentence. Their log-probabilities are added; where the table has no row, the model
alone must be surer (`Weights.alone`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from panj.claims.encoder import Encoder, Opinion
from panj.claims.frames import Frame
from panj.knowledge.codebook.phrases import Condition, Phrase, PhraseTable
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]
Kinds = Callable[[int], Collection[str]]
"""The kinds of mention ("#actor", "#country" ...) that a token heads."""


class Weights(NamedTuple):
    """How the two are combined; chosen on development data, see docs/explanation/figures.md."""

    model: float = 1.0
    """How much the model's log-probabilities count."""
    table: float = 0.5
    """How much a row's log-odds count beside them."""
    related: float = 0.7
    """The same where both parties are given and only the type is asked."""
    temperature: float = 1.35
    """What the sums are divided by, so that a score of .8 is right eight times in ten (docs/explanation/figures.md)."""
    switch: float = 0.8
    """How sure the two must be of another type than the row's: below, read on real articles, the row was right more often."""
    alone: float = 0.7
    """How sure the model must be of a type where the table has no row."""


DEFAULT = Weights()


class Typing(NamedTuple):
    """The answer for one trigger."""

    phrase: Phrase
    """The row that won, or one made for what the model said."""
    score: float
    """How sure, 0 to 1."""
    runner_up: tuple[str, float] | None
    """The best other type, and its score."""
    by: str
    """What decided, for the trace."""


def by_table(tokens: Tokens, trigger: Trigger, frame: Frame, table: PhraseTable, kinds: Kinds) -> Typing | None:
    """The type by the phrase table, None where no row fits, and a row without a type where one says that it is no act.

    Args:
        tokens: The sentence.
        trigger: The trigger.
        frame: Its slots.
        table: The phrase table.
        kinds: What kinds of mention a token heads.
    """
    return by_rows(tokens, frame, table.of(tokens[trigger.i].lemma, part_of_speech(tokens, trigger)), kinds)


def by_rows(tokens: Tokens, frame: Frame, rows: Iterable[Phrase], kinds: Kinds) -> Typing | None:
    """The type by the rows of a lemma, the heaviest first; see `by_table`."""
    best: Phrase | None = None
    other: Phrase | None = None
    for row in rows:
        if best is not None and (other is not None or row.type == best.type):
            continue
        if all(_holds(tokens, frame, condition, kinds) for condition in row.conditions):
            if best is None:
                best = row
                if not row.type:
                    break
            elif row.type:
                other = row
    if best is None:
        return None
    rest = (other.type, round(other.sure * (1 - best.sure), 3)) if other else None
    frame_words = f" {best.frame}" if best.frame else ""
    return Typing(best, best.sure, rest, f"phrase {best.place}: {best.lemma} {best.pos}{frame_words}")


def combined(
    typing: Typing, opinion: Opinion, encoder: Encoder, weights: Weights, taken: Collection[str]
) -> Typing | None:
    """The table's answer with the model's opinion weighed in; None where together they say that it is no act.

    Args:
        typing: The table's answer.
        opinion: The model's.
        encoder: The model.
        weights: How the two are combined.
        taken: Types that the table gives to other acts of the sentence. The model, which reads the sentence as a whole,
            tends to see them everywhere in it ("promised to send"), so it cannot bring them here.
    """
    votes = {typing.phrase.type: typing.phrase.sure}
    if typing.runner_up:
        votes.setdefault(*typing.runner_up)
    shares = weigh(votes, opinion, encoder, weights, weights.table)
    open_to = {k: share for k, share in shares.items() if k not in taken or k == typing.phrase.type}
    whole = sum(open_to.values())
    ranked = sorted(((k, share / whole) for k, share in open_to.items()), key=lambda item: -item[1])
    (kind, score), (second, rest) = ranked[:2]
    runner_up = (second, round(rest, 3)) if second else None
    if kind == typing.phrase.type:
        return typing._replace(score=score, runner_up=runner_up)
    if score < weights.switch or (kind and typing.phrase.shape in _OWN_WAY):
        doubted = max(open_to[typing.phrase.type] / whole, typing.phrase.sure / 2)
        return typing._replace(score=doubted, runner_up=runner_up or typing.runner_up)
    if not kind:
        return None
    phrase = typing.phrase._replace(type=kind, mode=encoder.mode(opinion, kind), contexts=(), cameo="", sure=score)
    return Typing(phrase, score, runner_up, f"model, against {typing.by}")


_OWN_WAY = frozenset({"host", "visit", "undergo"})
"""Shapes of rows that bind their parties in a way of their own: another type would have them the wrong way round."""


def by_model(
    tokens: Tokens, trigger: Trigger, opinion: Opinion, encoder: Encoder, weights: Weights, taken: Collection[str]
) -> Typing | None:
    """The model's own answer for a trigger without a row, None where it is not sure enough of a type that is not taken."""
    shares = weigh({}, opinion, encoder, weights, 0.0)
    (kind, score), (second, rest) = sorted(shares.items(), key=lambda item: -item[1])[:2]
    if not kind or kind in taken or score < weights.alone:
        return None
    phrase = unnamed(tokens, trigger)._replace(type=kind, mode=encoder.mode(opinion, kind), sure=score)
    return Typing(phrase, score, (second, round(rest, 3)) if second else None, "model")


def unnamed(tokens: Tokens, trigger: Trigger) -> Phrase:
    """A row for a trigger that the table has none for: no type yet, the parties where they stand by default."""
    return Phrase(
        lemma=tokens[trigger.i].lemma, pos=part_of_speech(tokens, trigger), conditions=(), type="", mode="", contexts=(),
        cameo="", shape="", actors=(), recipients=(), sure=0.0, weight=0.0, place="models/typing", frame="",
    )  # fmt: skip


def weigh(
    votes: Mapping[str, float], opinion: Opinion, encoder: Encoder, weights: Weights, table: float
) -> dict[str, float]:
    """The probability of each type, "" among them, from the table's votes (type -> how sure) and the model's opinion."""
    sums = {
        kind: (weights.model * float(value) + table * _log_odds(votes.get(kind, 0.0))) / weights.temperature
        for kind, value in zip(encoder.labels.types, opinion.types, strict=True)
    }
    top = max(sums.values())
    powers = {kind: math.exp(value - top) for kind, value in sums.items()}
    whole = sum(powers.values())
    return {kind: power / whole for kind, power in powers.items()}


def _log_odds(sure: float) -> float:
    """The log-odds of a vote above those of no vote; 0 where there is none."""
    kept = min(max(sure, 0.0), 0.98)
    return math.log1p(kept / (1 - kept) * 10) if kept else 0.0


def spans_of(tokens: Tokens, trigger: Trigger) -> tuple[tuple[int, int], ...]:
    """The characters of a trigger, with the light verb that carries it."""
    found = [trigger.i] if trigger.kind != "light" or trigger.verb < 0 else sorted({trigger.i, trigger.verb})
    return tuple((tokens[t].start, tokens[t].end) for t in found)


def part_of_speech(tokens: Tokens, trigger: Trigger) -> str:
    """The table's part of speech of a trigger."""
    if trigger.kind != "verb":
        return "N"
    return "A" if tokens[trigger.i].pos == "ADJ" else "V"


def _holds(tokens: Tokens, frame: Frame, condition: Condition, kinds: Kinds) -> bool:
    """Whether a condition holds in a frame."""
    if condition.slot == "passive":
        return frame.passive is not condition.negated
    found = frame.get(condition.slot)
    if condition.slot == "obj" and condition.words:
        found = found + frame.get("inner")
    if condition.words or condition.kinds:
        held = any(
            tokens[t].lemma in condition.words
            or tokens[t].lower in condition.words
            or (condition.kinds and not condition.kinds.isdisjoint(kinds(t)))
            for t in found
        )
    else:
        held = bool(found)
    return held is not condition.negated


def shifted(spans: Sequence[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    """Offsets of the document as offsets of a part of it that starts at `by`."""
    return tuple((start - by, end - by) for start, end in spans)
