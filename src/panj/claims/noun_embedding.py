"""What an event noun is embedded in: the word above it, and what that word makes of it; see `embedding` for verbs."""

from __future__ import annotations

from panj import syntax
from panj.claims import clauses, links
from panj.claims.links import (
    TOP,
    Link,
    answered,
    by_somebody,
    controlled,
    preposition,
    prepositional,
    table_of,
)
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import Control, Eventuality
from panj.records import Token

Tokens = tuple[Token, ...]


def of_noun(tokens: Tokens, trigger_kind: str, i: int, verb: int, known: Eventuality) -> Link:
    """What event noun i is embedded in; a light verb's noun is as much so as the verb."""
    token = tokens[i]
    if trigger_kind == "light" and verb >= 0:
        return Link(verb, "as", "", f"english/light_verbs.csv: {tokens[verb].lemma}")
    dep, head = token.dep, token.head
    if head == i or dep == "ROOT":
        return TOP
    above = tokens[head]
    if (called := clauses.so_called(tokens, i)) is not None:
        if syntax.child(tokens, called, "nsubj") is not None:  # a fact on the word of whoever calls it so
            return Link(called, "fact", "", f"what somebody calls so: {tokens[called].lemma}")
        return Link(called, "hypothetical", "hypothetical", f"what is called so: {tokens[called].lemma}")
    if dep in ("conj", "appos"):
        if above.pos in ("NOUN", "PROPN"):
            return of_noun(tokens, "noun", head, -1, known)
        return Link(head, "time", "", "")
    if dep == "pobj":
        if above.lower in ("to", "of") and _halted(token, tokens[above.head]):
            return Link(
                above.head, "hypothetical", "hypothetical", f"english/halted_acts.csv: {tokens[above.head].lemma}"
            )
        return _noun_behind_preposition(tokens, i, head, known)
    if dep in ("nsubj", "attr") and above.lemma == "be" and (control := _on_agenda(tokens, i, known)) is not None:
        return controlled(head, control)
    if dep in ("compound", "nmod", "poss", "amod"):
        control = known.given.get(above.lemma, {}).get("noun") if dep in ("compound", "nmod") else None
        if control is not None:
            return controlled(head, control)
        return Link(head, "time", "", "before a noun")
    if dep in ("dobj", "nsubjpass"):
        return _object(tokens, i, known)
    if dep == "nsubj":
        return _subject(tokens, i, known)
    if dep == "attr":
        expletive = any(tokens[c].dep == "expl" for c in above.children)
        subject = next((c for c in above.children if tokens[c].dep == "nsubj"), None)
        held = {} if subject is None else known.given.get(tokens[subject].lemma, {})
        if control := held.get("of", held.get("for")):  # "the aim is a withdrawal", "the topic was the arrest of"
            return controlled(head, control)
        return Link(head, "as", "", "there is" if expletive else "predicate")
    return Link(head, "object", "", "")


def _object(tokens: Tokens, i: int, known: Eventuality) -> Link:
    """An event noun that something is done to: "ordered the killing", "faces prison", "cancelled the talks"."""
    token, head = tokens[i], tokens[i].head
    above = tokens[head]
    if token.dep == "dobj" and above.lemma in ("order", "command", "direct") and above.dep == "pcomp":
        return Link(head, "as", "", f"object of {above.lemma}")  # "jailed for ordering the killing": it was done
    if _halted(token, above):
        return Link(head, "hypothetical", "hypothetical", f"english/halted_acts.csv: {above.lemma}")
    control = links.frames(tokens, head, known).get("obj") if above.pos == "VERB" else None
    if control is None:
        control = links.held_by(tokens, head, known)
    if control is None and above.lemma == "face" and token.lemma in words("penalties"):
        return Link(head, "hypothetical", "hypothetical", f"english/penalties.csv: {token.lemma}")
    if control is not None:
        return controlled(head, control)
    return Link(head, "object", "", f"object of {above.lemma}")


def _subject(tokens: Tokens, i: int, known: Eventuality) -> Link:
    """An event noun as a subject: what is said of it, or that it happens or ends."""
    head = tokens[i].head
    above = tokens[head]
    complement = next((c for c in above.children if tokens[c].dep in ("xcomp",)), None)
    if above.lemma == "be":
        if any(tokens[c].dep == "expl" for c in above.children):
            return Link(head, "as", "", "there is")
        if (denying := _denied_clause(tokens, head, known)) is not None:
            return Link(head, "as", "", f"what {tokens[denying].lemma} says is not under way")
        return Link(head, "subject", "", "subject of a copula")
    for happening in (head, complement):
        if happening is not None and (kind := links.occurs(tokens, happening, known)) is not None:
            return _occurring(tokens, happening, kind)
    return Link(head, "subject", "", f"subject of {above.lemma}")


def _denied_clause(tokens: Tokens, copula: int, known: Eventuality) -> int | None:
    """The verb that denies that something is under way: "denied that talks were under way", "denied that they were in progress"."""
    above = tokens[copula].head
    control = known.verbs.get(tokens[above].lemma, {}).get("that") if tokens[copula].dep == "ccomp" else None
    if control is None or control.effect != "denied":
        return None
    told = {(name, tokens[t].lower) for name, t in syntax.prepositions(tokens, copula)}
    plain = any(tokens[c].lower in ("underway", "ongoing") for c in tokens[copula].children)
    return above if plain or told & {("under", "way"), ("in", "progress")} else None


def _halted(act: Token, above: Token) -> bool:
    """Whether an act that is done at once or not at all is stopped: "halted the expulsion", "a halt to the expulsion"."""
    kinds = groups("halted_acts")
    return act.tag == "NN" and kinds.get(act.lemma) == "act" and kinds.get(above.lemma) == "verb"


def _on_agenda(tokens: Tokens, i: int, known: Eventuality) -> Control | None:
    """What an agenda makes of what is now on it: "on the agenda is the expulsion of", not "his death was among the topics"."""
    copula = tokens[i].head
    if tokens[copula].tag not in ("VBZ", "VBP") or any(tokens[c].dep == "poss" for c in tokens[i].children):
        return None
    held = (known.given.get(tokens[t].lemma, {}) for name, t in syntax.prepositions(tokens, copula) if name in _LISTED)
    return next((frames["of"] for frames in held if frames.get("of") and frames["of"].effect == "hypothetical"), None)


_LISTED = frozenset({"on", "among"})


def _occurring(tokens: Tokens, verb: int, kind: str) -> Link:
    """The Link of a noun that happens ("talks began") or ends ("the war ended": it has been)."""
    effect = "as" if kind == "happens" else "fact"
    return Link(verb, effect, "", f"english/occurrence_verbs.csv: {tokens[verb].lemma}")


def _noun_behind_preposition(tokens: Tokens, i: int, prep: int, known: Eventuality) -> Link:
    """An event noun behind a preposition: "ahead of the talks", "called for talks", "the threat of an attack"."""
    word = preposition(tokens, prep, known)
    head = tokens[prep].head
    above = tokens[head]
    if above.lower == "according":  # "may have fled, according to a report": the report is there
        return Link(above.head, "fact", "", "according to")
    outward = above.pos in ("ADP", "ADV", "ADJ", "SCONJ") and above.lower in known.prepositions
    if outward and word in ("of", "to", "from", "for"):
        word, head = above.lower, above.head
        above = tokens[head]
    elif word == "of" and above.lower in ("case", "event", "absence", "light", "wake", "midst", "aftermath", "face"):
        outer = tokens[above.head]
        if outer.dep == "prep":
            word, head = above.lower, outer.head
            above = tokens[head]
    if word in ("at", "during") and above.dep in ("dobj", "nsubjpass") and above.pos in ("NOUN", "PROPN"):
        head = above.head  # "announced a plan at the conference": the time of the announcing
        above = tokens[head]
    if above.lemma == "be" and word == "behind":  # "believes that the IRA was behind two killings": they were
        return Link(head, "fact", "", "behind behind")
    table = table_of(above, known)
    frames = table.get(above.lemma, {})
    if above.pos == "VERB":
        held = ("dobj", "nsubjpass")  # "offered a reward for his capture", "a reward was offered for"
        noun = next((c for c in above.children if tokens[c].dep in held and tokens[c].pos == "NOUN"), None)
        if noun is not None and (control := known.given.get(tokens[noun].lemma, {}).get(word)) and noun < prep:
            return controlled(noun, control)
    predicate = next((c for c in above.children if tokens[c].dep == "acomp"), None) if above.lemma == "be" else None
    if predicate is not None:  # "is due in Riyadh for talks"
        frames = known.adjectives.get(tokens[predicate].lemma, {})
    control = frames.get(word)
    if f"passive {word}" in frames and not by_somebody(tokens, head):
        control = frames[f"passive {word}"]
    aimed = table is known.given and control is not None and control.effect in ("hypothetical", "planned")
    if aimed and word in ("of", "about", "for") and (answer := answered(tokens, head, known)):
        return Link(head, "planned" if answer.effect == "accepted" else "refused", "", answer.rule)
    if control is not None:
        return controlled(head, control)
    effect = known.prepositions.get(word, ("", ""))[0]
    if effect:
        return prepositional(head, effect, f"english/event_prepositions.csv: {word}")
    if above.pos in ("VERB", "AUX"):
        return Link(head, "object", "", f"behind {word}")
    return Link(head, "ground" if word == "for" else "time", "", f"behind {word}")
