"""Who acts in what a word says, beside its plain subject: agents of passives, companions, several named together."""

from __future__ import annotations

from collections.abc import Mapping

from panj import syntax
from panj.knowledge.english import groups
from panj.records import Token

Tokens = tuple[Token, ...]
NONE: tuple[int, ...] = ()


def companions(tokens: Tokens, i: int, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """Who acts beside the subjects of verb i: "Peru, together with Chile, expelled", "Peru, joined by Chile, expelled"."""
    found: list[int] = []
    for t in (*subjects, i) if subjects else ():
        for c in tokens[t].children:
            if tokens[c].dep in ("acl", "advcl") and groups("joint_words").get(tokens[c].lower) == "participle":
                found.extend(k for name, k in syntax.prepositions(tokens, c) if name == "by")
            if tokens[c].dep != "prep":
                continue
            if t != i and tokens[c].lower == "with" and tokens[c - 1].text == ",":
                found.extend(d for d in tokens[c].children if tokens[d].dep == "pobj" and tokens[d].entity in PARTIES)
            inner = c
            if tokens[c].lower in ("along", "together"):
                inner = syntax.child(tokens, c, "prep") or c
            joined = inner != c or tokens[c - 1].lower in ("along", "together")
            if tokens[c].lower == "alongside" or (tokens[inner].lower == "with" and joined):
                found.extend(d for d in tokens[inner].children if tokens[d].dep == "pobj")
    joining = i if tokens[i].lemma == "join" else syntax.governor(tokens, i)
    if subjects and tokens[joining].lemma == "join":  # "joined Jordan in condemning", "in a boycott"
        within = [k for name, k in syntax.prepositions(tokens, joining) if name == "in"]
        if within and (joining == i or i in within):
            found.extend(syntax.children(tokens, joining, "dobj"))
    return tuple(t for t in spread(tokens, found) if t not in subjects)


def agents(tokens: Tokens, i: int, prepositions: dict[str, list[int]]) -> tuple[int, ...]:
    """Who does what the passive verb i says; what stands behind that is the verb's: "by the army against Turkey"."""
    hung = any(tokens[c].dep == "agent" for c in tokens[i].children)
    hung = hung or any(tokens[tokens[t].head].lower == "of" for t in prepositions.get("by", ()))  # "at the hands of"
    if hung or any(tokens[t].pos == "PROPN" and tokens[t].entity in _ACTING for t in prepositions.get("by", ())):
        agents = prepositions.pop("by", [])  # behind a second object any preposition: "was sent troops by Chad"
        for agent in agents:
            for name, t in syntax.prepositions(tokens, agent):
                if name in _PAST_AGENTS or (name == "in" and tokens[agent].entity == "GPE"):
                    prepositions.setdefault(name, []).append(t)
        return spread(tokens, agents)
    if agents := lower_agents(tokens, i):
        return spread(tokens, agents)
    if tokens[i].dep == "ccomp" and tokens[tokens[i].head].lemma in ("have", "get"):  # "had the journalists arrested"
        understood, _ = syntax.subject(tokens, tokens[i].head)
        return spread(tokens, [understood]) if understood is not None else NONE
    return NONE


_ACTING = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_PAST_AGENTS = frozenset({"against", "on", "to", "with"})


def together(
    tokens: Tokens,
    slots: Mapping[str, tuple[int, ...]],
    adverbs: tuple[int, ...],
    prepositions: Mapping[str, list[int]],
) -> tuple[int, ...]:
    """The words that say that several act together: "jointly", "alongside", two named parties as the subject."""
    found = [c for c in adverbs if groups("joint_words").get(tokens[c].lower) == "adverb"]
    found.extend(c for c in slots["prt"] if tokens[c].lower == "together")
    for name in ("alongside", "beside"):
        found.extend(prepositions.get(name, ()))
    named = [t for t in slots["subj"] if is_named(tokens, t)]
    if len(named) > 1:
        found.extend(named)
    for t in slots["subj"]:
        if t not in named or len(named) == 1:
            found.extend(_owners(tokens, t))
    return tuple(found)


def _owners(tokens: Tokens, t: int) -> list[int]:
    """The several parties that a noun belongs to: "Indian and Russian troops", "soldiers from A and B", else none."""
    found: list[int] = []
    for c in tokens[t].children:
        if tokens[c].dep in ("amod", "nmod", "compound", "poss") and tokens[c].entity in PARTIES:
            found.extend(k for k in syntax.conjuncts(tokens, c) if tokens[k].entity in PARTIES)
    for name, c in syntax.prepositions(tokens, t):
        if name in ("of", "from"):
            found.extend(k for k in syntax.conjuncts(tokens, c) if tokens[k].entity in PARTIES)
    return found if len(found) > 1 else []


PARTIES = frozenset(["GPE", "NORP", "ORG"])


def is_named(tokens: Tokens, t: int) -> bool:
    """Whether a noun is a name or belongs to one."""
    if tokens[t].entity in PARTIES or tokens[t].pos == "PROPN":
        return True
    return any(
        tokens[c].dep in ("amod", "nmod", "compound", "poss") and tokens[c].entity in PARTIES
        for c in tokens[t].children
    ) or any(name in ("of", "from") and tokens[k].entity in PARTIES for name, k in syntax.prepositions(tokens, t))


def spread(tokens: Tokens, found: list[int]) -> tuple[int, ...]:
    """The tokens and what is coordinated with each."""
    return tuple(dict.fromkeys(k for t in found for k in syntax.conjuncts(tokens, t)))


def lower_agents(tokens: Tokens, i: int) -> list[int]:
    """Who stands behind a "by" that the parser has hung below i: "was threatened with sanctions by Russia"."""
    found: list[int] = []
    queue = list(tokens[i].children)
    while queue:
        c = queue.pop(0)
        if c > i and tokens[c].dep in _PHRASAL:
            for d in tokens[c].children:
                if tokens[d].dep == "prep" and tokens[d].lower == "by":
                    found.extend(e for e in tokens[d].children if tokens[e].dep == "pobj")
                else:
                    queue.append(d)
    return found


_PHRASAL = frozenset({"prep", "pobj", "dobj", "dative", "oprd", "xcomp"})
