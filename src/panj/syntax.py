"""Questions asked of a parsed sentence: subjects, objects, conjuncts, noun phrases, chains of auxiliaries.

Every function takes a Sentence (or its tokens) and token indexes, and gives indexes back. Labels are ClearNLP's,
as spaCy's English models have them (nsubj, nsubjpass, dobj, dative, agent, pobj, prep, xcomp, ccomp, relcl ...).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from panj.knowledge.english import groups, words
from panj.records import Sentence, Token

Tokens = tuple[Token, ...]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})


def child(tokens: Tokens, i: int, *deps: str) -> int | None:
    """The first dependent of i with one of the labels, or None."""
    for c in tokens[i].children:
        if tokens[c].dep in deps:
            return c
    return None


def opening_that(tokens: Tokens, i: int) -> int | None:
    """The "that" which opens the clause of verb i, or None."""
    return next((c for c in tokens[i].children if tokens[c].dep == "mark" and tokens[c].lower == "that"), None)


def children(tokens: Tokens, i: int, *deps: str) -> list[int]:
    """The dependents of i with one of the labels."""
    return [c for c in tokens[i].children if tokens[c].dep in deps]


def behind_to(tokens: Tokens, i: int) -> bool:
    """Whether verb i stands behind "to"."""
    return any(tokens[c].tag == "TO" for c in tokens[i].children)


def ancestors(tokens: Tokens, i: int) -> Iterator[int]:
    """The heads above i, nearest first."""
    seen = 0
    while tokens[i].head != i and seen < len(tokens):
        i = tokens[i].head
        seen += 1
        yield i


def conjuncts(tokens: Tokens, i: int) -> list[int]:
    """I and what is coordinated with it to its right, i first ("A, B and C" from A)."""
    found, queue = [], [i]
    while queue:
        here = queue.pop(0)
        found.append(here)
        queue.extend(c for c in tokens[here].children if tokens[c].dep == "conj" and not stranded(tokens, c))
        for c in tokens[here].children:  # "Ashgabat as well as Moscow"
            if tokens[c].dep == "cc" and tokens[c].lower == "as":
                queue.extend(d for d in tokens[c].children if tokens[d].dep == "pobj")
    return sorted(found)


def stranded(tokens: Tokens, i: int) -> bool:
    """Whether a number behind name i shows that its verb is left out: "expelled two diplomats and Chile three"."""
    return tokens[i].entity == "GPE" and any(c == i + 1 and tokens[c].dep == "nummod" for c in tokens[i].children)


def first_conjunct(tokens: Tokens, i: int) -> int:
    """The leftmost member of the coordination i belongs to."""
    seen = 0
    while tokens[i].dep == "conj" and seen < len(tokens):
        i = tokens[i].head
        seen += 1
    return i


def counted(tokens: Tokens, i: int, counting: frozenset[str]) -> int:
    """The noun that counts noun i, one of some lemmas ("a *round* of talks"), else i."""
    above = tokens[tokens[i].head]
    if tokens[i].dep == "pobj" and above.lower == "of" and tokens[above.head].lemma in counting:
        return above.head
    return i


def subtree(tokens: Tokens, i: int) -> list[int]:
    """I and everything below it, in the order of the text."""
    found, queue = [], [i]
    while queue:
        here = queue.pop()
        found.append(here)
        queue.extend(tokens[here].children)
    return sorted(found)


def edges(tokens: Tokens, i: int) -> tuple[int, int]:
    """The first and last token of the subtree of i."""
    below = subtree(tokens, i)
    return below[0], below[-1]


def noun_phrase(tokens: Tokens, i: int) -> tuple[int, int]:
    """First and last token of the noun phrase headed by i, without clauses, conjuncts, appositions and prepositional tails."""
    first = last = i
    for c in tokens[i].children:
        if c < i and tokens[c].dep in _LEFT:
            first = min(first, edges(tokens, c)[0])
    # left dependents must touch: stop at the first gap made by punctuation such as a comma
    for k in range(i - 1, first - 1, -1):
        if tokens[k].text in {",", ";", ":", "--", "—", "–"} and tokens[k].head == i:
            first = k + 1
            break
    return first, last


_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "quantmod", "advmod", "punct", "case"}
)


def governor(tokens: Tokens, i: int) -> int:
    """The nearest verb (or predicate with a subject) above i, or the root."""
    for a in ancestors(tokens, i):
        if tokens[a].pos in ("VERB", "AUX"):
            return a
    return i


def is_passive(tokens: Tokens, i: int) -> bool:
    """Whether verb i is passive: it has a passive subject or auxiliary, or is a bare past participle on a noun."""
    token = tokens[i]
    for c in token.children:
        if tokens[c].dep in ("nsubjpass", "auxpass", "csubjpass", "agent"):
            return True
    if token.tag == "VBN" and token.dep in ("acl", "amod"):  # "reports that it had jailed" is a clause of its own
        told = token.lemma in _TELLING and any(
            tokens[c].dep == "ccomp" for c in token.children
        )  # "the judge, ordered that"
        return not told and not any(tokens[c].dep == "nsubj" or tokens[c].lemma == "have" for c in token.children)
    if token.tag == "VBN" and token.dep in (
        "ccomp",
        "xcomp",
        "advcl",
    ):  # "had them arrested", "hit by rockets, they fled"
        below = [tokens[c] for c in token.children]
        marks = {c.lower for c in below if c.dep == "mark"}
        opened = token.dep == "advcl" and marks <= _OPENING  # "could be fined if convicted"
        return (opened or not marks) and not any(c.dep in ("aux", "dobj") for c in below)
    if token.dep == "conj" and token.tag == "VBN":
        head = token.head
        own_subject = any(tokens[c].dep in SUBJECTS for c in token.children)
        own_aux = any(tokens[c].dep in ("aux", "auxpass") for c in token.children)
        return not own_subject and not own_aux and tokens[head].pos == "VERB" and is_passive(tokens, head)
    return False


_OPENING = frozenset({"if", "unless", "once", "until", "when", "although", "though", "while"})
"""What opens a passive participle clause without subject: "if convicted"."""
_TELLING = frozenset(
    {"say", "announce", "order", "rule", "claim", "declare", "argue", "insist", "demand", "warn", "note"}
)


def auxiliaries(tokens: Tokens, i: int) -> list[int]:
    """The auxiliaries of verb i, those it shares with the first conjunct included when it has none of its own."""
    own = children(tokens, i, "aux", "auxpass")
    if own or tokens[i].dep != "conj" or any(tokens[c].dep in SUBJECTS for c in tokens[i].children):
        return own
    if tokens[i].tag in ("VBD", "VBZ", "VBP"):  # "would not say more but named two men"
        return own
    return shared_auxiliaries(tokens, i)


def shared_auxiliaries(tokens: Tokens, i: int) -> list[int]:
    """The auxiliaries of the verb that verb i is coordinated with, where i has the form that they ask for."""
    head = tokens[i].head
    if tokens[head].pos not in ("VERB", "AUX") or head == i:
        return []
    found = auxiliaries(tokens, head)
    fits = tokens[i].tag != "VBN" or any(tokens[a].lemma in ("be", "have", "get", "'ve", "’ve", "'s") for a in found)
    return found if fits else []


def subject(tokens: Tokens, i: int) -> tuple[int | None, str]:
    """The understood subject of predicate i and how it was found.

    Follows coordination, control and raising ("refused to withdraw", "is set to begin"), relative clauses ("troops
    that seized") and participles ("troops seizing"). The second value is the step: "own", "conj", "control",
    "relative", "participle", "adverbial" or "none".
    """
    for c in tokens[i].children:
        if tokens[c].dep in ("nsubj", "nsubjpass"):
            if tokens[c].tag in ("WDT", "WP") or (
                tokens[c].lower == "that" and tokens[c].pos in ("PRON", "SCONJ", "DET")
            ):
                if tokens[i].dep == "relcl":
                    return tokens[i].head, "relative"
                if tokens[i].dep == "conj" and tokens[tokens[i].head].dep == "relcl":
                    return tokens[tokens[i].head].head, "relative"
                if tokens[i].dep == "ccomp" and (named := child(tokens, tokens[i].head, "attr")) is not None:
                    return named, "relative"  # "it was Chile that attacked"
                continue
            return c, "own"
    head = tokens[i].head
    if head == i:
        return None, "none"
    dep = tokens[i].dep
    if dep == "ccomp" and (named := said_of(tokens, i)) is not None:
        return named, "relative"
    if dep == "conj" and tokens[head].pos in ("VERB", "AUX"):
        if tokens[i].tag in _FINITE and tokens[head].tag == "VB" and behind_to(tokens, head):
            head = governor(tokens, head)  # "urged Peru to wait and met its envoy"
        return subject(tokens, head)[0], "conj"
    if dep == "acomp" and tokens[i].pos == "ADJ":  # "is willing to": whoever is
        return subject(tokens, head)[0], "own"
    if dep == "xcomp" or (dep == "ccomp" and tokens[i].tag in ("VB", "VBG") and _bare(tokens, i)):
        return _controller(tokens, head), "control"
    if dep == "acl":
        if tokens[i].tag in ("VBG", "VBN"):
            return head, "participle"
        if tokens[i].tag == "VBD" and tokens[head].head == head:  # a sentence that the parser takes for a noun phrase
            return head, "own"
        if tokens[i].tag == "VB":  # "a plan to withdraw": whoever has the plan
            return _planner(tokens, head)
    if dep == "relcl" and tokens[i].tag in ("VBG", "VBN"):
        return head, "participle"
    if dep == "pcomp" and (charged := _charged(tokens, head)) is not None:
        return charged, "control"
    if dep in ("advcl", "pcomp") and _bare(tokens, i):
        above = head if tokens[head].pos in ("VERB", "AUX") else governor(tokens, head)
        later = dep == "advcl" and i > head and above == head
        undergoes = child(tokens, head, "dobj") if later and is_passive(tokens, i) else None
        if undergoes is not None:  # "extradited them to be tried"
            return undergoes, "control"
        if above != i and tokens[above].pos in ("VERB", "AUX"):
            return _outer_subject(tokens, above), "adverbial"
    if dep == "pcomp" and (above := governor(tokens, i)) != i:
        return subject(tokens, above)[0], "adverbial"
    return None, "none"


def said_of(tokens: Tokens, i: int) -> int | None:
    """The noun of which a relative clause says what verb i tells: "soldiers who it said had crossed", "camps it says Mali bombed"."""
    above = tokens[i].head
    while tokens[above].dep == "ccomp":
        above = tokens[above].head
    whole = any(tokens[c].dep == "mark" or tokens[c].tag == "WRB" for c in tokens[i].children)
    if tokens[i].dep != "ccomp" or tokens[above].dep != "relcl" or whole:
        return None
    who = child(tokens, above, "nsubj")
    return tokens[above].head if who is not None and tokens[who].lower not in _RELATIVES else None


_RELATIVES = frozenset({"who", "which", "that", "what"})


def _outer_subject(tokens: Tokens, i: int) -> int | None:
    """The subject of verb i; of an infinitive that tells how long there is, that of the clause: "gave them a day to leave after accusing"."""
    if (
        tokens[i].dep in ("relcl", "acl")
        and behind_to(tokens, i)
        and tokens[tokens[i].head].lemma in words("time_nouns")
    ):
        i = governor(tokens, i)
    return subject(tokens, i)[0]


def _planner(tokens: Tokens, noun: int) -> tuple[int | None, str]:
    """Who is to do what a noun holds: "a pledge by Canada to train", "Peru's offer to", "a Finnish plan to"; else who has it."""
    holder = child(tokens, noun, "poss")
    asked = groups("held_nouns").get(tokens[noun].lemma) == "asked"  # who "demands" does not do it
    if holder is None and not asked:  # "a pledge by Canada to train", "an offer from Chile to help"
        holder = next((t for name, t in prepositions(tokens, noun) if name in ("by", "from", "of")), None)
    if holder is None and not asked:
        holder = next((c for c in children(tokens, noun, "amod", "compound") if tokens[c].entity in _NATIONS), None)
    if holder is not None:
        return holder, "control"
    above = governor(tokens, noun)
    looks_on = tokens[above].lemma in words("onlooker_verbs") and tokens[noun].dep == "dobj"
    if tokens[noun].dep in ("dobj", "pobj", "attr", "oprd") and above != noun and not looks_on:
        return subject(tokens, above)[0], "control"
    return None, "none"


_NATIONS = frozenset({"NORP", "GPE"})
"""Labels of the words by which a noun is somebody's: "a Finnish plan"."""


def _charged(tokens: Tokens, prep: int) -> int | None:
    """Who does what a gerund behind a preposition says, where that is not the subject of the clause, or None.

    "Accused X of shelling", "barred X from entering", "found X guilty of shelling", "the conviction of X for shelling".
    """
    above = tokens[prep].head
    if tokens[above].pos == "ADJ":
        return child(tokens, above, "nsubj") or child(tokens, tokens[above].head, "dobj")
    instead = any(tokens[c].lower == "instead" for c in tokens[prep].children)
    if instead or tokens[prep].lower not in ("of", "for", "from", "against", "with"):
        return None
    if tokens[above].pos == "VERB":
        inner = child(tokens, above, "dobj", "dative")
        return subject(tokens, above)[0] if inner is None and is_passive(tokens, above) else inner
    noun = counted(tokens, above, words("suffered_nouns"))
    if tokens[prep].lower == "for" and tokens[noun].lemma in words("suffered_nouns"):
        return next((t for name, t in prepositions(tokens, noun) if name == "of"), child(tokens, noun, "poss"))
    return None


_FINITE = frozenset({"VBD", "VBZ"})


def _bare(tokens: Tokens, i: int) -> bool:
    """Whether predicate i has no subject of its own and is not finite."""
    if any(tokens[c].dep in SUBJECTS for c in tokens[i].children):
        return False
    return tokens[i].tag in ("VB", "VBG", "VBN") and not any(
        tokens[c].tag in ("MD", "VBZ", "VBP", "VBD") for c in tokens[i].children if tokens[c].dep in ("aux", "auxpass")
    )


def _controller(tokens: Tokens, head: int) -> int | None:
    """Who does what an open complement of `head` says: its object where it has one ("urged X to"), else its subject."""
    if (
        tokens[head].dep in ("acomp", "oprd") and tokens[head].pos == "ADJ"
    ):  # "is ready to send", "is said to be able to"
        return _controller(tokens, tokens[head].head)
    for name, t in prepositions(tokens, head):
        if name in _ADDRESSED.get(tokens[head].lemma, ()):
            return t
    if tokens[head].lemma not in _SUBJECT_CONTROL:
        inner = child(tokens, head, "dobj", "dative")
        if inner is not None and tokens[inner].pos in ("NOUN", "PROPN", "PRON"):
            return inner
        if is_passive(tokens, head):
            return subject(tokens, head)[0]
    return subject(tokens, head)[0]


_ADDRESSED = {"call": ("on", "upon"), "appeal": ("to",), "plead": ("with",), "rely": ("on",), "prevail": ("on", "upon")}
"""Verbs by the preposition before whoever is to act: "called on X to reopen"."""
_SUBJECT_CONTROL = frozenset({
    "promise", "vow", "threaten", "pledge", "swear", "use", "call", "phone", "telephone", "meet", "visit", "join", "sue", "hold",
    "make", "take", "launch", "sign",
})  # fmt: skip
"""Verbs whose subject does what follows their object: "used jets to bomb", "called the king to congratulate him"."""


def objects(tokens: Tokens, i: int) -> list[int]:
    """Direct objects of verb i, first conjuncts only; in a relative clause on its object, the noun it hangs on."""
    found = [c for c in tokens[i].children if tokens[c].dep in ("dobj", "dative") and tokens[c].pos != "ADP"]
    opens = tokens[i].dep == "acl" and any(c < i and tokens[c].lower in ("that", "which") for c in found)
    head = tokens[i].head if tokens[i].dep == "relcl" or opens else said_of(tokens, i)
    if head is None:
        return found
    if not found and not is_passive(tokens, i):
        own = child(tokens, i, "nsubj")
        if own is not None and tokens[own].tag not in ("WDT", "WP") and not _has_that_subject(tokens, i):
            found = [head]
    relative = [c for c in found if c < i and (tokens[c].tag in ("WDT", "WP") or tokens[c].lower == "that")]
    resolved = [head if c in relative else c for c in found]
    return [c for c in resolved if c != head or tokens[c].lemma not in _WHEN_OR_WHY]


_WHEN_OR_WHY = frozenset({
    "day", "night", "week", "month", "year", "time", "moment", "row", "way", "reason", "place", "case", "extent", "point",
})  # fmt: skip
"""Nouns whose relative clauses say when, how or why: "the night that they protested"."""


def _has_that_subject(tokens: Tokens, i: int) -> bool:
    """Whether the relative word is the subject of relative clause i."""
    return any(tokens[c].dep == "nsubj" and tokens[c].lower in ("that", "which", "who") for c in tokens[i].children)


def prepositions(tokens: Tokens, i: int) -> list[tuple[str, int]]:
    """(preposition, its object) pairs that hang on i: "by" includes passive agents, "to" includes datives."""
    found = []
    for c in tokens[i].children:
        token = tokens[c]
        if token.dep in ("prep", "agent") or (token.dep == "dative" and token.pos == "ADP"):
            for d in token.children:
                if tokens[d].dep in ("pobj", "pcomp"):
                    found.append((token.lower, d))
                elif tokens[d].dep == "prep" and token.lower != "according":  # "along with", "out of", "because of"
                    found.extend((tokens[d].lower, e) for e in tokens[d].children if tokens[e].dep == "pobj")
    return found


def text(sentence: Sentence, first: int, last: int, whole: str) -> str:
    """The words from token first to token last as they stand in the document's text `whole`."""
    return whole[sentence.tokens[first].start : sentence.tokens[last].end]


def rehung(tokens: Tokens, changed: Mapping[int, tuple[int, str]]) -> Tokens:
    """The tokens, some with another head and relation: {token: (head, relation)}."""
    if not changed:
        return tokens
    return with_children(
        [msgspec.structs.replace(t, head=changed[t.i][0], dep=changed[t.i][1]) if t.i in changed else t for t in tokens]
    )


def with_children(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with their children as their heads have it, after heads were changed."""
    children: list[list[int]] = [[] for _ in tokens]
    for t in tokens:
        if t.head != t.i:
            children[t.head].append(t.i)
    return tuple(
        t if t.children == tuple(children[t.i]) else msgspec.structs.replace(t, children=tuple(children[t.i]))
        for t in tokens
    )
