"""Who a document names beside those the tables know: found once a document, before its sentences are read.

A name is told fully once and in parts later ("Amy Berman Jackson", then "Judge Jackson"), an acronym stands behind
what it abbreviates, and what the parser calls a person in one sentence and an organization in the next is one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from panj.knowledge.actors import Entry, Role
from panj.knowledge.english import groups, words
from panj.mentions.names import NameMatch
from panj.records import Entity, ParsedDocument, Sentence, Token

Tokens = tuple[Token, ...]
MARKS = frozenset({"'s", "’s", "'", "’"})
COURTESY = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "miss", "madame", "mme"})
_ARTICLES = ("al-", "el-", "as-", "ar-", "ad-", "at-", "an-", "ash-")
HERE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "into", "towards", "toward", "within"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})


class Strangers:
    """The persons and acronyms of one document."""

    def __init__(
        self, parsed: ParsedDocument, matches: Sequence[Sequence[NameMatch]], roles: Mapping[str, Role]
    ) -> None:
        """Read the entities of all sentences.

        Args:
            parsed: The document.
            matches: The names of the tables in each sentence.
            roles: The role nouns: titles before a name are no part of it.
        """
        self._roles = roles
        self._namesakes: set[tuple[int, int]] = set()
        self._full: dict[str, str] = {}
        """Part of a name, or a whole one -> the full name; "" where two persons share it."""
        self.entries: dict[str, Entry] = {}
        """Full name -> the row of the tables."""
        self.acronyms: dict[str, str] = {}
        """Acronym -> what it abbreviates."""
        self._meant: dict[str, Entry | None] = {}
        """Acronym -> the row of the tables for what it abbreviates, None for what none knows."""
        self._surnames: set[str] = set()
        """Names of organizations and groups that persons bear in this document ("Richard Wagner")."""
        self._as: dict[str, dict[str, int]] = {}
        for sentence, found in zip(parsed.sentences, matches, strict=True):
            self._read(sentence, found)

    def _read(self, sentence: Sentence, found: Sequence[NameMatch]) -> None:
        """Note what one sentence shows."""
        tokens = sentence.tokens
        told: set[int] = set()
        bodies = {t: m for m in found if m.entry.kind != "person" for t in range(m.first, m.last + 1)}
        known = bodies.keys() - self._borne(sentence, bodies)
        for match in found:
            if match.entry.kind == "person" and not match.part:
                if self._is_namesake(sentence, match):
                    self._namesakes.add((sentence.index, match.first))
                    continue
                if not self.means(sentence.index, match):
                    continue  # "Paul Putin" told before: his surname is his
                self.entries[match.entry.name] = match.entry
                told.update(range(match.first, match.last + 1))
                parts = [*match.entry.name.split(), *match.named.text.split()]
                self._person(match.entry.name, parts)
                if parts[-1].lower().startswith(_ARTICLES):
                    self._person(match.entry.name, [parts[-1].partition("-")[2]])  # "Assad" of "al-Assad"
        for token in tokens:
            if token.text == "(":
                self._acronym(tokens, token.i, found)
        for entity in sentence.entities:
            if entity.label not in _NAMED:
                continue
            span = name_span(tokens, entity)
            if span is None or not known.isdisjoint(range(span[0], span[1] + 1)):
                continue
            if not told.isdisjoint(range(span[0], span[1] + 1)):
                continue
            first, last = self.bare(tokens, *span), span[1]
            parts = [t.text for t in tokens[first : last + 1]]
            if len(parts) > 1 and (entity.label == "PERSON" or looks_personal(parts)):
                body = self._roles.get(tokens[last].lemma)
                of_people = body is None or body.kind != "group"
                if of_people and entity.label in ("PERSON", "ORG", "GPE") and is_person_name(tokens[first : last + 1]):
                    whole = sentence.text[tokens[first].start - sentence.start : tokens[last].end - sentence.start]
                    self._person(" ".join(whole.split()), parts)
            elif len(parts) == 1:
                seen = self._as.setdefault(parts[0], {})
                kind = _use(tokens, first, entity.label)
                seen[kind] = seen.get(kind, 0) + 1

    def bare(self, tokens: Tokens, first: int, last: int) -> int:
        """Where a name of tokens [first, last] begins without its titles: "Nurse Elena Marquez", "Ms Clara Jensen"."""
        at = first
        while at < last and tokens[at].text[:1].isupper():
            role = self._roles.get(tokens[at].lower)
            titled = role is not None and role.kind == "person" and not role.plural and at + 1 < last
            if tokens[at].lower not in COURTESY and not titled:
                break
            at += 1
        personal = at > first and (tokens[at - 1].lower in COURTESY or tokens[at].text in groups("given_names"))
        return at if personal else first

    def _borne(self, sentence: Sentence, bodies: Mapping[int, NameMatch]) -> set[int]:
        """The tokens that name a body elsewhere and are a surname behind a given name here; their names are noted."""
        tokens, given = sentence.tokens, groups("given_names")
        borne = {
            e.last for e in sentence.entities
            if e.first < e.last and e.first not in bodies
            and e.last in bodies and bodies[e.last].first == e.last and bodies[e.last].entry.kind != "country"
            and (_of_a_people(tokens, e, bodies[e.last]) or (e.label == "PERSON" and tokens[e.first].text in given))
        }  # fmt: skip
        self._surnames.update(tokens[t].text for t in borne)
        return borne

    def learn(self, full: str) -> None:
        """Note a person found while a sentence was read."""
        if full not in self._full and " " in full:
            self._person(full, full.split())

    def _person(self, full: str, parts: Iterable[str]) -> None:
        """Note a person under the first and last part of the name."""
        parts = [p for p in parts if len(p) > 2 and p[:1].isupper() and not p.endswith(".")]
        self._full.setdefault(full, full)
        for part in dict.fromkeys((parts[0], parts[-1]) if parts else ()):
            known = self._full.get(part)
            if known is None or (known and known.split()[-1] == full.split()[-1] and known in full):
                self._full[part] = full
            elif known != full and full not in known:
                self._full[part] = ""

    def _is_namesake(self, sentence: Sentence, match: NameMatch) -> bool:
        """Whether a surname of the tables stands behind another given name ("Paul Putin")."""
        tokens = sentence.tokens
        own = {*match.entry.name.lower().split(), *match.named.text.lower().split()}
        for entity in sentence.entities:
            if entity.label == "PERSON" and entity.first <= match.first and match.last <= entity.last:
                before = tokens[entity.first : match.first]
                return any(
                    t.pos == "PROPN" and t.lower not in own and t.lower not in self._roles and len(t.text) > 2
                    for t in before
                )
        return False

    def means(self, sentence: int, match: NameMatch) -> bool:
        """Whether a name of the tables means the person of the tables here, not a namesake whom the document names."""
        if (sentence, match.first) in self._namesakes:
            return False
        full = self._full.get(match.named.text)
        return " " in match.named.text or not full or full == match.entry.name or full in self.entries

    def read(self, sentence: Sentence, match: NameMatch) -> NameMatch | None:
        """A name of the tables as this document means it: None for a namesake, another row where it spells out the acronym."""
        if match.entry.kind == "person":
            return match if self.means(sentence.index, match) else None
        text = match.named.text
        token = sentence.tokens[match.first]
        if text in self._surnames and (token.entity == "PERSON" or token.dep not in ("amod", "compound")):
            return None
        if text in self._meant and match.entry.kind != "country":
            entry = self._meant[text]
            return match._replace(entry=entry) if entry else None
        return match

    def meant(self, acronym: str) -> Entry | None:
        """The row of the tables for what an acronym abbreviates in this document."""
        return self._meant.get(acronym)

    def _acronym(self, tokens: Tokens, i: int, found: Sequence[NameMatch]) -> None:
        """Note "(ABC)" behind the words whose first letters it takes; i is the bracket."""
        if i + 2 >= len(tokens) or tokens[i + 2].text != ")" or not i:
            return
        short = tokens[i + 1].text
        if not (short.isalpha() and short.isupper() and 2 <= len(short) <= 8):
            return
        entry = _spelled_out(found, i)
        if entry is not None:
            self._meant[short] = entry
            self.acronyms.setdefault(short, entry.name)
            return
        rest, at = list(short), i - 1
        while at >= 0 and i - at <= len(short) + 4 and rest:
            text = tokens[at].text
            if text[:1].isupper() and text[0] == rest[-1]:
                rest.pop()
                if not rest:
                    named = tokens[at:i]
                    if not any(t.lemma in words("no_actors") for t in (named[0], named[-1])):
                        self.acronyms[short] = " ".join(t.text for t in named)
                        self._meant.setdefault(short, None)
                    return
            elif text[:1].isupper() or tokens[at].pos in ("VERB", "PUNCT"):
                return
            at -= 1

    def full_name(self, name: str) -> str | None:
        """The full name of a person known by a name or part of it in this document, or None."""
        return self._full.get(name) or None

    def is_surname(self, name: str) -> bool:
        """Whether a word is the later part of the full name of one person of this document."""
        full = self._full.get(name) or ""
        return " " in full and name != full and name != full.split()[0]

    def is_person(self, name: str) -> bool:
        """Whether a name, or a part of one, is a person's in this document."""
        return name in self._full

    def is_place(self, name: str) -> bool:
        """Whether a single-word name stands in this document mostly where places do."""
        seen = self._as.get(name)
        return bool(seen) and seen.get("place", 0) >= max(seen.get("acting", 0), 1)  # type: ignore[union-attr]

    def acts(self, name: str) -> bool:
        """Whether a single-word name is the subject of a verb somewhere in this document, or has a title."""
        return self._as.get(name, {}).get("acting", 0) > 0

    def label(self, name: str, label: str) -> str:
        """What the parser mostly calls a single-word name in this document."""
        seen = self._as.get(name)
        if not seen:
            return label
        told = {k: v for k, v in seen.items() if k in _NAMED}
        return max(told, key=lambda k: (told[k], k == label)) if told else label


def name_span(tokens: Tokens, entity: Entity) -> tuple[int, int] | None:
    """The tokens of an entity's name: no article, no possessive mark, a broken-off last word added."""
    first, last = entity.first, entity.last
    if tokens[first].lower in ("the", "a", "an"):
        first += 1
    while last >= first and (tokens[last].text in MARKS or tokens[last].pos == "PUNCT"):
        last -= 1
    if entity.label == "PERSON":
        while first < last and tokens[first].pos in ("ADP", "PUNCT", "SCONJ"):
            first += 1
        while (
            tokens[first].lower.startswith("al-")
            and first
            and tokens[first - 1].pos == "PROPN"
            and not tokens[first - 1].entity
        ):
            first -= 1
        while (
            last + 1 < len(tokens)
            and tokens[last + 1].pos == "PROPN"
            and tokens[last + 1].text[:1].isupper()
            and not tokens[last + 1].entity
            and tokens[last].dep == "compound"
            and tokens[last].head == last + 1
            and tokens[last + 1].lemma not in words("place_nouns")
        ):
            last += 1
    return (first, last) if first <= last else None


def looks_personal(parts: Sequence[str]) -> bool:
    """Whether a name of several words starts as a person's does, or with a title."""
    return len(parts) <= 4 and parts[0] in groups("given_names") and all(p[:1].isupper() for p in parts[1:])


def is_person_name(tokens: Sequence[Token]) -> bool:
    """Whether the words of a name can be a person's: capitalised, no noun of a place or body among them."""
    last = tokens[-1]
    if not (last.text[:1].isupper() or "-" in last.text) or any(c.isdigit() for t in tokens for c in t.text):
        return False
    if tokens[0].lower in HERE or group_name(tokens):
        return False
    if last.lemma in words("place_nouns") or last.lemma in words("no_actors") or tokens[0].lemma in words("no_actors"):
        return False
    return any(t.pos == "PROPN" for t in tokens)


def group_name(tokens: Sequence[Token]) -> bool:
    """Whether a name of several words opens or ends as those of armed groups and parties do."""
    kinds = groups("group_names")
    return len(tokens) > 1 and (
        kinds.get(tokens[0].lower) == "first" or kinds.get(tokens[-1].lower) in ("last", "body")
    )


def _of_a_people(tokens: Tokens, entity: Entity, match: NameMatch) -> bool:
    """Whether a name of two words ends in that of a people, as surnames do ("Qandeel Baloch")."""
    two = entity.last == entity.first + 1 and all(t.pos == "PROPN" for t in tokens[entity.first : entity.last + 1])
    return two and entity.label in ("PERSON", "ORG") and match.entry.id.startswith("ethnic-")


def _spelled_out(found: Sequence[NameMatch], bracket: int) -> Entry | None:
    """The row of the organization or group of several words that stands before an acronym in brackets."""
    return next(
        (m.entry for m in found if m.first < m.last == bracket - 1 and m.entry.kind in ("organization", "group")), None
    )  # fmt: skip


def _use(tokens: Tokens, i: int, label: str) -> str:
    """How a single-word name stands: as a place, acting, or only under the parser's label."""
    token = tokens[i]
    if i and tokens[i - 1].lower in HERE and token.dep in ("pobj", "ROOT", "compound"):
        return "place"
    if i > 1 and tokens[i - 1].lower == "of" and tokens[i - 2].lemma in words("place_nouns"):
        return "place"
    if token.dep == "nsubj" and tokens[token.head].pos == "VERB" and label != "GPE":
        return "acting"
    return label
