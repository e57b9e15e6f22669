"""What somebody judges a clause to be: "called it unlikely that Iran would attack", "made clear that it had"."""

from __future__ import annotations

import msgspec

from panj.knowledge.english import groups, words
from panj.records import Token
from panj.syntax import SUBJECTS, behind_to, child, rehung

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "relcl"})
_PREDICATES = frozenset({"oprd", "ccomp", "acomp", "attr", "dobj"})


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, with a judgement as the predicate of its verb and the clause below it; what is made clear is said by the verb.

    "Dismissed as false accusations of" dismisses accusations.
    """
    known = groups("judging_verbs")
    for verb in tokens:
        if verb.pos == "VERB" and (kind := known.get(verb.lemma)) is not None:
            tokens = _hung(tokens, verb, kind)
    for noun in tokens:
        if noun.dep == "pobj" and noun.lemma in groups("held_nouns"):
            tokens = _dismissed(tokens, noun)
    return tokens


def _dismissed(tokens: tuple[Token, ...], noun: Token) -> tuple[Token, ...]:
    """The tokens, with a noun behind what it is dismissed as on the verb: "dismissed as false accusations of"."""
    prep = tokens[noun.head]
    verb = tokens[prep.head]
    judged = prep.i + 1
    whole = tokens[judged].dep == "amod" and tokens[judged].head == noun.i
    if prep.lower != "as" or prep.i != verb.i + 1 or not whole or child(tokens, verb.i, "dobj", "auxpass") is not None:
        return tokens
    return rehung(tokens, {noun.i: (verb.i, "dobj"), judged: (prep.i, "pobj")})


def _hung(tokens: tuple[Token, ...], verb: Token, kind: str) -> tuple[Token, ...]:
    """The tokens with the judgement of a verb, and the clause that it judges, hung so."""
    opens, clear = verb.i + 1, kind == "clear"
    it = opens if opens < len(tokens) and tokens[opens].lower == "it" else None
    if it is None and not clear:
        return tokens
    at = opens if it is None else it + 1
    if at < len(tokens) and tokens[at].lower == "as":
        at += 1
    judgement = _judgement(tokens, at)
    if judgement is None or (clear and tokens[judgement].lower not in words("clear_adjectives")):
        return tokens
    clause = _clause(tokens, verb.i, judgement, bare=clear)
    if clause is None:
        return tokens
    tokens = tuple(
        msgspec.structs.replace(t, pos="ADJ") if t.i == judgement and t.pos in ("VERB", "ADV") else t for t in tokens
    )
    changed = {judgement: (verb.i, "oprd"), clause: (verb.i if clear else judgement, "ccomp")}
    if it is not None:
        changed[it] = (verb.i, "dobj")
    opener = next((c for c in tokens[clause].children if tokens[c].lower == "that" and c < clause), None)
    if opener is not None and opener > judgement:
        changed[opener] = (clause, "mark")
    return rehung(tokens, changed)


def _judgement(tokens: tuple[Token, ...], at: int) -> int | None:
    """The adjective, or the noun, of a judgement that begins at a token: "very likely", "a mistake"."""
    for token in tokens[at : at + 4]:
        behind = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
        adverb = token.tag == "RB" and behind.lower == "that"  # "likely"
        if token.tag in ("JJ", "JJR", "VBN") or token.pos == "ADJ" or adverb:
            if behind.pos not in ("NOUN", "PROPN", "ADJ"):  # "a grave mistake"
                return token.i
        elif token.pos == "NOUN":
            return token.i
        elif token.pos not in ("DET", "ADV"):
            return None
    return None


def _clause(tokens: tuple[Token, ...], verb: int, judgement: int, *, bare: bool) -> int | None:
    """The verb of the clause that a judgement is about: it opens with "that", or, where `bare`, right behind the judgement."""
    for c in (*tokens[verb].children, *tokens[judgement].children):
        clause = tokens[c]
        if c <= judgement or clause.dep not in _CLAUSES or behind_to(tokens, c):
            continue
        subject = child(tokens, c, *SUBJECTS)
        opener = next((k for k in clause.children if tokens[k].lower == "that" and judgement < k < c), None)
        if subject is None or subject < judgement or subject == opener:
            continue
        if opener is not None or (bare and tokens[subject].i - judgement <= 4):
            return c
    return None
