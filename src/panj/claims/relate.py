"""The action between two named parties: which of a sentence's acts joins them, and of what type it is."""

from __future__ import annotations

import re
from typing import Any

from panj import syntax
from panj.claims import types
from panj.claims.acts import Act, Typer
from panj.claims.codes import cameo_of, contexts_of
from panj.claims.encoder import Candidate, Encoder, Opinion
from panj.claims.scene import Scene
from panj.errors import BadField
from panj.knowledge.codebook import Codebook
from panj.records import Document, Record, Relation, Token, Trigger

Words = str | tuple[int, int] | None


class Question(Record, frozen=True, kw_only=True):
    """One line of `panj relate`'s input."""

    text: str
    """The text, usually a sentence."""
    id: str = ""
    """What the answer shall be called."""
    actor: Words = None
    """The acting party as written, its (start, end), or None where the text names no such party."""
    recipient: Words = None
    """The party acted upon, likewise."""

    def document(self) -> Document:
        """The text as a Document."""
        return Document(text=self.text, id=self.id)

    def span(self, side: str) -> tuple[int, int] | None:
        """Where a side stands in the text, or None where it is not named.

        Raises:
            BadField: The words do not stand in the text, or the span lies outside it.
        """
        given = self.actor if side == "actor" else self.recipient
        where = f"question {self.id!r}"
        if given is None:
            return None
        if isinstance(given, str):
            words = re.escape(given.strip())
            whole = rf"(?<!\w){words}(?!\w)"  # "Oman" rather than the end of "Roman"
            tried = ((whole, 0), (whole, re.IGNORECASE), (words, 0), (words, re.IGNORECASE))
            found = next((m for shape, flags in tried if words and (m := re.search(shape, self.text, flags))), None)
            if found is None:
                raise BadField(
                    where, f"{side} {given!r} does not stand in the text; give the words as written or start and end"
                )
            return found.span()
        start, end = given
        if not 0 <= start < end <= len(self.text):
            raise BadField(where, f"{side} {start}..{end} lies outside the text of {len(self.text)} characters")
        return start, end


def question(row: dict[str, Any], where: str) -> Question:
    """The Question of a JSON object.

    Raises:
        BadField: A field is missing or of a wrong type.
    """
    sides: dict[str, Words] = {}
    for side in ("actor", "recipient"):
        given = row.get(side)
        if isinstance(given, dict):
            start, end = given.get("start"), given.get("end")
            if not (isinstance(start, int) and isinstance(end, int)):
                raise BadField(where, f"{side} has no whole numbers start and end")
            sides[side] = (start, end)
        elif given is None or isinstance(given, str):
            sides[side] = given
        else:
            raise BadField(where, f"{side} is {type(given).__name__}, not words, a span or null")
    text, identity = row.get("text"), row.get("id", "")
    if not isinstance(text, str):
        raise BadField(where, "no text")
    if not isinstance(identity, str):
        raise BadField(where, f"id is {type(identity).__name__}, not text")
    made = Question(text=text, id=identity or where, actor=sides["actor"], recipient=sides["recipient"])
    made.span("actor")
    made.span("recipient")
    return made


def answer(scene: Scene, typer: Typer, asked: Question) -> Relation:
    """The act that joins the two parties best, or none.

    Each typed act is scored by how it holds the parties: as its own actor and recipient, below it in the tree, or
    merely in its sentence; and by its depth, since the main clause usually states the relation. The sums by type are the
    table's votes; the model, asked about the two parties alone, is weighed in.
    """
    ranked = _ranked(scene, typer, asked)
    votes: dict[str, float] = {}
    for weight, act in ranked:
        kind = act.typing.phrase.type
        votes[kind] = max(votes.get(kind, 0.0), weight)
    encoder = typer.encoder
    opinion = _opinion(encoder, asked) if encoder is not None else None
    if opinion is None or encoder is None:
        whole = sum(weight for weight, _ in ranked)
        scores = dict.fromkeys(votes, 0.0)
        for weight, act in ranked:
            scores[act.typing.phrase.type] += weight / whole
    else:
        shares = types.weigh(votes, opinion, encoder, typer.weights, typer.weights.related)
        shares.pop("", None)  # the two are given as parties to something: which type is asked, not whether
        whole = sum(shares.values())
        scores = {kind: share / whole for kind, share in shares.items()}
    ordered = dict(sorted(scores.items(), key=lambda item: -item[1]))
    scores = {kind: round(value, 4) for kind, value in ordered.items() if value >= 0.00005}
    if not ordered:
        return Relation(id=asked.id, type=None, mode=None, cameo=None, status=None, polarity=None, score=0.0, scores={})
    kind = next(iter(ordered))
    best = next((act for _, act in ranked if act.typing.phrase.type == kind), None)
    score = round(ordered[kind], 3) if opinion is not None else round(min(1.0, votes[kind]), 3)
    if best is not None:
        return _by_act(scene, typer, best, asked.id, score, scores)
    assert opinion is not None and encoder is not None  # only the model names types that no act has
    return _by_opinion(typer.codebook, encoder, opinion, kind, asked.id, score, scores)


def _ranked(scene: Scene, typer: Typer, asked: Question) -> list[tuple[float, Act]]:
    """(how well it joins the two, act) for every act of the text, the best first."""
    actor, recipient = asked.span("actor"), asked.span("recipient")
    ranked = [
        (_fit(scene.tokens(index), act, actor, recipient) * act.typing.score, act)
        for index, typed in typer.acts(scene, scene.parsed.sentences)
        for act in typed
    ]
    return sorted(ranked, key=lambda item: -item[0])


def _opinion(encoder: Encoder, asked: Question) -> Opinion:
    """What the model thinks of the two parties, no trigger given."""
    sides = [() if span is None else (span,) for span in (asked.span("actor"), asked.span("recipient"))]
    return encoder.judge(encoder.read(asked.text), [Candidate(sides[0], sides[1])])[0]


def _by_act(scene: Scene, typer: Typer, act: Act, identity: str, score: float, scores: dict[str, float]) -> Relation:
    """The answer where an act of the text has the type that won."""
    phrase, judged = act.typing.phrase, act.judgement
    actors, recipients = act.roles.actors, act.roles.recipients
    tokens = scene.tokens(act.trigger.sentence)
    contexts = contexts_of(tokens, act.frame, phrase, actors, recipients, typer.codebook)
    return Relation(
        id=identity, type=phrase.type, mode=phrase.mode or None,  # type: ignore[arg-type]
        cameo=cameo_of(typer.codebook, phrase, contexts, judged.status)[0], status=judged.status,
        polarity=judged.polarity, score=score, scores=scores,
    )  # fmt: skip


def _by_opinion(
    codebook: Codebook,
    encoder: Encoder,
    opinion: Opinion,
    kind: str,
    identity: str,
    score: float,
    scores: dict[str, float],
) -> Relation:
    """The answer where only the model names the type that won."""
    mode = encoder.mode(opinion, kind)
    state = encoder.labels.status[int(opinion.status.argmax())]
    return Relation(
        id=identity, type=kind, mode=mode or None, cameo=codebook.best_cameo(kind, mode, ()),  # type: ignore[arg-type]
        status=state, polarity="negated" if opinion.negated > 0.5 else "affirmed",  # type: ignore[arg-type]
        score=score, scores=scores,
    )  # fmt: skip


def _fit(
    tokens: tuple[Token, ...], act: Act, actor: tuple[int, int] | None, recipient: tuple[int, int] | None
) -> float:
    """How well an act joins the asked parties, 0.05 to 1."""
    fit = 0.3
    for span, own, other in (
        (actor, act.roles.actors, act.roles.recipients),
        (recipient, act.roles.recipients, act.roles.actors),
    ):
        if span is None:
            fit += 0.2
        elif any(_touch(span, (p.start, p.end)) for p in own):
            fit += 0.35
        elif any(_touch(span, (p.start, p.end)) for p in other):
            fit += 0.25 if not act.roles.recipients else 0.1
        elif _below(tokens, act.trigger, span):
            fit += 0.12
    depth = sum(1 for _ in syntax.ancestors(tokens, act.trigger.i))
    return fit / (1 + 0.04 * depth)


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _below(tokens: tuple[Token, ...], trigger: Trigger, span: tuple[int, int]) -> bool:
    """Whether a span stands in the subtree of the trigger or of the verb that carries it."""
    top = trigger.verb if trigger.verb >= 0 else trigger.i
    return any(_touch(span, (tokens[t].start, tokens[t].end)) for t in syntax.subtree(tokens, top))
