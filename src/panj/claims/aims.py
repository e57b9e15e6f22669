"""Clauses without a tense of their own that tell more than their form: aims done in the doing, demands, words of thanks.

"Thousands gathered to protest" tells of a protest, "marched to storm the palace" of no storm; "insisted that the boy be
returned" tells of no return; who "would like to thank" has thanked.
"""

from __future__ import annotations

import re

from panj import syntax
from panj.claims.links import Link
from panj.knowledge.english import groups, words
from panj.records import Token

Tokens = tuple[Token, ...]

_OPENING = frozenset({"“", '"', "``", "‘", "'"})
_WITH_WISHES = frozenset({"like", "want", "wish"})


def done_with(tokens: Tokens, i: int, head: int) -> bool:
    """Whether the aim i is done in doing head: "gathered to denounce", "wrote to thank", "used gas to disperse"."""
    roles = groups("aims_done")
    if roles.get(tokens[i].lemma) in ("always", "anyhow") or _out_of_the_way(
        tokens, i, head
    ):  # "held a parade to mark the day"
        return True
    if tokens[head].lemma == "use":
        return bool(syntax.objects(tokens, head)) or syntax.is_passive(tokens, head)
    gathering = roles.get(tokens[head].lemma) in ("act", "both", "anyhow")
    return gathering and roles.get(tokens[i].lemma) in ("aim", "both")


def _out_of_the_way(tokens: Tokens, i: int, head: int) -> bool:
    """Whether verb i is what somebody "goes out of their way" to do."""
    first = next((c for c in tokens[i].children if tokens[c].tag == "TO"), 0)
    return tokens[head].lemma == "go" and tokens[first - 1].lower == "way" and first - head > 2


def outcome(tokens: Tokens, i: int) -> bool:
    """Whether infinitive i tells what came of it: "withdrew only to return", "rose to end the week higher"."""
    to = next((c for c in tokens[i].children if tokens[c].tag == "TO"), 0)
    if to > 0 and tokens[to - 1].lower == "only":
        return True
    behind = tokens[i + 1 : i + 3]
    timed = len(behind) > 1 and behind[0].lower == "the" and behind[1].lemma in words("time_nouns")
    return tokens[i].lemma in _ENDING and timed


_ENDING = frozenset({"close", "end", "finish"})


def said_so(tokens: Tokens, i: int, head: int) -> bool:
    """Whether i is done in a call or a vote: "called the king to congratulate him", "voted to approve the treaty"."""
    role = groups("aims_done").get(tokens[i].lemma)
    if tokens[head].lemma == "vote":
        return role in ("aim", "vote")
    return tokens[head].lemma in _CALLING and role == "aim" and bool(syntax.objects(tokens, head))


_CALLING = frozenset({"call", "phone", "telephone"})


def measured(tokens: Tokens, head: int) -> Link | None:
    """The Link of an infinitive that says how much: "strong enough to win" (won, if it was), "too weak to fight"."""
    words = {tokens[head].lower, *(tokens[c].lower for c in tokens[head].children if tokens[c].dep == "advmod")}
    subject = syntax.child(tokens, tokens[head].head, "nsubj")
    if subject is not None and tokens[subject].lower == "it":  # "it is not enough to protest"
        return None
    if "enough" in words:
        return Link(head, "done", "negated", "enough to")
    return Link(head, "not", "hypothetical", "too much to") if "too" in words else None


def perfect(tokens: Tokens, i: int) -> bool:
    """Whether verb i has the auxiliary "have"."""
    return any(tokens[c].lemma == "have" and tokens[c].dep == "aux" for c in tokens[i].children)


def performed(tokens: Tokens, i: int, head: int) -> bool:
    """Whether i is done by saying it: "would like to thank", "I want to congratulate"."""
    if tokens[head].lemma not in _WITH_WISHES or groups("aims_done").get(tokens[i].lemma) != "aim":
        return False
    polite = tokens[head].lemma != "like" or any(tokens[a].lower in _WOULD for a in syntax.auxiliaries(tokens, head))
    subject = syntax.child(tokens, head, "nsubj")
    first = subject is not None and tokens[subject].lower in ("i", "we")
    return polite and (first or tokens[head].lemma == "like")


_WOULD = frozenset({"would", "'d", "’d"})


def held(tokens: Tokens, i: int, head: int) -> str | None:
    """The object of verb head right before infinitive i, by its lemma: "foiled a plot to kill"."""
    first = next((c for c in tokens[i].children if tokens[c].tag == "TO"), 0)
    for c in tokens[head].children:
        if tokens[c].dep == "dobj" and c == first - 1:
            return tokens[c].lemma
    return None


def shouted(tokens: Tokens, i: int) -> bool:
    """Whether a bare verb is an imperative at the head of a quotation or sentence ("chanting 'Stop the war'")."""
    token = tokens[i]
    below = [tokens[c] for c in token.children]
    if token.tag != "VB" or any(c.dep in syntax.SUBJECTS or c.dep == "agent" or c.tag == "TO" for c in below):
        return False
    before = [c for c in token.children if c < i and tokens[c].dep in ("neg", "aux", "advmod")]
    if [tokens[c].lower for c in before[:2]] in (["do", "n't"], ["do", "n’t"], ["do", "not"]):
        return token.dep != "conj" or tokens[before[0] - 1].text in (":", ";", "“", '"')
    first = min((i, *before))
    if token.dep in ("ccomp", "xcomp", "ROOT"):  # "'If you can, take a knife'"
        first = min([first, *(syntax.edges(tokens, c)[0] for c in token.children if tokens[c].dep == "advcl")])
    if first == 0 or tokens[first - 1].text not in _OPENING:
        return first == 0 and i < token.head
    return True


_DEMANDING = frozenset({
    "insist", "demand", "ask", "request", "propose", "order", "require", "recommend", "suggest", "urge", "beg", "plead", "stipulate",
})  # fmt: skip


_PAST_AS_PRESENT = frozenset({"beat", "cut", "hit", "hurt", "let", "put", "quit", "set", "shut", "split", "spread"})
"""Verbs whose past a tagger takes for the bare form."""


def _joined(tokens: Tokens, i: int) -> bool:
    """Whether a noun is coordinated with another, and so a plural."""
    return any(tokens[c].dep == "conj" for c in tokens[i].children)


def demanded(tokens: Tokens, i: int) -> bool:
    """Whether a that-clause is in the subjunctive: "insisted that the boy be returned", "that he leave".

    So it is where those who "insisted that troops withdraw" would have said "withdrew", had they told of what was.
    """
    token, above = tokens[i], tokens[tokens[i].head]
    subject = syntax.child(tokens, i, "nsubj", "nsubjpass")
    singular = subject is not None and tokens[subject].tag in ("NN", "NNP") and not _joined(tokens, subject)
    told_back = above.tag == "VBD" and token.lemma not in words("stative_verbs")
    bare = token if token.tag == "VB" or (token.tag == "VBP" and (singular or told_back)) else None
    for c in token.children:
        child = tokens[c]
        if child.dep in ("aux", "auxpass"):
            if child.lower != "be" or child.tag != "VB":
                return False
            bare = child
    if (token.tag == "VBP" or token.lemma in _PAST_AS_PRESENT) and above.lemma not in _DEMANDING:
        return False
    marked = any(tokens[c].dep == "mark" and tokens[c].lower == "that" for c in token.children)
    return bare is not None and marked and any(tokens[c].dep in syntax.SUBJECTS for c in token.children)


_RANKS = frozenset({"first", "last", "only", "second", "third", "latest", "few"})
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)")


def ranked(tokens: Tokens, noun: int) -> bool:
    """Whether a noun is the first, the only or the 456th of its kind, or one of the few."""
    inner = (d for c in tokens[noun].children if tokens[c].lower == "of" for d in tokens[c].children)
    within = (e for n in (noun, *inner) for e in (n, *tokens[n].children))
    return any(tokens[w].lower in _RANKS or _ORDINAL.fullmatch(tokens[w].lower) for w in within)
