"""What only a work or a game tells: "a film in which Russia invades Norway", "a novel about an officer who arrests her".

What is done to a work is an act ("Turkey banned the film"), and so is what footage shows ("the film shows soldiers shooting
villagers"). Works are also about what has been: only what they tell in the present, as plots are told, and what a play or a
game shows in any tense is made up.
"""

from __future__ import annotations

from panj import syntax
from panj.claims.scene import Scene
from panj.knowledge.english import groups
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]


def fictional(scene: Scene, trigger: Trigger) -> bool:
    """Whether an act is only told of in a work or a game: "in the novel, Russia invades", "the simulation had China invade"."""
    tokens = scene.tokens(trigger.sentence)
    verb = trigger.i if trigger.kind == "verb" else trigger.verb
    plot = verb >= 0 and _present(tokens, verb)
    apart = False  # whether a relative clause stands between
    for i in (trigger.i, *syntax.ancestors(tokens, trigger.i)):
        token = tokens[i]
        if token.pos in ("VERB", "AUX"):
            if not apart and (
                _within(scene, trigger.sentence, i) or (i != trigger.i and _imagined(tokens, i, trigger, plot))
            ):
                return True
            if apart and plot and i != trigger.i and _tells(tokens, i):
                return True
        if token.dep == "relcl":
            if not apart and _in_which(tokens, i):
                return True
            apart = True
        if not plot and apart:
            return False
        if plot and token.dep in ("pobj", "pcomp") and tokens[token.head].lower == "about":
            above = tokens[token.head].head
            if _kind_of_work(tokens, above) or (tokens[above].lemma == "be" and _of_a_work(tokens, above)):
                return True
    return False


def _kind_of_work(tokens: Tokens, i: int) -> str | None:
    """What kind of work or game a noun names, by itself or with the word before it ("comic book"); None if none."""
    if tokens[i].pos != "NOUN":
        return None
    kinds = groups("fiction_nouns")
    before = f"{tokens[i - 1].lower} {tokens[i].lemma}" if i else ""
    return kinds.get(tokens[i].lemma) or kinds.get(before)


def _present(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is in the present, as plots are told: "arrests", "is arrested"."""
    return any(tokens[t].tag in ("VBZ", "VBP") for t in (verb, *syntax.auxiliaries(tokens, verb)))


def _within(scene: Scene, index: int, verb: int) -> bool:
    """Whether a verb is of what is in a work: "in the novel", or "in it" behind a sentence that has named one."""
    tokens = scene.tokens(index)
    held = [t for name, t in syntax.prepositions(tokens, verb) if name == "in"]
    if any(_kind_of_work(tokens, t) for t in held):
        return True
    before = scene.tokens(index - 1) if index else ()
    return any(tokens[t].lower == "it" for t in held) and any(_kind_of_work(before, t.i) for t in before)


def _in_which(tokens: Tokens, clause: int) -> bool:
    """Whether a relative clause tells what is in the work that it hangs on: "a film in which", "a play where"."""
    relative = any(name == "in" and tokens[t].lower == "which" for name, t in syntax.prepositions(tokens, clause))
    where = any(tokens[c].lower == "where" for c in tokens[clause].children)
    return (relative or where) and _kind_of_work(tokens, tokens[clause].head) is not None


def _imagined(tokens: Tokens, above: int, trigger: Trigger, plot: bool) -> bool:
    """Whether a verb above an act makes a work or game tell it.

    "The simulation had China invade" (imagines), "the play shows how Britain attacked" (tells), "an opera that ends when the
    king threatens Portugal" (ends).
    """
    kind = groups("fiction_verbs").get(tokens[above].lemma)
    if kind is None or not _of_a_work(tokens, above):
        return False
    if kind == "ends":
        marks = {tokens[c].lower for t in syntax.children(tokens, above, "advcl") for c in tokens[t].children}
        return plot and bool(marks & {"when", "as"})
    if kind == "imagines":
        return True
    subject, _ = syntax.subject(tokens, above)
    shown = subject is not None and _kind_of_work(tokens, subject) == "footage"
    return trigger.kind != "noun" and (plot or not shown)


def _tells(tokens: Tokens, verb: int) -> bool:
    """Whether a verb says whom a work is about: "the novel follows an officer who", "the opera tells of a king who"."""
    return groups("fiction_verbs").get(tokens[verb].lemma) == "tells" and _of_a_work(tokens, verb)


def _of_a_work(tokens: Tokens, verb: int) -> bool:
    """Whether the subject of a verb is a work or a game."""
    subject, _ = syntax.subject(tokens, verb)
    return subject is not None and _kind_of_work(tokens, subject) is not None
