"""Questions to be answered by yes or no, which the parser often misreads: "Did the army attack a convoy?" as a noun.

Where no verb is found behind the auxiliary at the front, the question is parsed once more in the order of a statement,
"the army did attack a convoy?", with the auxiliary set behind each noun that may end the subject until a verb is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

_BARE = frozenset({"did", "do", "does", "will", "would", "can", "could", "should", "shall", "may", "might", "must"})
_PERFECT = frozenset({"has", "have", "had"})
_TRIED = 5
"""Places tried for the auxiliary."""


def asked(doc: Doc) -> bool:
    """Whether a sentence is such a question, by its first word and its last."""
    return len(doc) >= 4 and doc[-1].text == "?" and doc[0].lower_ in _BARE | _PERFECT


def read(doc: Doc, nlp: Callable[[Doc], Doc]) -> list[tuple[int, Token]]:
    """(offset in the sentence, token) in the order of the text, from a second parse where the first misses the verb.

    Args:
        doc: The parse of a question.
        nlp: What parsed it.
    """
    plain = [(t.idx, t) for t in doc]
    if _found(doc, 0) and not doc[0].ent_type_:  # "Will Baghdad" is nobody's name
        return plain
    places = [
        k for k in range(2, len(doc) - 1)
        if doc[k - 1].pos_ in ("NOUN", "PROPN", "PRON") and doc[k].is_lower and doc[k].is_alpha and doc[k].pos_ != "ADP"
    ]  # fmt: skip
    for k in places[:_TRIED]:
        order = [*range(1, k), 0, *range(k, len(doc))]
        again = nlp(_statement(doc, order))
        if _found(again, k - 1) and again[k].dep_ == "ROOT":
            return sorted((doc[i].idx, again[n]) for n, i in enumerate(order))
    return plain


def _found(doc: Doc, auxiliary: int) -> bool:
    """Whether an auxiliary has its verb, in the form that it asks for, and that verb a subject."""
    front = doc[auxiliary]
    verb = front.head
    if front.dep_ not in ("aux", "auxpass") or verb.pos_ not in ("VERB", "AUX"):
        return False
    bare = front.lower_ in _BARE and not any(c.dep_ in ("aux", "auxpass") and c.i != auxiliary for c in verb.children)
    return (not bare or verb.text == verb.lemma_) and any(
        c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and c.i < verb.i for c in verb.children
    )


def _statement(doc: Doc, order: list[int]) -> Doc:
    """The words of a question in another order, still to be parsed."""
    words = [doc[i].lower_ if i == 0 else doc[i].text for i in order]
    return type(doc)(doc.vocab, words=words, spaces=[bool(doc[i].whitespace_) for i in order])
