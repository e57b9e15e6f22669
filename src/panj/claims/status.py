"""Whether an act is so: past, ongoing, planned or hypothetical; affirmed or negated; news or history.

A word's own tense, mood and negation come first (`tense`, `negation`), or for a noun the words that belong to it
(`nominals`); then whatever it is embedded in has its say (`embedding`), level by level up to the top of the sentence,
so that effects compose: "denied that it planned to attack".
"""

from __future__ import annotations

from panj import syntax
from panj.claims import (
    aims,
    background,
    conditions,
    effects,
    embedding,
    negation,
    nominals,
    noun_embedding,
    tense,
)
from panj.claims.effects import State
from panj.claims.links import Link
from panj.claims.triggers import light_verb
from panj.knowledge.english import words
from panj.knowledge.english.eventuality import Eventuality, eventuality
from panj.records import Judgement, ParsedDocument, Sentence, Status, Trigger
from panj.syntax import SUBJECTS, behind_to

_DEEPEST = 24
_MEMORY = 8
"""How many sentences back the same event is looked for."""
_MADE_TOGETHER = frozenset({"accord", "agreement", "compromise", "deal", "pact", "settlement", "treaty"})
"""What there is only once both sides have accepted it: who "rejected a deal" has none, who "rejected a demand" has one."""
_UNKNOWN = State("past", False, ())


def judge(parsed: ParsedDocument, trigger: Trigger, *, below: int | None = None) -> Judgement:
    """The status, polarity and background of a trigger, with the rules that decided.

    Args:
        parsed: The document.
        trigger: The word of the act.
        below: A word of saying above it that has no say, nor has what stands above that: how whoever says it tells the act.
    """
    sentence = parsed.sentences[trigger.sentence]
    known = eventuality()
    reader = _Reader(parsed, sentence, known, below=below)
    if trigger.kind == "verb" and sentence.tokens[trigger.i].pos in ("VERB", "AUX"):
        state = reader.verb(trigger.i, 0)
    elif sentence.tokens[trigger.i].pos == "ADJ":
        state = reader.state(trigger.i, 0)
    else:
        state = reader.noun(trigger.i, trigger.kind, trigger.verb, 0)
    if state.status in ("ongoing", "past") and (ahead := tense.awaited(sentence.tokens, trigger.i)) is not None:
        state = state._replace(status=ahead, rules=(*state.rules, "english/awaiting_words.csv"))
    history = background.history(parsed, sentence, trigger, state.status, known)
    rules = [rule for rule in dict.fromkeys(state.rules) if rule]
    if history:
        rules.append(history)
    judged = Judgement(
        status=state.status,
        polarity="negated" if state.negated else "affirmed",
        background=history is not None,
        rule="; ".join(rules) or "no sign of anything else: past",
    )
    return conditions.settled(parsed, trigger, judged)


class _Reader:
    """The states of the words of one sentence, each found once."""

    def __init__(
        self,
        parsed: ParsedDocument,
        sentence: Sentence,
        known: Eventuality,
        *,
        looked_at: bool = False,
        below: int | None = None,
    ) -> None:
        self.parsed = parsed
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.known = known
        self.found: dict[int, State] = {}
        self.looked_at = looked_at
        """Whether a later sentence looks back on this one."""
        self.below = below
        """The word at which the tree ends upwards."""

    def state(self, i: int, depth: int) -> State:
        """The state of any word that governs another."""
        if depth > _DEEPEST:
            return _UNKNOWN
        if i not in self.found:
            self.found[i] = _UNKNOWN  # stands while i is worked out: no circles
            pos = self.tokens[i].pos
            if pos in ("VERB", "AUX"):
                self.found[i] = self.verb(i, depth)
            elif pos in ("NOUN", "PROPN", "PRON", "NUM"):
                carrier = light_verb(self.tokens, i, self.known) if pos == "NOUN" else None
                kind, verb = ("noun", -1) if carrier is None else ("light", carrier)
                self.found[i] = self.noun(i, kind, verb, depth)
            else:  # an adjective or adverb: as its copula or verb
                head = self.tokens[i].head
                state = self.state(head, depth + 1) if head != i else _UNKNOWN
                if any(self.tokens[c].dep == "neg" for c in self.tokens[i].children):  # "found him not guilty of"
                    state = state._replace(negated=not state.negated)
                self.found[i] = state
        return self.found[i]

    # ------------------------------------------------------------ verbs

    def verb(self, i: int, depth: int) -> State:
        """The state of a verb."""
        own = tense.own(self.sentence, i, self.known)
        link = embedding.of_verb(self.tokens, i, self.known)
        if link.head is None or link.head == self.below:
            return self.top(i, own)
        return self.compose(i, own, link, self.state(link.head, depth + 1))

    def top(self, i: int, own: tense.Own) -> State:
        """The state of a verb at the top of its sentence."""
        status, negated, rules = own.status, own.negated, own.rules
        token, tokens = self.tokens[i], self.tokens
        if aims.shouted(tokens, i) or any(tokens[c].lower == "if" and tokens[c].dep == "mark" for c in token.children):
            return State("hypothetical", negated, (*rules, "what if or imperative"))
        if status != "hypothetical" and self.asked():
            return State("hypothetical", negated, (*rules, "question"))
        if status is None:
            if behind_to(tokens, token.i):
                ranked = any(tokens[c].dep in SUBJECTS and aims.ranked(tokens, c) for c in token.children)
                return State("past" if ranked else "planned", negated, (*rules, "infinitive at the top"))
            if token.tag == "VB" and not any(tokens[c].dep in ("nsubj", "nsubjpass", "agent") for c in token.children):
                return State("hypothetical", negated, (*rules, "imperative"))
            return State("ongoing" if token.tag == "VBG" else "past", negated, rules)
        if own.would and self.attributed(i):
            return State("planned", negated, (*rules, "reported would"))
        return State(status, negated, rules)

    def asked(self) -> bool:
        """Whether the sentence is a question to be answered by yes or no."""
        last = next((t.text for t in reversed(self.tokens) if t.text not in ('"', "”", "'", "’", ")")), "")
        return last == "?" and not any(t.tag in ("WRB", "WP", "WDT", "WP$") for t in self.tokens[:4])

    def attributed(self, i: int) -> bool:
        """Whether an attribution stands beside a top verb ("X would come, he said", "according to")."""
        return any(
            self.tokens[c].dep == "parataxis" or (self.tokens[c].dep == "prep" and self.tokens[c].lower == "according")
            for c in self.tokens[i].children
        )

    def compose(self, i: int, own: tense.Own, link: Link, above: State) -> State:
        """The state of a verb below another word."""
        rules = (*own.rules, link.rule)
        effect, turned = link.effect, False
        if above.negated and effects.undone(link, above):  # "cannot leave without signing", "never failed to sign"
            return State(own.status or above.status, own.negated, (*rules, *above.rules))
        if above.negated and (link.negated or effect not in effects.UNTOUCHED):
            effect, turned = effects.under_negation(link)
            rules = (*rules, *above.rules)
        effect = effects.by_time(effect, above)
        status, negated = own.status, own.negated
        if own.would and effect in ("own", "denied", "planned", "hypothetical"):
            status = "planned" if conditions.reported(self.parsed, self.tokens, i, link.head) else "hypothetical"
        if effect in ("participle", "relative") and link.head is not None and self.missing(link.head, above):
            return State(status or above.status, True, rules)
        if (
            effect in ("relative", "participle")
            and status in ("ongoing", None)
            and nominals.nobody_yet(self.tokens, link.head, ahead=self.ahead(i, link.head, above))
        ):
            return State("hypothetical", negated, (*rules, "whoever"))
        then = effect == "own" and status == "past" == above.status and link.rule.endswith("+ that")
        if then and tense.running(
            self.tokens, i, self.known
        ):  # "said that Chad was massing troops": it is, as he speaks
            return State("ongoing", negated, (*rules, "reported progressive"))
        if effect in ("own", "relative"):
            return State(status or (above.status if effect == "own" else "past"), negated, rules)
        if effect in ("fact", "after"):
            ahead = effect == "after" and above.status in ("planned", "hypothetical") and not above.negated
            ahead = ahead and not effects.voiced(self.tokens[i].lemma)  # "will leave after accusing Iran": it has
            return State(status or (above.status if ahead else "past"), negated, rules)
        if effect in ("denied", "negated"):
            return State(status or above.status, not negated, rules)
        if effect == "as":
            return State(effects.later(status, above.status), negated ^ above.negated, (*rules, *above.rules))
        if effect == "not":
            if effects.unsettled(above):
                return State("hypothetical", negated, (*rules, *above.rules))
            return State(effects.later(status, above.status), not negated, (*rules, *above.rules))
        if effect in ("refused", "rejected"):
            return State("hypothetical", not negated, rules)
        if effect == "forward":
            return self.forward(i, status, negated, above, rules)
        if effect in ("time", "participle"):
            return self.timed(i, status, negated, link, above, rules)
        if effect == "planned" and link.head is not None and tense.given_up(self.tokens, link.head):
            return State("hypothetical", negated ^ turned, (*rules, "had been expected"))
        if effect == "purpose":
            aimed = status != "hypothetical" and above.status != "hypothetical" and not above.negated
            return State("planned" if aimed else "hypothetical", negated, rules)
        aimed = effect in ("planned", "announced", "accepted") and "hypothetical" not in (status, above.status)
        return State("planned" if aimed else "hypothetical", negated ^ turned, rules)

    def ahead(self, i: int, noun: int | None, above: State) -> bool:
        """Whether a clause on a noun tells of what is still to come, as does what is said of the noun."""
        ruled = noun is not None and self.tokens[noun].dep in SUBJECTS  # "migrants held at the border will be deported"
        told = self.tokens[i].tag == "VBN" and nominals.pinned(self.tokens, i, named=ruled)
        return above.status in ("planned", "hypothetical") and not told

    def missing(self, head: int, above: State) -> bool:
        """Whether a clause hangs on something that is not there ("no evidence linking", "nothing that")."""
        return negation.of_noun(self.tokens, head, self.known) is not None or (
            above.negated and nominals.any_of(self.tokens, head)
        )

    def forward(self, i: int, status: Status | None, negated: bool, above: State, rules: tuple[str, ...]) -> State:
        """The state of a clause of time ("when", "until", "before"): ahead where its main clause is."""
        until = any(self.tokens[c].lower in ("until", "till") for c in self.tokens[i].children)
        if status in (None, "ongoing") and above.status in ("planned", "hypothetical"):
            asked = until and above.negated  # "will not leave until Chad pays": it may never
            return State("hypothetical" if asked else above.status, negated, (*rules, *above.rules))
        ahead = until or any(self.tokens[c].lower == "before" for c in self.tokens[i].children)
        to_come = above.status in ("planned", "hypothetical")
        if status == "past" and to_come and tense.to_come(self.tokens, i, syntax.governor(self.tokens, i)):
            return State("hypothetical", negated, (*rules, "still to come then"))
        if status == "ongoing" and ahead:
            return State("hypothetical", negated, rules)
        return State(status or above.status, negated, rules)

    def timed(
        self, i: int, status: Status | None, negated: bool, link: Link, above: State, rules: tuple[str, ...]
    ) -> State:
        """The state of a participle: it shares the time of what it stands beside, not its negation."""
        token = self.tokens[i]
        if status is not None:
            return State(status, negated, rules)
        frames = self.known.verbs.get(token.lemma, {})
        if token.tag == "VBN" and (token.dep != "acl" or frames or token.lemma in self.known.light):
            return State("past", negated, rules)
        if (
            token.dep == "advcl"
            and "that" in frames
            and frames["that"].effect in ("own", "shown")
            and above.status != "ongoing"
        ):
            return State("past", negated, rules)
        if link.effect == "participle" or token.dep == "amod":
            told = token.tag == "VBN" and link.head is not None and nominals.definite(self.tokens, link.head)
            ahead = above.status in ("planned", "hypothetical") and not told  # not "the offer, made on Monday, will"
            if ahead and link.head is not None and self.eventive(link.head):
                return State(above.status, negated, rules)
            return State("past" if token.tag == "VBN" or above.status == "past" else "ongoing", negated, rules)
        return State(above.status, negated, rules)

    def eventive(self, i: int) -> bool:
        """Whether a word is an event noun or a verb."""
        return self.tokens[i].pos == "VERB" or self.tokens[i].lemma in self.known.nouns

    # ------------------------------------------------------------ nouns

    def noun(self, i: int, kind: str, verb: int, depth: int) -> State:
        """The state of an event noun."""
        word = negation.of_noun(self.tokens, i, self.known)
        rules: tuple[str, ...] = (f"negation: {word}",) if word else ()
        link = noun_embedding.of_noun(self.tokens, kind, i, verb, self.known)
        above = _UNKNOWN if link.head in (None, self.below) else self.state(link.head, depth + 1)
        marked, mark_rule = nominals.mark(self.sentence, i, self.known, lambda c: self.state(c, depth + 1).status)
        if marked == "negated":
            return State("past", True, (*rules, mark_rule))
        if link.head is None or link.head == self.below:
            if self.asked():
                return State("hypothetical", word is not None, (*rules, "question"))
            return State(marked or "past", word is not None, (*rules, mark_rule))
        state = self.placed(i, word is not None, link, above)
        if marked is None or (marked == "past" and state.negated):
            return State(state.status, state.negated, (*rules, *state.rules))
        settled: Status = marked
        if marked == "ongoing" and state.status != "past":
            settled = state.status
        if marked == "past" and state.status == "hypothetical" and link.effect in ("as", "not"):
            settled = state.status
        return State(settled, state.negated, (*rules, mark_rule, *state.rules))

    def placed(self, i: int, negated: bool, link: Link, above: State) -> State:
        """The state of a noun by what it is embedded in."""
        effect, turned = link.effect, False
        rules: tuple[str, ...] = (link.rule,)
        said = self.tokens[i].lemma in self.known.speech_acts
        if above.negated and effects.undone(link, above):
            return State(above.status, negated, (*rules, *above.rules))
        if (
            above.negated
            and not (negated and effect == "fact")
            and (link.negated or effect not in effects.UNTOUCHED_NOUN)
        ):
            effect, turned = effects.under_negation(link)
        effect = effects.by_time(effect, above)
        if effect == "as":  # "held no talks": the "no" counts at the verb already
            return State(above.status, above.negated or negated, (*rules, *above.rules))
        if effect in ("announced", "accepted"):
            effect = "fact" if said or self.tokens[i].lemma in words("announced_done") else "planned"
        if effect == "rejected":
            sought = self.tokens[i].lemma in _MADE_TOGETHER and nominals.indefinite(self.tokens, i)
            effect = "fact" if said and not sought else "refused"
        if said and (
            "denied" in (effect, link.effect)
            or (effect in ("not", "negated") and not nominals.indefinite(self.tokens, i))
        ):
            effect, rules = "fact", (*rules, f"english/said_nouns.csv: {self.tokens[i].lemma}")
        if effect == "after" and above.status in ("planned", "hypothetical"):
            scheduled = self.tokens[i].lemma in self.known.scheduled
            return State("planned" if scheduled else "past", negated, rules)
        if effect in ("fact", "after"):
            return State("past", negated, rules)
        if effect == "own":
            return State("past" if above.status in ("past", "ongoing") else above.status, negated, rules)
        if effect in ("not", "denied"):
            if effect == "not" and effects.unsettled(above):
                return State("hypothetical", negated, (*rules, *above.rules))
            return State(above.status, not negated, (*rules, *above.rules))
        if effect == "negated":
            return State(above.status, True, rules)
        if effect == "refused":
            return State("hypothetical", not negated, rules)
        if effect in ("planned", "purpose"):
            return State("hypothetical" if above.status == "hypothetical" else "planned", negated ^ turned, rules)
        if effect == "hypothetical":
            if not turned and nominals.definite(self.tokens, i) and (known := self.there(i, link)):
                return State("past", negated, (*rules, known))
            return State("hypothetical", negated ^ turned, rules)
        return self.loose(i, negated, link, above, rules)

    def there(self, i: int, link: Link) -> str:
        """The rule by which an act that is only wanted or feared has been, or "": "the war", "arrested for the killing of"."""
        lemma = self.tokens[i].lemma
        if lemma in words("lasting_nouns"):
            return f"english/lasting_nouns.csv: {lemma}"
        charge = "" if link.head is None else self.tokens[link.head].lemma
        charged = charge in words("charging_verbs") and self.tokens[i].dep == "pobj"
        return f"english/charging_verbs.csv: {charge}" if charged else ""

    def loose(self, i: int, negated: bool, link: Link, above: State, rules: tuple[str, ...]) -> State:
        """The state of a noun that nothing decides about: the time of its clause, unless it is given."""
        tokens, lemma = self.tokens, self.tokens[i].lemma
        real = above.status in ("past", "ongoing")
        if nominals.any_of(tokens, i):
            status: Status = above.status if above.negated else "hypothetical"
            return State(status, above.negated, (*rules, "any", *above.rules))
        if real and link.effect == "object" and above.negated and nominals.indefinite(tokens, i):
            return State(above.status, True, (*rules, *above.rules))
        if link.effect == "ground" and above.negated and nominals.indefinite(tokens, i):
            return State(above.status, True, (*rules, *above.rules))  # "will be no base for attacks"
        definite = nominals.definite(tokens, i)
        if definite and not negated and self.spoken_about(i, link, above):
            before = self.earlier(lemma, ("planned",) if real else ("planned", "hypothetical"))
            if before is not None:
                return before
        if real:
            now = above.status == "ongoing" and (
                self.state_of_being(i, link) or (link.effect == "subject" and lemma in self.known.scheduled)
            )
            return State("ongoing" if now else "past", negated, rules)
        if lemma in self.known.speech_acts and not nominals.indefinite(tokens, i):
            return State("past", negated, (*rules, f"english/said_nouns.csv: {lemma}"))
        if lemma in self.known.scheduled:
            rule = f"english/scheduled_nouns.csv: {lemma}"
            return State("planned" if definite else above.status, negated, (*rules, rule, *above.rules))
        if nominals.given(tokens, i, link.effect):
            return State("past", negated, (*rules, "spoken of as given"))
        return State(above.status, negated, (*rules, *above.rules))

    def state_of_being(self, i: int, link: Link) -> bool:
        """Whether something is in the act of a noun: "are in talks", "is at war", "is under investigation"."""
        tokens = self.tokens
        prep = tokens[tokens[i].head]
        return link.head is not None and tokens[link.head].lemma == "be" and prep.lower in ("in", "at", "under")

    def spoken_about(self, i: int, link: Link, above: State) -> bool:
        """Whether a noun may be an act told of before: spoken about, not done, in its clause."""
        if link.effect not in ("subject", "object") or link.head is None or self.tokens[i].dep == "pobj":
            return self.tokens[self.tokens[i].head].lower == "of"
        if link.effect == "object" and above.status in ("past", "ongoing"):
            return "that" in self.known.verbs.get(self.tokens[link.head].lemma, {})
        return True

    def earlier(self, lemma: str, wanted: tuple[str, ...]) -> State | None:
        """The state of the same event where the text has told before that it is still to come, or may come."""
        if self.looked_at:
            return None
        here = self.sentence.index
        for sentence in reversed(self.parsed.sentences[max(0, here - _MEMORY) : here]):
            for token in sentence.tokens:
                if token.lemma == lemma and token.pos == "NOUN" and token.dep not in ("compound", "nmod"):
                    state = _Reader(self.parsed, sentence, self.known, looked_at=True).state(token.i, 0)
                    if state.negated or state.status not in wanted:
                        return None
                    return State(state.status, False, (f"told before, in sentence {sentence.index}", *state.rules))
        return None
