"""When: time expressions, their TIMEX3 values, and the interval of days each means.

A lexer-like set of patterns over the words of a sentence finds the expressions; each pattern knows its value. Relative
ones are resolved against the day of the document and the tense of their clause, never against today: without a
day they stay unresolved, and say why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from panj import syntax
from panj.knowledge.english import words
from panj.knowledge.english.calendar import calendar_words
from panj.mentions import intervals
from panj.records import DatePrecision, ParsedDocument, Sentence, TimeMention, TimeType

NO_DAY = "relative date in a document without a date"
_TRIGGER = re.compile(r"\d")


class Value(NamedTuple):
    """What an expression means."""

    type: TimeType
    timex: str | None
    earliest: date | None = None
    latest: date | None = None
    precision: DatePrecision | None = None
    anchor: Literal["absolute", "document", "text"] = "absolute"
    reason: str | None = None


class Situation(NamedTuple):
    """What a pattern may need to resolve an expression."""

    day: date | None
    tense: str
    """past, present or future: of the clause the expression stands in."""
    before: TimeMention | None
    """The last dated expression of the document."""


def find(parsed: ParsedDocument) -> tuple[TimeMention, ...]:
    """Every time expression of a document, in the order of the text."""
    day = date.fromisoformat(parsed.date[:10]) if parsed.date else None
    found: list[TimeMention] = []
    last: TimeMention | None = None
    for sentence in parsed.sentences:
        if not _worth_a_look(sentence):
            continue
        for mention in _sentence(parsed, sentence, day, last):
            found.append(mention)
            if mention.type in ("DATE", "TIME") and mention.earliest:
                last = mention
    return tuple(found)


@cache
def _time_words() -> frozenset[str]:
    """Lower-case words one of which every time expression has, digits aside."""
    return frozenset(
        w.split()[0] for kind in calendar_words() if kind not in ("number", "ordinal") for w in calendar_words()[kind]
    ) | words("deictics")


def _worth_a_look(sentence: Sentence) -> bool:
    """Whether a sentence has any word or digit that a time expression needs."""
    known = _time_words()
    return any(
        t.lower in known or t.lemma in known or t.text[0].isdigit() or t.tag == "CD" for t in sentence.tokens
    ) or bool(_TRIGGER.search(sentence.text))


def _sentence(
    parsed: ParsedDocument, sentence: Sentence, day: date | None, last: TimeMention | None
) -> Iterator[TimeMention]:
    """The time expressions of a sentence: the longest at each place."""
    text = re.sub(r"\s", " ", sentence.text)
    starts = {t.start - sentence.start: t.i for t in sentence.tokens}
    ends = {t.end - sentence.start: t.i for t in sentence.tokens}
    at = 0
    for match in _expressions()[0].finditer(text):
        if match.start() < at:
            continue
        first, final = starts.get(match.start()), ends.get(match.end())
        if first is None:
            first = next(
                (t.i for t in sentence.tokens if t.start - sentence.start <= match.start() < t.end - sentence.start),
                None,
            )
        if final is None:
            final = next(
                (t.i for t in sentence.tokens if t.start - sentence.start < match.end() <= t.end - sentence.start), None
            )
        if first is None or final is None or final < first:
            continue
        situation = Situation(day, _tense(sentence, first), last)
        for name, pattern, make in _expressions()[1]:
            whole = pattern.fullmatch(match.group())
            if whole is None:
                continue
            value = make(whole, situation)
            if value is None:
                break
            if _spurious(sentence, first, final, name):
                break
            at = match.end()
            made = _mention(parsed, sentence, first, final, match, value, name)
            if made.type in ("DATE", "TIME") and made.earliest:
                last = made
            yield made
            break


def _mention(
    parsed: ParsedDocument, sentence: Sentence, first: int, final: int, match: re.Match[str], value: Value, name: str
) -> TimeMention:
    """The mention of an expression that has been understood."""
    start, end = sentence.start + match.start(), sentence.start + match.end()
    head = final
    for t in range(final, first - 1, -1):
        if not first <= sentence.tokens[t].head <= final or sentence.tokens[t].head == t:
            head = t
            break
    bound = _bound(sentence, first, head) if value.type in ("DATE", "TIME") else None
    return TimeMention(
        sentence=sentence.index, first=first, last=final, head=head, start=start, end=end,
        text=parsed.document.text[start:end], rule=f"english/times#{name}", type=value.type, timex=value.timex,
        earliest=value.earliest.isoformat() if value.earliest else None,
        latest=value.latest.isoformat() if value.latest else None, precision=value.precision, reason=value.reason,
        anchor=value.anchor, bound=bound,
    )  # fmt: skip


def _bound(sentence: Sentence, first: int, head: int) -> Literal["since", "until", "by", "before", "after"] | None:
    """The preposition that leaves one end open, if one stands before the expression."""
    tokens = sentence.tokens
    word = tokens[tokens[head].head].lower if tokens[head].dep in ("pobj", "npadvmod", "nummod", "pcomp") else ""
    before = tokens[first - 1].lower if first else ""
    for name in (before, word):
        if name in ("since", "until", "till", "by", "before", "after"):
            return "until" if name in ("until", "till") else name  # type: ignore[return-value]
    if before == "the" and first > 1 and tokens[first - 2].lower in ("since", "until", "by", "before", "after"):
        return tokens[first - 2].lower  # type: ignore[return-value]
    return None


def _spurious(sentence: Sentence, first: int, final: int, name: str) -> bool:
    """Whether what looks like a time is none: "may" the verb, "march" the act, a bare number, "second" of a series."""
    token = sentence.tokens[first]
    if first == final:
        if token.lower in ("may", "march") and (token.pos in ("AUX", "VERB") or not token.text[:1].isupper()):
            return True
        if name == "year":
            following = sentence.tokens[final + 1] if final + 1 < len(sentence.tokens) else None
            if (
                following is not None
                and following.pos in ("NOUN", "SYM")
                and following.head >= final
                and token.dep == "nummod"
            ):
                return following.lemma not in (
                    "election",
                    "season",
                    "war",
                    "summit",
                    "report",
                    "deal",
                    "agreement",
                    "accord",
                    "budget",
                    "coup",
                    "law",
                    "treaty",
                    "constitution",
                )
            return token.dep == "nummod" and token.pos == "NUM" and sentence.tokens[token.head].tag == "NNS"
        if token.lower in ("spring", "fall", "second", "minute") and token.pos != "NOUN":
            return True
        if name == "season":
            return first == 0 or sentence.tokens[first - 1].lower not in (
                "in",
                "the",
                "last",
                "next",
                "this",
                "of",
                "by",
                "since",
                "until",
                "during",
                "early",
                "late",
            )
    return False


def _tense(sentence: Sentence, first: int) -> str:
    """The tense of the clause around a token."""
    tokens = sentence.tokens
    verb = syntax.governor(tokens, first)
    token = tokens[verb]
    auxiliaries = {tokens[a].lower for a in syntax.auxiliaries(tokens, verb)}
    if auxiliaries & {"will", "wo", "'ll", "’ll", "shall"} or any(tokens[c].tag == "TO" for c in token.children):
        return "future"
    if token.tag in ("VBD", "VBN") or auxiliaries & {"had", "was", "were", "did", "has", "have"}:
        return "past"
    if auxiliaries & {"would", "could", "may", "might", "should"} or (
        token.tag == "VBG" and auxiliaries & {"is", "are"}
    ):
        return "future"
    return "present"


@cache
def _expressions() -> tuple[
    re.Pattern[str], tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], Situation], Value | None]], ...]
]:
    """One pattern that finds any expression, and each pattern with its name and meaning."""
    table = intervals.patterns()
    compiled = tuple((name, re.compile(pattern, re.IGNORECASE), make) for name, pattern, make in table)
    union = re.compile(
        r"(?<![\w$€£])(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(?:", p) for _, p, _ in table) + r")(?![\w%])",
        re.IGNORECASE,
    )
    return union, compiled


def close(start: TimeMention, duration: TimeMention) -> tuple[str, str] | None:
    """The interval that begins on a day and lasts as long as a duration, as ISO days, or None."""
    match = re.fullmatch(r"P(\d+)([DW])", duration.timex or "")
    if match is None or not start.earliest or int(match[1]) < 1:
        return None
    days = int(match[1]) * (7 if match[2] == "W" else 1)
    first = date.fromisoformat(start.earliest[:10])
    return first.isoformat(), (first + timedelta(days=days - 1)).isoformat()
