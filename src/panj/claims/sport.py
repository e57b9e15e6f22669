"""What is about a game: "Chile attacked down the left" is no assault.

The words of a sentence are weighed by `english/sport.csv`. One that is of sport and little else needs another beside it,
be it a weak one that says nothing alone ("interval", "visitors"); words that are as often of something else ("league",
"goal") need more. A score and a sentence of sport beside this one weigh as a word of sport does. Where there is a word
of real force or of politics ("gunmen", "boycott"), the sentence is of more than a game.
"""

from __future__ import annotations

import re
from functools import cache

from panj import syntax
from panj.claims.scene import Scene
from panj.knowledge.english import groups
from panj.records import Sentence, Token

_WEIGHTS = {"sport": 3, "perhaps": 2, "weak": 1}
ENOUGH = 4
"""How much the words of a sentence about sport weigh."""
_SCORE = re.compile(r"(?<![\w.,-])\d{1,3} ?[-\u2013] ?\d{1,3}(?![\w-])")


def about_sport(scene: Scene, index: int) -> bool:
    """Whether a sentence is about a game, by its own words and by the sentence before and behind it."""
    own = _weight(scene, index)
    if own >= ENOUGH or own + _WEIGHTS["sport"] < ENOUGH:
        return own >= ENOUGH
    return any(
        _weight(scene, beside) >= ENOUGH
        for beside in (index - 1, index + 1)
        if 0 <= beside < len(scene.parsed.sentences)
        and scene.sentence(beside).paragraph == scene.sentence(index).paragraph
    )


def _weight(scene: Scene, index: int) -> int:
    """How much the words of a sentence speak for sport."""
    sentence = scene.sentence(index)
    kinds = groups("sport")
    found = [kinds[t.lemma] for t in sentence.tokens if t.lemma in kinds and not _said_already(scene, index, t)]
    text = sentence.text.lower()
    found += [kinds[phrase] for phrase in _phrases() if phrase in text]
    if "force" in found:
        return 0
    certain = sum(_WEIGHTS[kind] for kind in found if kind in ("sport", "perhaps"))
    if "vote" not in found and _has_score(sentence):
        certain += _WEIGHTS["sport"]
    certain += max(
        (_beaten(scene, sentence, t.i) for t in sentence.tokens if kinds.get(t.lemma) in _BEATING), default=0
    )
    return certain + ("weak" in found)


@cache
def _phrases() -> tuple[str, ...]:
    """The rows of several words: "down the left"."""
    return tuple(word for word in groups("sport") if " " in word)


def _said_already(scene: Scene, index: int, token: Token) -> bool:
    """Whether a word adds nothing: it names an organization ("the Arab League") or heads a word of sport ("a tennis player")."""
    kind = groups("sport")[token.lemma]
    if kind == "weak":
        tokens = scene.tokens(index)
        return any(
            groups("sport").get(tokens[c].lemma) in ("sport", "perhaps")
            for c in syntax.children(tokens, token.i, "amod", "compound", "nmod")
        )
    actor = scene.actor_at(index, token.i) if kind == "perhaps" else None
    return actor is not None and actor.kind == "organization"


def _has_score(sentence: Sentence) -> bool:
    """Whether a sentence has a score: "won 3-0"; not "10-15 soldiers", "aged 18-25" or "on 3-4 May"."""
    for found in _SCORE.finditer(sentence.text):
        start, end = found.start() + sentence.start, found.end() + sentence.start
        before = [t for t in sentence.tokens if t.end <= start][-1:]
        behind = [t for t in sentence.tokens if t.start >= end][:1]
        if any(t.lower in ("age", "aged", "between", "from") for t in before):
            continue
        if not any(t.pos in ("NOUN", "PROPN", "ADJ", "SYM") and t.lemma not in groups("sport") for t in behind):
            return True
    return False


_BEATING = ("beats", "routs")


def _beaten(scene: Scene, sentence: Sentence, i: int) -> int:
    """What a verb of winning weighs whose subject and object are countries: "Kenya beat Uganda"."""
    tokens = sentence.tokens
    subject, _ = syntax.subject(tokens, i)
    objects = [t for t in syntax.children(tokens, i, "dobj") if tokens[t].pos != "NUM"]  # "3-0"
    sides = [*objects, *([] if subject is None else [subject])]
    found = [scene.actor_at(sentence.index, t) for t in sides]
    if len(found) < 2 or not all(m is not None and m.kind == "country" for m in found):
        return 0
    return ENOUGH if groups("sport")[tokens[i].lemma] == "routs" else _WEIGHTS["sport"]
