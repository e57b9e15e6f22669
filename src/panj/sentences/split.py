"""Sentence boundaries within a paragraph, quotations over a text, and datelines.

The boundaries are made by rule, before the parse, so that they do not change with the batch a paragraph is in:
a full stop, question or exclamation mark ends a sentence unless it belongs to an abbreviation or an initial, and
closing quotation marks and brackets stay with the sentence they close.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from panj.records import Dateline, Quotation, Span

LONGEST = 1500
"""Characters after which a run without any boundary is cut at white space: no news sentence is longer."""

_STOP = re.compile(r"[.?!…]+[\"'”’)\]»]*(?=\s+)|[.?!][\"”](?=[A-Z])|(?<=[a-z]{2})[.?!](?=[A-Z][a-z]{3})(?!\.\w)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘']+$")
_INITIAL = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]$")


def sentences(text: str, start: int, end: int, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    """Spans of the sentences of text[start:end].

    Args:
        text: The whole text.
        start: Where the paragraph starts.
        end: Where it ends.
        abbreviations: Words, without their full stop and in lower case, whose full stop ends no sentence.

    >>> s = "Gen. Ito met U.S. envoys. They spoke."
    >>> [s[a:b] for a, b in sentences(s, 0, len(s), frozenset({"gen"}))]
    ['Gen. Ito met U.S. envoys.', 'They spoke.']
    """
    found = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() >= end or not _ends(text, begin, stop, end, abbreviations):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        found.append((begin, end))
    return [piece for span in found for piece in _cut(text, *span)]


def _ends(text: str, begin: int, stop: re.Match[str], end: int, abbreviations: frozenset[str]) -> bool:
    """Whether a stop ends the sentence that began at `begin`."""
    at = stop.end()
    while at < end and text[at].isspace():
        at += 1
    following = text[at : at + 2]
    if following[:1].islower():
        return False
    if text[begin : stop.end()].count("(") > text[begin : stop.end()].count(")") and text.find(")", at, at + 120) > 0:
        return False
    if stop.group()[0] != "." or len(stop.group().rstrip("\"'”’)]»")) > 1:
        return True
    word = _WORD_BEFORE.search(text, max(begin, stop.start() - 24), stop.start())
    if word is None:
        return True
    before = word.group()
    if before.lower() in abbreviations:
        return (
            following[:1] in '"“' and following[1:2].isupper() and before.lower() in {"inc", "corp", "co", "ltd", "etc"}
        )
    if _INITIAL.match(before):
        if "." in before:  # U.S. at the end of a sentence: only before a word that opens sentences
            next_word = re.compile(r"[A-Za-z']+").match(text, at)
            return next_word is not None and next_word.group() in _OPENERS
        return len(before) > 1
    return True


_OPENERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "His",
        "Her",
        "Its",
        "Their",
        "This",
        "That",
        "These",
        "Those",
        "But",
        "And",
        "However",
        "Meanwhile",
        "According",
        "After",
        "Before",
        "When",
        "While",
        "As",
        "If",
        "Since",
        "For",
        "There",
    ]
)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span itself, or pieces of at most LONGEST characters cut at white space."""
    pieces = []
    while end - start > LONGEST:
        at = max(text.rfind("; ", start, start + LONGEST), text.rfind(" ", start, start + LONGEST))
        at = at + 1 if at > start else start + LONGEST
        pieces.append((start, at))
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    trimmed = []
    for first, last in pieces:
        stop = last
        while stop > first and text[stop - 1].isspace():
            stop -= 1
        if stop > first:
            trimmed.append((first, stop))
    return trimmed


# ---------------------------------------------------------------- quotations

_MARK = re.compile(r"[“”\"«»„]|(?<!\w)‘(?=\w)|(?<=[\w.,!?])’(?=\s|$|[.,;:!?)])|``|''")


def quotations(
    text: str, paragraphs: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> tuple[Quotation, ...]:
    """Everything between quotation marks, paragraph by paragraph.

    A quotation still open at the end of its paragraph runs to that end, and the next paragraph's first quotation,
    if it opens that paragraph, continues it. Single marks count only where a double one is not open around them.

    Args:
        text: The whole text.
        paragraphs: Spans of the paragraphs.
        spans: Spans of the sentences, in order.
    """
    found: list[tuple[int, int, bool]] = []
    carried = False
    for start, end in paragraphs:
        opened, mark, first = -1, "", True
        for match in _MARK.finditer(text, start, end):
            sign = match.group()
            if opened < 0:
                if sign in "”»’" or (sign in ('"', "''") and _closes(text, match.start(), match.end(), start, end)):
                    continue
                opened, mark = match.end(), sign
                first = first and match.start() == start
            elif _pairs(mark, sign):
                if match.start() > opened:
                    found.append((opened, match.start(), carried and first))
                opened, first = -1, False
        if opened >= 0 and mark != "‘" and end > opened and _plausible(text, opened, end):
            found.append((opened, end, carried and first))
            carried = True
        else:
            carried = False
    return tuple(_quotation(start, end, continued, spans) for start, end, continued in found)


def _pairs(opening: str, closing: str) -> bool:
    """Whether a closing mark fits an opening one."""
    return closing in {"“": '”"', '"': '"”', "«": "»", "„": "“”", "‘": "’", "``": "''", "''": "''"}.get(opening, "")


def _closes(text: str, at: int, behind: int, start: int, end: int) -> bool:
    """Whether a straight mark (`text[at:behind]`) stands where only a closing one can: behind a word, before a space."""
    before = text[at - 1] if at > start else " "
    after = text[behind] if behind < end else " "
    return not before.isspace() and before not in "([—–-" and (after.isspace() or after in ".,;:)?!")


def _plausible(text: str, opened: int, end: int) -> bool:
    """Whether an unclosed mark opens speech rather than inches or a slip: it starts with a letter or bracket."""
    return text[opened : opened + 1].isalpha() or text[opened : opened + 1] == "["


def _quotation(start: int, end: int, continued: bool, spans: Sequence[tuple[int, int]]) -> Quotation:
    """A Quotation with the sentences it touches."""
    from bisect import bisect_left, bisect_right

    first = max(0, bisect_right(spans, (start, 1 << 62)) - 1)
    last = bisect_left(spans, (end, 0))
    touched = tuple(i for i in range(first, last) if spans[i][1] > start)
    return Quotation(start=start, end=end, sentences=touched, continued=continued)


# ---------------------------------------------------------------- datelines

_DATE = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\s+\d{4})?)"  # noqa: E501
_AGENCY = r"\((?P<agency>[A-Z][\w./ &-]{1,40})\)|/(?P<slashed>[A-Z][\w. -]{1,30})/"
_CITY = r"[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]*){0,4}(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?"
_PLAIN_CITY = r"[A-Z][a-z'’-]+(?:[ -][A-Z][a-z'’-]+){0,3}(?:,\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?"
_DASH = r"\s*(?:--+|—|–|\s-\s|-\s|:\s)\s*"
_FORMS = (
    re.compile(rf"(?P<place>{_CITY}),?\s+(?P<date>{_DATE}),?\s*(?:{_AGENCY})?,?{_DASH}"),
    re.compile(rf"(?P<place>{_CITY}),?\s*(?:{_AGENCY}),?{_DASH}"),
    re.compile(rf"(?P<place>{_CITY}){_DASH}"),
    re.compile(rf"(?P<place>{_PLAIN_CITY}),?\s*\(?(?P<date>{_DATE})?\)?,?\s*(?:{_AGENCY}),?{_DASH}"),
    re.compile(rf"(?P<place>{_PLAIN_CITY}),\s+(?P<date>{_DATE}){_DASH}"),
    re.compile(rf"(?P<place>{_PLAIN_CITY})\s*(?:--+|—|–)\s*"),
)


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline at the head of the paragraph text[start:end], or None.

    >>> dateline("DUSHANBE, Aug 1 (Agency) - Troops moved.", 0, 40).place.text
    'DUSHANBE'
    """
    window = min(end, start + 120)
    for form in _FORMS:
        match = form.match(text, start, window)
        if (
            match is None
            or match.end() >= end
            or not (text[match.end()].isupper() or text[match.end()] in "“\"'‘0123456789")
        ):
            continue
        place = match.group("place")
        if len(place) < 3:
            continue
        groups = match.groupdict()
        agency = "agency" if groups.get("agency") else "slashed" if groups.get("slashed") else None
        return Dateline(
            start=start,
            end=match.end(),
            place=_span(match, "place"),
            date=_span(match, "date") if groups.get("date") else None,
            agency=_span(match, agency) if agency else None,
        )
    return None


def _span(match: re.Match[str], group: str) -> Span:
    """The Span of a group of a match."""
    return Span(start=match.start(group), end=match.end(group), text=match.group(group))
