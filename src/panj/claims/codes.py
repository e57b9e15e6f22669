"""Contexts and CAMEO codes of a claim."""

from __future__ import annotations

from collections.abc import Sequence

from panj import syntax
from panj.claims.frames import Frame
from panj.knowledge.codebook import Codebook
from panj.knowledge.codebook.phrases import Phrase
from panj.records import Party, Token

MOST = 4
"""Contexts kept for a claim."""


def contexts_of(
    tokens: tuple[Token, ...], frame: Frame, phrase: Phrase, actors: Sequence[Party], codebook: Codebook
) -> tuple[str, ...]:
    """The contexts of an act: those of its phrase row, then those that the words below its trigger signal."""
    found = dict.fromkeys(phrase.contexts)
    known = codebook.context_words
    below = sorted({*syntax.subtree(tokens, frame.i), *frame.get("verb"), *frame.get("obj"), *frame.get("comp")})
    for t in below:
        token = tokens[t]
        pos = "NOUN" if token.pos == "PROPN" else token.pos
        for key in ((token.lemma, pos), (token.lemma, "ANY")):
            found.update(dict.fromkeys(known.get(key, ())))
        if t + 1 < len(tokens):
            pair = f"{token.lower} {tokens[t + 1].lemma}"
            for key in ((pair, "NOUN"), (pair, "ANY")):
                found.update(dict.fromkeys(known.get(key, ())))
    return tuple(found)[:MOST]


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
