"""Names of the tables that are no persons, and the organizations and peoples that only the parser knows."""

from __future__ import annotations

from panj.knowledge.actors import Entry
from panj.knowledge.english import groups, words
from panj.mentions.metonyms import acting
from panj.mentions.names import NameMatch
from panj.mentions.roles import link, of_money, partitive, undone
from panj.mentions.strangers import group_name, name_span
from panj.mentions.view import View
from panj.records import Entity

_FOR = frozenset({"against", "for", "without"})
_ADJECTIVAL = ("amod", "compound", "nmod")
_NOMINAL = ("nsubj", "dobj", "pobj", "conj", "nsubjpass", "agent", "dative", "appos", "attr")


def find_names(view: View) -> None:
    """Add the names of the tables that nothing has taken."""
    for match in view.matches:
        if view.free(match.first, match.last):
            _add_name(view, match)


def _add_name(view: View, match: NameMatch) -> None:
    """Add a name of the tables, unless it is a seat that does not act or a prefix on its own."""
    tokens = view.tokens
    head = view.head(match.first, match.last)
    token = tokens[head]
    form, entry, first = match.named.form, match.entry, match.first
    rule = entry.place
    if of_money(view, match.last):
        return
    modifies = token.dep in _ADJECTIVAL and token.head > match.last
    country = form == "demonym" or (form == "name" and entry.kind == "country")
    if (form in ("demonym", "adjective") and modifies) or (country and undone(view, match.first, match.last)):
        form = "adjective"
    elif form == "adjective":
        return
    elif form == "demonym" and token.pos == "ADJ" and token.dep not in _NOMINAL:
        form = "adjective"
    if form == "metonym":
        why = acting(tokens, head)
        if not why:
            return
        rule = f"{rule}; metonym: {why}"
    if form == "demonym":
        first = partitive(view, head, first)
    plural = form == "demonym" and token.tag in ("NNS", "NNPS")
    view.add(
        first, match.last, head, kind=entry.kind, name=entry.name, id=entry.id, country=entry.country,
        sectors=entry.sectors, wikidata=entry.wikidata, form=form, rule=rule, plural=plural,
    )  # fmt: skip


def find_longer_names(view: View) -> None:
    """Add the organizations of several words that no table knows: before the names of the tables inside them."""
    for entity in view.sentence.entities:
        if entity.label == "ORG" and entity.last > entity.first:
            inside = {m.first: m for t in range(entity.first, entity.last + 1) if (m := view.at.get(t)) is not None}
            if all(m.named.form in ("demonym", "adjective") for m in inside.values()):
                _add_unknown(view, entity)


def find_movements(view: View) -> None:
    """Add the groups whose name begins with who they are: "Women for America First", "Mothers against Violence"."""
    tokens = view.tokens
    for token in tokens[1:-1]:
        first = tokens[token.i - 1]
        if token.lower not in _FOR or not first.lower.endswith(("s", "men")) or not first.text[0].isupper():
            continue
        last = token.i
        while last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper():
            last += 1
        if last == token.i or first.i in view.at or view.role_at(first.i) is None:
            continue
        opening = first.i == 0 or tokens[first.i - 1].pos == "PUNCT"
        if opening and _names_all(view, token.i + 1, last):
            continue  # "Protesters against Donald Trump"
        view.add(
            first.i, last, first.i, kind="group", name=view.words(first.i, last), sectors=("SOC",), form="name",
            rule="a name that says what it is for", plural=True,
        )  # fmt: skip


def _names_all(view: View, first: int, last: int) -> bool:
    """Whether some tokens are one name of somebody or of a place, and no words of a title."""
    match, entity = view.at.get(first), view.entity_at.get(first)
    if match is not None and match.first == first and match.last == last:
        return True
    return (
        entity is not None
        and (entity.first, entity.last) == (first, last)
        and entity.label in ("PERSON", "GPE", "NORP", "LOC", "ORG")
    )


def find_organizations(view: View) -> None:
    """Add the organizations and peoples that no table knows."""
    for entity in view.sentence.entities:
        if entity.label in ("ORG", "NORP", "PERSON"):
            _add_unknown(view, entity)
    for token in view.tokens:
        if token.i in view.used or token.i in view.at or token.pos not in ("PROPN", "NOUN"):
            continue
        if token.text == view.publisher or token.text in view.strangers.acronyms:
            rule = "publisher" if token.text == view.publisher else "acronym"
            _add_organization(view, token.i, token.i, "organization", rule)


def _add_entry(view: View, i: int, entry: Entry) -> None:
    """Add the acronym of an organization that the tables know by the name behind which the document gives it."""
    view.add(
        i, i, i, kind=entry.kind, name=entry.name, id=entry.id, country=entry.country, sectors=entry.sectors,
        wikidata=entry.wikidata, form="name", rule=f"{entry.place}; acronym",
    )  # fmt: skip


def _add_unknown(view: View, entity: Entity) -> None:
    """Add an entity of the parser as an organization or a people."""
    tokens = view.tokens
    span = name_span(tokens, entity)
    if span is None:
        return
    first, last = span
    name = view.words(first, last)
    if not any(t.text[:1].isupper() for t in tokens[first : last + 1]) or any(
        c.isdigit() or c in "$/%" for c in name[:2]
    ):
        return
    if first in view.at and view.at[first].last >= last:
        return  # a seat that does not act here
    head = view.head(first, last)
    if not view.free(first, last):
        return
    if entity.label == "NORP":
        if tokens[head].tag in ("NNS", "NNPS") or tokens[head].dep in ("nsubj", "dobj", "nsubjpass", "attr"):
            _add_organization(view, first, last, "group", "parser entity NORP")
        return
    lemma = tokens[last].lemma
    if lemma in words("place_nouns") or lemma in words("no_actors") or tokens[first].lemma in words("no_actors"):
        return
    if tokens[head].lemma in words("no_actors"):
        return
    if first == last:
        if view.strangers.is_place(name) or view.strangers.label(name, entity.label) not in ("ORG", "PERSON"):
            return
        if entity.label == "PERSON" and not (
            name.isupper() or name == view.publisher or view.strangers.label(name, "PERSON") == "ORG"
        ):
            return
        if name.isupper() and name not in view.strangers.acronyms and tokens[head].dep in _ADJECTIVAL:
            return
    elif entity.label == "PERSON" and not group_name(tokens[first : last + 1]):
        found = view.role_at(last)
        if found is None or found.role.kind != "group":
            return
    if tokens[head].dep == "compound" and any(t.lemma in words("site_nouns") for t in tokens[last + 1 : last + 3]):
        return  # "Kuhi Sabz training ground"
    _add_organization(view, first, last, "organization", "parser entity ORG")


def _add_organization(view: View, first: int, last: int, kind: str, rule: str) -> None:
    """Add an organization or people, with the country that its name or what it belongs to tells."""
    tokens = view.tokens
    head = view.head(first, last)
    name = view.words(first, last)
    if first == last and (entry := view.strangers.meant(name)) is not None:
        _add_entry(view, first, entry)
        return
    full = view.strangers.acronyms.get(name, name)
    known = view.known.get(full)
    inside = [
        m for m in (*view.parts, *view.matches) if first <= m.first and m.last <= last and m.entry.kind == "country"
    ]
    belongs = link(view, head, first, head) if kind == "organization" else None
    country = (
        known.country if known and known.country else inside[0].entry.country if inside
        else belongs.country if belongs else None
    )  # fmt: skip
    role = next((r for t in (last, head, first) if (r := view.role_at(t)) is not None and r.first >= first), None)
    sectors = known.sectors if known and known.sectors else role.role.sectors if role else ()
    if rule == "publisher":
        sectors = ("JRN",)
    if role is not None and role.role.kind == "person" and role.head == head and kind == "organization":
        kind = "group" if tokens[head].tag in ("NNS", "NNPS") else "role"
        rule = role.role.place
    if (
        kind == "organization"
        and last > first
        and not sectors
        and groups("group_names").get(tokens[last].lower) != "body"
    ):
        kind = "group" if group_name(tokens[first : last + 1]) else kind
    form = "role" if kind == "role" else "name"
    made = view.add(
        first, last, head, kind=kind, name=full, country=country, sectors=sectors, rule=rule, form=form,
        singular_person=kind == "role", plural=kind == "group",
    )  # fmt: skip
    view.known[full] = made
