"""Whether an act is told as history: in a year long past, an age ago, of an anniversary, in a bygone era."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from panj import syntax
from panj.knowledge.english import words
from panj.knowledge.english.cues import cues
from panj.knowledge.english.eventuality import Eventuality
from panj.records import Judgement, ParsedDocument, Sentence, Status, TimeMention, Token, Trigger

Tokens = tuple[Token, ...]

_STEPS = 6
"""How far above an act its time is looked for."""
_OLD = 2
"""A year is history when it lies at least so many years before the document's."""
_UNDATED = 2000
"""In a document without a date, years before this one are history."""
_CLIMBS = frozenset(
    {"dobj", "nsubj", "nsubjpass", "pobj", "prep", "agent", "xcomp", "acl", "advcl", "conj", "pcomp", "attr"}
)
_TIMES = frozenset(
    {"in", "since", "during", "from", "until", "by", "of", "after", "before", "between", "on", "throughout", "to"}
)
_NUMBERS = frozenset({"a", "one", "last", "couple", "this", "past", "next"})


def history(
    parsed: ParsedDocument, sentence: Sentence, trigger: Trigger, status: Status, known: Eventuality
) -> str | None:
    """The rule by which the text offers an act as history, or None; "at the time" goes on with an earlier sentence."""
    if status == "hypothetical":
        return None
    year = int(parsed.date[:4]) if parsed.date else None
    latest = year - _OLD if year is not None else _UNDATED - 1
    rule = _by_its_time(sentence.tokens, trigger, latest, known) or _then(parsed, sentence, trigger, latest, known)
    return rule or (_goes_on(parsed, sentence, trigger, latest, known) if status == "past" else None)


def counted_back(judged: Judgement, times: Sequence[TimeMention], day: str | None) -> Judgement:
    """The judgement of an act, history where its time counts from an old one that the text named: "that November", "the next day"."""
    if judged.background or judged.status != "past" or day is None:
        return judged
    latest = int(day[:4]) - _OLD
    old = next((t.text for t in times if t.anchor == "text" and t.latest and int(t.latest[:4]) <= latest), None)
    if old is None:
        return judged
    return msgspec.structs.replace(judged, background=True, rule=f"{judged.rule}; background: {old}")


def _by_its_time(tokens: Tokens, trigger: Trigger, latest: int, known: Eventuality) -> str | None:
    """The rule by which the time on an act is history, or None.

    The time must stand on the act itself or on the verb whose clause it shares; a relative or reported clause does
    not take it from the clause around it.
    """
    i, below = trigger.i, ""
    for step in range(_STEPS):
        if rule := _of_anniversary(tokens, i, known):
            return rule
        if rule := _long_after(tokens, i, known) or _when_of(tokens, i, latest, known):
            return rule
        rule, recent = _dated(tokens, i, latest, known)
        if rule is not None or recent:
            return rule
        if rule := _by_its_subject(tokens, i, latest, known) or _before_that(tokens, i):
            return rule
        if rule := _of_fronted(tokens, i, latest, known):
            return rule
        token = tokens[i]
        aimed = token.dep == "acl" and token.tag == "VB"  # "sanctioned in 2011 over a plot to kill"
        if token.dep not in _CLIMBS or token.head == i or (token.dep == "acl" and token.tag != "VBN" and not aimed):
            return None
        if token.dep == "conj" and step > 0 and below != "xcomp":  # "and forced it to close the mines"
            return None
        if step == 0 and trigger.kind == "noun" and token.dep == "pobj" and _definite(tokens, token):
            return _of_predicate(tokens, i, latest, known)
        if token.pos == "VERB" and not aimed and token.dep in ("dobj", "nsubj", "nsubjpass", "attr", "pobj", "acl"):
            return None
        i, below = token.head, token.dep
    return None


def _by_its_subject(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which what an event did is as old as the event: "riots in 1984 killed ninety people"."""
    subject = syntax.child(tokens, i, "nsubj") if tokens[i].tag == "VBD" else None
    if subject is None or known.nouns.get(tokens[subject].lemma) != "event":
        return None
    return _dated(tokens, subject, latest, known)[0]


def _before_that(tokens: Tokens, i: int) -> str | None:
    """The rule by which an act is told as what was before the news: "had previously bought drones", "had earlier"."""
    had = syntax.child(tokens, i, "aux")
    if tokens[i].tag != "VBN" or had is None or tokens[had].lower != "had":
        return None
    below = [tokens[c] for c in tokens[i].children]
    found = next((t for t in below if t.dep == "advmod" and t.lower in _BEFORE and t.i > had and not t.children), None)
    if found is None or any(t.entity in ("DATE", "TIME") and t.i != found.i for t in below):
        return None
    return f"background: had {found.lower}"


_BEFORE = frozenset({"earlier", "previously", "formerly"})


def _long_after(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The rule by which a clause is history that the main one follows years later: "ten years after NATO bombed Belgrade"."""
    for c in tokens[i].children:
        if tokens[c].dep == "npadvmod" and _age(tokens, c, known) and tokens[c + 1].lower in ("after", "since"):
            return f"english/history.csv: {tokens[c].lower} {tokens[c + 1].lower}"
    return None


def _when_of(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which a clause that says what was when is history: "in 2016, when protesters burned it", "a war in 2021 in which"."""
    token = tokens[i]
    if token.dep != "relcl":
        return None
    if any(tokens[c].lower == "when" for c in token.children):
        return _old(tokens, token.head, latest, known)
    within = (name in ("in", "during") and tokens[t].lower == "which" for name, t in syntax.prepositions(tokens, i))
    if not any(within):
        return None
    above = syntax.governor(tokens, token.head)
    return _dated(tokens, token.head, latest, known)[0] or _dated(tokens, above, latest, known)[0]


def _then(parsed: ParsedDocument, sentence: Sentence, trigger: Trigger, latest: int, known: Eventuality) -> str | None:
    """The rule by which an act of "at the time" or "back then" is history: an earlier sentence tells of an old time."""
    tokens = sentence.tokens
    opening = tuple(t.lower for t in tokens[:3])
    if opening[:2] not in _THEN and opening not in _THEN:
        return None
    top = tokens[trigger.i]
    if top.dep != "ROOT" and tokens[top.head].dep != "ROOT":
        return None
    for before in reversed(parsed.sentences[max(0, sentence.index - _NEAR) : sentence.index]):
        for t in before.tokens:
            if t.dep in ("pobj", "npadvmod") and (rule := _old(before.tokens, t.i, latest, known)):
                return f"{rule}, in sentence {before.index}"
    return None


_THEN = frozenset({("at", "the", "time"), ("at", "that", "time"), ("back", "then"), ("in", "those", "days")})
_NEAR = 3
"""How many sentences back the time of "at the time" is looked for."""


def _goes_on(
    parsed: ParsedDocument, sentence: Sentence, trigger: Trigger, latest: int, known: Eventuality
) -> str | None:
    """The rule by which an act goes on with what a sentence before it in its paragraph tells of an old time.

    "Kenya occupied the town in 1998. It then bombed two villages": told in the past without a time of its own, of whoever
    acted before, or with "later" or "then". A time at the head of a sentence holds for whoever acts next: "In 1998 Kenya
    occupied the town. Uganda recalled its envoy."
    """
    tokens = sentence.tokens
    path = (trigger.i, *syntax.ancestors(tokens, trigger.i))
    if any(tokens[i].dep in ("relcl", "ccomp", "parataxis") for i in path) or not _narrates(sentence):
        return None
    taken_up = _takes_up(sentence)
    for before in reversed(parsed.sentences[max(0, sentence.index - _NEAR) : sentence.index]):
        top = before.tokens[before.root]
        if before.paragraph != sentence.paragraph or top.tag != "VBD":
            return None
        if rule := _dated(before.tokens, top.i, latest, known)[0]:
            there = taken_up or (_opening(before.tokens, top.i, latest, known) and not _of_the_news(parsed, sentence))
            return f"{rule}, in sentence {before.index}" if there else None
        if not _narrates(before):
            return None
        taken_up = taken_up and _takes_up(before)
    return None


def _of_the_news(parsed: ParsedDocument, sentence: Sentence) -> bool:
    """Whether the headline or the first sentence names who acts in a later one: it may be the news again."""
    subject = syntax.child(sentence.tokens, sentence.root, "nsubj", "nsubjpass")
    if subject is None or not sentence.tokens[subject].text[0].isupper():  # a name alone may be read as a noun
        return False
    lead = next((s.text for s in parsed.sentences if s.kind == "body"), "")
    head = f"{parsed.document.title or ''} {lead}"
    return sentence.tokens[subject].text in head and sentence.text not in head


def _narrates(sentence: Sentence) -> bool:
    """Whether a sentence goes on telling: in the past tense, without a time, nothing that is said."""
    tokens = sentence.tokens
    top = tokens[sentence.root]
    if top.tag != "VBD" or any(t.entity in ("DATE", "TIME") and not _span(tokens, t) for t in tokens):
        return False
    if any(t.lower in _NOW or t.text in _QUOTES for t in tokens):
        return False
    finite = [t for t in tokens if t.tag in _FINITE and (t.i == top.i or t.dep in _MAIN)]
    return all(t.tag == "VBD" and not _speaks(t) for t in finite)


def _speaks(token: Token) -> bool:
    """Whether a verb is one of saying."""
    return any(cue.kind == "speech" for cue in cues().get((token.lemma, "V"), {}).values())


def _span(tokens: Tokens, token: Token) -> bool:
    """Whether a token of time stands in one that tells how long: "for a year"."""
    above = (tokens[a] for a in syntax.ancestors(tokens, token.i))
    return next((a.lower == "for" for a in above if a.pos == "ADP" or a.entity not in ("DATE", "TIME")), False)


_NOW = frozenset({"now", "today", "currently", "again", "according", "recently"})
_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MAIN = frozenset({"conj", "parataxis", "aux", "auxpass", "advcl"})


def _takes_up(sentence: Sentence) -> bool:
    """Whether a sentence tells of "he" or "it", or what was "later" or "then"."""
    tokens = sentence.tokens
    below = [tokens[c] for c in tokens[sentence.root].children]
    return any(t.lower in _HE if t.dep in ("nsubj", "nsubjpass") else t.lower in _LATER for t in below)


def _opening(tokens: Tokens, top: int, latest: int, known: Eventuality) -> bool:
    """Whether an old time opens a sentence, before the subject of its verb: "In 1998 Kenya occupied the town"."""
    subject = syntax.child(tokens, top, *syntax.SUBJECTS)
    first = next((c for c in tokens[top].children if tokens[c].dep in ("prep", "npadvmod", "advmod")), None)
    if subject is None or first is None or first > subject:
        return False
    return any(_old(tokens, i, latest, known) is not None for i in syntax.subtree(tokens, first))


_HE = frozenset({"he", "she", "it", "they"})
_LATER = frozenset({"later", "then", "subsequently", "eventually", "afterwards", "thereafter"})


def _dated(tokens: Tokens, i: int, latest: int, known: Eventuality) -> tuple[str | None, bool]:
    """The rule by which a time on i is history; and whether i has a time that is not."""
    recent = False
    for c in tokens[i].children:
        child = tokens[c]
        found: str | None = None
        if _fronted(tokens, i, c) is not None:
            continue
        if _lasts(tokens, i, c, known):
            found = _dated(tokens, c, latest, known)[0]  # "a war that ended in 2005"
        elif child.dep in ("advmod", "npadvmod", "prep", "agent", "nummod", "compound", "nmod", "amod", "appos"):
            if child.dep in ("prep", "agent"):
                if child.lower not in _TIMES and child.lower != "as":
                    continue
                for d in child.children:
                    found = found or _old(tokens, d, latest, known)
                    if tokens[d].pos != "VERB":  # "convicted of killing a farmer in 2010": the killing is old
                        found = found or _deeper(tokens, d, latest, known)
                    recent = recent or tokens[d].entity in ("DATE", "TIME")
            else:
                found = _old(tokens, c, latest, known)
                recent = recent or (child.entity in ("DATE", "TIME") and child.dep in ("advmod", "npadvmod"))
        if found is not None:
            return found, False
    return None, recent


def _fronted(tokens: Tokens, i: int, c: int) -> int | None:
    """The participle before the clause of verb i that time c belongs to: "abducted by rebels decades ago, she accused"."""
    first, last = syntax.edges(tokens, c)
    if not 0 < first <= last < i or tokens[first - 1].text == "," or tokens[last + 1].text != ",":
        return None
    before = (k for k in tokens[i].children if k < c and tokens[k].dep == "advcl" and tokens[k].tag in ("VBN", "VBG"))
    return next(before, None)


def _of_fronted(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which participle i is history, whose time the parser hung on the clause behind it."""
    above = tokens[i].head
    if tokens[i].dep != "advcl" or above < i:
        return None
    mine = (c for c in tokens[above].children if _fronted(tokens, above, c) == i)
    return next((rule for c in mine if (rule := _old(tokens, c, latest, known))), None)


def _of_predicate(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which what a predicate is of is history: "in 2006 it was the target of an attack"."""
    above = syntax.governor(tokens, i)
    if tokens[above].pos == "VERB" and tokens[above].lemma in words(
        "dating_verbs"
    ):  # "going back to a war in the 1980s"
        return _dated(tokens, above, latest, known)[0]
    holder = tokens[tokens[tokens[i].head].head]
    copula = tokens[holder.head]
    if holder.dep != "attr" or copula.lemma != "be":
        return None
    return _dated(tokens, copula.i, latest, known)[0]


def _definite(tokens: Tokens, token: Token) -> bool:
    """Whether a noun has a determiner or an owner: an act of its own, with a time of its own."""
    return any(tokens[c].dep in ("det", "poss") for c in token.children)


def _deeper(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which a time that hangs on a place or party is history: "the war in Kabul in the 1980s"."""
    for c in tokens[i].children:
        if _lasts(tokens, i, c, known) and (found := _dated(tokens, c, latest, known)[0]):
            return found
        if tokens[c].dep == "prep" and tokens[c].lower in ("in", "since", "during"):
            for d in tokens[c].children:
                if found := _old(tokens, d, latest, known) or _deeper(tokens, d, latest, known):
                    return found
    return None


def _lasts(tokens: Tokens, i: int, c: int, known: Eventuality) -> bool:
    """Whether clause c tells of event noun i when it began, was or ended."""
    told = tokens[c].dep in ("relcl", "acl") and tokens[c].lemma in words("lasting_verbs")
    return told and known.nouns.get(tokens[i].lemma) == "event"


def _old(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which a time expression headed by i lies long back."""
    token = tokens[i]
    text = token.text
    year = _year(text)
    if year is not None:
        return f"background: {text}" if year <= latest else None
    for c in token.children:
        child = tokens[c]
        year = _year(child.text)
        if year is not None and child.dep in ("nummod", "npadvmod", "nmod", "pobj", "advmod", "appos"):
            return f"background: {child.text}" if year <= latest else None
        if child.dep == "prep" and child.lower == "of":
            for d in child.children:
                year = _year(tokens[d].text)
                if year is not None:
                    return f"background: {tokens[d].text}" if year <= latest else None
    if token.lower == "back":  # "back in 1974"
        for c in token.children:
            for d in tokens[c].children if tokens[c].dep == "prep" else ():
                if found := _old(tokens, d, latest, known):
                    return found
    kind = known.history.get(token.lower)
    if name := _named(tokens, token, known):
        return f"english/history.csv: {name}"
    if kind == "long_ago":
        return f"english/history.csv: {token.lower}"
    if kind == "era" and any(tokens[c].lower in known.history or tokens[c].pos == "PROPN" for c in token.children):
        return f"english/history.csv: {token.lower}"
    return _ages_ago(tokens, i, known)


def _named(tokens: Tokens, token: Token, known: Eventuality) -> str | None:
    """The name of a war or disaster of old that a noun ends ("the Korean War", "World War II"), or None."""
    if not token.text[0].isupper():
        return None
    for first in range(max(0, token.i - 2), token.i + 1):
        name = " ".join(t.lower for t in tokens[first : token.i + 1])
        if known.history.get(name) == "named" or known.history.get(name.rsplit(" ", 1)[0]) == "named":
            return name
    return None


def _ages_ago(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The rule for "three decades ago", "years earlier", whose head is the adverb or the noun."""
    token = tokens[i]
    if token.lower in ("ago", "earlier", "before"):
        for c in token.children:
            if _age(tokens, c, known):
                return f"english/history.csv: {tokens[c].lower} {token.lower}"
    elif _age(tokens, i, known) and i + 1 < len(tokens) and tokens[i + 1].lower == "ago":
        return f"english/history.csv: {token.lower} ago"
    return None


def _age(tokens: Tokens, i: int, known: Eventuality) -> bool:
    """Whether i is a span of at least two years: "decades", "a century", "two years", not "a year"."""
    if known.history.get(tokens[i].lower) != "age":
        return False
    if tokens[i].lemma != "year":
        return True
    return tokens[i].lower == "years" or not any(tokens[c].lower in _NUMBERS for c in tokens[i].children)


def _year(text: str) -> int | None:
    """The last year that a word names: 1974, or 1989 of "1980s"."""
    digits = text[:4]
    if len(text) not in (4, 5) or not (digits.isascii() and digits.isdigit()) or not 1000 <= int(digits) <= 2100:
        return None
    if len(text) == 4:
        return int(digits)
    return int(digits) + 9 if text[4] == "s" else None


def _of_anniversary(tokens: Tokens, i: int, known: Eventuality) -> str | None:
    """The rule for what an anniversary is of, or what is commemorated."""
    token = tokens[i]
    head = tokens[token.head]
    if token.dep == "pobj" and head.lower in ("of", "since"):
        holder = tokens[head.head].lemma
        return f"english/history.csv: {holder}" if known.history.get(holder) == "anniversary" else None
    if token.dep in ("dobj", "nsubjpass") and known.history.get(head.lemma) == "anniversary":
        return f"english/history.csv: {head.lemma}"
    return None
