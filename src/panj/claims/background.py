"""Whether an act is told as history: in a year long past, an age ago, of an anniversary, in a bygone era."""

from __future__ import annotations

from panj.knowledge.english.eventuality import Eventuality
from panj.records import ParsedDocument, Sentence, Status, Token, Trigger

Tokens = tuple[Token, ...]

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
    return _by_its_time(sentence.tokens, trigger, latest, known) or _then(parsed, sentence, trigger, latest, known)


def _by_its_time(tokens: Tokens, trigger: Trigger, latest: int, known: Eventuality) -> str | None:
    """The rule by which the time on an act is history, or None.

    The time must stand on the act itself or on the verb whose clause it shares; a relative or reported clause does
    not take it from the clause around it.
    """
    i = trigger.i
    for step in range(4):
        if rule := _of_anniversary(tokens, i, known):
            return rule
        rule, recent = _dated(tokens, i, latest, known)
        if rule is not None or recent:
            return rule
        token = tokens[i]
        if token.dep not in _CLIMBS or token.head == i or (token.dep == "acl" and token.tag != "VBN"):
            return None
        if token.dep == "conj" and step > 0:
            return None
        if step == 0 and trigger.kind == "noun" and token.dep == "pobj" and _definite(tokens, token):
            return _of_predicate(tokens, i, latest, known)
        if token.pos == "VERB" and token.dep in ("dobj", "nsubj", "nsubjpass", "attr", "pobj", "acl"):
            return None
        i = token.head
    return None


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


def _dated(tokens: Tokens, i: int, latest: int, known: Eventuality) -> tuple[str | None, bool]:
    """The rule by which a time on i is history; and whether i has a time that is not."""
    recent = False
    for c in tokens[i].children:
        child = tokens[c]
        found: str | None = None
        if child.dep in ("advmod", "npadvmod", "prep", "nummod", "compound", "nmod", "amod", "appos"):
            if child.dep == "prep":
                if child.lower not in _TIMES and child.lower != "as":
                    continue
                for d in child.children:
                    found = found or _old(tokens, d, latest, known) or _deeper(tokens, d, latest, known)
                    recent = recent or tokens[d].entity in ("DATE", "TIME")
            else:
                found = _old(tokens, c, latest, known)
                recent = recent or (child.entity in ("DATE", "TIME") and child.dep in ("advmod", "npadvmod"))
        if found is not None:
            return found, False
    return None, recent


def _of_predicate(tokens: Tokens, i: int, latest: int, known: Eventuality) -> str | None:
    """The rule by which what a predicate is of is history: "in 2006 it was the target of an attack"."""
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
        if tokens[c].dep == "prep" and tokens[c].lower in ("in", "since", "during"):
            for d in tokens[c].children:
                if found := _old(tokens, d, latest, known) or _deeper(tokens, d, latest, known):
                    return found
    return None


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
    if kind == "long_ago":
        return f"english/history.csv: {token.lower}"
    if kind == "era" and any(tokens[c].lower in known.history or tokens[c].pos == "PROPN" for c in token.children):
        return f"english/history.csv: {token.lower}"
    return _ages_ago(tokens, i, known)


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
