"""Whether an act is so: past, ongoing, planned or hypothetical; affirmed or negated; news or history.

A word's own tense, mood and negation come first (`tense`, `negation`); then whatever it is embedded in has its say
(`embedding`), level by level up to the top of the sentence, so that effects compose: "denied that it planned to attack".
"""

from __future__ import annotations

from typing import NamedTuple

from panj.claims import background, embedding, negation, tense
from panj.claims.embedding import Link
from panj.claims.triggers import light_verb
from panj.knowledge.english.eventuality import Eventuality, eventuality
from panj.records import Judgement, ParsedDocument, Sentence, Status, Token, Trigger

Tokens = tuple[Token, ...]
_DEEPEST = 24


class State(NamedTuple):
    """Status and polarity of a word in its place."""

    status: Status
    negated: bool
    rules: tuple[str, ...]


def judge(parsed: ParsedDocument, trigger: Trigger) -> Judgement:
    """The status, polarity and background of a trigger, with the rules that decided."""
    sentence = parsed.sentences[trigger.sentence]
    reader = _Reader(parsed, sentence, eventuality())
    if trigger.kind == "verb" and sentence.tokens[trigger.i].pos in ("VERB", "AUX"):
        state = reader.verb(trigger.i, 0)
    else:
        state = reader.noun(trigger.i, trigger.kind, trigger.verb, 0)
    history = background.history(parsed, sentence, trigger, state.status)
    rules = [rule for rule in dict.fromkeys(state.rules) if rule]
    if history:
        rules.append(history)
    return Judgement(
        status=state.status,
        polarity="negated" if state.negated else "affirmed",
        background=history is not None,
        rule="; ".join(rules) or "no sign of anything else: past",
    )


class _Reader:
    """The states of the words of one sentence, each found once."""

    def __init__(self, parsed: ParsedDocument, sentence: Sentence, known: Eventuality) -> None:
        self.parsed = parsed
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.known = known
        self.found: dict[int, State] = {}

    def state(self, i: int, depth: int) -> State:
        """The state of any word that governs another."""
        if depth > _DEEPEST:
            return State("past", False, ())
        if i not in self.found:
            pos = self.tokens[i].pos
            if pos in ("VERB", "AUX"):
                self.found[i] = self.verb(i, depth)
            elif pos in ("NOUN", "PROPN", "PRON", "NUM"):
                carrier = light_verb(self.tokens, i, self.known) if pos == "NOUN" else None
                self.found[i] = self.noun(i, "noun" if carrier is None else "light", -1 if carrier is None else carrier, depth)
            else:
                self.found[i] = self.other(i, depth)
        return self.found[i]

    def other(self, i: int, depth: int) -> State:
        """The state of an adjective or adverb: that of the copula or verb it stands with."""
        head = self.tokens[i].head
        return self.state(head, depth + 1) if head != i else State("past", False, ())

    def verb(self, i: int, depth: int) -> State:
        """The state of a verb."""
        own = tense.own(self.sentence, i, self.known)
        link = embedding.of_verb(self.tokens, i, self.known)
        if link.head is None:
            return self.top(i, own)
        return self.compose(i, own, link, self.state(link.head, depth + 1))

    def top(self, i: int, own: tense.Own) -> State:
        """The state of a verb at the top of its sentence."""
        status, rules = own.status, own.rules
        tokens = self.tokens
        if status in (None, "past", "ongoing") and self.asks(i):
            return State("hypothetical", own.negated, (*rules, "question"))
        if status is None:
            if any(tokens[c].tag == "TO" for c in tokens[i].children):
                return State("planned", own.negated, (*rules, "infinitive at the top"))
            if tokens[i].tag == "VB":
                return State("hypothetical", own.negated, (*rules, "imperative"))
            if tokens[i].tag == "VBG":
                return State("ongoing", own.negated, (*rules, "participle at the top"))
            return State("past", own.negated, rules)
        if own.would and self.free_would(i):
            return State("planned", own.negated, (*rules, "reported would"))
        return State(status, own.negated, rules)

    def asks(self, i: int) -> bool:
        """Whether a top verb is asked about, yes or no."""
        tokens = self.tokens
        last = next((t.text for t in reversed(tokens) if t.text not in ('"', "”", "'", "’", ")")), "")
        if last != "?":
            return False
        return not any(t.tag in ("WRB", "WP", "WDT", "WP$") for t in tokens[:4])

    def free_would(self, i: int) -> bool:
        """Whether a "would" without a governor is reported speech: an attribution stands beside it."""
        return any(
            self.tokens[c].dep == "parataxis" or (self.tokens[c].dep == "prep" and self.tokens[c].lower == "according")
            for c in self.tokens[i].children
        )

    def compose(self, i: int, own: tense.Own, link: Link, above: State) -> State:
        """The state of a verb below another word."""
        rules = (*own.rules, link.rule)
        effect, turned = link.effect, False
        if above.negated and effect not in ("own", "time", "participle", "relative", "forward", "purpose", "past"):
            effect, turned = _under_negation(link)
            rules = (*rules, *above.rules)
        status = own.status
        if own.would and effect in ("own", "denied", "planned", "hypothetical") and link.effect != "forward":
            status = "planned" if self.reports(i, link) else "hypothetical"
        if effect == "own" or effect == "relative":
            return self.finite(i, status, own.negated, link, above, rules)
        if effect == "denied":
            return State(status or above.status, not own.negated, rules)
        if effect == "fact" or effect == "past":
            return State(status or ("past" if above.status != "hypothetical" else "past"), own.negated, rules)
        if effect == "forward":
            return self.forward(i, status, own.negated, above, rules)
        if effect in ("time", "participle"):
            return self.timed(i, status, own.negated, link, above, rules)
        if effect == "purpose":
            aim: Status = "planned" if above.status in ("past", "ongoing", "planned") and not above.negated else "hypothetical"
            return State(aim, own.negated, rules)
        if effect == "as":
            return State(_later(status, above.status), own.negated ^ above.negated, (*rules, *above.rules))
        if effect == "not":
            return State(_later(status, above.status), not own.negated, (*rules, *above.rules))
        if effect == "negated":
            return State(above.status, not own.negated, rules)
        aim = "planned" if effect == "planned" and above.status != "hypothetical" else "hypothetical"
        if aim == "planned" and status == "hypothetical":
            aim = "hypothetical"
        return State(aim, own.negated ^ turned, rules)

    def reports(self, i: int, link: Link) -> bool:
        """Whether a "would" below a word of saying is a plan told afterwards, not a condition."""
        tokens = self.tokens
        if any(tokens[c].dep == "advcl" and any(tokens[d].lower in ("if", "unless") for d in tokens[c].children)
               for c in tokens[i].children):  # fmt: skip
            return False
        if link.head is None or tokens[link.head].pos not in ("VERB", "NOUN"):
            return False
        at = tokens[i].start
        return not any(q.start <= at < q.end for q in self.parsed.quotations)

    def finite(
        self, i: int, status: Status | None, negated: bool, link: Link, above: State, rules: tuple[str, ...]
    ) -> State:
        """The state of a clause that keeps its own tense."""
        if status is None:
            return State(above.status if link.effect == "own" else "past", negated, rules)
        if link.effect == "own" and link.rule.startswith("clause beside") and above.status == "hypothetical" and status == "past":
            return State(status, negated, rules)
        return State(status, negated, rules)

    def forward(self, i: int, status: Status | None, negated: bool, above: State, rules: tuple[str, ...]) -> State:
        """The state of a clause of time ("when", "until", "before"): ahead where its main clause is."""
        if status in (None, "ongoing") and above.status in ("planned", "hypothetical"):
            return State(above.status, negated, (*rules, *above.rules))
        return State(status or above.status, negated, rules)

    def timed(
        self, i: int, status: Status | None, negated: bool, link: Link, above: State, rules: tuple[str, ...]
    ) -> State:
        """The state of a participle: it shares the time of what it stands beside, not its negation."""
        if status is not None:
            return State(status, negated, rules)
        if link.effect == "participle" and self.tokens[i].tag == "VBN":
            ahead = above.status in ("planned", "hypothetical") and link.head is not None and self.is_event(link.head)
            return State(above.status if ahead else "past", negated, rules)
        return State(above.status, negated, rules)

    def is_event(self, i: int) -> bool:
        """Whether a word is an event noun or a verb."""
        return self.tokens[i].pos == "VERB" or self.tokens[i].lemma in self.known.nouns

    def noun(self, i: int, kind: str, verb: int, depth: int) -> State:
        """The state of an event noun."""
        tokens, known = self.tokens, self.known
        word = negation.of_noun(tokens, i, known)
        rules: tuple[str, ...] = (f"negation: {word}",) if word else ()
        link = embedding.of_noun(tokens, kind, i, verb, known)
        above = State("past", False, ()) if link.head is None else self.state(link.head, depth + 1)
        marked, mark_rule = self.modifier(i)
        if marked == "negated":
            return State("past", True, (*rules, mark_rule))
        if link.head is None:
            return State(marked or "past", word is not None, (*rules, mark_rule))
        state = self.placed(i, word is not None, link, above)
        if marked is not None and not (marked == "past" and state.negated):
            settled = marked if marked != "ongoing" or state.status == "past" else state.status
            if marked in ("past", "ongoing") and state.status == "hypothetical" and link.effect in ("as", "not"):
                settled = state.status
            return State(settled, state.negated, (*rules, mark_rule, *state.rules))
        return State(state.status, state.negated, (*rules, *state.rules))

    def modifier(self, i: int) -> tuple[Status | None, str]:
        """What the words before a noun say of its status ("planned", "alleged", "next week's")."""
        tokens, known = self.tokens, self.known
        for c in tokens[i].children:
            child = tokens[c]
            if child.dep in ("amod", "nmod", "compound", "acl") and c < i:
                effect = known.modifiers.get(child.lower)
                if effect is not None:
                    return effect, f"english/event_modifiers.csv: {child.lower}"  # type: ignore[return-value]
        if word := tense.future_time(tokens, i, known):
            return "planned", f"english/time_words.csv: {word}"
        if word := tense.past_time(tokens, i, known):
            return "past", f"english/time_words.csv: {word}"
        return None, ""

    def placed(self, i: int, negated: bool, link: Link, above: State) -> State:
        """The state of a noun by what it is embedded in."""
        effect, turned = link.effect, False
        rules: tuple[str, ...] = (link.rule,)
        if above.negated and effect not in ("own", "time", "object", "subject", "past", "purpose", "fact"):
            effect, turned = _under_negation(link)
        if effect == "as":
            # "held no talks": the "no" is already counted at the verb
            both = above.negated if negated else above.negated
            return State(above.status, both or negated, (*rules, *above.rules))
        if effect in ("fact", "past"):
            return State("past", negated, rules)
        if effect == "own":
            return State("past" if above.status in ("past", "ongoing") else above.status, negated, rules)
        if effect in ("not", "denied"):
            return State(above.status, not negated, (*rules, *above.rules))
        if effect == "negated":
            return State(above.status, True, rules)
        if effect == "planned":
            return State("hypothetical" if above.status == "hypothetical" else "planned", negated ^ turned, rules)
        if effect == "hypothetical":
            return State("hypothetical", negated ^ turned, rules)
        if effect == "purpose":
            return State("planned" if above.status != "hypothetical" else "hypothetical", negated, rules)
        return self.loose(i, negated, link, above, rules)

    def loose(self, i: int, negated: bool, link: Link, above: State, rules: tuple[str, ...]) -> State:
        """The state of a noun that nothing decides about: the time of its clause, unless it is given."""
        if above.status in ("past", "ongoing"):
            if link.effect == "object" and (above.negated and self.bare(i)):
                return State(above.status, True, (*rules, *above.rules))
            return State("past", negated, rules)
        if self.tokens[i].lemma in self.known.speech_acts and not self.bare(i):
            return State("past", negated, (*rules, f"english/said_nouns.csv: {self.tokens[i].lemma}"))
        if self.given(i):
            return State("past", negated, (*rules, "spoken of as given"))
        return State(above.status, negated, (*rules, *above.rules))

    def bare(self, i: int) -> bool:
        """Whether a noun is indefinite: "any", "a", or no determiner."""
        for c in self.tokens[i].children:
            child = self.tokens[c]
            if child.dep == "poss" or (child.dep == "det" and child.lower not in ("a", "an", "any", "no", "some")):
                return False
        return True

    def given(self, i: int) -> bool:
        """Whether a noun points back at something said: "this", "that", "these", "those"."""
        return any(self.tokens[c].lower in ("this", "that", "these", "those") for c in self.tokens[i].children)


def _under_negation(link: Link) -> tuple[str, bool]:
    """The effect of a negated governor, and whether what it aims at is negated."""
    if link.negated == "negated":
        return (link.effect, True) if link.effect in ("planned", "hypothetical") else ("negated", False)
    if link.negated:
        return link.negated, False
    return link.effect, link.effect == "planned"


def _later(own: Status | None, above: Status) -> Status:
    """The status of a complement that is as much so as its governor."""
    if above in ("planned", "hypothetical") or own is None:
        return above
    return own
