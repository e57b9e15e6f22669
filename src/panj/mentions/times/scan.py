"""Finds the time expressions of a document: where the words stand, what they mean, what stands around them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from panj.mentions.times import doubtful
from panj.mentions.times.lengths import moved
from panj.mentions.times.patterns import CORE, Pattern, opening, word_kinds
from panj.mentions.times.relative import with_daypart
from panj.mentions.times.tense import done_at, tense_at
from panj.mentions.times.values import Situation, Value, part_of, week_value
from panj.records import ParsedDocument, Sentence, TimeMention, Token

Bound = Literal["since", "until", "by", "before", "after"]
_BOUNDS: dict[str, Bound] = {
    "since": "since", "until": "until", "till": "until", "by": "by", "before": "before", "after": "after",
    "through": "until", "thru": "until",
}  # fmt: skip
_REACH = 6  # how many words after an opening function word the word may stand that makes it a time
_PREFIXES = ("mid-", "late-", "early-", "mid", "pre-", "post-")
_PART = re.compile(
    r"(?:\bthe\s+)?(?:\b(?P<adjective>very\s+early|very\s+late|early|mid|late|earlier|later)(?:\s+|-|(?<=mid))(?:in\s+)?"
    r"|\b(?P<noun>end|beginning|start|middle|close)\s+of\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_DAY = re.compile(
    r"(?:\bthe\s+)?(?:\bearly\s+|\blate\s+)?\b(?P<part>hours|morning|afternoon|evening|night)\s+(?:of|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WEEK_OF = re.compile(r"\b(?:the\s+)?(?P<unit>week|weekend)\s+of\s+$", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:about|around|nearly|almost|approximately|roughly|some|more\s+than|less\s+than|fewer\s+than|at\s+least|at\s+most|"
    r"up\s+to|over|under|no\s+more\s+than|no\s+less\s+than|as\s+long\s+as|just\s+over|just\s+under|only|barely|just)\s+$",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_BY_CLOCK = re.compile(r"\s*(?:\([^()]{0,20}\))?\s*,?\s*(?:on\s+|the\s+)?", re.IGNORECASE)
_ANCHOR = re.compile(r"\s+(after|before|from|following|prior\s+to|ahead\s+of)\s+(?:the\s+)?", re.IGNORECASE)
_LATER = frozenset({"after", "from", "following"})
_WITH_THE = frozenset({
    "decade", "century", "quarter", "quarter-of", "half-year", "first-months", "first-span", "span", "vague-span",
    "shifted-unit", "week-of", "week-of-year", "season", "winter-years", "date-day-first", "duration",
})  # fmt: skip
_HEDGED = frozenset({"duration", "range-duration", "ago", "clock", "clock-24", "bare-duration", "year-ended"})


class Found(NamedTuple):
    """A time expression in a sentence: tokens [first, last], characters [start, end) of the sentence."""

    first: int
    last: int
    start: int
    end: int
    name: str
    value: Value


class Scan:
    """One pass over a document; what is said of a time may depend on the times before it."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.day = date.fromisoformat(parsed.date[:10]) if parsed.date else None
        self.begin = parsed.dateline.end if parsed.dateline else 0
        self.before: Value | None = None
        self.last_day: tuple[int, Value] | None = None
        self.period: Value | None = None

    def mentions(self) -> Iterator[TimeMention]:
        """The time expressions, in the order of the text."""
        for sentence in self.parsed.sentences:
            kinds = _kinds(sentence.tokens)
            if kinds:
                told = _anchored(self._sentence(sentence, kinds), sentence)
                for found in _by_the_clock(told, sentence, self.lately(sentence.index)):
                    yield self._mention(sentence, found)

    def lately(self, sentence: int) -> Value | None:
        """The last day named in this sentence or the one before it."""
        return self.last_day[1] if self.last_day and self.last_day[0] >= sentence - 1 else None

    def _sentence(self, sentence: Sentence, kinds: dict[int, str]) -> list[Found]:
        """The expressions of a sentence: at each place the first shape that has a meaning."""
        tokens = sentence.tokens
        text = sentence.text
        found: list[Found] = []
        free = 0
        for i, letters in kinds.items():
            at = tokens[i].start - sentence.start
            if at < free or tokens[i].start < self.begin:
                continue
            at += _prefix(tokens[i])
            for pattern in opening(letters):
                match = pattern.shape.match(text, at)
                if match is None:
                    continue
                last = _ending(tokens, i, sentence.start + match.end())
                if last is None or doubtful.is_doubtful(sentence, i, last, pattern.name):
                    continue
                value = pattern.make(match, self._situation(sentence, i))
                if value is None:
                    continue
                here = _widened(sentence, Found(i, last, at, match.end(), pattern.name, value), free, self.day)
                found.append(here)
                free = here.end
                self._remember(pattern, here.value, sentence.index)
                break
        return found

    def _situation(self, sentence: Sentence, i: int) -> Situation:
        """What an expression at token i may count from."""
        last_day = self.last_day[1] if self.last_day else None
        done = done_at(sentence, i)
        return Situation(self.day, tense_at(sentence, i), self.before, last_day, self.period, done)

    def _remember(self, pattern: Pattern, value: Value, sentence: int) -> None:
        """Keep what later expressions may count from."""
        if pattern.name in ("first-span", "duration") and value.timex in ("P6M", "P9M"):
            self.period = None  # the report has turned from a quarter to a longer stretch
        if value.earliest is None or value.type not in ("DATE", "TIME"):
            return
        if value.timex and not value.timex.endswith("REF"):
            self.before = value
            if value.precision == "day" and value.earliest == value.latest:
                self.last_day = (sentence, value)
        if pattern.name in ("quarter", "quarter-of", "quarter-ended") and value.timex and "-Q" in value.timex:
            self.period = value

    def _mention(self, sentence: Sentence, found: Found) -> TimeMention:
        """The mention of an expression."""
        value, tokens = found.value, sentence.tokens
        head = found.last
        for t in range(found.last, found.first - 1, -1):
            if not found.first <= tokens[t].head <= found.last or tokens[t].head == t:
                head = t
                break
        start, end = sentence.start + found.start, sentence.start + found.end
        return TimeMention(
            sentence=sentence.index, first=found.first, last=found.last, head=head, start=start, end=end,
            text=self.parsed.document.text[start:end], rule=f"english/times#{found.name}", type=value.type,
            timex=value.timex, earliest=value.earliest.isoformat() if value.earliest else None,
            latest=value.latest.isoformat() if value.latest else None, precision=value.precision,
            reason=value.reason, anchor=value.anchor,
            bound=_bound(tokens, found.first, head, found.last) if value.type in ("DATE", "TIME") else None,
        )  # fmt: skip


def _kinds(tokens: tuple[Token, ...]) -> dict[int, str]:
    """Token -> kinds, for the tokens that may open a time expression: function words only near a word of time."""
    kinds: dict[int, str] = {}
    nearest = -_REACH - 1
    for token in reversed(tokens):
        letters, digit = _letters(token.text, token.lower)
        if token.text[0] in "'’" and _digit_behind(tokens, token):
            letters, digit = word_kinds().get(token.lower, "") + "D", True
        if not letters:
            continue
        if CORE.intersection(letters) or token.lower in ("period", "future", "past"):
            nearest = token.i
        elif digit:
            if len(token.text) >= 4:
                nearest = token.i
        elif (
            not 0 <= nearest - token.i <= _REACH
            and "R" not in letters
            and "-" not in token.text
            and token.lower not in ("nineteen", "eighteen", "two")
        ):
            continue
        kinds[token.i] = letters
    return dict(sorted(kinds.items()))


@lru_cache(maxsize=50_000)
def _letters(text: str, lower: str) -> tuple[str, bool]:
    """(the kinds of a word, "" for none; whether it opens with a digit)."""
    known = word_kinds()
    letters = known.get(lower, "")
    if text[0].isdigit():
        return letters + "D", True
    if letters:
        return letters, False
    for prefix in _PREFIXES:
        rest = lower[len(prefix) :]
        if lower.startswith(prefix) and rest and (rest in known or rest[0].isdigit()):
            return known.get(rest, "D"), False
    if lower.startswith("fy") and text[2:4].isdigit():
        return "Q", False
    first, hyphen, _ = lower.partition("-")
    return (known[first] + "F", False) if hyphen and first in known else ("", False)


def _digit_behind(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a digit stands right behind the apostrophe that a token opens with: "'68"."""
    if len(token.text) > 1:
        return token.text[1].isdigit()
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    return after is not None and after.start == token.end and after.text[0].isdigit()


def _prefix(token: Token) -> int:
    """How many characters of a token stand before its word of time: "mid-" of "mid-March"."""
    if token.lower in word_kinds():
        return 0
    for prefix in _PREFIXES:
        rest = token.lower[len(prefix) :]
        if token.lower.startswith(prefix) and rest and (rest in word_kinds() or rest[0].isdigit()):
            return len(prefix)
    return 0


def _ending(tokens: tuple[Token, ...], i: int, end: int) -> int | None:
    """The token in which an expression that begins in token i ends, or None if it ends in the middle of a word."""
    for t in range(i, len(tokens)):
        if tokens[t].end >= end:
            return t if tokens[t].start < end else None
    return None


def _widened(sentence: Sentence, found: Found, free: int, day: date | None) -> Found:
    """The expression with the words before it that belong to it: "late", "the end of", "more than", "the morning of"."""
    value, name = found.value, found.name
    start = found.start
    head = sentence.text[max(free, start - 40) : start]
    if value.type == "DATE" and value.timex:
        if (match := _WEEK_OF.search(head)) and value.precision == "day" and value.earliest:
            week = week_value(value.earliest, value.anchor)
            if match["unit"].lower() == "weekend" and week.latest:
                week = week._replace(timex=f"{week.timex}-WE", earliest=week.latest - timedelta(1))
            value, start = week, start - len(head) + match.start()
        elif (match := _PART.search(head)) and not (
            name == "shifted-unit" and match["noun"] is None and "as" in head.split()[-2:-1]
        ):
            word = (match["adjective"] or match["noun"]).lower().split()[-1]
            value, start = _part(value, word, day), start - len(head) + match.start()
        elif (match := _OF_DAY.search(head)) and value.precision == "day":
            part = "morning" if match["part"].lower() == "hours" else match["part"]
            value, start = with_daypart(value, part), start - len(head) + match.start()
        elif (
            name in _WITH_THE
            and (match := _THE.search(head))
            and not _plain_date(sentence.text[start : found.end], name)
        ):
            start -= len(match.group())
    else:
        joined = "-" in sentence.text[start : found.end]
        if name in _WITH_THE and not joined and (match := _THE.search(head)):
            start -= len(match.group())
        if name in _HEDGED and (match := _HEDGE.search(sentence.text[max(free, start - 30) : start])):
            start -= len(match.group())
    if (
        name == "ago"
        and value.type == "DATE"
        and (match := _HEDGE.search(sentence.text[max(free, start - 30) : start]))
    ):
        start -= len(match.group())
    if start == found.start:
        return found._replace(value=value)
    first = found.first
    while first > 0 and sentence.tokens[first - 1].end - sentence.start > start:
        first -= 1
    return found._replace(first=first, start=start, value=value)


def _plain_date(words: str, name: str) -> bool:
    """Whether an article before is not a date's own: "the 11 December 2001 entry", but "the 3rd of May"."""
    if name in ("quarter", "century"):
        return "-" in words  # "the 19th-century treaty"
    return name == "date-day-first" and words[:2].strip().isdigit() and not re.match(r"\d+(?:st|nd|rd|th| of)\b", words)


def _part(value: Value, word: str, day: date | None) -> Value:
    """A value with "early" or "late" before it, or cut at the document's day by "earlier" or "later"."""
    first, last = value.earliest, value.latest
    if word not in ("earlier", "later"):
        return part_of(value, word)
    if day is None or first is None or last is None or value.anchor != "document" or not first <= day <= last:
        return value
    return value._replace(latest=day) if word == "earlier" else value._replace(earliest=day)


def _anchored(found: list[Found], sentence: Sentence) -> list[Found]:
    """The expressions, a length before "after" or "before" a day given the day that the two tell together."""
    out = list(found)
    for n, (this, after) in enumerate(itertools.pairwise(found)):
        day = after.value.earliest
        if this.value.type != "DURATION" or day is None or day != after.value.latest:
            continue
        match = _ANCHOR.fullmatch(sentence.text[this.end : after.start])
        told = moved(day, this.value.timex, 1 if match[1].lower() in _LATER else -1) if match else None
        if told is not None:
            value = this.value._replace(earliest=told, latest=told, precision="day", anchor="text")
            out[n] = this._replace(value=value)
    return out


def _by_the_clock(found: list[Found], sentence: Sentence, lately: Value | None) -> list[Found]:
    """The expressions, those of the clock put on the day that stands beside them or in their sentence."""
    if not any(f.name.startswith("clock") for f in found):
        return found
    merged: list[Found] = []
    days = [
        f
        for f in found
        if f.value.precision == "day"
        and f.value.earliest
        and f.value.earliest == f.value.latest
        and not (f.value.timex or "").endswith("REF")
    ]
    skip = False
    for n, this in enumerate(found):
        if skip:
            skip = False
            continue
        if not this.name.startswith("clock"):
            merged.append(this)
            continue
        after = found[n + 1] if n + 1 < len(found) else None
        if after in days and _BY_CLOCK.fullmatch(sentence.text[this.end : after.start]):
            merged.append(_on(this, after.value)._replace(last=after.last, end=after.end))
            skip = True
            continue
        if this.name == "clock-word" and not _clock_word(sentence, this):
            continue
        near = [d for d in days if d.start < this.start][-1:] or days[:1]
        if near:
            this = _on(this, near[0].value)
        elif lately is not None:
            this = _on(this, lately)
        merged.append(this)
    return merged


def _on(clock: Found, day: Value) -> Found:
    """A time of day on a day."""
    moment = (clock.value.timex or "").split("T")[-1]
    if day.earliest is None or not day.timex or day.timex.endswith("REF"):
        return clock
    value = day._replace(
        type="TIME", timex=f"{day.earliest.isoformat()}T{moment}", latest=day.earliest, precision="hour"
    )
    return clock._replace(value=value)


def _clock_word(sentence: Sentence, found: Found) -> bool:
    """Whether "noon" or "dawn" on its own is a time: behind a preposition."""
    return found.first > 0 and sentence.tokens[found.first - 1].lower in (
        "at",
        "by",
        "until",
        "before",
        "after",
        "since",
    )


def _bound(tokens: tuple[Token, ...], first: int, head: int, last: int) -> Bound | None:
    """The preposition that leaves one end of the interval open, if one stands before the expression."""
    at = first - 1
    while at >= 0 and tokens[at].lower in ("the", "about", "around", "early", "late", "at", "least", "as"):
        at -= 1
    before = tokens[at].lower if at >= 0 else ""
    if before == "through" and (at < first - 1 or tokens[first].lower == "the"):
        return None  # "through the winter", but "through Friday"
    if before in ("to", "of") and at and tokens[at - 1].lower in ("prior", "up", "ahead"):
        return "until" if tokens[at - 1].lower == "up" else "before"
    if before == "from" and any(t.lower in ("on", "onward", "onwards", "forward") for t in tokens[last + 1 : last + 2]):
        return "since"
    if before == "before" and tokens[first + (tokens[first].lower == "the")].lower in ("end", "close"):
        return "by"  # "before the end of April": by its last day
    above = tokens[tokens[head].head]
    word = above.lower if tokens[head].dep in ("pobj", "npadvmod", "nummod", "pcomp") and above.i < first else ""
    return _BOUNDS.get(before) or _BOUNDS.get(word)
