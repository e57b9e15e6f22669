"""What the words around an event noun say of its status: adjectives, participles, relative clauses, determiners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from panj import syntax
from panj.claims import negation, tense
from panj.claims.links import occurs
from panj.knowledge.english import words
from panj.knowledge.english.eventuality import Eventuality
from panj.records import Sentence, Status, Token

Tokens = tuple[Token, ...]
Mark = Literal["past", "ongoing", "planned", "hypothetical", "negated"]

_POINTING = frozenset({"this", "that", "these", "those"})
_PINS = frozenset({"at", "by", "during", "in", "near", "on"})
_FINISHING = frozenset({"complete", "continue", "finalize", "finalise", "conclude"})


def mark(sentence: Sentence, i: int, known: Eventuality, state: Callable[[int], Status]) -> tuple[Mark | None, str]:
    """What the words that belong to noun i say of its status ("planned", "alleged", "next week's"), and the rule.

    Args:
        sentence: Its sentence.
        i: The noun.
        known: The tables.
        state: The status of another word of the sentence.
    """
    tokens = sentence.tokens
    if (word := _called_off(tokens, i, known)) is not None:
        return "negated", f"english/control_verbs.csv: {word} + obj"
    for c in tokens[i].children:
        child = tokens[c]
        if c == i - 1 and child.dep == "advmod" and known.adverbs.get(child.lower) == "hypothetical":
            return "hypothetical", f"english/event_modifiers.csv: {child.lower}"
        if c < i and child.dep in ("amod", "nmod", "compound", "acl"):
            effect = known.modifiers.get(_hyphened(tokens, c))
            if effect is not None:
                return effect, f"english/event_modifiers.csv: {_hyphened(tokens, c)}"  # type: ignore[return-value]
        elif c > i and child.dep == "acl" and (status := _participle(tokens, child, known)):
            return status, f"participle behind the noun: {child.lower}"
        elif c > i and child.dep == "relcl" and (status := _told(sentence, i, c, known, state)):
            return status, f"relative clause: {child.lower}"
        elif c > i and child.dep == "prep" and (status := _told_past_a_name(sentence, i, c, known, state)):
            return status, f"relative clause behind {child.lower}"
    if found := _predicate(tokens, i, known):
        return found
    if word := tense.future_time(tokens, i, known):
        return "planned", f"english/time_words.csv: {word}"
    if word := tense.past_time(tokens, i, known) or _gone_to(tokens, i, known):
        return "past", f"english/time_words.csv: {word}"
    return None, ""


def _gone_to(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """A word by which talks that somebody was sent to lie back: "sent him to join the meeting of March 20 last year"."""
    verb = tokens[tokens[i].head]
    joined = tokens[i].dep == "dobj" and verb.dep == "advcl" and verb.lemma in words("sharing_verbs")
    return tense.past_time(tokens, verb.i, known) if joined and syntax.behind_to(tokens, verb.i) else None


def _hyphened(tokens: Tokens, c: int) -> str:
    """A word with what a hyphen joins it to: "so-called", "long-planned"."""
    if c >= 2 and tokens[c - 1].text == "-":
        return f"{tokens[c - 2].lower}-{tokens[c].lower}"
    return tokens[c].lower


def _called_off(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The verb of a clause on noun i that says that it did not come about: "a visit which was cancelled", or None."""
    names = [n for c in tokens[i].children if c > i and tokens[c].dep == "prep" for n in tokens[c].children]
    behind = [*tokens[i].children, *(d for n in names if tokens[n].pos == "PROPN" for d in tokens[n].children)]
    for c in behind:
        clause = tokens[c]
        if c < i or clause.dep not in ("relcl", "acl") or clause.tag != "VBN" or not syntax.is_passive(tokens, c):
            continue
        aux = [tokens[a].lower for a in syntax.auxiliaries(tokens, c)]
        if any(tokens[a].dep == "neg" for a in clause.children) or (aux and not _DONE & set(aux)):
            continue
        particle = syntax.child(tokens, c, "prt")
        verb = clause.lemma if particle is None else f"{clause.lemma} {tokens[particle].lower}"
        control = known.verbs.get(verb, {}).get("obj")
        if control is not None and control.effect == "not":
            return verb
    return None


_DONE = frozenset({"was", "were", "has", "have", "had"})


def _participle(tokens: Tokens, token: Token, known: Eventuality) -> Status | None:
    """What a participle behind a noun says of its status: "talks scheduled for May", "drills set to begin".

    Not what it is for: "a march intended to stop the war", "a move expected to result in a loss".
    """
    if token.tag != "VBN":
        return None
    aim = syntax.child(tokens, token.i, "xcomp")
    if aim is not None and occurs(tokens, aim, known) is None and not syntax.is_passive(tokens, aim):
        return None
    if token.lower in ("set", "slated", "due"):
        return "planned"
    effect = known.modifiers.get(token.lower)
    return effect if effect in ("planned", "hypothetical") else None  # type: ignore[return-value]


def _told_past_a_name(
    sentence: Sentence, i: int, prep: int, known: Eventuality, state: Callable[[int], Status]
) -> Status | None:
    """What a clause of taking place says of noun i across a name: "the withdrawal from Mali, which is to end in May"."""
    tokens = sentence.tokens
    for name in tokens[prep].children:
        if tokens[name].pos != "PROPN":
            continue
        for c in tokens[name].children:
            inner = [c, *(d for d in tokens[c].children if tokens[d].dep == "xcomp")]
            lemma = tokens[inner[-1]].lemma
            if tokens[c].dep == "relcl" and (lemma in known.occurrence or lemma in _FINISHING):
                return _told(sentence, i, c, known, state)
    return None


def _told(sentence: Sentence, i: int, c: int, known: Eventuality, state: Callable[[int], Status]) -> Status | None:
    """What the relative clause c on noun i says of its status: "drills that will run", "a war which is to end"."""
    tokens = sentence.tokens
    lemma = tokens[i].lemma
    if lemma not in known.nouns:
        return None
    subject = next((d for d in tokens[c].children if tokens[d].dep in ("nsubj", "nsubjpass")), None)
    if subject is None or (tokens[subject].tag not in ("WDT", "WP") and tokens[subject].lower != "that"):
        return None
    verbs = [c, *(d for d in tokens[c].children if tokens[d].dep == "xcomp")]
    if tokens[c].pos == "AUX":
        verbs.extend(e for d in tokens[c].children if tokens[d].dep == "acomp" for e in tokens[d].children)
    last = verbs[-1]
    if tokens[last].pos not in ("VERB", "AUX"):
        return None
    status = tense.own(sentence, c, known).status if last == c else state(last)
    kind = occurs(tokens, last, known)
    if status == "past" and last == c and kind and negation.of_verb(tokens, c, known) is None:
        return "past"
    if status not in ("planned", "hypothetical"):
        return None
    if kind == "ends" or tokens[last].lemma in _FINISHING:
        return "ongoing"
    return status if kind == "happens" or lemma in known.scheduled else None


def _predicate(tokens: Tokens, i: int, known: Eventuality) -> tuple[Mark, str] | None:
    """What a predicate says of its subject i: "an attack is imminent", "the withdrawal is under way"."""
    head = tokens[i].head
    if tokens[i].dep != "nsubj" or tokens[head].lemma != "be":
        return None
    for c in tokens[head].children:
        if tokens[c].dep == "acomp":
            effect = known.modifiers.get(tokens[c].lower)
            if effect in ("planned", "hypothetical", "ongoing") and negation.of_verb(tokens, head, known) is None:
                return effect, f"english/event_modifiers.csv: {tokens[c].lower}"  # type: ignore[return-value]
    return None


def indefinite(tokens: Tokens, i: int) -> bool:
    """Whether a noun has "any", "a" or no determiner."""
    for c in tokens[i].children:
        child = tokens[c]
        if child.dep == "poss" or (child.dep == "det" and child.lower not in ("a", "an", "any", "no", "some")):
            return False
    return True


def definite(tokens: Tokens, i: int) -> bool:
    """Whether a noun has "the", "this", "all three" or an owner."""
    below = [tokens[c] for c in tokens[i].children]
    if any(c.dep == "poss" or c.lower == "the" or c.lower in _POINTING for c in below):
        return True
    return _all_of_some(tokens, i)


def _all_of_some(tokens: Tokens, i: int) -> bool:
    """Whether a noun has "all three"."""
    below = [tokens[c] for c in tokens[i].children]
    return any(c.lower == "all" for c in below) and any(c.dep == "nummod" for c in below)


def pinned(tokens: Tokens, i: int, *, named: bool) -> bool:
    """Whether a participle names what it was done by, where or in what: "killed in the raid", "held by Iran in March".

    Args:
        tokens: The sentence.
        i: The participle.
        named: Whether only a name will do: "those held in Oran", not "those held at the border".
    """
    for c in tokens[i].children:
        if c < i or tokens[c].dep not in ("prep", "agent") or tokens[c].lower not in _PINS:
            continue
        behind = syntax.child(tokens, c, "pobj")
        if behind is not None and (tokens[behind].pos == "PROPN" or (not named and definite(tokens, behind))):
            return True
    return False


def any_of(tokens: Tokens, i: int) -> bool:
    """Whether a noun has "any"."""
    return any(tokens[c].lower == "any" and tokens[c].dep == "det" for c in tokens[i].children)


def given(tokens: Tokens, i: int, effect: str) -> bool:
    """Whether a noun points back at something known: "this", or "the" and an owner where no subject acts it out.

    What is only sought is not known: "to earn your support".
    """
    if effect == "object" and tokens[tokens[i].head].lemma in words("undergoing_verbs"):
        return False
    if _all_of_some(tokens, i):
        return True
    for c in tokens[i].children:
        child = tokens[c]
        if child.lower in _POINTING:
            return True
        if effect != "subject" and (child.dep == "poss" or child.lower == "the"):
            return True
    return False


def nobody_yet(tokens: Tokens, head: int | None, *, ahead: bool) -> bool:
    """Whether a clause tells of nobody yet: "anyone who attacks", "any state that attacks", "people who protest will be arrested".

    Args:
        tokens: The sentence.
        head: What the clause hangs on.
        ahead: Whether what is said of that is still to come.
    """
    if head is None:
        return False
    word = tokens[head].lower
    bare = tokens[head].tag == "NNS" and tokens[head].pos == "NOUN" and indefinite(tokens, head)
    return any_of(tokens, head) or (ahead and (bare or word in ("those", "everyone"))) or word in words("whoever")
