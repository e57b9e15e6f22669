"""What panj knows about whether a thing is so: event nouns, light verbs, and the words that embed acts.

An embedding word says what becomes of the act below it. The effects:

    as            as much so as the word itself ("managed to", "began to")
    done          as much so as the word itself once that is past, else only possible ("was able to", "had to")
    not           the other way round ("failed to", "prevented")
    planned       planned, intended, ordered, promised ("agreed to")
    hypothetical  possible, wanted, feared, tried ("threatened to")
    own           its own tense counts ("said that")
    shown         its own tense counts, unless it is only possible that it is found so ("if it is confirmed that")
    fact          taken for granted, whatever becomes of the word ("condemned the attack")
    denied        its own tense, but said not to be so ("denied that")
    rejected      what has been said stands ("refused the demand"), what is still to do is not so ("rejected a truce")
    accepted      the same, and what it asks for is planned ("accepted an invitation to")
    announced     what has been said stands ("announced its decision"), what is still to do is planned
    negated       under a negation only: it is not so ("not allowed to")
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.english import FOLDER, words
from panj.knowledge.tables import Row, build, one_of, refuse

EFFECTS = (
    "as", "done", "not", "planned", "hypothetical", "own", "shown", "fact", "denied", "rejected",
    "announced", "accepted",
)  # fmt: skip
UNDER_NEGATION = ("", "as", "done", "own", "fact", "hypothetical", "negated", "not", "denied")
MODAL_EFFECTS = ("planned", "hypothetical", "would")
MODIFIER_EFFECTS = ("planned", "hypothetical", "negated", "past", "ongoing")
PREPOSITION_EFFECTS = ("", "as", "fact", "past", "planned", "hypothetical", "negated", "purpose")
CLAUSE_EFFECTS = ("own", "hypothetical", "forward")


class Control(NamedTuple):
    """What an embedding word does to the act in one of its frames."""

    effect: str
    """One of EFFECTS."""
    negated: str
    """What it does where it is itself negated; empty for the same effect turned round or kept."""
    rule: str
    """Table and word, for the trace."""


class Modal(NamedTuple):
    """What a modal verb does to its verb."""

    effect: str
    perfect: str
    """The effect before "have" and a participle."""


class Eventuality(NamedTuple):
    """All tables of this module, read once."""

    nouns: dict[str, str]
    """Lemma to "event" (always names one), "mixed" (only where the words around it say so) or "none" (ends in -ing)."""
    light: dict[str, frozenset[str]]
    """Light verb to the nouns that it carries; "*" for every event noun."""
    verbs: dict[str, dict[str, Control]]
    """Verb to its frames: inf, perf ("seems to have left"), ing, that, wh, obj, subj, scene ("saw troops firing"), or a preposition.

    A preposition may be narrowed: "against ing" before a gerund, "passive of" for a passive without an agent.
    """
    given: dict[str, dict[str, Control]]
    """The same for nouns ("a plan to", "the threat of"); frame "noun": a noun before it ("withdrawal plan")."""
    adjectives: dict[str, dict[str, Control]]
    """The same for adjectives ("likely to")."""
    modals: dict[str, Modal]
    modifiers: dict[str, str]
    """Adjectives before event nouns, to their effect."""
    adverbs: dict[str, str]
    """Adverbs on verbs, to their effect."""
    prepositions: dict[str, tuple[str, str]]
    """Preposition to its effect on an event noun and on a clause behind it."""
    subordinators: dict[str, str]
    negators: dict[str, frozenset[str]]
    """Part of speech (adverb, determiner, pronoun) to negative words."""
    times: dict[str, str]
    """Time word to past, future, now or weekday."""
    occurrence: dict[str, str]
    """Verbs that say of an event noun, their subject, that it happens or ends."""
    history: dict[str, str]
    """Words of old times, to how they count; see history.csv."""
    results: frozenset[str]
    """Verbs whose infinitive tells an outcome, not an aim ("fell to close at")."""
    stative: frozenset[str]
    """Verbs that name a state or a relation, not an act."""
    scheduled: frozenset[str]
    """Nouns for what is arranged beforehand: named under a plan it is still to come ("will attend the summit")."""
    speech_acts: frozenset[str]
    """Nouns for what has been said or decided: it exists once it is named."""


@cache
def eventuality() -> Eventuality:
    """The tables.

    Raises:
        KnowledgeError: A table has bad rows.
    """
    problems: list[Problem] = []
    found = Eventuality(
        nouns=dict(_pairs("event_nouns", "lemma", "kind", ("event", "mixed", "none"), problems)),
        light=dict(build(FOLDER / "light_verbs.csv", ("verb", "nouns"), _light, problems)),
        verbs=_controls("control_verbs", problems),
        given=_controls("control_nouns", problems),
        adjectives=_controls("control_adjectives", problems),
        modals=dict(build(FOLDER / "modals.csv", ("word", "effect", "perfect"), _modal, problems)),
        modifiers=_of_pos("event_modifiers", "adjective", problems),
        adverbs=_of_pos("event_modifiers", "adverb", problems),
        prepositions=dict(build(FOLDER / "event_prepositions.csv", ("word", "noun", "clause"), _preposition, problems)),
        subordinators=dict(_pairs("subordinators", "word", "effect", CLAUSE_EFFECTS, problems)),
        negators=_negators(problems),
        times=dict(_pairs("time_words", "word", "time", ("past", "future", "now", "weekday"), problems)),
        occurrence=dict(_pairs("occurrence_verbs", "word", "kind", ("happens", "ends"), problems)),
        history=dict(_pairs("history", "word", "kind", ("long_ago", "age", "era", "anniversary", "named"), problems)),
        results=words("result_verbs"),
        stative=words("stative_verbs"),
        scheduled=words("scheduled_nouns"),
        speech_acts=words("said_nouns"),
    )
    refuse(problems)
    return found


def _pairs(table: str, left: str, right: str, known: tuple[str, ...], problems: list[Problem]) -> list[tuple[str, str]]:
    """(cell of column left, cell of column right) of a table, the right one out of a closed set."""

    def make(row: Row) -> tuple[str, str]:
        return row.cells[left], one_of(row.cells[right], known, right)

    return build(FOLDER / f"{table}.csv", (left, right), make, problems)


def _controls(table: str, problems: list[Problem]) -> dict[str, dict[str, Control]]:
    """Lemma to frame to Control of a table."""
    found: dict[str, dict[str, Control]] = {}
    for lemma, frames, effect, negated in build(
        FOLDER / f"{table}.csv", ("lemma", "frames", "effect", "negated"), _control, problems
    ):
        for frame in frames:
            found.setdefault(lemma, {})[frame] = Control(effect, negated, f"english/{table}.csv: {lemma} + {frame}")
    return found


def _control(row: Row) -> tuple[str, tuple[str, ...], str, str]:
    """Lemma, frames, effect and effect under negation of a row."""
    one_of(row.cells["effect"], EFFECTS, "effect")
    one_of(row.cells["negated"], UNDER_NEGATION, "effect under negation")
    return row.cells["lemma"], row.many("frames"), row.cells["effect"], row.cells["negated"]


def _light(row: Row) -> tuple[str, frozenset[str]]:
    """Verb and nouns of a row."""
    return row.cells["verb"], frozenset(row.many("nouns"))


def _modal(row: Row) -> tuple[str, Modal]:
    """Word and Modal of a row."""
    effect, perfect = (one_of(row.cells[c], MODAL_EFFECTS, "effect") for c in ("effect", "perfect"))
    return row.cells["word"], Modal(effect, perfect)


def _preposition(row: Row) -> tuple[str, tuple[str, str]]:
    """Word and its two effects of a row."""
    noun, clause = (one_of(row.cells[c], PREPOSITION_EFFECTS, "effect") for c in ("noun", "clause"))
    return row.cells["word"], (noun, clause)


def _of_pos(table: str, pos: str, problems: list[Problem]) -> dict[str, str]:
    """Word to effect for the rows of one part of speech."""

    def make(row: Row) -> tuple[str, str, str]:
        part = one_of(row.cells["pos"], ("adjective", "adverb"), "part of speech")
        return row.cells["word"], part, one_of(row.cells["effect"], MODIFIER_EFFECTS, "effect")

    found = build(FOLDER / f"{table}.csv", ("word", "pos", "effect"), make, problems)
    return {word: effect for word, part, effect in found if part == pos}


def _negators(problems: list[Problem]) -> dict[str, frozenset[str]]:
    """Part of speech to negative words."""
    kinds = ("adverb", "determiner", "pronoun")
    pairs = _pairs("negators", "word", "pos", kinds, problems)
    return {kind: frozenset(word for word, k in pairs if k == kind) for kind in kinds}
