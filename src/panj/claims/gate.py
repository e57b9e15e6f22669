"""What is worth writing: acts with a party in public life, or with victims or a place; never sport or metaphor."""

from __future__ import annotations

from collections.abc import Sequence

from panj import syntax
from panj.claims.fiction import fictional
from panj.claims.frames import Frame
from panj.claims.mishaps import mishap
from panj.claims.scene import Scene
from panj.claims.sport import about_sport
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.knowledge.english.eventuality import eventuality
from panj.records import Count, Party, Token, Trigger, Where

PRIVATE = frozenset({"CVL", "MED", "EDU", "SOC", "BUS", "AGR", "ELI", "LAB", "REF"})
"""Sectors of private life: a claim needs more than these, a country or a name, unless it is protest or force."""
FACELESS = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT"})
"""Types that are reported even where nobody is named, if there is a place or a number of people; so are people driven out."""

ADVERSE = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION"})
"""Types that are of public life between groups of people too: unions and companies, pensioners and banks."""


def worth_writing(
    scene: Scene,
    trigger: Trigger,
    frame: Frame,
    phrase: Phrase,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    places: Sequence[Where],
    counts: Sequence[Count],
    *,
    official: bool = False,
) -> bool:
    """Whether an act makes a claim.

    At least one party must be known to public life: a country, an organization or group of the tables, an office
    holder, a role with a public sector; or kinds of people are at odds with somebody. Without any party an act of
    force or protest still makes one if it has a place or a count, an arrest or a strike also if it is `official`: on the word of
    those who would do it. Sentences about sport make none.
    """
    if about_sport(scene, trigger.sentence) or fictional(scene, trigger):
        return False
    if mere_capacity(scene, trigger) or with_animals(scene, trigger, frame, phrase) or war_on_a_thing(scene, trigger):
        return False
    if phrase.type == "THREATEN" and foretold(scene, trigger, phrase, actors):
        return False
    parties = (*actors, *recipients)
    settled = bool(places or counts)
    if trigger.kind == "verb" and permitted(scene, trigger, frame, actors):
        return False
    if phrase.type == "CONSULT" and at_home(trigger, frame, phrase, actors, recipients):
        return False
    if phrase.shape == "mutual" and len(parties) < 2 and phrase.sure < 0.7:
        return False
    if by_an_event(scene, trigger, frame, phrase, actors):
        return False
    if phrase.type == "THREATEN" and unwarned(scene, trigger):
        return False
    if mishap(scene, trigger, frame, phrase, actors) or provided(scene, trigger, frame, recipients):
        return False
    if of_one_mind(scene, trigger, frame, phrase) or of_the_family(scene, trigger, frame, phrase):
        return False
    if (
        of_an_office(scene, trigger, phrase)
        or of_an_election(scene, trigger, phrase)
        or polled(scene, trigger, frame, phrase)
    ):
        return False
    if to_the_press(phrase, actors, recipients) or private(phrase, actors, recipients, settled):
        return False
    if any(p.id or p.country or set(p.sectors) - PRIVATE for p in parties):
        return True
    faceless = phrase.type in FACELESS or (
        phrase.mode == "expel" and "human_security" in phrase.contexts and not phrase.actors
    )
    if any(p.sectors for p in parties):  # people, patients, students: public when they protest or suffer force
        some = any(set(p.sectors) - {"CVL"} for p in parties)  # "people want them to" is nobody's demand
        if phrase.type in ("THREATEN", "CONCEDE") and any(
            "LAB" in p.sectors for p in actors
        ):  # "the union threatened a strike", "called it off"
            return True
        return faceless or bool(actors and recipients and some and phrase.type in ADVERSE)
    if official:
        return True
    protest = phrase.type == "PROTEST" and trigger.kind == "noun"
    aimed = bool(recipients) and (bool(actors) or protest)  # "protests over the removal of the president"
    return faceless and (settled or aimed)


def by_an_event(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase, actors: Sequence[Party]) -> bool:
    """Whether events that are nobody's force somebody: "bread riots forced the president to resign", not "Russian raids"."""
    if phrase.type != "COERCE" or actors or frame.passive or not frame.get("xcomp"):
        return False
    tokens = scene.tokens(trigger.sentence)
    return any(eventuality().nouns.get(tokens[t].lemma) == "event" for t in frame.get("subj"))


def to_the_press(phrase: Phrase, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """Whether an act is but an interview, or word given to an outlet: "discussed it with Reuters", "told CNN he would help"."""
    if phrase.type == "CONSULT":
        return any(map(_press, (*actors, *recipients)))
    if phrase.type == "AGREE":
        return any(map(_press, recipients))
    return phrase.lemma in ("ask", "question") and bool(actors) and all(map(_press, actors))


def of_one_mind(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase) -> bool:
    """Whether somebody agrees but in opinion: "the president agreed, saying that the vote was fair", not "saying it would go"."""
    tokens = scene.tokens(trigger.sentence)
    if phrase.lemma != "agree" or phrase.type != "AGREE" or any(map(frame.get, ("comp", "obj", *_AGREED))):
        return False
    said = [c for c in syntax.children(tokens, trigger.i, "advcl") if (tokens[c].lemma, "V") in cues()]
    clauses = [v for c in said if tokens[c].tag == "VBG" for v in syntax.children(tokens, c, "ccomp")]
    return bool(clauses) and not any(tokens[a].tag == "MD" for v in clauses for a in syntax.auxiliaries(tokens, v))


_AGREED = ("prep:to", "prep:on", "prep:with", "prep:upon")


def of_the_family(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase) -> bool:
    """Whether somebody meets or visits but their own family: "met his wife in Moscow"."""
    tokens = scene.tokens(trigger.sentence)
    met = [tokens[t] for t in (*frame.get("obj"), *frame.get("prep:with"))]
    return (
        phrase.type == "CONSULT"
        and bool(met)
        and all(t.lemma in words("kin_nouns") and any(tokens[c].tag == "PRP$" for c in t.children) for t in met)
    )


def of_an_office(scene: Scene, trigger: Trigger, phrase: Phrase) -> bool:
    """Whether talks only say what somebody's office is: "the German envoy for Kosovo talks"."""
    tokens = scene.tokens(trigger.sentence)
    token = tokens[trigger.i]
    if (
        trigger.kind != "noun"
        or phrase.type != "CONSULT"
        or token.dep != "pobj"
        or tokens[token.head].lower not in _FOR
    ):
        return False
    whose = tokens[token.head].head
    holder = scene.actor_at(trigger.sentence, whose)
    return tokens[whose].pos in ("NOUN", "PROPN") and holder is not None and holder.kind in ("role", "person")


_FOR = frozenset({"for", "on"})


def of_an_election(scene: Scene, trigger: Trigger, phrase: Phrase) -> bool:
    """Whether nobody is held: "a candidate for the election to be held on Sunday", where it hangs on the candidate."""
    tokens = scene.tokens(trigger.sentence)
    token = tokens[trigger.i]
    hung = trigger.kind == "verb" and token.lemma == "hold" and token.dep in ("acl", "relcl")
    return phrase.mode == "arrest" and hung and syntax.behind_to(tokens, trigger.i)


def polled(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase) -> bool:
    """Whether people only hold an opinion: "most Swedes reject it, a survey found", "60 percent of Italians support"."""
    tokens = scene.tokens(trigger.sentence)
    asked = trigger.kind == "verb" and phrase.type in _OPINIONS
    if not asked or not any(t.lemma in words("poll_nouns") for t in tokens):
        return False
    return any(
        tokens[t].lemma in words("shares_of_people") or any(tokens[c].lower in _MOST for c in tokens[t].children)
        for t in (*frame.get("subj"), *syntax.children(tokens, trigger.i, "nsubj"))
    )


_OPINIONS = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT"})
_MOST = frozenset({"most", "many", "few", "more", "fewer"})


def _press(party: Party) -> bool:
    """Whether a party is an outlet or journalists, and nothing else."""
    return set(party.sectors) == {"JRN"}


def private(phrase: Phrase, actors: Sequence[Party], recipients: Sequence[Party], settled: bool) -> bool:
    """Whether an act is but what people do or may do: "people visiting Hong Kong", "it allows people to see".

    Args:
        phrase: The row of the act.
        actors: Its actors.
        recipients: Its recipients.
        settled: Whether it has a place or a number of people.
    """
    if phrase.shape == "visit":
        return bool(actors) and all(map(_somebody, actors))
    if phrase.type not in ("COERCE", "RETREAT") or phrase.mode in _HELD or settled:
        return False
    return bool(recipients) and all(map(_somebody, (*actors, *recipients)))


def _somebody(party: Party) -> bool:
    """Whether a party is but people."""
    return party.sectors == ("CVL",) and not party.id and not party.country


_HELD = frozenset({"arrest", "deport", "release"})
"""Modes that are done to people by those in power, also where nobody is named."""


def permitted(scene: Scene, trigger: Trigger, frame: Frame, actors: Sequence[Party]) -> bool:
    """Whether a verb says what is allowed or required of somebody by nobody named: "the queen is allowed to dissolve it"."""
    tokens = scene.tokens(trigger.sentence)
    token = tokens[trigger.i]
    if token.lemma not in _PERMITTING or not frame.passive or actors or not frame.get("comp"):
        return False
    if token.dep == "acl" and token.lemma == "require":  # "the delegates required to win"
        return True
    clauses = (c for c in token.children if tokens[c].dep in ("advcl", "ccomp"))
    if any(tokens[d].lower in ("if", "unless") for c in clauses for d in tokens[c].children):
        return True
    return any(tokens[a].tag in ("VBZ", "VBP") for a in syntax.auxiliaries(tokens, trigger.i))


_PERMITTING = frozenset({"allow", "permit", "require", "entitle", "authorize", "authorise"})


def foretold(scene: Scene, trigger: Trigger, phrase: Phrase, actors: Sequence[Party]) -> bool:
    """Whether a warning is of what others do, and so no threat: "Norway warned that Russia would attack Latvia".

    It stays a threat if those others suffer what is to come or must do something ("that Russia would pay"), if they are
    of the country of whoever warns, or an organization ("that NATO would respond").
    """
    if phrase.lemma not in words("foretelling_words"):
        return False
    tokens = scene.tokens(trigger.sentence)
    clause = syntax.child(tokens, trigger.i, "ccomp", "acl")
    if clause is None or tokens[clause].lemma in words("suffering_verbs"):
        return False
    if any(
        tokens[a].dep == "auxpass" or tokens[a].lower in words("obliging_modals")
        for a in syntax.auxiliaries(tokens, clause)
    ):
        return False
    subject = syntax.child(tokens, clause, "nsubj")
    if subject is None or tokens[subject].pos == "PRON":
        return False
    found = [scene.actor_at(trigger.sentence, t) for t in syntax.conjuncts(tokens, subject)]
    others = [m for m in found if m is not None]
    own = {key for a in actors for key in (a.country, a.id) if key}
    return bool(others) and not any(m.kind == "organization" or own & {m.country, m.id} for m in others)


def at_home(
    trigger: Trigger, frame: Frame, phrase: Phrase, actors: Sequence[Party], recipients: Sequence[Party]
) -> bool:
    """Whether a visit is to a place in the visitor's own country, or a ship's: "the president travelled to Cleveland"."""
    if phrase.shape != "visit" or (not actors and not phrase.actors and (trigger.kind != "verb" or frame.passive)):
        return False
    own = {a.country for a in actors}
    return not actors or (bool(recipients) and all(r.id and r.id == r.country and r.country in own for r in recipients))


def unwarned(scene: Scene, trigger: Trigger) -> bool:
    """Whether a warning is but what an act was done without: "opened the gates without warning"."""
    tokens = scene.tokens(trigger.sentence)
    return tokens[trigger.i].lemma in ("warn", "warning") and tokens[tokens[trigger.i].head].lower == "without"


def provided(scene: Scene, trigger: Trigger, frame: Frame, recipients: Sequence[Party]) -> bool:
    """Whether an act is only what a law provides: "the act allows courts to", "a law that gives them permission"."""
    tokens = scene.tokens(trigger.sentence)
    if trigger.kind == "noun":
        return False
    if frame.steps.get("subj") == "relative" and _party_to_a_law(tokens, frame.get("subj")):
        return True
    if _is_law(tokens, frame.get("subj")):
        return not any(p.country or p.id for p in recipients)
    token = tokens[trigger.i]
    above, _ = syntax.subject(tokens, token.head) if token.dep in ("xcomp", "ccomp") else (None, "")
    return above is not None and token.tag == "VB" and _is_law(tokens, (above,))


def _party_to_a_law(tokens: tuple[Token, ...], subjects: Sequence[int]) -> bool:
    """Whether a relative clause on the parties to a treaty is the treaty's: "a treaty between Chile and Peru, which requires"."""
    for t in subjects:
        first = tokens[syntax.first_conjunct(tokens, t)]
        preposition = tokens[first.head]
        if first.dep == "pobj" and preposition.lower in ("between", "with"):
            return tokens[preposition.head].lemma in groups("ruling_nouns")
    return False


def _is_law(tokens: tuple[Token, ...], subjects: Sequence[int]) -> bool:
    """Whether what fills the slot of a subject is a law, bill or the like."""
    return bool(subjects) and all(tokens[t].lemma in words("law_nouns") for t in subjects)


def with_animals(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase) -> bool:
    """Whether something is done to animals or by them ("killed a jackal", "a bear attacked two hikers", "returning whales")."""
    if phrase.type not in ("ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "AID"):
        return False
    tokens = scene.tokens(trigger.sentence)
    sides = [frame.get(slot) for slot in ("subj", "obj", "obj2", "poss")]
    if trigger.kind == "verb" and not frame.get("subj"):  # "a grey wolf attacked", where the wolf is read as an adverb
        sides.append(tuple(c for c in syntax.children(tokens, trigger.i, "npadvmod") if c < trigger.i))
    sides.append(
        tuple(syntax.children(tokens, trigger.i, "nsubj")[-1:])
    )  # of two the nearer: "This month: a bat attacks"
    return any(side and all(_animal(scene, trigger.sentence, t) for t in side) for side in sides)


def _animal(scene: Scene, sentence: int, t: int) -> bool:
    """Whether a word names an animal; a plural that is read as a name counts unless it is somebody's ("the Tigers")."""
    token = scene.tokens(sentence)[t]
    if token.lemma in words("animals"):
        return True
    actor = scene.actor_at(sentence, t)
    known = actor is not None and bool(actor.id or actor.country)
    return token.tag == "NNPS" and not known and t == 0 and token.lower.removesuffix("s") in words("animals")


def war_on_a_thing(scene: Scene, trigger: Trigger) -> bool:
    """Whether a war is a figure of speech: "declared war on common sense", "a war of words broke out", "a battle with cancer"."""
    tokens = scene.tokens(trigger.sentence)
    if trigger.kind == "verb" and tokens[trigger.i].lemma in words("waging_verbs"):
        subject = syntax.child(tokens, trigger.i, "nsubj")
        fought = [*syntax.objects(tokens, trigger.i), *([] if subject is None else [subject])]
        return any(_figurative(tokens, t) for t in fought)
    if trigger.kind != "verb" and _figurative(tokens, trigger.i):
        return True
    if tokens[trigger.i].lemma != "war":
        return False
    above = (trigger.i, tokens[trigger.i].head) if tokens[trigger.i].dep == "dobj" else (trigger.i,)
    against = [t for i in above for name, t in syntax.prepositions(tokens, i) if name == "on" and not tokens[t].entity]
    return any(
        tokens[t].pos == "NOUN"
        and tokens[t].lemma not in words("place_nouns")
        and scene.actor_at(trigger.sentence, t) is None
        for t in against
    )


def _figurative(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a war or battle is of words or prices, or against an illness."""
    if tokens[i].lemma not in ("war", "battle", "fight", "struggle"):
        return False
    kinds = groups("figures_of_war")
    if any(kinds.get(tokens[c].lemma) == "before" for c in syntax.children(tokens, i, "compound", "amod", "nmod")):
        return True
    behind = syntax.prepositions(tokens, i)
    if tokens[i].dep == "dobj":  # "lost her battle with cancer", where it hangs on the verb
        behind += syntax.prepositions(tokens, tokens[i].head)
    for name, t in behind:
        if name == "of" and kinds.get(tokens[t].lemma) == "of":
            return True
        if name in ("with", "against") and tokens[t].lower in words("diseases"):
            return True
    return False


def mere_capacity(scene: Scene, trigger: Trigger) -> bool:
    """Whether an act is only what somebody is able or entitled to do ("the capability to fight")."""
    token = scene.tokens(trigger.sentence)[trigger.i]
    head = scene.tokens(trigger.sentence)[token.head]
    return token.tag == "VB" and token.dep in ("acl", "relcl") and head.lemma in words("capacity_nouns")
