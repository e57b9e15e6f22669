"""Actors and agents of PETRARCH dictionaries as rows of an overlay: cased, coded in PLOVER sectors, dated.

PETRARCH writes all names in capitals and says not what a name is: the case is learned from panj's own tables, and the kind is
that of the tables where they know the name, else a guess from code and words that the user can change in the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from panj.errors import Problem
from panj.knowledge.actors.petrarch import Block, Code
from panj.knowledge.actors.tables import COMMON, FOLDER, ActorTables, Entry
from panj.knowledge.tables import Row, build, refuse

COLUMNS = (*COMMON, "demonyms")
_KINDS = (
    ("IGO", "igo"), ("UNO", "igo"), ("EUR", "igo"), ("NGO", "ngo"), ("MNC", "company"), ("REB", "armed"), ("UAF", "armed"),
    ("IMG", "armed"), ("PRM", "armed"), ("PTY", "party"), ("CRM", "criminal"), ("OPP", "movement"), ("BUS", "company"),
    ("JRN", "outlet"), ("LAB", "union"), ("REL", "church"), ("GOV", "institution"), ("MIL", "institution"),
    ("COP", "institution"), ("JUD", "institution"), ("LEG", "institution"), ("SPY", "institution"),
)  # fmt: skip
"""The kind of an organization by the first of its sectors that stands here."""
_GROUPS = frozenset({"armed", "party", "criminal", "movement"})
_NO_PERSON = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG"})
_PEOPLE = re.compile(r"\w+(an|ans|i|is|ese|ish)")
_PIECES = re.compile(r"[^\s-]+|[\s-]+")


class Meaning(NamedTuple):
    """What a CAMEO code says: the country, the sectors with the most specific first, and the parts panj has no word for."""

    country: str
    sectors: tuple[str, ...]
    dropped: tuple[str, ...]


class Overlay(NamedTuple):
    """The rows of an overlay, what could not be turned into any, and what was left out on purpose, by reason."""

    rows: tuple[dict[str, str], ...]
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]


def overlay(
    blocks: Sequence[Block], tables: ActorTables, is_place: Callable[[str, str], bool] = lambda _name, _country: False
) -> Overlay:
    """The rows of an overlay for the actors and agents of dictionaries.

    Args:
        blocks: The actors and agents.
        tables: The actor tables without any overlay.
        is_place: Whether a name is that of a place in a country: where a code is but the country, such a name is left out.
    """
    making = _Making(tables, is_place)
    for block in blocks:
        if block.agent:
            making.agent(block)
    for block in blocks:
        if not block.agent:
            making.actor(block)
    return Overlay(tuple(making.rows), tuple(sorted(making.problems)), {k: n for k, n in making.left_out.items() if n})


class _Making:
    """The rows so far."""

    def __init__(self, tables: ActorTables, is_place: Callable[[str, str], bool]) -> None:
        self.tables = tables
        self.is_place = is_place
        self.codes = _code_table()
        self.cases = _Cases(tables)
        self.known: dict[str, list[Entry]] = {}
        for found in tables.names.values():
            for named in found:
                self.known.setdefault(named.text.upper(), []).extend(named.entries)
        self.rows: list[dict[str, str]] = []
        self.problems: list[Problem] = []
        self.left_out: Counter[str] = Counter()
        self.seen: dict[str, Block] = {}
        self.nouns: set[str] = set()

    def agent(self, block: Block) -> None:
        """Add the rows of an agent: a role noun each, with its plurals."""
        meaning = self._meaning(block, block.codes[0])
        if meaning is None:
            return
        for noun, plurals in _nouns(block):
            self.nouns.add(noun)
            own = self.tables.roles.get(noun)
            if own is not None and set(own.sectors) == set(meaning.sectors):
                self.left_out["role nouns that panj has with the same sectors"] += 1
                continue
            tail = self.tables.roles.get(noun.split()[-1])
            like = own or tail
            group = like.kind == "group" if like else block.plurals == () and "MIL" in meaning.sectors
            self._add(
                id=_slug("role", noun), name=noun, kind="group role" if group else "role",
                sectors=" ".join(meaning.sectors), aliases=";".join(plurals),
            )  # fmt: skip

    def actor(self, block: Block) -> None:
        """Add the rows of an actor: one for each code, an undated one for the days that the dated ones leave."""
        names = self._fresh(block)
        meanings = [(code, self._meaning(block, code)) for code in block.codes]
        told = [(code, meaning) for code, meaning in meanings if meaning is not None]
        if not names or not told:
            return
        of_country = self._is_country(told, names)
        if of_country:
            names = self._unknown(told, names)
            if not names:
                return
        own = next((e for _, m in told if (e := self._same(names, m.country))), None)
        dated = any(code.since or code.until for code, _ in told)
        identity = own.id if own else _slug(told[0][1].country.lower(), self.cases.forms(names[:1], "")[0])
        for code, meaning in told:
            kind = "country" if of_country else self._kind(names, meaning, dated=dated, own=own)
            forms = self.cases.forms(names, kind)
            peoples = [f for f in forms if of_country and _PEOPLE.fullmatch(f)]
            forms = [f for f in forms if f not in peoples]
            for since, until in _times(code, block.codes):
                self._add(
                    id=meaning.country if of_country else identity, name=forms[0] if forms else "", kind=kind,
                    country=meaning.country, sectors=" ".join(("GOV",) if of_country else meaning.sectors),
                    aliases=";".join(forms[1:]), since=since, until=until,
                    wikidata=(own.wikidata or "") if own else "", demonyms=";".join(peoples),
                )  # fmt: skip

    def _fresh(self, block: Block) -> list[str]:
        """The names of an actor that no earlier one has and that are no role nouns."""
        names = []
        for name in block.names:
            other = self.seen.setdefault(name.upper(), block)
            if name.lower() in self.tables.roles or name.lower() in self.nouns:
                self.left_out["names that are role nouns"] += 1
            elif other is not block:
                if [c[:3] for c in other.codes] != [c[:3] for c in block.codes]:
                    what = f"{name!r} has other codes than at {other.file} line {other.line}; those count"
                    self.problems.append(Problem(block.file, block.line, what))
            else:
                names.append(name)
        return names

    def _is_country(self, told: Sequence[tuple[Code, Meaning]], names: Sequence[str]) -> bool:
        """Whether an actor is but a country: no code says more, and panj knows one of the names as a country's."""
        return all(meaning.country and not meaning.sectors for _, meaning in told) and any(
            entry.kind == "country" for name in names for entry in self.known.get(name.upper(), ())
        )

    def _unknown(self, told: Sequence[tuple[Code, Meaning]], names: Sequence[str]) -> list[str]:
        """The names of a country less those by which panj knows it, and less those of places in it."""
        countries = {meaning.country for _, meaning in told}
        unknown = [n for n in names if not any(e.country in countries for e in self.known.get(n.upper(), ()))]
        self.left_out["names by which panj knows the country"] += len(names) - len(unknown)
        kept = [n for n in unknown if n.upper() in self.known or not any(self.is_place(n, c) for c in countries)]
        self.left_out["cities and provinces coded as their country"] += len(unknown) - len(kept)
        return kept

    def _meaning(self, block: Block, code: Code) -> Meaning | None:
        """What a code says; None, and a problem, where no part of it is known."""
        meaning = self._read(code.code)
        if not meaning.country and not meaning.sectors:
            what = f"[{code.code}]: no part of the code is a country (alpha-3) or a CAMEO role"
            self.problems.append(Problem(block.file, code.line, what))
            return None
        if block.agent and meaning.country:
            what = f"[~{code.code}]: an agent with a country; give it as an actor"
            self.problems.append(Problem(block.file, code.line, what))
            return None
        for part in meaning.dropped:
            self.left_out[f"part {part} of codes, which has no sector"] += 1
        return meaning

    def _read(self, code: str) -> Meaning:
        """What a code says."""
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        country, sectors, dropped = "", list[str](), list[str]()
        for i, part in enumerate(parts):
            named, its = self.codes.get(part, ("", ()))
            place = part if part in self.tables.countries else named
            if place and not country and (i == 0 or (i == 1 and parts[0] in ("NGO", "MNC", "BUS"))):
                country = place
            elif its:
                sectors.extend(its)
            else:
                dropped.append(part)
        return Meaning(country, tuple(dict.fromkeys(reversed(sectors))), tuple(dropped))

    def _same(self, names: Iterable[str], country: str) -> Entry | None:
        """The actor of panj's tables that bears one of the names and is of the same country."""
        for name in names:
            for entry in self.known.get(name.upper(), ()):
                if entry.kind != "country" and (entry.country or "") == country:
                    return entry
        return None

    def _kind(self, names: Sequence[str], meaning: Meaning, *, dated: bool, own: Entry | None) -> str:
        """The kind of an actor."""
        body = next((kind for sector, kind in _KINDS if sector in meaning.sectors), "other")
        if own is not None:
            if own.kind == "group":
                return body if body in _GROUPS else "movement"
            return "person" if own.kind == "person" else body if body not in _GROUPS else "other"
        if _NO_PERSON.intersection(meaning.sectors) or any(self.cases.of_a_body(name) for name in names):
            return body
        several = any(" " in name for name in names)
        return "person" if dated or (several and body not in _GROUPS) or self.cases.of_a_person(names[0]) else body

    def _add(self, *, since: str = "", until: str = "", **cells: str) -> None:
        """Add a row."""
        row = {**dict.fromkeys(COLUMNS, ""), **cells, "from": since, "until": until}
        if row not in self.rows[-8:]:
            self.rows.append(row)


class _Cases:
    """How words are written, and whose names they stand in, learned from the actor tables."""

    def __init__(self, tables: ActorTables) -> None:
        counts: dict[str, Counter[str]] = {}
        self.persons: set[str] = set()
        self.bodies: set[str] = {role.noun.upper() for role in tables.roles.values() if role.kind == "group"}
        for found in tables.names.values():
            for named in found:
                words = [w for w in _PIECES.findall(named.text) if w.strip(" -")]
                for word in words:
                    counts.setdefault(word.upper(), Counter())[word] += 1
                kinds = {entry.kind for entry in named.entries}
                if "person" in kinds:
                    self.persons.update(w.upper() for w in words)
                elif "country" not in kinds:
                    self.bodies.update(w.upper() for w in words)
        self.words = {key: written.most_common(1)[0][0] for key, written in counts.items()}

    def of_a_body(self, name: str) -> bool:
        """Whether a word of the name stands in names of organizations and in no person's."""
        return any(w in self.bodies and w not in self.persons for w in name.upper().split() if len(w) > 3)

    def of_a_person(self, name: str) -> bool:
        """Whether the name has several words and one stands in persons' names alone."""
        words = name.upper().split()
        return len(words) > 1 and any(w in self.persons and w not in self.bodies for w in words)

    def forms(self, names: Sequence[str], kind: str) -> list[str]:
        """The names as a text would write them."""
        acronyms = {"".join(w[0] for w in n.upper().split() if w not in _SMALL) for n in names if " " in n}
        found: list[str] = []
        for name in names:
            if name.upper() != name:
                found.append(name)
                continue
            cased = self._cased(name)
            short = " " not in name and len(name) <= 6 and kind != "person" and cased != name
            if short and (name in acronyms or not set(name) & set("AEIOUY")):
                found.append(name)
                continue
            found.append(cased[:1].upper() + cased[1:])
            found.extend([cased] if cased[:3] == "al-" else [])
            found.extend([name] if short and kind != "country" else [])
        return list(dict.fromkeys(found))

    def _cased(self, name: str) -> str:
        """A name in capitals as a text would write it."""
        return "".join(self._word(piece) for piece in _PIECES.findall(name))

    def _word(self, word: str) -> str:
        if word in self.words:
            return self.words[word]
        if "." in word[:-1]:
            return word
        if word.startswith("MC") and len(word) > 4:
            return "Mc" + word[2:].capitalize()
        head, mark, tail = word.partition("'")
        if mark and len(head) <= 2 and len(tail) > 2:
            return f"{head.capitalize()}'{tail.capitalize()}"
        return word.capitalize()


_SMALL = frozenset({"OF", "THE", "AND", "FOR", "IN", "ON", "DE", "LA", "DEL"})


def _code_table() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The CAMEO codes: the country that each stands for, and its sectors."""
    problems: list[Problem] = []

    def read(row: Row) -> tuple[str, tuple[str, tuple[str, ...]]]:
        return row["code"], (row["country"], row.many("sectors", " "))

    made = build(FOLDER / "petrarch_codes.csv", ("code", "country", "sectors", "label"), read, problems)
    refuse(problems)
    return dict(made)


def _nouns(block: Block) -> list[tuple[str, tuple[str, ...]]]:
    """The nouns of an agent with their plurals; forms of a macro that are plurals of others are put with them."""
    names = [name.lower() for name in block.names]
    if block.plurals is None:
        return [(name, (_plural(name),)) for name in names]
    if len(names) == 1:
        return [(names[0], tuple(p.lower() for p in block.plurals))]
    plurals = {p for n in names for p in (_plural(n), re.sub(r"man$", "men", n)) if p != n and p in names}
    return [
        (n, tuple(p for p in (_plural(n), re.sub(r"man$", "men", n)) if p in plurals))
        for n in names
        if n not in plurals
    ]


def _plural(noun: str) -> str:
    """The regular plural, as PETRARCH forms it."""
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "o", "u"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ss", "sh", "ch", "x")) else "s")


def _times(code: Code, codes: Sequence[Code]) -> list[tuple[str, str]]:
    """The days of a code; those that the dated codes leave, where it has none and others have."""
    if code.since or code.until:
        return [(str(code.since or ""), str(code.until or ""))]
    dated = sorted((c.since or date.min, c.until or date.max) for c in codes if c.since or c.until)
    free: list[tuple[str, str]] = []
    start: date | None = date.min
    for since, until in dated:
        if start is not None and since > start:
            free.append((str(start) if start > date.min else "", str(since - timedelta(days=1))))
        start = None if start is None or until == date.max else max(start, until + timedelta(days=1))
    if start is not None:
        free.append((str(start) if start > date.min else "", ""))
    return free


def _slug(before: str, name: str) -> str:
    """An id made of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "petrarch-" + "-".join(part for part in (before, re.sub(r"[^a-z0-9]+", "-", plain).strip("-")) if part)
