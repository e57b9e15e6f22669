"""What nobody does: whom a disease, a crash or a flood kills nobody attacked, whom the weather stops nobody coerced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panj import syntax
from panj.claims.frames import Frame
from panj.claims.scene import Scene
from panj.knowledge.codebook.phrases import Phrase
from panj.knowledge.english import groups, words
from panj.knowledge.english.eventuality import eventuality
from panj.records import Party, Token, Trigger

Tokens = tuple[Token, ...]

_NOBODYS = frozenset({"nature", "accident"})
_UNARMED = _NOBODYS | {"means"}
_STEPS = 5
"""How many words above a verb may say what did it: "resulted in 20 deaths and 40 people injured"."""


def mishap(scene: Scene, trigger: Trigger, frame: Frame, phrase: Phrase, actors: Sequence[Party]) -> bool:
    """Whether what kills, hurts or stops somebody is a thing that nobody wields: a disease, a crash, a storm, low water."""
    if trigger.kind != "verb":
        return False
    tokens = scene.tokens(trigger.sentence)
    kinds = groups("mishaps")
    by = [tokens[t] for t in frame.get("subj") if tokens[t].pos in ("NOUN", "PROPN") or tokens[t].lemma in kinds]
    unknown = not any(a.id or a.country for a in actors)  # "Drought" is no actor, though it is read as a name
    if phrase.type in _BY_SOMEBODY and unknown and by and all(_natural(tokens, t) for t in by):
        return True
    if phrase.type == "COERCE":
        compels = bool(frame.get("comp") or frame.get("prep:from"))
        sure = frame.steps.get("subj") == "own"  # a relative clause may be hung on the wrong noun
        return compels and not actors and bool(by) and all(_powerless(t, sure) for t in by)
    if phrase.type != "ASSAULT":
        return False
    if any(t.lower in words("diseases") for t in by):
        return True
    if actors:
        return False
    if by and kinds.get(phrase.lemma) == "done" and all(_kind(tokens, t) in _UNARMED for t in by):
        return True  # "sanctions hurt civilians", "a heart attack killed him"
    if by and not frame.passive:
        if kinds.get(phrase.lemma) != "done":  # "fans attacked": things do no such thing
            return all(_natural(tokens, t) for t in by)
        return not any(t.lemma in words("wielded") or t.lemma in groups("act_families") for t in by)
    return not by and any(_accident(tokens, verb, trigger.i) for verb in _told_with(tokens, trigger.i))


_BY_SOMEBODY = frozenset({"COERCE", "MOBILIZE", "RETREAT", "SANCTION", "THREATEN"})
"""Types of what floods or storms never do, though the same is said of them: "snow cut off three villages"."""


def _kind(tokens: Tokens, token: Token) -> str | None:
    """What kind of mishap a noun names, by itself or with the word before it ("heat wave", "heart attack"); None if none."""
    kinds = groups("mishaps")
    before = f"{tokens[token.i - 1].lower} {token.lemma}" if token.i else ""
    return kinds.get(before) or kinds.get(token.lemma)


def _natural(tokens: Tokens, token: Token) -> bool:
    """Whether a noun names a thing of nature: "floods", "heat wave", "Drought" at the head of a sentence; "ICE" is an office."""
    named = token.text.isupper() or (token.pos == "PROPN" and token.i > 0)
    return _kind(tokens, token) == "nature" and not named


def _powerless(token: Token, sure: bool) -> bool:
    """Whether a noun names a thing that compels nobody by itself: "low water", "high costs"; not a ban, an act or a weapon.

    Args:
        token: The noun.
        sure: Whether it is surely the subject; else only nouns of the table count.
    """
    kind = groups("mishaps").get(token.lemma)
    if kind is not None:
        return kind in _NOBODYS or kind == "hindrance"
    if not sure or token.pos != "NOUN" or token.lemma in eventuality().nouns:
        return False
    return not any(token.lemma in words(table) for table in ("wielded", "law_nouns", "said_nouns", "document_nouns"))


def _told_with(tokens: Tokens, i: int) -> Iterator[int]:
    """The verbs that may say how those that verb i is about were hurt.

    The verb above ("the earthquake *left* 40 people wounded"), the one before "and" ("a ferry *sank* and 12 people were
    injured"), and the one behind "when" or "after" ("were killed when a bus *plunged*").
    """
    for above in [a for a, _ in zip(syntax.ancestors(tokens, i), range(_STEPS), strict=False)]:
        if tokens[above].pos == "VERB":
            yield above
            break
    for c in tokens[i].children:
        if tokens[c].dep == "advcl" and tokens[c].pos == "VERB":
            yield c
        elif tokens[c].dep == "nsubjpass":  # "a bus overturned", read as "a bus that was overturned"
            yield from syntax.children(tokens, c, "acl")


def _accident(tokens: Tokens, verb: int, trigger: int) -> bool:
    """Whether a verb tells of an accident, by itself ("sank") or by its subject, and nothing beside it of an attack."""
    subject, _ = syntax.subject(tokens, verb)
    if subject is None:
        return False
    kinds = groups("mishaps")
    own = kinds.get(tokens[verb].lemma) in ("happens", "accident") and not syntax.objects(tokens, verb)
    if not own and kinds.get(tokens[subject].lemma) not in _NOBODYS:
        return False
    attacks = {word for word, family in groups("act_families").items() if family == "attack"} - {"kill"}
    return not any(kinds.get(t.lemma) == "attack" or (t.lemma in attacks and t.i != trigger) for t in tokens)
