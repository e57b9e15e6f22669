"""Whom "it" takes up below a verb that tells or gives a body something.

"Warned Lebanon that it must leave", "that it would strike"; "offered Peru a treaty, which it refused"; "expelled Peru's envoy,
accusing it of".
"""

from __future__ import annotations

from panj import syntax
from panj.knowledge.english import words
from panj.mentions.antecedents import Discourse, Fits, as_country
from panj.records import ActorMention, Sentence

_CHARGING = frozenset({"accuse", "blame", "suspect"})


def told(discourse: Discourse, sentence: Sentence, i: int, fits: Fits) -> ActorMention | None:
    """Whoever is told, if he must do or suffer something; the country of the person who tells, if it would do something.

    Args:
        discourse: The mentions up to here.
        sentence: The sentence of the pronoun.
        i: The pronoun.
        fits: What it may take up.
    """
    tokens = sentence.tokens
    clause = tokens[i].head
    above = tokens[clause].head
    if tokens[clause].dep == "relcl" and tokens[i].dep == "nsubj":
        return _receiver(discourse, sentence, above, fits)
    if tokens[i].dep == "dobj":
        return _sender(discourse, sentence, i)
    if tokens[i].dep not in ("nsubj", "nsubjpass") or tokens[clause].dep != "ccomp":
        return None
    own: dict[int | None, ActorMention] = {m.head: m for m in discourse.by_sentence[sentence.index]}
    listener = own.get(syntax.child(tokens, above, "dobj", "dative"))
    if listener is None or not fits(listener):
        return None
    modals = {tokens[a].lower for a in syntax.auxiliaries(tokens, clause)}
    if modals & words("obliging_modals") or (tokens[clause].lemma in words("suffering_verbs") and modals):
        return listener
    teller = own.get(syntax.subject(tokens, above)[0])
    if teller is None or teller.kind not in ("person", "role") or not teller.country or not modals & {"will", "would"}:
        return None
    return as_country(teller, discourse.country_name(teller.country))


def _sender(discourse: Discourse, sentence: Sentence, i: int) -> ActorMention | None:
    """The country of the envoy to whom something is done on its account: "expelled Sudan's ambassador, accusing it of"."""
    tokens = sentence.tokens
    clause = tokens[tokens[i].head]
    if clause.dep != "advcl" or clause.tag != "VBG" or clause.lemma not in _CHARGING:
        return None
    own: dict[int | None, ActorMention] = {m.head: m for m in discourse.by_sentence[sentence.index]}
    envoy, doer = own.get(syntax.child(tokens, clause.head, "dobj")), own.get(syntax.subject(tokens, clause.head)[0])
    if envoy is None or envoy.form != "role" or not envoy.country or (doer and doer.country == envoy.country):
        return None
    between = (m for m in own.values() if envoy.last < m.first < i and m.country and m.country != envoy.country)
    if envoy.kind not in ("role", "group") or any(between):
        return None
    return as_country(envoy, discourse.country_name(envoy.country))


def _receiver(discourse: Discourse, sentence: Sentence, gift: int, fits: Fits) -> ActorMention | None:
    """Who was given what a relative clause is about."""
    tokens = sentence.tokens
    if tokens[gift].dep != "dobj":
        return None
    receiver = syntax.child(tokens, tokens[gift].head, "dative")
    found = next((m for m in discourse.by_sentence[sentence.index] if m.head == receiver), None)
    return found if found is not None and fits(found) else None
