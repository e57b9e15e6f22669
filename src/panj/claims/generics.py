"""What only a rule, a habit or a definition tells: "a country that expels a diplomat expects", "armies besiege towns".

Told in the simple present of nobody in particular, it has not happened by that. Who has a name acts, also in the present
("Chile expels the envoy", "Chile usually expels them").
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from panj import syntax
from panj.knowledge.english import words
from panj.knowledge.english.cues import cues
from panj.records import Judgement, Token, Trigger

Tokens = tuple[Token, ...]

_ONE_OF_A_KIND = frozenset({"a", "an", "any", "every", "each", "no"})
_CERTAIN = frozenset({"the", "this", "that", "these", "those"})
_WHENEVER = frozenset({"when", "whenever", "if", "once", "unless", "where"})
_COUNTED = frozenset({"DATE", "TIME", "CARDINAL", "QUANTITY", "PERCENT", "MONEY"})
"""Labels of what says how many or when."""


def of_a_kind(tokens: Tokens, trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of an act, made hypothetical where only a rule, a habit or a definition tells it."""
    if judged.status not in ("past", "ongoing"):
        return judged
    rule = _defined(tokens, trigger.i)
    of_many = trigger.kind == "noun" and _many(tokens, trigger.i) and tokens[trigger.i].head == trigger.verb
    if not rule and trigger.verb >= 0 and (judged.status == "ongoing" or of_many):  # "investigates complaints"
        verb = _first(tokens, trigger.verb)
        if _simple_present(tokens, verb) and (verb == trigger.verb or tokens[trigger.verb].tag in _PLAIN):
            rule = _whoever(tokens, verb) or _usual(tokens, verb) or _whenever(tokens, verb) or _kinds(tokens, verb)
            rule = rule or _duty(tokens, verb, trigger.verb)
    return msgspec.structs.replace(judged, status="hypothetical", rule=f"{judged.rule}; {rule}") if rule else judged


_PLAIN = frozenset({"VB", "VBN", "VBP", "VBZ"})


def _first(tokens: Tokens, verb: int) -> int:
    """The verb that a verb shares its subject with: "soldiers *seize* the station and arrest the president"."""
    while tokens[verb].dep == "conj" and _subject(tokens, verb) is None and tokens[tokens[verb].head].pos == "VERB":
        verb = tokens[verb].head
    return verb


def _simple_present(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is in the simple present: "expels", "is expelled", not "has expelled", "is expelling"."""
    said = [tokens[a] for a in syntax.auxiliaries(tokens, verb)]
    if tokens[verb].tag == "VBG" or any(t.tag in ("MD", "VBD", "VBG", "TO") or t.lemma == "have" for t in said):
        return False
    return tokens[verb].tag in ("VBZ", "VBP") or any(t.tag in ("VBZ", "VBP") for t in said)


def _subject(tokens: Tokens, verb: int) -> int | None:
    """The noun that stands as the subject of a verb."""
    return syntax.child(tokens, verb, "nsubj", "nsubjpass")


def _particular(tokens: Tokens, below: Iterable[int]) -> bool:
    """Whether some words name somebody, or say how many or when."""
    found = [tokens[t] for t in below if tokens[t].lower != "one"]
    named = any((t.entity or t.pos == "PROPN") and t.text[0].isupper() for t in found)  # not "a navy"
    return named or any(t.entity in _COUNTED or t.pos == "NUM" for t in found)


def _phrase(tokens: Tokens, noun: int) -> list[int]:
    """A noun and what belongs to it, but no clause."""
    clauses = syntax.children(tokens, noun, "relcl", "acl", "appos", "conj")
    hidden = {t for c in clauses for t in syntax.subtree(tokens, c)}
    return [t for t in syntax.subtree(tokens, noun) if t not in hidden]


def _one(tokens: Tokens, noun: int) -> bool:
    """Whether a noun is any one of a kind: "a country", "any state", not "a Syrian rebel"."""
    some = any(tokens[c].dep == "det" and tokens[c].lower in _ONE_OF_A_KIND for c in tokens[noun].children)
    return tokens[noun].tag == "NN" and some and not _particular(tokens, _phrase(tokens, noun))


def _many(tokens: Tokens, noun: int) -> bool:
    """Whether a noun is a kind as a whole: "armies", not "the armies", "two armies", "Syrian armies"."""
    bare = not any(tokens[c].dep in ("det", "poss", "nummod", "predet") for c in tokens[noun].children)
    return tokens[noun].tag == "NNS" and bare and not _particular(tokens, _phrase(tokens, noun))


def _told(tokens: Tokens, verb: int) -> bool:
    """Whether a verb says something, not as is usual: "a group that helps refugees accuses Greece" is of one group."""
    return (tokens[verb].lemma, "V") in cues() and not _usual(tokens, verb)


def _whoever(tokens: Tokens, verb: int) -> str:
    """The rule for what those do of whom only a clause tells: "a state that attacks a neighbour loses", "whoever leads it"."""
    clausal = syntax.child(tokens, verb, "csubj", "csubjpass")
    if clausal is not None and any(tokens[c].lower in words("whoever") for c in tokens[clausal].children):
        return "whoever"
    inside = tokens[verb].dep == "relcl"
    noun = tokens[verb].head if inside else _subject(tokens, verb)
    if noun is None:
        return ""
    clause = verb if inside else syntax.child(tokens, noun, "relcl")
    main = syntax.governor(tokens, noun)
    if clause is None or main == noun or tokens[noun].dep not in ("nsubj", "nsubjpass") or _told(tokens, main):
        return ""
    if not (_simple_present(tokens, clause) and _simple_present(tokens, main)):
        return ""
    if not any(tokens[c].tag in ("WDT", "WP") or tokens[c].lower == "that" for c in tokens[clause].children):
        return ""
    standing = tokens[clause].lemma in words("standing_verbs")  # "rebels who control the town" are certain ones
    many = _many(tokens, noun) and not standing and not _particular(tokens, syntax.subtree(tokens, clause))
    return "whoever" if many or _one(tokens, noun) else ""


def _usual(tokens: Tokens, verb: int) -> str:
    """The rule for what any of a kind usually or often does: "empires often invade", not "Israel often bombs"."""
    subject = _subject(tokens, verb)
    if subject is None or not (_one(tokens, subject) or _many(tokens, subject)):
        return ""
    adverbs = (tokens[c].lower for c in tokens[verb].children if tokens[c].dep == "advmod")
    word = next((w for w in adverbs if w in words("habit_adverbs")), "")
    return word and f"english/habit_adverbs.csv: {word}"


def _whenever(tokens: Tokens, verb: int) -> str:
    """The rule for what a kind does whenever something is so: "an ambassador is recalled when relations break down"."""
    clause = verb if tokens[verb].dep == "advcl" else syntax.child(tokens, verb, "advcl")
    if clause is None or not any(tokens[c].lower in _WHENEVER for c in tokens[clause].children):
        return ""
    main = tokens[clause].head
    if tokens[main].pos not in ("VERB", "AUX") or not (
        _simple_present(tokens, main) and _simple_present(tokens, clause)
    ):
        return ""
    first = min(main, clause)  # the subject of what stands first; not "five people die when a bomb explodes"
    subject = _subject(tokens, first)
    if subject is None or not _one(tokens, subject) or _particular(tokens, _clause(tokens, main)):
        return ""
    return "whenever"


def _clause(tokens: Tokens, verb: int) -> list[int]:
    """The words of a clause, but not those of what is said beside it."""
    beside = {t for c in syntax.children(tokens, verb, "parataxis") for t in syntax.subtree(tokens, c)}
    return [t for t in syntax.subtree(tokens, verb) if t not in beside]


def _kinds(tokens: Tokens, verb: int) -> str:
    """The rule for what kinds of powers do to kinds: "in wartime, armies besiege towns"; a sentence, no headline.

    Those who act in a report may do without a name ("troops shoot protesters"), powers hardly.
    """
    subject = _subject(tokens, verb)
    if subject is None or not _many(tokens, subject) or tokens[subject].lemma not in words("kinds_of_powers"):
        return ""
    if _told(tokens, verb) or tokens[verb].dep == "relcl":
        return ""
    done_to = syntax.objects(tokens, verb)
    below = _clause(tokens, verb)
    certain = any(tokens[t].lower in _CERTAIN and tokens[t].dep == "det" for t in below)
    closed = tokens[-1].text in (".", "”", '"', "?", "!")
    kinds = bool(done_to) and all(tokens[t].pos == "NOUN" for t in done_to)
    return "what kinds do to kinds" if kinds and closed and not certain and not _particular(tokens, below) else ""


def _duty(tokens: Tokens, first: int, verb: int) -> str:
    """The rule for what an office is there for: "the commission investigates complaints against officers".

    Args:
        tokens: The sentence.
        first: The first of the coordinated verbs, which has the subject.
        verb: The verb.
    """
    subject = _subject(tokens, first)
    if tokens[verb].lemma not in words("duty_verbs") or subject is None or tokens[subject].tag not in ("NN", "NNS"):
        return ""
    done_to = syntax.objects(tokens, verb)
    many = bool(done_to) and all(_many(tokens, t) for t in done_to)
    named = _particular(tokens, (*_phrase(tokens, subject), *_clause(tokens, verb)))
    return f"english/duty_verbs.csv: {tokens[verb].lemma}" if many and not named else ""


def _defined(tokens: Tokens, i: int) -> str:
    """The rule for what a definition names: "a blockade is an act of war in which a navy stops ships", "an attack on one is"."""
    for t in (i, *syntax.ancestors(tokens, i)):
        token = tokens[t]
        copula = token.head
        if token.dep in ("attr", "nsubj") and tokens[copula].lemma == "be" and tokens[copula].tag == "VBZ":
            subject = _subject(tokens, copula)
            both = subject is not None and syntax.child(tokens, copula, "attr") is not None
            if subject is None or not both or _particular(tokens, _clause(tokens, copula)):
                return ""
            bare = tokens[subject].tag == "NN" and not syntax.children(tokens, subject, "det", "poss", "nummod")
            kind = _one(tokens, subject) or bare
            below = (tokens[c] for c in _phrase(tokens, t) if tokens[c].head != t)
            certain = any(c.lower in _CERTAIN for c in below)  # "an attack on the capital is a blow"
            own = t == i and not certain and (token.dep == "attr" or _one(tokens, t))
            explained = t != i and token.dep == "attr" and _in_which(tokens, i, t)
            return "definition" if kind and (own or explained) else ""
        if token.pos in ("VERB", "AUX") and token.dep not in ("relcl", "advcl", "conj"):
            return ""
    return ""


def _in_which(tokens: Tokens, i: int, noun: int) -> bool:
    """Whether a word stands in a clause that tells what a noun is: "an act in which a navy stops ships"."""
    above = (i, *syntax.ancestors(tokens, i))
    clause = next((t for t in above if tokens[t].dep == "relcl" and tokens[t].head == noun), None)
    return clause is not None and _simple_present(tokens, clause)
