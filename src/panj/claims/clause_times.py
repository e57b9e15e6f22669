"""Which clause a time tells of: its own, the one with "when" beside it, or none, as "2018" in "its 2018 accord"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from panj import syntax
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import eventuality
from panj.records import Mention, TimeMention, Token, Trigger

Tokens = tuple[Token, ...]


def around(tokens: Tokens, act: Trigger, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The times that an act without one of its own takes from around it: of what it is the "when" of, or goes on with.

    "Ties froze in 2013 when Chad bombed", "in 2013, when Chad bombed"; "on Monday Peru freed two men and met".
    """
    verb = act.i if act.verb < 0 else act.verb
    if shared := _shared(tokens, verb, times) or _of_subject(tokens, verb, times):
        return shared
    verb = syntax.first_conjunct(tokens, verb)
    if all(tokens[c].lower != "when" for c in tokens[verb].children):
        return ()
    above = tokens[verb].head
    if tokens[verb].dep == "relcl":
        told = [t for t in times if t.first <= above <= t.last]
        return tuple(msgspec.structs.replace(t, bound=None) for t in told)
    if tokens[verb].dep != "advcl":
        return ()
    return tuple(t for t in times if t.bound is None and t.last < verb and _governed(tokens, t.head) == above)


def _shared(tokens: Tokens, verb: int, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The times that a verb shares with the one it goes on with, of the same subject, or by which that one is done.

    Those before the first of two verbs, all where both hang on one "will" or "to": "will fly there on Tuesday and meet"; and all
    of what is done "by expelling him".
    """
    first = tokens[verb].head
    if tokens[verb].dep == "pcomp" and tokens[first].lower == "by":
        first = tokens[first].head
        return tuple(t for t in times if t.bound is None and t.last < verb and _governed(tokens, t.head) == first)
    if tokens[verb].dep != "conj" or syntax.child(tokens, verb, "nsubj", "nsubjpass") is not None:
        return ()
    if any(tokens[c].lower in _LATER for c in tokens[verb].children):
        return ()
    own = syntax.child(tokens, verb, "aux", "auxpass")
    together = tokens[verb].tag == tokens[first].tag == "VB" and own is None
    told = (t for t in times if t.bound is None and _governed(tokens, t.head) == first)
    return tuple(t for t in told if t.last < first or (together and t.last < verb))


def _of_subject(tokens: Tokens, verb: int, times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The times of the event that killed or hurt somebody: "riots in January 1984 killed ninety people"."""
    subject = syntax.child(tokens, verb, "nsubj")
    if subject is None or tokens[verb].tag != "VBD" or tokens[verb].lemma not in words("counting_verbs"):
        return ()
    if eventuality().nouns.get(tokens[subject].lemma) != "event":
        return ()
    return tuple(t for t in times if t.bound is None and t.last < verb and _governed(tokens, t.head) == subject)


_LATER = frozenset({"eventually", "later", "since", "subsequently"})


def _governed(tokens: Tokens, at: int) -> int:
    """What an expression of time hangs on, by a preposition or none."""
    head = tokens[at].head
    return tokens[head].head if tokens[at].dep == "pobj" else head


def names(tokens: Tokens, mention: Mention, owner: Mapping[int, int]) -> bool:
    """Whether a year tells which law or deal a clause is about, not when: "called on Chad to keep its 2018 accord", "under the 2018 law"."""
    at = tokens[mention.head]
    noun = tokens[at.head]
    if (
        not isinstance(mention, TimeMention)
        or mention.precision != "year"
        or at.dep not in _BEFORE_NOUN
        or at.i > noun.i
    ):
        return False
    if noun.i in owner or noun.lemma not in groups("ruling_nouns"):  # "won the 2018 election": that year
        return False
    return noun.dep in _PARTS or (noun.dep == "pobj" and tokens[noun.head].lower in _ABOUT)


_BEFORE_NOUN = frozenset({"nummod", "compound", "nmod", "amod"})
_PARTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr"})
_ABOUT = frozenset({"about", "against", "from", "of", "on", "over", "to", "under", "with", "for"})
"""Prepositions behind which a noun is what an act is about, not when it was."""


def elsewhere(tokens: Tokens, verb: int) -> bool:
    """Whether a verb heads a clause that tells of another time than the clause above: "resigned after the vote was held"."""
    if tokens[verb].dep == "pcomp":
        return tokens[tokens[verb].head].lower in _BEFORE_OR_AFTER
    if tokens[verb].dep != "advcl":
        return False
    return any(
        tokens[c].lower in _BEFORE_OR_AFTER for c in tokens[verb].children if tokens[c].dep in ("mark", "advmod")
    )


_BEFORE_OR_AFTER = frozenset(
    {"after", "before", "since", "until", "till", "because", "although", "though", "unless", "if"}
)
