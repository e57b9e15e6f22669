"""Contexts and CAMEO codes of a claim."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from panj.claims.frames import Frame
from panj.knowledge.codebook import Codebook
from panj.knowledge.codebook.phrases import Phrase
from panj.records import Party, Token

MOST = 3
"""Contexts kept for a claim."""

OTHER_CLAUSES = frozenset({"relcl", "advcl", "parataxis"})
"""Dependents that tell of something else than what is above them."""

_OF_OTHERS = frozenset({"according", "since", "after", "before", "during", "until", "amid", "following", "despite"})
"""Prepositions behind which something else is told ("the first drills since the pandemic")."""


def contexts_of(
    tokens: tuple[Token, ...],
    frame: Frame,
    phrase: Phrase,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    codebook: Codebook,
) -> tuple[str, ...]:
    """The contexts of an act: of its phrase row, of the words around its trigger and of its parties."""
    words = _words(tokens, _around(tokens, frame, (*actors, *recipients)))
    signs = {word for word, _ in words}
    rules = list(codebook.context_rules.of(phrase.type, phrase.mode, actors, recipients, signs))
    dropped = {rule.context for rule in rules if rule.drops}
    found = dict.fromkeys(context for context in phrase.contexts if context not in dropped)
    for word in words:
        found.update(dict.fromkeys(codebook.context_words.get(word, ())))
    found.update(dict.fromkeys(rule.context for rule in rules if not rule.drops))
    return tuple(found)[:MOST]


def _words(tokens: tuple[Token, ...], around: Iterable[int]) -> dict[tuple[str, str], None]:
    """(word, part of speech or ANY) of the tokens: lemmas, and pairs of a word and the lemma behind it."""
    found: dict[tuple[str, str], None] = {}
    for t in around:
        token = tokens[t]
        pos = "NOUN" if token.pos == "PROPN" else token.pos
        found[token.lemma, pos] = found[token.lemma, "ANY"] = None
        if t + 1 < len(tokens):
            pair = f"{token.lower} {tokens[t + 1].lemma}"
            found[pair, "NOUN"] = found[pair, "ANY"] = None
    return found


def _tells_else(above: Token, token: Token) -> bool:
    """Whether what stands below a token tells of another act: another clause, or a second verb beside the first."""
    return (
        token.dep in OTHER_CLAUSES
        or (token.dep == "conj" and above.pos == "VERB" and token.pos == "VERB")
        or (token.dep == "prep" and token.lower in _OF_OTHERS)
    )


def _around(tokens: tuple[Token, ...], frame: Frame, parties: Sequence[Party]) -> dict[int, None]:
    """The tokens that tell of an act, the nearest first: what stands below its trigger and its verb, and its parties."""
    found: dict[int, None] = {}
    queue = deque((frame.i, *frame.get("verb"), *frame.get("obj"), *frame.get("comp")))
    while queue:
        here = queue.popleft()
        if here not in found:
            found[here] = None
            queue.extend(c for c in tokens[here].children if not _tells_else(tokens[here], tokens[c]))
    for party in parties:
        found.update((token.i, None) for token in tokens if party.start <= token.start < party.end)
    return found


def cameo_of(codebook: Codebook, phrase: Phrase, contexts: Sequence[str], status: str) -> tuple[str | None, str]:
    """The best CAMEO code of an act and the rule that gave it.

    A planned cooperative act takes the code of the intent (03..) by `planned_cameo.csv`; otherwise the phrase row's
    own code holds, else the most specific code of the table with the same type and mode that shares a context.
    """
    if status == "planned":
        for kind, context, code in codebook.planned_cameo:
            if kind == phrase.type and (not context or context in contexts):
                return code, "codebook/planned_cameo.csv"
    if phrase.cameo:
        return phrase.cameo, f"{phrase.place}"
    best = codebook.best_cameo(phrase.type, phrase.mode, tuple(contexts))
    return best, "codebook/cameo.csv by type, mode and contexts"
