"""Loads a codebook folder and checks it: every problem of every table at once, with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from panj.errors import Problem, UnknownName
from panj.knowledge.codebook import context_rules
from panj.knowledge.codebook.context_rules import ContextRules
from panj.knowledge.codebook.phrases import PhraseTable, read
from panj.knowledge.tables import ROOT, Row, build, one_of, refuse
from panj.records import TYPES

FOLDER = ROOT / "codebook"
NAME = "plover@1"


class EventType(NamedTuple):
    """A PLOVER type."""

    type: str
    quad: int
    goldstein: float
    label: str
    definition: str
    includes: str
    excludes: str
    future: str
    """The type that `codes.plover` shows when the act is planned."""
    section: str


class Mode(NamedTuple):
    """A mode of a type."""

    type: str
    mode: str
    goldstein: float | None
    definition: str
    section: str


class Context(NamedTuple):
    """A PLOVER context."""

    context: str
    definition: str
    section: str


class Cameo(NamedTuple):
    """A CAMEO code and what it maps to; type is "" for codes without a PLOVER type."""

    code: str
    label: str
    type: str
    mode: str
    contexts: tuple[str, ...]
    goldstein: float | None


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim that an example should give: surface strings of its text."""

    type: str
    trigger: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str = "past"
    polarity: str = "affirmed"


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence of the codebook with the claims it should give."""

    id: str
    type: str
    kind: str
    text: str
    expect: tuple[Expected, ...]
    why: str
    published_at: str | None = None


class Codebook:
    """All tables of a codebook folder, checked."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load and check a folder (that of panj by default).

        Raises:
            KnowledgeError: Any table has any problem; all are listed.
        """
        self.folder = folder or FOLDER
        self.name = NAME if folder is None else f"{self.folder.resolve().name}@{_digest(self.folder)}"
        problems: list[Problem] = []
        self.types: Mapping[str, EventType] = _keyed(
            build(self.folder / "types.csv", EventType._fields, _event_type, problems), "type"
        )
        self.modes: Mapping[tuple[str, str], Mode] = {
            (m.type, m.mode): m for m in build(self.folder / "modes.csv", Mode._fields, _mode, problems)
        }
        self.contexts: Mapping[str, Context] = _keyed(
            build(
                self.folder / "contexts.csv",
                Context._fields,
                lambda r: Context(*map(r.__getitem__, Context._fields)),
                problems,
            ),
            "context",
        )
        known_modes = {t: frozenset(m for kind, m in self.modes if kind == t) for t in TYPES}
        names = frozenset(self.contexts)
        self.cameo: Mapping[str, Cameo] = _keyed(
            build(self.folder / "cameo.csv", Cameo._fields, lambda r: _cameo(r, known_modes, names), problems), "code"
        )
        self.phrases: PhraseTable = read(
            self.folder, problems, modes=known_modes, contexts=names, cameo=frozenset(self.cameo)
        )
        self.planned_cameo: tuple[tuple[str, str, str], ...] = tuple(
            build(
                self.folder / "planned_cameo.csv",
                ("type", "context", "cameo"),
                lambda r: _planned(r, names, frozenset(self.cameo)),
                problems,
            )
        )
        self.composed_modes: Mapping[tuple[str, str, str], str] = dict(
            build(
                self.folder / "composed_modes.csv",
                ("type", "of", "of_mode", "mode"),
                lambda r: _composed(r, known_modes),
                problems,
            )
        )
        self.context_words: Mapping[tuple[str, str], tuple[str, ...]] = _context_words(self.folder, names, problems)
        self.context_rules: ContextRules = context_rules.read(
            self.folder, problems, contexts=names, modes=known_modes, sectors=_sectors(self.folder, problems)
        )
        self.examples: tuple[Example, ...] = _examples(self.folder / "examples.jsonl", known_modes, problems)
        problems.extend(Problem("codebook/types.csv", 1, f"no row for type {t}") for t in TYPES if t not in self.types)
        refuse(problems)

    def type(self, name: str) -> EventType:
        """The entry of a type.

        Raises:
            UnknownName: There is no such type.
        """
        if name not in self.types:
            raise UnknownName("type", name, self.types)
        return self.types[name]

    def goldstein(self, kind: str, mode: str | None) -> float | None:
        """The score of a type, or of its mode where that has one of its own."""
        found = self.modes.get((kind, mode)) if mode else None
        if found is not None and found.goldstein is not None:
            return found.goldstein
        return self.types[kind].goldstein

    def composed_mode(self, kind: str, of: str, of_mode: str) -> str | None:
        """The mode of a demand, refusal or threat by the act that is demanded, refused or threatened; None for others."""
        known = self.composed_modes
        return known.get((kind, of, of_mode)) or known.get((kind, of, ""))

    def best_cameo(self, kind: str, mode: str, contexts: tuple[str, ...]) -> str | None:
        """The CAMEO code of a type, mode and contexts: the shortest code that fits best, None where none is of the type.

        Codes of the same mode go before others, then codes that share contexts and claim none besides, then short
        ones: a finer code is given only where the contexts speak for it.
        """
        best: tuple[tuple[bool, int, int, int, str], str] | None = None
        for code in self.cameo.values():
            if code.type != kind or (code.mode and code.mode != mode):
                continue
            shared = len(set(code.contexts) & set(contexts))
            beyond = len(set(code.contexts) - set(contexts))
            same_mode = bool(mode) and code.mode == mode
            if beyond and len(code.code) > 2 and not same_mode:
                continue
            rank = (not same_mode, -shared, beyond, len(code.code), code.code)
            if best is None or rank < best[0]:
                best = (rank, code.code)
        return best[1] if best else None

    def planned(self, kind: str, status: str) -> str:
        """`codes.plover` of a type: after the future rule where it is planned."""
        return self.types[kind].future if status == "planned" else kind


def _digest(folder: Path) -> str:
    """The first eight digits of the hash of a folder's tables."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*.csv")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:8]


def _keyed(records: Iterable, key: str) -> dict:  # type: ignore[type-arg]
    """Records by one of their fields."""
    return {getattr(record, key): record for record in records}


def _number(cell: str, what: str) -> float | None:
    """The number of a cell, None where it is empty.

    Raises:
        ValueError: It is not a number.
    """
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{what} is {cell!r}, not a number") from None


def _event_type(row: Row) -> EventType:
    """The EventType of a row."""
    one_of(row["type"], TYPES, "type")
    one_of(row["quad"], ("1", "2", "3", "4"), "quad")
    one_of(row["future"], TYPES, "type in future")
    score = _number(row["goldstein"], "goldstein")
    if score is None:
        raise ValueError("no goldstein score")
    return EventType(
        row["type"], int(row["quad"]), score, row["label"], row["definition"], row["includes"], row["excludes"],
        row["future"], row["section"],
    )  # fmt: skip


def _mode(row: Row) -> Mode:
    """The Mode of a row."""
    one_of(row["type"], TYPES, "type")
    return Mode(row["type"], row["mode"], _number(row["goldstein"], "goldstein"), row["definition"], row["section"])


def _cameo(row: Row, modes: Mapping[str, frozenset[str]], contexts: frozenset[str]) -> Cameo:
    """The Cameo of a row."""
    code, kind = row["code"], row["type"]
    if not (code.isdigit() and 2 <= len(code) <= 4):
        raise ValueError(f"code {code!r} is not two to four digits")
    if kind:
        one_of(kind, TYPES, "type")
    if row["mode"]:
        one_of(row["mode"], modes.get(kind, frozenset()), f"mode of {kind}")
    for context in row.many("contexts"):
        one_of(context, contexts, "context")
    return Cameo(code, row["label"], kind, row["mode"], row.many("contexts"), _number(row["goldstein"], "goldstein"))


def _composed(row: Row, modes: Mapping[str, frozenset[str]]) -> tuple[tuple[str, str, str], str]:
    """((type, type of the act in it, its mode), mode) of a row of composed_modes.csv."""
    one_of(row["type"], TYPES, "type")
    one_of(row["of"], TYPES, "type")
    if row["of_mode"]:
        one_of(row["of_mode"], modes[row["of"]], f"mode of {row['of']}")
    return (row["type"], row["of"], row["of_mode"]), one_of(row["mode"], modes[row["type"]], f"mode of {row['type']}")


def _planned(row: Row, contexts: frozenset[str], cameo: frozenset[str]) -> tuple[str, str, str]:
    """(type, context, code) of a row of planned_cameo.csv."""
    one_of(row["type"], TYPES, "type")
    if row["context"]:
        one_of(row["context"], contexts, "context")
    return row["type"], row["context"], one_of(row["cameo"], cameo, "CAMEO code")


def _sectors(folder: Path, problems: list[Problem]) -> frozenset[str]:
    """The codes of the sectors of actors."""
    return frozenset(build(folder / "sectors.csv", ("code", "definition", "state"), lambda row: row["code"], problems))


def _context_words(
    folder: Path, contexts: frozenset[str], problems: list[Problem]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Contexts by (word, part of speech); the part of speech ANY holds for all."""
    found: dict[tuple[str, str], list[str]] = {}

    def make(row: Row) -> tuple[str, str, str]:
        one_of(row["context"], contexts, "context")
        one_of(row["pos"], ("NOUN", "VERB", "ADJ", "ANY"), "part of speech")
        return row["word"], row["pos"], row["context"]

    for word, pos, context in build(folder / "context_words.csv", ("context", "word", "pos"), make, problems):
        found.setdefault((word, pos), []).append(context)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


def _examples(path: Path, modes: Mapping[str, frozenset[str]], problems: list[Problem]) -> tuple[Example, ...]:
    """The examples of a JSON Lines file, each checked against the closed sets and its own text."""
    name = f"codebook/{path.name}"
    found: list[Example] = []
    decoder = msgspec.json.Decoder(Example)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        problems.append(Problem(name, 0, f"cannot be read ({error.strerror})"))
        return ()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            example = decoder.decode(line)
            one_of(example.type, TYPES, "type")
            one_of(example.kind, ("example", "near-miss"), "kind")
            for claim in example.expect:
                one_of(claim.type, TYPES, "type")
                if claim.mode:
                    one_of(claim.mode, modes[claim.type], f"mode of {claim.type}")
                for word in (claim.trigger, *claim.actors, *claim.recipients):
                    if word not in example.text:
                        raise ValueError(f"{word!r} does not stand in the text")
        except (msgspec.DecodeError, ValueError) as error:
            problems.append(Problem(name, number, str(error)))
            continue
        found.append(example)
    return tuple(found)
