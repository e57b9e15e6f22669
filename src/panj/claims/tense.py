"""What a verb says of itself: its tense, aspect, mood and negation, without regard to what it is embedded in."""

from __future__ import annotations

from typing import NamedTuple

from panj import syntax
from panj.claims import negation
from panj.knowledge.english import groups, words
from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.english.eventuality import Eventuality
from panj.records import Sentence, Status, Token

Tokens = tuple[Token, ...]


class Own(NamedTuple):
    """What a verb says of itself."""

    status: Status | None
    """None where it has no tense: infinitives, participles."""
    negated: bool
    would: bool
    """Whether the status stands on "would", which is a plan in reported speech."""
    rules: tuple[str, ...]


def own(sentence: Sentence, i: int, known: Eventuality) -> Own:
    """The tense, mood and negation of verb (or copula) i."""
    tokens = sentence.tokens
    word = negation.of_verb(tokens, i, known)
    rules: tuple[str, ...] = (f"negation: {word}",) if word else ()
    negated = word is not None
    shared = syntax.auxiliaries(tokens, i)
    head = tokens[tokens[i].head]
    if not shared and tokens[i].dep == "conj" and tokens[i].tag in ("VBN", "VB") and head.pos == "VERB":
        shared = syntax.shared_auxiliaries(tokens, i)  # "positions will be cut and plants closed"
    if not negated and tokens[i].dep == "conj" and _shares(tokens, i):
        word = _shared_negation(tokens, i)
        negated, rules = word is not None, ((f"negation: {word}, shared",) if word else ())
    status, would, rule = _status(sentence, i, shared, known)
    for c in tokens[i].children:
        effect = known.adverbs.get(tokens[c].lower) if tokens[c].dep == "advmod" else None
        if effect == "hypothetical":
            status, would, rule = "hypothetical", False, f"english/event_modifiers.csv: {tokens[c].lower}"
    if status not in (None, "hypothetical") and (hedge := _shared_hedge(tokens, i, known)) is not None:
        status, would, rule = "hypothetical", False, f"english/event_modifiers.csv: {hedge}, shared"
    return Own(status, negated, would, (*rules, rule) if rule else rules)


def _shares(tokens: Tokens, i: int) -> bool:
    """Whether a coordinated verb has neither subject nor auxiliaries of its own."""
    return not any(tokens[c].dep in syntax.SUBJECTS or tokens[c].dep in ("aux", "auxpass") for c in tokens[i].children)


def _shared_negation(tokens: Tokens, i: int) -> str | None:
    """The "not" of the first verb that a bare verb coordinated by "or" or sharing its auxiliary is under."""
    head = tokens[i].head
    if tokens[i].tag in ("VBD", "VBZ", "VBP"):
        return None
    for c in tokens[head].children:
        if tokens[c].dep == "neg" and not any(
            tokens[d].dep == "cc" and tokens[d].lower == "but" for d in tokens[head].children if d < i
        ):
            return tokens[c].lower
    return None


def _shared_hedge(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The hedge of the first verb that holds for a coordinated one too: "reportedly raided the town and killed two"."""
    first = syntax.first_conjunct(tokens, i)
    if first == i or tokens[i].dep != "conj":
        return None
    for c in tokens[first].children:
        hedge = tokens[c].lower
        if c < first and tokens[c].dep == "advmod" and known.adverbs.get(hedge) == "hypothetical":
            opening = c == 0 or tokens[c - 1].pos == "PUNCT"
            return hedge if opening or _shares(tokens, i) else None
    return None


def _status(sentence: Sentence, i: int, auxiliaries: list[int], known: Eventuality) -> tuple[Status | None, bool, str]:
    """Status, whether it stands on "would", and the rule."""
    tokens = sentence.tokens
    said = [tokens[a].lower for a in auxiliaries]
    tags = [tokens[a].tag for a in auxiliaries]
    for word, tag in zip(said, tags, strict=True):
        modal = known.modals.get(word)
        if modal is not None and (tag == "MD" or word in ("need", "dare")):
            effect = modal.perfect if "have" in said or "'ve" in said else modal.effect
            rule = f"english/modals.csv: {word}"
            if effect == "would":
                wished = tokens[i].lemma in _WISHES  # "would like to thank": the liking is so
                return ("ongoing", False, rule) if wished else ("hypothetical", True, rule)
            return ("planned" if effect == "planned" else "hypothetical"), False, rule
    if "TO" in tags:  # "is known to have attacked"
        return ("past", False, "tense: perfect infinitive") if "have" in said else (None, False, "")
    if tokens[i].tag == "VB" and not auxiliaries:
        if tokens[i].dep == "conj" and tokens[tokens[i].head].tag == "VBD":  # "set", "cut" taken for infinitives
            return "past", False, "tense: past, shared"
        first = tokens[syntax.first_conjunct(tokens, i)]
        shared = tokens[i].dep == "conj" and first.tag == "VBP" and first.dep == "ROOT" and sentence.kind == "body"
        if shared and not syntax.auxiliaries(tokens, first.i):
            return "ongoing", False, "tense: present, shared"  # "protesters block roads and burn tyres"
        return None, False, ""
    if not auxiliaries:
        return _simple(sentence, i, known)
    return _compound(sentence, i, auxiliaries, known)


_YEAR_WITHIN = 7
"""How many tokens behind a weekday or month its year stands: "Monday, July 1, 2019"."""
_WISHES = frozenset({"like", "prefer", "love", "hate", "rather"})


def _simple(sentence: Sentence, i: int, known: Eventuality) -> tuple[Status | None, bool, str]:
    """The status of a verb without auxiliaries."""
    tokens = sentence.tokens
    tag = tokens[i].tag
    if tag == "VBD":
        return "past", False, "tense: past"
    if tag == "VBP" and tokens[i].dep == "ccomp" and tokens[tokens[i].head].lemma in words("bare_verbs"):
        return None, False, ""  # "let American jets bomb"
    if tag in ("VBZ", "VBP"):
        if timetabled(tokens, i):
            return "planned", False, f"english/futurate.csv: {tokens[i].lemma}"
        if sentence.kind == "headline":
            return "past", False, "tense: present in a headline"
        if (word := future_time(tokens, i, known)) and not _about_clause(tokens[i].lemma, known):
            return "planned", False, f"english/time_words.csv: {word}"
        return "ongoing", False, "tense: present"
    if tag == "VBN" and tokens[i].dep == "ROOT":
        return "past", False, "tense: participle"
    return None, False, ""


def _compound(
    sentence: Sentence, i: int, auxiliaries: list[int], known: Eventuality
) -> tuple[Status | None, bool, str]:
    """The status of a verb with the auxiliaries be, have, do and get."""
    tokens = sentence.tokens
    said = {tokens[a].lower for a in auxiliaries}
    finite = next((tokens[a] for a in auxiliaries if tokens[a].tag in ("VBD", "VBZ", "VBP")), None)
    if finite is None:
        return ("past", False, "tense: perfect participle") if "having" in said else (None, False, "")
    progressive = tokens[i].tag == "VBG" or "being" in said
    present = finite.tag != "VBD" and finite.lower not in ("was", "were", "had", "did")
    perfect = finite.lemma == "have" or finite.lower in ("'ve", "’ve", "has", "have", "had")
    if progressive and present:
        word = future_time(tokens, i, known) or _time(tokens, i, known, "weekday")
        if word and not perfect:
            return "planned", False, f"english/time_words.csv: {word}"
        return "ongoing", False, "aspect: present progressive"
    if perfect or not present:
        return "past", False, "tense: perfect" if perfect else "tense: past"
    if (word := future_time(tokens, i, known)) and not _about_clause(tokens[i].lemma, known):
        return "planned", False, f"english/time_words.csv: {word}"
    return "ongoing", False, "tense: present"


def _about_clause(lemma: str, known: Eventuality) -> bool:
    """Whether a verb takes clauses, whose time a word beside it may be: "plans next week to go"."""
    return not {"inf", "that", "ing"}.isdisjoint(known.verbs.get(lemma, {}))


def to_come(tokens: Tokens, i: int, main: int) -> bool:
    """Whether what verb i tells of as past is still to come when its main clause does what it is to do.

    "Once Turkey has withdrawn, Syria will reopen it", "said it would stay until Bolivia withdrew".
    """
    own = {tokens[a].lower for a in syntax.auxiliaries(tokens, i)}
    modals = {tokens[a].lower for a in syntax.auxiliaries(tokens, main)}
    marks = {tokens[c].lower for c in tokens[i].children if tokens[c].dep in ("mark", "advmod") and c < i}
    if own & {"has", "have"}:
        return bool(modals & {"will", "would", "'ll", "shall", "can", "may"})
    backshifted = "would" in modals and not own & {"had"} and not marks & {"after", "since"}
    return backshifted and tokens[i].tag in ("VBD", "VBN")


def given_up(tokens: Tokens, i: int) -> bool:
    """Whether a plan is told as what had been one: "had planned to visit", "had been expected to condemn", "had been due to"."""
    verb = tokens[i].head if tokens[i].pos == "ADJ" else i
    said = {tokens[a].lower for a in syntax.auxiliaries(tokens, verb)}
    return bool(said & {"had", "'d"}) and groups("futurate").get(tokens[i].lemma) == "arranged"


def timetabled(tokens: Tokens, i: int) -> bool:
    """Whether a verb in the present has its day: "visits Iraq on Monday", "opens on 4 June", not "meets on Mondays"."""
    if groups("futurate").get(tokens[i].lemma) != "timetable":
        return False
    for token in tokens[i + 1 :]:
        head = tokens[token.head]
        placed = token.dep in ("npadvmod", "tmod") or (token.dep == "pobj" and head.lower == "on")
        if placed and _is_day(tokens, token.i):
            above = next((a for a in syntax.ancestors(tokens, token.i) if tokens[a].pos in ("VERB", "AUX")), None)
            if above == i:
                return True
    return False


def _is_day(tokens: Tokens, t: int) -> bool:
    """Whether a token names one day: a weekday without "every", or a month with its day.

    With its year it is the day of a picture: "meets the president in Rome on May 4, 2019".
    """
    calendar = calendar_words()
    below = [tokens[c] for c in tokens[t].children]
    if any(w.text.isdigit() and len(w.text) == len("2019") for w in tokens[t : t + _YEAR_WITHIN]):
        return False
    if tokens[t].lower in calendar["weekday"]:
        return not any(c.lower in calendar["set"] for c in below)
    return tokens[t].lower in calendar["month"] and any(c.text[:1].isdigit() for c in below)


def awaited(tokens: Tokens, i: int) -> Status | None:
    """What somebody's being somewhere is by word i, where no infinitive tells it: "is due in Lima", "was expected in Cairo"."""
    if tokens[i].lemma not in words("awaiting_words") or syntax.child(tokens, i, "xcomp", "ccomp") is not None:
        return None
    if tokens[i].pos != "ADJ" and not syntax.is_passive(tokens, i):
        return None
    if not any(name in ("at", "in") and tokens[t].entity in _PLACES for name, t in syntax.prepositions(tokens, i)):
        return None
    return "hypothetical" if given_up(tokens, i) else "planned"


_PLACES = frozenset({"FAC", "GPE", "LOC"})


def running(tokens: Tokens, i: int, known: Eventuality) -> bool:
    """Whether a verb tells of what was under way at no time of its own: "was massing", not "was massing when", "last year"."""
    said = {tokens[a].lower for a in syntax.auxiliaries(tokens, i)}
    if tokens[i].tag != "VBG" or not said & {"was", "were"} or "been" in said or past_time(tokens, i, known):
        return False
    return syntax.child(tokens, i, "advcl") is None


def future_time(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """A word by which the clause of i lies ahead ("tomorrow", "next week"), or None."""
    return _time(tokens, i, known, "future")


def past_time(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """A word by which i lies back ("yesterday", "last year", "ago"), or None."""
    return _time(tokens, i, known, "past")


def _time(tokens: Tokens, i: int, known: Eventuality, wanted: str) -> str | None:
    """A time word on i, itself an adverb or on a noun of time."""
    times = known.times
    for c in tokens[i].children:
        child = tokens[c]
        if child.dep in ("advmod", "npadvmod", "nmod", "poss", "tmod"):
            if times.get(child.lower) == wanted:
                return child.lower
            if child.lower != "last":
                for d in child.children:
                    if times.get(tokens[d].lower) == wanted and tokens[d].dep in ("amod", "advmod", "npadvmod"):
                        return tokens[d].lower
        elif child.dep == "prep" and child.lower in ("in", "on", "during", "for", "by", "within", "at", "until"):
            for d in child.children:
                if tokens[d].dep == "pobj" and tokens[d].entity in ("DATE", "TIME", ""):
                    if wanted == "weekday" and times.get(tokens[d].lower) == wanted:
                        return tokens[d].lower
                    for e in tokens[d].children:
                        if times.get(tokens[e].lower) == wanted and tokens[e].dep in ("amod", "advmod"):
                            return tokens[e].lower
    return None
