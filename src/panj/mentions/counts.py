"""How many: numbers with the things they count, bounds and hedges, money, percentages and measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from panj.knowledge.english import words
from panj.knowledge.english.calendar import calendar_words
from panj.knowledge.english.quantities import quantities
from panj.records import CountMention, ParsedDocument, Sentence, TimeMention, Token

Tokens = tuple[Token, ...]
Number = int | float
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "us$": "USD", "₹": "INR"}
_MILES = {"miles": 1.609344, "km": 1.0, "feet": 0.0003048, "meters": 0.001, "metres": 0.001}


class _Run(NamedTuple):
    """A run of tokens that is one number."""

    first: int
    last: int
    value: Number | None
    low: Number | None
    high: Number | None


def find(parsed: ParsedDocument, times: Sequence[TimeMention]) -> tuple[CountMention, ...]:
    """Every number of things in a document, in the order of the text.

    Args:
        parsed: The document.
        times: Its time expressions: a number inside one counts nothing.
    """
    taken: dict[int, set[int]] = {}
    for time in times:
        taken.setdefault(time.sentence, set()).update(range(time.first, time.last + 1))
    found: list[CountMention] = []
    vague = {w.split()[-1] for w in quantities()["vague"]}
    for sentence in parsed.sentences:
        if not any(t.tag == "CD" or t.text[0].isdigit() or t.lower in vague for t in sentence.tokens):
            continue
        here = _sentence(parsed, sentence, taken.get(sentence.index, set()))
        found.extend(_conflicts(sentence, here))
    return tuple(found)


def _sentence(parsed: ParsedDocument, sentence: Sentence, taken: set[int]) -> list[CountMention]:
    """The counts of one sentence."""
    tokens = sentence.tokens
    found: list[CountMention] = []
    i = 0
    while i < len(tokens):
        run = None if i in taken else _run(tokens, i)
        if run is None or any(t in taken for t in range(run.first, run.last + 1)):
            i += 1
            continue
        made = _count(parsed, sentence, run, taken)
        if made is not None:
            found.append(made)
        i = max(run.last + 1, i + 1)
    return found


def _run(tokens: Tokens, i: int) -> _Run | None:
    """The number that begins at token i, or None."""
    vague = quantities()["vague"]
    for length in (3, 2, 1):
        phrase = " ".join(t.lower for t in tokens[i : i + length])
        if phrase in vague and phrase != "several" and i + length <= len(tokens):
            number = int(vague[phrase])
            exact = phrase in ("a dozen", "dozen", "a couple")
            if phrase == "dozen" and i and tokens[i - 1].tag == "CD":
                return None
            return _Run(i, i + length - 1, number if exact else None, None if exact else number, None)
    value, last = _number(tokens, i)
    if value is None:
        return None
    joint = tokens[last + 1].lower if last + 2 < len(tokens) else ""
    if joint in ("-", "–", "to") or (joint == "and" and i and tokens[i - 1].lower == "between"):
        other, end = _number(tokens, last + 2)
        if other is not None and other > value:
            scale = _scale_of(tokens, end)
            if scale and not _scale_of(tokens, last) and value < scale:
                value *= scale
            return _Run(i, end, None, value, other)
    return _Run(i, last, value, None, None)


def _scale_of(tokens: Tokens, i: int) -> int:
    """The scale word at token i ("million"), or 0."""
    known = calendar_words()["number"].get(tokens[i].lower)
    return int(known) if known and int(known) >= 1000 else 0


def _number(tokens: Tokens, i: int) -> tuple[Number | None, int]:
    """The value of the number that begins at token i, and its last token."""
    known = calendar_words()["number"]
    total: Number = 0
    current: Number | None = None
    last = i - 1
    k = i
    while k < len(tokens):
        word = tokens[k].lower
        digits = _DIGITS.fullmatch(word)
        if digits and current is None:
            current = float(word.replace(",", "")) if "." in word else int(word.replace(",", ""))
        elif word in known and tokens[k].pos != "PRON" and not (word == "one" and tokens[k].tag != "CD"):
            value = int(known[word])
            if value >= 100:
                if current is None and k == i and word not in ("hundred", "thousand", "million", "billion"):
                    break
                if current is None:
                    break
                current = current * value
                if value >= 1000:
                    total += current
                    current = 0
            elif current is None:
                current = value
            elif current and isinstance(current, int) and current % 100 == 0 and value < 100:
                current += value
            elif current == 0:
                current = value
            elif 20 <= current < 100 and current % 10 == 0 and value < 10:
                current += value
            else:
                break
        elif (
            word == "-" and current is not None and k + 1 < len(tokens) and tokens[k + 1].lower in known and k > i
        ) or (
            word == "and"
            and current is not None
            and k + 1 < len(tokens)
            and tokens[k + 1].lower in known
            and (current % 100 == 0)
        ):
            k += 1
            continue
        elif word in ("m", "bn", "tn", "k") and current is not None and tokens[k].start == tokens[k - 1].end:
            current *= {"m": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000}[word]
        else:
            break
        last = k
        k += 1
    if current is None or last < i:
        return None, i
    whole = total + current
    return (
        int(whole)
        if isinstance(whole, float) and whole.is_integer()
        else round(whole, 6)
        if isinstance(whole, float)
        else whole
    ), last


def _count(parsed: ParsedDocument, sentence: Sentence, run: _Run, taken: set[int]) -> CountMention | None:
    """The mention of a number with what stands around it, or None where it counts nothing."""
    tokens = sentence.tokens
    first, last = run.first, run.last
    currency = (
        _CURRENCY.get(tokens[first - 1].lower.rstrip()) if first and tokens[first - 1].lower in _CURRENCY else None
    )
    head, unit, end = last, currency, last
    if currency:
        first -= 1
        if first and tokens[first - 1].text in ("US", "U.S.", "C", "A", "AU", "NZ", "CA"):
            first -= 1
    else:
        noun = _noun(tokens, run)
        if noun is None:
            return None
        head, end = noun
        if tokens[head].lemma in words("pair_nouns") and run.value == 2:
            return None  # "the two sides": a reference, not a number of things
        unit = _unit(tokens, head)
    if any(t in taken for t in range(run.last + 1, end + 1)):
        end, head = run.last, run.last
    value, low, high = run.value, run.low, run.high
    approximate = run.value is None and run.low is not None and run.high is None
    for length in (4, 3, 2, 1):
        phrase = " ".join(t.lower for t in tokens[max(0, first - length) : first])
        if not phrase or first - length < 0:
            continue
        if phrase in quantities()["hedge"] and phrase not in quantities()["high"]:
            approximate, first = True, first - length
            break
        if phrase in quantities()["low"]:
            low, first = (value if value is not None else low), first - length
            break
        if phrase in quantities()["high"]:
            high, first = (value if value is not None else high), first - length
            break
    if first and tokens[first - 1].lower == "between" and run.high is not None:
        first -= 1
    start, stop = tokens[first].start, tokens[end].end
    return CountMention(
        sentence=sentence.index, first=first, last=end, head=head, start=start, end=stop,
        text=parsed.document.text[start:stop], rule="english/quantities", value=value, low=low, high=high, unit=unit,
        approximate=approximate,
    )  # fmt: skip


def _noun(tokens: Tokens, run: _Run) -> tuple[int, int] | None:
    """(head of the things counted, last token of their phrase), or None where the number counts nothing."""
    last = tokens[run.last]
    if run.last + 1 < len(tokens) and tokens[run.last + 1].lower in ("percent", "%", "per", "pct"):
        extra = 1 if tokens[run.last + 1].lower == "per" else 0
        return run.last + 1, min(len(tokens) - 1, run.last + 1 + extra)
    for t in range(run.first, run.last + 1):
        token = tokens[t]
        if token.head > run.last and token.dep in ("nummod", "quantmod", "compound", "amod", "det", "nmod", "advmod"):
            at = token.head
            hops = 0
            while (
                tokens[at].dep in ("nummod", "quantmod", "compound", "amod", "npadvmod")
                and tokens[at].head > at
                and hops < 3
            ):
                at, hops = tokens[at].head, hops + 1
            if tokens[at].pos in ("NOUN", "PROPN", "ADJ", "SYM") and at - run.last <= 6:
                return at, at
        if token.head <= run.last or token.dep not in ("nummod", "quantmod"):
            for c in token.children:
                if tokens[c].dep == "prep" and tokens[c].lower == "of" and c > run.last:
                    for d in tokens[c].children:
                        if tokens[d].dep == "pobj":
                            return d, d
    if (
        run.last + 1 < len(tokens)
        and tokens[run.last + 1].text == "-"
        and run.last + 2 < len(tokens)
        and tokens[run.last + 2].pos == "NOUN"
    ):
        return run.last + 2, run.last + 2
    if last.pos == "NUM" or last.tag == "CD":
        if last.dep in ("nsubj", "nsubjpass", "dobj", "attr") and tokens[last.head].lemma in words("counting_verbs"):
            return run.last, run.last
        if run.last + 1 < len(tokens) and tokens[run.last + 1].lower in (
            "killed",
            "wounded",
            "injured",
            "dead",
            "others",
            "more",
            "arrested",
            "missing",
        ):
            return run.last + 1, run.last + 1
    if run.value is None and run.low is not None:
        return run.last, run.last
    return None


def _unit(tokens: Tokens, head: int) -> str | None:
    """What is counted: the table's name for the noun, or the noun as written with the words that make it one thing."""
    token = tokens[head]
    known = quantities()["unit"].get(token.lemma) or quantities()["unit"].get(token.lower)
    if known:
        return known
    if token.pos not in ("NOUN", "PROPN"):
        verb = token.head
        return tokens[verb].lower if token.pos == "NUM" and tokens[verb].pos == "VERB" else None
    compound = [tokens[c].lower for c in token.children if tokens[c].dep == "compound" and c < head]
    return " ".join([*compound, token.lower])


def _conflicts(sentence: Sentence, found: list[CountMention]) -> list[CountMention]:
    """The counts, those marked that give one length twice and disagree by more than two in a hundred."""
    result = list(found)
    for n in range(len(found) - 1):
        a, b = found[n], found[n + 1]
        scale_a, scale_b = _MILES.get(a.unit or ""), _MILES.get(b.unit or "")
        between = sentence.text[a.end - sentence.start : b.start - sentence.start]
        if scale_a and scale_b and a.unit != b.unit and a.value and b.value and between.lstrip("-long ").strip() == "(":
            one, two = a.value * scale_a, b.value * scale_b
            if abs(one - two) > 0.02 * max(one, two):
                result[n] = msgspec.structs.replace(a, conflict=f"{b.text} is {two / scale_a:.0f} {a.unit}")
                result[n + 1] = msgspec.structs.replace(b, conflict=f"{a.text} is {one / scale_b:.0f} {b.unit}")
    return result
