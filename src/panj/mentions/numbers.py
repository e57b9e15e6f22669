"""Numbers in digits and words: their values, ranges, and vague ones ("dozens")."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.english.quantities import quantities
from panj.records import Token

Tokens = tuple[Token, ...]
Number = int | float
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_JOINED = re.compile(r"(\d[\d,]*(?:\.\d+)?)[-–](\d[\d,]*(?:\.\d+)?)")
_MOST = 10**17
"""The largest number that is one, and that files can hold."""
_SIGNS = frozenset({"$", "€", "£", "us$", "us", "u.s."})
_SHORT = {"m": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000, "mn": 10**6}
_SUFFIXED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(k|m|mn|bn|tn|million|billion)", re.IGNORECASE)


class Run(NamedTuple):
    """A run of tokens that is one number: a value, or bounds where it is a range or vague."""

    first: int
    last: int
    value: Number | None
    low: Number | None
    high: Number | None


@cache
def _phrases() -> dict[str, tuple[bool, int]]:
    """Vague and exact number phrases: whether exact, and the number."""
    known = quantities()
    return {w: (False, int(v)) for w, v in known["vague"].items()} | {
        w: (True, int(v)) for w, v in known["exact"].items()
    }


@cache
def _heads() -> frozenset[str]:
    """The first words of number phrases."""
    return frozenset(w.split()[0] for w in _phrases())


def run_at(tokens: Tokens, i: int) -> Run | None:
    """The number that begins at token i, or None."""
    word = tokens[i].lower
    if word in _heads():
        phrases = _phrases()
        for length in (5, 4, 3, 2, 1):
            if i + length > len(tokens):
                continue
            phrase = " ".join(t.lower for t in tokens[i : i + length])
            if phrase in phrases and not _prolonged(tokens, i + length, phrase):
                exact, number = phrases[phrase]
                return Run(i, i + length - 1, number if exact else None, None if exact else number, None)
    joined = _JOINED.fullmatch(word)
    if joined is not None:
        low, high = _plain(joined[1]), _plain(joined[2])
        return Run(i, i, None, low, high) if _MOST > high > low else None
    value, last = number_at(tokens, i)
    if value is None:
        return None
    if last + 1 < len(tokens) and tokens[last + 1].lower == "dozen":
        return Run(i, last + 1, value * 12, None, None)
    return _range(tokens, Run(i, last, value, None, None))


def _prolonged(tokens: Tokens, after: int, phrase: str) -> bool:
    """Whether a number phrase goes on as another number: "a hundred and twenty", "a million dollars" does not."""
    if phrase.split()[-1] not in ("hundred", "thousand", "million", "billion") or after >= len(tokens):
        return False
    known = calendar_words()["number"]
    following = tokens[after].lower
    return following in known or (following == "and" and after + 1 < len(tokens) and tokens[after + 1].lower in known)


def _range(tokens: Tokens, run: Run) -> Run:
    """The number, with its upper bound where one follows: "20 to 30", "between 20 and 30", "10-15 million"."""
    at = run.last + 1
    if at + 1 >= len(tokens) or run.value is None:
        return run
    joint = tokens[at].lower
    before = [t.lower for t in tokens[max(0, run.first - 3) : run.first]]
    while before and before[-1] in _SIGNS:
        before.pop()
    between = joint == "and" and before[-1:] == ["between"]
    if joint not in ("-", "–", "to", "or") and not between:
        return run
    step = 2 if tokens[at + 1].lower in _SIGNS else 1
    if at + step >= len(tokens):
        return run
    other, end = number_at(tokens, at + step)
    if other is None:
        return run
    value = run.value
    scale = _scale(tokens, end)
    if scale and not _scale(tokens, run.last) and value < scale:
        value *= scale
    if other <= value or value > _MOST or (joint == "or" and other != value + 1 and not scale):
        return run
    return Run(run.first, end, None, value, other)


def _scale(tokens: Tokens, i: int) -> int:
    """The scale word at token i ("million"), or 0."""
    known = calendar_words()["number"].get(tokens[i].lower)
    return int(known) if known and int(known) >= 100 else 0


def _plain(word: str) -> Number:
    """The value of digits."""
    return float(word.replace(",", "")) if "." in word else int(word.replace(",", ""))


def number_at(tokens: Tokens, i: int) -> tuple[Number | None, int]:
    """The value of the number that begins at token i, and its last token; None where none does."""
    known = calendar_words()["number"]
    first = tokens[i].lower
    suffixed = _SUFFIXED.fullmatch(first)
    if suffixed is not None:
        scale = _SHORT.get(suffixed[2].lower()) or int(known[suffixed[2].lower()])
        value = _plain(suffixed[1]) * scale
        return (_tidy(value) if value <= _MOST else None), i
    if "-" in first and all(part in known for part in first.split("-")):
        return sum(int(known[part]) for part in first.split("-")), i
    total: Number = 0
    current: Number | None = None
    last = i - 1
    k = i
    while k < len(tokens):
        token, word = tokens[k], tokens[k].lower
        following = tokens[k + 1].lower if k + 1 < len(tokens) else ""
        if current is None and _DIGITS.fullmatch(word):
            current = _plain(word)
        elif (
            word in known
            and token.pos != "PRON"
            and not (word == "one" and token.tag != "CD" and tokens[k - 1].text != "-")
        ):
            value = int(known[word])
            if value >= 100:
                if current is None:
                    break
                current *= value
                if value >= 1000:
                    total, current = total + current, 0
            elif current is None:
                current = value
            elif _goes_on(current, value, total, tokens[k - 1].lower):
                current += value
            else:
                break
        elif (
            current is not None
            and following in known
            and (
                (word == "-" and k > i)
                or (
                    word == "and"
                    and isinstance(current, int)
                    and current % 100 == 0
                    and int(known[following]) < 100
                    and (current or total)
                    and tokens[last].lower in known
                )
            )
        ):
            k += 1
            continue
        elif word in _SHORT and current is not None and token.start == tokens[k - 1].end:
            current *= _SHORT[word]
        else:
            break
        last = k
        k += 1
    if current is None or last < i or total + current > _MOST:
        return None, i
    return _tidy(total + current), last


def _goes_on(current: Number, value: int, total: Number, before: str) -> bool:
    """Whether a number word adds to what stands before it: "two hundred | five", "twenty | five", "two thousand | five"."""
    if not isinstance(current, int):
        return False
    if current == 0:
        return total > 0
    if before.isdigit():
        return False
    return (current % 100 == 0 and value < 100) or (20 <= current % 100 < 100 and current % 10 == 0 and value < 10)


def _tidy(value: Number) -> Number:
    """A whole number as int."""
    return int(value) if float(value).is_integer() else round(value, 6)
