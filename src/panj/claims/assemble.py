"""Puts claims together: types, parties, status, speaker, when, where and how many, with the trace of each.

The acts of a document are coded in the order of the text, since a later mention of an act ("the drills", "the visit")
takes from an earlier one what its own sentence does not say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from panj import syntax
from panj.__about__ import __version__
from panj.claims import attach, background, denials, opinions, speakers, status
from panj.claims.acts import Act, Typer
from panj.claims.casualties import told_once
from panj.claims.codes import cameo_of, contexts_of
from panj.claims.continuity import Continuity
from panj.claims.gate import worth_writing
from panj.claims.scene import Scene
from panj.knowledge.codebook import Codebook
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import words
from panj.knowledge.english.eventuality import eventuality
from panj.records import (
    Claim,
    Codes,
    Event,
    Judgement,
    Party,
    Saying,
    Span,
    Speaker,
    Token,
    TraceStep,
    Trigger,
    When,
    Where,
)


def claims(scene: Scene, typer: Typer, *, threshold: float = 0.0) -> tuple[Claim, ...]:
    """The claims of a document, in the order of the text.

    Args:
        scene: The document.
        typer: The codebook, and what types acts by it.
        threshold: Claims with a lower score are not written.
    """
    continuity = Continuity(scene)
    written: list[Claim] = []
    body = (sentence for sentence in scene.parsed.sentences if sentence.kind == "body")
    for index, found in typer.acts(scene, body):
        typed = told_once(scene.tokens(index), found)
        belongings = attach.adjuncts(scene, index, [a.trigger for a in typed], [a.roles.tokens for a in typed])
        for act, own in zip(typed, belongings, strict=True):
            claim = _claim(scene, act, own, typer.codebook, continuity)
            if claim is not None and claim.score >= threshold:
                written.append(claim)
    return tuple(written)


def _claim(scene: Scene, act: Act, own: attach.Adjuncts, codebook: Codebook, continuity: Continuity) -> Claim | None:
    """The claim of an act, or None where there is nothing to report."""
    trigger, phrase = act.trigger, _joint(act, codebook)
    sentence = scene.sentence(trigger.sentence)
    token = sentence.tokens[trigger.i]
    named = sentence.tokens[act.frame.i]  # of an act taken up ("as did Chile") the word that names it
    word = Span(start=named.start, end=named.end, text=named.text)
    trace = [_typed(act, word)]
    actors, recipients = act.roles.actors, act.roles.recipients
    known = any(p.id or p.country for p in (*actors, *recipients))
    taken_up = None if known or trigger.kind == "verb" else continuity.earlier(trigger)
    before = taken_up[0] if taken_up else None
    if taken_up:
        before, old = taken_up
        actors, recipients = tuple(map(_inherited, before.actors)), tuple(map(_inherited, before.recipients))
        by = f"rule continuity: the same act as in sentence {before.sentence}"
        trace.append(TraceStep(step="actors", by=by, span=(before.trigger.start, before.trigger.end)))
        if phrase.weight <= old.weight:
            phrase = old
    else:
        trace.extend(_party_steps("actors", actors, act.roles.rule))
        trace.extend(_party_steps("recipients", recipients, act.roles.recipient_rule))
    judged = _with_part(sentence.tokens, trigger, act.judgement) if actors else act.judgement
    judged = background.counted_back(judged, own.times or own.around, scene.parsed.date)
    said = _said(scene, trigger, phrase, judged)
    speaker = speakers.speaker(scene.text, said) if said else None
    if said and speaker:
        judged = _as_claimed(scene, trigger, said, judged)
    trace.append(TraceStep(step="status", by=f"rule {judged.rule}", span=(token.start, token.end)))
    if said and speaker:
        trace.append(TraceStep(step="speaker", by=f"rule {said.rule}", span=said.cue))
    moment = _when(scene, act, own, before, judged, trace)
    places = _where(scene, own, before, actors + recipients, trace)
    counts = tuple(map(attach.count, own.counts))
    trace.extend(TraceStep(step="counts", by=f"rule {c.rule}", span=(c.start, c.end)) for c in own.counts)
    if continuity.repeats(trigger, phrase.type, (actors, recipients), own, moment):
        return None
    if opinions.polled(scene, trigger, act.frame, phrase.type):
        return None
    official = _official(sentence.tokens, act, phrase, speaker, judged)
    if not worth_writing(scene, act.trigger, act.frame, phrase, actors, recipients, places, counts, official=official):
        return None
    contexts = contexts_of(sentence.tokens, act.frame, phrase, actors, recipients, codebook)
    mode = phrase.mode or None
    cameo, cameo_rule = cameo_of(codebook, phrase, contexts, judged.status)
    trace.append(TraceStep(step="cameo", by=f"rule {cameo_rule}", span=(token.start, token.end)))
    claim = Claim(
        id=_identity(scene.parsed.document.id, trigger, token.start, phrase.type),
        document_id=scene.parsed.document.id, sentence=trigger.sentence, start=sentence.start, end=sentence.end,
        quote=sentence.text, trigger=word, type=phrase.type, mode=mode, contexts=contexts,  # type: ignore[arg-type]
        codes=Codes(plover=codebook.planned(phrase.type, judged.status), cameo=cameo),
        quad=codebook.types[phrase.type].quad, goldstein=codebook.goldstein(phrase.type, mode),
        actors=actors, recipients=recipients, status=judged.status, polarity=judged.polarity,
        background=judged.background, speaker=speaker, when=moment, where=places, counts=counts,
        score=_score(act, actors, recipients), trace=tuple(trace), codebook=codebook.name, version=__version__,
        copy_of=scene.parsed.document.copy_of,
    )  # fmt: skip
    continuity.remember(claim, trigger, phrase)
    return claim


def _said(scene: Scene, trigger: Trigger, phrase: Phrase, judged: Judgement) -> Saying | None:
    """What is said that an act stands on: the innermost saying around it, or who claims force ("claimed responsibility")."""
    token = scene.tokens(trigger.sentence)[trigger.i]
    said = speakers.speaker_at(scene.said_in(trigger.sentence), trigger.sentence, token)
    if said is None and phrase.type == "ASSAULT":
        said = next((s for s in scene.sayings if (s.sentence, s.trigger) == (trigger.sentence, trigger.i)), None)
    if said and said.stance == "denies" and judged.polarity == "affirmed" and trigger.kind != "verb":
        said = None  # "denied any role in the killing": the killing is not denied
    return said


def _with_part(tokens: tuple[Token, ...], trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of an act that its actor denies to have done: there was an attack, but "Iran denied any role in the attack"."""
    verb = denials.of_part(tokens, trigger.i, eventuality())
    if verb is None or judged.polarity == "negated":
        return judged
    return msgspec.structs.replace(judged, polarity="negated", rule=f"{judged.rule}; part in it: {tokens[verb].lemma}")


def _as_claimed(scene: Scene, trigger: Trigger, said: Saying, judged: Judgement) -> Judgement:
    """The judgement of an act on the word of whoever claims it: what others reject of it is open, not negated.

    "Petric's claim that police had beaten farmers was rejected", "he falsely claimed that Malawi had closed the border":
    Petric does not say that they have not.
    """
    cue = said.trigger
    if (
        judged.polarity == "affirmed"
        or said.stance not in _CLAIMING
        or cue is None
        or said.sentence != trigger.sentence
    ):
        return judged
    if cue not in syntax.ancestors(scene.tokens(trigger.sentence), trigger.i):
        return judged
    told = status.judge(scene.parsed, trigger, below=cue)
    if told.polarity == "negated":
        return judged
    return Judgement(
        status="hypothetical", polarity="affirmed", background=told.background, rule=f"{judged.rule}; only claimed"
    )


_CLAIMING = frozenset({"asserts", "accuses", "expects"})
"""Stances of those who say that something is so."""


def _official(tokens: tuple[Token, ...], act: Act, phrase: Phrase, speaker: Speaker | None, judged: Judgement) -> bool:
    """Whether those who would do it say that something was not done or will be: "the ministry said nobody had been detained".

    That is those in power of arrests and prosecutions, and unions of strikes; not "anyone who protests will be arrested".
    """
    if speaker is None or (judged.polarity == "affirmed" and judged.status != "planned"):
        return False
    if judged.polarity == "affirmed" and any(tokens[t].lower in words("whoever") for t in act.frame.get("obj")):
        return False
    charged = phrase.type == "ACCUSE" and "legal" in phrase.contexts and act.trigger.kind == "verb"
    if charged or phrase.mode in ("arrest", "deport", "release"):
        return not _POWERS.isdisjoint(speaker.sectors)
    return phrase.mode == "strike" and "LAB" in speaker.sectors


_POWERS = frozenset({"GOV", "COP", "JUD", "MIL", "SPY"})


def _joint(act: Act, codebook: Codebook) -> Phrase:
    """The phrase row of an act: an exercise of several countries is cooperation, whatever its row says."""
    phrase = act.typing.phrase
    if (
        phrase.type == "MOBILIZE"
        and phrase.shape == "mutual"
        and len({p.country for p in act.roles.actors if p.country}) > 1
    ):
        for row in codebook.phrases.of(phrase.lemma, phrase.pos):
            if row.type == "COOPERATE":
                return row
    return phrase


def _typed(act: Act, word: Span) -> TraceStep:
    """The trace of the type."""
    return TraceStep(
        step="type", by=act.typing.by,
        span=(word.start, word.end), score=round(act.typing.score, 3), runner_up=act.typing.runner_up,
    )  # fmt: skip


def _party_steps(step: str, found: Sequence[Party], rule: str) -> Iterator[TraceStep]:
    """The trace of the parties of one side."""
    for party in found:
        yield TraceStep(step=step, by=f"rule roles: {rule}", span=(party.start, party.end))


def _inherited(party: Party) -> Party:
    """The same party, marked as inherited from where it stands."""
    if party.basis == "inherited":
        return party
    origin = Span(start=party.start, end=party.end, text=party.text)
    return msgspec.structs.replace(party, basis="inherited", origin=origin)


def _when(
    scene: Scene, act: Act, own: attach.Adjuncts, before: Claim | None, judged: Judgement, trace: list[TraceStep]
) -> When | None:
    """When the act is: stated with it, inherited from the same act before, or bounded by the document's date."""
    day = scene.parsed.date

    def possible(moment: When) -> When | None:
        if judged.status not in ("past", "ongoing"):
            return moment
        return attach.not_after(moment, day, going_on=judged.status == "ongoing")

    stated = attach.when(scene.text, own.times)
    if stated and (moment := possible(stated[0])) is not None:
        rule = stated[1]
        trace.append(TraceStep(step="when", by=f"rule {rule}", span=(moment.start or 0, moment.end or 0)))
        return moment
    if own.around and (near := attach.when(scene.text, own.around)) and (moment := possible(attach.inherited(near[0]))):
        by = f"rule {near[1]}, of the clause it stands in"
        trace.append(TraceStep(step="when", by=by, span=(moment.start or 0, moment.end or 0)))
        return moment
    if before is not None and before.when is not None and before.when.basis != "publication":
        old = before.when
        taken = attach.inherited(old)
        if taken.origin is not None and (kept := possible(taken)) is not None:
            by = "rule continuity: the same act"
            trace.append(TraceStep(step="when", by=by, span=(taken.origin.start, taken.origin.end)))
            return kept
    if day is None or judged.background or judged.polarity == "negated":
        return None
    bounds = {"past": (None, day), "ongoing": (day, day), "planned": (day, None)}.get(judged.status)
    if bounds is None:
        return None
    trace.append(TraceStep(step="when", by=f"rule publication: {judged.status} on the day of the document"))
    precision = "day" if judged.status == "ongoing" else "open"
    return When(earliest=bounds[0], latest=bounds[1], precision=precision, basis="publication")  # type: ignore[arg-type]


def _where(
    scene: Scene, own: attach.Adjuncts, before: Claim | None, parties: Sequence[Party], trace: list[TraceStep]
) -> tuple[Where, ...]:
    """Where the act is: stated with it, or inherited from the same act before or the dateline."""
    if own.places:
        trace.extend(TraceStep(step="where", by=f"rule {p.rule}", span=(p.start, p.end)) for p in own.places)
        return tuple(map(attach.where, own.places))
    if before is not None and before.where:
        inherited = []
        for place in before.where:
            origin = place.origin or Span(start=place.start, end=place.end, text=place.text)
            inherited.append(msgspec.structs.replace(place, basis="inherited", origin=origin))
            trace.append(TraceStep(step="where", by="rule continuity: the same act", span=(origin.start, origin.end)))
        return tuple(inherited)
    return ()


def _score(act: Act, actors: Sequence[Party], recipients: Sequence[Party]) -> float:
    """How sure the claim is: the type's score, less where parties are missing or unknown."""
    score = act.typing.score
    if not actors:
        score *= 0.85
    known = sum(bool(p.id or p.country or p.sectors) for p in (*actors, *recipients))
    if known == 0:
        score *= 0.8
    return round(score, 3)


def _identity(document: str, trigger: Trigger, start: int, kind: str) -> str:
    """The id of a claim: the same for the same act in the same document."""
    return hashlib.sha256(f"{document}\n{trigger.sentence}\n{start}\n{kind}".encode()).hexdigest()[:16]


def events(scene: Scene, typer: Typer) -> Iterator[Event]:
    """Every event word of a document, with its type where one fits; a light verb ("held talks") beside its noun."""
    for index, typed in typer.acts(scene, scene.parsed.sentences):
        kinds = {act.trigger.i: act.typing.phrase.type for act in typed}
        judged = {act.trigger.i: act.judgement for act in typed}
        tokens = scene.tokens(index)
        found: dict[int, Judgement] = {}
        for trigger in scene.triggers[index]:
            found[trigger.i] = judged.get(trigger.i) or status.judge(scene.parsed, trigger)
            if trigger.kind == "light":
                found.setdefault(trigger.verb, found[trigger.i])
        for i, so in sorted(found.items()):
            yield Event(
                start=tokens[i].start, end=tokens[i].end, text=tokens[i].text, type=kinds.get(i),  # type: ignore[arg-type]
                status=so.status, polarity=so.polarity,
            )  # fmt: skip
