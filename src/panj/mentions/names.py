"""Names in a sentence: the longest form of the tables at each token, read by the date of the document."""

from __future__ import annotations

import re
from typing import NamedTuple

from panj.knowledge.actors import ActorTables, Entry, Homonym, Named
from panj.records import ParsedDocument, Sentence, Token

_KEY = re.compile(r"\w+")
_SPACE = re.compile(r"\s")


class NameMatch(NamedTuple):
    """A form of the tables at tokens [first, last]; `part` where it is but a part of another name."""

    first: int
    last: int
    named: Named
    entry: Entry
    part: bool = False


def not_countries(parsed: ParsedDocument, tables: ActorTables) -> frozenset[str]:
    """Names that mean something else in a document ("Georgia" among states of the USA, "RSF" far from Sudan)."""
    told = {name for name in tables.homonyms if name in parsed.document.text}
    if not told:
        return frozenset()
    seen = {token.text for sentence in parsed.sentences for token in sentence.tokens}
    return frozenset(name for name in told if _is_other(tables.homonyms[name], seen))


def _is_other(homonym: Homonym, seen: set[str]) -> bool:
    """Whether the words of a document speak against the actor of a homonym; an acronym must have some that speak for it."""
    speak_for, against = len(seen & homonym.speaks_for), len(seen & homonym.against)
    return speak_for <= against if homonym.name.isupper() else against > 2 * speak_for


def names(
    sentence: Sentence, tables: ActorTables, day: str | None, without: frozenset[str] = frozenset()
) -> list[NameMatch]:
    """The names of a sentence, the longest first at each place, none overlapping another.

    Args:
        sentence: The sentence.
        tables: The actor tables.
        day: The day of the document: who held an office, and which states there were.
        without: Names that mean something else here.
    """
    text = _SPACE.sub(" ", sentence.text)
    tokens = sentence.tokens
    ends = {t.end - sentence.start: t.i for t in tokens}
    found: list[NameMatch] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        match = _KEY.match(token.text)
        best: NameMatch | None = None
        for named in tables.names.get(match.group(), ()) if match else ():
            at = token.start - sentence.start
            if not text.startswith(named.text, at):
                continue
            last = ends.get(at + len(named.text))
            if last is None:
                continue
            entry = pick(named, day)
            if entry is not None:
                best = NameMatch(i, last, named, entry)
                break
        if best is not None and (
            best.named.text in without
            or (found and _abroad(tokens, found[-1], best))
            or _of_another(tokens, best, tables)
        ):
            best = None
        if best is not None:
            found.append(best._replace(part=True) if _part_of_longer(sentence, best) else best)
            i = best.last + 1
        else:
            i += 1
    return found


def _abroad(tokens: tuple[Token, ...], before: NameMatch, match: NameMatch) -> bool:
    """Whether an institution's name is that of another country's: "the Libyan House of Representatives", "Peru's Congress"."""
    between = tokens[before.last + 1 : match.first]
    near = not between or (between[0].tag == "POS" and all(t.pos == "PROPN" for t in between[1:]))
    return (
        near and before.entry.kind == "country" and _institution(match) and match.entry.country != before.entry.country
    )


def _of_another(tokens: tuple[Token, ...], match: NameMatch, tables: ActorTables) -> bool:
    """Whether "of" and another country stand behind an institution's name: "the Congress of Peru"."""
    behind = tokens[match.last + 1 : match.last + 3]
    if not _institution(match) or len(behind) < 2 or behind[0].lower != "of":
        return False
    countries = {e.country for n in tables.names.get(behind[1].text, ()) for e in n.entries if e.kind == "country"}
    return bool(countries) and match.entry.country not in countries


def _institution(match: NameMatch) -> bool:
    """Whether a name is that of a country's institution."""
    return match.entry.kind == "organization" and match.entry.id.startswith(f"{match.entry.country}-")


def pick(named: Named, day: str | None) -> Entry | None:
    """Which of the entries of a form is meant on a day: one in force then, else the nearest; None for a state long gone or not yet there."""
    entries = named.entries
    if len(entries) == 1 and entries[0].kind != "country":
        return entries[0]
    if day is None:
        return max(entries, key=lambda e: (e.until == "", e.until))
    inside = [e for e in entries if (not e.since or e.since <= day) and (not e.until or day[: len(e.until)] <= e.until)]
    if inside:
        return max(inside, key=lambda e: e.since)
    past = [e for e in entries if e.until and e.until < day]
    if past:
        return max(past, key=lambda e: e.until)
    return min(entries, key=lambda e: e.since)


def _part_of_longer(sentence: Sentence, match: NameMatch) -> bool:
    """Whether a country's or seat's name is but a part of another name ("Moscow Higher School of Economics", "Paris Hilton")."""
    if match.entry.kind != "country" and match.named.form != "metonym":
        return False
    if match.named.form == "demonym":
        return _ends_a_name(sentence, match)
    if match.named.form not in ("metonym", "name"):
        return False
    for entity in sentence.entities:
        if not (entity.first <= match.first and match.last <= entity.last):
            continue
        whole = (entity.first, entity.last) == (match.first, match.last)
        if entity.label in ("ORG", "PERSON", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "LOC"):
            after = sentence.tokens[match.last + 1] if match.last < entity.last else None
            if after is not None and after.pos == "PROPN" and after.text[:1].isupper() and not after.text.isupper():
                return True
            if entity.label == "ORG" and match.named.form == "name" and _branch(sentence, match):
                return True
            if entity.label == "PERSON" and match.named.form == "metonym" and not whole:
                return True
            if (
                entity.label == "ORG"
                and match.named.form == "metonym"
                and _named_before(sentence, entity.first, match.first)
            ):
                return True  # "Denzel Washington"
        before = sentence.tokens[match.first - 1] if match.first > entity.first else None
        if (
            entity.label in ("GPE", "LOC")
            and before is not None
            and before.pos == "PROPN"
            and before.text[:1].isupper()
        ):
            return True  # "New Jersey"
    return False


def _branch(sentence: Sentence, match: NameMatch) -> bool:
    """Whether a country's name ends that of a company's branch there ("Ford Australia")."""
    before = sentence.tokens[match.first - 1] if match.first else None
    return before is not None and before.pos == "PROPN" and before.dep == "compound" and before.head == match.last


def _named_before(sentence: Sentence, first: int, at: int) -> bool:
    """Whether an entity's words before a token are all capitalised names."""
    before = [t for t in sentence.tokens[first:at] if t.pos != "DET"]
    return bool(before) and all(t.pos == "PROPN" and t.text[:1].isupper() for t in before)


def _ends_a_name(sentence: Sentence, match: NameMatch) -> bool:
    """Whether a people's name ends that of a place ("the South Pole")."""
    for entity in sentence.entities:
        if entity.label in ("LOC", "FAC", "GPE") and entity.first < match.first and match.last <= entity.last:
            return True
    return False
