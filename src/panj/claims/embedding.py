"""What a verb is embedded in: the word above it, and what that word makes of it.

`of_verb` gives a Link: the governor, the effect (see knowledge.english.eventuality) and the rule.
"""

from __future__ import annotations

from panj import syntax
from panj.claims import aims, inversion, links
from panj.claims.links import (
    TOP,
    Link,
    answered,
    by_somebody,
    controlled,
    frame_of,
    preposition,
    prepositional,
    table_of,
)
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import Control, Eventuality
from panj.records import Token

Tokens = tuple[Token, ...]


def of_verb(tokens: Tokens, i: int, known: Eventuality) -> Link:
    """What verb i is embedded in."""
    token = tokens[i]
    dep, head = token.dep, token.head
    if (result := inversion.result(tokens, i)) is not None:
        return Link(result, "hypothetical", "hypothetical", "inverted condition")
    if head == i or dep in ("ROOT", "parataxis", "punct") or _after_quote(tokens, i, known):
        return TOP
    if dep == "conj":
        first = _finite_above(tokens, i, syntax.first_conjunct(tokens, i))
        if tokens[first].pos in ("VERB", "AUX"):
            return of_verb(tokens, first, known)
        return Link(head, "time", "", "coordination")
    if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "acomp", "oprd", "dobj", "attr", "nsubj"):
        return _complement(tokens, i, head, known)
    if dep == "acl":
        return _on_noun(tokens, i, head, known)
    if dep == "relcl":
        if frame_of(tokens, i) == "inf":
            return _on_noun(tokens, i, head, known)
        if tokens[head].lemma == "time":  # "it would be the first time that Japan sends"
            return Link(head, "forward", "", "the time that")
        if tokens[head].entity in ("DATE", "TIME") and any(tokens[c].lower == "when" for c in token.children):
            return _adverbial(tokens, i, syntax.governor(tokens, head), known)  # "next month, when Chile votes"
        told = known.given.get(tokens[head].lemma, {}).get("that")
        if told is not None and _whole(tokens, i):
            return controlled(head, told)
        return Link(head, "relative", "", "relative clause")
    if dep == "advcl":
        return _adverbial(tokens, i, head, known)
    if dep in ("pcomp", "pobj"):
        return _behind_preposition(tokens, i, head, known)
    return Link(head, "time", "", "")


def _whole(tokens: Tokens, i: int) -> bool:
    """Whether the clause of verb i lacks nothing that a relative would give: "an allegation he hit her", not "that he denied"."""
    subject = syntax.child(tokens, i, "nsubj", "nsubjpass")
    done_to = syntax.child(tokens, i, "dobj")
    relative = any(tokens[c].tag in ("WDT", "WP", "WRB") or tokens[c].lower == "that" for c in tokens[i].children)
    return subject is not None and subject < i and done_to is not None and done_to > i and not relative


def _finite_above(tokens: Tokens, i: int, first: int) -> int:
    """The verb that i is coordinated with: a past tense not with an infinitive ("urged him to go and spoke to me")."""
    steps = 0
    form = _form(tokens, i)
    if (
        form == "VBN" and tokens[first].tag == "VB"
    ):  # a past tense that the tagger missed: "expected to vote but abstained"
        form = "VBD"
    own = syntax.child(tokens, i, "nsubj", "nsubjpass", "csubj", "expl", "mark")
    clause = own is not None and form in _FINITE
    bare = ("xcomp", "ccomp", "acl", "advcl") if clause else ("xcomp",) if form == "VBD" else ()
    while _form(tokens, first) in _BARE and tokens[first].dep in bare and steps < len(tokens):
        first = tokens[first].head
        steps += 1
    if form == "VBD" and tokens[first].tag == "VBG" and _form(tokens, first) == "VBG" and tokens[first].dep == "pcomp":
        return syntax.governor(tokens, first)  # "took a stand against cuts and paid for it"
    above = tokens[first].head
    if form == "VBG" and _form(tokens, first) in _BARE and tokens[first].dep == "ccomp" and tokens[above].tag == "VBG":
        return above  # "demanding that he be freed and saying"
    return first


def _form(tokens: Tokens, i: int) -> str:
    """The tag of what tells the form of verb i: its first auxiliary, else itself."""
    first = syntax.child(tokens, i, "aux", "auxpass")
    return tokens[i if first is None else first].tag


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BARE = frozenset({"VB", "TO"})
"""The forms of infinitives and subjunctives ("that the boy be returned")."""


def _after_quote(tokens: Tokens, i: int, known: Eventuality) -> bool:
    """Whether i is the word of saying behind a quotation (", he said"), which parsers hang below its content."""
    if "that" not in known.verbs.get(tokens[i].lemma, {}) or tokens[i].tag not in ("VBD", "VBZ", "VBP"):
        return False
    if tokens[i].dep not in ("ccomp", "advcl", "conj"):
        return False
    subject = syntax.child(tokens, i, "nsubj")
    first = min(i, syntax.edges(tokens, subject)[0]) if subject is not None else i
    return first > tokens[i].head and first > 0 and tokens[first - 1].text in _CLOSING


_CLOSING = frozenset({"”", '"', "''", "’", "'"})


def _complement(tokens: Tokens, i: int, head: int, known: Eventuality) -> Link:
    """A verb that completes a verb, an adjective or a noun."""
    frame = frame_of(tokens, i)
    above = tokens[head]
    if aims.shouted(tokens, i) or (frame in ("that", "small") and aims.demanded(tokens, i)):
        return Link(head, "hypothetical", "hypothetical", "imperative or subjunctive")
    if frame == "inf" and aims.performed(tokens, i, head):
        return Link(head, "fact", "", f"english/aims_done.csv: {tokens[i].lemma}")
    if frame == "inf" and aims.said_so(tokens, i, head):
        return Link(head, "done", "negated", f"english/aims_done.csv: {above.lemma} to {tokens[i].lemma}")
    if frame == "inf" and above.lemma == "come" and tokens[i].lemma in words("came_to"):
        return Link(head, "as", "", f"english/came_to.csv: {tokens[i].lemma}")
    if frame == "inf" and (measured := aims.measured(tokens, head)) is not None:
        return measured
    if frame == "that" and i < head and (above.pos == "ADJ" or above.pos == "AUX"):
        return Link(head, "own", "", "clause set before")
    if above.pos == "ADJ" or above.dep in ("acomp", "oprd"):
        held = known.adjectives.get(above.lemma, {})
        control = held.get(frame) if above.dep != "oprd" else held.get("judged", held.get(frame))
        if control is not None:
            return controlled(head, control)
    if above.pos in ("NOUN", "PROPN"):
        return _on_noun(tokens, i, head, known)
    if above.lemma == "be" or above.pos == "AUX":
        return _with_copula(tokens, i, head, frame, known)
    if frame == "ing" and (control := links.held_by(tokens, head, known)) is not None:
        return controlled(head, control)
    frames = links.frames(tokens, head, known)
    if (
        frame == "inf"
        and above.lemma == "have"
        and any(tokens[c].lower == "yet" for c in (*above.children, *tokens[i].children))
    ):
        return Link(head, "not", "", "have yet to")
    control = frames.get("perf" if frame == "inf" and "perf" in frames and aims.perfect(tokens, i) else frame)
    if control is None and frame == "small" and (control := frames.get("that")) is None:
        control = frames.get("inf")
    if control is None and frame == "ing":
        if (said := frames.get("that")) is not None and said.effect in ("own", "shown"):
            return Link(head, "time", "", f"participle beside {above.lemma}")
        control = frames.get("inf")
    if control is not None:
        false = control.effect in ("own", "shown") and any(tokens[c].lower in _FALSELY for c in above.children)
        return Link(head, "denied", "", control.rule) if false else controlled(head, control)
    return _unlisted(tokens, i, head, frame, known)


def _unlisted(tokens: Tokens, i: int, head: int, frame: str, known: Eventuality) -> Link:
    """The Link of a verb that completes a verb which the tables have no row for."""
    above = tokens[head]
    if above.lemma == "go" and above.tag == "VBG" and frame == "inf":
        return Link(head, "planned", "negated", "going to")
    if above.lemma == "use" and frame == "inf":
        habit = above.lower == "used" and not syntax.is_passive(tokens, head) and not syntax.objects(tokens, head)
        return Link(head, "as", "", "used to") if habit else _aim(tokens, i, head, "used for")
    if frame == "wh":
        return Link(head, "hypothetical", "hypothetical", "whether")
    if frame == "inf" and (rank := syntax.child(tokens, head, "attr")) is not None and aims.ranked(tokens, rank):
        return Link(head, "time", "", "the first to")
    if frame == "inf":
        if above.pos == "VERB" and tokens[i].dep != "ccomp" and any(tokens[c].dep == "dobj" for c in above.children):
            return _aim(tokens, i, head, "purpose clause")
        if aims.done_with(tokens, i, head):
            return _aim(tokens, i, head, "")
        if above.pos == "VERB" and syntax.is_passive(tokens, head) and not aims.perfect(tokens, i):
            return _aim(tokens, i, head, "purpose clause")
        return Link(head, "hypothetical", "negated", f"infinitive below {above.lemma}")
    if frame in ("ing", "small"):
        return Link(head, "as", "", f"gerund or bare verb below {above.lemma}")
    subject = syntax.child(tokens, head, "nsubj") if above.pos == "VERB" else None
    if frame == "that" and subject is not None and subject < head and tokens[subject].lemma in groups("held_nouns"):
        return _on_noun(tokens, i, subject, known)  # "rumours spread that"
    return Link(head, "own", "", f"clause below {above.lemma}")


_FALSELY = frozenset({"falsely", "wrongly", "incorrectly", "mistakenly", "wrongfully"})


def _aim(tokens: Tokens, i: int, head: int, rule: str) -> Link:
    """The Link of an infinitive of purpose."""
    if aims.done_with(tokens, i, head):
        return Link(head, "as", "", f"english/aims_done.csv: {tokens[head].lemma} to {tokens[i].lemma}")
    return Link(head, "purpose", "", rule)


def _with_copula(tokens: Tokens, i: int, head: int, frame: str, known: Eventuality) -> Link:
    """A clause beside "be": "is to visit", "is likely to", "the aim is to", "it is time to"."""
    predicate = syntax.child(tokens, head, "acomp", "attr", "oprd")
    if predicate is not None and predicate != i:
        table = known.adjectives if tokens[predicate].pos in ("ADJ", "VERB", "ADV") else known.given
        control = table.get(tokens[predicate].lemma, {}).get(frame)
        if control is not None:
            return controlled(head, control)
        if frame == "inf":
            return Link(head, "hypothetical", "hypothetical", f"infinitive below {tokens[predicate].lemma}")
        return Link(head, "own", "", "clause below a copula")
    subject = syntax.child(tokens, head, "nsubj")
    if subject is not None and subject != i:
        control = known.given.get(tokens[subject].lemma, {}).get(frame)
        if control is not None:
            return controlled(head, control)
    if frame == "inf" and any(tokens[c].lower == "have" and tokens[c].dep == "aux" for c in tokens[i].children):
        return Link(head, "hypothetical", "negated", "was to have")
    if frame == "inf":
        return Link(head, "planned", "negated", "be + infinitive")
    return Link(head, "own" if frame in ("that", "wh") else "as", "", "clause below a copula")


def _on_noun(tokens: Tokens, i: int, head: int, known: Eventuality) -> Link:
    """A clause on a noun: "a plan to", "the first to", "troops seizing"."""
    frame = frame_of(tokens, i)
    noun = tokens[head]
    bare = not any(tokens[c].dep in ("aux", "auxpass") for c in tokens[i].children)
    if frame == "ing" or (tokens[i].tag == "VBN" and frame != "inf" and bare):
        if (
            frame == "ing"
            and noun.dep == "dobj"
            and (scene := known.verbs.get(tokens[noun.head].lemma, {}).get("scene"))
        ):
            return controlled(noun.head, scene)  # "show troops shelling a village"
        law = noun.lemma in groups("ruling_nouns")  # "vetoed a law banning protests"
        if frame == "ing" and law and (answer := answered(tokens, head, known)) and answer.effect != "accepted":
            return Link(head, "refused", "", answer.rule)
        control = known.given.get(noun.lemma, {}).get(frame) if frame == "ing" else None
        if control is None and noun.dep == "pobj" and tokens[noun.head].lower == "of":
            outer = tokens[noun.head].head  # "the prospect of missiles being deployed"
            if (held := known.given.get(tokens[outer].lemma, {}).get("of")) is not None:
                return controlled(outer, held)
        return controlled(head, control) if control else Link(head, "participle", "", "participle on a noun")
    if frame == "that" and tokens[i].dep != "relcl" and (told := _told_of(tokens, head, known)) is not None:
        return told
    undone = noun.dep in ("dobj", "nsubjpass") and tokens[noun.head].lemma in words("undoing_verbs")
    if frame == "inf" and undone and noun.lemma in words("said_nouns"):  # "reversed its decision to expel him"
        return Link(noun.head, "hypothetical", "hypothetical", f"english/undoing_verbs.csv: {tokens[noun.head].lemma}")
    answer = answered(tokens, head, known) if frame in ("that", "inf") and tokens[i].dep != "relcl" else None
    if answer is not None:
        if answer.effect == "accepted":
            if frame == "inf":
                return Link(head, "planned", "negated", answer.rule)
        else:
            return Link(head, "refused" if links.refused(tokens, head, frame) else "denied", "", answer.rule)
    if frame == "inf" and noun.lemma == "order" and tokens[noun.head].lower == "in" and noun.i == noun.head + 1:
        return _aim(tokens, i, tokens[noun.head].head, "in order to")
    if frame == "inf" and noun.dep == "dobj" and noun.lemma in _WORDS_GIVEN and tokens[noun.head].lemma in _KEEPING:
        return Link(noun.head, "as", "negated", f"{tokens[noun.head].lemma} a {noun.lemma}")
    if frame == "that" and (rule := _doubtful(tokens, head, known)):
        return Link(head, "hypothetical", "hypothetical", rule)
    control = known.given.get(noun.lemma, {}).get(frame)
    if control is not None:
        return controlled(head, control)
    if frame == "inf":
        if aims.ranked(tokens, head):
            return Link(head, "time", "", "the first to")
        return Link(head, "purpose", "", "infinitive on a noun")
    if aims.demanded(tokens, i):  # "the motion that the envoy be expelled"
        return Link(head, "planned" if answer else "hypothetical", "hypothetical", "subjunctive")
    return Link(head, "own", "", "clause on a noun")


_WORDS_GIVEN = frozenset({"pledge", "promise", "threat", "vow", "word"})
_KEEPING = frozenset({"fulfil", "fulfill", "keep"})


def _doubtful(tokens: Tokens, noun: int, known: Eventuality) -> str:
    """The rule by which a noun of telling is doubtful itself: "unconfirmed reports that"; "" where it is not."""
    if groups("held_nouns").get(tokens[noun].lemma) != "told":
        return ""
    before = (tokens[c].lower for c in tokens[noun].children if tokens[c].dep == "amod")
    found = next((w for w in before if known.modifiers.get(w) == "hypothetical"), "")
    return found and f"english/event_modifiers.csv: {found}"


def _told_of(tokens: Tokens, noun: int, known: Eventuality) -> Link | None:
    """The Link of a clause on a noun that is said to be false, or beyond doubt ("reports that ... were false")."""
    if tokens[noun].lemma == "doubt" and any(tokens[c].lower == "no" for c in tokens[noun].children):
        return Link(noun, "own", "", "no doubt")
    verb = tokens[noun].head
    if tokens[noun].dep in ("dobj", "nsubjpass") and links.unshown(tokens, verb, known):
        return Link(noun, "hypothetical", "hypothetical", f"not shown: {tokens[verb].lemma}")
    predicate = syntax.child(tokens, verb, "acomp") if tokens[noun].dep == "nsubj" else verb
    if predicate is None:
        return None
    control = known.adjectives.get(tokens[predicate].lower, {}).get("that")
    if control is not None and control.effect == "hypothetical":  # "reports that ... are unconfirmed"
        return Link(noun, "hypothetical", "hypothetical", control.rule)
    if control is None or control.effect != "not":
        return None
    refuted = not any(tokens[c].dep == "neg" for c in tokens[verb].children)
    return Link(noun, "denied" if refuted else "own", "", control.rule)


def _adverbial(tokens: Tokens, i: int, head: int, known: Eventuality) -> Link:
    """An adverbial clause: a condition, a time, a purpose, a participle."""
    mark = None
    frame = frame_of(tokens, i)
    if aims.shouted(tokens, i):
        return Link(head, "hypothetical", "hypothetical", "imperative")
    for c in tokens[i].children:
        child = tokens[c]
        if c < i and (child.dep == "mark" or (child.dep == "advmod" and child.lower in known.subordinators)):
            mark = child.lower
            if mark == "as" and c > 0 and tokens[c - 1].lower in ("long", "soon"):
                return Link(head, "forward", "", f"as {tokens[c - 1].lower} as")
            if mark == "as" and c + 1 < i and tokens[c + 1].lower in ("if", "though"):
                return Link(head, "hypothetical", "hypothetical", "english/subordinators.csv: as if")
            if child.dep == "mark" and tokens[c].lower == "that" and c > 0 and tokens[c - 1].lower == "so":
                return Link(head, "purpose", "", "so that")
    if mark is not None and mark in known.subordinators:
        effect = known.subordinators[mark]
        rule = f"english/subordinators.csv: {mark}"
        if frame == "inf" and mark != "if":
            return _aim(tokens, i, head, "purpose clause")
        return Link(head, effect, "hypothetical" if effect == "hypothetical" else "", rule)
    if frame == "inf" and tokens[head].pos in ("ADJ", "ADV") and (measured := aims.measured(tokens, head)) is not None:
        return measured
    if frame == "inf" and (held := aims.held(tokens, i, head)) is not None and "inf" in known.given.get(held, {}):
        return _on_noun(tokens, i, next(c for c in tokens[head].children if tokens[c].dep == "dobj"), known)
    if frame == "inf" or (frame == "that" and syntax.behind_to(tokens, i)):
        control = links.frames(tokens, head, known).get("inf")
        if control is not None and tokens[head].pos == "VERB" and head < i:
            return controlled(head, control)
        if tokens[i].lemma in known.results and head < i:
            return Link(head, "as", "", f"english/result_verbs.csv: {tokens[i].lemma}")
        if head < i and aims.outcome(tokens, i):
            return Link(head, "as", "", "what it came to")
        if tokens[head].pos == "ADJ" and (control := known.adjectives.get(tokens[head].lemma, {}).get("inf")):
            return controlled(head, control)
        if tokens[head].pos in ("AUX", "ADJ"):
            return Link(head, "hypothetical", "hypothetical", "infinitive beside a copula")
        return _aim(tokens, i, head, "purpose clause")
    if frame == "ing" and (control := _right_behind(tokens, i, head, known)) is not None:
        return controlled(head, control)
    if tokens[i].tag in ("VBG", "VBN") and not any(tokens[c].dep in ("aux", "auxpass") for c in tokens[i].children):
        return Link(head, "time", "", "participle clause")
    return Link(head, "own", "", "clause beside the main one")


def _right_behind(tokens: Tokens, i: int, head: int, known: Eventuality) -> Control | None:
    """What a verb makes of the gerund i that stands right behind it or its particle ("ruled out attacking")."""
    particle = syntax.child(tokens, head, "prt")
    if i - 1 != head and (particle is None or i - 1 != particle):
        return None
    return links.frames(tokens, head, known).get("ing")


def _behind_preposition(tokens: Tokens, i: int, prep: int, known: Eventuality) -> Link:
    """A gerund behind a preposition: "accused of bombing", "without firing", "the aim of ending"."""
    word = preposition(tokens, prep, known)
    head = tokens[prep].head
    above = tokens[head]
    outer = above.pos == "ADP" and above.dep in ("prep", "mark")  # "instead of", "because of", "short of"
    if outer or (above.pos in ("ADV", "ADJ", "SCONJ") and above.lower in known.prepositions):
        word, head = above.lower, above.head
        above = tokens[head]
    if word == "of" and above.dep == "pobj" and tokens[above.head].lower == "within":
        verb = tokens[above.head].head  # "came within hours of expelling him"
        if tokens[verb].lemma in ("come", "get", "be"):
            return Link(verb, "not", "", f"{tokens[verb].lemma} within")
    if word == "for" and (verdict := links.undone_verdict(tokens, head)) is not None:
        return Link(verdict, "hypothetical", "hypothetical", f"english/undoing_verbs.csv: {tokens[verdict].lemma}")
    clause = frame_of(tokens, i)
    if clause == "question" and tokens[i].tag == "VBD":  # "a plan for what he called"
        return Link(head, "own", "", "clause behind a preposition")
    frame = "wh" if clause == "wh" else word
    table = table_of(above, known)
    if table is known.given and word in ("of", "about", "that") and (answer := answered(tokens, head, known)):
        return links.answer_on(tokens, head, answer)
    frames = table.get(above.lemma, {})
    if above.lemma == "be" and (predicate := syntax.child(tokens, head, "acomp")) is not None:
        frames = known.adjectives.get(tokens[predicate].lemma, {})  # "has not been successful in"
    for c in above.children if table is known.verbs else ():
        if tokens[c].dep in ("prt", "advmod") and c < prep:  # "backed down from"
            frames = known.verbs.get(f"{above.lemma} {tokens[c].lower}", frames)
    control = frames.get(f"{frame} ing", frames.get(frame))
    if f"passive {frame}" in frames and not by_somebody(tokens, head):
        control = frames[f"passive {frame}"]
    if control is None and tokens[i].tag == "VBG" and table is known.given and word in ("of", "for"):
        control = table.get(above.lemma, {}).get("inf")
    if control is not None:
        return controlled(head, control)
    if word == "for" and above.lemma in groups("ruling_nouns"):  # "a law for jailing rioters"
        return Link(head, "hypothetical", "negated", f"english/ruling_nouns.csv: {above.lemma}")
    if frame == "wh":
        return Link(head, "hypothetical", "hypothetical", "whether")
    if clause in ("question", "that"):
        return Link(head, "own", "", "clause behind a preposition")
    effect = known.prepositions.get(word, ("", "as"))[1] or "as"
    return prepositional(head, effect, f"english/event_prepositions.csv: {word}")
