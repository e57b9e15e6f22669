"""The actor tables: who is known by which names, from when to when; checked on load, all problems at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from panj.errors import Problem
from panj.knowledge.tables import ROOT, Row, build, one_of, refuse
from panj.records import ActorKind

FOLDER = ROOT / "actors"
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
        "IGO",
        "NGO",
        "ISM",
        "IMG",
        "MNC",
        "UNO",
        "EUR",
    ]
)
COMMON = ("id", "name", "kind", "country", "sectors", "aliases", "from", "until", "wikidata")
KINDS: Mapping[str, frozenset[str]] = {
    "institutions.csv": frozenset({"institution"}),
    "outlets.csv": frozenset({"outlet"}),
    "organizations.csv": frozenset({"igo", "ngo", "company", "church", "union", "other"}),
    "groups.csv": frozenset({"armed", "party", "movement", "criminal", "ethnic"}),
}
MENTION_KIND: Mapping[str, ActorKind] = {
    "institution": "organization", "outlet": "organization", "igo": "organization", "ngo": "organization",
    "company": "organization", "church": "organization", "union": "organization", "other": "organization",
    "armed": "group", "party": "group", "movement": "group", "criminal": "group", "ethnic": "group", "person": "person",
}  # fmt: skip
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_KEY = re.compile(r"\w+")

Form = Literal["name", "demonym", "metonym", "adjective"]


class Entry(NamedTuple):
    """Somebody or something the tables know; a person has one entry an office."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    since: str
    until: str
    office: str
    place: str
    """File and line, for the trace."""


_Name = tuple[str, Form, Entry]


class Named(NamedTuple):
    """A surface form and what it may stand for."""

    text: str
    form: Form
    entries: tuple[Entry, ...]


class Role(NamedTuple):
    """A role noun or noun phrase."""

    noun: str
    kind: str
    sectors: tuple[str, ...]
    office: bool
    plural: bool
    place: str


class Homonym(NamedTuple):
    """A name that is somebody's or something else's too, and words around it that tell."""

    name: str
    speaks_for: frozenset[str]
    against: frozenset[str]


class ActorTables:
    """All actor tables, indexed by surface form."""

    def __init__(
        self,
        names: Iterable[_Name],
        roles: Iterable[Role],
        countries: Mapping[str, str],
        homonyms: Iterable[Homonym] = (),
    ) -> None:
        """Index what the tables hold; `load` reads them."""
        forms: dict[tuple[str, Form], list[Entry]] = {}
        for text, form, entry in names:
            known = forms.setdefault((text, form), [])
            if entry not in known:
                known.append(entry)
        index: dict[str, list[Named]] = {}
        for (text, form), entries in forms.items():
            if key := _KEY.match(text):
                index.setdefault(key.group(), []).append(Named(text, form, tuple(entries)))
        self.names = {
            key: tuple(sorted(found, key=lambda n: (-len(n.text), _RANK[n.form]))) for key, found in index.items()
        }
        self.roles: dict[str, Role] = {role.noun: role for role in roles}
        self.role_tails = frozenset(part for noun in self.roles for part in (noun.split()[-1], noun.split("-")[-1]))
        self.countries = dict(countries)
        self.homonyms: dict[str, Homonym] = {homonym.name: homonym for homonym in homonyms}

    @classmethod
    def load(cls, folder: Path | None = None, overlays: Sequence[Path] = ()) -> ActorTables:
        """The tables of a folder (panj's own by default) with further actors from overlay files.

        Raises:
            KnowledgeError: Any table has any problem; all are listed.
        """
        folder = folder or FOLDER
        problems: list[Problem] = []
        names: list[_Name] = []
        countries: dict[str, str] = {}
        for found, country in build(folder / "countries.csv", _COUNTRY, _country, problems):
            names.extend(found)
            countries.update(country)
        by_id = {entry.id: entry for _, form, entry in names if form == "name"}
        for made in build(folder / "demonyms.csv", _FORMS, lambda row: _forms(row, by_id), problems):
            names.extend(made)
        for file, kinds in KINDS.items():
            for made in build(folder / file, COMMON, lambda row, k=kinds: _actor(row, k, countries), problems):  # type: ignore[misc]
                names.extend(made)
        for made in build(
            folder / "people.csv",
            (*COMMON, "office"),
            lambda row: _actor(row, frozenset({"person"}), countries),
            problems,
        ):
            names.extend(made)
        entries = {entry.id: entry for _, form, entry in names if form == "name"}
        for made in build(folder / "seats.csv", ("id", "seats"), lambda row: _seats(row, entries), problems):
            names.extend(made)
        roles = build(folder / "roles.csv", ("noun", "number", "kind", "sectors", "office"), _role, problems)
        names, further = _with_overlays(names, overlays, countries, problems)
        roles.append(_over(further, {role.noun: role for pair in roles for role in pair}))
        homonyms = build(folder / "homonyms.csv", ("name", "id", "for", "against"), _homonym(entries), problems)
        refuse(problems)
        return cls(names, [role for pair in roles for role in pair], countries, homonyms)

    def clashes(self) -> list[tuple[str, tuple[str, ...]]]:
        """Forms that stand for several actors, with their ids: those in force on the day of a document are told apart."""
        return sorted(
            (named.text, ids)
            for found in self.names.values()
            for named in found
            if len(ids := tuple(sorted({entry.id for entry in named.entries}))) > 1
        )

    def country_name(self, code: str) -> str | None:
        """The usual name of a country by its alpha-3 code."""
        return self.countries.get(code)


def _with_overlays(
    names: list[_Name], overlays: Sequence[Path], countries: Mapping[str, str], problems: list[Problem]
) -> tuple[list[_Name], list[Role]]:
    """The names with those of overlay files, and the role nouns of these. A name of an overlay stands for what the overlay says."""
    added: list[_Name] = []
    roles: list[Role] = []
    for overlay in overlays:
        for found, its in build(overlay, COMMON, lambda row: _overlaid(row, countries), problems):
            added.extend(found)
            roles.extend(its)
    told = {text for text, form, _ in added if form == "name"}
    return [n for n in names if n[1] != "name" or n[0] not in told] + added, roles


def _over(roles: Iterable[Role], own: Mapping[str, Role]) -> list[Role]:
    """Role nouns of overlays; of one that panj has, the overlay tells the sectors alone."""
    return [
        own[r.noun]._replace(sectors=r.sectors, place=r.place) if r.noun in own else r
        for r in roles
    ]  # fmt: skip


def _overlaid(row: Row, countries: Mapping[str, str]) -> tuple[list[_Name], list[Role]]:
    """The surface forms of a row of an overlay, or its role noun."""
    kind = one_of(row["kind"], (*MENTION_KIND, "country", *_ROLE_KINDS), "kind")
    if kind in _ROLE_KINDS:
        sectors = row.many("sectors", " ")
        for sector in sectors:
            one_of(sector, SECTORS, "sector")
        if not row["name"]:
            raise ValueError("no name")
        made = [Role(row["name"].lower(), _ROLE_KINDS[kind], sectors, False, False, row.place)]
        return [], made + [made[0]._replace(noun=plural.lower(), plural=True) for plural in row.many("aliases")]
    if kind != "country":
        return _actor(row, frozenset(MENTION_KIND), countries), []
    one_of(row["country"], countries, "country")
    since, until = _dates(row)
    entry = Entry(
        row["country"], countries[row["country"]], "country", row["country"], ("GOV",),
        row["wikidata"] or None, since, until, "", row.place,
    )  # fmt: skip
    forms: list[_Name] = [(text, "name", entry) for text in dict.fromkeys((row["name"], *row.many("aliases"))) if text]
    peoples = row.many("demonyms") if "demonyms" in row.cells else ()
    return forms + [(text, "demonym", entry) for text in peoples], []


_ROLE_KINDS: Mapping[str, str] = {"role": "person", "group role": "group"}
_RANK: Mapping[Form, int] = {"name": 0, "demonym": 1, "adjective": 1, "metonym": 2}
_FORMS = ("id", "names", "demonyms")
_COUNTRY = (
    "id",
    "name",
    "kind",
    "country",
    "wikidata",
    "official",
    "aliases",
    "demonyms",
    "combining",
    "seats",
    "from",
    "until",
)


def _dates(row: Row) -> tuple[str, str]:
    """The cells from and until.

    Raises:
        ValueError: One is no date, or they are the wrong way round.
    """
    for column in ("from", "until"):
        if row[column] and not _DATE.fullmatch(row[column]):
            raise ValueError(f"{column} is {row[column]!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    since, until = row["from"], row["until"]
    if since and until and until < since[: len(until)]:
        raise ValueError(f"until {until} is before from {since}")
    return since, until


def _country(row: Row) -> tuple[list[_Name], dict[str, str]]:
    """The surface forms of a row of countries.csv, and its code with its name."""
    one_of(row["kind"], ("country", "territory", "contested", "former"), "kind")
    since, until = _dates(row)
    country = row["country"] or (row["id"] if len(row["id"]) == 3 else None)
    entry = Entry(
        row["id"], row["name"], "country", country, ("GOV",), row["wikidata"] or None, since, until, "", row.place
    )
    spellings = [s for text in (row["name"], *row.many("official"), *row.many("aliases")) for s in _spellings(text)]
    forms: list[_Name] = [(text, "name", entry) for text in dict.fromkeys(spellings)]
    forms += [(text, "demonym", entry) for text in row.many("demonyms")]
    forms += [(text, "adjective", entry) for text in row.many("combining")]
    forms += [(text, "metonym", entry) for text in row.many("seats")]
    return forms, ({row["id"]: row["name"]} if len(row["id"]) == 3 else {})


def _forms(row: Row, by_id: Mapping[str, Entry]) -> list[_Name]:
    """The further names and demonyms of a country."""
    one_of(row["id"], by_id, "country")
    entry = by_id[row["id"]]
    names = [spelling for text in row.many("names") for spelling in _spellings(text)]
    return [(text, "name", entry) for text in names] + [
        (spelling, "demonym", entry) for text in row.many("demonyms") for spelling in _spellings(text)
    ]


def _seats(row: Row, known: Mapping[str, Entry]) -> list[_Name]:
    """The seats that stand for an organization ("Brussels")."""
    return [(text, "metonym", known[one_of(row["id"], known, "actor")]) for text in row.many("seats")]


def _spellings(name: str) -> list[str]:
    """A name with the other ways to write it: Saint as St. and St, letters without their accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    found = [name, plain]
    for text in (name, plain):
        if "Saint " in text:
            found += [text.replace("Saint ", "St. "), text.replace("Saint ", "St ")]
    return list(dict.fromkeys(found))


def _actor(row: Row, kinds: frozenset[str], countries: Mapping[str, str]) -> list[_Name]:
    """The surface forms of a row of the other tables."""
    one_of(row["kind"], kinds, "kind")
    if row["country"]:
        one_of(row["country"], countries, "country")
    sectors = row.many("sectors", " ")
    for sector in sectors:
        one_of(sector, SECTORS, "sector")
    if not row["id"] or not row["name"]:
        raise ValueError("no id or no name")
    since, until = _dates(row)
    entry = Entry(
        row["id"], row["name"], MENTION_KIND[row["kind"]], row["country"] or None, sectors, row["wikidata"] or None,
        since, until, row.cells.get("office", ""), row.place,
    )  # fmt: skip
    return [(text, "name", entry) for text in dict.fromkeys((row["name"], *row.many("aliases")))]


def _homonym(known: Iterable[str]) -> Callable[[Row], Homonym]:
    """What reads a row of homonyms.csv."""

    def read(row: Row) -> Homonym:
        one_of(row["id"], known, "actor")
        return Homonym(row["name"], frozenset(row.many("for")), frozenset(row.many("against")))

    return read


def _role(row: Row) -> list[Role]:
    """The role of a row, under its singular and plural."""
    one_of(row["kind"], ("person", "group"), "kind")
    sectors = row.many("sectors", " ")
    for sector in sectors:
        one_of(sector, SECTORS, "sector")
    noun, number = row["noun"], row["number"]
    made = [Role(noun, row["kind"], sectors, row["office"] == "y", number == "plural", row.place)]
    if number not in ("regular", "plural"):
        made.append(Role(number, row["kind"], sectors, row["office"] == "y", True, row.place))
    return made
