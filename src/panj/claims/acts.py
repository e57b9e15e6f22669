"""The acts of a document: its triggers, each with its type, its parties and whether it is so.

For each trigger the phrase table is asked first, since its row says how the parties fall; then the model reads the sentence
once and judges all its candidates. A trigger that the table has no row for is a candidate where both its parties are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Literal, NamedTuple

import msgspec

from panj import syntax
from panj.claims import ellipsis, nominalized, status, types
from panj.claims.encoder import Candidate, Encoder, Opinion
from panj.claims.finder import again, same
from panj.claims.frames import Frame, frame
from panj.claims.roles import Roles, bind
from panj.claims.scene import Scene
from panj.claims.triggers import attributive
from panj.claims.types import Typing, Weights
from panj.knowledge.codebook import Codebook
from panj.knowledge.english import words
from panj.knowledge.english.cues import cues
from panj.records import Judgement, Party, Polarity, Sentence, Token, Trigger

Tokens = tuple[Token, ...]
How = Literal["both", "table", "model"]
"""What types an act: the phrase table and the model, or one of them alone."""

SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "THREATEN", "ACCUSE"})
"""Types whose objects are acts of their own: what is promised, demanded, threatened or alleged."""
PROMISES = frozenset({"AGREE", "THREATEN", "REJECT"})
"""Types whose recipient may be that of the act they are about: "willing to withdraw from Iraq"."""
_HARM = frozenset({"ACCUSE", "ASSAULT", "COERCE", "SANCTION"})
"""Types that nobody promises to those who suffer them."""
_GUESSED = frozenset({"comp", "below the complement"})
"""Slots in which a recipient is found in the complement without knowing its act."""


class Act(NamedTuple):
    """A trigger with a type, its parties and whether it is so: a claim in the making."""

    trigger: Trigger
    frame: Frame
    typing: Typing
    roles: Roles
    judgement: Judgement


class _Draft(NamedTuple):
    """A trigger with its parties, before the model has been asked."""

    trigger: Trigger
    frame: Frame
    typing: Typing | None
    """The table's answer, None where it has no row."""
    roles: Roles


class Typer:
    """What is needed to type acts: loaded once, and the same for every document."""

    def __init__(
        self, codebook: Codebook, encoder: Encoder | None, how: How = "both", weights: Weights = types.DEFAULT
    ) -> None:
        """Hold the codebook, the model (None: the table alone) and how they are combined."""
        self.codebook = codebook
        self.encoder = encoder
        self.weights = weights
        self.how = how

    def acts(self, scene: Scene, sentences: Iterable[Sentence]) -> Iterator[tuple[int, list[Act]]]:
        """(number of the sentence, its acts) for some sentences of a document."""
        for sentence in sentences:
            index, tokens = sentence.index, sentence.tokens
            typed: list[Act] = []
            drafts = [
                draft for trigger in scene.triggers[index] if (draft := self._draft(scene, index, trigger)) is not None
            ]
            for draft, opinion in zip(drafts, self._opinions(scene, index, drafts), strict=True):
                answer = self._answer(tokens, draft, opinion, drafts)
                if answer is None:
                    continue
                judged = status.judge(scene.parsed, draft.trigger)
                typed.append(Act(draft.trigger, draft.frame, answer, draft.roles, judged))
            typed = [_composed(act, typed, self.codebook) for act in typed]
            typed = [_with_promised(act, typed) for act in typed]
            typed = [_with_protested(tokens, act, typed) for act in typed]
            typed = [act for act in typed if not _part_of_another(tokens, act, typed)]
            again = [more for act in typed for more in _repeated(scene, tokens, act)]
            yield index, sorted([*typed, *again], key=lambda act: act.trigger.i) if again else typed

    def _draft(self, scene: Scene, index: int, trigger: Trigger) -> _Draft | None:
        """A trigger with its parties, or None where it cannot be an act."""
        tokens = scene.tokens(index)
        if attributive(tokens, trigger.i):
            return None
        person = scene.actor_at(index, trigger.i) if trigger.kind == "noun" else None
        if person is not None and person.head == trigger.i and person.kind in ("person", "role"):  # "a Georgian exile"
            return None
        slots = frame(tokens, trigger)
        if self.how != "model":
            answer, acting, around = self._by_table(tokens, trigger, slots, partial(scene.kinds, index))
            if answer is not None:
                if not answer.phrase.type:
                    return None
                roles = bind(scene, acting, around, answer.phrase)
                return _Draft(trigger, around, *_own_side(answer, roles, self.codebook))
        lemma = tokens[trigger.i].lemma
        if self.encoder is None or (lemma, types.part_of_speech(tokens, trigger)) in cues():
            return None
        if trigger.kind == "verb" and lemma in words("undergoing_verbs"):  # who "received" something did nothing
            return None
        roles = bind(scene, trigger, slots, types.unnamed(tokens, trigger))
        return _Draft(trigger, slots, None, roles) if _public(roles) else None

    def _by_table(
        self, tokens: Tokens, trigger: Trigger, slots: Frame, kinds: types.Kinds
    ) -> tuple[Typing | None, Trigger, Frame]:
        """The table's answer, with the trigger and slots that it holds for: a noun without a row is read as its verb."""
        table = self.codebook.phrases
        answer = types.by_table(tokens, trigger, slots, table, kinds)
        verbs = () if answer else nominalized.verbs(tokens, trigger, slots)
        if not verbs:
            return answer, trigger, slots
        acting, around = nominalized.as_verb(tokens, trigger, slots)
        for verb in verbs:
            answer = types.by_rows(tokens, around, table.of(verb, "V"), kinds)
            if answer is not None and answer.phrase.type:
                row = answer.phrase
                if not row.shape and not row.actors:
                    answer = answer._replace(phrase=row._replace(actors=("subj", "mod")))
                break
        return answer, acting, around

    def _opinions(self, scene: Scene, index: int, drafts: Sequence[_Draft]) -> Sequence[Opinion | None]:
        """What the model thinks of each draft of a sentence; None where it has no say, or there is no model."""
        asked = [draft for draft in drafts if _has_say(draft)]
        if self.encoder is None or not asked:
            return [None] * len(drafts)
        sentence = scene.sentence(index)
        reading = self.encoder.read(scene.text[sentence.start : sentence.end])
        given = self.encoder.judge(reading, [_candidate(sentence.tokens, draft, sentence.start) for draft in asked])
        opinions = iter(given)
        return [next(opinions) if _has_say(draft) else None for draft in drafts]

    def _answer(
        self, tokens: Tokens, draft: _Draft, opinion: Opinion | None, drafts: Sequence[_Draft]
    ) -> Typing | None:
        """The type of a draft among those of its sentence, or None."""
        if opinion is None or self.encoder is None:
            return draft.typing
        taken = {
            other.typing.phrase.type
            for other in drafts
            if other is not draft and other.typing is not None and _in_line(tokens, draft.trigger, other.trigger)
        }
        if draft.typing is None:
            return types.by_model(tokens, draft.trigger, opinion, self.encoder, self.weights, taken)
        return types.combined(draft.typing, opinion, self.encoder, self.weights, taken)


def _own_side(typing: Typing, roles: Roles, codebook: Codebook) -> tuple[Typing, Roles]:
    """What somebody is typed as doing, and to whom, where it may be to their own side.

    To arm another's brigade is aid; to arm one's own, or one that is nobody's yet ("a new battalion"), is to mobilize it.
    """
    phrase = typing.phrase
    if phrase.type != "AID" or phrase.actors or not roles.actors or not roles.recipients:
        return typing, roles
    own = {a.country for a in roles.actors if a.country}
    units = words("unit_bodies")
    if all(r.country in own or not (r.country or r.id or units.isdisjoint(r.text.split())) for r in roles.recipients):
        for row in codebook.phrases.of(phrase.lemma, phrase.pos):
            if row.type == "MOBILIZE" and row.mode == "militia":
                by = f"phrase {row.place}: {row.lemma} {row.pos}, of one's own"
                return typing._replace(phrase=row, by=by), roles._replace(recipients=(), recipient_rule="")
    return typing, roles


def _in_line(tokens: Tokens, one: Trigger, other: Trigger) -> bool:
    """Whether one of two triggers stands below the other in the tree."""
    return other.i in syntax.ancestors(tokens, one.i) or one.i in syntax.ancestors(tokens, other.i)


def _has_say(draft: _Draft) -> bool:
    """Whether the model is asked about a draft: without a row, or with parties on both sides, as its examples have them."""
    roles = draft.roles
    return draft.typing is None or bool(roles.recipients and roles.actors) or len(roles.actors) > 1


def _public(roles: Roles) -> bool:
    """Whether a party of each side is somebody whom panj knows something about, and one of them a country or name."""
    known = [[p for p in side if p.id or p.country or p.sectors] for side in (roles.actors, roles.recipients)]
    return all(known) and any(p.id or p.country for side in known for p in side)


def _candidate(tokens: Tokens, draft: _Draft, start: int) -> Candidate:
    """What the model is asked about a draft: of the parties to a reciprocal act the first is the actor."""
    actors, recipients = draft.roles.actors, draft.roles.recipients
    if len(actors) > 1 and not recipients and draft.typing and draft.typing.phrase.shape == "mutual":
        actors, recipients = actors[:1], actors[1:]
    end = tokens[-1].end if tokens else start

    def here(parties: Sequence[Party]) -> tuple[tuple[int, int], ...]:
        return types.shifted([(p.start, p.end) for p in parties if start <= p.start and p.end <= end], start)

    return Candidate(here(actors), here(recipients), types.shifted(types.spans_of(tokens, draft.trigger), start))


def _composed(act: Act, typed: Sequence[Act], codebook: Codebook) -> Act:
    """The act with the mode that what it demands, refuses or threatens gives it ("urged it to withdraw": yield)."""
    phrase = act.typing.phrase
    if phrase.type not in ("REQUEST", "REJECT", "THREATEN") or phrase.mode not in ("", "change", "assist"):
        return act
    below = {t for slot in ("comp", "obj", "prep:for") for t in act.frame.get(slot)}
    for other in typed:
        if other is act or (other.trigger.i not in below and other.trigger.verb not in below):
            continue
        mode = codebook.composed_mode(phrase.type, other.typing.phrase.type, other.typing.phrase.mode)
        if mode and mode != phrase.mode:
            return act._replace(typing=act.typing._replace(phrase=phrase._replace(mode=mode, cameo="")))
    return act


def _with_promised(act: Act, typed: Sequence[Act]) -> Act:
    """The act with the recipients of what it promises, refuses or threatens, where it names none of its own."""
    roles = act.roles
    if act.typing.phrase.type not in PROMISES or (roles.recipients and roles.recipient_slot not in _GUESSED):
        return act
    promised = frozenset(act.frame.get("comp"))
    for other in typed:
        if other is act or promised.isdisjoint((other.trigger.i, other.trigger.verb)):
            continue
        harm = other.typing.phrase.type in _HARM and other.judgement.polarity == "affirmed"
        if act.typing.phrase.type == "AGREE" and harm:  # "promised to arrest Russian spies"
            return act._replace(roles=roles._replace(recipients=(), recipient_rule=""))
        fresh = tuple(r for r in other.roles.recipients if not same(r, roles.actors) and not again(r, roles.actors))
        if fresh:
            return act._replace(roles=roles._replace(recipients=fresh, recipient_rule="recipient of what is promised"))
    return act


def _repeated(scene: Scene, tokens: Tokens, act: Act) -> Iterator[Act]:
    """The same act told of somebody else without its verb ("as did Chile"), where it is somebody known."""
    for repeat in ellipsis.repeats(tokens, act.trigger, act.frame):
        roles = bind(scene, repeat.trigger, repeat.frame, act.typing.phrase)
        if any(p.id or p.country for p in (roles.actors or roles.recipients)):
            before = {p.country for p in act.roles.actors if p.country}  # "recalled its envoy, and so did": its own
            kept = tuple(p for p in roles.recipients if p.country not in before)
            roles = roles._replace(recipients=kept)
            judged = act.judgement
            if repeat.negated is not None:
                polarity: Polarity = "negated" if repeat.negated else "affirmed"
                judged = msgspec.structs.replace(judged, polarity=polarity, rule=f"{judged.rule} + taken up")
            yield Act(repeat.trigger, repeat.frame, act.typing, roles, judged)


def _part_of_another(tokens: Tokens, act: Act, typed: Sequence[Act]) -> bool:
    """Whether an act is told within another: a noun as its object ("suspended talks"), a protest as the aim of one."""
    others = [other for other in typed if other is not act]
    if any(_aim_of(tokens, act, other) or _told_in(tokens, act, other) for other in others):
        return True
    if act.trigger.kind == "verb":
        return False
    for other in typed:
        kind = other.typing.phrase.type
        if other.trigger.kind == "light" or kind in SPEECH_ACTS:
            continue
        held = act.trigger.i in (*other.frame.get("obj"), *other.frame.get("inner"))
        lemma = tokens[act.trigger.i].lemma
        if kind == "SUPPORT" and lemma in words("suffered_nouns"):  # "welcomed the release of two Syrians"
            continue
        pattern = other.typing.phrase.conditions
        if held and any(c.slot in ("obj", "prep:of") and not c.negated and lemma in c.words for c in pattern):
            return True
    return False


def _with_protested(tokens: Tokens, act: Act, typed: Sequence[Act]) -> Act:
    """The protest with the parties of what it is for, where it names none: "took to the streets to protest against X"."""
    roles = act.roles
    if act.typing.phrase.type != "PROTEST" or (roles.actors and roles.recipients):
        return act
    for other in typed:
        if other is not act and _aim_of(tokens, other, act):
            if not roles.recipients:
                roles = roles._replace(recipients=other.roles.recipients, recipient_rule="recipient of its aim")
            if not roles.actors:
                roles = roles._replace(actors=other.roles.actors, rule="actor of its aim")
    return act._replace(roles=roles)


def _aim_of(tokens: Tokens, act: Act, other: Act) -> bool:
    """Whether a protest is but what another is for: "began a strike to protest against", "rallied, protesting against"."""
    if act.typing.phrase.type != "PROTEST" or other.typing.phrase.type != "PROTEST":
        return False
    token = tokens[act.trigger.i]
    open_clause = token.tag == "VBG" or syntax.behind_to(tokens, token.i)
    if open_clause and token.dep == "advcl" and token.head in (other.trigger.i, other.trigger.verb):
        return True
    return act.trigger.i in (*other.frame.get("comp"), *other.frame.get("purpose"), *other.frame.get("prep:in"))


def _told_in(tokens: Tokens, act: Act, other: Act) -> bool:
    """Whether a protest of nobody named is told in a clause on it or its place: "a protest was held in Baku where hundreds"."""
    if act.typing.phrase.type != "PROTEST" or other.typing.phrase.type != "PROTEST" or act.roles.actors:
        return False
    clause = tokens[other.trigger.verb] if other.trigger.verb >= 0 else None
    if act.trigger.kind == "verb" or clause is None or clause.dep != "relcl" or syntax.behind_to(tokens, clause.i):
        return False
    return clause.head == act.trigger.i or syntax.governor(tokens, clause.i) == act.trigger.verb
