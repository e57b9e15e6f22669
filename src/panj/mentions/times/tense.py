"""The tense of the clause that a time expression stands in."""

from __future__ import annotations

from collections.abc import Iterator

from panj import syntax
from panj.knowledge.english import groups, words
from panj.mentions.times.values import Tense
from panj.records import Sentence, Token

_WILL = frozenset({"will", "wo", "'ll", "’ll", "shall"})
_MAY = frozenset({"would", "could", "may", "might", "should", "can", "must"})
_RANKED = frozenset({"first", "second", "third", "last", "latest", "only"})
_SAYING = frozenset({"say", "report", "write", "tell", "show", "claim", "note", "add"})
_AHEAD = frozenset({"until", "till", "by"})
_BEGINNING = frozenset({"for", "from", "starting", "beginning", "effective"})


def tense_at(sentence: Sentence, i: int) -> Tense:
    """The tense of the clause around token i: future also under what lies ahead ("planned to", "postponed until")."""
    tokens = sentence.tokens
    before = _preposition(tokens, i)
    holder = _holder(tokens, i)
    if holder is not None and tokens[holder].lemma in words("scheduled_nouns"):
        if tokens[holder].dep not in ("nsubj", "nsubjpass") or before in ("for", ""):
            verb = syntax.governor(tokens, holder)
            return "present" if _of_verb(tokens, verb) == "past" else _of_verb(tokens, verb)
    elif (
        holder == tokens[i].head
        and tokens[i].dep in ("poss", "compound", "nmod")
        and tokens[i].entity in ("DATE", "TIME")
    ):
        verb = syntax.governor(tokens, holder)
        if tokens[holder].lemma not in groups("futurate") and (
            tokens[i].dep == "poss" or _of_verb(tokens, verb) != "future"
        ):
            return "past"  # "Wednesday's ruling", "a June agreement"
    if any(
        tokens[a].tag == "JJ" and groups("futurate").get(tokens[a].lemma) == "arranged" for a in _until_verb(tokens, i)
    ):
        return "future"  # "the vote, due on Sunday"
    verb = syntax.governor(tokens, i)
    if verb == i or tokens[verb].pos not in ("VERB", "AUX"):
        return "past" if tokens[verb].tag in ("VBD", "VBN") else "present"
    tense = _of_verb(tokens, verb)
    if before in _AHEAD and not _has(tokens, verb, frozenset({"had"})):
        return "past" if before == "by" and tense == "past" else "future"
    if tense == "past" and (tokens[tokens[i].head].lower in _BEGINNING or _wanted(tokens, verb)):
        return "present"  # "called a vote for June 20", "called for talks on June 20": it may lie ahead
    if tense == "present" and tokens[verb].lemma == "be" and (subject := syntax.subject(tokens, verb)[0]) is not None:
        scheduled = tokens[subject].lemma in words("scheduled_nouns") | groups("futurate").keys()
        return "future" if scheduled else tense  # "the deadline is Saturday"
    return tense


def done_at(sentence: Sentence, i: int) -> bool:
    """Whether the expression at token i tells when something in the past was done: "accused Russia on June 20".

    It hangs by "on", or by nothing, on the verb itself, which is finite and about nothing that is still to be held.
    """
    tokens = sentence.tokens
    if i + 1 < len(tokens) and tokens[i].lower == "on":
        i += 1
    head = tokens[i].head
    if tokens[i].dep == "pobj" and tokens[head].lower == "on":
        head = tokens[head].head
    elif tokens[i].dep != "npadvmod":
        return False
    verb = tokens[head]
    past = verb.tag == "VBD" or any(tokens[a].lower in _PAST for a in syntax.auxiliaries(tokens, head))
    arranged = verb.lemma in groups("futurate") or _wanted(tokens, head)
    return verb.pos == "VERB" and past and not arranged and not _to_come(tokens, head)


def _to_come(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether a verb is modal or an infinitive."""
    auxiliaries = [tokens[a] for a in syntax.auxiliaries(tokens, verb)]
    return any(a.tag in ("MD", "TO") or a.lower in _WILL | _MAY for a in auxiliaries)


_PAST = frozenset({"had", "was", "were", "did", "has", "have"})


def _wanted(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether a verb is about what is still to be held: "called for talks", "invited him to a summit"."""
    return any(
        name in ("for", "to") and tokens[t].lemma in words("scheduled_nouns")
        for name, t in syntax.prepositions(tokens, verb)
    )


def _preposition(tokens: tuple[Token, ...], i: int) -> str:
    """The preposition that the expression around token i hangs on."""
    seen = 0
    while tokens[i].head != i and seen < 4:
        head = tokens[tokens[i].head]
        if head.pos == "ADP" or head.dep == "prep":
            above = tokens[head.head]
            if above.entity == "TIME" and above.pos == "NOUN" and head.lower in ("on", "of"):
                i, seen = above.i, seen + 1  # "until noon on Friday"
                continue
            return head.lower
        if head.pos in ("VERB", "AUX"):
            return ""
        i, seen = head.i, seen + 1
    return ""


def _holder(tokens: tuple[Token, ...], i: int) -> int | None:
    """The noun that the expression around token i modifies, or None."""
    for a in syntax.ancestors(tokens, i):
        if tokens[a].pos in ("VERB", "AUX"):
            return None
        if tokens[a].pos == "NOUN" and tokens[a].entity not in ("DATE", "TIME"):
            return a
    return None


def _until_verb(tokens: tuple[Token, ...], i: int) -> Iterator[int]:
    """What stands above token i, up to the first verb."""
    for a in syntax.ancestors(tokens, i):
        if tokens[a].pos in ("VERB", "AUX"):
            return
        yield a


def _has(tokens: tuple[Token, ...], verb: int, which: frozenset[str]) -> bool:
    """Whether one of the words is among the auxiliaries of a verb."""
    return any(tokens[a].lower in which for a in syntax.auxiliaries(tokens, verb))


def _to_be(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether a noun is told by what is still to be done to it: "an election to be held", not "the first to be held"."""
    noun = tokens[verb].head
    first = any(tokens[t].tag == "JJ" and tokens[t].lower in _RANKED for t in (noun, *tokens[noun].children))
    return not first and any(tokens[c].dep == "auxpass" and tokens[c].tag == "VB" for c in tokens[verb].children)


def _demanded(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether a verb is in the subjunctive of a that-clause: "proposed that they *visit* Lima in May", "that he *be* freed"."""
    helping = [tokens[a] for a in syntax.children(tokens, verb, "aux", "auxpass")]
    bare = all(a.lower == "be" and a.tag == "VB" for a in helping) if helping else tokens[verb].tag == "VB"
    return bare and tokens[verb].dep == "ccomp" and syntax.opening_that(tokens, verb) is not None


def _of_verb(tokens: tuple[Token, ...], verb: int, depth: int = 0) -> Tense:
    """The tense of a predicate."""
    token = tokens[verb]
    auxiliaries = {tokens[a].lower for a in syntax.auxiliaries(tokens, verb)}
    if _demanded(tokens, verb):
        return "future"
    if auxiliaries & _WILL or "going" in auxiliaries:
        return "future"
    ahead = groups("futurate")
    if ahead.get(token.lemma) == "arranged" and token.tag in ("VBN", "VBG", "JJ"):
        return "past" if "had" in auxiliaries else "future"
    if auxiliaries & {"had", "was", "were", "did", "has", "have"} or token.tag == "VBD":
        return "future" if token.lemma in ("schedule", "postpone", "plan", "delay") else "past"
    if auxiliaries & _MAY:
        unable = "could" in auxiliaries and any(tokens[c].lower in syntax.NEGATIONS for c in token.children)
        return "past" if "have" in auxiliaries or unable else "future"
    if token.tag == "VBN" and not auxiliaries:
        return "past"
    bare = token.tag in ("VB", "VBG", "VBN") or not auxiliaries
    if token.tag in ("VB", "VBG", "VBN") and not auxiliaries & {"is", "are", "am", "do", "does"} and bare and depth < 4:
        above = token.head
        if above == verb:
            return "past" if token.tag == "VBN" else "present"
        governing = tokens[above]
        to = syntax.behind_to(tokens, token.i)
        if to and (
            ahead.get(governing.lemma, "timetable") != "timetable"
            or (governing.lemma == "be" and governing.tag in ("VBZ", "VBP"))
        ):
            copula = tokens[above].head if governing.tag == "JJ" else above  # "had been due to fly on Monday"
            return "past" if _has(tokens, copula, frozenset({"had"})) else "future"
        if governing.pos not in ("VERB", "AUX"):
            outer = syntax.governor(tokens, above)
            if outer == above:
                return "future" if to else "present"
            if to:
                scheduled = governing.lemma in ahead or _to_be(tokens, verb)
                return "future" if scheduled else _of_verb(tokens, outer, depth + 1)
            return _of_verb(tokens, outer, depth + 1)
        return _of_verb(tokens, above, depth + 1)
    if token.tag == "VBG" and auxiliaries & {"is", "are", "am"}:
        return "future"
    if ahead.get(token.lemma) == "timetable" and token.tag in ("VBZ", "VBP"):
        return "future"
    if token.lemma in _SAYING:
        return "past"
    return "present"
