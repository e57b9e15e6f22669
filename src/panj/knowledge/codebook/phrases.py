"""The phrase table: which words in which frame name which type of act.

One row is one pattern: a lemma, its part of speech, a frame of conditions on the words around it, and what the
pattern stands for. `codebook/phrases/README.md` explains the columns and the language of frames and roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from panj.errors import Problem, nearest
from panj.knowledge.tables import Row, build, one_of

COLUMNS = ("lemma", "pos", "frame", "type", "mode", "contexts", "cameo", "roles", "sure")
SLOTS = frozenset(
    {
        "subj", "submod", "obj", "objmod", "obj2", "attr", "prt", "xcomp", "ccomp", "purpose", "comp", "compobj", "modal", "unlike", "wh", "who",
        "mod", "adv", "verb", "poss", "passive", "prep", "demanded",
    }
)  # fmt: skip
ROLE_WORDS = frozenset({"mutual", "visit", "host", "undergo", "self"})
KINDS = frozenset(
    {"#actor", "#candidate", "#country", "#person", "#politician", "#group", "#organization", "#role", "#place"}
)


class Condition(NamedTuple):
    """One condition of a frame: a slot that must (or must not) be filled, perhaps by one of some words."""

    slot: str
    """One of SLOTS, or "prep:with" for a preposition's object."""
    words: frozenset[str]
    """Lemmas one of which must fill the slot; empty where any does."""
    kinds: frozenset[str]
    """Mention kinds ("#actor") one of which must fill it."""
    negated: bool
    """Whether the slot must not be filled so."""


class Phrase(NamedTuple):
    """A row of the phrase table."""

    lemma: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    """A PLOVER type, or "" for a pattern that names no act (it stops weaker rows)."""
    mode: str
    contexts: tuple[str, ...]
    cameo: str
    shape: str
    """"", mutual, visit, host, undergo or self: how the roles fall."""
    actors: tuple[str, ...]
    """Slots to look for the actor in, in this order; empty for the default."""
    recipients: tuple[str, ...]
    """Slots to look for the recipient in, in this order; empty for the default."""
    sure: float
    """How often the pattern means what it says, 0 to 1."""
    weight: float
    """How specific the frame is: the heavier of two matching rows wins."""
    place: str
    """File and line, for the trace."""
    frame: str
    """The frame as written."""


class PhraseTable:
    """The rows by lemma and part of speech."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Index the rows; heavier rows come first."""
        index: dict[tuple[str, str], list[Phrase]] = {}
        for phrase in phrases:
            index.setdefault((phrase.lemma, phrase.pos), []).append(phrase)
        for found in index.values():
            found.sort(key=lambda p: (-p.weight, -p.sure))
        self._index = {key: tuple(found) for key, found in index.items()}
        self.lemmas = frozenset(lemma for lemma, _ in self._index)

    def __iter__(self) -> Iterator[Phrase]:
        """Every row."""
        return (phrase for found in self._index.values() for phrase in found)

    def __len__(self) -> int:
        """The number of rows."""
        return sum(map(len, self._index.values()))

    def of(self, lemma: str, pos: str) -> tuple[Phrase, ...]:
        """The rows for a lemma, the heaviest first."""
        return self._index.get((lemma, pos), ())


def read(
    folder: Path,
    problems: list[Problem],
    *,
    modes: Mapping[str, frozenset[str]],
    contexts: frozenset[str],
    cameo: frozenset[str],
) -> PhraseTable:
    """The phrase table of a codebook folder; whatever is wrong in it is added to `problems`.

    Args:
        folder: The codebook's folder; its phrases/*.csv are read, and classes.csv for the word classes.
        problems: Where problems are added.
        modes: The modes of each type.
        contexts: The known contexts.
        cameo: The known CAMEO codes.
    """
    classes = _classes(folder / "phrases" / "classes.csv", problems)
    seen: dict[tuple[str, str, str], str] = {}

    def make(row: Row) -> Phrase:
        key = (row["lemma"], row["pos"], row["frame"])
        if key in seen:
            raise ValueError(f"the same lemma, part of speech and frame as {seen[key]}")
        seen[key] = row.place
        return _phrase(row, classes, modes, contexts, cameo)

    found = []
    for path in sorted((folder / "phrases").glob("*.csv")):
        if path.name != "classes.csv":
            found.extend(build(path, COLUMNS, make, problems))
    return PhraseTable(found)


def _classes(path: Path, problems: list[Problem]) -> dict[str, frozenset[str]]:
    """Word classes by name: "@weapon" -> its lemmas."""
    members: dict[str, set[str]] = {}
    for name, word in build(path, ("class", "word"), lambda row: (row["class"], row["word"]), problems):
        members.setdefault("@" + name, set()).add(word)
    return {name: frozenset(words) for name, words in members.items()}


def _phrase(
    row: Row,
    classes: Mapping[str, frozenset[str]],
    modes: Mapping[str, frozenset[str]],
    contexts: frozenset[str],
    cameo: frozenset[str],
) -> Phrase:
    """The Phrase of a row.

    Raises:
        ValueError: A cell holds something unknown; the message names the nearest that is known.
    """
    kind = row["type"]
    if not row["lemma"]:
        raise ValueError("no lemma")
    one_of(row["pos"], ("V", "N", "A"), "part of speech")
    if kind:
        one_of(kind, modes, "type")
    if row["mode"] and row["mode"] not in modes.get(kind, frozenset()):
        raise ValueError(
            f"unknown mode {row['mode']!r} for {kind}; {nearest(row['mode'], modes.get(kind, frozenset()))}"
        )
    for context in row.many("contexts"):
        one_of(context, contexts, "context")
    if row["cameo"]:
        one_of(row["cameo"], cameo, "CAMEO code")
    conditions = tuple(_condition(item, classes) for item in row["frame"].split())
    shape, actors, recipients = _roles(row["roles"])
    try:
        sure = float(row["sure"]) if row["sure"] else 0.0
    except ValueError:
        raise ValueError(f"sure is {row['sure']!r}, not a number from 0 to 1") from None
    weight = sum(_weight(condition) for condition in conditions)
    if not sure:
        sure = min(0.9, 0.66 + 0.08 * weight)
    if not 0 < sure <= 1:
        raise ValueError(f"sure is {sure}, not a number from 0 to 1")
    return Phrase(
        row["lemma"], row["pos"], conditions, kind, row["mode"], row.many("contexts"), row["cameo"], shape, actors,
        recipients, sure, weight, f"codebook/{row.file.rpartition('codebook/')[2]} line {row.line}", row["frame"],
    )  # fmt: skip


def _weight(condition: Condition) -> float:
    """How much a condition adds to the weight of its row: words more than kinds, kinds more than presence."""
    if condition.negated:
        return 0.5
    return 2.0 if condition.words else 1.5 if condition.kinds else 1.0


def _condition(item: str, classes: Mapping[str, frozenset[str]]) -> Condition:
    """A condition as written: "obj=treaty|@accord", "prep:with", "!obj", "passive".

    Raises:
        ValueError: An unknown slot, class or kind.
    """
    negated = item.startswith("!")
    slot, _, values = item.removeprefix("!").partition("=")
    one_of(slot.partition(":")[0], SLOTS, "slot")
    if slot == "prep" or (slot.startswith("prep:") and not slot[5:]):
        raise ValueError(f"{item!r} names no preposition; write prep:with")
    words: set[str] = set()
    kinds: set[str] = set()
    for value in values.split("|") if values else ():
        if value.startswith("@"):
            one_of(value, classes, "class")
            words |= classes[value]
        elif value.startswith("#"):
            kinds.add(one_of(value, KINDS, "kind"))
        else:
            words.add(value)
    return Condition(slot, frozenset(words), frozenset(kinds), negated)


def _roles(cell: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """(shape, actor slots, recipient slots) of a roles cell.

    Raises:
        ValueError: An unknown word.
    """
    shape = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    for item in cell.split():
        name, _, values = item.partition("=")
        slots = tuple(values.split("|")) if values else ()
        if name == "actor" and slots:
            actors = slots
        elif name == "recipient" and slots:
            recipients = slots
        else:
            shape = one_of(item, ROLE_WORDS, "role word")
    return shape, actors, recipients
