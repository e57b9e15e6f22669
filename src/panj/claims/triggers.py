"""Finds the words that denote events: verbs, event nouns, and nouns that a light verb carries ("held talks").

Auxiliaries, copulas, modal verbs and words that have become prepositions ("according to", "including") are none.
A light verb and its noun give one trigger, the noun.
"""

from __future__ import annotations

from panj import syntax
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import Eventuality, eventuality
from panj.records import ParsedDocument, Sentence, Token, Trigger

Tokens = tuple[Token, ...]

_NAMES = frozenset({"ORG", "LAW", "WORK_OF_ART", "FAC", "PRODUCT", "EVENT"})
_EVIDENCE = frozenset({"during", "after", "before", "amid", "following", "since", "until", "despite"})
_PARTIES = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC"})


def find(parsed: ParsedDocument) -> tuple[tuple[Trigger, ...], ...]:
    """The triggers of each sentence, in the order of the text."""
    known = eventuality()
    return tuple(_sentence(sentence, known) for sentence in parsed.sentences)


def _sentence(sentence: Sentence, known: Eventuality) -> tuple[Trigger, ...]:
    """The triggers of a sentence."""
    tokens = sentence.tokens
    nouns = {t.i for t in tokens if _is_event_noun(tokens, t, known)}
    carried: dict[int, int] = {}
    for i in sorted(nouns):
        verb = light_verb(tokens, i, known)
        if verb is not None:
            carried[i] = verb
    light = set(carried.values())
    found: list[Trigger] = []
    for t in tokens:
        if t.i in carried:
            found.append(Trigger(sentence=sentence.index, i=t.i, verb=carried[t.i], kind="light"))
        elif t.i in nouns:
            found.append(Trigger(sentence=sentence.index, i=t.i, verb=_carrier(tokens, t.i), kind="noun"))
        elif t.i not in light and (_is_event_verb(tokens, t, known) or _is_stance(tokens, t)):
            found.append(Trigger(sentence=sentence.index, i=t.i, verb=t.i, kind="verb"))
    return tuple(found)


def _carrier(tokens: Tokens, i: int) -> int:
    """The verb that governs a noun, -1 where there is none."""
    above = syntax.governor(tokens, i)
    return above if above != i and tokens[above].pos in ("VERB", "AUX") else -1


def _is_event_verb(tokens: Tokens, t: Token, known: Eventuality) -> bool:
    """Whether a token is a verb that denotes an event."""
    if t.pos != "VERB" or not t.tag.startswith("VB") or not t.lower[0].isalpha():
        return t.pos == "NOUN" and t.tag == "VBG"
    negated = t.tag == "VBG" and any(tokens[c].dep == "neg" for c in t.children)  # "not including the fleet"
    if t.dep in ("aux", "auxpass", "prep", "agent", "case", "mark", "cc") and not (t.dep == "prep" and negated):
        return False
    coming = any(tokens[c].lower in ("will", "would", "shall", "'ll") for c in t.children)  # "will own the port"
    if (t.lemma in known.stative and not coming) or _named_as(tokens, t):
        return False
    if t.lower == "let" and t.i + 1 < len(tokens) and tokens[t.i + 1].lower == "alone":
        return False
    if (
        t.lemma == "use"
        and t.lower == "used"
        and any(tokens[c].tag == "VB" and syntax.behind_to(tokens, c) for c in t.children)
    ):
        return syntax.is_passive(tokens, t.i)
    return t.dep not in ("amod", "compound") or _verbal_modifier(tokens, t)


def _is_stance(tokens: Tokens, t: Token) -> bool:
    """Whether a token is an adjective by which somebody acts, as a predicate ("is willing to", "stands ready to")."""
    if t.pos != "ADJ" or not (t.lemma in words("stances") or _bound(tokens, t)):
        return False
    head = syntax.first_conjunct(tokens, t.i)
    if tokens[head].dep == "oprd" and syntax.child(tokens, head, "ccomp") is not None:
        return False  # "called it unacceptable that": the verb tells the act
    return tokens[head].dep in ("acomp", "attr", "oprd", "ROOT", "ccomp")


def _bound(tokens: Tokens, t: Token) -> bool:
    """Whether an adjective is a stance by what stands behind it: "is open to talks", "is due in Lima"."""
    wanted = groups("bound_stances").get(t.lemma)
    return wanted is not None and any(tokens[c].dep == "prep" and tokens[c].lower == wanted for c in t.children)


def attributive(tokens: Tokens, i: int) -> bool:
    """Whether token i is a bare participle before a noun: an event word ("the amended bill"), no act to code."""
    return (
        tokens[i].dep == "amod"
        and tokens[i].tag == "VBN"
        and not any(
            tokens[c].dep in ("advmod", "npadvmod") and tokens[c].lower.endswith("ly") for c in tokens[i].children
        )
    )


def _verbal_modifier(tokens: Tokens, t: Token) -> bool:
    """Whether a participle before a noun tells of an act ("the captured soldiers"), not of a kind ("leading bank")."""
    if t.tag == "VBN":
        joined = t.i > 0 and (tokens[t.i - 1].text == "-" or "-" in t.text)  # "a New York-based bank"
        named = t.entity in _NAMES or t.text[0].isupper()
        return not joined and not named and t.lemma not in words("plain_participles")
    return t.tag == "VBG" and any(tokens[c].dep in ("dobj", "advmod") for c in t.children)


def _named_as(tokens: Tokens, t: Token) -> bool:
    """Whether a participle says only what somebody is called or famed for: "known as", "better known for"."""
    return (
        t.lemma == "know"
        and t.tag == "VBN"
        and any(tokens[c].dep == "prep" and tokens[c].lower in ("as", "for") for c in t.children)
    )


def _is_event_noun(tokens: Tokens, t: Token, known: Eventuality) -> bool:
    """Whether a token is a noun that denotes an event here."""
    if t.pos not in ("NOUN", "PROPN") or t.tag in ("NNP", "NNPS") or (t.entity in _NAMES and t.lower != t.text):
        return False
    kind = known.nouns.get(t.lemma)
    if kind == "none" or (t.lemma in _IN_PHRASES and _phrase(tokens, t)) or _figure(tokens, t):
        return False
    if (
        syntax.child(tokens, t.i, "poss") is not None
        and _has_of(tokens, t)
        and (t.lemma in groups("action_nouns") or t.lower.endswith("ing"))
    ):  # "the army's supply of weapons"
        return True
    if kind is None:
        gerund = t.lower.endswith("ing") and t.tag == "NN" and len(t.lower) > 5 and t.dep != "compound"
        return t.tag == "VBG" or (gerund and _has_of(tokens, t))
    if t.dep in ("compound", "nmod"):
        return kind == "event" and _event_compound(tokens, t, known)
    return kind == "event" or _eventive(tokens, t, known)


def _event_compound(tokens: Tokens, t: Token, known: Eventuality) -> bool:
    """Whether an event noun before another noun names an act of its own ("takeover bid", "reduction measures")."""
    head = tokens[t.head].lemma
    return known.nouns.get(head) in ("event", "mixed") or head in known.given


def _figure(tokens: Tokens, t: Token) -> bool:
    """Whether a plural names people or a sum of money, no acts: "Cuban exiles", "sales rose" (not "sales of arms")."""
    if t.tag != "NNS" or t.lemma not in ("exile", "sale"):
        return False
    behind = any(tokens[c].dep in ("prep", "acl") and tokens[c].lower not in _TIMES for c in t.children)
    return t.lemma == "exile" or not (behind or any(tokens[c].dep == "compound" for c in t.children))


_TIMES = frozenset({"in", "for", "during", "from", "at"})
_FIXED = frozenset({"order", "course", "case", "return", "exchange", "favor", "favour"})
_IN_PHRASES = _FIXED | {"end", "statement"}


def _phrase(tokens: Tokens, t: Token) -> bool:
    """Whether a noun is part of a fixed phrase: "in order to", "at the end of", "said in a statement"."""
    if t.dep != "pobj":
        return False
    prep = tokens[t.head]
    bare = prep.i == t.i - 1
    if t.lemma == "end":
        return prep.lower in ("at", "by", "in", "until", "towards", "toward", "from") or tokens[t.i - 1].lower == "that"
    if t.lemma == "statement":
        plain = all(tokens[c].dep == "det" for c in t.children)  # not "in a joint statement with Peru"
        return plain and prep.lower in ("in", "from") and tokens[prep.head].pos == "VERB"
    return prep.lower == "in" and bare and t.lemma in _FIXED


def _has_of(tokens: Tokens, t: Token) -> bool:
    """Whether a noun has an "of" behind it."""
    return any(tokens[c].dep == "prep" and tokens[c].lower == "of" for c in t.children)


def _eventive(tokens: Tokens, t: Token, known: Eventuality) -> bool:
    """Whether the words around a noun say that it is an act: who does it, when, or a light verb."""
    head = tokens[t.head]
    told = known.given.get(t.lemma, {})
    if t.dep == "pobj" and head.lower in _EVIDENCE:
        return True
    if light_verb(tokens, t.i, known) is not None:
        return True
    for c in t.children:
        child = tokens[c]
        if child.dep == "amod" and child.lemma in known.modifiers:
            return True
        if child.dep == "poss" and child.entity in _PARTIES:
            return True
        if child.dep in ("amod", "nmod", "compound") and child.entity == "NORP":
            return True
        if child.dep == "prep" and child.lower in ("against", "by", "between"):
            return True
        if child.dep == "acl" and (
            child.tag == "VB" or ("that" in told and syntax.opening_that(tokens, c) is not None)
        ):
            return True
        if child.dep == "prep" and child.lower == "of" and "of" in told and t.lemma in _ALLEGED:
            return True
    return False


_ALLEGED = frozenset({"charge", "accusation", "allegation"})


def light_verb(tokens: Tokens, i: int, known: Eventuality) -> int | None:
    """The light verb that carries noun i, or None.

    The noun is its object ("held talks"), the subject of its passive ("talks were held"), what its relative clause or
    participle hangs on ("the talks held in Moscow"), or behind its preposition ("took part in drills"). A noun that counts
    it stands for it ("carried out a series of raids").
    """
    first = syntax.counted(tokens, syntax.first_conjunct(tokens, i), words("stretches"))
    noun = tokens[first]
    if noun.pos not in ("NOUN", "PROPN"):
        return None
    lemma = tokens[i].lemma
    head = tokens[noun.head]
    if noun.dep == "dobj" or (noun.dep == "nsubjpass" and head.pos == "VERB"):
        return head.i if _carries(tokens, head, lemma, known) else None
    if noun.dep == "pobj" and head.dep == "prep":
        carried = _behind_preposition(tokens, head, lemma, known)
        if carried is not None:
            return carried
    for c in noun.children:
        clause = tokens[c]
        if clause.dep in ("acl", "relcl") and clause.pos == "VERB" and _carries(tokens, clause, lemma, known):
            if clause.tag == "VBN" and syntax.is_passive(tokens, c):
                return c
            if clause.dep == "relcl" and syntax.objects(tokens, c) == [first]:
                return c
    return None


def _carries(tokens: Tokens, verb: Token, lemma: str, known: Eventuality) -> bool:
    """Whether a verb is a light verb for a noun."""
    nouns = known.light.get(verb.lemma)
    if nouns is None or not (lemma in nouns or "*" in nouns):
        return False
    if verb.lemma == "carry":
        return any(tokens[c].lower == "out" for c in verb.children)
    if verb.lemma == "call":  # not "called off the strike", "called the strike a mistake"
        return all(tokens[c].lower != "off" and tokens[c].dep != "oprd" for c in verb.children)
    return True


def _behind_preposition(tokens: Tokens, prep: Token, lemma: str, known: Eventuality) -> int | None:
    """The light verb of "engage in", "take part in", "come under", "go on"."""
    verb = tokens[prep.head]
    if verb.lemma == "part" and verb.dep == "dobj" and tokens[verb.head].lemma == "take":
        return verb.head
    if verb.pos != "VERB":
        return None
    if verb.lemma == "take" and prep.lower == "in" and any(tokens[c].lemma == "part" for c in verb.children):
        return verb.i
    wanted = _WITH.get(verb.lemma)
    if wanted is None or prep.lower not in wanted:
        return None
    nouns = known.light.get(verb.lemma, frozenset())
    return verb.i if lemma in nouns or "*" in nouns else None


_WITH = {
    "engage": frozenset({"in"}), "participate": frozenset({"in"}), "partake": frozenset({"in"}),
    "come": frozenset({"under"}), "go": frozenset({"on"}), "enter": frozenset({"into"}),
}  # fmt: skip
