"""The words that say that something is said: verbs, nouns and adjectives, with the stance each gives its source."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.english import FOLDER
from panj.knowledge.tables import Row, build, one_of, refuse
from panj.records import Stance

FRAMES = ("clause", "quote", "inf", "object", "findings", "act")
PREPOSITIONS = ("about", "against", "as", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to", "with")
RELAYED = frozenset({"say", "add", "note", "quote", "cite", "report"})
"""What one who reports goes on to do; whoever is reported on demands, denies and accuses."""
STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]


class Cue(NamedTuple):
    """A row of cues.csv."""

    lemma: str
    pos: str
    """V, N or A."""
    frame: str
    """What holds the content: a clause (or a quotation), a quotation only, an infinitive, an object, the object of a study or document
    ("findings"), an object that names an act or has one done to it ("act": "reported ten soldiers killed"), or a preposition."""
    stance: Stance
    kind: str
    """speech, belief or attitude."""
    place: str


@cache
def cues() -> dict[tuple[str, str], dict[str, Cue]]:
    """The cues by (lemma, part of speech), then by frame."""
    problems: list[Problem] = []
    found: dict[tuple[str, str], dict[str, Cue]] = {}
    for cue in build(FOLDER / "cues.csv", ("lemma", "pos", "frame", "stance", "kind"), _cue, problems):
        found.setdefault((cue.lemma, cue.pos), {})[cue.frame] = cue
    refuse(problems)
    return found


def _cue(row: Row) -> Cue:
    """The Cue of a row."""
    one_of(row["pos"], ("V", "N", "A"), "part of speech")
    one_of(row["frame"], FRAMES + PREPOSITIONS, "frame")
    one_of(row["stance"], STANCES, "stance")
    one_of(row["kind"], ("speech", "belief", "attitude"), "kind")
    return Cue(row["lemma"], row["pos"], row["frame"], row["stance"], row["kind"], row.place)  # type: ignore[arg-type]


@cache
def document_nouns() -> frozenset[str]:
    """Nouns of what is written or spoken for others ("letter", "statement"): whoever sends it says what it says."""
    problems: list[Problem] = []
    found = frozenset(build(FOLDER / "document_nouns.csv", ("word",), lambda row: row["word"], problems))
    refuse(problems)
    return found
