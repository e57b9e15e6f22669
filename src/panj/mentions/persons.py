"""Persons: a name with the title before it and the role in apposition, told fully once and in parts later."""

from __future__ import annotations

from panj import syntax
from panj.knowledge.actors import Entry, Role
from panj.knowledge.english import groups, words
from panj.mentions.bodies import STATE
from panj.mentions.names import NameMatch
from panj.mentions.places.evidence import reached
from panj.mentions.roles import link, sectors_of
from panj.mentions.strangers import COURTESY, HERE, MARKS, is_person_name, looks_personal, name_span
from panj.mentions.view import Link, View, link_to
from panj.records import Entity, Token

_PERSONAL = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "WORK_OF_ART", "FAC", "LOC"})


def find_persons(view: View) -> None:
    """Add the persons of a sentence."""
    done: set[int] = set()
    for match in view.matches:
        if match.entry.kind == "person" and match.first not in done:
            last = _whole(view, match)
            _add_person(view, match.first, last)
            done.update(range(match.first, last + 1))
    for entity in view.sentence.entities:
        if entity.label in _PERSONAL and entity.first not in done:
            span = _personal(view, entity)
            if span is not None and view.free(*span):
                _add_person(view, *span)
    for token in view.tokens:  # a part of a known name that the parser took for no name
        surname = token.pos == "NOUN" and token.text[:1].isupper()
        if (
            (token.pos == "PROPN" or (surname and view.strangers.is_surname(token.text)))
            and not token.entity
            and token.i not in view.used
            and token.i not in view.at
            and view.strangers.is_person(token.text)
            and not _goes_on(view, token.i)
        ):
            _add_person(view, token.i, token.i)
        elif (span := _introduced(view, token)) is not None:
            _add_person(view, *span)


def _introduced(view: View, token: Token) -> tuple[int, int] | None:
    """The name before "a Chilean player" or the like, where the parser saw no name: "Ana Rojas, a Chilean player, was"."""
    tokens, i = view.tokens, token.i
    if token.pos != "PROPN" or token.entity or i in view.used or i in view.at or i + 3 >= len(tokens):
        return None
    first = min((c for c in token.children if tokens[c].dep == "compound" and not tokens[c].entity), default=i)
    if first == i or tokens[i + 1].text != "," or tokens[i + 2].lower not in ("a", "an"):
        return None
    if not view.free(first, i) or any(t in view.at for t in range(first, i)):
        return None
    return (first, i) if _described(view, first, i) else None


def _whole(view: View, match: NameMatch) -> int:
    """The last token of a person's name where the parser's entity goes on behind what the tables know."""
    entity = view.entity_at.get(match.last)
    last = match.last
    if entity is None or entity.label != "PERSON":
        return last
    for t in range(match.last + 1, entity.last + 1):
        other = view.at.get(t)
        if view.tokens[t].pos != "PROPN" or (other is not None and other.entry.name != match.entry.name):
            break
        last = t
    return last


def _goes_on(view: View, i: int) -> bool:
    """Whether a name goes on behind token i ("the Clinton Foundation")."""
    tokens = view.tokens
    return i + 1 < len(tokens) and tokens[i + 1].pos == "PROPN" and tokens[i].dep == "compound"


def _personal(view: View, entity: Entity) -> tuple[int, int] | None:
    """The tokens of an entity that name a person, or None."""
    tokens, strangers = view.tokens, view.strangers
    span = name_span(tokens, entity)
    if span is None:
        return None
    first, last = span
    bare = strangers.bare(tokens, first, last)
    name = view.words(bare, last)
    if entity.label != "PERSON" and first == last and first in view.at and view.at[first].entry.kind == "country":
        return None
    if first == last and (name.isupper() and len(name) > 2):
        return None
    surname = bare == last and strangers.is_surname(name)
    if surname and (not first or tokens[first - 1].lower not in HERE):
        return span
    if first == last and entity.label in ("GPE", "LOC") and strangers.label(name, entity.label) == entity.label:
        return None
    if strangers.is_person(name):
        return span
    if entity.label in ("ORG", "PERSON") and last > first:  # "Middle East Tobias Ellwood"
        for start in range(first + 1, last):
            tail = " ".join(t.text for t in tokens[start : last + 1])
            if strangers.full_name(tail) == tail:
                return start, last
    inside = [view.at[t] for t in range(first, last + 1) if t in view.at]
    if inside and inside[0].first <= first and inside[0].last >= last:
        return None  # the parser took a country or group for a person
    if entity.label != "PERSON":
        parts = [t.text for t in tokens[bare : last + 1]]
        personal = (
            len(parts) > 1
            and entity.label in ("ORG", "GPE")
            and (looks_personal(parts) or (entity.label == "ORG" and _described(view, first, last)))
        )
        if not personal and not (len(parts) == 1 and first and tokens[first - 1].lower in COURTESY):
            return None
    if not is_person_name(tokens[first : last + 1]):
        return None
    if (
        first
        and last > first
        and tokens[first - 1].lower in ("in", "at", "near")
        and not looks_personal([t.text for t in tokens[first : last + 1]])
    ):
        return None  # "in La Llagosta"
    if first == last:
        if reached(tokens, first):
            return None
        if strangers.is_place(name) or strangers.label(name, "PERSON") != "PERSON" or name == view.publisher:
            return None
    elif last > first and view.role_at(last) is not None and view.role_at(last).role.kind == "group":  # type: ignore[union-attr]
        return None  # "Supporters Brigades"
    return span


def _described(view: View, first: int, last: int) -> bool:
    """Whether a name of two or three words that the parser took for an organization has a person's role beside it."""
    tokens = view.tokens
    if last - first > 2 or not all(
        t.text[:1].isupper() and t.text.isalpha() and not t.text.isupper() for t in tokens[first : last + 1]
    ):
        return False
    if view.role_at(last) is not None or view.role_at(first) is not None:
        return False
    before = view.role_at(first - 1) if first else None  # "police spokesman Femi Adeyemi"
    if before is not None and tokens[first - 1].pos == "NOUN" and tokens[first - 1].tag == "NN":
        return before.role.kind == "person" and not before.role.plural
    apposed = _apposition(view, view.head(first, last))
    return apposed is not None and apposed[0].kind == "person"


def _add_person(view: View, first: int, last: int) -> None:
    """Add a person named at tokens [first, last]."""
    tokens = view.tokens
    while last > first and (tokens[last].text in MARKS or tokens[last].pos == "PUNCT"):
        last -= 1
    if not view.free(first, last):
        return
    match = next((m for m in view.matches if m.entry.kind == "person" and first <= m.first and m.last <= last), None)
    head = view.head(first, last)
    bare = view.strangers.bare(tokens, first, last)
    name = view.words(match.first, match.last) if match else view.words(bare, last)
    role, start = _title(view, first, head)
    role = role or _title_within(view, first, max(bare, first + 1), last)
    belongs = link(view, head, start, first)
    apposed = _apposition(view, head)
    if apposed is not None and apposed[0].kind == "group" and match is None and role is None:
        return  # "Hagia Sophia, formerly a church"
    if role is None and apposed is not None:
        role = apposed[0]
        belongs = apposed[1] or belongs
    belongs = belongs or _of(view, head) or _national(view, head)
    full = match.entry.name if match else view.strangers.full_name(name) or name
    entry = match.entry if match else view.strangers.entries.get(full)
    known = view.known.get(full)
    country = (
        (entry.country if entry else None)
        or (belongs.country if belongs else None)
        or (known.country if known else None)
    )
    sectors = (role.sectors if role else ()) or (known.sectors if known else ())
    if STATE.intersection(sectors) and any(t.lower in words("former_modifiers") for t in tokens[start:first]):
        sectors = ("ELI",)
    if entry:
        sectors = _in_office(entry, view.day, sectors)
    elif not sectors and belongs:
        sectors = belongs.sectors
    rule = entry.place if entry else role.place if role else "parser entity PERSON"
    start = min(start, first)
    head = view.head(start, last)
    made = view.add(
        start, last, head, kind="person", name=full, id=entry.id if entry else None, country=country, sectors=sectors,
        wikidata=entry.wikidata if entry else None, rule=rule, singular_person=True,
    )  # fmt: skip
    view.known[full] = made
    view.strangers.learn(full)


def _in_office(entry: Entry, day: str | None, told: tuple[str, ...]) -> tuple[str, ...]:
    """The sectors of a person of the tables on the day of a document: out of office those the text tells, else "former".

    >>> entry = Entry("DEU-x", "X", "person", "DEU", ("GOV",), None, "2005-11-22", "2021-12-08", "Chancellor", "")
    >>> _in_office(entry, "2015-01-01", ()), _in_office(entry, "2022-01-01", ()), _in_office(entry, "2001", ("LEG",))
    (('GOV',), ('ELI',), ('LEG',))
    """
    if day is None or not STATE.intersection(entry.sectors):
        return entry.sectors
    if entry.since and day[: len(entry.since)] < entry.since[: len(day)]:
        return told
    if entry.until and day[: len(entry.until)] > entry.until[: len(day)]:
        return told or ("ELI",)
    return entry.sectors


def _national(view: View, head: int) -> Link | None:
    """The country whose adjective stands on what is told beside a name: "Ana Rojas, a Chilean chess prodigy"."""
    for c in syntax.children(view.tokens, head, "appos"):
        told = (view.at.get(t) for t in view.tokens[c].children if view.tokens[c].tag == "NN" and t < c)
        for match in told:
            if match is not None and match.named.form in ("adjective", "demonym") and match.entry.country:
                return link_to(match.entry)
    return None


def _of(view: View, head: int) -> Link | None:
    """The organization or group that a person is "of" or "from"."""
    for name, t in syntax.prepositions(view.tokens, head):
        match = view.at.get(t) if name in ("of", "from") else None
        if match is not None and match.named.form == "name" and match.entry.kind in ("organization", "group"):
            return link_to(match.entry)
    return None


def _title(view: View, first: int, head: int) -> tuple[Role | None, int]:
    """The role before a name, and where the phrase with it starts."""
    tokens = view.tokens
    role: Role | None = None
    start = first
    i = first - 1
    while i >= 0 and first - i <= 9:
        token = tokens[i]
        if token.pos in ("PUNCT", "VERB", "ADP", "CCONJ", "AUX") and token.text not in ("-", "’s", "'s"):
            if role is None and token.lower in ("for", "of") and i and start == first:
                office = view.role_at(i - 1)  # "Minister for the Middle East Tobias Ellwood"
                between = tokens[i + 1 : first]
                if office and office.role.office and between and all(t.pos in ("PROPN", "DET") for t in between):
                    role, start, i = office.role, office.first, office.first - 1
                    continue
            break
        found = view.role_at(i)
        if role is None and found is None and token.head != head and tokens[token.head].head != head:
            if token.pos in ("PROPN", "DET") and i >= 2 and first - i <= 3:
                i -= 1
                continue
            break
        if found is not None and role is None:
            if not found.role.office and found.role.kind != "person":
                break
            if found.role.plural or token.tag == "NNS":
                break
            role, start = found.role, found.first
            i = found.first - 1
            continue
        if role is not None and (token.dep in ("det", "amod", "compound", "nmod", "poss", "case") or i in view.at):
            if token.dep == "det" and tokens[token.head].i < start:
                break
            start = i
            i -= 1
            continue
        if role is None and token.lower in COURTESY:
            start = i
            i -= 1
            continue
        break
    if role is None:
        return None, start
    while start < first and tokens[start].lower in ("the", "a", "an", "his", "her", "their", "its", "our"):
        start += 1
    return role, start


def _title_within(view: View, first: int, bare: int, last: int) -> Role | None:
    """The role of a title that the parser took for part of the name: "Archbishop Jorge Poli", "Bishop Ramos"."""
    if bare > last or view.tokens[bare - 1].text in groups("given_names"):
        return None
    found = view.role_at(bare - 1)
    return found.role if found is not None and found.first >= first and found.role.office else None


def _apposition(view: View, head: int) -> tuple[Role, Link | None] | None:
    """The role in apposition to a name, either way round, or told in "X, who is ...", and what it belongs to."""
    tokens = view.tokens
    beside = [c for c in tokens[head].children if tokens[c].dep == "appos"]
    if tokens[head].dep == "appos":
        beside.append(tokens[head].head)
    for c in tokens[head].children:
        if tokens[c].dep == "relcl" and tokens[c].lemma == "be":
            beside += [a for a in tokens[c].children if tokens[a].dep == "attr"]
    for other in beside:
        found = view.role_at(other)
        if (
            found is not None
            and tokens[other].tag not in ("NNS", "NNPS")
            and tokens[other].lemma not in words("no_actors")
        ):
            role = found.role
            if not role.sectors:
                role = role._replace(sectors=sectors_of(view, found))
            below = syntax.subtree(tokens, other)
            if tokens[other].lemma in words("kin_nouns") and not any(
                t in view.at and view.at[t].entry.kind == "person" for t in below
            ):
                return role, None  # "the son of Indian immigrants"
            return role, link(view, other, syntax.noun_phrase(tokens, other)[0], other + 1)
    return None
