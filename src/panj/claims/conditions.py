"""What the clause around an act settles: conditions, beginnings, laws; rules and habits (in `generics`), slogans.

What is said to follow if something happens is only possible ("if Belarus closes the border, Lithuania will ..."); what
has begun is no plan any more, however long it is still to run ("began drills that are to run until Friday").
"""

from __future__ import annotations

import msgspec

from panj import syntax
from panj.claims import generics, inversion, slogans
from panj.knowledge.english import groups, words
from panj.knowledge.english.cues import cues
from panj.records import Judgement, ParsedDocument, Status, Token, Trigger


def settled(parsed: ParsedDocument, trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of an act, corrected where its clause has a condition, tells a rule or says that it has begun."""
    tokens = parsed.sentences[trigger.sentence].tokens
    if judged.status != "hypothetical" and (rule := slogans.only_written(parsed, trigger)):
        return msgspec.structs.replace(judged, status="hypothetical", rule=f"{judged.rule}; {rule}")
    judged = ruled(tokens, trigger, consequent(tokens, trigger, begun(tokens, trigger, judged)))
    return generics.of_a_kind(tokens, trigger, judged)


def ruled(tokens: tuple[Token, ...], trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of an act told in the present of a law or a deal: possible, or planned; no act that goes on.

    "Under the constitution, the House removes him", "the treaty says that both sides withdraw".
    """
    if judged.status not in ("ongoing", "past") or trigger.verb < 0:
        return judged
    verb = syntax.first_conjunct(tokens, trigger.verb)
    if (proposing := _proposed(tokens, verb)) is not None:
        rule = f"{judged.rule}; english/proposing_verbs.csv: {tokens[proposing].lemma}"
        return msgspec.structs.replace(judged, status="hypothetical", rule=rule)
    if judged.status == "past":
        return judged
    if (force := _comes_into_force(tokens, verb)) is not None:
        rule = f"{judged.rule}; not yet in force: {tokens[force].lower}"
        return msgspec.structs.replace(judged, status="planned", rule=rule)
    if any(tokens[v].tag == "VBG" for v in (verb, trigger.verb)):
        return judged
    saying = next((tokens[v].head for v in (verb, *syntax.ancestors(tokens, verb)) if tokens[v].dep == "ccomp"), None)
    subject = syntax.child(tokens, saying, "nsubj") if saying is not None else None
    rulers = [subject] if subject is not None else []
    for c in tokens[verb].children:
        held = next(iter(syntax.children(tokens, c, "prep")), c) if tokens[c].lower == "according" else c
        if tokens[c].dep == "prep" and tokens[c].lower in ("under", "by", "according"):
            rulers.extend(d for d in tokens[held].children if tokens[d].dep == "pobj" and c < verb)
    for ruler in rulers:
        kind = groups("ruling_nouns").get(tokens[ruler].lemma)
        if kind is not None:
            rule = f"{judged.rule}; english/ruling_nouns.csv: {tokens[ruler].lemma}"
            status: Status = "hypothetical" if kind == "law" else "planned"
            return msgspec.structs.replace(judged, status=status, rule=rule)
    return judged


def _proposed(tokens: tuple[Token, ...], verb: int) -> int | None:
    """The verb that proposes the law whose clause verb heads, or None: "introduced a law that bans X", "a bill banning X"."""
    token = tokens[verb]
    present = token.tag in ("VBG", "VBZ", "VBP") and not any(tokens[c].tag == "VBD" for c in token.children)
    law = tokens[token.head]
    if token.dep not in ("acl", "relcl") or not present or groups("ruling_nouns").get(law.lemma) != "law":
        return None
    held = law.dep in ("dobj", "nsubjpass") and tokens[law.head].lemma in words("proposing_verbs")
    return law.head if held else None


def _comes_into_force(tokens: tuple[Token, ...], verb: int) -> int | None:
    """The verb by which the law that does something is still to come: "the decree, which takes effect on Monday, bans"."""
    subject = syntax.child(tokens, verb, "nsubj")
    for c in tokens[subject].children if subject is not None else ():
        if tokens[c].dep != "relcl":
            continue
        effects = [t for name, t in syntax.prepositions(tokens, c) if name == "into"]
        effects += syntax.children(tokens, c, "dobj")
        xcomp = syntax.child(tokens, c, "xcomp")  # "is to take effect"
        effects += [] if xcomp is None else syntax.children(tokens, xcomp, "dobj")
        first = next(iter(syntax.children(tokens, c, "aux")), c)
        if tokens[first].tag in ("VBZ", "VBP", "MD") and any(tokens[e].lower in ("effect", "force") for e in effects):
            return c
    return None


def begun(tokens: tuple[Token, ...], trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of a nominal act, past where the verb that governs it says that it began, took place or was completed.

    "Began drills that are to run until Friday", "the threatened invasion started at dawn", "the planned visit went ahead".
    """
    if judged.status not in ("planned", "hypothetical") or judged.polarity == "negated" or trigger.kind == "verb":
        return judged
    noun = tokens[trigger.i]
    verb = tokens[noun.head]
    told = verb.tag in ("VBD", "VBN") or any(
        tokens[a].lower in ("has", "have", "had", "was", "were") for a in syntax.auxiliaries(tokens, verb.i)
    )
    done = any(tokens[a].tag in ("MD", "TO") or tokens[a].lower == "be" for a in syntax.auxiliaries(tokens, verb.i))
    denied = syntax.child(tokens, verb.i, "neg") is not None
    if verb.pos != "VERB" or not told or done or denied or (verb.tag == "VBN" and verb.dep in ("acl", "xcomp")):
        return judged
    if judged.status == "planned" and trigger.verb == verb.i and verb.lemma in words("beginning_verbs"):
        return msgspec.structs.replace(judged, status="past", rule=f"english/beginning_verbs.csv: {verb.lemma}")
    awaited = judged.status == "planned" or any(tokens[c].lower in words("awaited_modifiers") for c in noun.children)
    if not awaited:  # "the alleged attack took place"
        return judged
    reported = verb.dep == "ccomp" and "clause" in cues().get((tokens[verb.head].lemma, "V"), {})
    if (
        noun.dep in ("nsubj", "nsubjpass")
        and (reported or verb.dep in ("ROOT", "conj"))
        and _took_place(tokens, noun, verb)
    ):
        return msgspec.structs.replace(judged, status="past", rule=f"english/held_verbs.csv: {verb.lemma}")
    return judged


def _took_place(tokens: tuple[Token, ...], noun: Token, verb: Token) -> bool:
    """Whether a verb says of its subject that it has been: "took place", "went ahead", "was completed"."""
    kind = groups("held_verbs").get(verb.lemma)
    if noun.dep == "nsubjpass":
        return kind == "passive" or verb.lemma in words("beginning_verbs")
    if verb.lemma == "take":
        return any(tokens[c].lower == "place" for c in verb.children)
    if verb.lemma == "go":
        into = (t for name, t in syntax.prepositions(tokens, verb.i) if name == "into")
        return any(tokens[c].lower in ("ahead", "forward") for c in verb.children) or any(
            tokens[t].lower in ("effect", "force") for t in into
        )
    return kind == "active" or verb.lemma in words("beginning_verbs")


def consequent(tokens: tuple[Token, ...], trigger: Trigger, judged: Judgement) -> Judgement:
    """The judgement of an act, made hypothetical where its clause stands under a condition."""
    if judged.status != "planned":
        return judged
    verb = trigger.verb if trigger.verb >= 0 else trigger.i
    for above in (verb, *syntax.ancestors(tokens, verb)):
        for c in tokens[above].children:
            if tokens[c].dep == "advcl" and any(
                tokens[m].dep == "mark" and tokens[m].lower in ("if", "unless") for m in tokens[c].children
            ):
                return msgspec.structs.replace(judged, status="hypothetical", rule=f"{judged.rule}; under a condition")
        if tokens[above].dep == "ccomp" and _condition_in_quote(tokens, tokens[above].head):
            return msgspec.structs.replace(judged, status="hypothetical", rule=f"{judged.rule}; under a condition")
        if tokens[above].dep in ("ccomp", "relcl", "ROOT", "advcl"):
            break
    return judged


def _condition_in_quote(tokens: tuple[Token, ...], saying: int) -> bool:
    """Whether a quotation goes on behind its word of saying with a condition ('"We will go," she said, "if ..."')."""
    for c in tokens[saying].children:
        if tokens[c].dep in ("advcl", "ccomp") and c > saying:
            marks = [m for m in tokens[c].children if tokens[m].dep == "mark" and tokens[m].lower in ("if", "unless")]
            if any(m > 0 and tokens[m - 1].text in ("“", '"', "``", "‘", "'") for m in marks):
                return True
    return False


def reported(parsed: ParsedDocument, tokens: tuple[Token, ...], i: int, above: int | None) -> bool:
    """Whether the "would" of verb i below a word of saying is a plan told afterwards, not what would follow if."""
    below = (i, *syntax.children(tokens, i, "xcomp", "ccomp"))
    for c in (c for verb in below for c in tokens[verb].children):
        if tokens[c].dep == "advcl" and any(tokens[d].lower in ("if", "unless") for d in tokens[c].children):
            return False
        if inversion.result(tokens, c) == i:
            return False
    if above is None or tokens[above].pos not in ("VERB", "NOUN"):
        return False
    at = tokens[i].start
    return not any(q.start <= at < q.end for q in parsed.quotations)
