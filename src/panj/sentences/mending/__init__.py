"""Trees put right before anything reads them: what the parser gets wrong again and again, a kind a module.

Each pass looks for one kind of mistake and hangs words anew, so that status, roles and speakers read the same tree.
`heads` corrects the heads as they come from the parser; the passes of `mended` take tokens and give tokens.
"""

from __future__ import annotations

from collections.abc import Callable

from panj.records import Token
from panj.sentences.mending import (
    actives,
    appositions,
    arming,
    asides,
    clauses,
    contents,
    contrasts,
    gerunds,
    judgements,
    leads,
    lists,
    origins,
    parentheses,
    passives,
    perfects,
    relatives,
    semicolons,
    verdicts,
)
from panj.sentences.mending.rehang import heads

__all__ = ["heads", "mended"]

_PASSES: tuple[Callable[[tuple[Token, ...]], tuple[Token, ...]], ...] = (
    semicolons.mended,
    perfects.mended,
    clauses.mended,
    contents.mended,
    judgements.mended,
    clauses.answered,
    asides.mended,
    appositions.mended,
    actives.mended,
    gerunds.mended,
    passives.mended,
    parentheses.mended,
    relatives.mended,
    leads.mended,
    lists.mended,
    contrasts.mended,
    arming.mended,
    origins.mended,
    verdicts.mended,
)
"""In this order: first what divides a sentence into clauses, then what belongs to each, then single words."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a sentence, hung anew by every pass in turn."""
    for mend in _PASSES:
        tokens = mend(tokens)
    return tokens
