"""Who: names of the tables, role phrases with their country, and the parser's persons and organizations.

One mention a party: a title and the name behind it are one ("Russian Defense Minister Sergei Shoigu"), a role phrase
holds the country that modifies it ("Tajik forces"). References are resolved afterwards, in `coreference`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from panj import syntax
from panj.knowledge.actors import ActorTables, Role
from panj.knowledge.english import words
from panj.mentions.coreference import resolve
from panj.mentions.metonyms import acts
from panj.mentions.names import NameMatch, names
from panj.records import ActorKind, ActorMention, Entity, ParsedDocument, PlaceMention, Sentence, Token

Tokens = tuple[Token, ...]
AFFILIATING = frozenset({"of", "for", "from"})


class _Link(NamedTuple):
    """What a role phrase belongs to."""

    id: str | None
    country: str | None
    name: str | None
    wikidata: str | None


def find(parsed: ParsedDocument, tables: ActorTables) -> tuple[ActorMention, ...]:
    """Every mention of an actor in a document, in the order of the text, references resolved."""
    known: dict[str, ActorMention] = {}
    found: list[ActorMention] = []
    for sentence in parsed.sentences:
        finder = _Finder(parsed, sentence, tables, known)
        found.extend(finder.mentions())
    return resolve(parsed, sorted(found, key=lambda m: (m.sentence, m.first, -m.last)), tables)


def without_places(found: Sequence[ActorMention], places: Sequence[PlaceMention]) -> tuple[ActorMention, ...]:
    """The mentions less those that the parser alone took for organizations and that are places of the gazetteer."""
    located = {(p.start, p.end) for p in places if p.lat is not None and p.kind != "PCLI"}
    return tuple(
        m
        for m in found
        if not (m.id is None and m.kind == "organization" and m.form == "name" and (m.start, m.end) in located)
    )


class _Finder:
    """The mentions of one sentence."""

    def __init__(
        self, parsed: ParsedDocument, sentence: Sentence, tables: ActorTables, known: dict[str, ActorMention]
    ) -> None:
        self.text = parsed.document.text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.tables = tables
        self.known = known
        known_names = names(sentence, tables, parsed.date)
        self.matches = [m for m in known_names if not m.part]
        self.parts = [m for m in known_names if m.part]
        self.at = {t: m for m in self.matches for t in range(m.first, m.last + 1)}
        self.used: set[int] = set()
        self.out: list[ActorMention] = []

    def mentions(self) -> list[ActorMention]:
        """All mentions of the sentence."""
        for entity in self.sentence.entities:
            if entity.label == "PERSON":
                self._person(entity)
        for match in self.matches:
            if match.entry.kind == "person" and match.first not in self.used:
                self._person(Entity(match.first, match.last, "PERSON"))
        for token in reversed(self.tokens):  # "the Afghan government's troops": the troops hold the government
            if token.pos in ("NOUN", "PROPN", "ADJ") and token.i not in self.used:
                self._role(token)
        for match in self.matches:
            if not self.used & set(range(match.first, match.last + 1)):
                self._name(match)
        for entity in self.sentence.entities:
            if entity.label in ("ORG", "NORP") and not self.used & set(range(entity.first, entity.last + 1)):
                self._organization(entity)
        return self.out

    # -------------------------------------------------------------- names

    def _name(self, match: NameMatch) -> None:
        """A mention of a name of the tables."""
        tokens = self.tokens
        head = self._head(match.first, match.last)
        form = match.named.form
        entry = match.entry
        last = match.last
        if (
            form in ("demonym", "adjective")
            and tokens[head].dep in ("amod", "compound", "nmod")
            and tokens[head].head > last
        ):
            form = "adjective"
        elif form == "adjective":
            return
        elif (
            form == "demonym"
            and tokens[head].pos == "ADJ"
            and tokens[head].dep not in ("nsubj", "dobj", "pobj", "conj", "nsubjpass")
        ):
            form = "adjective"
        if form == "metonym" and not acts(tokens, head):
            return
        first = match.first
        kind = entry.kind if form == "name" or entry.kind != "country" else "country"
        self._add(first, last, head, kind=kind, name=entry.name, id=entry.id, country=entry.country, sectors=entry.sectors,
                  wikidata=entry.wikidata, form="name" if form == "name" else form, rule=entry.place)  # fmt: skip

    def _organization(self, entity: Entity) -> None:
        """A mention of an organization that no table knows."""
        tokens = self.tokens
        first = entity.first + (tokens[entity.first].lower in ("the", "a", "an"))
        last = entity.last - (tokens[entity.last].lower in ("'s", "’s", "'", "’"))
        if last < first or not any(t.text[:1].isupper() for t in tokens[first : last + 1]):
            return
        if first in self.at and self.at[first].last >= last:
            return  # a seat that does not act here
        head = self._head(first, last)
        name = self._words(first, last)
        if tokens[last].lower in words("place_nouns") or any(c.isdigit() for c in name):
            return
        if (
            any(tokens[k].lemma in words("site_nouns") for k in range(last + 1, min(last + 3, len(tokens))))
            and tokens[head].dep == "compound"
        ):
            return  # "Kuhi Sabz training ground"
        known = self.known.get(name)
        within = [
            m for m in (*self.parts, *self.matches) if first <= m.first and m.last <= last and m.entry.kind == "country"
        ]
        inner = within[0] if within else None
        country = known.country if known else inner.entry.country if inner else None
        self._add(first, last, head, kind="group" if entity.label == "NORP" else "organization", name=name, country=country,
                  rule="parser entity " + entity.label)  # fmt: skip

    # -------------------------------------------------------------- persons

    def _person(self, entity: Entity) -> None:
        """A mention of a person, with the title before the name and the role in apposition."""
        tokens = self.tokens
        first, last = entity.first, entity.last
        while last > first and (tokens[last].lower in ("'s", "’s", "'", "’") or tokens[last].pos == "PUNCT"):
            last -= 1
        match = next(
            (m for m in self.matches if m.entry.kind == "person" and first <= m.first and m.last <= last), None
        )
        if match is None:
            inside = [self.at[t] for t in range(first, last + 1) if t in self.at]
            if inside and inside[0].first <= first and inside[0].last >= last:
                return  # the parser took a country or group for a person
            if (
                tokens[last].lower in words("place_nouns")
                or tokens[first].text[:1].islower()
                or all(t.pos != "PROPN" for t in tokens[first : last + 1])
            ):
                return
        if set(range(first, last + 1)) & self.used:
            return
        head = self._head(first, last)
        name = self._words(match.first, match.last) if match else self._words(first, last)
        role, start = self._title(first, head)
        link = self._link(head, start, first)
        apposed = self._apposition(head)
        if role is None and apposed is not None:
            role, link_too = apposed
            link = link_too or link
        known = self.known.get(name.split()[-1]) if match is None else None
        if known is not None and not (name in (known.name or "") or (known.name or "") in name):
            known = None
        entry = match.entry if match else None
        full = entry.name if entry else known.name if known and len(known.name or "") > len(name) else name
        country = (
            (entry.country if entry else None) or (link.country if link else None) or (known.country if known else None)
        )
        sectors = entry.sectors if entry else role.sectors if role else known.sectors if known else ()
        identity = entry.id if entry else known.id if known else None
        rule = entry.place if entry else role.place if role else "parser entity PERSON"
        made = self._add(start, last, head, kind="person", name=full, id=identity, country=country, sectors=sectors,
                         wikidata=entry.wikidata if entry else None, rule=rule)  # fmt: skip
        if full:
            self.known[full.split()[-1]] = made
            self.known[full] = made

    def _title(self, first: int, head: int) -> tuple[Role | None, int]:
        """The role before a name, and where the phrase with it starts."""
        tokens = self.tokens
        role: Role | None = None
        start = first
        i = first - 1
        while i >= 0 and first - i <= 8:
            token = tokens[i]
            if token.pos in ("PUNCT", "VERB", "ADP", "CCONJ") and token.text not in ("-", "’s", "'s"):
                break
            found = self._role_at(i)
            if role is None and found is None and token.head != head and tokens[token.head].head != head:
                break
            if found is not None and role is None:
                if not found[0].office and found[0].kind != "person":
                    break
                role, start = found[0], found[1]
                i = found[1] - 1
                continue
            if role is not None and (token.dep in ("det", "amod", "compound", "nmod", "poss", "case") or i in self.at):
                start = i
                i -= 1
                continue
            break
        if role is None:
            return None, first
        while start < first and tokens[start].lower in ("the", "a", "an"):
            start += 1
        return role, start

    def _apposition(self, head: int) -> tuple[Role, _Link | None] | None:
        """The role in apposition to a name, either way round, and what it belongs to."""
        tokens = self.tokens
        beside = [c for c in tokens[head].children if tokens[c].dep == "appos"]
        if tokens[head].dep == "appos":
            beside.append(tokens[head].head)
        for other in beside:
            found = self._role_at(other)
            if found is not None:
                return found[0], self._link(other, syntax.noun_phrase(tokens, other)[0], other + 1)
        return None

    # -------------------------------------------------------------- roles

    def _role_at(self, i: int) -> tuple[Role, int] | None:
        """The longest role phrase that ends at token i, and its first token."""
        tokens, roles = self.tokens, self.tables.roles
        for length in (4, 3, 2, 1):
            first = i - length + 1
            if first < 0:
                continue
            before = [t.lower for t in tokens[first:i]]
            for tail in dict.fromkeys((tokens[i].lower, tokens[i].lemma)):
                role = roles.get(" ".join([*before, tail])) or (
                    roles.get("-".join([*before, tail])) if length > 1 else None
                )
                if role is not None:
                    return role, first
        return None

    def _role(self, token: Token) -> None:
        """A mention of a role phrase headed by a token."""
        tokens, i = self.tokens, token.i
        if i in self.at or _paired(tokens, token):
            return
        if (
            token.pos == "PROPN"
            and i + 1 < len(tokens)
            and tokens[i + 1].pos == "PROPN"
            and tokens[i].dep == "compound"
        ):
            return
        found = self._role_at(i)
        if found is None or (token.pos == "ADJ" and token.dep not in ("nsubj", "dobj", "pobj", "nsubjpass", "conj")):
            return
        role, role_first = found
        if token.dep == "compound" and token.head > i and self._role_at(token.head) is not None:
            return  # "army officers": the officers are the mention
        first, last = syntax.noun_phrase(tokens, i)
        first = min(first, role_first)
        link = self._link(i, first, i)
        while first < i and tokens[first].lower in _SMALL:
            first += 1
        if any(t in self.used for t in range(first, last + 1)):
            first = role_first
            if any(t in self.used for t in range(first, last + 1)):
                return
        plural = token.tag in ("NNS", "NNPS") or role.plural
        determiner = syntax.child(tokens, i, "det", "poss")
        bare = determiner is None or tokens[determiner].lower in ("a", "an", "some", "any", "no", "many", "several")
        kind: ActorKind = "role" if role.kind == "person" else "group" if plural else "organization"
        self._add(
            first, last, i, kind=kind, plural=plural, collective=role.kind == "group" and not plural,
            singular_person=role.kind == "person" and not plural, name=self._words(first, last),
            id=link.id if link else None, country=link.country if link else None, sectors=role.sectors, wikidata=None,
            form="role", generic=bool(bare and link is None and (plural or determiner is not None or role.kind == "group")), rule=role.place,
        )  # fmt: skip

    def _link(self, head: int, first: int, stop: int) -> _Link | None:
        """The country or group that a role phrase belongs to: a modifier, a possessor, or behind "of"."""
        tokens = self.tokens
        best: _Link | None = None
        for t in range(first, max(stop, head + 1)):
            match = self.at.get(t)
            if match is None or match.first != t:
                continue
            follows = tokens[match.last + 1].lower if match.last + 1 < len(tokens) else ""
            if (
                follows in ("-", "–")
                and match.last + 2 < len(tokens)
                and tokens[match.last + 2].lower in words("not_of_the_country")
            ):
                continue
            entry = match.entry
            if entry.kind == "person" and entry.country is None:
                continue
            link = _Link(
                entry.id if entry.kind != "person" else entry.country, entry.country, entry.name, entry.wikidata
            )
            if best is None or entry.kind != "country":
                best = link
        if best is not None:
            return best
        for name, t in syntax.prepositions(tokens, head):
            if name in AFFILIATING or name == "led":
                match = self.at.get(t) or next((self.at[c] for c in tokens[t].children if c in self.at and c < t), None)
                if match is not None and (name == "of" or match.entry.kind != "country" or name == "from"):
                    entry = match.entry
                    return _Link(entry.id, entry.country, entry.name, entry.wikidata)
        for c in tokens[head].children:  # "a delegation led by the Taliban's deputy head"
            if tokens[c].dep == "acl" and tokens[c].lemma in ("lead", "head", "back", "ally"):
                if tokens[c].lemma in ("back", "ally"):
                    continue
                for name, t in syntax.prepositions(tokens, c):
                    if name == "by":
                        for k in syntax.subtree(tokens, t):
                            if k in self.at:
                                entry = self.at[k].entry
                                return _Link(
                                    entry.country if entry.kind == "person" else entry.id,
                                    entry.country,
                                    entry.name,
                                    entry.wikidata,
                                )
        return None

    # -------------------------------------------------------------- building

    def _head(self, first: int, last: int) -> int:
        """The token among [first, last] whose head lies outside."""
        for t in range(last, first - 1, -1):
            if not first <= self.tokens[t].head <= last or self.tokens[t].head == t:
                return t
        return last

    def _words(self, first: int, last: int) -> str:
        """The words of some tokens, white space made single."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def _add(self, first: int, last: int, head: int, **fields: object) -> ActorMention:
        """Build and keep a mention."""
        tokens = self.tokens
        start, end = tokens[first].start, tokens[last].end
        made = ActorMention(sentence=self.sentence.index, first=first, last=last, head=head, start=start, end=end,
                            text=self.text[start:end], dep_subject=tokens[syntax.first_conjunct(tokens, head)].dep in ("nsubj", "nsubjpass"),
                            head_lemma=tokens[head].lemma, **fields)  # type: ignore[arg-type]  # fmt: skip
        self.out.append(made)
        self.used.update(range(first, last + 1))
        return made


def _paired(tokens: Tokens, token: Token) -> bool:
    """Whether a plural noun stands for a pair told before ("both militaries"): that is a reference."""
    return (
        token.tag == "NNS"
        and token.lemma in words("pair_nouns")
        and any(tokens[c].lower in ("both", "two") for c in token.children)
    )


_SMALL = frozenset(
    {
        "the",
        "a",
        "an",
        "some",
        "any",
        "no",
        "this",
        "that",
        "these",
        "those",
        "all",
        "both",
        "many",
        "several",
        "its",
        "their",
        "his",
        "her",
        "our",
        "more",
        "most",
        "few",
        "other",
        "another",
        "around",
        "about",
        "nearly",
        "than",
        "at",
        "least",
        "up",
        "to",
        "over",
        "almost",
        "roughly",
        "approximately",
    }
)
