"""What only a work or a game tells: "a film in which Russia invades Norway", "a novel about an officer who arrests her".

What is done to a work is an act ("Turkey banned the film"), and so is what footage shows ("the film shows soldiers shooting
villagers"). Works are also about what has been: only what they tell in the present, as plots are told, and what a play or a
game shows in any tense is made up. A sentence that opens a work is followed by its plot as long as the present lasts ("her
film opens today. A minister is kidnapped"), unless they speak of the work or its makers again.
"""

from __future__ import annotations

from panj import syntax
from panj.claims.scene import Scene
from panj.knowledge.english import groups
from panj.knowledge.english.cues import cues
from panj.records import Token, Trigger

Tokens = tuple[Token, ...]


def fictional(scene: Scene, trigger: Trigger) -> bool:
    """Whether an act is only told of in a work or a game: "in the novel, Russia invades", "the simulation had China invade"."""
    tokens = scene.tokens(trigger.sentence)
    verb = trigger.i if trigger.kind == "verb" else trigger.verb
    plot = verb >= 0 and _present(tokens, verb)
    if plot and (_opened_before(scene, trigger.sentence) or _is_set(tokens, verb)):
        return True
    apart = False  # whether a relative clause stands between
    for i in (trigger.i, *syntax.ancestors(tokens, trigger.i)):
        token = tokens[i]
        if token.pos in ("VERB", "AUX"):
            if not apart and (
                _within(scene, trigger.sentence, i, plot) or (i != trigger.i and _imagined(tokens, i, trigger, plot))
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
    if tokens[i].pos != "NOUN" and (
        tokens[i].pos != "ADJ" or tokens[i].dep == "amod"
    ):  # "the musical", read as an adjective
        return None
    kinds = groups("fiction_nouns")
    before = f"{tokens[i - 1].lower} {tokens[i].lemma}" if i else ""
    return kinds.get(tokens[i].lemma) or kinds.get(before)


def _present(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is in the present, as plots are told: "arrests", "is arrested and deported"."""
    if tokens[verb].dep == "conj" and syntax.child(tokens, verb, "nsubj", "nsubjpass") is None:
        first = syntax.first_conjunct(tokens, verb)
        if tokens[first].tag in ("VBN", "VBP") and _present(tokens, first):
            return True
    return any(tokens[t].tag in ("VBZ", "VBP") for t in (verb, *syntax.auxiliaries(tokens, verb)))


def _within(scene: Scene, index: int, verb: int, plot: bool) -> bool:
    """Whether a verb is of what is in a work: "in the novel", or "in it", "in the story" behind a sentence that has named one.

    Of an exercise only what countries do in the present is made up: "in the exercise, Russia attacks", not "in the drill,
    Russia fired missiles", nor "soldiers fire missiles".
    """
    tokens = scene.tokens(index)
    held = [t for name, t in syntax.prepositions(tokens, verb) if name == "in"]
    kinds = {_kind_of_work(tokens, t) for t in held}
    if kinds - {None, "exercise"}:
        return plot or not _speaks(tokens, verb)  # "said in a film that Russia had bombed"
    subject = syntax.child(tokens, verb, "nsubj")
    if plot and "exercise" in kinds and subject is not None and tokens[subject].entity == "GPE":
        return min(held) < verb
    before = scene.tokens(index - 1) if index else ()
    parts = any(tokens[t].lower == "it" or _is_part(tokens[t]) for t in held)
    return parts and any(_kind_of_work(before, t.i) not in (None, "exercise") or (plot and _is_part(t)) for t in before)


def _is_part(token: Token) -> bool:
    """Whether a noun names a part of a work: "the story", "one mission"."""
    return groups("fiction_parts").get(token.lemma) == "part"


def _is_set(tokens: Tokens, verb: int) -> bool:
    """Whether a clause tells what happens where a work is set: "the thriller is set in Warsaw, where spies poison a senator"."""
    clause = syntax.first_conjunct(tokens, verb)
    above = syntax.governor(tokens, clause)
    where = any(tokens[c].lower in ("where", "when") for c in tokens[clause].children)
    return where and tokens[above].lemma == "set" and _of_a_work(tokens, above)


def _opened_before(scene: Scene, index: int) -> bool:
    """Whether a sentence goes on with a plot that one before it in its paragraph has opened."""
    here = scene.sentence(index)
    for number in range(index, max(-1, index - _PLOT), -1):
        sentence = scene.sentence(number)
        if sentence.paragraph != here.paragraph:
            return False
        if number < index and _opens(sentence.tokens, sentence.root):
            return True
        if not _goes_on(sentence.tokens, sentence.root):
            return False
    return False


_PLOT = 8
"""How many sentences a plot may have."""


def _opens(tokens: Tokens, root: int) -> bool:
    """Whether a sentence opens a work or a game: "the film is set in 2035", "they played a simulation", "imagine that"."""
    opens = groups("fiction_parts").get(tokens[root].lemma)
    if opens == "imagines":
        return root == 0
    if root == 0 and tokens[root].lemma == "let":  # "let us imagine that"
        imagined = (groups("fiction_parts").get(tokens[c].lemma) for c in syntax.children(tokens, root, "ccomp"))
        return "imagines" in imagined
    subject, done_to = syntax.subject(tokens, root)[0], syntax.objects(tokens, root)
    part = (t for name, t in syntax.prepositions(tokens, root) if name == "in" and tokens[root].lemma == "take")
    named = [t for t in (subject, *done_to, *part) if t is not None]
    return opens == "appears" and any(_kind_of_work(tokens, t) not in (None, "exercise") for t in named)


def _goes_on(tokens: Tokens, root: int) -> bool:
    """Whether a sentence may be of a plot: in the present, or what would be, and not of a work or those who made it."""
    told = any(_plainly(tokens, verb) for verb in syntax.conjuncts(tokens, root))
    said = _speaks(tokens, root)
    world = any(_kind_of_work(tokens, t.i) or groups("fiction_parts").get(t.lemma) == "maker" for t in tokens)
    return told and not (said and syntax.child(tokens, root, "ccomp") is not None) and not world


def _speaks(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is of saying."""
    return any(cue.kind == "speech" for cue in cues().get((tokens[verb].lemma, "V"), {}).values())


def _plainly(tokens: Tokens, verb: int) -> bool:
    """Whether a verb is in the plain present, or tells what would be: "invades", "is arrested", not "has invaded"."""
    said = [tokens[a] for a in syntax.auxiliaries(tokens, verb)]
    if not said:
        return tokens[verb].tag in ("VBZ", "VBP")
    if said[0].lower in ("would", "will", "can", "must"):
        return True
    return tokens[verb].tag == "VBN" and said[0].lemma == "be" and said[0].tag in ("VBZ", "VBP")


def _in_which(tokens: Tokens, clause: int) -> bool:
    """Whether a relative clause tells what is in the work that it hangs on: "a film in which", "a play where"."""
    relative = any(name == "in" and tokens[t].lower == "which" for name, t in syntax.prepositions(tokens, clause))
    where = any(tokens[c].lower == "where" for c in tokens[clause].children)
    return (relative or where) and _kind_of_work(tokens, tokens[clause].head) not in (None, "exercise")


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
    return subject is not None and _kind_of_work(tokens, subject) not in (None, "exercise")
