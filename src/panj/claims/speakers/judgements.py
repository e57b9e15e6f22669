"""Judgements as attributions: "called it unlikely that Iran would attack", "made it clear that Turkey would stay"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from panj import syntax
from panj.claims.speakers import subjects
from panj.claims.speakers.found import Found, between
from panj.knowledge.english import groups, words
from panj.records import Sentence


def read(sentence: Sentence, parties: Collection[int]) -> Iterator[Found]:
    """The attributions of a sentence by which somebody judges what a clause tells, or makes it clear.

    Things make clear what nobody says ("the attack made it clear that"): there the source must be one of `parties`.
    """
    tokens = sentence.tokens
    known = groups("judging_verbs")
    for verb in tokens:
        kind = known.get(verb.lemma)
        judgement = syntax.child(tokens, verb.i, "oprd") if kind is not None and verb.pos == "VERB" else None
        if kind is None or judgement is None or syntax.is_passive(tokens, verb.i):
            continue
        clear = kind == "clear"
        if clear and tokens[judgement].lower not in words("clear_adjectives"):
            continue
        clause = syntax.child(tokens, verb.i if clear else judgement, "ccomp")
        source = subjects.of_verb(tokens, verb.i, False)
        if clause is None or clause < judgement or source is None:
            continue
        if clear and not (source[1] in parties or tokens[source[1]].lemma in words("speaking_nouns")):
            continue
        first, last = syntax.edges(tokens, clause)
        content = between(tokens, first + 1 if syntax.opening_that(tokens, clause) == first else first, last)
        yield Found(
            sentence.index, *source, (verb.start, tokens[judgement].end), content, verb.i, "asserts",
            f"english/judging_verbs.csv: {verb.lemma}", "belief" if kind == "belief" else "speech",
        )  # fmt: skip
